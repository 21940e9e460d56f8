/* What speaks for an act's being the text's own word, though it stands in what somebody says: "the minister said the
 * talks in Oslo had failed" takes the talks for granted; whoever says that she condemns a raid does. */
#include <stdio.h>
#include <string.h>

#include "claims/clues.h"
#include "claims/factuality.h"

enum { WAY = 4, WAY_BYTES = 96 };

static void name(dl_evidence *e, const char *a, const char *b, const char *c, const char *d) {
  dl_evidence_add(e, " ", a, b, c, d);
}

/* How the word hangs in what is said, by relations upwards. */
static void add_way(const dl_document *doc, uint32_t token, const dl_attribution *a, const char *deed,
                    const char *speaker, dl_evidence *e) {
  char way[WAY_BYTES] = "";
  size_t used = 0;
  bool relative = false, beside = false;
  int32_t at = (int32_t)token;
  for (unsigned steps = 0; steps < 16 && doc->tokens[at].head >= 0; steps++, at = doc->tokens[at].head) {
    if ((uint32_t)at == a->cue_token || !dl_content_holds(a, &doc->tokens[at])) break;
    relative |= doc->tokens[at].deprel == DL_DEPREL_ACL_RELCL;
    beside |= dl_in(doc->tokens[at].rel, DL_RELS(ADVCL, PARATAXIS, APPOS));
    if (steps < WAY)
      used += (size_t)snprintf(way + used, sizeof way - used, ">%s", dl_deprel_name(doc->tokens[at].deprel));
    if (used >= sizeof way) break;
  }
  name(e, "held way", way, "", "");
  name(e, "held way", way, dl_upos_name(doc->tokens[token].upos), "");
  name(e, "held way", way, deed, speaker);
  if (relative) name(e, "held", "in a relative clause", "", "");
  if (beside) name(e, "held beside", "", "", "");
  name(e, "ends at", (uint32_t)at == a->cue_token ? "cue" : dl_upos_name(doc->tokens[at].upos), "", "");
}

/* "the talks", "its attack", "Iran's attack", "an attack", "attacks" */
static const char *article_of(const dl_document *doc, uint32_t token) {
  int32_t determiner = dl_child(doc, token, DL_REL_DET, 0);
  if (determiner >= 0) return doc->tokens[determiner].lower;
  for (int32_t i = dl_child(doc, token, DL_REL_NMOD, 0); i >= 0; i = dl_child(doc, token, DL_REL_NMOD, (uint32_t)i + 1))
    if (doc->tokens[i].deprel == DL_DEPREL_NMOD_POSS)
      return doc->tokens[i].upos == DL_PRON ? doc->tokens[i].lower : "'s";
  return "bare";
}

/* Is one of those who say it the one who does it, or to whom? */
static const char *part_of_speaker(const dl_document *doc, const dl_event *event, const dl_predicate *p) {
  for (uint32_t k = p->count; k-- > 0;) {
    int32_t entity = doc->attributions[p->list[k]].entity;
    if (entity < 0) continue;
    for (uint32_t i = 0; i < event->actor.count; i++)
      if (event->actor.items[i].entity == entity) return "actor";
    for (uint32_t i = 0; i < event->recipient.count; i++)
      if (event->recipient.items[i].entity == entity) return "recipient";
  }
  return "other";
}

static bool is_like(const dl_document *doc, const dl_event *other, const dl_event *event) {
  if (other->act != event->act || other->supposed) return false;
  return !strcmp(doc->tokens[other->trigger].lemma, doc->tokens[event->trigger].lemma) ||
         dl_share_party(&other->actor, &event->actor) || dl_share_party(&other->recipient, &event->recipient);
}

/* Is such an act, or one of its parties, told in the sentences before or behind, in the text's own words? */
static const char *told_elsewhere(const dl_document *doc, const dl_event *event, bool behind) {
  enum { FAR = 60 };
  const dl_sentence *s = &doc->sentences[event->sentence];
  int64_t at = dl_event_from(doc, behind ? dl_sentence_end(s) : s->first), step = behind ? 1 : -1;
  const char *found = "new";
  if (!behind) at--;
  for (int k = 0; k < FAR && at >= 0 && at < doc->event_count; k++, at += step) {
    if (!is_like(doc, &doc->events[at], event)) continue;
    if (dl_voices(doc)[doc->events[at].trigger] < 0) return "told";
    found = "said";
  }
  return found;
}

static const char *who_is(const dl_document *doc, const dl_attribution *a) {
  if (a->source.begin == a->source.end) return "nobody";
  if (a->entity < 0) return "somebody";
  const dl_entity *entity = &doc->entities[a->entity];
  return dl_entity_type_name(entity->type);
}

