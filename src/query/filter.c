#include "query/filter.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/chars.h"
#include "screening/screening.h"
#include "times/calendar.h"

/* Spans of more days than this are found by an index of their own, so that a first day bounds the others. */
enum { LONG_SPAN = 31 };

/* Leads that are filters where they narrow too little. */
#define NARROWING (DL_SET(DL_LEAD_WORDS) | DL_SET(DL_LEAD_VOICE) | DL_SET(DL_LEAD_SPOT) | DL_SET(DL_LEAD_STREET))

/* ---- what leads ---- */

/* Three letters that are the country of some party; they go to `code` in capitals. */
static int find_country(dl_ledger *ledger, const char *value, char code[4], bool *is, dl_status *status) {
  *is = false;
  if (!dl_is_given(value) || strlen(value) != 3) return DL_OK;
  for (int i = 0; i < 3; i++) {
    if (!dl_is_letter(value[i])) return DL_OK;
    code[i] = (char)toupper((unsigned char)value[i]);
  }
  dl_sql sql = {0};
  sqlite3_stmt *ask = NULL;
  dl_sql_text(&sql, "SELECT 1 FROM entry_party WHERE country=? LIMIT 1", code);
  int failed = dl_sql_prepare(&sql, ledger, &ask, status);
  if (!failed) *is = sqlite3_step(ask) == SQLITE_ROW;
  sqlite3_finalize(ask);
  dl_sql_free(&sql);
  return failed;
}

static void add_words(dl_buffer *out, const char *text) {
  while (*text) {
    while (isspace((unsigned char)*text)) text++;
    if (!*text) break;
    bool phrase = *text == '"';
    if (phrase) text++;
    dl_buffer_char(out, '"');
    while (*text && *text != '"' && (phrase || !isspace((unsigned char)*text))) dl_buffer_char(out, *text++);
    if (phrase && *text == '"') text++;
    dl_buffer_text(out, "\" ");
  }
}

char *dl_filter_words(const char *text) {
  dl_buffer out = {0};
  add_words(&out, text);
  dl_buffer_char(&out, '\0');
  if (!out.failed) return out.data;
  dl_buffer_free(&out);
  return NULL;
}

/* A name or the beginning of a code among the parties: the last word may go on. */
static void add_party(dl_buffer *out, const char *name) {
  dl_buffer_text(out, out->size ? " AND parties : \"" : "parties : \"");
  for (; *name; name++)
    if (*name != '"') dl_buffer_char(out, *name);
  dl_buffer_text(out, "\" *");
}

static bool is_actor_worded(const dl_selection *s) {
  return dl_is_given(s->query->actor) && !s->actor_country;
}
static bool is_recipient_worded(const dl_selection *s) {
  return dl_is_given(s->query->recipient) && !s->recipient_country;
}

static char *match_of(const dl_selection *s) {
  dl_buffer out = {0};
  const dl_query *q = s->query;
  if (dl_is_given(q->text)) {
    add_words(&out, q->text);
  } else {
    if (is_actor_worded(s)) add_party(&out, q->actor);
    if (is_recipient_worded(s)) add_party(&out, q->recipient);
  }
  if (out.failed || out.size == 0) {
    dl_buffer_free(&out);
    return NULL;
  }
  return out.data;
}

/* The name that a voice is looked for by: with an attitude it is that of an attribution's source. */
static const char *said_by(const dl_query *q) {
  return dl_is_given(q->attitude) ? NULL : q->said_by;
}

/* Two countries, one by one or that one way. */
static bool is_dyad(const dl_selection *s) {
  const dl_query *q = s->query;
  if (*q->between[0] && q->one_way) return true;
  return s->actor_country && s->recipient_country && strcmp(s->actor, s->recipient) != 0;
}

static bool may_lead(const dl_selection *s, dl_lead lead) {
  return !(s->wide & 1u << lead);
}

