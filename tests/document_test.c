/* Documents through the public header: every item of every layer is what the JSON says of it; pipes, batches and
 * readers give the same documents; who is given back when does not matter. */
#include <jansson.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "dateline.h"
#include "support.h"

static const char text[] =
    "KYIV, Nov. 2 (Reuters) - Ukraine's foreign minister, Dmytro Kuleba, said on Wednesday that Iran was supplying 20 "
    "attack drones to Russia to hit caf\u00e9s.\n\nIran denied it. Russian troops killed 12 people in Kherson on "
    "Tuesday, "
    "and the European Union imposed sanctions on Tehran.\n";
static const dateline_about about = {"a-1", "2022-11-02", "Drones", "The Herald", "https://example.org/a", NULL};

static dateline_engine *engine;

static int open_engine(void **state) {
  (void)state;
  return dateline_open(getenv("DATELINE_DATA"), &engine, NULL, 0);
}

static int close_engine(void **state) {
  (void)state;
  dateline_close(engine);
  return 0;
}

/* ---- every item against the JSON ---- */

static void same_text(const json_t *object, const char *key, const char *value) {
  const char *expected = json_string_value(json_object_get(object, key));
  if (strcmp(expected ? expected : "", value) != 0) fail_msg("%s: '%s', not '%s'", key, value, expected);
}

static void same_int(const json_t *object, const char *key, long long value) {
  const json_t *expected = json_object_get(object, key);
  if (!json_is_integer(expected) || json_integer_value(expected) != value) fail_msg("%s: %lld", key, value);
}

static void same_number(const json_t *object, const char *key, double value) {
  double expected = json_number_value(json_object_get(object, key));
  if (expected - value > 1e-6 || value - expected > 1e-6) fail_msg("%s: %g, not %g", key, value, expected);
}

/* An id, or null for none; `author`: what -1 is called. */
static void same_id(const json_t *value, char letter, int index, const char *author) {
  char expected[20];
  snprintf(expected, sizeof expected, "%c%d", letter, index + 1);
  if (index < 0 && !(index == -1 && author))
    assert_true(json_is_null(value));
  else
    assert_string_equal(json_string_value(value), index < 0 ? author : expected);
}

static void same_span(const json_t *object, dateline_span s, const char *whole) {
  same_int(object, "begin", s.begin);
  same_int(object, "end", s.end);
  const char *words = json_string_value(json_object_get(object, "text"));
  if (words && (strlen(words) != s.end_byte - s.begin_byte || memcmp(words, whole + s.begin_byte, strlen(words)) != 0))
    fail_msg("'%s' is not what stands at byte %u", words, s.begin_byte);
}

static void same_entities(const dateline_document *d, const dateline_summary *sum, const json_t *all) {
  size_t shown = 0;
  for (size_t i = 0; i < sum->entities; i++) {
    dateline_entity e;
    assert_int_equal(dateline_get_entity(d, i, &e), 1);
    if (e.mention_count == 0) continue;
    const json_t *o = json_array_get(all, shown++), *mentions = json_object_get(o, "mentions");
    same_id(json_object_get(o, "id"), 'E', (int)i, NULL);
    same_text(o, "type", e.type);
    same_text(o, "name", e.name);
    same_text(o, "code", e.code);
    same_text(o, "country", e.country);
    assert_int_equal(json_is_object(json_object_get(o, "place")), e.has_place);
    if (e.has_place) same_text(json_object_get(o, "place"), "feature", e.place.feature);
    if (e.has_place) same_int(json_object_get(o, "place"), "geonames", e.place.geonames);
    assert_int_equal(json_array_size(mentions), e.mention_count);
    for (size_t k = 0; k < e.mention_count; k++) {
      dateline_mention m;
      assert_int_equal(dateline_get_mention(d, i, k, &m), 1);
      same_span(json_array_get(mentions, k), m.span, sum->text);
      same_text(json_array_get(mentions, k), "form", m.form);
    }
  }
  assert_int_equal(json_array_size(all), shown);
}

