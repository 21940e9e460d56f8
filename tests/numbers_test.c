/* What number phrases say (dl_number_read), and how large events are and what for: the sentences of
 * tests/cases/numbers.txt through all stages. */
#include "events/numbers.h"
#include "engine/engine.h"
#include "support.h"

enum { LINE = 1024 };

/* ---- number phrases ---- */

static const struct {
  const char *text; /* the phrase begins the sentence */
  uint32_t words;   /* how many of its words are read; 0: it is no number */
  double value, low, high;
  uint8_t bound;
} phrases[] = {
    {"14 soldiers left.", 1, 14, 14, 14, DL_EXACT},
    {"1,200 soldiers left.", 1, 1200, 1200, 1200, DL_EXACT},
    {"1.5 million soldiers left.", 2, 1.5e6, 1.5e6, 1.5e6, DL_EXACT},
    {"Twenty-five soldiers left.", 3, 25, 25, 25, DL_EXACT},
    {"Ninety-nine soldiers left.", 3, 99, 99, 99, DL_EXACT},
    {"Two hundred and fifty soldiers left.", 4, 250, 250, 250, DL_EXACT},
    {"Three hundred thousand soldiers left.", 3, 300000, 300000, 300000, DL_EXACT},
    {"Two dozen soldiers left.", 2, 24, 24, 24, DL_EXACT},
    {"A dozen soldiers left.", 2, 12, 12, 12, DL_EXACT},
    {"Half a million soldiers left.", 3, 500000, 500000, 500000, DL_EXACT},
    {"A couple of soldiers left.", 3, 2, 2, -1, DL_AT_LEAST},
    {"A soldier left.", 1, 1, 1, 1, DL_EXACT},
    {"No one left.", 2, 0, 0, 0, DL_EXACT},
    {"None left.", 1, 0, 0, 0, DL_EXACT},
    {"No soldiers left.", 1, 0, 0, 0, DL_EXACT},
    {"Dozens of soldiers left.", 1, 12, 12, -1, DL_AT_LEAST},
    {"Scores of soldiers left.", 1, 20, 20, -1, DL_AT_LEAST},
    {"Tens of thousands of soldiers left.", 3, 10000, 10000, -1, DL_AT_LEAST},
    {"Several hundred soldiers left.", 2, 100, 100, -1, DL_AT_LEAST},
    {"A few thousand soldiers left.", 3, 1000, 1000, -1, DL_AT_LEAST},
    {"Several soldiers left.", 0, 0, 0, 0, DL_EXACT},
    {"12-15 soldiers left.", 3, 12, 12, 15, DL_RANGE},
    {"12 to 15 soldiers left.", 3, 12, 12, 15, DL_RANGE},
    {"Between 12 and 15 soldiers left.", 4, 12, 12, 15, DL_RANGE},
    {"Five or six soldiers left.", 3, 5, 5, 6, DL_RANGE},
    {"Two to three million soldiers left.", 4, 2e6, 2e6, 3e6, DL_RANGE},
    {"At least 14 soldiers left.", 3, 14, 14, -1, DL_AT_LEAST},
    {"More than a hundred soldiers left.", 4, 100, 100, -1, DL_AT_LEAST},
    {"No fewer than twelve soldiers left.", 4, 12, 12, -1, DL_AT_LEAST},
    {"30 or more soldiers left.", 3, 30, 30, -1, DL_AT_LEAST},
    {"Up to 300 soldiers left.", 3, 300, -1, 300, DL_AT_MOST},
    {"As many as 300 soldiers left.", 4, 300, -1, 300, DL_AT_MOST},
    {"Fewer than 20 soldiers left.", 3, 20, -1, 20, DL_AT_MOST},
    {"Some 200 soldiers left.", 2, 200, -1, -1, DL_ABOUT},
    {"Nearly two dozen soldiers left.", 3, 24, -1, -1, DL_ABOUT},
    {"At least an estimated 50 soldiers left.", 5, 50, 50, -1, DL_AT_LEAST},
    {"Soldiers left.", 0, 0, 0, 0, DL_EXACT},
};

static void reads_number_phrases(void **state) {
  (void)state;
  const dl_table *words = dl_model_table(model, "lexicon/numbers"), *units = dl_model_table(model, "lexicon/units");
  for (size_t i = 0; i < sizeof phrases / sizeof *phrases; i++) {
    dl_arena *arena = dl_arena_new();
    dl_document *doc = tokens_of(arena, phrases[i].text, strlen(phrases[i].text), "", "");
    dl_number n;
    bool read = dl_number_read(words, units, doc, 0, doc->token_count, &n);
    if (read != (phrases[i].words > 0)) fail_msg("%s", phrases[i].text);
    if (read && (n.end != phrases[i].words || n.value != phrases[i].value || n.low != phrases[i].low ||
                 n.high != phrases[i].high || n.bound != phrases[i].bound))
      fail_msg("%s: %u words, %g (%g..%g) %s", phrases[i].text, n.end, n.value, n.low, n.high, dl_bound_name(n.bound));
    dl_arena_free(arena);
  }
}

static void reads_signs_of_currencies(void **state) {
  (void)state;
  static const struct {
    const char *text, *sign;
    double value;
  } sums[] = {{"The bank paid $2.5 million.", "$", 2.5e6},
              {"The bank paid more than €300m.", "€", 3e8},
              {"The bank paid £4bn.", "£", 4e9}};
  for (size_t i = 0; i < sizeof sums / sizeof *sums; i++) {
    dl_arena *arena = dl_arena_new();
    dl_document *doc = trees_of(arena, sums[i].text, "2023-05-01");
    dl_number n = {.sign = -1};
    assert_true(dl_number_read(dl_model_table(model, "lexicon/numbers"), dl_model_table(model, "lexicon/units"), doc, 3,
                               doc->token_count, &n));
    assert_true(n.sign >= 3 && n.value == sums[i].value);
    assert_string_equal(doc->tokens[n.sign].form, sums[i].sign);
    dl_arena_free(arena);
  }
}

