#include "engine/dictionaries.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/guard.h"

enum { NAME_WORDS = 9, NAME_BYTES = 159 }; /* longer names are never looked up (names/spans.c) */

typedef struct reading {
  const dl_model *model;
  const dl_tokenizer *tokenizer;
  dl_arena *arena;
  dl_source_tables *own;
  dl_faults *faults;
} reading;

/* ---- tables that rows go to ---- */

/* The own table that is laid over `name`, with all of its columns. */
static dl_source_table *table_for(reading *r, const char *name) {
  dl_source_table *t = dl_source_find(r->own, name);
  if (t) return t;
  const dl_table *base = dl_model_table(r->model, name);
  t = DL_PUSH(r->arena, r->own->items, r->own->count, r->own->capacity);
  *t = (dl_source_table){.name = dl_arena_printf(r->arena, "%s", name),
                         .path = dl_table_file(base),
                         .column_count = dl_table_columns(base)};
  t->columns = dl_arena_alloc(r->arena, t->column_count * sizeof *t->columns);
  for (uint32_t c = 0; c < t->column_count; c++) t->columns[c] = dl_table_column_name(base, c);
  return t;
}

/* A new row of empty cells. */
static dl_source_row *add_row(reading *r, dl_source_table *t, const char *file, uint32_t line) {
  dl_source_row *row = DL_PUSH(r->arena, t->rows, t->row_count, t->row_capacity);
  *row = (dl_source_row){dl_arena_alloc(r->arena, t->column_count * sizeof *row->cells), file, line};
  for (uint32_t c = 0; c < t->column_count; c++) row->cells[c] = "";
  return row;
}

static void put(const dl_source_table *t, dl_source_row *row, const char *column, const char *value) {
  int at = dl_source_column(t, column);
  if (at >= 0) row->cells[at] = value;
}

static const char *cell(const dl_source_table *t, const dl_source_row *row, const char *column) {
  int at = dl_source_column(t, column);
  return at >= 0 ? row->cells[at] : "";
}

/* Are all columns of the file those of the table, the key first? */
static bool columns_fit(reading *r, const dl_source_table *file, const dl_table *base) {
  if (!file->columns) return false;
  unsigned before = r->faults->count;
  if (strcmp(file->columns[0], dl_table_column_name(base, 0)) != 0)
    dl_fault(r->faults, file->path, file->header, "the first column is '%s', not '%s'", file->columns[0],
             dl_table_column_name(base, 0));
  for (uint32_t c = 0; c < file->column_count; c++)
    if (dl_table_column(base, file->columns[c]) < 0)
      dl_fault(r->faults, file->path, file->header, "no column '%s' in the table %s", file->columns[c],
               dl_table_file(base));
  if (file->column_count < 2 || dl_source_column(file, dl_table_column_name(base, 1)) < 0)
    dl_fault(r->faults, file->path, file->header, "the column '%s' is needed", dl_table_column_name(base, 1));
  return r->faults->count == before;
}

/* ---- the lexicon ---- */

static void check_twice(reading *r, const dl_source_table *t) {
  int test = dl_source_column(t, "test");
  for (uint32_t i = 0; test >= 0 && i < t->row_count; i++)
    for (uint32_t k = 0; k < i; k++) {
      if (strcmp(t->rows[i].cells[0], t->rows[k].cells[0]) != 0 ||
          strcmp(t->rows[i].cells[test], t->rows[k].cells[test]) != 0)
        continue;
      dl_fault(r->faults, t->rows[i].file, t->rows[i].line, "'%s' stands twice with the same test: also in line %u",
               t->rows[i].cells[0], t->rows[k].line);
      break;
    }
}

static void read_lexicon_table(reading *r, const char *folder, const char *name) {
  static const char *const areas[] = {"lexicon", "claims", "syntax"};
  dl_source_table file = {0};
  const char *path = dl_arena_printf(r->arena, "%s/%s.tsv", folder, name), *target = NULL;
  for (size_t i = 0; i < sizeof areas / sizeof *areas && !target; i++) {
    target = dl_arena_printf(r->arena, "%s/%s", areas[i], name);
    if (!dl_model_table(r->model, target)) target = NULL;
  }
  if (!target) {
    dl_fault(
        r->faults, path, 0,
        "there is no table '%s'; those there are: verbs, light, nouns, adjectives, classes, contexts, herrings ...",
        name);
    return;
  }
  dl_source_read(r->arena, path, path, &file, r->faults);
  if (!columns_fit(r, &file, dl_model_table(r->model, target))) return;
  dl_source_table *t = table_for(r, target);
  for (uint32_t i = 0; i < file.row_count; i++) {
    dl_source_row *row = add_row(r, t, path, file.rows[i].line);
    for (uint32_t c = 0; c < file.column_count; c++) put(t, row, file.columns[c], file.rows[i].cells[c]);
  }
  check_twice(r, t);
}

/* ---- actors ---- */

