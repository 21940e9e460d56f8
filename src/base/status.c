#include "base/status.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"

/* One line of UTF-8, whatever was quoted in it: controls become spaces, bytes that are not UTF-8 question marks. */
static void tidy(char *message, size_t cut) {
  char *end = message + strlen(message);
  if (strlen(message) == cut) /* vsnprintf may have cut a character in two */
    for (int back = 1; back < 4 && end - back > message; back++)
      if (((unsigned char)end[-back] & 0xC0) == 0xC0) {
        if (!dl_utf8_valid(end - back, (size_t)back, NULL)) *(end -= back) = '\0';
        break;
      }
  for (char *p = message; p < end;) {
    uint32_t cp;
    unsigned n = dl_utf8_decode(p, end, &cp);
    if (cp < ' ' || cp == 0x7F) *p = ' ';
    else if (n == 1 && cp == 0xFFFD) *p = '?';
    p += n;
  }
}

int dl_fail(dl_status *status, int code, const char *format, ...) {
  if (status) {
    va_list args;
    va_start(args, format);
    status->code = code;
    vsnprintf(status->message, sizeof status->message, format, args);
    va_end(args);
    tidy(status->message, sizeof status->message - 1);
  }
  return code;
}
