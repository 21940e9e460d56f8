#include "events/moment.h"

#include <stdio.h>
#include <string.h>

#include "events/paths.h"
#include "times/calendar.h"

enum {
  OPTIONS = 12, /* times of a sentence that are weighed, */
  BEFORE = 3    /* and of the one before, the last ones */
};

static const float NEARLY = -1; /* from this score on explain tells of a time of the sentence before */

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

/* The first verb or act above a word; -1. */
static int32_t holder_of(const dl_coding *work, int32_t word) {
  const dl_token *tokens = work->doc->tokens;
  int32_t t = tokens[word].head;
  while (t >= 0 && tokens[t].upos != DL_VERB && work->act[t] == DL_NO_ACT) t = tokens[t].head;
  return t;
}

/* What holds a time: this kind of act, another, a verb of saying, another verb. */
static const char *kind_of(const dl_coding *work, const dl_candidate *c, int32_t holder) {
  return holder < 0                                                       ? "nothing"
         : holder == c->site.trigger || work->act[holder] == c->event.act ? "this act"
         : work->act[holder] != DL_NO_ACT                                 ? "another act"
         : dl_is_kind(work, holder, DL_SENSE_SPEECH)                      ? "speech"
                                                                          : "a verb";
}

/* The tag of the verb's auxiliary, or of the "to" before it; TAG_NONE. *had: it is "had". */
static unsigned auxiliary_of(const dl_document *doc, int32_t verb, bool *had) {
  for (int32_t k = dl_first_by(doc, verb, DL_RELS(AUX, MARK)); k >= 0; k = dl_next_by(doc, k, DL_RELS(AUX, MARK))) {
    const dl_token *t = &doc->tokens[k];
    if (t->rel == DL_REL_MARK && t->word != DL_WORD_TO) continue;
    *had = t->xpos == DL_TAG_VBD && strcmp(t->lemma, "have") == 0;
    return t->xpos;
  }
  return DL_TAG_NONE;
}

/* How the act is told: as past, perfect, going on, to come, by a noun or a participle. */
static const char *told_as(const dl_coding *work, const dl_candidate *c) {
  int32_t verb = dl_top_of(c);
  unsigned tag = work->doc->tokens[verb].xpos;
  bool had = false;
  if (dl_tag_name(tag)[0] == 'N') return "noun";
  if (dl_tag_name(tag)[0] != 'V') return "other";
  unsigned aux = auxiliary_of(work->doc, verb, &had);
  if (had) return "had";
  if (dl_in(aux, DL_TAGS(MD, TO))) return "to come";
  if (tag == DL_TAG_VBD || aux == DL_TAG_VBD) return "past";
  if (tag == DL_TAG_VBN) return aux ? "perfect" : "participle";
  return tag == DL_TAG_VBG && !aux ? "participle" : "present";
}

static bool is_quote(const dl_token *t) {
  return dl_in(t->word, DL_WORDS(QUOTE, OPEN_QUOTE, CLOSE_QUOTE, LOW_QUOTE));
}

/* What stands between the time and the act: other acts, a quotation mark. */
static void add_between(const dl_coding *work, int32_t act, const dl_time *time, dl_evidence *e) {
  bool before = (int32_t)time->first_token < act, quote = false, comma = false;
  uint32_t from = before ? time->end_token : (uint32_t)act + 1, to = before ? (uint32_t)act : time->first_token;
  uint32_t acts = 0;
  for (uint32_t t = from; t < to; t++) {
    const dl_token *token = &work->doc->tokens[t];
    acts += work->act[t] != DL_NO_ACT;
    quote ^= is_quote(token);
    comma |= token->word == DL_WORD_COMMA;
  }
  const char *side = before ? "time first" : "act first";
  dl_clue(e, side, ", acts between ", acts == 0 ? "0" : acts == 1 ? "1" : "more", "");
  dl_clue(e, side, comma ? ", comma" : ", no comma", "", "");
  if (quote) dl_clue(e, side, ", quotation mark", "", "");
}

static void own_evidence(const dl_coding *work, const dl_candidate *c, const dl_time *time, uint32_t options,
                         dl_evidence *e) {
  const dl_document *doc = work->doc;
  char path[DL_BETWEEN_PATH];
  int32_t top = top_of(doc, time), act = c->site.trigger;
  dl_between b = {"time", top, time->first_token, time->end_token, options, grain_of(time)};
  dl_between_evidence(work, c, &b, path, e);
  const char *side = side_of(doc, time);
  dl_clue(e, "side+tag=", side, " ", dl_tag_name(doc->tokens[act].xpos));
  dl_clue(e, "side+told=", side, " ", told_as(work, c));
  add_between(work, act, time, e);
}

