/* Of which country a person's name sounds: "Chiu Hsien-chih", "Zikalala". Taught on the names of those who ruled and
 * sat in cabinets (train/origins.py): the letters that follow each other in a name have vectors, whose sum is held
 * against a vector of each country. Section "origins" of the data file; without it nothing is told. Immutable, shared
 * by threads.
 */
#ifndef DL_EVENTS_ORIGINS_H
#define DL_EVENTS_ORIGINS_H

#include "base/codes.h"
#include "network/items.h"

enum { DL_ORIGIN_WIDTH = 24 };

typedef struct dl_origins {
  dl_index grams;
  dl_embedding vectors; /* grams x DL_ORIGIN_WIDTH */
  dl_strings countries;
  const float *weights; /* countries x DL_ORIGIN_WIDTH */
  const float *bias;    /* countries */
  void *memory;
} dl_origins;

int dl_origins_read(dl_origins *origins, const dl_model *model, dl_status *status);
void dl_origins_free(dl_origins *origins);

/* The vector of a name; false where it has no letters that are known. */
bool dl_origin_of(const dl_origins *origins, const char *name, float vector[DL_ORIGIN_WIDTH]);
/* How much the name sounds of the country, against its sounding of another; 0 for a country that is not known. */
float dl_origin_score(const dl_origins *origins, const float vector[DL_ORIGIN_WIDTH], dl_code country);

#endif
