#include "score/score.h"

#include <string.h>

#include "score/compare.h"

typedef struct scoring {
  dl_comparison c;
  uint32_t *n; /* of dl_counts */
  dl_score_errors *errors;
} scoring;

static void note(scoring *s, const char *kind, const dl_gold_event *g, const dl_event *p) {
  if (s->errors)
    *DL_PUSH(s->c.doc->arena, s->errors->items, s->errors->count, s->errors->capacity) = (dl_score_error){kind, g, p};
}

/* Is the value one of "CT+|Uu"? */
static bool is_value(const char *values, const char *value) {
  size_t size = strlen(value);
  for (const char *at = values; size > 0 && *at; at += strcspn(at, "|"), at += *at == '|')
    if (strcspn(at, "|") == size && strncmp(at, value, size) == 0) return true;
  return false;
}

/* ---- what is done ---- */

/* Roots of CAMEO that one category spans. */
static bool same_root(const char *a, const char *b) {
  static const char *const together[] = {"02 10", "09 11", "17 19", "18 19 20", "03 08", "06 07"};
  if (strncmp(a, b, 2) == 0) return true;
  char x[3] = {a[0], a[1], '\0'}, y[3] = {b[0], b[0] ? b[1] : '\0', '\0'};
  for (size_t i = 0; i < sizeof together / sizeof *together; i++)
    if (strlen(y) == 2 && strstr(together[i], x) && strstr(together[i], y)) return true;
  return false;
}

static bool score_category(scoring *s, const dl_gold_event *g, const dl_event *p) {
  bool right = dl_score_right_category(g, p), first = g->event && strcmp(g->event, dl_act_name(p->act)) == 0;
  s->n[DL_N_CATEGORY] += right;
  s->n[DL_N_STRICT] += first;
  if (!right) note(s, "category", g, p);
  if (strlen(g->cameo) >= 2) {
    s->n[DL_N_ROOTS]++;
    s->n[DL_N_ROOT] += same_root(g->cameo, p->cameo) || (right && !first);
  }
  if (g->mode[0]) {
    s->n[DL_N_MODES]++;
    s->n[DL_N_MODE] += dl_mode_parse(g->mode) == p->mode;
  }
  return right;
}

/* ---- the parties ---- */

static void score_sectors(scoring *s, const dl_gold_event *g, const dl_gold_parties *side, const dl_event *p,
                          bool recipients) {
  for (uint32_t i = 0; i < side->count; i++) {
    const dl_gold_party *x = &side->items[i];
    bool met = false, right = false;
    for (int other = 0; other < 2; other++) {
      const dl_participants *mine = other ? &p->recipient : &p->actor;
      for (uint32_t k = 0; (g->reciprocal || other == recipients) && k < mine->count; k++) {
        char to[4];
        const char *country = dl_score_country(&mine->items[k], to);
        if (!country[0] || !dl_score_accepts(x, country)) continue;
        met = true;
        right = right || dl_score_same_sector(x, &mine->items[k]);
      }
    }
    if (!x->sector[0] || !met || x->optional) continue;
    s->n[DL_N_SECTORS]++;
    s->n[DL_N_SECTOR] += right;
    if (!right) note(s, "sector", g, p);
  }
}

static bool score_parties(scoring *s, const dl_gold_event *g, const dl_event *p) {
  dl_slot_result actors = dl_score_actors(g, p), recipients = dl_score_recipients(g, p);
  s->n[DL_N_ACTOR_TP] += actors.found;
  s->n[DL_N_ACTOR_FN] += actors.missed;
  s->n[DL_N_ACTOR_FP] += actors.wrong;
  s->n[DL_N_RECIPIENT_TP] += recipients.found;
  s->n[DL_N_RECIPIENT_FN] += recipients.missed;
  s->n[DL_N_RECIPIENT_FP] += recipients.wrong;
  if (actors.missed + actors.wrong > 0) note(s, "actor", g, p);
  if (recipients.missed + recipients.wrong > 0) note(s, "recipient", g, p);
  score_sectors(s, g, &g->actor, p, false);
  score_sectors(s, g, &g->recipient, p, true);
  return actors.missed + actors.wrong + recipients.missed + recipients.wrong == 0;
}

/* ---- who says so ---- */

/* Does one of the gold's sources name that of the attribution? `chain`: the sources that those are nested in count too.
 */
