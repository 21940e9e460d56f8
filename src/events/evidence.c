/* What is known of a word besides the network's vectors, as names: its form, its place in the tree, what hangs on it,
 * and what the rules made of it. */
#include "events/evidence.h"

#include <string.h>

static void add_tree(const dl_coding *work, int32_t token, dl_evidence *e) {
  const dl_token *tokens = work->doc->tokens, *t = &tokens[token];
  const char *pos = dl_upos_name(t->upos), *lemma = dl_key_lemma(work, token);
  dl_clue(e, "pos=", pos, "", "");
  dl_clue(e, "tag=", dl_tag_name(t->xpos), "", "");
  dl_clue(e, "rel=", dl_deprel_name(t->deprel), "", "");
  dl_clue(e, "lemma=", lemma, "", "");
  dl_clue(e, "lemma+pos=", lemma, " ", pos);
  dl_clue(e, "head=", t->head < 0 ? "-" : dl_key_lemma(work, t->head), "", "");
  const uint64_t words = ~DL_RELS(PUNCT);
  for (int32_t c = dl_first_by(work->doc, token, words); c >= 0; c = dl_next_by(work->doc, c, words)) {
    dl_clue(e, "child=", dl_deprel_name(tokens[c].deprel), "", "");
    dl_clue(e, "child+lemma=", dl_deprel_name(tokens[c].deprel), " ", dl_key_lemma(work, c));
  }
}

static const char *verdict_name(unsigned verdict) {
  static const char *const names[] = {"kept", "no frame", "unreal", "folded", "setting", "veto"};
  return names[verdict];
}

static void add_rules(const dl_candidate *c, int32_t token, dl_evidence *e) {
  const char *category = c->event.act == DL_NO_ACT ? "none" : dl_act_or_speech(c->event.act),
             *verdict = verdict_name(c->verdict);
  static const char *const tables[DL_KINDS] = {"verbs", "light", "nouns", "adjectives"};
  const char sides[] = {dl_any_party(&c->event.actor) ? 'A' : '-', dl_any_party(&c->event.recipient) ? 'R' : '-', '\0'};
  dl_clue(e, "row=", category, "", "");
  dl_clue(e, "rules=", verdict, "", "");
  dl_clue(e, "row+rules=", category, " ", verdict);
  dl_clue(e, "table=", tables[c->site.kind], c->site.kind == DL_LIGHT_ROW && token == c->site.verb ? " verb" : "", "");
  dl_clue(e, "sides=", sides, "", "");
  dl_clue(e, "row+sides=", category, " ", sides);
  for (const char *at = c->row.flag_names ? c->row.flag_names : ""; *at;) {
    char flag[48];
    size_t n = strcspn(at, ",");
    if (n > 0 && n < sizeof flag) {
      memcpy(flag, at, n);
      flag[n] = '\0';
      dl_clue(e, "flag=", flag, "", "");
    }
    at += n + (at[n] == ',');
  }
}

void dl_act_evidence_of(const dl_coding *work, int32_t token, const dl_candidate *candidate, dl_evidence *out) {
  dl_evidence_begin(out, work->told);
  if (candidate)
    add_rules(candidate, token, out);
  else if (work->consumed[token])
    dl_clue(out, "rules=", "part of another", "", "");
  if (work->barred[token]) dl_clue(out, "rules=", "barred", "", "");
  if (work->doc->sentences[work->doc->tokens[token].sentence].headline) dl_clue(out, "headline", "", "", "");
  add_tree(work, token, out);
}
