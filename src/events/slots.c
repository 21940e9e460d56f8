#include <string.h>

#include "base/buffer.h"
#include "events/coder.h"

typedef struct heads {
  int32_t *items;
  uint32_t count;
} heads;

static void add_head(heads *list, int32_t token) {
  if (token < 0 || list->count >= DL_HEADS) return;
  for (uint32_t i = 0; i < list->count; i++)
    if (list->items[i] == token) return;
  list->items[list->count++] = token;
}

static void add_children(const dl_graph *g, heads *list, int32_t token, unsigned rel) {
  if (token < 0) return;
  for (int32_t c = dl_first(g, token); c >= 0; c = g->next[c])
    if (g->doc->tokens[c].rel == rel) add_head(list, c);
}

/* The noun or verb that a noun depends on as argument: of "the army resumed strikes", "resumed". */
static int32_t governor(const dl_graph *g, int32_t noun) {
  const dl_token *t = &g->doc->tokens[noun];
  for (int steps = 0; t->rel == DL_REL_CONJ && t->head >= 0 && steps < 8; steps++) t = &g->doc->tokens[t->head];
  if (t->head < 0) return -1;
  if (t->rel == DL_REL_OBJ || t->rel == DL_REL_OBL || t->rel == DL_REL_NMOD || t->rel == DL_REL_NSUBJ) return t->head;
  return -1;
}

/* Does the noun name something that its clause only looks at or stands beside: "condemned the attack", "met since the
 * invasion"? */
static bool is_beside(const dl_coding *work, int32_t noun, int32_t over) {
  const dl_graph *g = &work->graph;
  unsigned act = work->act[over];
  bool judged = act == DL_ACCUSE || act == DL_SUPPORT || act == DL_REQUEST;
  bool punished = (act == DL_COERCE || act == DL_SANCTION) && dl_has_case(g, noun, "for"); /* "jailed for looting" */
  if (judged || punished || dl_lemma_is_kind(work, over, "onlooker")) return true;
  for (int32_t c = dl_first(g, noun); c >= 0; c = g->next[c])
    if (work->doc->tokens[c].rel == DL_REL_CASE && dl_lemma_is_kind(work, c, "beside")) return true;
  return false;
}

static void add_governing_subject(const dl_coding *work, heads *list, int32_t noun, int depth) {
  const dl_graph *g = &work->graph;
  int32_t over = governor(g, noun);
  if (over < 0 || depth > 4) return;
  unsigned act = work->act[noun];
  if (act != DL_CONSULT && is_beside(work, noun, over)) return;
  if (act == DL_PROTEST && depth == 0 && g->doc->tokens[over].upos == DL_VERB &&
      !dl_lemma_is_kind(work, over, "staging") && !dl_lemma_is_kind(work, over, "occurring"))
    return; /* "defied the protests" */
  const dl_token *t = &g->doc->tokens[over];
  if (t->upos == DL_VERB || t->upos == DL_AUX) {
    int32_t subject = dl_deep_subject(g, over);
    if (subject >= 0 && !dl_within(g, noun, subject)) add_head(list, subject);
  } else if (dl_is(g, noun, DL_DEPREL_NMOD) || dl_is(g, noun, DL_DEPREL_NMOD_DESC)) {
    if (work->act[over] && (dl_has_case(g, noun, "in") || dl_has_case(g, noun, "on")))
      return; /* "French mediation in the talks", "an attack on supplies": the act of others */
    uint32_t before = list->count;
    add_head(list, dl_child_deprel(g, over, DL_DEPREL_NMOD_POSS));
    if (list->count == before) add_children(g, list, over, DL_REL_AMOD);
    if (list->count == before) add_governing_subject(work, list, over, depth + 1);
  }
}

/* Phrases with a preposition: at the first base that has any. "On Thursday" is none. */
static void add_phrases(const dl_coding *work, heads *list, const int32_t *bases, int count, const char *preposition) {
  const dl_graph *g = &work->graph;
  for (int i = 0; i < count; i++) {
    uint32_t before = list->count;
    if (bases[i] < 0) continue;
    for (int32_t c = dl_first(g, bases[i]); c >= 0; c = g->next[c]) {
      unsigned rel = g->doc->tokens[c].rel;
      if ((rel == DL_REL_OBL || rel == DL_REL_NMOD || rel == DL_REL_ADVCL || rel == DL_REL_ACL ||
           rel == DL_REL_XCOMP) &&
          dl_has_case(g, c, preposition) && !dl_in_time(work, c))
        add_head(list, c);
    }
    if (list->count > before) return;
  }
}

