#include "claims/cues.h"

#include <string.h>

bool dl_cue_find(const dl_claimer *claimer, const char *lemma, const char *kind, dl_cue *cue) {
  uint32_t first = 0, rows = claimer->cues ? dl_table_find(claimer->cues, lemma, &first) : 0;
  for (uint32_t row = first; row < first + rows; row++) {
    if (strcmp(dl_table_cell(claimer->cues, row, 1), kind)) continue;
    cue->kind = dl_table_cell(claimer->cues, row, 1);
    cue->stance = dl_table_cell(claimer->cues, row, 2);
    cue->effect = dl_table_cell(claimer->cues, row, 3);
    cue->author = dl_table_cell(claimer->cues, row, 4);
    cue->frame = dl_table_cell(claimer->cues, row, 5);
    return true;
  }
  return false;
}

bool dl_frame_has(const dl_cue *cue, const char *word) {
  size_t size = strlen(word);
  for (const char *at = cue->frame; (at = strstr(at, word)); at++) {
    bool begins = at == cue->frame || at[-1] == ' ', ends = !at[size] || at[size] == ' ';
    if (begins && ends) return true;
  }
  return false;
}

dl_factuality_value dl_factuality_parse(const char *value) {
  for (unsigned i = DL_CT_PLUS; i <= DL_UU; i++)
    if (!strcmp(dl_factuality_name(i), value)) return (dl_factuality_value)i;
  return DL_UU;
}

bool dl_predicate_find(const dl_claimer *claimer, const char *lemma, const char *kind, const char *frame,
                       dl_factuality_value *positive, dl_factuality_value *negative) {
  const dl_table *table = claimer->predicates;
  uint32_t first = 0, rows = table ? dl_table_find(table, lemma, &first) : 0;
  for (uint32_t row = first; row < first + rows; row++) {
    const char *its = dl_table_cell(table, row, 2);
    if (strcmp(dl_table_cell(table, row, 1), kind) || (strcmp(its, frame) && strcmp(its, "*"))) continue;
    *positive = dl_factuality_parse(dl_table_cell(table, row, 3));
    *negative = dl_factuality_parse(dl_table_cell(table, row, 4));
    return true;
  }
  return false;
}

bool dl_is_negation(const dl_claimer *claimer, const char *word) {
  dl_factuality_value positive, negative;
  return dl_predicate_find(claimer, word, "neg", "*", &positive, &negative);
}