static void same_times_and_claims(const dateline_document *d, const dateline_summary *sum, const json_t *root) {
  const json_t *times = json_object_get(root, "times"), *said = json_object_get(root, "attributions");
  assert_int_equal(json_array_size(times), sum->times);
  for (size_t i = 0; i < sum->times; i++) {
    dateline_time t;
    assert_int_equal(dateline_get_time(d, i, &t), 1);
    same_span(json_array_get(times, i), t.span, sum->text);
    same_text(json_array_get(times, i), "value", t.value);
    same_text(json_array_get(times, i), "type", t.type);
  }
  assert_int_equal(json_array_size(said), sum->attributions);
  for (size_t i = 0; i < sum->attributions; i++) {
    dateline_attribution a;
    dateline_span piece;
    assert_int_equal(dateline_get_attribution(d, i, &a), 1);
    const json_t *o = json_array_get(said, i), *content = json_object_get(o, "content");
    same_id(json_object_get(o, "source"), 'E', a.source, NULL);
    same_id(json_object_get(o, "parent"), 'A', a.parent, NULL);
    same_span(json_object_get(o, "cue"), a.cue, sum->text);
    if (a.source_span.end > 0) same_span(json_object_get(o, "source_span"), a.source_span, sum->text);
    same_text(o, "type", a.type);
    same_text(o, "stance", a.stance);
    assert_int_equal(json_array_size(content), a.content_count);
    for (size_t k = 0; k < a.content_count; k++) {
      assert_int_equal(dateline_get_content(d, i, k, &piece), 1);
      same_span(json_array_get(content, k), piece, sum->text);
    }
    assert_int_equal(dateline_get_content(d, i, a.content_count, &piece), 0);
  }
}

static void same_parts(const dateline_document *d, size_t i, const char *whole, const json_t *o) {
  static const char *const sides[] = {"actor", "recipient"}, *const phrases[] = {"object", "purpose", "magnitude"},
                           *const ways[] = {"from", "to", "via"};
  for (int role = DATELINE_ACTOR; role <= DATELINE_RECIPIENT; role++) {
    const json_t *list = json_object_get(o, sides[role]);
    dateline_party p;
    for (size_t k = 0; k < json_array_size(list); k++) {
      assert_int_equal(dateline_get_party(d, i, role, k, &p), 1);
      same_id(json_object_get(json_array_get(list, k), "entity"), 'E', p.entity, NULL);
      same_span(json_array_get(list, k), p.span, whole);
      same_text(json_array_get(list, k), "code", p.code);
      same_text(json_array_get(list, k), "country", p.country);
      same_text(json_array_get(list, k), "sector", p.sector);
    }
    assert_int_equal(dateline_get_party(d, i, role, json_array_size(list), &p), 0);
  }
  for (int kind = DATELINE_OBJECT; kind <= DATELINE_MAGNITUDE; kind++) {
    const json_t *list = json_object_get(o, phrases[kind]);
    dateline_phrase p;
    for (size_t k = 0; k < json_array_size(list); k++) {
      assert_int_equal(dateline_get_phrase(d, i, kind, k, &p), 1);
      same_span(json_array_get(list, k), p.span, whole);
      if (kind == DATELINE_OBJECT) same_text(json_array_get(list, k), "class", p.kind);
      if (kind != DATELINE_MAGNITUDE) continue;
      same_text(json_array_get(list, k), "kind", p.kind);
      same_text(json_array_get(list, k), "unit", p.unit);
      same_number(json_array_get(list, k), "value", p.value);
    }
    assert_int_equal(dateline_get_phrase(d, i, kind, json_array_size(list), &p), 0);
  }
  for (int kind = DATELINE_WHERE; kind <= DATELINE_VIA; kind++) {
    const json_t *list = kind == DATELINE_WHERE ? json_object_get(o, "place")
                                                : json_object_get(json_object_get(o, "route"), ways[kind - 1]);
    dateline_event_place p;
    for (size_t k = 0; k < json_array_size(list); k++) {
      assert_int_equal(dateline_get_event_place(d, i, kind, k, &p), 1);
      same_id(json_object_get(json_array_get(list, k), "entity"), 'E', p.entity, NULL);
      same_text(json_array_get(list, k), "name", p.name);
      same_text(json_array_get(list, k), "country", p.country);
      if (p.has_place) same_number(json_array_get(list, k), "lat", p.place.lat);
    }
    assert_int_equal(dateline_get_event_place(d, i, kind, json_array_size(list), &p), 0);
  }
}

