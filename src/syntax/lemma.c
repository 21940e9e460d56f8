#include "syntax/lemma.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

const char *dl_lemma_apply(dl_arena *arena, const char *script, const char *form, const char *lower) {
  if (script[0] == '=') return script[1] ? script + 1 : form;
  const char *word = script[0] == 'k' ? form : lower, *end = word + strlen(word);
  char *colon = NULL;
  unsigned long cut = strtoul(script + (script[0] != '\0'), &colon, 10);
  const char *more = *colon == ':' ? colon + 1 : "";
  if (cut == 0 && !more[0]) return word;
  uint32_t cp;
  for (; cut > 0 && end > word; cut--) end -= dl_utf8_decode_back(word, end, &cp);
  if (end == word && !more[0]) return word; /* nothing would be left */
  return dl_arena_printf(arena, "%.*s%s", (int)(end - word), word, more);
}
