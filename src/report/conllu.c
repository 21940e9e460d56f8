#include <string.h>

#include "base/utf8.h"
#include "report/report.h"

static void one_line(dl_buffer *out, const char *text, uint32_t begin, uint32_t end) {
  bool space = false;
  for (uint32_t i = begin, n; i < end; i += n) {
    uint32_t cp;
    n = dl_utf8_decode(text + i, text + end, &cp);
    if (cp <= ' ' || (cp >= 0x7F && cp < 0xA0)) {
      space = true;
      continue;
    }
    if (space) dl_buffer_char(out, ' ');
    space = false;
    dl_buffer_add(out, text + i, n);
  }
}

/* Comments are lines: control characters of an id become spaces. The line is left open. */
static void comment(dl_buffer *out, const char *key, const char *value) {
  dl_buffer_text(out, "# ");
  dl_buffer_text(out, key);
  dl_buffer_text(out, " = ");
  one_line(out, value, 0, (uint32_t)strlen(value));
}

/* The last column, behind what stands before it, and the line's end. */
static void misc(dl_document *doc, dl_buffer *out, const dl_token *t, uint32_t begin, uint32_t end, bool space,
                 bool label) {
  dl_buffer_char(out, '\t');
  if (label && t->ner != DL_NER_O) {
    dl_buffer_text(out, "NER=");
    dl_buffer_text(out, dl_ner_name(t->ner));
    dl_buffer_char(out, '|');
  }
  dl_buffer_text(out, space ? "TokenRange=" : "SpaceAfter=No|TokenRange=");
  dl_buffer_number(out, dl_document_cp(doc, begin));
  dl_buffer_char(out, ':');
  dl_buffer_number(out, dl_document_cp(doc, end));
  dl_buffer_char(out, '\n');
}

static void column(dl_buffer *out, const char *value, const char *otherwise) {
  dl_buffer_char(out, '\t');
  dl_buffer_text(out, value[0] ? value : otherwise);
}

/* The sentence's text as its tokens tell it: marks of quoted mail between its lines are left out. */
static void text(const dl_document *doc, const dl_sentence *s, dl_buffer *out) {
  uint32_t at = s->begin;
  for (uint32_t i = s->first; i < s->first + s->count; i++) {
    const dl_token *t = &doc->tokens[i];
    if (i > s->first && t[-1].space_after) dl_buffer_char(out, ' ');
    if (t->end > at) one_line(out, doc->text, t->begin > at ? t->begin : at, t->end);
    if (t->end > at) at = t->end;
  }
}

static void sentence(dl_document *doc, uint32_t index, dl_buffer *out) {
  const dl_sentence *s = &doc->sentences[index];
  comment(out, "sent_id", doc->id);
  dl_buffer_char(out, '-');
  dl_buffer_number(out, index + 1);
  dl_buffer_text(out, "\n# text = ");
  text(doc, s, out);
  dl_buffer_char(out, '\n');
  uint32_t inside = 0;
  for (uint32_t i = 0; i < s->count; i++) {
    const dl_token *t = &doc->tokens[s->first + i];
    if (t->multi > 1 && i + t->multi <= s->count) {
      const dl_token *last = t + t->multi - 1;
      dl_buffer_number(out, i + 1);
      dl_buffer_char(out, '-');
      dl_buffer_number(out, i + t->multi);
      dl_buffer_char(out, '\t');
      dl_buffer_add(out, doc->text + t->begin, last->end - t->begin);
      dl_buffer_text(out, "\t_\t_\t_\t_\t_\t_\t_");
      misc(doc, out, t, t->begin, last->end, last->space_after, false);
      inside = t->multi;
    }
    dl_buffer_number(out, i + 1);
    column(out, t->form, "");
    column(out, t->lemma, t->form);
    column(out, dl_upos_name(t->upos), "");
    column(out, dl_tag_name(t->xpos), "_");
    column(out, t->feats, "_");
    dl_buffer_char(out, '\t');
    dl_buffer_number(out, t->head < 0 ? 0 : (uint32_t)t->head - s->first + 1);
    column(out, dl_deprel_name(t->deprel), "dep");
    dl_buffer_text(out, "\t_");
    bool within = inside > 0;
    if (within) inside--;
    misc(doc, out, t, t->begin, t->end, within || t->space_after, true);
  }
  dl_buffer_char(out, '\n');
}

void dl_report_conllu(dl_document *doc, dl_buffer *out) {
  comment(out, "newdoc id", doc->id);
  dl_buffer_char(out, '\n');
  if (strcmp(doc->language, "en") != 0) {
    comment(out, "language", doc->language);
    dl_buffer_char(out, '\n');
  }
  for (uint32_t i = 0; i < doc->sentence_count; i++) {
    if (i > 0 && doc->sentences[i].paragraph != doc->sentences[i - 1].paragraph) dl_buffer_text(out, "# newpar\n");
    sentence(doc, i, out);
  }
}