static void same_event(const dateline_document *d, size_t i, const char *whole, const json_t *o) {
  static const char *const modes[] = {"negated", "future", "hypothetical", "historical"};
  dateline_event v;
  assert_int_equal(dateline_get_event(d, i, &v), 1);
  same_span(json_object_get(o, "trigger"), v.trigger, whole);
  same_span(json_object_get(o, "evidence"), v.evidence, whole);
  same_int(o, "sentence", v.sentence);
  const struct {
    const char *key, *value;
  } texts[] = {{"event", v.event},   {"mode", v.mode},
               {"cameo", v.cameo},   {"quad", v.quad},
               {"date", v.date},     {"time_source", v.time_source},
               {"origin", v.origin}, {"place_source", v.place_source}};
  for (size_t k = 0; k < sizeof texts / sizeof *texts; k++) same_text(o, texts[k].key, texts[k].value);
  same_number(o, "goldstein", v.goldstein);
  same_number(o, "plover_score", v.plover_score);
  same_number(o, "confidence", v.confidence);
  const json_t *auxiliary = json_object_get(o, "auxiliary"), *context = json_object_get(o, "context"),
               *held = json_object_get(o, "factuality"), *said = json_object_get(o, "attribution");
  for (size_t k = 0, n = 0; k < 4; k++)
    if (v.auxiliary & 1u << k) assert_string_equal(json_string_value(json_array_get(auxiliary, n++)), modes[k]);
  assert_int_equal(json_array_size(context), v.context_count);
  for (size_t k = 0; k < v.context_count; k++)
    assert_string_equal(json_string_value(json_array_get(context, k)), v.context[k]);
  assert_int_equal(json_array_size(json_object_get(o, "actor")), v.actor_count);
  assert_int_equal(json_array_size(json_object_get(o, "place")), v.place_count);
  same_parts(d, i, whole, o);
  assert_int_equal(json_array_size(held), v.factuality_count);
  for (size_t k = 0; k < v.factuality_count; k++) {
    dateline_factuality f;
    assert_int_equal(dateline_get_factuality(d, i, k, &f), 1);
    same_id(json_object_get(json_array_get(held, k), "source"), 'E', f.source, "AUTHOR");
    same_text(json_array_get(held, k), "value", f.value);
  }
  assert_int_equal(json_array_size(said), v.attribution_count);
  for (size_t k = 0; k < v.attribution_count; k++) {
    uint32_t a = 0;
    assert_int_equal(dateline_get_event_attribution(d, i, k, &a), 1);
    same_id(json_array_get(said, k), 'A', (int)a, NULL);
  }
}

static void same_rest(const dateline_document *d, const dateline_summary *sum, const json_t *root) {
  const json_t *links = json_object_get(root, "links"), *screens = json_object_get(root, "screening");
  assert_int_equal(json_array_size(links), sum->links);
  for (size_t i = 0; i < sum->links; i++) {
    dateline_link l;
    assert_int_equal(dateline_get_link(d, i, &l), 1);
    same_text(json_array_get(links, i), "type", l.type);
    same_id(json_object_get(json_array_get(links, i), "from"), 'V', (int)l.from, NULL);
    same_id(json_object_get(json_array_get(links, i), "to"), 'V', (int)l.to, NULL);
  }
  assert_int_equal(json_array_size(screens), sum->screens);
  for (size_t i = 0; i < sum->screens; i++) {
    dateline_screen s;
    uint32_t a = 0;
    assert_int_equal(dateline_get_screen(d, i, &s), 1);
    const json_t *o = json_array_get(screens, i), *said = json_object_get(o, "said_by");
    same_id(json_object_get(o, "event"), 'V', (int)s.event, NULL);
    same_text(o, "regime", s.regime);
    same_text(o, "words", s.words);
    assert_int_equal(json_array_size(said), s.said_by_count);
    for (size_t k = 0; k < s.said_by_count; k++) {
      assert_int_equal(dateline_get_said_by(d, i, k, &a), 1);
      same_id(json_array_get(said, k), 'A', (int)a, NULL);
    }
  }
}

/* The sentences are where they say, and their words are in them. */
static void sound_words(const dateline_document *d, const dateline_summary *sum) {
  size_t seen = 0;
  for (size_t i = 0; i < sum->sentences; i++) {
    dateline_sentence s;
    assert_int_equal(dateline_get_sentence(d, i, &s), 1);
    assert_int_equal(s.first_token, seen);
    for (size_t k = 0; k < s.token_count; k++, seen++) {
      dateline_token t;
      assert_int_equal(dateline_get_token(d, seen, &t), 1);
      assert_int_equal(t.sentence, i);
      assert_true(t.span.begin >= s.span.begin && t.span.end <= s.span.end && t.span.end_byte <= sum->bytes);
      assert_true(t.head >= -1 && t.head < (int32_t)sum->tokens);
    }
  }
  assert_int_equal(seen, sum->tokens);
}