static bool names_source(const scoring *s, const dl_gold_event *g, uint32_t attribution, bool chain) {
  const dl_gold_numbers *lists[] = {&g->attribution, &g->attribution_alt};
  const dl_gold_attribution *all = s->c.gold->attributions;
  for (int l = 0; l < 2; l++)
    for (uint32_t i = 0; i < lists[l]->count; i++) {
      uint32_t steps = 0;
      for (int32_t at = (int32_t)lists[l]->items[i]; at >= 0 && steps <= s->c.gold->attribution_count;
           at = chain ? all[at].parent : -1, steps++)
        if (dl_score_same_source(&s->c, (uint32_t)at, attribution)) return true;
    }
  return false;
}

static bool is_inner(const dl_document *doc, const dl_event *p, uint32_t attribution) {
  for (uint32_t i = 0; i < p->attribution.count; i++)
    if (doc->attributions[p->attribution.items[i]].parent == (int32_t)attribution) return false;
  return true;
}

static void score_source(scoring *s, const dl_gold_event *g, const dl_event *p) {
  const dl_document *doc = s->c.doc;
  bool sourced = g->attribution.count > 0, said = p->attribution.count > 0;
  bool right = !sourced && !said, wide = right;
  for (uint32_t i = 0; sourced && i < p->attribution.count; i++) {
    uint32_t a = p->attribution.items[i], steps = 0;
    if (is_inner(doc, p, a) && names_source(s, g, a, false)) right = true;
    for (int32_t at = (int32_t)a; at >= 0 && !wide && steps <= doc->attribution_count;
         at = doc->attributions[at].parent, steps++)
      wide = names_source(s, g, (uint32_t)at, true);
  }
  if (g->attribution_any && !said) right = wide = true;
  s->n[DL_N_SOURCES]++;
  s->n[DL_N_SOURCE] += right;
  s->n[DL_N_CHAIN] += wide;
  if (sourced && !g->attribution_any) {
    s->n[DL_N_SOURCEDS]++;
    s->n[DL_N_SOURCED] += right;
  }
  if (!right) note(s, "source", g, p);
}

/* ---- how sure ---- */

/* The value of the source that the gold means; else the last one of any source. */
static const char *held_value(const scoring *s, const dl_gold_event *g, const dl_event *p) {
  const char *any = "", *named = "";
  for (uint32_t i = 0; i < p->factuality_count; i++) {
    const dl_factuality *f = &p->factuality[i];
    if (f->entity == -1) continue;
    any = dl_factuality_name(f->value);
    for (uint32_t k = 0; f->entity >= 0 && k < p->attribution.count; k++) {
      uint32_t a = p->attribution.items[k];
      if (s->c.doc->attributions[a].entity == f->entity && names_source(s, g, a, false)) named = any;
    }
  }
  return named[0] ? named : any;
}

static void score_factuality(scoring *s, const dl_gold_event *g, const dl_event *p) {
  const char *author = "";
  for (uint32_t i = p->factuality_count; i-- > 0;)
    if (p->factuality[i].entity == -1) author = dl_factuality_name(p->factuality[i].value);
  bool right = is_value(g->author, author);
  s->n[DL_N_AUTHOR] += right;
  if (!right) note(s, "author value", g, p);
  if (!g->source[0] || (g->attribution_any && p->factuality_count < 2)) return;
  right = is_value(g->source, held_value(s, g, p));
  s->n[DL_N_HOLDERS]++;
  s->n[DL_N_HOLDER] += right;
  if (!right) note(s, "source value", g, p);
}

static uint32_t bits(uint32_t set) {
  uint32_t count = 0;
  for (; set; set &= set - 1) count++;
  return count;
}

static void score_auxiliary(scoring *s, const dl_gold_event *g, const dl_event *p) {
  if (g->auxiliary_any) return;
  bool ahead = g->event && (strcmp(g->event, "AGREE") == 0 || strcmp(g->event, "CONCEDE") == 0 ||
                            strcmp(g->event, "THREATEN") == 0);
  uint32_t asked = DL_NEGATED | DL_HISTORICAL |
                   (ahead ? 0 : DL_FUTURE | DL_HYPOTHETICAL); /* what is promised lies ahead by itself */
  uint32_t want = g->auxiliary & asked, have = p->auxiliary & asked;
  s->n[DL_N_AUXES]++;
  s->n[DL_N_AUX] += want == have;
  s->n[DL_N_AUX_TP] += bits(want & have);
  s->n[DL_N_AUX_FP] += bits(have & ~want);
  s->n[DL_N_AUX_FN] += bits(want & ~have);
  if (want != have) note(s, "auxiliary", g, p);
}

