/* The ledger's tables, version 5, as SQL; docs/ledger.md tells each column. Offsets are code points into text.text,
 * half-open. dl_ledger_schema makes those of version 2, which hold what was read; dl_ledger_entries those that version
 * 3 added, which can be made anew from them: near-copies of texts, and entries, each what mentions of one event (rows
 * of event) tell together. Version 4 has other indexes than version 3: texts are found by their date first, so that
 * those of a day lie together and a new one changes few pages of the file. Version 5 adds tie: pairs of mentions that
 * may be one event, counted by the two entries that they are of.
 *
 * text: a text on its date, coded once; text.key is the SHA-256 of both. document: every name under which such a text
 * was given; the newest version of an identity is current, and a text is current while one of its documents is. All
 * else hangs on the text. evidence_fts holds the words of every event's sentence and of its parties; its rowid is
 * event.id. What is not known is "" or, of a number, NULL.
 */
#ifndef DL_LEDGER_SCHEMA_H
#define DL_LEDGER_SCHEMA_H

#define DL_LEDGER_VERSION 5
#define DL_LEDGER_ENTRIES 3 /* the first version that has them */

/* The columns of text, and what of version 3 is indexed otherwise: migrate.c makes them anew. */
#define DL_TEXT_COLUMNS                                                                                          \
  "(id INTEGER PRIMARY KEY, key TEXT NOT NULL, date TEXT NOT NULL, language TEXT NOT NULL, text TEXT NOT NULL, " \
  "current INTEGER NOT NULL, made_by INTEGER NOT NULL REFERENCES made_by(id), UNIQUE(date, key));"
#define DL_PLACE_INDEXES                                                                                \
  "CREATE INDEX entry_place ON entry(place COLLATE NOCASE, date_begin) WHERE mentions>0 AND place<>'';" \
  "CREATE INDEX entry_country ON entry(place_country, date_begin) WHERE mentions>0 AND place_country<>'';"

#define DL_TIES                                                                                        \
  "CREATE TABLE tie(entry INTEGER NOT NULL REFERENCES entry(id), other INTEGER NOT NULL REFERENCES " \
  "entry(id), pairs INTEGER NOT NULL, PRIMARY KEY(entry, other)) WITHOUT ROWID;"

static const char dl_ledger_schema[] =
    "CREATE TABLE made_by(id INTEGER PRIMARY KEY, program TEXT NOT NULL, data TEXT NOT NULL, dictionaries TEXT NOT "
    "NULL,"
    " codebook TEXT NOT NULL, UNIQUE(program, data, dictionaries, codebook));"
    "CREATE TABLE text" DL_TEXT_COLUMNS
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

/* Pieces of the full-text index are merged when eight of a size are there, not four: merging is what costs more the
 * more the ledger holds. */
static const char dl_ledger_words[] = "INSERT INTO evidence_fts(evidence_fts, rank) VALUES('automerge', 8);";