static void same_document(const dateline_document *d) {
  dateline_summary sum;
  char *rows = NULL, *json = NULL, why[200] = "";
  assert_int_equal(dateline_get_summary(d, &sum), 1);
  assert_int_equal(dateline_render(d, "jsonl", &rows, NULL, why, sizeof why), DATELINE_OK);
  dateline_about given = {sum.id, sum.date, sum.title, sum.source, sum.url, sum.language};
  assert_int_equal(dateline_code(engine, sum.text, sum.bytes, &given, &json, why, sizeof why), DATELINE_OK);
  assert_string_equal(rows, json);
  json_t *root = json_loads(rows, 0, NULL), *events = json_object_get(root, "events");
  same_entities(d, &sum, json_object_get(root, "entities"));
  same_times_and_claims(d, &sum, root);
  assert_int_equal(json_array_size(events), sum.events);
  for (size_t i = 0; i < sum.events; i++) same_event(d, i, sum.text, json_array_get(events, i));
  same_rest(d, &sum, root);
  sound_words(d, &sum);
  json_decref(root);
  dateline_free(rows);
  dateline_free(json);
}

static void documents_are_what_the_json_says(void **state) {
  (void)state;
  static const char *const files[] = {"denial-drones-herald", "denial-drones-gazette", "visit-ankara", "investigation"};
  for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
    char path[1000];
    snprintf(path, sizeof path, "%s/%s.jsonl", getenv("DATELINE_EXAMPLES"), files[i]);
    dateline_reader *reader = NULL;
    dateline_input *input = NULL;
    dateline_pipe *pipe = NULL;
    dateline_document *d = NULL;
    assert_int_equal(dateline_reader_open(path, NULL, NULL, &reader, NULL, 0), DATELINE_OK);
    assert_int_equal(dateline_reader_next(reader, &input, NULL, 0), DATELINE_OK);
    assert_int_equal(dateline_pipe_open(engine, 1, &pipe, NULL, 0), DATELINE_OK);
    assert_int_equal(dateline_pipe_put_input(pipe, input, "2020-01-01", NULL, 0), DATELINE_OK);
    assert_int_equal(dateline_pipe_get(pipe, &d, NULL, 0), DATELINE_OK);
    same_document(d);
    dateline_document_free(d);
    assert_int_equal(dateline_reader_next(reader, &input, NULL, 0), DATELINE_OK);
    assert_null(input); /* the end, and again */
    assert_int_equal(dateline_reader_next(reader, &input, NULL, 0), DATELINE_OK);
    assert_null(input);
    dateline_pipe_close(pipe);
    dateline_reader_close(reader);
  }
  dateline_document *d = NULL;
  assert_int_equal(dateline_read(engine, text, strlen(text), &about, &d, NULL, 0), DATELINE_OK);
  same_document(d);
  dateline_document_free(d);
}

/* ---- one text ---- */

static void asks_for_what_is_not_there(void **state) {
  (void)state;
  dateline_document *d = NULL;
  dateline_event v;
  dateline_token t;
  dateline_span s;
  char why[200] = "", *rows = (char *)1;
  assert_int_equal(dateline_read(engine, text, strlen(text), &about, &d, NULL, 0), DATELINE_OK);
  memset(&v, 1, sizeof v);
  assert_int_equal(dateline_get_event(d, 1000, &v), 0);
  assert_null(v.event);
  assert_int_equal(dateline_get_event(NULL, 0, &v), 0);
  assert_int_equal(dateline_get_event(d, 0, NULL), 0);
  assert_int_equal(dateline_get_token(d, SIZE_MAX, &t), 0);
  assert_int_equal(dateline_get_content(d, 1000, 0, &s), 0);
  assert_int_equal(dateline_get_party(d, 0, 7, 0, &(dateline_party){0}), 0);
  assert_int_equal(dateline_render(d, "pdf", &rows, NULL, why, sizeof why), DATELINE_EUSAGE);
  assert_null(rows);
  assert_string_equal(why, "dateline_render: there is no format 'pdf'");
  assert_int_equal(dateline_render(d, "explain", &rows, NULL, why, sizeof why), DATELINE_EUSAGE);
  assert_string_equal(why, "dateline_render: the engine was not opened to explain");
  assert_int_equal(dateline_render(NULL, "jsonl", &rows, NULL, why, sizeof why), DATELINE_EUSAGE);
  dateline_document_free(d);
  dateline_document_free(NULL);
  d = (dateline_document *)1;
  assert_int_equal(dateline_read(engine, "\xFF", 1, NULL, &d, why, sizeof why), DATELINE_EINPUT);
  assert_null(d);
  assert_int_equal(dateline_read(engine, NULL, 5, NULL, &d, why, sizeof why), DATELINE_EUSAGE);
  assert_string_equal(why, "dateline_read: text is NULL");
}

