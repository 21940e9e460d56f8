/* The seconds that a byte takes do not grow with the document: from 16 KiB to 4 MiB, the most that one may have, at
 * most 1.5 times, end to end. So it is with news that always names others, with the same articles again and again, and
 * with texts that repeat one thing alone. Processor time, the best of some tries. Under sanitizers, which are slow,
 * sizes are smaller. */
#include <jansson.h>
#include <time.h>

#include "base/buffer.h"
#include "engine/engine.h"
#include "report/report.h"
#include "support.h"

#if defined __SANITIZE_ADDRESS__ || defined __SANITIZE_THREAD__
enum { SMALL = 16 << 10, PIECES = 4, LARGE = 192 << 10, ALONE = 48 << 10, TRIES = 3 };
#else
enum { SMALL = 16 << 10, PIECES = 32, LARGE = 4 << 20, ALONE = 192 << 10, TRIES = 3 };
#endif

enum {
  MEMORY = 500
}; /* bytes of a document's arena for each of a text that is events all over; news takes a fifth of it */

static dl_engine *engine;
static dl_worker *worker;

static int open_engine(void **state) {
  (void)state;
  dl_status status = {0};
  const char *path = getenv("DATELINE_DATA");
  if (!path || dl_engine_new(path, DL_TO_LEDGER, &engine, &status) != DL_OK) return 1;
  dl_engine_read_as(engine, "en");
  return (worker = dl_worker_new(engine)) == NULL;
}

static int close_engine(void **state) {
  (void)state;
  dl_worker_free(worker);
  dl_engine_free(engine);
  return 0;
}

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

/* Seconds for one document, from its bytes to its line of JSON; at least one event is in it. */
static double cost(const char *text, size_t size) {
  dl_status status = {0};
  dl_buffer out = {0};
  dl_arena *arena = dl_arena_new();
  double started = now();
  dl_document *doc = dl_document_new(arena);
  doc->text = text;
  doc->text_size = (uint32_t)size;
  doc->date = "2021-05-04";
  assert_int_equal(dl_engine_run(engine, worker, doc, &status), DL_OK);
  dl_report_jsonl(&(dl_report){.model = dl_engine_model(engine), .predicates = true}, doc, &out);
  double taken = now() - started;
  assert_true(out.size > size / 4);
  if (dl_arena_used(arena) > MEMORY * size) fail_msg("%zu bytes of memory for %zu of text", dl_arena_used(arena), size);
  dl_buffer_free(&out);
  dl_arena_free(arena);
  return taken;
}

/* ---- texts ---- */

/* A surname that stands for another one in the copy of that number: "Lukashenko" is "Bamoren" there. */
static void rename_word(const char *word, size_t size, unsigned copy, dl_buffer *out) {
  static const char *const starts[] = {"Bam", "Dor", "Fel", "Gan", "Hul", "Kar", "Lem", "Mor",
                                       "Nab", "Pol", "Ran", "Sel", "Tam", "Vor", "Wel", "Zan"};
  static const char *const ends[] = {"aki", "er", "idze", "is", "ko",  "len", "man", "oren",
                                     "os",  "ov", "son",  "ti", "una", "vik", "wa",  "yar"};
  unsigned hash = copy * 2654435761u;
  for (size_t i = 0; i < size; i++) hash = (hash ^ (unsigned char)word[i]) * 16777619u;
  dl_buffer_text(out, starts[hash >> 8 & 15]);
  dl_buffer_text(out, ends[hash >> 12 & 15]);
  dl_buffer_text(out, ends[hash >> 16 & 15]);
}

/* A copy of the article with other numbers, and other names where two capital words stand together. */
static void add_copy(const char *text, unsigned copy, dl_buffer *out) {
  bool after_name = false;
  for (const char *at = text; *at;) {
    size_t size = 0;
    while ((at[size] >= 'A' && at[size] <= 'Z') || (at[size] >= 'a' && at[size] <= 'z')) size++;
    bool name = size > 3 && *at >= 'A' && *at <= 'Z' && at[1] >= 'a';
    if (name && after_name)
      rename_word(at, size, copy, out);
    else if (size > 0)
      dl_buffer_add(out, at, size);
    else
      dl_buffer_char(out, *at >= '1' && *at <= '8' ? (char)('1' + ((unsigned)(*at - '1') + copy) % 8) : *at);
    after_name = name || (after_name && *at == ' ');
    at += size > 0 ? size : 1;
  }
  dl_buffer_text(out, "\n\n");
}