static const char dl_ledger_entries[] =
    "CREATE TABLE copy(text INTEGER PRIMARY KEY REFERENCES text(id), family INTEGER NOT NULL REFERENCES text(id), "
    "sketch BLOB, "
    "shingles BLOB);"
    "CREATE INDEX copy_family ON copy(family);"
    "CREATE INDEX copy_waits ON copy(text) WHERE sketch IS NULL;"
    "CREATE TABLE text_key(key INTEGER NOT NULL, rank INTEGER NOT NULL, text INTEGER NOT NULL REFERENCES text(id),"
    " PRIMARY KEY(key, rank, text)) WITHOUT ROWID;"
    "CREATE TABLE entry(id INTEGER PRIMARY KEY, joined_to INTEGER REFERENCES entry(id), event TEXT NOT NULL, mode TEXT "
    "NOT NULL,"
    " cameo TEXT NOT NULL, quad TEXT NOT NULL, goldstein REAL, plover_score REAL, object TEXT NOT NULL, actor TEXT NOT "
    "NULL,"
    " recipient TEXT NOT NULL, actor_country TEXT NOT NULL, recipient_country TEXT NOT NULL, date TEXT NOT NULL,"
    " date_begin TEXT NOT NULL, date_end TEXT NOT NULL, place TEXT NOT NULL, place_country TEXT NOT NULL, lat REAL, "
    "lon "
    "REAL,"
    " geonames INTEGER, mentions INTEGER NOT NULL, documents INTEGER NOT NULL, sources INTEGER NOT NULL,"
    " first_report TEXT NOT NULL, last_report TEXT NOT NULL, status TEXT NOT NULL, representative INTEGER REFERENCES "
    "event(id));"
    "CREATE INDEX entry_date ON entry(date_begin) WHERE mentions>0;"
    "CREATE INDEX entry_event ON entry(event, date_begin) WHERE mentions>0;"
    "CREATE INDEX entry_kind ON entry(event, object, status, date_begin) WHERE mentions>0;"
    "CREATE INDEX entry_status ON entry(status, date_begin) WHERE mentions>0;"
    "CREATE INDEX entry_object ON entry(object, date_begin) WHERE mentions>0 AND object<>'';"
    "CREATE INDEX entry_sources ON entry(sources, date_begin) WHERE mentions>0;"
    "CREATE INDEX entry_reported ON entry(last_report) WHERE mentions>0;" DL_PLACE_INDEXES
    "CREATE INDEX entry_span ON entry(date_end) WHERE mentions>0 AND date_end>date(date_begin,'+31 days');"
    "CREATE INDEX entry_lat ON entry(lat, lon) WHERE mentions>0 AND lat IS NOT NULL;"
    "CREATE TABLE mention(event INTEGER PRIMARY KEY REFERENCES event(id), entry INTEGER NOT NULL REFERENCES entry(id));"
    "CREATE INDEX mention_entry ON mention(entry);" DL_TIES
    "CREATE TABLE entry_party(country TEXT NOT NULL, role TEXT NOT NULL, date_begin TEXT NOT NULL, entry INTEGER NOT "
    "NULL"
    " REFERENCES entry(id), code TEXT NOT NULL, name TEXT NOT NULL, sector TEXT NOT NULL, date_end TEXT NOT NULL,"
    " event TEXT NOT NULL, quad TEXT NOT NULL, goldstein REAL, object TEXT NOT NULL, status TEXT NOT NULL, sources "
    "INTEGER NOT NULL,"
    " PRIMARY KEY(country, role, date_begin, entry, code, name)) WITHOUT ROWID;"
    "CREATE INDEX entry_party_entry ON entry_party(entry);"
    "CREATE TABLE dyad(actor TEXT NOT NULL, recipient TEXT NOT NULL, date_begin TEXT NOT NULL, entry INTEGER NOT NULL "
    "REFERENCES"
    " entry(id), date_end TEXT NOT NULL, event TEXT NOT NULL, quad TEXT NOT NULL, goldstein REAL, object TEXT NOT "
    "NULL, status TEXT NOT NULL,"
    " sources INTEGER NOT NULL, PRIMARY KEY(actor, recipient, date_begin, entry)) WITHOUT ROWID;"
    "CREATE INDEX dyad_entry ON dyad(entry);"
    "CREATE TABLE voice(id INTEGER PRIMARY KEY, entry INTEGER NOT NULL REFERENCES entry(id), name TEXT NOT NULL, code "
    "TEXT NOT NULL,"
    " stance TEXT NOT NULL, mentions INTEGER NOT NULL, event INTEGER NOT NULL REFERENCES event(id), cue TEXT NOT "
    "NULL);"
    "CREATE INDEX voice_entry ON voice(entry);"
    "CREATE INDEX voice_name ON voice(name, stance, entry);"
    "CREATE INDEX voice_code ON voice(code) WHERE code<>'';"
    "CREATE TABLE speaker(name TEXT PRIMARY KEY) WITHOUT ROWID;"
    "CREATE TRIGGER voice_speaker AFTER INSERT ON voice BEGIN INSERT OR IGNORE INTO speaker VALUES(new.name); END;"
    "CREATE VIEW current_entry AS SELECT n.*, e.text, e.label, e.trigger, e.evidence FROM entry n JOIN event e ON "
    "e.id=n.representative"
    " WHERE n.mentions>0;";

#endif