static dl_lead lead_of(const dl_selection *s) {
  const dl_query *q = s->query;
  bool voices = dl_is_given(said_by(q)) || dl_is_given(q->denied_by);
  if (s->match && may_lead(s, DL_LEAD_WORDS)) return DL_LEAD_WORDS;
  if (is_dyad(s)) return DL_LEAD_DYAD;
  if (*q->between[0] && may_lead(s, DL_LEAD_STREET)) return DL_LEAD_STREET;
  if (voices && may_lead(s, DL_LEAD_VOICE)) return DL_LEAD_VOICE;
  if (q->near && may_lead(s, DL_LEAD_SPOT)) return DL_LEAD_SPOT;
  return s->actor_country || s->recipient_country ? DL_LEAD_PARTY : DL_LEAD_ENTRY;
}

static int weigh_leads(dl_selection *s, dl_status *status);

int dl_filter_begin(dl_selection *s, dl_ledger *ledger, const dl_query *query, dl_status *status) {
  *s = (dl_selection){.ledger = ledger, .query = query};
  int code = find_country(ledger, query->actor, s->actor, &s->actor_country, status);
  if (!code) code = find_country(ledger, query->recipient, s->recipient, &s->recipient_country, status);
  if (code) return code;
  bool worded = dl_is_given(query->text) || is_actor_worded(s) || is_recipient_worded(s);
  if (worded && !(s->match = match_of(s))) {
    if (!dl_is_given(query->text) || strspn(query->text, " \t\r\n") != strlen(query->text))
      return dl_fail(status, DL_EMEMORY, "out of memory");
  }
  if ((code = weigh_leads(s, status))) {
    dl_filter_end(s);
    return code;
  }
  dl_day day;
  if (dl_is_given(query->since) && dl_day_parse(query->since, &day)) {
    day = dl_day_of(dl_day_number(day.year, day.month, day.day) - LONG_SPAN);
    snprintf(s->low, sizeof s->low, "%04d-%02d-%02d", day.year % 10000, day.month % 100, day.day % 100);
  }
  return DL_OK;
}

void dl_filter_end(dl_selection *s) {
  free(s->match);
  s->match = NULL;
}

bool dl_filter_doubles(const dl_selection *s) {
  return s->lead == DL_LEAD_PARTY || s->lead == DL_LEAD_ACTORS || s->lead == DL_LEAD_TAKERS;
}

/* ---- one SELECT ---- */

/* What a SELECT is of: a lead, or one of the two parts of a query that a lead does not reach. */
typedef enum part {
  WHOLE,
  BOTH_SIDES, /* of a recipient: mutual acts, whose parties are all actors */
  LONG_SPANS  /* what began long before query->since */
} part;

typedef struct choice {
  const dl_selection *s;
  dl_sql *sql;
  dl_lead lead; /* of this SELECT */
  part part;
  const char *id; /* of the entry */
} choice;

/* SQL with the entry's id for each $. */
static void add(const choice *w, const char *piece) {
  for (; *piece; piece++)
    if (*piece == '$')
      dl_sql_add(w->sql, w->id);
    else
      dl_buffer_char(&w->sql->words, *piece);
}

static void add_text(const choice *w, const char *piece, const char *value) {
  add(w, piece);
  dl_sql_value_text(w->sql, value);
}

/* The least and most degrees of a circle. */
typedef struct box {
  double south, north, west, east;
} box;

static box around(const dl_query *q) {
  const double km_a_degree = 111.195;
  double high = q->km / km_a_degree, wide = cos(q->lat * M_PI / 180) * km_a_degree;
  double side = wide > 0.01 ? q->km / wide : 360;
  box b = {q->lat - high, q->lat + high, q->lon - side, q->lon + side};
  if (side >= 180 || b.south <= -90 || b.north >= 90) b.west = -180, b.east = 180;
  return b;
}

