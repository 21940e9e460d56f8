#include "events/moment.h"

#include <stdio.h>
#include <string.h>

#include "events/paths.h"

enum { OPTIONS = 12 }; /* times of a sentence that are weighed */

/* ---- evidence ---- */

/* The word of the time whose head lies outside it. */
static int32_t top_of(const dl_document *doc, const dl_time *time) {
  for (uint32_t t = time->end_token; t-- > time->first_token;) {
    int32_t head = doc->tokens[t].head;
    if (head < (int32_t)time->first_token || head >= (int32_t)time->end_token) return (int32_t)t;
  }
  return (int32_t)time->first_token;
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

static void evidence_of(const dl_coding *work, const dl_candidate *c, const dl_time *time, uint32_t options,
                        dl_evidence *e) {
  const dl_document *doc = work->doc;
  char path[DL_BETWEEN_PATH];
  dl_between b = {"time", top_of(doc, time), time->first_token, time->end_token, options, grain_of(time)};
  dl_between_evidence(work, c, &b, path, e);
  dl_evidence_add(e, "", "side+tag=", side_of(doc, time), " ", doc->tokens[c->site.trigger].xpos);
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

static uint32_t list_options(const dl_coding *work, const dl_candidate *c, dl_weighed options[OPTIONS]) {
  const dl_document *doc = work->doc;
  const dl_sentence *s = &doc->sentences[c->event.sentence];
  uint32_t count = 0;
  for (uint32_t i = dl_time_from(doc, s->first); i < doc->time_count && doc->times[i].first_token < dl_sentence_end(s);
       i++)
    if (tells_a_day(&doc->times[i]) && count < OPTIONS)
      options[count++] = (dl_weighed){.item = (int32_t)i, .span = {doc->times[i].begin, doc->times[i].end}};
  bool own = false; /* one that hangs on the act */
  for (uint32_t i = 0; i < count; i++) own |= hangs_on(work, c, &doc->times[options[i].item]);
  for (uint32_t i = 0; i < count; i++) {
    const dl_time *time = &doc->times[options[i].item];
    bool hangs = hangs_on(work, c, time);
    evidence_of(work, c, time, count, &options[i].evidence);
    dl_evidence_add(&options[i].evidence, "",
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

void dl_find_moment(dl_coding *work, dl_candidate *c) {
  const dl_learned *moment = &work->coder->moment;
  dl_weighed options[OPTIONS];
  uint32_t count = list_options(work, c, options);
  int32_t best = dl_is_learned(moment) ? dl_weigh_options(moment, options, count) : -1;
  for (uint32_t i = 0; i < count && !dl_is_learned(moment) && best < 0; i++)
    if (hangs_on(work, c, &work->doc->times[options[i].item])) best = (int32_t)i;
  c->event.time = best >= 0 ? options[best].item : -1;
  c->event.until = -1;
  c->event.since = false;
  if (work->each_moment) work->each_moment(work->each_context, &c->event, options, count);
  for (uint32_t i = 0; i < count && dl_is_learned(moment) && work->coder->explains; i++)
    dl_tell_option(work, c, moment, "time", &options[i], (int32_t)i == best);
  if (c->event.time < 0) return;
  int32_t top = top_of(work->doc, &work->doc->times[c->event.time]);
  if (ends_at(work, c->event.time, top)) c->event.until = c->event.time + 1;
  c->event.since = c->event.until < 0 && dl_has_case(&work->graph, top, "since");
}
