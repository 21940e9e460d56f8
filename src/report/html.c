/* The reader's view of one document after the other, on one page. */
#include "report/html.h"

#include <stdio.h>
#include <string.h>
#include <xxhash.h>

#include "base/guard.h"
#include "base/html.h"
#include "base/order.h"
#include "language/language.h"

static const char reader_style[] =
    ":root{--a:#cfe3f7;--r:#fbdcbf;--o:#e4e0c4;--w:#d3ecd2;--p:#c9ebe6;--s:#e6d9f3;--c:#e6d9f3;--g:#f6e58d}"
    "@media screen and (prefers-color-scheme:dark){:root{--a:#1d4468;--r:#6b3d12;--o:#4a4623;--w:#1f4d27;--p:#14494a;"
    "--s:#49306a;--c:#49306a;--g:#5f5200}}"
    "body{max-width:76rem}article+article{margin-top:4rem;border-top:4px double var(--line)}"
    ".row{display:grid;grid-template-columns:minmax(0,38rem) minmax(0,1fr);gap:0 2.5rem}"
    ".text{white-space:pre-wrap;margin:0 0 1rem;max-width:38rem}.head .text{font-weight:700}"
    ".e{border-bottom:1px dotted var(--soft)}.t{border-bottom:1px dashed var(--soft)}"
    ".q{background:var(--tint)}.g{font-weight:700;text-decoration:underline 2px "
    "var(--soft);text-underline-offset:.15em}"
    "span.is.g{text-decoration:none}.a.is{background:var(--a)}.r.is{background:var(--r)}.o.is{background:var(--o)}"
    ".w.is{background:var(--w)}.p.is{background:var(--p)}.s.is{background:var(--s)}.c.is{background:var(--c)}"
    ".is{padding:0 .15em;border-radius:2px}"
    "aside{font:.82rem/1.45 system-ui,sans-serif;padding-bottom:1rem;min-width:0}"
    ".card{border-left:3px solid var(--line);padding:.1rem 0 .1rem .8rem;margin:0 0 1rem}"
    ".card h3{margin:0 0 .2rem}.card p,.card ul{margin:.15rem 0;padding:0;list-style:none}.card "
    "em{color:var(--against)}"
    ".card:is(:hover,:focus-within,:target){border-color:var(--ink)}.card:target{background:var(--tint)}"
    ".voice{margin:0 0 .5rem;padding-left:.95rem}"
    "summary{cursor:pointer;color:var(--soft)}pre{white-space:pre-wrap;font-size:.75rem;margin:.3rem 0}"
    ":focus-visible{outline:2px solid var(--ink);outline-offset:2px}"
    "@media(max-width:56rem){.row{grid-template-columns:minmax(0,1fr)}aside{padding-left:1rem}}"
    "@media print{.row{grid-template-columns:60% 1fr}.card{break-inside:avoid}details{display:none}}";

/* What a note lights: rules for the notes from `first` to `last`. */
static void rules(uint32_t first, uint32_t last, dl_buffer *out) {
  for (uint32_t n = first; n <= last; n++) {
    dl_guard_poll();
    dl_buffer_printf(out, "article:has(.x%u:is(:hover,:focus-within)){", n);
    for (const char *role = "pwoscrag"; *role; role++) /* the last one wins */
      dl_buffer_printf(out, ".%c%u{background:var(--%c)}", *role, n, *role);
    dl_buffer_printf(out, ".q%u{box-shadow:inset 0 -2px var(--s)}}", n);
  }
}

static uint32_t notes(const dl_document *doc) {
  return doc->event_count + doc->attribution_count;
}

void dl_report_html_head(const dl_document *doc, uint32_t *ruled, dl_buffer *out) {
  dl_buffer style = {0};
  dl_buffer_text(&style, reader_style);
  rules(1, *ruled = notes(doc), &style);
  dl_html_begin(out);
  dl_html_text(out, doc->title[0] ? doc->title : doc->id);
  dl_html_body(out, style.failed ? "" : style.data);
  dl_buffer_text(out, "<main>\n");
  out->failed |= style.failed;
  dl_buffer_free(&style);
}

