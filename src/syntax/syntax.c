#include "syntax/syntax.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "syntax/gate.h"
#include "syntax/heads.h"
#include "syntax/parser.h"
#include "syntax/repair.h"
#include "syntax/reported.h"
#include "syntax/tree.h"

enum { BATCH_WORDS = 1024 };

/* Room for a word's scores. */
static float *scores_of(dl_document *doc, float ***scores, uint32_t token, uint32_t count) {
  if (!*scores) *scores = dl_arena_alloc(doc->arena, doc->token_count * sizeof **scores);
  if (!(*scores)[token]) (*scores)[token] = dl_arena_alloc(doc->arena, count * sizeof ***scores);
  return (*scores)[token];
}

static float *act_scores_of(dl_document *doc, uint32_t token) {
  return scores_of(doc, &doc->act_scores, token, DL_ACT_LABELS);
}

static float *ratings_of(dl_document *doc, uint32_t token) {
  return scores_of(doc, &doc->ratings, token, DL_RATINGS);
}

int dl_parser_new(const dl_model *model, dl_parser **out, dl_status *status) {
  *out = NULL;
  size_t size = 0;
  const void *bytes = dl_model_bytes(model, "parser", &size);
  if (!bytes) return dl_fail(status, DL_EDATA, "the data file has no section 'parser'");
  dl_parser *parser = calloc(1, sizeof *parser);
  if (!parser) return dl_fail(status, DL_EMEMORY, "out of memory");
  parser->lemmas = dl_model_table(model, "syntax/lemmas");
  parser->inflections = dl_model_table(model, "syntax/inflections");
  parser->stands = dl_model_table(model, "syntax/stands");
  parser->negations = dl_model_table(model, "syntax/negations");
  int code = dl_network_read(&parser->net, bytes, size, status);
  if (code == DL_OK) code = dl_wordhead_read(&parser->acts, "acts", DL_ACT_LABELS, &parser->net, model, status);
  if (code == DL_OK) code = dl_wordhead_read(&parser->ratings, "ratings", DL_RATINGS, &parser->net, model, status);
  if (code == DL_OK) code = dl_role_layer_read(&parser->roles, &parser->net, model, status);
  parser->acts.place = act_scores_of;
  parser->ratings.place = ratings_of;
  if (code != DL_OK) {
    dl_parser_free(parser);
    return code;
  }
  *out = parser;
  return DL_OK;
}

void dl_parser_free(dl_parser *parser) {
  if (!parser) return;
  dl_wordhead_free(&parser->acts);
  dl_wordhead_free(&parser->ratings);
  dl_role_layer_free(&parser->roles);
  dl_network_free(&parser->net);
  free(parser);
}

bool dl_parser_use(dl_parser *parser, const char *name) {
  const dl_kernels *kernels = dl_kernels_get(name);
  if (kernels) parser->net.kernels = kernels;
  return kernels != NULL;
}

dl_workspace *dl_workspace_new(void) {
  dl_workspace *work = calloc(1, sizeof *work);
  if (!work) return NULL;
  work->batch = dl_arena_new();
  work->runs = dl_arena_new();
  work->kept = dl_arena_new();
  if (work->batch && work->runs && work->kept) return work;
  dl_workspace_free(work);
  return NULL;
}

void dl_workspace_free(dl_workspace *work) {
  if (!work) return;
  dl_arena_free(work->batch);
  dl_arena_free(work->runs);
  dl_arena_free(work->kept);
  free(work);
}

void dl_workspace_keep(dl_workspace *work) {
  work->inputs = true;
}

void dl_workspace_gate(dl_workspace *work, bool gated) {
  work->gated = gated;
}

void dl_workspace_trees_alone(dl_workspace *work, bool alone) {
  work->alone = alone;
}

/* A sentence, or a part of one that is longer than the cap. */
typedef struct run {
  uint32_t doc, first, count;
} run;

static int longest_first(const void *a, const void *b) {
  const run *x = a, *y = b;
  if (x->count != y->count) return x->count < y->count ? 1 : -1;
  if (x->doc != y->doc) return x->doc < y->doc ? -1 : 1;
  return x->first < y->first ? -1 : 1;
}

/* Where a piece that begins at `first` ends, of `left` tokens: behind the best and last punctuation mark of its second
 * half. */
