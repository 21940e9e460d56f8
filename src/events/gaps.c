#include "events/gaps.h"

#include <string.h>

#include "events/coder.h"

/* Has the table a row of this key, with this value in its column `kind` (NULL: any)? */
static bool is_listed(const dl_table *table, const char *key, const char *kind) {
  uint32_t first, count = table ? dl_table_find(table, key, &first) : 0;
  int column = table ? dl_table_column(table, "kind") : -1;
  for (uint32_t i = 0; i < count; i++)
    if (!kind || (column >= 0 && strcmp(dl_table_cell(table, first + i, column), kind) == 0)) return true;
  return false;
}

/* The first that has a code and is not `but`, or a part of it; NULL. */
static const dl_participant *first_party(const dl_participants *list, const dl_participant *but) {
  for (uint32_t i = 0; i < list->count; i++) {
    const dl_participant *p = &list->items[i];
    if (dl_is_party(p) && !(but && (dl_same_party(p, but) || dl_code_agrees(p->code, but->code)))) return p;
  }
  return NULL;
}

static void add_gap(dl_coding *work, const dl_site *site, const char *preposition, const dl_participant *actor,
                    const dl_participant *other, dl_gaps *out) {
  const char *lemma = dl_key_lemma(work, site->trigger);
  uint32_t first = 0;
  dl_gap *g = DL_PUSH(work->doc->arena, out->items, out->count, out->capacity);
  *g = (dl_gap){.token = (uint32_t)site->trigger,
                .noun = site->kind == DL_NOUN_ROW,
                .actor = actor->code,
                .recipient = other->code};
  g->key = *preposition ? dl_arena_printf(work->doc->arena, "%s %s", lemma, preposition) : lemma;
  g->rows = dl_lexicon_find(work->lexicon, site->kind, lemma, &first);
  if (*preposition && !g->noun) g->rows += dl_lexicon_find(work->lexicon, site->kind, g->key, &first);
}

static void try_word(dl_coding *work, int32_t token, bool noun, dl_gaps *out) {
  const dl_site site = {
      .trigger = token, .verb = noun ? -1 : token, .noun = noun ? token : -1, .kind = noun ? DL_NOUN_ROW : DL_VERB_ROW};
  const dl_terms *slots = work->lexicon->slots,
                 others = slots[noun ? DL_SLOTS_GAP_NOUN_OTHER : DL_SLOTS_GAP_VERB_OTHER];
  dl_participants actors = {0};
  const dl_trace *trace = NULL;
  dl_slot_participants(work, &site, slots[noun ? DL_SLOTS_GAP_NOUN_ACTOR : DL_SLOTS_SUBJECT], DL_ACTOR, &actors,
                       &trace);
  const dl_participant *actor = first_party(&actors, NULL);
  for (const dl_term *choice = others.first; choice && actor; choice = dl_choice_after(choice)) {
    dl_participants found = {0};
    int32_t heads[DL_HEADS];
    dl_choice_participants(work, &site, others.table, choice, &found, heads);
    const dl_participant *other = first_party(&found, actor);
    if (!other) continue;
    add_gap(work, &site, dl_table_text(others.table, choice[1].text), actor, other, out);
    return;
  }
}

/* Verbs that tell more than that something is, and bring in nobody's words. */
static bool is_verb_of_act(const dl_table *cues, const dl_token *t, const char *lemma) {
  if (t->upos != DL_VERB || dl_in(t->rel, DL_RELS(AMOD, CASE))) return false;
  return strcmp(lemma, "be") != 0 && !is_listed(cues, lemma, "verb");
}

/* Nouns that can tell an act: of a verb, or known to the lexicon. */
static bool is_noun_of_act(const dl_table *nominals, const dl_table *nouns, const dl_token *t, const char *lemma) {
  if (t->upos != DL_NOUN || t->ner != DL_NER_O || t->rel == DL_REL_COMPOUND) return false;
  return is_listed(nominals, lemma, NULL) || is_listed(nouns, lemma, NULL);
}

void dl_find_gaps(const dl_coder *coder, dl_document *doc, dl_gaps *out) {
  if (doc->token_count == 0 || !coder->namer) return;
  dl_coding work = dl_coding_begin(coder, doc);
  const dl_table *cues = dl_model_table(coder->model, "claims/cues"),
                 *nominals = dl_model_table(coder->model, "claims/nominals"),
                 *nouns = work.lexicon->events[DL_NOUN_ROW];
  for (uint32_t i = 0; i < doc->token_count; i++) {
    const char *lemma = dl_key_lemma(&work, (int32_t)i);
    if (work.consumed[i] || work.barred[i]) continue;
    bool noun = is_noun_of_act(nominals, nouns, &doc->tokens[i], lemma);
    if (noun || is_verb_of_act(cues, &doc->tokens[i], lemma)) try_word(&work, (int32_t)i, noun, out);
  }
}
