/* The prepared statements of a ledger. */
#include <string.h>

#include "ledger/store.h"

/* What an entry is made of, of each mention: see add_fact in tallies.c. */
#define COUNTED " ON CONFLICT(entry, other) DO UPDATE SET pairs=pairs+excluded.pairs"

#define FACTS                                                                                                         \
  "SELECT e.id, e.text, t.date, substr(t.key, 1, 16), e.trigger_begin, e.event, e.auxiliary, e.date_begin, "          \
  "e.time_source, e.author, e.confidence, (SELECT count(*) FROM party p WHERE p.event=e.id AND p.country<>''), "      \
  "EXISTS(SELECT 1 FROM claim x WHERE x.event=e.id AND x.value IN ('CT-','PR-')), (SELECT class FROM phrase o WHERE " \
  "o.event=e.id AND o.role='object' AND o.class<>'' ORDER BY o.begin LIMIT 1), e.mode, EXISTS(SELECT 1 FROM place x " \
  "WHERE x.event=e.id) FROM mention m JOIN event e ON e.id=m.event JOIN text t ON t.id=e.text"

static const char *const sql[DL_STATEMENTS] = {
    [DL_LOOK] =
        "SELECT t.id, t.language, EXISTS(SELECT 1 FROM document d WHERE d.text=t.id AND d.url=?3 AND ((d.identity<>'' "
        "AND d.identity=?2)"
        " OR (d.name=?4 AND d.source=?5))) FROM text t WHERE t.date=?6 AND t.key=?1",
    [DL_PUT_TEXT] = "INSERT INTO text(key, date, language, text, current, made_by) VALUES(?,?,?,?,1,?)",
    [DL_SET_LANGUAGE] = "UPDATE text SET language=?2, made_by=?3 WHERE id=?1",
    [DL_PUT_MAKER] = "INSERT OR IGNORE INTO made_by(program, data, dictionaries, codebook) VALUES(?,?,?,?)",
    [DL_FIND_MAKER] = "SELECT id FROM made_by WHERE program=? AND data=? AND dictionaries=? AND codebook=?",
    [DL_FIND_VERSION] =
        "SELECT version, text=?2, current FROM document WHERE identity=?1 AND identity<>'' ORDER BY text=?2 DESC, "
        "version DESC LIMIT 1",
    [DL_FIND_FIRST] =
        "SELECT min(id), (SELECT current FROM text WHERE id=?1) FROM document WHERE text=?1 AND copy_of IS NULL",
    [DL_END_VERSION] = "UPDATE document SET current=0 WHERE identity=?1 AND identity<>'' AND current",
    [DL_END_TEXTS] =
        "UPDATE text SET current=EXISTS(SELECT 1 FROM document d WHERE d.text=text.id AND d.current)"
        " WHERE id=?2 OR id IN (SELECT text FROM document WHERE identity=?1 AND identity<>'')",
    [DL_PUT_DOCUMENT] =
        "INSERT INTO document(text, name, source, title, url, identity, version, current, copy_of) "
        "VALUES(?,?,?,?,?,?,?,?,?)",
    [DL_PUT_EVENT] =
        "INSERT INTO event(text, label, sentence, event, mode, cameo, goldstein, plover_score, quad, auxiliary, "
        "context, trigger,"
        " trigger_begin, trigger_end, evidence, evidence_begin, evidence_end, date, date_begin, date_end, time_source, "
        "author, confidence, origin)"
        " VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
    [DL_PUT_PARTY] = "INSERT INTO party(event, role, name, code, country, sector, begin, end) VALUES(?,?,?,?,?,?,?,?)",
    [DL_PUT_PHRASE] =
        "INSERT INTO phrase(event, role, text, class, value, low, high, bound, unit, begin, end) "
        "VALUES(?,?,?,?,?,?,?,?,?,?,?)",
    [DL_PUT_PLACE] = "INSERT INTO place(event, name, country, lat, lon, geonames) VALUES(?,?,?,?,?,?)",
    [DL_PUT_CLAIM] = "INSERT INTO claim(event, source, code, value, cue, cue_begin, cue_end) VALUES(?,?,?,?,?,?,?)",
    [DL_PUT_LINK] = "INSERT INTO link(type, from_event, to_event) VALUES(?,?,?)",
    [DL_PUT_WORDS] = "INSERT INTO evidence_fts(rowid, evidence, parties) VALUES(?,?,?)",
    [DL_PUT_ATTRIBUTION] =
        "INSERT INTO attribution(text, label, source, code, source_text, source_begin, source_end, cue, cue_begin, "
        "cue_end, type,"
        " stance) VALUES(?,?,?,?,?,?,?,?,?,?,?,?)",
    [DL_SET_PARENT] = "UPDATE attribution SET parent=?2 WHERE id=?1",
    [DL_PUT_CONTENT] = "INSERT INTO content(attribution, begin, end) VALUES(?,?,?)",
    [DL_PUT_BOND] = "INSERT OR IGNORE INTO event_attribution(event, attribution) VALUES(?,?)",
    [DL_PUT_SCREEN] = "INSERT INTO screening(event, regime, paragraph, measure, status) VALUES(?,?,?,?,?)",
    [DL_PUT_SAID_BY] = "INSERT OR IGNORE INTO said_by(screening, attribution) VALUES(?,?)",
    [DL_PUT_COPY] =
        "INSERT INTO copy(text, family, sketch, shingles) VALUES(?1,?1,?2,?3) ON CONFLICT(text) DO UPDATE SET "
        "sketch=excluded.sketch, shingles=excluded.shingles",
    [DL_GET_SHINGLES] = "SELECT shingles FROM copy WHERE text=?",
    [DL_FAMILY_OF] = "SELECT family FROM copy WHERE text=?",
    [DL_FAMILY_SIZE] = "SELECT count(*) FROM copy WHERE family=?",
    [DL_TOUCH_FAMILY] =
        "INSERT OR IGNORE INTO temp.touched SELECT m.entry FROM copy c JOIN event e ON e.text=c.text JOIN mention m ON "
        "m.event=e.id WHERE c.family=?1 AND c.text<=?2",
    [DL_MOVE_FAMILY] = "UPDATE copy SET family=?2 WHERE family=?1",
    [DL_NEW_ENTRY] =
        "INSERT INTO entry(event, mode, cameo, quad, object, actor, recipient, actor_country, recipient_country, date, "
        "date_begin, date_end, place,"
        " place_country, mentions, documents, sources, first_report, last_report, status)"
        " VALUES('','','','','','','','','','','','','','',0,0,0,'','','')",
    [DL_PUT_MENTION] = "INSERT INTO mention(event, entry) VALUES(?,?)",
    [DL_ENTRY_OF] = "SELECT entry FROM mention WHERE event=?",
    [DL_ENTRIES_OF_TEXT] = "SELECT DISTINCT m.entry FROM event e JOIN mention m ON m.event=e.id WHERE e.text=?",
    [DL_EVENTS_OF_ENTRY] = "SELECT event FROM mention WHERE entry=?",
    [DL_ENTRY_SIZE] = "SELECT count(*) FROM mention WHERE entry=?",
    [DL_MOVE_MENTIONS] = "UPDATE mention SET entry=?2 WHERE entry=?1",
    [DL_JOIN_ENTRY] = "UPDATE entry SET joined_to=?2 WHERE id=?1",
    [DL_HAS_TIES] = "SELECT 1 FROM tie WHERE entry=? LIMIT 1",
    [DL_PUT_TIE] = "INSERT INTO tie(entry, other, pairs) VALUES(?,?,1)" COUNTED,
    [DL_MOVE_TIES] = "INSERT INTO tie SELECT ?2, other, pairs FROM tie WHERE entry=?1 AND other<>?2" COUNTED,
    [DL_MOVE_TIES_BACK] = "INSERT INTO tie SELECT other, ?2, pairs FROM tie WHERE entry=?1 AND other<>?2" COUNTED,
    [DL_END_TIES_BACK] = "DELETE FROM tie WHERE other=?1 AND entry IN (SELECT other FROM tie WHERE entry=?1)",
    [DL_END_TIES] = "DELETE FROM tie WHERE entry=?",
    [DL_TIED_ENOUGH] = "SELECT other FROM tie WHERE entry=? AND pairs>=? ORDER BY other LIMIT 1",
    [DL_PUT_TEXT_KEY] = "INSERT OR IGNORE INTO text_key(key, rank, text) VALUES(?,?,?)",
    [DL_ASK_TEXT_KEY] = "SELECT text, rank FROM text_key WHERE key=? ORDER BY rank, text LIMIT 128",
    [DL_GET_TEXT] = "SELECT text, date, key FROM text WHERE id=?",
    [DL_GET_SKETCH] = "SELECT c.sketch, t.date, c.family FROM copy c JOIN text t ON t.id=c.text WHERE c.text=?",
    [DL_NEXT_WAITING] = "SELECT text FROM copy WHERE sketch IS NULL LIMIT 1",
    [DL_NEXT_TEXT] = "SELECT id FROM text WHERE id>? ORDER BY id LIMIT 1",
    [DL_TEXT_EVENTS] =
        "SELECT e.id, ifnull(m.entry, 0), e.event, e.mode, e.cameo, e.date_begin, e.date_end, e.time_source, "
        "e.trigger, "
        "e.evidence,"
        " (SELECT group_concat(CASE WHEN begin>=e.evidence_begin AND end<=e.evidence_end THEN substr(e.evidence, "
        "begin-e.evidence_begin+1, end-begin) ELSE name END, ' ') FROM party WHERE event=e.id),"
        " (SELECT group_concat(country, '') FROM party WHERE event=e.id AND role='actor' AND length(country)=3),"
        " (SELECT group_concat(country, '') FROM party WHERE event=e.id AND role='recipient' AND length(country)=3),"
        " (SELECT class FROM phrase WHERE event=e.id AND role='object' AND class<>'' LIMIT 1),"
        " length(CAST(substr(e.evidence, 1, e.trigger_begin-e.evidence_begin) AS BLOB))"
        " FROM event e LEFT JOIN mention m ON m.event=e.id WHERE e.text=? ORDER BY e.id",
    [DL_TEXT_SAME] =
        "SELECT l.from_event, l.to_event FROM link l JOIN event e ON e.id=l.from_event WHERE e.text=? AND "
        "l.type='SAME'",
    [DL_TOUCH] = "INSERT OR IGNORE INTO temp.touched(entry) VALUES(?)",
    [DL_TOUCH_TEXT] =
        "INSERT OR IGNORE INTO temp.touched SELECT m.entry FROM event e JOIN mention m ON m.event=e.id WHERE e.text=?",
    [DL_TOUCH_IDENTITY] =
        "INSERT OR IGNORE INTO temp.touched SELECT m.entry FROM document d JOIN event e ON e.text=d.text JOIN mention "
        "m "
        "ON m.event=e.id WHERE"
        " d.identity=?1 AND d.identity<>''",
    [DL_TOUCHED] = "SELECT entry FROM temp.touched WHERE entry>? ORDER BY entry LIMIT 1",
    [DL_ENTRY_FACTS] = FACTS " WHERE m.entry=? AND t.current",
    [DL_EVENT_FACTS] = FACTS " WHERE m.event=? AND t.current",
    [DL_TEXT_PRINTINGS] =
        "SELECT c.family, d.source FROM copy c JOIN document d ON d.text=c.text AND d.current WHERE c.text=?",
    [DL_EVENT_CLAIMS] =
        "SELECT c.source, c.code, c.value, c.cue, e.id, e.auxiliary, t.date, substr(t.key, 1, 16), e.trigger_begin, "
        "c.rowid FROM event e JOIN text t ON t.id=e.text AND t.current JOIN claim c ON c.event=e.id WHERE e.id=?1"
        " UNION ALL SELECT p.name, p.code, CASE l.type WHEN 'DENIES' THEN 'CT-' ELSE 'CT+' END, f.trigger, f.id, '', "
        "t.date, substr(t.key, 1, 16), f.trigger_begin, p.rowid FROM link l JOIN event f ON f.id=l.from_event JOIN "
        "text "
        "t ON t.id=f.text AND t.current JOIN party p ON p.event=f.id AND p.role='actor' WHERE l.to_event=?1 AND l.type "
        "IN ('DENIES','CONFIRMS')",
    [DL_EVENT_PARTIES] = "SELECT role, code, country, name, sector FROM party WHERE event=? ORDER BY begin, rowid",
    [DL_EVENT_OBJECT] = "SELECT class FROM phrase WHERE event=? AND role='object' AND class<>'' ORDER BY begin LIMIT 1",
    [DL_EVENT_PLACE] =
        "SELECT name, country, lat, lon, geonames FROM place WHERE event=? ORDER BY lat IS NULL, rowid LIMIT 1",
    [DL_SET_ENTRY] =
        "UPDATE entry SET (event, mode, cameo, quad, goldstein, plover_score)=(SELECT event, mode, cameo, quad, "
        "goldstein, plover_score FROM event WHERE id=?2), (date, date_begin, date_end)=(SELECT date, date_begin, "
        "date_end FROM event WHERE id=?3), representative=?2, actor=?4, recipient=?5, actor_country=?6, "
        "recipient_country=?7, status=?8, mentions=?9, documents=?10, sources=?11, first_report=?12, last_report=?13, "
        "object=?14, place=?15, place_country=?16, lat=?17, lon=?18, geonames=?19 WHERE id=?1",
    [DL_COUNT_ENTRY] =
        "UPDATE entry SET status=?2, mentions=?3, documents=?4, sources=?5, first_report=?6, last_report=?7 WHERE "
        "id=?1",
    [DL_COUNT_DYADS] = "UPDATE dyad SET status=?2, sources=?3 WHERE entry=?1",
    [DL_COUNT_PARTIES] = "UPDATE entry_party SET status=?2, sources=?3 WHERE entry=?1",
    [DL_EMPTY_ENTRY] =
        "UPDATE entry SET mentions=0, documents=0, sources=0, status='', representative=NULL WHERE id=?1",
    [DL_PUT_ENTRY_PARTY] =
        "INSERT OR IGNORE INTO entry_party(entry, country, role, date_begin, code, name, sector, date_end, event, quad,"
        " goldstein, object, status, sources) SELECT ?1, ?2, ?3, date_begin, ?4, ?5, ?6, date_end, event, quad, "
        "goldstein, "
        "object, status, sources FROM entry WHERE id=?1",
    [DL_PUT_DYAD] =
        "INSERT OR IGNORE INTO dyad(actor, recipient, date_begin, entry, date_end, event, quad, goldstein, object, "
        "status, sources) SELECT ?2, ?3,"
        " date_begin, id, date_end, event, quad, goldstein, object, status, sources FROM entry WHERE id=?1",
    [DL_PUT_VOICE] = "INSERT INTO voice(entry, stance, name, code, mentions, event, cue) VALUES(?,?,?,?,?,?,?)",
    [DL_END_DYADS] = "DELETE FROM dyad WHERE entry=?1",
    [DL_END_ENTRY_PARTIES] = "DELETE FROM entry_party WHERE entry=?1",
    [DL_SET_VOICE] = "UPDATE voice SET name=?2, code=?3, mentions=?4, event=?5, cue=?6 WHERE id=?1",
    [DL_END_VOICES] = "DELETE FROM voice WHERE entry=?1",
    [DL_DATA_VERSION] = "PRAGMA data_version",
    [DL_LAST_ROWS] = "SELECT (SELECT max(id) FROM text), (SELECT max(id) FROM entry)"};

