#include <string.h>

#include "actors/actors.h"
#include "base/fold.h"

enum { KEY = 160 };

dl_code dl_state_code(const dl_names *work, int32_t token) {
  int32_t at = token >= 0 ? work->at[token] : -1;
  if (at < 0 || work->items[at].gone) return 0;
  const dl_found *f = &work->items[at];
  if (f->kind == DL_FOUND_PERSON && dl_sector_in(dl_code_rest(f->code), DL_BANDS))
    return f->code; /* "Haftar's negotiators" */
  dl_code first = dl_code_first(f->code);
  if (f->kind == DL_FOUND_PERSON && dl_code_rest(f->code) && !dl_sector_in(first, DL_SECTOR(IGO)))
    return first;                                                           /* "the Bush administration" */
  for (uint32_t i = f->first; f->kind == DL_FOUND_PLACE && i < f->end; i++) /* "the Syrian Golan Heights" */
    if (work->at[i] >= 0 && work->at[i] != at && work->items[work->at[i]].kind <= DL_FOUND_CAPITAL)
      return work->items[work->at[i]].code;
  if (f->kind == DL_FOUND_PLACE) return 0;
  return f->kind == DL_FOUND_PERSON || f->kind == DL_FOUND_ROLE ? 0 : f->code;
}

/* Does the name only modify a participle that leaves the noun another's: "US-backed", "Russian-made", but not
 * "Kurdish-led"? */
bool dl_is_loose(const dl_names *work, uint32_t token) {
  const dl_document *doc = work->doc;
  int32_t head = doc->tokens[token].head;
  if (head < 0 || doc->tokens[head].xpos != DL_TAG_VBN || doc->tokens[head].rel != DL_REL_AMOD ||
      head < (int32_t)token || head > (int32_t)token + 2)
    return false;
  return !dl_noun_is(work->namer, doc->tokens[head].lower, DL_NOUNS(BOUND));
}

static bool is_where(const dl_document *doc, int32_t noun) {
  return doc->tokens[noun].rel == DL_REL_NMOD && dl_case_is(doc, (uint32_t)noun, "in|near|of|outside|at");
}

/* The state that a noun's modifiers name: "inhabitants of the Syrian Golan", "workers at Iran's ports". */
dl_code dl_state_inside(const dl_names *work, uint32_t noun) {
  const dl_document *doc = work->doc;
  dl_code code = 0;
  for (int32_t c = dl_first(doc, (int32_t)noun); c >= 0 && c < (int32_t)noun && !code; c = dl_sibling(doc, c)) {
    bool modifies = dl_in(doc->tokens[c].rel, DL_RELS(AMOD, COMPOUND, NMOD));
    if (modifies && !dl_is_loose(work, (uint32_t)c)) code = dl_state_code(work, c);
  }
  for (int32_t c = dl_first(doc, (int32_t)noun); c >= 0 && !code; c = dl_sibling(doc, c))
    if (c > (int32_t)noun && is_where(doc, c)) code = dl_state_code(work, c); /* "detainees at a jail near Damascus" */
  return code;
}

/* The state whose government publishes the text ("UK Government"), or its office ("CENTCOM"). */
dl_code dl_publisher(const dl_namer *namer, const dl_document *doc) {
  const char *source = dl_utf8_fold(doc->arena, doc->source, strlen(doc->source));
  char key[KEY];
  uint32_t row;
  for (; *source; source += strcspn(source, " "), source += *source == ' ') {
    size_t n = strcspn(source, " ");
    if (n == 0 || n >= sizeof key) continue;
    memcpy(key, source, n);
    key[n] = '\0';
    if (namer->countries && dl_table_find(namer->countries, key, &row))
      return dl_code_read(dl_table_cell(namer->countries, row, namer->country_code));
    if (!namer->organizations || !dl_table_find(namer->organizations, key, &row)) continue;
    dl_code code = dl_code_read(dl_table_cell(namer->organizations, row, namer->organization_code));
    if (dl_sector_in(dl_code_rest(code), DL_SECTOR(MIL) | DL_SECTOR(GOV))) return dl_code_first(code);
  }
  return 0;
}
