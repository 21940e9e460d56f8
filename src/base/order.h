/* Where the items of a document's layers stand.
 *
 * Mentions (by their heads), times and events (by their triggers) are in text order, so that those of a sentence are
 * found by halving and not by a walk over the text: what looks at each word and asks for what stands near it stays
 * linear. Places are token indices, but for dl_token_from, which is asked for a byte. Nothing here fails, changes a
 * document or takes memory.
 */
#ifndef DL_BASE_ORDER_H
#define DL_BASE_ORDER_H

#include "base/document.h"

/* The first token that begins at or behind a byte; token_count if none. */
uint32_t dl_token_from(const dl_document *doc, uint32_t byte);

/* The first mention whose head is at or behind a token; mention_count if none. */
uint32_t dl_mention_from(const dl_document *doc, uint32_t token);

/* The first time that begins at or behind a token; time_count if none. */
uint32_t dl_time_from(const dl_document *doc, uint32_t token);

/* The first event whose trigger is at or behind a token; event_count if none. */
uint32_t dl_event_from(const dl_document *doc, uint32_t token);

/* Where an item of a list stands, and its number there. */
typedef struct dl_position {
  uint32_t at, index;
} dl_position;

/* Sorts positions by where they stand; those of one spot stay in the list's order. */
void dl_sort_positions(dl_position *positions, uint32_t count);

/* The token behind the last one of a sentence. */
static inline uint32_t dl_sentence_end(const dl_sentence *sentence) {
  return sentence->first + sentence->count;
}

/* The sentence behind the last one of the paragraph in which sentence `first` stands. */
static inline uint32_t dl_paragraph_end(const dl_document *doc, uint32_t first) {
  uint32_t end = first + 1;
  while (end < doc->sentence_count && doc->sentences[end].paragraph == doc->sentences[first].paragraph) end++;
  return end;
}

/* The sentence `back` before that one, the first of the text where there are not so many. */
static inline const dl_sentence *dl_sentence_back(const dl_document *doc, uint32_t sentence, uint32_t back) {
  return &doc->sentences[sentence > back ? sentence - back : 0];
}

/* The last mention of the entity whose head is before a token; -1 if none. */
int32_t dl_mention_before(const dl_document *doc, uint32_t entity, uint32_t token);

/* Limits of what looks back over a text, so that the work of a long one grows with its length: sentences, and things
 * looked at. No article is so long. */
enum { DL_FAR_SENTENCES = 300, DL_FAR = 2000 };

#endif
