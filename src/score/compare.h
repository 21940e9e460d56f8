/* Parts of an event against their gold: spans, categories, countries, sources, for score.c and match.c.
 *
 * An event of the program and one of a reader become yes or no, or counts of what is found, missed and wrong. Spans are
 * code points, countries ISO 3166 alpha-3 or one of a few bodies. Nothing fails; what is made is the document's arena's
 * or the caller's.
 */
#ifndef DL_SCORE_COMPARE_H
#define DL_SCORE_COMPARE_H

#include "score/score.h"

/* A document that is compared with its gold; spans of the program are made code points. */
typedef struct dl_comparison {
  const dl_gold *gold;
  dl_document *doc;
  dl_gold_span *triggers; /* of doc's events */
  int32_t *gold_of;       /* of doc's events: the gold event that each is matched with, -1 */
} dl_comparison;

dl_gold_span dl_score_span(dl_document *doc, uint32_t begin, uint32_t end);
uint32_t dl_score_overlap(dl_gold_span a, dl_gold_span b);
/* The most that one of the gold's triggers shares with the span. */
uint32_t dl_score_shared(const dl_gold_event *g, dl_gold_span span);

bool dl_score_right_category(const dl_gold_event *g, const dl_event *p);

/* ISO-3 or UNO EUR IGO NGO IMG ISM MNC of a party of the program, "" where it has none; lives in `to`. */
const char *dl_score_country(const dl_participant *p, char to[4]);
bool dl_score_has_country(const dl_event *p);
bool dl_score_same_sector(const dl_gold_party *g, const dl_participant *p);
bool dl_score_accepts(const dl_gold_party *g, const char *country);

typedef struct dl_slot_result {
  uint32_t found, missed, wrong;
} dl_slot_result;
/* Countries of the actors, or of both sides together where the act is mutual. */
dl_slot_result dl_score_actors(const dl_gold_event *g, const dl_event *p);
/* Countries of the recipients; nothing where the act is mutual. */
dl_slot_result dl_score_recipients(const dl_gold_event *g, const dl_event *p);

/* Do two attributions name the same source? */
bool dl_score_same_source(const dl_comparison *c, uint32_t gold_attribution, uint32_t attribution);

/* Fills c->gold_of. */
void dl_score_match(dl_comparison *c);

#endif
