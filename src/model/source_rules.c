#include "model/source_rules.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/chars.h"
#include "model/kinds.h"

#include "base/codes.h"

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
  *dl_map_put(&c->classes, name, strlen(name)) = 1;
}

void dl_source_classes(dl_source_checking *c) {
  c->classes = (dl_map){.arena = c->arena};
  for (unsigned i = 0; i < DL_CLASSES_FOUND; i++) add_class(c, dl_class_name(i));
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
    if (dl_is_upper(*cell)) return false;
  return true;
}

static bool is_class(void *context, const char *name, size_t size) {
  const site *s = context;
  return dl_map_get(&s->work->classes, name, size) != 0;
}

static bool is_preposition(void *context, const char *word, size_t size) {
  const site *s = context;
  return has_row(s->work, "lexicon/prepositions", dl_arena_strndup(s->work->arena, word, size), NULL, NULL);
}

static void tell(void *context, const char *what, const char *word, size_t size) {
  fault(context, what, word, size > 60 ? 60 : size);
}

/* What cannot be compiled is wrong. */
static void compile(const site *s, dl_compiled kind, const char *cell) {
  dl_compiler compiler = {.arena = s->work->arena,
                          .fault = tell,
                          .is_class = is_class,
                          .is_preposition = is_preposition,
                          .context = (void *)(uintptr_t)s};
  dl_compile(&compiler, kind, cell);
}

static void check_slots(const site *s, const char *cell) {
  compile(s, DL_AS_SLOTS, cell);
}

static void check_test(const site *s, const char *cell) {
  compile(s, DL_AS_TEST, cell);
}

static void check_flags(const site *s, const char *cell) {
  compile(s, DL_AS_FLAGS, cell);
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
  if (*s->rest) check_required(s, cell);
  if (n > 0 && (n < 3 || !dl_code_read(cell))) fault(s, "no code of three to twelve capitals:", cell, n);
}

