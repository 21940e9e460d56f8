/* What is learned of acts: probabilities, the scores of words, the sections that hold the weights, and what decides on
 * an event. */
#include "support.h"

#include <math.h>

#include "events/choice.h"
#include "events/chooser.h"
#include "network/roles.h"
#include "network/softmax.h"
#include "network/wordhead.h"
#include "syntax/parser.h"

static void probabilities_of_scores(void **state) {
  (void)state;
  const float scores[] = {1.5f, -2.0f, 0.0f, 12.25f, -100.0f, 11.0f};
  float p[6], sum = 0;
  double all = 0;
  dl_softmax(scores, 6, p);
  for (int i = 0; i < 6; i++) all += exp((double)scores[i] - 12.25);
  for (int i = 0; i < 6; i++) {
    assert_true(fabs((double)p[i] - exp((double)scores[i] - 12.25) / all) < 1e-6);
    sum += p[i];
  }
  assert_true(fabsf(sum - 1.0f) < 1e-6f);
}

static void names_of_labels(void **state) {
  (void)state;
  assert_string_equal(dl_act_name(DL_NO_ACT), "");
  assert_int_equal(dl_act_label(""), DL_SPEECH_ACT);
  assert_int_equal(dl_act_label("no category"), DL_NO_ACT);
  for (unsigned i = 1; i < DL_SPEECH_ACT; i++) assert_int_equal(dl_act_label(dl_act_name(i)), i);
}

/* A data file whose section is cut or changed at its head: a message, or weights; never a crash. */
static void damaged_weights(void **state) {
  (void)state;
  static const char *const names[] = {"acts", "parties", "roles"};
  for (int n = 0; n < 3; n++) {
    size_t size = 0;
    const char *section = dl_model_bytes(model, names[n], &size);
    assert_non_null(section);
    for (size_t cut = 0; cut < size; cut += cut < 64 ? 1 : size / 23) {
      char *copy = aligned_alloc(64, (cut + 64) / 64 * 64);
      memcpy(copy, section, cut);
      dl_status status = {0};
      dl_items *items = malloc(sizeof *items);
      assert_int_equal(dl_items_open(items, names[n], copy, cut, &status), DL_EDATA);
      assert_non_null(strstr(status.message, names[n]));
      free(items->memory);
      free(items);
      free(copy);
    }
  }
}

/* The message names what a head lacks, though its reader made that name up. */
static void missing_layers(void **state) {
  (void)state;
  dl_wordhead head;
  dl_status status = {0};
  assert_int_equal(dl_wordhead_read(&head, "parties", DL_ACT_LABELS, &parser->net, model, &status), DL_EDATA);
  assert_non_null(strstr(status.message, "'parties.h' is missing"));
  dl_wordhead_free(&head);
}

static dl_document *coded(dl_arena *arena, const char *text) {
  dl_status status = {0};
  dl_document *doc = dl_document_new(arena);
  doc->text = text;
  doc->text_size = (uint32_t)strlen(text);
  doc->date = "2023-05-02";
  assert_int_equal(dl_tokenize(tokenizer, doc, &status), DL_OK);
  assert_int_equal(dl_parse(parser, workspace, doc, &status), DL_OK);
  return doc;
}

/* Words that can be acts have scores; others have none. */
static void words_are_scored(void **state) {
  (void)state;
  dl_arena *arena = dl_arena_new();
  dl_document *doc =
      coded(arena, "Kenyan police arrested twelve protesters in Nairobi on Monday, and the minister praised them.");
  assert_non_null(doc->act_scores);
  for (uint32_t i = 0; i < doc->token_count; i++) {
    bool any = false;
    for (int k = 0; doc->act_scores[i] && k < DL_ACT_LABELS; k++) any |= doc->act_scores[i][k] != 0;
    assert_int_equal(any, dl_wordhead_takes(doc->tokens[i].upos));
  }
  dl_arena_free(arena);
}

/* Where trees alone are asked for they are the same, and no word is scored. */
static void trees_alone(void **state) {
  (void)state;
  static const char text[] = "Kenyan police arrested twelve protesters in Nairobi on Monday.";
  dl_arena *arena = dl_arena_new();
  dl_document *scored = coded(arena, text);
  dl_workspace_trees_alone(workspace, true);
  dl_document *alone = coded(arena, text);
  dl_workspace_trees_alone(workspace, false);
  assert_null(alone->act_scores);
  assert_null(alone->states);
  for (uint32_t i = 0; i < scored->token_count; i++) assert_int_equal(scored->tokens[i].head, alone->tokens[i].head);
  dl_arena_free(arena);
}

