/* The gazetteer: places by their names, in one section of the data file that dateline-compile makes of data/places.
 *
 * Names are looked up by a key in which neither case, accents, hyphens, dots nor apostrophes count and "St." is "Saint"
 * (dl_place_key). Keys stand sorted in blocks, each key but a block's first as what it does not share with the one
 * before; behind a key are the numbers of its places as differences. Places are fixed records, the most peopled first.
 * What is looked up lies in the mapped file; every offset is checked as it is read. Bytes: gazetteer_layout.h.
 */
#ifndef DL_MODEL_GAZETTEER_H
#define DL_MODEL_GAZETTEER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/document.h"
#include "base/status.h"
#include "model/model.h"

enum { DL_PLACE_KEY = 96, DL_TOPONYMS = 96 }; /* bytes of a key with its NUL; places of a name that are looked at */

typedef struct dl_toponym {
  uint32_t row;           /* number of the place */
  const char *name;       /* as the gazetteer has it */
  dl_code country;        /* ISO 3166-1 alpha-3, 0 for what lies in no one country */
  const char *admin;      /* its divisions, as GeoNames has them: "US.CA.037", "" */
  const char *feature;    /* GeoNames' code */
  uint8_t kind;           /* dl_place_kind of it */
  double lat, lon;        /* degrees */
  uint32_t geonames;      /* 0: none */
  uint32_t population;    /* 0: not known */
  uint32_t radius;        /* km, 0: as feature and population tell */
  uint32_t spellings;     /* names that it has in all languages: how widely it is known */
  uint32_t first, second; /* numbers of its first-order and second-order division; 0: none */
  bool other;             /* the name is another than its own */
} dl_toponym;

typedef struct dl_gazetteer {
  const char *bytes; /* NULL: none */
  size_t size;
  uint8_t kinds[256]; /* dl_place_kind of each feature that it lists */
} dl_gazetteer;

/* The model must outlive it. Without the section it is empty; DL_EDATA where the section is damaged. */
int dl_gazetteer_open(const dl_model *model, dl_gazetteer *out, dl_status *status);

/* The key of a name, without "the" before and "'s" behind it. false where there is none or it is too long. */
bool dl_place_key(const char *name, char key[DL_PLACE_KEY]);

/* The places called so, the most peopled first: how many of at most `most` are in `out`. "=USA" is the state of that
 * code. */
uint32_t dl_gazetteer_find(const dl_gazetteer *gazetteer, const char *name, dl_toponym *out, uint32_t most);
bool dl_gazetteer_has(const dl_gazetteer *gazetteer, const char *name);

#endif
