/* The parser: all kernels give the same bits, documents the same trees alone or together, damaged weights a message. */
#include "network/weights.h"
#include "support.h"

/* ---- kernels ---- */

static const char *const others[] = {"avx2", "avx512"}; /* which are held against "plain" */

static uint32_t next_random(uint32_t *seed) {
  *seed = *seed * 1664525u + 1013904223u;
  return *seed >> 8;
}

static float random_float(uint32_t *seed, float size) {
  return ((float)next_random(seed) / 8388608.0f - 1.0f) * size;
}

/* A layer and rows for it, of odd sizes; and what `kernels` make of them, in y. */
static void multiply(const dl_kernels *kernels, uint32_t outputs, uint32_t inputs, uint32_t rows, dl_into into,
                     float *y) {
  uint32_t seed = outputs * 31 + inputs * 7 + rows, width = (outputs + 31) / 32 * 32, depth = (inputs + 3) / 4 * 4;
  int8_t *panels = calloc(width, depth);
  int32_t *offset = calloc(width, sizeof *offset);
  float *scale = calloc(width, sizeof *scale), *bias = calloc(width, sizeof *bias),
        *x_scale = calloc(rows, sizeof *x_scale);
  uint8_t *values = malloc((size_t)rows * depth);
  for (uint32_t o = 0; o < outputs; o++) {
    scale[o] = random_float(&seed, 0.01f);
    bias[o] = random_float(&seed, 1.0f);
    for (uint32_t i = 0; i < inputs; i++) {
      int8_t w = (int8_t)((int)(next_random(&seed) % 255) - 127);
      panels[(size_t)(o / 32) * 32 * depth + (size_t)(i / 4) * 128 + o % 32 * 4 + i % 4] = w;
      offset[o] -= 128 * w;
    }
  }
  for (uint32_t i = 0; i < rows * depth; i++) values[i] = (uint8_t)(1 + next_random(&seed) % 255);
  for (uint32_t r = 0; r < rows; r++) x_scale[r] = random_float(&seed, 0.1f);
  for (uint32_t i = 0; i < rows * width; i++) y[i] = random_float(&seed, 3.0f);
  dl_matrix w = {outputs, inputs, width, depth, panels, offset, scale, bias};
  dl_rows x = {values, depth, rows % 2 ? x_scale : NULL};
  kernels->product(&w, &x, rows, y, width, into);
  free(panels);
  free(offset);
  free(scale);
  free(bias);
  free(x_scale);
  free(values);
}

static void products_agree(void **state) {
  (void)state;
  const dl_kernels *plain = dl_kernels_get("plain");
  static const uint32_t sizes[][2] = {{1, 1}, {7, 96}, {31, 5}, {32, 64}, {33, 3}, {65, 180}, {96, 321}, {704, 176}};
  static float a[150 * 704], b[150 * 704];
  for (size_t k = 0; k < sizeof others / sizeof *others; k++) {
    const dl_kernels *fast = dl_kernels_get(others[k]);
    if (!fast) continue;
    for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
      for (uint32_t rows = 1; rows < 150; rows += rows < 20 ? 1 : 43) {
        for (int into = DL_SET; into <= DL_RECTIFY; into++) {
          multiply(plain, sizes[s][0], sizes[s][1], rows, (dl_into)into, a);
          multiply(fast, sizes[s][0], sizes[s][1], rows, (dl_into)into, b);
          assert_memory_equal(a, b, rows * ((sizes[s][0] + 31) / 32 * 32) * sizeof *a);
        }
      }
    }
  }
}

/* A product of whole numbers is what the definition says. */
static void products_are_right(void **state) {
  (void)state;
  static int8_t panels[32 * 8];
  static int32_t offset[32];
  static float scale[32], bias[32], y[32];
  panels[0] = 3;        /* output 0, input 0 */
  panels[128 + 1] = -5; /* output 0, input 5 */
  panels[31 * 4] = 127; /* output 31, input 0 */
  offset[0] = -128 * (3 - 5);
  offset[31] = -128 * 127;
  scale[0] = scale[31] = 0.5f;
  bias[0] = 1.0f;
  dl_matrix w = {32, 6, 32, 8, panels, offset, scale, bias};
  const uint8_t values[8] = {128 + 10, 128, 128, 128, 128, 128 - 7, 128, 128};
  float x_scale = 2.0f;
  dl_rows x = {values, 8, &x_scale};
  for (size_t k = 0; k < 3; k++) {
    const dl_kernels *kernels = dl_kernels_get(k == 0 ? "plain" : others[k - 1]);
    if (!kernels) continue;
    kernels->product(&w, &x, 1, y, 32, DL_SET);
    assert_true(y[0] == 1.0f + 65.0f && y[1] == 0.0f && y[31] == 1270.0f);
    kernels->product(&w, &x, 1, y, 32, DL_ADD);
    assert_true(y[0] == 1.0f + 65.0f + 65.0f && y[31] == 2540.0f);
  }
}

