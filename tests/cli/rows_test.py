#!/usr/bin/env python3
"""Rows of the lexicon are compiled when they are laid over it: what can never fire is refused, with file, line and reason. usage: rows_test.py PROGRAM"""
import os

from support import main

VERBS = "key\tcategory\tmode\tcameo\tactor\trecipient\ttest\tflags\n"
SLOTS = "key\tslots\n"


def own(s, name, table, content):
    os.makedirs(s.path(name), exist_ok=True)
    s.path(os.path.join(name, table), content)
    return s.path(name)


def refused(s):
    for i, (table, content, message) in enumerate((
            ("verbs.tsv", VERBS + "outlaw\tSANCTION\t\t163\t\tobj\t\tneeds-object\n", "verbs.tsv:2: flags: no flag 'needs-object'"),
            ("verbs.tsv", VERBS + "outlaw\tSANCTION\t\t163\t\tobj\t\tsubject-control\n", "verbs.tsv:2: flags: no flag 'subject-control'"),
            ("verbs.tsv", VERBS + "outlaw\tSANCTION\t\t163\t\tobj\t\tnegated-as:AIDE\n", "verbs.tsv:2: flags: no flag 'negated-as:AIDE'"),
            ("verbs.tsv", VERBS + "outlaw\tSANCTION\t\t163\t\tobj\t\tlow,weak,low\n", "verbs.tsv:2: flags: twice the flag 'low'"),
            ("verbs.tsv", VERBS + "outlaw\tSANCTION\t\t163\t\tobj|obl:agianst\t\t\n", "verbs.tsv:2: recipient: no slot 'obl:agianst'"),
            ("verbs.tsv", VERBS + "outlaw\tSANCTION\t\t163\tclause\tobj\t\t\n", "verbs.tsv:2: actor: no slot 'clause'"),
            ("verbs.tsv", VERBS + "outlaw\tSANCTION\t\t163\t\tobj=>poss\t\t\n", "verbs.tsv:2: recipient: no slot 'obj='"),
            ("verbs.tsv", VERBS + "outlaw\tSANCTION\t\t163\t\tobj|\t\t\n", "verbs.tsv:2: recipient: no slot ''"),
            ("verbs.tsv", VERBS + "outlaw\tSANCTION\t\t163\t\tobj\tobj=event:ASAULT\t\n", "verbs.tsv:2: test: no category 'event:ASAULT'"),
            ("verbs.tsv", VERBS + "outlaw\tSANCTION\t\t163\t\tobj\tobj=~press law\t\n", "verbs.tsv:2: test: one word is asked for, not '~press law'"),
            ("verbs.tsv", VERBS + "outlaw\tSANCTION\t\t163\t\tobj\tclause=party\t\n", "verbs.tsv:2: test: a clause is negated, future or hypothetical"),
            ("verbs.tsv", VERBS + "outlaw\tSANCTION\t\t163\t\tobj\tobj=future\t\n", "verbs.tsv:2: test: no class in lexicon/classes 'future'"),
            ("verbs.tsv", VERBS + "outlaw\tSANCTION\t\t163\t\tobj\tobj,\t\n", "verbs.tsv:2: test: no slot ''"),
            ("verbs.tsv", VERBS + "outlaw\tSANCTION\t\t163\t\tobj\tobj!party\t\n", "verbs.tsv:2: test: no slot 'obj!party'"),
            ("slots.tsv", SLOTS + "verb-patient\tobj\n", "slots.tsv:2: key: 'verb-patient' is none of: verb-actor"),
            ("slots.tsv", SLOTS + "verb-actor\tsubj\n", "slots.tsv:2: slots: no slot 'subj'"),
            ("nouns.tsv", "key\tcategory\tcameo\nheavy artillery fire\tASSAULT\t190\n", "nouns.tsv:2: key: words that are never looked for together: 'heavy artillery fire'"),
            ("nested.tsv", "key\tcategory\tmode\tcameo\nFUTUR AID\tAGREE\t\t033\n", "nested.tsv:2: key: 'FUTUR' is none of: AGREE CONSULT"),
            ("nested.tsv", "key\tcategory\tmode\tcameo\nAID\tAGREE\t\t033\n", "nested.tsv:2: key: '' is none of: AGREE CONSULT"),
            ("cues.tsv", "lemma\tkind\tstance\teffect\tauthor\tframe\nmoot\tverb\t+\tCT+\tUu\tclause qoute\n", "cues.tsv:2: frame: 'qoute' is none of: say clause"),
            ("cues.tsv", "lemma\tkind\tstance\teffect\tauthor\nmoot\tvreb\t+\tCT+\tUu\n", "cues.tsv:2: kind: 'vreb' is none of: verb"),
            ("cues.tsv", "lemma\tkind\tstance\teffect\tauthor\nmoot\tverb\t+\tCTT+\tUu\n", "cues.tsv:2: effect: 'CTT+' is none of: CT+"))):
        folder = own(s, "bad%d" % i, table, content)
        s.expect("refused: " + message, 1, "lexicon", "check", "--lexicon", folder, out=lambda o, m=message: m in o.decode())
        s.expect("and nothing is coded: " + message, 1, "code", "--lexicon", folder, input=b"Kenya outlawed Chad.", message=message, out=lambda o: o == b"")


def fired(s):
    def cameo(folder, text):
        return [line.split("\t")[1:4] for line in s.run("code", "--format", "cameo", "--lexicon", folder, input=text).stdout.decode().splitlines()]
    long = "obj=" + "|".join("~thing%d" % i for i in range(60)) + "|~cargo"
    assert len(long) > 500
    folder = own(s, "long", "verbs.tsv", VERBS + "greylist\tSANCTION\t\t163\t\tobj>poss\t%s\t\n" % long)
    s.check("a condition has no longest length", cameo(folder, b"Kenya greylisted Chad's cargo.") == [["KEN", "TCD", "163"]], cameo(folder, b"Kenya greylisted Chad's cargo."))
    s.check("and is asked", cameo(folder, b"Kenya greylisted Chad's team.") == [])
    folder = own(s, "path", "verbs.tsv", VERBS + "greylist\tSANCTION\t\t163\t\tobl:over+obj>nmod:of\t!obl:with,obj=@own|arms\tlow\n")
    s.path("path/classes.tsv", "key\tclass\nwidget\t@own\n")
    found = {tuple(x) for x in cameo(folder, b"Kenya greylisted the widgets of Chad over Mali.")}
    s.check("paths, pools, own classes", found >= {("KEN", "TCD", "163"), ("KEN", "MLI", "163")}, found)
    s.check("a filled slot that must be empty", cameo(folder, b"Kenya greylisted the widgets of Chad over Mali with Niger.") == [])
    folder = own(s, "default", "slots.tsv", SLOTS + "adjective-recipient\tobl:toward\n")
    s.path("default/adjectives.tsv", "key\tcategory\tcameo\nleery\tACCUSE\t111\n")
    s.check("slots of rows that have none", cameo(folder, b"Kenya is leery toward Chad.") == [["KEN", "TCD", "111"]], cameo(folder, b"Kenya is leery toward Chad."))


if __name__ == "__main__":
    main(refused, fired)
