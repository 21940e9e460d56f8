#include "syntax/kernel.h"

#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>
#define DL_X86 1
#endif

static inline float half_to_float(uint16_t half) {
  uint32_t sign = (uint32_t)(half & 0x8000u) << 16, exponent = half >> 10 & 31, fraction = half & 1023u, bits;
  if (exponent == 0) { /* zero or subnormal: fraction x 2^-24 */
    float value = (float)fraction * 5.9604644775390625e-8f;
    return sign ? -value : value;
  }
  bits = exponent == 31 ? sign | 0x7f800000u | fraction << 13 : sign | (exponent + 112) << 23 | fraction << 13;
  float value;
  memcpy(&value, &bits, sizeof value);
  return value;
}

/* e^x by 2^n and a polynomial of degree 6 (relative error below 2e-7); |x| is cut at 87. No fused operations: the same on every CPU. */
static inline float exponential(float x) {
  x = x > 87.0f ? 87.0f : x;
  x = x < -87.0f ? -87.0f : x;
  float n = x * 1.44269504f;
  n = (n + 12582912.0f) - 12582912.0f; /* rounded to a whole number */
  float r = (x - n * 0.693359375f) - n * -2.12194440e-4f;
  float p = 1.9875691500e-4f;
  p = p * r + 1.3981999507e-3f;
  p = p * r + 8.3334519073e-3f;
  p = p * r + 4.1665795894e-2f;
  p = p * r + 1.6666665459e-1f;
  p = p * r + 5.0000001201e-1f;
  p = p * r * r + r + 1.0f;
  int32_t bits = ((int32_t)n + 127) << 23;
  float scale;
  memcpy(&scale, &bits, sizeof scale);
  return p * scale;
}

static inline float sigmoid(float x) {
  return 1.0f / (1.0f + exponential(-x));
}

static inline float hyperbolic(float x) {
  return 2.0f / (1.0f + exponential(-2.0f * x)) - 1.0f;
}

static inline void lstm_body(const float *gates, float *cell, float *hidden, size_t size) {
  const float *in = gates, *forget = gates + size, *new = gates + 2 * size, *out = gates + 3 * size;
  for (size_t i = 0; i < size; i++) {
    float c = sigmoid(forget[i]) * cell[i] + sigmoid(in[i]) * hyperbolic(new[i]);
    cell[i] = c;
    hidden[i] = sigmoid(out[i]) * hyperbolic(c);
  }
}

/* ---- plain ---- */

static void plain_product(const dl_matrix *w, const float *x, size_t x_step, size_t rows, float *y, size_t y_step, bool add) {
  for (size_t r = 0; r < rows; r++) {
    for (uint32_t o = 0; o < w->width; o += DL_PANEL) {
      const float *panel = w->panels + (size_t)o * w->inputs;
      float sum[DL_PANEL];
      for (int j = 0; j < DL_PANEL; j++) sum[j] = add ? y[r * y_step + o + j] : w->bias ? w->bias[o + j] : 0.0f;
      for (uint32_t i = 0; i < w->inputs; i++)
        for (int j = 0; j < DL_PANEL; j++) sum[j] += x[r * x_step + i] * panel[(size_t)i * DL_PANEL + j];
      memcpy(y + r * y_step + o, sum, sizeof sum);
    }
  }
}

static void plain_halves(const uint16_t *from, float *to, size_t count) {
  for (size_t i = 0; i < count; i++) to[i] = half_to_float(from[i]);
}

static void plain_add_halves(const uint16_t *from, float *to, size_t count) {
  for (size_t i = 0; i < count; i++) to[i] += half_to_float(from[i]);
}

static void plain_lstm(const float *gates, float *cell, float *hidden, size_t size) {
  lstm_body(gates, cell, hidden, size);
}

static const dl_kernels plain = {"plain", plain_product, plain_halves, plain_add_halves, plain_lstm};

#ifdef DL_X86

/* ---- AVX-512: 8 rows x 32 outputs in 16 registers ---- */

#define AVX512 __attribute__((target("avx512f,avx512bw,avx512vl,avx512dq,fma,f16c")))
#define AVX2 __attribute__((target("avx2,fma,f16c")))

/* R rows of one panel. The sum runs over the inputs in order, whatever R is. */
#define TILE512(R)                                                                                                     \
  AVX512 static inline void tile512_##R(const float *panel, uint32_t inputs, const float *x, size_t x_step, float *y,  \
                                        size_t y_step, const float *bias, bool add) {                                  \
    __m512 a[R], b[R];                                                                                                 \
    _Pragma("GCC unroll 8") for (int r = 0; r < R; r++) {                                                              \
      const float *start = add ? y + r * y_step : bias;                                                                \
      a[r] = start ? _mm512_loadu_ps(start) : _mm512_setzero_ps();                                                     \
      b[r] = start ? _mm512_loadu_ps(start + 16) : _mm512_setzero_ps();                                                \
    }                                                                                                                  \
    for (uint32_t i = 0; i < inputs; i++) {                                                                            \
      __m512 p = _mm512_load_ps(panel + (size_t)i * DL_PANEL), q = _mm512_load_ps(panel + (size_t)i * DL_PANEL + 16);  \
      _Pragma("GCC unroll 8") for (int r = 0; r < R; r++) {                                                            \
        __m512 v = _mm512_set1_ps(x[r * x_step + i]);                                                                  \
        a[r] = _mm512_fmadd_ps(v, p, a[r]);                                                                            \
        b[r] = _mm512_fmadd_ps(v, q, b[r]);                                                                            \
      }                                                                                                                \
    }                                                                                                                  \
    _Pragma("GCC unroll 8") for (int r = 0; r < R; r++) {                                                              \
      _mm512_storeu_ps(y + r * y_step, a[r]);                                                                          \
      _mm512_storeu_ps(y + r * y_step + 16, b[r]);                                                                     \
    }                                                                                                                  \
  }
