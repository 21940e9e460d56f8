#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/chars.h"
#include "base/utf8.h"
#include "names/names.h"

enum { KEY = 160, WORDS = 9 };

/* A short name without points is an abbreviation: it must stand in capitals ("US", "AU", not "us", "Au"). */
static bool fits_case(const dl_document *doc, uint32_t first, uint32_t end) {
  const char *form = doc->tokens[first].form;
  if (end - first > 1 || strlen(form) > 3 || strchr(form, '.')) return true;
  for (const char *c = form; *c; c++)
    if (dl_is_small(*c)) return false;
  return true;
}

/* The words that stand in a longer name of a person. */
static void find_surnames(dl_names *work) {
  const dl_document *doc = work->doc;
  work->surnames.arena = doc->arena;
  for (uint32_t i = 0; i < doc->token_count; i++) {
    bool beside = (i > 0 && dl_label_kind(&doc->tokens[i - 1]) == 1 && doc->tokens[i].ner == DL_NER_O + 2) ||
                  (i + 1 < doc->token_count && doc->tokens[i + 1].ner == DL_NER_O + 2);
    if (beside && dl_label_kind(&doc->tokens[i]) == 1)
      *dl_map_put(&work->surnames, doc->tokens[i].lower, strlen(doc->tokens[i].lower)) = 1;
  }
}

/* Is a word that is labelled as a person really one: part of a longer name, or borne by somebody named in full ("Paris"
 * of "Paris Lee")? */
static bool is_person(const dl_names *work, uint32_t token) {
  const dl_document *doc = work->doc;
  if (dl_map_get(&work->surnames, doc->tokens[token].lower, strlen(doc->tokens[token].lower))) return true;
  return token > 0 && doc->tokens[token - 1].sentence == doc->tokens[token].sentence &&
         doc->tokens[token - 1].upos == DL_PROPN; /* "Mr Jordan" */
}

/* Is it the name of a first-order division, not of a state: "Wales", "Western Australia"? */
static bool is_division(const dl_names *work, uint32_t first, uint32_t end) {
  dl_toponym found[DL_TOPONYMS];
  char key[KEY];
  bool division = false;
  if (!dl_name_key(work->doc, first, end, false, key, sizeof key)) return false;
  uint32_t count = dl_gazetteer_find(&work->namer->gazetteer, key, found, DL_TOPONYMS);
  for (uint32_t i = 0; i < count; i++) {
    if (dl_is_state_feature(found[i].feature)) return false;
    division |= found[i].kind == DL_PLACE_DIVISION;
  }
  return division;
}

/* The words of a name as the tables have them. */
typedef struct name_key {
  char text[KEY];
  uint32_t hash;
} name_key;

static uint32_t find_key(const dl_table *table, const name_key *key, uint32_t *first) {
  return table ? dl_table_find_hash(table, key->text, key->hash, first) : 0;
}

static bool match_country(dl_names *work, uint32_t first, uint32_t end, const name_key *key) {
  const dl_namer *n = work->namer;
  uint32_t row, count = find_key(n->countries, key, &row);
  if (!count) return false;
  unsigned rel = work->doc->tokens[first].rel;
  for (uint32_t r = row; r < row + count && !dl_in(rel, DL_RELS(AMOD, COMPOUND));
       r++) /* "Hong Kong" is the place where it modifies nothing */
    if (dl_table_cell(n->countries, r, n->country_kind)[0] == 'n') {
      row = r;
      break;
    }
  const char *kind = dl_table_cell(n->countries, row, n->country_kind);
  bool modifies = kind[0] == 'd' && dl_in(rel, DL_RELS(AMOD, COMPOUND));
  if (end - first == 1 && !modifies && dl_label_kind(&work->doc->tokens[first]) == 1 && is_person(work, first))
    return false;
  dl_found_kind k = kind[0] == 'd' ? DL_FOUND_DEMONYM : kind[0] == 'c' ? DL_FOUND_CAPITAL : DL_FOUND_COUNTRY;
  if (k == DL_FOUND_DEMONYM && work->doc->tokens[first].upos == DL_PROPN && strstr(key->text, "u.s") == key->text)
    k = DL_FOUND_COUNTRY;
  dl_found *f = dl_found_add(work, first, end, k);
  f->code = dl_code_read(dl_table_cell(n->countries, row, n->country_code));
  bool part = k == DL_FOUND_COUNTRY && is_division(work, first, end); /* Wales is none other than Wales */
  if (k != DL_FOUND_CAPITAL && !part) f->name = dl_table_cell(n->countries, row, n->country_name);
  f->origin = dl_row_origin(work->doc, n->countries, row);
  return true;
}

