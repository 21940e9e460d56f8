#include <string.h>

#include "model/source_rules.h"

static void check_rule(dl_source_checking *c, dl_source_table *table, const char *column, const char *rule) {
  int at = dl_source_column(table, column);
  dl_compiled kind = dl_source_rule_compiles(rule);
  if (at >= 0 && kind != DL_AS_TEXT) {
    if (!table->compiled) table->compiled = dl_arena_alloc(c->arena, table->column_count * sizeof *table->compiled);
    table->compiled[at] = (uint8_t)kind;
  }
  c->seen = (dl_map){.arena = c->arena};
  for (uint32_t i = 0; at >= 0 && i < table->row_count; i++) {
    bool removes = c->base && dl_source_removes(table, &table->rows[i]);
    if (!removes || at == 0) dl_source_cell(c, table, &table->rows[i], at, rule);
  }
}

/* Has the column a rule? */
static bool is_ruled(const dl_source_table *schema, int at_column, const dl_source_table *table, const char *column) {
  for (uint32_t i = 0; i < schema->row_count; i++)
    if (strcmp(schema->rows[i].cells[0], table->name) == 0 && strcmp(schema->rows[i].cells[at_column], column) == 0)
      return true;
  return false;
}

/* Each column of each table has one: what nobody checks is wrong before long. */
static void check_ruled(dl_source_checking *c, const dl_source_table *schema, int at_column) {
  for (uint32_t t = 0; t < c->tables->count; t++) {
    const dl_source_table *table = &c->tables->items[t];
    for (uint32_t k = 0; table != schema && k < table->column_count; k++)
      if (!is_ruled(schema, at_column, table, table->columns[k]))
        dl_fault(c->faults, table->path, table->header, "column '%s' has no rule in %s", table->columns[k],
                 schema->path);
  }
}

static void check_by_source(dl_source_checking *c, const dl_source_table *schema) {
  int at_column = dl_source_column(schema, "column"), at_rule = dl_source_column(schema, "rule");
  if (at_column < 0 || at_rule < 0) {
    dl_fault(c->faults, schema->path, 1, "columns 'table', 'column' and 'rule' are needed");
    return;
  }
  for (uint32_t i = 0; i < schema->row_count; i++) {
    const char *const *cells = schema->rows[i].cells;
    dl_source_table *table = dl_source_find(c->tables, cells[0]);
    if (!table || dl_source_column(table, cells[at_column]) < 0)
      dl_fault(c->faults, schema->path, schema->rows[i].line, "no column '%s' in a table '%s'", cells[at_column],
               cells[0]);
    else if (!dl_source_rule_known(cells[at_rule]))
      dl_fault(c->faults, schema->path, schema->rows[i].line, "no rule '%s'", cells[at_rule]);
    else
      check_rule(c, table, cells[at_column], cells[at_rule]);
  }
  check_ruled(c, schema, at_column);
}

/* A row that takes away must have something to take. */
static void check_removals(dl_source_checking *c, const dl_source_table *table) {
  const dl_table *base = dl_model_table(c->base, table->name);
  uint32_t first;
  for (uint32_t i = 0; base && i < table->row_count; i++) {
    const dl_source_row *r = &table->rows[i];
    if (r->line > 0 && dl_source_removes(table, r) && !dl_table_find(base, r->cells[0], &first))
      dl_fault(c->faults, r->file ? r->file : table->path, r->line, "no row '%s' to take away", r->cells[0]);
  }
}

void dl_source_check(dl_arena *arena, const dl_source_tables *tables, const dl_model *base, dl_faults *faults) {
  dl_source_checking c = {.tables = tables, .base = base, .faults = faults, .arena = arena};
  dl_source_classes(&c);
  const dl_source_table *schema = base ? NULL : dl_source_find(tables, "schema");
  if (schema) check_by_source(&c, schema);
  const dl_table *rules = base ? dl_model_table(base, "schema") : NULL;
  int column = rules ? dl_table_column(rules, "column") : -1, rule = rules ? dl_table_column(rules, "rule") : -1;
  for (uint32_t i = 0; rules && column >= 0 && rule >= 0 && i < dl_table_rows(rules); i++) {
    dl_source_table *table = dl_source_find(tables, dl_table_cell(rules, i, 0));
    if (table) check_rule(&c, table, dl_table_cell(rules, i, column), dl_table_cell(rules, i, rule));
  }
  for (uint32_t i = 0; base && i < tables->count; i++) check_removals(&c, &tables->items[i]);
}
