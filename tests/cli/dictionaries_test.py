#!/usr/bin/env python3
"""Users' own dictionaries, and the lexicon command. usage: dictionaries_test.py PROGRAM"""
import json
import os

from support import main, news, objects


def dictionaries(s):
    text = s.path("d.txt", "Kenya greylisted Uganda. The Lakes Office attacked Kenya.\n")

    def own(name, content):
        os.makedirs(s.path(name), exist_ok=True)
        for file, rows in content.items():
            s.path(os.path.join(name, file), "\n".join("\t".join(r) for r in rows) + "\n")
        return s.path(name)

    def cameo(o):
        return [(c[1], c[2], c[3]) for c in (line.split("\t") for line in o.decode().splitlines())]

    verbs = [("key", "category", "mode", "cameo", "recipient", "test")]
    front = [("key", "code", "kind", "from", "to", "name")]
    good = own("own", {"verbs.tsv": verbs + [("greylist", "SANCTION", "", "163", "obj", "")],
                       "actors.tsv": front + [("Lakes Office", "UGAREB", "ARM", "", "2022", ""), ("Lakes Office", "UGAGOV", "GOV", "2023-02", "", "")]})
    s.expect("own rows", 0, "code", "--format", "cameo", "--lexicon", good, "--date", "2022-12-31", text,
             out=lambda o: cameo(o) == [("KEN", "UGA", "163"), ("UGAREB", "KEN", "190")])
    s.expect("an organisation's days", 0, "code", "--format", "cameo", "--lexicon", good, "--date", "2023-02-01", text,
             out=lambda o: cameo(o)[1:] == [("UGAGOV", "KEN", "190")])
    s.expect("outside all days", 0, "code", "--format", "cameo", "--lexicon", good, "--date", "2023-01-15", text,
             out=lambda o: cameo(o)[1:] == [("UGA", "KEN", "190")])
    s.expect("origin is the user's row", 0, "explain", "--lexicon", good, text, out=lambda o: b"own/verbs.tsv:2" in o and b"own/actors.tsv:2" in o)
    s.expect("made_by tells the dictionaries", 0, "code", "--lexicon", good, text, out=lambda o: len(objects(o)[0]["made_by"]["dictionaries"]) == 64)
    s.expect("and is silent without", 0, "code", text, out=lambda o: "dictionaries" not in objects(o)[0]["made_by"])
    one, two = (s.run("code", "--lexicon", good, "--threads", n, news(s, 40)).stdout for n in ("1", "3"))
    s.check("own rows and threads", one == two and len(one) > 1000)
    s.expect("ingest with own rows", 0, "ingest", "--ledger", s.path("own.db"), "--lexicon", good, text, out=lambda o: b"2 events" in o)

    attack = verbs + [("attack", "COERCE", "", "170", "obj", "obj=place")]
    s.expect("a row with a test comes first", 0, "code", "--format", "cameo", "--lexicon", own("first", {"verbs.tsv": attack}), "--actors",
             os.path.join(good, "actors.tsv"), "--date", "2022-01-01", text, out=lambda o: ("UGAREB", "KEN", "170") in cameo(o))
    behind = verbs + [("greylist", "SANCTION", "", "163", "obj", ""), ("greylist", "REJECT", "", "120", "obj", "obj=country")]
    s.expect("a row without a test comes last", 0, "code", "--format", "cameo", "--lexicon", own("last", {"verbs.tsv": behind}), text,
             out=lambda o: cameo(o)[0] == ("KEN", "UGA", "120"))
    s.expect("rows taken away", 0, "code", "--format", "cameo", "--lexicon", own("less", {"verbs.tsv": verbs + [("attack", "-", "", "", "", "*")]}), text,
             out=lambda o: o == b"")
    s.expect("a name taken away", 0, "code", "--format", "cameo", "--actors", s.path("no.tsv", "key\tcode\tkind\nHamas\t-\t\n"),
             s.path("h.txt", "Hamas attacked Kenya.\n"), out=lambda o: cameo(o) == [("---", "KEN", "190")])
    odd = s.path("odd.tsv", b"\xef\xbb\xbf# byte-order mark, CRLF\r\nkey\tcode\tkind\r\nLakes Office\tUGAREB\tARM\r\n")
    s.expect("byte-order mark and CRLF in a table", 0, "code", "--format", "cameo", "--actors", odd, text, out=lambda o: ("UGAREB", "KEN", "190") in cameo(o))

    for name, rows, message in (
            ("wrong category", [("outlaw", "SANCTIONS", "", "163", "obj", "")], "verbs.tsv:2: category: 'SANCTIONS' is none of: AGREE"),
            ("wrong code", [("outlaw", "SANCTION", "", "999", "obj", "")], "verbs.tsv:2: cameo: '999' is no key of lexicon/cameo"),
            ("no code", [("outlaw", "SANCTION", "", "", "obj", "")], "verbs.tsv:2: cameo: an act needs a code"),
            ("wrong mode", [("outlaw", "SANCTION", "torture", "163", "obj", "")], "verbs.tsv:2: mode: SANCTION has no mode 'torture'"),
            ("wrong slot", [("outlaw", "SANCTION", "", "163", "obj|obl", "")], "verbs.tsv:2: recipient: no slot 'obl'"),
            ("wrong class", [("outlaw", "SANCTION", "", "163", "obj", "obj=spaceship")], "verbs.tsv:2: test: no class in lexicon/classes 'spaceship'"),
            ("capitals", [("Outlaw", "SANCTION", "", "163", "obj", "")], "verbs.tsv:2: key: not in lower case"),
            ("cells", [("outlaw", "SANCTION")], "verbs.tsv:2: 2 cells in a table of 6 columns"),
            ("twice", [("outlaw", "SANCTION", "", "163", "obj", "")] * 2, "verbs.tsv:3: 'outlaw' stands twice"),
            ("nothing to take away", [("zzz", "-", "", "", "", "")], "verbs.tsv:2: no row 'zzz' to take away")):
        bad = own("bad-" + name.replace(" ", "-"), {"verbs.tsv": verbs + rows})
        s.expect("refused: " + name, 1, "code", "--lexicon", bad, text, message=message, out=lambda o: o == b"")
        s.expect("check: " + name, 1, "lexicon", "check", "--lexicon", bad, out=lambda o, m=message: m in o.decode())
    for name, content, message in (
            ("columns", "name\tcode\n", ":1: not the columns of actors"), ("column", "key\tcode\tkind\tcolour\n", ":1: no column 'colour'"),
            ("no code", "key\tcode\tkind\nA B\t\tARM\n", ":2: code: a value is needed"), ("kind", "key\tcode\tkind\nA B\tUGA\tclub\n", ":2: kind: 'club'"),
            ("date", "key\tcode\tkind\tfrom\nA B\tUGA\tARM\tsoon\n", ":2: from: not a date"),
            ("days", "key\tcode\tkind\tfrom\tto\nA B\tUGA\tARM\t2024\t2023\n", ":2: its last day 2023-12-31 is before its first 2024"),
            ("country's days", "key\tcode\tkind\tfrom\tto\nA B\tUGA\tname\t2024\t\n", ":2: the name of a country"),
            ("long name", "key\tcode\tkind\na b c d e f g h i j\tUGA\tARM\n", ":2: a name of more than 9 words"),
            ("empty file", "", ":1: no header line"), ("not UTF-8", b"key\tcode\tkind\n\xff\tUGA\tARM\n", ":2: not UTF-8"), ("NUL", b"key\0", "a NUL byte")):
        bad = s.path("bad.tsv", content)
        s.expect("actors refused: " + name, 1, "code", "--actors", bad, text, message="bad.tsv", out=lambda o: o == b"")
        s.expect("actors, check: " + name, 1, "lexicon", "check", "--actors", bad, out=lambda o, m=message: m in o.decode())
    s.expect("no such directory", 1, "code", "--lexicon", s.path("nowhere"), text, message="nowhere: No such file")
    s.expect("a directory without tables", 1, "code", "--lexicon", own("bare", {}), text, message="no table")
    s.expect("a table that is none", 1, "code", "--lexicon", own("none", {"verbz.tsv": verbs}), text, message="verbz.tsv: there is no table 'verbz'")
    s.expect("actors are a directory", 1, "code", "--actors", s.dir, text, message="Is a directory")
    s.expect("too many files of actors", 2, "code", *["--actors", odd] * 17, text, message="16")
    s.expect("parse takes none", 2, "parse", "--lexicon", good, text, message="no option of parse")