/* Without tables nothing is read, and nothing fails. */
static void reads_nothing_without_words(void **state) {
  (void)state;
  dl_arena *arena = dl_arena_new();
  dl_document *doc = tokens_of(arena, "Two dozen left.", 15, "", "");
  dl_number n;
  assert_false(dl_number_read(NULL, NULL, doc, 0, doc->token_count, &n));
  assert_false(dl_number_read(NULL, NULL, doc, doc->token_count, doc->token_count, &n));
  dl_arena_free(arena);
}

/* ---- events ---- */

static bool is_of(const dl_event *e, const char *category) {
  return !strcmp(category, "*") || !strcmp(category, dl_act_name(e->act));
}

static bool has_phrase(const dl_document *doc, const dl_event *e, const char *kind, const char *rest) {
  char unit[LINE] = "", bound[LINE] = "";
  double value = 0;
  if (!strcmp(kind, "purpose")) {
    for (uint32_t i = 0; i < e->purpose.count; i++)
      if (!strcmp(dl_document_slice(doc, e->purpose.items[i].span.begin, e->purpose.items[i].span.end), rest))
        return true;
    return false;
  }
  assert_true(sscanf(rest, "%lf %1000s %1000s", &value, unit, bound) >= 1);
  for (uint32_t i = 0; i < e->magnitude.count; i++) {
    const dl_phrase *p = &e->magnitude.items[i];
    if (!strcmp(p->klass, kind) && p->value == value && (!*unit || !strcmp(unit, p->unit)) &&
        (!*bound || !strcmp(bound, dl_bound_name(p->bound))))
      return true;
  }
  return false;
}

static bool is_right(const dl_document *doc, const char *line) {
  char category[LINE], kind[LINE];
  int used = 0;
  uint32_t numbers = 0, purposes = 0;
  for (uint32_t i = 0; i < doc->event_count; i++) {
    numbers += doc->events[i].magnitude.count;
    purposes += doc->events[i].purpose.count;
  }
  if (!strcmp(line, "none")) return numbers == 0;
  if (!strcmp(line, "no purpose")) return purposes == 0;
  if (line[0] == '!') return !is_right(doc, line + 2);
  assert_int_equal(sscanf(line, "%1000s %1000s %n", category, kind, &used), 2);
  for (uint32_t i = 0; i < doc->event_count; i++)
    if (is_of(&doc->events[i], category) && has_phrase(doc, &doc->events[i], kind, line + used)) return true;
  return false;
}

static void show(const dl_document *doc) {
  for (uint32_t i = 0; i < doc->event_count; i++) {
    const dl_event *e = &doc->events[i];
    printf("  %s \"%s\"\n", dl_act_name(e->act), dl_document_slice(doc, e->trigger_span.begin, e->trigger_span.end));
    for (uint32_t k = 0; k < e->magnitude.count; k++)
      printf("    %s %g %s %s\n", e->magnitude.items[k].klass, e->magnitude.items[k].value, e->magnitude.items[k].unit,
             dl_bound_name(e->magnitude.items[k].bound));
    for (uint32_t k = 0; k < e->purpose.count; k++)
      printf("    purpose %s\n", dl_document_slice(doc, e->purpose.items[k].span.begin, e->purpose.items[k].span.end));
  }
}

static unsigned check(const dl_document *doc, const char *sentence, const char *line) {
  if (line[0] == '?') { /* known not to be reached */
    if (is_right(doc, line + 2)) printf("%s\n  now told: %s\n", sentence, line + 2);
    return 0;
  }
  if (is_right(doc, line)) return 0;
  printf("%s\n  expected %s; told:\n", sentence, line);
  show(doc);
  return 1;
}

static void sizes_events(void **state) {
  (void)state;
  char line[LINE], sentence[LINE] = "";
  FILE *cases = open_cases("numbers.txt");
  dl_status status = {0};
  dl_engine *engine = NULL;
  assert_int_equal(dl_engine_new(getenv("DATELINE_DATA"), DL_TO_LEDGER, &engine, &status), DL_OK);
  dl_worker *worker = dl_worker_new(engine);
  dl_arena *arena = dl_arena_new();
  dl_document *doc = NULL;
  unsigned failed = 0, checked = 0;
  while (fgets(line, sizeof line, cases)) {
    line[strcspn(line, "\n")] = '\0';
    if (line[0] == '#') continue;
    if (line[0] == '\0') {
      sentence[0] = '\0';
    } else if (!sentence[0]) {
      snprintf(sentence, sizeof sentence, "%s", line);
      dl_arena_reset(arena);
      doc = dl_document_new(arena);
      doc->date = "2023-05-01";
      doc->text = dl_arena_strndup(arena, line, strlen(line));
      doc->text_size = (uint32_t)strlen(line);
      assert_int_equal(dl_engine_run(engine, worker, doc, &status), DL_OK);
    } else {
      failed += check(doc, sentence, line);
      checked++;
    }
  }
  fclose(cases);
  dl_arena_free(arena);
  dl_worker_free(worker);
  dl_engine_free(engine);
  assert_true(checked > 60);
  assert_int_equal(failed, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(reads_number_phrases),
                                     cmocka_unit_test(reads_signs_of_currencies),
                                     cmocka_unit_test(reads_nothing_without_words), cmocka_unit_test(sizes_events)};
  return cmocka_run_group_tests(tests, open_stages, close_stages);
}
