/* Places and bodies inside of what bodies are called: "Mount Pleasant City Council" in a text that tells of Mount
 * Pleasant otherwise, "Anderson County Jail", "University of Cincinnati", "EU Delegation". */
#include <string.h>

#include "names/labels.h"
#include "names/names.h"

enum { KEY = 128 };

void dl_told_places(dl_names *work) {
  const dl_document *doc = work->doc;
  char key[KEY];
  work->places.arena = doc->arena;
  for (uint32_t i = 0, end; i < doc->token_count; i = end) {
    end = dl_label_end(doc, i);
    if (dl_label_kind(&doc->tokens[i]) == DL_PLACE_LABEL && dl_name_key(doc, i, end, false, key, sizeof key))
      *dl_map_put(&work->places, key, strlen(key)) = 1;
  }
}

/* Is it a county by its last word, or a place that the text tells of otherwise? */
static bool is_told(const dl_names *work, uint32_t first, uint32_t end) {
  const dl_document *doc = work->doc;
  char key[KEY];
  if (!dl_all_upper(doc, first, end)) return false;
  if (end - first > 1 && !strcmp(doc->tokens[end - 1].lower, "county")) return true;
  return end > first && dl_name_key(doc, first, end, false, key, sizeof key) &&
         dl_map_get(&work->places, key, strlen(key));
}

/* A name of the tables reaches into the words. */
static bool is_known(const dl_names *work, uint32_t first, uint32_t end, uint32_t from) {
  const dl_found *f = dl_known_from(work, from, end);
  while (f && f->end <= first) f = dl_known_behind(work, f, end);
  return f != NULL;
}

void dl_add_inner_place(dl_names *work, uint32_t first, uint32_t end, uint32_t from) {
  const dl_token *tokens = work->doc->tokens;
  uint32_t begin = first + (tokens[first].word == DL_WORD_THE), stop = 0;
  for (uint32_t at = end - 1; at > begin && !stop; at--)
    if (is_told(work, begin, at)) stop = at;
  for (uint32_t at = begin + 1; at + 1 < end && !stop; at++) {
    if (!dl_in(tokens[at].word, DL_WORDS(OF, AT, IN))) continue;
    if (is_told(work, at + 1, end)) begin = at + 1, stop = end;
  }
  if (stop && !is_known(work, begin, stop, from)) dl_found_add(work, begin, stop, DL_FOUND_PLACE);
}

/* A body of no state that is named by words of the tables? */
static bool is_body(const dl_found *f) {
  return f->kind == DL_FOUND_ORGANIZATION && dl_is_body(dl_code_first(f->code));
}

dl_code dl_inner_body(const dl_names *work, uint32_t first, uint32_t end, uint32_t from) {
  const dl_token *tokens = work->doc->tokens;
  uint32_t begin = first + (tokens[first].word == DL_WORD_THE);
  for (const dl_found *f = dl_known_from(work, from, end); f; f = dl_known_behind(work, f, end)) {
    if (f->first < first || !is_body(f)) continue;
    uint32_t before = f->first - (f->first > first && tokens[f->first - 1].word == DL_WORD_THE);
    if (f->first == begin || (before > first && tokens[before - 1].word == DL_WORD_OF)) return f->code;
  }
  return 0;
}
