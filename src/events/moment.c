#include "events/moment.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { OPTIONS = 12, STEPS = 40 }; /* times of a sentence that are weighed; words between an act and the top */

static void want(dl_items *items, void *to) {
  dl_moment *moment = to;
  moment->names = dl_items_index(items, "evidence");
  moment->weights = dl_items_embedding(items, "weights", moment->names.keys.count);
  if (!items->missing && moment->weights.width != 1) items->missing = "weights";
  moment->there = true;
}

int dl_moment_read(dl_moment *moment, const dl_model *model, dl_status *status) {
  *moment = (dl_moment){0};
  return dl_items_read(model, "moment", want, moment, &moment->memory, status);
}

void dl_moment_free(dl_moment *moment) {
  free(moment->memory);
}

/* ---- evidence ---- */

/* A word and those above it, up to the root. */
typedef struct line {
  int32_t at[STEPS];
  uint32_t count;
} line;

static line line_of(const dl_document *doc, int32_t token) {
  line l = {.count = 0};
  for (; token >= 0 && l.count < STEPS; token = doc->tokens[token].head) l.at[l.count++] = token;
  return l;
}

/* The word of the time whose head lies outside it. */
static int32_t top_of(const dl_document *doc, const dl_time *time) {
  for (uint32_t t = time->end_token; t-- > time->first_token;) {
    int32_t head = doc->tokens[t].head;
    if (head < (int32_t)time->first_token || head >= (int32_t)time->end_token) return (int32_t)t;
  }
  return (int32_t)time->first_token;
}

static void name(dl_evidence *e, const char *a, const char *b, const char *c, const char *d) {
  dl_evidence_add(e, "", a, b, c, d);
}

/* How the words from `from` up to `to` hang on each other, nearest first, without what coordination adds. */
static void chain_of(const dl_document *doc, const line *l, uint32_t to, char *text, size_t size) {
  size_t used = 0;
  uint32_t shown = 0;
  text[0] = '\0';
  for (uint32_t i = 0; i < to && shown < 3; i++, shown++) {
    int n = snprintf(text + used, size - used, "%s%s", used ? " " : "", doc->tokens[l->at[i]].deprel);
    if (n < 0 || (size_t)n >= size - used) return;
    used += (size_t)n;
  }
}

/* The same in letters: of clauses c (said), r (relative), a (others), j (coordinated), of nouns n, of what hangs on a
 * verb v; repeated ones once. */
static void letters_of(const dl_document *doc, const line *l, uint32_t to, char *text, size_t size) {
  size_t used = 0;
  for (uint32_t i = 0; i < to && used + 1 < size; i++) {
    const dl_token *t = &doc->tokens[l->at[i]];
    const unsigned above = t->head >= 0 ? doc->tokens[t->head].upos : DL_X;
    char c = t->rel == DL_REL_CCOMP                                   ? 'c'
             : !strcmp(t->deprel, "acl:relcl")                        ? 'r'
             : t->rel == DL_REL_ADVCL || t->rel == DL_REL_ACL         ? 'a'
             : t->rel == DL_REL_XCOMP                                 ? 'x'
             : t->rel == DL_REL_PARATAXIS                             ? 'p'
             : t->rel == DL_REL_CONJ || t->rel == DL_REL_APPOS        ? 'j'
             : above == DL_VERB || above == DL_AUX || above == DL_ADJ ? 'v'
                                                                      : 'n';
    if (!used || text[used - 1] != c) text[used++] = c;
  }
  text[used] = '\0';
}

/* Clauses that part the two: "act in ccomp", "time in acl:relcl". */
static uint32_t add_clauses(const dl_document *doc, const line *l, uint32_t to, const char *whose, dl_evidence *e) {
  uint32_t clauses = 0;
  for (uint32_t i = 0; i < to; i++) {
    const dl_token *t = &doc->tokens[l->at[i]];
    bool clause = t->rel == DL_REL_CCOMP || t->rel == DL_REL_ADVCL || t->rel == DL_REL_ACL || t->rel == DL_REL_XCOMP ||
                  t->rel == DL_REL_PARATAXIS || t->rel == DL_REL_CSUBJ;
    if (!clause && t->rel != DL_REL_CONJ) continue;
    name(e, whose, " in ", t->deprel, "");
    clauses += clause;
  }
  return clauses;
}

static const char *grain_of(const dl_time *time) {
  size_t size = strlen(time->value);
  if (strchr(time->value, 'T')) return "clock";
  if (size >= 10) return time->value[5] == 'W' ? "weekend" : "day";
  if (strstr(time->value, "-W")) return "week";
  return size == 4 ? "year" : size == 7 ? "month" : "span";
}

static const char *side_of(const dl_document *doc, const dl_time *time) {
  if (!doc->date[0] || !time->from[0]) return "open";
  return strcmp(time->from, doc->date) > 0 ? "ahead" : strcmp(time->to, doc->date) < 0 ? "behind" : "now";
}

static const char *few(uint32_t n) {
  return n == 0 ? "0" : n == 1 ? "1" : n <= 3 ? "3" : n <= 7 ? "7" : n <= 15 ? "15" : "more";
}

