#include "base/status.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/plain.h"

/* What a message quotes may be anything: it becomes one line that a terminal can show. */
int dl_fail(dl_status *status, int code, const char *format, ...) {
  if (status) {
    char message[2 * sizeof status->message];
    va_list args;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    status->code = code;
    dl_plain_copy(status->message, sizeof status->message, message);
  }
  return code;
}