/* The words name what is nobody, so that none of them does: "the Geneva Conventions", "a South American country". */
static bool match_other(const dl_names *work, uint32_t size, const name_key *key) {
  uint32_t row;
  return size > 1 && find_key(work->namer->others, key, &row) > 0;
}

/* The first row of the key that holds on the document's date; else a person's, who is of his country before and after
 * what he was, too: `only_country` then. */
static bool find_addition(const dl_names *work, const name_key *key, uint32_t *row, bool *only_country) {
  const dl_namer *n = work->namer;
  const char *date = work->doc->date;
  uint32_t first = 0, count = find_key(n->additions, key, &first);
  *only_country = false;
  for (uint32_t r = first; count > 0 && r < first + count; r++) {
    bool over = dl_term_of(dl_table_cell(n->additions, r, n->addition_from),
                           dl_table_cell(n->additions, r, n->addition_to), date) != 0;
    if (over && (*only_country || strcmp(dl_table_cell(n->additions, r, n->addition_kind), "PER") != 0)) continue;
    *row = r;
    *only_country = over;
    if (!over) return true;
  }
  return *only_country;
}

static bool match_organization(dl_names *work, uint32_t first, uint32_t end, const name_key *key) {
  const dl_namer *n = work->namer;
  uint32_t row;
  bool only_country, added = find_addition(work, key, &row, &only_country);
  const dl_table *table = added ? n->additions : n->organizations;
  const char *kind = added ? dl_table_cell(table, row, n->addition_kind) : "";
  if (!strcmp(kind, "SEAT")) return false; /* see take_seats */
  if (!table || (!added && !find_key(table, key, &row))) return false;
  bool of_person = !strcmp(kind, "PER");
  bool person = !of_person && dl_label_kind(&work->doc->tokens[first]) == 1 && is_person(work, first);
  const char *full = dl_table_cell(table, row, added ? n->addition_name : n->organization_name);
  if (end - first == 1 && (person || dl_stands_for_another(work, first, full))) return false;
  dl_found *f = dl_found_add(work, first, end, of_person ? DL_FOUND_PERSON : DL_FOUND_ORGANIZATION);
  dl_code code = dl_code_read(dl_table_cell(table, row, 1));
  f->code = only_country ? dl_code_first(code) : code;
  f->row_name = *full ? full : f->name;
  f->origin = dl_row_origin(work->doc, table, row);
  return true;
}

/* Of two rows of one name that hold: the head of a state or government goes before others, then the later one. */
static bool is_likelier(const dl_namer *n, uint32_t row, int32_t than) {
  if (than < 0) return true;
  bool leads = dl_leads_state(dl_table_cell(n->people, row, n->person_office));
  bool led = dl_leads_state(dl_table_cell(n->people, (uint32_t)than, n->person_office));
  if (leads != led) return leads;
  return strcmp(dl_table_cell(n->people, row, n->person_from),
                dl_table_cell(n->people, (uint32_t)than, n->person_from)) > 0;
}

/* Is a former official meant by a surname alone? Only who led a state, and not too long ago. */
static bool is_remembered(const dl_namer *n, uint32_t row, const char *date) {
  enum { YEARS = 12 };
  return dl_leads_state(dl_table_cell(n->people, row, n->person_office)) &&
         atoi(date) - atoi(dl_table_cell(n->people, row, n->person_to)) <= YEARS;
}

/* The role nouns right before a name, as a row of agents; -1. */
static int32_t title_before(const dl_names *work, uint32_t first) {
  enum { TITLE_WORDS = 4 };
  const dl_document *doc = work->doc;
  char key[KEY];
  uint32_t row;
  for (uint32_t size = TITLE_WORDS; work->namer->agents && size > 0; size--) {
    if (first < doc->sentences[doc->tokens[first].sentence].first + size) continue;
    if (dl_name_key(doc, first - size, first, true, key, sizeof key) && dl_table_find(work->namer->agents, key, &row))
      return (int32_t)row;
  }
  return -1;
}

