#include "model/openers.h"

static uint32_t bit_of(const char *word) {
  uint32_t hash = 0;
  for (; *word && *word != ' '; word++) hash = hash * 31 + (unsigned char)*word;
  return (hash ^ hash >> 16) & 0xffff;
}

void dl_openers_add(dl_openers *openers, const char *word) {
  uint32_t bit = bit_of(word);
  openers->bits[bit / 64] |= UINT64_C(1) << bit % 64;
}

void dl_openers_add_keys(dl_openers *openers, const dl_table *table) {
  for (uint32_t i = 0; table && i < dl_table_rows(table); i++) dl_openers_add(openers, dl_table_cell(table, i, 0));
}

bool dl_openers_has(const dl_openers *openers, const char *word) {
  uint32_t bit = bit_of(word);
  return openers->bits[bit / 64] >> bit % 64 & 1;
}
