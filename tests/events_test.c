/* Sentences of tests/cases/events.txt and herrings.txt through all stages: each expected event must be among those that are coded. */
#include "engine/engine.h"
#include "support.h"

enum { LINE = 1024 };

/* A party whose code begins so; "?": one without a code; "A|B": either. */
static bool has_party(const dl_participants *list, const char *code) {
  const char *or = strchr(code, '|');
  char first[LINE];
  snprintf(first, sizeof first, "%.*s", or ? (int)(or - code) : (int)strlen(code), code);
  if (or && has_party(list, or + 1)) return true;
  code = first;
  for (uint32_t i = 0; i < list->count; i++) {
    if (strcmp(code, "?") == 0 && !(list->items[i].code && list->items[i].code[0])) return true;
    if (list->items[i].code && strncmp(list->items[i].code, code, strlen(code)) == 0) return true;
  }
  return false;
}

/* All of "FRA+DEU" are in the list; "-" asks for nothing. */
static bool has_parties(const dl_participants *list, const char *codes) {
  char copy[LINE], *rest = copy;
  snprintf(copy, sizeof copy, "%s", codes);
  if (strcmp(codes, "-") == 0) return true;
  for (char *code; (code = strsep(&rest, "+")) != NULL;)
    if (!has_party(list, code)) return false;
  return true;
}

static bool has_category(const char *wanted, const char *category) {
  char copy[LINE], *rest = copy;
  snprintf(copy, sizeof copy, "%s", wanted);
  for (char *one; (one = strsep(&rest, "|")) != NULL;)
    if (strcmp(one, category) == 0) return true;
  return false;
}

static bool is_coded(const dl_document *doc, const char *line) {
  char category[LINE], actor[LINE], recipient[LINE];
  assert_int_equal(sscanf(line, "%1000s %1000s %1000s", category, actor, recipient), 3);
  for (uint32_t i = 0; i < doc->event_count; i++) {
    const dl_event *e = &doc->events[i];
    if (has_category(category, e->category) && has_parties(&e->actor, actor) && has_parties(&e->recipient, recipient)) return true;
  }
  return false;
}

static bool is_right(const dl_document *doc, const char *line) {
  if (strcmp(line, "none") == 0) return doc->event_count == 0;
  return line[0] == '!' ? !is_coded(doc, line + 1) : is_coded(doc, line);
}

static unsigned check(const dl_document *doc, const char *sentence, const char *line) {
  if (line[0] == '*') { /* known not to be reached */
    if (is_right(doc, line + 2)) printf("%s\n  now coded: %s\n", sentence, line + 2);
    return 0;
  }
  if (is_right(doc, line)) return 0;
  printf("%s\n  expected %s; coded:\n", sentence, line);
  for (uint32_t i = 0; i < doc->event_count; i++) {
    const dl_event *e = &doc->events[i];
    printf("  %s %s -> %s (%s)\n", e->category, e->actor.count ? e->actor.items[0].code : "-", e->recipient.count ? e->recipient.items[0].code : "-", e->origin);
  }
  return 1;
}

static void check_file(const char *name) {
  char line[LINE], sentence[LINE] = "";
  FILE *cases = open_cases(name);
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
      const char *text = line[0] == '@' ? line + strcspn(line, " ") + 1 : line;
      doc->date = line[0] == '@' ? dl_arena_strndup(arena, line + 1, 10) : "2023-05-01";
      doc->text = dl_arena_strndup(arena, text, strlen(text));
      doc->text_size = (uint32_t)strlen(text);
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
  assert_true(checked > 15);
  assert_int_equal(failed, 0);
}

static void codes_each_construction(void **state) {
  (void)state;
  check_file("events.txt");
}

static void passes_red_herrings(void **state) {
  (void)state;
  check_file("herrings.txt");
}

static void codes_what_older_suites_ask(void **state) {
  (void)state;
  check_file("coders.txt");
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(codes_what_older_suites_ask), cmocka_unit_test(codes_each_construction), cmocka_unit_test(passes_red_herrings)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
