/* The data file: what is in it is found, and a damaged one is refused with a message and never a crash. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/sha256.h"
#include "model/layout.h"
#include "model/model.h"
#include "network/evidence.h"
#include "network/items.h"
#include "network/names.h"

static char *whole(const char *path, size_t *size) {
  FILE *file = fopen(path, "rb");
  assert_non_null(file);
  fseek(file, 0, SEEK_END);
  *size = (size_t)ftell(file);
  rewind(file);
  char *bytes = malloc(*size);
  assert_non_null(bytes);
  assert_int_equal(fread(bytes, 1, *size, file), *size);
  fclose(file);
  return bytes;
}

static int open_bytes(const char *bytes, size_t size, dl_status *status) {
  char path[] = "/tmp/dateline-model-XXXXXX";
  int fd = mkstemp(path);
  assert_true(fd >= 0);
  assert_int_equal(write(fd, bytes, size), (ssize_t)size);
  close(fd);
  dl_model *model = NULL;
  int code = dl_model_open(path, &model, status);
  dl_model_close(model);
  unlink(path);
  return code;
}

static void finds_its_tables(void **state) {
  (void)state;
  dl_status status = {0};
  dl_model *model = NULL;
  assert_int_equal(dl_model_open(getenv("DATELINE_DATA"), &model, &status), DL_OK);
  const dl_table *table = dl_model_table(model, "measures/embargoes");
  assert_non_null(table);
  assert_true(dl_table_rows(table) > 5);
  uint32_t first = 0;
  assert_true(dl_table_find(table, dl_table_cell(table, 0, 0), &first) >= 1);
  assert_int_equal(first, 0);
  assert_int_equal(dl_table_find(table, "no such key", &first), 0);
  assert_int_equal(dl_table_column(table, "no such column"), -1);
  assert_string_equal(dl_table_file(table), "data/measures/embargoes.tsv");
  assert_true(dl_table_line(table, 0) > 1);
  assert_null(dl_model_table(model, "no/table"));
  size_t size = 0;
  assert_non_null(dl_model_bytes(model, "parser", &size));
  assert_true(size > 1000);
  assert_int_equal(dl_model_verify(model, &status), DL_OK);
  dl_model_close(model);
}

static void refuses_what_is_not_one(void **state) {
  (void)state;
  dl_status status = {0};
  dl_model *model = NULL;
  assert_int_not_equal(dl_model_open("/no/such/file", &model, &status), DL_OK);
  assert_non_null(strstr(status.message, "/no/such/file"));
  assert_int_not_equal(dl_model_open("/tmp", &model, &status), DL_OK);
  assert_int_not_equal(open_bytes("", 0, &status), DL_OK);
  assert_int_not_equal(open_bytes("a text, not a data file", 23, &status), DL_OK);
}

/* ---- names of evidence ---- */

typedef struct section {
  char bytes[1024];
  size_t size;
} section;

static void put(section *s, const void *from, size_t size) {
  memcpy(s->bytes + s->size, from, size);
  s->size += size;
}

static void put_numbers(section *s, uint32_t count, const uint32_t *numbers) {
  put(s, numbers, count * sizeof *numbers);
}

static void put_item(section *s, const char *name, uint32_t count, const uint32_t *sizes, const void *body,
                     size_t size) {
  put_numbers(s, 1, &(uint32_t){(uint32_t)strlen(name)});
  put(s, name, strlen(name));
  put_numbers(s, count, sizes);
  while (s->size % DL_ITEMS_ALIGN) put(s, "", 1);
  put(s, body, size);
}

/* Two names with weights, and a list without any. */
static section two_names(void) {
  static const char names[] = "he said\0in Rome", words[] = "a\0b\0c";
  static const int8_t weights[] = {5, -7};
  static const float scales[] = {0.5f, 0.25f};
  section s = {.size = 0};
  put_numbers(&s, 3, (const uint32_t[]){0x4C505244, 3, 4});
  put_item(&s, "evidence", 3, (const uint32_t[]){0xFFFF, 2, sizeof names}, names, sizeof names);
  put_item(&s, "other.evidence", 3, (const uint32_t[]){0xFFFF, 3, sizeof words}, words, sizeof words);
  put_item(&s, "weights#i8", 3, (const uint32_t[]){2, 2, 1}, weights, sizeof weights);
  put_item(&s, "weights.scale#f32", 2, (const uint32_t[]){1, 2}, scales, sizeof scales);
  return s;
}

