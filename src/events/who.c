#include "events/who.h"

#include <stdio.h>
#include <string.h>

#include "base/order.h"

static void name(dl_evidence *e, const char *a, const char *b, const char *c, const char *d) {
  dl_evidence_add(e, " ", a, b, c, d);
}

const char *dl_words_name(dl_words words) {
  static const char *const names[DL_WORD_KINDS] = {"nobody", "unsaid", "state", "name", "noun", "pronoun"};
  return names[words];
}

const char *dl_mentions_name(uint32_t count) {
  return count < 2 ? "once" : count < 4 ? "twice" : count < 8 ? "often" : "most often";
}

/* ---- where states are named ---- */

int dl_named_place(const dl_coding *work, const char *country) {
  for (uint32_t k = 0; country && *country && k < work->named_count; k++)
    if (!strcmp(work->named[k].country, country)) return (int)k;
  return -1;
}

static const char *country_at(const dl_document *doc, uint32_t token) {
  int32_t at = doc->mention_at ? doc->mention_at[token] : -1;
  const dl_entity *entity = at < 0 ? NULL : &doc->entities[doc->mentions[at].entity];
  if (!entity) return "";
  bool place = entity->place && *entity->place->country && entity->type != DL_PER && entity->type != DL_ORG;
  return place ? entity->place->country : entity->country;
}

static const dl_homes *homes_of(dl_coding *work) {
  dl_homes *h = &work->homes;
  const dl_document *doc = work->doc;
  if (h->at) return h;
  h->at = dl_arena_alloc(doc->arena, (doc->token_count + 1) * sizeof *h->at);
  h->last = dl_arena_alloc(doc->arena, (doc->token_count + 1) * sizeof *h->last);
  h->sentence = dl_arena_alloc(doc->arena, (doc->sentence_count + 1) * sizeof *h->sentence);
  h->bonds = dl_arena_alloc(doc->arena, (doc->entity_count + 1) * sizeof *h->bonds);
  int32_t last = -1;
  for (uint32_t t = 0; t < doc->token_count; t++) {
    const char *country = country_at(doc, t);
    uint32_t sentence = doc->tokens[t].sentence;
    bool near = last >= 0 && doc->tokens[last].sentence + 1 >= sentence;
    h->last[t] = near ? last : -1;
    h->at[t] = (int8_t)dl_named_place(work, country);
    if (*country) last = (int32_t)t;
    if (h->at[t] < 0) continue;
    h->sentence[sentence] |= (uint8_t)(1u << h->at[t]);
    if (doc->tokens[t].end <= doc->dateline.end) h->dateline |= (uint8_t)(1u << h->at[t]);
  }
  return h;
}

bool dl_is_named_in(dl_coding *work, uint32_t sentence, int32_t but, int place) {
  const dl_homes *h = homes_of(work);
  const dl_sentence *s = &work->doc->sentences[sentence];
  if (place < 0 || !(h->sentence[sentence] >> place & 1)) return false;
  if (but < 0 || work->doc->tokens[but].sentence != sentence || h->at[but] != place) return true;
  for (uint32_t t = s->first; t < dl_sentence_end(s); t++)
    if ((int32_t)t != but && h->at[t] == place) return true;
  return false;
}

const char *dl_rank_name(const dl_coding *work, int place) {
  static const char *const ranks[] = {"first", "second", "third", "later"};
  if (place < 0) return work->named_count < DL_NAMED ? "unnamed" : "later";
  return ranks[place < 3 ? place : 3];
}

static const char *share_name(uint32_t part, uint32_t whole) {
  uint32_t tenths = 10 * part / (whole ? whole : 1);
  return tenths < 1   ? "below a tenth"
         : tenths < 2 ? "a tenth"
         : tenths < 4 ? "two tenths"
         : tenths < 6 ? "four tenths"
         : tenths < 9 ? "six tenths"
                      : "all";
}

const char *dl_amount_name(const dl_coding *work) {
  uint32_t n = work->named_total;
  return n < 3 ? "few states" : n < 6 ? "some states" : n < 12 ? "states" : "many states";
}

/* Of what is no state the body itself. */
static const char *body_name(const char *country) {
  return !*country ? "none" : *country == '*' ? "several" : dl_is_body(country) ? country : "a state";
}

void dl_put_file(const dl_document *doc, const dl_participant *party, char out[DL_FILE_NAME]) {
  const char *origin = party && party->mention >= 0 ? doc->mentions[party->mention].origin : "";
  const char *slash = strrchr(origin, '/');
  snprintf(out, DL_FILE_NAME, "%.*s", (int)strcspn(slash ? slash + 1 : origin, ".:"), slash ? slash + 1 : origin);
  if (!*out) snprintf(out, DL_FILE_NAME, "-");
}