/* Preposition, subordinator and auxiliaries. */
static void add_words(const dl_coding *work, int32_t top, int32_t verb, const char *path, dl_evidence *e) {
  const dl_graph *g = &work->graph;
  const dl_token *tokens = work->doc->tokens;
  bool any = false;
  for (int32_t c = dl_first(g, top); c >= 0; c = g->next[c]) {
    if (tokens[c].rel != DL_REL_CASE) continue;
    any = true;
    name(e, "prep=", tokens[c].lower, "", "");
    name(e, "prep+path=", tokens[c].lower, " ", path);
  }
  if (!any) name(e, "no prep ", path, "", "");
  for (int32_t c = dl_first(g, verb); c >= 0; c = g->next[c])
    if (tokens[c].rel == DL_REL_AUX || tokens[c].rel == DL_REL_MARK) name(e, "aux=", tokens[c].lower, "", "");
}

static void add_place(const dl_document *doc, const dl_candidate *c, const dl_time *time, uint32_t options,
                      dl_evidence *e) {
  int32_t act = c->site.trigger;
  bool before = (int32_t)time->first_token < act;
  uint32_t from = before ? time->end_token : (uint32_t)act + 1, to = before ? (uint32_t)act : time->first_token,
           verbs = 0;
  for (uint32_t t = from; t < to; t++) verbs += doc->tokens[t].upos == DL_VERB;
  const dl_sentence *s = &doc->sentences[c->event.sentence];
  name(e, before ? "before, verbs " : "behind, verbs ", few(verbs), "", "");
  name(e, before ? "before, words " : "behind, words ", few(to > from ? to - from : 0), "", "");
  name(e, options == 1 ? "alone" : "one of several", "", "", "");
  if (time->end_token + 1 >= s->first + s->count) name(e, "at the end", "", "", "");
  if (time->first_token <= s->first + 1) name(e, "at the start", "", "", "");
}

/* The word that the time is asked for: the trigger, or the verb that is a part of it ("made a visit"), which is nearer.
 */
static int32_t act_of(const dl_coding *work, const dl_candidate *c, int32_t top) {
  const dl_token *tokens = work->doc->tokens;
  int32_t verb = c->site.verb;
  bool part = verb >= 0 && verb != c->site.trigger && tokens[verb].begin >= c->event.trigger_span.begin &&
              tokens[verb].end <= c->event.trigger_span.end;
  return part && (dl_within(&work->graph, c->site.trigger, verb) || tokens[top].head == verb) ? verb : c->site.trigger;
}

static void evidence_of(const dl_coding *work, const dl_candidate *c, const dl_time *time, uint32_t options,
                        dl_evidence *e) {
  const dl_document *doc = work->doc;
  int32_t top = top_of(doc, time), act = act_of(work, c, top);
  line up = line_of(doc, act), down = line_of(doc, top);
  uint32_t i = 0, k = 0; /* where they meet */
  for (i = 0; i < up.count; i++) {
    for (k = 0; k < down.count && down.at[k] != up.at[i]; k++) continue;
    if (k < down.count) break;
  }
  char ups[96], downs[96], path[200], above[16], below[16];
  chain_of(doc, &up, i, ups, sizeof ups);
  chain_of(doc, &down, k, downs, sizeof downs);
  snprintf(path, sizeof path, "%s/%s", ups, downs);
  letters_of(doc, &up, i, above, sizeof above);
  letters_of(doc, &down, k, below, sizeof below);
  const dl_token *trigger = &doc->tokens[act];
  const dl_token *meet = i < up.count ? &doc->tokens[up.at[i]] : trigger;
  const char *grain = grain_of(time), *side = side_of(doc, time), *tag = trigger->xpos;
  e->count = 0;
  name(e, "all", "", "", "");
  name(e, "path=", path, "", "");
  name(e, "up=", ups, "", "");
  name(e, "down=", downs, "", "");
  name(e, "outline=", above, "/", below);
  dl_evidence_add(e, " ", "outline of a", tag[0] == 'V' ? "verb" : "noun", above, below);
  name(e, "act ", few(i), " below", "");
  name(e, "time ", few(k), " below", "");
  uint32_t parted = add_clauses(doc, &up, i, "act", e), aside = add_clauses(doc, &down, k, "time", e);
  name(e, "clauses ", few(parted), "+", few(aside));
  name(e, "meet=", i == 0 ? "act" : k == 0 ? "time" : meet->lemma, "", "");
  name(e, "meet tag=", i == 0 ? "act" : meet->xpos, "", "");
  if (up.at[i < up.count ? i : 0] == c->site.verb) name(e, "on its verb", "", "", "");
  name(e, "tag=", tag, "", "");
  name(e, "tag+up=", tag, " ", ups);
  name(e, "grain=", grain, "", "");
  name(e, "grain+path=", grain, " ", path);
  name(e, "grain+clauses=", grain, " ", few(parted + aside));
  name(e, "side+tag=", side, " ", tag);
  name(e, "rel=", doc->tokens[top].deprel, "", "");
  name(e, "act=", c->event.category[0] ? c->event.category : "speech", "", "");
  if (doc->tokens[top].head >= 0) name(e, "time's head tag=", doc->tokens[doc->tokens[top].head].xpos, "", "");
  add_words(work, top, c->site.verb >= 0 ? c->site.verb : act, path, e);
  add_place(doc, c, time, options, e);
}

