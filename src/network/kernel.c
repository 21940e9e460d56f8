#include "network/kernel.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>
#define DL_X86 1
#endif

#define UNIT (1.0f / 127.0f) /* the scale of hidden states */
#define BODY static inline __attribute__((always_inline))

/* Bodies that are compiled once for each kind of processor. Lanes of 16 make the order of a sum the same for all widths
 * of register. */
enum { LANES = 16 };

/* Where exponents are cut. It is read from memory: compilers would make a branch of its own for a constant, and masks
 * of the branches. */
static const volatile float edge = 34.0f;

/* 2^t for -cut <= t <= cut by a polynomial of degree 5 (relative error below 1e-7). */
BODY float power_of_two(float t, float cut) {
  t = t > cut ? cut : t;
  t = t < -cut ? -cut : t;
  float whole = t + 12582912.0f; /* 1.5 x 2^23: the whole number stands in the low bits */
  float f = t - (whole - 12582912.0f);
  float p = 1.327642517e-3f;
  p = p * f + 9.675531771e-3f;
  p = p * f + 5.550713318e-2f;
  p = p * f + 2.402211991e-1f;
  p = p * f + 6.931469671e-1f;
  p = p * f + 1.000000072f;
  uint32_t shift, bits;
  memcpy(&shift, &whole, sizeof shift);
  memcpy(&bits, &p, sizeof bits);
  bits += shift << 23;
  memcpy(&p, &bits, sizeof p);
  return p;
}

BODY uint8_t as_byte(float q) {
  return (uint8_t)(int32_t)(q + 128.5f); /* above 0: cutting rounds down */
}

/* Unit i of an LSTM; its hidden state. Sigmoids and tangents are fractions of powers of e, joined so that two divisions
 * do for five. */
BODY float lstm_unit(const float *gates, float *cell, size_t size, size_t i, float cut) {
  const float log2e = 1.44269504f;
  float in = power_of_two(gates[i] * -log2e, cut), forget = power_of_two(gates[size + i] * -log2e, cut);
  float new = power_of_two(gates[2 * size + i] * (-2.0f * log2e), cut),
        out = power_of_two(gates[3 * size + i] * -log2e, cut);
  float both = (1.0f + in) * (1.0f + new), keep = 1.0f + forget;
  float c = (cell[i] * both + (1.0f - new) * keep) / (both * keep);
  cell[i] = c;
  float turned = power_of_two(c * (-2.0f * log2e), cut);
  return (1.0f - turned) / ((1.0f + out) * (1.0f + turned));
}

BODY void lstm_body(const float *restrict gates, float *restrict cell, uint8_t *restrict hidden, size_t size) {
  const float cut = edge;
  size_t i = 0;
  for (; i + LANES <= size; i += LANES) {
    float h[LANES]; /* the floats first, the bytes behind them: loops of one type fill whole registers */
    for (int j = 0; j < LANES; j++) h[j] = lstm_unit(gates, cell, size, i + j, cut);
    for (int j = 0; j < LANES; j++) hidden[i + j] = as_byte(h[j] * 127.0f);
  }
  for (; i < size; i++) hidden[i] = as_byte(lstm_unit(gates, cell, size, i, cut) * 127.0f);
}

BODY float greatest(const float *x, size_t size, bool absolute) {
  float most[LANES];
  for (int j = 0; j < LANES; j++) most[j] = absolute ? 0.0f : x[0];
  size_t i = 0;
  for (; i + LANES <= size; i += LANES) {
    for (int j = 0; j < LANES; j++) {
      float v = absolute ? fabsf(x[i + j]) : x[i + j];
      most[j] = v > most[j] ? v : most[j];
    }
  }
  for (; i < size; i++) {
    float v = absolute ? fabsf(x[i]) : x[i];
    most[0] = v > most[0] ? v : most[0];
  }
  for (int half = LANES / 2; half > 0; half /= 2)
    for (int j = 0; j < half; j++) most[j] = most[j + half] > most[j] ? most[j + half] : most[j];
  return most[0];
}

