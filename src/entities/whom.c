#include "entities/whom.h"

#include <string.h>

#include "base/chars.h"

enum { STEPS = 6, PATH = 120, STRONGEST = 4 };
enum { MOST = 200, ROOM = MOST + MOST / 4 }; /* candidates that a pronoun looks at; that are kept at a time */

/* News names whom it speaks of more than the texts do that taught the weights. */
static const float NAMED = 2;

/* A pronoun and what is known of it once for all its candidates. */
typedef struct asked {
  dl_names *work;
  const dl_whom_candidates *all;
  uint32_t token;
  char kind; /* h, s, i, t */
  dl_part who, role, word, speaks;
  int32_t above[STEPS + 1]; /* itself and the words above it in the tree */
  int steps;
} asked;

static dl_part part(const char *text) {
  return dl_part_of(text);
}

static const dl_part NONE = {"", 0, 0, 1};

static void add2(dl_evidence *e, dl_part a, dl_part b) {
  dl_evidence_join(e, a, b, NONE, NONE);
}

static void add3(dl_evidence *e, dl_part a, dl_part b, dl_part c) {
  dl_evidence_join(e, a, b, c, NONE);
}

const char *dl_pronoun_kind(const dl_names *work, uint32_t token) {
  const dl_token *t = &work->doc->tokens[token];
  if (t->upos != DL_PRON) return "";
  uint64_t classes = dl_noun_classes(work->namer, t->lower);
  bool she = t->lower[0] == 's' || !strncmp(t->lower, "her", 3);
  if (classes & DL_NOUNS(PERSON)) return she ? "she" : "he";
  if (classes & DL_NOUNS(THING)) return "it";
  return classes & DL_NOUNS(PEOPLE) ? "they" : "";
}

/* ---- candidates ---- */

static char sex_of_word(const dl_namer *namer, const char *word, const char *kind) {
  uint32_t row, count = namer->genders ? dl_table_find(namer->genders, word, &row) : 0;
  for (uint32_t i = 0; i < count; i++)
    if (!strcmp(dl_table_cell(namer->genders, row + i, namer->gender_kind), kind))
      return dl_table_cell(namer->genders, row + i, namer->gender)[0];
  return '?';
}

/* Of the given name, the first of several words. */
static char sex_of_name(const dl_names *work, const char *name) {
  char first[40];
  size_t size = strcspn(name, " ");
  if (!name[size] || size >= sizeof first) return '?';
  dl_copy_small(first, name, size);
  return sex_of_word(work->namer, first, "name");
}

/* By the word itself, a pronoun or noun, and the words of its phrase before it ("Mrs", "the actress"). */
static char sex_told(const dl_names *work, uint32_t token, uint32_t first) {
  const dl_token *tokens = work->doc->tokens, *t = &tokens[token];
  if (t->upos == DL_PRON) return dl_pronoun_kind(work, token)[0] == 's' ? 'f' : 'm';
  char sex = t->upos == DL_NOUN ? sex_of_word(work->namer, t->lemma, "word") : '?';
  for (uint32_t i = first > 0 ? first - 1 : 0; sex == '?' && i < token; i++)
    if (tokens[i].sentence == t->sentence) sex = sex_of_word(work->namer, tokens[i].lower, "word");
  return sex;
}

/* Of a word that is no mention, or of a pronoun: a name alone counts too. */
static char sex_of_token(const dl_names *work, uint32_t token) {
  const dl_token *t = &work->doc->tokens[token];
  char sex = sex_told(work, token, token);
  bool name = token > 0 && t->rel != DL_REL_FLAT;
  return sex == '?' && name ? sex_of_word(work->namer, t->lower, "name") : sex;
}

/* By the last pronoun that tells it. */
static char sex_by_pronouns(const dl_names *work, const dl_entity *e) {
  enum { BACK = 10 }; /* mentions that are looked at */
  char sex = '?';
  for (uint32_t i = e->mention_count; sex == '?' && i-- > 0 && e->mention_count - i <= BACK;) {
    const dl_mention *m = &work->doc->mentions[e->mentions[i]];
    if (m->form == DL_PRO) sex = sex_of_token(work, m->head);
  }
  return sex;
}

