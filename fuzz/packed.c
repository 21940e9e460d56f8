/* Any bytes as a file of JSON Lines, plain or packed: every document of it is read or refused, and the reading ends. */
#include <stdlib.h>

#include "fuzz.h"
#include "intake/intake.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
  fuzz_file file = fuzz_file_new(bytes, size);
  dl_intake *intake = NULL;
  dl_status status = {0};
  if (dl_intake_open(file.path, DL_INPUT_JSONL, NULL, &intake, &status) != DL_OK) fuzz_failed(&status);
  for (size_t taken = 0; intake && !dl_intake_done(intake); taken++) {
    dl_raw raw = {.name = "fuzz"};
    status = (dl_status){0};
    if (dl_intake_next(intake, &raw, &status) != DL_OK) fuzz_failed(&status);
    free(raw.bytes);
    fuzz_promise(taken < 1 << 20, "an input ends");
  }
  dl_intake_close(intake);
  fuzz_file_close(&file);
  return 0;
}
