/* Any bytes as a text that is coded to the end and printed in every form. */
#include <string.h>

#include "base/buffer.h"
#include "engine/engine.h"
#include "fuzz.h"
#include "intake/intake.h"
#include "report/report.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
  static dl_engine *engine;
  static dl_worker *worker;
  dl_status status = {0};
  if (!engine) {
    fuzz_promise(dl_engine_new(fuzz_data(), DL_TO_LEDGER, &engine, &status) == DL_OK, status.message);
    worker = dl_worker_new(engine);
  }
  dl_arena *arena = dl_arena_new();
  dl_document *doc = dl_document_new(arena);
  dl_buffer out = {0};
  doc->date = "2023-11-09";
  int code = dl_intake_read(dl_engine_model(engine), DL_INPUT_TEXT, "fuzz", 1, (const char *)bytes, size, doc, &status);
  if (code == DL_OK) {
    dl_read_dateline(dl_engine_model(engine), doc);
    fuzz_promise(dl_engine_run(engine, worker, doc, &status) == DL_OK, status.message);
    fuzz_check(doc, 1);
    dl_report report = {.model = dl_engine_model(engine), .predicates = true, .all = true};
    dl_report_jsonl(&report, doc, &out);
    fuzz_promise(out.size > 2 && out.data[out.size - 1] == '\n' && !memchr(out.data, '\n', out.size - 1),
                 "an object is one line");
    dl_report_table(&report, doc, &out);
    dl_report_cameo(&report, doc, &out);
    dl_report_plover(&report, doc, &out);
    dl_report_explain(&report, doc, 0, &out);
    dl_report_conllu(doc, &out);
  } else {
    fuzz_failed(&status);
  }
  dl_buffer_free(&out);
  dl_arena_free(arena);
  return 0;
}
