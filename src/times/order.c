#include "times/order.h"

#include <ctype.h>
#include <string.h>

#include "base/chars.h"

enum { PAPER = 128 }; /* bytes of a paper's name or host */

/* The paper's row under its name, or under the longest ending of its host that has one: "co.uk" of "www.bbc.co.uk". */
static const char *row_of(const dl_table *order, const char *name, size_t size) {
  char lower[PAPER];
  uint32_t row = 0;
  if (size >= sizeof lower) return NULL;
  for (size_t i = 0; i < size; i++) lower[i] = (char)tolower((unsigned char)name[i]);
  lower[size] = '\0';
  if (dl_table_find(order, lower, &row)) return dl_table_cell(order, row, 1);
  if (strchr(lower, ' ')) return NULL;
  for (const char *at = strchr(lower, '.'); at; at = strchr(at + 1, '.'))
    if (dl_table_find(order, at + 1, &row)) return dl_table_cell(order, row, 1);
  return NULL;
}

/* +1 where the text writes "9 November" and never "November 9", -1 where it is the other way round. */
static int by_text(const dl_table *words, const dl_document *doc) {
  uint32_t before = 0, behind = 0;
  for (uint32_t i = 0; i < doc->token_count; i++) {
    uint32_t first = 0, rows = 0;
    const dl_token *token = &doc->tokens[i];
    if (!dl_is_upper(token->form[0]) || !(rows = dl_table_find(words, token->lower, &first))) continue;
    bool month = false;
    for (uint32_t row = first; row < first + rows; row++) month |= !strcmp(dl_table_cell(words, row, 1), "month");
    if (!month) continue;
    const char *left = i > 0 ? doc->tokens[i - 1].lower : "", *right = i + 1 < doc->token_count ? token[1].lower : "";
    before += dl_is_digit(*left) && strspn(left, "0123456789") <= 2;
    behind += dl_is_digit(*right) && strspn(right, "0123456789") <= 2;
  }
  return before && !behind ? 1 : behind && !before ? -1 : 0;
}

bool dl_day_first(const dl_table *order, const dl_table *words, const dl_document *doc) {
  const char *first = order && doc->source[0] ? row_of(order, doc->source, strlen(doc->source)) : NULL;
  const char *host = strstr(doc->url, "://");
  if (order && !first && host) first = row_of(order, host + 3, strcspn(host + 3, "/:?#"));
  if (first) return !strcmp(first, "day");
  return by_text(words, doc) > 0;
}
