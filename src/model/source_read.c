#include "model/source.h"

#include <dirent.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/guard.h"
#include "base/utf8.h"

void dl_fault(dl_faults *faults, const char *path, uint32_t line, const char *format, ...) {
  char reason[256];
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(reason, sizeof reason, format, arguments);
  va_end(arguments);
  if (faults->count++ == 0) {
    if (line > 0)
      snprintf(faults->first, sizeof faults->first, "%s:%u: %s", path, line, reason);
    else
      snprintf(faults->first, sizeof faults->first, "%s: %s", path, reason);
  }
  if (faults->tell) faults->tell(faults->context, path, line, reason);
}

/* A file that is being read; what is open is closed by whoever runs the guard. */
typedef struct reading {
  dl_arena *arena;
  FILE *file;
  char *bytes;
  size_t size;
} reading;

static int read_all(void *context, dl_status *status) {
  (void)status;
  reading *r = context;
  size_t capacity = 1 << 16, got;
  r->bytes = dl_arena_alloc(r->arena, capacity);
  while ((got = fread(r->bytes + r->size, 1, capacity - r->size - 1, r->file)) > 0) {
    r->size += got;
    if (r->size + 1 < capacity) continue;
    r->bytes = dl_arena_grow(r->arena, r->bytes, capacity, 2 * capacity);
    capacity *= 2;
  }
  r->bytes[r->size] = '\0';
  return DL_OK;
}