/* Over the 180th meridian the box goes on at the other side. */
void dl_filter_circle(dl_sql *sql, const dl_query *q, const char *t) {
  box b = around(q);
  dl_buffer piece = {0};
  dl_buffer_printf(
      &piece,
      "%s.lat BETWEEN ? AND ? AND (%s.lon BETWEEN ? AND ? OR %s.lon BETWEEN ? AND ? OR %s.lon BETWEEN ? AND "
      "?) AND 12742*asin(sqrt(min(1,pow(sin(radians(%s.lat-?)/2),2)+cos(radians(%s.lat))*"
      "cos(radians(?))*pow(sin(radians(%s.lon-?)/2),2))))<=?",
      t, t, t, t, t, t, t);
  dl_sql_add(sql, piece.failed ? "" : piece.data);
  sql->words.failed |= piece.failed;
  dl_buffer_free(&piece);
  const double values[] = {b.south,      b.north,      b.west, b.east, b.west + 360, b.east + 360,
                           b.west - 360, b.east - 360, q->lat, q->lat, q->lon,       q->km};
  for (size_t i = 0; i < sizeof values / sizeof *values; i++) dl_sql_value_real(sql, values[i]);
}

bool dl_filter_within(const dl_query *q, double lat, double lon) {
  box b = around(q);
  const double degree = M_PI / 180;
  bool wide = (lon >= b.west && lon <= b.east) || (lon >= b.west + 360 && lon <= b.east + 360) ||
              (lon >= b.west - 360 && lon <= b.east - 360);
  if (lat < b.south || lat > b.north || !wide) return false;
  double up = sin((lat - q->lat) * degree / 2), along = sin((lon - q->lon) * degree / 2);
  double sum = up * up + cos(lat * degree) * cos(q->lat * degree) * along * along;
  return 12742 * asin(sqrt(sum < 1 ? sum : 1)) <= q->km;
}

/* The entries of whom a name, or a part of it, is found; with `of`, only whether the entry at hand is one: then its
 * voices are looked up, and the plus keeps SQLite from asking for each of the names. */
static void add_speaker(const choice *w, const char *name, bool denies, bool of) {
  dl_sql_add(w->sql, of ? "SELECT v.entry FROM voice v WHERE +v.name" : "SELECT v.entry FROM voice v WHERE v.name");
  add_text(w, " IN (SELECT name FROM speaker WHERE instr(lower(name),lower(?))>0)", name);
  dl_sql_add(w->sql, denies ? " AND v.stance='denies'" : " AND v.stance<>'denies'");
  if (of) add(w, " AND v.entry=$");
}

void dl_filter_speaker(dl_sql *sql, const char *name, bool denies) {
  add_speaker(&(choice){.sql = sql, .id = ""}, name, denies, false);
}

void dl_filter_attitude(dl_sql *sql, const dl_query *q) {
  dl_sql_text(sql,
              "SELECT m.entry FROM attribution a JOIN text t ON t.id=a.text AND t.current CROSS JOIN event e ON "
              "e.text=a.text AND " DL_SPEAKS_OF " CROSS JOIN mention m ON m.event=e.id WHERE a.stance=?",
              q->attitude);
  if (dl_is_given(q->said_by))
    dl_sql_text(sql, " AND a.source IN (SELECT DISTINCT source FROM attribution WHERE instr(lower(source),lower(?))>0)",
                q->said_by);
}

