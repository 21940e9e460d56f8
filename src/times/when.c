#include "times/when.h"

#include <string.h>

/* Does the expression name the year, in four digits or, as in 9/11/23, in two at its end? */
static bool states_year(const dl_document *doc, const dl_time *time) {
  const char *text = dl_document_slice(doc, time->begin, time->end);
  size_t size = strlen(text);
  char year[5] = {0};
  memcpy(year, time->from, 4);
  if (strstr(text, year)) return true;
  return size >= 3 && strspn(text, "0123456789/-") == size && strcmp(text + size - 2, year + 2) == 0;
}

/* The TIMEX3 value of a span; a century is written as years ("19XX"), since "19" alone reads as something else. */
static const char *span_value(const dl_document *doc, const dl_time *time) {
  return strlen(time->value) == 2 ? dl_arena_printf(doc->arena, "%sXX", time->value) : time->value;
}

/* The last day of an act that went on until a day that is told, or until the text was written; "" for others. */
static const char *last_day(const dl_document *doc, const dl_event *event, const dl_time *time) {
  if (event->until >= 0) return doc->times[event->until].to;
  return event->since && strcmp(doc->date, time->from) >= 0 ? doc->date : "";
}

dl_when dl_event_when(const dl_document *doc, const dl_event *event) {
  if (event->when) return *event->when;
  const dl_time *time = event->time >= 0 ? &doc->times[event->time] : NULL;
  if (!time || !time->from[0])
    return (dl_when){doc->date, doc->date, doc->date, doc->date[0] ? DL_TIME_PUBLICATION : DL_TIME_NONE};
  const char *last = last_day(doc, event, time);
  if (*last && strcmp(last, time->to) > 0)
    return (dl_when){dl_arena_printf(doc->arena, "%s/%s", time->from, last), time->from, last, DL_TIME_SPAN};
  if (strcmp(time->from, time->to) != 0) return (dl_when){span_value(doc, time), time->from, time->to, DL_TIME_SPAN};
  return (dl_when){time->from, time->from, time->to, states_year(doc, time) ? DL_TIME_TEXT : DL_TIME_RESOLVED};
}

const char *dl_time_source_name(unsigned source) {
  static const char *const names[] = {"text", "resolved", "span", "publication", "none"};
  return source < sizeof names / sizeof *names ? names[source] : "";
}
