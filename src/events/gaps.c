#include "events/gaps.h"

#include <string.h>

#include "events/coder.h"

static const char *const verb_others[] = {"obj",      "iobj",    "obl:to", "obl:against", "obl:with", "obl:on",
                                          "obl:from", "obl:for", "obl:at", "obl:into",    "obl:over", "obl:of"};
static const char *const noun_others[] = {"nmod:of", "nmod:against", "nmod:on",  "nmod:to",   "nmod:with",
                                          "nmod:at", "nmod:from",    "nmod:for", "nmod:over", "nmod:into"};

/* Has the table a row of this key, with this value in its column `kind` (NULL: any)? */
static bool is_listed(const dl_table *table, const char *key, const char *kind) {
  uint32_t first, count = table ? dl_table_find(table, key, &first) : 0;
  int column = table ? dl_table_column(table, "kind") : -1;
  for (uint32_t i = 0; i < count; i++)
    if (!kind || (column >= 0 && strcmp(dl_table_cell(table, first + i, column), kind) == 0)) return true;
  return false;
}

/* "RUS" and "RUSGOV" are one for this purpose. */
static bool is_part(const char *a, const char *b) {
  size_t n = strlen(a) < strlen(b) ? strlen(a) : strlen(b);
  return strncmp(a, b, n) == 0;
}

/* First party of the slot that has a code and is not `but`, or a part of it. */
static bool party_at(dl_coding *work, const dl_site *site, const char *slots, const dl_participant *but,
                     dl_participant *party) {
  dl_participants found = {0};
  const dl_trace *trace = NULL;
  dl_slot_participants(work, site, slots, "actor", &found, &trace);
  for (uint32_t i = 0; i < found.count; i++) {
    const dl_participant *p = &found.items[i];
    if (!dl_is_party(p) || (but && (dl_same_party(p, but) || is_part(p->code, but->code)))) continue;
    *party = *p;
    return true;
  }
  return false;
}

static void try_word(dl_coding *work, int32_t token, bool noun, dl_gaps *out) {
  const dl_site site = {
      .trigger = token, .verb = noun ? -1 : token, .noun = noun ? token : -1, .kind = noun ? DL_NOUN_ROW : DL_VERB_ROW};
  const char *const *others = noun ? noun_others : verb_others, *lemma = dl_key_lemma(work, token);
  size_t count = noun ? sizeof noun_others / sizeof *noun_others : sizeof verb_others / sizeof *verb_others;
  dl_participant actor, other;
  if (!party_at(work, &site, noun ? "poss|nmod:by|amod" : "nsubj", NULL, &actor)) return;
  for (size_t i = 0; i < count; i++) {
    if (!party_at(work, &site, others[i], &actor, &other)) continue;
    const char *colon = strchr(others[i], ':');
    uint32_t first = 0;
    dl_gap *g = DL_PUSH(work->doc->arena, out->items, out->count, out->capacity);
    *g = (dl_gap){.token = (uint32_t)token, .noun = noun, .actor = actor.code, .recipient = other.code};
    g->key = colon ? dl_arena_printf(work->doc->arena, "%s %s", lemma, colon + 1) : lemma;
    g->rows = dl_lexicon_find(work->lexicon, site.kind, lemma, &first);
    if (colon && !noun) g->rows += dl_lexicon_find(work->lexicon, site.kind, g->key, &first);
    return;
  }
}

void dl_find_gaps(const dl_coder *coder, dl_document *doc, dl_gaps *out) {
  if (doc->token_count == 0 || !coder->namer) return;
  dl_coding work = dl_coding_begin(coder, doc);
  const dl_table *cues = dl_model_table(coder->model, "claims/cues"),
                 *nominals = dl_model_table(coder->model, "claims/nominals");
  for (uint32_t i = 0; i < doc->token_count; i++) {
    const dl_token *t = &doc->tokens[i];
    const char *lemma = dl_key_lemma(&work, (int32_t)i);
    if (work.consumed[i] || work.barred[i]) continue;
    bool verb = t->upos == DL_VERB && t->rel != DL_REL_AMOD && t->rel != DL_REL_CASE && strcmp(lemma, "be") != 0 &&
                !is_listed(cues, lemma, "verb");
    bool noun = t->upos == DL_NOUN && t->ner == DL_NER_O && t->rel != DL_REL_COMPOUND &&
                (is_listed(nominals, lemma, NULL) || is_listed(work.lexicon->events[DL_NOUN_ROW], lemma, NULL));
    if (verb || noun) try_word(&work, (int32_t)i, noun, out);
  }
}
