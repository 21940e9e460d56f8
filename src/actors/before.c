/* What the text told before a role noun, kept as it is read: the roles with their codes, the armed groups, the
 * surnames, and how often it names each state. */
#include <stdlib.h>
#include <string.h>

#include "actors/actors.h"

enum { KEY = 160, SAME = 64 }; /* bytes of a key; bearers of a surname that are looked at for one with a code */

typedef struct by_head {
  uint32_t head, item;
} by_head;

/* A state that the text names, in the order in which it first does. */
typedef struct dl_state {
  dl_code code;
  uint32_t count;
} dl_state;

struct dl_told_before {
  by_head *order;       /* roles and organisations, in text order */
  uint32_t count, next; /* those before `next` are told */
  dl_map exact, nouns;  /* the last role told with a code of its own, by its key and number, by its last word and
                             number: its item, from 1 */
  int32_t forces[2];    /* the last told armed force of a state, and the last one by another noun; -1 */
  dl_code rebels;       /* country and sector of the rebels' code, 0 where none are told */
  bool several;         /* rebels of several codes are told */
  dl_state *states;
  uint32_t state_count, state_capacity;
  dl_map people;                /* what codes begin with: how often a state with its persons and bodies is named */
  dl_map state_of, group_of;    /* a state's number, a surname's group; from 1 */
  uint32_t *group_from, *group; /* persons with the surname n: group[group_from[n] .. group_from[n + 1]), in the order
                                   in which they were found */
};

static int in_text_order(const void *a, const void *b) {
  const by_head *x = a, *y = b;
  if (x->head != y->head) return x->head < y->head ? -1 : 1;
  return (x->item > y->item) - (x->item < y->item);
}

/* ---- states ---- */

static void count_states(const dl_names *work, dl_told_before *told) {
  dl_document *doc = work->doc;
  for (uint32_t i = 0; i < work->count; i++) {
    const dl_found *f = &work->items[i];
    bool told_there = doc->tokens[f->first].begin >= doc->dateline.end;
    if (!f->gone && f->kind != DL_FOUND_ROLE && told_there) ++*dl_map_put_number(&told->people, dl_code_first(f->code));
    if (f->gone || f->kind > DL_FOUND_CAPITAL) continue;
    uint32_t *at = dl_map_put_number(&told->state_of, f->code);
    if (!*at) {
      *DL_PUSH(doc->arena, told->states, told->state_count, told->state_capacity) = (dl_state){.code = f->code};
      *at = told->state_count;
    }
    told->states[*at - 1].count += told_there;
  }
}

uint32_t dl_times_named(const dl_names *work, dl_code state) {
  uint32_t at = dl_map_get_number(&work->told->state_of, state);
  return at ? work->told->states[at - 1].count : 0;
}

uint32_t dl_times_meant(const dl_names *work, dl_code state, bool people) {
  return people ? dl_map_get_number(&work->told->people, dl_code_first(state)) : dl_times_named(work, state);
}

dl_code dl_most_named(const dl_names *work, dl_code own, bool people, uint32_t *most, uint32_t *next) {
  dl_code best = 0;
  *most = *next = 0;
  for (uint32_t i = 0; i < work->told->state_count; i++) {
    dl_code code = work->told->states[i].code;
    if (!dl_code_is_bare(code) || code == own) continue;
    uint32_t count = dl_times_meant(work, code, people), less = count > *most ? *most : count;
    if (less > *next) *next = less;
    if (count <= *most) continue;
    best = code;
    *most = count;
  }
  return best;
}

/* ---- surnames ---- */

static void group_surnames(const dl_names *work, dl_told_before *told) {
  uint32_t groups = 0, persons = 0;
  for (int pass = 0; pass < 2; pass++) {
    for (uint32_t i = 0; i < work->count; i++) {
      if (work->items[i].kind != DL_FOUND_PERSON) continue;
      const char *name = dl_last_word(work->items[i].name);
      uint32_t *at = dl_map_put(&told->group_of, name, strlen(name));
      if (!*at) *at = ++groups;
      if (pass == 1)
        told->group[told->group_from[*at]++] = i;
      else
        persons++;
    }
    if (pass == 1) break;
    told->group_from = dl_arena_alloc(work->doc->arena, (groups + 2) * sizeof *told->group_from);
    told->group = dl_arena_alloc(work->doc->arena, (persons + 1) * sizeof *told->group);
    for (uint32_t i = 0; i < work->count; i++) {
      const char *name = dl_last_word(work->items[i].name);
      if (work->items[i].kind == DL_FOUND_PERSON)
        told->group_from[dl_map_get(&told->group_of, name, strlen(name)) + 1]++;
    }
    for (uint32_t g = 1; g <= groups; g++) told->group_from[g + 1] += told->group_from[g];
  }
  memmove(told->group_from + 1, told->group_from,
          groups * sizeof *told->group_from); /* each stands at its end: the start of the next */
}

/* Of the items from .. end, all before or all behind the boundary between tables and labels and so in text order: the
 * code of the last one before `head`. */
