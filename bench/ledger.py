#!/usr/bin/env python3
"""A generated ledger, and how long questions to it take.

usage: bench/ledger.py PROGRAM [--events N] [--rounds R] [--ledger FILE.db]

Makes a ledger of N events in N/10 documents by SQL, in the tables that PROGRAM makes, with the skew of news: few states do most, stories are told
by a few articles or by hundreds, days run with the documents. The same N gives the same ledger. Then each question of bench/queries.sql, and what the
commands ask, is put R times: the first time, the median, the worst, and the time of the processor, which a busy machine does not change. With --ledger the file is kept, and used as it is where it is there already.
"""
import os
import re
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
FIRST_DAY, DAYS = "2015-01-01", 3650

CODES = """RUS UKR USA CHN ISR IRN PRK KOR GBR FRA DEU TUR SYR JPN IND PAK SAU IRQ AFG EGY YEM LBN POL ITA ESP CAN AUS BRA MEX VEN COL NGA ETH SDN SSD LBY MLI NER
BFA TCD CMR COD RWA UGA KEN SOM ERI TZA MOZ ZAF ZWE AGO GHA CIV SEN GIN DZA MAR TUN JOR ARE QAT KWT OMN BHR AZE ARM GEO KAZ UZB TKM TJK KGZ MNG VNM THA MMR KHM LAO MYS
IDN PHL SGP NZL FJI PNG LKA BGD NPL BTN GRC CYP BGR ROU HUN CZE SVK AUT CHE BEL NLD LUX DNK SWE NOR FIN EST LVA LTU BLR MDA SRB HRV BIH MKD MNE ALB XKX SVN PRT IRL ISL
CUB HTI DOM JAM GTM HND SLV NIC CRI PAN ECU PER BOL CHL ARG URY PRY GUY""".split()
KINDS = [("CONSULT", "visit", "042", "verbal_cooperation", 1.9, "met"), ("ACCUSE", "disapprove", "111", "verbal_conflict", -2.0, "condemned"),
         ("AGREE", "", "057", "verbal_cooperation", 8.0, "signed a pact with"), ("AID", "", "072", "material_cooperation", 8.3, "supplied"),
         ("ASSAULT", "", "190", "material_conflict", -10.0, "attacked"), ("COERCE", "arrest", "173", "material_conflict", -5.0, "detained men of"),
         ("COOPERATE", "", "061", "material_cooperation", 6.4, "sold"), ("REQUEST", "", "102", "verbal_cooperation", -0.1, "asked"),
         ("SUPPORT", "", "051", "verbal_cooperation", 3.4, "praised"), ("REJECT", "", "120", "verbal_conflict", -4.0, "rejected"),
         ("THREATEN", "", "130", "verbal_conflict", -4.4, "threatened"), ("SANCTION", "", "163", "material_conflict", -8.0, "imposed sanctions on"),
         ("PROTEST", "", "140", "material_conflict", -6.5, "protested against"), ("MOBILIZE", "", "150", "material_conflict", -7.2, "massed troops against"),
         ("CONCEDE", "", "080", "material_cooperation", 5.0, "yielded to"), ("RETREAT", "", "087", "material_cooperation", 9.0, "withdrew from")]
THINGS = [("artillery shells", "arms"), ("attack drones", "arms"), ("missiles", "arms"), ("crude oil", "oil"), ("grain", "food"), ("a loan", "funds"), ("medicine", "medicine"),
          ("machinery", "equipment"), ("fighter jets", "arms"), ("aviation fuel", "oil")]
SYLLABLES = "ba be bi bo da de di do fa fe ga go ka ke ki ko la le li lo ma me mi mo na ne ni no pa pe pi po ra re ri ro sa se si so ta te ti to va ve vi vo".split()


