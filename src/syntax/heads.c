#include "syntax/heads.h"

#include <string.h>

#include "base/chars.h"
#include "syntax/decode.h"
#include "syntax/lemma.h"
#include "syntax/parser.h"
#include "syntax/tree.h"

enum { NAME_SURE = 6 }; /* a label's score beyond which its lead says no more */

static float *product(const dl_parser *p, dl_arena *scratch, const dl_matrix *w, const dl_rows *x, size_t rows,
                      dl_into into) {
  float *y = dl_scratch(scratch, rows * w->width * sizeof *y);
  p->net.kernels->product(w, x, rows, y, w->width, into);
  return y;
}

/* The lemma that a table (form, UPOS, lemma) has for the form, or NULL. */
static const char *table_lemma(const dl_table *table, const char *form, const char *upos) {
  uint32_t first = 0, count = table ? dl_table_find(table, form, &first) : 0;
  for (uint32_t i = first; count && i < first + count; i++)
    if (!strcmp(dl_table_cell(table, i, 1), upos)) return dl_table_cell(table, i, 2);
  return NULL;
}

/* "greylisted", which no table has, as "listed" with something before it; NULL where no ending of it is in the table.
 */
static const char *compound_lemma(const dl_parser *p, dl_document *doc, const dl_token *t) {
  enum { BEFORE = 3, BEHIND = 6 }; /* bytes: fewer are no words */
  size_t n = strlen(t->lower);
  if (t->upos != DL_VERB || dl_in(t->xpos, DL_TAGS(VB, VBP))) return NULL;
  for (size_t at = BEFORE; at + BEHIND <= n; at++) {
    const char *lemma = table_lemma(p->inflections, t->lower + at, "VERB");
    if (lemma) return dl_arena_printf(doc->arena, "%.*s%s", (int)at, t->lower, lemma);
  }
  return NULL;
}

/* The lemma that the tables have for the form as that part of speech, or NULL. */
static const char *known_lemma(const dl_parser *p, const dl_token *t, const char *upos) {
  const char *lemma = table_lemma(p->lemmas, t->lower, upos);
  return lemma ? lemma : table_lemma(p->inflections, t->lower, upos);
}

/* "Gunmen", taken for a name, is "Gunman": names keep their lemmas, but a plural that is made by more than an ending is
 * the noun's; NULL of any other. */
static const char *plural_lemma(const dl_parser *p, dl_document *doc, const dl_token *t) {
  const char *lemma = dl_in(t->xpos, DL_TAGS(NNS, NNPS)) ? known_lemma(p, t, "NOUN") : NULL;
  if (!lemma || strncmp(t->lower, lemma, strlen(lemma)) == 0) return NULL;
  return dl_is_upper(t->form[0]) ? dl_arena_printf(doc->arena, "%c%s", t->form[0], lemma + 1) : lemma;
}

/* The lemma that the tables have for the word; NULL: the network's stands. */
static const char *listed_lemma(const dl_parser *p, dl_document *doc, const dl_token *t) {
  if (t->upos == DL_PROPN) return plural_lemma(p, doc, t);
  if (!dl_in(t->upos, DL_UPOSES(VERB, NOUN, ADJ, ADV, PUNCT))) return NULL;
  const char *lemma = known_lemma(p, t, dl_upos_name(t->upos));
  return lemma ? lemma : compound_lemma(p, doc, t);
}

static void set_tag(const dl_parser *p, dl_document *doc, dl_token *t, int kind, uint32_t label) {
  switch (kind) {
    case 0:
      t->upos = p->net.upos_of[label];
      break;
    case 1:
      t->xpos = p->net.xpos_of[label];
      break;
    case 2:
      t->feats = p->net.feats.items[label];
      t->features = p->net.features_of[label];
      break;
    default: /* UPOS was read before */
      t->lemma = listed_lemma(p, doc, t);
      if (!t->lemma) t->lemma = dl_lemma_apply(doc->arena, p->net.lemma.items[label], t->form, t->lower);
  }
}

void dl_read_tags(const dl_parser *p, dl_arena *scratch, const dl_batch *batch, const dl_rows *rows) {
  for (int kind = 0; kind < 4; kind++) {
    const dl_matrix *w = &p->net.tags[kind];
    float *scores = dl_scratch(scratch, (size_t)DL_CHUNK * w->width * sizeof *scores);
    for (uint32_t first = 0; first < batch->rows; first += DL_CHUNK) {
      uint32_t count = batch->rows - first < DL_CHUNK ? batch->rows - first : DL_CHUNK;
      dl_rows some = dl_rows_from(rows, first);
      p->net.kernels->product(w, &some, count, scores, w->width, DL_SET);
      for (uint32_t k = 0; k < count; k++) {
        const dl_word *word = &batch->words[first + k];
        set_tag(p, word->doc, &word->doc->tokens[word->token], kind,
                p->net.kernels->best(scores + (size_t)k * w->width, w->outputs));
      }
    }
  }
}

