/* For the trainer of entries. features --ledger: pairs of mentions that may be one event. features --stems: the stems
 * of all words of documents, from which it is counted how rare they are. */
#include <sqlite3.h>

#include "base/json.h"
#include "cli/cli.h"
#include "ledger/ledger.h"
#include "stories/stories.h"

static int print_pair(void *context, long long a, long long b, const float *features, double score) {
  dl_buffer *out = context;
  dl_json json;
  if (a < b) return DL_OK; /* it comes from the other text, too */
  dl_buffer_clear(out);
  dl_json_start(&json, out);
  dl_json_object(&json, NULL);
  dl_json_int(&json, "a", a);
  dl_json_int(&json, "b", b);
  dl_json_real(&json, "score", score);
  dl_json_object(&json, "features");
  for (uint32_t i = 0; i < DL_STORY_FEATURES; i++)
    if (features[i] != 0) dl_json_real(&json, dl_story_feature_name(i), features[i]);
  dl_json_end_object(&json);
  dl_json_end_object(&json);
  dl_buffer_char(out, '\n');
  return dl_cli_write(out->data ? out->data : "", out->size) ? 0 : DL_EIO;
}

/* The pairs of all texts. */
static int print_all(dl_ledger *ledger, const dl_model *model, dl_status *status) {
  dl_buffer out = {0};
  sqlite3_stmt *ask = NULL;
  int code = DL_OK;
  if (sqlite3_prepare_v2(dl_ledger_handle(ledger), "SELECT id FROM text ORDER BY id", -1, &ask, NULL) != SQLITE_OK)
    return dl_fail(status, DL_ESTORE, "%s: %s", dl_ledger_path(ledger), sqlite3_errmsg(dl_ledger_handle(ledger)));
  while (!code && sqlite3_step(ask) == SQLITE_ROW)
    code = dl_ledger_pairs(ledger, model, sqlite3_column_int64(ask, 0), print_pair, &out, status);
  sqlite3_finalize(ask);
  dl_buffer_free(&out);
  return code;
}

static void make_stems(void *context, dl_document *doc, dl_buffer *out) {
  (void)context;
  dl_json json;
  dl_json_start(&json, out);
  dl_json_object(&json, NULL);
  dl_json_string(&json, "id", doc->id);
  dl_json_array(&json, "stems");
  dl_story_word w;
  for (size_t at = 0; dl_story_next_word(doc->text, doc->text_size, &at, &w);) dl_json_int(&json, NULL, w.hash);
  dl_json_end_array(&json);
  dl_json_end_object(&json);
  dl_buffer_char(out, '\n');
}

static int all_stems(const dl_options *options) {
  dl_engine *engine = NULL;
  int status = dl_cli_engine(options, DL_TO_TEXT, &engine);
  if (status != DL_EXIT_OK) return status;
  status = dl_cli_run(options, engine, &(dl_run){.make = make_stems, .give = dl_cli_give});
  dl_engine_free(engine);
  return dl_cli_finish(status);
}

int dl_cli_pairs(const dl_options *options) {
  if (options->stems) return all_stems(options);
  dl_ledger *ledger = NULL;
  dl_model *model = NULL;
  dl_status problem = {0};
  int status = dl_cli_model(options, &model);
  if (status != DL_EXIT_OK) return status;
  int code = dl_ledger_open(options->ledger, false, &ledger, &problem);
  if (!code) code = print_all(ledger, model, &problem);
  if (code && code != DL_EIO) dl_cli_complain("%s", problem.message);
  dl_ledger_close(ledger);
  dl_model_close(model);
  return dl_cli_finish(code ? DL_EXIT_INPUT : DL_EXIT_OK);
}
