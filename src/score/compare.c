#include "score/compare.h"

#include <string.h>

#include "base/chars.h"
#include "base/fold.h"
#include "base/utf8.h"
#include "score/reader.h"

enum { KEYS = 64 }; /* countries of one slot */

/* ---- spans, categories ---- */

dl_gold_span dl_score_span(dl_document *doc, uint32_t begin, uint32_t end) {
  return (dl_gold_span){dl_document_cp(doc, begin), dl_document_cp(doc, end)};
}

uint32_t dl_score_overlap(dl_gold_span a, dl_gold_span b) {
  uint32_t begin = a.begin > b.begin ? a.begin : b.begin, end = a.end < b.end ? a.end : b.end;
  return begin < end ? end - begin : 0;
}

uint32_t dl_score_shared(const dl_gold_event *g, dl_gold_span span) {
  uint32_t most = 0;
  for (uint32_t i = 0; i < g->triggers.count; i++) {
    uint32_t shared = dl_score_overlap(g->triggers.items[i], span);
    if (shared > most) most = shared;
  }
  return most;
}

bool dl_score_right_category(const dl_gold_event *g, const dl_event *p) {
  if (g->event && strcmp(g->event, dl_act_name(p->act)) == 0) return true;
  for (uint32_t i = 0; i < g->event_alt.count; i++)
    if (strcmp(g->event_alt.items[i], dl_act_name(p->act)) == 0) return true;
  return false;
}

/* ---- countries ---- */

static bool is_one_of(const char *word, const char *list) { /* words of three letters, parted by spaces */
  const char *found = strstr(list, word);
  return strlen(word) == 3 && found && (found - list) % 4 == 0;
}

static bool begins(const char *text, const char *start) {
  return strncmp(text, start, strlen(start)) == 0;
}

/* "UNO", "EUR" for a party of the United Nations or the European Union; "". */
static const char *union_of(const char *code) {
  static const char *const all[][2] = {{"UNO", "UNO"}, {"EUR", "EUR"}, {"EEC", "EUR"}};
  const char *behind = begins(code, "IGO") ? code + 3 : code;
  for (size_t i = 0; i < sizeof all / sizeof *all; i++)
    if (begins(code, all[i][0]) || begins(behind, all[i][0])) return all[i][1];
  return "";
}

const char *dl_score_country(const dl_participant *p, char to[4]) {
  static const char organised[] = "UNO EUR IGO NGO IMG ISM MNC";
  static const char sectors[] =
      "COP GOV JUD LEG MIL PRM PTY REB SPY UAF UNK AGR BUS CRM CVL EDU ELI JRN LAB MED REF OPP PRE REL SOC";
  static const char *const same[][2] = {{"UN", "UNO"}, {"EU", "EUR"}, {"EEC", "EUR"}, {"XKX", "KOS"}};
  const char *country = DL_CODE_TEXT(p->country), *code = DL_CODE_TEXT(p->code);
  const char *joint = !country[0] || strcmp(country, "IGO") == 0 ? union_of(code) : "";
  if (joint[0]) return joint;
  for (size_t i = 0; i < sizeof same / sizeof *same; i++)
    if (strcmp(country, same[i][0]) == 0) return same[i][1];
  const char *from = country[0] ? country : code;
  size_t n = strnlen(from, 3);
  memcpy(to, from, n);
  to[n] = '\0';
  if (country[0]) return to;
  if (n < 3 || !dl_all(dl_is_upper, to, to + 3)) return "";
  return is_one_of(to, organised) || !is_one_of(to, sectors) ? to : "";
}

bool dl_score_has_country(const dl_event *p) {
  char name[4];
  for (uint32_t i = 0; i < p->actor.count; i++)
    if (dl_score_country(&p->actor.items[i], name)[0]) return true;
  for (uint32_t i = 0; i < p->recipient.count; i++)
    if (dl_score_country(&p->recipient.items[i], name)[0]) return true;
  return false;
}

bool dl_score_accepts(const dl_gold_party *g, const char *country) {
  if (strcmp(g->country, country) == 0) return true;
  for (uint32_t i = 0; i < g->alt.count; i++)
    if (strcmp(g->alt.items[i], country) == 0) return true;
  return false;
}

/* The countries of a slot, each once. */
typedef struct keys {
  char names[KEYS][4];
  uint32_t count;
} keys;

static bool has_key(const keys *k, const char *country) {
  for (uint32_t i = 0; i < k->count; i++)
    if (strcmp(k->names[i], country) == 0) return true;
  return false;
}

static void add_key(keys *k, const char *country) {
  if (country[0] && !has_key(k, country) && k->count < KEYS) memcpy(k->names[k->count++], country, strlen(country) + 1);
}

static void add_keys(keys *k, const dl_participants *list) {
  char name[4];
  for (uint32_t i = 0; i < list->count; i++) add_key(k, dl_score_country(&list->items[i], name));
}

static bool is_found(const dl_gold_party *g, const keys *k) {
  for (uint32_t i = 0; i < k->count; i++)
    if (dl_score_accepts(g, k->names[i])) return true;
  return false;
}

static bool names_a_country(const dl_gold_party *g) {
  bool any = g->country[0] != '\0';
  for (uint32_t i = 0; i < g->alt.count; i++) any = any || g->alt.items[i][0];
  return any;
}