/* "the border with X", "its ties to X": the phrase is the noun's own. */
static bool is_bond(const dl_coding *work, int32_t noun) {
  return noun >= 0 && (dl_class_is(work->lexicon, dl_key_lemma(work, noun), "border") ||
                       dl_class_is(work->lexicon, dl_key_lemma(work, noun), "relation"));
}

/* A phrase that the parser hung on a noun inside the trigger's phrase ("flow of arms and equipment from X"): the first
 * behind the trigger. */
static void add_misplaced(const dl_coding *work, heads *list, int32_t trigger, const char *preposition) {
  const dl_graph *g = &work->graph;
  const dl_sentence *s = &g->doc->sentences[g->doc->tokens[trigger].sentence];
  int32_t end = (int32_t)(s->first + s->count);
  for (int32_t t = trigger + 1; t < end && t < trigger + 14 && !list->count; t++) {
    unsigned rel = g->doc->tokens[t].rel,
             upos = g->doc->tokens[g->doc->tokens[t].head < 0 ? t : g->doc->tokens[t].head].upos;
    int32_t over = g->doc->tokens[t].head; /* "the bombardment seen yet on X" */
    bool attribute = rel == DL_REL_OBL && over > trigger && g->doc->tokens[over].rel == DL_REL_ACL;
    if (((rel == DL_REL_NMOD && (upos == DL_NOUN || upos == DL_PROPN)) || attribute) &&
        dl_has_case(g, t, preposition) && dl_within(g, t, trigger) && !is_bond(work, g->doc->tokens[t].head))
      add_head(list, t);
  }
}

static void add_prepositional(dl_coding *work, const dl_site *site, heads *list, const char *preposition,
                              bool noun_first) {
  const dl_graph *g = &work->graph;
  int32_t verb = site->verb, noun = site->noun;
  if (site->kind == DL_VERB_ROW && verb >= 0) noun = dl_deep_object(g, verb);
  if (site->kind == DL_NOUN_ROW && noun >= 0) {
    verb = governor(g, noun);
    if (verb >= 0 && work->doc->tokens[verb].upos != DL_VERB) verb = -1;
  }
  if (site->kind == DL_ADJECTIVE_ROW) verb = site->trigger;
  int32_t bases[3] = {noun_first ? noun : verb, noun_first ? verb : noun, site->kind == DL_VERB_ROW ? site->noun : -1};
  add_phrases(work, list, bases, 3, preposition);
  if (!list->count && site->kind != DL_VERB_ROW && strcmp(preposition, "of") != 0 && strcmp(preposition, "in") != 0)
    add_misplaced(work, list, site->trigger, preposition);
}

/* "offered to leave", where the parser took the infinitive for an adverbial clause: the one right behind the verb; or,
 * in "told Togo's envoy to leave", for a clause of the one who is told. */
static void add_infinitive(dl_coding *work, heads *list, int32_t verb) {
  const dl_graph *g = &work->graph;
  int32_t told = work->doc->tokens[verb].upos == DL_VERB ? dl_deep_object(g, verb) : -1;
  for (int32_t c = told > verb ? dl_first(g, told) : -1; c >= 0; c = g->next[c])
    if (dl_is(g, c, DL_DEPREL_ACL) && g->doc->tokens[c].xpos == DL_TAG_VB && dl_has_case(g, c, "to") &&
        dl_head_has_class(work, told, "party"))
      add_head(list, c);
  for (int32_t c = dl_first(g, verb); c >= 0; c = g->next[c])
    if (g->doc->tokens[c].rel == DL_REL_ADVCL && c > verb && c <= verb + 4 && g->doc->tokens[c].xpos == DL_TAG_VB &&
        dl_has_case(g, c, "to"))
      add_head(list, c);
}

static void add_place(dl_coding *work, const dl_site *site, heads *list) {
  static const char *const prepositions[] = {"in", "at", "near", "inside", "across", "outside"};
  for (size_t i = 0; i < sizeof prepositions / sizeof *prepositions && !list->count; i++)
    add_prepositional(work, site, list, prepositions[i], false);
}

/* "sealed off the strip", where the parser took "off" for a preposition: the object. */
static void add_behind_particle(const dl_coding *work, heads *list, int32_t verb) {
  const dl_graph *g = &work->graph;
  for (int32_t c = dl_first(g, verb); c >= 0 && !list->count; c = g->next[c])
    for (int32_t k = dl_first(g, c); k >= 0 && work->doc->tokens[c].rel == DL_REL_OBL; k = g->next[k])
      if (work->doc->tokens[k].rel == DL_REL_CASE && k == verb + 1 && dl_lemma_is_kind(work, k, "particle"))
        add_head(list, c);
}