static void add_holder(const dl_claims *claims, const dl_event *event, const dl_predicate *p, const char *speaker,
                       dl_evidence *e) {
  const dl_document *doc = claims->doc;
  uint32_t k = p->list[p->count - 1];
  const dl_attribution *a = &doc->attributions[k];
  const dl_said *said = &claims->items[k];
  const dl_token *cue = &doc->tokens[a->cue_token];
  const char *kind = event->statement ? "statement" : "deed", *pos = dl_upos_name(doc->tokens[p->token].upos);
  bool quoted = dl_quotes_of(doc)->at[p->token] >= 0;
  name(e, "holder", cue->lemma, kind, "");
  name(e, "holder", cue->lemma, pos, "");
  name(e, "holder", cue->lemma, speaker, "");
  name(e, "effect", said->cue.effect ? said->cue.effect : "none", pos, kind);
  name(e, a->words ? "words" : "no words", pos, speaker, kind);
  name(e, quoted ? "inside quotes" : "outside quotes", dl_attribution_type_name(a->type), pos, "");
  name(e, quoted ? "inside quotes" : "outside quotes", speaker, kind, "");
  name(e, "who", who_is(doc, a), kind, "");
  name(e, "who", who_is(doc, a), speaker, "");
  name(e,
       cue->sentence != doc->tokens[p->token].sentence ? "elsewhere"
       : a->cue_token < p->token                       ? "behind cue"
                                                       : "before cue",
       pos, "", "");
  name(e, said->source >= 0 && dl_is_first_person(&doc->tokens[said->source]) ? "I said" : "said", kind, "", "");
}

/* How surely the network has it for something that is said, and the cue for one. */
static void add_scores(const dl_document *doc, uint32_t token, const char *deed, dl_evidence *e) {
  static const char *const steps[] = {"-4", "-3", "-2", "-1", "0", "1", "2", "3", "4", "5"};
  const dl_claimed *word = &dl_claimed_of(doc)[token];
  if (word->cue < 0) return;
  float scores[] = {word->score, dl_cue_score(doc, (uint32_t)word->cue)};
  int k[2];
  for (int i = 0; i < 2; i++) k[i] = scores[i] < -4 ? 0 : scores[i] >= 5 ? 9 : (int)(scores[i] + 4.5f);
  name(e, "claimed", steps[k[0]], "", "");
  name(e, "claimed", steps[k[0]], dl_upos_name(doc->tokens[token].upos), "");
  name(e, "claimed", word->score > 0 ? "+" : "-", deed, "");
  name(e, "claimed by cue", steps[k[1]], "", "");
}

void dl_own_clues(const dl_claims *claims, const dl_event *event, const dl_predicate *p, dl_evidence *e) {
  const dl_document *doc = claims->doc;
  const char *kind = event->act != DL_SPEECH_ACT ? dl_act_name(event->act) : event->cameo;
  const char *pos = dl_upos_name(doc->tokens[p->token].upos), *tag = dl_tag_name(doc->tokens[p->token].xpos);
  dl_evidence_begin(e, claims->told);
  if (!p->count) return;
  const char *speaker = part_of_speaker(doc, event, p), *before = told_elsewhere(doc, event, false),
             *behind = told_elsewhere(doc, event, true);
  const char *deed = event->statement ? "statement" : "deed";
  name(e, p->count > 1 ? "held twice" : "held", "", "", "");
  name(e, "held", kind, pos, "");
  name(e, "held", kind, speaker, "");
  name(e, "held", kind, tag, speaker);
  name(e, "held", deed, pos, speaker);
  name(e, "held article", article_of(doc, p->token), pos, "");
  name(e, "held article", article_of(doc, p->token), kind, before);
  name(e, "held before", before, pos, "");
  name(e, "held before", before, deed, "");
  name(e, "held lemma", doc->tokens[p->token].lemma, "", "");
  if (event->time >= 0) name(e, "held dated", pos, "", "");
  int32_t subject = dl_child(doc, p->token, DL_REL_NSUBJ, 0);
  if (subject >= 0)
    name(e, "held subject", doc->tokens[subject].upos == DL_PRON ? doc->tokens[subject].lower : "noun", speaker, "");
  add_way(doc, p->token, &doc->attributions[p->list[p->count - 1]], deed, speaker, e);
  add_holder(claims, event, p, speaker, e);
  name(e, "held behind", behind, pos, "");
  name(e, "held behind", behind, before, "");
  add_scores(doc, p->token, deed, e);
}