static int hashed(const section *s, size_t size, char **bytes, size_t *out_size, dl_status *status) {
  *bytes = malloc(sizeof s->bytes);
  assert_non_null(*bytes);
  memcpy(*bytes, s->bytes, size);
  *out_size = size;
  return dl_names_hash("made.bin", bytes, out_size, status);
}

static void keeps_names_as_hashes(void **state) {
  (void)state;
  dl_status status = {0};
  section s = two_names();
  char *bytes = NULL;
  size_t size = 0;
  assert_int_equal(hashed(&s, s.size, &bytes, &size, &status), DL_OK);
  dl_items *items = calloc(1, sizeof *items);
  assert_non_null(items);
  assert_int_equal(dl_items_open(items, "made", bytes, size, &status), DL_OK);
  const dl_item *names = dl_items_names(items, "evidence");
  assert_non_null(names);
  const uint64_t *hashes = (const uint64_t *)(const void *)names->data;
  assert_true(names->dims[0] == 2 && hashes[0] == dl_part_of("he said").hash &&
              hashes[1] == dl_part_of("in Rome").hash);
  dl_strings words = dl_items_strings(items, "other.evidence");
  assert_int_equal(words.count, 3);
  assert_string_equal(words.items[2], "c");
  dl_embedding weights = dl_items_embedding(items, "weights", 2);
  assert_true(weights.width == 1 && weights.values[1] == -7);
  assert_true(weights.scale[1] > 0.24f && weights.scale[1] < 0.26f);
  assert_int_equal(dl_items_close(items, &status), DL_OK);
  free(items->memory);
  free(items);
  free(bytes);
}

static void refuses_names_that_are_cut_short(void **state) {
  (void)state;
  section s = two_names();
  for (size_t size = 4; size < s.size; size++) {
    dl_status status = {0};
    char *bytes = NULL;
    size_t out_size = 0;
    assert_int_equal(hashed(&s, size, &bytes, &out_size, &status), DL_EDATA);
    assert_non_null(strstr(status.message, "made.bin"));
    free(bytes);
  }
  char *text = strdup("no weights at all");
  size_t size = strlen(text);
  dl_status status = {0};
  assert_int_equal(dl_names_hash("made.bin", &text, &size, &status), DL_OK);
  assert_string_equal(text, "no weights at all");
  free(text);
}

/* A copy of the data file that is damaged in place. */
static char copy_path[32];
static int copy = -1;
static size_t copy_size;

static void flip(size_t at, unsigned char bits) {
  unsigned char byte;
  assert_int_equal(pread(copy, &byte, 1, (off_t)at), 1);
  byte ^= bits;
  assert_int_equal(pwrite(copy, &byte, 1, (off_t)at), 1);
}

static int open_copy(dl_status *status) {
  dl_model *model = NULL;
  int code = dl_model_open(copy_path, &model, status);
  dl_model_close(model);
  return code;
}

static int make_copy(void **state) {
  (void)state;
  char *bytes = whole(getenv("DATELINE_DATA"), &copy_size);
  strcpy(copy_path, "/tmp/dateline-model-XXXXXX");
  copy = mkstemp(copy_path);
  ssize_t written = write(copy, bytes, copy_size);
  free(bytes);
  return written == (ssize_t)copy_size ? 0 : 1;
}

static int drop_copy(void **state) {
  (void)state;
  close(copy);
  unlink(copy_path);
  return 0;
}

static void refused_from(size_t begin, size_t end) {
  dl_status status = {0};
  for (size_t at = begin; at < end; at += 5) {
    flip(at, 0x20);
    if (open_copy(&status) == DL_OK) fail_msg("byte %zu", at);
    flip(at, 0x20);
  }
}

/* One bit, anywhere: in the header, the directory, at both ends of each section, in the zeros between them, in the
 * trailer. */
