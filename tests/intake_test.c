/* Readers of outside bytes, the dateline, and the pool that keeps the order. */
#include "intake/intake.h"
#include "base/pool.h"
#include "intake/kinds.h"
#include "support.h"

#include <unistd.h>

static dl_arena *arena;

static int set_up(void **state) {
  arena = dl_arena_new();
  return !arena || open_stages(state);
}

static int tear_down(void **state) {
  dl_arena_free(arena);
  return close_stages(state);
}

static int read_bytes(dl_input kind, const char *bytes, dl_document **doc, dl_status *status) {
  *doc = dl_document_new(arena);
  int code = dl_intake_read(model, kind, "in", 7, bytes, strlen(bytes), *doc, status);
  if (code == DL_OK) dl_read_dateline(model, *doc);
  return code;
}

static void datelines(void **state) {
  (void)state;
  static const struct {
    const char *text, *place, *date, *source;
  } cases[] = {{"SEOUL - Talks ended.", "SEOUL", "", ""},
               {"Title\n\nSEOUL, Nov 9 (Yonhap) - Talks ended.", "SEOUL", "", "Yonhap"},
               {"NEW YORK, Nov. 9, 2023 (AP) \xE2\x80\x94 Talks ended.", "NEW YORK", "2023-11-09", "Associated Press"},
               {"WASHINGTON, D.C., 9 November 2023 -- Talks ended.", "WASHINGTON", "2023-11-09", ""},
               {"TOKYO Feb. 30, 2023 (Kyodo) - Talks ended.", "TOKYO", "", "Kyodo News"},
               {"WASHINGTON--The talks ended.", "WASHINGTON", "", ""},
               {"SEOUL\xE2\x80\x94The talks ended.", "SEOUL", "", ""},
               {"KABUL, Afghanistan (AP) _ Talks ended.", "KABUL", "", "Associated Press"},
               {"TALKS ENDED. Both sides left--for good.", "", "", ""},
               {"LAGOS (Nowhere Times) - Talks ended.", "LAGOS", "", ""},
               {"Talks in Seoul ended - for now.", "", "", ""},
               {"Moscow-based banks closed - all of them.", "", "", ""}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    dl_document *doc;
    assert_int_equal(read_bytes(DL_INPUT_TEXT, cases[i].text, &doc, NULL), DL_OK);
    assert_string_equal(dl_document_slice(doc, doc->dateline.begin, doc->dateline.end), cases[i].place);
    assert_string_equal(doc->date, cases[i].date);
    assert_string_equal(doc->source, cases[i].source);
  }
}

static void json_lines(void **state) {
  (void)state;
  static const struct {
    const char *line, *problem;
  } bad[] = {{"{\"text\": 1}", "in:7: no string 'text'"},
             {"{\"text\": \"a\", \"id\": [3]}", "in:7: 'id' is not a string: it is an array"},
             {"{\"text\": \"a\", \"title\": 3}", "in:7: 'title' is not a string: it is a number"},
             {"{\"body\": \"a\", \"id\": 3}", "its members are: body, id ("},
             {"{\"text\": \"a\"", "in:7: column"},
             {"[]", "in:7: not a JSON object"},
             {"{\"text\":\"a\",\"text\":\"b\"}", "in:7: column"},
             {"{\"text\":\"\\ud800\"}", "in:7: column"},
             {"{\"text\":\"a\",\"date\":\"2023-13-01\"}", "2023-13-01"}};
  dl_document *doc;
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    dl_status status = {0};
    assert_int_equal(read_bytes(DL_INPUT_JSONL, bad[i].line, &doc, &status), DL_EINPUT);
    assert_non_null(strstr(status.message, bad[i].problem));
  }
  assert_int_equal(read_bytes(DL_INPUT_JSONL, "{\"text\":\"a\\u0000b\",\"title\":\"t\",\"x\":[1]}", &doc, NULL), DL_OK);
  assert_int_equal(doc->text_size, 3);
  assert_string_equal(doc->title, "t");
  assert_string_equal(doc->id, "in:7");
  static const struct {
    const char *line, *id;
  } ids[] = {{"{\"text\":\"\",\"id\":17}", "17"},
             {"{\"text\":\"\",\"id\":-3}", "-3"},
             {"{\"text\":\"\",\"id\":12.0}", "12.0"},
             {"{\"text\":\"\",\"id\":null}", "in:7"},
             {"{\"text\":\"\",\"x\":99999999999999999999,\"id\":5}", "5.0"}};
  for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
    assert_int_equal(read_bytes(DL_INPUT_JSONL, ids[i].line, &doc, NULL), DL_OK);
    assert_string_equal(doc->id, ids[i].id);
  }
}