static uint32_t piece_size(const dl_document *doc, uint32_t first, uint32_t left) {
  if (left <= DL_PARSE_CAP) return left;
  static const char *const marks = ",:;!?."; /* the better the further */
  uint32_t best = DL_PARSE_CAP, worth = 0;
  for (uint32_t n = DL_PARSE_CAP / 2; n < DL_PARSE_CAP; n++) {
    const char *form = doc->tokens[first + n].form, *mark = form[0] && !form[1] ? strchr(marks, form[0]) : NULL;
    uint32_t value = mark ? (uint32_t)(mark - marks) + 1 : 0;
    if (value > 0 && value >= worth) worth = value, best = n + 1;
  }
  return best;
}

static run *cut_runs(dl_workspace *work, dl_document *const *docs, uint32_t doc_count, uint32_t *count) {
  run *runs = NULL;
  uint32_t capacity = 0;
  for (uint32_t d = 0; d < doc_count; d++) {
    for (uint32_t s = 0; s < docs[d]->sentence_count; s++) {
      const dl_sentence *sentence = &docs[d]->sentences[s];
      if (work->gated && dl_gate_holds(docs[d], sentence)) {
        dl_gate_fill(docs[d], sentence);
        continue;
      }
      for (uint32_t at = 0, size; at < sentence->count; at += size) {
        size = piece_size(docs[d], sentence->first + at, sentence->count - at);
        run *r = DL_PUSH(work->runs, runs, *count, capacity);
        *r = (run){d, sentence->first + at, size};
      }
    }
  }
  return runs;
}

/* What the network reads of each word, for the trainer. */
static void keep_inputs(const dl_parser *parser, const dl_batch *batch, const dl_rows *rows) {
  size_t size = dl_wordhead_width(&parser->net);
  for (uint32_t s = 0; s < batch->count; s++) {
    dl_document *doc = batch->docs[s];
    if (!doc->act_inputs) doc->act_inputs = dl_arena_alloc(doc->arena, doc->token_count * size);
    doc->act_width = (uint32_t)size;
    for (uint32_t w = 0; w < batch->length[s]; w++) {
      uint32_t token = batch->first[s] + w;
      if (dl_wordhead_takes(doc->tokens[token].upos))
        dl_wordhead_input(&parser->net, batch, rows, s, w, doc->act_inputs + token * size);
    }
  }
}

/* What the encoder read of each word, likewise. */
static void keep_alone(const dl_batch *batch, const dl_rows *words) {
  enum { NOUGHT = 128 };
  size_t width = words->step;
  for (uint32_t s = 0; s < batch->count; s++) {
    dl_document *doc = batch->docs[s];
    if (!doc->alone) {
      doc->alone = dl_arena_take(doc->arena, doc->token_count * width);
      memset(doc->alone, NOUGHT, doc->token_count * width);
      doc->alone_scale = dl_arena_alloc(doc->arena, doc->token_count * sizeof *doc->alone_scale);
      doc->alone_width = (uint32_t)width;
    }
    for (uint32_t w = 0; w < batch->length[s]; w++) {
      uint32_t row = batch->start[w] + s, token = batch->first[s] + w;
      memcpy(doc->alone + token * width, words->values + row * width, width);
      doc->alone_scale[token] = words->scale[row];
    }
  }
}

/* The encoder's vectors, for the stages behind: those of words that no parse reads stay at nought. */
static void keep_states(const dl_parser *parser, const dl_batch *batch, const dl_rows *rows) {
  enum { NOUGHT = 128 };
  uint32_t width = 2 * parser->net.hidden;
  for (uint32_t s = 0; s < batch->count; s++) {
    dl_document *doc = batch->docs[s];
    if (!doc->states) {
      doc->states = dl_arena_take(doc->arena, (size_t)doc->token_count * width);
      memset(doc->states, NOUGHT, (size_t)doc->token_count * width);
      doc->state_width = width;
    }
    for (uint32_t w = 0; w < batch->length[s]; w++)
      memcpy(doc->states + (size_t)(batch->first[s] + w) * width, rows->values + (batch->start[w] + s) * rows->step,
             width);
  }
}

static void score_words(const dl_parser *parser, dl_workspace *work, const dl_batch *batch, const dl_encoded *encoded) {
  const dl_wordhead *all[] = {&parser->acts, &parser->ratings}, *heads[2];
  uint32_t count = 0;
  for (int i = 0; i < 2; i++)
    if (all[i]->hidden.outputs) heads[count++] = all[i];
  if (count) dl_wordheads_score(heads, count, &parser->net, work->batch, batch, encoded);
}

