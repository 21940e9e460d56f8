#include "engine/engine.h"

#include <stdlib.h>

#include "base/guard.h"
#include "claims/claims.h"
#include "entities/entities.h"
#include "events/events.h"
#include "names/labels.h"
#include "places/places.h"
#include "screening/screening.h"
#include "syntax/syntax.h"
#include "tokens/dateline.h"
#include "tokens/tokens.h"

struct dl_engine {
  dl_model *model;
  dl_depth depth;
  bool ungated, inputs;
  const dl_stop *stop; /* NULL: never */
  dl_tokenizer *tokenizer;
  dl_parser *parser;
  dl_labels labels;
  dl_namer *namer;
  dl_timer *timer;
  dl_placer *placer;
  dl_coder *coder;
  dl_listener *listener;
  dl_claimer *claimer;
  dl_screener *screener;
};

struct dl_worker {
  dl_workspace *workspace;
};

static int load(dl_engine *e, const char *data, const dl_dictionaries *own, dl_status *status) {
  int code = dl_model_open(data, &e->model, status);
  if (e->depth == DL_TO_TEXT) return code;
  if (code == DL_OK) code = dl_tokenizer_new(e->model, &e->tokenizer, status);
  if (code == DL_OK && own) code = dl_dictionaries_load(own, e->model, e->tokenizer, status);
  if (code == DL_OK) code = dl_parser_new(e->model, &e->parser, status);
  if (code == DL_OK) code = dl_labels_open(e->model, &e->labels, status);
  if (e->depth == DL_TO_SYNTAX) return code;
  if (code == DL_OK) code = dl_namer_new(e->model, &e->namer, status);
  if (code == DL_OK) code = dl_timer_new(e->model, &e->timer, status);
  if (code == DL_OK) code = dl_placer_new(e->model, &e->placer, status);
  if (e->depth == DL_TO_PLACES) return code;
  if (code == DL_OK) code = dl_listener_new(e->model, &e->listener, status);
  if (code == DL_OK) code = dl_coder_new(e->model, e->namer, &e->coder, status);
  if (code == DL_OK) code = dl_claimer_new(e->model, &e->claimer, status);
  if (code == DL_OK) code = dl_screener_new(e->model, &e->screener, status);
  return code;
}

int dl_engine_new(const char *data, dl_depth depth, dl_engine **engine, dl_status *status) {
  return dl_engine_new_with(data, NULL, depth, engine, status);
}

int dl_engine_new_with(const char *data, const dl_dictionaries *own, dl_depth depth, dl_engine **engine,
                       dl_status *status) {
  *engine = NULL;
  dl_engine *e = calloc(1, sizeof *e);
  if (!e) return dl_fail(status, DL_EMEMORY, "out of memory");
  e->depth = depth;
  int code = load(e, data, own, status);
  if (code != DL_OK) {
    dl_engine_free(e);
    return code;
  }
  *engine = e;
  return DL_OK;
}

void dl_engine_free(dl_engine *e) {
  if (!e) return;
  dl_screener_free(e->screener);
  dl_claimer_free(e->claimer);
  dl_coder_free(e->coder);
  dl_listener_free(e->listener);
  dl_placer_free(e->placer);
  dl_timer_free(e->timer);
  dl_namer_free(e->namer);
  dl_parser_free(e->parser);
  dl_tokenizer_free(e->tokenizer);
  dl_model_close(e->model);
  free(e);
}

const dl_model *dl_engine_model(const dl_engine *e) {
  return e->model;
}

const dl_tokenizer *dl_engine_tokenizer(const dl_engine *e) {
  return e->tokenizer;
}

const dl_timer *dl_engine_timer(const dl_engine *e) {
  return e->timer;
}

const dl_placer *dl_engine_placer(const dl_engine *e) {
  return e->placer;
}

const dl_namer *dl_engine_namer(const dl_engine *e) {
  return e->namer;
}

const dl_coder *dl_engine_coder(const dl_engine *e) {
  return e->coder;
}

const dl_listener *dl_engine_listener(const dl_engine *e) {
  return e->listener;
}

void dl_engine_read_as(dl_engine *e, const char *language) {
  if (e->tokenizer) dl_tokenizer_force(e->tokenizer, language);
}

