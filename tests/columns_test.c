/* Columns and SQLite tell the same of a ledger of the examples: totals, groups, places, pages, under many filters. */
#include "query/columns.h"

#include <glob.h>
#include <math.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/guard.h"
#include "engine/engine.h"
#include "intake/intake.h"
#include "query/tops.h"
#include "support.h"

static dl_engine *engine;
static dl_ledger *ledger;
static dl_columns *columns;
static dl_arena *arena;
static char folder[] = "/tmp/dateline-columns-XXXXXX", path[64];

static void add_document(const dl_raw *raw, dl_worker *worker) {
  dl_status status = {0};
  dl_added added;
  dl_arena *scratch = dl_arena_new();
  dl_document *doc = dl_document_new(scratch);
  const dl_model *m = dl_engine_model(engine);
  assert_int_equal(dl_intake_document(m, raw, doc, &status), DL_OK);
  dl_read_dateline(m, doc);
  assert_int_equal(dl_ledger_look(ledger, doc, &status), DL_OK);
  assert_int_equal(dl_engine_run(engine, worker, doc, &status), DL_OK);
  assert_int_equal(dl_ledger_begin(ledger, &status), DL_OK);
  assert_int_equal(dl_ledger_add(ledger, m, doc, &added, &status), DL_OK);
  assert_int_equal(dl_ledger_commit(ledger, &status), DL_OK);
  dl_arena_free(scratch);
}

static void add_file(const char *name, dl_worker *worker) {
  dl_status status = {0};
  dl_intake *intake = NULL;
  dl_raw raw = {.name = name};
  assert_int_equal(dl_intake_open(name, DL_INPUT_AUTO, NULL, &intake, &status), DL_OK);
  while (dl_intake_next(intake, &raw, &status) == DL_OK && raw.bytes) {
    add_document(&raw, worker);
    free(raw.bytes);
  }
  dl_intake_close(intake);
}

static int open_all(void **state) {
  dl_status status = {0};
  char pattern[4096];
  glob_t found;
  (void)state;
  assert_int_equal(dl_engine_new(getenv("DATELINE_DATA"), DL_TO_LEDGER, &engine, &status), DL_OK);
  assert_non_null(mkdtemp(folder));
  snprintf(path, sizeof path, "%s/l.db", folder);
  assert_int_equal(dl_ledger_open(path, true, &ledger, &status), DL_OK);
  dl_worker *worker = dl_worker_new(engine);
  snprintf(pattern, sizeof pattern, "%s/*.jsonl", getenv("DATELINE_EXAMPLES"));
  assert_int_equal(glob(pattern, 0, NULL, &found), 0);
  for (size_t i = 0; i < found.gl_pathc; i++) add_file(found.gl_pathv[i], worker);
  globfree(&found);
  dl_worker_free(worker);
  arena = dl_arena_new();
  assert_int_equal(dl_columns_read(ledger, &columns, &status), DL_OK);
  return 0;
}

static int close_all(void **state) {
  (void)state;
  dl_columns_free(columns);
  dl_arena_free(arena);
  dl_ledger_close(ledger);
  dl_engine_free(engine);
  unlink(path);
  rmdir(folder);
  return 0;
}

/* Every value of a filter with the others', in turn. */
static const dl_query queries[] = {
    {.limit = 0},
    {.actor = "IRN"},
    {.recipient = "rus"},
    {.actor = "RUS", .recipient = "UKR"},
    {.actor = "TUR", .recipient = "GRC"},
    {.actor = "GRC", .recipient = "TUR"},
    {.actor = "DEU", .recipient = "DEU"},
    {.actor = "ZZZ"},
    {.recipient = "TUR", .event = "CONSULT"},
    {.actor = "Kuleba"},
    {.actor = "RUSMIL"},
    {.recipient = "Nepal"},
    {.event = "aid"},
    {.event = "07"},
    {.event = "0"},
    {.event = "NONSENSE"},
    {.object = "arms"},
    {.object = "nothing"},
    {.status = "reported"},
    {.status = "disputed", .event = "AID"},
    {.since = "2022-11-01"},
    {.until = "2019-12-31"},
    {.since = "2022-10-01", .until = "2022-11-02", .actor = "RUS"},
    {.place = "AFG"},
    {.place = "ankara"},
    {.place = "Nowhere"},
    {.near = true, .lat = 39, .lon = 35, .km = 900},
    {.near = true, .lat = 39, .lon = 35, .km = 900, .actor = "TUR"},
    {.text = "drones"},
    {.text = "drones", .actor = "IRN"},
    {.text = "\"to Russia\"", .status = "disputed"},
    {.text = "  "},
    {.text = "nonsensical"},
    {.said_by = "Kuleba"},
    {.attitude = "holds"},
    {.attitude = "denies", .said_by = "Iran"},
    {.attitude = "holds", .said_by = "Kuleba", .recipient = "RUS"},
    {.denied_by = "Iran"},
    {.source = "Herald"},
    {.source = "herald", .actor = "Kuleba"},
    {.source = "Kuleba", .status = "disputed"},
    {.source = "nobody at all"},
    {.said_by = "Kuleba", .denied_by = "Iran"},
    {.said_by = "Kuleba", .recipient = "RUS", .since = "2022-01-01"},
    {.actor = "Kuleba", .status = "claimed", .text = "drones"},
    {.near = true, .lat = -20, .lon = 179, .km = 15000},
    {.near = true, .lat = 89, .lon = 0, .km = 6000, .status = "reported"},
    {.least = 0.9},
    {.least = 0.97, .event = "CONSULT"},
    {.min_sources = 2},
    {.voiced = true},
    {.voiced = true, .stance = "denies"},
    {.moves = true},
    {.between = {"IRN", "RUS"}},
    {.between = {"TUR", "GRC"}, .since = "2019-01-01"},
    {.between = {"TUR", "GRC"}, .one_way = true, .status = "reported"},
    {.between = {"IRN", "RUS"}, .actor = "IRN", .recipient = "RUS"},
    {.between = {"IRN", "RUS"}, .text = "drones"},
    {.between = {"RUS", "IRN"}, .denied_by = "Iran"},
    {.between = {"IRN", "RUS"}, .source = "Herald", .least = 0.5},
    {.between = {"ZZZ", "RUS"}},
};
enum { QUERIES = sizeof queries / sizeof *queries };

