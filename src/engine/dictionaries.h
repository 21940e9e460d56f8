/* A user's own dictionaries: the tables of a directory and files of actors, laid over the data file when an engine is
 * opened.
 *
 * DIR/verbs.tsv and its like have the columns of data/lexicon/verbs.tsv (or some of them) and add, change or take away
 * rows; a file of actors has one of the headers told in docs/dictionaries.md. All is read and checked before anything
 * is laid over, by the rules that the compiler checks data/ with; a fault is a message with file and line, and nothing
 * is loaded. Names are cut by the tokeniser, as text is.
 */
#ifndef DL_ENGINE_DICTIONARIES_H
#define DL_ENGINE_DICTIONARIES_H

#include "model/model.h"
#include "model/source.h"
#include "tokens/tokens.h"

typedef struct dl_dictionaries {
  const char *lexicon;       /* a directory, or NULL */
  const char *const *actors; /* files */
  uint32_t actor_count;
} dl_dictionaries;

/* Reads and checks; *own is the arena's. The number of rows. Nothing is loaded; what is wrong is told to `faults`. */
uint32_t dl_dictionaries_read(const dl_dictionaries *from, const dl_model *model, const dl_tokenizer *tokenizer,
                              dl_arena *arena, dl_source_tables *own, dl_faults *faults);

/* Reads, checks and lays over the model. DL_EINPUT, with the first fault, where something is wrong; the model is then
 * as it was. */
int dl_dictionaries_load(const dl_dictionaries *from, dl_model *model, const dl_tokenizer *tokenizer,
                         dl_status *status);

#endif
