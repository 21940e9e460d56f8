#include "times/times.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "times/grammar.h"
#include "times/order.h"
#include "times/weigh.h"

struct dl_timer {
  dl_time_words words;
  const dl_table *feasts, *order; /* may be NULL */
  dl_time_model model;
};

int dl_timer_new(const dl_model *model, dl_timer **timer, dl_status *status) {
  *timer = NULL;
  const dl_table *words = dl_model_table(model, "times/words");
  if (!words) return dl_fail(status, DL_EDATA, "the data file has no table times/words");
  dl_timer *made = calloc(1, sizeof *made);
  if (!made) return dl_fail(status, DL_EMEMORY, "out of memory");
  *timer = made; /* freed by the caller, also when its weights are not well */
  made->feasts = dl_model_table(model, "times/feasts");
  made->order = dl_model_table(model, "times/order");
  dl_time_words_open(&made->words, words);
  return dl_time_model_read(&made->model, model, status);
}

void dl_timer_free(dl_timer *timer) {
  if (timer) dl_time_model_free(&timer->model);
  free(timer);
}

/* Words that only tell a reader of that week something: "Friday", "yesterday". */
static uint32_t days_of_news(const dl_document *doc, const dl_time_words *words) {
  uint32_t days = 0;
  for (uint32_t i = 0; i < doc->token_count; i++) {
    uint32_t first = 0, rows = dl_table_find(words->table, doc->tokens[i].lower, &first);
    for (uint32_t row = first; row < first + rows; row++) {
      int class = dl_time_class(words, row);
      days += class == DL_W_DAY || (class == DL_W_WEEKDAY && !strchr(dl_table_cell(words->table, row, 2), '?'));
    }
  }
  return days;
}

/* A text tells of times long gone where most of the years that it names lie more than two years before its date, and it
 * is no news. */
static bool tells_of_the_past(const dl_document *doc, const dl_scan *scan, const dl_time_words *words) {
  int now = scan->dated ? dl_day_of(scan->today).year : 9999; /* an undated text: any year is past */
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
  return past > 4 && past > near * 4 && days_of_news(doc, words) * 8 < past;
}

/* The grain of a value that has a first day. */
static dl_unit unit_of(const char *value) {
  size_t size = strlen(value);
  if (size >= 10) return DL_UNIT_D;
  if (size == 4) return DL_UNIT_Y;
  return value[5] == 'Q' ? DL_UNIT_Q : DL_UNIT_M;
}

/* What later expressions count from. */
static void tell(dl_scan *scan, const dl_document *doc, const dl_timex *found) {
  const dl_time *time = &doc->times[doc->time_count - 1];
  dl_day day;
  if (!time->from[0] || !dl_day_parse(time->from, &day) || found->compared) return;
  dl_unit unit = unit_of(found->value);
  scan->told = (dl_time_told){true, dl_day_number(day.year, day.month, day.day), unit, (int32_t)doc->time_count - 1,
                              doc->tokens[time->first_token].sentence};
  if (unit == DL_UNIT_D) scan->told_on = scan->told;
  scan->compares = unit == DL_UNIT_Q || (scan->compares && unit == DL_UNIT_D); /* "the quarter ended Sept. 30" */
  if (unit != DL_UNIT_Q) return;
  scan->quarter_sentence = scan->told.sentence;
  scan->quarter = day.year * 4 + (day.month - 1) / 3;
}

static int32_t anchor_of(const dl_scan *scan, const dl_timex *found) {
  switch (found->anchor) {
    case DL_ANCHOR_DATE:
      return DL_TIME_OF_DOCUMENT;
    case DL_ANCHOR_TOLD:
      return scan->told.known ? scan->told.time : DL_TIME_OF_DOCUMENT;
    case DL_ANCHOR_DAY:
      return scan->told_on.known ? scan->told_on.time : DL_TIME_OF_DOCUMENT;
    case DL_ANCHOR_NONE:
      break;
  }
  return DL_TIME_OF_NONE;
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
  time->mod = found->mod;
  time->anchor = anchor_of(scan, found);
  if (found->type == DL_TIMEX_DATE || found->type == DL_TIMEX_TIME) dl_value_range(found->value, time->from, time->to);
  tell(scan, doc, found);
}

/* The end of a range is a time of its own. */
static uint32_t add_tail(dl_document *doc, dl_scan *scan, const dl_timex *found) {
  dl_timex tail = {
      .from = found->tail_from, .count = found->tail_count, .type = DL_TIMEX_DATE, .anchor = found->anchor};
  snprintf(tail.value, sizeof tail.value, "%s", found->tail);
  add_time(doc, scan, &tail);
  doc->times[doc->time_count - 1].follows = true;
  return tail.from + tail.count;
}

/* One expression that a rule found: it is told of, and kept where it is one. The piece behind it. */
static uint32_t take(dl_document *doc, dl_scan *scan, const dl_timex *found, dl_time_fn *each, void *context) {
  bool kept = dl_time_kept(scan, found);
  if (each) {
    dl_time_question *asked = scan->question;
    bool of_it = asked->kind && asked->at >= found->from && asked->at < found->from + found->count;
    dl_evidence keep;
    dl_keep_evidence(scan, found, &keep);
    each(context,
         &(dl_time_trace){scan->pieces[found->from].begin, scan->pieces[found->from + found->count - 1].end,
                          dl_timex_name(found->type), found->value, found->rule, kept, &keep, of_it ? asked : NULL});
  }
  if (kept) add_time(doc, scan, found);
  return kept && found->tail_count ? add_tail(doc, scan, found) : found->from + found->count;
}

static void scan_times(const dl_timer *timer, dl_document *doc, dl_time_fn *each, void *context) {
  dl_time_question question = {0};
  dl_scan scan = {.doc = doc, .feasts = timer->feasts, .model = &timer->model, .question = each ? &question : NULL};
  dl_pieces pieces = {0};
  dl_day day;
  scan.dated = dl_day_parse(doc->date, &day);
  if (scan.dated) scan.today = dl_day_number(day.year, day.month, day.day);
  scan.narrative = tells_of_the_past(doc, &scan, &timer->words);
  scan.day_first = dl_day_first(timer->order, timer->words.table, doc);
  for (uint32_t s = 0; s < doc->sentence_count; s++) {
    const dl_sentence *sentence = &doc->sentences[s];
    dl_time_pieces(&timer->words, doc, sentence->first, sentence->count, &pieces);
    scan.compares = scan.compares && scan.quarter_sentence + 2 >= s;
    scan.pieces = pieces.items;
    scan.count = pieces.count;
    for (uint32_t at = 0; at < scan.count;) {
      dl_timex found = {0};
      question.kind = NULL;
      if (dl_match_time(&scan, at, &found) && found.count) {
        at = take(doc, &scan, &found, each, context);
      } else {
        at++;
      }
    }
  }
}

void dl_find_times(const dl_timer *timer, dl_document *doc) {
  scan_times(timer, doc, NULL, NULL);
}

void dl_list_times(const dl_timer *timer, dl_document *doc, dl_time_fn *each, void *context) {
  dl_time *times = doc->times; /* those of the document stay as they are */
  uint32_t count = doc->time_count, capacity = doc->time_capacity;
  doc->times = NULL;
  doc->time_count = doc->time_capacity = 0;
  scan_times(timer, doc, each, context);
  doc->times = times;
  doc->time_count = count;
  doc->time_capacity = capacity;
}
