#include "syntax/decode.h"

#include <stdbool.h>
#include <string.h>

#define NEVER (-1e30f)

/* A graph whose nodes are contracted in place; slot 0 is the root, slot v > 0 begins as word v - 1. */
typedef struct graph {
  uint32_t size;        /* slots: words + 1 */
  float *score;         /* [from * size + to] */
  uint32_t *head, *dep; /* the words at the ends of that edge */
  uint32_t *active, active_count;
  uint32_t *best;             /* per slot: the slot of its best head */
  uint32_t *in_head, *in_dep; /* per slot: the edge chosen into it */
  uint32_t *slot_of;          /* per word node: the slot that holds it now */
} graph;

typedef struct contraction {
  uint32_t *cycle, count; /* slots; cycle[0] is the slot that stays */
  uint32_t *in_head, *in_dep;
  uint32_t *slot_of; /* before the contraction */
  struct contraction *previous;
} contraction;

static void take_head(graph *g, uint32_t v, uint32_t from) {
  g->best[v] = from;
  g->in_head[v] = g->head[from * g->size + v];
  g->in_dep[v] = g->dep[from * g->size + v];
}

/* The best head of a slot, of several as good the first. */
static void choose_head(graph *g, uint32_t v) {
  uint32_t from = 0;
  float most = 2 * NEVER;
  for (uint32_t j = 0; j < g->active_count; j++) {
    uint32_t u = g->active[j];
    if (u != v && g->score[u * g->size + v] > most) {
      most = g->score[u * g->size + v];
      from = u;
    }
  }
  take_head(g, v, from);
}

/* Heads behind a contraction into `keep`: where it took a slot's head away a new one is chosen, elsewhere only `keep`
 * can be better than before. */
static void choose_again(graph *g, uint32_t keep, const bool *in_cycle) {
  for (uint32_t i = 0; i < g->active_count; i++) {
    uint32_t v = g->active[i];
    if (v == 0) continue;
    if (v == keep || in_cycle[g->best[v]]) {
      choose_head(g, v);
      continue;
    }
    float now = g->score[keep * g->size + v], before = g->score[g->best[v] * g->size + v];
    if (now > before || (now == before && keep < g->best[v])) take_head(g, v, keep);
  }
}

/* Slots of a cycle among the chosen heads into cycle[]; 0 if there is none. */
static uint32_t find_cycle(const graph *g, uint32_t *mark, uint32_t *cycle) {
  memset(mark, 0, g->size * sizeof *mark);
  for (uint32_t i = 0; i < g->active_count; i++) {
    uint32_t v = g->active[i], stamp = i + 1;
    while (v != 0 && mark[v] == 0) {
      mark[v] = stamp;
      v = g->best[v];
    }
    if (v == 0 || mark[v] != stamp) continue;
    uint32_t count = 0, start = v;
    do {
      cycle[count++] = v;
      v = g->best[v];
    } while (v != start);
    return count;
  }
  return 0;
}

static void contract(graph *g, const contraction *c, bool *in_cycle) {
  uint32_t n = g->size, keep = c->cycle[0];
  for (uint32_t i = 0; i < c->count; i++) in_cycle[c->cycle[i]] = true;
  for (uint32_t i = 0; i < g->active_count; i++) {
    uint32_t x = g->active[i];
    if (in_cycle[x]) continue;
    float enter = 2 * NEVER, leave = 2 * NEVER;
    uint32_t enter_at = keep, leave_at = keep;
    for (uint32_t k = 0; k < c->count; k++) {
      uint32_t v = c->cycle[k];
      float in = g->score[x * n + v] - g->score[g->best[v] * n + v], out = g->score[v * n + x];
      if (in > enter) {
        enter = in;
        enter_at = v;
      }
      if (out > leave) {
        leave = out;
        leave_at = v;
      }
    }
    uint32_t head = g->head[x * n + enter_at], dep = g->dep[x * n + enter_at];
    uint32_t out_head = g->head[leave_at * n + x], out_dep = g->dep[leave_at * n + x];
    g->score[x * n + keep] = enter;
    g->head[x * n + keep] = head;
    g->dep[x * n + keep] = dep;
    g->score[keep * n + x] = leave;
    g->head[keep * n + x] = out_head;
    g->dep[keep * n + x] = out_dep;
  }
  uint32_t left = 0;
  for (uint32_t i = 0; i < g->active_count; i++)
    if (!in_cycle[g->active[i]] || g->active[i] == keep) g->active[left++] = g->active[i];
  g->active_count = left;
  for (uint32_t w = 0; w < n; w++)
    if (in_cycle[g->slot_of[w]]) g->slot_of[w] = keep;
  choose_again(g, keep, in_cycle);
  for (uint32_t i = 0; i < c->count; i++) in_cycle[c->cycle[i]] = false;
}

static void *copy(dl_arena *arena, const uint32_t *from, uint32_t count) {
  uint32_t *to = dl_arena_alloc(arena, count * sizeof *to);
  memcpy(to, from, count * sizeof *to);
  return to;
}

