/* What a party is: government, police, rebels, people. By what the tables know of it, by the words that it is called by
 * all over the text, and by what it does, weighed as the acts are. */
#include <string.h>

#include "base/order.h"
#include "events/who.h"
#include "network/softmax.h"

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
static dl_code sector_counted(const dl_coding *work, int32_t head) {
  const dl_document *doc = work->doc;
  for (int32_t k = head >= 0 ? dl_first(work->doc, head) : -1; k >= 0; k = dl_sibling(work->doc, k))
    if (doc->tokens[k].rel == DL_REL_NMOD && doc->mention_at[k] >= 0 && dl_has_case(work->doc, k, "of"))
      return doc->entities[doc->mentions[doc->mention_at[k]].entity].sector;
  return 0;
}

static bool is_title(const dl_token *tokens, int32_t token) {
  unsigned rel = tokens[token].rel;
  return dl_in(rel, DL_RELS(APPOS, FLAT, COMPOUND, AMOD, NMOD));
}

/* What a head's word, its modifiers and what stands beside it say; `where`: of these words, or of some others of the
 * entity. */
static void add_words(dl_coding *work, int32_t head, const char *where, dl_evidence *out) {
  const dl_token *tokens = work->doc->tokens;
  bool name = tokens[head].upos == DL_PROPN;
  add(out, where, "words", name ? tokens[head].lower : dl_key_lemma(work, head));
  for (int32_t k = dl_first(work->doc, head); k >= 0; k = dl_sibling(work->doc, k)) {
    if (!is_title(tokens, k)) continue;
    bool noun = dl_in(tokens[k].upos, DL_UPOSES(NOUN, PROPN));
    const char *word = noun ? dl_key_lemma(work, k) : tokens[k].lower;
    add(out, where, tokens[k].rel == DL_REL_NMOD ? dl_case_of(work->doc, k) : k < head ? "with" : "beside", word);
    for (int32_t m = dl_first(work->doc, k); m >= 0 && tokens[k].rel == DL_REL_APPOS; m = dl_sibling(work->doc, m))
      if (is_title(tokens, m)) add(out, where, "beside", tokens[m].lower);
  }
  int32_t over = tokens[head].head;
  if (over < 0) return;
  if (dl_in(tokens[head].rel, DL_RELS(APPOS, FLAT, COMPOUND))) add(out, where, "beside", dl_key_lemma(work, over));
  if (tokens[head].rel == DL_REL_NSUBJ && dl_child_rel(work->doc, over, DL_REL_COP) >= 0)
    add(out, where, "is", dl_key_lemma(work, over));
}

enum { LOOKED_AT = 8, LONGEST = 96 };  /* mentions; bytes of what is said of one */
static const float READ_LEAST = 0.03f; /* the least probability that is told */

/* What the entity is called at its first mentions, each word once. */
static void add_entity(dl_coding *work, const dl_participant *party, int32_t head, dl_evidence *out) {
  const dl_document *doc = work->doc;
  const dl_entity *e = &doc->entities[party->entity];
  for (uint32_t i = 0; i < e->mention_count && i < LOOKED_AT; i++) {
    const dl_mention *m = &doc->mentions[e->mentions[i]];
    if ((int32_t)m->head == head || m->form == DL_PRO) continue;
    dl_evidence here;
    dl_evidence_begin(&here, work->told);
    add_words(work, (int32_t)m->head, "elsewhere", &here);
    for (uint32_t k = 0; k < here.count; k++)
      if (here.begin[k + 1] - here.begin[k] < LONGEST) dl_evidence_add_once(out, &here, k);
  }
}

/* Of which sectors the network reads him: by his words here, and by all that name his entity. */
static void add_read(dl_coding *work, const dl_participant *party, int32_t head, dl_evidence *out) {
  const dl_document *doc = work->doc;
  const dl_role_head *roles = &work->coder->roles;
  float here[DL_SECTORS_READ], one[DL_SECTORS_READ], all[DL_SECTORS_READ] = {0};
  bool read = head >= 0 && dl_read_sectors(roles, doc, (uint32_t)head, here);
  const dl_entity *e = party && party->entity >= 0 ? &doc->entities[party->entity] : NULL;
  uint32_t count = 0;
  for (uint32_t i = 0; e && i < e->mention_count && i < LOOKED_AT; i++) {
    if (!dl_read_sectors(roles, doc, doc->mentions[e->mentions[i]].head, one)) continue;
    for (uint32_t k = 0; k < roles->sectors.count; k++) all[k] += one[k];
    count++;
  }
  for (uint32_t k = 0; k < roles->sectors.count; k++) {
    const char *sector = roles->sectors.items[k];
    if (read && here[k] >= READ_LEAST) add(out, "read", sector, dl_likely_name(here[k]).text);
    if (count && all[k] >= READ_LEAST * (float)count)
      add(out, "read all over", sector, dl_likely_name(all[k] / (float)count).text);
  }
}

void dl_sector_evidence(dl_coding *work, const dl_participant *party, int32_t head, dl_evidence *out) {
  const char *kind = kind_of(work, party, head);
  dl_code sector = party ? party->sector : 0, code = party ? party->code : 0;
  const char *type = party && party->entity >= 0 ? dl_entity_type_name(work->doc->entities[party->entity].type) : "-";
  char text[DL_FILE_NAME];
  const char *file = dl_file_name(work->doc, party, text).text;
  dl_evidence_begin(out, work->told);
  if (!sector) sector = sector_counted(work, head);
  const char *own = sector ? DL_CODE_TEXT(sector) : "none";
  add(out, "has", own, "");
  add(out, "has", own, kind);
  add(out, "has", own, type);
  add(out, "has", own, file);
  if (dl_code_length(code) > 6) add(out, "code", DL_CODE_TEXT(dl_code_rest(code)), "");
  if (party && party->country) {
    const char *body = dl_is_body(party->country) ? DL_CODE_TEXT(party->country) : "state";
    add(out, "body", body, "");
    add(out, "body", body, kind);
    if (dl_code_is_bare(code)) add(out, "a bare state", kind, file);
  }
  if (head >= 0) add_words(work, head, "here", out);
  if (party && party->entity >= 0) add_entity(work, party, head, out);
  add_read(work, party, head, out);
}

void dl_side_sector_evidence(dl_coding *work, const dl_candidate *c, const char *role, const dl_participant *party,
                             int32_t head, dl_evidence *out) {
  const char *category = dl_act_name(c->event.act), *kind = kind_of(work, party, head),
             *own = party && party->sector ? DL_CODE_TEXT(party->sector) : "none";
  const char *type = party && party->entity >= 0 ? dl_entity_type_name(work->doc->entities[party->entity].type) : "-";
  dl_evidence_begin(out, work->told);
  add(out, role, category, "");
  add(out, role, category, kind);
  add(out, role, category, type);
  add(out, role, "act", dl_key_lemma(work, c->site.trigger));
  add(out, role, "has", own);
  add(out, category, "has", own);
}

void dl_weigh_sectors(const dl_sectors *sectors, const dl_evidence *a, const dl_evidence *b, float weight,
                      float sums[DL_SECTORS]) {
  float own[DL_SECTORS] = {0};
  dl_evidence_score(a, &sectors->learned, own);
  dl_evidence_score(b, &sectors->learned, own);
  dl_softmax(own, sectors->labels.count, own);
  for (uint32_t k = 0; k < sectors->labels.count; k++) sums[k] += weight * own[k];
}
