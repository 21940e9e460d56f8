#include "api/table.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "api/api.h"
#include "base/buffer.h"
#include "times/calendar.h"

typedef struct column {
  dl_buffer values;  /* UTF-8, numbers of 8 bytes, days of 4, bits */
  dl_buffer offsets; /* of text: rows + 1 numbers of 4 bytes */
  dl_buffer valid;   /* bits; empty while no cell is */
  int64_t nulls;
} column;

struct dateline_table {
  atomic_uint holders; /* the caller's handle, each array and each schema that was handed on */
  const char *kind;
  const dl_column_def *defs;
  size_t count, rows, at;
  bool fixed; /* was handed on: no more rows */
  bool part;  /* the cell that is open has a part */
  column columns[];
};

dateline_table *dl_frame_make(const char *kind, const dl_column_def *defs) {
  size_t count = 0;
  while (defs[count].name) count++;
  dateline_table *t = calloc(1, sizeof *t + count * sizeof(column));
  if (!t) return NULL;
  atomic_init(&t->holders, 1);
  t->kind = kind;
  t->defs = defs;
  t->count = count;
  for (size_t i = 0; i < count; i++)
    if (defs[i].type == 'u') dl_buffer_add(&t->columns[i].offsets, "\0\0\0", 4);
  return t;
}

void dateline_table_free(dateline_table *t) {
  if (!t || atomic_fetch_sub(&t->holders, 1) != 1) return;
  for (size_t i = 0; i < t->count; i++) {
    dl_buffer_free(&t->columns[i].values);
    dl_buffer_free(&t->columns[i].offsets);
    dl_buffer_free(&t->columns[i].valid);
  }
  free(t);
}

size_t dateline_table_rows(const dateline_table *t) {
  return t ? t->rows : 0;
}

bool dl_frame_is_fixed(const dateline_table *t) {
  return t->fixed;
}

const char *dl_frame_kind(const dateline_table *t) {
  return t->kind;
}

size_t dl_frame_cells_left(const dateline_table *t) {
  return t->count - t->at;
}

char dl_frame_next_type(const dateline_table *t) {
  return t->at < t->count ? t->defs[t->at].type : '\0';
}

/* ---- cells ---- */

static void set_bit(dl_buffer *bits, size_t index, bool on) {
  while (bits->size <= index / 8 && !bits->failed) dl_buffer_char(bits, '\0');
  if (!bits->failed && on) bits->data[index / 8] = (char)(bits->data[index / 8] | 1 << index % 8);
}

static column *next(dateline_table *t, bool valid) {
  column *c = &t->columns[t->at++];
  if (!valid && c->nulls++ == 0)
    for (size_t i = 0; i < t->rows; i++) set_bit(&c->valid, i, true);
  if (c->nulls > 0) set_bit(&c->valid, t->rows, valid);
  return c;
}

static void end_text(column *c) {
  uint32_t end = c->values.size > INT32_MAX ? INT32_MAX : (uint32_t)c->values.size;
  dl_buffer_add(&c->offsets, &end, sizeof end);
}

void dl_cell_bytes(dateline_table *t, const char *bytes, size_t size) {
  column *c = next(t, true);
  dl_buffer_add(&c->values, bytes, size);
  end_text(c);
}

void dl_cell_text(dateline_table *t, const char *text) {
  dl_cell_bytes(t, text ? text : "", text ? strlen(text) : 0);
}

void dl_cell_part(dateline_table *t, const char *bytes, size_t size) {
  column *c = &t->columns[t->at];
  if (t->part) dl_buffer_add(&c->values, "; ", 2);
  dl_buffer_add(&c->values, bytes, size);
  t->part = true;
}

void dl_cell_end(dateline_table *t) {
  end_text(next(t, true));
  t->part = false;
}

void dl_cell_int(dateline_table *t, int64_t value) {
  dl_buffer_add(&next(t, true)->values, &value, sizeof value);
}

void dl_cell_real(dateline_table *t, double value) {
  dl_buffer_add(&next(t, true)->values, &value, sizeof value);
}

void dl_cell_bool(dateline_table *t, bool value) {
  set_bit(&next(t, true)->values, t->rows, value);
}

void dl_cell_none(dateline_table *t) {
  char type = t->defs[t->at].type;
  column *c = next(t, false);
  static const char zeros[8];
  if (type == 'u')
    end_text(c);
  else if (type == 'b')
    set_bit(&c->values, t->rows, false);
  else
    dl_buffer_add(&c->values, zeros, type == 'D' ? 4 : 8);
}

void dl_cell_day(dateline_table *t, const char *day) {
  dl_day d;
  if (!day || strlen(day) != 10 || !dl_day_parse(day, &d)) {
    dl_cell_none(t);
    return;
  }
  int32_t number = dl_day_number(d.year, d.month, d.day);
  dl_buffer_add(&next(t, true)->values, &number, sizeof number);
}

void dl_row_end(dateline_table *t) {
  t->rows++;
  t->at = 0;
}

int dl_frame_check(const dateline_table *t, dl_status *status) {
  for (size_t i = 0; i < t->count; i++) {
    const column *c = &t->columns[i];
    if (c->values.failed || c->offsets.failed || c->valid.failed) return dl_fail(status, DL_EMEMORY, "out of memory");
    if (t->defs[i].type == 'u' && c->values.size > INT32_MAX)
      return dl_fail(status, DL_EUSAGE, "the table is too large: more than 2 GiB of %s", t->defs[i].name);
  }
  return DL_OK;
}

