/* Every named source is an entity: "the senior judicial source", whom no table knows, becomes one; told again, the
 * same. It gets its mention at the very end, since mentions lie in text order until then. */
#include <string.h>

#include "base/order.h"
#include "speech/parts.h"

enum {
  NEAR = 32,
  BACK = 3
}; /* speakers made last, among which one is looked for; sentences back to whom "they" stands for */

static bool is_pronoun(const dl_document *doc, uint32_t token) {
  return dl_in(doc->tokens[token].upos, DL_UPOSES(PRON, DET));
}

static bool is_person(const dl_speech *speech, uint32_t head) {
  const dl_token *t = &speech->doc->tokens[head];
  const dl_table *classes = speech->listener->classes;
  uint32_t first = 0, rows = classes ? dl_table_find(classes, t->lemma, &first) : 0;
  for (uint32_t row = first; row < first + rows; row++)
    if (!strcmp(dl_table_cell(classes, row, 1), "people")) return true;
  return dl_in(t->ner, DL_SET(DL_NER_B_PER) | DL_SET(DL_NER_I_PER));
}

/* Without its article. */
static dl_span bare(const dl_document *doc, dl_span span) {
  uint32_t first = dl_token_from(doc, span.begin);
  bool article = doc->tokens[first].upos == DL_DET && doc->tokens[first].end < span.end;
  return article ? (dl_span){doc->tokens[first + 1].begin, span.end} : span;
}

/* The speaker made before of the same words, or of more with the same head: "the sources", "two sources in Goma". */
static int32_t made_before(const dl_speech *speech, dl_span span, uint32_t head) {
  const dl_document *doc = speech->doc;
  dl_span words = bare(doc, span);
  uint32_t size = words.end - words.begin;
  bool definite = words.begin > span.begin && words.begin == doc->tokens[head].begin;
  for (uint32_t n = 0; n < NEAR && n < speech->speaker_count; n++) {
    const dl_speaker *s = &speech->speakers[speech->speaker_count - 1 - n];
    dl_span its = bare(doc, s->span);
    if (definite && !strcmp(doc->tokens[s->head].lemma, doc->tokens[head].lemma)) return (int32_t)s->entity;
    if (its.end - its.begin == size && !memcmp(doc->text + its.begin, doc->text + words.begin, size))
      return (int32_t)s->entity;
  }
  return -1;
}

static int32_t make(dl_speech *speech, dl_span span, uint32_t head) {
  dl_document *doc = speech->doc;
  uint32_t entity = doc->entity_count;
  dl_entity *e = DL_PUSH(doc->arena, doc->entities, doc->entity_count, doc->entity_capacity);
  *e = (dl_entity){.type = is_person(speech, head) ? DL_PER : DL_ORG,
                   .name = dl_document_slice(doc, span.begin, span.end)};
  *DL_PUSH(doc->arena, speech->speakers, speech->speaker_count, speech->speaker_capacity) =
      (dl_speaker){span, head, entity};
  return (int32_t)entity;
}

/* "he", "they", whom names did not settle: who spoke last shortly before. */
static int32_t last_speaker(const dl_document *doc, uint32_t index) {
  uint32_t here = doc->tokens[doc->attributions[index].cue_token].sentence;
  for (uint32_t i = index; i-- > 0 && doc->tokens[doc->attributions[i].cue_token].sentence + BACK >= here;)
    if (doc->attributions[i].entity >= 0 && doc->attributions[i].parent < 0) return doc->attributions[i].entity;
  return -1;
}

static bool is_person_pronoun(const dl_token *t, char person) {
  const char *found = strstr(t->feats, "Person=");
  return t->upos == DL_PRON && found && found[strlen("Person=")] == person;
}

static void find_speaker(dl_speech *speech, uint32_t index) {
  dl_document *doc = speech->doc;
  dl_attribution *a = &doc->attributions[index];
  if (a->entity >= 0 || a->source.begin == a->source.end || speech->items[index].source < 0) return;
  uint32_t source = (uint32_t)speech->items[index].source, head = (uint32_t)dl_antecedent(doc, (int32_t)source);
  if (is_person_pronoun(&doc->tokens[source], '3')) a->entity = last_speaker(doc, index);
  if (is_pronoun(doc, head) || is_person_pronoun(&doc->tokens[source], '3')) return;
  dl_span span = head == source ? a->source : dl_source_span(doc, head);
  a->entity = made_before(speech, span, head);
  if (a->entity < 0) a->entity = make(speech, span, head);
}

void dl_settle_speakers(dl_speech *speech) {
  dl_document *doc = speech->doc;
  for (uint32_t i = 0; i < doc->attribution_count; i++) find_speaker(speech, i);
  for (uint32_t i = 0; i < doc->attribution_count; i++) { /* "I": who is quoted */
    dl_attribution *a = &doc->attributions[i];
    int32_t source = speech->items[i].source;
    if (a->entity < 0 && a->parent >= 0 && source >= 0 && is_person_pronoun(&doc->tokens[source], '1'))
      a->entity = doc->attributions[a->parent].entity;
  }
}

void dl_name_speakers(dl_document *doc) {
  const dl_speech *speech = doc->speech;
  for (uint32_t i = 0; speech && i < speech->speaker_count; i++) {
    const dl_speaker *s = &speech->speakers[i];
    uint32_t index = doc->mention_count;
    dl_mention *m = DL_PUSH(doc->arena, doc->mentions, doc->mention_count, doc->mention_capacity);
    *m = (dl_mention){.begin = s->span.begin,
                      .end = s->span.end,
                      .first_token = dl_token_from(doc, s->span.begin),
                      .end_token = dl_token_from(doc, s->span.end),
                      .head = s->head,
                      .entity = s->entity,
                      .origin = "",
                      .form = doc->tokens[s->head].upos == DL_PROPN ? DL_NAM : DL_NOM};
    dl_entity *e = &doc->entities[s->entity];
    *DL_PUSH(doc->arena, e->mentions, e->mention_count, e->mention_capacity) = index;
  }
}
