#include <string.h>

#include "base/chars.h"
#include "base/utf8.h"
#include "intake/html.h"

bool dl_html_is_sentence(const dl_page *page, uint32_t block) {
  size_t size;
  const char *text = dl_html_block_text(page, block, &size), *end = text + size;
  if (page->blocks[block].words < 3) return false;
  uint32_t cp = 0;
  while (end > text) { /* behind the last mark, quotes and brackets may close */
    end -= dl_utf8_decode_back(text, end, &cp);
    if (!dl_is_one_of(cp, U"\"')]\u201D\u2019")) break;
  }
  if (dl_is_one_of(cp, U".?!:;\u2026\u3002\uFF01\uFF1F\u061F\u06D4\u0964")) return true;
  bool mixed = page->blocks[block].words > 15; /* a sentence may end inside: the rest is cut */
  for (size_t i = 21; mixed && i + 2 < size; i++)
    if (text[i + 1] == ' ' && strchr(".?!", text[i])) return true;
  return false;
}
