#include "syntax/heads.h"

#include <string.h>

#include "syntax/lemma.h"
#include "syntax/tree.h"

enum { CHUNK = 64 }; /* rows of label scores that are held at a time */

static uint32_t best_of(const float *scores, uint32_t count) {
  uint32_t best = 0;
  for (uint32_t i = 1; i < count; i++)
    if (scores[i] > scores[best]) best = i;
  return best;
}

static float *product(const dl_parser *p, dl_workspace *work, const dl_matrix *w, const float *x, size_t rows) {
  float *y = dl_arena_alloc(work->arena, rows * w->width * sizeof *y);
  p->kernels->product(w, x, w->inputs, rows, y, w->width, false);
  return y;
}

static float *rectified(const dl_parser *p, dl_workspace *work, const dl_matrix *w, const float *x, size_t rows) {
  float *y = product(p, work, w, x, rows);
  for (size_t i = 0; i < rows * w->width; i++) y[i] = y[i] > 0 ? y[i] : 0;
  return y;
}

/* The lemma that the table has for the form; NULL: the network's stands. Names keep theirs. */
static const char *listed_lemma(const dl_parser *p, const dl_token *t) {
  const char *upos = t->upos == DL_VERB ? "VERB" : t->upos == DL_NOUN ? "NOUN" : NULL;
  uint32_t first = 0, count = p->lemmas && upos ? dl_table_find(p->lemmas, t->lower, &first) : 0;
  for (uint32_t i = first; count && i < first + count; i++)
    if (!strcmp(dl_table_cell(p->lemmas, i, 1), upos)) return dl_table_cell(p->lemmas, i, 2);
  return NULL;
}

static void set_tag(const dl_parser *p, dl_document *doc, dl_token *t, int kind, uint32_t label) {
  switch (kind) {
    case 0: t->upos = p->upos_of[label]; break;
    case 1: t->xpos = p->xpos.items[label]; break;
    case 2: t->feats = p->feats.items[label]; break;
    default: /* UPOS was read before */
      t->lemma = listed_lemma(p, t);
      if (!t->lemma) t->lemma = dl_lemma_apply(doc->arena, p->lemma.items[label], t->form, t->lower);
  }
}

void dl_read_tags(const dl_parser *p, dl_workspace *work, dl_document *doc, const dl_batch *batch, const float *rows) {
  for (int kind = 0; kind < 4; kind++) {
    const dl_matrix *w = &p->tags[kind];
    const float *scores = product(p, work, w, rows, batch->rows);
    for (uint32_t i = 0; i < batch->count; i++)
      for (uint32_t t = 0; t < batch->length[i]; t++)
        set_tag(p, doc, &doc->tokens[batch->first[i] + t], kind, best_of(scores + (size_t)(batch->start[t] + i) * w->width, w->outputs));
  }
}

static bool follows(uint32_t label, uint32_t before) {
  bool inside = label == DL_NER_I_PER || label == DL_NER_I_LOC || label == DL_NER_I_ORG;
  return !inside || before == label || before == label - 1;
}

void dl_read_names(const dl_parser *p, dl_workspace *work, dl_document *doc, const dl_batch *batch, const float *rows) {
  const float *hidden = rectified(p, work, &p->name_hidden, rows, batch->rows);
  float *scores = dl_arena_alloc(work->arena, (size_t)batch->rows * p->name.width * sizeof *scores);
  p->kernels->product(&p->name, hidden, p->name_hidden.width, batch->rows, scores, p->name.width, false);
  uint8_t(*from)[DL_NAME_LABELS] = dl_arena_alloc(work->arena, batch->length[0] * sizeof *from);
  for (uint32_t i = 0; i < batch->count; i++) {
    float sum[DL_NAME_LABELS], next[DL_NAME_LABELS];
    uint32_t n = batch->length[i];
    for (uint32_t t = 0; t < n; t++) {
      const float *s = scores + (size_t)(batch->start[t] + i) * p->name.width;
      for (uint32_t y = 0; y < DL_NAME_LABELS; y++) {
        uint32_t best = 0; /* O goes before everything but I- */
        float most = t == 0 ? (follows(y, 0) ? 0.0f : -1e9f) : -1e30f;
        for (uint32_t z = 0; t > 0 && z < DL_NAME_LABELS; z++) {
          if (follows(y, z) && sum[z] > most) {
            most = sum[z];
            best = z;
          }
        }
        next[y] = most + s[y];
        from[t][y] = (uint8_t)best;
      }
      memcpy(sum, next, sizeof sum);
    }
    uint32_t y = best_of(sum, DL_NAME_LABELS);
    for (uint32_t t = n; t-- > 0; y = from[t][y]) doc->tokens[batch->first[i] + t].ner = (uint8_t)y;
  }
}

/* ---- the tree ---- */

static float dot(const float *a, const float *b, uint32_t count) {
  float sum[16] = {0};
  uint32_t i = 0;
  for (; i + 16 <= count; i += 16)
    for (uint32_t j = 0; j < 16; j++) sum[j] += a[i + j] * b[i + j];
  for (; i < count; i++) sum[0] += a[i] * b[i];
  for (uint32_t half = 8; half > 0; half /= 2)
    for (uint32_t j = 0; j < half; j++) sum[j] += sum[j + half];
  return sum[0];
}

