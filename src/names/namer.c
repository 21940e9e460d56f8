#include <stdlib.h>
#include <string.h>

#include "base/chars.h"
#include "names/names.h"

/* ---- the tables ---- */

/* Which bit of the namer's states is a code's that begins so. */
static unsigned state_bit(dl_code code) {
  return (unsigned)(code >> 49);
}

static void list_states(dl_namer *n) {
  for (uint32_t i = 0; n->countries && i < dl_table_rows(n->countries); i++) {
    unsigned bit = state_bit(dl_code_read(dl_table_cell(n->countries, i, n->country_code)));
    n->states[bit / 64] |= DL_SET(bit % 64);
  }
}

static int columns(dl_namer *n, dl_status *status) {
  const dl_wanted all[] = {{n->countries, "code", &n->country_code},
                           {n->countries, "kind", &n->country_kind},
                           {n->countries, "name", &n->country_name},
                           {n->people, "code", &n->person_code},
                           {n->people, "country", &n->person_country},
                           {n->people, "from", &n->person_from},
                           {n->people, "to", &n->person_to},
                           {n->people, "name", &n->person_name},
                           {n->people, "office", &n->person_office},
                           {n->organizations, "code", &n->organization_code},
                           {n->organizations, "kind", &n->organization_kind},
                           {n->organizations, "name", &n->organization_name},
                           {n->agents, "sector", &n->agent_sector},
                           {n->agents, "kind", &n->agent_kind},
                           {n->pronouns, "class", &n->pronoun_class},
                           {n->additions, "from", &n->addition_from},
                           {n->additions, "to", &n->addition_to},
                           {n->additions, "kind", &n->addition_kind},
                           {n->additions, "name", &n->addition_name},
                           {n->genders, "gender", &n->gender},
                           {n->genders, "kind", &n->gender_kind}};
  return dl_columns_find(all, sizeof all / sizeof *all, status);
}

int dl_namer_new(const dl_model *model, dl_namer **out, dl_status *status) {
  *out = NULL;
  dl_namer *n = calloc(1, sizeof *n);
  if (!n) return dl_fail(status, DL_EMEMORY, "out of memory");
  n->countries = dl_model_table(model, "actors/countries");
  n->people = dl_model_table(model, "actors/people");
  n->organizations = dl_model_table(model, "actors/organizations");
  n->agents = dl_model_table(model, "actors/agents");
  n->pronouns = dl_model_table(model, "actors/pronouns");
  n->additions = dl_model_table(model, "actors/additions");
  n->others = dl_model_table(model, "actors/others");
  n->genders = dl_model_table(model, "actors/genders");
  n->outlets = dl_model_table(model, "actors/outlets");
  int code = columns(n, status);
  if (code == DL_OK) code = dl_gazetteer_open(model, &n->gazetteer, status);
  if (code == DL_OK) code = dl_learned_read(&n->whom, model, "coref", status);
  if (code != DL_OK) {
    dl_namer_free(n);
    return code;
  }
  list_states(n);
  *out = n;
  return DL_OK;
}

void dl_namer_free(dl_namer *namer) {
  if (!namer) return;
  dl_learned_free(&namer->whom);
  free(namer);
}

void dl_namer_explains(dl_namer *namer) {
  namer->explains = true;
}

uint64_t dl_noun_classes_in(const dl_table *nouns, int column, const char *word) {
  uint32_t row, count = nouns ? dl_table_find(nouns, word, &row) : 0;
  uint64_t all = 0;
  for (uint32_t i = 0; i < count; i++) {
    uint32_t class = dl_table_code(nouns, row + i, column); /* from 1 on */
    if (class > 0 && class <= DL_NOUN_COUNT) all |= DL_SET(class - 1);
  }
  return all;
}

uint64_t dl_noun_classes(const dl_namer *n, const char *word) {
  return dl_noun_classes_in(n->pronouns, n->pronoun_class, word);
}

bool dl_text_is_noun(const dl_namer *n, const char *text, uint64_t set) {
  char key[64];
  size_t size = strlen(text);
  if (size >= sizeof key) return false;
  dl_copy_small(key, text, size);
  return dl_noun_is(n, key, set);
}

/* ---- codes ---- */

dl_code dl_code_country(const dl_names *work, dl_code code) {
  const dl_code uno = DL_CODE('U', 'N', 'O'), eur = DL_CODE('E', 'U', 'R');
  dl_code first = dl_code_first(code), second = dl_code_second(code);
  if (first == DL_CODE_IGO && (second == uno || second == eur)) return second;
  unsigned bit = state_bit(code);
  return first && (dl_is_body(first) || dl_in(bit % 64, work->namer->states[bit / 64])) ? first : 0;
}

dl_code dl_code_sector(const dl_names *work, dl_code code) {
  if (!dl_code_is_bare(code)) return dl_code_second(code);
  return dl_code_country(work, code) ? DL_CODE_GOV : code; /* a role of no country is its sector alone */
}

dl_code dl_agent_sector(const dl_namer *n, uint32_t row) {
  return dl_code_read(dl_table_cell(n->agents, row, n->agent_sector));
}

dl_code dl_person_code(const dl_namer *n, uint32_t row) {
  return dl_code_read(dl_table_cell(n->people, row, n->person_code));
}

dl_code dl_person_country(const dl_namer *n, uint32_t row) {
  return dl_code_read(dl_table_cell(n->people, row, n->person_country));
}

bool dl_leads_state(const char *office) {
  return strcmp(office, "de facto leader") == 0;
}

int dl_term_of(const char *from, const char *to, const char *day) {
  if (!*day) return 0;
  return *from && strcmp(from, day) > 0 ? -1 : *to && strcmp(to, day) < 0;
}
