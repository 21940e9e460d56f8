#include <string.h>

#include "speech/parts.h"

bool dl_cue_find(const dl_listener *listener, const char *lemma, const char *kind, dl_cue *cue) {
  uint32_t first = 0, rows = listener->cues ? dl_table_find(listener->cues, lemma, &first) : 0;
  for (uint32_t row = first; row < first + rows; row++) {
    if (strcmp(dl_table_cell(listener->cues, row, 1), kind)) continue;
    cue->kind = dl_table_cell(listener->cues, row, 1);
    cue->stance = dl_table_cell(listener->cues, row, 2);
    cue->effect = dl_table_cell(listener->cues, row, 3);
    cue->author = dl_table_cell(listener->cues, row, 4);
    cue->frame = dl_table_cell(listener->cues, row, 5);
    return true;
  }
  return false;
}

bool dl_frame_has(const dl_cue *cue, const char *word) {
  size_t size = strlen(word);
  for (const char *at = cue->frame; (at = strstr(at, word)); at++) {
    bool begins = at == cue->frame || at[-1] == ' ', ends = !at[size] || at[size] == ' ';
    if (begins && ends) return true;
  }
  return false;
}