static void sees_one_bit(void **state) {
  (void)state;
  dl_status status = {0};
  dl_model_header header;
  assert_int_equal(pread(copy, &header, sizeof header, 0), sizeof header);
  assert_int_equal(open_copy(&status), DL_OK);
  refused_from(0, sizeof header + header.sections * sizeof(dl_model_section));
  refused_from(copy_size - sizeof(dl_model_trailer), copy_size);
  for (uint32_t i = 0; i < header.sections; i++) {
    dl_model_section s;
    char message[100];
    assert_int_equal(pread(copy, &s, sizeof s, (off_t)(sizeof header + i * sizeof s)), sizeof s);
    size_t next = (s.offset + s.size + DL_MODEL_ALIGN - 1) / DL_MODEL_ALIGN * DL_MODEL_ALIGN;
    size_t places[] = {s.offset + s.size / 2, s.offset + s.size - 1, next - 1};
    for (size_t k = 0; k < 3; k++) {
      flip(places[k], 1);
      assert_int_equal(open_copy(&status), DL_EDATA);
      snprintf(message, sizeof message, "section '%s'", s.name);
      if (!strstr(status.message, message))
        fail_msg("byte %zu of %s: %s", places[k] - s.offset, s.name, status.message);
      flip(places[k], 1);
    }
  }
  assert_int_equal(open_copy(&status), DL_OK);
}

static void sees_many_bytes(void **state) {
  (void)state;
  dl_status status = {0};
  for (uint64_t run = 0; run < 60; run++) {
    for (int twice = 0; twice < 2; twice++) { /* the second time they are flipped back */
      uint64_t random = run;
      for (int i = 0; i < 200; i++) {
        random = random * 6364136223846793005u + 1442695040888963407u;
        flip((random >> 16) % copy_size, (unsigned char)(random >> 56 | 1));
      }
      if (twice > 0) continue;
      assert_int_equal(open_copy(&status), DL_EDATA);
      assert_non_null(strstr(status.message, copy_path));
    }
  }
  assert_int_equal(open_copy(&status), DL_OK);
}

/* made_by tells what sha256sum tells. */
static void is_named_by_its_hash(void **state) {
  (void)state;
  size_t size = 0;
  char *bytes = whole(getenv("DATELINE_DATA"), &size), hex[DL_SHA256_HEX];
  uint8_t digest[DL_SHA256_SIZE];
  dl_sha256 hash;
  dl_sha256_start(&hash);
  dl_sha256_add(&hash, bytes, size);
  dl_sha256_end(&hash, digest);
  dl_sha256_hex(digest, hex);
  free(bytes);
  dl_status status = {0};
  dl_model *model = NULL;
  assert_int_equal(dl_model_open(getenv("DATELINE_DATA"), &model, &status), DL_OK);
  assert_string_equal(dl_model_sha256(model), hex);
  dl_model_close(model);
}

/* The file cut short at many places, and its first bytes changed. */
static void refuses_damage(void **state) {
  (void)state;
  size_t size = 0;
  char *bytes = whole(getenv("DATELINE_DATA"), &size);
  dl_status status = {0};
  for (size_t cut = 0; cut < 4096 && cut < size; cut += 61)
    assert_int_not_equal(open_bytes(bytes, cut, &status), DL_OK);
  size_t small = size < 65536 ? size : 65536; /* the header says another size: refused, whatever is in it */
  for (size_t at = 0; at < 24; at++) {
    bytes[at] ^= 0x55;
    assert_int_not_equal(open_bytes(bytes, small, &status), DL_OK);
    bytes[at] ^= 0x55;
  }
  free(bytes);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(finds_its_tables),
      cmocka_unit_test(refuses_what_is_not_one),
      cmocka_unit_test(keeps_names_as_hashes),
      cmocka_unit_test(refuses_names_that_are_cut_short),
      cmocka_unit_test(refuses_damage),
      cmocka_unit_test(is_named_by_its_hash),
      cmocka_unit_test_setup_teardown(sees_one_bit, make_copy, drop_copy),
      cmocka_unit_test_setup_teardown(sees_many_bytes, make_copy, drop_copy),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
