#include <string.h>

#include "base/plain.h"
#include "base/utf8.h"
#include "language/language.h"
#include "report/report.h"
#include "times/when.h"

enum { WIDE = 34 }; /* columns of a cell of parties */

/* Text in `columns` columns: cut with an ellipsis, or, where something stands behind it, filled up with spaces. */
static void cell(dl_buffer *out, const char *text, uint32_t columns, bool fill) {
  const char *end = text + strlen(text);
  uint32_t used = 0, total = 0;
  dl_shown shown;
  for (const char *at = text; at < end;) {
    at += dl_plain_next(at, end, &shown);
    total += dl_utf8_width(shown.cp);
  }
  while (text < end) {
    unsigned n = dl_plain_next(text, end, &shown);
    uint32_t width = dl_utf8_width(shown.cp);
    if (used + width > (total > columns ? columns - 1 : columns)) break;
    dl_buffer_add(out, shown.bytes, shown.size);
    used += width;
    text += n;
  }
  if (text < end) {
    dl_buffer_text(out, "…");
    used++;
  }
  for (; fill && used < columns; used++) dl_buffer_char(out, ' ');
}

static void style(const dl_report *report, dl_buffer *out, const char *code) {
  if (report->colour) dl_buffer_printf(out, "\033[%sm", code);
}

static const char *party_list(dl_document *doc, const dl_participants *list) {
  const char *all = "";
  for (uint32_t i = 0; i < list->count; i++) {
    const dl_participant *p = &list->items[i];
    bool told = p->mention >= 0 || p->entity < 0; /* else its words stand somewhere else */
    const char *name = told ? dl_document_slice(doc, p->span.begin, p->span.end) : doc->entities[p->entity].name,
               *code = DL_CODE_TEXT(p->code);
    all = dl_arena_printf(doc->arena, "%s%s%s%s%s%s", all, i ? ", " : "", name, code[0] ? " [" : "", code,
                          code[0] ? "]" : "");
  }
  return all[0] ? all : "-";
}

const char *dl_rating_words(unsigned value) {
  static const char *const words[] = {"certain (CT+)",  "not so (CT-)",       "probable (PR+)", "probably not (PR-)",
                                      "possible (PS+)", "possibly not (PS-)", "open (Uu)"};
  return value < sizeof words / sizeof *words ? words[value] : "";
}

static const char *who_says(dl_document *doc, const dl_event *v) {
  const char *all = "";
  for (uint32_t i = 0; i < v->factuality_count; i++) {
    const dl_factuality *f = &v->factuality[i];
    const char *name = f->entity >= 0    ? doc->entities[f->entity].name
                       : f->entity == -1 ? "the text"
                                         : "a source not named";
    all = dl_arena_printf(doc->arena, "%s%s%s: %s", all, i ? "; " : "", name, dl_rating_words(f->value));
  }
  return all;
}

static void line(const dl_report *report, dl_buffer *out, const char *label, const char *value) {
  if (!value[0]) return;
  style(report, out, "2");
  dl_buffer_printf(out, "       %-9s", label);
  style(report, out, "0");
  dl_buffer_plain_text(out, value);
  dl_buffer_char(out, '\n');
}

static const char *phrase_list(dl_document *doc, const dl_phrases *list) {
  const char *all = "";
  for (uint32_t i = 0; i < list->count; i++) {
    const dl_phrase *p = &list->items[i];
    bool known = p->klass && p->klass[0];
    all = dl_arena_printf(doc->arena, "%s%s%s%s%s%s", all, i ? ", " : "",
                          dl_document_slice(doc, p->span.begin, p->span.end), known ? " (" : "", known ? p->klass : "",
                          known ? ")" : "");
  }
  return all;
}

static const char *words_of(dl_document *doc, uint32_t bits) {
  const char *words = "";
  for (unsigned i = 0; i < 4; i++)
    if (bits & 1u << i) words = dl_arena_printf(doc->arena, "%s %s", words, dl_auxiliary_name(i));
  return words;
}

