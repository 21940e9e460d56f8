/* Probabilities of scores, with the same bits on every processor: e^x as 2^k times a polynomial, in one order and
 * without fused operations.
 *
 * Scores are natural logarithms up to a constant; probabilities are right to about six digits. In place of libm, whose
 * last bit is not the same everywhere, so that a text gives the same bytes on any machine. No memory, no failure; at
 * least one score.
 */
#ifndef DL_NETWORK_SOFTMAX_H
#define DL_NETWORK_SOFTMAX_H

#include <stdint.h>

/* p[i] = e^score[i] / sum of e^score. May be done in place. */
void dl_softmax(const float *scores, uint32_t count, float *p);
/* That of a score against 0. */
float dl_probability(float score);

#endif
