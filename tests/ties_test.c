/* Entries that pairs of mentions tie: with enough of them they are one, whatever the order in which the pairs come. */
#include <stdio.h>
#include <unistd.h>

#include "ledger_support.h"

enum { ENTRIES = 4 };

static long long now(dl_ledger *ledger, long long entry) {
  return dl_entry_now(ledger, entry);
}

static dl_ledger *open_with_entries(char *path) {
  dl_status status = {0};
  dl_ledger *ledger = open_new(path);
  for (int i = 0; i < ENTRIES; i++) {
    dl_put p = {0};
    assert_int_equal(dl_put_start(&p, ledger, DL_NEW_ENTRY, &status), DL_OK);
    assert_int_equal(dl_put_end(&p, &status), DL_OK);
  }
  return ledger;
}

static void tie(dl_ledger *ledger, long long a, long long b) {
  dl_status status = {0};
  assert_int_equal(dl_entries_tie(ledger, now(ledger, a), now(ledger, b), &status), DL_OK);
}

static void three_pairs_make_one(void **state) {
  (void)state;
  char path[] = "/tmp/dateline-ties-XXXXXX";
  dl_ledger *ledger = open_with_entries(path);
  tie(ledger, 1, 2);
  tie(ledger, 2, 1);
  assert_int_not_equal(now(ledger, 1), now(ledger, 2));
  assert_int_equal(ask(ledger, "SELECT count(*) FROM tie"), 2);
  tie(ledger, 2, 1);
  assert_int_equal(now(ledger, 1), now(ledger, 2));
  assert_int_equal(ask(ledger, "SELECT count(*) FROM tie"), 0);
  tie(ledger, 1, 2); /* what is one is not tied */
  assert_int_equal(ask(ledger, "SELECT count(*) FROM tie"), 0);
  dl_ledger_close(ledger);
  unlink(path);
}

/* Two entries have too few pairs with a third each, and enough together; and so have the three with a fourth. */
static void pairs_of_both_count_together(void **state) {
  (void)state;
  static const long long pairs[][2] = {{1, 3}, {2, 3}, {1, 3}, {3, 4}, {1, 4}, {2, 4}};
  enum { PAIRS = sizeof pairs / sizeof *pairs };
  for (int first = 0; first < PAIRS; first++) { /* whichever pair comes first */
    char path[] = "/tmp/dateline-ties-XXXXXX";
    dl_status status = {0};
    dl_ledger *ledger = open_with_entries(path);
    for (int i = 0; i < PAIRS; i++) tie(ledger, pairs[(first + i) % PAIRS][0], pairs[(first + i) % PAIRS][1]);
    for (long long e = 1; e < ENTRIES; e++) assert_int_not_equal(now(ledger, e), now(ledger, e + 1));
    long long kept;
    assert_int_equal(dl_entries_unite(ledger, 1, 2, &kept, &status), DL_OK);
    for (long long e = 1; e < ENTRIES; e++) assert_int_equal(now(ledger, e), now(ledger, e + 1));
    assert_int_equal(kept, now(ledger, 1));
    assert_int_equal(ask(ledger, "SELECT count(*) FROM tie"), 0);
    dl_ledger_close(ledger);
    unlink(path);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(three_pairs_make_one),
                                     cmocka_unit_test(pairs_of_both_count_together)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