static bool has_word(const char *text, const char *word) {
  size_t n = strlen(word);
  for (const char *at = text; *at; at++)
    if (!strncasecmp(at, word, n)) return true;
  return false;
}

/* May who holds that office be called so: "Minister Khan" is no ambassador, "Pope Francis" no minister? Who leads a
 * state has many titles. */
static bool fits_title(const dl_names *work, int32_t title, uint32_t person) {
  const dl_namer *n = work->namer;
  const char *office = dl_table_cell(n->people, person, n->person_office);
  if (title < 0) return true;
  const char *key = dl_table_cell(n->agents, (uint32_t)title, 0);
  dl_code sector = dl_agent_sector(n, (uint32_t)title);
  if (has_word(office, dl_last_word(key)) || dl_table_cell(n->agents, (uint32_t)title, n->agent_kind)[0] == 'w')
    return true;
  bool leads = dl_leads_state(office), rules = dl_sector_in(dl_code_first(sector), DL_SECTOR(GOV));
  if (rules && dl_code_rest(dl_person_code(n, person)))
    return !dl_noun_is(n, dl_last_word(key), leads ? DL_NOUNS(SERVANT) : DL_NOUNS(OFFICE));
  return leads && dl_sector_in(sector, DL_SECTOR(MIL));
}

enum { NAMESAKES = -2 };

static bool is_of_one_country(const dl_namer *n, uint32_t row, int32_t other) {
  return other >= 0 && dl_person_country(n, row) == dl_person_country(n, (uint32_t)other);
}

/* Who holds no office yet is of his country all the same; a full name alone tells who is meant. */
static bool match_future(dl_names *work, uint32_t first, uint32_t end, int32_t row) {
  const dl_namer *n = work->namer;
  dl_code country = row < 0 ? 0 : dl_person_country(n, (uint32_t)row);
  if (!country || end - first == 1) return false;
  dl_found *f = dl_found_add(work, first, end, DL_FOUND_PERSON);
  f->code = country;
  f->full = dl_table_cell(n->people, (uint32_t)row, n->person_name);
  f->origin = dl_row_origin(work->doc, n->people, (uint32_t)row);
  return true;
}

/* Of two rows of one name whose terms are over: for a surname alone who led a state goes before others, then the later
 * one. */
static bool ended_later(const dl_namer *n, uint32_t row, int32_t than, bool surname) {
  if (than < 0) return true;
  bool leads = dl_leads_state(dl_table_cell(n->people, row, n->person_office));
  bool led = dl_leads_state(dl_table_cell(n->people, (uint32_t)than, n->person_office));
  if (leads != led) return leads && surname;
  return strcmp(dl_table_cell(n->people, row, n->person_to), dl_table_cell(n->people, (uint32_t)than, n->person_to)) >
         0;
}

/* The row whose office is held on the document's date; else the last one that ended before it, as a former official;
 * else one that begins behind it. */
static bool match_person(dl_names *work, uint32_t first, uint32_t end, const name_key *key) {
  const dl_namer *n = work->namer;
  uint32_t row, count = find_key(n->people, key, &row);
  bool surname = end - first == 1; /* alone it counts only where it reads as a person */
  if (count == 0 || (surname && dl_label_kind(&work->doc->tokens[first]) != 1)) return false;
  const char *date = work->doc->date;
  int32_t holds = -1, held = -1, later_on = -1, title = surname ? title_before(work, first) : -1;
  for (uint32_t r = row; r < row + count; r++) {
    if (surname && dl_code_has(dl_person_code(n, r), DL_SECTOR(LEG))) continue;
    if (!fits_title(work, title, r)) continue;
    int term = dl_term_of(dl_table_cell(n->people, r, n->person_from), dl_table_cell(n->people, r, n->person_to), date);
    if (term == 0 && is_likelier(n, r, holds)) holds = (int32_t)r;
    if (term < 0) later_on = later_on == -1 || is_of_one_country(n, r, later_on) ? (int32_t)r : NAMESAKES;
    if (term > 0 && ended_later(n, r, held, surname)) held = (int32_t)r;
  }
  if (holds < 0 && held < 0) return match_future(work, first, end, later_on);
  if (surname && holds < 0 && !is_remembered(n, (uint32_t)held, date)) return false;
  uint32_t best = (uint32_t)(holds >= 0 ? holds : held);
  dl_found *f = dl_found_add(work, first, end, DL_FOUND_PERSON);
  dl_code country = dl_person_country(n, best);
  f->code = holds >= 0 || !country ? dl_person_code(n, best) : dl_code_join(country, DL_CODE_ELI);
  f->former = holds < 0;
  f->full = dl_table_cell(n->people, best, n->person_name);
  f->office = dl_table_cell(n->people, best, n->person_office);
  f->origin = dl_row_origin(work->doc, n->people, best);
  return true;
}

