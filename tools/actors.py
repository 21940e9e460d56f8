#!/usr/bin/env python3
"""Makes data/actors/{countries,people,organizations}.tsv from tables of facts.

usage: actors.py FACTS OUT     FACTS holds countries.tsv, leaders.tsv, organisations.tsv
"""
import collections
import os
import re
import sys

# Further demonyms in use, and identifiers of organisations that are also common words or places: by hand.
DEMONYMS = {"ARG": "Argentinian", "AZE": "Azeri", "BEN": "Beninois", "ECU": "Ecuadorean", "LUX": "Luxembourgish", "NPL": "Nepalese", "PNG": "Papuan", "SLV": "Salvadorean"}
WORDS = {"arctic", "care", "guam", "paris", "quad", "sinaloa"}


def key(name):
    """As the tokeniser cuts it, in lower case: possessive and hyphens apart."""
    k = name.lower().replace("’", "'")
    k = re.sub(r"(?<=\w)-(?=\w)", " - ", k)
    k = re.sub(r"'s\b", " 's", k)
    k = re.sub(r"\s*([,()&])\s*", r" \1 ", k)
    return re.sub(r"\s+", " ", k).strip()


def rows(path):
    with open(path, encoding="utf-8") as f:
        head = f.readline().rstrip("\n").split("\t")
        for line in f:
            yield dict(zip(head, line.rstrip("\n").split("\t") + [""] * len(head)))


def day(text, last):
    """YYYY, YYYY-MM or YYYY-MM-DD as a day: the first it can mean, or the last."""
    if not text:
        return ""
    return text + {4: "-12-31" if last else "-01-01", 7: "-31" if last else "-01", 10: ""}.get(len(text), "")


def write(path, comment, columns, table):
    seen, lines = set(), []
    for row in table:
        line = "\t".join(row)
        if row[0] and line not in seen:
            seen.add(line)
            lines.append(line)
    with open(path, "w", encoding="utf-8") as f:
        f.write("".join("# %s\n" % c for c in comment) + "\t".join(columns) + "\n" + "\n".join(sorted(lines)) + "\n")
    print("%s: %d rows" % (path, len(lines)))


def countries(facts):
    for r in rows(os.path.join(facts, "countries.tsv")):
        code = r["iso3"]
        for name in [r["name"]] + r["aliases"].split("|"):
            yield key(name), code, "name", r["name"]
            if name.lower().startswith("the "):
                yield key(name[4:]), code, "name", r["name"]
        home = {w for w in re.split(r"\W+", r["name"].lower()) if w}
        for d in r["demonyms"].split("|"):
            # a territory's people are often given the nationality of its state ("Dutch"): keep what is its own
            own = len(r["demonyms"].split("|")) == 1 or any(d.lower()[:3] == w[:3] for w in home)
            if d and (own or code not in TERRITORIES):
                yield key(d), code, "demonym", r["name"]
        if code in DEMONYMS:
            yield key(DEMONYMS[code]), code, "demonym", r["name"]
        if r["capital"]:
            yield key(r["capital"]), code, "capital", r["capital"]
        for m in r["metonyms"].split("|"):
            yield key(m), code, "capital" if m == r["capital"] else "metonym", m


TERRITORIES = {"ABW", "AIA", "ALA", "ASM", "BLM", "BMU", "CUW", "CYM", "FLK", "FRO", "GIB", "GLP", "GUF", "GUM", "IMN", "IOT", "JEY", "GGY", "MAF", "MNP", "MSR",
               "MTQ", "MYT", "NCL", "NIU", "PCN", "PRI", "PYF", "REU", "SHN", "SJM", "SPM", "SXM", "TCA", "TKL", "VGB", "VIR", "WLF", "HKG", "MAC", "BES", "ATF"}


LEADER = "de facto leader"


def people(facts):
    """Rows with the days of an office; one that was only seen in some years, or has no end, is left out where another has the days."""
    table = list(dict.fromkeys(holders(facts)))
    known, ended = collections.defaultdict(set), set()
    led = collections.defaultdict(list)  # of a person's full name, by the list of leaders: state, first and last day
    last = collections.defaultdict(str)  # of a name's other offices, the last day; "9" where one goes on
    for name, code, country, office, start, end, person, seen in table:
        if end and not seen:
            known[name, country].add(office)
            ended.add((name, code, office, start))
        if office == LEADER:
            led[person].append((country, start, end or "9"))
        elif not seen:
            last[name, country] = max(last[name, country], end or "9")
    for name, code, country, office, start, end, person, seen in table:
        main = re.split("[,&]", office)[0]
        if office == LEADER and not end and start < last[name, country] < "9":  # the list of leaders ends in 2021
            end = last[name, country]
        if office == LEADER and " " in person and any(c != country and first < start <= until for c, first, until in led[person]):
            continue  # a state that the leader of another one occupies
        if not (seen and known[name, country] & {office, main}) and not (not end and (name, code, office, start) in ended):
            yield name, code, country, office, start, end, person


def holders(facts):
    for r in rows(os.path.join(facts, "leaders.tsv")):
        start, end = day(r["start"], False), day(r["end"], True)
        seen = not start and not end and bool(r["seen"])
        if seen:
            first = int(r["seen"][:4])
            last = int(r["seen"].split("..")[-1][:4])
            start, end = "%d-01-01" % (first - 3), "%d-12-31" % (last + 3)
        code = r["iso3"] + r["sector"] if r["iso3"] else r["sector"]
        if r["sector"] == "IGO":
            code = r["iso3"]
        names = [r["person"]] + [a for a in r["aliases"].split("|") if a]
        for n in names:
            if len(n) > 2:
                yield key(n), code, r["iso3"][:3], r["office"], start, end, r["person"], seen


def organizations(facts):
    for r in rows(os.path.join(facts, "organisations.tsv")):
        for n in [r["name"], r["id"]] + r["aliases"].split("|"):
            n = n[4:] if n.lower().startswith("the ") else n
            if len(n) > 1 and key(n) not in WORDS:
                yield key(n), r["code"], r["kind"], r["name"]


def main(argv):
    facts, out = argv[1], argv[2]
    write(os.path.join(out, "countries.tsv"), [
        "Countries: names, demonyms, capitals and other seats that stand for a government.",
        "Origin: The World Factbook (public domain), i18n-iso-countries (MIT), aliases and metonyms compiled by hand. Made by tools/actors.py.",
        "key: lower-case words; code: ISO 3166-1 alpha-3; kind: name, demonym, capital, metonym; name: what it is called"],
        ["key", "code", "kind", "name"], countries(facts))
    write(os.path.join(out, "people.tsv"), [
        "Holders of offices with their days. Origin: The World Factbook history 2014-2026 and CIA Chiefs of State (public domain), REIGN (MIT),",
        "congress-legislators (CC0), and rows compiled by hand. A row that was only seen in some years, or has no end, is left out where another has the days.",
        "Made by tools/actors.py.",
        "key: the name; code: CAMEO; country: ISO-3 or organisation; office; from, to: first and last day, empty if not known; name: fullest name"],
        ["key", "code", "country", "office", "from", "to", "name"], people(facts))
    write(os.path.join(out, "organizations.tsv"), [
        "Organisations. Compiled by hand; codes follow CAMEO 1.1b3. Made by tools/actors.py.",
        "key: the name; code: CAMEO; kind: IGO NGO ARM (armed group) MIL GOV ORG MED TREATY; name: fullest name"],
        ["key", "code", "kind", "name"], organizations(facts))


if __name__ == "__main__":
    main(sys.argv)