static graph make_graph(dl_arena *arena, const float *scores, uint32_t count, uint32_t only_root) {
  uint32_t n = count + 1;
  graph g = {.size = n, .active_count = n};
  g.score = dl_arena_alloc(arena, (size_t)n * n * sizeof *g.score);
  g.head = dl_arena_alloc(arena, (size_t)n * n * sizeof *g.head);
  g.dep = dl_arena_alloc(arena, (size_t)n * n * sizeof *g.dep);
  uint32_t **lists[] = {&g.active, &g.best, &g.in_head, &g.in_dep, &g.slot_of};
  for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) *lists[i] = dl_arena_alloc(arena, n * sizeof(uint32_t));
  for (uint32_t u = 0; u < n; u++) {
    g.active[u] = g.slot_of[u] = u;
    for (uint32_t v = 0; v < n; v++) {
      bool barred = v == 0 || u == v || (only_root != 0 && u == 0 && v != only_root);
      g.score[u * n + v] = barred ? NEVER : scores[(size_t)(v - 1) * n + u];
      g.head[u * n + v] = u;
      g.dep[u * n + v] = v;
    }
  }
  return g;
}

/* The best tree; with only_root > 0, that word alone may stand under the root. */
static void edmonds(dl_arena *arena, const float *scores, uint32_t count, uint32_t only_root, uint32_t *heads) {
  graph g = make_graph(arena, scores, count, only_root);
  uint32_t n = g.size, *mark = dl_arena_alloc(arena, n * sizeof *mark),
           *cycle = dl_arena_alloc(arena, n * sizeof *cycle);
  bool *in_cycle = dl_arena_alloc(arena, n * sizeof *in_cycle);
  contraction *last = NULL;
  for (uint32_t v = 1; v < n; v++) choose_head(&g, v);
  for (;;) {
    uint32_t size = find_cycle(&g, mark, cycle);
    if (size == 0) break;
    contraction *c = dl_arena_alloc(arena, sizeof *c);
    *c = (contraction){copy(arena, cycle, size),  size, copy(arena, g.in_head, n), copy(arena, g.in_dep, n),
                       copy(arena, g.slot_of, n), last};
    contract(&g, c, in_cycle);
    last = c;
  }
  for (; last;
       last = last->previous) { /* open the cycles again: the edge that comes in from outside breaks each at one word */
    uint32_t keep = last->cycle[0], head = g.in_head[keep], dep = g.in_dep[keep], broken = last->slot_of[dep];
    for (uint32_t i = 0; i < last->count; i++) {
      uint32_t v = last->cycle[i];
      g.in_head[v] = v == broken ? head : last->in_head[v];
      g.in_dep[v] = v == broken ? dep : last->in_dep[v];
    }
  }
  for (uint32_t v = 1; v < n; v++) heads[v - 1] = g.in_head[v];
}

static uint32_t count_roots(const uint32_t *heads, uint32_t count, uint32_t *root) {
  uint32_t roots = 0;
  for (uint32_t d = 0; d < count; d++) {
    if (heads[d] != 0) continue;
    roots++;
    *root = d + 1;
  }
  return roots;
}

static bool is_tree(const uint32_t *heads, uint32_t count, uint32_t *mark) {
  memset(mark, 0, count * sizeof *mark);
  for (uint32_t d = 0; d < count; d++) {
    uint32_t v = d + 1;
    while (v != 0 && mark[v - 1] == 0) {
      mark[v - 1] = d + 1;
      v = heads[v - 1];
    }
    if (v != 0 && mark[v - 1] == d + 1) return false;
  }
  return true;
}

static double total(const float *scores, const uint32_t *heads, uint32_t count) {
  double sum = 0;
  for (uint32_t d = 0; d < count; d++) sum += scores[(size_t)d * (count + 1) + heads[d]];
  return sum;
}

void dl_tree_decode(dl_arena *arena, const float *scores, uint32_t count, uint32_t *heads) {
  for (uint32_t d = 0; d < count; d++) {
    const float *row = scores + (size_t)d * (count + 1);
    uint32_t best = d == 0 ? 1 : 0;
    for (uint32_t h = 0; h <= count; h++)
      if (h != d + 1 && (best == d + 1 || row[h] > row[best])) best = h;
    heads[d] = count == 1 ? 0 : best;
  }
  uint32_t *mark = dl_arena_alloc(arena, (count + 1) * sizeof *mark), root = 0;
  if (count_roots(heads, count, &root) == 1 && is_tree(heads, count, mark)) return;
  edmonds(arena, scores, count, 0, heads);
  if (count_roots(heads, count, &root) == 1) return;
  uint32_t *candidates = copy(arena, heads, count), *trial = dl_arena_alloc(arena, count * sizeof *trial);
  double most = -1e300;
  for (uint32_t d = 0; d < count; d++) { /* each word that the free tree put under the root, alone there */
    if (candidates[d] != 0) continue;
    edmonds(arena, scores, count, d + 1, trial);
    double sum = total(scores, trial, count);
    if (sum > most) {
      most = sum;
      memcpy(heads, trial, count * sizeof *heads);
    }
  }
}
