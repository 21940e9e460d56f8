#include "base/status.h"

#include <stdarg.h>
#include <stdio.h>

int dl_fail(dl_status *status, int code, const char *format, ...) {
  if (status) {
    va_list args;
    va_start(args, format);
    status->code = code;
    vsnprintf(status->message, sizeof status->message, format, args);
    va_end(args);
  }
  return code;
}
