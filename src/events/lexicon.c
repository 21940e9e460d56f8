#include "events/lexicon.h"

#include <stdio.h>
#include <string.h>

enum { KEY, CATEGORY, MODE, CAMEO, ACTOR, RECIPIENT, OBJECT, TEST, FLAGS };
static const char *const columns[DL_ROW_COLUMNS] = {"key",       "category", "mode", "cameo", "actor",
                                                    "recipient", "object",   "test", "flags"};

/* The slots that the program asks for by name. */
static int find_slots(dl_lexicon *lexicon, const dl_table *table, dl_status *status) {
#define TEXT(name, text) text,
  static const char *const names[] = {DL_SLOTS_LIST(TEXT)};
  for (int i = 0; i < DL_SLOTS_COUNT; i++) {
    uint32_t row;
    if (!table || !dl_table_find(table, names[i], &row))
      return dl_fail(status, DL_EDATA, "table lexicon/slots has no row '%s'", names[i]);
    lexicon->slots[i] = dl_table_terms(table, row, 1);
  }
  return DL_OK;
}

static void mark_hyphened(dl_lexicon *lexicon, const dl_table *table) {
  for (uint32_t i = 0; table && i < dl_table_rows(table); i++)
    for (const char *word = dl_table_cell(table, i, 0); *word; word += strcspn(word, " "), word += *word == ' ')
      if (memchr(word, '-', strcspn(word, " "))) dl_openers_add(&lexicon->hyphened, word);
}

int dl_lexicon_open(dl_lexicon *lexicon, const dl_model *model, dl_status *status) {
  static const char *const names[DL_KINDS] = {"lexicon/verbs", "lexicon/light", "lexicon/nouns", "lexicon/adjectives"};
  memset(lexicon, 0, sizeof *lexicon);
  lexicon->model = model;
  for (int k = 0; k < DL_KINDS; k++) {
    lexicon->events[k] = dl_model_table(model, names[k]);
    for (int c = 0; c < DL_ROW_COLUMNS && lexicon->events[k]; c++) {
      lexicon->columns[k][c] = dl_table_column(lexicon->events[k], columns[c]);
      if (lexicon->columns[k][c] < 0)
        return dl_fail(status, DL_EDATA, "table %s has no column %s", names[k], columns[c]);
    }
  }
  lexicon->classes = dl_model_table(model, "lexicon/classes");
  lexicon->contexts = dl_model_table(model, "lexicon/contexts");
  lexicon->herrings = dl_model_table(model, "lexicon/herrings");
  lexicon->nested = dl_model_table(model, "lexicon/nested");
  lexicon->acts = dl_model_table(model, "lexicon/acts");
  lexicon->modality = dl_model_table(model, "lexicon/modality");
  lexicon->magnitude = dl_model_table(model, "lexicon/magnitude");
  lexicon->numbers = dl_model_table(model, "lexicon/numbers");
  lexicon->units = dl_model_table(model, "lexicon/units");
  lexicon->purpose = dl_model_table(model, "lexicon/purpose");
  dl_openers_add_keys(&lexicon->counting, lexicon->numbers);
  dl_openers_add_keys(&lexicon->misleading, lexicon->herrings);
  for (int k = 0; k < DL_KINDS; k++) mark_hyphened(lexicon, lexicon->events[k]);
  mark_hyphened(lexicon, lexicon->classes);
  mark_hyphened(lexicon, lexicon->herrings);
  return find_slots(lexicon, dl_model_table(model, "lexicon/slots"), status);
}

uint32_t dl_lexicon_find(const dl_lexicon *lexicon, dl_kind kind, const char *key, uint32_t *first) {
  return lexicon->events[kind] ? dl_table_find(lexicon->events[kind], key, first) : 0;
}

dl_terms dl_lexicon_test(const dl_lexicon *lexicon, dl_kind kind, uint32_t row) {
  return dl_table_terms(lexicon->events[kind], row, lexicon->columns[kind][TEST]);
}

dl_row dl_lexicon_row(const dl_lexicon *lexicon, dl_kind kind, uint32_t row) {
  const dl_table *t = lexicon->events[kind];
  const int *c = lexicon->columns[kind];
  return (dl_row){.table = t,
                  .row = row,
                  .key = dl_table_cell(t, row, c[KEY]),
                  .act = (uint8_t)dl_act_label(dl_table_cell(t, row, c[CATEGORY])),
                  .mode = (uint8_t)dl_mode_parse(dl_table_cell(t, row, c[MODE])),
                  .cameo = dl_table_cell(t, row, c[CAMEO]),
                  .actor = dl_table_terms(t, row, c[ACTOR]),
                  .recipient = dl_table_terms(t, row, c[RECIPIENT]),
                  .object = dl_table_terms(t, row, c[OBJECT]),
                  .test = dl_table_terms(t, row, c[TEST]),
                  .flags = dl_table_code(t, row, c[FLAGS]),
                  .flag_names = dl_table_cell(t, row, c[FLAGS])};
}

bool dl_class_is(const dl_lexicon *lexicon, const char *lemma, uint32_t class) {
  uint32_t first, count = lexicon->classes ? dl_table_find(lexicon->classes, lemma, &first) : 0;
  for (uint32_t i = 0; i < count; i++)
    if (dl_table_code(lexicon->classes, first + i, 1) == class) return true;
  return false;
}

bool dl_class_in(const dl_lexicon *lexicon, const char *lemma, uint64_t set) {
  uint32_t first, count = lexicon->classes ? dl_table_find(lexicon->classes, lemma, &first) : 0;
  for (uint32_t i = 0; i < count; i++) {
    uint32_t class = dl_table_code(lexicon->classes, first + i, 1);
    if (class < DL_CLASS_COUNT && dl_in(class, set)) return true;
  }
  return false;
}

const char *dl_class_label(const dl_lexicon *lexicon, const char *lemma) {
  uint32_t first, count = lexicon->classes ? dl_table_find(lexicon->classes, lemma, &first) : 0;
  for (uint32_t i = 0; i < count; i++)
    if (dl_table_cell(lexicon->classes, first + i, 1)[0] != '@') return dl_table_cell(lexicon->classes, first + i, 1);
  return "";
}

bool dl_modality_is(const dl_lexicon *lexicon, const char *key, unsigned sense) {
  return dl_kind_find(lexicon->modality, key, sense, NULL);
}

bool dl_nesting(const dl_lexicon *lexicon, const char *outer, unsigned inner, unsigned *act, unsigned *mode,
                const char **cameo) {
  char key[64];
  uint32_t row;
  if (!lexicon->nested) return false;
  snprintf(key, sizeof key, "%s %s", outer, inner != DL_SPEECH_ACT ? dl_act_name(inner) : "*");
  if (!dl_table_find(lexicon->nested, key, &row)) {
    snprintf(key, sizeof key, "%s *", outer);
    if (!dl_table_find(lexicon->nested, key, &row)) return false;
  }
  *act = dl_act_label(dl_table_cell(lexicon->nested, row, 1));
  *mode = dl_mode_parse(dl_table_cell(lexicon->nested, row, 2));
  *cameo = dl_table_cell(lexicon->nested, row, 3);
  return true;
}
