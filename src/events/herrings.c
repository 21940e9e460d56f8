#include <string.h>

#include "base/codes.h"
#include "events/coder.h"

/* Phrases of herrings.tsv: those in which a trigger is none, and cues that a sentence, or a whole text, is of sport,
 * film, weather or the past. */

enum { WORDS = 6 };

/* A row that covers `words` tokens from `token` on. */
static void take_row(dl_coding *work, uint32_t row, uint32_t token, uint32_t words) {
  if (dl_table_code(work->lexicon->herrings, row, 1) == DL_SCOPE_PHRASE) {
    memset(work->barred + token, 1, words);
  } else {
    dl_herring *cue = DL_PUSH(work->doc->arena, work->cues.items, work->cues.count, work->cues.capacity);
    *cue = (dl_herring){work->doc->tokens[token].sentence, row};
  }
}

/* All rows whose key, of lemmas or of forms, begins at `token`. */
static void find_at(dl_coding *work, uint32_t token, uint32_t end) {
  const dl_table *table = work->lexicon->herrings;
  dl_growing keys[2] = {{.size = 0}, {.size = 0}}; /* of lemmas, of forms */
  uint32_t most = dl_table_max_words(table) < WORDS ? dl_table_max_words(table) : WORDS, first;
  for (uint32_t words = 1; words <= most && token + words <= end; words++) {
    dl_grow(&keys[0], dl_key_lemma(work, (int32_t)(token + words - 1)));
    dl_grow(&keys[1], work->doc->tokens[token + words - 1].lower);
    for (int form = 0; form < 2; form++) {
      const dl_growing *key = &keys[form];
      if (key->size == DL_KEY || (form == 1 && !strcmp(key->text, keys[0].text))) continue;
      uint32_t count = dl_table_find(table, key->text, &first);
      for (uint32_t i = first; count && i < first + count; i++) take_row(work, i, token, words);
    }
    if (words == 1 && !dl_openers_has(&work->lexicon->misleading, keys[0].text) &&
        !dl_openers_has(&work->lexicon->misleading, keys[1].text))
      return;
  }
}

static bool vetoes(const char *list, const char *category) {
  for (size_t size = strlen(category); *list; list += strcspn(list, "|"), list += *list == '|')
    if (*list == '*' || (strcspn(list, "|") == size && !strncmp(list, category, size))) return true;
  return false;
}

bool dl_herring_sentence(const dl_coding *work, uint32_t sentence, unsigned scope, unsigned act) {
  const dl_table *table = work->lexicon->herrings;
  uint32_t low = 0, high = work->cues.count; /* they are in text order */
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (work->cues.items[middle].sentence < sentence)
      low = middle + 1;
    else
      high = middle;
  }
  for (uint32_t i = low; i < work->cues.count && work->cues.items[i].sentence == sentence; i++) {
    const dl_herring *cue = &work->cues.items[i];
    if (dl_table_code(table, cue->row, 1) == scope && vetoes(dl_table_cell(table, cue->row, 2), dl_act_name(act)))
      return true;
  }
  return false;
}

/* Sentences with a cue of that scope. */
static uint32_t count_cued(const dl_coding *work, unsigned scope) {
  uint32_t count = 0;
  int64_t last = -1;
  for (uint32_t i = 0; i < work->cues.count; i++) {
    const dl_herring *cue = &work->cues.items[i];
    if (cue->sentence == last || dl_table_code(work->lexicon->herrings, cue->row, 1) != scope) continue;
    last = cue->sentence;
    count++;
  }
  return count;
}

/* Sentences that name somebody of such a sector, other than by a state or its people. */
static uint32_t count_ruled(const dl_document *doc, uint64_t powers) {
  uint32_t count = 0;
  int64_t last = -1;
  for (uint32_t i = 0; i < doc->mention_count; i++) {
    const dl_entity *e = &doc->entities[doc->mentions[i].entity];
    uint32_t sentence = doc->tokens[doc->mentions[i].head].sentence;
    bool ruler = !dl_in(e->type, DL_SET(DL_GPE) | DL_SET(DL_NORP)) && dl_sector_in(e->sector, powers);
    if (sentence == last || !ruler) continue;
    last = sentence;
    count++;
  }
  return count;
}

/* Is the text as a whole of sport: do more sentences hold cues of play (scope story) than name somebody who rules,
 * judges or fights? */
static bool is_elsewhere(const dl_coding *work) {
  const uint64_t powers = DL_SECTOR(GOV) | DL_SECTOR(LEG) | DL_SECTOR(JUD) | DL_SECTOR(OPP) | DL_BANDS |
                          DL_SECTOR(SPY) | DL_SECTOR(IGO) | DL_SECTOR(NGO) | DL_SECTOR(MIL) | DL_SECTOR(COP);
  uint32_t cued = count_cued(work, DL_SCOPE_STORY);
  return cued >= 2 && cued * 4 >= work->doc->sentence_count && cued > count_ruled(work->doc, powers);
}

void dl_find_herrings(dl_coding *work) {
  const dl_document *doc = work->doc;
  for (uint32_t s = 0; work->lexicon->herrings && s < doc->sentence_count; s++)
    for (uint32_t i = doc->sentences[s].first, end = i + doc->sentences[s].count; i < end; i++) find_at(work, i, end);
  work->elsewhere = is_elsewhere(work);
}