/* Whom the verb of saying above a clause speaks to: "told the envoy that such raids must stop". */
static int32_t addressee(const dl_coding *work, int32_t verb) {
  const dl_token *tokens = work->doc->tokens;
  for (int steps = 0; verb >= 0 && steps < 8; steps++, verb = tokens[verb].head) {
    int32_t over = tokens[verb].head;
    if (tokens[verb].rel != DL_REL_CCOMP || over < 0 || !dl_lemma_is_kind(work, over, "speech")) continue;
    int32_t told = dl_child_rel(&work->graph, over, DL_REL_IOBJ);
    return told >= 0 ? told : dl_child_rel(&work->graph, over, DL_REL_OBJ);
  }
  return -1;
}

/* Who speaks by the text that a gerund describes: "issued a statement denying"; -1. */
static int32_t issuer(const dl_coding *work, int32_t gerund) {
  const dl_graph *g = &work->graph;
  const dl_token *t = &work->doc->tokens[gerund];
  if (t->rel != DL_REL_ACL || t->head < 0 || t->xpos != DL_TAG_VBG || dl_child_rel(g, gerund, DL_REL_MARK) >= 0 ||
      dl_child_rel(g, gerund, DL_REL_NSUBJ) >= 0)
    return -1;
  int32_t over = dl_class_is(work->lexicon, dl_key_lemma(work, t->head), "statement") ? governor(g, t->head) : -1;
  bool issued = over >= 0 && work->doc->tokens[over].upos == DL_VERB &&
                work->doc->tokens[t->head].rel != DL_REL_NSUBJ && dl_lemma_is_kind(work, over, "issuing");
  return issued ? dl_deep_subject(g, over) : -1;
}

/* The subject of a verb; of the deed in "accusations by Kampala of sheltering rebels" the party accused, never the one
 * who accuses. */
static int32_t doer(const dl_coding *work, int32_t verb) {
  const dl_graph *g = &work->graph;
  const dl_token *t = &work->doc->tokens[verb];
  bool deed = t->rel == DL_REL_ACL && t->head >= 0 && t->xpos == DL_TAG_VBG && dl_has_case(g, verb, "of");
  bool means =
      t->rel == DL_REL_ADVCL && t->head >= 0 && t->head < verb && t->xpos == DL_TAG_VBG && dl_has_case(g, verb, "by");
  if (means && work->act[t->head] == DL_ACCUSE)
    return dl_deep_object(g, t->head); /* "accused X of a crime by arming Y" */
  int32_t author = issuer(work, verb);
  if (author >= 0) return author;
  const char *lemma = deed ? dl_key_lemma(work, t->head) : "";
  if (!dl_class_is(work->lexicon, lemma, "accusation")) return dl_deep_subject(g, verb);
  int32_t against = dl_phrase_with(g, t->head, "against"), over = governor(g, t->head);
  if (against >= 0 || over < 0 || work->doc->tokens[over].upos != DL_VERB) return against;
  bool accuses = work->act[over] == DL_ACCUSE && !dl_lemma_is_kind(work, over, "onlooker");
  if (work->doc->tokens[t->head].rel == DL_REL_OBL) return dl_deep_object(g, over); /* "held on charges of" */
  return accuses ? -1 : dl_deep_subject(g, over);
}