static void renders_every_format(void **state) {
  (void)state;
  static const char *const formats[] = {"jsonl",  "table", "plover", "cameo",  "conllu",
                                        "quotes", "times", "places", "timeml", "html"};
  dateline_document *d = NULL;
  assert_int_equal(dateline_read(engine, text, strlen(text), &about, &d, NULL, 0), DATELINE_OK);
  for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
    char *first = NULL, *again = NULL;
    size_t bytes = 0;
    assert_int_equal(dateline_render(d, formats[i], &first, &bytes, NULL, 0), DATELINE_OK);
    assert_int_equal(dateline_render(d, formats[i], &again, NULL, NULL, 0), DATELINE_OK);
    assert_int_equal(bytes, strlen(first));
    if (bytes == 0) fail_msg("nothing as %s", formats[i]);
    assert_string_equal(first, again);
    dateline_free(first);
    dateline_free(again);
  }
  dateline_document_free(d);
}

static void parses_no_further_than_trees(void **state) {
  (void)state;
  dateline_document *d = NULL;
  dateline_summary sum;
  dateline_token t;
  assert_int_equal(dateline_parse(engine, text, strlen(text), NULL, &d, NULL, 0), DATELINE_OK);
  assert_int_equal(dateline_get_summary(d, &sum), 1);
  assert_true(sum.tokens > 40 && sum.sentences > 3 && sum.events == 0 && sum.entities == 0);
  int roots = 0;
  for (size_t i = 0; dateline_get_token(d, i, &t); i++) roots += t.head < 0;
  assert_int_equal(roots, sum.sentences);
  dateline_document_free(d);
}

/* ---- engines ---- */

static size_t events_with(const dateline_options *options, char **explained) {
  dateline_engine *e = NULL;
  dateline_document *d = NULL;
  dateline_summary sum = {0};
  dateline_options o = *options;
  char why[300] = "";
  o.data = getenv("DATELINE_DATA");
  if (dateline_open_with(&o, &e, why, sizeof why) != DATELINE_OK) fail_msg("%s", why);
  assert_int_equal(dateline_read(e, text, strlen(text), &about, &d, why, sizeof why), DATELINE_OK);
  dateline_close(e); /* the document holds it */
  dateline_get_summary(d, &sum);
  if (explained) assert_int_equal(dateline_render(d, "explain", explained, NULL, why, sizeof why), DATELINE_OK);
  dateline_document_free(d);
  return sum.events;
}

static void opens_with_options(void **state) {
  (void)state;
  char *why = NULL, message[200] = "";
  size_t all = events_with(&(dateline_options){.explain = 1}, &why);
  assert_true(all >= 4);
  assert_non_null(strstr(why, "fired"));
  assert_non_null(strstr(why, "found     act: "));
  dateline_free(why);
  assert_int_equal(events_with(&(dateline_options){.depth = DATELINE_PLACES}, NULL), 0);
  assert_int_equal(events_with(&(dateline_options){.depth = DATELINE_SYNTAX}, NULL), 0);
  assert_true(events_with(&(dateline_options){.least = 0.999}, NULL) < all);
  dateline_engine *e = (dateline_engine *)1;
  dateline_options wrong = {.data = getenv("DATELINE_DATA"), .depth = 9};
  assert_int_equal(dateline_open_with(&wrong, &e, message, sizeof message), DATELINE_EUSAGE);
  assert_null(e);
  assert_string_equal(message, "dateline_open_with: depth 9 is none");
  assert_int_equal(dateline_open_with(NULL, &e, message, sizeof message), DATELINE_EUSAGE);
  assert_int_equal(strlen(dateline_data_sha256(engine)), 64);
  assert_string_equal(dateline_dictionaries_sha256(engine), "");
  assert_int_equal(dateline_abi(), DATELINE_ABI);
}

static void takes_a_users_dictionaries(void **state) {
  (void)state;
  char folder[] = "/tmp/dateline-document-XXXXXX", path[64], why[300] = "";
  assert_non_null(mkdtemp(folder));
  snprintf(path, sizeof path, "%s/verbs.tsv", folder);
  dateline_engine *e = NULL;
  dateline_document *d = NULL;
  dateline_options o = {.data = getenv("DATELINE_DATA"), .lexicon = folder};
  for (int right = 0; right < 2; right++) {
    FILE *file = fopen(path, "w");
    fprintf(file, "key\tcategory\tmode\tcameo\trecipient\ttest\ngreylist\t%s\t\t163\tobj\t\n",
            right ? "SANCTION" : "NONSENSE");
    fclose(file);
    int code = dateline_open_with(&o, &e, why, sizeof why);
    assert_int_equal(code, right ? DATELINE_OK : DATELINE_EINPUT);
    if (!right && !strstr(why, "verbs.tsv:2")) fail_msg("'%s' does not name the row", why);
  }
  const char *words = "France greylisted Syria on Monday.";
  assert_int_equal(dateline_read(e, words, strlen(words), NULL, &d, why, sizeof why), DATELINE_OK);
  dateline_event v;
  assert_int_equal(dateline_get_event(d, 0, &v), 1);
  assert_string_equal(v.event, "SANCTION");
  assert_int_equal(strlen(dateline_dictionaries_sha256(e)), 64);
  dateline_document_free(d);
  dateline_close(e);
  remove(path);
  remove(folder);
}