int dl_put_start(dl_put *put, dl_ledger *ledger, int kind, dl_status *status) {
  sqlite3_stmt **at = &ledger->statements[kind];
  if (!*at && sqlite3_prepare_v3(ledger->db, sql[kind], -1, SQLITE_PREPARE_PERSISTENT, at, NULL) != SQLITE_OK)
    return dl_ledger_failed(ledger, status, "cannot be written");
  *put = (dl_put){ledger, *at, 1};
  return DL_OK;
}

int dl_put_for(dl_put *put, dl_ledger *ledger, int kind, long long id, dl_status *status) {
  int code = dl_put_start(put, ledger, kind, status);
  if (!code) dl_put_int(put, id);
  return code;
}

void dl_put_text(dl_put *put, const char *text) {
  sqlite3_bind_text(put->statement, put->next++, text ? text : "", -1, SQLITE_STATIC);
}
void dl_put_int(dl_put *put, long long value) {
  sqlite3_bind_int64(put->statement, put->next++, value);
}
void dl_put_real(dl_put *put, double value) {
  sqlite3_bind_double(put->statement, put->next++, value);
}
void dl_put_null(dl_put *put) {
  sqlite3_bind_null(put->statement, put->next++);
}

void dl_put_done(dl_put *put) {
  sqlite3_reset(put->statement);
  sqlite3_clear_bindings(put->statement);
}

int dl_put_ask(dl_put *put, bool *found, dl_status *status) {
  int step = sqlite3_step(put->statement);
  *found = step == SQLITE_ROW;
  if (step == SQLITE_ROW || step == SQLITE_DONE) return DL_OK;
  int code = dl_ledger_failed(put->ledger, status, "cannot be read");
  dl_put_done(put);
  return code;
}

int dl_put_end(dl_put *put, dl_status *status) {
  int code =
      sqlite3_step(put->statement) == SQLITE_DONE ? DL_OK : dl_ledger_failed(put->ledger, status, "cannot be written");
  dl_put_done(put);
  return code;
}

const char *dl_put_column(const dl_put *put, int index) {
  const char *text = (const char *)sqlite3_column_text(put->statement, index);
  return text ? text : "";
}

const char *dl_put_copy(const dl_put *put, int index, dl_arena *arena) {
  const char *text = dl_put_column(put, index);
  return *text ? dl_arena_strndup(arena, text, strlen(text)) : "";
}
