#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/plain.h"
#include "cli/cli.h"
#include "language/language.h"

bool dl_cli_write(const char *bytes, size_t size) {
  if (fflush(stdout) != 0) return false;
  while (size > 0) {
    ssize_t n = write(STDOUT_FILENO, bytes, size);
    if (n < 0 && errno == EINTR) continue; /* interrupted, but a line that is begun is ended */
    if (n < 0) {
      if (errno != EPIPE) dl_cli_complain("standard output: %s", strerror(errno));
      return false;
    }
    bytes += n;
    size -= (size_t)n;
  }
  return true;
}

bool dl_cli_flush(void) {
  if (fflush(stdout) == 0) return true;
  if (errno != EPIPE) dl_cli_complain("standard output: %s", strerror(errno));
  return false;
}

void dl_cli_note_language(const dl_model *model, const dl_document *doc) {
  if (strcmp(doc->language, "en") == 0) return;
  dl_cli_complain("%s: language: %s (%s); only English is read", doc->id, dl_language_name(model, doc->language),
                  doc->language);
}

int dl_cli_give(void *context, dl_document *doc, const dl_buffer *out) {
  (void)context;
  (void)doc;
  return dl_cli_write(out->data ? out->data : "", out->size) ? 0 : 1;
}

int dl_cli_print(const dl_model *model, dl_document *doc, const dl_buffer *out) {
  dl_cli_note_language(model, doc);
  return dl_cli_give(NULL, doc, out);
}

int dl_cli_finish(int status) {
  return dl_cli_flush() || status != DL_EXIT_OK ? status : DL_EXIT_INPUT;
}

bool dl_cli_send_plain(dl_buffer *out) {
  dl_buffer shown = {0}; /* what tables, files and texts hold may be anything; the lines and cells are ours */
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
  return good;
}
