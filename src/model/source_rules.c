#include "model/source_rules.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A rule at work on one cell. */
typedef struct site {
  dl_source_checking *work;
  const dl_source_table *table;
  const dl_source_row *row;
  int column;
  const char *rest; /* what stands behind the rule's word, "" for nothing */
} site;

static const char *file_of(const site *s) {
  return s->row->file ? s->row->file : s->table->path;
}

static void fault(const site *s, const char *what, const char *word, size_t size) {
  dl_fault(s->work->faults, file_of(s), s->row->line, "%s: %s '%.*s'", s->table->columns[s->column], what, (int)size,
           word);
}

/* ---- looking up in what is new and what is there ---- */

/* Has `name` a row with this key whose column `also` (NULL: none is asked for) is `value`? */
static bool has_row(const dl_source_checking *c, const char *name, const char *key, const char *also,
                    const char *value) {
  const dl_source_table *table = dl_source_find(c->tables, name);
  int column = table && also ? dl_source_column(table, also) : -1;
  for (uint32_t i = 0; table && i < table->row_count; i++)
    if (strcmp(table->rows[i].cells[0], key) == 0 &&
        (!also || (column >= 0 && strcmp(table->rows[i].cells[column], value) == 0)))
      return true;
  const dl_table *base = c->base ? dl_model_table(c->base, name) : NULL;
  uint32_t first, count = base ? dl_table_find(base, key, &first) : 0;
  column = base && also ? dl_table_column(base, also) : -1;
  for (uint32_t i = 0; i < count; i++)
    if (!also || (column >= 0 && strcmp(dl_table_cell(base, first + i, column), value) == 0)) return true;
  return false;
}

static void add_class(dl_source_checking *c, const char *name) {
  for (uint32_t i = 0; i < c->class_count; i++)
    if (strcmp(c->classes[i], name) == 0) return;
  *DL_PUSH(c->arena, c->classes, c->class_count, c->class_capacity) = name;
}

void dl_source_classes(dl_source_checking *c) {
  static const char *const found[] = {"party",     "politician", "country", "place",       "person",
                                      "org",       "name",       "number",  "money",       "verb",
                                      "mandative", "negated",    "future",  "hypothetical"}; /* by analysis */
  for (size_t i = 0; i < sizeof found / sizeof *found; i++) add_class(c, found[i]);
  const dl_source_table *table = dl_source_find(c->tables, "lexicon/classes");
  for (uint32_t i = 0; table && table->column_count > 1 && i < table->row_count; i++)
    add_class(c, table->rows[i].cells[1]);
  const dl_table *base = c->base ? dl_model_table(c->base, "lexicon/classes") : NULL;
  for (uint32_t i = 0; base && i < dl_table_rows(base); i++) add_class(c, dl_table_cell(base, i, 1));
}

/* ---- one cell ---- */

static bool is_number(const char *cell) {
  char *end = NULL;
  strtod(cell, &end);
  return end != cell && *end == '\0';
}

static bool is_date(const char *cell) {
  const char *shape = "dddd-dd-dd"; /* or its first part: a year, a month */
  size_t n = strlen(cell);
  if (n != 4 && n != 7 && n != 10) return false;
  for (size_t i = 0; i < n; i++)
    if (shape[i] == 'd' ? cell[i] < '0' || cell[i] > '9' : cell[i] != '-') return false;
  return true;
}

static bool is_lower(const char *cell) {
  for (; *cell; cell++)
    if (*cell >= 'A' && *cell <= 'Z') return false;
  return true;
}

/* "nsubj", "obl:on", "poss=": one step of a slot (data/lexicon/FORMAT.md). */
static bool is_step(const char *word, size_t n) {
  if (n > 0 && word[n - 1] == '=') n--;
  if (n > 4 && strncmp(word, "obl:", 4) == 0) return strspn(word + 4, "abcdefghijklmnopqrstuvwxyz_") >= n - 4;
  if (n > 5 && strncmp(word, "nmod:", 5) == 0) return strspn(word + 5, "abcdefghijklmnopqrstuvwxyz_") >= n - 5;
  return dl_cell_lists(
      "nsubj obj iobj poss amod appos xcomp ccomp csubj advcl acl advmod cop gov addressee speaker in clause", word, n);
}

static void check_slots(const site *s, const char *cell, size_t size) {
  if (size == 0 || (size == 1 && cell[0] == '-')) return;
  for (const char *at = cell, *end = cell + size;; at++) {
    size_t n = 0;
    while (at + n < end && !strchr("|+>", at[n])) n++;
    if (!is_step(at, n)) fault(s, "no slot", at, n);
    at += n;
    if (at == end) return;
  }
}

static bool is_class(const dl_source_checking *c, const char *name, size_t n) {
  if (name[0] == '~' || strncmp(name, "event:", 6) == 0) return true;
  for (uint32_t i = 0; i < c->class_count; i++)
    if (strlen(c->classes[i]) == n && strncmp(c->classes[i], name, n) == 0) return true;
  return false;
}

static void check_test(const site *s, const char *cell) {
  for (const char *at = cell; *at;) {
    size_t part = strcspn(at, ","), slot = at[0] == '!' ? 1 : 0;
    if (part > DL_LONGEST_CONDITION) fault(s, "a condition is too long:", at, 40);
    const char *start = at + slot;
    size_t n = 0;
    while (slot + n < part && start[n] != '=' && start[n] != '!') n++;
    check_slots(s, start, n);
    const char *name = start + n, *end = at + part;
    while (name < end && (*name == '!' || *name == '=')) name++;
    while (name < end) {
      n = 0;
      while (name + n < end && name[n] != '|') n++;
      if (n > 0 && !is_class(s->work, name, n)) fault(s, "no class in lexicon/classes", name, n);
      name += n + (name + n < end);
    }
    at += part + (at[part] == ',');
  }
}

