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
  return dl_cli_send_plain(out) && dl_cli_flush() ? DL_EXIT_OK : DL_EXIT_INPUT;
}
