/* The prepared statements of a ledger. */
#include "ledger/store.h"

static const char *const sql[DL_STATEMENTS] = {
    [DL_LOOK] =
        "SELECT t.id, t.language, EXISTS(SELECT 1 FROM document d WHERE d.text=t.id AND d.url=?3 AND ((d.identity<>'' "
        "AND d.identity=?2)"
        " OR (d.name=?4 AND d.source=?5))) FROM text t WHERE t.key=?1",
    [DL_PUT_TEXT] = "INSERT INTO text(key, date, language, text, current, made_by) VALUES(?,?,?,?,0,?)",
    [DL_SET_LANGUAGE] = "UPDATE text SET language=?2, made_by=?3 WHERE id=?1",
    [DL_PUT_MAKER] = "INSERT OR IGNORE INTO made_by(program, data, dictionaries, codebook) VALUES(?,?,?,?)",
    [DL_FIND_MAKER] = "SELECT id FROM made_by WHERE program=? AND data=? AND dictionaries=? AND codebook=?",
    [DL_FIND_VERSION] =
        "SELECT version, text=?2, current FROM document WHERE identity=?1 AND identity<>'' ORDER BY text=?2 DESC, "
        "version DESC LIMIT 1",
    [DL_FIND_FIRST] = "SELECT min(id) FROM document WHERE text=?1 AND copy_of IS NULL",
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
    [DL_PUT_SAID_BY] = "INSERT OR IGNORE INTO said_by(screening, attribution) VALUES(?,?)"};

int dl_put_start(dl_put *put, dl_ledger *ledger, int kind, dl_status *status) {
  sqlite3_stmt **at = &ledger->statements[kind];
  if (!*at && sqlite3_prepare_v3(ledger->db, sql[kind], -1, SQLITE_PREPARE_PERSISTENT, at, NULL) != SQLITE_OK)
    return dl_ledger_failed(ledger, status, "cannot be written");
  *put = (dl_put){ledger, *at, 1};
  return DL_OK;
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
