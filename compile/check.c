#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tables.h"

/* One rule of data/schema.tsv, at work on one column. */
typedef struct rule {
  const source_table *table;
  int column;
  const char *text; /* "required", "number", "oneof a b", "in lexicon/cameo", "date" */
} rule;

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

/* Is `cell` one of the words of `list`? */
static bool is_one_of(const char *cell, const char *list) {
  size_t n = strlen(cell);
  for (const char *at = list; *at; at += strcspn(at, " "), at += *at == ' ')
    if (strcspn(at, " ") == n && strncmp(at, cell, n) == 0) return true;
  return false;
}

static bool is_key_of(const char *cell, const source_table *table) {
  for (uint32_t i = 0; i < table->row_count; i++)
    if (strcmp(table->rows[i].cells[0], cell) == 0) return true;
  return false;
}

static bool holds(const rule *r, const source_tables *tables, const char *cell) {
  if (strcmp(r->text, "required") == 0) return cell[0] != '\0';
  if (cell[0] == '\0') return true; /* the other rules are for what is there */
  if (strcmp(r->text, "number") == 0) return is_number(cell);
  if (strcmp(r->text, "date") == 0) return is_date(cell);
  if (strncmp(r->text, "oneof ", 6) == 0) return is_one_of(cell, r->text + 6);
  const source_table *other = strncmp(r->text, "in ", 3) == 0 ? tables_find(tables, r->text + 3) : NULL;
  return other && is_key_of(cell, other);
}

static unsigned check_column(const rule *r, const source_tables *tables) {
  unsigned errors = 0;
  for (uint32_t i = 0; i < r->table->row_count; i++) {
    const source_row *row = &r->table->rows[i];
    const char *cell = row->cells[r->column];
    if (holds(r, tables, cell)) continue;
    fprintf(stderr, "%s:%u: %s is '%s', against the rule '%s'\n", r->table->path, row->line, r->table->columns[r->column], cell,
            r->text);
    errors++;
  }
  return errors;
}

unsigned tables_check(const source_tables *tables) {
  const source_table *schema = tables_find(tables, "schema");
  if (!schema) return 0;
  unsigned errors = 0;
  int at_column = table_column(schema, "column"), at_rule = table_column(schema, "rule");
  if (at_column < 0 || at_rule < 0) {
    fprintf(stderr, "%s:1: columns 'table', 'column' and 'rule' are needed\n", schema->path);
    return 1;
  }
  for (uint32_t i = 0; i < schema->row_count; i++) {
    const source_row *row = &schema->rows[i];
    const source_table *table = tables_find(tables, row->cells[0]);
    int column = table ? table_column(table, row->cells[at_column]) : -1;
    if (column < 0) {
      fprintf(stderr, "%s:%u: no column '%s' in a table '%s'\n", schema->path, row->line, row->cells[at_column], row->cells[0]);
      errors++;
    } else {
      errors += check_column(&(rule){table, column, row->cells[at_rule]}, tables);
    }
  }
  return errors;
}
