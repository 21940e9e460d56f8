#include <string.h>

#include "base/json.h"
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
  for (const char *c = doc->id; *c; c++) dl_buffer_char(out, (unsigned char)*c < ' ' ? ' ' : *c);
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

static void parties(dl_json *j, const char *key, const dl_participants *list) {
  dl_json_array(j, key);
  for (uint32_t i = 0; i < list->count; i++) dl_json_string(j, NULL, code_of(list, i));
  dl_json_end_array(j);
}

static void text(dl_json *j, const dl_document *doc, const char *key, const dl_participants *list) {
  dl_json_array(j, key);
  for (uint32_t i = 0; i < list->count; i++) {
    dl_span s = list->items[i].span;
    dl_json_bytes(j, NULL, doc->text + s.begin, s.end - s.begin);
  }
  dl_json_end_array(j);
}

static void plover_record(const dl_report *report, dl_document *doc, uint32_t index, dl_buffer *out) {
  const dl_event *v = &doc->events[index];
  const dl_sentence *s = &doc->sentences[v->sentence];
  dl_json j;
  dl_json_start(&j, out);
  dl_json_object(&j, NULL);
  dl_json_string(&j, "id", dl_arena_printf(doc->arena, "%s-V%u", doc->id, index + 1));
  dl_json_string(&j, "date", day_of(doc, v));
  dl_json_string(&j, "event", v->category);
  dl_json_string(&j, "mode", v->mode);
  dl_json_array(&j, "context");
  for (uint32_t i = 0; i < v->context_count; i++) dl_json_string(&j, NULL, v->contexts[i]);
  dl_json_end_array(&j);
  parties(&j, "actor", &v->actor);
  parties(&j, "recipient", &v->recipient);
  text(&j, doc, "actorText", &v->actor);
  text(&j, doc, "recipientText", &v->recipient);
  dl_json_string(&j, "cameo", v->cameo);
  dl_json_real(&j, "goldstein", dl_goldstein(report->model, v->cameo));
  dl_json_bytes(&j, "eventText", doc->text + v->trigger_span.begin, v->trigger_span.end - v->trigger_span.begin);
  dl_json_bytes(&j, "text", doc->text + s->begin, s->end - s->begin);
  dl_json_string(&j, "publication", doc->source);
  dl_json_string(&j, "url", doc->url);
  dl_json_string(&j, "language", doc->language);
  dl_json_string(&j, "version", "PLOVER 0.8");
  dl_json_string(&j, "coder", "dateline " DL_VERSION);
  dl_json_end_object(&j);
  dl_buffer_char(out, '\n');
}

void dl_report_plover(const dl_report *report, dl_document *doc, dl_buffer *out) {
  for (uint32_t i = 0; i < doc->event_count; i++)
    if (doc->events[i].category[0]) plover_record(report, doc, i, out);
}