/* The words of a name as the tokeniser cuts them, in lower case, joined by one space. */
static const char *name_key(reading *r, const char *name, const char *file, uint32_t line) {
  dl_document *doc = dl_document_new(r->arena);
  doc->text = name;
  doc->text_size = (uint32_t)strlen(name);
  dl_status status = {0};
  if (dl_tokenize(r->tokenizer, doc, &status) != DL_OK) return name;
  const char *key = "";
  for (uint32_t i = 0; i < doc->token_count && i <= NAME_WORDS; i++)
    key = dl_arena_printf(r->arena, "%s%s%s", key, i ? " " : "", doc->tokens[i].lower);
  if (doc->token_count > NAME_WORDS || strlen(key) > NAME_BYTES)
    dl_fault(r->faults, file, line, "a name of more than %d words is never found", NAME_WORDS);
  return key;
}

/* The last day of a year or month; a day as it is. */
static const char *last_day(reading *r, const char *date) {
  static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  int year = atoi(date), month = strlen(date) == 7 ? atoi(date + 5) : 0;
  if (strlen(date) == 4) return dl_arena_printf(r->arena, "%s-12-31", date);
  if (month < 1 || month > 12) return date;
  bool leap = month == 2 && year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  return dl_arena_printf(r->arena, "%s-%02d", date, days[month - 1] + (leap ? 1 : 0));
}

/* State or body of a code, for the table of people. */
static const char *country_of(reading *r, const char *code) {
  if (strncmp(code, "IGOUNO", 6) == 0) return "UNO";
  return strlen(code) < 3 ? "" : dl_arena_strndup(r->arena, code, 3);
}

static bool is_country_kind(const char *kind) {
  return !strcmp(kind, "name") || !strcmp(kind, "demonym") || !strcmp(kind, "capital") || !strcmp(kind, "metonym");
}

/* What a user says of a name is all there is of it: the rows of every table that has names are taken away. */
static void take_away(reading *r, const char *key) {
  static const char *const tables[] = {"actors/people", "actors/organizations", "actors/additions", "actors/countries"};
  for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
    dl_source_table *t = table_for(r, tables[i]);
    dl_source_row *row = add_row(r, t, "", 0);
    row->cells[0] = key;
    row->cells[1] = "-";
  }
}

/* A row of columns key, code, kind, from, to, name or those of people. */
static void add_actor(reading *r, const dl_source_table *file, const dl_source_row *from, bool person) {
  const char *kind = cell(file, from, "kind"), *code = cell(file, from, "code"), *name = cell(file, from, "name");
  const char *first = cell(file, from, "from"), *last = last_day(r, cell(file, from, "to")),
             *key = name_key(r, from->cells[0], file->path, from->line);
  take_away(r, key);
  if (strcmp(code, "-") == 0) return;
  bool country = !person && is_country_kind(kind);
  person |= strcmp(kind, "person") == 0;
  if (!person && !kind[0])
    dl_fault(r->faults, file->path, from->line,
             "kind: a value is needed: person, name, demonym, capital, metonym, IGO, NGO, ARM, MIL, GOV, ORG ...");
  if (country && (first[0] || last[0]))
    dl_fault(r->faults, file->path, from->line, "the name of a country holds at all times: no days");
  if (first[0] && last[0] && strcmp(first, last) > 0)
    dl_fault(r->faults, file->path, from->line, "its last day %s is before its first %s", last, first);
  dl_source_table *t = table_for(r, person ? "actors/people" : country ? "actors/countries" : "actors/additions");
  dl_source_row *row = add_row(r, t, file->path, from->line);
  row->cells[0] = key;
  put(t, row, "code", code);
  put(t, row, "kind", kind);
  put(t, row, "from", first);
  put(t, row, "to", last);
  put(t, row, "office", cell(file, from, "office"));
  put(t, row, "country", cell(file, from, "country")[0] ? cell(file, from, "country") : country_of(r, code));
  put(t, row, "name", name[0] ? name : from->cells[0]);
}

static void add_agent(reading *r, const dl_source_table *file, const dl_source_row *from) {
  dl_source_table *t = table_for(r, "actors/agents");
  dl_source_row *row = add_row(r, t, file->path, from->line);
  row->cells[0] = name_key(r, from->cells[0], file->path, from->line);
  put(t, row, "sector", cell(file, from, "sector"));
  put(t, row, "kind", cell(file, from, "kind"));
}

static bool known_columns(reading *r, const dl_source_table *file, const char *known) {
  unsigned before = r->faults->count;
  for (uint32_t c = 0; c < file->column_count; c++) {
    const char *word = dl_arena_printf(r->arena, " %s ", file->columns[c]);
    if (!strstr(known, word))
      dl_fault(r->faults, file->path, file->header, "no column '%s' in such a table; those there are:%s",
               file->columns[c], known);
  }
  return r->faults->count == before;
}

