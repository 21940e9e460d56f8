/* The gazetteer: keys of names, and looking them up in the data file. */
#include "model/gazetteer.h"

#include <stdlib.h>
#include <string.h>

#include "support.h"

static void expect_key(const char *name, const char *key) {
  char made[DL_PLACE_KEY];
  assert_true(dl_place_key(name, made));
  assert_string_equal(made, key);
}

static void test_keys(void **state) {
  (void)state;
  expect_key("B\xc3\xa9ziers", "beziers");
  expect_key("St. Louis", "saint louis");
  expect_key("W. Va.", "w va");
  expect_key("The Hague", "hague");
  expect_key("Al-Bab", "al bab");
  expect_key(
      "Sana\xe2\x80\x99"
      "a",
      "sanaa");
  expect_key("Texas's", "texas");
  expect_key("Platte Co.", "platte county");
  expect_key("\xc5\xbdilina", "zilina");
  char key[DL_PLACE_KEY], tall[200];
  memset(tall, 'a', sizeof tall - 1);
  tall[sizeof tall - 1] = '\0';
  assert_false(dl_place_key("", key));
  assert_false(dl_place_key("...", key));
  assert_false(dl_place_key(tall, key));
  assert_false(dl_place_key("\xff\xfe", key));
}

static bool finds(const dl_gazetteer *g, const char *name, const char *country, const char *feature) {
  dl_toponym found[DL_TOPONYMS];
  uint32_t count = dl_gazetteer_find(g, name, found, DL_TOPONYMS);
  for (uint32_t i = 0; i < count; i++)
    if (found[i].country == dl_code_read(country) && !strncmp(found[i].feature, feature, strlen(feature))) return true;
  return false;
}

static void test_names(void **state) {
  (void)state;
  dl_model *opened = NULL;
  dl_gazetteer g;
  dl_status status = {0};
  assert_int_equal(dl_model_open(getenv("DATELINE_DATA"), &opened, &status), DL_OK);
  assert_int_equal(dl_gazetteer_open(opened, &g, &status), DL_OK);
  assert_true(finds(&g, "Calif.", "USA", "ADM1"));
  assert_true(finds(&g, "B.C.", "CAN", "ADM1"));
  assert_true(finds(&g, "N.J.", "USA", "ADM1"));
  assert_true(finds(&g, "Qamishli", "SYR", "PPL"));
  assert_true(finds(&g, "Douma", "SYR", "PPL"));
  assert_true(finds(&g, "Zhejiang", "CHN", "ADM1"));
  assert_true(finds(&g, "Mediterranean", "", "SEA"));
  assert_true(finds(&g, "Oahu", "USA", "ISL"));
  assert_true(finds(&g, "Ramstein Air Base", "DEU", "AIRB"));
  assert_true(finds(&g, "Rafah crossing", "PSE", "PPL"));
  assert_true(finds(&g, "=MEX", "MEX", "PCLI"));
  assert_false(dl_gazetteer_has(&g, "Xyzzyville"));
  dl_toponym springfield[DL_TOPONYMS];
  uint32_t count = dl_gazetteer_find(&g, "springfield", springfield, DL_TOPONYMS);
  assert_true(count > 10);
  for (uint32_t i = 1; i < count; i++) assert_true(springfield[i - 1].population >= springfield[i].population);
  dl_model_close(opened);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_keys), cmocka_unit_test(test_names)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
