#include "tokens/tables.h"

#include <stdlib.h>
#include <string.h>

#include "base/chars.h"
#include "base/utf8.h"

/* models/tokens.bin, little-endian: "DLTK", version 1, bits, bias (4 bytes each), then 1 << bits weights of 2 bytes. */
typedef struct weights_header {
  char magic[4];
  uint32_t version, bits;
  int32_t bias;
} weights_header;

static int read_weights(dl_tokenizer *t, const dl_model *model, dl_status *status) {
  size_t size = 0;
  const char *bytes = dl_model_bytes(model, "tokens", &size);
  if (!bytes) return DL_OK;
  weights_header header;
  if (size < sizeof header) return dl_fail(status, DL_EDATA, "section tokens: %zu bytes are too few", size);
  memcpy(&header, bytes, sizeof header);
  if (memcmp(header.magic, "DLTK", 4) || header.version != 1)
    return dl_fail(status, DL_EDATA, "section tokens: not weights of version 1");
  if (header.bits < 4 || header.bits > 20 || size != sizeof header + (sizeof(int16_t) << header.bits))
    return dl_fail(status, DL_EDATA, "section tokens: its size does not fit its %u bits", header.bits);
  t->weights = (const int16_t *)(const void *)(bytes + sizeof header); /* the section is 64-byte aligned */
  t->bits = header.bits;
  t->bias = header.bias;
  return DL_OK;
}

/* A table, and its column in *column; a table without the column is as good as none. */
static const dl_table *table(const dl_model *model, const char *name, const char *column_name, int *column) {
  const dl_table *found = dl_model_table(model, name);
  if (!found) return NULL;
  int at = dl_table_column(found, column_name);
  if (column) *column = at;
  return at < 0 ? NULL : found;
}

int dl_tokenizer_new(const dl_model *model, dl_tokenizer **tokenizer, dl_status *status) {
  *tokenizer = NULL;
  dl_tokenizer *t = calloc(1, sizeof *t);
  if (!t) return dl_fail(status, DL_EMEMORY, "out of memory for the tokenizer");
  t->abbreviations = table(model, "tokens/abbreviations", "kind", &t->kind);
  t->needs = t->abbreviations ? dl_table_column(t->abbreviations, "needs") : -1;
  t->contractions = table(model, "tokens/contractions", "parts", &t->parts);
  t->clitics = table(model, "tokens/clitics", "clitic", NULL);
  t->prefixes = table(model, "tokens/prefixes", "prefix", NULL);
  t->joined = table(model, "tokens/joined", "word", NULL);
  t->domains = table(model, "tokens/domains", "strength", &t->strength);
  t->units = table(model, "tokens/units", "unit", NULL);
  t->emoticons = table(model, "tokens/emoticons", "emoticon", NULL);
  t->openers = table(model, "tokens/openers", "word", NULL);
  t->asides = table(model, "tokens/asides", "phrase", NULL);
  int code = read_weights(t, model, status);
  if (code == DL_OK) code = dl_languages_new(model, &t->languages, status);
  if (code != DL_OK) {
    dl_tokenizer_free(t);
    return code;
  }
  *tokenizer = t;
  return DL_OK;
}

void dl_tokenizer_free(dl_tokenizer *tokenizer) {
  if (!tokenizer) return;
  dl_languages_free(tokenizer->languages);
  free(tokenizer);
}

void dl_tokenizer_force(dl_tokenizer *tokenizer, const char *language) {
  tokenizer->forced = language;
}

bool dl_tokens_fold(const char *bytes, size_t size, char *key) {
  if (size >= DL_KEY_BYTES) return false;
  const char *end = bytes + size;
  while (bytes < end) {
    unsigned char c = (unsigned char)*bytes;
    if (c < 0x80) {
      if (!c) return false;
      *key++ = (char)(dl_is_upper(c) ? c + 32 : c);
      bytes++;
      continue;
    }
    uint32_t cp;
    unsigned len = dl_utf8_decode(bytes, end, &cp);
    if (cp == 0x2018 || cp == 0x2019) {
      *key++ = '\'';
    } else {
      memcpy(key, bytes, len);
      key += len;
    }
    bytes += len;
  }
  *key = '\0';
  return true;
}

int64_t dl_tokens_row(const dl_table *t, const char *key) {
  uint32_t first;
  return t && dl_table_find(t, key, &first) ? (int64_t)first : -1;
}

int64_t dl_tokens_find(const dl_table *t, const char *bytes, size_t size) {
  char key[DL_KEY_BYTES];
  return t && size && dl_tokens_fold(bytes, size, key) ? dl_tokens_row(t, key) : -1;
}
