#include "claims/clues.h"

#include <stdio.h>
#include <string.h>

#include "syntax/clause.h"

static void name(dl_evidence *e, const char *a, const char *b, const char *c, const char *d) {
  dl_evidence_add(e, "", a, b, c, d);
}

/* "no one", "no deal", "any attack": the word that says so, NULL where there is none. */
static const char *quantifier(const dl_claims *claims, uint32_t noun) {
  const dl_document *doc = claims->doc;
  int32_t determiner = dl_child_rel(doc, noun, DL_REL_DET);
  if (dl_negates(&doc->tokens[noun])) return "none";
  if (determiner < 0) return NULL;
  return dl_negates(&doc->tokens[determiner]) ? "none" : doc->tokens[determiner].lower;
}

/* A word that hangs on a predicate; `at` says on which: "" on itself, "above " on the clause above it. */
static void add_child(const dl_claims *claims, const char *at, uint32_t child, dl_evidence *e) {
  const dl_token *t = &claims->doc->tokens[child];
  const char *amount = NULL;
  switch (t->rel) {
    case DL_REL_AUX:
    case DL_REL_ADVMOD:
    case DL_REL_CC:
    case DL_REL_DET:
      if (dl_negates(t)) name(e, at, "not", "", "");
      name(e, at, dl_upos_name(t->upos), "=", t->lower);
      break;
    case DL_REL_MARK:
    case DL_REL_CASE:
    case DL_REL_COP:
    case DL_REL_EXPL:
      name(e, at, dl_deprel_name(t->deprel), "=", t->lower);
      break;
    case DL_REL_NSUBJ:
    case DL_REL_OBJ:
      amount = quantifier(claims, child);
      name(e, at, dl_deprel_name(t->deprel), "=",
           amount               ? amount
           : t->upos == DL_PRON ? t->lower
                                : dl_upos_name(t->upos));
      if (amount) name(e, at, "party ", amount, "");
      break;
    case DL_REL_AMOD:
    case DL_REL_COMPOUND:
    case DL_REL_XCOMP:
      name(e, at, dl_deprel_name(t->deprel), "=", t->lemma);
      break;
    case DL_REL_ADVCL: {
      int32_t mark = dl_child_rel(claims->doc, child, DL_REL_MARK);
      if (mark >= 0) name(e, at, "advcl ", claims->doc->tokens[mark].lower, "");
      break;
    }
    default:
      break;
  }
}

static void add_clause(const dl_claims *claims, const char *at, uint32_t node, dl_evidence *e) {
  const dl_document *doc = claims->doc;
  name(e, at, "tag=", dl_tag_name(doc->tokens[node].xpos), "");
  name(e, at, "lemma=", doc->tokens[node].lemma, "");
  if (dl_is_open_clause(doc, node)) name(e, at, "open clause", "", "");
  for (int32_t c = dl_first(doc, (int32_t)node); c >= 0; c = dl_sibling(doc, c)) add_child(claims, at, (uint32_t)c, e);
}

/* What the tables say that the word above makes of the clause: "passes CT-". */
static void add_governor(const dl_claims *claims, const char *at, uint32_t node, uint32_t head, dl_evidence *e) {
  static const char *const frames[] = {"xcomp", "ccomp", "np"};
  const dl_document *doc = claims->doc;
  const dl_token *above = &doc->tokens[head];
  const char *kind = above->upos == DL_ADJ ? "adj" : dl_is_verb(doc, head) ? "verb" : "noun";
  dl_factuality_value plus, minus;
  name(e, at, "rel=", dl_deprel_name(doc->tokens[node].deprel), "");
  dl_evidence_add(e, " ", at, dl_deprel_name(doc->tokens[node].deprel), above->lemma, "");
  for (int i = 0; i < 3; i++)
    if (dl_predicate_find(claims->claimer, above->lemma, kind, frames[i], &plus, &minus)) {
      dl_evidence_add(e, " ", at, frames[i], dl_factuality_name(plus), dl_factuality_name(minus));
      return;
    }
}

enum { STEPS = 3 };