/* ---- many texts ---- */

enum { TEXTS = 300 };

/* Text n says how many were killed, so that the order shows; every 50th is not UTF-8. */
static void write_text(char *to, size_t size, size_t n) {
  snprintf(to, size, n % 50 == 49 ? "Rebels killed %zu \xFF people." : "Rebels killed %zu people in Mali on Monday.",
           n + 2);
}

static void is_text(const dateline_document *d, int status, size_t n, const char *why) {
  if (n % 50 == 49) {
    assert_int_equal(status, DATELINE_EINPUT);
    assert_null(d);
    assert_non_null(strstr(why, "not UTF-8"));
    return;
  }
  dateline_phrase p;
  assert_int_equal(status, DATELINE_OK);
  assert_int_equal(dateline_get_phrase(d, 0, DATELINE_MAGNITUDE, 0, &p), 1);
  assert_int_equal((size_t)p.value, n + 2);
}

static void a_pipe_keeps_the_order(void **state) {
  (void)state;
  for (uint32_t threads = 1; threads <= 3; threads++) {
    dateline_pipe *pipe = NULL;
    dateline_document *d = NULL;
    char why[200] = "", words[100];
    assert_int_equal(dateline_pipe_open(engine, threads, &pipe, why, sizeof why), DATELINE_OK);
    assert_int_equal(dateline_pipe_get(pipe, &d, why, sizeof why), DATELINE_EUSAGE);
    for (size_t put = 0, got = 0; got < TEXTS;) {
      if (put < TEXTS && dateline_pipe_room(pipe) > 0) {
        write_text(words, sizeof words, put++);
        assert_int_equal(dateline_pipe_put(pipe, words, strlen(words), NULL, why, sizeof why), DATELINE_OK);
        memset(words, 'x', sizeof words); /* it was copied */
        continue;
      }
      if (put < TEXTS) assert_int_equal(dateline_pipe_put(pipe, "It.", 3, NULL, why, sizeof why), DATELINE_EUSAGE);
      assert_int_equal(dateline_pipe_left(pipe), put - got);
      int status = dateline_pipe_get(pipe, &d, why, sizeof why);
      is_text(d, status, got++, why);
      dateline_document_free(d);
    }
    dateline_pipe_close(pipe);
  }
}

static void a_pipe_is_closed_at_any_time(void **state) {
  (void)state;
  dateline_pipe *pipe = NULL;
  dateline_document *d = NULL;
  dateline_engine *own = NULL;
  assert_int_equal(dateline_open(getenv("DATELINE_DATA"), &own, NULL, 0), DATELINE_OK);
  assert_int_equal(dateline_pipe_open(own, 2, &pipe, NULL, 0), DATELINE_OK);
  dateline_close(own); /* the pipe and the document hold it */
  while (dateline_pipe_room(pipe) > 0)
    assert_int_equal(dateline_pipe_put(pipe, text, strlen(text), &about, NULL, 0), DATELINE_OK);
  assert_int_equal(dateline_pipe_get(pipe, &d, NULL, 0), DATELINE_OK);
  dateline_pipe_close(pipe);
  dateline_event v;
  assert_int_equal(dateline_get_event(d, 0, &v), 1);
  dateline_document_free(d);
  dateline_pipe_close(NULL);
}

typedef struct counting {
  size_t seen, stop;
} counting;

static int count_document(void *context, size_t index, const dateline_document *d, int status, const char *why) {
  counting *c = context;
  assert_int_equal(index, c->seen);
  is_text(d, status, index, why);
  c->seen++;
  return c->seen == c->stop;
}