static float read_as(const dl_roles_read *roles, const dl_document *doc, const char *word, bool recipient) {
  for (uint32_t k = 0; k < roles->count; k++)
    if (!strcmp(doc->tokens[roles->first + k].form, word)) return roles->words[recipient][k];
  fail_msg("%s is not read", word);
  return 0;
}

static uint32_t token_of(const dl_document *doc, const char *word) {
  uint32_t at = 0;
  while (strcmp(doc->tokens[at].form, word) != 0) at++;
  return at;
}

/* The doer of a passive is its agent; all probabilities of a side add up to 1; the act itself is nobody. */
static void roles_are_read(void **state) {
  (void)state;
  dl_arena *arena = dl_arena_new();
  dl_document *doc = coded(arena, "Chad was attacked by Niger on Monday, and the minister resigned.");
  dl_role_head head;
  dl_roles_read roles;
  dl_status status = {0};
  assert_int_equal(dl_role_head_read(&head, model, &status), DL_OK);
  uint32_t act = token_of(doc, "attacked");
  assert_true(dl_read_roles(&head, doc, act, DL_ASSAULT, false, &roles));
  assert_true(read_as(&roles, doc, "Niger", false) > read_as(&roles, doc, "Chad", false));
  assert_true(read_as(&roles, doc, "Chad", true) > read_as(&roles, doc, "Niger", true));
  for (int side = 0; side < 2; side++) {
    float sum = roles.nobody[side];
    for (uint32_t k = 0; k < roles.count; k++) sum += roles.words[side][k];
    assert_true(fabsf(sum - 1.0f) < 1e-4f);
    assert_true(read_as(&roles, doc, "attacked", side) < 1e-6f);
  }
  doc->role_states = NULL; /* nothing was parsed */
  assert_false(dl_read_roles(&head, doc, act, DL_ASSAULT, false, &roles));
  dl_role_head_free(&head);
  dl_arena_free(arena);
}

/* A sentence stands in its whole text, and behind what was told before it. */
static void contexts_are_the_text_s(void **state) {
  (void)state;
  enum { WIDEST = 128 };
  dl_arena *arena = dl_arena_new();
  dl_role_layer layer;
  dl_status status = {0};
  dl_network net;
  size_t size;
  const void *bytes = dl_model_bytes(model, "parser", &size);
  assert_int_equal(dl_network_read(&net, bytes, size, &status), DL_OK);
  assert_int_equal(dl_role_layer_read(&layer, &net, model, &status), DL_OK);
  size_t width = layer.context.width, row = width * sizeof(float);
  assert_true(width > 0 && width <= WIDEST);
  float once[WIDEST];
  dl_document *doc = coded(arena, "The police arrested a judge.");
  memcpy(once, doc->contexts, row);
  doc = coded(arena, "The police arrested a judge. The police arrested a judge."); /* whose mean is the same */
  assert_memory_equal(doc->contexts, once, row);
  assert_true(memcmp(doc->contexts + width, once, row) != 0);
  dl_role_layer_free(&layer);
  dl_network_free(&net);
  dl_arena_free(arena);
}

/* Of a long sentence the words near the act are read, however long it is. */
static void roles_of_long_sentences(void **state) {
  (void)state;
  enum { COPIES = 60 };
  static const char piece[] = "Chad attacked Niger and ";
  dl_arena *arena = dl_arena_new();
  char *text = dl_arena_alloc(arena, COPIES * sizeof piece + 32);
  for (int i = 0; i < COPIES; i++) strcat(text, piece);
  strcat(text, "Mali attacked Togo.");
  dl_document *doc = coded(arena, text);
  dl_role_head head;
  dl_roles_read roles;
  dl_status status = {0};
  assert_int_equal(dl_role_head_read(&head, model, &status), DL_OK);
  for (uint32_t t = 0; t < doc->token_count; t++) {
    if (strcmp(doc->tokens[t].form, "attacked") != 0) continue;
    assert_true(dl_read_roles(&head, doc, t, DL_ASSAULT, true, &roles));
    assert_true(roles.count <= 2 * DL_ROLE_REACH + 1);
    assert_true(roles.first <= t && t < roles.first + roles.count);
    assert_true(roles.first + roles.count <= doc->token_count);
  }
  dl_role_head_free(&head);
  dl_arena_free(arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(trees_alone),
                                     cmocka_unit_test(probabilities_of_scores),
                                     cmocka_unit_test(names_of_labels),
                                     cmocka_unit_test(damaged_weights),
                                     cmocka_unit_test(missing_layers),
                                     cmocka_unit_test(words_are_scored),
                                     cmocka_unit_test(roles_are_read),
                                     cmocka_unit_test(contexts_are_the_text_s),
                                     cmocka_unit_test(roles_of_long_sentences)};
  return cmocka_run_group_tests_name("acts", tests, open_stages, close_stages);
}
