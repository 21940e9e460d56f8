#include "model/compile.h"

#include <string.h>

#include "base/document.h"
#include "model/kinds.h"

#define TEXT(name, text) text,
static const char *const steps[] = {DL_STEP_LIST(TEXT)}, *const flags[] = {DL_FLAG_LIST(TEXT)},
                         *const classes[] = {DL_CLASS_LIST(TEXT)};

enum { STEPS = sizeof steps / sizeof *steps, LONGEST_PATH = 4 };
_Static_assert(DL_CLASS_COUNT <= 64 && DL_FLAG_COUNT <= DL_FLAGS_ACT_AT, "a bit for each class and flag");
_Static_assert(sizeof(dl_term) == 8, "terms lie in the data file");

/* A part of a cell. */
typedef struct part {
  const char *at, *end;
} part;

static size_t size_of(part p) {
  return (size_t)(p.end - p.at);
}

static bool is(part p, const char *word) {
  return strlen(word) == size_of(p) && memcmp(p.at, word, size_of(p)) == 0;
}

/* Takes the part up to `stop`, and the stop, off the front; false where nothing is left. `more`: a stop was there. */
static bool take(part *from, char stop, part *taken, bool *more) {
  if (!from->at) return false;
  const char *found = memchr(from->at, stop, size_of(*from));
  *taken = (part){from->at, found ? found : from->end};
  from->at = found ? found + 1 : NULL;
  if (more) *more = found != NULL;
  return true;
}

static void fault(dl_compiler *c, const char *what, part p) {
  if (c->fault) c->fault(c->context, what, p.at, size_of(p));
}

static uint32_t text_of(dl_compiler *c, part p) {
  return c->text ? c->text(c->context, p.at, size_of(p)) : 0;
}

static uint32_t add(dl_compiler *c, dl_term term) {
  *DL_PUSH(c->arena, c->terms, c->count, c->capacity) = term;
  return c->count - 1;
}

/* ---- classes ---- */

uint32_t dl_class_of(const char *name, size_t size) {
  part p = {name, name + size};
  uint32_t hash = 2166136261u; /* FNV-1a */
  for (uint32_t i = 0; i < DL_CLASS_COUNT; i++)
    if (is(p, classes[i])) return i;
  for (size_t i = 0; i < size; i++) hash = (hash ^ (unsigned char)name[i]) * 16777619u;
  return hash | 1u << 31;
}

const char *dl_class_name(unsigned class) {
  return class < DL_CLASS_COUNT ? classes[class] : "";
}

static void add_class(dl_compiler *c, part name, bool more) {
  dl_term term = {.what = DL_IS_CLASS, .next = more ? DL_THEN_ELSE : DL_LAST};
  part rest = {name.at + 1, name.end};
  if (size_of(name) > 1 && *name.at == '~') {
    term.what = DL_IS_LEMMA;
    term.text = text_of(c, rest);
    if (memchr(rest.at, ' ', size_of(rest))) fault(c, "one word is asked for, not", name);
  } else if (size_of(name) > 6 && memcmp(name.at, "event:", 6) == 0) {
    char category[16] = "";
    if (size_of(name) - 6 < sizeof category) memcpy(category, name.at + 6, size_of(name) - 6);
    term.what = DL_IS_ACT;
    term.label = (uint16_t)dl_act_label(category);
    if (term.label == DL_NO_ACT || term.label == DL_SPEECH_ACT) fault(c, "no category", name);
  } else {
    bool known = size_of(name) > 0 && (!c->is_class || c->is_class(c->context, name.at, size_of(name)));
    if (!known) fault(c, "no class in lexicon/classes", name);
    term.what = size_of(name) > 0 && *name.at == '@' ? DL_IS_LISTED : DL_IS_CLASS;
    term.text = dl_class_of(name.at, size_of(name));
  }
  add(c, term);
}

/* ---- slots ---- */

static dl_term step_of(dl_compiler *c, part word) {
  for (unsigned i = 0; i < STEPS; i++) {
    size_t n = strlen(steps[i]);
    dl_term term = {.what = (uint8_t)(DL_STEP_NSUBJ + i)};
    if (steps[i][n - 1] != ':' && is(word, steps[i])) {
      term.label = (uint16_t)dl_rel_of(dl_deprel_parse(steps[i]));
      return term;
    }
    if (steps[i][n - 1] != ':' || size_of(word) <= n || memcmp(word.at, steps[i], n) != 0) continue;
    part preposition = {word.at + n, word.end};
    if (c->is_preposition && !c->is_preposition(c->context, preposition.at, size_of(preposition))) break;
    const char *lower = dl_arena_strndup(c->arena, preposition.at, size_of(preposition));
    term.label = (uint16_t)dl_word_of(lower, lower);
    term.text = text_of(c, preposition);
    return term;
  }
  fault(c, "no slot", word);
  return (dl_term){DL_NO_TERM, DL_LAST, 0, 0};
}

/* Steps joined by ">", the last with what comes behind all of them. */
static void add_path(dl_compiler *c, part path, dl_next next) {
  part word, whole = path;
  bool more;
  int count = 0;
  while (take(&path, '>', &word, &more)) {
    dl_term step = step_of(c, word);
    step.next = more ? DL_THEN_INSIDE : next;
    add(c, step);
    if (++count == LONGEST_PATH + 1) fault(c, "too many steps:", whole);
  }
}

