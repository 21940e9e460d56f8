/* Rows that wait for the end of their transaction: there when it is settled, gone when it is taken back. */
#include <stdio.h>
#include <unistd.h>

#include "ledger_support.h"

static void close_and_remove(dl_ledger *ledger, const char *path) {
  dl_ledger_close(ledger);
  unlink(path);
}

static const char found[] = "SELECT count(*) FROM evidence_fts WHERE evidence_fts MATCH 'tanks'";

static void words_come_with_the_end(void **state) {
  (void)state;
  char path[] = "/tmp/dateline-late-XXXXXX", evidence[] = "It sold tanks.";
  dl_status status = {0};
  dl_ledger *ledger = open_new(path);
  assert_int_equal(dl_ledger_begin(ledger, &status), DL_OK);
  for (int i = 1; i <= 100; i++) dl_late_words_of(ledger, i, evidence, "Iran IRNGOV");
  evidence[0] = 'X'; /* they are copies */
  assert_int_equal(ask(ledger, found), 0);
  assert_int_equal(dl_ledger_commit(ledger, &status), DL_OK);
  assert_int_equal(ask(ledger, found), 100);
  assert_int_equal(ask(ledger, "SELECT count(*) FROM evidence_fts WHERE evidence_fts MATCH 'it'"), 100);
  assert_int_equal(ask(ledger, "SELECT count(DISTINCT segid) FROM evidence_fts_idx"), 1);
  close_and_remove(ledger, path);
}

static void what_is_taken_back_is_gone(void **state) {
  (void)state;
  char path[] = "/tmp/dateline-late-XXXXXX";
  dl_status status = {0};
  dl_ledger *ledger = open_new(path);
  assert_int_equal(dl_ledger_begin(ledger, &status), DL_OK);
  dl_late_words_of(ledger, 1, "It sold tanks.", "");
  dl_ledger_rollback(ledger);
  assert_int_equal(dl_ledger_begin(ledger, &status), DL_OK);
  assert_int_equal(dl_ledger_commit(ledger, &status), DL_OK);
  assert_int_equal(ask(ledger, found), 0);
  close_and_remove(ledger, path);
}

static void add_entry(dl_ledger *ledger, dl_status *status) {
  dl_put p = {0};
  assert_int_equal(dl_put_start(&p, ledger, DL_NEW_ENTRY, status), DL_OK);
  assert_int_equal(dl_put_end(&p, status), DL_OK);
}

/* Of two rows with one key the first that came stays, wherever they are put in order. */
static void parties_and_pairs_come_once(void **state) {
  (void)state;
  char path[] = "/tmp/dateline-late-XXXXXX";
  dl_status status = {0};
  dl_ledger *ledger = open_new(path);
  assert_int_equal(dl_ledger_begin(ledger, &status), DL_OK);
  for (int i = 0; i < 3; i++) add_entry(ledger, &status);
  static const char *const sectors[] = {"MIL", "GOV", "LEG"};
  for (int i = 0; i < 3; i++) {
    dl_late_party_of(ledger, &(dl_late_party){"RUS", "actor", "RUSGOV", "Moscow", sectors[i], 3, 0});
    dl_late_party_of(ledger, &(dl_late_party){"IRN", "recipient", "IRN", "Iran", "", 3 - i, 0});
    dl_late_dyad_of(ledger, 3, "RUS", "IRN");
    dl_late_dyad_of(ledger, 3, "IRN", "RUS");
  }
  assert_int_equal(ask(ledger, "SELECT count(*) FROM entry_party"), 0);
  assert_int_equal(dl_ledger_commit(ledger, &status), DL_OK);
  assert_int_equal(ask(ledger, "SELECT count(*) FROM entry_party WHERE country='RUS' AND sector='MIL'"), 1);
  assert_int_equal(ask(ledger, "SELECT count(*) FROM entry_party"), 4);
  assert_int_equal(ask(ledger, "SELECT count(*) FROM dyad"), 2);
  close_and_remove(ledger, path);
}

static void pieces_of_the_index_are_seldom_merged(void **state) {
  (void)state;
  char path[] = "/tmp/dateline-late-XXXXXX";
  dl_ledger *ledger = open_new(path);
  assert_int_equal(ask(ledger, "SELECT v FROM evidence_fts_config WHERE k='automerge'"), 8);
  close_and_remove(ledger, path);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(words_come_with_the_end), cmocka_unit_test(what_is_taken_back_is_gone),
      cmocka_unit_test(parties_and_pairs_come_once), cmocka_unit_test(pieces_of_the_index_are_seldom_merged)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
