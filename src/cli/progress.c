#include "cli/progress.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

void dl_progress_start(dl_progress *p, bool quiet) {
  const char *terminal = getenv("TERM");
  p->watched = !quiet && isatty(STDERR_FILENO) && terminal && strcmp(terminal, "dumb") != 0;
  p->started = now();
}

/* 1234567 as 1,234,567. */
static const char *grouped(unsigned long n, char out[32]) {
  char digits[24];
  int size = snprintf(digits, sizeof digits, "%lu", n), at = 0;
  for (int i = 0; i < size; i++) {
    if (i > 0 && (size - i) % 3 == 0) out[at++] = ',';
    out[at++] = digits[i];
  }
  out[at] = '\0';
  return out;
}

/* An estimate promises no more than its first two digits. */
static unsigned long rounded(double n) {
  double unit = 1;
  while (n / unit >= 100) unit *= 10;
  return (unsigned long)(n / unit + 0.5) * (unsigned long)unit;
}

static void add_time(char *out, size_t size, double left) {
  unsigned long seconds = (unsigned long)(left + 0.5), minutes = (seconds + 30) / 60;
  if (seconds < 90)
    snprintf(out, size, ", %lu s left", seconds);
  else if (minutes < 90)
    snprintf(out, size, ", %lu min left", minutes);
  else
    snprintf(out, size, ", %lu h %02lu min left", minutes / 60, minutes % 60);
}

/* Of how many documents; the share that is done, or 0. What the files hold is estimated by the bytes of them that are
 * done. */
static double add_whole(const dl_progress *p, char *out, size_t size) {
  char number[32];
  double share = p->bytes ? (double)p->position / (double)p->bytes : 0;
  if (share > 1) share = 1;
  if (p->expected >= p->documents && p->expected > 0) {
    snprintf(out, size, " of %s documents", grouped(p->expected, number));
    return (double)p->documents / (double)p->expected;
  }
  if (share > 0)
    snprintf(out, size, " of about %s documents (%.0f %%)", grouped(rounded((double)p->documents / share), number),
             100 * share);
  else
    snprintf(out, size, " documents");
  return share;
}

void dl_progress_show(dl_progress *p) {
  double at = now(), gone = at - p->started;
  if (!p->watched || gone < 1.0 || at - p->shown < 0.2) return;
  char done[32], whole[80], left[40] = "", line[240];
  double share = add_whole(p, whole, sizeof whole);
  if (share > 0) add_time(left, sizeof left, gone * (1 - share) / share);
  int size = snprintf(line, sizeof line, "%s%s, %.1f/s%s", grouped(p->documents, done), whole,
                      (double)p->documents / gone, left);
  struct winsize window = {0};
  if (ioctl(STDERR_FILENO, TIOCGWINSZ, &window) == 0 && window.ws_col > 1 && size >= window.ws_col)
    size = window.ws_col - 1; /* never two lines */
  fprintf(stderr, "\r%.*s\033[K", size, line);
  fflush(stderr);
  p->shown = at;
  p->drawn = true;
}

void dl_progress_clear(dl_progress *p) {
  if (!p->drawn) return;
  fputs("\r\033[K", stderr);
  fflush(stderr);
  p->drawn = false;
}

void dl_progress_end(dl_progress *p) {
  double gone = now() - p->started;
  unsigned long read = p->documents - p->failed;
  char documents[32], words[32];
  dl_progress_clear(p);
  fprintf(stderr, "%s document%s, %s words, %.1f s, %.1f documents/s\n", grouped(read, documents), read == 1 ? "" : "s",
          grouped(p->words, words), gone, gone > 0 ? (double)read / gone : 0.0);
}

unsigned long dl_progress_words(const char *text, size_t size) {
  unsigned long words = 0;
  bool inside = false;
  for (size_t i = 0; i < size; i++) {
    bool space = text[i] == ' ' || (text[i] >= '\t' && text[i] <= '\r');
    words += !space && !inside;
    inside = !space;
  }
  return words;
}
