#include <string.h>

#include "report/report.h"

static void one_line(dl_buffer *out, const char *text, uint32_t begin, uint32_t end) {
  bool space = false;
  for (uint32_t i = begin; i < end; i++) {
    unsigned char c = (unsigned char)text[i];
    if (c <= ' ' || c == 0x7f) {
      space = true;
      continue;
    }
    if (space) dl_buffer_char(out, ' ');
    space = false;
    dl_buffer_char(out, (char)c);
  }
}

/* Comments are lines: control characters of an id become spaces. */
static void comment(dl_buffer *out, const char *key, const char *value) {
  dl_buffer_printf(out, "# %s = ", key);
  one_line(out, value, 0, (uint32_t)strlen(value));
  dl_buffer_char(out, '\n');
}

static void misc(dl_document *doc, dl_buffer *out, const dl_token *t, uint32_t begin, uint32_t end, bool space, bool label) {
  dl_buffer_printf(out, "\t");
  if (label && t->ner != DL_NER_O) dl_buffer_printf(out, "NER=%s|", dl_ner_name(t->ner));
  if (!space) dl_buffer_text(out, "SpaceAfter=No|");
  dl_buffer_printf(out, "TokenRange=%u:%u\n", dl_document_cp(doc, begin), dl_document_cp(doc, end));
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
  comment(out, "sent_id", dl_arena_printf(doc->arena, "%s-%u", doc->id, index + 1));
  dl_buffer_text(out, "# text = ");
  text(doc, s, out);
  dl_buffer_char(out, '\n');
  uint32_t inside = 0;
  for (uint32_t i = 0; i < s->count; i++) {
    const dl_token *t = &doc->tokens[s->first + i];
    if (t->multi > 1 && i + t->multi <= s->count) {
      const dl_token *last = t + t->multi - 1;
      dl_buffer_printf(out, "%u-%u\t", i + 1, i + t->multi);
      dl_buffer_add(out, doc->text + t->begin, last->end - t->begin);
      dl_buffer_text(out, "\t_\t_\t_\t_\t_\t_\t_");
      misc(doc, out, t, t->begin, last->end, last->space_after, false);
      inside = t->multi;
    }
    int32_t head = t->head < 0 ? 0 : t->head - (int32_t)s->first + 1;
    dl_buffer_printf(out, "%u\t%s\t%s\t%s\t%s\t%s\t%d\t%s\t_", i + 1, t->form, t->lemma[0] ? t->lemma : t->form, dl_upos_name(t->upos),
                     t->xpos[0] ? t->xpos : "_", t->feats[0] ? t->feats : "_", head, t->deprel[0] ? t->deprel : "dep");
    bool within = inside > 0;
    if (within) inside--;
    misc(doc, out, t, t->begin, t->end, within || t->space_after, true);
  }
  dl_buffer_char(out, '\n');
}

void dl_report_conllu(dl_document *doc, dl_buffer *out) {
  comment(out, "newdoc id", doc->id);
  if (strcmp(doc->language, "en") != 0) comment(out, "language", doc->language);
  for (uint32_t i = 0; i < doc->sentence_count; i++) {
    if (i > 0 && doc->sentences[i].paragraph != doc->sentences[i - 1].paragraph) dl_buffer_text(out, "# newpar\n");
    sentence(doc, i, out);
  }
}
