#include "entities/entities.h"

#include "entities/work.h"

static void find_entities(const dl_namer *namer, dl_document *doc, dl_whom_fn *each, void *context) {
  dl_names work = {.namer = namer, .doc = doc};
  work.of_row.arena = doc->arena;
  work.at = dl_arena_alloc(doc->arena, (doc->token_count + 1) * sizeof *work.at);
  doc->mention_at = dl_arena_alloc(doc->arena, (doc->token_count + 1) * sizeof *doc->mention_at);
  for (uint32_t i = 0; i < doc->token_count; i++) work.at[i] = doc->mention_at[i] = -1;
  dl_find_names(&work);
  dl_find_roles(&work);
  dl_make_mentions(&work, each, context);
}

void dl_name(const dl_namer *namer, dl_document *doc) {
  find_entities(namer, doc, NULL, NULL);
}

void dl_list_whom(const dl_namer *namer, dl_document *doc, dl_whom_fn *each, void *context) {
  doc->mention_count = doc->entity_count = 0;
  find_entities(namer, doc, each, context);
}

int32_t dl_mention_of(const dl_document *doc, uint32_t token) {
  if (!doc->mention_at) return -1;
  if (doc->mention_at[token] >= 0) return doc->mention_at[token];
  int32_t best = -1;
  uint32_t least = UINT32_MAX;
  const dl_sentence *s = &doc->sentences[doc->tokens[token].sentence];
  uint32_t end = dl_mention_from(doc, dl_sentence_end(s));
  for (uint32_t i = dl_mention_from(doc, s->first); i < end; i++) {
    const dl_mention *m = &doc->mentions[i];
    if (token < m->first_token || token >= m->end_token || m->end_token - m->first_token >= least) continue;
    least = m->end_token - m->first_token;
    best = (int32_t)i;
  }
  return best;
}

/* The last mention before that tells what a pronoun, or a group, stands for; -1: any other mention is its own. */
static int32_t told_before(const dl_document *doc, const dl_mention *m, uint32_t entity) {
  if (m->form != DL_PRO && m->member_count == 0) return -1;
  int32_t before = dl_mention_before(doc, entity, m->head);
  return before >= 0 ? doc->mentions[before].told : -1;
}

/* "the West", "the north": no town's state, whatever towns are called so. */
static bool is_direction(const dl_namer *namer, const char *name) {
  return dl_text_is_noun(namer, name, DL_NOUNS(DIRECTION));
}

static dl_participant participant(const dl_namer *namer, const dl_document *doc, int32_t mention, uint32_t entity) {
  const dl_mention *m = &doc->mentions[mention];
  const dl_entity *e = &doc->entities[entity];
  bool own = m->member_count == 0 && m->code && dl_code_length(m->code) >= dl_code_length(e->code);
  dl_participant p = {.mention = mention, .entity = (int32_t)entity, .span = {m->begin, m->end}};
  int32_t told = told_before(doc, m, entity);
  if (told >= 0) p.span = (dl_span){doc->mentions[told].begin, doc->mentions[told].end};
  p.code = own ? m->code : e->code;
  p.country = e->country;
  p.sector = e->sector;
  bool land = e->type == DL_LOC && e->place && e->place->country && e->place->kind != DL_PLACE_WATER;
  if (!p.code && land && !is_direction(namer, e->name))
    p.code = p.country = e->place->country; /* a town is its state's, a river nobody's */
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
