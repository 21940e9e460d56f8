/* The bytes of the data file, for those who write it (compile/) and read it (model.c). Prose: docs/data-file.md.
 *
 *   header 64 bytes | directory, 64 bytes a section, sorted by name | sections, in that order, each at a multiple of 64
 * | trailer 64 bytes
 *
 * Every byte but the checksums themselves is under a checksum (XXH3, 64 bits): those of the directory and of the gaps
 * too, which are zero. The file is named by its SHA-256, which it can't hold: the trailer holds how far the hash has
 * come when the trailer begins, so that the hash of the whole file is had from 64 bytes.
 *
 * Numbers are little-endian and naturally aligned, so that the mapped file is used as it lies. Offsets in the header
 * and the directory are bytes from the start of the file, those in a table are bytes from the start of its section.
 */
#ifndef DL_MODEL_LAYOUT_H
#define DL_MODEL_LAYOUT_H

#include <stdint.h>
#include <xxhash.h>

#define DL_MODEL_MAGIC "DATELINE"

enum {
  DL_MODEL_VERSION = 5,
  DL_MODEL_ALIGN = 64,
  DL_MODEL_NAME = 32,      /* bytes of a section's name with its NUL */
  DL_MODEL_SECTIONS = 4096 /* more than that is damage */
};

typedef struct dl_model_header {
  char magic[8];
  uint32_t version;
  uint32_t sections;
  uint64_t size;        /* of the whole file */
  uint64_t check;       /* of the directory */
  uint8_t reserved[32]; /* zero */
} dl_model_header;

typedef enum dl_section_kind { DL_SECTION_TABLE = 1, DL_SECTION_BYTES = 2 } dl_section_kind;

typedef struct dl_model_section {
  char name[DL_MODEL_NAME];
  uint32_t kind; /* dl_section_kind */
  uint32_t reserved;
  uint64_t offset, size;
  uint64_t check; /* of the section and the zeros up to the next one */
} dl_model_section;

typedef struct dl_model_trailer {
  uint32_t sha256[8];   /* the state of SHA-256 over all bytes before the trailer */
  uint64_t check;       /* of that */
  uint8_t reserved[24]; /* zero */
} dl_model_trailer;

/* A table: this header, then the arrays at the offsets given. A string is an offset into the pool, whose first byte is
 * a NUL (offset 0 is the empty string) and whose last byte is one too (every string ends within it). */
typedef struct dl_table_header {
  uint32_t rows, columns;
  uint32_t slots;     /* of the index: a power of two, at most three quarters full */
  uint32_t max_words; /* longest key in words */
  uint32_t file;      /* string: the source file's path */
  uint32_t names_at;  /* columns x string: the header line */
  uint32_t cells_at;  /* rows x columns x string, rows sorted by key */
  uint32_t lines_at;  /* rows x line number in the source file; 0: row after row, from first_line on */
  uint32_t slots_at;  /* slots x dl_table_slot */
  uint32_t pool_at, pool_size;
  uint32_t files_at; /* rows x string: the file of each row where they come from several; 0: all from `file` */
  uint32_t kinds_at; /* columns x dl_compiled: what its cells are compiled as (model/compiled.h); 0: none is */
  uint32_t codes_at; /* rows x columns x number: the compiled cells */
  uint32_t terms_at, term_count; /* of slots and tests; the last DL_EMPTY_TERMS are empty */
  uint32_t first_line;
} dl_table_header;

/* The rows of one key. A key stands at its hash modulo slots or in the next free slot behind it; count 0 is a free
 * slot. */
typedef struct dl_table_slot {
  uint32_t hash, first, count;
} dl_table_slot;

/* FNV-1a, 32 bits, of a NUL-terminated key that goes on from a hash. */
static inline uint32_t dl_table_hash_on(uint32_t hash, const char *key) {
  for (; *key; key++) hash = (hash ^ (unsigned char)*key) * 16777619u;
  return hash;
}

static inline uint32_t dl_table_hash(const char *key) {
  return dl_table_hash_on(2166136261u, key);
}

/* The checksum of bytes. */
static inline uint64_t dl_model_check(const void *bytes, uint64_t size) {
  return XXH3_64bits(bytes, size);
}

_Static_assert(sizeof(dl_model_header) == 64 && sizeof(dl_model_section) == 64 && sizeof(dl_model_trailer) == 64,
               "the file's layout has no padding");
_Static_assert(sizeof(dl_table_header) == 68 && sizeof(dl_table_slot) == 12, "the file's layout has no padding");

#endif