BODY float quantise_body(const float *x, size_t size, uint8_t *to) {
  float most = greatest(x, size, true), turned = most > 0 ? 127.0f / most : 0.0f;
  for (size_t i = 0; i < size; i++) to[i] = as_byte(x[i] * turned);
  return most / 127.0f;
}

BODY void add_row_body(const int8_t *from, float scale, float *to, size_t size) {
  for (size_t i = 0; i < size; i++) to[i] += scale * (float)from[i];
}

BODY void dots_body(const float *a, size_t a_step, const float *const *b, size_t count, size_t size, float *y) {
  for (size_t k = 0; k < count; k++) {
    float sum[LANES] = {0};
    for (size_t i = 0; i < size; i += LANES)
      for (int j = 0; j < LANES; j++) sum[j] += a[k * a_step + i + j] * b[k][i + j];
    for (int half = LANES / 2; half > 0; half /= 2)
      for (int j = 0; j < half; j++) sum[j] += sum[j + half];
    y[k] = sum[0];
  }
}

BODY uint32_t best_body(const float *scores, size_t count) {
  float most = greatest(scores, count, false);
  for (size_t i = 0; i < count; i++)
    if (scores[i] == most) return (uint32_t)i;
  return 0;
}

/* The whole sums of a row's panel become floats. */
BODY void finish(const dl_matrix *w, uint32_t o, const int32_t *sum, float x_scale, float *y, dl_into into) {
  for (int j = 0; j < DL_PANEL; j++) {
    float base = into == DL_ADD ? y[j] : w->bias[o + j];
    float v = base + (float)sum[j] * (x_scale * w->scale[o + j]);
    y[j] = into != DL_RECTIFY || v > 0.0f ? v : 0.0f;
  }
}

/* ---- plain ---- */

enum { PLAIN_ROWS = 4 }; /* which share the unpacking of a panel's groups */

/* Sums of up to PLAIN_ROWS rows with one panel, in loops that compilers turn into vectors of whatever they have. */
static void plain_tile(const int8_t *panel, size_t depth, const uint8_t *x, size_t x_step, size_t rows,
                       int32_t (*sum)[DL_PANEL]) {
  for (size_t i = 0; i < depth; i += DL_GROUP) {
    int16_t w[DL_GROUP][DL_PANEL];
    for (int j = 0; j < DL_PANEL; j++)
      for (int k = 0; k < DL_GROUP; k++) w[k][j] = panel[i * DL_PANEL + (size_t)(j * DL_GROUP + k)];
    for (size_t r = 0; r < rows; r++) {
      const uint8_t *v = x + r * x_step + i;
      int16_t a = v[0], b = v[1], c = v[2], d = v[3];
      for (int j = 0; j < DL_PANEL; j++) sum[r][j] += a * w[0][j] + b * w[1][j] + c * w[2][j] + d * w[3][j];
    }
  }
}

static void plain_product(const dl_matrix *w, const dl_rows *x, size_t rows, float *y, size_t y_step, dl_into into) {
  for (uint32_t o = 0; o < w->width; o += DL_PANEL) {
    for (size_t r = 0; r < rows; r += PLAIN_ROWS) {
      size_t count = rows - r < PLAIN_ROWS ? rows - r : PLAIN_ROWS;
      int32_t sum[PLAIN_ROWS][DL_PANEL];
      for (size_t n = 0; n < count; n++) memcpy(sum[n], w->offset + o, sizeof sum[n]);
      plain_tile(w->panels + (size_t)o * w->depth, w->depth, x->values + r * x->step, x->step, count, sum);
      for (size_t n = 0; n < count; n++)
        finish(w, o, sum[n], x->scale ? x->scale[r + n] : UNIT, y + (r + n) * y_step + o, into);
    }
  }
}