/* What is told, as text, so that two can be compared. */
typedef struct told {
  dl_buffer text;
} told;

static void put_sums(dl_buffer *out, const dl_sums *s) {
  dl_buffer_printf(out, " %lld %lld %lld %lld %lld %lld %.3f %.3f\n", s->entries, s->facts, s->claims, s->disputed,
                   s->denied, s->announced, round(s->goldstein_facts * 1000) / 1000 + 0.0,
                   round(s->goldstein_claims * 1000) / 1000 + 0.0);
}

static int put_group(const dl_group *group, void *context) {
  told *t = context;
  for (int i = 0; i < 2; i++) dl_buffer_printf(&t->text, "%s|", group->keys[i] ? group->keys[i] : "-");
  put_sums(&t->text, &group->sums);
  return 0;
}

static int put_spot(const dl_top_spot *spot, void *context) {
  told *t = context;
  dl_buffer_printf(&t->text, "%s %.4f %.4f", spot->place.name, spot->place.lat, spot->place.lon);
  put_sums(&t->text, &spot->sums);
  return 0;
}

static int put_top(const char *value, long long entries, void *context) {
  told *t = context;
  dl_buffer_printf(&t->text, "%s %lld\n", value, entries);
  return 0;
}

static int put_act(const dl_act *act, void *context) {
  told *t = context;
  dl_buffer_printf(&t->text, "%s %s %s %s %s %s %.3f\n", act->date_begin, act->date_end, act->event, act->object,
                   act->quad, act->status, act->goldstein);
  return 0;
}

static int put_entry(const dl_entry_row *row, void *context) {
  told *t = context;
  dl_buffer_printf(&t->text, "%lld\n", row->id);
  return 0;
}

/* The two told the same; both are emptied. */
static void same(told *one, told *other, int query, const char *what) {
  const char *a = one->text.size ? one->text.data : "", *b = other->text.size ? other->text.data : "";
  if (strcmp(a, b) != 0) fail_msg("%s of query %d: SQLite told\n%s\ncolumns told\n%s", what, query, a, b);
  dl_buffer_free(&one->text);
  dl_buffer_free(&other->text);
}

static void same_groups(const dl_query *q, const dl_set *set, int number) {
  static const char *const names[][2] = {
      {"year", NULL},         {"month", NULL},        {"week", NULL},     {"day", NULL},     {"actor", NULL},
      {"recipient", NULL},    {"event", NULL},        {"object", NULL},   {"status", NULL},  {"quad", NULL},
      {"actor", "recipient"}, {"recipient", "actor"}, {"month", "event"}, {"year", "actor"}, {"recipient", "status"}};
  dl_status status = {0};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    told one = {0}, other = {0};
    int count = names[i][1] ? 2 : 1;
    assert_int_equal(dl_entries_group(ledger, q, names[i], count, put_group, &one, &status), DL_OK);
    assert_int_equal(dl_columns_group(columns, set, q, names[i], count, arena, put_group, &other, &status), DL_OK);
    same(&one, &other, number, names[i][0]);
  }
}

