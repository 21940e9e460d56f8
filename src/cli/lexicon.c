/* dateline lexicon lookup, check: what the dictionaries hold, and what is wrong in a user's own. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/fold.h"
#include "base/json.h"
#include "base/plain.h"
#include "base/utf8.h"
#include "cli/cli.h"
#include "cli/lexicon.h"

enum {
  WORDS = 8,
  FORMS = 16,
  SHOWN = 20
}; /* words of a look-up, forms of one word, rows of one table that a person is shown */

/* ---- lookup ---- */

/* A word with all that it may stand in a table as: itself, its lemmas. */
typedef struct word {
  const char *forms[FORMS];
  int count;
} word;

typedef struct looking {
  const dl_model *model;
  word words[WORDS];
  int count;
  char kind;
  unsigned long rows;
  dl_buffer out;
} looking;

static void add_form(word *w, const char *form) {
  for (int i = 0; i < w->count; i++)
    if (strcmp(w->forms[i], form) == 0) return;
  if (w->count < FORMS) w->forms[w->count++] = form;
}

/* `form` with its last `cut` letters off and `more` behind, where it ends in `ending`. */
static void add_cut(word *w, dl_arena *arena, const char *form, const char *ending, const char *more) {
  size_t n = strlen(form), e = strlen(ending);
  if (n > e + 2 && strcmp(form + n - e, ending) == 0)
    add_form(w, dl_arena_printf(arena, "%.*s%s", (int)(n - e), form, more));
}

/* By rule, for forms that no table has; what is no word is in no table. */
static void add_regular(word *w, dl_arena *arena, const char *form) {
  static const struct {
    const char *ending, *more;
  } rules[] = {{"ies", "y"}, {"ied", "y"}, {"es", ""},   {"s", ""},     {"ed", ""},
               {"d", ""},    {"ing", ""},  {"ing", "e"}, {"men", "man"}};
  for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) add_cut(w, arena, form, rules[i].ending, rules[i].more);
}

static word word_of(const dl_model *model, dl_arena *arena, const char *lower) {
  word w = {.forms = {lower}, .count = 1};
  static const char *const names[] = {"syntax/lemmas", "syntax/inflections"};
  uint32_t found = 0;
  for (size_t n = 0; n < sizeof names / sizeof *names; n++) {
    const dl_table *lemmas = dl_model_table(model, names[n]);
    uint32_t first, count = lemmas ? dl_table_find(lemmas, lower, &first) : 0;
    for (uint32_t i = 0; i < count; i++) add_form(&w, dl_table_cell(lemmas, first + i, 2));
    found += count;
  }
  if (found == 0) add_regular(&w, arena, lower);
  return w;
}

static bool is_form(const word *w, const char *text, size_t size) {
  for (int i = 0; i < w->count; i++)
    if (strlen(w->forms[i]) == size && strncmp(w->forms[i], text, size) == 0) return true;
  return false;
}

/* Do the words stand in the key, one behind the other? `whole`: and nothing else. */
static bool holds(const looking *l, const char *key, bool whole) {
  for (const char *start = key;; start++) {
    const char *at = start;
    int i = 0;
    for (; i < l->count && *at; i++) {
      size_t n = strcspn(at, " ");
      if (!is_form(&l->words[i], at, n)) break;
      at += n + (at[n] == ' ');
    }
    if (i == l->count && (!whole || !*at)) return true;
    start = strchr(start, ' ');
    if (!start || whole) return false;
  }
}

static void show_row(looking *l, const char *name, const dl_table *table, uint32_t row) {
  const char *file = dl_table_row_file(table, row), *key = dl_table_cell(table, row, 0);
  uint32_t line = dl_table_line(table, row), columns = dl_table_columns(table);
  if (l->kind == 'j') {
    dl_json j;
    dl_json_start(&j, &l->out);
    dl_json_object(&j, NULL);
    dl_json_string(&j, "table", name);
    dl_json_string(&j, "file", file);
    dl_json_int(&j, "line", line);
    dl_json_object(&j, "row");
    for (uint32_t c = 0; c < columns; c++)
      dl_json_string(&j, dl_table_column_name(table, c), dl_table_cell(table, row, (int)c));
    dl_json_end_object(&j);
    dl_json_end_object(&j);
    dl_buffer_char(&l->out, '\n');
    return;
  }
  bool tsv = l->kind == 'v', first = true;
  if (tsv)
    dl_buffer_printf(&l->out, "%s\t%s\t%u\t%s\t", name, file, line, key);
  else
    dl_buffer_printf(&l->out, "  %s:%u  %s ", file, line, key);
  for (uint32_t c = 1; c < columns; c++) {
    const char *cell = dl_table_cell(table, row, (int)c);
    if (!cell[0]) continue;
    if (!first) dl_buffer_text(&l->out, tsv ? ";" : ",");
    dl_buffer_printf(&l->out, tsv ? "%s=%s" : " %s %s", dl_table_column_name(table, c), cell);
    first = false;
  }
  dl_buffer_char(&l->out, '\n');
}

static void look_in(looking *l, const char *name, bool whole) {
  const dl_table *table = dl_model_table(l->model, name);
  unsigned long found = 0;
  for (uint32_t row = 0; table && row < dl_table_rows(table); row++) {
    if (!holds(l, dl_table_cell(table, row, 0), whole)) continue;
    if (found++ == 0 && l->kind == 't') dl_buffer_printf(&l->out, "%s\n", name);
    if (l->kind != 't' || found <= SHOWN) show_row(l, name, table, row);
  }
  if (l->kind == 't' && found > SHOWN)
    dl_buffer_printf(&l->out, "  and %lu more: --format tsv shows all\n", found - SHOWN);
  l->rows += found;
}