static dl_code last_code(const dl_names *work, const uint32_t *items, uint32_t count, uint32_t head) {
  uint32_t low = 0, high = count;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (work->items[items[middle]].head < head)
      low = middle + 1;
    else
      high = middle;
  }
  for (uint32_t i = low; i-- > 0 && low - i <= SAME;)
    if (work->items[items[i]].code) return work->items[items[i]].code;
  return 0;
}

dl_code dl_code_of_surname(const dl_names *work, const char *name, uint32_t head) {
  const dl_told_before *told = work->told;
  uint32_t g = dl_map_get(&told->group_of, name, strlen(name)), tables = 0;
  if (!g) return 0;
  const uint32_t *items = told->group + told->group_from[g];
  uint32_t count = told->group_from[g + 1] - told->group_from[g], high = count;
  while (tables < high) { /* labelled names were found behind those of the tables, and go first */
    uint32_t middle = tables + (high - tables) / 2;
    if (items[middle] < work->from_tables)
      tables = middle + 1;
    else
      high = middle;
  }
  dl_code code = last_code(work, items + tables, count - tables, head);
  return code ? code : last_code(work, items, tables, head);
}

/* ---- roles and armed groups ---- */

static uint32_t *slot(dl_map *index, const dl_names *work, const dl_found *f, const char *word) {
  char key[KEY + 1];
  size_t size = strnlen(word, KEY);
  memcpy(key, word, size);
  key[size++] = work->doc->tokens[f->head].xpos == DL_TAG_NNS ? 's' : '1';
  return dl_map_put(index, key, size);
}

static void tell_role(const dl_names *work, dl_told_before *told, uint32_t item) {
  const dl_found *f = &work->items[item];
  if (f->code == f->sector || !dl_code_rest(f->code)) return;
  uint32_t *places[] = {slot(&told->exact, work, f, f->key), slot(&told->nouns, work, f, dl_last_word(f->key))};
  for (int i = 0; i < 2; i++)
    if (!*places[i] || work->items[*places[i] - 1].head < f->head) *places[i] = item + 1;
  if (!dl_sector_in(f->sector, DL_SECTOR(MIL))) return;
  bool same = told->forces[0] >= 0 && !strcmp(dl_last_word(work->items[told->forces[0]].key), dl_last_word(f->key));
  if (!same) told->forces[1] = told->forces[0];
  told->forces[0] = (int32_t)item;
}

static void tell_rebels(dl_told_before *told, const dl_found *f) {
  dl_code sector = dl_code_second(f->code), code = dl_code_join(dl_code_first(f->code), sector);
  if (f->gone || !dl_sector_in(sector, DL_SECTOR(REB))) return;
  if (told->rebels && told->rebels != code)
    told->several = true;
  else
    told->rebels = code;
}

/* Tells what stands before a token. By then its code is settled. */
static void tell_until(const dl_names *work, uint32_t token) {
  dl_told_before *told = work->told;
  for (; told->next < told->count && told->order[told->next].head < token; told->next++) {
    const dl_found *f = &work->items[told->order[told->next].item];
    if (f->kind == DL_FOUND_ROLE) tell_role(work, told, told->order[told->next].item);
    tell_rebels(told, f);
  }
}

dl_code dl_code_before(const dl_names *work, const dl_found *role) {
  const dl_document *doc = work->doc;
  dl_told_before *told = work->told;
  tell_until(work, role->head);
  uint32_t exact = *slot(&told->exact, work, role, role->key),
           noun = *slot(&told->nouns, work, role, dl_last_word(role->key));
  if (exact) return work->items[exact - 1].code;
  const dl_found *best = noun ? &work->items[noun - 1] : NULL;
  bool plural = doc->tokens[role->head].xpos == DL_TAG_NNS,
       definite = role->first > 0 && doc->tokens[role->first - 1].word == DL_WORD_THE;
  bool army = definite && (!plural || role->weak) &&
              dl_sector_in(role->sector, DL_SECTOR(MIL)); /* "the Israeli military ... the army" */
  for (int i = 0; army && i < 2; i++) {
    const dl_found *force = told->forces[i] >= 0 ? &work->items[told->forces[i]] : NULL;
    if (!force || !strcmp(dl_last_word(force->key), dl_last_word(role->key))) continue;
    if (!best || force->head > best->head) best = force;
    break;
  }
  return best ? best->code : 0;
}

dl_code dl_rebels_told(const dl_names *work, const dl_found *role) {
  tell_until(work, role->head);
  return work->told->several ? 0 : work->told->rebels;
}

void dl_tell_begin(dl_names *work) {
  dl_arena *arena = work->doc->arena;
  dl_told_before *told = work->told = dl_arena_alloc(arena, sizeof *told);
  told->people.arena = told->exact.arena = told->nouns.arena = told->state_of.arena = told->group_of.arena = arena;
  told->forces[0] = told->forces[1] = -1;
  told->order = dl_arena_take(arena, (work->count + 1) * sizeof *told->order);
  for (uint32_t i = 0; i < work->count; i++)
    if (work->items[i].kind == DL_FOUND_ROLE || work->items[i].kind == DL_FOUND_ORGANIZATION)
      told->order[told->count++] = (by_head){work->items[i].head, i};
  if (told->count > 1) qsort(told->order, told->count, sizeof *told->order, in_text_order);
  count_states(work, told);
  group_surnames(work, told);
}
