#include "times/terms.h"

#include <string.h>

#define TEXT(name, text) text,
static const char *const unit_texts[] = {DL_UNIT_LIST(TEXT)};
static const char *const glue_texts[] = {DL_GLUE_LIST(TEXT)};

dl_unit dl_unit_read(const char *text) {
  unsigned unit = DL_UNIT_NONE;
  while (text && ++unit < DL_UNIT_COUNT)
    if (!strcmp(text, unit_texts[unit])) return (dl_unit)unit;
  return DL_UNIT_NONE;
}

const char *dl_unit_text(dl_unit unit) {
  return unit_texts[unit];
}

const char *dl_glue_text(dl_glue glue) {
  return glue_texts[glue];
}
