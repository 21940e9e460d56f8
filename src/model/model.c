#include "model/model.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/sha256.h"
#include "model/compile.h"
#include "model/layout.h"

struct dl_table {
  const dl_table_header *header;
  const uint32_t *names, *cells, *lines, *files; /* files: NULL where all rows are of one */
  const uint32_t *kinds, *codes;                 /* NULL where no column is compiled */
  const dl_term *terms;
  const dl_table_slot *slots;
  const char *pool;
  uint64_t *filter; /* FILTER bits a slot, one set for each key: most keys that are asked for are in no row, and these
                       bits stay in the cache */
};

struct dl_model {
  const char *map;
  size_t size;
  const dl_model_header *header;
  const dl_model_section *sections; /* sorted by name */
  dl_table *tables;                 /* as many as sections; unused where the section is not a table */
  char **own; /* as many as sections: the bytes of tables that a user's rows are in, NULL elsewhere */
  char *path; /* for messages */
  char sha256[DL_SHA256_HEX], own_sha256[DL_SHA256_HEX];
};

/* ---- opening ---- */

static int damaged(const dl_model *model, dl_status *status, const char *what) {
  return dl_fail(status, DL_EDATA, "%s: damaged data file: %s", model->path, what);
}

static bool all_zero(const uint8_t *bytes, size_t size) {
  while (size > 0 && bytes[size - 1] == 0) size--;
  return size == 0;
}

/* Are there `count` items of `item` bytes at offset `at`, aligned to 4, in a section of `size` bytes? */
static bool fits(uint64_t at, uint64_t count, uint64_t item, uint64_t size) {
  return at % 4 == 0 && at <= size && count <= (size - at) / item;
}

/* Are the compiled cells there, and the last terms empty, so that whatever walks over them ends? */
static bool codes_are_sound(const dl_table_header *h, const char *bytes, uint64_t size) {
  if (!fits(h->kinds_at, h->columns, 4, size) || !fits(h->codes_at, (uint64_t)h->rows * h->columns, 4, size) ||
      !fits(h->terms_at, h->term_count, sizeof(dl_term), size))
    return false;
  const size_t end = DL_EMPTY_TERMS * sizeof(dl_term);
  const char *behind = bytes + h->terms_at + h->term_count * sizeof(dl_term);
  return h->term_count == 0 || (h->term_count >= DL_EMPTY_TERMS && all_zero((const uint8_t *)behind - end, end));
}

static bool table_is_sound(const char *bytes, uint64_t size) {
  if (size < sizeof(dl_table_header)) return false;
  const dl_table_header *h = (const dl_table_header *)bytes;
  if (h->columns == 0 || h->slots == 0 || (h->slots & (h->slots - 1)) != 0) return false;
  if (!fits(h->names_at, h->columns, 4, size)) return false;
  if (h->lines_at != 0 && !fits(h->lines_at, h->rows, 4, size)) return false;
  if (!fits(h->cells_at, (uint64_t)h->rows * h->columns, 4, size)) return false;
  if (!fits(h->slots_at, h->slots, sizeof(dl_table_slot), size)) return false;
  if (h->files_at != 0 && !fits(h->files_at, h->rows, 4, size)) return false;
  if (h->codes_at != 0 && !codes_are_sound(h, bytes, size)) return false;
  if (!fits(h->pool_at, h->pool_size, 1, size) || h->pool_size == 0) return false;
  const char *pool = bytes + h->pool_at;
  return pool[0] == '\0' && pool[h->pool_size - 1] == '\0';
}

static dl_table table_at(const char *bytes) {
  const dl_table_header *h = (const dl_table_header *)bytes;
  return (dl_table){
      .header = h,
      .names = (const uint32_t *)(bytes + h->names_at),
      .cells = (const uint32_t *)(bytes + h->cells_at),
      .lines = h->lines_at ? (const uint32_t *)(bytes + h->lines_at) : NULL,
      .files = h->files_at ? (const uint32_t *)(bytes + h->files_at) : NULL,
      .kinds = h->codes_at ? (const uint32_t *)(bytes + h->kinds_at) : NULL,
      .codes = h->codes_at ? (const uint32_t *)(bytes + h->codes_at) : NULL,
      .terms = (const dl_term *)(bytes + h->terms_at),
      .slots = (const dl_table_slot *)(bytes + h->slots_at),
      .pool = bytes + h->pool_at,
  };
}