/* ---- Arrow ---- */

static dateline_table *hold(dateline_table *t) {
  atomic_fetch_add(&t->holders, 1);
  return t;
}

static void release_schema(struct ArrowSchema *s) {
  for (int64_t i = 0; s->children && i < s->n_children; i++) {
    if (s->children[i] && s->children[i]->release) s->children[i]->release(s->children[i]);
    free(s->children[i]);
  }
  free(s->children);
  dateline_table_free(s->private_data);
  s->release = NULL;
}

static void release_array(struct ArrowArray *a) {
  for (int64_t i = 0; a->children && i < a->n_children; i++) {
    if (a->children[i] && a->children[i]->release) a->children[i]->release(a->children[i]);
    free(a->children[i]);
  }
  free(a->children);
  free(a->buffers);
  dateline_table_free(a->private_data);
  a->release = NULL;
}

static bool make_schema(dateline_table *t, struct ArrowSchema *s) {
  enum { NULLABLE = 2 };
  static const char *const formats[] = {"u", "l", "g", "b"};
  *s = (struct ArrowSchema){.format = "+s", .name = "", .n_children = (int64_t)t->count, .release = release_schema};
  s->private_data = hold(t);
  s->children = calloc(t->count, sizeof(struct ArrowSchema *));
  for (size_t i = 0; s->children && i < t->count; i++) {
    struct ArrowSchema *c = s->children[i] = calloc(1, sizeof *c);
    if (!c) return false;
    *c = (struct ArrowSchema){.format = "tdD", .name = t->defs[i].name, .release = release_schema};
    c->flags = t->defs[i].type == 'u' ? 0 : NULLABLE;
    for (size_t k = 0; k < sizeof formats / sizeof *formats; k++)
      if (formats[k][0] == t->defs[i].type) c->format = formats[k];
    c->private_data = hold(t);
  }
  return s->children != NULL;
}

/* Not NULL, as Arrow asks of values. */
static const void *bytes_of(const dl_buffer *b) {
  static const int64_t nothing;
  return b->data ? (const void *)b->data : (const void *)&nothing;
}

static bool make_column(dateline_table *t, size_t index, struct ArrowArray *a) {
  const column *c = &t->columns[index];
  bool text = t->defs[index].type == 'u';
  *a = (struct ArrowArray){.length = (int64_t)t->rows,
                           .null_count = c->nulls,
                           .n_buffers = text ? 3 : 2,
                           .release = release_array,
                           .private_data = hold(t)};
  a->buffers = calloc(3, sizeof *a->buffers);
  if (!a->buffers) return false;
  a->buffers[0] = c->nulls > 0 ? bytes_of(&c->valid) : NULL;
  if (text) a->buffers[1] = bytes_of(&c->offsets);
  a->buffers[text ? 2 : 1] = bytes_of(&c->values);
  return true;
}

static bool make_array(dateline_table *t, struct ArrowArray *a) {
  *a = (struct ArrowArray){.length = (int64_t)t->rows,
                           .n_buffers = 1,
                           .n_children = (int64_t)t->count,
                           .release = release_array,
                           .private_data = hold(t)};
  a->buffers = calloc(1, sizeof *a->buffers);
  a->children = calloc(t->count, sizeof(struct ArrowArray *));
  for (size_t i = 0; a->buffers && a->children && i < t->count; i++)
    if (!(a->children[i] = calloc(1, sizeof(struct ArrowArray))) || !make_column(t, i, a->children[i])) return false;
  return a->buffers && a->children;
}

int dateline_table_export(dateline_table *t, struct ArrowSchema *schema, struct ArrowArray *array, char *message,
                          size_t size) {
  dl_status status = {0};
  if (schema) *schema = (struct ArrowSchema){0};
  if (array) *array = (struct ArrowArray){0};
  if (!t) return dl_api_null("dateline_table_export", "table", message, size);
  if (dl_frame_check(t, &status) != DL_OK) return dl_api_tell(&status, message, size);
  t->fixed = true;
  bool good = !schema || make_schema(t, schema);
  if (good && array) good = make_array(t, array);
  if (good) return DATELINE_OK;
  if (schema && schema->release) schema->release(schema);
  if (array && array->release) array->release(array);
  dl_fail(&status, DL_EMEMORY, "out of memory");
  return dl_api_tell(&status, message, size);
}

/* ---- the public functions ---- */

int dateline_table_new(const char *kind, dateline_table **table, char *message, size_t size) {
  dl_status status = {0};
  if (table) *table = NULL;
  if (!kind || !table) return dl_api_null("dateline_table_new", kind ? "table" : "kind", message, size);
  const dl_column_def *columns = dl_frame_columns(kind);
  if (!columns)
    dl_fail(&status, DL_EUSAGE, "dateline_table_new: there is no table '%s'", kind);
  else if (!(*table = dl_frame_make(dl_frame_name(kind), columns)))
    dl_fail(&status, DL_EMEMORY, "out of memory");
  return dl_api_tell(&status, message, size);
}
