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

#include "model/model.h"

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

/* Every byte of the header and the directory, changed; and the file cut short at many places. */
static void refuses_damage(void **state) {
  (void)state;
  size_t size = 0;
  char *bytes = whole(getenv("DATELINE_DATA"), &size);
  dl_status status = {0};
  for (size_t cut = 0; cut < 4096 && cut < size; cut += 61) assert_int_not_equal(open_bytes(bytes, cut, &status), DL_OK);
  size_t small = size < 65536 ? size : 65536; /* the header says another size: refused, whatever is in it */
  for (size_t at = 0; at < 24; at++) {
    bytes[at] ^= 0x55;
    assert_int_not_equal(open_bytes(bytes, small, &status), DL_OK);
    bytes[at] ^= 0x55;
  }
  for (size_t at = 128; at < 128 + 64 * 3; at += 7) {
    bytes[at] ^= 0x10;
    assert_int_not_equal(open_bytes(bytes, size, &status), DL_OK);
    bytes[at] ^= 0x10;
  }
  free(bytes);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(finds_its_tables),
    cmocka_unit_test(refuses_what_is_not_one),
    cmocka_unit_test(refuses_damage),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