static bool follows(uint32_t label, uint32_t before) {
  bool inside = label == DL_NER_I_PER || label == DL_NER_I_LOC || label == DL_NER_I_ORG;
  return !inside || before == label || before == label - 1;
}

/* Fills a word's odds from its label scores. */
static void set_odds(const float *s, dl_token *t) {
  float of[4] = {s[0], s[1] > s[2] ? s[1] : s[2], s[3] > s[4] ? s[3] : s[4], s[5] > s[6] ? s[5] : s[6]}, most = of[0];
  for (int k = 1; k < 4; k++) most = of[k] > most ? of[k] : most;
  for (int k = 0; k < 4; k++)
    t->odds[k] = most - of[k] < NAME_SURE ? (int8_t)((of[k] - most) * DL_NAME_ODD) : -NAME_SURE * DL_NAME_ODD;
}

void dl_read_names(const dl_parser *p, dl_arena *scratch, const dl_batch *batch, const dl_rows *rows) {
  const float *hidden = product(p, scratch, &p->net.name_hidden, rows, batch->rows, DL_RECTIFY);
  dl_rows bytes = dl_as_rows(&p->net, scratch, hidden, p->net.name_hidden.width, p->net.name.inputs, batch->rows);
  const float *scores = product(p, scratch, &p->net.name, &bytes, batch->rows, DL_SET);
  uint8_t(*from)[DL_NAME_LABELS] = dl_scratch(scratch, batch->length[0] * sizeof *from);
  for (uint32_t i = 0; i < batch->count; i++) {
    float sum[DL_NAME_LABELS], next[DL_NAME_LABELS];
    uint32_t n = batch->length[i];
    for (uint32_t t = 0; t < n; t++) {
      const float *s = scores + (size_t)(batch->start[t] + i) * p->net.name.width;
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
    uint32_t y = p->net.kernels->best(sum, DL_NAME_LABELS);
    dl_token *tokens = batch->docs[i]->tokens + batch->first[i];
    for (uint32_t t = n; t-- > 0; y = from[t][y]) {
      tokens[t].ner = (uint8_t)y;
      set_odds(scores + (size_t)(batch->start[t] + i) * p->net.name.width, &tokens[t]);
    }
  }
}

/* ---- the tree ---- */

/* The vectors of all words and of the root, in the spaces of arcs and of labels. */
typedef struct spaces {
  const float *arc_dep, *arc_head; /* dep is multiplied by U */
  const float *rel_head;
  dl_rows rel_dep;
  const float *from_dep, *from_head; /* the linear parts of the label scores */
  int32_t *head;                     /* per row: the row of its head, -1 for the root */
} spaces;

static spaces make_spaces(const dl_parser *p, dl_arena *scratch, const dl_batch *batch, const dl_rows *rows) {
  spaces s = {0};
  const float *dep = product(p, scratch, &p->net.arc_dep, rows, batch->rows, DL_RECTIFY);
  dl_rows bytes = dl_as_rows(&p->net, scratch, dep, p->net.arc_dep.width, p->net.arc, batch->rows);
  s.arc_dep = product(p, scratch, &p->net.arc_bilinear, &bytes, batch->rows, DL_SET);
  s.arc_head = product(p, scratch, &p->net.arc_head, rows, batch->rows, DL_RECTIFY);
  dep = product(p, scratch, &p->net.rel_dep, rows, batch->rows, DL_RECTIFY);
  s.rel_dep = dl_as_rows(&p->net, scratch, dep, p->net.rel_dep.width, p->net.label, batch->rows);
  s.rel_head = product(p, scratch, &p->net.rel_head, rows, batch->rows, DL_RECTIFY);
  bytes = dl_as_rows(&p->net, scratch, s.rel_head, p->net.rel_head.width, p->net.label, batch->rows);
  s.from_dep = product(p, scratch, &p->net.rel_from_dep, &s.rel_dep, batch->rows, DL_SET);
  s.from_head = product(p, scratch, &p->net.rel_from_head, &bytes, batch->rows, DL_SET);
  s.head = dl_scratch(scratch, batch->rows * sizeof *s.head);
  return s;
}

/* The tree of sentence i; `places` is scratch of length + 1. */
static void find_heads(const dl_parser *p, dl_arena *scratch, const dl_batch *batch, spaces *s, uint32_t i,
                       const float **places) {
  uint32_t n = batch->length[i], width = p->net.arc_head.width;
  float *scores = dl_scratch(scratch, (size_t)n * (n + 1) * sizeof *scores);
  uint32_t *heads = dl_scratch(scratch, n * sizeof *heads);
  places[0] = p->net.arc_root;
  for (uint32_t h = 1; h <= n; h++) places[h] = s->arc_head + (size_t)(batch->start[h - 1] + i) * width;
  for (uint32_t d = 0; d < n; d++)
    p->net.kernels->dots(s->arc_dep + (size_t)(batch->start[d] + i) * width, 0, places, n + 1, width,
                         scores + (size_t)d * (n + 1));
  dl_tree_decode(scratch, scores, n, heads);
  dl_token *tokens = batch->docs[i]->tokens + batch->first[i];
  for (uint32_t d = 0; d < n; d++) {
    uint32_t h = heads[d];
    tokens[d].head = h == 0 ? -1 : (int32_t)(batch->first[i] + h - 1);
    s->head[batch->start[d] + i] = h == 0 ? -1 : (int32_t)(batch->start[h - 1] + i);
  }
}

/* The part of the bilinear form that belongs to one label. */
static dl_matrix form_of(const dl_parser *p, uint32_t label) {
  dl_matrix m = p->net.rel_bilinear;
  size_t at = (size_t)label * p->net.label;
  m.outputs = m.width = p->net.label;
  m.panels += at * m.depth;
  m.offset += at;
  m.scale += at;
  m.bias += at;
  return m;
}

/* Scores of all relations of the rows first .. first + count: count x rel_from_dep.width at `scores`. */
static void score_relations(const dl_parser *p, const spaces *s, uint32_t first, uint32_t count, float *left,
                            float *scores) {
  uint32_t width = p->net.rel_from_dep.width;
  const float *heads[DL_CHUNK];
  for (uint32_t k = 0; k < count; k++) {
    int32_t head = s->head[first + k];
    const float *from_dep = s->from_dep + (size_t)(first + k) * width,
                *from_head = head < 0 ? p->net.root_from_head : s->from_head + (size_t)head * width;
    heads[k] = head < 0 ? p->net.rel_root : s->rel_head + (size_t)head * p->net.rel_head.width;
    for (uint32_t r = 0; r < width; r++) scores[(size_t)k * width + r] = from_dep[r] + from_head[r];
  }
  dl_rows some = dl_rows_from(&s->rel_dep, first);
  for (uint32_t r = 0; r < p->net.rel.count; r++) {
    float sums[DL_CHUNK];
    dl_matrix form = form_of(p, r);
    p->net.kernels->product(&form, &some, count, left, form.width, DL_SET);
    p->net.kernels->dots(left, form.width, heads, count, p->net.label, sums);
    for (uint32_t k = 0; k < count; k++) scores[(size_t)k * width + r] += sums[k];
  }
}

void dl_read_trees(const dl_parser *p, dl_arena *scratch, const dl_batch *batch, const dl_rows *rows) {
  spaces s = make_spaces(p, scratch, batch, rows);
  const float **places = dl_scratch(scratch, (batch->length[0] + 1) * sizeof *places);
  for (uint32_t i = 0; i < batch->count; i++) find_heads(p, scratch, batch, &s, i, places);
  uint32_t width = p->net.rel_from_dep.width;
  float *left = dl_scratch(scratch, (size_t)DL_CHUNK * p->net.label * sizeof *left),
        *scores = dl_scratch(scratch, (size_t)DL_CHUNK * width * sizeof *scores);
  for (uint32_t first = 0; first < batch->rows; first += DL_CHUNK) {
    uint32_t count = batch->rows - first < DL_CHUNK ? batch->rows - first : DL_CHUNK;
    score_relations(p, &s, first, count, left, scores);
    for (uint32_t k = 0; k < count; k++) {
      float *of = scores + (size_t)k * width;
      for (uint32_t r = 0; r < p->net.rel.count; r++) /* "root" goes to the root's child and to no other */
        if ((p->net.rel_of[r] == DL_DEPREL_ROOT) != (s.head[first + k] < 0)) of[r] -= 1e9f;
      uint32_t label = p->net.kernels->best(of, p->net.rel.count);
      dl_token *t = &batch->words[first + k].doc->tokens[batch->words[first + k].token];
      dl_label(t, p->net.rel_of[label]);
    }
  }
}
