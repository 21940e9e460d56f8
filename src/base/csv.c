#include "base/csv.h"

#include <stdbool.h>
#include <string.h>

void dl_csv_cell(dl_buffer *out, const char *value) {
  bool formula = value[0] && strchr("=+-@\t\r", value[0]), quote = strpbrk(value, ",\"\r\n") != NULL;
  if (quote) dl_buffer_char(out, '"');
  if (formula) dl_buffer_char(out, '\'');
  for (; *value; value++) {
    if (*value == '"') dl_buffer_char(out, '"');
    dl_buffer_char(out, *value);
  }
  if (quote) dl_buffer_char(out, '"');
}
