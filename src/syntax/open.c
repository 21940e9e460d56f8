#include "syntax/open.h"

#include <string.h>

/* What stands around a verb: its auxiliary and its subject, a conjunction, a mark of question, a word that asks for
 * more than yes or no. */
typedef struct clause {
  int32_t auxiliary, subject;
  bool mark, asks, which;
} clause;

static clause read_clause(const dl_document *doc, uint32_t verb) {
  const dl_sentence *s = &doc->sentences[doc->tokens[verb].sentence];
  clause c = {-1, -1, false, false, false};
  for (uint32_t i = s->first; i < s->first + s->count; i++) {
    const dl_token *t = &doc->tokens[i];
    c.which |= i < verb && dl_tag_name(t->xpos)[0] == 'W';
    if (t->head != (int32_t)verb) continue;
    if ((t->rel == DL_REL_AUX || t->rel == DL_REL_COP) && c.auxiliary < 0) c.auxiliary = (int32_t)i;
    if (t->rel == DL_REL_NSUBJ && c.subject < 0) c.subject = (int32_t)i;
    c.mark |= t->rel == DL_REL_MARK;
    c.asks |= t->rel == DL_REL_PUNCT && t->lower[0] == '?';
  }
  return c;
}

bool dl_is_open_clause(const dl_document *doc, uint32_t verb) {
  const dl_token *t = &doc->tokens[verb];
  clause c = read_clause(doc, verb);
  bool inverted = c.auxiliary >= 0 && c.auxiliary < c.subject;
  if (t->rel == DL_REL_ADVCL)
    return inverted && !c.mark && (int32_t)verb < t->head && doc->tokens[c.auxiliary].word == DL_WORD_HAD;
  return inverted && c.asks && !c.which;
}