enum { FILTER = 16 };

/* The bit of a key in the filter of a table: of another part of the hash than its slot. */
static uint32_t filter_bit(const dl_table_header *h, uint32_t hash) {
  return hash * 0x9E3779B1u >> 7 & (h->slots * FILTER - 1);
}

static bool make_filter(dl_table *table) {
  const dl_table_header *h = table->header;
  table->filter = calloc((size_t)h->slots * FILTER / 64 + 1, sizeof *table->filter);
  for (uint32_t i = 0; table->filter && i < h->slots; i++) {
    uint32_t bit = filter_bit(h, table->slots[i].hash);
    if (table->slots[i].count) table->filter[bit / 64] |= (uint64_t)1 << bit % 64;
  }
  return table->filter != NULL;
}

static int check_sections(dl_model *model, dl_status *status) {
  const dl_model_header *header = model->header;
  uint64_t start = sizeof *header + header->sections * sizeof(dl_model_section);
  for (uint32_t i = 0; i < header->sections; i++) {
    const dl_model_section *s = &model->sections[i];
    if (memchr(s->name, '\0', sizeof s->name) == NULL) return damaged(model, status, "a section's name has no end");
    if (i > 0 && strcmp(s[-1].name, s->name) >= 0) return damaged(model, status, "the directory is not sorted");
    if (s->offset % DL_MODEL_ALIGN != 0 || s->offset < start || s->offset > model->size ||
        s->size > model->size - s->offset)
      return dl_fail(status, DL_EDATA, "%s: damaged data file: section '%s' lies outside it", model->path, s->name);
    if (s->kind == DL_SECTION_BYTES) continue;
    if (s->kind != DL_SECTION_TABLE || !table_is_sound(model->map + s->offset, s->size))
      return dl_fail(status, DL_EDATA, "%s: damaged data file: section '%s' is not a table", model->path, s->name);
    model->tables[i] = table_at(model->map + s->offset);
    if (!make_filter(&model->tables[i])) return dl_fail(status, DL_EMEMORY, "out of memory");
  }
  return DL_OK;
}

/* Does every byte lie under one of the checksums, and do they fit? Sections follow the directory and each other, the
 * trailer the last one. */
static int check_contents(const dl_model *model, dl_status *status) {
  const dl_model_header *header = model->header;
  uint64_t at = sizeof *header + header->sections * sizeof(dl_model_section),
           end = model->size - sizeof(dl_model_trailer);
  for (uint32_t i = 0; i < header->sections; i++) {
    const dl_model_section *s = &model->sections[i];
    uint64_t next = (s->offset + s->size + DL_MODEL_ALIGN - 1) / DL_MODEL_ALIGN * DL_MODEL_ALIGN;
    if (s->offset != at || next > end) return damaged(model, status, "the sections do not follow each other");
    if (dl_model_check(model->map + at, next - at) != s->check)
      return dl_fail(status, DL_EDATA, "%s: damaged data file: the checksum of section '%s' differs", model->path,
                     s->name);
    at = next;
  }
  const dl_model_trailer *trailer = (const dl_model_trailer *)(model->map + end);
  if (at != end || dl_model_check(trailer->sha256, sizeof trailer->sha256) != trailer->check ||
      !all_zero(trailer->reserved, sizeof trailer->reserved))
    return damaged(model, status, "its end is not the one it was made with");
  return DL_OK;
}

