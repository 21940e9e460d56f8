/* What somebody is to the other acts of a sentence: whoever condemns an act has not done it, whom a raid killed is not
 * who is condemned for it. */
#include "events/options.h"
#include "events/who.h"

#define P DL_PART

enum { DEEP = 3 };                /* words between an act and one that hangs on it */
static const float LEAST = 0.35f; /* the probability from which a word is read as a side */

const dl_roles_read *dl_sides_read(dl_coding *work, int32_t word, unsigned act, bool mutual) {
  const dl_document *doc = work->doc;
  if (!work->sides) work->sides = dl_arena_alloc(doc->arena, doc->token_count * sizeof(dl_sides *));
  dl_sides *kept = work->sides[word];
  if (!kept || kept->act != act || kept->mutual != mutual) {
    kept = work->sides[word] = dl_arena_take(doc->arena, sizeof *kept);
    kept->act = act;
    kept->mutual = mutual;
    kept->known = dl_read_roles(&work->coder->roles, doc, (uint32_t)word, act, mutual, &kept->read);
  }
  return kept->known ? &kept->read : NULL;
}

/* Is there another act than the candidate's at the word? */
static bool is_another(const dl_coding *work, const dl_candidate *c, int32_t word) {
  return work->act[word] != DL_NO_ACT && word != c->site.trigger && word != c->site.verb;
}

static int32_t find_above(const dl_coding *work, const dl_candidate *c) {
  const dl_token *tokens = work->doc->tokens;
  int32_t at = tokens[dl_top_of(c)].head;
  while (at >= 0 && !is_another(work, c, at)) at = tokens[at].head;
  return at;
}

/* The nearest act that hangs on a word, at most `deep` words below it; -1. */
static int32_t find_below(const dl_coding *work, const dl_candidate *c, int32_t word, int deep) {
  const dl_document *doc = work->doc;
  const uint64_t below = ~DL_RELS(CONJ);
  int32_t found = dl_first_by(doc, word, below);
  while (found >= 0 && !is_another(work, c, found)) found = dl_next_by(doc, found, below);
  int32_t k = deep > 1 ? dl_first_by(doc, word, below) : -1;
  for (; k >= 0 && found < 0; k = dl_next_by(doc, k, below)) found = find_below(work, c, k, deep - 1);
  return found;
}

void dl_find_beside(dl_coding *work, dl_act_options *o) {
  const dl_candidate *c = o->candidate;
  int32_t words[DL_BESIDE] = {find_above(work, c), find_below(work, c, dl_top_of(c), DEEP)};
  for (int k = 0; k < DL_BESIDE; k++) {
    dl_beside *b = &o->beside[k];
    *b = (dl_beside){.word = words[k]};
    if (b->word < 0) continue;
    b->act = work->act[b->word];
    b->read = dl_sides_read(work, b->word, b->act, false);
    if (!b->read) b->word = -1;
  }
}

/* "did the act above", by what the network reads; of nobody whether somebody did or suffered it. */
static dl_part side_of(const dl_beside *b, const dl_proposal *p, bool above) {
  float did = p->parties.count ? dl_read_at(b->read, false, p->head) : -1,
        suffered = p->parties.count ? dl_read_at(b->read, true, p->head) : -1;
  if (did >= LEAST && did >= suffered) return above ? P("does the act above") : P("does the act below");
  if (suffered >= LEAST) return above ? P("suffers the act above") : P("suffers the act below");
  if (p->head == b->word) return above ? P("is the act above") : P("is the act below");
  return above ? P("no part of the act above") : P("no part of the act below");
}

void dl_add_beside(dl_coding *work, const dl_act_options *o, const dl_proposal *p, dl_part role, dl_evidence *e) {
  const dl_token *tokens = work->doc->tokens;
  for (int k = 0; k < DL_BESIDE; k++) {
    const dl_beside *b = &o->beside[k];
    if (b->word < 0) continue;
    int32_t lower = k == DL_ABOVE ? dl_top_of(o->candidate) : b->word;
    dl_part side = side_of(b, p, k == DL_ABOVE), other = dl_part_of(dl_act_name(b->act)), category = o->names.category,
            way = dl_part_of(dl_deprel_name(tokens[lower].deprel));
    dl_evidence_join(e, role, side, category, other);
    dl_evidence_join(e, role, side, other, P(""));
    dl_evidence_join(e, role, side, way, dl_words_name(p->words));
    dl_evidence_join(e, role, side, way, category);
    dl_evidence_join(e, role, side, P("at"), dl_part_of(dl_key_lemma(work, b->word)));
  }
}

/* The likeliest actor of an act; -1 where nobody is as likely. */
static int32_t doer_of(const dl_roles_read *read) {
  int32_t best = -1;
  float most = LEAST;
  for (uint32_t k = 0; k < read->count; k++) {
    if (read->words[0][k] <= most) continue;
    most = read->words[0][k];
    best = (int32_t)(read->first + k);
  }
  return best;
}

/* Is the proposal the words at `head`, or named in their phrase, in which the act does not stand? */
static bool is_of(const dl_document *doc, const dl_proposal *p, int32_t head, int32_t act) {
  return p->head >= 0 && (p->head == head || (dl_within(doc, p->head, head) && !dl_within(doc, act, head)));
}

/* The state for which who is named there speaks, its government; 0. */
static dl_code state_behind(const dl_document *doc, int32_t token) {
  const dl_mention *m = dl_mention_headed(doc, token);
  const dl_entity *e = m ? &doc->entities[m->entity] : NULL;
  return e && (!e->sector || e->sector == DL_CODE_GOV) ? e->country : 0;
}

bool dl_judges_it(const dl_coding *work, const dl_act_options *o, const dl_proposal *p, dl_code state) {
  static const float READ = 0.5f; /* "defended its invasion" */
  const dl_beside *above = &o->beside[DL_ABOVE];
  if (above->word < 0 || !dl_act_in(above->act, DL_JUDGING) || o->candidate->site.kind != DL_NOUN_ROW) return false;
  int32_t judge = doer_of(above->read);
  if (judge < 0 || (o->read && dl_read_at(o->read, false, p->head) >= READ)) return false;
  return is_of(work->doc, p, judge, above->word) || (state && state == state_behind(work->doc, judge));
}
