/* Names by their words: what a name or a role noun may mean is looked up, and only then compared. */
#include <string.h>

#include "base/chars.h"
#include "names/names.h"

enum {
  KEY = 200,
  LETTERS = 12,
  CHOICES = 5
}; /* bytes of a key, of longer names the first; letters of an acronym; small words of a name whose initials may stand
      in it */

/* Keys of names are in lower case: two names that dl_same_text takes for one have one key. */
static size_t fold(const char *name, size_t size, char key[KEY]) {
  if (size > KEY) size = KEY;
  for (size_t i = 0; i < size; i++) key[i] = dl_to_small(name[i]);
  return size;
}

void dl_chain_add(dl_chains *chains, dl_arena *arena, const char *name, size_t size, uint32_t item) {
  char key[KEY];
  chains->heads.arena = arena;
  uint32_t *head = dl_map_put(&chains->heads, key, fold(name, size, key)), *link = head;
  dl_link_of *made = DL_PUSH(arena, chains->links, chains->count, chains->capacity);
  for (uint32_t steps = 0; *link && chains->links[*link - 1].item > item && steps < DL_FAR; steps++)
    link = &chains->links[*link - 1].next;              /* the latest item first */
  if (*link && chains->links[*link - 1].item == item) { /* known by that word already */
    chains->count--;
    return;
  }
  *made = (dl_link_of){item, *link};
  *link = chains->count;
}

const dl_link_of *dl_chain_first(const dl_chains *chains, const char *name, size_t size) {
  char key[KEY];
  uint32_t head = dl_map_get(&chains->heads, key, fold(name, size, key));
  return head ? &chains->links[head - 1] : NULL;
}

const dl_link_of *dl_chain_next(const dl_chains *chains, const dl_link_of *link) {
  return link->next ? &chains->links[link->next - 1] : NULL;
}

/* The key of a common noun: its lemma, in lower case, and its number. */
static uint32_t *noun_slot(dl_names *work, uint32_t token) {
  const dl_token *t = &work->doc->tokens[token];
  char key[KEY + 1];
  size_t size = fold(t->lemma, strlen(t->lemma), key);
  key[size++] = dl_is_plural(t) ? 's' : '1';
  work->nouns.arena = work->doc->arena;
  return dl_map_put(&work->nouns, key, size);
}

uint32_t dl_noun_last(dl_names *work, uint32_t token) {
  return *noun_slot(work, token);
}

void dl_mention_made(dl_names *work, uint32_t mention) {
  const dl_document *doc = work->doc;
  const dl_mention *m = &doc->mentions[mention];
  dl_made *made = DL_PUSH(doc->arena, work->made, work->made_count, work->made_capacity);
  *made = (dl_made){.item = -1};
  if (m->form != DL_NOM) return;
  uint32_t *last = noun_slot(work, m->head);
  made->noun_before = *last;
  *last = mention + 1;
  work->forms.arena = doc->arena;
  *dl_map_put(&work->forms, doc->tokens[m->head].lower, strlen(doc->tokens[m->head].lower)) = mention + 1;
}

/* Initials of the words of a name: of capital words all, of small ones ("of") any. */
static void each_initials(const char *name, void (*tell)(void *, const char *, size_t), void *context) {
  char letters[LETTERS];
  uint32_t small[CHOICES], count = 0, choices = 0;
  for (const char *at = name; *at; at = strchr(at, ' ') ? strchr(at, ' ') + 1 : at + strlen(at)) {
    bool lower = dl_is_small(*at);
    if ((!lower && (*at < 'A' || *at > 'Z')) || (lower && choices == CHOICES)) continue;
    if (count == LETTERS) return;
    if (lower) small[choices++] = count;
    letters[count++] = *at;
  }
  for (uint32_t chosen = 0; chosen < 1u << choices; chosen++) {
    char out[LETTERS];
    uint32_t size = 0;
    for (uint32_t i = 0, k = 0; i < count; i++) {
      bool choice = k < choices && small[k] == i;
      if (!choice || chosen >> k & 1u) out[size++] = letters[i];
      k += choice;
    }
    if (size > 1) tell(context, out, size);
  }
}

void dl_each_short(const char *name, void (*tell)(void *context, const char *word, size_t size), void *context) {
  const char *last = dl_last_word(name);
  if (last == name) return;
  tell(context, last, strlen(last));
  tell(context, name, strcspn(name, " "));
  each_initials(name, tell, context);
}
