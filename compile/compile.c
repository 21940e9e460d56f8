/* dateline-compile OUT DATA MODELS: makes the one data file of the tables in DATA and the weights in MODELS.
 *
 * Tables (DATA/<area>/<name>.tsv) become sections "<area>/<name>", those of places together "gazetteer", weights
 * (MODELS/<name>.bin) sections "<name>". The file is written beside OUT and renamed, so that OUT is whole or not there.
 * Exit status 1, with file:line: reason, if a table is wrong.
 */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/guard.h"
#include "base/sha256.h"
#include "model/gazetteer_layout.h"
#include "model/gazetteer_write.h"
#include "model/layout.h"
#include "model/source.h"
#include "network/names.h"

typedef struct part {
  dl_model_section section;
  char *bytes;
} part;

typedef struct parts {
  part *items;
  uint32_t count, capacity;
} parts;

static int by_name(const void *a, const void *b) {
  return strcmp(((const part *)a)->section.name, ((const part *)b)->section.name);
}

static unsigned add_part(dl_arena *arena, parts *all, const char *name, uint32_t kind, char *bytes, size_t size) {
  if (!bytes || strlen(name) >= DL_MODEL_NAME) {
    fprintf(stderr, "%s: %s\n", name, bytes ? "the name is too long for a section" : "out of memory");
    free(bytes);
    return 1;
  }
  part *p = DL_PUSH(arena, all->items, all->count, all->capacity);
  snprintf(p->section.name, sizeof p->section.name, "%s", name);
  p->section.kind = kind;
  p->section.size = size;
  p->bytes = bytes;
  return 0;
}

static char *whole_file(const char *path, size_t *size) {
  FILE *file = fopen(path, "rb");
  if (!file) return NULL;
  long end = fseek(file, 0, SEEK_END) == 0 ? ftell(file) : -1;
  char *bytes = end >= 0 ? malloc((size_t)end + 1) : NULL;
  if (bytes) {
    rewind(file);
    *size = fread(bytes, 1, (size_t)end, file);
  }
  fclose(file);
  return bytes;
}

static unsigned add_model(dl_arena *arena, parts *all, const char *path, const char *name) {
  size_t size = 0;
  dl_status status = {0};
  char *bytes = whole_file(path, &size);
  if (!bytes || dl_names_hash(path, &bytes, &size, &status) == DL_OK)
    return add_part(arena, all, name, DL_SECTION_BYTES, bytes, size);
  fprintf(stderr, "%s\n", status.message);
  free(bytes);
  return 1;
}

static unsigned add_weights(dl_arena *arena, const char *folder, parts *all) {
  DIR *dir = opendir(folder);
  if (!dir) {
    fprintf(stderr, "%s: %s\n", folder, strerror(errno));
    return 1;
  }
  unsigned errors = 0;
  for (struct dirent *entry; (entry = readdir(dir)) != NULL;) {
    size_t n = strlen(entry->d_name);
    if (n <= 4 || strcmp(entry->d_name + n - 4, ".bin") != 0) continue;
    errors += add_model(arena, all, dl_arena_printf(arena, "%s/%s", folder, entry->d_name),
                        dl_arena_printf(arena, "%.*s", (int)n - 4, entry->d_name));
  }
  closedir(dir);
  return errors;
}

static void tell(void *context, const char *path, uint32_t line, const char *reason) {
  (void)context;
  fprintf(stderr, "%s:%u: %s\n", path, line, reason);
}

static unsigned add_tables(dl_arena *arena, const char *folder, parts *all) {
  dl_source_tables tables = {0};
  dl_faults faults = {.tell = tell};
  unsigned errors = 0;
  dl_source_read_folder(arena, folder, &tables, &faults);
  dl_source_check(arena, &tables, NULL, &faults);
  for (uint32_t i = 0; i < tables.count && faults.count + errors == 0; i++) {
    size_t size = 0;
    if (dl_gazetteer_is_source(&tables.items[i])) continue;
    char *bytes = dl_source_bytes(arena, &tables.items[i], &size);
    errors += add_part(arena, all, tables.items[i].name, DL_SECTION_TABLE, bytes, size);
  }
  size_t size = 0;
  char *gazetteer = faults.count + errors == 0 ? dl_gazetteer_bytes(arena, &tables, &size) : NULL;
  if (gazetteer) errors += add_part(arena, all, DL_GAZETTEER_SECTION, DL_SECTION_BYTES, gazetteer, size);
  return faults.count + errors;
}