static void add_lead(const choice *w) {
  const dl_query *q = w->s->query;
  switch (w->lead) {
    case DL_LEAD_WORDS:
      add_text(w,
               " FROM (SELECT DISTINCT m.entry AS id FROM evidence_fts f CROSS JOIN mention m ON m.event=f.rowid"
               " WHERE evidence_fts MATCH ?) c CROSS JOIN entry k ON k.id=c.id WHERE k.mentions>0",
               w->s->match);
      break;
    case DL_LEAD_DYAD:
      add_text(w, " FROM dyad k WHERE k.actor=?", q->one_way ? q->between[0] : w->s->actor);
      add_text(w, " AND k.recipient=?", q->one_way ? q->between[1] : w->s->recipient);
      break;
    case DL_LEAD_STREET:
      add_text(w, " FROM (SELECT entry AS id FROM dyad WHERE actor=?", q->between[0]);
      add_text(w, " AND recipient=?", q->between[1]);
      add_text(w, " UNION SELECT entry FROM dyad WHERE actor=?", q->between[1]);
      add_text(w, " AND recipient=?) c CROSS JOIN entry k ON k.id=c.id WHERE k.mentions>0", q->between[0]);
      break;
    case DL_LEAD_PARTY:
      add_text(w, " FROM entry_party k WHERE k.country=?", w->s->actor_country ? w->s->actor : w->s->recipient);
      add(w, w->part == BOTH_SIDES ? " AND k.role='actor' AND " DL_MUTUAL("k")
             : w->s->actor_country ? " AND k.role='actor'"
                                   : " AND k.role='recipient'");
      break;
    case DL_LEAD_VOICE:
      add(w, " FROM (SELECT DISTINCT entry AS id FROM (");
      add_speaker(w, dl_is_given(said_by(q)) ? q->said_by : q->denied_by, !dl_is_given(said_by(q)), false);
      add(w, ")) c CROSS JOIN entry k ON k.id=c.id WHERE k.mentions>0");
      break;
    case DL_LEAD_SPOT:
      add(w, " FROM entry k INDEXED BY entry_lat WHERE k.mentions>0 AND k.lat IS NOT NULL AND ");
      dl_filter_circle(w->sql, q, "k");
      break;
    case DL_LEAD_SIDES:
      add(w, " FROM dyad k WHERE 1");
      break;
    case DL_LEAD_ACTORS:
      add(w, " FROM entry_party k WHERE k.country<>'' AND k.role='actor'");
      break;
    case DL_LEAD_TAKERS:
      add(w, " FROM entry_party k WHERE k.country<>'' AND (k.role='recipient' OR " DL_MUTUAL("k") ")");
      break;
    default:
      add(w, w->part == LONG_SPANS
                 ? " FROM entry k INDEXED BY entry_span WHERE k.mentions>0 AND k.date_end>date(k.date_begin,'+31 days')"
                 : " FROM entry k WHERE k.mentions>0");
  }
}

/* A party of the entry: of a country that is asked for, else with this beginning of a code or part of a name. */
static void add_party_filter(const choice *w, bool recipient) {
  const dl_selection *s = w->s;
  const char *value = recipient ? s->query->recipient : s->query->actor;
  add(w, recipient ? " AND EXISTS(SELECT 1 FROM entry_party p WHERE p.entry=$ AND (p.role='recipient' OR (" DL_MUTUAL(
                         "p") "))"
                   : " AND EXISTS(SELECT 1 FROM entry_party p WHERE p.entry=$ AND p.role='actor'");
  if (recipient ? s->recipient_country : s->actor_country) {
    add_text(w, " AND p.country=?)", recipient ? s->recipient : s->actor);
    return;
  }
  add_text(w, " AND (p.country=upper(?)", value);
  add_text(w, " OR (p.code<>'' AND instr(p.code,upper(?))=1)", value);
  add_text(w, " OR instr(lower(p.name),lower(?))>0))", value);
}

/* One side: by a column of the table that leads, where it has that, else by what parties the entry has. */
static void add_side(const choice *w, bool recipient) {
  const dl_selection *s = w->s;
  bool country = recipient ? s->recipient_country : s->actor_country;
  const char *code = recipient ? s->recipient : s->actor;
  if (country && w->lead == DL_LEAD_SIDES)
    add_text(w, recipient ? " AND k.recipient=?" : " AND k.actor=?", code);
  else if (country && w->lead == (recipient ? DL_LEAD_TAKERS : DL_LEAD_ACTORS))
    add_text(w, " AND k.country=?", code);
  else
    add_party_filter(w, recipient);
}

static void add_parties(const choice *w) {
  const dl_query *q = w->s->query;
  if (w->lead == DL_LEAD_DYAD && !q->one_way) return; /* they lead */
  bool actor_leads = w->lead == DL_LEAD_PARTY && w->s->actor_country;
  bool recipient_leads = w->lead == DL_LEAD_PARTY && !w->s->actor_country;
  if (dl_is_given(q->actor) && !actor_leads) add_side(w, false);
  if (dl_is_given(q->recipient) && !recipient_leads) add_side(w, true);
}

