#include "fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

void fuzz_promise(int holds, const char *what) {
  if (holds) return;
  fprintf(stderr, "broken promise: %s\n", what);
  abort();
}

const char *fuzz_data(void) {
  static char path[4200];
  if (path[0]) return path;
  const char *named = getenv("DATELINE_DATA");
  if (named) {
    snprintf(path, sizeof path, "%s", named);
    return path;
  }
  char self[4096];
  ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);
  self[n > 0 ? n : 0] = '\0';
  for (int up = 0; up < 2; up++) {
    char *slash = strrchr(self, '/');
    if (!slash) break;
    *slash = '\0';
    snprintf(path, sizeof path, "%s/english.dateline", self);
    if (access(path, R_OK) == 0) return path;
  }
  fuzz_promise(0, "a data file: DATELINE_DATA names one");
  return NULL;
}

fuzz_file fuzz_file_new(const void *bytes, size_t size) {
  fuzz_file f = {.file = memfd_create("fuzz", MFD_CLOEXEC)};
  fuzz_promise(f.file >= 0, "a file in memory");
  for (size_t at = 0; at < size;) {
    ssize_t n = write(f.file, (const char *)bytes + at, size - at);
    fuzz_promise(n > 0, "room for a file in memory");
    at += (size_t)n;
  }
  lseek(f.file, 0, SEEK_SET);
  snprintf(f.path, sizeof f.path, "/proc/self/fd/%d", f.file);
  return f;
}

void fuzz_file_close(fuzz_file *f) {
  close(f->file);
  f->file = -1;
}

void fuzz_failed(const dl_status *status) {
  fuzz_promise(status->code != DL_OK && status->message[0], "a failure has its message");
  fuzz_promise(strchr(status->message, '\n') == NULL, "a message is one line");
}

static void check_tree(const dl_document *doc, const dl_sentence *s) {
  int roots = 0;
  for (uint32_t k = s->first; k < s->first + s->count; k++) {
    const dl_token *t = &doc->tokens[k];
    roots += t->head < 0;
    uint32_t steps = 0;
    for (int32_t at = (int32_t)k; at >= 0 && steps <= s->count; steps++) {
      fuzz_promise((uint32_t)at >= s->first && (uint32_t)at < s->first + s->count, "a head lies in its sentence");
      at = doc->tokens[at].head;
    }
    fuzz_promise(steps <= s->count, "a tree has no cycle");
  }
  fuzz_promise(roots == 1, "a sentence has one root");
}

void fuzz_check(const dl_document *doc, int parsed) {
  uint32_t next = 0, at = 0;
  for (uint32_t i = 0; i < doc->sentence_count; i++) {
    const dl_sentence *s = &doc->sentences[i];
    fuzz_promise(s->first == next && s->count > 0 && s->begin <= s->end && s->end <= doc->text_size,
                 "sentences are in order");
    next += s->count;
    fuzz_promise(next <= doc->token_count, "sentences hold the tokens");
    for (uint32_t k = s->first; k < next; k++) {
      const dl_token *t = &doc->tokens[k];
      fuzz_promise(t->begin >= at && t->begin <= t->end && t->end <= doc->text_size, "tokens are in order");
      fuzz_promise(t->sentence == i && k + t->multi <= next, "a token knows its sentence");
      at = t->end;
    }
    if (parsed && s->count <= 64) check_tree(doc, s);
  }
  fuzz_promise(next == doc->token_count, "every token has a sentence");
}