static void same_places(const dl_query *q, const dl_set *set, int number) {
  dl_status status = {0};
  told one = {0}, other = {0};
  long long unplaced = -1, other_unplaced = -2;
  assert_int_equal(dl_spots_run(ledger, q, 5, put_spot, &one, &unplaced, &status), DL_OK);
  assert_int_equal(dl_columns_spots(columns, set, 5, arena, put_spot, &other, &other_unplaced), DL_OK);
  assert_int_equal(unplaced, other_unplaced);
  same(&one, &other, number, "places");
  for (int kind = DL_TOP_PLACES; kind <= DL_TOP_PAPERS; kind++) {
    assert_int_equal(dl_tops_run(ledger, q, kind, 4, put_top, &one, &status), DL_OK);
    assert_int_equal(dl_columns_tops(columns, set, kind, ledger, 4, arena, put_top, &other, &status), DL_OK);
    same(&one, &other, number, "frequent values");
  }
}

static void same_pages(const dl_query *asked, const dl_set *set, int number) {
  static const char *const sorts[] = {NULL, "-date", "sources", "-sources", "reported", "-reported"};
  for (size_t i = 0; i < sizeof sorts / sizeof *sorts; i++)
    for (int page = 0; page < 3; page++) {
      dl_status status = {0};
      dl_query q = *asked;
      told one = {0}, other = {0};
      long long *ids;
      uint32_t count;
      q.sort = sorts[i];
      q.limit = page ? 3 : 0;
      q.after = page == 2 && set->count > 3 ? (long long)(__builtin_ctzll(set->bits[0] | 1ull << 63) + 1) : 0;
      assert_int_equal(dl_columns_page(columns, set, &q, arena, &ids, &count, &status), DL_OK);
      assert_int_equal(dl_entries_run(ledger, &q, put_entry, &one, &status), DL_OK);
      assert_int_equal(dl_entries_read(ledger, ids, count, true, put_entry, &other, &status), DL_OK);
      same(&one, &other, number, "a page");
    }
}

/* What the two countries of the query, or two others, do to each other. */
static void same_acts(const dl_query *asked, int number) {
  static const char *const pairs[][2] = {{"IRN", "RUS"}, {"TUR", "GRC"}, {"RUS", "UKR"}};
  for (size_t i = 0; i < 2 * sizeof pairs / sizeof *pairs; i++) {
    dl_status status = {0};
    dl_query q = *asked;
    told one = {0}, other = {0};
    dl_set set;
    for (int side = 0; side < 2; side++)
      snprintf(q.between[side], sizeof q.between[side], "%s",
               *asked->between[0] ? asked->between[side ^ (i & 1)] : pairs[i / 2][side ^ (i & 1)]);
    q.one_way = false;
    assert_int_equal(dl_acts_run(ledger, &q, put_act, &one, &status), DL_OK);
    assert_int_equal(dl_columns_select(columns, ledger, &q, arena, &set, &status), DL_OK);
    assert_int_equal(dl_columns_acts(columns, &set, &q, arena, put_act, &other), DL_OK);
    same(&one, &other, number, "acts");
  }
}

static int compare(void *context, dl_status *status) {
  const int number = *(const int *)context;
  const dl_query *q = &queries[number];
  dl_set set;
  long long total = -1;
  assert_int_equal(dl_columns_select(columns, ledger, q, arena, &set, status), DL_OK);
  assert_int_equal(dl_entries_count(ledger, q, false, &total, status), DL_OK);
  if (total != set.count) fail_msg("query %d: SQLite counts %lld, columns %u", number, total, set.count);
  same_groups(q, &set, number);
  same_places(q, &set, number);
  same_pages(q, &set, number);
  same_acts(q, number);
  return DL_OK;
}

static void test_same(void **state) {
  (void)state;
  assert_true(dl_columns_count(columns) > 50);
  for (int i = 0; i < QUERIES; i++) {
    dl_status status = {0};
    dl_arena_reset(arena);
    assert_int_equal(dl_guard_run(compare, &i, &status), DL_OK);
  }
}

static void test_refused(void **state) {
  dl_status status = {0};
  dl_set set;
  long long *ids;
  uint32_t count;
  (void)state;
  assert_int_equal(dl_columns_select(columns, ledger, &(dl_query){.since = "2022-02-30"}, arena, &set, &status),
                   DL_EUSAGE);
  assert_int_equal(dl_columns_select(columns, ledger, &(dl_query){.limit = 0}, arena, &set, &status), DL_OK);
  assert_int_equal(dl_columns_page(columns, &set, &(dl_query){.sort = "size"}, arena, &ids, &count, &status),
                   DL_EUSAGE);
  assert_int_equal(dl_columns_page(columns, &set, &(dl_query){.after = 1000000}, arena, &ids, &count, &status),
                   DL_EUSAGE);
  assert_false(dl_columns_wanted(ledger, 1000000));
  assert_true(dl_columns_wanted(ledger, 10));
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_same), cmocka_unit_test(test_refused)};
  return cmocka_run_group_tests(tests, open_all, close_all);
}
