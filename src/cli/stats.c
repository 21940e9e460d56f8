/* dateline lexicon stats: rows by table and category, and the words between two political actors that no row codes,
 * most frequent first. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "cli/lexicon.h"
#include "events/gaps.h"

enum { SHOWN = 40 }; /* words that a person is shown */

typedef struct entry {
  const char *key, *id, *actor, *recipient; /* of the first place */
  unsigned long count;
  uint32_t rows, sentence;
  bool noun;
} entry;

typedef struct counting {
  const dl_coder *coder;
  dl_arena *arena;
  entry *entries;
  uint32_t count, capacity;
  unsigned long documents;
} counting;

/* On a worker's thread: one line a gap. What a line holds has no tabs: keys and codes come from tables and lemmas,
 * which have none. */
static void make_gaps(void *context, dl_document *doc, dl_buffer *out) {
  const counting *c = context;
  dl_gaps gaps = {0};
  dl_find_gaps(c->coder, doc, &gaps);
  for (uint32_t i = 0; i < gaps.count; i++) {
    const dl_gap *g = &gaps.items[i];
    dl_buffer_printf(out, "%d\t%u\t%u\t%s\t%s\t%s\n", g->noun, g->rows, doc->tokens[g->token].sentence + 1,
                     DL_CODE_TEXT(g->actor), DL_CODE_TEXT(g->recipient), g->key);
  }
}

static void count_gap(counting *c, char *line, const char *id) {
  char *cells[6];
  for (int i = 0; i < 6; i++)
    if (!(cells[i] = strsep(&line, "\t"))) return;
  bool noun = cells[0][0] == '1';
  for (uint32_t i = 0; i < c->count; i++) {
    if (c->entries[i].noun != noun || strcmp(c->entries[i].key, cells[5]) != 0) continue;
    c->entries[i].count++;
    return;
  }
  entry *e = DL_PUSH(c->arena, c->entries, c->count, c->capacity);
  *e = (entry){.count = 1, .rows = (uint32_t)atoi(cells[1]), .sentence = (uint32_t)atoi(cells[2]), .noun = noun};
  e->actor = dl_arena_strndup(c->arena, cells[3], strlen(cells[3]));
  e->recipient = dl_arena_strndup(c->arena, cells[4], strlen(cells[4]));
  e->key = dl_arena_strndup(c->arena, cells[5], strlen(cells[5]));
  char *label = dl_arena_strndup(c->arena, id, strlen(id));
  for (char *at = label; *at; at++)
    if ((unsigned char)*at < ' ') *at = ' '; /* one line, one cell, whatever a document is called */
  e->id = label;
}

static int take_gaps(void *context, dl_document *doc, const dl_buffer *out) {
  counting *c = context;
  c->documents++;
  char *copy = out->size ? dl_arena_strndup(c->arena, out->data, out->size) : NULL;
  for (char *line; copy && (line = strsep(&copy, "\n")) != NULL;)
    if (line[0]) count_gap(c, line, doc->id);
  return 0;
}

static int by_count(const void *a, const void *b) {
  const entry *x = a, *y = b;
  if (x->count != y->count) return x->count < y->count ? 1 : -1;
  int order = strcmp(x->key, y->key);
  return order ? order : x->noun - y->noun;
}

static void json_line(dl_buffer *out, const entry *e, const char *table, const char *value, unsigned long count) {
  dl_json j;
  dl_json_start(&j, out);
  dl_json_object(&j, NULL);
  dl_json_string(&j, "what", e ? "gap" : "rows");
  dl_json_string(&j, e ? "kind" : "table", e ? (e->noun ? "noun" : "verb") : table);
  dl_json_string(&j, e ? "key" : "category", e ? e->key : value);
  dl_json_int(&j, "count", (long)count);
  if (e) {
    dl_json_int(&j, "rows", e->rows);
    dl_json_string(&j, "doc", e->id);
    dl_json_int(&j, "sentence", e->sentence);
    dl_json_string(&j, "actor", e->actor);
    dl_json_string(&j, "recipient", e->recipient);
  }
  dl_json_end_object(&j);
  dl_buffer_char(out, '\n');
}

