/* CAMEO rows: what users of TABARI and PETRARCH2 load. */
#include "base/plain.h"
#include "report/report.h"

static const char *day_of(const dl_document *doc, const dl_event *v) {
  if (v->time >= 0 && doc->times[v->time].from[0]) return doc->times[v->time].from;
  return doc->date;
}

static const char *code_of(const dl_participants *list, uint32_t i) {
  return i < list->count && list->items[i].code && list->items[i].code[0] ? list->items[i].code : "---";
}

static void cameo_row(dl_document *doc, const dl_event *v, const char *from, const char *to, dl_buffer *out) {
  dl_buffer_printf(out, "%s\t%s\t%s\t%s\t", day_of(doc, v), from, to, v->cameo);
  dl_buffer_plain_text(out, doc->id);
  dl_buffer_printf(out, "\t%u\n", v->sentence);
}

/* One line for each pair; a mutual act both ways, as TABARI and PETRARCH wrote it. */
void dl_report_cameo(dl_document *doc, dl_buffer *out) {
  for (uint32_t i = 0; i < doc->event_count; i++) {
    const dl_event *v = &doc->events[i];
    if (v->auxiliary & DL_NEGATED) continue;
    if (v->reciprocal && v->recipient.count == 0) {
      for (uint32_t a = 0; a < v->actor.count; a++)
        for (uint32_t b = 0; b < v->actor.count; b++)
          if (a != b || v->actor.count == 1) cameo_row(doc, v, code_of(&v->actor, a), a == b ? "---" : code_of(&v->actor, b), out);
      continue;
    }
    uint32_t actors = v->actor.count ? v->actor.count : 1, recipients = v->recipient.count ? v->recipient.count : 1;
    for (uint32_t a = 0; a < actors; a++)
      for (uint32_t b = 0; b < recipients; b++) {
        cameo_row(doc, v, code_of(&v->actor, a), code_of(&v->recipient, b), out);
        if (v->reciprocal) cameo_row(doc, v, code_of(&v->recipient, b), code_of(&v->actor, a), out);
      }
  }
}
