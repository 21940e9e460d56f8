#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "intake/html.h"

enum { KEY = 64, LONGEST = 30 /* words of a line of furniture */ };

/* Lower case without marks, words parted by one space, cut at the buffer's end; how many words. */
static uint32_t fold(const char *text, size_t size, char *out, size_t room) {
  const char *end = text + size;
  size_t n = 0;
  uint32_t words = 0;
  bool gap = true;
  while (text < end && n + 6 < room) {
    uint32_t cp;
    text += dl_utf8_decode(text, end, &cp);
    if (cp == 0x2019 || cp == '\'') continue; /* "don't" is one word */
    if (!dl_utf8_is_letter(cp) && !dl_utf8_is_digit(cp) && cp != 0xA9) {
      gap = true;
      continue;
    }
    if (gap && n > 0) out[n++] = ' ';
    words += gap;
    gap = false;
    n += dl_utf8_encode(dl_utf8_lower(cp), out + n);
  }
  out[n] = '\0';
  return words;
}

/* Behind what a folded phrase stands for in the text: the two are walked along together. */
static const char *behind_phrase(const char *at, const char *end, const char *key) {
  const char *key_end = key + strlen(key);
  while (at < end && *key) {
    uint32_t cp, low;
    at += dl_utf8_decode(at, end, &cp);
    if (*key == ' ') key++;
    unsigned n = dl_utf8_decode(key, key_end, &low);
    if (dl_utf8_lower(cp) == low) key += n;
  }
  return at;
}

/* Does a mark, or nothing, stand behind blanks? Quotation marks and dashes begin with 0xE2. */
static bool ends_phrase(const char *at, const char *end) {
  while (at < end && *at == ' ') at++;
  return at == end || (*at && strchr(":|\n\xC2\xE2->", *at));
}

/* Does the row's phrase stand at the start? Its length in the text is where the rest begins: behind it a colon, the
 * end, or more words. */
static bool begins_with_row(const dl_page *page, const char *kind, uint32_t block, int *weight, bool *alone) {
  size_t size;
  const char *text = dl_html_block_text(page, block, &size);
  char folded[KEY * 3];
  fold(text, size, folded, sizeof folded);
  for (char *end = folded + strlen(folded); end > folded; end--) {
    if (*end != ' ' && *end != '\0') continue;
    *end = '\0';
    if (!dl_html_meaning(page, kind, folded, weight)[0]) continue;
    *alone = ends_phrase(behind_phrase(text, text + size, folded), text + size);
    return true;
  }
  return false;
}

bool dl_html_is_line(const dl_page *page, uint32_t block) {
  const dl_html_block *b = &page->blocks[block];
  uint32_t size = b->end - b->begin, tag = page->nodes[b->node].tag;
  bool linked = b->link * 10 >= size * 7, alone = false, sentence = dl_html_is_sentence(page, block);
  int weight = 0;
  if (b->words > LONGEST) return false;
  if (begins_with_row(page, "line", block, &weight, &alone) && (weight > 1 || linked || (alone && !sentence)))
    return true;
  return linked && !sentence && tag != DL_TAG_HEADING;
}

bool dl_html_is_end(const dl_page *page, uint32_t block) {
  size_t size;
  const char *text = dl_html_block_text(page, block, &size);
  char folded[KEY * 3];
  return fold(text, size, folded, sizeof folded) <= 8 && dl_html_meaning(page, "heading", folded, NULL)[0];
}

double dl_html_overlap(const char *a, const char *b) {
  char left[512], right[768] = " ";
  uint32_t words = fold(a, strlen(a), left, sizeof left), found = 0;
  fold(b, strlen(b), right + 1, sizeof right - 2);
  strcat(right, " ");
  for (char *at = left; *at;) {
    size_t n = strcspn(at, " ");
    char word[514];
    snprintf(word, sizeof word, " %.*s ", (int)n, at);
    found += strstr(right, word) != NULL;
    at += n + (at[n] == ' ');
  }
  return words ? (double)found / words : 0;
}
