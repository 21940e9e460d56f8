/* Memory that runs out: the n-th allocation of the library fails, for one n after the other, and then all that follow.
 * The call ends in DL_EMEMORY with its message, holds nothing (the sanitizers see to that), and the same call
 * afterwards gives the same bytes as ever.
 *
 * malloc and its like are wrapped by the linker (tests/meson.build), so that of the libraries below only jansson's
 * fail. */
#include <jansson.h>
#include <unistd.h>

#include "base/guard.h"
#include "dateline.h"
#include "engine/engine.h"
#include "intake/intake.h"
#include "support.h"

static long left = -1; /* allocations until they fail; below 0: they do not */
static long failures;

static bool fails(void) {
  if (left < 0) return false;
  if (left > 0) return left--, false;
  failures++;
  return true;
}

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *old, size_t size);
char *__real_strdup(const char *text);

void *__wrap_malloc(size_t size) {
  return fails() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size) {
  return fails() ? NULL : __real_calloc(count, size);
}

void *__wrap_realloc(void *old, size_t size) {
  return fails() ? NULL : __real_realloc(old, size);
}

char *__wrap_strdup(const char *text) {
  return fails() ? NULL : __real_strdup(text);
}

static const char text[] =
    "KYIV, Nov. 2 (Reuters) - Ukraine's foreign minister, Dmytro Kuleba, said on Wednesday that Iran was supplying "
    "attack drones to Russia.\n\n"
    "Iran has denied the arms deliveries. Russian forces killed 12 people in Kherson on Tuesday, and the European "
    "Union imposed sanctions on Tehran.\n";

/* Runs `call` with 0, 1, 2 ... allocations until it runs through; at most about `tries` of them, so that a build in
 * which every piece is a malloc takes no longer. It gives its status. */
static void fail_in_turn(int (*call)(char *message, size_t size), long tries) {
  char message[200];
  left = 1L << 40;
  assert_int_equal(call(message, sizeof message), DL_OK);
  long all = (1L << 40) - left, step = all / tries + 1;
  assert_true(all > 0);
  for (long n = 0; n < all; n += n < tries / 4 ? 1 : step) {
    left = n;
    failures = 0;
    message[0] = '\0';
    int code = call(message, sizeof message);
    left = -1;
    if (code != DL_EMEMORY || !strstr(message, "out of memory"))
      fail_msg("allocation %ld of %ld: status %d '%s'", n, all, code, message);
    assert_true(failures > 0);
  }
  left = -1;
  assert_int_equal(call(message, sizeof message), DL_OK);
}

/* ---- the public functions ---- */

static dateline_engine *engine;
static char *expected;

static int open_engine(void **state) {
  (void)state;
  return dateline_open(getenv("DATELINE_DATA"), &engine, NULL, 0) ||
         dateline_code(engine, text, strlen(text), NULL, &expected, NULL, 0);
}

static int close_engine(void **state) {
  (void)state;
  dateline_free(expected);
  dateline_close(engine);
  return 0;
}

static int open_once(char *message, size_t size) {
  dateline_engine *opened = NULL;
  int code = dateline_open(getenv("DATELINE_DATA"), &opened, message, size);
  assert_true((code == 0) == (opened != NULL));
  dateline_close(opened);
  return code;
}

static void opening(void **state) {
  (void)state;
  fail_in_turn(open_once, 200);
}

static int code_once(char *message, size_t size) {
  char *json = NULL;
  int code = dateline_code(engine, text, strlen(text), &(dateline_about){.date = "2022-11-02"}, &json, message, size);
  assert_true((code == 0) == (json != NULL));
  dateline_free(json);
  return code;
}

static void coding(void **state) {
  (void)state;
  fail_in_turn(code_once, 400);
  char *json = NULL;
  assert_int_equal(dateline_code(engine, text, strlen(text), NULL, &json, NULL, 0), 0);
  assert_string_equal(json, expected);
  dateline_free(json);
}

static int read_once(char *message, size_t size) {
  dateline_document *document = NULL;
  char *rows = NULL;
  int code = dateline_read(engine, text, strlen(text), NULL, &document, message, size);
  assert_true((code == 0) == (document != NULL));
  if (code == 0) code = dateline_render(document, "jsonl", &rows, NULL, message, size);
  if (code == 0) assert_string_equal(rows, expected);
  dateline_free(rows);
  dateline_document_free(document);
  return code;
}