void dl_value_clues(const dl_claims *claims, uint32_t token, int32_t holder, dl_factuality_value own,
                    dl_factuality_value rule, dl_evidence *e) {
  static const char *const steps[STEPS] = {"above ", "higher ", "highest "};
  const dl_document *doc = claims->doc;
  const dl_sentence *sentence = &doc->sentences[doc->tokens[token].sentence];
  const dl_said *claim = holder >= 0 ? &claims->items[holder] : NULL;
  const dl_token *last = &doc->tokens[dl_sentence_end(sentence) - 1];
  dl_evidence_begin(e, claims->told);
  name(e, "rule=", dl_factuality_name(rule), "", "");
  name(e, "rule=", dl_factuality_name(rule), " of ", dl_upos_name(doc->tokens[token].upos));
  name(e, "clause=", dl_factuality_name(own), "", "");
  name(e, "clause=", dl_factuality_name(own), " rule=", dl_factuality_name(rule));
  if (claim) {
    name(e, "said", claim->negated ? " not" : "", "", "");
    name(e, "cue=", doc->tokens[doc->attributions[holder].cue_token].lemma, "", "");
    const dl_attribution *a = &doc->attributions[holder];
    const char *rel = dl_deprel_name(doc->tokens[token].deprel);
    name(e, "cue tag=", dl_tag_name(doc->tokens[a->cue_token].xpos), "", "");
    name(e, "cue+pos=", doc->tokens[a->cue_token].lemma, " ", dl_upos_name(doc->tokens[token].upos));
    if (doc->tokens[token].head == (int32_t)a->cue_token) name(e, "below cue by ", rel, "", "");
    if (doc->tokens[a->cue_token].sentence != doc->tokens[token].sentence)
      name(e, "cue in another sentence", "", "", "");
    name(e, a->type == DL_DIRECT ? "quoted" : a->type == DL_MIXED ? "part quoted" : "told", "", "", "");
    name(e, claims->items[holder].content == (int32_t)token ? "head of content" : "within content", "", "", "");
    if (doc->tokens[token].head == (int32_t)a->cue_token)
      dl_evidence_add(e, " ", "cue", claim->cue.effect ? claim->cue.effect : "", dl_upos_name(doc->tokens[token].upos),
                      rel);
    name(e, "cue says ", claim->cue.effect ? claim->cue.effect : "", " rule=", dl_factuality_name(rule));
  }
  if (last->lower[0] == '?') name(e, "question", "", "", "");
  name(e, "pos=", dl_upos_name(doc->tokens[token].upos), "", "");
  add_clause(claims, "", token, e);
  for (int32_t node = (int32_t)token, step = 0; step < STEPS && doc->tokens[node].head >= 0; step++) {
    add_governor(claims, steps[step], (uint32_t)node, (uint32_t)doc->tokens[node].head, e);
    node = doc->tokens[node].head;
    if (step < 2) add_clause(claims, steps[step], (uint32_t)node, e);
  }
}

/* ---- when ---- */

/* A year between slashes, as addresses of articles have it: "/2022/07/13/"; 0: none. */
static int year_in_address(const char *text, size_t size) {
  for (size_t i = 0; i + 5 < size; i++)
    if (text[i] == '/' && (text[i + 1] == '1' || text[i + 1] == '2') && text[i + 5] == '/') {
      int year = 0;
      if (sscanf(text + i + 1, "%4d", &year) == 1 && year > 1900 && year < 2100) return year;
    }
  return 0;
}

/* The year of the text: of its day, its address, an address in its first words; else the latest year that it names and
 * that no word puts ahead; 0: none. */
static int year_of(const dl_document *doc) {
  enum { HEAD = 240 }; /* bytes */
  int year = 0, latest = 0;
  if (sscanf(doc->date, "%4d", &year) == 1) return year;
  latest = year_in_address(doc->url, strlen(doc->url));
  if (!latest) latest = year_in_address(doc->text, doc->text_size < HEAD ? doc->text_size : HEAD);
  for (uint32_t i = 0; !latest && i < doc->time_count && i < DL_FAR; i++)
    if (sscanf(doc->times[i].value, "%4d", &year) == 1 && year > latest && year < 2100) latest = year;
  return latest;
}

/* Months from a time to the day of the text; -1 where one of them has no month. */
static int months_back(const dl_document *doc, const dl_time *time) {
  int year, month, y, m;
  if (sscanf(doc->date, "%4d-%2d", &year, &month) != 2 || sscanf(time->value, "%4d-%2d", &y, &m) != 2) return -1;
  return 12 * (year - y) + month - m;
}

/* "last year", "in 1998", "for years": how far back a time lies. */
static const char *age_of(const dl_document *doc, const dl_time *time) {
  int year = 0, now = doc->claims->year;
  if (time->type == DL_TIMEX_DURATION) return strchr(time->value, 'Y') ? "years long" : "a while";
  if (time->type == DL_TIMEX_SET) return "again and again";
  if (!strncmp(time->value, "PAST", 4) || !strncmp(time->value, "FUT", 3) || !strncmp(time->value, "PRES", 4))
    return time->value;
  if (sscanf(time->value, "%4d", &year) != 1 || !now) return "unknown";
  if (strlen(time->value) < 4 || time->value[2] == 'X') return "decade";
  int years = now - year, months = months_back(doc, time);
  if (months >= 0 && months < 2) return "of late";
  if (months > 12 && months < 24) return "over a year ago";
  return years < 0    ? "next"
         : years == 0 ? "this year"
         : years == 1 ? "last year"
         : years < 5  ? "years ago"
                      : "long ago";
}

