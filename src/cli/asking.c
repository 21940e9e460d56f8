#include "cli/asking.h"

#include <stdio.h>
#include <string.h>

#include "base/plain.h"

int dl_cli_filters(const dl_options *o, dl_query *query) {
  dl_model *model = NULL;
  dl_status problem = {0};
  *query = (dl_query){.actor = o->actor,
                      .recipient = o->recipient,
                      .event = o->event,
                      .since = o->since,
                      .until = o->until,
                      .source = o->source,
                      .text = o->text,
                      .versions = o->versions,
                      .least = o->least,
                      .status = o->status,
                      .object = o->object,
                      .place = o->place,
                      .near = o->near.given,
                      .lat = o->near.lat,
                      .lon = o->near.lon,
                      .km = o->near.km,
                      .said_by = o->said_by,
                      .denied_by = o->denied_by,
                      .attitude = o->stance,
                      .min_sources = o->min_sources,
                      .sort = o->sort,
                      .limit = o->limit,
                      .after = o->after};
  int status = o->event || o->between ? dl_cli_model(o, &model) : DL_EXIT_OK;
  if (status != DL_EXIT_OK) return status;
  int code = o->between ? dl_query_between(o->between, model, query, &problem) : DL_OK;
  if (code == DL_OK) code = dl_query_check(query, model, &problem);
  dl_model_close(model);
  return code == DL_OK ? DL_EXIT_OK : dl_cli_usage(o, "%s", problem.message);
}

int dl_cli_ledger(const dl_options *o, dl_ledger **ledger) {
  dl_status problem = {0};
  *ledger = NULL;
  if (!o->ledger) return dl_cli_usage(o, "--ledger FILE is needed");
  if (o->file_count > 0)
    return dl_cli_usage(o, "'%s' is not asked for: %s reads the ledger only", o->files[0], o->command);
  int code = dl_ledger_open(o->ledger, false, ledger, &problem);
  if (code == DL_EUSAGE) return dl_cli_usage(o, "--ledger: %s", problem.message);
  if (code != DL_OK) dl_cli_complain("%s", problem.message);
  return code == DL_OK ? DL_EXIT_OK : DL_EXIT_INPUT;
}

char dl_cli_form(const dl_options *o, const char *formats) {
  if (!o->format) return formats[0];
  size_t size = strlen(o->format);
  for (const char *at = formats; size > 0 && (at = strstr(at, o->format)); at += size)
    if ((at == formats || at[-1] == ' ') && (at[size] == ',' || at[size] == ' ' || !at[size])) return at[0];
  dl_cli_usage(o, "--format is '%s': %s", o->format, formats);
  return 0;
}

bool dl_cli_send(dl_buffer *out) {
  bool good = !out->failed && dl_cli_write(out->data ? out->data : "", out->size);
  dl_buffer_free(out);
  return good;
}

bool dl_cli_send_csv(dl_buffer *rows, bool terminal) {
  if (!terminal) return dl_cli_send(rows);
  dl_buffer shown = {0};
  for (size_t at = 0, end; at < rows->size; at = end) {
    const char *stop = memchr(rows->data + at, '\n', rows->size - at);
    end = stop ? (size_t)(stop - rows->data) + 1 : rows->size;
    dl_buffer_plain(&shown, rows->data + at, end - at - (stop != NULL));
    dl_buffer_char(&shown, '\n');
  }
  shown.failed |= rows->failed;
  dl_buffer_free(rows);
  return dl_cli_send(&shown);
}

int dl_cli_answered(const dl_options *o, int code, const dl_status *status) {
  if (code == DL_EUSAGE) return dl_cli_usage(o, "%s", status->message);
  if (code != DL_OK && code != DL_ESTOPPED) dl_cli_complain("%s", status->message);
  bool flushed = dl_cli_flush();
  if (dl_cli_interrupted()) return DL_EXIT_INTERRUPTED;
  return code == DL_OK && flushed ? DL_EXIT_OK : DL_EXIT_INPUT;
}
