#include <string.h>

#include "base/plain.h"
#include "cli/rows.h"

typedef struct page {
  dl_buffer *out;
  const char *bold, *faint, *plain; /* "" without colours */
} page;

/* What comes out of documents, before it or behind it what does not; nothing where it is empty. */
static void add(page *p, const char *before, const char *text, const char *behind) {
  if (!text[0]) return;
  dl_buffer_text(p->out, before);
  dl_buffer_plain_text(p->out, text);
  dl_buffer_text(p->out, behind);
}

static void label(page *p, const char *name) {
  dl_buffer_printf(p->out, "            %-9s ", name);
}

static void parties(page *p, const dl_row_parties *list) {
  if (list->count == 0) dl_buffer_char(p->out, '-');
  for (uint32_t i = 0; i < list->count; i++) {
    add(p, i ? "; " : "", list->items[i].name, "");
    add(p, " ", list->items[i].code, "");
  }
}

static void head(page *p, const dl_query_row *r) {
  dl_buffer_printf(p->out, "%s%-10s%s  %s%s%s%s %s%s%s%s  ", p->faint, r->date, p->plain, p->bold,
                   r->event[0] ? r->event : "(speech act)", r->mode[0] ? " " : "", r->mode, r->cameo, p->plain,
                   r->auxiliary[0] ? " " : "", r->auxiliary);
  parties(p, &r->actor);
  dl_buffer_text(p->out, " -> ");
  parties(p, &r->recipient);
  dl_buffer_char(p->out, '\n');
}

static void when(page *p, const dl_query_row *r) {
  bool span = strcmp(r->time_source, "span") == 0;
  if (!span && strcmp(r->time_source, "publication") != 0) return;
  label(p, "when");
  if (span)
    dl_buffer_printf(p->out, "%s to %s\n", r->date_begin, r->date_end);
  else
    dl_buffer_text(p->out, "the day of publication\n");
}

static void objects(page *p, const dl_query_row *r) {
  const struct {
    const char *name;
    const dl_row_phrases *list;
  } lists[] = {{"of", &r->object}, {"for", &r->purpose}, {"size", &r->magnitude}};
  for (size_t k = 0; k < 3; k++) {
    const dl_row_phrases *list = lists[k].list;
    if (list->count == 0) continue;
    label(p, lists[k].name);
    for (uint32_t i = 0; i < list->count; i++) {
      add(p, i ? "; " : "", list->items[i].text, "");
      add(p, " (", list->items[i].klass, ")");
    }
    dl_buffer_char(p->out, '\n');
  }
  if (r->place.count > 0) label(p, "at");
  for (uint32_t i = 0; i < r->place.count; i++) {
    add(p, i ? "; " : "", r->place.items[i].name, "");
    add(p, " ", r->place.items[i].country, "");
  }
  if (r->place.count > 0) dl_buffer_char(p->out, '\n');
}

static void says(page *p, const dl_query_row *r) {
  label(p, "says");
  const char *newspaper =
      r->documents.count && r->documents.items[0].source[0] ? r->documents.items[0].source : "the text";
  add(p, "", newspaper, "");
  add(p, " ", r->author, "\n");
  if (!r->author[0]) dl_buffer_char(p->out, '\n');
  if (r->source.count > 0) label(p, "");
  for (uint32_t i = 0; i < r->source.count; i++) {
    add(p, i ? "; " : "", r->source.items[i].name[0] ? r->source.items[i].name : "unnamed", "");
    add(p, " (", r->source.items[i].value, ")");
  }
  if (r->source.count > 0) dl_buffer_char(p->out, '\n');
}

static void linked(page *p, const char *name, const dl_row_parties *list) {
  if (list->count == 0) return;
  label(p, name);
  for (uint32_t i = 0; i < list->count; i++) add(p, i ? "; " : "", list->items[i].name, "");
  dl_buffer_char(p->out, '\n');
}

static void screened(page *p, const dl_query_row *r) {
  for (uint32_t i = 0; i < r->screening.count; i++) {
    const dl_row_screen *s = &r->screening.items[i];
    label(p, "touches");
    add(p, "", s->regime, "");
    add(p, " ", s->paragraph, "");
    add(p, ": ", s->measure, "");
    add(p, ", ", s->status, "");
    add(p, "; a breach says ", s->said_by, "");
    dl_buffer_char(p->out, '\n');
  }
}

static void articles(page *p, const dl_query_row *r) {
  for (uint32_t i = 0; i < r->documents.count; i++) {
    const dl_row_document *d = &r->documents.items[i];
    label(p, i ? "copy" : "in");
    add(p, "", d->name, "");
    if (i == 0) dl_buffer_printf(p->out, " %s", r->label);
    add(p, ", ", d->source, "");
    add(p, ", ", d->title, "");
    add(p, " ", d->url, "");
    if (i == 0 && (!r->current || d->version > 1))
      dl_buffer_printf(p->out, " (version %d%s)", d->version, r->current ? "" : ", no longer current");
    dl_buffer_char(p->out, '\n');
  }
}

void dl_row_table(const dl_query_row *r, bool colour, dl_buffer *out) {
  page p = {out, colour ? "\033[1m" : "", colour ? "\033[2m" : "", colour ? "\033[0m" : ""};
  head(&p, r);
  when(&p, r);
  objects(&p, r);
  says(&p, r);
  linked(&p, "denied by", &r->denied_by);
  linked(&p, "confirmed", &r->confirmed_by);
  screened(&p, r);
  label(&p, "text");
  add(&p, p.faint, r->evidence, p.plain);
  dl_buffer_printf(out, " [%d:%d]\n", r->evidence_begin, r->evidence_end);
  articles(&p, r);
  dl_buffer_char(out, '\n');
}