static void floats_agree(void **state) {
  (void)state;
  enum { MOST = 200 };
  uint32_t seed = 5;
  const dl_kernels *plain = dl_kernels_get("plain");
  for (size_t k = 0; k < sizeof others / sizeof *others; k++) {
    const dl_kernels *fast = dl_kernels_get(others[k]);
    for (size_t size = 1; fast && size < MOST; size++) {
      float gates[4 * MOST], x[MOST], a[MOST], b[MOST];
      const float *rows[3] = {gates, gates + MOST, gates + 2 * MOST};
      uint8_t bytes[2][MOST];
      int8_t whole[MOST];
      for (size_t i = 0; i < 4 * MOST; i++) gates[i] = random_float(&seed, size % 3 == 0 ? 200.0f : 4.0f);
      for (size_t i = 0; i < MOST; i++) a[i] = b[i] = x[i] = random_float(&seed, 2.0f);
      for (size_t i = 0; i < MOST; i++) whole[i] = (int8_t)(next_random(&seed) % 255 - 127);
      plain->lstm(gates, a, bytes[0], size);
      fast->lstm(gates, b, bytes[1], size);
      assert_memory_equal(a, b, sizeof a);
      assert_memory_equal(bytes[0], bytes[1], size);
      assert_true(plain->quantise(x, size, bytes[0]) == fast->quantise(x, size, bytes[1]));
      assert_memory_equal(bytes[0], bytes[1], size);
      plain->add_row(whole, 0.37f, a, size);
      fast->add_row(whole, 0.37f, b, size);
      assert_memory_equal(a, b, sizeof a);
      plain->dots(gates, 16, rows, 1 + size % 3, size / 16 * 16, a);
      fast->dots(gates, 16, rows, 1 + size % 3, size / 16 * 16, b);
      assert_memory_equal(a, b, sizeof a);
      assert_int_equal(plain->best(x, size), fast->best(x, size));
    }
  }
}

/* ---- documents ---- */

enum { DOCUMENTS = 40 };

/* Documents of one to many sentences, one of them empty and one with a sentence that is longer than the parser's cap.
 */
static char *make_text(int k) {
  static const char *const sentences[] = {
      "The foreign minister of Norway said on Tuesday that her government would not send troops.",
      "Farmers blocked roads.",
      "Two people were killed and 14 wounded when rebels shelled a market in the port city, the mayor told reporters.",
      "Why?",
      "\"We won't sign,\" Mr. Ahmed Saleh replied, \"until they have withdrawn.\"",
      "PRESIDENT CALLS FOR CALM"};
  char *text = calloc(1, 16384);
  if (k == 3) return text;
  for (int i = 0; i < 1 + k % 7; i++) strcat(strcat(text, sentences[(k + i) % 6]), i % 3 == 2 ? "\n\n" : " ");
  for (int i = 0; k == 5 && i < 950; i++) strcat(text, i % 40 == 39 ? "and, as they said, " : "grain ");
  return text;
}

static dl_document *read(dl_arena *arena, int k) {
  char *text = make_text(k);
  dl_document *doc = tokens_of(arena, dl_arena_strndup(arena, text, strlen(text)), strlen(text), "", "");
  free(text);
  return doc;
}

