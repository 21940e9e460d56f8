/* All stages in their order, on one document.
 *
 * A dl_engine holds the data file and every stage's resources; it is immutable and shared by all threads. A dl_worker
 * is one thread's scratch. A run or a step of it that runs out of memory ends in DL_EMEMORY: its documents are then of
 * no more use, the worker is.
 */
#ifndef DL_ENGINE_ENGINE_H
#define DL_ENGINE_ENGINE_H

#include "base/document.h"
#include "base/guard.h"
#include "base/status.h"
#include "engine/dictionaries.h"
#include "events/events.h"
#include "model/model.h"
#include "places/places.h"
#include "speech/speech.h"
#include "times/times.h"

typedef struct dl_engine dl_engine;
typedef struct dl_worker dl_worker;

/* How far the stages run: DL_TO_PLACES finds names, times and places, no events. */
typedef enum dl_depth { DL_TO_TEXT, DL_TO_SYNTAX, DL_TO_PLACES, DL_TO_LEDGER } dl_depth;

/* Opens the data file; with DL_TO_SYNTAX the stages behind the parser are not loaded, with DL_TO_TEXT none is. */
int dl_engine_new(const char *data, dl_depth depth, dl_engine **engine, dl_status *status);
/* The same with a user's own dictionaries laid over the data file; NULL: none. */
int dl_engine_new_with(const char *data, const dl_dictionaries *own, dl_depth depth, dl_engine **engine,
                       dl_status *status);
void dl_engine_free(dl_engine *engine);
const dl_model *dl_engine_model(const dl_engine *engine);
const dl_tokenizer *dl_engine_tokenizer(const dl_engine *engine);
const dl_timer *dl_engine_timer(const dl_engine *engine);       /* NULL but with DL_TO_LEDGER */
const dl_placer *dl_engine_placer(const dl_engine *engine);     /* NULL but with DL_TO_PLACES and DL_TO_LEDGER */
const dl_namer *dl_engine_namer(const dl_engine *engine);       /* NULL with DL_TO_TEXT and DL_TO_SYNTAX */
const dl_coder *dl_engine_coder(const dl_engine *engine);       /* NULL but with DL_TO_LEDGER */
const dl_listener *dl_engine_listener(const dl_engine *engine); /* the same */

/* Takes every document to be in this language ("en"), whatever it states and looks like. Before the first run; the
 * string outlives the engine. */
void dl_engine_read_as(dl_engine *engine, const char *language);

/* Parses every sentence, those too that can hold no event and no claim (syntax/gate.h). Before the first worker; with
 * DL_TO_SYNTAX it is so anyway. */
void dl_engine_ungate(dl_engine *engine);

/* Ends a run, in the middle of a document, with DL_ESTOPPED once *stop is not 0. Before the first run; the flag
 * outlives the engine. */
void dl_engine_stop_when(dl_engine *engine, const dl_stop *stop);

/* Leaves out events whose confidence is less. Before the first run; with DL_TO_LEDGER. */
void dl_engine_least(dl_engine *engine, double confidence);

/* Events keep what weighed most in their learned decisions, for dl_report_explain. Before the first run. */
void dl_engine_explains(dl_engine *engine);

/* Documents keep what the network of acts reads (doc->act_inputs), for trainers. Before the first worker. */
void dl_engine_keep_inputs(dl_engine *engine);

/* NULL when memory is out. */
dl_worker *dl_worker_new(const dl_engine *engine);
void dl_worker_free(dl_worker *worker);
/* What it parses needs trees alone: of every sentence, as with dl_engine_ungate, and no scores of words. */
void dl_worker_trees_alone(dl_worker *worker);

/* Runs the stages on a document that intake filled; tokens that are there already are kept. A document in another
 * language than English ends with its language and empty layers: that is no error. */
int dl_engine_run(const dl_engine *engine, dl_worker *worker, dl_document *doc, dl_status *status);

/* The same in three steps, of which the middle one is faster for several short documents together. What one gets does
 * not depend on the others. */
int dl_engine_tokens(const dl_engine *engine, dl_document *doc, dl_status *status);
int dl_engine_syntax(const dl_engine *engine, dl_worker *worker, dl_document *const *docs, uint32_t count,
                     dl_status *status);
int dl_engine_rest(const dl_engine *engine, dl_document *doc, dl_status *status);

#endif
