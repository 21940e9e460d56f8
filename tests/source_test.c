/* The rules of data/schema.tsv, each on a row that breaks it: what is refused is told with file, line and reason. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "model/source.h"

static char told[4096];

static void tell(void *context, const char *path, uint32_t line, const char *reason) {
  (void)context;
  size_t used = strlen(told);
  const char *file = strrchr(path, '/');
  snprintf(told + used, sizeof told - used, "%s:%u: %s\n", file ? file + 1 : path, line, reason);
}

static void put(const char *folder, const char *name, const char *text) {
  char path[256];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  FILE *file = fopen(path, "w");
  assert_non_null(file);
  fputs(text, file);
  fclose(file);
}

/* What is told of a table "lexicon/x" under these rules, beside tables of categories, classes and prepositions. */
static const char *faults_of(const char *table, const char *rules) {
  char folder[] = "/tmp/dateline-source-XXXXXX", inner[64], schema[2048], command[96];
  assert_non_null(mkdtemp(folder));
  snprintf(inner, sizeof inner, "%s/lexicon", folder);
  mkdir(inner, 0700);
  put(inner, "x.tsv", table);
  put(inner, "plover.tsv", "category\tmode\nAID\t\nAID\tassist\n");
  put(inner, "classes.tsv", "key\tclass\ngun\tarms\nleave\t@leaving\n");
  put(inner, "prepositions.tsv", "key\tnote\nto\t\nby\t\n");
  snprintf(schema, sizeof schema,
           "table\tcolumn\trule\nlexicon/plover\tcategory\trequired\nlexicon/plover\tmode\ttext\n"
           "lexicon/classes\tkey\tlower\nlexicon/classes\tclass\tclass\n"
           "lexicon/prepositions\tkey\tlower\nlexicon/prepositions\tnote\ttext\n%s",
           rules);
  put(folder, "schema.tsv", schema);
  dl_arena *arena = dl_arena_new();
  dl_source_tables tables = {0};
  dl_faults faults = {.tell = tell};
  told[0] = '\0';
  dl_source_read_folder(arena, folder, &tables, &faults);
  dl_source_check(arena, &tables, NULL, &faults);
  dl_arena_free(arena);
  snprintf(command, sizeof command, "rm -r %s", folder);
  assert_int_equal(system(command), 0);
  return told;
}