/* ---- a time of the sentence before ---- */

/* Is the act the main clause of its sentence, what somebody says, or aside of it? */
static const char *depth_of(const dl_coding *work, const dl_candidate *c) {
  const dl_token *tokens = work->doc->tokens;
  for (int32_t t = dl_top_of(c); t >= 0; t = tokens[t].head) {
    if (dl_in(tokens[t].rel, DL_RELS(CCOMP, PARATAXIS))) return "said";
    if (dl_in(tokens[t].rel, DL_RELS(ADVCL, ACL, XCOMP, NMOD))) return "aside";
  }
  return "main";
}

/* What the noun's article or pronoun is: "the" raid was told before. */
static const char *determiner_of(const dl_coding *work, const dl_candidate *c) {
  int32_t det = dl_child_rel(work->doc, c->site.trigger, DL_REL_DET);
  return det >= 0 ? work->doc->tokens[det].lower : "-";
}

static void before_evidence(const dl_coding *work, const dl_candidate *c, const dl_time *time, uint32_t own,
                            bool several, dl_evidence *e) {
  const dl_document *doc = work->doc;
  const dl_event *v = &c->event;
  const dl_sentence *s = &doc->sentences[v->sentence];
  int32_t top = top_of(doc, time), holder = holder_of(work, top);
  char about[96];
  const char *side = side_of(doc, time), *grain = grain_of(time), *depth = depth_of(work, c), *told = told_as(work, c);
  const char *kind = v->statement ? "statement" : "deed", *tag = dl_tag_name(doc->tokens[v->trigger].xpos);
  const char *held = kind_of(work, c, holder);
  dl_evidence_begin(e, work->told);
  dl_clue(e, "before: all", "", "", "");
  dl_clue(e, "before: ", own ? "own sentence has some" : "own sentence has none", "", "");
  dl_clue(e, "before: ", several ? "one of several" : "alone", "", "");
  dl_clue(e, "before: grain=", grain, "", "");
  dl_clue(e, "before: side=", side, "", "");
  dl_clue(e, "before: side+grain=", side, " ", grain);
  dl_clue(e, "before: side+told=", side, " ", told);
  dl_clue(e, "before: told=", told, "", "");
  dl_clue(e, "before: told+depth=", told, " ", depth);
  dl_clue(e, "before: told ", told, ", held by ", held);
  dl_clue(e, "before: grain+depth=", grain, " ", depth);
  snprintf(about, sizeof about, "%s %s", kind, tag);
  dl_clue(e, "before: ", about, ", ", depth);
  dl_clue(e, "before: held by ", held, "", "");
  dl_clue(e, "before: held by ", held, ", grain=", grain);
  if (holder >= 0) {
    const dl_token *h = &doc->tokens[holder];
    const char *place = h->head < 0 ? "the main verb" : dl_deprel_name(h->deprel);
    dl_clue(e, "before: holder is ", place, "", "");
    dl_clue(e, "before: holder is ", place, ", told=", told);
    dl_clue(e, "before: tags ", dl_tag_name(h->xpos), " ", tag);
  }
  const char *prep = dl_case_of(work->doc, top);
  dl_clue(e, "before: prep=", *prep ? prep : "-", "", "");
  dl_clue(e, "before: act=", dl_act_or_speech(v->act), "", "");
  dl_clue(e, "before: subject=", dl_subject_kind(work, c), " ", depth);
  if (tag[0] == 'N') dl_clue(e, "before: determiner=", determiner_of(work, c), "", "");
  dl_clue(e, "before: paragraph ", s->paragraph == s[-1].paragraph ? "same" : "new", "", "");
  if (is_quote(&doc->tokens[s->first])) dl_clue(e, "before: a quotation", "", "", "");
  if (dl_is_told_before(doc, v)) dl_clue(e, "before: the act's word is there", "", "", "");
  if (v->auxiliary) dl_clue(e, "before: not told as done", "", "", "");
  if (s[-1].headline) dl_clue(e, "before: headline", "", "", "");
}

/* ---- the choice ---- */

static bool tells_a_day(const dl_time *time) {
  return dl_in(time->type, DL_SET(DL_TIMEX_DATE) | DL_SET(DL_TIMEX_TIME)) && !dl_is_reference(time->value);
}

/* Is it the time of the act or its verb themselves? */
static bool hangs_on(const dl_coding *work, const dl_candidate *c, const dl_time *time) {
  int32_t head = work->doc->tokens[top_of(work->doc, time)].head;
  return head >= 0 && (head == c->site.trigger || head == c->site.verb);
}

