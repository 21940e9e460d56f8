#include "times/times.h"

#include <stdlib.h>
#include <string.h>

#include "times/grammar.h"

struct dl_timer {
  const dl_table *words;
};

int dl_timer_new(const dl_model *model, dl_timer **timer, dl_status *status) {
  *timer = NULL;
  const dl_table *words = dl_model_table(model, "times/words");
  if (!words) return dl_fail(status, DL_EDATA, "the data file has no table times/words");
  dl_timer *made = calloc(1, sizeof *made);
  if (!made) return dl_fail(status, DL_EMEMORY, "out of memory");
  made->words = words;
  *timer = made;
  return DL_OK;
}

void dl_timer_free(dl_timer *timer) {
  free(timer);
}

/* A text tells of times long gone where most of the years that it names lie more than two years before its date. */
static bool tells_of_the_past(const dl_document *doc, const dl_scan *scan) {
  if (!scan->dated) return true; /* then a date with a year is the only hold there is */
  int now = dl_day_of(scan->today).year;
  uint32_t past = 0, near = 0;
  for (uint32_t i = 0; i < doc->token_count; i++) {
    const char *lower = doc->tokens[i].lower;
    if (strlen(lower) != 4 || strspn(lower, "0123456789") != 4) continue;
    int year = atoi(lower);
    if (year < 1500 || year > 2100) continue;
    if (year < now - 2)
      past++;
    else
      near++;
  }
  return past > 4 && past > near * 4;
}

static void add_time(dl_document *doc, dl_scan *scan, const dl_timex *found) {
  const dl_piece *first = &scan->pieces[found->from], *last = first + found->count - 1;
  dl_time *time = DL_PUSH(doc->arena, doc->times, doc->time_count, doc->time_capacity);
  time->begin = first->begin;
  time->end = last->end;
  time->first_token = first->token;
  time->end_token = last->token + 1;
  time->type = found->type;
  time->value = dl_arena_strndup(doc->arena, found->value, strlen(found->value));
  if (!strcmp(found->type, "DATE") || !strcmp(found->type, "TIME")) dl_value_range(found->value, time->from, time->to);
  dl_day day;
  if (!time->from[0] || !dl_day_parse(time->from, &day)) return;
  scan->told = true;
  scan->told_day = dl_day_number(day.year, day.month, day.day);
  scan->told_unit = strlen(found->value) >= 10 ? 'D' : strlen(found->value) == 4 ? 'Y' : 'M';
}

int dl_find_times(const dl_timer *timer, dl_document *doc, dl_status *status) {
  (void)status;
  dl_scan scan = {.doc = doc};
  dl_pieces pieces = {0};
  dl_day day;
  scan.dated = dl_day_parse(doc->date, &day);
  if (scan.dated) scan.today = dl_day_number(day.year, day.month, day.day);
  scan.narrative = tells_of_the_past(doc, &scan);
  for (uint32_t s = 0; s < doc->sentence_count; s++) {
    const dl_sentence *sentence = &doc->sentences[s];
    dl_time_pieces(timer->words, doc, sentence->first, sentence->count, &pieces);
    scan.pieces = pieces.items;
    scan.count = pieces.count;
    for (uint32_t at = 0; at < scan.count;) {
      dl_timex found = {0};
      if (dl_match_time(&scan, at, &found) && found.count) {
        add_time(doc, &scan, &found);
        at += found.count;
      } else {
        at++;
      }
    }
  }
  return DL_OK;
}
