/* What the passes over a document's places share: a name with all of its candidates, and the evidence of each.
 *
 * candidates.c makes a spot of each entity that can be a place, evidence.c its numbers, places.c weighs them in passes
 * and writes entity.place. Points are on the unit sphere, distances between them cosines, shares probabilities. All of
 * a document's is in its arena; a dl_placer is read-only and shared by threads. Not for other folders.
 */
#ifndef DL_PLACES_WORK_H
#define DL_PLACES_WORK_H

#include "base/map.h"
#include "network/items.h"
#include "places/places.h"

enum {
  DL_PLACE_EVIDENCE = 64, /* at most, pieces of evidence */
  DL_PLACE_HIDDEN = 64,   /* at most, of the network's hidden layer */
  DL_PLACE_TOP = 4        /* likeliest candidates of a name that count for others */
};

struct dl_placer {
  dl_gazetteer gazetteer;
  const dl_table *kinds, *pronouns, *countries; /* words beside a name; those that are a direction; names of states */
  int kind_column, class_column, country_kind;
  uint32_t evidence, hidden;          /* hidden 0: no weights */
  const float *first, *bias, *second; /* first: a row of weights for each piece of evidence */
  void *memory;
};

typedef struct dl_spot_option {
  dl_toponym place;
  uint8_t kind;    /* dl_place_kind */
  float point[3];  /* on the unit sphere */
  float share;     /* of probability, as of the last pass */
  float *evidence; /* of the last pass */
} dl_spot_option;

/* A name of the document that is a place, with all of its candidates. */
typedef struct dl_spot {
  uint32_t entity;
  const char *name;  /* the name that was looked up */
  uint32_t mentions; /* named ones */
  float weight;      /* what it counts for others */
  bool stripped;     /* without a direction or a word like "province" */
  bool inside;       /* a facility, told by the place that its name begins with */
  int8_t hint;       /* dl_place_kind told by a word beside it, -1 */
  dl_spot_option *options;
  uint32_t count;
  uint32_t top[DL_PLACE_TOP], top_count; /* the likeliest */
} dl_spot;

typedef struct dl_place_work {
  const dl_placer *placer;
  dl_document *doc;
  dl_spot *spots;
  uint32_t count, capacity;
  int32_t *spot_of; /* per entity, -1 */
  int32_t dateline; /* spot of the dateline, -1 */
  dl_map names;     /* of all places, as they are written */
} dl_place_work;

/* candidates.c: fills spots. */
void dl_place_candidates(dl_place_work *work);

/* evidence.c: fills evidence of all options of a spot, by the shares of the others. */
typedef struct dl_place_context dl_place_context;
dl_place_context *dl_place_context_of(dl_place_work *work);
void dl_place_evidence(dl_place_work *work, const dl_place_context *context, uint32_t spot);

#endif