static uint32_t list_times(const dl_document *doc, const dl_sentence *s, uint32_t most, dl_weighed *options) {
  uint32_t count = 0, end = dl_time_from(doc, dl_sentence_end(s));
  for (uint32_t i = dl_time_from(doc, s->first); i < end; i++) {
    const dl_time *time = &doc->times[i];
    if (!tells_a_day(time)) continue;
    if (count == most) memmove(options, options + 1, --count * sizeof *options); /* the last ones stay */
    options[count++] = (dl_weighed){.item = (int32_t)i, .span = {time->begin, time->end}};
  }
  return count;
}

static uint32_t list_options(const dl_coding *work, const dl_candidate *c, dl_weighed options[OPTIONS + BEFORE]) {
  const dl_document *doc = work->doc;
  const dl_sentence *s = &doc->sentences[c->event.sentence];
  uint32_t count = list_times(doc, s, OPTIONS, options);
  bool own = false; /* one that hangs on the act */
  for (uint32_t i = 0; i < count; i++) own |= hangs_on(work, c, &doc->times[options[i].item]);
  for (uint32_t i = 0; i < count; i++) {
    const dl_time *time = &doc->times[options[i].item];
    own_evidence(work, c, time, count, &options[i].evidence);
    dl_clue(&options[i].evidence,
            hangs_on(work, c, time) ? "hangs on the act"
            : own                   ? "another hangs on it"
                                    : "none hangs on it",
            "", "", "");
  }
  if (c->event.sentence == 0 || !(work->each_moment || dl_is_learned(&work->coder->moment))) return count;
  dl_weighed *others = options + count;
  uint32_t before = dl_is_passed_over(s - 1) ? 0 : list_times(doc, s - 1, BEFORE, others);
  for (uint32_t i = 0; i < before; i++)
    before_evidence(work, c, &doc->times[others[i].item], count, before > 1, &others[i].evidence);
  return count + before;
}

/* Stand two times side by side, the later one behind? */
static bool is_span(const dl_document *doc, const dl_time *first, const dl_time *next) {
  if (!tells_a_day(next) || next->first_token > first->end_token + 1 || !first->from[0] || !next->to[0]) return false;
  return strcmp(first->from, next->to) <= 0 &&
         doc->tokens[next->first_token].sentence == doc->tokens[first->first_token].sentence;
}

/* "from Monday to Friday", "November 7-18": the time behind `time` is its end. */
static bool ends_at(const dl_coding *work, int32_t time, int32_t top) {
  const dl_document *doc = work->doc;
  const dl_time *first = &doc->times[time], *next = first + 1;
  if (time + 1 >= (int32_t)doc->time_count || !is_span(doc, first, next)) return false;
  uint32_t size = next->begin > first->end ? next->begin - first->end : 0;
  char *between = dl_arena_strndup(doc->arena, doc->text + first->end, size);
  char *word = between + strspn(between, " \n\t");
  word[strcspn(word, " \n\t")] = '\0';
  unsigned known = dl_word_of(word, word);
  if (known == DL_WORD_AND) return dl_has_case(work->doc, top, "between") || next->follows;
  return dl_in(known, DL_WORDS(TO, HYPHEN, SHORT_DASH, UNTIL, TILL, THROUGH));
}

static void tell(dl_coding *work, dl_candidate *c, const dl_weighed *options, uint32_t count, int32_t best) {
  for (uint32_t i = 0; i < count; i++) {
    const dl_token *first = &work->doc->tokens[work->doc->times[options[i].item].first_token];
    if (first->sentence == c->event.sentence || options[i].score > NEARLY)
      dl_tell_option(work, c, &work->coder->moment, "time", &options[i], (int32_t)i == best);
  }
}

void dl_find_moment(dl_coding *work, dl_candidate *c) {
  const dl_learned *moment = &work->coder->moment;
  dl_weighed options[OPTIONS + BEFORE];
  uint32_t count = list_options(work, c, options);
  int32_t best = dl_is_learned(moment) ? dl_weigh_options(moment, options, count) : -1;
  for (uint32_t i = 0; i < count && !dl_is_learned(moment) && best < 0; i++)
    if (hangs_on(work, c, &work->doc->times[options[i].item])) best = (int32_t)i;
  c->event.time = best >= 0 ? options[best].item : -1;
  c->event.until = -1;
  c->event.since = false;
  if (work->each_moment) work->each_moment(work->each_context, &c->event, options, count);
  if (dl_is_learned(moment) && work->coder->explains) tell(work, c, options, count, best);
  if (c->event.time < 0) return;
  int32_t top = top_of(work->doc, &work->doc->times[c->event.time]);
  if (ends_at(work, c->event.time, top)) c->event.until = c->event.time + 1;
  c->event.since = c->event.until < 0 && dl_has_case(work->doc, top, "since");
}
