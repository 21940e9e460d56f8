#include <string.h>

#include "speech/parts.h"

static bool is_punct(const dl_document *doc, uint32_t token) {
  return doc->tokens[token].upos == DL_PUNCT;
}

/* The verb with its auxiliaries, negation and adverbs between, and its particle: "has repeatedly said", "did not say".
 */
dl_span dl_cue_span(const dl_document *doc, uint32_t cue) {
  uint32_t first = cue, last = cue, end = dl_sentence_end(&doc->sentences[doc->tokens[cue].sentence]);
  if (dl_is_verb(doc, cue) || doc->tokens[cue].upos == DL_ADJ) {
    while (first > doc->sentences[doc->tokens[cue].sentence].first) {
      const dl_token *before = &doc->tokens[first - 1];
      bool part = before->head == (int32_t)cue && dl_in(before->rel, DL_RELS(AUX, COP, ADVMOD));
      bool mark = before->head == (int32_t)cue && before->rel == DL_REL_MARK && before->upos == DL_PART;
      if (!part && !mark) break;
      first--;
    }
    while (first < cue && dl_in(doc->tokens[first].rel, DL_RELS(ADVMOD, MARK))) {
      if (doc->tokens[first].upos == DL_PART && doc->tokens[first].rel == DL_REL_ADVMOD) break; /* "not" */
      first++; /* an adverb before the whole group belongs to the sentence */
    }
    if (cue + 1 < end && doc->tokens[cue + 1].head == (int32_t)cue &&
        doc->tokens[cue + 1].deprel == DL_DEPREL_COMPOUND_PRT)
      last = cue + 1;
  }
  while (last + 1 < end && doc->tokens[last + 1].head == (int32_t)cue && doc->tokens[last + 1].rel == DL_REL_FIXED)
    last++; /* "according to" */
  return (dl_span){doc->tokens[first].begin, doc->tokens[last].end};
}

/* In the name of a day: "Tuesday", not "2012"? */
static bool in_day(const dl_document *doc, uint32_t token) {
  enum { DAY = 10 }; /* letters of "2012-05-01", "XXXX-WXX-2" */
  uint32_t first = doc->sentences[doc->tokens[token].sentence].first;
  for (uint32_t i = dl_time_from(doc, first); i < doc->time_count && doc->times[i].first_token <= token; i++)
    if (doc->times[i].type == DL_TIMEX_DATE && strlen(doc->times[i].value) >= DAY &&
        token >= doc->times[i].first_token && token < doc->times[i].end_token)
      return true;
  return false;
}

/* The noun phrase that names the speaker: without what is told of him in a clause. */
dl_span dl_source_span(const dl_document *doc, uint32_t source) {
  if (doc->tokens[source].upos == DL_PRON) return (dl_span){doc->tokens[source].begin, doc->tokens[source].end};
  dl_token_set set = dl_set_of_sentence(doc, source);
  dl_set_subtree(doc, &set, source, true);
  for (uint32_t i = 0; i < set.count; i++) {
    uint32_t token = set.first + i;
    if (!set.bits[i] || token == source) continue;
    dl_rel rel = (dl_rel)doc->tokens[token].rel;
    bool clause = dl_in(rel, DL_RELS(ACL, PARATAXIS, ADVCL));
    bool edge = doc->tokens[token].head == (int32_t)source && dl_in(rel, DL_RELS(CASE, CC, MARK, COP));
    if (clause || edge) dl_set_subtree(doc, &set, token, false);
  }
  uint32_t first = source, last = source;
  while (first > set.first && (dl_set_has(&set, first - 1))) first--;
  while (dl_set_has(&set, last + 1)) last++;
  while (first < source && is_punct(doc, first)) first++;
  while (last > source && is_punct(doc, last)) last--;
  uint32_t end = last;
  while (first < source && in_day(doc, first))
    first++; /* "Tuesday" is no part of those who speak, nor is "on Sunday" */
  while (end > source && in_day(doc, end)) end--;
  if (end < last && end > source && doc->tokens[end].rel == DL_REL_CASE) last = end - 1;
  return (dl_span){doc->tokens[first].begin, doc->tokens[last].end};
}

static void push_piece(dl_document *doc, dl_attribution *attribution, uint32_t begin, uint32_t end) {
  *DL_PUSH(doc->arena, attribution->content, attribution->content_count, attribution->content_capacity) =
      (dl_span){begin, end};
}

/* Nothing but blanks and light punctuation between? */
static bool touching(const dl_document *doc, uint32_t from, uint32_t to) {
  for (uint32_t i = from; i < to; i++)
    if (!strchr(" \t\r\n,.", doc->text[i])) return false;
  return true;
}

static void merge(const dl_document *doc, dl_attribution *attribution) {
  dl_span *content = attribution->content;
  uint32_t count = attribution->content_count;
  for (uint32_t i = 1; i < count; i++)
    for (uint32_t j = i; j > 0 && content[j - 1].begin > content[j].begin; j--) {
      dl_span swap = content[j];
      content[j] = content[j - 1];
      content[j - 1] = swap;
    }
  uint32_t kept = 0;
  for (uint32_t i = 0; i < count; i++) {
    if (kept && (content[i].begin <= content[kept - 1].end || touching(doc, content[kept - 1].end, content[i].begin))) {
      if (content[i].end > content[kept - 1].end) content[kept - 1].end = content[i].end;
    } else {
      content[kept++] = content[i];
    }
  }
  attribution->content_count = kept;
}

void dl_content_spans(dl_document *doc, dl_attribution *attribution, dl_token_set *set, const dl_quotes *quotes) {
  uint32_t dateline = dl_dateline_end(doc);
  for (uint32_t i = 1; i + 1 < set->count; i++) /* an auxiliary that the parser hung elsewhere */
    if (set->bits[i - 1] && set->bits[i + 1] && doc->tokens[set->first + i].upos == DL_AUX) set->bits[i] = 1;
  for (uint32_t i = 0; i < set->count;) {
    if (!set->bits[i]) {
      i++;
      continue;
    }
    uint32_t first = set->first + i;
    while (i < set->count && set->bits[i]) i++;
    uint32_t last = set->first + i - 1;
    while (first < last && doc->tokens[first].begin < dateline && doc->tokens[last].begin >= dateline) first++;
    while (first < last && is_punct(doc, first) && quotes->at[first] < 0) first++;
    while (last > first && is_punct(doc, last) && quotes->at[last] < 0) last--;
    if (is_punct(doc, first) && first == last) continue;
    uint32_t begin = doc->tokens[first].begin, end = doc->tokens[last].end;
    for (uint32_t token = first; token <= last; token++) {
      if (quotes->at[token] < 0) continue;
      const dl_quote *quote = &quotes->items[quotes->at[token]];
      bool cue_inside = attribution->cue.begin < quote->end && quote->begin < attribution->cue.end;
      if (cue_inside) continue;
      if (quote->begin < begin) begin = quote->begin;
      if (quote->end > end) end = quote->end;
    }
    push_piece(doc, attribution, begin, end);
  }
  merge(doc, attribution);
}

bool dl_content_holds(const dl_attribution *attribution, const dl_token *token) {
  for (uint32_t i = 0; i < attribution->content_count; i++)
    if (token->begin >= attribution->content[i].begin && token->end <= attribution->content[i].end) return true;
  return false;
}
