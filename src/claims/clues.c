#include "claims/clues.h"

#include <stdio.h>
#include <string.h>

#include "syntax/clause.h"
#include "times/calendar.h"

/* "no one", "no deal", "any attack": the word that says so, NULL where there is none. */
static const char *quantifier(const dl_claims *claims, uint32_t noun) {
  const dl_document *doc = claims->doc;
  int32_t determiner = dl_child_rel(doc, noun, DL_REL_DET);
  if (dl_negates(&doc->tokens[noun])) return "none";
  if (determiner < 0) return NULL;
  return dl_negates(&doc->tokens[determiner]) ? "none" : doc->tokens[determiner].lower;
}

/* Who or what does or suffers it: nobody, a pronoun, a part of speech. */
static void add_party(const dl_claims *claims, const char *at, uint32_t party, dl_evidence *e) {
  const dl_token *t = &claims->doc->tokens[party];
  const char *amount = quantifier(claims, party), *word = t->upos == DL_PRON ? t->lower : dl_upos_name(t->upos);
  dl_clue(e, at, dl_deprel_name(t->deprel), "=", amount ? amount : word);
  if (amount) dl_clue(e, at, "party ", amount, "");
}

/* A word that hangs on a predicate; `at` says on which: "" on itself, "above " on the clause above it. */
static void add_child(const dl_claims *claims, const char *at, uint32_t child, dl_evidence *e) {
  const dl_token *t = &claims->doc->tokens[child];
  if (dl_in(t->rel, DL_RELS(AUX, ADVMOD, CC, DET))) {
    if (dl_negates(t)) dl_clue(e, at, "not", "", "");
    dl_clue(e, at, dl_upos_name(t->upos), "=", t->lower);
  } else if (dl_in(t->rel, DL_RELS(MARK, CASE, COP, EXPL))) {
    dl_clue(e, at, dl_deprel_name(t->deprel), "=", t->lower);
  } else if (dl_in(t->rel, DL_RELS(NSUBJ, OBJ))) {
    add_party(claims, at, child, e);
  } else if (dl_in(t->rel, DL_RELS(AMOD, COMPOUND, XCOMP))) {
    dl_clue(e, at, dl_deprel_name(t->deprel), "=", t->lemma);
  } else if (t->rel == DL_REL_ADVCL) {
    int32_t mark = dl_child_rel(claims->doc, child, DL_REL_MARK);
    if (mark >= 0) dl_clue(e, at, "advcl ", claims->doc->tokens[mark].lower, "");
  }
}

static void add_clause(const dl_claims *claims, const char *at, uint32_t node, dl_evidence *e) {
  const dl_document *doc = claims->doc;
  dl_clue(e, at, "tag=", dl_tag_name(doc->tokens[node].xpos), "");
  dl_clue(e, at, "lemma=", doc->tokens[node].lemma, "");
  if (dl_is_open_clause(doc, node)) dl_clue(e, at, "open clause", "", "");
  for (int32_t c = dl_first(doc, (int32_t)node); c >= 0; c = dl_sibling(doc, c)) add_child(claims, at, (uint32_t)c, e);
}

/* What the tables say that the word above makes of the clause: "passes CT-". */
static void add_governor(const dl_claims *claims, const char *at, uint32_t node, uint32_t head, dl_evidence *e) {
  static const char *const frames[] = {"xcomp", "ccomp", "np"};
  const dl_document *doc = claims->doc;
  const dl_token *above = &doc->tokens[head];
  const char *kind = above->upos == DL_ADJ ? "adj" : dl_is_verb(doc, head) ? "verb" : "noun";
  dl_factuality_value plus, minus;
  dl_clue(e, at, "rel=", dl_deprel_name(doc->tokens[node].deprel), "");
  dl_evidence_add(e, " ", at, dl_deprel_name(doc->tokens[node].deprel), above->lemma, "");
  for (int i = 0; i < 3; i++)
    if (dl_predicate_find(claims->claimer, above->lemma, kind, frames[i], &plus, &minus)) {
      dl_evidence_add(e, " ", at, frames[i], dl_factuality_name(plus), dl_factuality_name(minus));
      return;
    }
}

enum { STEPS = 3 };

/* Of the words of somebody in which the predicate stands: his cue, and where it stands in them. */
static void add_claim(const dl_claims *claims, uint32_t token, int32_t holder, const char *rule, dl_evidence *e) {
  const dl_document *doc = claims->doc;
  const dl_said *claim = &claims->items[holder];
  const dl_attribution *a = &doc->attributions[holder];
  const dl_token *t = &doc->tokens[token], *cue = &doc->tokens[a->cue_token];
  const char *rel = dl_deprel_name(t->deprel), *effect = claim->cue.effect ? claim->cue.effect : "";
  bool below = t->head == (int32_t)a->cue_token;
  dl_clue(e, "said", claim->negated ? " not" : "", "", "");
  dl_clue(e, "cue=", cue->lemma, "", "");
  dl_clue(e, "cue tag=", dl_tag_name(cue->xpos), "", "");
  dl_clue(e, "cue+pos=", cue->lemma, " ", dl_upos_name(t->upos));
  if (below) dl_clue(e, "below cue by ", rel, "", "");
  if (cue->sentence != t->sentence) dl_clue(e, "cue in another sentence", "", "", "");
  dl_clue(e, a->type == DL_DIRECT ? "quoted" : a->type == DL_MIXED ? "part quoted" : "told", "", "", "");
  dl_clue(e, claim->content == (int32_t)token ? "head of content" : "within content", "", "", "");
  if (below) dl_evidence_add(e, " ", "cue", effect, dl_upos_name(t->upos), rel);
  dl_clue(e, "cue says ", effect, " rule=", rule);
}