void dl_engine_least(dl_engine *e, double confidence) {
  if (e->coder) dl_coder_least(e->coder, confidence);
}

void dl_engine_explains(dl_engine *e) {
  if (e->namer) dl_namer_explains(e->namer);
  if (e->coder) dl_coder_explains(e->coder);
  if (e->claimer) dl_claimer_explains(e->claimer);
}

void dl_engine_keep_inputs(dl_engine *e) {
  e->inputs = true;
}

void dl_engine_ungate(dl_engine *e) {
  e->ungated = true;
}

void dl_engine_stop_when(dl_engine *e, const dl_stop *stop) {
  e->stop = stop;
}

dl_worker *dl_worker_new(const dl_engine *e) {
  dl_worker *w = calloc(1, sizeof *w);
  if (w && !(w->workspace = dl_workspace_new())) {
    free(w);
    return NULL;
  }
  if (w && e->inputs) dl_workspace_keep(w->workspace);
  if (w) dl_workspace_gate(w->workspace, e->depth == DL_TO_LEDGER && !e->ungated);
  if (w) dl_workspace_trees_alone(w->workspace, e->depth < DL_TO_LEDGER && !e->inputs);
  return w;
}

void dl_worker_trees_alone(dl_worker *w) {
  dl_workspace_gate(w->workspace, false);
  dl_workspace_trees_alone(w->workspace, true);
}

void dl_worker_free(dl_worker *w) {
  if (!w) return;
  dl_workspace_free(w->workspace);
  free(w);
}

/* What a step is given through its guard (base/guard.h). */
typedef struct step {
  const dl_engine *engine;
  dl_worker *worker;
  dl_document *const *docs;
  uint32_t count;
} step;

static int find_tokens(void *context, dl_status *status) {
  const step *s = context;
  int code = dl_tokenize(s->engine->tokenizer, s->docs[0], status);
  if (code == DL_OK) dl_split_dateline(s->docs[0]);
  return code;
}

int dl_engine_tokens(const dl_engine *e, dl_document *doc, dl_status *status) {
  if (doc->token_count > 0 || e->depth == DL_TO_TEXT) return DL_OK;
  return dl_guard_run_until(e->stop, find_tokens, &(step){.engine = e, .docs = &doc, .count = 1}, status);
}

static int find_syntax(void *context, dl_status *status) {
  const step *s = context;
  int code = dl_parse_all(s->engine->parser, s->worker->workspace, s->docs, s->count, status);
  for (uint32_t i = 0; code == DL_OK && i < s->count; i++) {
    dl_settle_labels(&s->engine->labels, s->docs[i]);
    dl_part_places(&s->engine->labels, s->docs[i]);
  }
  return code;
}

int dl_engine_syntax(const dl_engine *e, dl_worker *w, dl_document *const *docs, uint32_t count, dl_status *status) {
  if (e->depth == DL_TO_TEXT) return DL_OK;
  return dl_guard_run_until(e->stop, find_syntax, &(step){e, w, docs, count}, status);
}

static int find_rest(void *context, dl_status *status) {
  const dl_engine *e = ((const step *)context)->engine;
  dl_document *doc = ((const step *)context)->docs[0];
  (void)status; /* memory that runs out ends them (base/guard.h) */
  dl_name(e->namer, doc);
  dl_find_times(e->timer, doc);
  dl_find_places(e->placer, doc);
  if (e->depth == DL_TO_PLACES) return DL_OK;
  dl_find_speech(e->listener, doc);
  dl_code_events(e->coder, doc);
  dl_find_claims(e->claimer, doc);
  dl_screen_events(e->screener, doc);
  dl_name_speakers(doc);
  dl_name_parties(doc);
  return DL_OK;
}

int dl_engine_rest(const dl_engine *e, dl_document *doc, dl_status *status) {
  if (e->depth < DL_TO_PLACES) return DL_OK;
  return dl_guard_run_until(e->stop, find_rest, &(step){.engine = e, .docs = &doc, .count = 1}, status);
}

int dl_engine_run(const dl_engine *e, dl_worker *w, dl_document *doc, dl_status *status) {
  int code = dl_engine_tokens(e, doc, status);
  if (code == DL_OK) code = dl_engine_syntax(e, w, &doc, 1, status);
  return code == DL_OK ? dl_engine_rest(e, doc, status) : code;
}
