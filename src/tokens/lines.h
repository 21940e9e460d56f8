/* Line breaks: which of them end a sentence (after a headline, a byline, an item of a list) and which only wrap a line.
 *
 * A writer who wraps lines breaks where the next word does not fit: where it would have fitted easily, the break is
 * meant. So the text is measured once (is it wrapped at all, how wide are its lines, which marks begin items), and each
 * break is judged by the lines beside it. The ">" marks of quoted mail at the beginning of a line count as white space.
 * Linear in the text.
 */
#ifndef DL_TOKENS_LINES_H
#define DL_TOKENS_LINES_H

#include <stdbool.h>
#include <stdint.h>

enum { DL_ITEM_KINDS = 7 };

typedef struct dl_lines {
  const char *text, *end;
  bool wrapped;                  /* many lines begin with a small letter */
  uint32_t width;                /* bytes of the longest line of at least two words that is not a whole paragraph */
  uint32_t items[DL_ITEM_KINDS]; /* lines that begin with a mark of that kind */
} dl_lines;

/* White space from some place on: where it ends, its line breaks, and the quotation marks of mail behind the last. */
typedef struct dl_line_gap {
  const char *end;
  unsigned lines, level;
} dl_line_gap;

dl_line_gap dl_gap_find(const char *p, const char *end);
/* The gap before the first word of a text. */
dl_line_gap dl_gap_first(const char *text, const char *end);

void dl_lines_measure(dl_lines *lines, const char *text, const char *end);

/* Does the gap [from, gap.end) end a sentence? `level` is the mail quotation of the line before. */
bool dl_lines_break(const dl_lines *lines, const char *from, const dl_line_gap *gap, unsigned level);

#endif