static void assert_same_reading(const dl_document *a, const dl_document *b) {
  assert_int_equal(a->token_count, b->token_count);
  for (uint32_t i = 0; i < a->token_count; i++) {
    const dl_token *s = &a->tokens[i], *t = &b->tokens[i];
    assert_int_equal(s->upos, t->upos);
    assert_int_equal(s->head, t->head);
    assert_int_equal(s->rel, t->rel);
    assert_int_equal(s->ner, t->ner);
    assert_int_equal(s->xpos, t->xpos);
    assert_string_equal(s->feats, t->feats);
    assert_string_equal(s->lemma, t->lemma);
    assert_int_equal(s->deprel, t->deprel);
    assert_int_equal(a->act_scores[i] != NULL, b->act_scores[i] != NULL);
    if (a->act_scores[i]) assert_memory_equal(a->act_scores[i], b->act_scores[i], DL_ACT_LABELS * sizeof(float));
  }
}

/* All documents with these kernels, `together` at a time. */
static void parse(const char *kernels, uint32_t together, dl_arena *arena, dl_document **docs) {
  dl_status status = {0};
  dl_parser *used = NULL;
  assert_int_equal(dl_parser_new(model, &used, &status), DL_OK);
  assert_true(dl_parser_use(used, kernels));
  for (int k = 0; k < DOCUMENTS; k++) docs[k] = read(arena, k);
  for (uint32_t k = 0; k < DOCUMENTS; k += together)
    assert_int_equal(
        dl_parse_all(used, workspace, docs + k, DOCUMENTS - k < together ? DOCUMENTS - k : together, &status), DL_OK);
  dl_parser_free(used);
}

static void reads_the_same(void **state) {
  (void)state;
  dl_arena *arena = dl_arena_new();
  dl_document *alone[DOCUMENTS], *docs[DOCUMENTS];
  parse(NULL, 1, arena, alone);
  static const uint32_t together[] = {2, 7, DOCUMENTS};
  for (size_t i = 0; i < 3; i++) {
    parse(NULL, together[i], arena, docs);
    for (int k = 0; k < DOCUMENTS; k++) assert_same_reading(alone[k], docs[k]);
  }
  static const char *const names[] = {"plain", "avx2", "avx512"};
  for (size_t i = 0; i < 3; i++) {
    if (!dl_kernels_get(names[i])) continue;
    parse(names[i], DOCUMENTS, arena, docs);
    for (int k = 0; k < DOCUMENTS; k++) assert_same_reading(alone[k], docs[k]);
  }
  dl_arena_free(arena);
}

/* ---- damage ---- */

/* The weights from `size` bytes of the section. */
static int load(const char *bytes, size_t size, dl_status *status) {
  dl_network damaged = {0};
  int code = dl_network_read(&damaged, bytes, size, status);
  dl_network_free(&damaged);
  return code;
}

/* The first bytes of the section in memory of their own, which ends behind them. */
static char *copy_of(const char *section, size_t size) {
  char *copy = aligned_alloc(64, (size + 63) / 64 * 64);
  assert_non_null(copy);
  memcpy(copy, section, size);
  return copy;
}

static void refuses_damage(void **state) {
  (void)state;
  size_t size = 0;
  const char *section = dl_model_bytes(model, "parser", &size);
  char *bytes = copy_of(section, size);
  dl_status status = {0};
  assert_int_equal(load(bytes, size, &status), DL_OK);
  for (size_t cut = 0; cut < size; cut += cut < 64 ? 1 : size / 23) {
    char *piece = copy_of(section, cut);
    assert_int_equal(load(piece, cut, &status), DL_EDATA);
    assert_true(status.message[0] != '\0');
    free(piece);
  }
  size_t headers = 0;
  for (size_t at = 0; at + 8 < size && headers < 60;
       at++) { /* names' ends and what stands behind them: the dimensions */
    if (memcmp(bytes + at, "#panels", 7) != 0 && memcmp(bytes + at, "#f32", 4) != 0 &&
        memcmp(bytes + at, ".labels", 7) != 0)
      continue;
    headers++;
    for (size_t k = headers % 3; k < 24 && at + k < size; k += 3) {
      char kept = bytes[at + k];
      bytes[at + k] = (char)(kept ^ (k % 2 ? 0x41 : 0x80));
      int code = load(bytes, size, &status);
      assert_true(code == DL_OK || code == DL_EDATA); /* the byte may be padding */
      bytes[at + k] = kept;
    }
  }
  assert_true(headers > 20);
  free(bytes);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(products_agree), cmocka_unit_test(products_are_right), cmocka_unit_test(floats_agree),
      cmocka_unit_test(reads_the_same), cmocka_unit_test(refuses_damage),
  };
  return cmocka_run_group_tests(tests, open_stages, close_stages);
}
