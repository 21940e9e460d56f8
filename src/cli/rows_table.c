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

/* ---- entries ---- */

static void voices(page *p, const char *name, const dl_row_voices *list, const char *stance) {
  uint32_t count = 0;
  for (uint32_t i = 0; i < list->count; i++) {
    const dl_row_voice *v = &list->items[i];
    if (strcmp(v->stance, stance) != 0) continue;
    if (count++ == 0) label(p, name);
    add(p, count > 1 ? "; " : "", v->name[0] ? v->name : "not named", "");
    add(p, " (", v->cue, ")");
  }
  if (count > 0) dl_buffer_char(p->out, '\n');
}

static void reports(page *p, const dl_entry_row *r) {
  enum { SHOWN = 5 };
  for (uint32_t i = 0; i < r->reports.count && i < SHOWN; i++) {
    const dl_row_report *d = &r->reports.items[i];
    label(p, i ? "" : "in");
    add(p, "", d->document, "");
    add(p, " ", d->label, "");
    add(p, ", ", d->newspaper, "");
    add(p, ", ", d->date, "");
    add(p, ", ", d->title, "");
    add(p, " ", d->url, "");
    dl_buffer_char(p->out, '\n');
  }
  if (r->documents <= SHOWN) return;
  label(p, "");
  dl_buffer_printf(p->out, "and %d more\n", r->documents - SHOWN);
}

void dl_entry_table(const dl_entry_row *r, bool colour, dl_buffer *out) {
  page p = {out, colour ? "\033[1m" : "", colour ? "\033[2m" : "", colour ? "\033[0m" : ""};
  dl_query_row told = r->told; /* with the day and the code that the entry has */
  told.date = r->date;
  told.date_begin = r->date_begin;
  told.date_end = r->date_end;
  head(&p, &told);
  label(&p, "entry");
  dl_buffer_printf(out, "%lld, %s%s%s: ", r->id, p.bold, r->status, p.plain);
  add(&p, "", r->why, "\n");
  label(&p, "told in");
  dl_buffer_printf(out, "%d document%s", r->documents, r->documents == 1 ? "" : "s");
  add(&p, r->last_report[0] && strcmp(r->first_report, r->last_report) != 0 ? ", from " : ", ", r->first_report, "");
  if (strcmp(r->first_report, r->last_report) != 0) add(&p, " to ", r->last_report, "");
  dl_buffer_char(out, '\n');
  if (strcmp(r->date_begin, r->date_end) != 0) {
    label(&p, "when");
    dl_buffer_printf(out, "%s to %s\n", r->date_begin, r->date_end);
  }
  objects(&p, &told);
  voices(&p, "said by", &r->voices, "asserts");
  voices(&p, "told of by", &r->voices, "open");
  voices(&p, "denied by", &r->voices, "denies");
  screened(&p, &told);
  label(&p, "text");
  add(&p, p.faint, told.evidence, p.plain);
  dl_buffer_char(out, '\n');
  reports(&p, r);
  dl_buffer_char(out, '\n');
}

/* ---- sums ---- */

void dl_group_table_head(const char *const *names, int count, dl_buffer *out) {
  for (int i = 0; i < count; i++) dl_buffer_printf(out, "%-10s  ", names[i]);
  dl_buffer_text(out, "entries  facts  claims  disputed  denied  announced  Goldstein of facts  of claims\n");
}

void dl_group_table(const dl_group *group, int count, dl_buffer *out) {
  const dl_sums *s = &group->sums;
  for (int i = 0; i < count; i++) dl_buffer_printf(out, "%-10s  ", group->keys[i][0] ? group->keys[i] : "-");
  dl_buffer_printf(out, "%7lld  %5lld  %6lld  %8lld  %6lld  %9lld  %18.1f  %9.1f\n", s->entries, s->facts, s->claims,
                   s->disputed, s->denied, s->announced, s->goldstein_facts, s->goldstein_claims);
}

/* ---- mentions ---- */

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