/* ---- what binds somebody to a state ---- */

/* How the state's name stands in the phrase of a word, or in one that it belongs to: "the Kenyan police", "police of
 * Kenya"; NULL: not at all. */
static const char *phrase_of(dl_coding *work, int32_t head, int place) {
  const dl_homes *h = homes_of(work);
  const dl_graph *g = &work->graph;
  const dl_token *tokens = work->doc->tokens;
  if (!dl_is_named_in(work, tokens[head].sentence, head, place)) return NULL;
  for (int32_t c = dl_first(g, head); c >= 0; c = g->next[c]) {
    if (tokens[c].rel == DL_REL_CONJ) continue;
    if (h->at[c] == place) return tokens[c].deprel;
    for (int32_t k = dl_first(g, c); k >= 0; k = g->next[k])
      if (h->at[k] == place) return "inside";
  }
  int32_t over = tokens[head].head;
  if (over >= 0 && h->at[over] == place) return tokens[head].rel == DL_REL_CONJ ? "listed with" : "of it";
  for (int32_t c = dl_first(g, head); c >= 0; c = g->next[c])
    if (tokens[c].rel == DL_REL_CONJ && h->at[c] == place) return "listed with";
  return NULL;
}

/* Does the word's clause name the state as its place: "protesters stormed the palace in Sri Lanka"? */
static bool is_clause_place(dl_coding *work, int32_t head, int place) {
  const dl_homes *h = homes_of(work);
  const dl_graph *g = &work->graph;
  const dl_token *tokens = work->doc->tokens;
  int32_t at = tokens[head].head;
  for (int steps = 0; at >= 0 && steps < 4; steps++, at = tokens[at].head)
    for (int32_t c = dl_first(g, at); c >= 0; c = g->next[c]) {
      if (tokens[c].rel != DL_REL_OBL && tokens[c].rel != DL_REL_NMOD) continue;
      if (h->at[c] == place && dl_has_any_case(g, c)) return true;
      for (int32_t k = dl_first(g, c); k >= 0; k = g->next[k])
        if (h->at[k] == place && (tokens[k].rel == DL_REL_NMOD || tokens[k].rel == DL_REL_APPOS)) return true;
    }
  return false;
}

enum { LOOKED_AT = 12 }; /* mentions of an entity that are looked at: the first ones */

typedef struct bond {
  const char *phrase;             /* how the state's name stands in the phrase of one of the mentions, NULL */
  uint8_t phrases, company, last; /* mentions so, in whose sentence it is named, before which it is the last named */
  bool first;                     /* the first mention is one of those with company */
} bond;

typedef struct dl_bonds {
  uint32_t looked_at;
  bool sounds; /* a person whose name sounds of somewhere, by `sound` of each state */
  float sound[DL_NAMED];
  bond states[DL_NAMED];
} dl_bonds;

static const dl_bonds *bonds_of(dl_coding *work, int32_t entity) {
  const dl_homes *h = homes_of(work);
  const dl_document *doc = work->doc;
  if (entity < 0) return NULL;
  if (h->bonds[entity]) return h->bonds[entity];
  const dl_entity *e = &doc->entities[entity];
  dl_bonds *made = h->bonds[entity] = dl_arena_alloc(doc->arena, sizeof *made);
  made->looked_at = e->mention_count < LOOKED_AT ? e->mention_count : LOOKED_AT;
  float vector[DL_ORIGIN_WIDTH];
  made->sounds = e->type == DL_PER && e->named && dl_origin_of(&work->coder->origins, e->name, vector);
  for (uint32_t k = 0; made->sounds && k < work->named_count; k++)
    made->sound[k] = dl_origin_score(&work->coder->origins, vector, work->named[k].country);
  for (uint32_t i = 0; i < made->looked_at; i++) {
    int32_t head = (int32_t)doc->mentions[e->mentions[i]].head, last = h->last[head];
    uint32_t sentence = doc->tokens[head].sentence;
    for (uint32_t k = 0; k < work->named_count; k++) {
      bond *b = &made->states[k];
      if (last >= 0 && h->at[last] == (int)k) b->last++;
      if (!dl_is_named_in(work, sentence, head, (int)k)) continue;
      const char *phrase = phrase_of(work, head, (int)k);
      b->company++;
      b->first |= i == 0;
      if (phrase && !b->phrase) b->phrase = phrase;
      b->phrases += phrase != NULL;
    }
  }
  return made;
}