def hashed(i, salt):
    """SQL of a number from 0 to 2^32-1 that hangs on i and the salt alone."""
    x = "(((%s)*%d+%d) & 4294967295)" % (i, (2654435761 + salt * 1234567894) % 4294967296 | 1, salt * 7919 + 17)
    return "((%s*40503+(%s>>16)*2246822519) & 4294967295)" % (x, x)


def part(i, salt):
    """SQL of a number from 0 to less than 1."""
    return "(%s/4294967296.0)" % hashed(i, salt)


def skewed(i, salt, count, power):
    """SQL of a rank below count: the higher the power, the more often a low one."""
    u = part(i, salt)
    return "CAST(%d*%s AS INTEGER)" % (count, "*".join([u] * power))


def series(count):
    return "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<%d)" % count


class Ledger:
    def __init__(self, path, events):
        self.db = sqlite3.connect(path, isolation_level=None)
        self.events, self.documents, self.entries = events, max(1, events // 10), max(10, events * 2 // 5)
        self.begun = time.perf_counter()
        for pragma in ("journal_mode=OFF", "synchronous=OFF", "locking_mode=EXCLUSIVE", "cache_size=-1000000", "temp_store=FILE", "foreign_keys=OFF"):
            self.db.execute("PRAGMA " + pragma)

    def say(self, what):
        print("%7.1f s  %s" % (time.perf_counter() - self.begun, what), file=sys.stderr, flush=True)

    def words(self):
        """What is drawn from."""
        ex = self.db.execute
        ex("CREATE TEMP TABLE country(rank INTEGER PRIMARY KEY, code TEXT, name TEXT, partner INTEGER, lat REAL, lon REAL)")
        for i, code in enumerate(CODES):
            ex("INSERT INTO country VALUES(?,?,?,?,?,?)", (i, code, code.title() + "land", i ^ 1 if (i ^ 1) < len(CODES) else 0, (i * 37) % 120 - 50, (i * 71) % 340 - 170))
        ex("CREATE TEMP TABLE kind(rank INTEGER PRIMARY KEY, event, mode, cameo, quad, goldstein REAL, verb)")
        self.db.executemany("INSERT INTO kind VALUES(?,?,?,?,?,?,?)", [(i,) + k for i, k in enumerate(KINDS)])
        ex("CREATE TEMP TABLE thing(rank INTEGER PRIMARY KEY, text, class)")
        self.db.executemany("INSERT INTO thing VALUES(?,?,?)", [(i,) + t for i, t in enumerate(THINGS)])
        ex("CREATE TEMP TABLE word(rank INTEGER PRIMARY KEY, word)")
        n = len(SYLLABLES)
        self.db.executemany("INSERT INTO word VALUES(?,?)", ((i, SYLLABLES[i % n] + SYLLABLES[i // n % n] + SYLLABLES[i // n // n % n] + "n") for i in range(20000)))
        ex("CREATE TEMP TABLE tail(rank INTEGER PRIMARY KEY, words)")  # three words each, common ones more often
        ex("INSERT INTO tail " + series(65536) + " SELECT i-1, " + "||' '||".join("(SELECT word FROM word WHERE rank=%s)" % skewed("i*3+%d" % k, 41, 20000, 3) for k in range(3)) + " FROM n")
        ex("CREATE TEMP TABLE person(rank INTEGER PRIMARY KEY, name, code)")
        self.db.executemany("INSERT INTO person VALUES(?,?,?)", ((i, "%s %s" % (SYLLABLES[i % n].title() + "n", (SYLLABLES[i // 7 % n] + SYLLABLES[i * 5 // 3 % n] + SYLLABLES[i % n]).title() + str(i)),
                                                                   CODES[i % len(CODES)] + "GOV") for i in range(20000)))
        ex("CREATE TEMP TABLE paper(rank INTEGER PRIMARY KEY, name)")
        self.db.executemany("INSERT INTO paper VALUES(?,?)", ((i, "The %s %s" % (SYLLABLES[i % n].title() + "ton", ("Herald", "Post", "Gazette", "Wire")[i % 4])) for i in range(400)))
        ex("CREATE TEMP TABLE day(n INTEGER PRIMARY KEY, day)")
        ex("INSERT INTO day " + series(DAYS + 1) + " SELECT i-1, date('%s', '+'||(i-1)||' days') FROM n" % FIRST_DAY)

    def stories(self):
        """What happened: an entry each, before it is told."""
        e = self.entries
        day = "max(0, i*%d/%d - CAST(30*%s*%s*%s AS INTEGER))" % (DAYS, e + 1, part("i", 3), part("i", 3), part("i", 3))
        self.db.execute("CREATE TEMP TABLE story(id INTEGER PRIMARY KEY, actor INTEGER, recipient INTEGER, kind INTEGER, day INTEGER, span INTEGER, thing INTEGER, place INTEGER, status INTEGER)")
        self.db.execute("INSERT INTO story " + series(e) + " SELECT i, %s, CASE WHEN %s<0.2 THEN -1 ELSE %s END, %s, %s, CASE WHEN %s<0.04 THEN 30 WHEN %s<0.06 THEN 364 ELSE 0 END,"
                        " CASE WHEN %s<0.4 THEN %s END, CASE WHEN %s<0.3 THEN %s END, %s FROM n" %
                        (skewed("i", 1, len(CODES), 2), part("i", 2), skewed("i", 4, len(CODES), 2), skewed("i", 5, len(KINDS), 1), day, part("i", 6), part("i", 6),
                         part("i", 7), skewed("i", 8, len(THINGS), 1), part("i", 9), skewed("i", 10, len(CODES), 2), hashed("i", 11) + "%100"))
        self.db.execute("UPDATE story SET recipient=(SELECT partner FROM country WHERE rank=actor) WHERE recipient=-1")
        self.say("stories")

    def documents_and_texts(self):
        d = self.documents
        body = "The ministers spoke of trade, of borders and of the war, and left the city in the evening. " * 6
        self.db.execute("INSERT INTO text(id, key, date, language, text, current, made_by) " + series(d) + " SELECT i, printf('%%064x', i), (SELECT day FROM day WHERE n=i*%d/%d), 'en',"
                        " 'Report '||i||'. '||?, 1, 1 FROM n" % (DAYS, d + 1), (body,))
        self.db.execute("INSERT INTO document(id, text, name, source, title, url, identity, version, current) " + series(d) + " SELECT i, i, 'doc-'||i, (SELECT name FROM paper WHERE rank=%s),"
                        " 'Report '||i, 'https://news.example/'||i, 'id'||char(9)||i||char(9)||i, 1, 1 FROM n" % skewed("i", 21, 400, 2))
        self.db.execute("INSERT INTO copy(text, family, sketch) SELECT id, CASE WHEN %s<0.2 THEN max(1, id-%s%%20) ELSE id END, x'00' FROM text" % (part("id", 22), hashed("id", 23)))
        self.say("documents")

    def mentions(self):
        """Which story each event tells: one near the document's day, now and then the one that all write of."""
        window = max(1, self.entries * 7 // DAYS)
        near = "max(1, min(%d, i*%d/%d + 1 - CAST(%d*%s*%s AS INTEGER)))" % (self.entries, self.entries, self.events + 1, window, part("i", 31), part("i", 31))
        self.db.execute("INSERT INTO mention(event, entry) " + series(self.events) + " SELECT i, CASE WHEN %s<0.15 THEN max(1, %s/1000*1000) ELSE %s END FROM n" % (part("i", 32), near, near))
        self.say("mentions")

    def event_rows(self):
        begin, end = "(SELECT day FROM day WHERE n=s.day)", "(SELECT day FROM day WHERE n=min(%d, s.day+s.span))" % DAYS
        words = "u.words||' '||v.words"
        self.db.execute("INSERT INTO event SELECT m.event, (m.event-1)/10+1, 'V'||((m.event-1)%10+1), (m.event-1)%10, k.event, k.mode, k.cameo, k.goldstein, k.goldstein, k.quad, '', '', k.verb, 40, 50,"
                        " a.name||' '||k.verb||' '||coalesce((SELECT text FROM thing WHERE rank=s.thing)||' for ', '')||r.name||', '||" + words + ", 0, 120, " + begin + ", " + begin + ", " + end +
                        ", CASE s.span WHEN 0 THEN 'resolved' ELSE 'span' END, CASE WHEN s.status<60 THEN 'CT+' ELSE 'Uu' END, 0.9, 'data/lexicon/verbs.tsv:1' FROM mention m JOIN story s ON s.id=m.entry"
                        " JOIN kind k ON k.rank=s.kind JOIN country a ON a.rank=s.actor JOIN country r ON r.rank=s.recipient"
                        " JOIN tail u ON u.rank=(m.event*40503)&65535 JOIN tail v ON v.rank=((m.event*2654435761)>>9)&65535 ORDER BY m.event")
        self.say("events")
        for role, column in (("actor", "actor"), ("recipient", "recipient")):
            self.db.execute("INSERT INTO party SELECT m.event, '%s', c.name, c.code||'GOV', c.code, 'GOV', 0, 8 FROM mention m JOIN story s ON s.id=m.entry JOIN country c ON c.rank=s.%s ORDER BY m.event" % (role, column))
        self.db.execute("INSERT INTO phrase SELECT m.event, 'object', t.text, t.class, NULL, NULL, NULL, '', '', 20, 30 FROM mention m JOIN story s ON s.id=m.entry JOIN thing t ON t.rank=s.thing ORDER BY m.event")
        self.db.execute("INSERT INTO place SELECT m.event, c.name||' City', c.code, c.lat, c.lon, 1000+c.rank FROM mention m JOIN story s ON s.id=m.entry JOIN country c ON c.rank=s.place ORDER BY m.event")
        self.db.execute("INSERT INTO claim SELECT m.event, p.name, p.code, CASE WHEN %s<0.15 THEN 'CT-' ELSE 'CT+' END, 'said', 60, 64 FROM mention m JOIN person p ON p.rank=%s WHERE %s<0.4 ORDER BY m.event" %
                        (part("m.event", 51), skewed("m.event", 52, 20000, 3), part("m.event", 53)))
        self.say("parties, phrases, places, claims")
        self.db.execute("INSERT INTO evidence_fts(rowid, evidence, parties) SELECT e.id, e.evidence, a.name||' '||a.code||'GOV '||r.name||' '||r.code||'GOV'"
                        " FROM event e JOIN mention m ON m.event=e.id JOIN story s ON s.id=m.entry JOIN country a ON a.rank=s.actor JOIN country r ON r.rank=s.recipient ORDER BY e.id")
        self.db.execute("INSERT INTO evidence_fts(evidence_fts) VALUES('optimize')")   # in one piece, as a run that brought so much leaves it (src/ledger/tidy.c)
        self.say("full text")

    def entry_rows(self):
        begin, end = "(SELECT day FROM day WHERE n=s.day)", "(SELECT day FROM day WHERE n=min(%d, s.day+s.span))" % DAYS
        status = "CASE WHEN s.status<60 THEN CASE WHEN g.papers>1 THEN 'corroborated' ELSE 'reported' END WHEN s.status<80 THEN 'claimed' WHEN s.status<88 THEN 'disputed' WHEN s.status<92 THEN 'denied' ELSE 'announced' END"
        self.db.execute("CREATE TEMP TABLE told(id INTEGER PRIMARY KEY, mentions, documents, papers, first, last, representative)")
        self.db.execute("INSERT INTO told SELECT m.entry, count(*), count(DISTINCT (m.event-1)/10+1), count(DISTINCT d.source), min(t.date), max(t.date), min(m.event) FROM mention m"
                        " JOIN document d ON d.id=(m.event-1)/10+1 JOIN text t ON t.id=d.text GROUP BY m.entry ORDER BY m.entry")
        self.db.execute("INSERT INTO entry(id, joined_to, event, mode, cameo, quad, goldstein, plover_score, object, actor, recipient, actor_country, recipient_country, date, date_begin, date_end, place, place_country, lat,"
                        " lon, geonames, mentions, documents, sources, first_report, last_report, status, representative) SELECT s.id, NULL, k.event, k.mode, k.cameo, k.quad, k.goldstein, k.goldstein,"
                        " coalesce((SELECT class FROM thing WHERE rank=s.thing), ''), a.code||'GOV', r.code||'GOV', a.code, r.code, " + begin + ", " + begin + ", " + end + ","
                        " coalesce(p.name||' City', ''), coalesce(p.code, ''), p.lat, p.lon, 1000+p.rank, g.mentions, g.documents, g.papers, g.first, g.last, " + status + ", g.representative"
                        " FROM told g JOIN story s ON s.id=g.id JOIN kind k ON k.rank=s.kind JOIN country a ON a.rank=s.actor JOIN country r ON r.rank=s.recipient LEFT JOIN country p ON p.rank=s.place ORDER BY g.id")
        rest = "n.date_end, n.event, n.quad, n.goldstein, n.object, n.status, n.sources"
        self.db.execute("INSERT INTO dyad(actor, recipient, date_begin, entry, date_end, event, quad, goldstein, object, status, sources) SELECT n.actor_country, n.recipient_country, n.date_begin, n.id, " + rest +
                        " FROM entry n WHERE n.actor_country<>n.recipient_country ORDER BY 1, 2, 3, 4")
        self.db.execute("INSERT INTO entry_party(country, role, date_begin, entry, code, name, sector, date_end, event, quad, goldstein, object, status, sources) SELECT c.code, x.role, n.date_begin, n.id, c.code||'GOV', c.name, 'GOV', "
                        + rest + " FROM entry n JOIN (SELECT 'actor' AS role UNION ALL SELECT 'recipient') x JOIN country c ON c.code=CASE x.role WHEN 'actor' THEN n.actor_country ELSE n.recipient_country END"
                        " ORDER BY 1, 2, 3, 4")
        self.db.execute("INSERT INTO voice(entry, name, code, stance, mentions, event, cue) SELECT m.entry, c.source, c.code, CASE c.value WHEN 'CT-' THEN 'denies' ELSE 'asserts' END, count(*), min(m.event), 'said'"
                        " FROM claim c JOIN mention m ON m.event=c.event GROUP BY m.entry, c.source, c.value ORDER BY m.entry")
        self.db.execute("INSERT OR IGNORE INTO speaker SELECT DISTINCT name FROM voice")
        self.say("entries")

    def make(self):
        kept = self.db.execute("SELECT type, name, sql FROM main.sqlite_master WHERE (type='index' AND sql IS NOT NULL) OR type='trigger'").fetchall()
        for kind, name, _ in kept:
            self.db.execute("DROP %s %s" % (kind, name))
        self.db.execute("BEGIN")
        self.db.execute("INSERT OR IGNORE INTO made_by VALUES(1, 'dateline', 'generated', '', '')")
        for step in (self.words, self.stories, self.documents_and_texts, self.mentions, self.event_rows, self.entry_rows):
            step()
        self.db.execute("COMMIT")
        for _, name, sql in kept:
            self.db.execute(sql)
        self.say("%d indexes" % len(kept))
        self.db.execute("PRAGMA journal_mode=WAL")
        self.db.close()


def generate(program, path, events):
    subprocess.run([program, "ingest", "--quiet", "--input", "jsonl", "--ledger", path, os.devnull], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    Ledger(path, events).make()


# What the commands ask: --event is left to SQL, since it opens the data file, too.
COMMANDS = ["query --limit 50", "query --sort -date --limit 50", "query --sort -sources --limit 50", "query --actor RUS --limit 50", "query --actor RUS --recipient UKR --sort -date --limit 50",
            "query --actor RUS --recipient UKR --count", "query --recipient IRN --since 2023-01-01 --limit 50", "query --event AID --object arms --status disputed --limit 50",
            "query --actor RUS --status disputed --min-sources 2 --limit 50", "query --said-by Kake1234 --limit 50", "query --denied-by Ban --limit 50", "query --near 24,-99,300 --limit 50", "query --place PRK --limit 50",
            "query --text bobodin --limit 50", "query --text drones --actor PRK --recipient KOR --limit 50", "query --since 2024-03-01 --until 2024-03-31 --limit 50", "query --sort -date --limit 50 --after {middle}",
            "query --actor RUS --recipient UKR --group-by month", "query --actor PRK --group-by year,event", "flows --between RUS,UKR", "flows --between IRN,ISR --by week --object arms", "dossier --entry {hot}",
            "screen --actor PRK --since 2024-06-01 --until 2024-06-30 --format csv"]


def questions(path):
    """Name and SQL of each question of queries.sql."""
    with open(path, encoding="utf-8") as lines:
        text = lines.read()
    for head, body in re.findall(r"^-- (.*?)\n((?:(?!^-- ).*\n?)*)", text, re.M):
        if body.strip():
            yield head, body.strip()


def report(name, times, processor):
    ordered = sorted(times)
    print("%-88s %8.1f %8.1f %8.1f %8.1f" % (name[:88], times[0] * 1000, ordered[len(ordered) // 2] * 1000, ordered[-1] * 1000, 1000 * processor / len(times)), flush=True)
    return ordered[len(ordered) // 2], ordered[-1]


def used():
    """Seconds of the processor, here and in the commands that have ended."""
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def timed(name, rounds, put):
    """Median and worst, in seconds of the clock."""
    times, before = [], used()
    for _ in range(rounds):
        start = time.perf_counter()
        put()
        times.append(time.perf_counter() - start)
    return report(name, times, used() - before)


def command(program, path, line):
    words = line.split()
    run = subprocess.run([program, words[0], "--ledger", path] + words[1:], capture_output=True)
    if run.returncode != 0:
        raise SystemExit("%s: %s" % (line, run.stderr.decode()))


def ask(program, path, rounds):
    db = sqlite3.connect(path)
    known = {"hot": db.execute("SELECT id FROM entry ORDER BY mentions DESC, id LIMIT 1").fetchone()[0], "middle": db.execute("SELECT max(id)/2 FROM entry").fetchone()[0]}
    print("%-88s %8s %8s %8s %8s" % ("ms", "first", "median", "worst", "CPU"))
    results = [timed(name, rounds, lambda: db.execute(sql, known).fetchall()) for name, sql in questions(os.path.join(HERE, "bench", "queries.sql"))]
    results += [timed(line, rounds, lambda: command(program, path, line)) for line in (line.format(**known) for line in COMMANDS)]
    print("the highest: median %.1f ms, worst %.1f ms" % tuple(1000 * max(r[i] for r in results) for i in (0, 1)))


def option(argv, name, otherwise):
    return argv[argv.index(name) + 1] if name in argv else otherwise


def main(argv):
    program, events, rounds = os.path.abspath(argv[1]), int(option(argv, "--events", "20000")), int(option(argv, "--rounds", "9"))
    with tempfile.TemporaryDirectory() as folder:
        path = option(argv, "--ledger", os.path.join(folder, "generated.db"))
        if not os.path.exists(path):
            start = time.perf_counter()
            generate(program, path, events)
            print("a ledger of %d events in %d documents, %.2f GB, made in %.0f s" % (events, events // 10, os.path.getsize(path) / 1e9, time.perf_counter() - start), flush=True)
        ask(program, path, rounds)


if __name__ == "__main__":
    main(sys.argv)
