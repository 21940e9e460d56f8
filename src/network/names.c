#include "network/names.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "network/evidence.h"
#include "network/items.h"

static const char NAMES[] = "evidence", KIND[] = "#names";

/* Is this the list of the names that weights beside it belong to? */
static bool is_names(const dl_items *items, const dl_item *it) {
  char weights[96];
  if (it->kind != DL_LIST || it->name_size < sizeof NAMES - 1) return false;
  size_t before = it->name_size - (sizeof NAMES - 1);
  if (memcmp(it->name + before, NAMES, sizeof NAMES - 1) != 0) return false;
  snprintf(weights, sizeof weights, "%.*sweights", (int)before, it->name);
  const dl_item *rows = dl_items_find(items, weights, "");
  return rows && rows->kind == DL_ROWS && rows->dims[0] == it->dims[0];
}

typedef struct writer {
  char *bytes; /* NULL: only counts */
  size_t size;
} writer;

static void put(writer *w, const void *from, size_t size) {
  if (w->bytes) memcpy(w->bytes + w->size, from, size);
  w->size += size;
}

static void put_u32(writer *w, uint32_t value) {
  put(w, &value, sizeof value);
}

static void align(writer *w) {
  static const char zeros[DL_ITEMS_ALIGN];
  put(w, zeros, -w->size & (DL_ITEMS_ALIGN - 1));
}

static void put_hashes(writer *w, const dl_item *it) {
  put_u32(w, (uint32_t)(it->name_size + sizeof KIND - 1));
  put(w, it->name, it->name_size);
  put(w, KIND, sizeof KIND - 1);
  put_u32(w, 1);
  put_u32(w, it->dims[0]);
  align(w);
  const char *at = it->data;
  for (uint32_t i = 0; i < it->dims[0]; i++) {
    dl_part name = dl_part_of(at);
    put(w, &name.hash, sizeof name.hash);
    at += name.size + 1;
  }
}

static void write_section(writer *w, const dl_items *items, const char *head) {
  put(w, head, DL_ITEMS_HEAD);
  for (uint32_t i = 0; i < items->count; i++) {
    const dl_item *it = &items->list[i];
    if (is_names(items, it)) {
      put_hashes(w, it);
      continue;
    }
    put(w, it->head, it->head_size);
    align(w);
    put(w, it->data, it->size);
  }
}

/* Are there as many strings as the list says? */
static bool is_whole(const dl_item *it) {
  uint32_t ends = 0;
  for (size_t i = 0; i < it->size; i++) ends += it->data[i] == '\0';
  return ends == it->dims[0] && it->size && it->data[it->size - 1] == '\0';
}

/* The section, as the data file has it. */
static int hash_section(const char *file, const char *bytes, size_t size, dl_items *items, writer *out,
                        dl_status *status) {
  int code = dl_items_open(items, file, bytes, size, status);
  for (uint32_t i = 0; code == DL_OK && i < items->count; i++)
    if (is_names(items, &items->list[i]) && !is_whole(&items->list[i]))
      code = dl_fail(status, DL_EDATA, "%s: '%s' is cut short", file, NAMES);
  if (code != DL_OK) return code;
  writer count = {0};
  write_section(&count, items, bytes);
  out->bytes = malloc(count.size);
  if (!out->bytes) return dl_fail(status, DL_EMEMORY, "out of memory for %s", file);
  write_section(out, items, bytes);
  return DL_OK;
}

int dl_names_hash(const char *file, char **bytes, size_t *size, dl_status *status) {
  if (!dl_items_are(*bytes, *size)) return DL_OK;
  dl_items *items = calloc(1, sizeof *items);
  if (!items) return dl_fail(status, DL_EMEMORY, "out of memory for %s", file);
  writer out = {0};
  int code = hash_section(file, *bytes, *size, items, &out, status);
  if (code == DL_OK) {
    free(*bytes);
    *bytes = out.bytes;
    *size = out.size;
  }
  free(items->memory);
  free(items);
  return code;
}
