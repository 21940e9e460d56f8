/* dossier: one entry as a page of HTML. */
#include "dossier/dossier.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/asking.h"

typedef struct making {
  const dl_options *options;
  dl_screen_reader *reader; /* NULL: no data file, so no measures */
  dl_arena *arena;
  dl_buffer out;
} making;

static int make_page(const dl_entry_row *row, void *context) {
  making *m = context;
  dl_touches touches = {0};
  dl_status problem = {0};
  int code = m->reader && dl_screen_moves(row->event) ? dl_screens_of(m->reader, row->id, m->arena, &touches, &problem)
                                                      : DL_OK;
  if (code != DL_OK) {
    dl_cli_complain("%s", problem.message);
    return code;
  }
  const char *slash = strrchr(m->options->ledger, '/');
  dl_dossier dossier = {row, &touches, "dateline " DL_VERSION, slash ? slash + 1 : m->options->ledger};
  dl_dossier_page(&dossier, &m->out);
  return DL_OK;
}

/* Whole or not at all: a page that is cut short is taken away, where it is a file. */
static int write_file(const char *path, const dl_buffer *out) {
  struct stat info;
  FILE *file = fopen(path, "wb");
  bool good = file && fwrite(out->data, 1, out->size, file) == out->size;
  if (file && fclose(file) != 0) good = false;
  if (!good) {
    dl_cli_complain("%s: %s", path, strerror(errno));
    if (file && stat(path, &info) == 0 && S_ISREG(info.st_mode)) remove(path);
  }
  return good ? DL_EXIT_OK : DL_EXIT_INPUT;
}

static int answer(const dl_options *o, dl_ledger *ledger, const dl_model *model) {
  making m = {.options = o, .arena = dl_arena_new()};
  dl_screener *screener = NULL;
  dl_status problem = {0};
  bool found = false;
  int code = m.arena ? DL_OK : dl_fail(&problem, DL_EMEMORY, "out of memory");
  if (code == DL_OK && model) code = dl_screener_new(model, &screener, &problem);
  if (code == DL_OK && model) code = dl_screens_begin(ledger, screener, &m.reader, &problem);
  if (code == DL_OK) code = dl_entry_read(ledger, o->entry, make_page, &m, &found, &problem);
  if (code == DL_OK && m.out.failed) code = dl_fail(&problem, DL_EMEMORY, "out of memory");
  int status = code != DL_OK ? dl_cli_answered(o, code, &problem) : DL_EXIT_OK;
  if (code == DL_OK && !found) {
    dl_cli_complain("%s: there is no entry %ld", o->ledger, o->entry);
    status = DL_EXIT_INPUT;
  } else if (code == DL_OK) {
    bool plain = !o->output || strcmp(o->output, "-") == 0;
    status = !plain ? write_file(o->output, &m.out) : dl_cli_write(m.out.data, m.out.size) ? DL_EXIT_OK : DL_EXIT_INPUT;
  }
  dl_screens_end(m.reader);
  dl_screener_free(screener);
  dl_arena_free(m.arena);
  dl_buffer_free(&m.out);
  return status;
}

int dl_cli_dossier(const dl_options *o) {
  dl_ledger *ledger = NULL;
  dl_model *model = NULL;
  if (!o->ledger) return dl_cli_usage(o, "--ledger FILE is needed");
  if (!o->entry) return dl_cli_usage(o, "--entry N is needed: the number of an entry, as query prints it");
  int status = dl_cli_model(o, &model);
  if (status == DL_EXIT_OK) status = dl_cli_ledger(o, &ledger);
  if (status == DL_EXIT_OK) status = answer(o, ledger, model);
  dl_ledger_close(ledger);
  dl_model_close(model);
  return status;
}