void dl_value_clues(const dl_claims *claims, uint32_t token, int32_t holder, dl_factuality_value own,
                    dl_factuality_value rule, dl_evidence *e) {
  static const char *const steps[STEPS] = {"above ", "higher ", "highest "};
  const dl_document *doc = claims->doc;
  const char *ruled = dl_factuality_name(rule), *clause = dl_factuality_name(own);
  const char *upos = dl_upos_name(doc->tokens[token].upos);
  uint32_t end = dl_sentence_end(&doc->sentences[doc->tokens[token].sentence]);
  dl_evidence_begin(e, claims->told);
  dl_clue(e, "rule=", ruled, "", "");
  dl_clue(e, "rule=", ruled, " of ", upos);
  dl_clue(e, "clause=", clause, "", "");
  dl_clue(e, "clause=", clause, " rule=", ruled);
  if (holder >= 0) add_claim(claims, token, holder, ruled, e);
  if (doc->tokens[end - 1].lower[0] == '?') dl_clue(e, "question", "", "", "");
  dl_clue(e, "pos=", upos, "", "");
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
  for (size_t i = 0; i + 5 < size; i++) {
    int year = 0;
    if (text[i] != '/' || text[i + 5] != '/') continue;
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

static const char *years_name(int years) {
  static const char *const names[] = {"this year", "last year", "years ago", "years ago", "years ago", "long ago"};
  if (years < 0) return "next";
  return names[years < 5 ? years : 5];
}

/* "last year", "in 1998", "for years": how far back a time lies. */
static const char *age_of(const dl_document *doc, const dl_time *time) {
  int year = 0, now = doc->claims->year;
  if (time->type == DL_TIMEX_DURATION) return strchr(time->value, 'Y') ? "years long" : "a while";
  if (time->type == DL_TIMEX_SET) return "again and again";
  if (dl_is_reference(time->value)) return time->value;
  if (sscanf(time->value, "%4d", &year) != 1 || !now) return "unknown";
  if (strlen(time->value) < 4 || time->value[2] == 'X') return "decade";
  int months = months_back(doc, time);
  if (months == 0 || months == 1) return "of late";
  return months > 12 && months < 24 ? "over a year ago" : years_name(now - year);
}

static const char *share_name(uint32_t old, uint32_t all) {
  if (!all) return "no dates";
  if (4 * old > 3 * all) return "most";
  if (2 * old > all) return "half";
  return old ? "some" : "none";
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
    dl_clue(e, "told last", here ? " here: " : ": ", age, "");
    dl_clue(e, "told last: ", age, " ", dl_tag_name(doc->tokens[event->trigger].xpos));
    break;
  }
  dl_clue(e, "old times: ", share_name(doc->claims->old_times, doc->claims->dated_times), "", "");
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

/* The times of a sentence, and where it tells what had been before. */
static void add_times_of(const dl_document *doc, const dl_sentence *s, const char *place, dl_evidence *e) {
  uint32_t end = dl_time_from(doc, dl_sentence_end(s));
  for (uint32_t i = dl_time_from(doc, s->first); i < end; i++) dl_clue(e, place, age_of(doc, &doc->times[i]), "", "");
  for (uint32_t i = s->first; i < dl_sentence_end(s); i++)
    if (doc->tokens[i].word == DL_WORD_HAD && doc->tokens[i].rel == DL_REL_AUX) dl_clue(e, place, "had", "", "");
}

static void add_times(const dl_document *doc, const dl_event *event, dl_evidence *e) {
  static const char *const places[] = {"in the sentence: ", "before: ", "further before: "};
  const dl_sentence *here = &doc->sentences[event->sentence];
  dl_clue(e, "its time: ", event->time >= 0 ? age_of(doc, &doc->times[event->time]) : "none", "", "");
  add_standing_time(doc, event, e);
  for (uint32_t back = 0; back < 3 && back <= event->sentence; back++) {
    if (back && here[-(int)back].paragraph + 1 < here->paragraph) break;
    add_times_of(doc, here - back, places[back], e);
  }
}

/* Words that tell of what is over: "former", "since", "ago", "once". */
static void add_past_words(const dl_document *doc, const dl_event *event, dl_evidence *e) {
  const dl_sentence *s = &doc->sentences[event->sentence];
  for (uint32_t i = s->first; i < dl_sentence_end(s); i++) {
    const dl_token *t = &doc->tokens[i];
    if (dl_in(t->upos, DL_UPOSES(ADV, SCONJ, ADP, ADJ))) dl_clue(e, "beside ", t->lower, "", "");
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
  dl_clue(e, "coded=", bits, "", "");
  dl_clue(e, "category=", kind, "", "");
  dl_evidence_add(e, " ", kind, dl_factuality_name(value), bits, dl_upos_name(t->upos));
  dl_evidence_add(e, " ", kind, dl_factuality_name(value), bits, "");
  dl_evidence_add(e, " ", event->statement ? "speech" : "deed", dl_factuality_name(value), bits, "");
  dl_clue(e, "category+tag=", kind, " ", dl_tag_name(t->xpos));
  dl_clue(e, "category+rel=", kind, " ", dl_deprel_name(t->deprel));
  dl_clue(e, event->statement ? "speech" : "deed", "", "", "");
  add_times(doc, event, e);
  const char *where = event->sentence < 3 ? "first three" : event->sentence < 10 ? "first ten" : "later";
  dl_clue(e, "sentence=", where, "", "");
  if (doc->sentences[event->sentence].headline) dl_clue(e, "headline", "", "", "");
  add_past_words(doc, event, e);
}