def lexicon(s):
    text = s.path("g.jsonl", "".join(json.dumps({"id": i, "date": "2023-05-02", "text": t}) + "\n" for i, t in
                                     (("a", "Kenya greylisted Uganda."), ("b", "It rained.\n\nFrance greylisted Iran."))))
    s.expect("look-up of a form", 0, "lexicon", "lookup", "expelled", out=lambda o: b"data/lexicon/verbs.tsv:" in o and b"expel" in o and b"SANCTION" in o)
    s.expect("look-up of a phrase", 0, "lexicon", "lookup", "--format", "jsonl", "imposed sanctions",
             out=lambda o: any(r["table"] == "lexicon/light" and r["row"]["key"] == "impose sanction" for r in objects(o)))
    s.expect("look-up, a table", 0, "lexicon", "lookup", "--format", "tsv", "Ankara", out=lambda o: b"actors/countries\tdata/actors/countries.tsv\t" in o)
    s.expect("look-up of nothing", 0, "lexicon", "lookup", "zzzz", out=lambda o: o == b"0 rows\n")
    own = s.path("look.tsv", "key\tsector\tkind\nzzzz\tMIL\tweak\n")
    s.expect("look-up of own rows", 0, "lexicon", "lookup", "--actors", own, "zzzz", out=lambda o: b"look.tsv:2" in o)
    s.expect("check of own rows", 0, "lexicon", "check", "--actors", own, out=lambda o: o == b"1 rows, all sound\n")
    s.expect("stats", 0, "lexicon", "stats", "--format", "jsonl", text,
             out=lambda o: [(r["key"], r["count"], r["doc"], r["sentence"]) for r in objects(o) if r["what"] == "gap"] == [("greylist", 2, "a", 1)])
    s.expect("stats of rows alone", 0, "lexicon", "stats", "--format", "tsv", out=lambda o: b"rows\tlexicon/verbs\t\t" in o and b"rows\tverbs\tSANCTION\t" in o)
    s.expect("stats of a missing file", 1, "lexicon", "stats", s.path("missing.txt"), message="missing.txt")
    for args, message in ((["lexicon"], "lookup, check or stats"), (["lexicon", "list"], "'list'"), (["lexicon", "lookup"], "needs a word"),
                          (["lexicon", "check"], "--lexicon DIR"), (["lexicon", "check", "--lexicon", s.dir, "x"], "'x'"),
                          (["lexicon", "stats", "--format", "xml"], "xml")):
        s.expect("usage: " + " ".join(args[:3]), 2, *args, message=message)
    s.expect("help: lexicon", 0, "lexicon", "--help", out=lambda o: b"example" in o)


if __name__ == "__main__":
    main(dictionaries, lexicon)