/* Words joined by commas; "negated-as:REJECT" is one with a value behind it, listed as "negated-as:". */
static void check_flags(const site *s, const char *cell) {
  for (const char *at = cell; *at;) {
    size_t n = strcspn(at, ","), colon = strcspn(at, ":");
    if (n > 0 && !dl_cell_lists(s->rest, at, colon < n ? colon + 1 : n)) fault(s, "no flag", at, n);
    at += n + (at[n] == ',');
  }
}

/* ---- the rules ---- */

static void check_required(const site *s, const char *cell) {
  if (!cell[0]) fault(s, "a value is needed, not", "", 0);
}

static void check_number(const site *s, const char *cell) {
  if (cell[0] && !is_number(cell)) fault(s, "not a number:", cell, strlen(cell));
}

static void check_hex(const site *s, const char *cell) {
  if (cell[0] && cell[strspn(cell, "0123456789ABCDEF")]) fault(s, "not in hexadecimal:", cell, strlen(cell));
}

static void check_date(const site *s, const char *cell) {
  if (cell[0] && !is_date(cell)) fault(s, "not a date YYYY, YYYY-MM or YYYY-MM-DD:", cell, strlen(cell));
}

static void check_lower(const site *s, const char *cell) {
  if (!is_lower(cell)) fault(s, "not in lower case:", cell, strlen(cell));
}

static void check_code(const site *s, const char *cell) {
  size_t n = strlen(cell);
  if ((n > 0 && n < 3) || cell[strspn(cell, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")])
    fault(s, "no code of three or more capitals:", cell, n);
}

static void check_one_of(const site *s, const char *cell) {
  if (cell[0] && !dl_cell_lists(s->rest, cell, strlen(cell)))
    dl_fault(s->work->faults, file_of(s), s->row->line, "%s: '%s' is none of: %s", s->table->columns[s->column], cell,
             s->rest);
}

static void check_some_of(const site *s, const char *cell) {
  for (const char *at = cell; *at; at += *at == '|') {
    size_t n = strcspn(at, "|");
    if (!dl_cell_lists(s->rest, at, n))
      dl_fault(s->work->faults, file_of(s), s->row->line, "%s: '%.*s' is none of: %s", s->table->columns[s->column],
               (int)n, at, s->rest);
    at += n;
  }
}

static void check_in(const site *s, const char *cell) {
  if (cell[0] && !has_row(s->work, s->rest, cell, NULL, NULL))
    dl_fault(s->work->faults, file_of(s), s->row->line, "%s: '%s' is no key of %s", s->table->columns[s->column], cell,
             s->rest);
}

static void check_slots_of(const site *s, const char *cell) {
  check_slots(s, cell, strlen(cell));
}

/* A row of acts needs a code, unless it is a veto. */
static void check_act(const site *s, const char *cell) {
  int flags = dl_source_column(s->table, "flags");
  if (flags >= 0 && !cell[0] && !strstr(s->row->cells[flags], "veto"))
    fault(s, "an act needs a code, or the flag veto, not", "", 0);
}

/* A mode of the category that stands in the column `rest`. */
static void check_mode(const site *s, const char *cell) {
  int at = dl_source_column(s->table, s->rest);
  const char *category = at >= 0 ? s->row->cells[at] : "";
  bool known = has_row(s->work, "lexicon/plover", category, NULL, NULL); /* else the rule of its column says so */
  if (known && !has_row(s->work, "lexicon/plover", category, "mode", cell))
    dl_fault(s->work->faults, file_of(s), s->row->line, "mode: %s has no mode '%s'", category, cell);
}

/* No two rows of a key with the same cell: the second would never be tried. */
static void check_once(const site *s, const char *cell) {
  const char *both = dl_arena_printf(s->work->arena, "%s\t%s", s->row->cells[0], cell);
  uint32_t *seen = dl_map_put(&s->work->seen, both, strlen(both));
  if (*seen)
    dl_fault(s->work->faults, file_of(s), s->row->line, "'%s' stands in line %u with the same %s", s->row->cells[0],
             *seen, s->table->columns[s->column]);
  *seen = s->row->line;
}

static void check_text(const site *s, const char *cell) {
  (void)s, (void)cell; /* anything */
}

typedef struct rule {
  const char *word;
  void (*check)(const site *s, const char *cell);
} rule;

static const rule rules[] = {{"required", check_required}, {"number", check_number}, {"hex", check_hex},
                             {"date", check_date},         {"lower", check_lower},   {"code", check_code},
                             {"oneof", check_one_of},      {"some", check_some_of},  {"in", check_in},
                             {"slots", check_slots_of},    {"test", check_test},     {"flags", check_flags},
                             {"act", check_act},           {"mode", check_mode},     {"once", check_once},
                             {"text", check_text}};

static const rule *find_rule(const char *text) {
  size_t n = strcspn(text, " ");
  for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
    if (strlen(rules[i].word) == n && strncmp(rules[i].word, text, n) == 0) return &rules[i];
  return NULL;
}

bool dl_source_rule_known(const char *text) {
  return find_rule(text) != NULL;
}

void dl_source_cell(dl_source_checking *work, const dl_source_table *table, const dl_source_row *row, int column,
                    const char *text) {
  const rule *found = find_rule(text);
  const char *rest = strchr(text, ' ');
  if (found) found->check(&(site){work, table, row, column, rest ? rest + 1 : ""}, row->cells[column]);
}