/* The words from `first` on as one key, up to `most` of them; ends[k], hashes[k]: of the key of k + 1 words. How many
 * there is room for. */
static uint32_t put_words(const dl_document *doc, uint32_t first, uint32_t most, name_key *key, size_t *ends,
                          uint32_t *hashes) {
  size_t used = 0;
  uint32_t hash = DL_KEY_HASH, count = 0;
  for (; count < most; count++) {
    const char *word = doc->tokens[first + count].lower;
    size_t size = strlen(word);
    if (used + size + 2 > KEY) break;
    if (used) key->text[used++] = ' ', hash = dl_key_hash(hash, " ");
    memcpy(key->text + used, word, size);
    ends[count] = used += size;
    hashes[count] = hash = dl_key_hash(hash, word);
  }
  return count;
}

/* Words from there on that can begin a name of the tables, at least; 0: none does. A name in small letters at first
 * ("al-Shabab", "von der Leyen") has more than one word. */
static uint32_t least_words(const dl_document *doc, uint32_t token, uint32_t limit) {
  const dl_token *t = &doc->tokens[token];
  if (dl_starts_upper(t)) return 1;
  bool joined = token + 2 < limit && !strcmp(t[1].form, "-") && dl_starts_upper(&t[2]);
  return joined || t->ner != DL_NER_O ? 2 : 0;
}

static void match_tables(dl_names *work) {
  dl_document *doc = work->doc;
  name_key key;
  size_t ends[WORDS];
  uint32_t hashes[WORDS];
  for (uint32_t i = 0; i < doc->token_count;) {
    const dl_sentence *s = &doc->sentences[doc->tokens[i].sentence];
    uint32_t limit = s->first + s->count, found = 0, least = least_words(doc, i, limit);
    if (least) {
      uint32_t longest = put_words(doc, i, limit - i < WORDS ? limit - i : WORDS, &key, ends, hashes);
      for (uint32_t size = longest; size >= least && !found; size--) {
        if (!fits_case(doc, i, i + size)) continue;
        key.text[ends[size - 1]] = '\0';
        key.hash = hashes[size - 1];
        if (match_organization(work, i, i + size, &key) || match_country(work, i, i + size, &key) ||
            match_person(work, i, i + size, &key) || match_other(work, size, &key))
          found = size;
      }
    }
    i += found ? found : 1;
  }
}

/* Are the words first .. end all directions ("southern")? A part of a country stands for it. */
static bool is_direction(const dl_names *work, uint32_t first, uint32_t end) {
  for (uint32_t i = first; i < end; i++)
    if (!dl_noun_is(work->namer, work->doc->tokens[i].lower, DL_NOUNS(DIRECTION))) return false;
  return end > first;
}

/* Does the label go on behind the known name with a word that is none of his ("Abu Bakar Bashir")? */
static bool is_longer(const dl_document *doc, const dl_found *f, uint32_t end) {
  const char *last = doc->tokens[end - 1].form;
  return end > f->end && strlen(last) > 3 && !has_word(f->full, last);
}

/* Is it a noun that only the head of the sentence makes look like a name: "Gunmen attacked", "Rebels"? */
static bool is_common_noun(const dl_names *work, uint32_t token) {
  const dl_token *t = &work->doc->tokens[token];
  char key[KEY];
  uint32_t row;
  bool first = token == work->doc->sentences[t->sentence].first;
  if (!first || !work->namer->agents || !dl_is_plural(t)) return false;
  if (dl_map_get(&work->surnames, t->lower, strlen(t->lower))) return false;
  return dl_name_key(work->doc, token, token + 1, true, key, sizeof key) &&
         dl_table_find(work->namer->agents, key, &row);
}

