/* The documents of a file, one by one. */
#include <stdlib.h>
#include <string.h>

#include "api/api.h"

struct dateline_reader {
  dl_intake *intake;
  dl_fields fields;
  char *name;
};

static int open_reader(dateline_reader *r, const char *path, const char *kind, const char *columns, dl_status *status) {
  dl_input input = DL_INPUT_AUTO;
  r->fields = *dl_fields_default();
  if (kind && !dl_input_parse(kind, &input))
    return dl_fail(status, DL_EUSAGE, "dateline_reader_open: there is no kind '%s'", kind);
  int code = columns && *columns ? dl_fields_rename(&r->fields, columns, status) : DL_OK;
  if (code != DL_OK) return code;
  if (!(r->name = strdup(strcmp(path, "-") == 0 ? "standard input" : path)))
    return dl_fail(status, DL_EMEMORY, "out of memory");
  return dl_intake_open(path, input, &r->fields, &r->intake, status);
}

int dateline_reader_open(const char *path, const char *kind, const char *columns, dateline_reader **reader,
                         char *message, size_t size) {
  dl_status status = {0};
  if (reader) *reader = NULL;
  if (!path || !reader) return dl_api_null("dateline_reader_open", path ? "reader" : "path", message, size);
  dateline_reader *r = calloc(1, sizeof *r);
  if (!r) dl_fail(&status, DL_EMEMORY, "out of memory");
  if (r && open_reader(r, path, kind, columns, &status) == DL_OK)
    *reader = r;
  else
    dateline_reader_close(r);
  return dl_api_tell(&status, message, size);
}

void dateline_reader_close(dateline_reader *r) {
  if (!r) return;
  dl_intake_close(r->intake);
  free(r->name);
  free(r);
}

int dateline_reader_next(dateline_reader *r, dateline_input **input, char *message, size_t size) {
  dl_status status = {0};
  if (input) *input = NULL;
  if (!r || !input) return dl_api_null("dateline_reader_next", r ? "input" : "reader", message, size);
  if (dl_intake_done(r->intake)) return DATELINE_OK;
  dateline_input *in = calloc(1, sizeof *in);
  if (!in || !(in->name = strdup(r->name))) {
    dateline_input_free(in);
    dl_fail(&status, DL_EMEMORY, "%s: out of memory", r->name);
    return dl_api_tell(&status, message, size);
  }
  in->raw.name = in->name;
  in->fields = r->fields;
  int code = dl_intake_next(r->intake, &in->raw, &status);
  in->raw.fields = &in->fields;
  if (code == DL_OK && in->raw.bytes)
    *input = in;
  else
    dateline_input_free(in);
  return dl_api_tell(&status, message, size);
}

void dateline_input_free(dateline_input *in) {
  if (!in) return;
  free(in->raw.bytes);
  free(in->name);
  free(in);
}