static int check_header(dl_model *model, dl_status *status) {
  const dl_model_header *header = (const dl_model_header *)model->map;
  if (model->size < sizeof *header || memcmp(header->magic, DL_MODEL_MAGIC, sizeof header->magic) != 0)
    return dl_fail(status, DL_EDATA, "%s: not a data file of dateline", model->path);
  if (header->version != DL_MODEL_VERSION)
    return dl_fail(status, DL_EDATA, "%s: data file of version %u; this program reads version %d", model->path,
                   header->version, DL_MODEL_VERSION);
  if (header->size != model->size) return damaged(model, status, "its size is not the one it states");
  uint64_t directory = (uint64_t)header->sections * sizeof(dl_model_section);
  if (header->sections > DL_MODEL_SECTIONS || directory + sizeof(dl_model_trailer) > model->size - sizeof *header)
    return damaged(model, status, "the directory does not fit");
  if (!all_zero(header->reserved, sizeof header->reserved))
    return damaged(model, status, "the header holds more than it should");
  model->header = header;
  model->sections = (const dl_model_section *)(model->map + sizeof *header);
  if (dl_model_check(model->sections, directory) != header->check)
    return damaged(model, status, "the directory's checksum differs");
  return DL_OK;
}

static int map_file(dl_model *model, dl_status *status) {
  int file = open(model->path, O_RDONLY | O_CLOEXEC);
  if (file < 0) return dl_fail(status, DL_EIO, "%s: %s", model->path, strerror(errno));
  struct stat info;
  int code = DL_OK;
  if (fstat(file, &info) != 0) {
    code = dl_fail(status, DL_EIO, "%s: %s", model->path, strerror(errno));
  } else if (!S_ISREG(info.st_mode) || info.st_size == 0) {
    code = dl_fail(status, DL_EDATA, "%s: not a data file of dateline", model->path);
  } else {
    void *map = mmap(NULL, (size_t)info.st_size, PROT_READ, MAP_SHARED, file, 0);
    if (map == MAP_FAILED) {
      code = dl_fail(status, DL_EIO, "%s: %s", model->path, strerror(errno));
    } else {
      model->map = map;
      model->size = (size_t)info.st_size;
    }
  }
  close(file); /* the mapping stays */
  return code;
}

/* SHA-256 of the whole file: the trailer has it up to itself. */
static void name_file(dl_model *model) {
  uint64_t end = model->size - sizeof(dl_model_trailer);
  dl_model_trailer trailer;
  uint8_t digest[DL_SHA256_SIZE];
  dl_sha256 hash;
  memcpy(&trailer, model->map + end, sizeof trailer);
  dl_sha256_resume(&hash, trailer.sha256, end);
  dl_sha256_add(&hash, &trailer, sizeof trailer);
  dl_sha256_end(&hash, digest);
  dl_sha256_hex(digest, model->sha256);
}

static int open_model(const char *path, bool checked, dl_model **model, dl_status *status) {
  *model = NULL;
  dl_model *m = calloc(1, sizeof *m);
  if (!m || !(m->path = strdup(path))) {
    free(m);
    return dl_fail(status, DL_EMEMORY, "out of memory");
  }
  int code = map_file(m, status);
  if (code == DL_OK) code = check_header(m, status);
  if (code == DL_OK && !(m->tables = calloc(m->header->sections + 1, sizeof *m->tables)))
    code = dl_fail(status, DL_EMEMORY, "out of memory");
  if (code == DL_OK) code = check_sections(m, status);
  if (code == DL_OK && checked) code = check_contents(m, status);
  if (code != DL_OK) {
    dl_model_close(m);
    return code;
  }
  name_file(m);
  *model = m;
  return DL_OK;
}

int dl_model_open(const char *path, dl_model **model, dl_status *status) {
  return open_model(path, true, model, status);
}

int dl_model_open_unchecked(const char *path, dl_model **model, dl_status *status) {
  return open_model(path, false, model, status);
}

void dl_model_close(dl_model *model) {
  if (!model) return;
  for (uint32_t i = 0; model->own && i < model->header->sections; i++) free(model->own[i]);
  free(model->own);
  for (uint32_t i = 0; model->tables && i < model->header->sections; i++) free(model->tables[i].filter);
  if (model->map) munmap((void *)(uintptr_t)model->map, model->size);
  free(model->tables);
  free(model->path);
  free(model);
}

