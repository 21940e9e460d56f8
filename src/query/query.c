#include "query/query.h"

#include <ctype.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One party of an event matches ?N when it is its country, begins its code, or stands in its name. */
#define PARTY(N, ROLE)                                                                                                      \
  " AND (?" N " IS NULL OR EXISTS(SELECT 1 FROM party p WHERE p.event=e.id AND (p.role='" ROLE "' OR NOT EXISTS(SELECT 1"   \
  " FROM party q WHERE q.event=e.id AND q.role='recipient')) AND (p.country=upper(?" N ") OR (p.code<>'' AND"              \
  " substr(p.code,1,length(?" N "))=upper(?" N ")) OR instr(lower(p.name),lower(?" N "))>0)))"

#define JOINED(COLUMN, ROLE) "(SELECT group_concat(" COLUMN ",'; ') FROM (SELECT * FROM party WHERE event=e.id AND role='" ROLE "' ORDER BY begin))"

static const char ask_sql[] =
    "SELECT e.id, e.date, e.event, e.mode, e.cameo, e.trigger, e.auxiliary, e.author, e.quad, e.goldstein, e.confidence,"
    JOINED("name", "actor") "," JOINED("code", "actor") "," JOINED("name", "recipient") "," JOINED("code", "recipient") ","
    "(SELECT group_concat(text,'; ') FROM phrase WHERE event=e.id AND role='object'),"
    "(SELECT group_concat(name,'; ') FROM place WHERE event=e.id),"
    "(SELECT group_concat(CASE source WHEN '' THEN 'unnamed' ELSE source END||' ('||value||')','; ') FROM claim WHERE event=e.id),"
    "(SELECT group_concat(p.name,'; ') FROM link l JOIN party p ON p.event=l.from_event AND p.role='actor'"
    " WHERE l.to_event=e.id AND l.type='DENIES'),"
    " e.evidence, e.evidence_begin, e.evidence_end, e.trigger_begin, e.trigger_end, d.name, e.label, d.source, d.url"
    " FROM event e JOIN document d ON d.id=e.document WHERE 1"
    PARTY("1", "actor") PARTY("2", "recipient")
    " AND (?3 IS NULL OR e.event=upper(?3) OR substr(e.cameo,1,length(?3))=?3)"
    " AND (?4 IS NULL OR e.date>=?4) AND (?5 IS NULL OR (e.date<>'' AND e.date<=?5))"
    " AND (?6 IS NULL OR instr(lower(d.source),lower(?6))>0 OR EXISTS(SELECT 1 FROM claim c WHERE c.event=e.id"
    " AND instr(lower(c.source),lower(?6))>0))"
    " AND (?7 IS NULL OR e.id IN (SELECT rowid FROM evidence_fts WHERE evidence_fts MATCH ?7))"
    " ORDER BY e.date, e.document, e.trigger_begin, e.id";

/* The words as an FTS5 question: each in double quotes, so that no character of theirs is syntax. The caller frees it. */
static char *words_to_match(const char *text) {
  char *out = malloc(strlen(text) * 4 + 3), *at = out;
  if (!out) return NULL;
  while (*text) {
    while (isspace((unsigned char)*text)) text++;
    if (!*text) break;
    *at++ = '"';
    for (; *text && !isspace((unsigned char)*text); text++) {
      if (*text == '"') *at++ = '"';
      *at++ = *text;
    }
    *at++ = '"';
    *at++ = ' ';
  }
  *at = '\0';
  return out;
}

static bool is_date(const char *s) {
  static const char form[] = "dddd-dd-dd";
  size_t i = 0;
  for (; form[i] && s[i]; i++)
    if (form[i] == 'd' ? !isdigit((unsigned char)s[i]) : s[i] != '-') return false;
  return !form[i] && !s[i];
}

static const char *text_of(sqlite3_stmt *ask, int column) {
  const unsigned char *text = sqlite3_column_text(ask, column);
  return text ? (const char *)text : "";
}

static void read_row(sqlite3_stmt *ask, dl_query_row *row) {
  int i = 0;
  row->id = sqlite3_column_int64(ask, i++);
  const char **head[] = {&row->date, &row->event, &row->mode, &row->cameo, &row->trigger, &row->auxiliary, &row->author, &row->quad};
  for (size_t k = 0; k < sizeof head / sizeof *head; k++) *head[k] = text_of(ask, i++);
  row->goldstein = sqlite3_column_double(ask, i++);
  row->confidence = sqlite3_column_double(ask, i++);
  const char **body[] = {&row->actor, &row->actor_code, &row->recipient, &row->recipient_code, &row->object, &row->place,
                         &row->source, &row->denied_by, &row->evidence};
  for (size_t k = 0; k < sizeof body / sizeof *body; k++) *body[k] = text_of(ask, i++);
  row->evidence_begin = sqlite3_column_int(ask, i++);
  row->evidence_end = sqlite3_column_int(ask, i++);
  row->trigger_begin = sqlite3_column_int(ask, i++);
  row->trigger_end = sqlite3_column_int(ask, i++);
  const char **tail[] = {&row->document, &row->label, &row->newspaper, &row->url};
  for (size_t k = 0; k < sizeof tail / sizeof *tail; k++) *tail[k] = text_of(ask, i++);
}

static void bind(sqlite3_stmt *ask, int index, const char *value) {
  if (value && *value) sqlite3_bind_text(ask, index, value, -1, SQLITE_TRANSIENT);
}

static int store_failed(dl_ledger *ledger, dl_status *status) {
  return dl_fail(status, DL_ESTORE, "%s: %s", dl_ledger_path(ledger), sqlite3_errmsg(dl_ledger_handle(ledger)));
}

int dl_query_run(dl_ledger *ledger, const dl_query *query, dl_query_fn each, void *context, dl_status *status) {
  sqlite3_stmt *ask = NULL;
  char *match = NULL;
  int code = DL_OK, step = SQLITE_ROW;
  const char *dates[] = {query->since, query->until};
  for (int i = 0; i < 2; i++)
    if (dates[i] && *dates[i] && !is_date(dates[i])) return dl_fail(status, DL_EUSAGE, "'%s' is not a date (YYYY-MM-DD)", dates[i]);
  if (query->text && *query->text && !(match = words_to_match(query->text))) return dl_fail(status, DL_EMEMORY, "out of memory");
  if (sqlite3_prepare_v2(dl_ledger_handle(ledger), ask_sql, -1, &ask, NULL) != SQLITE_OK) {
    code = store_failed(ledger, status);
    goto end;
  }
  const char *values[] = {query->actor, query->recipient, query->event, query->since, query->until, query->source, match};
  for (int i = 0; i < 7; i++) bind(ask, i + 1, values[i]);
  while (!code && (step = sqlite3_step(ask)) == SQLITE_ROW) {
    dl_query_row row;
    read_row(ask, &row);
    code = each(&row, context);
  }
  if (!code && step != SQLITE_DONE) code = store_failed(ledger, status);
end:
  sqlite3_finalize(ask);
  free(match);
  return code;
}
