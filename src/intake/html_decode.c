#include <errno.h>
#include <iconv.h>
#include <string.h>
#include <strings.h>

#include "base/chars.h"
#include "base/utf8.h"
#include "intake/html.h"

enum { DECLARED = 4096 }; /* bytes in which a page must name its character set */

static void add(dl_buffer *out, uint32_t cp) {
  char bytes[4];
  dl_buffer_add(out, bytes, dl_utf8_encode(cp, bytes));
}

/* windows-1252, which stands for ISO 8859-1 and ASCII too, as in every browser; what is UTF-8 amid it stays so. */
static void decode_western(const char *bytes, size_t size, dl_buffer *out) {
  static const uint16_t high[32] = {0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                    0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD,
                                    0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178};
  for (size_t i = 0; i < size;) {
    unsigned char c = (unsigned char)bytes[i];
    uint32_t cp = c;
    unsigned n = c < 0x80 ? 1 : dl_utf8_decode(bytes + i, bytes + size, &cp);
    if (n == 1 && c >= 0x80) cp = c < 0xA0 ? high[c - 0x80] : c;
    add(out, cp);
    i += n;
  }
}

static bool decode_named(const char *charset, const char *bytes, size_t size, dl_buffer *out) {
  iconv_t way = iconv_open("UTF-8", charset);
  if (way == (iconv_t)-1) return false;
  char *in = (char *)bytes, piece[8192];
  size_t left = size;
  while (left > 0 && !out->failed) {
    char *to = piece;
    size_t room = sizeof piece;
    size_t code = iconv(way, &in, &left, &to, &room);
    int why = code == (size_t)-1 ? errno : 0;
    dl_buffer_add(out, piece, (size_t)(to - piece));
    if (why == EINVAL) break; /* a character that is cut at the end */
    if (why == EILSEQ) {
      add(out, 0xFFFD);
      in++;
      left--;
    }
  }
  iconv_close(way);
  return true;
}

/* The size of "charset" (of <meta>) or "encoding" (of <?xml ...?>) where one stands at `at`, else 0. */
static size_t is_declared(const char *at) {
  if (strncasecmp(at, "charset", 7) == 0) return 7;
  return strncasecmp(at, "encoding", 8) == 0 ? 8 : 0;
}

/* The name behind "charset=" or "encoding=" near the start, or "". */
static void find_charset(const char *bytes, size_t size, char *name, size_t room) {
  size_t end = size < DECLARED ? size : DECLARED;
  name[0] = '\0';
  for (size_t i = 0; i + 10 < end && !name[0]; i++) {
    size_t at = i + is_declared(bytes + i);
    if (at == i) continue;
    at += dl_blanks(bytes + at, end - at);
    if (at >= end || bytes[at] != '=') continue;
    at++;
    while (at < end && bytes[at] && strchr(" \t\r\n\"'", bytes[at])) at++;
    size_t most = end - at < room - 1 ? end - at : room - 1, length = 0;
    while (length < most && !strchr(" \t\r\n\"'/>;?", bytes[at + length])) length++; /* strchr finds the NUL too */
    memcpy(name, bytes + at, length);
    name[length] = '\0';
  }
}

/* Begins a page of UTF-16 so: with its mark, which is passed by, or with a "<"? Decodes it then. */
static bool decode_wide(const char *bytes, size_t size, const char *mark, const char *less, const char *charset,
                        dl_buffer *out) {
  if (size < 2) return false;
  bool marked = memcmp(bytes, mark, 2) == 0;
  if (!marked && memcmp(bytes, less, 2) != 0) return false;
  size_t from = marked ? 2 : 0;
  return decode_named(charset, bytes + from, size - from, out);
}

static bool is_western(const char *charset) {
  static const char *const names[] = {"",           "utf-8",  "utf8",         "us-ascii", "ascii",
                                      "iso-8859-1", "latin1", "windows-1252", "cp1252",   "utf-16"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (strcasecmp(charset, names[i]) == 0) return true;
  return false;
}

void dl_html_decode(const char *bytes, size_t size, dl_buffer *out) {
  char charset[48];
  dl_buffer_add(out, "", 0);
  if (decode_wide(bytes, size, "\xFF\xFE", "<\0", "UTF-16LE", out)) return;
  if (decode_wide(bytes, size, "\xFE\xFF", "\0<", "UTF-16BE", out)) return;
  if (dl_utf8_valid(bytes, size, NULL)) {
    dl_buffer_add(out, bytes, size);
    return;
  }
  find_charset(bytes, size, charset, sizeof charset);
  if (is_western(charset) || !decode_named(charset, bytes, size, out)) decode_western(bytes, size, out);
}
