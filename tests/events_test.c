/* Sentences of tests/cases/events.txt, coders.txt, herrings.txt and links.txt through all stages: each expected event
 * or link must be among those that are coded. */
#include "engine/engine.h"
#include "support.h"

enum { LINE = 1024 };

/* A party whose code begins so; "?": one without a code; "A|B": either. */
static bool has_party(const dl_participants *list, const char *code) {
  const char * or = strchr(code, '|');
  char first[LINE];
  snprintf(first, sizeof first, "%.*s", or ? (int)(or -code) : (int)strlen(code), code);
  if (or &&has_party(list, or +1)) return true;
  code = first;
  for (uint32_t i = 0; i < list->count; i++) {
    if (strcmp(code, "?") == 0 && !list->items[i].code) return true;
    if (list->items[i].code && strncmp(DL_CODE_TEXT(list->items[i].code), code, strlen(code)) == 0) return true;
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

/* Words behind the parties: a mode, a CAMEO code, an auxiliary mode, or "plain" for none of these last. */
static bool has_marks(const dl_event *e, const char *words) {
  static const struct {
    const char *name;
    uint32_t bit;
  } bits[] = {
      {"negated", DL_NEGATED}, {"future", DL_FUTURE}, {"hypothetical", DL_HYPOTHETICAL}, {"historical", DL_HISTORICAL}};
  char copy[LINE], *rest = copy;
  snprintf(copy, sizeof copy, "%s", words);
  for (char *word; (word = strsep(&rest, " ")) != NULL;) {
    bool found = !*word || !strcmp(word, dl_mode_name(e->mode)) || !strcmp(word, e->cameo) ||
                 (!strcmp(word, "plain") && !e->auxiliary);
    for (size_t i = 0; i < sizeof bits / sizeof *bits; i++)
      found |= !strcmp(word, bits[i].name) && (e->auxiliary & bits[i].bit);
    if (!found) return false;
  }
  return true;
}

static bool is_coded(const dl_document *doc, const char *line) {
  char category[LINE], actor[LINE], recipient[LINE];
  int used = 0;
  assert_int_equal(sscanf(line, "%1000s %1000s %1000s%n", category, actor, recipient, &used), 3);
  for (uint32_t i = 0; i < doc->event_count; i++) {
    const dl_event *e = &doc->events[i];
    if (has_category(category, dl_act_name(e->act)) && has_parties(&e->actor, actor) &&
        has_parties(&e->recipient, recipient) && has_marks(e, line + used))
      return true;
  }
  return false;
}

static bool has_word(const dl_document *doc, uint32_t event, const char *word) {
  const dl_span span = doc->events[event].trigger_span;
  return strstr(dl_document_slice(doc, span.begin, span.end), word) != NULL;
}

/* "DENIES rejected arming": a link from the act told by the first word to the one told by the second. */
static bool is_linked(const dl_document *doc, const char *line) {
  char type[LINE], from[LINE], to[LINE];
  assert_int_equal(sscanf(line, "%1000s %1000s %1000s", type, from, to), 3);
  for (uint32_t i = 0; i < doc->link_count; i++) {
    const dl_link *l = &doc->links[i];
    if (!strcmp(dl_link_type_name(l->type), type) && has_word(doc, l->from, from) && has_word(doc, l->to, to))
      return true;
  }
  return false;
}

static bool is_right_link(const dl_document *doc, const char *line) {
  return line[0] == '!' ? !is_linked(doc, line + 1) : is_linked(doc, line);
}

static bool is_right_event(const dl_document *doc, const char *line) {
  if (strcmp(line, "none") == 0) return doc->event_count == 0;
  return line[0] == '!' ? !is_coded(doc, line + 1) : is_coded(doc, line);
}

typedef bool judge(const dl_document *doc, const char *line);

static unsigned check(const dl_document *doc, judge *is_right, const char *sentence, const char *line) {
  if (line[0] == '*') { /* known not to be reached */
    if (is_right(doc, line + 2)) printf("%s\n  now coded: %s\n", sentence, line + 2);
    return 0;
  }
  if (is_right(doc, line)) return 0;
  printf("%s\n  expected %s; coded:\n", sentence, line);
  for (uint32_t i = 0; i < doc->link_count; i++)
    printf("  V%u %s V%u\n", doc->links[i].from + 1, dl_link_type_name(doc->links[i].type), doc->links[i].to + 1);
  for (uint32_t i = 0; i < doc->event_count; i++) {
    const dl_event *e = &doc->events[i];
    printf("  %s %s -> %s (%s)\n", dl_act_name(e->act), e->actor.count ? DL_CODE_TEXT(e->actor.items[0].code) : "-",
           e->recipient.count ? DL_CODE_TEXT(e->recipient.items[0].code) : "-", e->origin);
  }
  return 1;
}

static void check_file(const char *name, judge *is_right) {
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
      failed += check(doc, is_right, sentence, line);
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
  check_file("events.txt", is_right_event);
}

static void passes_red_herrings(void **state) {
  (void)state;
  check_file("herrings.txt", is_right_event);
}

static void codes_what_older_suites_ask(void **state) {
  (void)state;
  check_file("coders.txt", is_right_event);
}

static void links_what_is_denied(void **state) {
  (void)state;
  check_file("links.txt", is_right_link);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(codes_what_older_suites_ask),
                                     cmocka_unit_test(codes_each_construction), cmocka_unit_test(passes_red_herrings),
                                     cmocka_unit_test(links_what_is_denied)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