/* Two countries, where they do not lead. */
static void add_between(const choice *w) {
  const dl_query *q = w->s->query;
  bool led = w->lead == DL_LEAD_STREET || (w->lead == DL_LEAD_DYAD && q->one_way);
  if (!*q->between[0] || led) return;
  add_text(w, " AND EXISTS(SELECT 1 FROM dyad d WHERE d.entry=$ AND (d.actor=?", q->between[0]);
  add_text(w, " AND d.recipient=?", q->between[1]);
  if (!q->one_way) {
    add_text(w, " OR d.actor=?", q->between[1]);
    add_text(w, " AND d.recipient=?", q->between[0]);
  }
  add(w, "))");
}

/* Is the first day of what leads bounded by the query's, and what began long before found by an index of its own? The
 * acts of one country on another are read in order of their day, all of them from one table. */
static bool is_bounded(const dl_selection *s, dl_lead lead) {
  return lead == DL_LEAD_ENTRY || (lead == DL_LEAD_DYAD && !s->query->one_way) || lead == DL_LEAD_PARTY;
}

static void add_days(const choice *w) {
  const dl_query *q = w->s->query;
  if (dl_is_given(q->since)) {
    if (w->part == LONG_SPANS)
      add_text(w, " AND k.date_begin<?", w->s->low);
    else if (is_bounded(w->s, w->lead))
      add_text(w, " AND k.date_begin>=?", w->s->low);
    add_text(w, " AND k.date_end>=?", q->since);
  }
  if (dl_is_given(q->until)) add_text(w, " AND k.date_begin<>'' AND k.date_begin<=?", q->until);
}

bool dl_filter_is_country(const char *place) {
  return strlen(place) == 3 && dl_is_upper(place[0]) && dl_is_upper(place[1]) && dl_is_upper(place[2]);
}

static bool is_code(const char *event) {
  return dl_is_digit(event[0]);
}

/* What stands in the row of the entry alone. */
static void add_fields(const choice *w) {
  const dl_query *q = w->s->query;
  bool itself = strcmp(w->id, "k.id") == 0, opened = false;
  const char *open = itself ? " AND " : " AND EXISTS(SELECT 1 FROM entry n WHERE n.id=$ AND ";
  const char *n = itself ? "k" : "n";
  char piece[200];
#define NEXT (opened ? add(w, " AND ") : add(w, open), opened = true)
  if (dl_is_given(q->event) && is_code(q->event)) {
    NEXT;
    snprintf(piece, sizeof piece, "substr(%s.cameo,1,length(?))=?", n);
    add_text(w, piece, q->event);
    dl_sql_value_text(w->sql, q->event);
  }
  if (dl_is_given(q->place)) {
    NEXT;
    snprintf(piece, sizeof piece,
             dl_filter_is_country(q->place) ? "%s.place_country=? AND %s.place_country<>''"
                                            : "%s.place=? COLLATE NOCASE AND %s.place<>''",
             n, n);
    add_text(w, piece, q->place);
  }
  if (q->near && w->lead != DL_LEAD_SPOT) {
    NEXT;
    dl_filter_circle(w->sql, q, n);
  }
  if (q->least > 0) {
    NEXT;
    snprintf(piece, sizeof piece, "EXISTS(SELECT 1 FROM event e WHERE e.id=%s.representative AND e.confidence>=?)", n);
    add(w, piece);
    dl_sql_value_real(w->sql, q->least);
  }
#undef NEXT
  if (opened && !itself) add(w, ")");
}

