#include <stdlib.h>
#include <string.h>

#include "names/names.h"

/* A surname alone against the tables: it is an office holder's where the text speaks of his state or names him in full.
 * Where it does not, only who leads a state is meant, and only if the surname is no common one; else "Sanders" would be
 * a minister of Antigua. */

enum { YEARS = 12 }; /* how long who led a state is remembered */

/* A person by a surname alone, or in full? */
static bool is_surname(const dl_found *f) {
  return f->kind == DL_FOUND_PERSON && f->end - f->first == 1;
}
static bool is_full_name(const dl_found *f) {
  return f->kind == DL_FOUND_PERSON && f->end - f->first > 1;
}

/* The states that the text names, or of which it names a town, the people, or a body; of a person by the surname alone
 * that is not known yet. */
static void find_spoken_of(const dl_names *work, dl_map *states) {
  for (uint32_t i = 0; i < work->count; i++) {
    const dl_found *f = &work->items[i];
    if (!f->gone && f->code && !is_surname(f)) *dl_map_put_number(states, dl_code_first(f->code)) = 1;
  }
}

static bool is_spoken_of(const dl_map *states, dl_code code) {
  return dl_map_get_number(states, dl_code_first(code)) != 0;
}

static bool leads(const dl_namer *n, const char *office) {
  return dl_text_is_noun(n, office, DL_NOUNS(HEAD));
}

/* Was the office of the row held on that day, or a state led not long before? */
static bool is_of_the_time(const dl_namer *n, uint32_t row, const char *date) {
  const char *from = dl_table_cell(n->people, row, n->person_from), *to = dl_table_cell(n->people, row, n->person_to);
  int term = dl_term_of(from, to, date);
  return term == 0 ||
         (term > 0 && leads(n, dl_table_cell(n->people, row, n->person_office)) && atoi(date) - atoi(to) <= YEARS);
}

/* Is the row of that state, or of somebody who holds an office of it too, as the king of several lands does? */
static bool is_also_of(const dl_namer *n, uint32_t first, uint32_t count, uint32_t row, dl_code country) {
  const char *name = dl_table_cell(n->people, row, n->person_name);
  for (uint32_t r = first; r < first + count; r++) {
    const char *same = dl_table_cell(n->people, r, n->person_name); /* the one list has "Co-prince Emmanuel Macron" */
    if (dl_person_country(n, r) == country && strchr(same, ' ') && strstr(name, same)) return true;
  }
  return dl_person_country(n, row) == country;
}

/* Another leader, or somebody of the United States, whose lists are the longest: a surname that stands there is borne
 * by many. */
static bool makes_common(const dl_namer *n, uint32_t row) {
  return leads(n, dl_table_cell(n->people, row, n->person_office)) ||
         dl_person_country(n, row) == DL_CODE('U', 'S', 'A');
}

static void forget(dl_found *f) {
  f->code = 0;
  f->office = f->full = f->origin = "";
  f->former = false;
}

/* Can the row's person be meant by the surname, in a text that speaks of these states? */
static bool can_be_meant(const dl_names *work, const dl_map *states, uint32_t row) {
  const dl_namer *n = work->namer;
  const char *date = work->doc->date;
  if (dl_term_of("", dl_table_cell(n->people, row, n->person_to), date) > 0) return false; /* it is over */
  if (!is_of_the_time(n, row, date) || dl_code_has(dl_person_code(n, row), DL_SECTOR(LEG))) return false;
  return is_spoken_of(states, dl_person_country(n, row));
}

/* The surname's row of a state that the text speaks of, the one that began last; -1. */
static int32_t row_spoken_of(const dl_names *work, const dl_map *states, uint32_t first, uint32_t count) {
  const dl_namer *n = work->namer;
  const char *latest = "";
  int32_t best = -1;
  for (uint32_t r = first; r < first + count; r++) {
    const char *from = dl_table_cell(n->people, r, n->person_from);
    if (!can_be_meant(work, states, r) || (best >= 0 && strcmp(from, latest) <= 0)) continue;
    best = (int32_t)r;
    latest = from;
  }
  return best;
}

/* Is the surname borne by others who could be meant as well as who led that state? */
static bool is_common(const dl_names *work, const dl_found *f, uint32_t first, uint32_t count) {
  const dl_namer *n = work->namer;
  for (uint32_t r = first; r < first + count; r++)
    if (makes_common(n, r) && is_of_the_time(n, r, work->doc->date) &&
        !is_also_of(n, first, count, r, dl_code_first(f->code)))
      return true;
  return false;
}

static void doubt(dl_names *work, const dl_map *states, dl_found *f) {
  const dl_namer *n = work->namer;
  uint32_t first, count = dl_table_find(n->people, work->doc->tokens[f->first].lower, &first);
  if (count == 0 || is_spoken_of(states, f->code)) return;
  int32_t other = row_spoken_of(work, states, first, count);
  if (other < 0) {
    if (!leads(n, f->office) || is_common(work, f, first, count)) forget(f);
    return;
  }
  f->code = dl_person_code(n, (uint32_t)other);
  f->full = dl_table_cell(n->people, (uint32_t)other, n->person_name);
  f->office = dl_table_cell(n->people, (uint32_t)other, n->person_office);
  f->origin = dl_row_origin(work->doc, n->people, (uint32_t)other);
  f->former = false;
}

void dl_doubt_surnames(dl_names *work) {
  dl_map states = {.arena = work->doc->arena};
  find_spoken_of(work, &states);
  for (uint32_t i = 0; i < work->count; i++) {
    dl_found *f = &work->items[i];
    if (is_surname(f) && f->office[0] && f->code) doubt(work, &states, f);
  }
}

/* ---- namesakes ---- */

enum { BORNE = 1, KNOWN = 2 }; /* by somebody named in full; by somebody of whom a row knows */

/* Does a row of the surname know a person of that full name by more than the surname? */
static bool is_in_rows(const dl_namer *n, const char *surname, const char *name) {
  uint32_t first, count = dl_table_find(n->people, surname, &first);
  for (const char *word = name; *word; word += strcspn(word, " "), word += *word == ' ') {
    size_t size = strcspn(word, " ");
    for (uint32_t r = first; word[size] && r < first + count; r++)
      if (dl_name_has(dl_table_cell(n->people, r, n->person_name), word, size)) return true;
  }
  return false;
}

void dl_forget_namesakes(dl_names *work) {
  const dl_document *doc = work->doc;
  dl_map borne = {.arena = doc->arena}, states = {.arena = doc->arena};
  find_spoken_of(work, &states);
  for (uint32_t i = 0; i < work->count; i++) {
    const dl_found *f = &work->items[i];
    if (f->gone || !is_full_name(f)) continue;
    const char *surname = doc->tokens[f->end - 1].lower;
    uint32_t *at = dl_map_put(&borne, surname, strlen(surname));
    *at |= is_in_rows(work->namer, surname, f->name) ? BORNE | KNOWN : BORNE;
  }
  for (uint32_t i = 0; i < work->from_tables; i++) {
    dl_found *f = &work->items[i];
    if (f->gone || !is_surname(f) || !f->office[0]) continue;
    const char *surname = doc->tokens[f->first].lower;
    if (dl_leads_state(f->office) && is_spoken_of(&states, f->code)) continue; /* "Macron", beside his wife */
    if (dl_map_get(&borne, surname, strlen(surname)) == BORNE) forget(f);
  }
}
