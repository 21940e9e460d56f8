/* The bytes of the gazetteer's section, for those who write it (gazetteer_write.c) and read it where it is mapped
 * (gazetteer.c). Prose: docs/data-file.md.
 *
 * Offsets are bytes from the section's start, those of strings from `pool_at`; the pool's first and last byte are NULs,
 * so that a string of a damaged file ends. Keys are sorted and share their beginnings, in blocks that are found by
 * halving. Little-endian, without padding.
 */
#ifndef DL_MODEL_GAZETTEER_LAYOUT_H
#define DL_MODEL_GAZETTEER_LAYOUT_H

#include <stdint.h>

#define DL_GAZETTEER_SECTION "gazetteer"
enum { DL_GAZETTEER_MAGIC = 0x545A4744, DL_GAZETTEER_BLOCK = 16 }; /* "DGZT"; keys in a block */

typedef struct dl_gazetteer_header {
  uint32_t magic, places, blocks;
  uint32_t places_at; /* dl_gazetteer_place[places] */
  uint32_t blocks_at; /* u32[blocks]: where each block begins in the keys */
  uint32_t keys_at,
      keys_size;              /* of each key: u8 shared, u8 more, bytes; varint count; varints 2 * difference + other */
  uint32_t admins_at, admins; /* u32[]: the codes of divisions; 0 is none */
  uint32_t features_at, features;
  uint32_t countries_at, countries;
  uint32_t pool_at, pool_size;
  uint32_t reserved;
} dl_gazetteer_header;

typedef struct dl_gazetteer_place {
  int32_t lat, lon; /* 1/10000 degrees */
  uint32_t geonames, population, name;
  uint16_t first, second; /* divisions, by number in `admins` */
  uint16_t radius;        /* km */
  uint16_t spellings, reserved;
  uint8_t country, feature;
} dl_gazetteer_place;

_Static_assert(sizeof(dl_gazetteer_header) == 64 && sizeof(dl_gazetteer_place) == 32, "the layout has no padding");

#endif