/* The last year told before, which a story goes on in; how much of what the text dates is old. */
static void add_standing_time(const dl_document *doc, const dl_event *event, dl_evidence *e) {
  enum { BACK = 3 }; /* sentences */
  const dl_sentence *back = dl_sentence_back(doc, event->sentence, BACK);
  for (uint32_t i = dl_time_from(doc, event->trigger), first = dl_time_from(doc, back->first); i-- > first;) {
    const char *age = age_of(doc, &doc->times[i]);
    int year;
    if (sscanf(doc->times[i].value, "%4d", &year) != 1 || !strcmp(age, "unknown")) continue;
    bool here = doc->tokens[doc->times[i].first_token].sentence == event->sentence;
    name(e, "told last", here ? " here: " : ": ", age, "");
    name(e, "told last: ", age, " ", dl_tag_name(doc->tokens[event->trigger].xpos));
    break;
  }
  uint32_t old = doc->claims->old_times, all = doc->claims->dated_times;
  name(e, "old times: ",
       !all                ? "no dates"
       : 4 * old > 3 * all ? "most"
       : 2 * old > all     ? "half"
       : old               ? "some"
                           : "none",
       "", "");
}

void dl_date_text(dl_claims *claims) {
  const dl_document *doc = claims->doc;
  claims->year = year_of(doc);
  for (uint32_t i = 0; i < doc->time_count; i++) {
    const char *age = age_of(doc, &doc->times[i]);
    bool old = strstr(age, "ago") != NULL;
    claims->old_times += old;
    claims->dated_times += old || strstr(age, "year") || !strcmp(age, "of late");
  }
}

static void add_times(const dl_document *doc, const dl_event *event, dl_evidence *e) {
  const dl_sentence *here = &doc->sentences[event->sentence];
  if (event->time >= 0) name(e, "its time: ", age_of(doc, &doc->times[event->time]), "", "");
  if (event->time < 0) name(e, "its time: none", "", "", "");
  add_standing_time(doc, event, e);
  for (int back = 0; back < 3; back++) {
    static const char *const places[] = {"in the sentence: ", "before: ", "further before: "};
    if ((int64_t)event->sentence - back < 0) break;
    const dl_sentence *s = &doc->sentences[event->sentence - back];
    if (back && s->paragraph + 1 < here->paragraph) break;
    for (uint32_t i = dl_time_from(doc, s->first);
         i < doc->time_count && doc->times[i].first_token < dl_sentence_end(s); i++)
      name(e, places[back], age_of(doc, &doc->times[i]), "", "");
    for (uint32_t i = s->first; i < dl_sentence_end(s); i++)
      if (doc->tokens[i].word == DL_WORD_HAD && doc->tokens[i].rel == DL_REL_AUX) name(e, places[back], "had", "", "");
  }
}

/* Words that tell of what is over: "former", "since", "ago", "once". */
static void add_past_words(const dl_document *doc, const dl_event *event, dl_evidence *e) {
  const dl_sentence *s = &doc->sentences[event->sentence];
  for (uint32_t i = s->first; i < dl_sentence_end(s); i++) {
    const dl_token *t = &doc->tokens[i];
    if (t->upos == DL_ADV || t->upos == DL_SCONJ || t->upos == DL_ADP || t->upos == DL_ADJ)
      name(e, "beside ", t->lower, "", "");
  }
}

void dl_mode_clues(const dl_claims *claims, const dl_event *event, uint32_t rules, dl_factuality_value value,
                   dl_evidence *e) {
  const dl_document *doc = claims->doc;
  const dl_token *t = &doc->tokens[dl_speech_token(doc, event)];
  char bits[5] = "----";
  for (int i = 0; i < 4; i++)
    if (rules & 1u << i) bits[i] = "nfhp"[i];
  const char *kind = event->act != DL_SPEECH_ACT ? dl_act_name(event->act) : event->cameo;
  dl_evidence_begin(e, claims->told);
  name(e, "coded=", bits, "", "");
  name(e, "category=", kind, "", "");
  dl_evidence_add(e, " ", kind, dl_factuality_name(value), bits, dl_upos_name(t->upos));
  dl_evidence_add(e, " ", kind, dl_factuality_name(value), bits, "");
  dl_evidence_add(e, " ", event->statement ? "speech" : "deed", dl_factuality_name(value), bits, "");
  name(e, "category+tag=", kind, " ", dl_tag_name(t->xpos));
  name(e, "category+rel=", kind, " ", dl_deprel_name(t->deprel));
  name(e, event->statement ? "speech" : "deed", "", "", "");
  add_times(doc, event, e);
  const char *where = event->sentence < 3 ? "first three" : event->sentence < 10 ? "first ten" : "later";
  name(e, "sentence=", where, "", "");
  if (doc->sentences[event->sentence].headline) name(e, "headline", "", "", "");
  add_past_words(doc, event, e);
}