/* The document is read once: what is told of the failures is the table's. */
static dateline_document *read_before;

static int tell_once(char *message, size_t size) {
  dateline_table *table = NULL;
  struct ArrowSchema schema = {0};
  struct ArrowArray array = {0};
  int code = dateline_table_new("events", &table, message, size);
  if (code == 0) code = dateline_table_add(table, read_before, message, size);
  if (code == 0) code = dateline_table_export(table, &schema, &array, message, size);
  assert_true((code == 0) == (array.release != NULL));
  dateline_table_free(table);
  if (code == 0) schema.release(&schema);
  if (code == 0) array.release(&array);
  return code;
}

static void telling_tables(void **state) {
  (void)state;
  assert_int_equal(dateline_read(engine, text, strlen(text), NULL, &read_before, NULL, 0), DATELINE_OK);
  fail_in_turn(tell_once, 400);
  dateline_document_free(read_before);
}

static void reading_documents(void **state) {
  (void)state;
  fail_in_turn(read_once, 400);
}

/* ---- what the program reads ---- */

static const char json_line[] =
    "{\"id\":\"a\",\"date\":\"2022-11-02\",\"title\":\"Drones\",\"source\":\"Herald\",\"url\":\"u\",\"text\":\"Iran "
    "denied it.\"}";
static const char conllu[] =
    "# newdoc id = "
    "a\n1\tIran\t_\t_\t_\t_\t_\t_\t_\t_\n2-3\tdidn't\t_\t_\t_\t_\t_\t_\t_\t_\n2\tdid\t_\t_\t_\t_\t_\t_\t_\t_\n3\tn't\t_"
    "\t_\t_\t_\t_\t_\t_\t_\n\n";

static const char html[] =
    "<html><head><title>Drones</title><meta property=\"og:site_name\" content=\"Herald\"><meta name=\"date\" "
    "content=\"2022-11-02\">"
    "<script "
    "type=\"application/"
    "ld+json\">{\"@type\":\"NewsArticle\",\"headline\":\"Drones\",\"publisher\":{\"name\":\"Herald\"}}</script></head>"
    "<body><article><h1>Drones</h1><p>Iran denied on Wednesday that it had sent any drones, and asked for "
    "talks.</p><p>Russia said nothing of "
    "that.</p></article></body></html>";

typedef struct input {
  dl_input kind;
  const char *bytes;
  dl_arena *arena;
} input;

static int read_input(void *context, dl_status *status) {
  const input *in = context;
  return dl_intake_read(NULL, in->kind, "a", 1, in->bytes, strlen(in->bytes), dl_document_new(in->arena), status);
}

static int read_guarded(dl_input kind, const char *bytes, char *message, size_t size) {
  dl_status status = {0};
  input in = {kind, bytes, dl_arena_new()};
  int code = in.arena ? dl_guard_run(read_input, &in, &status) : dl_fail(&status, DL_EMEMORY, "out of memory");
  dl_arena_free(in.arena);
  snprintf(message, size, "%s", status.message);
  return code;
}

static int read_json(char *message, size_t size) {
  return read_guarded(DL_INPUT_JSONL, json_line, message, size);
}

static int read_conllu(char *message, size_t size) {
  return read_guarded(DL_INPUT_CONLLU, conllu, message, size);
}

static int read_html(char *message, size_t size) {
  return read_guarded(DL_INPUT_HTML, html, message, size);
}

static void reading(void **state) {
  (void)state;
  char message[200] = "";
  fail_in_turn(read_json, 200);
  json_set_alloc_funcs(__wrap_malloc, free); /* its own failures it may tell as errors in the input */
  for (long n = left = 0; read_json(message, sizeof message) != DL_OK; left = ++n)
    assert_true(message[0] != '\0' && n < 1000);
  left = -1;
  json_set_alloc_funcs(__real_malloc, free);
  fail_in_turn(read_conllu, 200);
  fail_in_turn(read_html, 200);
}

/* All of a file, to its last document. */
static int read_file(const char *path, char *message, size_t size) {
  dl_intake *intake = NULL;
  dl_status status = {0};
  int code = dl_intake_open(path, DL_INPUT_AUTO, NULL, &intake, &status);
  while (code == DL_OK && !dl_intake_done(intake)) {
    dl_raw raw = {.name = path};
    code = dl_intake_next(intake, &raw, &status);
    if (code == DL_EINPUT) code = DL_OK; /* the next call goes on behind it */
    free(raw.bytes);
  }
  dl_intake_close(intake);
  snprintf(message, size, "%s", status.message);
  return code;
}

