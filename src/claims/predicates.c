#include "claims/predicates.h"

#include <string.h>

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
