#include "tokens/tokens.h"

#include <string.h>

#include "base/utf8.h"
#include "tokens/chunk.h"
#include "tokens/sentences.h"

/* White space from `p` on: where it ends, and its line breaks. */
typedef struct gap {
  const char *end;
  unsigned lines;
} gap;

static gap find_gap(const char *p, const char *end) {
  gap g = {p, 0};
  while (g.end < end) {
    unsigned char c = (unsigned char)*g.end;
    if (c > 0x20 && c < 0x7F) break;
    uint32_t cp;
    unsigned len = dl_utf8_decode(g.end, end, &cp);
    if (!dl_utf8_is_space(cp)) break;
    if (cp == '\n' || (cp == '\r' && !(g.end + 1 < end && g.end[1] == '\n')) || cp == 0x2028) g.lines++;
    if (cp == 0x2029 || cp == '\f') g.lines += 2;
    g.end += len;
  }
  return g;
}

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

/* Are lines only wrapped? So it seems where one in five single line breaks stands before a small letter. */
static bool is_wrapped(const char *text, const char *end) {
  unsigned single = 0, small = 0;
  for (const char *p = text; p < end && (p = memchr(p, '\n', (size_t)(end - p)));) {
    gap g = find_gap(p, end);
    if (g.lines == 1 && g.end < end) {
      single++;
      small += *g.end >= 'a' && *g.end <= 'z';
    }
    p = g.end > p ? g.end : p + 1;
  }
  return small * 5 >= single;
}

/* The end of the title where the text begins with it and a line break follows, else NULL. */
static const char *title_end(const dl_document *doc, const char *begin, const char *end) {
  size_t size = strlen(doc->title);
  if (!size || (size_t)(end - begin) <= size || memcmp(begin, doc->title, size)) return NULL;
  return find_gap(begin + size, end).lines ? begin + size : NULL;
}

int dl_tokenize(const dl_tokenizer *tokenizer, dl_document *doc, dl_status *status) {
  if (doc->text_size > INT32_MAX) return dl_fail(status, DL_EINPUT, "a text of %u bytes is too long", doc->text_size);
  const char *end = doc->text + doc->text_size;
  bool wrapped = is_wrapped(doc->text, end);
  gap g = find_gap(doc->text, end);
  const char *title = title_end(doc, g.end, end);
  dl_chunk chunk = {.t = tokenizer, .doc = doc, .first = true};
  dl_paragraph paragraph = {0};
  while (g.end < end) {
    chunk.begin = g.end;
    chunk.end = chunk_end(g.end, end);
    g = find_gap(chunk.end, end);
    bool titled = title && chunk.end == title;
    bool last = g.end == end || g.lines >= 2 || (g.lines == 1 && !wrapped) || titled;
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
  return DL_OK;
}