static int open_intake(char *message, size_t size) {
  char path[1024];
  snprintf(path, sizeof path, "%s/denial-drones-herald.jsonl", getenv("DATELINE_EXAMPLES"));
  return read_file(path, message, size);
}

static char odd[] = "/tmp/dateline-memory-XXXXXX"; /* without an ending: told by its bytes */

static int open_odd(char *message, size_t size) {
  return read_file(odd, message, size);
}

static int open_table(char *message, size_t size) {
  char path[64];
  snprintf(path, sizeof path, "%s.csv", odd);
  return read_file(path, message, size);
}

static void write_all(const char *path, const char *text_of_it) {
  FILE *file = fopen(path, "w");
  assert_true(file && fputs(text_of_it, file) >= 0 && fclose(file) == 0);
}

static void opening_inputs(void **state) {
  (void)state;
  char path[64];
  int file = mkstemp(odd);
  assert_true(file >= 0);
  close(file);
  snprintf(path, sizeof path, "%s.csv", odd);
  write_all(odd, "{\"articles\": [{\"text\": \"a\"}, {\"text\": \"b\"}]}\n{\"text\": \"no end\n{\"text\": \"c\"}\n");
  write_all(path, "\"id\";text\n1;\"a \"\"b\"\"\"\n2;\"never\n3;c\n");
  fail_in_turn(open_intake, 200);
  fail_in_turn(open_odd, 200);
  fail_in_turn(open_table, 200);
  unlink(odd);
  unlink(path);
}

static char own[] = "/tmp/dateline-memory-XXXXXX"; /* a user's dictionaries */

static int open_with_own(char *message, size_t size) {
  dl_engine *opened = NULL;
  dl_status status = {0};
  int code =
      dl_engine_new_with(getenv("DATELINE_DATA"), &(dl_dictionaries){.lexicon = own}, DL_TO_LEDGER, &opened, &status);
  dl_engine_free(opened);
  snprintf(message, size, "%s", status.message);
  return code;
}

static void opening_with_dictionaries(void **state) {
  (void)state;
  char path[64];
  assert_non_null(mkdtemp(own));
  snprintf(path, sizeof path, "%s/verbs.tsv", own);
  FILE *file = fopen(path, "w");
  assert_non_null(file);
  fputs("key\tcategory\tmode\tcameo\trecipient\ttest\ngreylist\tSANCTION\t\t163\tobj\t\n", file);
  fclose(file);
  fail_in_turn(open_with_own, 60);
  remove(path);
  remove(own);
}

/* ---- the guard itself ---- */

static int too_large(void *context, dl_status *status) {
  (void)status;
  dl_arena_alloc(context, SIZE_MAX / 2 + 1);
  fail_msg("a piece of half of all addresses");
  return DL_OK;
}

static int guarded_twice(void *context, dl_status *status) {
  dl_status inner = {0};
  assert_int_equal(dl_guard_run(too_large, context, &inner), DL_EMEMORY);
  assert_string_equal(inner.message, "out of memory");
  assert_int_equal(status->code, DL_OK); /* only the innermost was left */
  return dl_fail(status, DL_EINPUT, "as it was");
}

static void guards_stand_in_one_another(void **state) {
  (void)state;
  dl_status status = {0};
  dl_arena *small = dl_arena_new();
  assert_int_equal(dl_guard_run(guarded_twice, small, &status), DL_EINPUT);
  assert_int_equal(dl_guard_run(too_large, small, &status), DL_EMEMORY);
  assert_null(dl_arena_alloc(small, SIZE_MAX / 2 + 1)); /* without one: NULL */
  assert_null(dl_arena_alloc(small, SIZE_MAX - 8));
  dl_arena_free(small);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(opening),
      cmocka_unit_test(coding),
      cmocka_unit_test(reading_documents),
      cmocka_unit_test(telling_tables),
      cmocka_unit_test(reading),
      cmocka_unit_test(opening_inputs),
      cmocka_unit_test(opening_with_dictionaries),
      cmocka_unit_test(guards_stand_in_one_another),
  };
  return cmocka_run_group_tests(tests, open_engine, close_engine);
}
