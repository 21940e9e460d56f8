#include "tokens/tokens.h"

#include <string.h>

#include "base/utf8.h"
#include "tokens/asides.h"
#include "tokens/chunk.h"
#include "tokens/lines.h"
#include "tokens/sentences.h"

static const char *chunk_end(const char *p, const char *end) {
  while (p < end) {
    unsigned char c = (unsigned char)*p;
    if (c <= 0x20 || c == 0x7F) break;
    if (c < 0x7F) {
      p++;
      continue;
    }
    uint32_t cp;
    unsigned len = dl_utf8_decode(p, end, &cp);
    if (dl_utf8_is_space(cp)) break;
    p += len;
  }
  return p;
}

/* The end of the title where the text begins with it and a line break follows, else NULL. */
static const char *title_end(const dl_document *doc, const char *begin, const char *end) {
  size_t size = strlen(doc->title);
  if (!size || (size_t)(end - begin) <= size || memcmp(begin, doc->title, size)) return NULL;
  return dl_gap_find(begin + size, end).lines ? begin + size : NULL;
}

int dl_tokenize(const dl_tokenizer *tokenizer, dl_document *doc, dl_status *status) {
  if (doc->text_size > INT32_MAX) return dl_fail(status, DL_EINPUT, "a text of %u bytes is too long", doc->text_size);
  const char *end = doc->text + doc->text_size;
  dl_lines lines;
  dl_lines_measure(&lines, doc->text, end);
  dl_line_gap g = dl_gap_first(doc->text, end);
  unsigned level = g.level; /* of quotation in mail */
  const char *title = title_end(doc, g.end, end);
  dl_chunk chunk = {.t = tokenizer, .doc = doc, .first = true};
  dl_paragraph paragraph = {0};
  while (g.end < end) {
    chunk.begin = g.end;
    chunk.end = chunk_end(g.end, end);
    g = dl_gap_find(chunk.end, end);
    bool titled = title && chunk.end == title;
    bool last = g.end == end || titled || dl_lines_break(&lines, chunk.end, &g, level);
    if (g.lines) level = g.level;
    chunk.next = 0;
    if (!last) dl_utf8_decode(g.end, end, &chunk.next);
    dl_chunk_cut(&chunk);
    chunk.first = false;
    if (doc->token_count) doc->tokens[doc->token_count - 1].space_after = g.end > chunk.end;
    if (!last) continue;
    paragraph.end = doc->token_count;
    paragraph.title = titled;
    dl_sentences_cut(tokenizer, doc, &paragraph);
    paragraph.first = doc->token_count;
    paragraph.index++;
    chunk.first = true;
    chunk.quoted = false;
  }
  dl_sentences_headlines(doc, title != NULL);
  dl_language_mark(tokenizer->languages, doc, tokenizer->forced);
  dl_mark_asides(tokenizer, doc);
  return DL_OK;
}
