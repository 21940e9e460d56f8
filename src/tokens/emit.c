#include "tokens/emit.h"

#include <string.h>

#include "base/fold.h"

/* Non-ASCII marks: Latin-1 signs, other scripts' stops and commas, general punctuation, currency, arrows to dingbats,
 * CJK marks, pictographs. */
static bool is_mark(uint32_t cp) {
  if (cp < 0xC0)
    return cp != 0xAA && cp != 0xAD && cp != 0xB2 && cp != 0xB3 && cp != 0xB5 && cp != 0xB9 && cp != 0xBA && cp < 0xBC;
  if (cp == 0xD7 || cp == 0xF7) return true;
  if (cp < 0x2010)
    return cp == 0x0589 || cp == 0x060C || cp == 0x061B || cp == 0x061F || cp == 0x06D4 || cp == 0x0964 ||
           cp == 0x0965 || cp == 0x1362;
  return cp <= 0x2027 || (cp >= 0x2030 && cp <= 0x205E) || (cp >= 0x20A0 && cp <= 0x20CF) ||
         (cp >= 0x2190 && cp <= 0x2BFF) || (cp >= 0x3001 && cp <= 0x3003) || (cp >= 0x3008 && cp <= 0x301F) ||
         (cp >= 0xFF01 && cp <= 0xFF0F) || (cp >= 0xFF1A && cp <= 0xFF1F) || cp >= 0x1F000;
}

bool dl_chunk_is_word(uint32_t cp) {
  if (cp < 0x80) return (cp >= '0' && cp <= '9') || ((cp | 32) >= 'a' && (cp | 32) <= 'z');
  return !is_mark(cp);
}

static const char *folded(dl_arena *arena, const char *form, size_t size) {
  for (size_t i = 0; i < size; i++)
    if ((unsigned char)form[i] >= 0x80 || (form[i] >= 'A' && form[i] <= 'Z')) return dl_utf8_fold(arena, form, size);
  return form;
}

void dl_chunk_emit(dl_chunk *c, const char *begin, const char *end, unsigned multi) {
  dl_document *doc = c->doc;
  dl_token *token = DL_PUSH(doc->arena, doc->tokens, doc->token_count, doc->token_capacity);
  token->begin = (uint32_t)(begin - doc->text);
  token->end = (uint32_t)(end - doc->text);
  token->form = dl_arena_strndup(doc->arena, begin, (size_t)(end - begin));
  token->lower = folded(doc->arena, token->form, (size_t)(end - begin));
  token->lemma = "";
  token->word = (uint8_t)dl_word_of(token->form, token->lower);
  token->deprel = DL_DEPREL_NONE;
  token->feats = "_";
  token->head = -1;
  token->multi = (uint8_t)multi;
}
