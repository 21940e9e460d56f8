#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/fold.h"
#include "base/guard.h"
#include "base/utf8.h"
#include "intake/intake.h"

enum { WORDS = 5000 }; /* of a sentence: it is kept as it is given, and its cost grows with its square */

typedef struct reader {
  dl_document *doc;
  dl_buffer text;
  const char *name;
  unsigned long line;
  uint32_t multi_end, multi_first, multi_next; /* ids of the multiword token being read; multi_end 0: none is */
  uint32_t multi_begin, multi_stop;            /* its bytes */
  bool multi_space, open, paragraph;
  bool spaced; /* the text ends with the space behind a word */
} reader;

static int fail(const reader *r, dl_status *status, const char *why) {
  return dl_fail(status, DL_EINPUT, "%s:%lu: %s", r->name, r->line, why);
}

static void open_sentence(reader *r) {
  dl_document *doc = r->doc;
  if (r->open) return;
  if (r->text.size > 0) dl_buffer_text(&r->text, r->paragraph ? "\n\n" : " ");
  uint32_t paragraph = doc->sentence_count == 0 ? 0 : doc->sentences[doc->sentence_count - 1].paragraph + r->paragraph;
  dl_sentence *s = DL_PUSH(doc->arena, doc->sentences, doc->sentence_count, doc->sentence_capacity);
  *s = (dl_sentence){.begin = (uint32_t)r->text.size, .first = doc->token_count, .paragraph = paragraph};
  r->open = true;
  r->paragraph = false;
}

static int close_sentence(reader *r, dl_status *status) {
  if (!r->open) return DL_OK;
  if (r->multi_end) return fail(r, status, "a multiword token without all its words");
  dl_sentence *s = &r->doc->sentences[r->doc->sentence_count - 1];
  if (r->spaced && r->text.size > s->begin) r->text.size--;
  r->spaced = false;
  s->end = (uint32_t)r->text.size;
  s->count = r->doc->token_count - s->first;
  if (s->count == 0) r->doc->sentence_count--; /* empty nodes alone */
  r->open = false;
  return DL_OK;
}

static dl_token *add_token(reader *r, const char *form, uint32_t begin, uint32_t end) {
  dl_document *doc = r->doc;
  dl_token *t = DL_PUSH(doc->arena, doc->tokens, doc->token_count, doc->token_capacity);
  t->begin = begin;
  t->end = end;
  t->form = dl_arena_strndup(doc->arena, form, strlen(form));
  t->lower = dl_utf8_fold(doc->arena, form, strlen(form));
  t->lemma = "";
  t->word = (uint8_t)dl_word_of(t->form, t->lower);
  t->deprel = DL_DEPREL_NONE;
  t->feats = "_";
  t->head = -1;
  t->sentence = doc->sentence_count - 1;
  return t;
}

/* A word of a multiword token takes its share of the span by its length; the last one takes what is left. */
static void add_part(reader *r, const char *form, uint32_t id) {
  uint32_t size = (uint32_t)strlen(form), begin = r->multi_begin, end = begin + size;
  if (id == r->multi_end || end > r->multi_stop) end = r->multi_stop;
  while (end < r->multi_stop && ((unsigned char)r->text.data[end] & 0xC0) == 0x80) end++; /* never inside a character */
  dl_token *t = add_token(r, form, begin, end);
  if (id == r->multi_first) t->multi = (uint8_t)(r->multi_end - r->multi_first + 1);
  t->space_after = id == r->multi_end && r->multi_space;
  r->multi_begin = end;
  r->multi_next++;
  if (id == r->multi_end) r->multi_end = 0;
}

static int add_row(reader *r, char **cell, dl_status *status) {
  open_sentence(r);
  if (r->doc->token_count - r->doc->sentences[r->doc->sentence_count - 1].first >= WORDS)
    return fail(r, status, "a sentence of more than 5000 words");
  if (strchr(cell[0], '.')) return DL_OK; /* an empty node of the enhanced graph */
  bool space = strstr(cell[9], "SpaceAfter=No") == NULL;
  uint32_t begin = (uint32_t)r->text.size, size = (uint32_t)strlen(cell[1]);
  char *dash = strchr(cell[0], '-');
  uint32_t id = (uint32_t)strtoul(cell[0], NULL, 10);
  if (id == 0 || size == 0) return fail(r, status, "a word needs an id and a form");
  if (r->multi_end) {
    if (dash || id != r->multi_next) return fail(r, status, "the words of a multiword token are not in order");
    add_part(r, cell[1], id);
    return DL_OK;
  }
  dl_buffer_add(&r->text, cell[1], size);
  if (space) dl_buffer_char(&r->text, ' ');
  if (r->text.failed) return dl_fail(status, DL_EMEMORY, "out of memory");
  r->spaced = space;
  if (dash) {
    r->multi_first = r->multi_next = id;
    r->multi_end = (uint32_t)strtoul(dash + 1, NULL, 10);
    if (r->multi_end <= id || r->multi_end - id > 20) return fail(r, status, "a multiword token with a wrong range");
    r->multi_begin = begin;
    r->multi_stop = begin + size;
    r->multi_space = space;
    return DL_OK;
  }
  add_token(r, cell[1], begin, begin + size)->space_after = space;
  return DL_OK;
}

static int read_line(reader *r, char *line, dl_status *status) {
  dl_document *doc = r->doc;
  if (line[0] == '\0') {
    return close_sentence(r, status);
  }
  if (line[0] == '#') {
    const char *equals = strstr(line, "= ");
    if (strncmp(line, "# newdoc id", 11) == 0 && equals)
      doc->id = dl_arena_strndup(doc->arena, equals + 2, strlen(equals + 2));
    if (strncmp(line, "# newpar", 8) == 0 && r->text.size > 0) r->paragraph = true;
    return DL_OK;
  }
  char *cell[10] = {line};
  int count = 1;
  for (char *at = line; (at = strchr(at, '\t')) != NULL && count < 11; count++) {
    *at++ = '\0';
    if (count < 10) cell[count] = at;
  }
  if (count != 10) return fail(r, status, "not ten columns");
  return add_row(r, cell, status);
}

/* What dl_read_conllu does but for giving back the reader's text. */
typedef struct reading {
  reader *reader;
  const char *bytes;
  size_t size;
} reading;

static int read_lines(void *context, dl_status *status) {
  const reading *given = context;
  reader *r = given->reader;
  dl_document *doc = r->doc;
  char *copy = dl_arena_strndup(doc->arena, given->bytes, given->size), *end = copy + given->size;
  int code = DL_OK;
  for (char *at = copy; at < end && code == DL_OK; r->line++) {
    size_t n = strcspn(at, "\n");
    char *next = at + n + 1;
    at[n] = '\0';
    if (n > 0 && at[n - 1] == '\r') at[n - 1] = '\0';
    code = read_line(r, at, status);
    at = next;
  }
  if (code == DL_OK) code = close_sentence(r, status);
  doc->text = dl_arena_strndup(doc->arena, r->text.data ? r->text.data : "", r->text.size);
  doc->text_size = (uint32_t)r->text.size;
  return code;
}

int dl_read_conllu(const char *name, unsigned long line, const char *bytes, size_t size, dl_document *doc,
                   dl_status *status) {
  reader r = {.doc = doc, .name = name, .line = line};
  int code = dl_guard_run(read_lines, &(reading){&r, bytes, size}, status);
  dl_buffer_free(&r.text);
  return code == DL_EMEMORY ? dl_fail(status, code, "%s:%lu: out of memory", name, line) : code;
}