/* By its pronouns, title or noun, else by its given name. */
static char sex_of(const dl_names *work, uint32_t token, int32_t mention) {
  const dl_document *doc = work->doc;
  if (mention < 0) return sex_of_token(work, token);
  const dl_mention *m = &doc->mentions[mention];
  const dl_entity *e = &doc->entities[m->entity];
  char sex = sex_told(work, token, m->first_token);
  if (sex == '?') sex = sex_by_pronouns(work, e);
  if (sex == '?' && e->type == DL_PER) sex = sex_of_name(work, e->name);
  int32_t item = work->made[mention].item;
  return sex == '?' && item >= 0 ? sex_of_name(work, work->items[item].full) : sex;
}

static const char *determiner_of(const dl_document *doc, uint32_t token) {
  uint32_t from = doc->sentences[doc->tokens[token].sentence].first;
  for (uint32_t i = token; i-- > from && token - i < 8;) {
    const dl_token *t = &doc->tokens[i];
    if (t->head != (int32_t)token) continue;
    if (t->deprel == DL_DEPREL_NMOD_POSS) return "poss";
    if (t->rel != DL_REL_DET) continue;
    if (t->word == DL_WORD_THE) return "the";
    return t->lower[0] == 'a' && strlen(t->lower) < 3 ? "a" : "det";
  }
  return "bare";
}

static const char *how_often(uint32_t count) {
  static const char *const names[] = {"1", "1", "2", "3", "3", "5", "5", "5", "5", "9"};
  return names[count < 9 ? count : 9];
}

static bool is_speaker(const dl_names *work, uint32_t token) {
  const dl_token *t = &work->doc->tokens[token];
  return t->rel == DL_REL_NSUBJ && t->head >= 0 &&
         dl_noun_is(work->namer, work->doc->tokens[t->head].lemma, DL_NOUNS(SAYING));
}

/* What is known of it as a mention. */
static void describe_mention(const dl_names *work, dl_whom_candidate *c) {
  const dl_document *doc = work->doc;
  const dl_mention *m = &doc->mentions[c->mention];
  const dl_entity *e = &doc->entities[m->entity];
  c->form = part(m->form == DL_PRO ? dl_pronoun_kind(work, c->token) : dl_form_name(m->form));
  c->type = part(m->member_count ? "GROUP" : dl_entity_type_name(e->type));
  c->often = part(how_often(e->mention_count));
  c->lead = part(e->mention_count && doc->tokens[doc->mentions[e->mentions[0]].head].sentence == 0 ? "lead" : "body");
  c->plural |= m->member_count > 0;
  c->person = e->type == DL_PER && !c->plural;
  c->thing = !dl_in(e->type, DL_SET(DL_PER) | DL_SET(DL_NORP)) && !c->plural;
  c->party = dl_in(e->type, DL_SET(DL_ORG) | DL_SET(DL_GPE));
}

/* What a word that is no mention is, by what it is like, its tag or its label. */
static dl_part type_of_word(const dl_token *t, bool pronoun, const dl_whom_candidate *like) {
  static const char *const labels[] = {"name", "name PER", "name LOC", "name ORG"};
  if (like) return like->type;
  if (pronoun) return part("nobody");
  return part(t->upos == DL_NOUN ? "noun" : labels[dl_label_kind(t)]);
}

static void describe_word(const dl_names *work, dl_whom_candidate *c, const dl_whom_candidate *like) {
  const dl_token *t = &work->doc->tokens[c->token];
  const char *kind = dl_pronoun_kind(work, c->token);
  c->form = part(*kind ? kind : "word");
  c->type = type_of_word(t, *kind, like);
  c->often = part(how_often(like ? 2 : 1));
  c->lead = part(c->sentence ? "body" : "lead");
  c->person = !c->plural && (c->sex != '?' || dl_label_kind(t) == 1);
  c->thing = !c->plural && !c->person && kind[0] != 'h' && kind[0] != 's';
}

/* Can the word be one: a noun, a name, a pronoun, and no part of another? */
static bool is_nominal(const dl_names *work, uint32_t token) {
  const dl_token *t = &work->doc->tokens[token];
  if (work->doc->mention_at[token] >= 0) return true;
  if (t->upos == DL_PRON) return dl_pronoun_kind(work, token)[0] && t->rel != DL_REL_EXPL;
  if (!dl_in(t->upos, DL_UPOSES(NOUN, PROPN))) return false;
  return !dl_in(t->rel, DL_RELS(COMPOUND, FLAT, FIXED, GOESWITH));
}

