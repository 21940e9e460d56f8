/* What a party is whose sector no row tells: government, police, rebels, people. By the words that name it and what it
 * does, weighed as the acts are. */
#include "events/options.h"

#include <string.h>

static void add(dl_evidence *e, const char *a, const char *b, const char *c) {
  dl_evidence_add(e, " ", a, b, c, "");
}

/* What the party's words are: a state's name, a pronoun, a person, a noun; "-" where it has none in the sentence. */
static const char *kind_of(const dl_coding *work, const dl_participant *party, int32_t head) {
  const dl_document *doc = work->doc;
  if (head < 0) return "-";
  if (doc->tokens[head].upos == DL_PRON) return "pronoun";
  if (party && party->entity >= 0 && doc->entities[party->entity].type == DL_GPE) return "state";
  if (party && party->entity >= 0 && doc->entities[party->entity].type == DL_NORP) return "people";
  if (doc->tokens[head].ner == DL_NER_B_PER || doc->tokens[head].ner == DL_NER_I_PER) return "person";
  return doc->tokens[head].upos == DL_PROPN ? "name" : "noun";
}

/* The sector of what a noun counts: "dozens of soldiers"; "". */
static const char *sector_counted(const dl_coding *work, int32_t head) {
  const dl_document *doc = work->doc;
  for (int32_t k = head >= 0 ? dl_first(&work->graph, head) : -1; k >= 0; k = work->graph.next[k])
    if (doc->tokens[k].rel == DL_REL_NMOD && doc->mention_at[k] >= 0 && dl_has_case(&work->graph, k, "of"))
      return doc->entities[doc->mentions[doc->mention_at[k]].entity].sector;
  return "";
}

void dl_sector_evidence_of(dl_coding *work, const dl_candidate *c, const char *role, const dl_participant *party,
                           int32_t head, dl_evidence *out) {
  static const char *const bodies[] = {"IGO", "NGO", "IMG", "MNC", "UNO", "EUR", NULL};
  const dl_token *tokens = work->doc->tokens;
  const char *category = c->event.category, *kind = kind_of(work, party, head);
  bool name = head >= 0 && tokens[head].upos == DL_PROPN;
  out->count = 0;
  add(out, role, category, "");
  add(out, role, category, kind);
  add(out, role, kind, "");
  add(out, role, "act", dl_key_lemma(work, c->site.trigger));
  const char *own = party && party->sector ? party->sector : "", *code = party && party->code ? party->code : "";
  if (!*own) own = sector_counted(work, head);
  const char *type = party && party->entity >= 0 ? dl_entity_type_name(work->doc->entities[party->entity].type) : "-";
  add(out, "has", *own ? own : "none", "");
  add(out, "has", *own ? own : "none", kind);
  add(out, "has", *own ? own : "none", category);
  add(out, "has", *own ? own : "none", type);
  add(out, role, category, type);
  if (strlen(code) > 6) add(out, "code", code + 3, "");
  if (party && party->country && *party->country)
    add(out, "body", dl_is_listed(party->country, bodies) ? party->country : "state", "");
  if (head < 0) return;
  add(out, "words", name ? tokens[head].lower : dl_key_lemma(work, head), "");
  for (int32_t k = dl_first(&work->graph, head); k >= 0 && k < head; k = work->graph.next[k])
    if (tokens[k].rel == DL_REL_COMPOUND || tokens[k].rel == DL_REL_AMOD) add(out, "with", tokens[k].lower, "");
  if (tokens[head].rel == DL_REL_APPOS && tokens[head].head >= 0)
    add(out, "beside", dl_key_lemma(work, tokens[head].head), "");
  for (int32_t k = dl_first(&work->graph, head); k >= 0; k = work->graph.next[k])
    if (tokens[k].rel == DL_REL_APPOS || tokens[k].rel == DL_REL_FLAT) add(out, "beside", dl_key_lemma(work, k), "");
}

const char *dl_sector_of(const dl_sectors *sectors, const dl_evidence *e) {
  float sum[DL_SECTORS] = {0};
  uint32_t count = sectors->labels.count, best = 0;
  for (uint32_t i = 0; i < e->count; i++) {
    int32_t row = dl_evidence_row(e, i, &sectors->names);
    for (uint32_t k = 0; row >= 0 && k < count; k++)
      sum[k] += (float)sectors->weights.values[(size_t)row * count + k] * sectors->weights.scale[row];
  }
  for (uint32_t k = 1; k < count; k++)
    if (sum[k] > sum[best]) best = k;
  return count ? sectors->labels.items[best] : "";
}
