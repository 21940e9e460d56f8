/* Readers of outside bytes, the dateline, and the pool that keeps the order. */
#include "base/pool.h"
#include "intake/intake.h"
#include "support.h"

static dl_arena *arena;

static int set_up(void **state) {
  arena = dl_arena_new();
  return !arena || open_stages(state);
}

static int tear_down(void **state) {
  dl_arena_free(arena);
  return close_stages(state);
}

static int read_bytes(dl_input kind, const char *bytes, dl_document **doc, dl_status *status) {
  *doc = dl_document_new(arena);
  int code = dl_intake_read(model, kind, "in", 7, bytes, strlen(bytes), *doc, status);
  if (code == DL_OK) dl_read_dateline(model, *doc);
  return code;
}

static void datelines(void **state) {
  (void)state;
  static const struct { const char *text, *place, *date, *source; } cases[] = {
    {"SEOUL - Talks ended.", "SEOUL", "", ""},
    {"Title\n\nSEOUL, Nov 9 (Yonhap) - Talks ended.", "SEOUL", "", "Yonhap"},
    {"NEW YORK, Nov. 9, 2023 (AP) \xE2\x80\x94 Talks ended.", "NEW YORK", "2023-11-09", "Associated Press"},
    {"WASHINGTON, D.C., 9 November 2023 -- Talks ended.", "WASHINGTON", "2023-11-09", ""},
    {"TOKYO Feb. 30, 2023 (Kyodo) - Talks ended.", "TOKYO", "", "Kyodo News"},
    {"WASHINGTON--The talks ended.", "WASHINGTON", "", ""},
    {"SEOUL\xE2\x80\x94The talks ended.", "SEOUL", "", ""},
    {"KABUL, Afghanistan (AP) _ Talks ended.", "KABUL", "", "Associated Press"},
    {"TALKS ENDED. Both sides left--for good.", "", "", ""},
    {"LAGOS (Nowhere Times) - Talks ended.", "LAGOS", "", ""},
    {"Talks in Seoul ended - for now.", "", "", ""},
    {"Moscow-based banks closed - all of them.", "", "", ""}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    dl_document *doc;
    assert_int_equal(read_bytes(DL_INPUT_TEXT, cases[i].text, &doc, NULL), DL_OK);
    assert_string_equal(dl_document_slice(doc, doc->dateline.begin, doc->dateline.end), cases[i].place);
    assert_string_equal(doc->date, cases[i].date);
    assert_string_equal(doc->source, cases[i].source);
  }
}

static void json_lines(void **state) {
  (void)state;
  static const struct { const char *line, *problem; } bad[] = {
    {"{\"text\": 1}", "in:7: no string 'text'"}, {"{\"text\": \"a\", \"id\": 3}", "in:7: 'id' is not a string"},
    {"{\"text\": \"a\"", "in:7: column"}, {"[]", "in:7: not a JSON object"}, {"{\"text\":\"a\",\"text\":\"b\"}", "in:7: column"},
    {"{\"text\":\"\\ud800\"}", "in:7: column"}, {"{\"text\":\"a\",\"date\":\"2023-13-01\"}", "2023-13-01"}};
  dl_document *doc;
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    dl_status status = {0};
    assert_int_equal(read_bytes(DL_INPUT_JSONL, bad[i].line, &doc, &status), DL_EINPUT);
    assert_non_null(strstr(status.message, bad[i].problem));
  }
  assert_int_equal(read_bytes(DL_INPUT_JSONL, "{\"text\":\"a\\u0000b\",\"title\":\"t\",\"x\":[1]}", &doc, NULL), DL_OK);
  assert_int_equal(doc->text_size, 3);
  assert_string_equal(doc->title, "t");
  assert_string_equal(doc->id, "in:7");
}

static void hypertext(void **state) {
  (void)state;
  dl_document *doc;
  assert_int_equal(read_bytes(DL_INPUT_HTML, "<title>T</title><nav>menu</nav><main><p>One &amp; two.<p>Three<br>four<script>x</script></main>", &doc, NULL), DL_OK);
  assert_string_equal(doc->text, "One & two.\n\nThree\nfour");
  assert_string_equal(doc->title, "T");
  assert_int_equal(read_bytes(DL_INPUT_HTML, "<<<>>&#x0;<p", &doc, NULL), DL_OK);
}

static void gold_tokens(void **state) {
  (void)state;
  static const char rows[] = "# newdoc id = d1\n1-2\tdon't\t_\t_\t_\t_\t_\t_\t_\t_\n1\tdo\t_\t_\t_\t_\t_\t_\t_\t_\n2\tn't\t_\t_\t_\t_\t_\t_\t_\t_\n"
                             "3\tgo\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n4\t.\t_\t_\t_\t_\t_\t_\t_\t_\n\n1\tYes\t_\t_\t_\t_\t_\t_\t_\t_\n\n";
  dl_document *doc;
  dl_status status = {0};
  assert_int_equal(read_bytes(DL_INPUT_CONLLU, rows, &doc, NULL), DL_OK);
  assert_string_equal(doc->text, "don't go. Yes");
  assert_string_equal(doc->id, "d1");
  assert_int_equal(doc->token_count, 5);
  assert_int_equal(doc->sentence_count, 2);
  assert_int_equal(doc->tokens[0].multi, 2);
  assert_int_equal(doc->tokens[1].begin, 2);
  assert_int_equal(doc->tokens[1].end, 5);
  assert_int_equal(doc->sentences[1].begin, 10);
  assert_int_equal(read_bytes(DL_INPUT_CONLLU, "1\ta\n", &doc, &status), DL_EINPUT);
  assert_string_equal(status.message, "in:7: not ten columns");
}

enum { ITEMS = 500 };
typedef struct numbers { int taken, given, stop_at; bool ordered; } numbers;

static void *take_number(void *context) {
  numbers *n = context;
  if (n->taken == ITEMS) return NULL;
  int *item = malloc(sizeof *item);
  if (item) *item = n->taken++;
  return item;
}

static void square(void *context, unsigned thread, void *item) {
  (void)context;
  (void)thread;
  volatile int spin = *(int *)item * 7919 % 2000;
  while (spin > 0) spin--;
}

static int give_number(void *context, void *item) {
  numbers *n = context;
  n->ordered &= *(int *)item == n->given;
  n->given++;
  free(item);
  return n->given == n->stop_at;
}

static void pool_order(void **state) {
  (void)state;
  for (unsigned threads = 1; threads <= 7; threads += 3) {
    numbers all = {.ordered = true}, some = {.ordered = true, .stop_at = 10};
    assert_int_equal(dl_pool_run(&(dl_pool_tasks){take_number, square, give_number, &all}, threads, NULL), DL_OK);
    assert_true(all.ordered && all.given == ITEMS);
    assert_int_equal(dl_pool_run(&(dl_pool_tasks){take_number, square, give_number, &some}, threads, NULL), DL_OK);
    assert_true(some.ordered && some.given == some.taken && some.given < ITEMS);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(datelines), cmocka_unit_test(json_lines), cmocka_unit_test(hypertext),
                                     cmocka_unit_test(gold_tokens), cmocka_unit_test(pool_order)};
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