TILE512(8)
TILE512(4)
TILE512(2)
TILE512(1)

AVX512 static void avx512_product(const dl_matrix *w, const float *x, size_t x_step, size_t rows, float *y, size_t y_step, bool add) {
  for (uint32_t o = 0; o < w->width; o += DL_PANEL) {
    const float *panel = w->panels + (size_t)o * w->inputs, *bias = w->bias ? w->bias + o : NULL;
    size_t r = 0;
    for (; r + 8 <= rows; r += 8) tile512_8(panel, w->inputs, x + r * x_step, x_step, y + r * y_step + o, y_step, bias, add);
    if (rows - r >= 4) {
      tile512_4(panel, w->inputs, x + r * x_step, x_step, y + r * y_step + o, y_step, bias, add);
      r += 4;
    }
    if (rows - r >= 2) {
      tile512_2(panel, w->inputs, x + r * x_step, x_step, y + r * y_step + o, y_step, bias, add);
      r += 2;
    }
    if (r < rows) tile512_1(panel, w->inputs, x + r * x_step, x_step, y + r * y_step + o, y_step, bias, add);
  }
}

AVX512 static void avx512_lstm(const float *gates, float *cell, float *hidden, size_t size) {
  lstm_body(gates, cell, hidden, size);
}

/* ---- AVX2: 4 rows x 16 outputs, twice a panel ---- */

#define TILE256(R)                                                                                                     \
  AVX2 static inline void tile256_##R(const float *panel, uint32_t inputs, const float *x, size_t x_step, float *y,    \
                                      size_t y_step, const float *bias, bool add) {                                    \
    __m256 a[R], b[R];                                                                                                 \
    _Pragma("GCC unroll 8") for (int r = 0; r < R; r++) {                                                              \
      const float *start = add ? y + r * y_step : bias;                                                                \
      a[r] = start ? _mm256_loadu_ps(start) : _mm256_setzero_ps();                                                     \
      b[r] = start ? _mm256_loadu_ps(start + 8) : _mm256_setzero_ps();                                                 \
    }                                                                                                                  \
    for (uint32_t i = 0; i < inputs; i++) {                                                                            \
      __m256 p = _mm256_load_ps(panel + (size_t)i * DL_PANEL), q = _mm256_load_ps(panel + (size_t)i * DL_PANEL + 8);   \
      _Pragma("GCC unroll 8") for (int r = 0; r < R; r++) {                                                            \
        __m256 v = _mm256_broadcast_ss(x + r * x_step + i);                                                            \
        a[r] = _mm256_fmadd_ps(v, p, a[r]);                                                                            \
        b[r] = _mm256_fmadd_ps(v, q, b[r]);                                                                            \
      }                                                                                                                \
    }                                                                                                                  \
    _Pragma("GCC unroll 8") for (int r = 0; r < R; r++) {                                                              \
      _mm256_storeu_ps(y + r * y_step, a[r]);                                                                          \
      _mm256_storeu_ps(y + r * y_step + 8, b[r]);                                                                      \
    }                                                                                                                  \
  }
TILE256(4)
TILE256(1)

AVX2 static void avx2_product(const dl_matrix *w, const float *x, size_t x_step, size_t rows, float *y, size_t y_step, bool add) {
  for (uint32_t o = 0; o < w->width; o += DL_PANEL / 2) {
    const float *panel = w->panels + (size_t)(o / DL_PANEL) * DL_PANEL * w->inputs + o % DL_PANEL;
    const float *bias = w->bias ? w->bias + o : NULL;
    size_t r = 0;
    for (; r + 4 <= rows; r += 4) tile256_4(panel, w->inputs, x + r * x_step, x_step, y + r * y_step + o, y_step, bias, add);
    for (; r < rows; r++) tile256_1(panel, w->inputs, x + r * x_step, x_step, y + r * y_step + o, y_step, bias, add);
  }
}

AVX2 static void avx2_halves(const uint16_t *from, float *to, size_t count) {
  size_t i = 0;
  for (; i + 8 <= count; i += 8) _mm256_storeu_ps(to + i, _mm256_cvtph_ps(_mm_loadu_si128((const __m128i *)(const void *)(from + i))));
  for (; i < count; i++) to[i] = half_to_float(from[i]);
}

AVX2 static void avx2_add_halves(const uint16_t *from, float *to, size_t count) {
  size_t i = 0;
  for (; i + 8 <= count; i += 8) {
    __m256 more = _mm256_cvtph_ps(_mm_loadu_si128((const __m128i *)(const void *)(from + i)));
    _mm256_storeu_ps(to + i, _mm256_add_ps(_mm256_loadu_ps(to + i), more));
  }
  for (; i < count; i++) to[i] += half_to_float(from[i]);
}

AVX2 static void avx2_lstm(const float *gates, float *cell, float *hidden, size_t size) {
  lstm_body(gates, cell, hidden, size);
}

static const dl_kernels avx512 = {"avx512", avx512_product, avx2_halves, avx2_add_halves, avx512_lstm};
static const dl_kernels avx2 = {"avx2", avx2_product, avx2_halves, avx2_add_halves, avx2_lstm};

#endif

const dl_kernels *dl_kernels_get(const char *name) {
#ifdef DL_X86
  bool fast = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && __builtin_cpu_supports("f16c");
  bool wide = fast && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
              __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq");
  if (wide && (!name || strcmp(name, "avx512") == 0)) return &avx512;
  if (fast && (!name || strcmp(name, "avx2") == 0)) return &avx2;
#endif
  return !name || strcmp(name, "plain") == 0 ? &plain : NULL;
}
