/* robots.txt, as RFC 9309 has it: the group of the robot's name, else that of "*"; the longest rule that fits counts.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "fetch/feed.h"

/* Does the pattern fit the beginning of the path? "*" is anything, "$" its end. */
static bool fits(const char *pattern, size_t size, const char *path) {
  const char *end = pattern + size, *star = NULL, *again = NULL;
  for (;;) {
    if (pattern == end) return true;
    if (*pattern == '$' && pattern + 1 == end && !*path) return true;
    if (*pattern == '*') {
      star = ++pattern;
      again = path;
    } else if (*path && *pattern == *path && !(*pattern == '$' && pattern + 1 == end)) {
      pattern++;
      path++;
    } else if (star && *again) {
      pattern = star;
      path = ++again;
    } else {
      return false;
    }
  }
}

typedef struct rules {
  bool any;       /* a group was meant */
  bool in, heads; /* inside of such a group; its lines of names go on */
  size_t best;    /* length of the longest rule that fits, and what it says */
  bool allowed;
  double delay;
} rules;

/* One line: its key, and its value without blanks and comment. */
static bool blank(char c) {
  return c == ' ' || c == '\t' || c == '\r';
}

/* Bytes without the blanks at either end. */
static const char *trimmed(const char *at, const char *end, size_t *size) {
  while (at < end && blank(*at)) at++;
  while (end > at && blank(end[-1])) end--;
  *size = (size_t)(end - at);
  return at;
}

static bool is_word(const char *at, size_t size, const char *word) {
  return size == strlen(word) && strncasecmp(at, word, size) == 0;
}

static void read_line(rules *r, const char *line, size_t size, const char *agent, const char *path) {
  const char *comment = memchr(line, '#', size), *end = comment ? comment : line + size;
  const char *colon = memchr(line, ':', (size_t)(end - line));
  if (!colon) return;
  size_t k, n;
  const char *key = trimmed(line, colon, &k), *value = trimmed(colon + 1, end, &n);
  if (is_word(key, k, "user-agent")) {
    if (!r->heads) r->in = false;
    r->heads = true;
    if (is_word(value, n, agent)) r->in = r->any = true;
    return;
  }
  r->heads = false;
  if (!r->in) return;
  bool allow = is_word(key, k, "allow");
  if (is_word(key, k, "crawl-delay")) r->delay = strtod(value, NULL);
  if (!allow && !is_word(key, k, "disallow")) return;
  if (n == 0 || !fits(value, n, path) || n < r->best || (n == r->best && !allow)) return;
  r->best = n;
  r->allowed = allow;
}

static rules read_group(const char *text, size_t size, const char *agent, const char *path) {
  rules r = {.allowed = true};
  for (const char *line = text, *end = text + size; line < end;) {
    const char *stop = memchr(line, '\n', (size_t)(end - line));
    if (!stop) stop = end;
    read_line(&r, line, (size_t)(stop - line), agent, path);
    line = stop + 1;
  }
  return r;
}

bool dl_robots_allow(const char *text, size_t size, const char *agent, const char *path, double *delay) {
  rules r = read_group(text, size, agent, path);
  if (!r.any) r = read_group(text, size, "*", path);
  *delay = r.delay > 0 ? r.delay : 0;
  return r.allowed;
}