static int lookup(const dl_options *o) {
  /* whole: what is only looked up with the whole key */
  static const struct {
    const char *name;
    bool whole;
  } tables[] = {{"lexicon/verbs", false},      {"lexicon/light", false},    {"lexicon/nouns", false},
                {"lexicon/adjectives", false}, {"lexicon/classes", true},   {"lexicon/contexts", false},
                {"lexicon/herrings", false},   {"lexicon/modality", true},  {"lexicon/magnitude", false},
                {"lexicon/numbers", false},    {"lexicon/units", true},     {"lexicon/purpose", false},
                {"claims/cues", false},        {"claims/predicates", true}, {"claims/nominals", true},
                {"claims/exchange", false},    {"claims/stances", true},    {"measures/breaches", true},
                {"actors/agents", false},      {"actors/countries", false}, {"actors/organizations", false},
                {"actors/additions", false},   {"actors/people", false},    {"actors/pronouns", true},
                {"times/words", true}};
  looking l = {0};
  int status = dl_cli_lexicon_format(o, &l.kind);
  if (status != DL_EXIT_OK) return status;
  if (o->file_count < 2) return dl_cli_usage(o, "lookup needs a word");
  dl_engine *engine = NULL;
  status = dl_cli_engine(o, DL_TO_LEDGER, &engine);
  if (status != DL_EXIT_OK) return status;
  dl_arena *arena = dl_arena_new();
  l.model = dl_engine_model(engine);
  l.out.failed = !arena;
  for (int i = 1; arena && i < o->file_count; i++) {
    char *lower = dl_utf8_fold(arena, o->files[i], strlen(o->files[i])), *piece; /* one argument may be a phrase */
    while ((piece = strsep(&lower, " ")) != NULL && l.count < WORDS)
      if (piece[0]) l.words[l.count++] = word_of(l.model, arena, piece);
  }
  if (l.kind == 'v') dl_buffer_text(&l.out, "table\tfile\tline\tkey\tvalues\n");
  for (size_t i = 0; l.count > 0 && i < sizeof tables / sizeof *tables; i++)
    look_in(&l, tables[i].name, tables[i].whole);
  if (l.kind == 't') dl_buffer_printf(&l.out, "%lu row%s\n", l.rows, l.rows == 1 ? "" : "s");
  dl_arena_free(arena);
  dl_engine_free(engine);
  return dl_cli_lexicon_print(&l.out);
}

/* ---- check ---- */

typedef struct checking {
  char kind;
  dl_buffer out;
} checking;

static void tell(void *context, const char *path, uint32_t line, const char *reason) {
  checking *c = context;
  if (c->kind == 'j') {
    dl_json j;
    dl_json_start(&j, &c->out);
    dl_json_object(&j, NULL);
    dl_json_string(&j, "file", path);
    dl_json_int(&j, "line", line);
    dl_json_string(&j, "reason", reason);
    dl_json_end_object(&j);
    dl_buffer_char(&c->out, '\n');
  } else if (c->kind == 'v') {
    dl_buffer_printf(&c->out, "%s\t%u\t%s\n", path, line, reason);
  } else if (line > 0) {
    dl_buffer_printf(&c->out, "%s:%u: %s\n", path, line, reason);
  } else {
    dl_buffer_printf(&c->out, "%s: %s\n", path, reason);
  }
}

static int check(const dl_options *o) {
  checking c = {0};
  int status = dl_cli_lexicon_format(o, &c.kind);
  if (status != DL_EXIT_OK) return status;
  if (o->file_count > 1)
    return dl_cli_usage(o, "'%s' is not asked for: check takes --lexicon DIR and --actors FILE", o->files[1]);
  if (!o->lexicon && o->actor_count == 0) return dl_cli_usage(o, "check needs --lexicon DIR or --actors FILE");
  dl_options plain = *o; /* the data file alone; what is laid over it is read here */
  plain.lexicon = NULL;
  plain.actor_count = 0;
  dl_engine *engine = NULL;
  status = dl_cli_engine(&plain, DL_TO_SYNTAX, &engine);
  if (status != DL_EXIT_OK) return status;
  dl_arena *arena = dl_arena_new();
  c.out.failed = !arena;
  dl_source_tables own = {0};
  dl_faults faults = {.tell = tell, .context = &c};
  dl_dictionaries from = dl_cli_dictionaries(o);
  uint32_t rows =
      arena ? dl_dictionaries_read(&from, dl_engine_model(engine), dl_engine_tokenizer(engine), arena, &own, &faults)
            : 0;
  if (c.kind == 't' && faults.count == 0)
    dl_buffer_printf(&c.out, "%u rows, all sound\n", rows);
  else if (c.kind == 't')
    dl_buffer_printf(&c.out, "%u rows, %u faults\n", rows, faults.count);
  dl_arena_free(arena);
  dl_engine_free(engine);
  status = dl_cli_lexicon_print(&c.out);
  return faults.count > 0 ? DL_EXIT_INPUT : status;
}

int dl_cli_lexicon(const dl_options *o) {
  const char *what = o->file_count > 0 ? o->files[0] : "";
  if (strcmp(what, "lookup") == 0) return lookup(o);
  if (strcmp(what, "check") == 0) return check(o);
  if (strcmp(what, "stats") == 0) return dl_cli_lexicon_stats(o);
  return dl_cli_usage(
      o, what[0] ? "lexicon has no '%s': lookup, check or stats" : "lexicon needs lookup, check or stats%s", what);
}
