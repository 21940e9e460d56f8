/* Why each event was coded: the row that fired, how each party was found, which row gave its code, who says it by which
 * cue. */
#include <string.h>

#include "base/plain.h"
#include "report/report.h"

static void span(dl_buffer *out, const dl_document *doc, dl_span s) {
  dl_buffer_char(out, '"');
  dl_buffer_plain(out, doc->text + s.begin, s.end - s.begin);
  dl_buffer_char(out, '"');
}

/* The row that did it: a user's own file may be called anything. */
static void by(dl_buffer *out, const char *origin) {
  if (!origin || !origin[0]) return;
  dl_buffer_text(out, ", by ");
  dl_buffer_plain_text(out, origin);
}

static void parties(const dl_document *doc, const dl_participants *list, const char *role, dl_buffer *out) {
  for (uint32_t i = 0; i < list->count; i++) {
    const dl_participant *p = &list->items[i];
    const dl_mention *m = p->mention >= 0 ? &doc->mentions[p->mention] : NULL;
    dl_buffer_printf(out, "  %-10s", role);
    span(out, doc, p->span);
    dl_buffer_printf(out, " %s", p->code ? DL_CODE_TEXT(p->code) : "without a code");
    if (p->entity >= 0) {
      dl_buffer_printf(out, ", E%d ", p->entity + 1);
      dl_buffer_plain_text(out, doc->entities[p->entity].name);
    }
    by(out, m ? m->origin : NULL);
    dl_buffer_char(out, '\n');
  }
}

/* What the event is for, and how large it is. */
static void details(const dl_document *doc, const dl_event *v, dl_buffer *out) {
  for (uint32_t i = 0; i < v->purpose.count; i++) {
    dl_buffer_printf(out, "  %-10s", "purpose");
    span(out, doc, v->purpose.items[i].span);
    dl_buffer_char(out, '\n');
  }
  for (uint32_t i = 0; i < v->magnitude.count; i++) {
    const dl_phrase *p = &v->magnitude.items[i];
    dl_buffer_printf(out, "  %-10s", "size");
    span(out, doc, p->span);
    dl_buffer_printf(out, " %s %.15g (%s)\n", p->klass, p->value, dl_bound_name(p->bound));
  }
}

static void sources(const dl_document *doc, const dl_event *v, dl_buffer *out) {
  for (uint32_t i = 0; i < v->attribution.count; i++) {
    const dl_attribution *a = &doc->attributions[v->attribution.items[i]];
    dl_buffer_printf(out, "  %-10sA%u %s: ", "said in", v->attribution.items[i] + 1, dl_attribution_type_name(a->type));
    if (a->source.end > a->source.begin)
      span(out, doc, a->source);
    else
      dl_buffer_text(out, "nobody named");
    dl_buffer_text(out, ", by the cue ");
    span(out, doc, a->cue);
    dl_buffer_char(out, '\n');
  }
  for (uint32_t i = 0; i < v->factuality_count; i++) {
    const dl_factuality *f = &v->factuality[i];
    const char *who = f->entity >= 0    ? doc->entities[f->entity].name
                      : f->entity == -1 ? "the text"
                                        : "a source not named";
    dl_buffer_printf(out, "  %-10s%s for ", "held", dl_factuality_name(f->value));
    dl_buffer_plain_text(out, who);
    dl_buffer_char(out, '\n');
  }
}

/* Places of an event, to be told of once. */
typedef struct wanted {
  const dl_report *report;
  const dl_document *doc;
  const dl_event *event;
  dl_buffer *out;
} wanted;

static bool is_wanted(const dl_event *v, uint32_t entity) {
  if (dl_event_has_party(v, entity)) return true;
  for (uint32_t i = 0; i < v->place.count; i++)
    if (v->place.items[i] == entity) return true;
  return false;
}

static void a_place(dl_buffer *out, const dl_place_option *o) {
  dl_buffer_plain_text(out, o->place.name);
  dl_buffer_printf(out, "%s%s (%s%s%s) %.2f", o->place.country ? ", " : "", DL_CODE_TEXT(o->place.country),
                   dl_place_kind_name(o->place.kind), *o->place.admin ? " of " : "", o->place.admin, (double)o->share);
}

/* Which place a name means, and what spoke for it rather than for the next one. */
static void place(void *context, uint32_t entity, const dl_place_option *options, uint32_t count) {
  const wanted *w = context;
  if (!is_wanted(w->event, entity)) return;
  uint32_t best = 0, next = count;
  for (uint32_t i = 1; i < count; i++)
    if (options[i].share > options[best].share) best = i;
  for (uint32_t i = 0; i < count; i++)
    if (i != best && (next == count || options[i].share > options[next].share)) next = i;
  dl_buffer_printf(w->out, "  %-10s", "where");
  dl_buffer_plain_text(w->out, w->doc->entities[entity].name);
  dl_buffer_text(w->out, " is ");
  a_place(w->out, &options[best]);
  if (next < count) {
    dl_place_reason reasons[3];
    dl_buffer_text(w->out, ", before ");
    a_place(w->out, &options[next]);
    uint32_t n = dl_place_reasons(w->report->placer, options, best, next, reasons, 3);
    for (uint32_t i = 0; i < n; i++)
      dl_buffer_printf(w->out, "%s%s %+.1f", i ? ", " : ": ", reasons[i].name, (double)reasons[i].weight);
  }
  dl_buffer_char(w->out, '\n');
}

static void places(const dl_report *report, dl_document *doc, const dl_event *v, dl_buffer *out) {
  dl_status status = {0};
  if (report->placer) dl_each_place_option(report->placer, doc, place, &(wanted){report, doc, v, out}, &status);
}

/* How it was found, the first line first. */
static void found(const dl_trace *trace, dl_buffer *out) {
  if (!trace) return;
  found(trace->before, out);
  if (!*trace->line) return;
  dl_buffer_printf(out, "  %-10s", "found");
  dl_buffer_plain(out, trace->line, strlen(trace->line));
  dl_buffer_char(out, '\n');
}

void dl_report_explain(const dl_report *report, dl_document *doc, uint32_t only, dl_buffer *out) {
  for (uint32_t i = 0; i < doc->event_count; i++) {
    if (only > 0 && i + 1 != only) continue;
    const dl_event *v = &doc->events[i];
    const dl_sentence *s = &doc->sentences[v->sentence];
    dl_buffer_plain_text(out, doc->id);
    dl_buffer_printf(out, " V%u: %s%s%s, CAMEO %s (Goldstein %.1f), confidence %.2f\n  %-10s", i + 1,
                     v->act != DL_SPEECH_ACT ? dl_act_name(v->act) : "a speech act", v->mode ? " " : "",
                     dl_mode_name(v->mode), v->cameo, dl_goldstein(report->model, v->cameo), v->confidence, "in");
    dl_buffer_plain(out, doc->text + s->begin, s->end - s->begin);
    dl_buffer_printf(out, "\n  %-10s", "fired");
    span(out, doc, v->trigger_span);
    by(out, v->origin);
    dl_buffer_char(out, '\n');
    parties(doc, &v->actor, "actor", out);
    parties(doc, &v->recipient, "recipient", out);
    details(doc, v, out);
    found(v->trace, out);
    places(report, doc, v, out);
    sources(doc, v, out);
    dl_buffer_char(out, '\n');
  }
}