static void add_choice(dl_compiler *c, part choice, bool more) {
  uint32_t at = add(c, (dl_term){.what = DL_CHOICE, .next = DL_THEN_INSIDE, .text = text_of(c, choice)});
  part path;
  bool pooled;
  while (take(&choice, '+', &path, &pooled)) {
    bool whole = size_of(path) > 0 && path.end[-1] == '=';
    if (whole) path.end--;
    c->terms[at].label |= (uint16_t)((whole ? DL_WHOLE : 0) | (pooled ? DL_POOLED : 0));
    add_path(c, path, pooled ? DL_THEN_POOL : more ? DL_THEN_ELSE : DL_LAST);
  }
}

static void add_slots(dl_compiler *c, part slots) {
  part choice;
  bool more;
  if (is(slots, "-")) {
    add(c, (dl_term){.what = DL_NO_SLOT});
    return;
  }
  while (take(&slots, '|', &choice, &more)) add_choice(c, choice, more);
}

/* ---- tests ---- */

/* "negated|future": how a clause stands. */
static uint32_t clause_of(dl_compiler *c, part names) {
  static const struct {
    const char *name;
    uint32_t bit;
  } all[] = {{"negated", DL_NEGATED}, {"future", DL_FUTURE}, {"hypothetical", DL_HYPOTHETICAL}};
  uint32_t bits = 0;
  for (part name; take(&names, '|', &name, NULL);) {
    uint32_t before = bits;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) bits |= is(name, all[i].name) ? all[i].bit : 0;
    if (bits == before) fault(c, "a clause is negated, future or hypothetical, each once, not", name);
  }
  return bits;
}

static void add_condition(dl_compiler *c, part text, bool more) {
  while (text.at < text.end && *text.at == ' ') text.at++;
  while (text.end > text.at && text.end[-1] == ' ') text.end--;
  bool denies = text.at < text.end && *text.at == '!';
  part slot = {text.at + denies, text.end}, names = {NULL, text.end};
  const char *equals = memchr(slot.at, '=', size_of(slot));
  if (equals) {
    bool unequal = equals > slot.at && equals[-1] == '!';
    if (denies && unequal) fault(c, "denied twice:", text);
    slot.end = equals - unequal;
    names.at = equals + 1;
    denies |= unequal;
  }
  bool clause = equals && is(slot, "clause");
  uint16_t bits =
      (uint16_t)((denies ? DL_NOT_SO : 0) | (equals && !clause ? DL_ASKS_CLASS : 0) | (clause ? DL_ASKS_CLAUSE : 0));
  add(c, (dl_term){.what = DL_CONDITION,
                   .next = more ? DL_THEN_AND : DL_LAST,
                   .label = bits,
                   .text = clause ? clause_of(c, names) : 0});
  if (clause) return;
  add_slots(c, slot);
  bool another;
  for (part name; take(&names, '|', &name, &another);) add_class(c, name, another);
}

static void add_test(dl_compiler *c, part test) {
  part condition;
  bool more;
  while (take(&test, ',', &condition, &more)) add_condition(c, condition, more);
}

/* ---- flags ---- */

static uint32_t flags_of(dl_compiler *c, part all) {
  static const char as[] = "negated-as:";
  uint32_t found = 0;
  for (part flag; take(&all, ',', &flag, NULL);) {
    uint32_t bits = 0;
    for (uint32_t i = 0; i < DL_FLAG_COUNT; i++) bits |= is(flag, flags[i]) ? 1u << i : 0;
    char category[16] = "";
    size_t n = sizeof as - 1;
    if (size_of(flag) > n && size_of(flag) < n + sizeof category && memcmp(flag.at, as, n) == 0) {
      memcpy(category, flag.at + n, size_of(flag) - n);
      unsigned act = dl_act_label(category);
      bits = act == DL_SPEECH_ACT ? 0 : (uint32_t)act << DL_FLAGS_ACT_AT;
    }
    if (!bits)
      fault(c, "no flag", flag);
    else if (found & bits)
      fault(c, "twice the flag", flag);
    found |= bits;
  }
  return found;
}

/* ---- cells ---- */

uint32_t dl_compile(dl_compiler *c, dl_compiled kind, const char *cell) {
  part all = {cell, cell + strlen(cell)};
  if (!*cell || kind == DL_AS_TEXT) return 0;
  if (kind == DL_AS_FLAGS) return flags_of(c, all);
  if (kind == DL_AS_CLASS) return dl_class_of(cell, size_of(all));
  if (kind >= DL_AS_KIND) return dl_kind_number(kind - DL_AS_KIND, cell);
  if (c->count == 0) add(c, (dl_term){DL_NO_TERM, DL_LAST, 0, 0}); /* 0 is no cell's */
  c->seen[kind].arena = c->arena;
  uint32_t *at = c->text ? dl_map_put(&c->seen[kind], cell, size_of(all)) : NULL; /* each fault is told */
  if (at && *at) return *at;
  uint32_t first = c->count;
  if (at) *at = first;
  if (kind == DL_AS_SLOTS)
    add_slots(c, all);
  else
    add_test(c, all);
  return first;
}

void dl_compile_end(dl_compiler *c) {
  for (int i = 0; c->count > 0 && i < DL_EMPTY_TERMS; i++) add(c, (dl_term){DL_NO_TERM, DL_LAST, 0, 0});
}
