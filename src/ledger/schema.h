/* The ledger's tables, version 1, as SQL. Offsets are code points into document.text, half-open, as in the output contract.
 *
 * document.key is the SHA-256 of source, date and text: the same article is stored once, whatever file it came in.
 * evidence_fts holds the words of every event's sentence and of its parties; its rowid is event.id.
 */
#ifndef DL_LEDGER_SCHEMA_H
#define DL_LEDGER_SCHEMA_H

#define DL_LEDGER_VERSION 1

static const char dl_ledger_schema[] =
    "CREATE TABLE document(id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, name TEXT NOT NULL, date TEXT NOT NULL,"
    " title TEXT NOT NULL, source TEXT NOT NULL, url TEXT NOT NULL, text TEXT NOT NULL);"
    "CREATE TABLE event(id INTEGER PRIMARY KEY, document INTEGER NOT NULL REFERENCES document(id), label TEXT NOT NULL,"
    " sentence INTEGER NOT NULL, event TEXT NOT NULL, mode TEXT NOT NULL, cameo TEXT NOT NULL, goldstein REAL, plover_score REAL,"
    " quad TEXT NOT NULL, auxiliary TEXT NOT NULL, context TEXT NOT NULL, trigger TEXT NOT NULL, trigger_begin INTEGER NOT NULL,"
    " trigger_end INTEGER NOT NULL, evidence TEXT NOT NULL, evidence_begin INTEGER NOT NULL, evidence_end INTEGER NOT NULL,"
    " time_begin TEXT NOT NULL, time_end TEXT NOT NULL, date TEXT NOT NULL, author TEXT NOT NULL, confidence REAL NOT NULL);"
    "CREATE INDEX event_document ON event(document);"
    "CREATE INDEX event_date ON event(date);"
    "CREATE INDEX event_kind ON event(event);"
    "CREATE TABLE party(event INTEGER NOT NULL REFERENCES event(id), role TEXT NOT NULL, name TEXT NOT NULL, code TEXT NOT NULL,"
    " country TEXT NOT NULL, sector TEXT NOT NULL, begin INTEGER NOT NULL, end INTEGER NOT NULL);"
    "CREATE INDEX party_event ON party(event);"
    "CREATE INDEX party_country ON party(country, role);"
    "CREATE TABLE phrase(event INTEGER NOT NULL REFERENCES event(id), role TEXT NOT NULL, text TEXT NOT NULL, class TEXT NOT NULL,"
    " value REAL, unit TEXT NOT NULL, begin INTEGER NOT NULL, end INTEGER NOT NULL);"
    "CREATE INDEX phrase_event ON phrase(event);"
    "CREATE TABLE place(event INTEGER NOT NULL REFERENCES event(id), name TEXT NOT NULL, country TEXT NOT NULL, lat REAL, lon REAL,"
    " geonames INTEGER);"
    "CREATE INDEX place_event ON place(event);"
    "CREATE TABLE claim(event INTEGER NOT NULL REFERENCES event(id), source TEXT NOT NULL, code TEXT NOT NULL, value TEXT NOT NULL,"
    " cue TEXT NOT NULL, cue_begin INTEGER NOT NULL, cue_end INTEGER NOT NULL);"
    "CREATE INDEX claim_event ON claim(event);"
    "CREATE TABLE link(type TEXT NOT NULL, from_event INTEGER NOT NULL REFERENCES event(id),"
    " to_event INTEGER NOT NULL REFERENCES event(id));"
    "CREATE INDEX link_to ON link(to_event);"
    "CREATE VIRTUAL TABLE evidence_fts USING fts5(evidence, parties, tokenize='unicode61 remove_diacritics 2');";

#endif