/* ---- denials ---- */

/* Does an end of the program's link stand for this event of the gold? */
static bool touches(const scoring *s, uint32_t event, uint32_t gold) {
  return s->c.gold_of[event] == (int32_t)gold || dl_score_shared(&s->c.gold->events[gold], s->c.triggers[event]) > 0;
}

static bool fits(const scoring *s, const dl_link *link, const dl_gold_denial *denial) {
  if (!touches(s, link->from, denial->from)) return false;
  for (uint32_t i = 0; i < denial->to.count; i++)
    if (touches(s, link->to, denial->to.items[i])) return true;
  return false;
}

static void score_denials(scoring *s) {
  const dl_gold *gold = s->c.gold;
  bool *found = dl_arena_alloc(s->c.doc->arena, gold->denial_count + 1);
  for (uint32_t i = 0; i < s->c.doc->link_count; i++) {
    const dl_link *link = &s->c.doc->links[i];
    if (link->type != DL_DENIES) continue;
    bool right = false, optional = false;
    for (uint32_t k = 0; k < gold->denial_count; k++)
      if (fits(s, link, &gold->denials[k])) right = true, optional = optional || gold->denials[k].optional;
    if (optional) continue;
    s->n[DL_N_DENY_PREDICTED]++;
    s->n[DL_N_DENY_RIGHT] += right;
    for (uint32_t k = 0; k < gold->denial_count; k++) found[k] = found[k] || fits(s, link, &gold->denials[k]);
  }
  for (uint32_t k = 0; k < gold->denial_count; k++) {
    s->n[DL_N_DENY_GOLD] += !gold->denials[k].optional;
    s->n[DL_N_DENY_FOUND] += found[k] && !gold->denials[k].optional;
  }
}

/* ---- a document ---- */

static void score_missed(scoring *s) {
  bool *hit = dl_arena_alloc(s->c.doc->arena, s->c.gold->event_count + 1);
  for (uint32_t i = 0; i < s->c.doc->event_count; i++)
    if (s->c.gold_of[i] >= 0) hit[s->c.gold_of[i]] = true;
  for (uint32_t j = 0; j < s->c.gold->event_count; j++) {
    const dl_gold_event *g = &s->c.gold->events[j];
    if (g->optional) continue;
    s->n[g->event && g->event[0] ? DL_N_GOLD : DL_N_SAID]++;
    if (!hit[j]) note(s, "missed", g, NULL);
  }
}

static void score_event(scoring *s, const dl_gold_event *g, const dl_event *p) {
  bool coded = p->act != DL_SPEECH_ACT;
  if (!g) {
    s->n[DL_N_PREDICTED] += coded;
    if (coded) note(s, "extra", NULL, p);
    return;
  }
  if (g->optional) return;
  if (g->event && !g->event[0]) { /* a speech act */
    bool right = dl_score_right_category(g, p);
    s->n[DL_N_SAID_RIGHT] += right;
    s->n[DL_N_PREDICTED] += !right && coded;
    if (!right) note(s, "category", g, p);
    return;
  }
  s->n[DL_N_PREDICTED]++;
  s->n[DL_N_MATCHED]++;
  bool category = score_category(s, g, p), parties = score_parties(s, g, p);
  s->n[DL_N_TUPLE] += category && parties;
  score_source(s, g, p);
  score_factuality(s, g, p);
  score_auxiliary(s, g, p);
}

void dl_score_document(const dl_gold *gold, dl_document *doc, dl_counts *counts, dl_score_errors *errors) {
  scoring s = {.c = {.gold = gold, .doc = doc}, .n = counts->n, .errors = errors};
  s.c.triggers = dl_arena_alloc(doc->arena, (doc->event_count + 1) * sizeof *s.c.triggers);
  for (uint32_t i = 0; i < doc->event_count; i++)
    s.c.triggers[i] = dl_score_span(doc, doc->events[i].trigger_span.begin, doc->events[i].trigger_span.end);
  dl_score_match(&s.c);
  s.n[DL_N_DOCUMENTS]++;
  score_missed(&s);
  for (uint32_t i = 0; i < doc->event_count; i++)
    score_event(&s, s.c.gold_of[i] >= 0 ? &gold->events[s.c.gold_of[i]] : NULL, &doc->events[i]);
  score_denials(&s);
}