/* The repository's articles, joined; with `others`, each time with other names and numbers. */
static void join_articles(dl_buffer *out, size_t size, bool others) {
  char path[1024], line[65536];
  snprintf(path, sizeof path, "%s/../docs/evaluation-articles.jsonl", getenv("DATELINE_EXAMPLES"));
  for (unsigned copy = 0; out->size < size; copy++) {
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    while (out->size < size && fgets(line, sizeof line, file)) {
      json_t *object = json_loads(line, 0, NULL);
      add_copy(json_string_value(json_object_get(object, "text")), others ? copy : 0, out);
      json_decref(object);
    }
    fclose(file);
  }
}

/* ---- checks ---- */

/* Seconds a byte of pieces of `small` bytes from all over the text. */
static double by_byte(const char *text, size_t size, size_t small, unsigned pieces) {
  double taken = 0;
  for (unsigned i = 0; i < pieces; i++) {
    size_t from = size / pieces * i;
    while (from > 0 && text[from - 1] != '\n' && text[from - 1] != ' ') from--;
    if (from + small > size) from = size - small;
    while ((text[from] & 0xC0) == 0x80) from++;
    taken += cost(text + from, small - 3);
  }
  return taken / (double)pieces / (double)(small - 3);
}

static void check_growth(const char *name, const char *text, size_t size, size_t small, unsigned pieces, double most) {
  double best = 1e9;
  for (int i = 0; i < TRIES && best > most; i++) {
    double each = by_byte(text, size, small, pieces), whole = cost(text, size) / (double)size;
    if (whole / each < best) best = whole / each;
  }
  if (getenv("DATELINE_SHOW")) printf("%s: %.2f times the seconds a byte\n", name, best);
  if (best > most) fail_msg("%s: %zu bytes take %.2f times the seconds a byte that %zu do", name, size, best, small);
}

static size_t whole_characters(const char *text, size_t size) {
  while (size > 0 && (text[size] & 0xC0) == 0x80) size--;
  return size;
}

static void check_joined(bool others, size_t size) {
  dl_buffer text = {0};
  join_articles(&text, size + 8, others);
  cost(text.data, whole_characters(text.data, SMALL)); /* the first touch of tables and memory */
  check_growth(others ? "news" : "the same news", text.data, whole_characters(text.data, size), SMALL, PIECES, 1.5);
  dl_buffer_free(&text);
}

static void distinct_news(void **state) {
  (void)state;
  check_joined(true, LARGE);
}

static void same_news(void **state) {
  (void)state;
  check_joined(false, LARGE / 4);
}

/* What stands in every sentence and is looked for in all others. */
static const char *const pieces[] = {
    "Iran attacked Israel. ",
    "The minister said the president of the country had met the other minister. ",
    "\"We have taken the town from them,\" he said. ",
    "Russia and China met on Monday. Both sides said that the two countries agreed. ",
    "Mr Smith said that Smith had accused the army chief of the attack. ",
    "Russia supplied arms to North Korea, which violates the sanctions, officials said. ",
    "Iran denied the charge that it had armed the rebels. Israel rejected the claim.\n\n",
    "The ISF fought the Iraqi security forces and the IAEA in Paris, Texas, in May 2011.\n",
};

static void one_thing_alone(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
    dl_buffer text = {0};
    while (text.size < ALONE) dl_buffer_text(&text, pieces[i]);
    check_growth(pieces[i], text.data, text.size, ALONE / 12, 2, 2);
    dl_buffer_free(&text);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(distinct_news), cmocka_unit_test(same_news),
                                     cmocka_unit_test(one_thing_alone)};
  return cmocka_run_group_tests_name("length", tests, open_engine, close_engine);
}
