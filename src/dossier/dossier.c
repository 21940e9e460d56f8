#include "dossier/dossier.h"

#include <stdio.h>
#include <string.h>

#include "base/html.h"
#include "dossier/style.h"

/* ---- text ---- */

static void put(dl_buffer *out, const char *html) {
  dl_buffer_text(out, html);
}

/* "arms|oil" as "arms; oil". */
static void listed(dl_buffer *out, const char *value) {
  for (size_t size; *value; value += size) {
    size = strcspn(value, "|");
    dl_html_escape(out, value, size);
    if (value[size]) put(out, "; "), size++;
  }
}

/* The byte at which the code point `cp` of `value` begins. */
static size_t byte_of(const char *value, int cp) {
  size_t at = 0;
  for (; value[at] && cp > 0; cp--) {
    at++;
    while (((unsigned char)value[at] & 0xC0) == 0x80) at++;
  }
  return at;
}

/* A sentence with the words that tell the event marked; both spans are code points of the document. */
static void sentence(dl_buffer *out, const char *value, int begin, int trigger_begin, int trigger_end) {
  size_t size = strlen(value), from = byte_of(value, trigger_begin - begin), to = byte_of(value, trigger_end - begin);
  if (trigger_begin < begin || to > size || from >= to) {
    dl_html_text(out, value);
    return;
  }
  dl_html_escape(out, value, from);
  put(out, "<mark>");
  dl_html_escape(out, value + from, to - from);
  put(out, "</mark>");
  dl_html_escape(out, value + to, size - to);
}

/* ---- what, who, when, where ---- */

static void names(dl_buffer *out, const dl_row_parties *list, bool codes) {
  if (list->count == 0) put(out, "not told");
  for (uint32_t i = 0; i < list->count; i++) {
    dl_html_around(out, i ? ", " : "", list->items[i].name, "");
    if (codes) dl_html_around(out, " <span class=\"meta\">", list->items[i].code, "</span>");
  }
}

static void phrases(dl_buffer *out, const char *term, const dl_row_phrases *list) {
  if (list->count == 0) return;
  dl_html_around(out, "<dt>", term, "</dt><dd>");
  for (uint32_t i = 0; i < list->count; i++) {
    dl_html_around(out, i ? "; " : "", list->items[i].text, "");
    dl_html_around(out, " <span class=\"meta\">(", list->items[i].klass, ")</span>");
  }
  put(out, "</dd>\n");
}

static void days(dl_buffer *out, const dl_entry_row *r) {
  if (!*r->date) {
    put(out, "not told");
  } else {
    dl_html_text(out, r->date);
    if (strcmp(r->date_begin, r->date_end) != 0) {
      dl_html_around(out, " (between ", r->date_begin, " and ");
      dl_html_around(out, "", r->date_end, ")");
    }
  }
}

static void places(dl_buffer *out, const dl_row_places *list) {
  if (list->count == 0) return;
  put(out, "<dt>Where</dt><dd>");
  for (uint32_t i = 0; i < list->count; i++) {
    const dl_row_place *p = &list->items[i];
    dl_html_around(out, i ? "; " : "", p->name, "");
    dl_html_around(out, " <span class=\"meta\">", p->country, "</span>");
    if (p->located) dl_buffer_printf(out, " <span class=\"meta\">%.4f, %.4f</span>", p->lat, p->lon);
  }
  put(out, "</dd>\n");
}

static void title(dl_buffer *out, const dl_entry_row *r) {
  names(out, &r->told.actor, false);
  if (r->told.recipient.count > 0) {
    put(out, " \xE2\x86\x92 ");
    names(out, &r->told.recipient, false);
  }
  dl_html_around(out, ": ", *r->told.trigger ? r->told.trigger : r->event, "");
  for (uint32_t i = 0; i < r->told.object.count; i++)
    if (!strstr(r->told.trigger, r->told.object.items[i].text))
      dl_html_around(out, i ? ", " : " ", r->told.object.items[i].text, "");
}