/* ---- the choice ---- */

static bool tells_a_day(const dl_time *time) {
  return (!strcmp(time->type, "DATE") || !strcmp(time->type, "TIME")) && !strstr(time->value, "_REF");
}

/* Is it the time of the act or its verb themselves? */
static bool hangs_on(const dl_coding *work, const dl_candidate *c, const dl_time *time) {
  int32_t head = work->doc->tokens[top_of(work->doc, time)].head;
  return head >= 0 && (head == c->site.trigger || head == c->site.verb);
}

static uint32_t list_options(const dl_coding *work, const dl_candidate *c, dl_moment_option options[OPTIONS]) {
  const dl_document *doc = work->doc;
  const dl_sentence *s = &doc->sentences[c->event.sentence];
  uint32_t count = 0;
  for (uint32_t i = dl_time_from(doc, s->first); i < doc->time_count && doc->times[i].first_token < dl_sentence_end(s);
       i++)
    if (tells_a_day(&doc->times[i]) && count < OPTIONS) options[count++].time = (int32_t)i;
  bool own = false; /* one that hangs on the act */
  for (uint32_t i = 0; i < count; i++) own |= hangs_on(work, c, &doc->times[options[i].time]);
  for (uint32_t i = 0; i < count; i++) {
    const dl_time *time = &doc->times[options[i].time];
    bool hangs = hangs_on(work, c, time);
    evidence_of(work, c, time, count, &options[i].evidence);
    name(&options[i].evidence,
         hangs ? "hangs on the act"
         : own ? "another hangs on it"
               : "none hangs on it",
         "", "", "");
  }
  return count;
}

/* "from Monday to Friday", "November 7-18": the time behind `time` is its end. */
static bool ends_at(const dl_coding *work, int32_t time, int32_t top) {
  const dl_document *doc = work->doc;
  if (time + 1 >= (int32_t)doc->time_count) return false;
  const dl_time *first = &doc->times[time], *next = first + 1;
  if (!tells_a_day(next) || next->first_token > first->end_token + 1 || !first->from[0] || !next->to[0]) return false;
  if (strcmp(first->from, next->to) > 0 ||
      doc->tokens[next->first_token].sentence != doc->tokens[first->first_token].sentence)
    return false;
  char *between =
      dl_arena_strndup(doc->arena, doc->text + first->end, next->begin > first->end ? next->begin - first->end : 0);
  char *word = between + strspn(between, " \n\t");
  word[strcspn(word, " \n\t")] = '\0';
  bool both = !strcmp(word, "and");
  if (both) return dl_has_case(&work->graph, top, "between") || next->follows;
  return !strcmp(word, "to") || !strcmp(word, "-") || !strcmp(word, "\xe2\x80\x93") || !strcmp(word, "until") ||
         !strcmp(word, "till") || !strcmp(word, "through");
}

enum { TOLD = 4 }; /* pieces of evidence that explain tells */

static void tell(dl_coding *work, dl_candidate *c, const dl_moment_option *o) {
  const dl_moment *moment = &work->coder->moment;
  const dl_time *time = &work->doc->times[o->time];
  char strongest[400];
  dl_evidence_tell(&o->evidence, &moment->names, &moment->weights, TOLD, strongest, sizeof strongest);
  dl_trace_line(work, &c->event.trace,
                dl_arena_printf(work->doc->arena, "time: \"%s\", %s, by %+.1f%s",
                                dl_document_slice(work->doc, time->begin, time->end),
                                c->event.time == o->time ? "the act's" : "not the act's", (double)o->score, strongest));
}

void dl_find_moment(dl_coding *work, dl_candidate *c) {
  const dl_moment *moment = &work->coder->moment;
  dl_moment_option options[OPTIONS];
  uint32_t count = list_options(work, c, options);
  float best = 0;
  c->event.time = c->event.until = -1;
  c->event.since = false;
  for (uint32_t i = 0; i < count; i++) {
    dl_moment_option *o = &options[i];
    bool hangs = !moment->there && hangs_on(work, c, &work->doc->times[o->time]);
    o->score = moment->there ? dl_evidence_sum(&o->evidence, &moment->names, &moment->weights) : hangs ? 1.0F : -1.0F;
    if (o->score <= best) continue;
    best = o->score;
    c->event.time = o->time;
  }
  if (work->each_moment) work->each_moment(work->each_context, &c->event, options, count);
  for (uint32_t i = 0; i < count && moment->there && work->coder->explains; i++) tell(work, c, &options[i]);
  if (c->event.time < 0) return;
  int32_t top = top_of(work->doc, &work->doc->times[c->event.time]);
  if (ends_at(work, c->event.time, top)) c->event.until = c->event.time + 1;
  c->event.since = c->event.until < 0 && dl_has_case(&work->graph, top, "since");
}