int dl_model_verify(const dl_model *model, dl_status *status) {
  dl_sha256 hash;
  uint8_t digest[DL_SHA256_SIZE];
  char hex[DL_SHA256_HEX];
  dl_sha256_start(&hash);
  dl_sha256_add(&hash, model->map, model->size);
  dl_sha256_end(&hash, digest);
  dl_sha256_hex(digest, hex);
  if (strcmp(hex, model->sha256) != 0)
    return damaged(model, status, "its contents are not those it was made with (SHA-256 differs)");
  return DL_OK;
}

const char *dl_model_sha256(const dl_model *model) {
  return model->sha256;
}

const char *dl_model_own_sha256(const dl_model *model) {
  return model->own_sha256;
}

/* ---- sections ---- */

static const dl_model_section *find_section(const dl_model *model, const char *name, dl_section_kind kind) {
  uint32_t low = 0, high = model->header->sections;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    const dl_model_section *s = &model->sections[middle];
    int order = strcmp(name, s->name);
    if (order == 0) return s->kind == (uint32_t)kind ? s : NULL;
    if (order < 0)
      high = middle;
    else
      low = middle + 1;
  }
  return NULL;
}

const void *dl_model_bytes(const dl_model *model, const char *name, size_t *size) {
  const dl_model_section *s = find_section(model, name, DL_SECTION_BYTES);
  *size = s ? s->size : 0;
  return s ? model->map + s->offset : NULL;
}

const dl_table *dl_model_table(const dl_model *model, const char *name) {
  const dl_model_section *s = find_section(model, name, DL_SECTION_TABLE);
  return s ? &model->tables[s - model->sections] : NULL;
}

uint32_t dl_model_sections(const dl_model *model) {
  return model->header->sections;
}

const char *dl_model_table_name(const dl_model *model, uint32_t section) {
  bool table = section < model->header->sections && model->sections[section].kind == DL_SECTION_TABLE;
  return table ? model->sections[section].name : NULL;
}

int dl_model_replace(dl_model *model, char *const *bytes, const char *sha256, dl_status *status) {
  uint32_t count = model->header->sections;
  if (!model->own && !(model->own = calloc(count + 1, sizeof *model->own)))
    return dl_fail(status, DL_EMEMORY, "out of memory");
  dl_table *made = calloc(count + 1, sizeof *made);
  bool whole = made != NULL;
  for (uint32_t i = 0; whole && i < count; i++) {
    if (!bytes[i]) continue;
    made[i] = table_at(bytes[i]);
    whole = make_filter(&made[i]);
  }
  for (uint32_t i = 0; made && i < count; i++) {
    if (whole && bytes[i]) {
      free(model->own[i]);
      free(model->tables[i].filter);
      model->own[i] = bytes[i];
      model->tables[i] = made[i];
    } else {
      free(made[i].filter);
    }
  }
  free(made);
  if (!whole) return dl_fail(status, DL_EMEMORY, "out of memory");
  memcpy(model->own_sha256, sha256, sizeof model->own_sha256);
  return DL_OK;
}

/* ---- tables ---- */

/* One comparison makes damage inside a table harmless without reading all of it when the file is opened. */
static const char *string_at(const dl_table *table, uint32_t offset) {
  return offset < table->header->pool_size ? table->pool + offset : "";
}

uint32_t dl_table_rows(const dl_table *table) {
  return table->header->rows;
}

int dl_table_column(const dl_table *table, const char *name) {
  for (uint32_t i = 0; i < table->header->columns; i++)
    if (strcmp(string_at(table, table->names[i]), name) == 0) return (int)i;
  return -1;
}

