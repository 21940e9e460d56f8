#include "tokens/emit.h"

#include <string.h>

#include "base/chars.h"
#include "base/fold.h"

/* Non-ASCII marks: Latin-1 signs, other scripts' stops and commas, general punctuation, currency, arrows to dingbats,
 * CJK marks, pictographs. */
static const dl_range marks[] = {
    {0x80, 0xA9},     {0xAB, 0xAC},     {0xAE, 0xB1},     {0xB4, 0xB4},     {0xB6, 0xB8},     {0xBB, 0xBB},
    {0xD7, 0xD7},     {0xF7, 0xF7},     {0x589, 0x589},   {0x60C, 0x60C},   {0x61B, 0x61B},   {0x61F, 0x61F},
    {0x6D4, 0x6D4},   {0x964, 0x965},   {0x1362, 0x1362}, {0x2010, 0x2027}, {0x2030, 0x205E}, {0x20A0, 0x20CF},
    {0x2190, 0x2BFF}, {0x3001, 0x3003}, {0x3008, 0x301F}, {0xFF01, 0xFF0F}, {0xFF1A, 0xFF1F}, {0x1F000, UINT32_MAX}};

bool dl_chunk_is_word(uint32_t cp) {
  if (cp < 0x80) return dl_is_digit(cp) || dl_is_letter(cp);
  return !DL_IN_RANGES(cp, marks);
}

static const char *folded(dl_arena *arena, const char *form, size_t size) {
  for (size_t i = 0; i < size; i++)
    if ((unsigned char)form[i] >= 0x80 || dl_is_upper(form[i])) return dl_utf8_fold(arena, form, size);
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