static void find_quotation(dl_whom_candidates *all, const dl_document *doc, uint32_t token) {
  unsigned word = doc->tokens[token].word;
  uint32_t paragraph = doc->sentences[doc->tokens[token].sentence].paragraph;
  if (paragraph != all->paragraph) all->quotation = 0;
  all->paragraph = paragraph;
  bool straight = dl_in(word, DL_WORDS(QUOTE, TWO_APOSTROPHES, TWO_BACKTICKS));
  if (word == DL_WORD_OPEN_QUOTE || (straight && !all->quotation))
    all->quotation = all->quotations = (uint8_t)(all->quotations % UINT8_MAX + 1); /* 0 is none */
  else if (word == DL_WORD_CLOSE_QUOTE || straight)
    all->quotation = 0;
}

static void add_candidate(dl_whom_candidates *all, dl_arena *arena, const dl_whom_candidate *c) {
  if (!all->items) all->items = dl_arena_take(arena, ROOM * sizeof *all->items);
  if (all->count == ROOM) {
    all->count = MOST;
    memmove(all->items, all->items + (ROOM - MOST), MOST * sizeof *all->items);
  }
  all->items[all->count++] = *c;
}

/* A noun's lemma; of another word that of what it is like. */
static dl_part noun_of(const dl_token *t, const dl_whom_candidate *like) {
  if (t->upos == DL_NOUN) return part(t->lemma);
  return like ? like->noun : NONE;
}

static dl_part gender_part(char sex) {
  if (sex == 'f') return part("woman");
  return part(sex == 'm' ? "man" : "unknown");
}

void dl_candidates_tell(dl_names *work, dl_whom_candidates *all, uint32_t token, const dl_whom_candidate *like) {
  const dl_document *doc = work->doc;
  const dl_token *t = &doc->tokens[token];
  find_quotation(all, doc, token);
  if (!is_nominal(work, token)) return;
  uint32_t first = (uint32_t)dl_first_conjunct(doc, (int32_t)token);
  dl_whom_candidate c = {.token = token, .sentence = t->sentence, .mention = doc->mention_at[token], .last = -1};
  c.plural = t->upos == DL_PRON ? dl_pronoun_kind(work, token)[0] == 't' : dl_is_plural(t);
  c.sex = t->upos == DL_PRON && strchr("it", dl_pronoun_kind(work, token)[0]) ? '?' : sex_of(work, token, c.mention);
  c.quotation = all->quotation;
  c.role = part(dl_deprel_name(doc->tokens[first].deprel));
  c.noun = noun_of(t, like);
  c.determiner = part(t->upos == DL_PRON ? "" : determiner_of(doc, token));
  c.speaks = part(is_speaker(work, token) ? "speaks" : "");
  if (c.mention >= 0)
    describe_mention(work, &c);
  else
    describe_word(work, &c, like);
  c.number = part(c.plural ? "plural" : "singular");
  c.gender = gender_part(c.sex);
  for (uint32_t i = all->count; first != token && i-- > 0 && all->items[i].token >= first;)
    if (all->items[i].token == first) all->items[i].last = (int32_t)token;
  add_candidate(all, doc->arena, &c);
}

/* ---- evidence ---- */

/* Does a coarse look let it pass? */
static bool fits(char kind, const dl_whom_candidate *c) {
  if (kind == 'h') return c->person && c->sex != 'f';
  if (kind == 's') return c->person && c->sex != 'm';
  return kind == 'i' ? c->thing : c->plural || c->party || c->last >= 0;
}

/* Where a word stands among the pronoun and those above it; -1. */
static int place_above(const asked *a, int32_t token) {
  for (int i = 0; i < a->steps; i++)
    if (a->above[i] == token) return i;
  return -1;
}

/* The way in the tree from the pronoun up and down to the candidate: "nmod:poss<obj>nsubj". */
static bool path_to(const asked *a, uint32_t token, char *path) {
  const dl_document *doc = a->work->doc;
  int32_t down[STEPS + 1];
  int steps = 0, top = -1;
  for (int32_t at = (int32_t)token; at >= 0 && steps <= STEPS; at = doc->tokens[at].head) {
    top = place_above(a, at);
    if (top >= 0) break;
    down[steps++] = at;
  }
  if (top < 0) return false;
  size_t used = 0;
  for (int i = 0; i < top + steps; i++) {
    const char *rel = dl_deprel_name(doc->tokens[i < top ? a->above[i] : down[steps - 1 - (i - top)]].deprel);
    size_t size = strlen(rel);
    if (used + size + 2 > PATH) return false;
    path[used++] = i < top ? '<' : '>';
    memcpy(path + used, rel, size);
    used += size;
  }
  path[used] = '\0';
  return true;
}