static void dates(void **state) {
  (void)state;
  static const struct {
    const char *text, *day;
  } cases[] = {{"2023-03-03", "2023-03-03"},
               {"2023-03-03T10:00:00Z", "2023-03-03"},
               {"2023-03-03 10:00", "2023-03-03"},
               {"2023-03-03T23:30:00.123+02:00", "2023-03-03"},
               {"2023-03-03T23:59:60-0500", "2023-03-03"},
               {"20230303", "2023-03-03"},
               {"20230303T100000Z", "2023-03-03"},
               {"2023/03/03", "2023-03-03"},
               {" 2023-03-03 ", "2023-03-03"},
               {"2023-03-03 10:00:00 UTC", "2023-03-03"},
               {"2024-02-29T00", "2024-02-29"},
               {"2023-02-30", NULL},
               {"2023-02-30T10:00", NULL},
               {"2023-3-3", NULL},
               {"03/04/2023", NULL},
               {"2023-03", NULL},
               {"2023", NULL},
               {"1677841200", NULL},
               {"2023-03-03T", NULL},
               {"2023-03-03T10:99", NULL},
               {"2023-03-03 x", NULL},
               {"2023-03-03T10:00Zx", NULL},
               {"2023-03/03", NULL},
               {"202303031", NULL},
               {"", NULL}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char day[DL_DATE_SIZE] = "";
    assert_int_equal(dl_date_read(cases[i].text, day), cases[i].day != NULL);
    if (cases[i].day) assert_string_equal(day, cases[i].day);
  }
}

static const char *seen(const char *bytes, size_t size) {
  static const char *const names[] = {"auto", "text", "html", "jsonl", "json", "csv", "tsv", "conllu"};
  dl_sight sight;
  assert_true(dl_kind_seen(bytes, size, true, &sight));
  for (size_t cut = 0; cut < size; cut++) dl_kind_seen(bytes, cut, false, &sight); /* any beginning of it */
  assert_true(dl_kind_seen(bytes, size, true, &sight));
  return sight.what ? sight.what : names[sight.kind];
}