/* Heads of one plain slot at a site. */
static void plain_slot(dl_coding *work, const dl_site *site, const char *slot, heads *list) {
  const dl_graph *g = &work->graph;
  int32_t verb = site->verb, noun = site->noun >= 0 ? site->noun : site->trigger;
  if (!strncmp(slot, "obl:", 4)) {
    add_prepositional(work, site, list, slot + 4, false);
    return;
  }
  if (!strcmp(slot, "nmod:poss") || !strcmp(slot, "poss")) {
    add_head(list, dl_child_deprel(g, noun, DL_DEPREL_NMOD_POSS));
    return;
  }
  if (!strncmp(slot, "nmod:", 5)) {
    add_prepositional(work, site, list, slot + 5, true);
    return;
  }
  if (!strcmp(slot, "nsubj")) {
    if (verb >= 0)
      add_head(list, doer(work, verb));
    else if (site->kind == DL_ADJECTIVE_ROW) {
      add_head(list, dl_child_rel(g, site->trigger, DL_REL_NSUBJ));
      if (!list->count) add_head(list, dl_deep_subject(g, site->trigger));
    } else
      add_head(list, dl_child_rel(g, noun, DL_REL_NSUBJ));
  } else if (!strcmp(slot, "obj")) {
    if (verb >= 0) {
      int32_t object = dl_deep_object(g, verb);
      add_head(list, object);
      if (object < 0) add_behind_particle(work, list, verb);
      if (dl_is_passive(g, verb))
        add_head(list, dl_child_rel(g, verb, DL_REL_OBJ) == object ? -1 : dl_child_rel(g, verb, DL_REL_OBJ));
    }
  } else if (!strcmp(slot, "iobj")) {
    if (verb >= 0) add_children(g, list, verb, DL_REL_IOBJ);
    if (verb >= 0 && !list->count) { /* of two objects the first has the thing done for it: "offered Kyiv assistance" */
      int32_t first = dl_child_rel(g, verb, DL_REL_OBJ);
      for (int32_t c = first >= 0 ? g->next[first] : -1; c >= 0; c = g->next[c])
        if (work->doc->tokens[c].rel == DL_REL_OBJ) {
          add_head(list, first);
          break;
        }
    }
  } else if (!strcmp(slot, "addressee")) {
    add_head(list, addressee(work, site->trigger));
  } else if (!strcmp(slot, "xcomp") && verb >= 0 && dl_child_rel(g, verb, DL_REL_XCOMP) < 0 &&
             dl_child_rel(g, verb, DL_REL_OBJ) >= 0) {
    for (int32_t c = g->next[dl_child_rel(g, verb, DL_REL_OBJ)]; c >= 0;
         c = g->next[c]) /* "called the step a provocation", read as two objects */
      if (work->doc->tokens[c].rel == DL_REL_OBJ) add_head(list, c);
  } else if (!strcmp(slot, "amod")) {
    add_children(g, list, noun, DL_REL_AMOD);
    add_children(g, list, noun, DL_REL_COMPOUND);
    for (int32_t c = dl_first(g, noun); c >= 0; c = g->next[c])
      if (dl_is(g, c, DL_DEPREL_NMOD_DESC) || dl_is(g, c, DL_DEPREL_NMOD_UNMARKED)) add_head(list, c);
  } else if (!strcmp(slot, "appos"))
    add_children(g, list, noun, DL_REL_APPOS);
  else if (!strcmp(slot, "gov"))
    add_governing_subject(work, list, noun, 0);
  else if (!strcmp(slot, "speaker"))
    add_head(list, work->speaker[site->trigger]);
  else if (!strcmp(slot, "in"))
    add_place(work, site, list);
  else if (*slot) {
    add_children(g, list, verb >= 0 ? verb : site->trigger, dl_rel_of(dl_deprel_parse(slot)));
    if (!list->count && !strcmp(slot, "xcomp")) add_infinitive(work, list, verb >= 0 ? verb : site->trigger);
  }
}

/* A site from whose point of view the slots behind ">" are read. */
static dl_site site_at(const dl_graph *g, int32_t token) {
  const dl_token *t = &g->doc->tokens[token];
  bool verb = t->upos == DL_VERB || t->upos == DL_AUX;
  return (dl_site){.trigger = token,
                   .verb = verb ? token : -1,
                   .noun = verb ? -1 : token,
                   .kind = verb                ? DL_VERB_ROW
                           : t->upos == DL_ADJ ? DL_ADJECTIVE_ROW
                                               : DL_NOUN_ROW};
}

static void path_slot(dl_coding *work, const dl_site *site, char *path, heads *list) {
  char *rest = strchr(path, '>');
  if (!rest) {
    plain_slot(work, site, path, list);
    return;
  }
  *rest = '\0';
  int32_t items[DL_HEADS];
  heads first = {items, 0};
  plain_slot(work, site, path, &first);
  for (uint32_t i = 0; i < first.count; i++) {
    char copy[64];
    dl_site inner = site_at(&work->graph, items[i]);
    dl_put_text(copy, sizeof copy, rest + 1, strlen(rest + 1));
    path_slot(work, &inner, copy, list);
  }
}

/* Copies the next piece of `*at` up to one of `stops` into `piece`; false at the end. */
static bool next_piece(const char **at, const char *stops, char *piece, size_t size) {
  if (!**at) return false;
  size_t len = strcspn(*at, stops);
  dl_put_text(piece, size, *at, len);
  *at += len;
  if (**at) ++*at;
  return true;
}

