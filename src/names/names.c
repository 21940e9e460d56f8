#include "names/names.h"

#include <stdlib.h>
#include <string.h>

#include "names/work.h"

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
                           {n->towns, "country", &n->town_country},
                           {n->towns, "population", &n->town_population},
                           {n->lands, "country", &n->land_country},
                           {n->lands, "feature", &n->land_feature},
                           {n->lands, "population", &n->land_population}};
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
  n->towns = dl_model_table(model, "places/cities");
  n->lands = dl_model_table(model, "places/lands");
  int code = columns(n, status);
  if (code != DL_OK) {
    free(n);
    return code;
  }
  dl_list_states(n);
  *out = n;
  return DL_OK;
}

void dl_namer_free(dl_namer *namer) {
  free(namer);
}

int dl_name(const dl_namer *namer, dl_document *doc, dl_status *status) {
  (void)status;
  dl_names work = {.namer = namer, .doc = doc};
  work.at = dl_arena_alloc(doc->arena, (doc->token_count + 1) * sizeof *work.at);
  doc->mention_at = dl_arena_alloc(doc->arena, (doc->token_count + 1) * sizeof *doc->mention_at);
  for (uint32_t i = 0; i < doc->token_count; i++) work.at[i] = doc->mention_at[i] = -1;
  dl_find_names(&work);
  dl_find_lands(&work);
  dl_find_roles(&work);
  dl_make_mentions(&work);
  return DL_OK;
}

int32_t dl_mention_of(const dl_document *doc, uint32_t token) {
  if (!doc->mention_at) return -1;
  if (doc->mention_at[token] >= 0) return doc->mention_at[token];
  int32_t best = -1;
  const dl_sentence *s = &doc->sentences[doc->tokens[token].sentence];
  for (uint32_t i = dl_mention_from(doc, s->first);
       i < doc->mention_count && doc->mentions[i].head < dl_sentence_end(s); i++) {
    const dl_mention *m = &doc->mentions[i];
    if (token < m->first_token || token >= m->end_token) continue;
    if (best < 0 || m->end_token - m->first_token < doc->mentions[best].end_token - doc->mentions[best].first_token)
      best = (int32_t)i;
  }
  return best;
}

const char *dl_pronoun_class(const dl_namer *n, const char *word) {
  uint32_t row;
  return n->pronouns && dl_table_find(n->pronouns, word, &row) ? dl_table_cell(n->pronouns, row, n->pronoun_class) : "";
}

bool dl_is_pronoun_class(const dl_namer *n, const char *word, const char *name) {
  uint32_t row, count = n->pronouns ? dl_table_find(n->pronouns, word, &row) : 0;
  for (uint32_t i = 0; i < count; i++)
    if (!strcmp(dl_table_cell(n->pronouns, row + i, n->pronoun_class), name)) return true;
  return false;
}

/* "the West", "the north": no town's state, whatever towns are called so. */
static bool is_direction(const dl_namer *namer, const char *name) {
  char key[32];
  size_t n = strlen(name);
  if (n >= sizeof key) return false;
  for (size_t i = 0; i <= n; i++) key[i] = name[i] >= 'A' && name[i] <= 'Z' ? (char)(name[i] + 32) : name[i];
  return strcmp(dl_pronoun_class(namer, key), "direction") == 0;
}

static dl_participant participant(const dl_namer *namer, const dl_document *doc, int32_t mention, uint32_t entity) {
  const dl_mention *m = &doc->mentions[mention];
  const dl_entity *e = &doc->entities[entity];
  bool own = m->member_count == 0 && m->code[0] && strlen(m->code) >= strlen(e->code);
  dl_participant p = {.mention = mention, .entity = (int32_t)entity, .span = {m->begin, m->end}};
  int32_t before = m->form == DL_PRO || m->member_count > 0 ? dl_mention_before(doc, entity, m->head) : -1;
  int32_t told = before >= 0 ? doc->mentions[before].told : -1; /* a pronoun or a group quotes what it stands for */
  if (told >= 0) p.span = (dl_span){doc->mentions[told].begin, doc->mentions[told].end};
  p.code = own ? m->code : e->code;
  p.country = e->country;
  p.sector = e->sector;
  if (!p.code[0] && e->type == DL_LOC && e->place && !is_direction(namer, e->name) && strlen(e->place->country) == 3)
    p.code = p.country = e->place->country; /* a town is its state's */
  return p;
}

bool dl_participant_of(const dl_namer *namer, const dl_document *doc, uint32_t token, dl_participant *out) {
  int32_t at = doc->mention_at ? doc->mention_at[token] : -1;
  if (at < 0) return false;
  *out = participant(namer, doc, at, doc->mentions[at].entity);
  return true;
}

uint32_t dl_participants_of(const dl_namer *namer, dl_document *doc, uint32_t token, dl_participants *out) {
  int32_t at = doc->mention_at ? doc->mention_at[token] : -1;
  if (at < 0) return 0;
  const dl_mention *m = &doc->mentions[at];
  for (uint32_t i = 0; i < m->member_count; i++)
    *DL_PUSH(doc->arena, out->items, out->count, out->capacity) = participant(namer, doc, at, m->members[i]);
  if (m->member_count > 0) return m->member_count;
  dl_participant p;
  if (!dl_participant_of(namer, doc, token, &p)) return 0;
  *DL_PUSH(doc->arena, out->items, out->count, out->capacity) = p;
  return 1;
}