static const char *far(uint32_t count) {
  static const char *const names[] = {"0", "1", "2", "3", "4", "5", "5", "5", "8", "8", "8", "8", "8", "8", "14"};
  return names[count < 14 ? count : 14];
}

/* How the pronoun, in quotation `here`, and the candidate stand to quotations; 0 is none. */
static dl_part quotation_part(uint8_t here, uint8_t there) {
  if (here == there) return here ? DL_PART("one quotation") : DL_PART("plain");
  if (!here) return DL_PART("out of quotation");
  return there ? DL_PART("two quotations") : DL_PART("into quotation");
}

/* `later`, `rivals`: candidates behind it, and those of them that a coarse look lets pass. */
static void candidate_evidence(const asked *a, const dl_whom_candidate *c, bool list, uint32_t later, uint32_t rivals,
                               dl_evidence *e) {
  const dl_document *doc = a->work->doc;
  uint32_t sentences = doc->tokens[a->token].sentence - c->sentence;
  dl_part back = part(far(sentences)), form = list ? DL_PART("list") : c->form,
          number = list ? DL_PART("plural") : c->number, who = a->who;
  dl_part near = sentences == 0 ? DL_PART("here") : sentences == 1 ? DL_PART("before") : DL_PART("far");
  add3(e, DL_PART("back"), back, who);
  dl_evidence_join(e, DL_PART("back"), back, c->role, who);
  dl_evidence_join(e, DL_PART("form"), form, c->type, who);
  dl_evidence_join(e, form, c->type, near, who);
  dl_evidence_join(e, form, c->type, number, who);
  dl_evidence_join(e, form, c->determiner, number, who);
  add3(e, DL_PART("number"), number, who);
  if (c->noun.size && !list) add3(e, DL_PART("noun"), c->noun, who);
  if (a->kind == 'h' || a->kind == 's') {
    add3(e, DL_PART("gender"), c->gender, who);
    dl_evidence_join(e, DL_PART("gender"), c->gender, form, who);
  }
  dl_evidence_join(e, DL_PART("role"), c->role, form, who);
  dl_evidence_join(e, DL_PART("roles"), c->role, a->role, near);
  if (!strcmp(c->role.text, a->role.text)) add3(e, DL_PART("same role"), near, who);
  add3(e, DL_PART("between"), part(far(later)), who);
  dl_evidence_join(e, DL_PART("between"), part(far(later)), form, near);
  if (list || fits(a->kind, c)) {
    add3(e, DL_PART("rivals"), part(far(rivals)), who);
    dl_evidence_join(e, DL_PART("rivals"), part(far(rivals)), c->role, near);
    dl_evidence_join(e, DL_PART("rivals"), part(far(rivals)), near, who);
  } else {
    add2(e, DL_PART("does not fit"), who);
    dl_evidence_join(e, DL_PART("does not fit"), form, c->type, who);
  }
  if (c->form.text[0] >= 'a' && doc->tokens[c->token].upos == DL_PRON)
    dl_evidence_join(e, DL_PART("pronoun"), part(doc->tokens[c->token].lower), a->word, near);
  dl_evidence_join(e, DL_PART("told"), c->often, form, who);
  dl_evidence_join(e, c->lead, c->often, who, NONE);
  dl_part said = quotation_part(a->all->quotation, c->quotation);
  add3(e, said, near, who);
  dl_evidence_join(e, said, c->speaks, a->speaks, who);
  if (doc->tokens[c->token].rel == DL_REL_CONJ) dl_evidence_join(e, DL_PART("in a list"), near, who, NONE);
  if (c->last >= 0 && !list) dl_evidence_join(e, DL_PART("begins a list"), near, who, NONE);
  char path[PATH];
  if (sentences > 0) return;
  if (!path_to(a, c->token, path)) memcpy(path, "far", 4);
  add2(e, DL_PART("path"), part(path));
  add3(e, DL_PART("path"), part(path), who);
  if (list) add3(e, DL_PART("path"), part(path), form);
}