int dl_columns_find(const dl_wanted *wanted, size_t count, dl_status *status) {
  for (size_t i = 0; i < count; i++) {
    if (!wanted[i].table) continue;
    *wanted[i].to = dl_table_column(wanted[i].table, wanted[i].name);
    if (*wanted[i].to < 0)
      return dl_fail(status, DL_EDATA, "%s: no column '%s'", dl_table_file(wanted[i].table), wanted[i].name);
  }
  return DL_OK;
}

const char *dl_table_cell(const dl_table *table, uint32_t row, int column) {
  const dl_table_header *h = table->header;
  if (row >= h->rows || (uint32_t)column >= h->columns) return "";
  return string_at(table, table->cells[(size_t)row * h->columns + (uint32_t)column]);
}

dl_compiled dl_table_compiled(const dl_table *table, uint32_t column) {
  bool known = table->kinds && column < table->header->columns && table->kinds[column] < DL_COMPILED_KINDS;
  return known ? (dl_compiled)table->kinds[column] : DL_AS_TEXT;
}

uint32_t dl_table_code(const dl_table *table, uint32_t row, int column) {
  const dl_table_header *h = table->header;
  if (!table->codes || row >= h->rows || (uint32_t)column >= h->columns) return 0;
  return table->codes[(size_t)row * h->columns + (uint32_t)column];
}

dl_terms dl_table_terms(const dl_table *table, uint32_t row, int column) {
  uint32_t at = dl_table_code(table, row, column);
  return (dl_terms){table, at > 0 && at < table->header->term_count ? &table->terms[at] : NULL};
}

const char *dl_table_text(const dl_table *table, uint32_t text) {
  return string_at(table, text);
}

uint32_t dl_table_line(const dl_table *table, uint32_t row) {
  const dl_table_header *h = table->header;
  if (row >= h->rows) return 0;
  return table->lines ? table->lines[row] : h->first_line + row;
}

bool dl_cell_lists(const char *cell, const char *word, size_t size) {
  for (; *cell; cell += strcspn(cell, " "), cell += *cell == ' ')
    if (strcspn(cell, " ") == size && strncmp(cell, word, size) == 0) return true;
  return false;
}

const char *dl_table_file(const dl_table *table) {
  return string_at(table, table->header->file);
}

const char *dl_table_row_file(const dl_table *table, uint32_t row) {
  return table->files && row < table->header->rows ? string_at(table, table->files[row]) : dl_table_file(table);
}

uint32_t dl_table_columns(const dl_table *table) {
  return table->header->columns;
}

const char *dl_table_column_name(const dl_table *table, uint32_t column) {
  return column < table->header->columns ? string_at(table, table->names[column]) : "";
}

void dl_grow(dl_growing *key, const char *word) {
  size_t n = strlen(word);
  if (key->size + n + 2 > DL_KEY) key->size = DL_KEY;
  if (key->size == DL_KEY) return;
  if (key->size > 0) key->text[key->size++] = ' ';
  memcpy(key->text + key->size, word, n + 1);
  key->size += n;
}

uint32_t dl_table_max_words(const dl_table *table) {
  return table->header->max_words;
}

uint32_t dl_table_find(const dl_table *table, const char *key, uint32_t *first) {
  return dl_table_find_hash(table, key, dl_table_hash(key), first);
}

uint32_t dl_key_hash(uint32_t before, const char *text) {
  return dl_table_hash_on(before, text);
}

uint32_t dl_table_find_hash(const dl_table *table, const char *key, uint32_t hash, uint32_t *first) {
  const dl_table_header *h = table->header;
  uint32_t mask = h->slots - 1, bit = filter_bit(h, hash);
  if (!(table->filter[bit / 64] >> bit % 64 & 1)) return 0;
  for (uint32_t i = 0; i < h->slots; i++) {
    const dl_table_slot *slot = &table->slots[(hash + i) & mask];
    if (slot->count == 0) return 0;
    if (slot->hash != hash || strcmp(dl_table_cell(table, slot->first, 0), key) != 0) continue;
    if (slot->first >= h->rows || slot->count > h->rows - slot->first) return 0; /* damage */
    *first = slot->first;
    return slot->count;
  }
  return 0;
}