/* The words as a filter: mention by mention of an entry, so that FTS5 looks at these rows alone. */
static void add_words_filter(const choice *w) {
  if (dl_is_given(w->s->query->text) && w->s->match && w->lead != DL_LEAD_WORDS)
    add_text(w,
             " AND EXISTS(SELECT 1 FROM mention m CROSS JOIN evidence_fts f ON f.rowid=m.event WHERE m.entry=$ AND "
             "evidence_fts MATCH ?)",
             w->s->match);
}

static void add_voices(const choice *w) {
  const dl_query *q = w->s->query;
  bool led = w->lead == DL_LEAD_VOICE;
  if (dl_is_given(said_by(q)) && !led) {
    add(w, " AND EXISTS(");
    add_speaker(w, q->said_by, false, true);
    add(w, ")");
  }
  if (dl_is_given(q->denied_by) && !(led && !dl_is_given(said_by(q)))) {
    add(w, " AND EXISTS(");
    add_speaker(w, q->denied_by, true, true);
    add(w, ")");
  }
  if (dl_is_given(q->attitude)) {
    add(w, " AND $ IN (");
    dl_filter_attitude(w->sql, q);
    add(w, ")");
  }
  if (q->voiced) {
    add(w, " AND EXISTS(SELECT 1 FROM voice v WHERE v.entry=$");
    if (dl_is_given(q->stance)) add_text(w, " AND v.stance=?", q->stance);
    add(w, ")");
  }
  if (dl_is_given(q->source)) {
    add_text(w,
             " AND $ IN (SELECT m.entry FROM document d JOIN event e ON e.text=d.text JOIN mention m ON m.event=e.id"
             " WHERE d.current AND instr(lower(d.source),lower(?))>0 UNION ALL ",
             q->source);
    add_speaker(w, q->source, false, false);
    add(w, ")");
  }
}

static void add_changed(const choice *w) {
  add(w, " AND $ IN (SELECT entry FROM changed WHERE id>?)");
  dl_sql_whole(w->sql, "", w->s->query->changed_after);
}

static bool itself(dl_lead lead) {
  return lead == DL_LEAD_ENTRY || dl_in(lead, NARROWING);
}

bool dl_filter_itself(const dl_selection *s) {
  return itself(s->lead);
}

static void add_select(const dl_selection *s, dl_sql *sql, dl_lead lead, part of, const char *columns,
                       const dl_sql *tail) {
  const dl_query *q = s->query;
  choice w = {s, sql, lead, of, itself(lead) ? "k.id" : "k.entry"};
  add(&w, "SELECT ");
  add(&w, columns);
  add_lead(&w);
  add_parties(&w);
  add_between(&w);
  add_days(&w);
  if (dl_is_given(q->event) && !is_code(q->event)) add_text(&w, " AND k.event=upper(?)", q->event);
  if (dl_is_given(q->object)) add_text(&w, " AND k.object<>'' AND k.object=?", q->object);
  if (dl_is_given(q->status)) add_text(&w, " AND k.status=?", q->status);
  if (q->min_sources > 0) {
    add(&w, " AND k.sources>=?");
    dl_sql_whole(sql, "", q->min_sources);
  }
  if (q->moves) add(&w, " AND k.object<>'' AND k.event IN (" DL_SCREEN_MOVES ")");
  add_fields(&w);
  add_voices(&w);
  if (q->changed) add_changed(&w);
  add_words_filter(&w);
  if (!tail || tail->words.size == 0) return;
  add(&w, tail->words.data);
  for (int i = 0; i < tail->count; i++) dl_sql_value_of(sql, &tail->values[i]);
}

void dl_filter_selects(const dl_selection *s, dl_sql *sql, const char *columns, const dl_sql *tail) {
  add_select(s, sql, s->lead, WHOLE, columns, tail);
  if (s->lead == DL_LEAD_PARTY && !s->actor_country) {
    dl_sql_add(sql, " UNION ALL ");
    add_select(s, sql, s->lead, BOTH_SIDES, columns, tail);
  }
  if (is_bounded(s, s->lead) && dl_is_given(s->query->since)) {
    dl_sql_add(sql, " UNION ALL ");
    add_select(s, sql, DL_LEAD_ENTRY, LONG_SPANS, columns, tail);
  }
}