static void show_gaps(const counting *c, char kind, dl_buffer *out) {
  uint32_t shown = kind == 't' && c->count > SHOWN ? SHOWN : c->count;
  if (kind == 't')
    dl_buffer_printf(
        out, "documents: %lu; words between two political actors that no row codes: %u%s\n  %-4s  %-24s %7s %5s  %s\n",
        c->documents, c->count, shown < c->count ? "; the first of them:" : "", "", "key", "count", "rows", "example");
  for (uint32_t i = 0; i < shown; i++) {
    const entry *e = &c->entries[i];
    if (kind == 'j') json_line(out, e, NULL, NULL, e->count);
    if (kind == 'j') continue;
    const char *what = e->noun ? "noun" : "verb", *tsv = "gap\t%s\t%s\t%lu\t%u\t%s\t%u\t%s\t%s\n",
               *text = "  %s  %-24s %7lu %5u  %s:%u %s -> %s\n";
    dl_buffer_printf(out, kind == 'v' ? tsv : text, what, e->key, e->count, e->rows, e->id, e->sentence, e->actor,
                     e->recipient);
  }
}

static void show_count(char kind, const char *table, const char *value, unsigned long count, dl_buffer *out) {
  if (kind == 'j')
    json_line(out, NULL, table, value, count);
  else if (kind == 'v')
    dl_buffer_printf(out, "rows\t%s\t%s\t%lu\t\t\t\t\t\n", table, value, count);
  else
    dl_buffer_printf(out, "%7lu  %s%s%s\n", count, table, value[0] ? " " : "", value);
}

/* Rows by table, and those of acts by category, in the order of the codebook's table. */
static void show_rows(const dl_model *model, char kind, dl_buffer *out) {
  const dl_table *plover = dl_model_table(model, "lexicon/plover");
  if (kind == 't') dl_buffer_text(out, "\nrows by table\n");
  for (uint32_t i = 0; i < dl_model_sections(model); i++) {
    const char *name = dl_model_table_name(model, i);
    if (name &&
        (strncmp(name, "lexicon/", 8) == 0 || strncmp(name, "claims/", 7) == 0 || strncmp(name, "actors/", 7) == 0))
      show_count(kind, name, "", dl_table_rows(dl_model_table(model, name)), out);
  }
  if (kind == 't') dl_buffer_text(out, "\nrows of acts by category\n");
  static const char *const acts[] = {"lexicon/verbs", "lexicon/light", "lexicon/nouns", "lexicon/adjectives"};
  const char *last = "-";
  for (uint32_t p = 0; plover && p < dl_table_rows(plover); p++) {
    const char *category = dl_table_cell(plover, p, 0);
    if (strcmp(category, last) == 0) continue;
    last = category;
    for (size_t a = 0; a < sizeof acts / sizeof *acts; a++) {
      const dl_table *table = dl_model_table(model, acts[a]);
      unsigned long count = 0;
      for (uint32_t r = 0; table && r < dl_table_rows(table); r++)
        count += strcmp(dl_table_cell(table, r, 1), category) == 0;
      show_count(kind, acts[a] + strlen("lexicon/"), category, count, out);
    }
  }
}

int dl_cli_lexicon_stats(const dl_options *o) {
  char kind;
  int status = dl_cli_lexicon_format(o, &kind);
  if (status != DL_EXIT_OK) return status;
  dl_engine *engine = NULL;
  status = dl_cli_engine(o, DL_TO_LEDGER, &engine);
  if (status != DL_EXIT_OK) return status;
  counting c = {.coder = dl_engine_coder(engine), .arena = dl_arena_new()};
  dl_options inputs = *o; /* behind the word "stats"; no file: rows alone are counted */
  inputs.files++;
  inputs.file_count--;
  if (c.arena && inputs.file_count > 0)
    status = dl_cli_run(&inputs, engine, &(dl_run){.make = make_gaps, .give = take_gaps, .context = &c});
  if (c.count > 0) qsort(c.entries, c.count, sizeof *c.entries, by_count);
  dl_buffer out = {.failed = !c.arena};
  if (kind == 'v') dl_buffer_text(&out, "what\tkind\tkey\tcount\trows\tdoc\tsentence\tactor\trecipient\n");
  if (inputs.file_count > 0) show_gaps(&c, kind, &out);
  show_rows(dl_engine_model(engine), kind, &out);
  dl_arena_free(c.arena);
  dl_engine_free(engine);
  int printed = dl_cli_lexicon_print(&out);
  return status != DL_EXIT_OK ? status : printed;
}