typedef struct arcs {
  const float *dep, *head; /* rows x width; dep is multiplied by U */
  const float *root;       /* the root's head vector */
  uint32_t width;
} arcs;

/* The row of word h (1-based) of sentence i, or the root's. */
static const float *head_row(const dl_batch *batch, const float *rows, const float *root, uint32_t width, uint32_t i, uint32_t h) {
  return h == 0 ? root : rows + (size_t)(batch->start[h - 1] + i) * width;
}

static void find_heads(const dl_parser *p, dl_workspace *work, const dl_batch *batch, const arcs *a, uint32_t i, uint32_t *heads) {
  uint32_t n = batch->length[i];
  float *scores = dl_arena_alloc(work->arena, (size_t)n * (n + 1) * sizeof *scores);
  for (uint32_t h = 0; h <= n; h++) {
    const float *head = head_row(batch, a->head, a->root, a->width, i, h);
    float bias = dot(head, p->arc_bias, p->arc);
    for (uint32_t d = 0; d < n; d++)
      scores[(size_t)d * (n + 1) + h] = dot(a->dep + (size_t)(batch->start[d] + i) * a->width, head, p->arc) + bias;
  }
  dl_tree_decode(work->arena, scores, n, heads);
}

typedef struct pair {
  uint32_t token, row; /* the word */
  const float *head;   /* its head's label vector */
  bool root;
} pair;

/* The best relation of up to CHUNK words; "root" goes to the root's child and to no other. */
static void find_relations(const dl_parser *p, dl_workspace *work, dl_document *doc, const pair *pairs, uint32_t count, const float *dep,
                           float *left) {
  uint32_t width = p->rel_dep.width;
  float *d = dl_arena_alloc(work->arena, (size_t)count * width * sizeof *d), *h = dl_arena_alloc(work->arena, (size_t)count * width * sizeof *h);
  for (uint32_t k = 0; k < count; k++) {
    memcpy(d + (size_t)k * width, dep + (size_t)pairs[k].row * width, width * sizeof *d);
    memcpy(h + (size_t)k * width, pairs[k].head, width * sizeof *h);
  }
  p->kernels->product(&p->rel_bilinear, d, width, count, left, p->rel_bilinear.width, false);
  float *scores = dl_arena_alloc(work->arena, (size_t)count * p->rel_from_dep.width * sizeof *scores);
  p->kernels->product(&p->rel_from_dep, d, width, count, scores, p->rel_from_dep.width, false);
  p->kernels->product(&p->rel_from_head, h, width, count, scores, p->rel_from_dep.width, true);
  for (uint32_t k = 0; k < count; k++) {
    float *s = scores + (size_t)k * p->rel_from_dep.width;
    for (uint32_t r = 0; r < p->rel.count; r++) {
      s[r] += dot(left + (size_t)k * p->rel_bilinear.width + (size_t)r * p->label, h + (size_t)k * width, p->label);
      if ((p->rel_of[r] == DL_REL_ROOT) != pairs[k].root) s[r] -= 1e9f;
    }
    uint32_t label = best_of(s, p->rel.count);
    doc->tokens[pairs[k].token].rel = p->rel_of[label];
    doc->tokens[pairs[k].token].deprel = p->rel.items[label];
  }
}

void dl_read_trees(const dl_parser *p, dl_workspace *work, dl_document *doc, const dl_batch *batch, const float *rows) {
  const float *dep_rows = rectified(p, work, &p->arc_dep, rows, batch->rows);
  arcs a = {.width = p->arc_head.width};
  float *turned = dl_arena_alloc(work->arena, (size_t)batch->rows * p->arc_bilinear.width * sizeof *turned);
  p->kernels->product(&p->arc_bilinear, dep_rows, p->arc_dep.width, batch->rows, turned, p->arc_bilinear.width, false);
  a.dep = turned;
  a.head = rectified(p, work, &p->arc_head, rows, batch->rows);
  a.root = rectified(p, work, &p->arc_head, p->root, 1);
  const float *rel_dep = rectified(p, work, &p->rel_dep, rows, batch->rows), *rel_head = rectified(p, work, &p->rel_head, rows, batch->rows);
  const float *rel_root = rectified(p, work, &p->rel_head, p->root, 1);
  float *left = dl_arena_alloc(work->arena, (size_t)CHUNK * p->rel_bilinear.width * sizeof *left);
  uint32_t *heads = dl_arena_alloc(work->arena, (batch->length[0] + 1) * sizeof *heads);
  pair pairs[CHUNK];
  uint32_t held = 0;
  for (uint32_t i = 0; i < batch->count; i++) {
    find_heads(p, work, batch, &a, i, heads);
    for (uint32_t t = 0; t < batch->length[i]; t++) {
      uint32_t token = batch->first[i] + t;
      doc->tokens[token].head = heads[t] == 0 ? -1 : (int32_t)(batch->first[i] + heads[t] - 1);
      const float *head = head_row(batch, rel_head, rel_root, p->rel_head.width, i, heads[t]);
      pairs[held++] = (pair){token, batch->start[t] + i, head, heads[t] == 0};
      if (held == CHUNK) {
        find_relations(p, work, doc, pairs, held, rel_dep, left);
        held = 0;
      }
    }
  }
  if (held > 0) find_relations(p, work, doc, pairs, held, rel_dep, left);
}
