#include "base/plain.h"
#include "cli/lexicon.h"

#include <string.h>

int dl_cli_lexicon_format(const dl_options *o, char *kind) {
  const char *format = o->format ? o->format : "text";
  if (strcmp(format, "text") != 0 && strcmp(format, "tsv") != 0 && strcmp(format, "jsonl") != 0)
    return dl_cli_usage(o, "--format is '%s': text, tsv or jsonl", format);
  *kind = format[0] == 'j' ? 'j' : format[1] == 's' ? 'v' : 't';
  return DL_EXIT_OK;
}

int dl_cli_lexicon_print(dl_buffer *out) {
  dl_buffer shown = {0}; /* what tables, files and texts are called may hold anything; the lines and cells are ours */
  const char *at = out->size ? out->data : "", *end = at + out->size;
  for (size_t n; at < end; at += n) {
    n = strcspn(at, "\t\n");
    dl_buffer_plain(&shown, at, n);
    if (at + n < end) dl_buffer_char(&shown, at[n++]);
  }
  if (out->failed || shown.failed) dl_cli_complain("out of memory");
  bool good = !out->failed && !shown.failed && (shown.size == 0 || dl_cli_write(shown.data, shown.size));
  dl_buffer_free(&shown);
  dl_buffer_free(out);
  return good && dl_cli_flush() ? DL_EXIT_OK : DL_EXIT_INPUT;
}
