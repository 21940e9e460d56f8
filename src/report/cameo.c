/* CAMEO rows: what users of TABARI and PETRARCH2 load. The columns are described in docs/output.md. */
#include <stdio.h>
#include <string.h>

#include "base/plain.h"
#include "claims/told.h"
#include "report/report.h"
#include "times/calendar.h"
#include "times/when.h"

/* One day in the form of PETRARCH2, "20231109". A span has no day: zeros stand where it is not known ("20231100",
 * "20230000"), which no reader takes for a day. ISO dates are cut instead ("2023-11", "2023"). A span that crosses the
 * end of a month or year and is no longer than one has the month or year of its middle. */
static const char *day_of(const dl_document *doc, const dl_when *when, bool iso) {
  dl_day begin, end;
  char middle[16];
  size_t known = strlen(when->begin);
  const char *from = when->begin;
  if (strcmp(when->begin, when->end) != 0 && dl_day_parse(when->begin, &begin) && dl_day_parse(when->end, &end)) {
    int first = dl_day_number(begin.year, begin.month, begin.day), last = dl_day_number(end.year, end.month, end.day);
    bool month = strncmp(when->begin, when->end, 7) == 0, year = strncmp(when->begin, when->end, 4) == 0;
    known = month || last - first < 31 ? strlen("2023-11") : year || last - first < 366 ? strlen("2023") : 0;
    dl_day day = dl_day_of(first + (last - first) / 2);
    snprintf(middle, sizeof middle, "%04d-%02d-%02d", day.year, day.month, day.day);
    from = middle;
  }
  if (iso) return dl_arena_strndup(doc->arena, from, known);
  char *day = dl_arena_strndup(doc->arena, "00000000", 8), *to = day;
  for (size_t i = 0; i < known; i++)
    if (from[i] != '-') *to++ = from[i];
  return day;
}

static dl_code code_of(const dl_participants *list, uint32_t i) {
  return i < list->count ? list->items[i].code : 0;
}

/* What all lines of an event share: its day before the parties, and what follows its code. */
typedef struct row {
  const dl_document *doc;
  const dl_event *event;
  const char *day, *time_source, *marks; /* marks: NULL without --all */
} row;

static void print_row(const row *r, dl_code from, dl_code to, dl_buffer *out) {
  dl_buffer_printf(out, "%s\t%s\t%s\t%s\t", r->day, from ? DL_CODE_TEXT(from) : "---", to ? DL_CODE_TEXT(to) : "---",
                   r->event->cameo);
  dl_buffer_plain_text(out, r->doc->id);
  dl_buffer_printf(out, "\t%u\t%s", r->event->sentence, r->time_source);
  if (r->marks) dl_buffer_printf(out, "\t%s", r->marks);
  dl_buffer_char(out, '\n');
}

static const char *marks_of(const dl_document *doc, uint32_t bits) {
  const char *all = "";
  for (unsigned i = 0; i < 4; i++)
    if (bits & 1u << i) all = dl_arena_printf(doc->arena, "%s%s%s", all, all[0] ? "," : "", dl_auxiliary_name(i));
  return all[0] ? all : "---";
}

/* One line for each pair; a mutual act both ways, as TABARI and PETRARCH wrote it. */
static void event(const row *r, dl_buffer *out) {
  const dl_event *v = r->event;
  if (v->reciprocal && v->recipient.count == 0) {
    for (uint32_t a = 0; a < v->actor.count; a++)
      for (uint32_t b = 0; b < v->actor.count; b++)
        if (a != b || v->actor.count == 1) print_row(r, code_of(&v->actor, a), a == b ? 0 : code_of(&v->actor, b), out);
    return;
  }
  uint32_t actors = v->actor.count ? v->actor.count : 1, recipients = v->recipient.count ? v->recipient.count : 1;
  for (uint32_t a = 0; a < actors; a++)
    for (uint32_t b = 0; b < recipients; b++) {
      print_row(r, code_of(&v->actor, a), code_of(&v->recipient, b), out);
      if (v->reciprocal) print_row(r, code_of(&v->recipient, b), code_of(&v->actor, a), out);
    }
}

void dl_report_cameo(const dl_report *report, dl_document *doc, dl_buffer *out) {
  for (uint32_t i = 0; i < doc->event_count; i++) {
    const dl_event *v = &doc->events[i];
    uint32_t marks = dl_not_done(doc, i);
    if (marks && !report->all) continue;
    dl_when when = dl_event_when(doc, v);
    const char *shown = report->all ? marks_of(doc, marks | (v->auxiliary & DL_HISTORICAL)) : NULL;
    event(&(row){doc, v, day_of(doc, &when, report->iso_dates), dl_time_source_name(when.source), shown}, out);
  }
}