static void read_actors(reading *r, const char *path) {
  dl_source_table file = {0};
  dl_source_read(r->arena, path, path, &file, r->faults);
  if (!file.columns) return;
  bool agents = dl_source_column(&file, "sector") >= 0, people = dl_source_column(&file, "office") >= 0;
  if (strcmp(file.columns[0], "key") != 0 || (!agents && dl_source_column(&file, "code") < 0) ||
      (!agents && !people && dl_source_column(&file, "kind") < 0)) {
    dl_fault(r->faults, path, file.header,
             "not the columns of actors: key code kind [from to name], key code office [country from to name], or key "
             "sector kind");
    return;
  }
  if (!known_columns(r, &file,
                     agents   ? " key sector kind "
                     : people ? " key code country office from to name "
                              : " key code kind from to name "))
    return;
  for (uint32_t i = 0; i < file.row_count; i++) {
    if (agents)
      add_agent(r, &file, &file.rows[i]);
    else
      add_actor(r, &file, &file.rows[i], people);
  }
}

/* ---- all ---- */

static void read_lexicon(reading *r, const char *folder) {
  const char **names;
  unsigned before = r->faults->count, tables = 0;
  uint32_t count = dl_source_list(r->arena, folder, &names, r->faults);
  for (uint32_t i = 0; i < count; i++) {
    const char *stem = dl_source_stem(r->arena, names[i]);
    if (!stem) continue;
    if (strcmp(stem, "actors") == 0 || dl_model_table(r->model, dl_arena_printf(r->arena, "actors/%s", stem)))
      read_actors(r, dl_arena_printf(r->arena, "%s/%s", folder, names[i]));
    else
      read_lexicon_table(r, folder, stem);
    tables++;
  }
  if (r->faults->count == before && tables == 0) dl_fault(r->faults, folder, 0, "no table (*.tsv) in it");
}

/* A fault that waits for those of lines before it: rules are checked one by one, a person reads line by line. */
typedef struct kept_fault {
  const char *path, *reason;
  uint32_t line, order;
} kept_fault;

typedef struct kept_faults {
  dl_arena *arena;
  kept_fault *items;
  uint32_t count, capacity;
} kept_faults;

static void keep_fault(void *context, const char *path, uint32_t line, const char *reason) {
  kept_faults *k = context;
  kept_fault *f = DL_PUSH(k->arena, k->items, k->count, k->capacity);
  *f = (kept_fault){dl_arena_printf(k->arena, "%s", path), dl_arena_printf(k->arena, "%s", reason), line, k->count};
}

static int by_line(const void *a, const void *b) {
  const kept_fault *x = a, *y = b;
  int order = strcmp(x->path, y->path);
  if (order != 0) return order;
  if (x->line != y->line) return x->line < y->line ? -1 : 1;
  return (x->order > y->order) - (x->order < y->order);
}

uint32_t dl_dictionaries_read(const dl_dictionaries *from, const dl_model *model, const dl_tokenizer *tokenizer,
                              dl_arena *arena, dl_source_tables *own, dl_faults *faults) {
  kept_faults kept = {.arena = arena};
  dl_faults all = {.tell = keep_fault, .context = &kept};
  reading r = {model, tokenizer, arena, own, &all};
  if (from->lexicon) read_lexicon(&r, from->lexicon);
  for (uint32_t i = 0; i < from->actor_count; i++) read_actors(&r, from->actors[i]);
  dl_source_check(arena, own, model, &all);
  if (kept.count > 0) qsort(kept.items, kept.count, sizeof *kept.items, by_line);
  for (uint32_t i = 0; i < kept.count; i++)
    dl_fault(faults, kept.items[i].path, kept.items[i].line, "%s", kept.items[i].reason);
  uint32_t rows = 0;
  for (uint32_t i = 0; i < own->count; i++)
    for (uint32_t k = 0; k < own->items[i].row_count; k++) rows += own->items[i].rows[k].line > 0;
  return rows;
}

typedef struct loading {
  const dl_dictionaries *from;
  dl_model *model;
  const dl_tokenizer *tokenizer;
  dl_arena *arena;
} loading;

static int load(void *context, dl_status *status) {
  const loading *l = context;
  dl_source_tables own = {0};
  dl_faults faults = {0};
  dl_dictionaries_read(l->from, l->model, l->tokenizer, l->arena, &own, &faults);
  if (faults.count == 1) return dl_fail(status, DL_EINPUT, "%s", faults.first);
  if (faults.count > 1)
    return dl_fail(status, DL_EINPUT, "%s (and %u more: dateline lexicon check)", faults.first, faults.count - 1);
  return dl_model_extend(l->model, &own, status);
}

int dl_dictionaries_load(const dl_dictionaries *from, dl_model *model, const dl_tokenizer *tokenizer,
                         dl_status *status) {
  dl_arena *arena = dl_arena_new();
  if (!arena) return dl_fail(status, DL_EMEMORY, "out of memory");
  int code = dl_guard_run(load, &(loading){from, model, tokenizer, arena}, status);
  dl_arena_free(arena);
  return code;
}
