/* The ledger's tables, version 2, as SQL; docs/ledger.md tells each column. Offsets are code points into text.text,
 * half-open.
 *
 * text: a text on its date, coded once; text.key is the SHA-256 of both. document: every name under which such a text
 * was given; the newest version of an identity is current, and a text is current while one of its documents is. All
 * else hangs on the text. evidence_fts holds the words of every event's sentence and of its parties; its rowid is
 * event.id. What is not known is "" or, of a number, NULL.
 */
#ifndef DL_LEDGER_SCHEMA_H
#define DL_LEDGER_SCHEMA_H

#define DL_LEDGER_VERSION 2

static const char dl_ledger_schema[] =
    "CREATE TABLE made_by(id INTEGER PRIMARY KEY, program TEXT NOT NULL, data TEXT NOT NULL, dictionaries TEXT NOT "
    "NULL,"
    " codebook TEXT NOT NULL, UNIQUE(program, data, dictionaries, codebook));"
    "CREATE TABLE text(id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, date TEXT NOT NULL, language TEXT NOT NULL, "
    "text TEXT NOT NULL,"
    " current INTEGER NOT NULL, made_by INTEGER NOT NULL REFERENCES made_by(id));"
    "CREATE TABLE document(id INTEGER PRIMARY KEY, text INTEGER NOT NULL REFERENCES text(id), name TEXT NOT NULL, "
    "source TEXT NOT NULL,"
    " title TEXT NOT NULL, url TEXT NOT NULL, identity TEXT NOT NULL, version INTEGER NOT NULL, current INTEGER NOT "
    "NULL,"
    " copy_of INTEGER REFERENCES document(id));"
    "CREATE INDEX document_text ON document(text);"
    "CREATE INDEX document_identity ON document(identity) WHERE identity<>'';"
    "CREATE INDEX document_copy ON document(copy_of) WHERE copy_of IS NOT NULL;"
    "CREATE TABLE event(id INTEGER PRIMARY KEY, text INTEGER NOT NULL REFERENCES text(id), label TEXT NOT NULL,"
    " sentence INTEGER NOT NULL, event TEXT NOT NULL, mode TEXT NOT NULL, cameo TEXT NOT NULL, goldstein REAL, "
    "plover_score REAL,"
    " quad TEXT NOT NULL, auxiliary TEXT NOT NULL, context TEXT NOT NULL, trigger TEXT NOT NULL, trigger_begin INTEGER "
    "NOT NULL,"
    " trigger_end INTEGER NOT NULL, evidence TEXT NOT NULL, evidence_begin INTEGER NOT NULL, evidence_end INTEGER NOT "
    "NULL,"
    " date TEXT NOT NULL, date_begin TEXT NOT NULL, date_end TEXT NOT NULL, time_source TEXT NOT NULL, author TEXT NOT "
    "NULL,"
    " confidence REAL NOT NULL, origin TEXT NOT NULL);"
    "CREATE INDEX event_text ON event(text);"
    "CREATE INDEX event_date ON event(date_begin);"
    "CREATE INDEX event_kind ON event(event);"
    "CREATE TABLE party(event INTEGER NOT NULL REFERENCES event(id), role TEXT NOT NULL, name TEXT NOT NULL, code TEXT "
    "NOT NULL,"
    " country TEXT NOT NULL, sector TEXT NOT NULL, begin INTEGER NOT NULL, end INTEGER NOT NULL);"
    "CREATE INDEX party_event ON party(event);"
    "CREATE INDEX party_country ON party(country, role);"
    "CREATE TABLE phrase(event INTEGER NOT NULL REFERENCES event(id), role TEXT NOT NULL, text TEXT NOT NULL, class "
    "TEXT NOT NULL,"
    " value REAL, low REAL, high REAL, bound TEXT NOT NULL, unit TEXT NOT NULL, begin INTEGER NOT NULL, end INTEGER "
    "NOT NULL);"
    "CREATE INDEX phrase_event ON phrase(event);"
    "CREATE TABLE place(event INTEGER NOT NULL REFERENCES event(id), name TEXT NOT NULL, country TEXT NOT NULL, lat "
    "REAL, lon REAL,"
    " geonames INTEGER);"
    "CREATE INDEX place_event ON place(event);"
    "CREATE TABLE claim(event INTEGER NOT NULL REFERENCES event(id), source TEXT NOT NULL, code TEXT NOT NULL, value "
    "TEXT NOT NULL,"
    " cue TEXT NOT NULL, cue_begin INTEGER NOT NULL, cue_end INTEGER NOT NULL);"
    "CREATE INDEX claim_event ON claim(event);"
    "CREATE TABLE link(type TEXT NOT NULL, from_event INTEGER NOT NULL REFERENCES event(id),"
    " to_event INTEGER NOT NULL REFERENCES event(id));"
    "CREATE INDEX link_to ON link(to_event);"
    "CREATE INDEX link_from ON link(from_event);"
    "CREATE TABLE attribution(id INTEGER PRIMARY KEY, text INTEGER NOT NULL REFERENCES text(id), label TEXT NOT NULL, "
    "source TEXT NOT NULL,"
    " code TEXT NOT NULL, source_text TEXT NOT NULL, source_begin INTEGER, source_end INTEGER, cue TEXT NOT NULL, "
    "cue_begin INTEGER NOT NULL,"
    " cue_end INTEGER NOT NULL, type TEXT NOT NULL, stance TEXT NOT NULL, parent INTEGER REFERENCES attribution(id));"
    "CREATE INDEX attribution_text ON attribution(text);"
    "CREATE INDEX attribution_source ON attribution(source);"
    "CREATE TABLE content(attribution INTEGER NOT NULL REFERENCES attribution(id), begin INTEGER NOT NULL, end INTEGER "
    "NOT NULL);"
    "CREATE INDEX content_attribution ON content(attribution);"
    "CREATE TABLE event_attribution(event INTEGER NOT NULL REFERENCES event(id), attribution INTEGER NOT NULL "
    "REFERENCES attribution(id),"
    " PRIMARY KEY(event, attribution)) WITHOUT ROWID;"
    "CREATE TABLE screening(id INTEGER PRIMARY KEY, event INTEGER NOT NULL REFERENCES event(id), regime TEXT NOT NULL,"
    " paragraph TEXT NOT NULL, measure TEXT NOT NULL, status TEXT NOT NULL);"
    "CREATE INDEX screening_event ON screening(event);"
    "CREATE TABLE said_by(screening INTEGER NOT NULL REFERENCES screening(id), attribution INTEGER NOT NULL REFERENCES "
    "attribution(id),"
    " PRIMARY KEY(screening, attribution)) WITHOUT ROWID;"
    "CREATE VIRTUAL TABLE evidence_fts USING fts5(evidence, parties, tokenize='porter unicode61 remove_diacritics 2');"
    "CREATE VIEW current_event AS SELECT e.*, d.name AS document, d.source AS newspaper, d.title, d.url, d.version "
    "FROM event e"
    " JOIN text t ON t.id=e.text JOIN document d ON d.id=(SELECT min(id) FROM document WHERE text=t.id AND current) "
    "WHERE t.current;";

#endif