static void nobody_evidence(const asked *a, uint32_t rivals, dl_evidence *e) {
  const dl_document *doc = a->work->doc;
  const dl_token *t = &doc->tokens[a->token];
  static const dl_rel clauses[] = {DL_REL_CCOMP, DL_REL_CSUBJ, DL_REL_XCOMP, DL_REL_ADVCL, DL_REL_ACL};
  add2(e, DL_PART("nobody"), a->who);
  add3(e, DL_PART("nobody"), a->role, a->who);
  add3(e, DL_PART("nobody rivals"), part(far(rivals)), a->who);
  add3(e, DL_PART("nobody word"), a->word, a->role);
  if (a->all->quotation) add2(e, DL_PART("nobody quotation"), a->who);
  if (t->sentence == 0) add2(e, DL_PART("nobody first sentence"), a->who);
  if (a->token + 1 < doc->token_count) add3(e, DL_PART("nobody next"), part(t[1].lower), a->who);
  if (a->token > 0) add3(e, DL_PART("nobody last"), part(t[-1].lower), a->who);
  if (t->head < 0) return;
  dl_part verb = part(doc->tokens[t->head].lemma);
  add3(e, DL_PART("nobody of"), verb, a->who);
  dl_evidence_join(e, DL_PART("nobody of"), verb, a->role, a->who);
  for (size_t i = 0; a->kind == 'i' && i < sizeof clauses / sizeof *clauses; i++) {
    int32_t below = dl_child(doc, (uint32_t)t->head, clauses[i], a->token);
    if (below >= 0) add3(e, DL_PART("nobody clause"), part(dl_deprel_name(doc->tokens[below].deprel)), a->role);
  }
}

/* ---- the choice ---- */

static void tell_each(const asked *a, const dl_whom_candidate *c, bool list, const dl_evidence *e) {
  if (!a->all->each) return;
  const dl_whom_option option = {.pronoun = a->token,
                                 .kind = a->who.text,
                                 .token = c ? (int32_t)c->token : -1,
                                 .last = list ? c->last : -1,
                                 .mention = c && c->mention >= 0};
  a->all->each(a->all->context, &option, e);
}

static asked ask(dl_names *work, const dl_whom_candidates *all, uint32_t token) {
  const dl_document *doc = work->doc;
  asked a = {.work = work, .all = all, .token = token};
  const char *kind = dl_pronoun_kind(work, token);
  a.kind = kind[0];
  a.who = part(kind);
  a.role = part(dl_deprel_name(doc->tokens[(uint32_t)dl_first_conjunct(doc, (int32_t)token)].deprel));
  a.word = part(doc->tokens[token].lower);
  a.speaks = part(is_speaker(work, token) ? "he speaks" : "");
  for (int32_t at = (int32_t)token; at >= 0 && a.steps <= STEPS; at = doc->tokens[at].head) a.above[a.steps++] = at;
  return a;
}

int32_t dl_whom(dl_names *work, const dl_whom_candidates *all, uint32_t token, bool *list, char *told, size_t size) {
  const dl_learned *learned = &work->namer->whom;
  asked a = ask(work, all, token);
  dl_evidence evidence, best_evidence;
  bool tell = told || all->each;
  uint32_t later = 0, rivals = 0, sentence = work->doc->tokens[token].sentence;
  int32_t best = -1;
  float most = 0;
  *list = false;
  if (!dl_is_learned(learned) && !all->each) return -1;
  for (uint32_t i = all->count; i-- > 0 && later < MOST && sentence - all->items[i].sentence <= DL_REACH; later++) {
    const dl_whom_candidate *c = &all->items[i];
    for (int as_list = 0; as_list <= (a.kind == 't' && c->last >= 0); as_list++) {
      dl_evidence_begin(&evidence, tell);
      candidate_evidence(&a, c, as_list, later, rivals, &evidence);
      float score = dl_is_learned(learned) ? dl_evidence_sum(&evidence, learned) : -1;
      if (c->mention >= 0) score += NAMED;
      tell_each(&a, c, as_list, &evidence);
      if (best >= 0 && score <= most) continue;
      best = (int32_t)i, most = score, *list = as_list;
      if (told) best_evidence = evidence;
    }
    rivals += fits(a.kind, c);
  }
  dl_evidence_begin(&evidence, tell);
  nobody_evidence(&a, rivals, &evidence);
  tell_each(&a, NULL, false, &evidence);
  if (best < 0 || !dl_is_learned(learned) || dl_evidence_sum(&evidence, learned) >= most) return -1;
  if (told) dl_evidence_tell(&best_evidence, 1, learned, 0, -1, STRONGEST, told, size);
  return best;
}