/* Adds one side of the gold; a country that stands twice counts once. */
static void count_side(const dl_gold_parties *side, const keys *k, keys *seen, bool *first_empty, dl_slot_result *out) {
  for (uint32_t i = 0; i < side->count; i++) {
    const dl_gold_party *g = &side->items[i];
    bool again = g->country[0] ? has_key(seen, g->country) : *first_empty;
    if (!names_a_country(g) || again) continue;
    if (g->country[0])
      add_key(seen, g->country);
    else
      *first_empty = true;
    if (g->optional) continue;
    if (is_found(g, k))
      out->found++;
    else if (!dl_score_accepts(g, ""))
      out->missed++;
  }
}

static bool is_accepted(const dl_gold_parties *side, const char *country) {
  for (uint32_t i = 0; i < side->count; i++)
    if (dl_score_accepts(&side->items[i], country)) return true;
  return false;
}

static dl_slot_result compare_sides(const dl_gold_parties *side, const dl_gold_parties *other, const keys *k) {
  static const dl_gold_parties none = {0};
  dl_slot_result out = {0};
  keys seen = {.count = 0};
  bool empty = false;
  count_side(side, k, &seen, &empty, &out);
  count_side(other ? other : &none, k, &seen, &empty, &out);
  for (uint32_t i = 0; i < k->count; i++)
    out.wrong += !is_accepted(side, k->names[i]) && !is_accepted(other ? other : &none, k->names[i]);
  return out;
}

dl_slot_result dl_score_actors(const dl_gold_event *g, const dl_event *p) {
  keys k = {.count = 0};
  add_keys(&k, &p->actor);
  if (g->reciprocal) add_keys(&k, &p->recipient);
  return compare_sides(&g->actor, g->reciprocal ? &g->recipient : NULL, &k);
}

dl_slot_result dl_score_recipients(const dl_gold_event *g, const dl_event *p) {
  keys k = {.count = 0};
  if (g->reciprocal) return (dl_slot_result){0};
  add_keys(&k, &p->recipient);
  return compare_sides(&g->recipient, NULL, &k);
}

/* ---- sectors ---- */

/* Sectors that are told apart by too little to be asked for. */
static const char *broad(const char *sector) {
  static const char *const same[][2] = {{"UAF", "REB"}, {"PTY", "OPP"}, {"JRN", "MED"}, {"REF", "CVL"},
                                        {"SOC", "CVL"}, {"LEG", "GOV"}, {"ELI", "GOV"}};
  for (size_t i = 0; i < sizeof same / sizeof *same; i++)
    if (strncmp(sector, same[i][0], 3) == 0) return same[i][1];
  return sector;
}

bool dl_score_same_sector(const dl_gold_party *g, const dl_participant *p) {
  dl_code mine = p->sector ? p->sector : dl_code_rest(p->code);
  return strncmp(broad(DL_CODE_TEXT(mine)), broad(g->sector), 3) == 0;
}

/* ---- sources ---- */

/* The next word of a name at *at, in lower case as look-ups have it; its end. NULL: no more. */
static const char *next_word(const char **at) {
  const char *end = *at + strlen(*at);
  uint32_t cp;
  while (*at < end) {
    unsigned n = dl_utf8_decode(*at, end, &cp);
    if (dl_gold_is_word(cp)) break;
    *at += n;
  }
  const char *stop = *at;
  while (stop < end) {
    unsigned n = dl_utf8_decode(stop, end, &cp);
    if (!dl_gold_is_word(cp)) break;
    stop += n;
  }
  return stop > *at ? stop : NULL;
}

static bool is_the(const char *word, size_t size) {
  return size == 3 && strncmp(word, "the", 3) == 0;
}

/* Is each word of `a`, "the" aside, one of `b`? Both folded; false where `a` has none. */
static bool words_lie_in(const char *a, const char *b) {
  bool any = false;
  for (const char *at = a, *stop; (stop = next_word(&at)) != NULL; at = stop) {
    size_t size = (size_t)(stop - at);
    if (is_the(at, size)) continue;
    bool found = false;
    for (const char *other = b, *end; !found && (end = next_word(&other)) != NULL; other = end)
      found = (size_t)(end - other) == size && memcmp(other, at, size) == 0;
    if (!found) return false;
    any = true;
  }
  return any;
}

static bool spans_meet(const dl_comparison *c, const dl_gold_attribution *g, const dl_attribution *p) {
  const dl_entity *e = &c->doc->entities[p->entity];
  for (uint32_t i = 0; i < g->spans.count; i++) {
    if (dl_score_overlap(g->spans.items[i], dl_score_span(c->doc, p->source.begin, p->source.end))) return true;
    for (uint32_t k = 0; k < e->mention_count; k++) {
      const dl_mention *m = &c->doc->mentions[e->mentions[k]];
      if (dl_score_overlap(g->spans.items[i], dl_score_span(c->doc, m->begin, m->end))) return true;
    }
  }
  return false;
}

bool dl_score_same_source(const dl_comparison *c, uint32_t gold_attribution, uint32_t attribution) {
  const dl_gold_attribution *g = &c->gold->attributions[gold_attribution];
  const dl_attribution *p = &c->doc->attributions[attribution];
  if (!g->named || p->entity < 0) return !g->named && p->entity < 0;
  if (spans_meet(c, g, p)) return true;
  const char *name = c->doc->entities[p->entity].name;
  const char *mine = dl_utf8_fold(c->doc->arena, name, strlen(name)),
             *theirs = dl_utf8_fold(c->doc->arena, g->name, strlen(g->name));
  return words_lie_in(mine, theirs) || words_lie_in(theirs, mine);
}
