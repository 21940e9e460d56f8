"""All that the entries of a ledger tell, in a form in which two ledgers of the same documents can be compared, in whatever order they came."""
import sqlite3


def told(db, numbers=False):
    """The entries by the names of the mentions that are in them, or by their numbers."""
    with sqlite3.connect(db) as c:
        name = dict(c.execute("SELECT e.id, min(d.name||' '||d.source||' '||d.version||' '||e.label) FROM event e JOIN document d ON d.text=e.text GROUP BY e.id"))
        out = {}
        for row in c.execute("SELECT id, event, mode, cameo, quad, goldstein, object, actor, recipient, date, date_begin, date_end, place, lat, mentions, documents, sources, first_report, last_report,"
                             " status, representative FROM entry WHERE mentions>0").fetchall():
            mentions = frozenset(name[e] for e, in c.execute("SELECT event FROM mention WHERE entry=?", row[:1]))
            out[row[0] if numbers else mentions] = (
                row[1:-1], name[row[-1]], mentions, sorted((*v[:4], name[v[4]], v[5]) for v in c.execute("SELECT name, code, stance, mentions, event, cue FROM voice WHERE entry=?", row[:1])),
                sorted(c.execute("SELECT actor, recipient, date_begin, date_end, event, status, sources FROM dyad WHERE entry=?", row[:1])),
                sorted(c.execute("SELECT country, role, code, name, sector, date_begin, status, sources FROM entry_party WHERE entry=?", row[:1])))
        return out


def differences(a, b):
    """Two of the entries that the ledgers do not tell alike."""
    return [(k, a.get(k), b.get(k)) for k in set(a) | set(b) if a.get(k) != b.get(k)][:2]
