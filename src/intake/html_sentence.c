#include "base/utf8.h"
#include "intake/html.h"

bool dl_html_is_sentence(const dl_page *page, uint32_t block) {
  size_t size;
  const char *text = dl_html_block_text(page, block, &size), *end = text + size;
  if (page->blocks[block].words < 3) return false;
  uint32_t cp = 0;
  while (end > text) { /* behind the last mark, quotes and brackets may close */
    end -= dl_utf8_decode_back(text, end, &cp);
    if (cp != '"' && cp != '\'' && cp != ')' && cp != ']' && cp != 0x201D && cp != 0x2019) break;
  }
  if (cp == '.' || cp == '?' || cp == '!' || cp == 0x2026 || cp == ':' || cp == ';' || cp == 0x3002 || cp == 0xFF01 ||
      cp == 0xFF1F || cp == 0x061F || cp == 0x06D4 || cp == 0x0964)
    return true;
  for (const char *at = text; at + 2 < text + size; at++) /* a sentence ends inside: the rest is cut */
    if ((*at == '.' || *at == '?' || *at == '!') && at[1] == ' ' && at > text + 20 && page->blocks[block].words > 15)
      return true;
  return false;
}
