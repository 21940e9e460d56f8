/* Text of the lexicon into what compiled.h describes: slots, tests, flags and classes become terms, and a cell the
 * number of its first.
 *
 * The one reader of that text: the check of a table (source_rules.c) runs it to find what is wrong, the writing of one
 * (source_write.c) for what it makes. What is wrong is told to the caller's `fault` word by word, and reading goes on.
 * Memory is the arena's. Not for other folders.
 */
#ifndef DL_MODEL_COMPILE_H
#define DL_MODEL_COMPILE_H

#include "base/arena.h"
#include "base/map.h"
#include "model/compiled.h"

enum { DL_EMPTY_TERMS = 4 }; /* at the end of each table's, and one at the beginning */

typedef struct dl_compiler {
  dl_arena *arena;
  dl_term *terms;
  uint32_t count, capacity;
  dl_map seen[DL_AS_KIND]; /* cells with the same text are one */
  /* Each may be NULL: where a string stands in the table; what is wrong; is there such a class, such a preposition? */
  uint32_t (*text)(void *context, const char *text, size_t size);
  void (*fault)(void *context, const char *what, const char *word, size_t size);
  bool (*is_class)(void *context, const char *name, size_t size);
  bool (*is_preposition)(void *context, const char *word, size_t size);
  void *context;
} dl_compiler;

/* The number that the cell becomes; 0 for an empty one, and for text as such. */
uint32_t dl_compile(dl_compiler *compiler, dl_compiled kind, const char *cell);
/* Adds the empty terms, once all cells are made. */
void dl_compile_end(dl_compiler *compiler);

#endif
