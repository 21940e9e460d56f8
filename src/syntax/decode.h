/* The best dependency tree of a matrix of arc scores: Chu-Liu/Edmonds, with exactly one word under the root.
 *
 * Any matrix gives a tree, of several as good the same one every time. Numbers of words are those of the sentence, with
 * the root before them. Scratch memory is the arena's; heads are the caller's.
 */
#ifndef DL_SYNTAX_DECODE_H
#define DL_SYNTAX_DECODE_H

#include <stdint.h>

#include "base/arena.h"

/* scores[d * (count + 1) + h]: word d (0-based) under head h (0 is the root, h > 0 is word h - 1). Writes heads[d] in
 * the same numbering. Scratch memory is the arena's. Time count^2 for each cycle met; most sentences have none. */
void dl_tree_decode(dl_arena *arena, const float *scores, uint32_t count, uint32_t *heads);

#endif