/* All bytes, with a NUL behind them; NULL: errno says why. */
static char *read_file(dl_arena *arena, const char *path, size_t *size) {
  reading r = {.arena = arena, .file = fopen(path, "rb")};
  if (!r.file) return NULL;
  int code = dl_guard_run(read_all, &r, NULL);
  int problem = code == DL_EMEMORY ? ENOMEM : ferror(r.file) ? errno : 0;
  fclose(r.file);
  if (code == DL_EMEMORY) dl_guard_leave(); /* on to the caller's */
  *size = r.size;
  errno = problem;
  return problem ? NULL : r.bytes;
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

static void check_row(const dl_source_table *table, const dl_source_row *row, dl_faults *faults) {
  for (uint32_t i = 0; i < table->column_count; i++) {
    const char *cell = row->cells[i];
    size_t n = strlen(cell);
    if (n > 0 && (cell[0] == ' ' || cell[n - 1] == ' '))
      dl_fault(faults, table->path, row->line, "a cell begins or ends with a space");
  }
  if (!row->cells[0][0]) dl_fault(faults, table->path, row->line, "the key is empty");
  if (strstr(row->cells[0], "  ")) dl_fault(faults, table->path, row->line, "two spaces in the key");
}

static void read_line(dl_arena *arena, dl_source_table *table, char *line, uint32_t number, dl_faults *faults) {
  uint32_t cells = count_tabs(line) + 1;
  if (!table->columns) {
    table->column_count = cells;
    table->columns = cut(arena, line, cells);
    table->header = number;
  } else if (cells != table->column_count) {
    dl_fault(faults, table->path, number, "%u cells in a table of %u columns", cells, table->column_count);
  } else {
    dl_source_row *row = DL_PUSH(arena, table->rows, table->row_count, table->row_capacity);
    *row = (dl_source_row){.cells = cut(arena, line, cells), .line = number};
    check_row(table, row, faults);
  }
}

void dl_source_read(dl_arena *arena, const char *file, const char *path, dl_source_table *table, dl_faults *faults) {
  size_t size = 0;
  table->path = path;
  char *at = read_file(arena, file, &size);
  if (!at || strlen(at) != size) {
    dl_fault(faults, path, 0, "%s", at ? "a NUL byte in the file" : strerror(errno));
    return;
  }
  if (strncmp(at, "\xef\xbb\xbf", 3) == 0) at += 3;
  for (uint32_t number = 1; *at; number++) {
    size_t n = strcspn(at, "\n");
    char *next = at + n + (at[n] == '\n');
    at[n] = '\0';
    if (n > 0 && at[n - 1] == '\r') at[--n] = '\0';
    if (!dl_utf8_valid(at, n, NULL)) dl_fault(faults, path, number, "not UTF-8");
    bool comment = at[0] == '#' && !(table->columns && strchr(at, '\t') == at + 1); /* "#" itself may be a key */
    if (at[0] != '\0' && !comment) read_line(arena, table, at, number, faults);
    at = next;
  }
  if (!table->columns) dl_fault(faults, path, 1, "no header line");
}

static int by_name(const struct dirent **a, const struct dirent **b) {
  return strcmp((*a)->d_name, (*b)->d_name);
}

typedef struct listing {
  dl_arena *arena;
  struct dirent **entries;
  int count;
  const char **names;
  uint32_t kept;
} listing;

static int copy_names(void *context, dl_status *status) {
  (void)status;
  listing *l = context;
  l->names = dl_arena_alloc(l->arena, ((size_t)l->count + 1) * sizeof *l->names);
  for (int i = 0; i < l->count; i++) {
    const char *name = l->entries[i]->d_name;
    if (name[0] != '.') l->names[l->kept++] = dl_arena_strndup(l->arena, name, strlen(name));
  }
  return DL_OK;
}

uint32_t dl_source_list(dl_arena *arena, const char *folder, const char ***names, dl_faults *faults) {
  listing l = {.arena = arena};
  int count = scandir(folder, &l.entries, NULL, by_name);
  if (count < 0) dl_fault(faults, folder, 0, "%s", strerror(errno));
  l.count = count < 0 ? 0 : count;
  int code = dl_guard_run(copy_names, &l, NULL);
  for (int i = 0; i < l.count; i++) free(l.entries[i]);
  free(l.entries);
  if (code == DL_EMEMORY) dl_guard_leave(); /* on to the caller's */
  *names = l.names;
  return l.kept;
}

const char *dl_source_stem(dl_arena *arena, const char *name) {
  size_t n = strlen(name);
  return n > 4 && strcmp(name + n - 4, ".tsv") == 0 ? dl_arena_strndup(arena, name, n - 4) : NULL;
}

static void read_folder(dl_arena *arena, const char *folder, const char *prefix, dl_source_tables *out,
                        dl_faults *faults) {
  const char **names;
  uint32_t count = dl_source_list(arena, folder, &names, faults);
  for (uint32_t i = 0; i < count; i++) {
    const char *path = dl_arena_printf(arena, "%s/%s", folder, names[i]), *stem = dl_source_stem(arena, names[i]);
    struct stat info;
    if (stat(path, &info) != 0) continue;
    if (S_ISDIR(info.st_mode)) {
      read_folder(arena, path, dl_arena_printf(arena, "%s%s/", prefix, names[i]), out, faults);
    } else if (stem) {
      dl_source_table *table = DL_PUSH(arena, out->items, out->count, out->capacity);
      table->name = dl_arena_printf(arena, "%s%s", prefix, stem);
      dl_source_read(arena, path, dl_arena_printf(arena, "data/%s%s", prefix, names[i]), table, faults);
    }
  }
}

void dl_source_read_folder(dl_arena *arena, const char *folder, dl_source_tables *out, dl_faults *faults) {
  read_folder(arena, folder, "", out, faults);
}

dl_source_table *dl_source_find(const dl_source_tables *tables, const char *name) {
  for (uint32_t i = 0; i < tables->count; i++)
    if (strcmp(tables->items[i].name, name) == 0) return &tables->items[i];
  return NULL;
}

int dl_source_column(const dl_source_table *table, const char *name) {
  for (uint32_t i = 0; i < table->column_count; i++)
    if (strcmp(table->columns[i], name) == 0) return (int)i;
  return -1;
}

bool dl_source_removes(const dl_source_table *table, const dl_source_row *row) {
  return table->column_count > 1 && strcmp(row->cells[1], "-") == 0;
}