/* Where each section stands; where the last one ends. */
static uint64_t place_sections(parts *all) {
  uint64_t at = sizeof(dl_model_header) + all->count * sizeof(dl_model_section);
  for (uint32_t i = 0; i < all->count; i++) {
    all->items[i].section.offset = at;
    at = (at + all->items[i].section.size + DL_MODEL_ALIGN - 1) / DL_MODEL_ALIGN * DL_MODEL_ALIGN;
  }
  return at;
}

/* The file's bytes, malloced. */
static char *lay_out(parts *all, size_t *size) {
  uint64_t end = place_sections(all), directory = all->count * sizeof(dl_model_section);
  char *file = calloc(1, end + sizeof(dl_model_trailer));
  if (!file) return NULL;
  *size = end + sizeof(dl_model_trailer);
  for (uint32_t i = 0; i < all->count; i++) {
    part *p = &all->items[i];
    uint64_t next = i + 1 < all->count ? p[1].section.offset : end;
    memcpy(file + p->section.offset, p->bytes, p->section.size);
    p->section.check = dl_model_check(file + p->section.offset, next - p->section.offset);
    memcpy(file + sizeof(dl_model_header) + i * sizeof p->section, &p->section, sizeof p->section);
  }
  dl_model_header header = {.version = DL_MODEL_VERSION, .sections = all->count, .size = *size};
  memcpy(header.magic, DL_MODEL_MAGIC, sizeof header.magic);
  header.check = dl_model_check(file + sizeof header, directory);
  memcpy(file, &header, sizeof header);
  dl_sha256 hash;
  dl_sha256_start(&hash);
  dl_sha256_add(&hash, file, end);
  dl_model_trailer trailer = {0};
  memcpy(trailer.sha256, hash.state, sizeof trailer.sha256);
  trailer.check = dl_model_check(trailer.sha256, sizeof trailer.sha256);
  memcpy(file + end, &trailer, sizeof trailer);
  return file;
}

/* What was written is read again as the program reads it, and by its SHA-256. */
static bool reads_well(const char *path) {
  dl_model *model = NULL;
  dl_status status = {0};
  int code = dl_model_open(path, &model, &status);
  if (code == DL_OK) code = dl_model_verify(model, &status);
  dl_model_close(model);
  if (code != DL_OK) fprintf(stderr, "%s\n", status.message);
  return code == DL_OK;
}

static unsigned write_out(dl_arena *arena, const char *path, const char *bytes, size_t size) {
  const char *part_path = dl_arena_printf(arena, "%s.part", path);
  FILE *file = fopen(part_path, "wb");
  bool good = file && fwrite(bytes, 1, size, file) == size;
  if (file) good = fclose(file) == 0 && good;
  good = good && reads_well(part_path) && rename(part_path, path) == 0;
  if (!good) {
    fprintf(stderr, "%s: %s\n", path, errno ? strerror(errno) : "is not made");
    remove(part_path);
  }
  return good ? 0 : 1;
}

typedef struct making {
  dl_arena *arena;
  char **argv;
  parts all;
} making;

static int make_file(void *context, dl_status *status) {
  making *m = context;
  char **argv = m->argv;
  (void)status;
  unsigned errors = add_tables(m->arena, argv[2], &m->all) + add_weights(m->arena, argv[3], &m->all);
  if (errors > 0) {
    fprintf(stderr, "%u errors: %s is not made\n", errors, argv[1]);
    return DL_EINPUT;
  }
  qsort(m->all.items, m->all.count, sizeof *m->all.items, by_name);
  size_t size = 0;
  char *bytes = lay_out(&m->all, &size);
  errors += bytes ? write_out(m->arena, argv[1], bytes, size) : 1;
  free(bytes);
  return errors == 0 ? DL_OK : DL_EIO;
}

int main(int argc, char **argv) {
  if (argc != 4) {
    fprintf(stderr, "usage: dateline-compile OUT DATA MODELS\n");
    return 2;
  }
  making m = {.arena = dl_arena_new(), .argv = argv};
  int code = m.arena ? dl_guard_run(make_file, &m, NULL) : DL_EMEMORY;
  if (code == DL_EMEMORY) fprintf(stderr, "out of memory: %s is not made\n", argv[1]);
  for (uint32_t i = 0; i < m.all.count; i++) free(m.all.items[i].bytes);
  dl_arena_free(m.arena);
  return code == DL_OK ? 0 : 1;
}