static void each_rule_refuses(void **state) {
  (void)state;
  static const struct {
    const char *rule, *good, *bad, *reason;
  } cases[] = {
      {"required", "a", "", "v: a value is needed, not ''"},
      {"number", "-1.5", "one", "v: not a number: 'one'"},
      {"hex", "0F3A", "0G", "v: not in hexadecimal: '0G'"},
      {"date", "2020-01", "01-2020", "v: not a date YYYY, YYYY-MM or YYYY-MM-DD: '01-2020'"},
      {"lower", "a b", "A b", "v: not in lower case: 'A b'"},
      {"code", "USAGOV", "US", "v: no code of three to twelve capitals: 'US'"},
      {"code", "", "KEN1", "v: no code of three to twelve capitals: 'KEN1'"},
      {"code", "IGOUNOREFHCR", "IGOUNOREFHCRX", "v: no code of three to twelve capitals: 'IGOUNOREFHCRX'"},
      {"code required", "USA", "", "v: a value is needed, not ''"},
      {"oneof verb noun", "verb", "vreb", "v: 'vreb' is none of: verb noun"},
      {"oneof CT+ CT-", "CT+", "CTT+", "v: 'CTT+' is none of: CT+ CT-"},
      {"some a b", "a|b", "a|c", "v: 'c' is none of: a b"},
      {"kind scope", "story", "stroy", "v: 'stroy' is none of: phrase sentence whole story"},
      {"each a b", "a b", "a c", "v: 'c' is none of: a b"},
      {"pair a b / c *", "b c", "c c", "v: 'c' is none of: a b"},
      {"pair a b / c *", "a *", "a b", "v: 'b' is none of: c *"},
      {"words 2", "a b", "a b c", "v: words that are never looked for together: 'a b c'"},
      {"capitals 2", "US", "USA", "v: not so many capitals: 'USA'"},
      {"division", "US.HI.003", "USA.HI", "v: no country's division: 'USA.HI'"},
      {"in lexicon/plover", "AID", "HELP", "v: 'HELP' is no key of lexicon/plover"},
      {"slots", "obj>nmod:to|nsubj=", "obl:TO", "v: no slot 'obl:TO'"},
      {"slots", "obj>poss+obl:by", "obj>nmod:agianst", "v: no slot 'nmod:agianst'"},
      {"slots", "-", "nsubj||obj", "v: no slot ''"},
      {"slots", "poss", "obj=>poss", "v: no slot 'obj='"},
      {"slots", "obj>obj>obj>obj", "obj>obj>obj>obj>obj", "v: too many steps: 'obj>obj>obj>obj>obj'"},
      {"test", "obj=number", "obj=nothing", "v: no class in lexicon/classes 'nothing'"},
      {"test", "!obl:to,obj!=arms|~gun", "obj=", "v: no class in lexicon/classes ''"},
      {"test", "xcomp=@leaving", "xcomp=@staying", "v: no class in lexicon/classes '@staying'"},
      {"test", "obj=event:AID", "obj=event:ADI", "v: no category 'event:ADI'"},
      {"test", "obj=~gun", "obj=~big gun", "v: one word is asked for, not '~big gun'"},
      {"test", "clause=negated|future", "clause=arms",
       "v: a clause is negated, future or hypothetical, each once, not 'arms'"},
      {"test", "!clause=future", "clause", "v: no slot 'clause'"},
      {"test", "obj=arms,nsubj", "obj!arms", "v: no slot 'obj!arms'"},
      {"test", "obj!=arms", "!obj!=arms", "v: denied twice: '!obj!=arms'"},
      {"flags", "weak,low", "needs-object", "v: no flag 'needs-object'"},
      {"flags", "weak,negated-as:AID", "negated-as:ADI", "v: no flag 'negated-as:ADI'"},
      {"flags", "", "weak,weak", "v: twice the flag 'weak'"},
      {"class", "arms", "", "v: a value is needed, not ''"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char rules[256], table[256], want[256];
    snprintf(rules, sizeof rules, "lexicon/x\tkey\tlower\nlexicon/x\tv\t%s\n", cases[i].rule);
    snprintf(table, sizeof table, "key\tv\nk\t%s\n", cases[i].good);
    assert_string_equal(faults_of(table, rules), "");
    snprintf(table, sizeof table, "# a comment\nkey\tv\nk\t%s\n", cases[i].bad);
    snprintf(want, sizeof want, "x.tsv:3: %s\n", cases[i].reason);
    assert_string_equal(faults_of(table, rules), want);
  }
}

/* A condition has no longest length. */
static void long_conditions_are_kept(void **state) {
  (void)state;
  char table[2048] = "key\tv\nk\tobj=~gun";
  for (int i = 0; i < 200; i++) strcat(table, "|~gun");
  strcat(table, "\n");
  assert_string_equal(faults_of(table, "lexicon/x\tkey\tlower\nlexicon/x\tv\ttest\n"), "");
}

static void rows_are_compared(void **state) {
  (void)state;
  const char *rules =
      "lexicon/x\tkey\tlower\nlexicon/x\tcategory\ttext\nlexicon/x\tmode\tmode category\nlexicon/x\tmode\tonce\n";
  assert_string_equal(faults_of("key\tcategory\tmode\nk\tAID\tassist\nk\tAID\t\n", rules), "");
  assert_string_equal(faults_of("key\tcategory\tmode\nk\tAID\tarms\n", rules),
                      "x.tsv:2: mode: AID has no mode 'arms'\n");
  assert_string_equal(faults_of("key\tcategory\tmode\nk\tAID\tassist\nl\tAID\tassist\nk\tAID\tassist\n", rules),
                      "x.tsv:4: 'k' stands in line 2 with the same mode\n");
}

static void every_column_has_a_rule(void **state) {
  (void)state;
  assert_string_equal(faults_of("key\tv\nk\t1\n", "lexicon/x\tkey\tlower\n"),
                      "x.tsv:1: column 'v' has no rule in data/schema.tsv\n");
  assert_string_equal(faults_of("key\tv\nk\t1\n", "lexicon/x\tkey\tlower\nlexicon/x\tv\tnumbre\n"),
                      "schema.tsv:9: no rule 'numbre'\n");
  assert_string_equal(faults_of("key\nk\n", "lexicon/x\tkey\tlower\nlexicon/x\tw\ttext\n"),
                      "schema.tsv:9: no column 'w' in a table 'lexicon/x'\n");
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(each_rule_refuses), cmocka_unit_test(long_conditions_are_kept),
                                     cmocka_unit_test(rows_are_compared), cmocka_unit_test(every_column_has_a_rule)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
