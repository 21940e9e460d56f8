/* Text as HTML, and what the pages that stand by themselves have in common: no script, no picture, no font from
 * elsewhere, so that they can be filed, mailed and printed as they are.
 *
 * What comes out of documents goes through dl_html_escape, always: markup stands for itself, and what a page cannot
 * hold (controls but line ends and tabs) becomes a space. The style is dark on light or light on dark, as the reader
 * has it, and dark on light on paper.
 */
#ifndef DL_BASE_HTML_H
#define DL_BASE_HTML_H

#include <stdbool.h>

#include "base/buffer.h"

void dl_html_escape(dl_buffer *out, const char *text, size_t size);
void dl_html_text(dl_buffer *out, const char *text); /* NUL-terminated */
/* `value`, escaped, between two pieces of HTML, which stand only where it is not empty. */
void dl_html_around(dl_buffer *out, const char *before, const char *value, const char *behind);
/* `shown` as a link, where `url` is an address of the web; else as text. */
void dl_html_link(dl_buffer *out, const char *url, const char *shown);

/* The page's beginning up to its title, which the caller writes, escaped; `style` goes behind the common one and ends
 * with the head: the body is open then. */
void dl_html_begin(dl_buffer *out);
void dl_html_body(dl_buffer *out, const char *style);

#endif
