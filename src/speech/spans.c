#include <string.h>

#include "speech/parts.h"

static bool is_punct(const dl_document *doc, uint32_t token) {
  return doc->tokens[token].upos == DL_PUNCT;
}

/* A word right before a verb's group that belongs to it: "has", "repeatedly", "not", "to". */
static bool is_of_group(const dl_token *t, uint32_t cue) {
  if (t->head != (int32_t)cue) return false;
  return dl_in(t->rel, DL_RELS(AUX, COP, ADVMOD)) || (t->rel == DL_REL_MARK && t->upos == DL_PART);
}

/* An adverb before the whole group belongs to the sentence; "not" does not. */
static bool is_before_group(const dl_token *t) {
  return t->rel == DL_REL_MARK || (t->rel == DL_REL_ADVMOD && t->upos != DL_PART);
}

/* The verb with its auxiliaries, negation and adverbs between, and its particle: "has repeatedly said", "did not say".
 */
dl_span dl_cue_span(const dl_document *doc, uint32_t cue) {
  const dl_token *tokens = doc->tokens;
  const dl_sentence *s = &doc->sentences[tokens[cue].sentence];
  uint32_t first = cue, last = cue, end = dl_sentence_end(s);
  if (dl_in(tokens[cue].upos, DL_UPOSES(VERB, AUX, ADJ))) {
    while (first > s->first && is_of_group(&tokens[first - 1], cue)) first--;
    while (first < cue && is_before_group(&tokens[first])) first++;
    if (cue + 1 < end && tokens[cue + 1].head == (int32_t)cue && tokens[cue + 1].deprel == DL_DEPREL_COMPOUND_PRT)
      last = cue + 1;
  }
  while (last + 1 < end && dl_head_by(doc, (int32_t)last + 1, DL_RELS(FIXED)) == (int32_t)cue)
    last++; /* "according to" */
  return (dl_span){tokens[first].begin, tokens[last].end};
}

/* In the name of a day: "Tuesday", not "2012"? */
static bool in_day(const dl_document *doc, uint32_t token) {
  enum { DAY = 10 }; /* letters of "2012-05-01", "XXXX-WXX-2" */
  uint32_t first = doc->sentences[doc->tokens[token].sentence].first;
  for (uint32_t i = dl_time_from(doc, first); i < doc->time_count && doc->times[i].first_token <= token; i++)
    if (token < doc->times[i].end_token && doc->times[i].type == DL_TIMEX_DATE && strlen(doc->times[i].value) >= DAY)
      return true;
  return false;
}

/* A word that begins what does not name the speaker: a clause, a preposition or conjunction before all. */
static bool begins_other(const dl_token *t, uint32_t source) {
  if (dl_in(t->rel, DL_RELS(ACL, PARATAXIS, ADVCL))) return true;
  return t->head == (int32_t)source && dl_in(t->rel, DL_RELS(CASE, CC, MARK, COP));
}

/* "Tuesday" is no part of those who speak, nor is "on Sunday". */
static void leave_days(const dl_document *doc, uint32_t source, uint32_t *first, uint32_t *last) {
  uint32_t end = *last;
  while (*first < source && in_day(doc, *first)) ++*first;
  while (end > source && in_day(doc, end)) end--;
  if (end < *last && end > source && doc->tokens[end].rel == DL_REL_CASE) *last = end - 1;
}