static void event(const dl_report *report, dl_document *doc, uint32_t index, dl_buffer *out) {
  const dl_event *v = &doc->events[index];
  const char *kind =
      dl_arena_printf(doc->arena, "%s%s%s%s", v->act != DL_SPEECH_ACT ? dl_act_name(v->act) : "(speech act)",
                      v->mode ? " " : "", dl_mode_name(v->mode), words_of(doc, v->auxiliary));
  dl_buffer_printf(out, "V%-4u ", index + 1);
  style(report, out, "1");
  cell(out, kind, 26, true);
  style(report, out, "0");
  dl_buffer_printf(out, " %-5s ", v->cameo);
  cell(out, party_list(doc, &v->actor), WIDE, true);
  bool mutual = v->reciprocal && v->recipient.count == 0;
  dl_buffer_text(out, mutual ? " <->" : v->reciprocal ? " <-> " : "  -> ");
  if (!mutual) cell(out, party_list(doc, &v->recipient), WIDE, false);
  dl_buffer_char(out, '\n');
  line(report, out, "words", dl_document_slice(doc, v->trigger_span.begin, v->trigger_span.end));
  line(report, out, "object", phrase_list(doc, &v->object));
  line(report, out, "purpose", phrase_list(doc, &v->purpose));
  line(report, out, "size", phrase_list(doc, &v->magnitude));
  const char *where = "";
  for (uint32_t i = 0; i < v->place.count; i++)
    where = dl_arena_printf(doc->arena, "%s%s%s", where, i ? ", " : "", doc->entities[v->place.items[i]].name);
  line(report, out, "where", where);
  if (v->time >= 0) {
    const dl_time *t = &doc->times[v->time];
    dl_when when = dl_event_when(doc, v);
    const char *value = v->until >= 0 || (v->since && t->from[0]) ? when.date : t->value;
    uint32_t end = v->until >= 0 ? doc->times[v->until].end : t->end;
    line(report, out, "when", dl_arena_printf(doc->arena, "%s (%s)", value, dl_document_slice(doc, t->begin, end)));
  }
  line(report, out, "says", who_says(doc, v));
  for (uint32_t i = 0; i < doc->link_count; i++) {
    const dl_link *l = &doc->links[i];
    const char *other =
        dl_arena_printf(doc->arena, "%s V%u", l->from == index ? "" : "by", (l->from == index ? l->to : l->from) + 1);
    if (l->from == index || (l->to == index && l->type == DL_DENIES)) {
      const char *name = l->from == index ? dl_link_type_name(l->type) : "DENIED";
      line(report, out, "link", dl_arena_printf(doc->arena, "%s%s%s", name, l->from == index ? "" : " ", other));
    }
  }
  for (uint32_t i = 0; i < doc->screen_count; i++) {
    const dl_screen *s = &doc->screens[i];
    if (s->event == index)
      line(report, out, "touches",
           dl_arena_printf(doc->arena, "%s, %s: %s (%s, %s)", s->regime, s->paragraph, s->measure, s->status,
                           s->checked));
  }
  const dl_sentence *s = &doc->sentences[v->sentence];
  line(report, out, "evidence", dl_document_slice(doc, s->begin, s->end));
}

void dl_report_table(const dl_report *report, dl_document *doc, dl_buffer *out) {
  style(report, out, "1;4");
  dl_buffer_plain_text(out, doc->title[0] ? doc->title : doc->id);
  style(report, out, "0");
  if (strcmp(doc->language, "en") != 0) {
    dl_buffer_printf(out, "\nlanguage: %s (%s); only English is read\n\n",
                     dl_language_name(report->model, doc->language), doc->language);
    return;
  }
  dl_buffer_printf(out, "\n%s%s", doc->date, doc->date[0] ? "  " : "");
  dl_buffer_plain_text(out, doc->source);
  dl_buffer_printf(out, "%s%u event%s, %u attribution%s\n\n", doc->source[0] ? "  " : "", doc->event_count,
                   doc->event_count == 1 ? "" : "s", doc->attribution_count, doc->attribution_count == 1 ? "" : "s");
  for (uint32_t i = 0; i < doc->event_count; i++) event(report, doc, i, out);
  dl_buffer_char(out, '\n');
}
