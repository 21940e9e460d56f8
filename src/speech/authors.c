/* The entity behind a source: who speaks by a text, by a pronoun. */
#include "speech/parts.h"
#include "speech/sources.h"

enum { BACK = 6 }; /* sentences back to him whom a pronoun stands for */

static int32_t entity_of(const dl_document *doc, int32_t mention) {
  return mention >= 0 ? (int32_t)doc->mentions[mention].entity : -1;
}

/* Is the entity named, not only meant by a pronoun, outside quoted words before the token? Its first such mention is
 * looked for once. */
static bool is_named_outside(const dl_speech *speech, uint32_t entity, uint32_t token) {
  const dl_document *doc = speech->doc;
  const dl_entity *e = &doc->entities[entity];
  if (speech->outside[entity] == 0) {
    speech->outside[entity] = doc->token_count + 1;
    for (uint32_t i = e->mention_count; i-- > 0;) {
      const dl_mention *m = &doc->mentions[e->mentions[i]];
      if (m->form != DL_PRO && speech->quotes.at[m->head] < 0) speech->outside[entity] = m->head + 1;
    }
  }
  return speech->outside[entity] <= token;
}

/* The last person who is named as a subject outside of quoted words, some sentences back from a mention; -1. */
static int32_t last_person(const dl_speech *speech, uint32_t source) {
  const dl_document *doc = speech->doc;
  uint32_t first = dl_sentence_back(doc, doc->tokens[source].sentence, BACK)->first;
  for (uint32_t i = dl_mention_from(doc, source); i-- > 0 && doc->mentions[i].head >= first;) {
    const dl_mention *m = &doc->mentions[i];
    bool person = m->form != DL_PRO && doc->entities[m->entity].type == DL_PER;
    if (person && speech->quotes.at[m->head] < 0 && doc->tokens[m->head].rel == DL_REL_NSUBJ) return (int32_t)m->entity;
  }
  return -1;
}

/* "Our emir is alive," he said: who is named in quoted words alone does not say them; of a "he" or "she" outside, the
 * last person named outside. */
static int32_t named_outside(const dl_speech *speech, uint32_t source, int32_t own) {
  const dl_document *doc = speech->doc;
  bool outside = doc->tokens[source].upos == DL_PRON && speech->quotes.at[source] < 0;
  if (own < 0 || !outside || doc->entities[own].type != DL_PER) return own;
  int32_t other = is_named_outside(speech, (uint32_t)own, source) ? -1 : last_person(speech, source);
  return other >= 0 ? other : own;
}

/* The entity behind a source: of a text ("the statement said") its author. */
int32_t dl_source_entity(const dl_speech *speech, uint32_t source, int32_t mention) {
  const dl_document *doc = speech->doc;
  dl_cue noun;
  int32_t own = named_outside(speech, source, entity_of(doc, mention));
  uint32_t text = own < 0 ? (uint32_t)dl_antecedent(doc, (int32_t)source) : source; /* "a UN report which said" */
  bool is_text =
      own < 0 && dl_cue_find(speech->listener, doc->tokens[text].lemma, "noun", &noun) && dl_frame_has(&noun, "text");
  int32_t author = is_text ? dl_text_author(doc, text) : -1;
  return author >= 0 ? entity_of(doc, dl_source_mention(doc, (uint32_t)author)) : own;
}
