/* What is known of a word as a cue besides the network's vector, as names: its form, its place in the tree, what hangs
 * on it, the quotations around it, the row of the tables. */
#include <string.h>

#include "network/evidence.h"
#include "speech/parts.h"

static bool opens_quote(const dl_speech *speech, uint32_t token) {
  int32_t q = token < speech->doc->token_count ? speech->quotes.at[token] : -1;
  return q >= 0 && speech->quotes.items[q].first_token == token;
}

/* Where the next quotation of the sentence stands: before the cue, behind it, or around it. */
static void add_quotes(const dl_speech *speech, uint32_t token, dl_evidence *e) {
  const dl_document *doc = speech->doc;
  const dl_sentence *s = &doc->sentences[doc->tokens[token].sentence];
  if (speech->quotes.at[token] >= 0) dl_clue(e, "in a quotation", "", "", "");
  for (uint32_t i = token; i > s->first; i--)
    if (speech->quotes.at[i - 1] >= 0) {
      dl_clue(e, "quotation before=", token - i < 4 ? "near" : "far", "", "");
      break;
    }
  for (uint32_t i = token + 1; i < dl_sentence_end(s); i++)
    if (opens_quote(speech, i)) {
      dl_clue(e, "quotation behind=", i - token < 4 ? "near" : "far", "", "");
      break;
    }
}

static const char *lemma_of(const dl_document *doc, int32_t token) {
  return token < 0 ? "-" : doc->tokens[token].upos == DL_PROPN ? "a name" : doc->tokens[token].lemma;
}

static void add_rows(const dl_speech *speech, uint32_t token, const char *children, dl_evidence *e) {
  static const char *const kinds[] = {"verb", "noun", "adj", "attr", "adv", "passive", "light"};
  dl_cue cue;
  for (unsigned k = 0; k < sizeof kinds / sizeof *kinds; k++) {
    if (!dl_cue_find(speech->listener, speech->doc->tokens[token].lemma, kinds[k], &cue)) continue;
    dl_clue(e, "row=", kinds[k], "", "");
    dl_clue(e, "row+children=", kinds[k], " ", children);
    dl_clue(e, "row+rel=", kinds[k], " ", dl_deprel_name(speech->doc->tokens[token].deprel));
  }
}

/* Who or what the subject is: people and offices speak, weather does not. */
static void add_subject(const dl_document *doc, const char *lemma, int32_t subject, dl_evidence *e) {
  int32_t m = doc->mention_at ? doc->mention_at[subject] : -1;
  const char *type = m >= 0 ? dl_entity_type_name(doc->entities[doc->mentions[m].entity].type)
                            : dl_upos_name(doc->tokens[subject].upos);
  dl_clue(e, "subject=", type, "", "");
  dl_clue(e, "lemma+subject=", lemma, " ", type);
}

void dl_cue_evidence(const dl_speech *speech, uint32_t token, dl_evidence *e) {
  const dl_document *doc = speech->doc;
  const dl_token *t = &doc->tokens[token];
  const char *pos = dl_upos_name(t->upos), *lemma = lemma_of(doc, (int32_t)token);
  const dl_sentence *s = &doc->sentences[t->sentence];
  char children[8] = "";
  dl_evidence_begin(e, speech->told);
  for (int32_t c = dl_first(speech->doc, (int32_t)token); c >= 0; c = dl_sibling(speech->doc, c)) {
    const dl_token *child = &doc->tokens[c];
    static const char letters[] = "csxop";
    static const dl_rel rels[] = {DL_REL_CCOMP, DL_REL_NSUBJ, DL_REL_XCOMP, DL_REL_OBJ, DL_REL_PARATAXIS};
    for (unsigned k = 0; k < sizeof rels / sizeof *rels; k++)
      if (child->rel == rels[k] && !strchr(children, letters[k]))
        children[strlen(children) + 1] = '\0', children[strlen(children)] = letters[k];
    if (child->rel == DL_REL_PUNCT) continue;
    if (child->rel == DL_REL_NSUBJ) add_subject(doc, lemma, c, e);
    dl_clue(e, "child=", dl_deprel_name(child->deprel), "", "");
    dl_clue(e, "child+lemma=", dl_deprel_name(child->deprel), " ", lemma_of(doc, c));
    if (dl_in(child->rel, DL_RELS(CASE, MARK))) continue;
    for (int32_t m = dl_first_by(doc, c, DL_RELS(CASE, MARK)); m >= 0; m = dl_next_by(doc, m, DL_RELS(CASE, MARK)))
      dl_clue(e, "child+mark=", dl_deprel_name(child->deprel), " ", doc->tokens[m].lower);
  }
  dl_clue(e, "pos=", pos, "", "");
  dl_clue(e, "tag=", dl_tag_name(t->xpos), "", "");
  dl_clue(e, "rel=", dl_deprel_name(t->deprel), "", "");
  dl_clue(e, "lemma=", lemma, "", "");
  dl_clue(e, "lemma+pos=", lemma, " ", pos);
  dl_clue(e, "lemma+rel=", lemma, " ", dl_deprel_name(t->deprel));
  dl_clue(e, "lemma+children=", lemma, " ", children);
  dl_clue(e, "head=", lemma_of(doc, t->head), "", "");
  dl_clue(e, "next=", token + 1 < dl_sentence_end(s) ? doc->tokens[token + 1].lower : "-", "", "");
  dl_clue(e, "before=", token > s->first ? doc->tokens[token - 1].lower : "-", "", "");
  if (s->headline) dl_clue(e, "headline", "", "", "");
  add_quotes(speech, token, e);
  add_rows(speech, token, children, e);
}