static void facts(dl_buffer *out, const dl_entry_row *r) {
  put(out, "<p class=\"kind\">Entry ");
  dl_buffer_printf(out, "%lld \xC2\xB7 ", r->id);
  dl_html_text(out, *r->event ? r->event : "speech act");
  dl_html_around(out, " ", r->mode, "");
  dl_html_around(out, " \xC2\xB7 CAMEO ", r->cameo, "");
  dl_buffer_printf(out, " \xC2\xB7 Goldstein %+.1f</p>\n<h1>", r->goldstein);
  title(out, r);
  put(out, "</h1>\n<p><span class=\"status\">");
  dl_html_text(out, r->status);
  put(out, "</span> <span class=\"note\">");
  dl_html_text(out, r->why);
  put(out, "</span></p>\n<blockquote>");
  sentence(out, r->told.evidence, r->told.evidence_begin, r->told.trigger_begin, r->told.trigger_end);
  put(out, "</blockquote>\n<dl>\n<dt>Who</dt><dd>");
  names(out, &r->told.actor, true);
  put(out, "</dd>\n<dt>To whom</dt><dd>");
  names(out, &r->told.recipient, true);
  put(out, "</dd>\n");
  phrases(out, "What", &r->told.object);
  phrases(out, "What for", &r->told.purpose);
  phrases(out, "How much", &r->told.magnitude);
  put(out, "<dt>When</dt><dd>");
  days(out, r);
  put(out, "</dd>\n");
  places(out, &r->told.place);
  dl_buffer_printf(out, "<dt>Told in</dt><dd>%d document%s, %d independent source%s", r->documents,
                   r->documents == 1 ? "" : "s", r->sources, r->sources == 1 ? "" : "s");
  dl_html_around(out, ", first on ", r->first_report, "");
  dl_html_around(out, ", last on ", r->last_report, "");
  put(out, "</dd>\n</dl>\n");
}

/* ---- claims and denials ---- */

static void voice(dl_buffer *out, const dl_row_voice *v) {
  put(out, "<div class=\"voice\"><strong>");
  dl_html_text(out, *v->name ? v->name : "Somebody not named");
  put(out, "</strong>");
  dl_html_around(out, " <span class=\"meta\">", v->code, "</span>");
  dl_html_around(out, " <span class=\"meta\">by \xE2\x80\x9C", v->cue, "\xE2\x80\x9D</span>");
  put(out, "<blockquote>");
  dl_html_text(out, v->quote);
  put(out, "</blockquote><span class=\"meta\">");
  if (*v->newspaper || *v->document) dl_html_link(out, v->url, *v->newspaper ? v->newspaper : v->document);
  dl_html_around(out, ", ", v->date, "");
  if (v->mentions > 1) dl_buffer_printf(out, "; %d times in all", v->mentions);
  put(out, "</span></div>\n");
}

static uint32_t voices(dl_buffer *out, const dl_row_voices *list, const char *stance) {
  uint32_t count = 0;
  for (uint32_t i = 0; i < list->count; i++)
    if (strcmp(list->items[i].stance, stance) == 0) {
      voice(out, &list->items[i]);
      count++;
    }
  return count;
}

/* What the newspapers themselves hold, beside those whom they quote. */
static void papers(dl_buffer *out, const dl_row_reports *list, char sign) {
  uint32_t count = 0;
  for (uint32_t i = 0; i < list->count; i++) {
    const dl_row_report *r = &list->items[i];
    if (strncmp(r->author, "CT", 2) != 0 && strncmp(r->author, "PR", 2) != 0) continue;
    if (r->author[2] != sign) continue;
    dl_html_around(
        out, count++ ? ", " : "<p class=\"meta\">In their own voice: ", *r->newspaper ? r->newspaper : r->document, "");
  }
  if (count > 0) put(out, "</p>\n");
}

static void sides(dl_buffer *out, const dl_entry_row *r) {
  put(out, "<h2>Who says so, who denies it</h2>\n<div class=\"sides\">\n<section><h3>Says so</h3>\n");
  papers(out, &r->reports, '+');
  if (voices(out, &r->voices, "asserts") == 0) put(out, "<p class=\"note\">Nobody is quoted as saying so.</p>\n");
  put(out, "</section>\n<section class=\"against\"><h3>Denies it</h3>\n");
  papers(out, &r->reports, '-');
  if (voices(out, &r->voices, "denies") == 0) put(out, "<p class=\"note\">Nobody is quoted as denying it.</p>\n");
  put(out, "</section>\n</div>\n");
  dl_buffer open = {0};
  if (voices(&open, &r->voices, "open") > 0) {
    put(out, "<h3>Speaks of it, and says neither</h3>\n");
    dl_buffer_add(out, open.data, open.size);
  }
  out->failed |= open.failed;
  dl_buffer_free(&open);
}

/* ---- reports, measures, sources ---- */

