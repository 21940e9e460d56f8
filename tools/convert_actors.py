#!/usr/bin/env python3
"""Actor and agent dictionaries of TABARI and PETRARCH (1, 2) as tables for `dateline --actors`.

usage: convert_actors.py [--no-countries] [--persons] FILE... > actors.tsv
       convert_actors.py --agents FILE... > agents.tsv

Read is what those programs' manuals describe:

  actors   NAME_OF_SOMEBODY [CODE]  +SYNONYM  [CODE dates] on the name's line or on lines of their own, several codes of one bracket parted by ;
           dates: 910314-931001 or 19910314-19931001 (both days within), <910314 (before it), >910314 (after it); years 00 to 30 are 2000 to 2030
           comments behind ; or #; lines that begin with <!
  agents   NAME {PLURAL} [~CODE] or [CODE~], {S/ES} for endings; !SET! = WORD, WORD and !SET! in names

Written: key code kind from to name, or key sector kind. The old dictionaries do not say what a name names, so the kind is a guess from its
code: look it over. A country's bare code is a country's name or demonym; a dated code is a person's, any other an organisation's (--persons:
a person's). --no-countries leaves out names with a bare country code, which dateline has itself. What cannot be converted is named on
standard error as file:line: reason; the rest is written, and the exit status is 1.

TABARI's names without a _ at their end also match as the beginning of a longer word; here they are whole words.
"""
import datetime
import re
import sys

BODIES = ("IGO", "NGO", "NGM", "IMG", "INT", "MNC", "UIS", "ISM")
ARMED = re.compile(r"^(IMG|...(REB|INS|UAF|SEP|RAD))")
DEMONYM = re.compile(r"(AN|ESE|ISH|I|CH)$")
DAY = datetime.timedelta(days=1)


class Faults:
    def __init__(self):
        self.count = 0

    def tell(self, path, number, reason):
        self.count += 1
        print("%s:%d: %s" % (path, number, reason), file=sys.stderr)


def lines(path):
    """(number, line without comments) of those that hold anything."""
    with open(path, encoding="utf-8-sig", errors="replace") as text:
        for number, line in enumerate(text, 1):
            bare, depth = "", 0
            for c in line.rstrip("\r\n"):
                depth += (c == "[") - (c == "]")
                if c == "#" or (c == ";" and depth <= 0):
                    break
                bare += c
            bare = bare.strip()
            if bare and not bare.startswith(("<!", "-->")):
                yield number, bare


def day(text):
    """A date of six or eight digits; ValueError."""
    if not text.isdigit() or len(text) not in (6, 8):
        raise ValueError(text)
    year = int(text[:-4])
    if len(text) == 6:
        year += 2000 if year <= 30 else 1900
    return datetime.date(year, int(text[-4:-2]), int(text[-2:]))


def period(text):
    """First and last day of "910314-931001", "<910314", ">910314", "" as ISO dates, empty where open."""
    text = text.strip("() \t").replace(" ", "")
    if not text:
        return "", ""
    if text[0] == "<":
        return "", (day(text[1:]) - DAY).isoformat()
    if text[0] == ">":
        return (day(text[1:]) + DAY).isoformat(), ""
    first, dash, last = text.partition("-")
    if not dash:
        raise ValueError(text)
    return day(first).isoformat(), day(last).isoformat()


def words(name):
    return " ".join(name.replace("_", " ").split())


def shown(name):
    """As it is written in text: the old dictionaries are in capitals."""
    return name if len(name) <= 3 or not name.isupper() else " ".join(w if len(w) <= 3 and "." in w else w.title() for w in name.split())


def kind_of(code, dated, primary, name, persons):
    if re.fullmatch(r"[A-Z]{3}", code) and code not in BODIES and not dated:
        return "demonym" if name != primary and name[:3] == primary[:3] and " " not in name and DEMONYM.search(name) else "name"
    if dated or persons:
        return "person"
    if code.startswith("IGO"):
        return "IGO"
    if code.startswith(("NGO", "NGM")):
        return "NGO"
    if ARMED.match(code):
        return "ARM"
    return {"MIL": "MIL", "GOV": "GOV", "MED": "MED"}.get(code[3:6], "ORG")