#define FLOAT_KERNELS(NAME, TARGET)                                                               \
  TARGET static float NAME##_quantise(const float *x, size_t size, uint8_t *to) {                 \
    return quantise_body(x, size, to);                                                            \
  }                                                                                               \
  TARGET static void NAME##_add_row(const int8_t *from, float scale, float *to, size_t size) {    \
    add_row_body(from, scale, to, size);                                                          \
  }                                                                                               \
  TARGET static void NAME##_lstm(const float *gates, float *cell, uint8_t *hidden, size_t size) { \
    lstm_body(gates, cell, hidden, size);                                                         \
  }                                                                                               \
  TARGET static uint32_t NAME##_best(const float *scores, size_t count) {                         \
    return best_body(scores, count);                                                              \
  }

#define DOTS(NAME, TARGET)                                                                                        \
  TARGET static void NAME##_dots(const float *a, size_t a_step, const float *const *b, size_t count, size_t size, \
                                 float *y) {                                                                      \
    dots_body(a, a_step, b, count, size, y);                                                                      \
  }

FLOAT_KERNELS(plain, )
DOTS(plain, )

static const dl_kernels plain = {"plain",    plain_product, plain_quantise, plain_add_row,
                                 plain_lstm, plain_dots,    plain_best};

#ifdef DL_X86

/* ---- AVX-512 with VNNI: up to 8 rows x 32 outputs in 16 registers ---- */

#define AVX512 __attribute__((target("avx512f,avx512bw,avx512vl,avx512dq,avx512vnni")))
#define AVX2 __attribute__((target("avx2")))

enum { ROWS_AT_ONCE = 64 }; /* they and a panel stay in the first cache */

AVX512 static inline void finish512(__m512i sum, __m512 x_scale, const float *scale, const float *bias, float *y,
                                    dl_into into) {
  __m512 base = _mm512_loadu_ps(into == DL_ADD ? y : bias);
  __m512 v =
      _mm512_add_ps(base, _mm512_mul_ps(_mm512_cvtepi32_ps(sum), _mm512_mul_ps(x_scale, _mm512_loadu_ps(scale))));
  _mm512_storeu_ps(y, into == DL_RECTIFY ? _mm512_max_ps(v, _mm512_setzero_ps()) : v);
}

/* For each of R rows. Registers have names, since compilers keep an array of 16 in memory. */
#define EACH_1(DO) DO(0)
#define EACH_2(DO) EACH_1(DO) DO(1)
#define EACH_3(DO) EACH_2(DO) DO(2)
#define EACH_4(DO) EACH_3(DO) DO(3)
#define EACH_5(DO) EACH_4(DO) DO(4)
#define EACH_6(DO) EACH_5(DO) DO(5)
#define EACH_7(DO) EACH_6(DO) DO(6)
#define EACH_8(DO) EACH_7(DO) DO(7)

/* _mm512_dpbusd_epi32 written out: compilers copy its sum from register to register. */
AVX512 static inline __attribute__((always_inline)) void add_products(__m512i *sum, __m512i x, __m512i w) {
  __asm__("vpdpbusd %2, %1, %0" : "+v"(*sum) : "v"(x), "v"(w));
}