/* How a person's name sounds of a state, beside the likeliest of the others that the text names. */
static void add_sound(const dl_coding *work, const dl_bonds *bonds, const char *kind, int place, dl_evidence *e) {
  float other = -1e30f;
  if (!bonds->sounds || work->named_count < 2) return;
  for (uint32_t k = 0; k < work->named_count; k++)
    if ((int)k != place && bonds->sound[k] > other) other = bonds->sound[k];
  float more = bonds->sound[place] - other;
  const char *sounds = more > 2       ? "much more"
                       : more > 0.7f  ? "more"
                       : more > 0     ? "a little more"
                       : more > -0.7f ? "a little less"
                       : more > -2    ? "less"
                                      : "much less";
  name(e, kind, "sounds", sounds, "");
  name(e, kind, "sounds", sounds, dl_rank_name(work, place));
}

static const char *part_name(uint32_t part, uint32_t whole) {
  return part == 0 ? "never" : 2 * part < whole ? "seldom" : part < whole ? "mostly" : "always";
}

/* What binds the words at hand, and their entity, to a state. */
static void add_bonds(dl_coding *work, const dl_participant *party, int32_t head, const char *kind, int place,
                      dl_evidence *e) {
  const dl_homes *h = homes_of(work);
  const dl_bonds *bonds = bonds_of(work, party->entity);
  const char *rank = dl_rank_name(work, place);
  if (bonds) {
    const bond *b = &bonds->states[place];
    const char *often = bonds->looked_at < 2 ? "once" : "often";
    name(e, kind, "some phrase", b->phrase ? b->phrase : "none", "");
    name(e, kind, "some phrases", part_name(b->phrases, bonds->looked_at), often);
    name(e, kind, "beside it", part_name(b->company, bonds->looked_at), often);
    name(e, kind, "mostly last before", part_name(b->last, bonds->looked_at), often);
    add_sound(work, bonds, kind, place, e);
    name(e, kind, "at first beside it", b->first ? "yes" : "no", rank);
  }
  if (head < 0) return;
  const char *phrase = phrase_of(work, head, place);
  int32_t last = h->last[head], speaker = work->speaker[head];
  uint32_t sentence = work->doc->tokens[head].sentence;
  bool here = dl_is_named_in(work, sentence, head, place),
       just = sentence > 0 && dl_is_named_in(work, sentence - 1, -1, place),
       spoken = speaker >= 0 && h->at[speaker] == place, just_last = last >= 0 && h->at[last] == place;
  name(e, kind, "phrase", phrase ? phrase : "none", "");
  name(e, kind, here ? "in the sentence" : just ? "in the sentence before" : "elsewhere", "", "");
  name(e, kind, here ? "in the sentence" : just ? "in the sentence before" : "elsewhere", rank, "");
  name(e, kind, "last before", just_last ? "yes" : "no", here ? "here" : "");
  name(e, kind, "last before", just_last ? "yes" : "no", rank);
  if (is_clause_place(work, head, place)) name(e, kind, "place of the clause", rank, "");
  if (!spoken) return;
  const char *word = work->doc->tokens[head].upos == DL_PRON ? work->doc->tokens[head].lower : "-";
  name(e, kind, "who speaks", word, "");
  for (int32_t c = dl_first(&work->graph, head); c >= 0; c = work->graph.next[c])
    if (work->doc->tokens[c].upos == DL_PRON) name(e, kind, "who speaks of", work->doc->tokens[c].lower, "");
}

/* The role that stands beside a name: "Mayor Khan", "Khan, the mayor"; its own lemma of what is no name. */
static const char *role_word(const dl_coding *work, int32_t head) {
  const dl_token *tokens = work->doc->tokens;
  if (head < 0) return "-";
  if (tokens[head].upos != DL_PROPN) return dl_key_lemma(work, head);
  for (int32_t c = dl_first(&work->graph, head); c >= 0; c = work->graph.next[c])
    if (tokens[c].upos == DL_NOUN && (tokens[c].rel == DL_REL_APPOS || tokens[c].rel == DL_REL_COMPOUND ||
                                      tokens[c].rel == DL_REL_FLAT || tokens[c].rel == DL_REL_NMOD))
      return dl_key_lemma(work, c);
  return "a name";
}

/* The modifiers of a noun: "other countries", "European observers". */
static void add_modifiers(const dl_coding *work, int32_t head, const char *kind, dl_evidence *e) {
  const dl_token *tokens = work->doc->tokens;
  if (head < 0 || tokens[head].upos == DL_PROPN) return;
  for (int32_t c = dl_first(&work->graph, head); c >= 0 && c < head; c = work->graph.next[c])
    if (tokens[c].rel == DL_REL_AMOD || tokens[c].rel == DL_REL_DET) name(e, kind, "with", tokens[c].lower, "");
}