/* Is the name all of the label but for a title before it ("President Obama")? */
static bool is_titled(const dl_names *work, const dl_found *f, uint32_t first, uint32_t end) {
  char key[KEY];
  uint32_t row;
  return f->first > first && f->end >= end && work->namer->agents &&
         dl_name_key(work->doc, first, f->first, true, key, sizeof key) &&
         dl_table_find(work->namer->agents, key, &row);
}

/* What stands of a label and of a name of the tables that share words. */
typedef enum outcome { BOTH, LABEL_ALONE, NAME_ALONE, JOINED } outcome;

static outcome settle_overlap(const dl_names *work, const dl_found *f, uint32_t first, uint32_t end, unsigned kind) {
  enum { PERSON = 1, PLACE };
  bool covers = f->first <= first && f->end >= end, inside = f->first >= first && f->end <= end;
  bool person = f->kind == DL_FOUND_PERSON;
  if (covers || (kind == PERSON && is_titled(work, f, first, end))) return NAME_ALONE;
  if (kind == PERSON && person) return JOINED;
  if (!inside) return NAME_ALONE;
  if (f->kind == DL_FOUND_DEMONYM) return BOTH;
  if (kind == PERSON) return LABEL_ALONE; /* part of a person's name */
  if (f->end != end) return BOTH;
  bool several = f->end - f->first > 1 && !person;
  if (several && work->doc->tokens[f->first - 1].upos != DL_ADP) return NAME_ALONE; /* "the Trump White House" */
  bool another = !is_direction(work, first, f->first) || is_division(work, first, end);
  return kind == PLACE && another ? LABEL_ALONE : BOTH; /* "Gulf of Mexico", "Western Australia" */
}

/* The name of a person takes the words of the label; a name of somebody known, borne by somebody else, loses his code.
 */
static void join_label(const dl_names *work, dl_found *f, uint32_t first, uint32_t end) {
  const dl_document *doc = work->doc;
  if (f->end - f->first == 1 || is_longer(doc, f, end)) {
    f->code = 0;
    f->office = "";
    f->former = false;
  }
  f->first = f->first < first ? f->first : first;
  f->end = f->end > end ? f->end : end;
  f->head = dl_span_head(doc, f->first, f->end);
  f->name = dl_document_slice(doc, doc->tokens[f->first].begin, doc->tokens[f->end - 1].end);
}

/* A labelled span against the table names inside it; *from is the first of those that may reach into it. */
static void add_labelled(dl_names *work, uint32_t first, uint32_t end, unsigned kind, uint32_t *from) {
  static const dl_found_kind kinds[] = {0, DL_FOUND_PERSON, DL_FOUND_PLACE, DL_FOUND_ORGANIZATION};
  bool keep = true;
  if (end - first == 1 && is_common_noun(work, first)) return;
  while (*from < work->from_tables && work->items[*from].end <= first) ++*from;
  for (uint32_t i = *from; i < work->from_tables && work->items[i].first < end; i++) {
    dl_found *f = &work->items[i];
    if (f->gone || f->end <= first || f->first >= end) continue;
    outcome what = settle_overlap(work, f, first, end, kind);
    if (what == JOINED) join_label(work, f, first, end);
    if (what == LABEL_ALONE) f->gone = true;
    keep &= what == BOTH || what == LABEL_ALONE;
  }
  for (uint32_t i = *from; keep && i < work->from_tables && work->items[i].first < end; i++) {
    const dl_found *f = &work->items[i];
    bool ends_it = !f->gone && f->first > first && f->end == end;
    if (ends_it && kinds[kind] == DL_FOUND_PLACE) keep = false; /* "South Lebanon" is Lebanon */
  }
  if (!keep) return;
  bool body = kinds[kind] == DL_FOUND_ORGANIZATION && end - first > 1;
  if (body) dl_add_inner_place(work, first, end, *from);
  dl_code code = body ? dl_inner_body(work, first, end, *from) : 0;
  dl_found_add(work, first, end, kinds[kind])->code = code;
}

