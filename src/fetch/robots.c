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
static void read_line(rules *r, const char *line, size_t size, const char *agent, const char *path) {
  const char *comment = memchr(line, '#', size), *colon;
  if (comment) size = (size_t)(comment - line);
  if (!(colon = memchr(line, ':', size))) return;
  const char *value = colon + 1, *end = line + size;
  while (line < colon && strchr(" \t", *line) && *line) line++;
  while (value < end && strchr(" \t", *value) && *value) value++;
  while (end > value && strchr(" \t\r", end[-1]) && end[-1]) end--;
  size_t key = (size_t)(colon - line), n = (size_t)(end - value);
  while (key > 0 && line[key - 1] == ' ') key--;
  if (key == 10 && strncasecmp(line, "user-agent", 10) == 0) {
    if (!r->heads) r->in = false;
    r->heads = true;
    if (n == strlen(agent) && strncasecmp(value, agent, n) == 0) r->in = r->any = true;
    return;
  }
  r->heads = false;
  if (!r->in) return;
  bool allow = key == 5 && strncasecmp(line, "allow", 5) == 0;
  if (key == 11 && strncasecmp(line, "crawl-delay", 11) == 0) r->delay = strtod(value, NULL);
  if (!allow && !(key == 8 && strncasecmp(line, "disallow", 8) == 0)) return;
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
