#include "base/nearest.h"

#include <string.h>

#include "base/chars.h"

enum { LONGEST = 64, FAR = 3 }; /* bytes of a word that is looked at; differences */

static int least(int a, int b) {
  return a < b ? a : b;
}

/* Optimal string alignment: three rows of the table of distances between beginnings. */
static int distance(const char *a, int n, const char *b, int m) {
  int rows[3][LONGEST + 1], *before = rows[0], *last = rows[1], *row = rows[2];
  for (int j = 0; j <= m; j++) last[j] = j;
  for (int i = 1; i <= n; i++) {
    row[0] = i;
    for (int j = 1; j <= m; j++) {
      row[j] = least(least(last[j], row[j - 1]) + 1, last[j - 1] + (dl_to_small(a[i - 1]) != dl_to_small(b[j - 1])));
      if (i > 1 && j > 1 && dl_to_small(a[i - 1]) == dl_to_small(b[j - 2]) &&
          dl_to_small(a[i - 2]) == dl_to_small(b[j - 1]))
        row[j] = least(row[j], before[j - 2] + 1);
    }
    int *free = before;
    before = last;
    last = row;
    row = free;
  }
  return last[m];
}

const char *dl_nearest(const char *word, const char *const *words, size_t count) {
  size_t n = strlen(word);
  const char *found = NULL;
  int shortest = FAR + 1;
  for (size_t i = 0; n <= LONGEST && i < count; i++) {
    size_t m = words[i] ? strlen(words[i]) : LONGEST + 1;
    if (m > LONGEST) continue;
    int d = distance(word, (int)n, words[i], (int)m);
    if (d >= shortest || 3 * d > (int)(n > m ? n : m)) continue;
    shortest = d;
    found = words[i];
  }
  return found;
}
