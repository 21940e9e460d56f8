/* UTF-8: is it valid, what code points does it hold, how does it look in lower case.
 *
 * Validation is strict (no overlong forms, no surrogates, nothing above U+10FFFF) and says where the first bad byte is;
 * everything behind intake may then decode without checks of its own. Offsets and sizes are in bytes.
 */
#ifndef DL_BASE_UTF8_H
#define DL_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* True if all `size` bytes are valid; else *bad (may be NULL) is the offset of the first byte that is not. */
bool dl_utf8_valid(const char *bytes, size_t size, size_t *bad);

/* Code point at `at` (at < end) into *cp; returns its length in bytes. A bad or cut sequence is U+FFFD of one byte. */
unsigned dl_utf8_decode(const char *at, const char *end, uint32_t *cp);

/* The code point that ends just before `at` (at > start) into *cp; returns its length in bytes. */
unsigned dl_utf8_decode_back(const char *start, const char *at, uint32_t *cp);

/* Writes 1 to 4 bytes, returns how many. */
unsigned dl_utf8_encode(uint32_t cp, char out[4]);

/* Code points in valid UTF-8. */
size_t dl_utf8_count(const char *bytes, size_t size);

/* Classes of Unicode's general category. White space here includes control characters, U+00A0, U+200B and the BOM. */
bool dl_utf8_is_space(uint32_t cp);
bool dl_utf8_is_letter(uint32_t cp);
bool dl_utf8_is_upper(uint32_t cp);
bool dl_utf8_is_lower(uint32_t cp);
bool dl_utf8_is_digit(uint32_t cp);

/* The small letter; the code point itself where there is none. */
uint32_t dl_utf8_lower(uint32_t cp);

/* Columns on a terminal: 0 for combining marks and controls, 2 for wide East Asian characters. */
unsigned dl_utf8_width(uint32_t cp);

#endif
