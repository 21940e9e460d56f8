/* The day or span of days of an event, and how it is known: one answer for every output and for the ledger.
 *
 * A month or a year is a span, never its first day; an event without a time of its own has the day of publication, and
 * says so. The strings belong to the document.
 */
#ifndef DL_TIMES_WHEN_H
#define DL_TIMES_WHEN_H

#include "base/document.h"

typedef enum dl_time_source {
  DL_TIME_TEXT,        /* the text states the day, with its year: "2 November 2022" */
  DL_TIME_RESOLVED,    /* one day, counted from the document's date or from another time: "on Wednesday", "November 2",
                          "the next day" */
  DL_TIME_SPAN,        /* more than a day: "last month", "1939"; begin and end are its first and last day */
  DL_TIME_PUBLICATION, /* no day is told: begin and end are the document's date */
  DL_TIME_NONE         /* no day is told, or it hangs on the document's date, and that is not known */
} dl_time_source;

typedef struct dl_when {
  const char *date;        /* as precise as it is known: "2022-11-02", "2022-10", "1939", "2022-W44", "2022-Q3", "193X",
                              "2022-11-02/2022-11-09" from one day to another; "" where unknown */
  const char *begin, *end; /* "YYYY-MM-DD", first and last day; "" where unknown */
  dl_time_source source;
} dl_when;

dl_when dl_event_when(const dl_document *doc, const dl_event *event);

/* "text", "resolved", "span", "publication", "none". */
const char *dl_time_source_name(unsigned source);

#endif
