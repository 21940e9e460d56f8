#include "stories/status.h"

#include <string.h>

const char *const dl_status_names[DL_STATUSES] = {"reported", "claimed", "corroborated",
                                                  "disputed", "denied",  "announced"};

bool dl_is_status(const char *name) {
  for (int i = 0; i < DL_STATUSES; i++)
    if (strcmp(dl_status_names[i], name) == 0) return true;
  return false;
}

const char *dl_claim_stance(const char *value, bool ahead) {
  if (strcmp(value, "CT-") == 0 || strcmp(value, "PR-") == 0) return "denies";
  return !ahead && (strcmp(value, "CT+") == 0 || strcmp(value, "PR+") == 0) ? "asserts" : "open";
}

const char *dl_support_status(const dl_support *s) {
  if (s->deniers) return s->told || s->claimants ? "disputed" : "denied";
  if (s->told) return s->told > 1 ? "corroborated" : "reported";
  return s->claimants || s->done || !s->ahead ? "claimed" : "announced";
}