/* Mentions of the state that are not the entity's own. */
static uint32_t count_others(const dl_coding *work, const dl_participant *party, const dl_named *n) {
  const dl_document *doc = work->doc;
  uint32_t own = 0;
  if (party->entity < 0 || strcmp(doc->entities[party->entity].country, n->country) != 0) return n->count;
  const dl_entity *e = &doc->entities[party->entity];
  for (uint32_t i = 0; i < e->mention_count; i++) own += doc->mentions[e->mentions[i]].form == DL_NAM;
  return own < n->count ? n->count - own : 0;
}

/* Words of a name: a surname alone, or more. */
static const char *length_name(const dl_document *doc, const dl_participant *party) {
  if (party->mention < 0) return "-";
  const dl_mention *m = &doc->mentions[party->mention];
  return m->form != DL_NAM ? "no name" : m->end_token - m->first_token < 2 ? "short" : "full";
}

/* What speaks for leaving a party's country as names have it. */
static void add_kept(dl_coding *work, const dl_participant *party, int32_t head, const char *words, const char *known,
                     dl_evidence *e) {
  const dl_document *doc = work->doc;
  const char *is = *known ? "kept" : "unknown", *lemma = role_word(work, head);
  const char *type = party->entity >= 0 ? dl_entity_type_name(doc->entities[party->entity].type) : "-";
  char file[DL_FILE_NAME], kind[DL_FILE_NAME];
  dl_put_file(doc, party, file);
  name(e, is, words, type, file);
  name(e, is, words, dl_amount_name(work), "");
  name(e, is, "words", lemma, "");
  name(e, is, "sector", party->sector ? party->sector : "", words);
  add_modifiers(work, head, is, e);
  if (!*known || *known == '*') return;
  int place = dl_named_place(work, known);
  const char *rank = dl_rank_name(work, place);
  const dl_named *own = place < 0 ? NULL : &work->named[place];
  name(e, "kept", words, body_name(known), file);
  name(e, "kept", words, rank, dl_amount_name(work));
  name(e, "kept", "share by name", own && own->firm ? share_name(own->firm, work->named_firm) : "none", words);
  name(e, "kept", "share", own ? share_name(own->count, work->named_total) : "none", words);
  name(e, "kept", file, rank, words);
  bool former = party->code && strlen(party->code) == 6 && !strcmp(party->code + 3, "ELI");
  uint32_t others = own ? count_others(work, party, own) : 0;
  name(e, "kept", file, length_name(doc, party), former ? "former" : "");
  name(e, "kept", file, length_name(doc, party), rank);
  name(e, "kept", "named besides", others == 0 ? "never" : dl_mentions_name(others), words);
  name(e, "kept", "named besides", others == 0 ? "never" : dl_mentions_name(others), file);
  snprintf(kind, sizeof kind, "kept %s", words);
  if (place >= 0) add_bonds(work, party, head, kind, place, e);
}

void dl_home_evidence(dl_coding *work, const dl_participant *party, int32_t head, dl_words as, const char *known,
                      int state, dl_evidence *e) {
  const dl_document *doc = work->doc;
  const char *words = dl_words_name(as);
  char kind[DL_FILE_NAME], file[DL_FILE_NAME];
  dl_evidence_begin(e, work->told);
  if (state < 0) {
    if (party) add_kept(work, party, head, words, known, e);
    return;
  }
  const dl_named *n = &work->named[state];
  const char *rank = dl_rank_name(work, state);
  name(e, "home", words, rank, dl_amount_name(work));
  name(e, "home", words, "share", share_name(n->count, work->named_total));
  name(e, "home", words, "share by name", n->firm ? share_name(n->firm, work->named_firm) : "none");
  if (n->first < dl_sentence_end(&doc->sentences[0]) || doc->sentences[doc->tokens[n->first].sentence].headline)
    name(e, "home", words, "in the first sentence", "");
  if (homes_of(work)->dateline >> state & 1) name(e, "home", words, "dateline", "");
  if (!party) return;
  const char *type = party->entity >= 0 ? dl_entity_type_name(doc->entities[party->entity].type) : "-",
             *lemma = role_word(work, head);
  dl_put_file(doc, party, file);
  name(e, "home", words, "instead of", body_name(known));
  name(e, "home", "instead of", body_name(known), type);
  name(e, "home", "instead of", body_name(known), file);
  name(e, "home", rank, "words", lemma);
  name(e, "home", rank, "sector", party->sector && *party->sector ? party->sector : "-");
  if (party->entity >= 0) name(e, "home", rank, "named", dl_mentions_name(doc->entities[party->entity].mention_count));
  add_modifiers(work, head, "home", e);
  snprintf(kind, sizeof kind, "home %s%s", words, *known ? " instead" : "");
  add_bonds(work, party, head, kind, state, e);
}
