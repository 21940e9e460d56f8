#include <string.h>
#include <strings.h>

#include "base/chars.h"
#include "base/utf8.h"
#include "names/names.h"

enum { KEY = 160 };

bool dl_name_key(const dl_document *doc, uint32_t first, uint32_t end, bool lemma, char *key, size_t size) {
  size_t used = 0;
  for (uint32_t i = first; i < end; i++) {
    const char *word = doc->tokens[i].lower;
    char folded[KEY];
    if (lemma && i + 1 == end && doc->tokens[i].lemma[0]) {
      word = doc->tokens[i].lemma;
      size_t n = strlen(word);
      if (n >= sizeof folded) return false;
      dl_copy_small(folded, word, n);
      word = folded;
    }
    size_t n = strlen(word);
    if (used + n + 2 > size) return false;
    if (used > 0) key[used++] = ' ';
    memcpy(key + used, word, n);
    used += n;
  }
  key[used] = '\0';
  return used > 0;
}

uint32_t dl_span_head(const dl_document *doc, uint32_t first, uint32_t end) {
  uint32_t head = end;
  for (uint32_t i = first; i < end; i++) {
    int32_t h = doc->tokens[i].head;
    if (h >= (int32_t)first && h < (int32_t)end) continue;
    if (head == end || (doc->tokens[i].rel == DL_REL_NSUBJ && doc->tokens[head].rel != DL_REL_NSUBJ))
      head = i; /* of a name that the parser cut in two, the subject */
  }
  return head == end ? first : head;
}

dl_found dl_found_of(const dl_document *doc, uint32_t first, uint32_t end, dl_found_kind kind) {
  return (dl_found){.first = first,
                    .end = end,
                    .head = dl_span_head(doc, first, end),
                    .kind = (uint8_t)kind,
                    .name = dl_document_slice(doc, doc->tokens[first].begin, doc->tokens[end - 1].end),
                    .key = "",
                    .origin = "",
                    .full = "",
                    .office = "",
                    .row_name = "",
                    .title = -1,
                    .mention = -1,
                    .bearer = -1};
}

dl_found *dl_found_add(dl_names *work, uint32_t first, uint32_t end, dl_found_kind kind) {
  dl_found *f = DL_PUSH(work->doc->arena, work->items, work->count, work->capacity);
  *f = dl_found_of(work->doc, first, end, kind);
  return f;
}

const char *dl_row_origin(dl_document *doc, const dl_table *table, uint32_t row) {
  return dl_arena_printf(doc->arena, "%s:%u", dl_table_row_file(table, row), dl_table_line(table, row));
}

bool dl_starts_upper(const dl_token *t) {
  uint32_t cp;
  dl_utf8_decode(t->form, t->form + strlen(t->form), &cp);
  return dl_utf8_is_upper(cp);
}

bool dl_all_upper(const dl_document *doc, uint32_t first, uint32_t end) {
  while (first < end && dl_starts_upper(&doc->tokens[first])) first++;
  return first >= end;
}

dl_found *dl_known_from(const dl_names *work, uint32_t from, uint32_t end) {
  while (from < work->from_tables && work->items[from].gone) from++;
  return from < work->from_tables && work->items[from].first < end ? &work->items[from] : NULL;
}

dl_found *dl_known_behind(const dl_names *work, const dl_found *found, uint32_t end) {
  return dl_known_from(work, (uint32_t)(found - work->items) + 1, end);
}

bool dl_same_text(const char *a, const char *b) {
  for (; *a && *b; a++, b++) {
    char x = dl_to_small(*a), y = dl_to_small(*b);
    if (x != y) return false;
  }
  return *a == *b;
}

/* The last word of a name. */
const char *dl_last_word(const char *name) {
  const char *space = strrchr(name, ' ');
  return space ? space + 1 : name;
}

/* Are these the initials of a name's words ("IAEA")? Small words count where there are three letters or more and
 * nothing else ("ISF" of "Iraqi security forces"). */
static bool are_initials(const char *letters, const char *name) {
  const char *s = letters;
  bool all = dl_is_acronym(letters);
  for (const char *at = name; *at; at += strcspn(at, " "), at += *at == ' ') {
    bool small = dl_is_small(*at);
    if (small && all && dl_to_small(*s) == *at && *s != *at) s++;
    if (!dl_is_upper(*at)) continue; /* "of", "the" */
    if (*s != *at) return false;
    s++;
  }
  return *s == '\0' && s - letters >= 2;
}

/* Does `shorter` stand for `name`: its last word, or the initials of its words? */
bool dl_is_short_for(const char *shorter, const char *name) {
  if (!strchr(name, ' ')) return false;
  if (!strchr(shorter, ' ') && dl_same_text(shorter, dl_last_word(name))) return true;
  size_t first = strcspn(name, " "); /* a family name may stand first: "Park" of "Park Jin" */
  if (strlen(shorter) == first && strncmp(shorter, name, first) == 0 && dl_is_small(shorter[1])) return true;
  return are_initials(shorter, name);
}

bool dl_name_has(const char *name, const char *word, size_t size) {
  for (; *name; name += strcspn(name, " "), name += *name == ' ')
    if (strcspn(name, " ") == size && strncasecmp(name, word, size) == 0) return true;
  return false;
}

bool dl_is_plural(const dl_token *t) {
  return (t->features & DL_PLURAL) || dl_in(t->xpos, DL_TAGS(NNS, NNPS));
}

bool dl_is_acronym(const char *name) {
  size_t n = strlen(name);
  for (const char *c = name; *c; c++)
    if (*c < 'A' || *c > 'Z') return false;
  return n >= 3;
}