def codes_in(brackets, path, number, faults):
    """[(code, from, to)] of the texts in brackets."""
    found = []
    for piece in (p.strip() for b in brackets for p in b.split(";")):
        if not piece:
            continue
        code, _, dates = piece.partition(" ")
        first = re.split(r"[/:]", code)[0]
        if first != code:
            faults.tell(path, number, "two codes '%s': the first is taken" % code)
        if first == "###":
            faults.tell(path, number, "a name that discards the whole text cannot be converted")
            continue
        try:
            found.append((first, *period(dates)))
        except ValueError:
            faults.tell(path, number, "'%s' are no days" % dates.strip())
    return found


def actors(path, options, faults, out):
    names, codes, begun = [], [], 0

    def end():
        if names and not codes:
            faults.tell(path, begun, "'%s' has no code" % names[0])
        dated = any(first or last for _, first, last in codes)
        for name in names:
            for code, first, last in codes:
                if code == "---":
                    out.append((name.lower(), "-", "", "", "", ""))
                    continue
                kind = kind_of(code, dated, names[0], name, options["persons"])
                if not (options["no-countries"] and kind in ("name", "demonym")):
                    out.append((name.lower(), code, kind, first, last, shown(name)))

    for number, line in lines(path):
        brackets = re.findall(r"\[([^\]]*)\]", line)
        name = words(line.split("[")[0].lstrip("+"))
        if line.count("[") != line.count("]"):
            faults.tell(path, number, "a bracket is not closed")
            continue
        if any(c in name for c in "{}!~"):
            faults.tell(path, number, "no actor's name: '%s' (agents: --agents)" % name)
            continue
        if line.startswith("+"):
            names.append(name)
        elif name:
            end()
            names, codes, begun = [name], [], number
        elif not names:
            faults.tell(path, number, "a code without a name")
            continue
        if any("~" in b for b in brackets):
            faults.tell(path, number, "an agent's code among actors: --agents")
            names, codes = [], []
            continue
        codes += codes_in(brackets, path, number, faults)
    end()


def expanded(name, sets, path, number, faults):
    """The name once for each word of its !SET!."""
    found = re.search(r"!([^!]*)!", name)
    if not found:
        return [name]
    if found[1] not in sets:
        faults.tell(path, number, "no set !%s! before this line" % found[1])
        return []
    return [name[:found.start()] + word + name[found.end():] for word in sets[found[1]]]


def agents(path, faults, out):
    sets = {}
    for number, line in lines(path):
        made = re.match(r"!([^!]+)!\s*=\s*(.+)", line)
        if made:
            sets[made[1]] = [w.strip() for w in made[2].split(",") if w.strip()]
            continue
        row = re.fullmatch(r"([^\[{]+?)\s*(\{[^}]*\})?\s*\[([^\]]*)\]", line)
        if not row or "~" not in row[3]:
            faults.tell(path, number, "no agent: NAME {PLURAL} [~CODE] is expected")
            continue
        code = row[3].strip()
        if code.endswith("~"):
            faults.tell(path, number, "a code before the actor's, '%s', is put behind it" % code)
        names = expanded(row[1], sets, path, number, faults)
        if row[2] and row[2][1:-1].strip():
            plural = row[2][1:-1].strip()
            endings = re.fullmatch(r"(E?S)(/E?S)*", plural.upper())
            names += [row[1] + e for e in plural.upper().split("/")] if endings else [plural]
        out.extend((words(name).lower(), code.strip("~"), "weak") for name in names)


def main(argv):
    files = [a for a in argv[1:] if not a.startswith("--")]
    options = {name: "--" + name in argv for name in ("no-countries", "persons", "agents")}
    unknown = [a for a in argv[1:] if a.startswith("--") and a[2:] not in options]
    if not files or unknown:
        print(__doc__.split("\n\n")[1] if not unknown else "no option '%s'" % unknown[0], file=sys.stderr)
        return 2
    faults, rows = Faults(), []
    for path in files:
        try:
            agents(path, faults, rows) if options["agents"] else actors(path, options, faults, rows)
        except OSError as e:
            faults.tell(path, 0, e.strerror)
    print("\t".join(("key", "sector", "kind") if options["agents"] else ("key", "code", "kind", "from", "to", "name")))
    for row in dict.fromkeys(rows):
        print("\t".join(row))
    return 1 if faults.count else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
