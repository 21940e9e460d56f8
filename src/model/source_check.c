#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/source.h"

/* One check of many tables. */
typedef struct check {
  const dl_source_tables *tables;
  const dl_model *base; /* NULL: the tables are all there is */
  dl_faults *faults;
  const char **classes; /* those in use, each once */
  uint32_t class_count, class_capacity;
  dl_arena *arena;
} check;

/* A rule of data/schema.tsv at work on one row. */
typedef struct site {
  check *work;
  const dl_source_table *table;
  const dl_source_row *row;
  int column;
  const char *rule; /* "required", "number", "oneof a b", "in lexicon/cameo", "date", "lower", "slots", "test", "flags",
                       "act" */
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
static bool has_row(const check *c, const char *name, const char *key, const char *also, const char *value) {
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

static void add_class(check *c, const char *name) {
  for (uint32_t i = 0; i < c->class_count; i++)
    if (strcmp(c->classes[i], name) == 0) return;
  *DL_PUSH(c->arena, c->classes, c->class_count, c->class_capacity) = name;
}

static void gather_classes(check *c) {
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

static bool is_class(const check *c, const char *name, size_t n) {
  if (name[0] == '~' || strncmp(name, "event:", 6) == 0) return true;
  for (uint32_t i = 0; i < c->class_count; i++)
    if (strlen(c->classes[i]) == n && strncmp(c->classes[i], name, n) == 0) return true;
  return false;
}

static void check_test(const site *s, const char *cell) {
  for (const char *at = cell; *at;) {
    size_t part = strcspn(at, ","), slot = at[0] == '!' ? 1 : 0;
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

static void check_flags(const site *s, const char *cell) {
  static const char flags[] =
      "reciprocal statement nested subject-control weak needs-recipient needs-actor needs-object historical future "
      "hypothetical "
      "negated veto low idiom own";
  for (const char *at = cell; *at;) {
    size_t n = strcspn(at, ",");
    if (n > 0 && strncmp(at, "negated-as:", 11) != 0 && !dl_cell_lists(flags, at, n)) fault(s, "no flag", at, n);
    at += n + (at[n] == ',');
  }
}

/* A row of acts as a whole: category and mode fit, and there is a code, unless it is a veto. */
static void check_act(const site *s, const char *cameo) {
  const dl_source_table *t = s->table;
  int category = dl_source_column(t, "category"), mode = dl_source_column(t, "mode"),
      flags = dl_source_column(t, "flags");
  if (category < 0 || mode < 0 || flags < 0) return;
  const char *const *cells = s->row->cells;
  if (!cameo[0] && !strstr(cells[flags], "veto")) fault(s, "an act needs a code, or the flag veto, not", "", 0);
  bool known =
      has_row(s->work, "lexicon/plover", cells[category], NULL, NULL); /* else the rule of its column says so */
  if (known && !has_row(s->work, "lexicon/plover", cells[category], "mode", cells[mode]))
    dl_fault(s->work->faults, file_of(s), s->row->line, "mode: %s has no mode '%s'", cells[category], cells[mode]);
}

static void check_cell(const site *s) {
  const char *cell = s->row->cells[s->column], *rule = s->rule;
  if (strcmp(rule, "act") == 0)
    check_act(s, cell);
  else if (strcmp(rule, "required") == 0 && !cell[0])
    fault(s, "a value is needed, not", "", 0);
  if (cell[0] == '\0') return; /* the other rules are for what is there */
  if (strcmp(rule, "number") == 0 && !is_number(cell)) fault(s, "not a number:", cell, strlen(cell));
  if (strcmp(rule, "date") == 0 && !is_date(cell))
    fault(s, "not a date YYYY, YYYY-MM or YYYY-MM-DD:", cell, strlen(cell));
  if (strcmp(rule, "lower") == 0 && !is_lower(cell)) fault(s, "not in lower case:", cell, strlen(cell));
  if (strncmp(rule, "oneof ", 6) == 0 && !dl_cell_lists(rule + 6, cell, strlen(cell)))
    dl_fault(s->work->faults, file_of(s), s->row->line, "%s: '%s' is none of: %s", s->table->columns[s->column], cell,
             rule + 6);
  if (strncmp(rule, "in ", 3) == 0 && !has_row(s->work, rule + 3, cell, NULL, NULL))
    dl_fault(s->work->faults, file_of(s), s->row->line, "%s: '%s' is no key of %s", s->table->columns[s->column], cell,
             rule + 3);
  if (strcmp(rule, "slots") == 0) check_slots(s, cell, strlen(cell));
  if (strcmp(rule, "test") == 0) check_test(s, cell);
  if (strcmp(rule, "flags") == 0) check_flags(s, cell);
}

/* ---- all rules ---- */

static void check_rule(check *c, const dl_source_table *table, const char *column, const char *rule) {
  int at = dl_source_column(table, column);
  for (uint32_t i = 0; at >= 0 && i < table->row_count; i++) {
    bool removes = c->base && dl_source_removes(table, &table->rows[i]);
    if (!removes || at == 0) check_cell(&(site){c, table, &table->rows[i], at, rule});
  }
}

static void check_by_source(check *c, const dl_source_table *schema) {
  int at_column = dl_source_column(schema, "column"), at_rule = dl_source_column(schema, "rule");
  if (at_column < 0 || at_rule < 0) {
    dl_fault(c->faults, schema->path, 1, "columns 'table', 'column' and 'rule' are needed");
    return;
  }
  for (uint32_t i = 0; i < schema->row_count; i++) {
    const char *const *cells = schema->rows[i].cells;
    const dl_source_table *table = dl_source_find(c->tables, cells[0]);
    if (!table || dl_source_column(table, cells[at_column]) < 0)
      dl_fault(c->faults, schema->path, schema->rows[i].line, "no column '%s' in a table '%s'", cells[at_column],
               cells[0]);
    else
      check_rule(c, table, cells[at_column], cells[at_rule]);
  }
}

/* A row that takes away must have something to take. */
static void check_removals(check *c, const dl_source_table *table) {
  const dl_table *base = dl_model_table(c->base, table->name);
  uint32_t first;
  for (uint32_t i = 0; base && i < table->row_count; i++) {
    const dl_source_row *r = &table->rows[i];
    if (r->line > 0 && dl_source_removes(table, r) && !dl_table_find(base, r->cells[0], &first))
      dl_fault(c->faults, r->file ? r->file : table->path, r->line, "no row '%s' to take away", r->cells[0]);
  }
}

void dl_source_check(dl_arena *arena, const dl_source_tables *tables, const dl_model *base, dl_faults *faults) {
  check c = {.tables = tables, .base = base, .faults = faults, .arena = arena};
  gather_classes(&c);
  const dl_source_table *schema = base ? NULL : dl_source_find(tables, "schema");
  if (schema) check_by_source(&c, schema);
  const dl_table *rules = base ? dl_model_table(base, "schema") : NULL;
  int column = rules ? dl_table_column(rules, "column") : -1, rule = rules ? dl_table_column(rules, "rule") : -1;
  for (uint32_t i = 0; rules && column >= 0 && rule >= 0 && i < dl_table_rows(rules); i++) {
    const dl_source_table *table = dl_source_find(tables, dl_table_cell(rules, i, 0));
    if (table) check_rule(&c, table, dl_table_cell(rules, i, column), dl_table_cell(rules, i, rule));
  }
  for (uint32_t i = 0; base && i < tables->count; i++) check_removals(&c, &tables->items[i]);
}