static void timeline(dl_buffer *out, const dl_entry_row *r) {
  put(out,
      "<h2>Reports</h2>\n<table><thead><tr><th>Day</th><th>Where</th><th>What it tells</th></tr></thead><tbody>\n");
  for (uint32_t i = 0; i < r->reports.count; i++) {
    const dl_row_report *d = &r->reports.items[i];
    put(out, "<tr><td class=\"day\">");
    dl_html_text(out, *d->date ? d->date : "not dated");
    put(out, "</td><td>");
    dl_html_text(out, *d->newspaper ? d->newspaper : d->document);
    put(out, "</td><td>");
    sentence(out, d->evidence, d->evidence_begin, d->trigger_begin, d->trigger_end);
    put(out, "</td></tr>\n");
  }
  put(out, "</tbody></table>\n");
  if ((uint32_t)r->documents > r->reports.count)
    dl_buffer_printf(out, "<p class=\"note\">The first %u of %d documents.</p>\n", r->reports.count, r->documents);
}

static void measures(dl_buffer *out, const dl_touches *list) {
  put(out, "<h2>Measures touched</h2>\n");
  if (list->count == 0) {
    put(out, "<p class=\"note\">None of the table of measures that were in force on its day.</p>\n");
    return;
  }
  put(out,
      "<table class=\"measures\"><thead><tr><th>Instrument</th><th>Covers</th><th>Bound</th><th>Text of the "
      "paragraph</th></tr></thead>"
      "<tbody>\n");
  for (uint32_t i = 0; i < list->count; i++) {
    const dl_touch *t = &list->items[i];
    const dl_measure *m = &t->measure;
    dl_html_around(out, "<tr><td>", m->resolution, "");
    dl_html_around(out, ", ", m->paragraph, "");
    dl_html_around(out, "<br><span class=\"meta\">", m->regime, "</span></td><td>");
    listed(out, m->covers);
    put(out, "</td><td>");
    dl_html_text(out, t->party);
    put(out, strcmp(t->way, "to") == 0 ? ", who takes" : ", who gives");
    put(out, "</td><td>");
    if (strcmp(m->checked, "checked") == 0)
      dl_html_around(out, "checked: \xE2\x80\x9C", m->words, "\xE2\x80\x9D");
    else if (strcmp(m->checked, "recalled") == 0)
      dl_html_around(out, "recalled, not compared with the text: \xE2\x80\x9C", m->words, "\xE2\x80\x9D");
    else
      put(out, "unchecked");
    dl_html_around(out, "<br><span class=\"meta\">That it is broken says ", t->breach_said_by, "</span>");
    put(out, "</td></tr>\n");
  }
  put(out,
      "</tbody></table>\n<p class=\"note\">A touched measure is one that covers such things between such parties on "
      "that "
      "day. Whether a rule is broken is not judged.</p>\n");
}

/* Is this report the first of its family of copies? */
static bool is_first(const dl_row_reports *list, uint32_t index) {
  for (uint32_t i = 0; i < index; i++)
    if (list->items[i].family == list->items[index].family) return false;
  return true;
}

static void source(dl_buffer *out, const dl_row_report *d) {
  dl_html_text(out, *d->newspaper ? d->newspaper : "source not named");
  put(out, ": ");
  dl_html_link(out, d->url, *d->title ? d->title : d->document);
  dl_html_around(out, " <span class=\"meta\">", d->date, "");
  dl_html_around(out, *d->date ? ", " : " <span class=\"meta\">", d->document, "");
  dl_html_around(out, " ", d->label, "</span>");
  put(out, "<br>\n");
}

static void sources(dl_buffer *out, const dl_row_reports *list) {
  put(out, "<h2>Sources</h2>\n<table><tbody>\n");
  for (uint32_t i = 0; i < list->count; i++) {
    if (!is_first(list, i)) continue;
    put(out, "<tr><td class=\"where\">");
    for (uint32_t k = i, copies = 0; k < list->count; k++) {
      if (list->items[k].family != list->items[i].family) continue;
      if (copies++ == 1) put(out, "<span class=\"meta\">copies and edits of it:</span><br>\n");
      source(out, &list->items[k]);
    }
    put(out, "</td></tr>\n");
  }
  put(out, "</tbody></table>\n");
}

void dl_dossier_page(const dl_dossier *d, dl_buffer *out) {
  const dl_entry_row *r = d->entry;
  dl_html_begin(out);
  dl_buffer_printf(out, "Entry %lld: ", r->id);
  dl_html_around(out, "", r->date, " ");
  dl_html_text(out, *r->event ? r->event : "speech act");
  dl_html_body(out, dl_dossier_style);
  put(out, "<main>\n");
  facts(out, r);
  sides(out, r);
  timeline(out, r);
  measures(out, d->touches);
  sources(out, &r->reports);
  put(out, "</main>\n<footer>");
  dl_html_text(out, d->program);
  dl_html_around(out, ", ledger ", d->ledger, "");
  put(out, ". The status is counted from the reports; it is no verdict on what is true.</footer>\n</body>\n</html>\n");
}
