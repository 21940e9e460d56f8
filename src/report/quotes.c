/* Who says what: one line an attribution, as a table, JSON Lines or CSV. */
#include <string.h>

#include "base/csv.h"
#include "base/json.h"
#include "base/plain.h"
#include "base/utf8.h"
#include "claims/told.h"
#include "report/report.h"

/* ---- which ---- */

/* Do the words stand in the text, whatever the case of their letters, and not within a longer word? */
static bool has_words(const char *text, const char *words) {
  const char *end = text + strlen(text), *last = words + strlen(words);
  uint32_t before = ' ';
  for (const char *at = text; at < end;) {
    const char *here = at, *there = words;
    uint32_t a = 0, b = 0;
    while (there < last && here < end) {
      unsigned n = dl_utf8_decode(here, end, &a), m = dl_utf8_decode(there, last, &b);
      if (dl_utf8_lower(a) != dl_utf8_lower(b)) break;
      here += n;
      there += m;
    }
    uint32_t behind = ' ';
    if (here < end) dl_utf8_decode(here, end, &behind);
    if (there == last && !dl_utf8_is_letter(before) && !dl_utf8_is_letter(behind)) return true;
    at += dl_utf8_decode(at, end, &before);
  }
  return false;
}

/* Is the speaker meant: by his name, one of his names in the text, or his code? */
static bool is_speaker(const dl_document *doc, const dl_attribution *a, const char *wanted) {
  if (has_words(dl_document_slice(doc, a->source.begin, a->source.end), wanted)) return true;
  if (a->entity < 0) return false;
  const dl_entity *e = &doc->entities[a->entity];
  if (has_words(e->name, wanted) || (*wanted && strcmp(DL_CODE_TEXT(e->code), wanted) == 0)) return true;
  for (uint32_t i = 0; i < e->mention_count; i++) {
    const dl_mention *m = &doc->mentions[e->mentions[i]];
    if (m->form == DL_NAM && has_words(dl_document_slice(doc, m->begin, m->end), wanted)) return true;
  }
  return false;
}

/* ---- what ---- */

typedef struct quotation {
  const char *speaker, *cue, *type, *text;
  char code[DL_CODE_SIZE];
  uint32_t begin, end; /* code points: from its first piece to its last */
} quotation;

static quotation read(dl_document *doc, const dl_attribution *a) {
  quotation q = {"", dl_document_slice(doc, a->cue.begin, a->cue.end), dl_attribution_type_name(a->type), "", "", 0, 0};
  if (a->entity >= 0) {
    q.speaker = doc->entities[a->entity].name;
    dl_code_write(doc->entities[a->entity].code, q.code);
  } else {
    q.speaker = dl_document_slice(doc, a->source.begin, a->source.end);
  }
  for (uint32_t i = 0; i < a->content_count; i++)
    q.text = dl_arena_printf(doc->arena, "%s%s%s", q.text, i ? " ... " : "",
                             dl_document_slice(doc, a->content[i].begin, a->content[i].end));
  q.begin = dl_document_cp(doc, a->content[0].begin);
  q.end = dl_document_cp(doc, a->content[a->content_count - 1].end);
  return q;
}

static void json_line(dl_document *doc, const dl_attribution *a, const quotation *q, dl_buffer *out) {
  dl_json json;
  dl_json_start(&json, out);
  dl_json_object(&json, NULL);
  dl_json_string(&json, "doc", doc->id);
  dl_json_string(&json, "speaker", q->speaker);
  if (a->entity >= 0)
    dl_json_string(&json, "entity", dl_arena_printf(doc->arena, "E%d", a->entity + 1));
  else
    dl_json_null(&json, "entity");
  dl_json_string(&json, "code", q->code);
  dl_json_string(&json, "cue", q->cue);
  dl_json_string(&json, "type", q->type);
  dl_json_int(&json, "begin", q->begin);
  dl_json_int(&json, "end", q->end);
  dl_json_string(&json, "text", q->text);
  dl_json_end_object(&json);
  dl_buffer_char(out, '\n');
}

static void csv_line(dl_document *doc, const dl_attribution *a, const quotation *q, dl_buffer *out) {
  const char *entity = a->entity < 0 ? "" : dl_arena_printf(doc->arena, "E%d", a->entity + 1);
  const char *const cells[] = {doc->id, q->speaker, entity, q->code, q->cue, q->type};
  for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
    dl_csv_cell(out, cells[i]);
    dl_buffer_char(out, ',');
  }
  dl_buffer_printf(out, "%u,%u,", q->begin, q->end);
  dl_csv_cell(out, q->text);
  dl_buffer_char(out, '\n');
}

static void table_line(const dl_quotes_asked *asked, const quotation *q, dl_buffer *out) {
  dl_buffer_text(out, asked->colour ? "  \033[1m" : "  ");
  dl_buffer_plain_text(out, q->speaker[0] ? q->speaker : "(unnamed)");
  dl_buffer_text(out, asked->colour ? "\033[0m" : "");
  if (q->code[0]) dl_buffer_printf(out, " [%s]", q->code);
  dl_buffer_text(out, ", ");
  dl_buffer_plain_text(out, q->cue);
  dl_buffer_text(out, ": ");
  dl_buffer_plain_text(out, q->text);
  dl_buffer_char(out, '\n');
}

void dl_report_quotes_head(const dl_quotes_asked *asked, dl_buffer *out) {
  if (asked->form == 'c') dl_buffer_text(out, "doc,speaker,entity,code,cue,type,begin,end,text\n");
}

void dl_report_quotes(const dl_quotes_asked *asked, dl_document *doc, dl_buffer *out) {
  bool begun = false;
  for (uint32_t i = 0; i < doc->attribution_count; i++) {
    const dl_attribution *a = &doc->attributions[i];
    if (!asked->stance && !a->words && a->type == DL_INDIRECT) continue;
    if (asked->stance && strcmp(dl_stance(asked->model, doc, a), asked->stance) != 0) continue;
    if (asked->direct && a->type != DL_DIRECT) continue;
    if (asked->speaker && !is_speaker(doc, a, asked->speaker)) continue;
    quotation q = read(doc, a);
    if (asked->form == 't' && !begun) {
      dl_buffer_plain_text(out, doc->id);
      dl_buffer_char(out, '\n');
    }
    begun = true;
    if (asked->form == 't') table_line(asked, &q, out);
    if (asked->form == 'j') json_line(doc, a, &q, out);
    if (asked->form == 'c') csv_line(doc, a, &q, out);
  }
}
