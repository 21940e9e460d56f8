#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "tables.h"
#include "base/utf8.h"

static unsigned complain(const char *path, uint32_t line, const char *reason) {
  fprintf(stderr, "%s:%u: %s\n", path, line, reason);
  return 1;
}

static char *read_file(dl_arena *arena, const char *path, size_t *size) {
  FILE *file = fopen(path, "rb");
  if (!file) return NULL;
  struct stat info;
  char *bytes = NULL;
  if (fstat(fileno(file), &info) == 0) {
    bytes = dl_arena_alloc(arena, (size_t)info.st_size + 1);
    *size = fread(bytes, 1, (size_t)info.st_size, file);
    bytes[*size] = '\0';
  }
  fclose(file);
  return bytes;
}

static uint32_t count_tabs(const char *line) {
  uint32_t n = 0;
  for (; *line; line++) n += *line == '\t';
  return n;
}

/* Cuts `line` at its tabs, in place. */
static const char **cut(dl_arena *arena, char *line, uint32_t count) {
  const char **cells = dl_arena_alloc(arena, count * sizeof *cells);
  for (uint32_t i = 0; i < count; i++) {
    cells[i] = line;
    line += strcspn(line, "\t");
    if (*line) *line++ = '\0';
  }
  return cells;
}

static unsigned check_row(const source_table *table, const source_row *row) {
  unsigned errors = 0;
  for (uint32_t i = 0; i < table->column_count; i++) {
    const char *cell = row->cells[i];
    size_t n = strlen(cell);
    if (n > 0 && (cell[0] == ' ' || cell[n - 1] == ' ')) errors += complain(table->path, row->line, "a cell begins or ends with a space");
  }
  if (!row->cells[0][0]) errors += complain(table->path, row->line, "the key is empty");
  if (strstr(row->cells[0], "  ")) errors += complain(table->path, row->line, "two spaces in the key");
  return errors;
}

static unsigned read_line(dl_arena *arena, source_table *table, char *line, uint32_t number) {
  if (!table->columns) {
    table->column_count = count_tabs(line) + 1;
    table->columns = cut(arena, line, table->column_count);
    return 0;
  }
  uint32_t cells = count_tabs(line) + 1;
  if (cells != table->column_count) {
    char text[96];
    snprintf(text, sizeof text, "%u cells in a table of %u columns", cells, table->column_count);
    return complain(table->path, number, text);
  }
  source_row row = {cut(arena, line, cells), number};
  source_row *slot = DL_PUSH(arena, table->rows, table->row_count, table->row_capacity);
  *slot = row;
  return check_row(table, &row);
}

static unsigned read_table(dl_arena *arena, const char *file, source_table *table) {
  size_t size = 0;
  char *at = read_file(arena, file, &size);
  if (!at) return complain(table->path, 0, strerror(errno));
  if (strlen(at) != size) return complain(table->path, 0, "a NUL byte in the file");
  unsigned errors = 0;
  for (uint32_t number = 1; *at; number++) {
    size_t n = strcspn(at, "\n");
    char *next = at + n + (at[n] == '\n');
    at[n] = '\0';
    if (n > 0 && at[n - 1] == '\r') at[n - 1] = '\0';
    if (!dl_utf8_valid(at, n, NULL)) errors += complain(table->path, number, "not UTF-8");
    bool comment = at[0] == '#' && !(table->columns && strchr(at, '\t') == at + 1); /* "#" itself may be a key */
    if (at[0] != '\0' && !comment) errors += read_line(arena, table, at, number);
    at = next;
  }
  if (!table->columns) errors += complain(table->path, 1, "no header line");
  return errors;
}

static int by_name(const struct dirent **a, const struct dirent **b) {
  return strcmp((*a)->d_name, (*b)->d_name);
}

static unsigned read_folder(dl_arena *arena, const char *folder, const char *prefix, source_tables *out) {
  struct dirent **entries = NULL;
  int count = scandir(folder, &entries, NULL, by_name);
  if (count < 0) return complain(folder, 0, strerror(errno));
  unsigned errors = 0;
  for (int i = 0; i < count; i++) {
    const char *name = entries[i]->d_name;
    size_t n = strlen(name);
    char *path = dl_arena_printf(arena, "%s/%s", folder, name);
    struct stat info;
    if (name[0] != '.' && stat(path, &info) == 0) {
      if (S_ISDIR(info.st_mode)) {
        errors += read_folder(arena, path, dl_arena_printf(arena, "%s%s/", prefix, name), out);
      } else if (n > 4 && strcmp(name + n - 4, ".tsv") == 0) {
        source_table *table = DL_PUSH(arena, out->items, out->count, out->capacity);
        *table = (source_table){.path = dl_arena_printf(arena, "data/%s%s", prefix, name)};
        table->name = dl_arena_printf(arena, "%s%.*s", prefix, (int)n - 4, name);
        errors += read_table(arena, path, table);
      }
    }
    free(entries[i]);
  }
  free(entries);
  return errors;
}

unsigned tables_read(dl_arena *arena, const char *folder, source_tables *out) {
  return read_folder(arena, folder, "", out);
}

const source_table *tables_find(const source_tables *tables, const char *name) {
  for (uint32_t i = 0; i < tables->count; i++)
    if (strcmp(tables->items[i].name, name) == 0) return &tables->items[i];
  return NULL;
}

int table_column(const source_table *table, const char *name) {
  for (uint32_t i = 0; i < table->column_count; i++)
    if (strcmp(table->columns[i], name) == 0) return (int)i;
  return -1;
}
