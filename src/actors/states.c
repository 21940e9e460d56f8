#include <string.h>

#include "actors/actors.h"
#include "base/fold.h"

enum { KEY = 160 };

/* The state of a person's followers: "the Bush administration"; of a band's leader his band: "Haftar's negotiators". */
static dl_code followed(const dl_found *person) {
  dl_code first = dl_code_first(person->code), rest = dl_code_rest(person->code);
  if (dl_sector_in(rest, DL_BANDS)) return person->code;
  return rest && !dl_sector_in(first, DL_SECTOR(IGO)) ? first : 0;
}

/* The state that a place's name names: "the Syrian Golan Heights". */
static dl_code state_in_place(const dl_names *work, const dl_found *place) {
  for (uint32_t i = place->first; i < place->end; i++) {
    int32_t at = work->at[i];
    if (at >= 0 && work->items[at].kind <= DL_FOUND_CAPITAL) return work->items[at].code;
  }
  return 0;
}

dl_code dl_state_code(const dl_names *work, int32_t token) {
  const dl_found *f = dl_found_at(work, token);
  if (!f || f->kind == DL_FOUND_ROLE) return 0;
  if (f->kind == DL_FOUND_PERSON) return followed(f);
  return f->kind == DL_FOUND_PLACE ? state_in_place(work, f) : f->code;
}

/* Does the name only modify a participle that leaves the noun another's: "US-backed", "Russian-made", but not
 * "Kurdish-led"? */
bool dl_is_loose(const dl_names *work, uint32_t token) {
  const dl_document *doc = work->doc;
  int32_t head = doc->tokens[token].head;
  if (head < (int32_t)token || head > (int32_t)token + 2) return false;
  if (doc->tokens[head].xpos != DL_TAG_VBN || doc->tokens[head].rel != DL_REL_AMOD) return false;
  return !dl_noun_is(work->namer, doc->tokens[head].lower, DL_NOUNS(BOUND));
}

/* The state that a noun's modifiers name: "inhabitants of the Syrian Golan", "workers at Iran's ports". */
dl_code dl_state_inside(const dl_names *work, uint32_t noun) {
  const dl_document *doc = work->doc;
  dl_code code = 0;
  const uint64_t rels = DL_RELS(AMOD, COMPOUND, NMOD);
  int32_t c = dl_first_by(doc, (int32_t)noun, rels);
  for (; c >= 0 && c < (int32_t)noun && !code; c = dl_next_by(doc, c, rels))
    if (!dl_is_loose(work, (uint32_t)c)) code = dl_state_code(work, c);
  c = dl_child(doc, noun, DL_REL_NMOD, noun + 1);
  for (; c >= 0 && !code; c = dl_next_by(doc, c, DL_RELS(NMOD))) /* "detainees at a jail near Damascus" */
    if (dl_case_is(doc, (uint32_t)c, "in|near|of|outside|at")) code = dl_state_code(work, c);
  return code;
}

/* The state of an office's word: "CENTCOM"; 0. */
static dl_code state_of_office(const dl_namer *namer, const char *key) {
  uint32_t row;
  if (!namer->organizations || !dl_table_find(namer->organizations, key, &row)) return 0;
  dl_code code = dl_code_read(dl_table_cell(namer->organizations, row, namer->organization_code));
  return dl_sector_in(dl_code_rest(code), DL_SECTOR(MIL) | DL_SECTOR(GOV)) ? dl_code_first(code) : 0;
}

/* The state whose government publishes the text ("UK Government"), or its office ("CENTCOM"). */
dl_code dl_publisher(const dl_namer *namer, const dl_document *doc) {
  const char *source = dl_utf8_fold(doc->arena, doc->source, strlen(doc->source));
  char key[KEY];
  uint32_t row;
  dl_code code = 0;
  for (; *source && !code; source += strcspn(source, " "), source += *source == ' ') {
    size_t n = strcspn(source, " ");
    if (n == 0 || n >= sizeof key) continue;
    memcpy(key, source, n);
    key[n] = '\0';
    if (namer->countries && dl_table_find(namer->countries, key, &row))
      return dl_code_read(dl_table_cell(namer->countries, row, namer->country_code));
    code = state_of_office(namer, key);
  }
  return code;
}