static void parse_batch(const dl_parser *parser, dl_workspace *work, dl_document *const *docs, const run *runs,
                        uint32_t count) {
  dl_batch batch = {.count = count};
  for (uint32_t i = 0; i < count; i++) {
    batch.docs[i] = docs[runs[i].doc];
    batch.first[i] = runs[i].first;
    batch.length[i] = runs[i].count;
    batch.rows += runs[i].count;
  }
  batch.start = dl_scratch(work->batch, (batch.length[0] + 1) * sizeof *batch.start);
  batch.words = dl_scratch(work->batch, batch.rows * sizeof *batch.words);
  batch.start[0] = 0;
  for (uint32_t t = 0, active = count; t < batch.length[0]; t++) {
    while (active > 0 && batch.length[active - 1] <= t) active--;
    batch.start[t + 1] = batch.start[t] + active;
    for (uint32_t i = 0; i < active; i++)
      batch.words[batch.start[t] + i] = (dl_word){batch.docs[i], batch.first[i] + t};
  }
  dl_encoded encoded = dl_encode(&parser->net, work->batch, &batch);
  const dl_rows *rows = &encoded.vectors;
  dl_read_tags(parser, work->batch, &batch, rows);
  dl_read_names(parser, work->batch, &batch, rows);
  dl_read_trees(parser, work->batch, &batch, rows);
  if (!work->alone) {
    keep_states(parser, &batch, rows);
    if (work->inputs) keep_inputs(parser, &batch, rows), keep_alone(&batch, &encoded.words);
    score_words(parser, work, &batch, &encoded);
    dl_role_layer_run(&parser->roles, &parser->net, work->batch, work->kept, &batch, &encoded);
  }
  dl_arena_reset(work->batch);
}

/* The roots of a long sentence's later pieces hang on its first root. */
static void join_pieces(dl_document *doc, const dl_sentence *sentence) {
  int32_t root = -1;
  for (uint32_t i = sentence->first; i < sentence->first + sentence->count; i++) {
    if (doc->tokens[i].head >= 0) continue;
    if (root < 0)
      root = (int32_t)i;
    else
      dl_hang(doc, (int32_t)i, root, DL_DEPREL_PARATAXIS);
  }
}

/* Marks the words that negate. */
static void mark_negations(const dl_table *negations, dl_document *doc) {
  const uint64_t never = DL_UPOSES(PROPN, VERB, NUM, PUNCT, SYM);
  enum { KEY = 32 };
  uint32_t row;
  for (uint32_t i = 0; negations && i < doc->token_count; i++) {
    dl_token *t = &doc->tokens[i];
    if (dl_in(t->upos, never)) continue;
    char key[KEY];
    bool behind_one = i > doc->sentences[t->sentence].first && (t[-1].features & DL_NEGATES);
    int size = behind_one ? snprintf(key, sizeof key, "%s %s", t[-1].lower, t->lower) : KEY;
    if (dl_table_find(negations, t->lower, &row) || (size < KEY && dl_table_find(negations, key, &row)))
      t->features |= DL_NEGATES;
  }
}

int dl_parse_all(const dl_parser *parser, dl_workspace *work, dl_document *const *docs, uint32_t doc_count,
                 dl_status *status) {
  if (!work) return dl_fail(status, DL_EMEMORY, "out of memory");
  dl_arena_reset(work->batch); /* the run before may have been left in the middle (base/guard.h) */
  dl_arena_reset(work->runs);
  dl_arena_reset(work->kept);
  uint32_t count = 0;
  run *runs = cut_runs(work, docs, doc_count, &count);
  if (count > 1) qsort(runs, count, sizeof *runs, longest_first);
  for (uint32_t d = 0; d < doc_count && !work->alone; d++)
    dl_role_layer_begin(&parser->roles, &parser->net, work->kept, docs[d]);
  for (uint32_t at = 0; at < count;) {
    uint32_t n = 0, words = 0;
    while (at + n < count && n < DL_BATCH && (n == 0 || words + runs[at + n].count <= BATCH_WORDS))
      words += runs[at + n++].count;
    parse_batch(parser, work, docs, runs + at, n);
    at += n;
  }
  for (uint32_t d = 0; d < doc_count; d++) {
    dl_document *doc = docs[d];
    dl_link_children(doc);
    mark_negations(parser->negations, doc);
    for (uint32_t s = 0; s < doc->sentence_count; s++)
      if (doc->sentences[s].count > DL_PARSE_CAP) join_pieces(doc, &doc->sentences[s]);
    for (uint32_t s = 0; s < doc->sentence_count; s++) {
      dl_repair_sentence(doc, &doc->sentences[s]);
      dl_part_reports(parser->stands, doc, &doc->sentences[s]);
    }
  }
  return DL_OK;
}

int dl_parse(const dl_parser *parser, dl_workspace *work, dl_document *doc, dl_status *status) {
  return dl_parse_all(parser, work, &doc, 1, status);
}