static void contents(void **state) {
  (void)state;
#define SEEN(text) seen(text, sizeof text - 1)
  assert_string_equal(SEEN(""), "text");
  assert_string_equal(SEEN("{\"text\": 1}"), "json");
  assert_string_equal(SEEN("\xEF\xBB\xBF \n{\n  \"a\"  : 1"), "json");
  assert_string_equal(SEEN("{}"), "json");
  assert_string_equal(SEEN("[{\"a\":1}]"), "json");
  assert_string_equal(SEEN("[ ]\n"), "json");
  assert_string_equal(SEEN("[[{\"a\":1}]]"), "json");
  assert_string_equal(SEEN("[Reuters] Talks ended."), "text");
  assert_string_equal(SEEN("[] were left empty."), "text");
  assert_string_equal(SEEN("{\"Talks ended,\" he said.}"), "text");
  assert_string_equal(SEEN("\"Talks ended,\" he said."), "text");
  assert_string_equal(SEEN("<!DOCTYPE html>\n<html>"), "html");
  assert_string_equal(SEEN("<!-- saved -->\n<HTML lang=en>"), "html");
  assert_string_equal(SEEN("<?xml version=\"1.0\"?>\n<!DOCTYPE html PUBLIC>"), "html");
  assert_string_equal(SEEN("<p>Talks ended.</p>"), "html");
  assert_string_equal(SEEN("<people> met"), "text");
  assert_string_equal(SEEN("<3 from Kyiv"), "text");
  assert_string_equal(SEEN("<?xml version=\"1.0\"?>\n<nitf><body>"), "XML that is no page");
  assert_string_equal(SEEN("# newdoc id = a\n"), "conllu");
  assert_string_equal(SEEN("# sent_id = 1\n"), "conllu");
  assert_string_equal(SEEN("# Talks ended"), "text");
  assert_string_equal(SEEN("%PDF-1.4\n"), "a PDF file");
  assert_string_equal(SEEN("PK\x03\x04\x14\0\x06\0"), "an Office file or a ZIP archive");
  assert_string_equal(SEEN("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), "an old Office file");
  assert_string_equal(SEEN("{\\rtf1 Talks"), "an RTF file");
  assert_string_equal(SEEN("\x89PNG\r\n\x1A\n"), "an image");
  assert_string_equal(SEEN("\xFF\xFET\0a\0"), "UTF-16, not UTF-8");
  assert_string_equal(SEEN("T\0a\0l\0k\0s\0 \0e\0n\0d\0e\0d\0.\0"), "UTF-16, not UTF-8");
#undef SEEN
  static const struct {
    const char *path;
    dl_input kind;
  } names[] = {{"a.jsonl", DL_INPUT_JSONL},      {"a.JSONL", DL_INPUT_JSONL},   {"a.jsonl.GZ", DL_INPUT_JSONL},
               {"A.NDJSON.zst", DL_INPUT_JSONL}, {"a.json", DL_INPUT_JSON},     {"a.HTML", DL_INPUT_HTML},
               {"a.htm", DL_INPUT_HTML},         {"a.csv", DL_INPUT_CSV},       {"a.Tsv.gz", DL_INPUT_TSV},
               {"a.txt", DL_INPUT_TEXT},         {"a.conllu", DL_INPUT_CONLLU}, {"a.pdf", DL_INPUT_AUTO},
               {"jsonl", DL_INPUT_AUTO},         {"-", DL_INPUT_AUTO}};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    assert_int_equal(dl_intake_kind_of(names[i].path), names[i].kind);
}

/* What an input of these bytes gives, each document as "id=text" and each message, one line each, without the input's
 * name. */
static const char *given(dl_input kind, const char *bytes, const char *columns) {
  static char out[4000];
  dl_fields fields = *dl_fields_default();
  if (columns) assert_int_equal(dl_fields_rename(&fields, columns, NULL), DL_OK);
  char path[] = "/tmp/dateline-intake-XXXXXX";
  int file = mkstemp(path);
  assert_true(file >= 0 && write(file, bytes, strlen(bytes)) == (ssize_t)strlen(bytes));
  close(file);
  size_t at = 0, skip = strlen(path) + 1;
  dl_intake *intake = NULL;
  dl_status status = {0};
  out[0] = '\0';
  if (dl_intake_open(path, kind, &fields, &intake, &status) != DL_OK)
    at += (size_t)snprintf(out + at, sizeof out - at, "%s\n", status.message + skip);
  for (int taken = 0; intake && !dl_intake_done(intake) && taken < 100; taken++) {
    dl_raw raw = {.name = path, .id = ""};
    status = (dl_status){0};
    dl_document *doc = dl_document_new(arena);
    int code = dl_intake_next(intake, &raw, &status);
    if (code == DL_OK && !raw.bytes) break;
    if (code == DL_OK) code = dl_intake_document(model, &raw, doc, &status);
    if (code == DL_OK)
      at += (size_t)snprintf(out + at, sizeof out - at, "%s%s%s=%s\n", doc->id, doc->date[0] ? "," : "", doc->date,
                             doc->text);
    else
      at += (size_t)snprintf(out + at, sizeof out - at, "%s\n", status.message + skip);
    free(raw.bytes);
  }
  dl_intake_close(intake);
  unlink(path);
  return out;
}

#define A "{\"id\":\"a\",\"text\":\"x\"}"
#define B "{\"text\":\"y\"}"

static void json_values(void **state) {
  (void)state;
  static const struct {
    const char *bytes, *given;
  } cases[] = {
      {"", ""},
      {" \n", ""},
      {A, "a=x\n"},
      {"\xEF\xBB\xBF[" A "," B "]\n", "a=x\n:2=y\n"},
      {"[]", ""},
      {"{\n  \"text\": \"x\",\n  \"more\": [{}, [1]]\n}\n", ":1=x\n"},
      {A "\n\n" B "\n", "a=x\n:2=y\n"},
      {"[" A "]\n[" B "]\n", "a=x\n:2=y\n"},
      {"[" A ", 3, \"s, ]\", null, " B "]",
       "a=x\n1: column 25: '[' or '{' expected near '3'\n1: column 33: '[' or '{' expected near '\"s, ]\"'\n1: column "
       "39: '[' or '{' expected near 'null'\n:5=y\n"},
      /* broken inside, with brackets that match: the next one is read */
      {"[" A ",\n{\"text\":tru},\n" B "]", "a=x\n2: column 11: invalid token near 'tru'\n:3=y\n"},
      /* an end that does not fit */
      {"[" A ",\n{\"text\":\"no end},\n" B "]", "a=x\n2: column 18: a line break in a string\n:3=y\n"},
      {"[" A ",\n{\"text\":\"z\"\n" B "]", "a=x\n3: column 1: a bracket where none can stand\n:3=y\n"},
      {"[" A ",\n{\"text\":[\"z\"},\n" B "]", "a=x\n2: column 13: a closing bracket that closes nothing\n:3=y\n"},
      {"[\n  {\n    \"text\": \"z,\n    \"in\": {\"text\": \"i\"}\n  },\n  " A "\n]",
       "3: column 16: a line break in a string\na=x\n"},
      {"[" A "\n" B "]", "a=x\n2: column 1: no comma between two elements\n:3=y\n"},
      {"[" A ",", "a=x\n1: column 24: the input ends inside an array\n"},
      {A "\n{\"text\":\"z", "a=x\n2: column 11: the input ends inside a value\n"},
      {A " and\n" B, "a=x\n1: column 23: no JSON object begins here\n:3=y\n"},
      /* wrapped */
      {"{\"status\":\"ok\",\"none\":[1],\"articles\": [" A ",\n" B "],\"n\":2}\n" A, "a=x\n:2=y\na=x\n"},
      {"{\"articles\":[" A ",\n{\"text\":1}]}", "a=x\n2: no string 'text': it is a number\n"},
      {"{\"a\":[" A "],\"b\":[" B "]}",
       "1: no string 'text'; its members are: a, b (--columns text=NAME tells which is meant)\n"},
      {"[" A ",{\"text\":\"x\",\"date\":\"May\"},{\"body\":1}]",
       "a=x\n1: column 24: 'date' is 'May', not YYYY-MM-DD, nor that with a time behind it\n1: column 50: no string "
       "'text'; its members are: body (--columns text=NAME tells "
       "which is meant)\n"},
      {"{\"text\":\"x\",\"related\":[" B "]}", ":1=x\n"}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    assert_string_equal(given(DL_INPUT_JSON, cases[i].bytes, NULL), cases[i].given);
  assert_string_equal(given(DL_INPUT_JSON, "[{\"body\":\"x\",\"key\":7}]", "text=body,id=key"), "7=x\n");
  assert_string_equal(given(DL_INPUT_JSONL, "[" A ",\n" B "]", NULL), "a=x\n:2=y\n");
}

static void tables(void **state) {
  (void)state;
  static const struct {
    const char *bytes, *columns, *given;
  } cases[] = {
      {"", NULL, ""},
      {"text\nx\ny\n", NULL, ":2=x\n:3=y\n"},
      {"\xEF\xBB\xBFID,Date, Text \r\na,2023-05-01T10:00Z,x\r\n\r\nb,,\"y, \"\"z\"\"\nw\"\r\nc,,v", NULL,
       "a,2023-05-01=x\nb=y, \"z\"\nw\nc=v\n"},
      {"id;text\na;x, y\n", NULL, "a=x, y\n"},
      {"id\ttext\na\tx, y; z\n", NULL, "a=x, y; z\n"},
      {"\"text\",\"a;b;c;d\"\nx,1\n", NULL, ":2=x\n"},
      {"key,body,text\n7,x,y\n", "text=body,id=KEY", "7=x\n"},
      {"id,body\na,x\n", NULL,
       "1: no column 'text'; its columns are: id, body (--columns text=NAME tells which is meant)\n"},
      {"id,text\na,x\n", "date=day",
       "1: no column 'day'; its columns are: id, text (--columns text=NAME tells which is meant)\n"},
      {"id,text\na\nb,x\nc,y,z\n", NULL, "2: 1 cell, but 2 columns\nb=x\n4: 3 cells, but 2 columns\n"},
      {"id,text\na,\"x\"y\"\nb,z\n", NULL,
       "2: text behind a closing quote (a quote in quotes is written twice)\nb=z\n"},
      {"id,text\na,\"x\nb,y\nc,z\n", NULL, "2: a quote is opened here that is never closed\nb=y\nc=z\n"},
      {"id,text\na,5\" guns\nb,\n", NULL, "a=5\" guns\nb=\n"},
      {"id,text,date\na,x,5 May\n", NULL, "2: 'date' is '5 May', not YYYY-MM-DD, nor that with a time behind it\n"}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    assert_string_equal(given(DL_INPUT_CSV, cases[i].bytes, cases[i].columns), cases[i].given);
  assert_string_equal(given(DL_INPUT_TSV, "text\tid\nx, y\ta\n", NULL), "a=x, y\n");
  dl_fields fields = *dl_fields_default();
  dl_status status = {0};
  static const char *const wrong[] = {"", "body", "txt=body", "text=", "text=body,", "text=body,,id=x"};
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
    assert_int_equal(dl_fields_rename(&fields, wrong[i], &status), DL_EUSAGE);
}

static void hypertext(void **state) {
  (void)state;
  dl_document *doc;
  assert_int_equal(
      read_bytes(DL_INPUT_HTML,
                 "<title>T</title><nav>menu</nav><main><p>One &amp; two.<p>Three<br>four<script>x</script></main>",
                 &doc, NULL),
      DL_OK);
  assert_string_equal(doc->text, "One & two.\n\nThree\nfour");
  assert_string_equal(doc->title, "T");
  assert_int_equal(read_bytes(DL_INPUT_HTML, "<<<>>&#x0;<p", &doc, NULL), DL_OK);
}

static void gold_tokens(void **state) {
  (void)state;
  static const char rows[] =
      "# newdoc id = "
      "d1\n1-2\tdon't\t_\t_\t_\t_\t_\t_\t_\t_\n1\tdo\t_\t_\t_\t_\t_\t_\t_\t_\n2\tn't\t_\t_\t_\t_\t_\t_\t_\t_\n"
      "3\tgo\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n4\t.\t_\t_\t_\t_\t_\t_\t_\t_\n\n1\tYes\t_\t_\t_\t_\t_\t_\t_\t_\n\n";
  dl_document *doc;
  dl_status status = {0};
  assert_int_equal(read_bytes(DL_INPUT_CONLLU, rows, &doc, NULL), DL_OK);
  assert_string_equal(doc->text, "don't go. Yes");
  assert_string_equal(doc->id, "d1");
  assert_int_equal(doc->token_count, 5);
  assert_int_equal(doc->sentence_count, 2);
  assert_int_equal(doc->tokens[0].multi, 2);
  assert_int_equal(doc->tokens[1].begin, 2);
  assert_int_equal(doc->tokens[1].end, 5);
  assert_int_equal(doc->sentences[1].begin, 10);
  assert_int_equal(read_bytes(DL_INPUT_CONLLU, "1\ta\n", &doc, &status), DL_EINPUT);
  assert_string_equal(status.message, "in:7: not ten columns");
}

enum { ITEMS = 500 };
typedef struct numbers {
  int taken, given, stop_at;
  bool ordered;
} numbers;

static void *take_number(void *context) {
  numbers *n = context;
  if (n->taken == ITEMS) return NULL;
  int *item = malloc(sizeof *item);
  if (item) *item = n->taken++;
  return item;
}

static void square(void *context, unsigned thread, void *item) {
  (void)context;
  (void)thread;
  volatile int spin = *(int *)item * 7919 % 2000;
  while (spin > 0) spin--;
}

static int give_number(void *context, void *item) {
  numbers *n = context;
  n->ordered &= *(int *)item == n->given;
  n->given++;
  free(item);
  return n->given == n->stop_at;
}

static void pool_order(void **state) {
  (void)state;
  for (unsigned threads = 1; threads <= 7; threads += 3) {
    numbers all = {.ordered = true}, some = {.ordered = true, .stop_at = 10};
    assert_int_equal(dl_pool_run(&(dl_pool_tasks){take_number, square, give_number, &all}, threads, NULL), DL_OK);
    assert_true(all.ordered && all.given == ITEMS);
    assert_int_equal(dl_pool_run(&(dl_pool_tasks){take_number, square, give_number, &some}, threads, NULL), DL_OK);
    assert_true(some.ordered && some.given == some.taken && some.given < ITEMS);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(datelines), cmocka_unit_test(json_lines),  cmocka_unit_test(dates),
      cmocka_unit_test(contents),  cmocka_unit_test(json_values), cmocka_unit_test(tables),
      cmocka_unit_test(hypertext), cmocka_unit_test(gold_tokens), cmocka_unit_test(pool_order)};
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
