/* Name labels over a document: src/names/labels.c on sentences whose labels and odds are set by hand. */
#include "names/labels.h"
#include "names/namer.h"
#include "support.h"

static dl_labels labels;

static int open_labels(void **state) {
  dl_status status = {0};
  return open_stages(state) || dl_labels_open(model, &labels, &status);
}

/* Sets label and odds of words from "word:KIND:LEAD ...": KIND one of O PER LOC ORG, LEAD what it is ahead of the
 * others by, in sixteenths. */
static dl_document *labelled(dl_arena *arena, const char *text, const char *marks) {
  dl_document *doc = tokens_of(arena, text, strlen(text), "", "en");
  static const char *const kinds[] = {"O", "PER", "LOC", "ORG"};
  for (uint32_t i = 0; i < doc->token_count; i++)
    for (int k = 1; k < 4; k++) doc->tokens[i].odds[k] = -90;
  char copy[512], *rest = copy, *mark;
  snprintf(copy, sizeof copy, "%s", marks);
  uint32_t at = 0;
  while ((mark = strsep(&rest, " ")) != NULL) {
    char word[64], kind[8];
    int lead = 0, number = 0;
    assert_int_equal(sscanf(mark, "%63[^:]:%7[^:]:%d", word, kind, &lead), 3);
    while (at < doc->token_count && strcmp(doc->tokens[at].form, word) != 0) at++;
    assert_true(at < doc->token_count);
    while (strcmp(kinds[number], kind) != 0) number++;
    bool inside = number > 0 && at > 0 && (doc->tokens[at - 1].ner + 1) / 2 == number;
    doc->tokens[at].ner = (uint8_t)(number == 0 ? 0 : number * 2 - 1 + inside);
    for (int k = 0; k < 4; k++) doc->tokens[at].odds[k] = (int8_t)(k == number ? 0 : -lead);
    at++;
  }
  dl_settle_labels(&labels, doc);
  dl_part_places(&labels, doc);
  return doc;
}

static void expect(const dl_document *doc, const char *names) {
  char found[512] = "";
  for (uint32_t i = 0; i < doc->token_count; i++) {
    size_t used = strlen(found);
    const dl_token *t = &doc->tokens[i];
    if (t->ner) snprintf(found + used, sizeof found - used, "%s%s/%s", used ? " " : "", t->form, dl_ner_name(t->ner));
  }
  assert_string_equal(found, names);
}

static void names_agree(void **state) {
  (void)state;
  dl_arena *arena = dl_arena_new();
  const char *text = "Hassan Nasrallah spoke. Nasrallah warned them. They heard Nasrallah.";
  expect(labelled(arena, text, "Hassan:PER:60 Nasrallah:PER:60 Nasrallah:ORG:10 Nasrallah:O:10"),
         "Hassan/B-PER Nasrallah/I-PER Nasrallah/B-PER Nasrallah/B-PER");
  /* what one mention is sure of stands */
  expect(labelled(arena, "Washington spoke in Washington.", "Washington:PER:80 Washington:LOC:80"),
         "Washington/B-PER Washington/B-LOC");
  expect(labelled(arena, "The Lake Water Board (LWB) met. Then LWB left.",
                  "Lake:ORG:50 Water:ORG:50 Board:ORG:50 LWB:LOC:30 LWB:PER:20"),
         "Lake/B-ORG Water/I-ORG Board/I-ORG LWB/B-ORG LWB/B-ORG");
  dl_arena_free(arena);
}

static void tables_are_asked(void **state) {
  (void)state;
  dl_arena *arena = dl_arena_new();
  expect(labelled(arena, "The Burkinabe architect spoke.", "Burkinabe:LOC:20"), "");
  expect(labelled(arena, "They joined Hezbollah there.", "Hezbollah:PER:20"), "Hezbollah/B-ORG");
  dl_arena_free(arena);
}

static void addresses_are_no_names(void **state) {
  (void)state;
  dl_arena *arena = dl_arena_new();
  expect(labelled(arena, "Write to jane.roe@acme.com or open Prices.pdf today.",
                  "jane.roe@acme.com:PER:40 Prices.pdf:ORG:40"),
         "");
  dl_arena_free(arena);
}

static void towns_and_lands(void **state) {
  (void)state;
  dl_arena *arena = dl_arena_new();
  expect(labelled(arena, "He left Tampa Florida for West Virginia.",
                  "Tampa:LOC:40 Florida:LOC:40 West:LOC:40 Virginia:LOC:40"),
         "Tampa/B-LOC Florida/B-LOC West/B-LOC Virginia/I-LOC");
  dl_arena_free(arena);
}

/* By URL, source or what the text begins with; a known domain goes before a country's name in the host. */
static void homes_of_outlets(void **state) {
  (void)state;
  static const struct {
    const char *url, *source, *text, *home;
  } all[] = {
      {"https://www.iol.co.za/news/1", "", "Police arrested three.", "ZAF"},
      {"http://taipeitimes.com/News", "", "", "TWN"},
      {"https://www.koreaherald.com/view.php?ud=1", "", "", "KOR"},
      {"https://newsghana.com.gh", "", "", "GHA"},
      {"", "https://edition.cnn.com", "", "USA"},
      {"", "www.todaynicaragua.com", "", "NIC"},
      {"", "", "https://www.thenewsmexico.com/a/b?c=1\n\nThe governor resigned.", "MEX"},
      {"https://woman.com/oman", "", "", ""},
      {"https://example.org/taiwan", "", "", ""},
      {"", "Reuters", "Taiwan's police: arrests.", ""},
      {"https://", "://", "https://x", ""},
      {"", "", "", ""},
  };
  dl_status status = {0};
  dl_namer *namer = NULL;
  assert_int_equal(dl_namer_new(model, &namer, &status), DL_OK);
  dl_arena *arena = dl_arena_new();
  for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
    char code[DL_CODE_SIZE];
    dl_document *doc = dl_document_new(arena);
    doc->url = all[i].url;
    doc->source = all[i].source;
    doc->text = all[i].text;
    doc->text_size = (uint32_t)strlen(doc->text);
    assert_string_equal(dl_code_write(dl_outlet_home(namer, doc), code), all[i].home);
  }
  dl_namer_free(namer);
  dl_arena_free(arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(names_agree),     cmocka_unit_test(tables_are_asked), cmocka_unit_test(addresses_are_no_names),
      cmocka_unit_test(towns_and_lands), cmocka_unit_test(homes_of_outlets),
  };
  return cmocka_run_group_tests(tests, open_labels, close_stages);
}
