#include <stdio.h>
#include <string.h>

#include "base/buffer.h"
#include "events/coder.h"

static bool any_class(dl_coding *work, const int32_t *heads, uint32_t count, const char *names) {
  char name[64];
  while (*names) {
    size_t len = strcspn(names, "|");
    dl_put_text(name, sizeof name, names, len);
    for (uint32_t i = 0; i < count; i++) {
      if (dl_head_has_class(work, heads[i], name)) return true;
      for (int32_t c = dl_first(&work->graph, heads[i]); c >= 0; c = work->graph.next[c]) /* "troops and tanks" */
        if (work->doc->tokens[c].rel == DL_REL_CONJ && dl_head_has_class(work, c, name)) return true;
    }
    names += len + (names[len] == '|');
  }
  return false;
}

/* "clause=negated|future": how its clause stands. */
static bool stands_so(dl_coding *work, const dl_site *site, const char *names) {
  uint32_t bits = dl_auxiliary(work, site->trigger) |
                  (site->verb >= 0 && site->verb != site->trigger ? dl_auxiliary(work, site->verb) : 0);
  return ((bits & DL_NEGATED) && strstr(names, "negated")) || ((bits & DL_FUTURE) && strstr(names, "future")) ||
         ((bits & DL_HYPOTHETICAL) && strstr(names, "hypothetical"));
}

static bool condition(dl_coding *work, const dl_site *site, char *text) {
  int32_t heads[DL_HEADS];
  bool empty_wanted = *text == '!';
  char *slot = text + empty_wanted, *names = strchr(slot, '='), *end;
  bool unequal = names && names > slot && names[-1] == '!';
  if (names) {
    end = unequal ? names - 1 : names;
    *end = '\0';
    names++;
  }
  if (names && !strcmp(slot, "clause")) return stands_so(work, site, names) != (unequal || empty_wanted);
  uint32_t count = dl_slot_heads(work, site, slot, heads);
  if (!names) return empty_wanted ? count == 0 : count > 0;
  bool hit = any_class(work, heads, count, names);
  return (unequal || empty_wanted) ? !hit : hit;
}

bool dl_test(dl_coding *work, const dl_site *site, const char *test) {
  char text[320]; /* the longest condition of the tables has some 230 */
  while (*test) {
    while (*test == ' ' || *test == ',') test++;
    size_t len = strcspn(test, ",");
    if (!len) break;
    dl_put_text(text, sizeof text, test, len);
    for (size_t n = strlen(text); n && text[n - 1] == ' ';) text[--n] = '\0';
    if (!condition(work, site, text)) return false;
    test += len;
  }
  return true;
}