#define BEGIN512(r) __m512i a##r = start_a, b##r = start_b;
#define STEP512(r)                                \
  memcpy(&four, x + r * x_step + i, sizeof four); \
  v = _mm512_set1_epi32(four);                    \
  add_products(&a##r, v, p);                      \
  add_products(&b##r, v, q);
#define END512(r)                                                          \
  s = _mm512_set1_ps(x_scale ? x_scale[r] : UNIT);                         \
  finish512(a##r, s, w->scale + o, w->bias + o, y + r * y_step + o, into); \
  finish512(b##r, s, w->scale + o + 16, w->bias + o + 16, y + r * y_step + o + 16, into);

#define TILE512(R)                                                                                             \
  AVX512 static void tile512_##R(const dl_matrix *w, uint32_t o, const uint8_t *x, size_t x_step,              \
                                 const float *x_scale, float *y, size_t y_step, dl_into into) {                \
    const int8_t *panel = w->panels + (size_t)o * w->depth;                                                    \
    size_t depth = w->depth;                                                                                   \
    __m512i start_a = _mm512_loadu_si512(w->offset + o), start_b = _mm512_loadu_si512(w->offset + o + 16);     \
    EACH_##R(BEGIN512) for (size_t i = 0; i < depth; i += DL_GROUP) {                                          \
      __m512i p = _mm512_loadu_si512(panel + i * DL_PANEL), q = _mm512_loadu_si512(panel + i * DL_PANEL + 64); \
      int32_t four;                                                                                            \
      __m512i v;                                                                                               \
      EACH_##R(STEP512)                                                                                        \
    }                                                                                                          \
    __m512 s;                                                                                                  \
    EACH_##R(END512)                                                                                           \
  }
TILE512(1)
TILE512(2)
TILE512(3)
TILE512(4)
TILE512(5)
TILE512(6)
TILE512(7)
TILE512(8)

typedef void tile512(const dl_matrix *w, uint32_t o, const uint8_t *x, size_t x_step, const float *x_scale, float *y,
                     size_t y_step, dl_into into);

static void avx512_product(const dl_matrix *w, const dl_rows *x, size_t rows, float *y, size_t y_step, dl_into into) {
  static tile512 *const tiles[] = {NULL,      tile512_1, tile512_2, tile512_3, tile512_4,
                                   tile512_5, tile512_6, tile512_7, tile512_8};
  for (size_t first = 0; first < rows; first += ROWS_AT_ONCE) {
    size_t end = rows - first < ROWS_AT_ONCE ? rows : first + ROWS_AT_ONCE;
    for (uint32_t o = 0; o < w->width; o += DL_PANEL) {
      for (size_t r = first; r < end; r += 8) {
        tile512 *tile = tiles[end - r < 8 ? end - r : 8];
        tile(w, o, x->values + r * x->step, x->step, x->scale ? x->scale + r : NULL, y + r * y_step, y_step, into);
      }
    }
  }
}

AVX512 static void avx512_dots(const float *a, size_t a_step, const float *const *b, size_t count, size_t size,
                               float *y) {
  size_t k = 0;
  for (; k + 4 <= count; k += 4) { /* four sums at a time, so that none waits for its own last addition */
    __m512 sum[4] = {_mm512_setzero_ps(), _mm512_setzero_ps(), _mm512_setzero_ps(), _mm512_setzero_ps()};
    for (size_t i = 0; i < size; i += LANES)
      for (int j = 0; j < 4; j++)
        sum[j] = _mm512_add_ps(sum[j],
                               _mm512_mul_ps(_mm512_loadu_ps(a + (k + j) * a_step + i), _mm512_loadu_ps(b[k + j] + i)));
    for (int j = 0; j < 4; j++) y[k + j] = _mm512_reduce_add_ps(sum[j]); /* halves upon halves, as in dots_body */
  }
  if (k < count) dots_body(a + k * a_step, a_step, b + k, count - k, size, y + k);
}

FLOAT_KERNELS(avx512, AVX512)

/* ---- AVX2: 2 rows x 16 outputs, as products of 16 bits, since those of 8 saturate ---- */

/* Of each row, four registers of four outputs, each in two halves. */
#define BEGIN256(r) __m256i a##r = _mm256_setzero_si256(), b##r = a##r, c##r = a##r, d##r = a##r;
#define WIDEN256(r)                               \
  memcpy(&four, x + r * x_step + i, sizeof four); \
  __m256i v##r = _mm256_cvtepu8_epi16(_mm256_castsi256_si128(_mm256_set1_epi32(four)));
#define STEP256(sum, r) sum##r = _mm256_add_epi32(sum##r, _mm256_madd_epi16(v##r, p));
#define STEP256_A(r) STEP256(a, r)
#define STEP256_B(r) STEP256(b, r)
#define STEP256_C(r) STEP256(c, r)
#define STEP256_D(r) STEP256(d, r)
#define END256(r)                                 \
  join256(a##r, b##r, start, sum + r * DL_PANEL); \
  join256(c##r, d##r, start + 8, sum + r * DL_PANEL + 8);

AVX2 static inline void join256(__m256i a, __m256i b, const int32_t *start, int32_t *sum) {
  __m256i joined = _mm256_permute4x64_epi64(_mm256_hadd_epi32(a, b), 0xD8);
  _mm256_storeu_si256((__m256i *)(void *)sum,
                      _mm256_add_epi32(joined, _mm256_loadu_si256((const __m256i *)(const void *)start)));
}

AVX2 static inline __m256i widened256(const int8_t *weights) {
  return _mm256_cvtepi8_epi16(_mm_loadu_si128((const __m128i *)(const void *)weights));
}

#define TILE256(R)                                                                                        \
  AVX2 static void tile256_##R(const int8_t *panel, size_t depth, const int32_t *start, const uint8_t *x, \
                               size_t x_step, int32_t *sum) {                                             \
    EACH_##R(BEGIN256) for (size_t i = 0; i < depth; i += DL_GROUP) {                                     \
      int32_t four;                                                                                       \
      EACH_##R(WIDEN256) __m256i p = widened256(panel + i * DL_PANEL);                                    \
      EACH_##R(STEP256_A) p = widened256(panel + i * DL_PANEL + 16);                                      \
      EACH_##R(STEP256_B) p = widened256(panel + i * DL_PANEL + 32);                                      \
      EACH_##R(STEP256_C) p = widened256(panel + i * DL_PANEL + 48);                                      \
      EACH_##R(STEP256_D)                                                                                 \
    }                                                                                                     \
    EACH_##R(END256)                                                                                      \
  }
TILE256(1)
TILE256(2)

typedef void tile256(const int8_t *panel, size_t depth, const int32_t *start, const uint8_t *x, size_t x_step,
                     int32_t *sum);

AVX2 static void avx2_product(const dl_matrix *w, const dl_rows *x, size_t rows, float *y, size_t y_step,
                              dl_into into) {
  static tile256 *const tiles[] = {NULL, tile256_1, tile256_2};
  for (uint32_t o = 0; o < w->width; o += DL_PANEL) {
    const int8_t *panel = w->panels + (size_t)o * w->depth;
    for (size_t r = 0; r < rows; r += 2) {
      const uint8_t *row = x->values + r * x->step;
      size_t count = rows - r < 2 ? 1 : 2;
      int32_t sum[2][DL_PANEL];
      for (uint32_t half = 0; half < DL_PANEL; half += 16)
        tiles[count](panel + half * DL_GROUP, w->depth, w->offset + o + half, row, x->step, sum[0] + half);
      for (size_t n = 0; n < count; n++)
        finish(w, o, sum[n], x->scale ? x->scale[r + n] : UNIT, y + (r + n) * y_step + o, into);
    }
  }
}

FLOAT_KERNELS(avx2, AVX2)
DOTS(avx2, AVX2)

static const dl_kernels avx512 = {"avx512",    avx512_product, avx512_quantise, avx512_add_row,
                                  avx512_lstm, avx512_dots,    avx512_best};
static const dl_kernels avx2 = {"avx2", avx2_product, avx2_quantise, avx2_add_row, avx2_lstm, avx2_dots, avx2_best};

#endif

const dl_kernels *dl_kernels_get(const char *name) {
#ifdef DL_X86
  bool fast = __builtin_cpu_supports("avx2");
  bool wide = fast && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
              __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq") &&
              __builtin_cpu_supports("avx512vnni");
  if (wide && (!name || strcmp(name, "avx512") == 0)) return &avx512;
  if (fast && (!name || strcmp(name, "avx2") == 0)) return &avx2;
#endif
  return !name || strcmp(name, "plain") == 0 ? &plain : NULL;
}
