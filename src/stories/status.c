#include "stories/status.h"

const char *dl_support_status(const dl_support *s) {
  if (s->deniers) return s->told || s->claimants ? "disputed" : "denied";
  if (s->told) return s->told > 1 ? "corroborated" : "reported";
  return s->claimants || s->done || !s->ahead ? "claimed" : "announced";
}
