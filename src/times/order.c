#include "times/order.h"

#include <string.h>

#include "base/chars.h"

enum { PAPER = 128 }; /* bytes of a paper's name or host */

/* The paper's row under its name, or under the longest ending of its host that has one: "co.uk" of "www.bbc.co.uk". */
static const char *row_of(const dl_table *order, const char *name, size_t size) {
  char lower[PAPER];
  uint32_t row = 0;
  if (size >= sizeof lower) return NULL;
  dl_copy_small(lower, name, size);
  if (dl_table_find(order, lower, &row)) return dl_table_cell(order, row, 1);
  if (strchr(lower, ' ')) return NULL;
  for (const char *at = strchr(lower, '.'); at; at = strchr(at + 1, '.'))
    if (dl_table_find(order, at + 1, &row)) return dl_table_cell(order, row, 1);
  return NULL;
}

static bool is_month(const dl_table *words, const char *word) {
  uint32_t first = 0, rows = dl_table_find(words, word, &first);
  for (uint32_t row = first; row < first + rows; row++)
    if (!strcmp(dl_table_cell(words, row, 1), "month")) return true;
  return false;
}

static bool is_day(const char *word) {
  size_t digits = strspn(word, "0123456789");
  return digits == 1 || digits == 2;
}

/* Does the text write "9 November", and never "November 9"? */
static bool by_text(const dl_table *words, const dl_document *doc) {
  uint32_t before = 0, behind = 0;
  for (uint32_t i = 0; i < doc->token_count; i++) {
    const dl_token *token = &doc->tokens[i];
    if (!dl_is_upper(token->form[0]) || !is_month(words, token->lower)) continue;
    before += i > 0 && is_day(token[-1].lower);
    behind += i + 1 < doc->token_count && is_day(token[1].lower);
  }
  return before && !behind;
}

bool dl_day_first(const dl_table *order, const dl_table *words, const dl_document *doc) {
  const char *first = order && doc->source[0] ? row_of(order, doc->source, strlen(doc->source)) : NULL;
  const char *host = strstr(doc->url, "://");
  if (order && !first && host) first = row_of(order, host + 3, strcspn(host + 3, "/:?#"));
  if (first) return !strcmp(first, "day");
  return by_text(words, doc);
}