/* "Brussels" in a text on the European Union that does not name Belgium. */
static void take_seats(dl_names *work) {
  const dl_table *table = work->namer->additions;
  char key[KEY];
  uint32_t row;
  dl_map codes = {.arena = work->doc->arena},
         lands = codes; /* all codes; what the codes of countries and peoples begin with */
  for (uint32_t i = 0; table && i < work->count; i++) {
    dl_code code = work->items[i].code;
    *dl_map_put_number(&codes, code) = 1;
    if (work->items[i].kind < DL_FOUND_CAPITAL) *dl_map_put_number(&lands, dl_code_first(code)) = 1;
  }
  for (uint32_t i = 0; table && i < work->count; i++) {
    dl_found *f = &work->items[i];
    if (f->kind != DL_FOUND_CAPITAL || !dl_name_key(work->doc, f->first, f->end, false, key, sizeof key) ||
        !dl_table_find(table, key, &row))
      continue;
    if (strcmp(dl_table_cell(table, row, work->namer->addition_kind), "SEAT") != 0) continue;
    dl_code body = dl_code_read(dl_table_cell(table, row, 1));
    if (!dl_map_get_number(&codes, body) || dl_map_get_number(&lands, dl_code_first(f->code))) continue;
    f->kind = DL_FOUND_ORGANIZATION;
    f->code = body;
    f->origin = dl_row_origin(work->doc, table, row);
  }
}

typedef struct shorts {
  dl_chains chains;
  dl_arena *arena;
  uint32_t item;
} shorts;

static void add_short(void *context, const char *word, size_t size) {
  shorts *s = context;
  dl_chain_add(&s->chains, s->arena, word, size, s->item);
}

/* "RSF" in a text that names the Rapid Support Forces is they, whatever else is called so. */
static void take_initials(dl_names *work) {
  shorts full = {.arena = work->doc->arena};
  dl_map known = {.arena = work->doc->arena}; /* a name with its code: the first that is called so serves for all */
  for (full.item = 0; full.item < work->count; full.item++) {
    const dl_found *f = &work->items[full.item];
    if (f->kind != DL_FOUND_ORGANIZATION || f->end - f->first < 2) continue;
    const char *both = dl_arena_printf(work->doc->arena, "%s\t%" PRIx64, f->name, f->code);
    uint32_t *seen = dl_map_put(&known, both, strlen(both));
    if (!*seen) dl_each_short(f->name, add_short, &full);
    *seen = 1;
  }
  for (uint32_t i = 0; i < work->count; i++) {
    dl_found *f = &work->items[i], *first = NULL;
    if (f->kind != DL_FOUND_ORGANIZATION || f->end - f->first != 1) continue;
    for (const dl_link_of *link = dl_chain_first(&full.chains, f->name, strlen(f->name)); link;
         link = dl_chain_next(&full.chains, link)) {
      dl_found *other = &work->items[link->item];
      if (other->code != f->code && dl_is_short_for(f->name, other->name))
        first = other; /* the chain begins with the last */
    }
    if (!first) continue;
    f->code = first->code;
    f->origin = first->origin;
  }
}

void dl_find_names(dl_names *work) {
  find_surnames(work);
  dl_read_acronyms(work);
  match_tables(work);
  work->from_tables = work->count;
  dl_doubt_surnames(work);
  take_initials(work);
  take_seats(work);
  dl_document *doc = work->doc;
  dl_told_places(work);
  for (uint32_t i = 0, from = 0; i < doc->token_count;) {
    unsigned kind = dl_label_kind(&doc->tokens[i]);
    uint32_t end = kind ? dl_label_end(doc, i) : i + 1;
    if (kind) add_labelled(work, i, end, kind, &from);
    i = end;
  }
  dl_forget_namesakes(work);
  for (uint32_t i = 0; i < work->count; i++) {
    dl_found *f = &work->items[i];
    if (f->gone) continue;
    int32_t other = work->at[f->head];
    if (other >= 0 && work->items[other].end - work->items[other].first >= f->end - f->first) {
      f->gone = true; /* the longer of two names with one head */
      continue;
    }
    if (other >= 0)
      work->items[other].gone = true; /* an organisation that bears a country's name is not that country */
    work->at[f->head] = (int32_t)i;
  }
}
