#include "syntax/gate.h"

#include "base/chars.h"
#include "syntax/tree.h"

static bool has_letter(const dl_token *t) {
  for (const char *at = t->form; *at; at++)
    if (dl_is_letter(*at) || (unsigned char)*at >= 0x80) return true; /* what is no ASCII may be one */
  return false;
}

bool dl_gate_holds(const dl_document *doc, const dl_sentence *sentence) {
  if (dl_is_passed_over(sentence)) return true;
  for (uint32_t i = sentence->first; i < sentence->first + sentence->count; i++)
    if (has_letter(&doc->tokens[i])) return false;
  return true;
}

void dl_gate_fill(dl_document *doc, const dl_sentence *sentence) {
  for (uint32_t i = sentence->first; i < sentence->first + sentence->count; i++) {
    dl_token *t = &doc->tokens[i];
    bool root = i == sentence->first;
    t->upos = DL_X;
    t->xpos = DL_TAG_FW;
    t->feats = "_";
    t->lemma = t->lower;
    t->head = root ? -1 : (int32_t)sentence->first;
    dl_label(t, root ? DL_DEPREL_ROOT : DL_DEPREL_DEP);
    t->ner = DL_NER_O;
    t->odds[0] = 0;
    for (int k = 1; k < 4; k++) t->odds[k] = INT8_MIN;
  }
}