/* The noun phrase that names the speaker: without what is told of him in a clause. */
dl_span dl_source_span(const dl_document *doc, uint32_t source) {
  if (doc->tokens[source].upos == DL_PRON) return (dl_span){doc->tokens[source].begin, doc->tokens[source].end};
  dl_token_set set = dl_set_of_sentence(doc, source);
  dl_set_subtree(doc, &set, source, true);
  for (uint32_t i = 0; i < set.count; i++) {
    uint32_t token = set.first + i;
    bool other = set.bits[i] && token != source && begins_other(&doc->tokens[token], source);
    if (other) dl_set_subtree(doc, &set, token, false);
  }
  uint32_t first = source, last = source;
  while (dl_set_has(&set, first - 1)) first--;
  while (dl_set_has(&set, last + 1)) last++;
  while (first < source && is_punct(doc, first)) first++;
  while (last > source && is_punct(doc, last)) last--;
  leave_days(doc, source, &first, &last);
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

static void sort_pieces(dl_span *pieces, uint32_t count) {
  for (uint32_t i = 1; i < count; i++)
    for (uint32_t j = i; j > 0 && pieces[j - 1].begin > pieces[j].begin; j--) {
      dl_span swap = pieces[j];
      pieces[j] = pieces[j - 1];
      pieces[j - 1] = swap;
    }
}

static void merge(const dl_document *doc, dl_attribution *attribution) {
  dl_span *content = attribution->content, *last = NULL;
  sort_pieces(content, attribution->content_count);
  uint32_t kept = 0;
  for (uint32_t i = 0; i < attribution->content_count; i++) {
    if (last && touching(doc, last->end, content[i].begin)) {
      if (content[i].end > last->end) last->end = content[i].end;
    } else {
      last = &content[kept++];
      *last = content[i];
    }
  }
  attribution->content_count = kept;
}

/* Drops the words of a dateline and marks of punctuation, but for quotation marks, off the ends of a run of words;
 * false: nothing is left. */
static bool trim(const dl_document *doc, const dl_quotes *quotes, uint32_t *first, uint32_t *last) {
  uint32_t dateline = dl_dateline_end(doc);
  if (doc->tokens[*last].begin >= dateline)
    while (*first < *last && doc->tokens[*first].begin < dateline) ++*first;
  while (*first < *last && is_punct(doc, *first) && quotes->at[*first] < 0) ++*first;
  while (*last > *first && is_punct(doc, *last) && quotes->at[*last] < 0) --*last;
  return *first < *last || !is_punct(doc, *first);
}

/* The quotation that a word stands in, unless the cue is a part of it; NULL. */
static const dl_quote *quote_of(const dl_attribution *attribution, const dl_quotes *quotes, uint32_t token) {
  const dl_quote *quote = quotes->at[token] >= 0 ? &quotes->items[quotes->at[token]] : NULL;
  bool apart = quote && (attribution->cue.begin >= quote->end || quote->begin >= attribution->cue.end);
  return apart ? quote : NULL;
}

/* The piece of the words, with all of each quotation that they reach into and the cue does not. */
static void add_piece(dl_document *doc, dl_attribution *attribution, const dl_quotes *quotes, uint32_t first,
                      uint32_t last) {
  uint32_t begin = doc->tokens[first].begin, end = doc->tokens[last].end;
  for (uint32_t token = first; token <= last; token++) {
    const dl_quote *quote = quote_of(attribution, quotes, token);
    if (quote && quote->begin < begin) begin = quote->begin;
    if (quote && quote->end > end) end = quote->end;
  }
  push_piece(doc, attribution, begin, end);
}

void dl_content_spans(dl_document *doc, dl_attribution *attribution, dl_token_set *set, const dl_quotes *quotes) {
  for (uint32_t i = 1; i + 1 < set->count; i++) /* an auxiliary that the parser hung elsewhere */
    if (set->bits[i - 1] && set->bits[i + 1] && doc->tokens[set->first + i].upos == DL_AUX) set->bits[i] = 1;
  for (uint32_t i = 0, end; i < set->count; i = end + 1) {
    for (end = i; end < set->count && set->bits[end]; end++) continue;
    uint32_t first = set->first + i, last = set->first + end - 1;
    if (end > i && trim(doc, quotes, &first, &last)) add_piece(doc, attribution, quotes, first, last);
  }
  merge(doc, attribution);
}

bool dl_content_holds(const dl_attribution *attribution, const dl_token *token) {
  for (uint32_t i = 0; i < attribution->content_count; i++)
    if (token->begin >= attribution->content[i].begin && token->end <= attribution->content[i].end) return true;
  return false;
}