static void a_batch_calls_back_in_order(void **state) {
  (void)state;
  static char words[TEXTS][100];
  static dateline_item items[TEXTS];
  char why[200] = "";
  for (size_t i = 0; i < TEXTS; i++) {
    write_text(words[i], sizeof words[i], i);
    items[i] = (dateline_item){.text = words[i], .bytes = strlen(words[i])};
  }
  counting c = {0};
  assert_int_equal(dateline_batch(engine, 2, items, TEXTS, count_document, &c, why, sizeof why), DATELINE_OK);
  assert_int_equal(c.seen, TEXTS);
  c = (counting){.stop = 20};
  assert_int_equal(dateline_batch(engine, 0, items, TEXTS, count_document, &c, why, sizeof why), DATELINE_ESTOPPED);
  assert_int_equal(c.seen, 20);
  assert_int_equal(dateline_batch(engine, 1, NULL, 0, count_document, &c, why, sizeof why), DATELINE_OK);
  assert_int_equal(dateline_batch(engine, 1, items, 1, NULL, NULL, why, sizeof why), DATELINE_EUSAGE);
}

static void a_reader_goes_on_behind_what_is_bad(void **state) {
  (void)state;
  char path[] = "/tmp/dateline-document-XXXXXX", why[300] = "";
  int file = mkstemp(path);
  static const char lines[] =
      "{\"body\": \"Iran attacked Iraq.\", \"id\": \"one\"}\n{\"body\": 5}\n{\"body\": \"Iraq "
      "attacked Iran.\", \"day\": \"2022-11-03\"}\n";
  assert_true(write(file, lines, strlen(lines)) == (ssize_t)strlen(lines) && close(file) == 0);
  dateline_reader *reader = NULL;
  dateline_pipe *pipe = NULL;
  assert_int_equal(dateline_reader_open(path, "jsonl", "text=body,date=day", &reader, why, sizeof why), DATELINE_OK);
  assert_int_equal(dateline_pipe_open(engine, 1, &pipe, why, sizeof why), DATELINE_OK);
  for (dateline_input *input = NULL;;) {
    assert_int_equal(dateline_reader_next(reader, &input, why, sizeof why), DATELINE_OK);
    if (!input) break;
    assert_int_equal(dateline_pipe_put_input(pipe, input, "2020-01-01", why, sizeof why), DATELINE_OK);
  }
  dateline_reader_close(reader);
  static const char *const dates[] = {"2020-01-01", NULL, "2022-11-03"};
  for (size_t i = 0; dateline_pipe_left(pipe) > 0; i++) {
    dateline_document *d = NULL;
    dateline_summary sum = {0};
    int status = dateline_pipe_get(pipe, &d, why, sizeof why);
    assert_int_equal(status, dates[i] ? DATELINE_OK : DATELINE_EINPUT);
    dateline_get_summary(d, &sum);
    if (dates[i]) assert_string_equal(sum.date, dates[i]);
    if (!dates[i] && !strstr(why, ":2:")) fail_msg("'%s' names no line", why);
    dateline_document_free(d);
  }
  dateline_pipe_close(pipe);
  remove(path);
  assert_int_equal(dateline_reader_open(path, NULL, NULL, &reader, why, sizeof why), DATELINE_EIO);
  assert_null(reader);
  assert_int_equal(dateline_reader_open(path, "docx", NULL, &reader, why, sizeof why), DATELINE_EUSAGE);
  dateline_input_free(NULL);
  dateline_reader_close(NULL);
}

static void a_table_is_handed_on(void **state) {
  (void)state;
  dateline_table *t = NULL;
  dateline_document *d = NULL;
  struct ArrowSchema schema;
  struct ArrowArray array, again;
  char why[200] = "";
  assert_int_equal(dateline_table_new("verbs", &t, why, sizeof why), DATELINE_EUSAGE);
  assert_null(t);
  assert_int_equal(dateline_table_new("events", &t, why, sizeof why), DATELINE_OK);
  assert_int_equal(dateline_read(engine, text, strlen(text), &about, &d, NULL, 0), DATELINE_OK);
  assert_int_equal(dateline_table_add(t, d, why, sizeof why), DATELINE_OK);
  size_t rows = dateline_table_rows(t);
  assert_true(rows >= 4);
  assert_int_equal(dateline_table_export(t, &schema, &array, why, sizeof why), DATELINE_OK);
  assert_int_equal(dateline_table_export(t, NULL, &again, why, sizeof why), DATELINE_OK);
  assert_int_equal(dateline_table_add(t, d, why, sizeof why), DATELINE_EUSAGE);
  dateline_document_free(d);
  dateline_table_free(t); /* what was handed on holds it */
  again.release(&again);
  assert_null(again.release);
  assert_int_equal(array.length, rows);
  assert_int_equal(array.n_children, schema.n_children);
  assert_string_equal(schema.format, "+s");
  assert_string_equal(schema.children[0]->name, "document");
  const int32_t *ends = array.children[0]->buffers[1];
  assert_int_equal(ends[rows], rows * strlen("a-1"));
  assert_memory_equal(array.children[0]->buffers[2], "a-1a-1", 6);
  schema.release(&schema);
  array.release(&array);
}

