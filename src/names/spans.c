#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/chars.h"
#include "base/utf8.h"
#include "names/labels.h"
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

static bool goes_on_as_person(const dl_document *doc, uint32_t token) {
  return token < doc->token_count && doc->tokens[token].ner == DL_NER_I_PER;
}

static bool is_labelled_person(const dl_document *doc, uint32_t token) {
  return dl_label_kind(&doc->tokens[token]) == DL_PERSON_LABEL;
}

/* The words that stand in a longer name of a person. */
static void find_surnames(dl_names *work) {
  const dl_document *doc = work->doc;
  work->surnames.arena = doc->arena;
  for (uint32_t i = 0; i < doc->token_count; i++) {
    const char *word = doc->tokens[i].lower;
    bool behind = i > 0 && goes_on_as_person(doc, i) && is_labelled_person(doc, i - 1);
    if ((behind || goes_on_as_person(doc, i + 1)) && is_labelled_person(doc, i))
      *dl_map_put(&work->surnames, word, strlen(word)) = 1;
  }
}

/* Is a word that is labelled as a person really one: part of a longer name, or borne by somebody named in full ("Paris"
 * of "Paris Lee")? */
static bool is_person(const dl_names *work, uint32_t token) {
  const dl_token *t = &work->doc->tokens[token];
  if (!is_labelled_person(work->doc, token)) return false;
  if (dl_map_get(&work->surnames, t->lower, strlen(t->lower))) return true;
  return token > 0 && t[-1].sentence == t->sentence && t[-1].upos == DL_PROPN; /* "Mr Jordan" */
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

/* Of the rows of a key the one that fits its place in the tree: "Hong Kong" is the place where it modifies nothing. */
static uint32_t row_of_country(const dl_namer *n, uint32_t first, uint32_t count, bool modifies) {
  uint32_t row = first;
  while (!modifies && row < first + count && dl_table_cell(n->countries, row, n->country_kind)[0] != 'n') row++;
  return modifies || row == first + count ? first : row;
}

static dl_found_kind kind_of_country(const dl_token *t, const char *kind, const char *key) {
  if (kind[0] == 'c') return DL_FOUND_CAPITAL;
  bool adjective = t->upos != DL_PROPN || strncmp(key, "u.s", 3) != 0;
  return kind[0] == 'd' && adjective ? DL_FOUND_DEMONYM : DL_FOUND_COUNTRY;
}

static bool match_country(dl_names *work, uint32_t first, uint32_t end, const name_key *key) {
  const dl_namer *n = work->namer;
  const dl_token *t = &work->doc->tokens[first];
  uint32_t row, count = find_key(n->countries, key, &row);
  if (!count) return false;
  bool modifies = dl_in(t->rel, DL_RELS(AMOD, COMPOUND));
  row = row_of_country(n, row, count, modifies);
  const char *kind = dl_table_cell(n->countries, row, n->country_kind);
  bool demonym = modifies && kind[0] == 'd';
  if (end - first == 1 && !demonym && is_person(work, first)) return false;
  dl_found_kind k = kind_of_country(t, kind, key->text);
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

/* Is a word alone the name of a person, or of what the text calls so itself, and not of that body? */
static bool is_anothers(const dl_names *work, uint32_t first, const char *full, bool of_person) {
  return (!of_person && is_person(work, first)) || dl_stands_for_another(work, first, full);
}

static bool match_organization(dl_names *work, uint32_t first, uint32_t end, const name_key *key) {
  const dl_namer *n = work->namer;
  uint32_t row;
  bool only_country, added = find_addition(work, key, &row, &only_country);
  const dl_table *table = added ? n->additions : n->organizations;
  if (!added && !find_key(table, key, &row)) return false;
  const char *kind = added ? dl_table_cell(table, row, n->addition_kind) : "";
  if (!strcmp(kind, "SEAT")) return false; /* see take_seats */
  bool of_person = !strcmp(kind, "PER");
  const char *full = dl_table_cell(table, row, added ? n->addition_name : n->organization_name);
  if (end - first == 1 && is_anothers(work, first, full, of_person)) return false;
  dl_found *f = dl_found_add(work, first, end, of_person ? DL_FOUND_PERSON : DL_FOUND_ORGANIZATION);
  dl_code code = dl_code_read(dl_table_cell(table, row, 1));
  f->code = only_country ? dl_code_first(code) : code;
  f->row_name = *full ? full : f->name;
  f->origin = dl_row_origin(work->doc, table, row);
  return true;
}

static bool led_state(const dl_namer *n, uint32_t row) {
  return dl_leads_state(dl_table_cell(n->people, row, n->person_office));
}

/* Is a row's day, in that column, behind that of another? */
static bool is_later(const dl_namer *n, uint32_t row, uint32_t than, int column) {
  return strcmp(dl_table_cell(n->people, row, column), dl_table_cell(n->people, than, column)) > 0;
}

/* Of two rows of one name that hold: the head of a state or government goes before others, then the later one. */
static bool is_likelier(const dl_namer *n, uint32_t row, int32_t than) {
  if (than < 0) return true;
  bool leads = led_state(n, row);
  return leads != led_state(n, (uint32_t)than) ? leads : is_later(n, row, (uint32_t)than, n->person_from);
}

/* Is a former official meant by a surname alone? Only who led a state, and not too long ago. */
static bool is_remembered(const dl_namer *n, uint32_t row, const char *date) {
  enum { YEARS = 12 };
  return led_state(n, row) && atoi(date) - atoi(dl_table_cell(n->people, row, n->person_to)) <= YEARS;
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
  if (title < 0) return true;
  const char *word = dl_last_word(dl_table_cell(n->agents, (uint32_t)title, 0));
  if (has_word(dl_table_cell(n->people, person, n->person_office), word)) return true;
  if (dl_table_cell(n->agents, (uint32_t)title, n->agent_kind)[0] == 'w') return true;
  dl_code sector = dl_agent_sector(n, (uint32_t)title);
  bool leads = led_state(n, person), rules = dl_sector_in(dl_code_first(sector), DL_SECTOR(GOV));
  if (rules && dl_code_rest(dl_person_code(n, person)))
    return !dl_noun_is(n, word, leads ? DL_NOUNS(SERVANT) : DL_NOUNS(OFFICE));
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
  bool leads = led_state(n, row);
  if (leads != led_state(n, (uint32_t)than)) return leads && surname;
  return is_later(n, row, (uint32_t)than, n->person_to);
}

/* Rows of one name: whose term holds on the document's date, whose ended last before, whose begins behind; -1, of
 * several countries NAMESAKES. */
typedef struct terms {
  int32_t holds, held, later_on;
} terms;

/* Can the row be of whom the words name: by the title before them, of a surname alone no member of a parliament? */
static bool can_be_meant(const dl_names *work, uint32_t row, int32_t title, bool surname) {
  if (surname && dl_code_has(dl_person_code(work->namer, row), DL_SECTOR(LEG))) return false;
  return fits_title(work, title, row);
}

static terms terms_of(const dl_names *work, uint32_t first, uint32_t count, int32_t title, bool surname) {
  const dl_namer *n = work->namer;
  terms found = {-1, -1, -1};
  for (uint32_t r = first; r < first + count; r++) {
    if (!can_be_meant(work, r, title, surname)) continue;
    int term = dl_term_of(dl_table_cell(n->people, r, n->person_from), dl_table_cell(n->people, r, n->person_to),
                          work->doc->date);
    if (term == 0 && is_likelier(n, r, found.holds)) found.holds = (int32_t)r;
    if (term > 0 && ended_later(n, r, found.held, surname)) found.held = (int32_t)r;
    if (term < 0)
      found.later_on = found.later_on == -1 || is_of_one_country(n, r, found.later_on) ? (int32_t)r : NAMESAKES;
  }
  return found;
}

/* The row whose office is held on the document's date; else the last one that ended before it, as a former official;
 * else one that begins behind it. */
static bool match_person(dl_names *work, uint32_t first, uint32_t end, const name_key *key) {
  const dl_namer *n = work->namer;
  uint32_t row, count = find_key(n->people, key, &row);
  bool surname = end - first == 1; /* alone it counts only where it reads as a person */
  if (count == 0 || (surname && !is_labelled_person(work->doc, first))) return false;
  terms of = terms_of(work, row, count, surname ? title_before(work, first) : -1, surname);
  if (of.holds < 0 && of.held < 0) return match_future(work, first, end, of.later_on);
  if (surname && of.holds < 0 && !is_remembered(n, (uint32_t)of.held, work->doc->date)) return false;
  uint32_t best = (uint32_t)(of.holds >= 0 ? of.holds : of.held);
  dl_found *f = dl_found_add(work, first, end, DL_FOUND_PERSON);
  dl_code country = dl_person_country(n, best);
  f->former = of.holds < 0;
  f->code = f->former && country ? dl_code_join(country, DL_CODE_ELI) : dl_person_code(n, best);
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

/* Words of the longest name of the tables that begins at a token; 0: none does. */
static uint32_t match_at(dl_names *work, uint32_t token) {
  const dl_document *doc = work->doc;
  uint32_t limit = dl_sentence_end(&doc->sentences[doc->tokens[token].sentence]);
  uint32_t least = least_words(doc, token, limit), hashes[WORDS];
  name_key key;
  size_t ends[WORDS];
  if (!least) return 0;
  uint32_t size = put_words(doc, token, limit - token < WORDS ? limit - token : WORDS, &key, ends, hashes);
  for (; size >= least; size--) {
    uint32_t end = token + size;
    if (!fits_case(doc, token, end)) continue;
    key.text[ends[size - 1]] = '\0';
    key.hash = hashes[size - 1];
    if (match_organization(work, token, end, &key) || match_country(work, token, end, &key)) return size;
    if (match_person(work, token, end, &key) || match_other(work, size, &key)) return size;
  }
  return 0;
}

static void match_tables(dl_names *work) {
  for (uint32_t i = 0; i < work->doc->token_count;) {
    uint32_t words = match_at(work, i);
    i += words ? words : 1;
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

/* Are the words a key of actors/agents? */
static bool is_agent(const dl_names *work, uint32_t first, uint32_t end) {
  char key[KEY];
  uint32_t row;
  return work->namer->agents && dl_name_key(work->doc, first, end, true, key, sizeof key) &&
         dl_table_find(work->namer->agents, key, &row);
}

/* Is it a noun that only the head of the sentence makes look like a name: "Gunmen attacked", "Rebels"? */
static bool is_common_noun(const dl_names *work, uint32_t token) {
  const dl_token *t = &work->doc->tokens[token];
  if (token != work->doc->sentences[t->sentence].first || !dl_is_plural(t)) return false;
  return !dl_map_get(&work->surnames, t->lower, strlen(t->lower)) && is_agent(work, token, token + 1);
}

/* Is the name all of the label but for a title before it ("President Obama")? */
static bool is_titled(const dl_names *work, const dl_found *f, uint32_t first, uint32_t end) {
  return f->first > first && f->end >= end && is_agent(work, first, f->first);
}

/* What stands of a label and of a name of the tables that share words. */
typedef enum outcome { BOTH, LABEL_ALONE, NAME_ALONE, JOINED } outcome; /* of the first two the label stands */

/* Is what the tables have at the end of a label its name: "the Trump White House", "South Lebanon"? Not in "Gulf of
 * Mexico", "Western Australia". */
static outcome settle_end(const dl_names *work, const dl_found *f, uint32_t first, uint32_t end, unsigned kind) {
  bool several = f->end - f->first > 1 && f->kind != DL_FOUND_PERSON;
  if (several && work->doc->tokens[f->first - 1].upos != DL_ADP) return NAME_ALONE;
  bool another = !is_direction(work, first, f->first) || is_division(work, first, end);
  return kind == DL_PLACE_LABEL && another ? LABEL_ALONE : BOTH;
}

static outcome settle_overlap(const dl_names *work, const dl_found *f, uint32_t first, uint32_t end, unsigned kind) {
  bool covers = f->first <= first && f->end >= end, inside = f->first >= first && f->end <= end;
  bool person = kind == DL_PERSON_LABEL;
  if (covers || (person && is_titled(work, f, first, end))) return NAME_ALONE;
  if (person && f->kind == DL_FOUND_PERSON) return JOINED;
  if (!inside) return NAME_ALONE;
  if (f->kind == DL_FOUND_DEMONYM) return BOTH;
  if (person) return LABEL_ALONE; /* part of a person's name */
  return f->end == end ? settle_end(work, f, first, end, kind) : BOTH;
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

/* Settles a label with the names of the tables that share words with it; does it stand? */
static bool settle_label(dl_names *work, uint32_t first, uint32_t end, unsigned kind, uint32_t from) {
  bool keep = true;
  for (dl_found *f = dl_known_from(work, from, end); f; f = dl_known_behind(work, f, end)) {
    if (f->end <= first) continue;
    outcome what = settle_overlap(work, f, first, end, kind);
    if (what == JOINED) join_label(work, f, first, end);
    if (what == LABEL_ALONE) f->gone = true;
    keep &= what <= LABEL_ALONE;
  }
  return keep;
}

/* "South Lebanon" is Lebanon: does a name of the tables end the words? */
static bool is_part_of_name(const dl_names *work, uint32_t first, uint32_t end, uint32_t from) {
  const dl_found *f = dl_known_from(work, from, end);
  while (f && (f->first <= first || f->end != end)) f = dl_known_behind(work, f, end);
  return f != NULL;
}

/* A labelled span against the table names inside it; *from is the first of those that may reach into it. */
static void add_labelled(dl_names *work, uint32_t first, uint32_t end, unsigned kind, uint32_t *from) {
  static const dl_found_kind kinds[] = {0, DL_FOUND_PERSON, DL_FOUND_PLACE, DL_FOUND_ORGANIZATION};
  if (end - first == 1 && is_common_noun(work, first)) return;
  while (*from < work->from_tables && work->items[*from].end <= first) ++*from;
  if (!settle_label(work, first, end, kind, *from)) return;
  if (kinds[kind] == DL_FOUND_PLACE && is_part_of_name(work, first, end, *from)) return;
  bool body = kinds[kind] == DL_FOUND_ORGANIZATION && end - first > 1;
  if (body) dl_add_inner_place(work, first, end, *from);
  dl_code code = body ? dl_inner_body(work, first, end, *from) : 0;
  dl_found_add(work, first, end, kinds[kind])->code = code;
}

/* The row of a capital's name as the seat of a body; false: it is none's. */
static bool find_seat(const dl_names *work, const dl_found *f, uint32_t *row) {
  const dl_namer *n = work->namer;
  char key[KEY];
  if (f->kind != DL_FOUND_CAPITAL || !dl_name_key(work->doc, f->first, f->end, false, key, sizeof key)) return false;
  return dl_table_find(n->additions, key, row) && !strcmp(dl_table_cell(n->additions, *row, n->addition_kind), "SEAT");
}

/* "Brussels" in a text on the European Union that does not name Belgium. */
static void take_seats(dl_names *work) {
  const dl_table *table = work->namer->additions;
  uint32_t row;
  dl_map codes = {.arena = work->doc->arena},
         lands = codes; /* all codes; what the codes of countries and peoples begin with */
  if (!table) return;
  for (uint32_t i = 0; i < work->count; i++) {
    dl_code code = work->items[i].code;
    *dl_map_put_number(&codes, code) = 1;
    if (work->items[i].kind < DL_FOUND_CAPITAL) *dl_map_put_number(&lands, dl_code_first(code)) = 1;
  }
  for (uint32_t i = 0; i < work->count; i++) {
    dl_found *f = &work->items[i];
    if (!find_seat(work, f, &row)) continue;
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

static uint32_t words_of(const dl_found *f) {
  return f->end - f->first;
}

/* What the text names in full and calls so, the first of it that has another code; NULL. */
static const dl_found *named_in_full(const dl_names *work, const dl_chains *full, const dl_found *f) {
  const dl_found *first = NULL; /* the chain begins with the last */
  const dl_link_of *link = dl_chain_first(full, f->name, strlen(f->name));
  for (; link; link = dl_chain_next(full, link)) {
    const dl_found *other = &work->items[link->item];
    if (other->code != f->code && dl_is_short_for(f->name, other->name)) first = other;
  }
  return first;
}

/* "RSF" in a text that names the Rapid Support Forces is they, whatever else is called so. */
static void take_initials(dl_names *work) {
  shorts full = {.arena = work->doc->arena};
  dl_map known = {.arena = work->doc->arena}; /* a name with its code: the first that is called so serves for all */
  for (full.item = 0; full.item < work->count; full.item++) {
    const dl_found *f = &work->items[full.item];
    if (f->kind != DL_FOUND_ORGANIZATION || words_of(f) < 2) continue;
    const char *both = dl_arena_printf(work->doc->arena, "%s\t%" PRIx64, f->name, f->code);
    uint32_t *seen = dl_map_put(&known, both, strlen(both));
    if (!*seen) dl_each_short(f->name, add_short, &full);
    *seen = 1;
  }
  for (uint32_t i = 0; i < work->count; i++) {
    dl_found *f = &work->items[i];
    bool one = f->kind == DL_FOUND_ORGANIZATION && words_of(f) == 1;
    const dl_found *first = one ? named_in_full(work, &full.chains, f) : NULL;
    if (!first) continue;
    f->code = first->code;
    f->origin = first->origin;
  }
}

/* The longer of two names with one head stands; an organisation that bears a country's name is not that country. */
static void settle_heads(dl_names *work) {
  for (uint32_t i = 0; i < work->count; i++) {
    dl_found *f = &work->items[i];
    if (f->gone) continue;
    int32_t at = work->at[f->head];
    f->gone = at >= 0 && words_of(&work->items[at]) >= words_of(f);
    if (f->gone) continue;
    if (at >= 0) work->items[at].gone = true;
    work->at[f->head] = (int32_t)i;
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
    uint32_t end = dl_label_end(doc, i);
    if (kind) add_labelled(work, i, end, kind, &from);
    i = end;
  }
  dl_forget_namesakes(work);
  settle_heads(work);
}
