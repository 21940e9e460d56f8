/* Any bytes as a feed and as a robots.txt: read or refused, and what is read is sound. */
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "fetch/feed.h"
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
  dl_status status = {0};
  dl_feed feed;
  dl_arena *arena = dl_arena_new();
  if (!arena) return 0;
  if (dl_feed_read("fuzz", (const char *)bytes, size, arena, &feed, &status) != DL_OK) fuzz_failed(&status);
  for (uint32_t i = 0; status.code == 0 && i < feed.entry_count; i++)
    fuzz_promise(feed.entries[i].link[0] && dl_utf8_valid(feed.entries[i].link, strlen(feed.entries[i].link), NULL),
                 "an entry has a link, in UTF-8");
  dl_arena_free(arena);
  char *text = malloc(size + 1);
  if (!text) return 0;
  memcpy(text, bytes, size);
  text[size] = '\0';
  double delay;
  dl_robots_allow(text, size, "dateline", "/news/a.html?x=1", &delay);
  fuzz_promise(delay >= 0, "a delay is no negative number");
  free(text);
  return 0;
}