/* Capitals and figures; as many as the rule tells. */
static void check_capitals(const site *s, const char *cell) {
  size_t n = strlen(cell), want = (size_t)atoi(s->rest);
  if (n > 0 && ((want && n != want) || cell[strspn(cell, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")]))
    fault(s, "not so many capitals:", cell, n);
}

/* "US.HI.003": the two letters of a country, and what it is divided into. */
static void check_division(const site *s, const char *cell) {
  size_t n = strcspn(cell, ".");
  if (*cell && (n != 2 || strspn(cell, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") < n || (cell[n] && !cell[n + 1])))
    fault(s, "no country's division:", cell, strlen(cell));
}

/* Keys of more words are never looked up. */
static void check_words(const site *s, const char *cell) {
  int words = *cell ? 1 : 0;
  for (const char *c = cell; *c; c++) words += *c == ' ';
  if (words > atoi(s->rest)) fault(s, "words that are never looked for together:", cell, strlen(cell));
}

static void check_listed(const site *s, const char *word, size_t size) {
  if (!dl_cell_lists(s->rest, word, size))
    dl_fault(s->work->faults, file_of(s), s->row->line, "%s: '%.*s' is none of: %s", s->table->columns[s->column],
             (int)size, word, s->rest);
}

static void check_one_of(const site *s, const char *cell) {
  if (cell[0]) check_listed(s, cell, strlen(cell));
}

/* Each of the parts between `stop`. */
static void check_parts(const site *s, const char *cell, char stop) {
  const char *stops = (const char[]){stop, '\0'};
  for (const char *at = cell; *at; at += *at == stop) {
    size_t n = strcspn(at, stops);
    check_listed(s, at, n);
    at += n;
  }
}

/* One of the kinds of a list in C. */
static void check_kind(const site *s, const char *cell) {
  int list = dl_kinds_find(s->rest, strlen(s->rest));
  const char *all = "";
  if (list >= 0 && (!cell[0] || dl_kind_number(list, cell))) return;
  for (const char *const *name = list < 0 ? NULL : dl_kinds_names(list); name && *name; name++)
    all = dl_arena_printf(s->work->arena, "%s%s%s", all, *all ? " " : "", *name);
  dl_fault(s->work->faults, file_of(s), s->row->line, "%s: '%s' is none of: %s", s->table->columns[s->column], cell,
           all);
}

static void check_some_of(const site *s, const char *cell) {
  check_parts(s, cell, '|');
}

static void check_each_of(const site *s, const char *cell) {
  check_parts(s, cell, ' ');
}

/* "pair A B / C D": two words, one of each list. */
static void check_pair(const site *s, const char *cell) {
  const char *bar = strstr(s->rest, " / "), *second = strchr(cell, ' ');
  site left = *s, right = *s;
  if (!bar) return;
  left.rest = dl_arena_strndup(s->work->arena, s->rest, (size_t)(bar - s->rest));
  right.rest = bar + 3;
  check_listed(&left, cell, strcspn(cell, " "));
  check_listed(&right, second ? second + 1 : "", second ? strlen(second + 1) : 0);
}

static void check_in(const site *s, const char *cell) {
  if (cell[0] && !has_row(s->work, s->rest, cell, NULL, NULL))
    dl_fault(s->work->faults, file_of(s), s->row->line, "%s: '%s' is no key of %s", s->table->columns[s->column], cell,
             s->rest);
}

/* Classes are numbers when they are compiled: no two have the same one. */
static void check_class(const site *s, const char *cell) {
  uint32_t number = dl_class_of(cell, strlen(cell));
  const char *other = NULL;
  uint32_t *seen = dl_map_put(&s->work->seen, (const char *)&number, sizeof number);
  if (!cell[0]) fault(s, "a value is needed, not", "", 0);
  if (!*seen) *seen = (uint32_t)(s->row - s->table->rows) + 1;
  other = s->table->rows[*seen - 1].cells[s->column];
  const dl_table *base = s->work->base ? dl_model_table(s->work->base, s->table->name) : NULL;
  for (uint32_t i = 0; base && strcmp(other, cell) == 0 && i < dl_table_rows(base); i++)
    if (dl_table_code(base, i, s->column) == number) other = dl_table_cell(base, i, s->column);
  if (strcmp(other, cell) != 0)
    fault(s, "another name is needed, since this one has the same number as", other, strlen(other));
}

/* A row of acts needs a code, unless it is a veto. */
static void check_act(const site *s, const char *cell) {
  int flags = dl_source_column(s->table, "flags");
  dl_compiler quiet = {.arena = s->work->arena}; /* what is wrong with the flags their own rule tells */
  uint32_t bits = flags >= 0 ? dl_compile(&quiet, DL_AS_FLAGS, s->row->cells[flags]) : 0;
  if (flags >= 0 && !cell[0] && !(bits & DL_FLAG_VETO)) fault(s, "an act needs a code, or the flag veto, not", "", 0);
}

/* A mode of the category that stands in the column `rest`. */
static void check_mode(const site *s, const char *cell) {
  int at = dl_source_column(s->table, s->rest);
  const char *category = at >= 0 ? s->row->cells[at] : "";
  bool known = has_row(s->work, "lexicon/plover", category, NULL, NULL); /* else the rule of its column says so */
  if (known && !has_row(s->work, "lexicon/plover", category, "mode", cell))
    dl_fault(s->work->faults, file_of(s), s->row->line, "mode: %s has no mode '%s'", category, cell);
  else if (dl_mode_parse(cell) == DL_MODE_COUNT)
    fault(s, "no mode of PLOVER:", cell, strlen(cell));
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
  dl_compiled compiled; /* what cells that keep it are compiled as */
} rule;

static const rule rules[] = {{.word = "required", .check = check_required},
                             {.word = "number", .check = check_number},
                             {.word = "hex", .check = check_hex},
                             {.word = "date", .check = check_date},
                             {.word = "lower", .check = check_lower},
                             {.word = "code", .check = check_code},
                             {.word = "oneof", .check = check_one_of},
                             {.word = "some", .check = check_some_of},
                             {.word = "kind", .check = check_kind, .compiled = DL_AS_KIND},
                             {.word = "each", .check = check_each_of},
                             {.word = "pair", .check = check_pair},
                             {.word = "words", .check = check_words},
                             {.word = "capitals", .check = check_capitals},
                             {.word = "division", .check = check_division},
                             {.word = "in", .check = check_in},
                             {.word = "slots", .check = check_slots, .compiled = DL_AS_SLOTS},
                             {.word = "test", .check = check_test, .compiled = DL_AS_TEST},
                             {.word = "flags", .check = check_flags, .compiled = DL_AS_FLAGS},
                             {.word = "class", .check = check_class, .compiled = DL_AS_CLASS},
                             {.word = "act", .check = check_act},
                             {.word = "mode", .check = check_mode},
                             {.word = "once", .check = check_once},
                             {.word = "text", .check = check_text}};

static const rule *find_rule(const char *text) {
  size_t n = strcspn(text, " ");
  for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
    if (strlen(rules[i].word) == n && strncmp(rules[i].word, text, n) == 0) return &rules[i];
  return NULL;
}

bool dl_source_rule_known(const char *text) {
  return find_rule(text) != NULL;
}

dl_compiled dl_source_rule_compiles(const char *text) {
  const rule *found = find_rule(text);
  int list = found && found->compiled == DL_AS_KIND ? dl_kinds_find(text + 5, strlen(text + 5)) : 0;
  return found && list >= 0 ? found->compiled + (dl_compiled)list : DL_AS_TEXT;
}

void dl_source_cell(dl_source_checking *work, const dl_source_table *table, const dl_source_row *row, int column,
                    const char *text) {
  const rule *found = find_rule(text);
  const char *rest = strchr(text, ' ');
  if (found) found->check(&(site){work, table, row, column, rest ? rest + 1 : ""}, row->cells[column]);
}