uint32_t dl_slot_heads(dl_coding *work, const dl_site *site, const char *slots, int32_t *items) {
  heads list = {items, 0};
  char choice[128], part[64];
  while (!list.count && next_piece(&slots, "|", choice, sizeof choice)) {
    for (const char *at = choice; next_piece(&at, "+", part, sizeof part);) {
      size_t len = strlen(part);
      if (len && part[len - 1] == '=') part[len - 1] = '\0';
      path_slot(work, site, part, &list);
    }
  }
  return list.count;
}

/* "blew himself up": nobody else. */
static bool is_reflexive(const dl_coding *work, int32_t token) {
  return (work->doc->tokens[token].features & DL_REFLEXIVE);
}

/* "Demanded the captain's release": whose release it is, is not asked for it. */
static bool is_freed(const dl_coding *work, const dl_site *site, int32_t head, const char *role) {
  const dl_token *t = &work->doc->tokens[head];
  if (strcmp(role, "recipient") != 0 || work->act[site->trigger] != DL_REQUEST || t->head < 0 ||
      !dl_lemma_is_kind(work, t->head, "undergone"))
    return false;
  return t->deprel == DL_DEPREL_NMOD_POSS || (t->rel == DL_REL_NMOD && dl_has_case(&work->graph, head, "of"));
}

/* Is the head in the place of what is given, moved or spoken of: not the one who acts? */
static bool is_taken(const dl_coding *work, const dl_site *site, int32_t head, const char *role) {
  if (strcmp(role, "actor") != 0) return true;
  return site->verb >= 0 && head == dl_deep_object(&work->graph, site->verb) && work->act[site->trigger] != DL_MOBILIZE;
}

/* A ship or weapon of the state that is named with it is that state's ("accused the Russian frigate"); else it is a
 * party only to violence. */
static bool is_thing(dl_coding *work, const dl_site *site, int32_t head) {
  enum { VIOLENT = 1 << DL_ASSAULT | 1 << DL_COERCE };
  enum { WORDS = 1 << DL_ACCUSE | 1 << DL_REQUEST | 1 << DL_THREATEN | 1 << DL_SUPPORT };
  unsigned act = work->act[site->trigger];
  if (act == DL_NO_ACT || dl_act_in(act, VIOLENT) || !dl_is_armament(work, head)) return false;
  dl_participants owner = {0};
  return !dl_act_in(act, WORDS) || !dl_inside_participants(work, head, &owner);
}

/* Heads that a slot finds and that are still no party to the act. */
static bool is_no_party(dl_coding *work, const dl_site *site, int32_t head, const char *role) {
  if (head == site->trigger || is_reflexive(work, head) || is_freed(work, site, head, role)) return true;
  return is_taken(work, site, head, role) && is_thing(work, site, head);
}

void dl_slot_participants(dl_coding *work, const dl_site *site, const char *slots, const char *role,
                          dl_participants *out, const dl_trace **trace) {
  char choice[128];
  dl_participants fallback = {0};
  int32_t heads_found[DL_HEADS];
  while (next_piece(&slots, "|", choice, sizeof choice)) {
    uint32_t count = dl_slot_heads(work, site, choice, heads_found);
    dl_participants got = {0};
    for (uint32_t i = 0; i < count; i++)
      if (!is_no_party(work, site, heads_found[i], role)) {
        bool firm = !strcmp(role, "actor") &&
                    dl_head_has_class(work, heads_found[i], "firm"); /* "a French carmaker" is not France */
        bool place = strcmp(choice, "in") != 0 || dl_head_has_class(work, heads_found[i], "place") ||
                     dl_head_has_class(work, heads_found[i], "territory") ||
                     dl_head_has_class(work, heads_found[i], "facility"); /* not "in support of X" */
        dl_head_participants(work, heads_found[i], !strchr(choice, '=') && !firm && place, &got);
      }
    bool half = strchr(choice, '+') && got.count < 2; /* "in coordination with X": the other side may stand elsewhere */
    if (got.count && dl_any_party(&got) && !half) {
      for (uint32_t i = 0; i < got.count; i++) dl_add_participant(work, out, &got.items[i]);
      dl_trace_slot(work, trace, role, choice, heads_found[0]);
      return;
    }
    if (got.count && (!fallback.count || (dl_any_party(&got) && !dl_any_party(&fallback)))) fallback = got;
  }
  for (uint32_t i = 0; i < fallback.count; i++) dl_add_participant(work, out, &fallback.items[i]);
}
