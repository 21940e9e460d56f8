#include "network/softmax.h"

#include <string.h>

/* e^x for x <= 0, to 7 digits: x = k ln 2 + r with |r| <= ln 2 / 2, and e^r by its series to the sixth power. */
static float exp_below(float x) {
  if (x < -80.0f) return 0.0f;
  int32_t k = (int32_t)(x * 1.44269504f - 0.5f);
  float r = x - (float)k * 0.693359375f + (float)k * 2.12194440e-4f; /* ln 2 in two parts (Cody and Waite) */
  float sum =
      1.0f +
      r * (1.0f + r * (0.5f + r * (0.166666667f + r * (0.0416666667f + r * (0.00833333333f + r * 0.00138888889f)))));
  uint32_t bits = (uint32_t)(k + 127) << 23;
  float power;
  memcpy(&power, &bits, sizeof power);
  return sum * power;
}

void dl_softmax(const float *scores, uint32_t count, float *p) {
  float most = scores[0], sum = 0.0f;
  for (uint32_t i = 1; i < count; i++) most = scores[i] > most ? scores[i] : most;
  for (uint32_t i = 0; i < count; i++) sum += p[i] = exp_below(scores[i] - most);
  for (uint32_t i = 0; i < count; i++) p[i] /= sum;
}

float dl_probability(float score) {
  float pair[2] = {0, score}, p[2];
  dl_softmax(pair, 2, p);
  return p[1];
}