dl_sums dl_filter_sums(sqlite3_stmt *ask, int i) {
  return (dl_sums){.entries = sqlite3_column_int64(ask, i),
                   .facts = sqlite3_column_int64(ask, i + 1),
                   .claims = sqlite3_column_int64(ask, i + 2),
                   .disputed = sqlite3_column_int64(ask, i + 3),
                   .denied = sqlite3_column_int64(ask, i + 4),
                   .announced = sqlite3_column_int64(ask, i + 5),
                   .goldstein_facts = sqlite3_column_double(ask, i + 6),
                   .goldstein_claims = sqlite3_column_double(ask, i + 7)};
}

/* ---- which lead is cheapest ---- */

/* Microseconds, as measured on a ledger of ten million events: to look up and sort a row that leads; to ask of a row
 * whether it has the words, a voice, a place. Their ratio is what matters. */
static const double looked_up = 3, asked_words = 75, asked_else = 5;
enum { COUNTED = 50000 }; /* rows of a lead are counted up to here, and taken for four times as many from here on */

static int count_lead(const dl_selection *s, dl_lead lead, double *count, dl_status *status) {
  dl_sql sql = {0};
  sqlite3_stmt *ask = NULL;
  choice w = {s, &sql, lead, WHOLE, "k.id"};
  dl_sql_add(&sql, "SELECT count(*) FROM (SELECT 1");
  if (lead == DL_LEAD_WORDS) {
    add_text(&w, " FROM evidence_fts WHERE evidence_fts MATCH ?", s->match);
  } else if (lead == DL_LEAD_VOICE) {
    add(&w, " FROM (");
    const dl_query *q = s->query;
    add_speaker(&w, dl_is_given(said_by(q)) ? q->said_by : q->denied_by, !dl_is_given(said_by(q)), false);
    add(&w, ")");
  } else if (lead == DL_LEAD_ENTRY) {
    sql.words.size = 0;
    dl_sql_add(&sql, "SELECT coalesce(max(id),0) FROM (SELECT max(id) AS id FROM entry");
  } else {
    add_lead(&w);
  }
  if (lead != DL_LEAD_ENTRY) dl_sql_whole(&sql, " LIMIT ?", COUNTED);
  dl_sql_add(&sql, ")");
  int code = dl_sql_prepare(&sql, s->ledger, &ask, status);
  if (!code && sqlite3_step(ask) != SQLITE_ROW) code = dl_query_failed(s->ledger, status);
  if (!code) *count = (double)sqlite3_column_int64(ask, 0);
  if (!code && lead != DL_LEAD_ENTRY && *count == COUNTED) *count *= 4;
  sqlite3_finalize(ask);
  dl_sql_free(&sql);
  return code;
}

/* A page of a few rows, in an order that an index has, is not worth a lead of many: rows of the next one are read in
 * that order until enough of them fit. */
static int weigh_leads(dl_selection *s, dl_status *status) {
  const char *sort = s->query->sort;
  bool by_day = !dl_is_given(sort) || strcmp(sort, "date") == 0 || strcmp(sort, "-date") == 0;
  double total = 0, mine = 0, next = 0;
  int code;
  for (;;) {
    s->lead = lead_of(s);
    if (s->query->limit <= 0 || !by_day) return DL_OK;
    if (!dl_in(s->lead, NARROWING)) return DL_OK;
    dl_selection other = *s;
    other.wide |= 1u << s->lead;
    if ((code = count_lead(s, DL_LEAD_ENTRY, &total, status)) || (code = count_lead(s, s->lead, &mine, status)) ||
        (code = count_lead(s, lead_of(&other), &next, status)))
      return code;
    double read = (double)s->query->limit * total / (mine > 1 ? mine : 1);
    if (read > next) read = next;
    if (mine * looked_up <= read * (s->lead == DL_LEAD_WORDS ? asked_words : asked_else)) return DL_OK;
    s->wide = other.wide;
  }
}
