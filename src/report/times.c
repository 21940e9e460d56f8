/* The time expressions of a document alone: a table for a person, JSON Lines, and TimeML with the text around them. */
#include <string.h>

#include "base/json.h"
#include "base/plain.h"
#include "report/report.h"
#include "times/times.h"

const char *dl_time_anchor_name(const dl_document *doc, const dl_time *time) {
  if (time->anchor == DL_TIME_OF_DOCUMENT && doc->date[0]) return "t0";
  return time->anchor < 0 ? "" : dl_arena_printf(doc->arena, "t%d", time->anchor + 1);
}

void dl_report_times_table(const dl_report *report, dl_document *doc, dl_buffer *out) {
  if (report->colour) dl_buffer_text(out, "\033[1;4m");
  dl_buffer_plain_text(out, doc->title[0] ? doc->title : doc->id);
  if (report->colour) dl_buffer_text(out, "\033[0m");
  if (doc->date[0]) dl_buffer_printf(out, "  %s", doc->date);
  dl_buffer_char(out, '\n');
  for (uint32_t i = 0; i < doc->time_count; i++) {
    const dl_time *t = &doc->times[i];
    bool several = strcmp(t->from, t->to) != 0;
    dl_buffer_printf(out, "t%-4u %-8s %-19s %-10s%s%-10s  ", i + 1, dl_timex_name(t->type), t->value, t->from,
                     several ? ".." : "  ", several ? t->to : "");
    dl_buffer_plain(out, doc->text + t->begin, t->end - t->begin);
    dl_buffer_char(out, '\n');
  }
  if (!doc->time_count) dl_buffer_text(out, "no times\n");
  dl_buffer_char(out, '\n');
}

void dl_report_times_jsonl(dl_document *doc, dl_buffer *out) {
  for (uint32_t i = 0; i < doc->time_count; i++) {
    const dl_time *t = &doc->times[i];
    dl_json json;
    dl_json_start(&json, out);
    dl_json_object(&json, NULL);
    dl_json_string(&json, "doc", doc->id);
    dl_json_string(&json, "id", dl_arena_printf(doc->arena, "t%u", i + 1));
    dl_json_int(&json, "begin", dl_document_cp(doc, t->begin));
    dl_json_int(&json, "end", dl_document_cp(doc, t->end));
    dl_json_bytes(&json, "text", doc->text + t->begin, t->end - t->begin);
    dl_json_string(&json, "type", dl_timex_name(t->type));
    dl_json_string(&json, "value", t->value);
    dl_json_string(&json, "mod", dl_timex_mod_name(t->mod));
    dl_json_bool(&json, "temporal_function", t->anchor != DL_TIME_OF_NONE);
    dl_json_string(&json, "anchor", dl_time_anchor_name(doc, t));
    dl_json_string(&json, "first", t->from);
    dl_json_string(&json, "last", t->to);
    dl_json_int(&json, "sentence", doc->tokens[t->first_token].sentence);
    dl_json_end_object(&json);
    dl_buffer_char(out, '\n');
  }
}

/* ---- TimeML ---- */

/* Text of an XML document: what XML 1.0 allows no character for becomes U+FFFD. */
static void xml(dl_buffer *out, const char *bytes, size_t size) {
  for (size_t i = 0; i < size; i++) {
    unsigned char c = (unsigned char)bytes[i];
    if (c == '<')
      dl_buffer_text(out, "&lt;");
    else if (c == '>')
      dl_buffer_text(out, "&gt;");
    else if (c == '&')
      dl_buffer_text(out, "&amp;");
    else if (c == '"')
      dl_buffer_text(out, "&quot;");
    else if (c == '\r')
      dl_buffer_text(out, "&#13;");
    else if (c < 0x20 && c != '\n' && c != '\t')
      dl_buffer_text(out, "\xef\xbf\xbd");
    else if (size - i >= 3 && !memcmp(bytes + i, "\xef\xbf\xbe", 3)) /* U+FFFE */
      dl_buffer_text(out, "\xef\xbf\xbd"), i += 2;
    else if (size - i >= 3 && !memcmp(bytes + i, "\xef\xbf\xbf", 3)) /* U+FFFF */
      dl_buffer_text(out, "\xef\xbf\xbd"), i += 2;
    else
      dl_buffer_char(out, (char)c);
  }
}

static void element(dl_buffer *out, const char *tag, const char *text) {
  if (!text[0]) return;
  dl_buffer_printf(out, "<%s>", tag);
  xml(out, text, strlen(text));
  dl_buffer_printf(out, "</%s>\n", tag);
}

static void timex(dl_document *doc, const dl_time *t, uint32_t number, dl_buffer *out) {
  const char *anchor = dl_time_anchor_name(doc, t);
  dl_buffer_printf(out, "<TIMEX3 tid=\"t%u\" type=\"%s\" value=\"%s\"", number, dl_timex_name(t->type), t->value);
  if (t->mod) dl_buffer_printf(out, " mod=\"%s\"", dl_timex_mod_name(t->mod));
  dl_buffer_printf(out, " temporalFunction=\"%s\"", t->anchor != DL_TIME_OF_NONE ? "true" : "false");
  if (anchor[0]) dl_buffer_printf(out, " anchorTimeID=\"%s\"", anchor);
  dl_buffer_text(out, ">");
  xml(out, doc->text + t->begin, t->end - t->begin);
  dl_buffer_text(out, "</TIMEX3>");
}

void dl_report_timeml(dl_document *doc, dl_buffer *out) {
  uint32_t at = 0;
  dl_buffer_text(out, "<TimeML>\n");
  element(out, "DOCID", doc->id);
  if (doc->date[0])
    dl_buffer_printf(out,
                     "<DCT><TIMEX3 tid=\"t0\" type=\"DATE\" value=\"%s\" temporalFunction=\"false\" "
                     "functionInDocument=\"CREATION_TIME\">%s</TIMEX3></DCT>\n",
                     doc->date, doc->date);
  element(out, "TITLE", doc->title);
  dl_buffer_text(out, "<TEXT>");
  for (uint32_t i = 0; i < doc->time_count; i++) {
    const dl_time *t = &doc->times[i];
    if (t->begin < at) continue;
    xml(out, doc->text + at, t->begin - at);
    timex(doc, t, i + 1, out);
    at = t->end;
  }
  xml(out, doc->text + at, doc->text_size - at);
  dl_buffer_text(out, "</TEXT>\n</TimeML>\n");
}