void dl_report_html_rules(const dl_document *doc, uint32_t *ruled, dl_buffer *out) {
  if (notes(doc) <= *ruled) return;
  dl_buffer_text(out, "<style>");
  rules(*ruled + 1, notes(doc), out);
  dl_buffer_text(out, "</style>\n");
  *ruled = notes(doc);
}

void dl_report_html_foot(dl_buffer *out) {
  dl_buffer_text(out,
                 "</main>\n<footer>dateline " DL_VERSION
                 ". Bold and underlined: what tells an event; dotted: who and "
                 "what is named; dashed: times; shaded: what somebody says. Whose word it is and how sure he is stands "
                 "beside it; what is true is not judged.</footer>\n</body>\n</html>\n");
}

static void head(const dl_document *doc, dl_buffer *out) {
  dl_buffer_text(out, "<header><p class=\"kind\">");
  dl_html_around(out, "", doc->source, " \xC2\xB7 ");
  dl_html_around(out, "", doc->date, " \xC2\xB7 ");
  dl_buffer_printf(out, "%u event%s, %u attribution%s</p>\n<h1 dir=\"auto\">", doc->event_count,
                   doc->event_count == 1 ? "" : "s", doc->attribution_count, doc->attribution_count == 1 ? "" : "s");
  dl_html_link(out, doc->url, doc->title[0] ? doc->title : doc->id);
  dl_buffer_text(out, "</h1></header>\n");
}

static void paragraphs(const dl_report *report, dl_document *doc, const char *anchor, dl_buffer *out) {
  dl_marks *marks = dl_marks_make(doc);
  dl_notes *margin = dl_notes_make(report, doc, anchor);
  for (uint32_t i = 0, end; i < doc->sentence_count; i = end) {
    end = dl_paragraph_end(doc, i);
    dl_buffer_printf(out, "<div class=\"row%s\"><p class=\"text\" dir=\"auto\">",
                     doc->sentences[i].headline ? " head" : "");
    dl_marks_write(marks, doc->sentences[i].begin, doc->sentences[end - 1].end, anchor, out);
    dl_buffer_text(out, "</p>\n<aside>");
    dl_notes_write(margin, end, out);
    dl_buffer_text(out, "</aside></div>\n");
  }
  if (doc->sentence_count > 0) return;
  dl_buffer_text(out, "<p class=\"text\" dir=\"auto\">");
  dl_html_escape(out, doc->text, doc->text_size);
  dl_buffer_text(out, "</p>\n");
}

static void entities(const dl_document *doc, dl_buffer *out) {
  dl_buffer_text(out,
                 "<h2>Who and what is named</h2>\n<table><thead><tr><th>Name</th><th>Kind</th><th>Code</th>"
                 "<th>Country</th><th>Mentions</th></tr></thead><tbody>\n");
  for (uint32_t i = 0; i < doc->entity_count; i++) {
    const dl_entity *e = &doc->entities[i];
    if (e->mention_count == 0) continue;
    dl_buffer_text(out, "<tr><td><bdi>");
    dl_html_text(out, e->name);
    dl_buffer_printf(out, "</bdi></td><td>%s</td><td>", dl_entity_type_name(e->type));
    dl_html_text(out, DL_CODE_TEXT(e->code));
    dl_buffer_text(out, "</td><td>");
    dl_html_text(out, DL_CODE_TEXT(e->country));
    dl_buffer_printf(out, "</td><td>%u</td></tr>\n", e->mention_count);
  }
  dl_buffer_text(out, "</tbody></table>\n");
}

void dl_report_html(const dl_report *report, dl_document *doc, dl_buffer *out) {
  char anchor[32];
  snprintf(anchor, sizeof anchor, "d%016llx", (unsigned long long)XXH3_64bits(doc->text, doc->text_size));
  dl_buffer_text(out, "<article>\n");
  head(doc, out);
  if (strcmp(doc->language, "en") != 0) {
    dl_html_around(out, "<p class=\"note\">Language: ", dl_language_name(report->model, doc->language),
                   "; only English is read.</p>\n");
  }
  paragraphs(report, doc, anchor, out);
  if (doc->entity_count > 0) entities(doc, out);
  dl_buffer_text(out, "</article>\n");
}