static void a_ledger_takes_documents(void **state) {
  (void)state;
  char path[] = "/tmp/dateline-document-XXXXXX", file[64], why[300] = "";
  dateline_ledger *ledger = NULL;
  dateline_table *t = NULL;
  dateline_document *d = NULL;
  size_t added = 9;
  assert_non_null(mkdtemp(path));
  snprintf(file, sizeof file, "%s/news.db", path);
  assert_int_equal(dateline_ledger_open(file, 0, &ledger, why, sizeof why), DATELINE_ESTORE);
  assert_int_equal(dateline_ledger_open(file, 1, &ledger, why, sizeof why), DATELINE_OK);
  assert_int_equal(dateline_read(engine, text, strlen(text), &about, &d, NULL, 0), DATELINE_OK);
  const dateline_document *documents[] = {d, d};
  assert_int_equal(dateline_ledger_add(ledger, documents, 2, &added, why, sizeof why), DATELINE_OK);
  assert_int_equal(added, 1);
  char *line = NULL;
  assert_int_equal(dateline_render(d, "coded", &line, NULL, NULL, 0), DATELINE_OK);
  assert_int_equal(dateline_ledger_add_coded(ledger, engine, line, strlen(line), &added, why, sizeof why), DATELINE_OK);
  assert_int_equal(added, 0); /* it is known */
  assert_int_equal(dateline_ledger_add_coded(ledger, engine, "\n{}\n", 4, &added, why, sizeof why), DATELINE_EINPUT);
  assert_non_null(strstr(why, "lines:2: "));
  dateline_free(line);
  dateline_question question = {.actor = "IRN"};
  assert_int_equal(dateline_ledger_read(ledger, "entries", &question, &t, why, sizeof why), DATELINE_OK);
  assert_true(dateline_table_rows(t) > 0);
  assert_int_equal(dateline_table_add(t, d, why, sizeof why), DATELINE_EUSAGE);
  dateline_table_free(t);
  question = (dateline_question){.stance = "condemns"}; /* nobody does */
  assert_int_equal(dateline_ledger_read(ledger, "entries", &question, &t, why, sizeof why), DATELINE_OK);
  assert_int_equal(dateline_table_rows(t), 0);
  dateline_table_free(t);
  question = (dateline_question){.stance = "hates"};
  assert_int_equal(dateline_ledger_read(ledger, "entries", &question, &t, why, sizeof why), DATELINE_EUSAGE);
  question = (dateline_question){.since = "soon"};
  assert_int_equal(dateline_ledger_read(ledger, "events", &question, &t, why, sizeof why), DATELINE_EUSAGE);
  assert_null(t);
  dateline_document_free(d);
  dateline_ledger_close(ledger);
  char command[100];
  snprintf(command, sizeof command, "rm -r %s", path);
  assert_int_equal(system(command), 0);
}

static void *ask(void *document) {
  for (int i = 0; i < 20; i++) {
    char *rows = NULL;
    same_document(document);
    if (dateline_render(document, "table", &rows, NULL, NULL, 0) != DATELINE_OK) return document;
    dateline_free(rows);
  }
  return NULL;
}

static void threads_ask_one_document(void **state) {
  (void)state;
  dateline_document *d = NULL;
  pthread_t threads[2];
  assert_int_equal(dateline_read(engine, "Iran attacked Iraq.", 19, &about, &d, NULL, 0), DATELINE_OK);
  for (size_t i = 0; i < 2; i++) assert_int_equal(pthread_create(&threads[i], NULL, ask, d), 0);
  for (size_t i = 0; i < 2; i++) {
    void *wrong = NULL;
    pthread_join(threads[i], &wrong);
    assert_null(wrong);
  }
  dateline_document_free(d);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(documents_are_what_the_json_says),
      cmocka_unit_test(asks_for_what_is_not_there),
      cmocka_unit_test(renders_every_format),
      cmocka_unit_test(parses_no_further_than_trees),
      cmocka_unit_test(opens_with_options),
      cmocka_unit_test(takes_a_users_dictionaries),
      cmocka_unit_test(a_pipe_keeps_the_order),
      cmocka_unit_test(a_pipe_is_closed_at_any_time),
      cmocka_unit_test(a_batch_calls_back_in_order),
      cmocka_unit_test(a_reader_goes_on_behind_what_is_bad),
      cmocka_unit_test(threads_ask_one_document),
      cmocka_unit_test(a_table_is_handed_on),
      cmocka_unit_test(a_ledger_takes_documents),
  };
  return cmocka_run_group_tests(tests, open_engine, close_engine);
}
