#include <string.h>

#include "claims/parts.h"

enum {
  MIN_WORDS = 3,
  REACH = 12,
  BACK = 6
}; /* words of a quotation that is no scare quote; tokens between it and its cue; sentences to its speaker's last */

static bool speech_verb(const dl_claims *claims, uint32_t token, dl_cue *cue) {
  const dl_document *doc = claims->doc;
  if (doc->tokens[token].upos != DL_VERB || claims->quotes.at[token] >= 0) return false;
  return dl_cue_find(claims->claimer, doc->tokens[token].lemma, "verb", cue) && dl_frame_has(cue, "quote");
}

/* The verb that the quotation belongs to: behind it in its last sentence, or before it in its first one; -1 if none. */
static int32_t nearest_cue(const dl_claims *claims, const dl_quote *quote, dl_cue *cue) {
  const dl_document *doc = claims->doc;
  uint32_t last = doc->tokens[quote->end_token - 1].sentence, first = doc->tokens[quote->first_token].sentence;
  for (uint32_t i = quote->end_token;
       i < doc->token_count && i < quote->end_token + REACH && doc->tokens[i].sentence == last; i++) {
    if (claims->quotes.at[i] >= 0) break;
    if (speech_verb(claims, i, cue)) return (int32_t)i;
  }
  for (uint32_t n = 1; n <= REACH && n <= quote->first_token; n++) {
    uint32_t i = quote->first_token - n;
    if (doc->tokens[i].sentence != first || claims->quotes.at[i] >= 0) break;
    if (speech_verb(claims, i, cue)) return (int32_t)i;
  }
  /* "The minister said:" ends the sentence before */
  if (quote->first_token > 0 && !strcmp(doc->tokens[quote->first_token - 1].form, ":")) {
    uint32_t before = doc->tokens[quote->first_token - 1].sentence;
    for (uint32_t i = quote->first_token; i-- > doc->sentences[before].first;)
      if (speech_verb(claims, i, cue)) return (int32_t)i;
  }
  /* "…" is a sentence of its own: the cue may begin the next one ("X said.") only where it has no content else */
  uint32_t next = quote->end_token;
  if (next < doc->token_count && doc->tokens[next].sentence == last + 1 && doc->sentences[last + 1].count <= REACH) {
    for (uint32_t i = next; i < next + 5 && i < doc->token_count && doc->tokens[i].sentence == last + 1; i++)
      if (speech_verb(claims, i, cue) && dl_child(doc, i, DL_REL_CCOMP, 0) < 0 && dl_child(doc, i, DL_REL_OBJ, 0) < 0)
        return (int32_t)i;
  }
  return -1;
}

static void add_content(dl_claims *claims, uint32_t attribution, dl_quote *quote) {
  dl_attribution *to = &claims->doc->attributions[attribution];
  *DL_PUSH(claims->doc->arena, to->content, to->content_count, to->content_capacity) =
      (dl_span){quote->begin, quote->end};
  quote->said = true;
  dl_content_add(claims->doc, to);
}

/* Has the content a quotation? Those are in text order. */
static bool has_quote(const dl_claims *claims, const dl_attribution *attribution) {
  for (uint32_t i = 0; i < attribution->content_count; i++) {
    const dl_span *piece = &attribution->content[i];
    uint32_t low = 0, high = claims->quotes.count; /* the first that ends behind the piece's begin */
    while (low < high) {
      uint32_t middle = low + (high - low) / 2;
      if (claims->quotes.items[middle].end <= piece->begin)
        low = middle + 1;
      else
        high = middle;
    }
    if (low < claims->quotes.count && claims->quotes.items[low].begin < piece->end) return true;
  }
  return false;
}

/* The last attribution with a quotation whose cue or content lies shortly before. */
static int32_t speaker_before(const dl_claims *claims, const dl_quote *quote) {
  const dl_document *doc = claims->doc;
  uint32_t here = doc->tokens[quote->first_token].sentence;
  int32_t best = -1;
  uint32_t best_end = 0;
  for (uint32_t s = here > BACK ? here - BACK : 0; s <= here; s++)
    for (int32_t i = claims->cued[s]; i >= 0; i = claims->items[i].before) {
      const dl_attribution *a = &doc->attributions[i];
      if (a->parent >= 0 || !a->content_count || !dl_is_verb(doc, a->cue_token) ||
          !dl_frame_has(&claims->items[i].cue, "quote"))
        continue;
      uint32_t end =
          a->content[a->content_count - 1].end > a->cue.end ? a->content[a->content_count - 1].end : a->cue.end;
      if (end <= quote->begin && (end > best_end || (end == best_end && i > best))) {
        best = i;
        best_end = end;
      }
    }
  if (best < 0) return -1;
  const dl_attribution *a = &doc->attributions[best];
  uint32_t between = 0; /* whole sentences of other text between would break the thread */
  for (uint32_t s = doc->tokens[a->cue_token].sentence; s <= here; s++)
    between += doc->sentences[s].begin >= best_end && doc->sentences[s].end <= quote->begin;
  bool next_paragraph = doc->sentences[here].paragraph > doc->sentences[doc->tokens[a->cue_token].sentence].paragraph;
  return between == 0 && (!next_paragraph || has_quote(claims, a)) ? best : -1;
}

/* "The minister said:" and a statement without marks in the paragraphs behind: it runs to the next mark or name with a
 * colon. */
static void attribute_statements(dl_claims *claims) {
  dl_document *doc = claims->doc;
  for (uint32_t s = 0; s + 1 < doc->sentence_count; s++) {
    const dl_sentence *sentence = &doc->sentences[s];
    uint32_t end = sentence->first + sentence->count;
    if (strcmp(doc->tokens[end - 1].form, ":") || doc->sentences[s + 1].paragraph == sentence->paragraph) continue;
    if (claims->quotes.at[end] >= 0 || claims->quotes.at[end - 1] >= 0) continue;
    int32_t verb = -1;
    dl_cue cue;
    for (uint32_t i = end; i-- > sentence->first && verb < 0;)
      if (speech_verb(claims, i, &cue)) verb = (int32_t)i;
    if (verb < 0 || !dl_frame_has(&cue, "say") || dl_attribution_at(doc, (uint32_t)verb) >= 0) continue;
    uint32_t last = s;
    while (last + 1 < doc->sentence_count && claims->quotes.at[doc->sentences[last + 1].first] < 0 &&
           strcmp(doc->tokens[doc->sentences[last + 1].first + doc->sentences[last + 1].count - 1].form, ":"))
      last++;
    if (last == s) continue;
    dl_token_set content = {end, doc->sentences[last].first + doc->sentences[last].count - end, NULL};
    content.bits = dl_arena_alloc(doc->arena, content.count + 1);
    memset(content.bits, 1, content.count);
    dl_add_attribution(claims, &cue, (uint32_t)verb, dl_cue_span(doc, (uint32_t)verb),
                       dl_speaker(claims, (uint32_t)verb), &content, (int32_t)end);
  }
}

void dl_attribute_quotes(dl_claims *claims) {
  dl_document *doc = claims->doc;
  for (uint32_t q = 0; q < claims->quotes.count; q++) {
    dl_quote *quote = &claims->quotes.items[q];
    if (quote->said || quote->words < MIN_WORDS) continue;
    dl_cue cue;
    const dl_sentence *sentence = &doc->sentences[doc->tokens[quote->first_token].sentence];
    bool whole = quote->first_token == sentence->first;
    int32_t verb = nearest_cue(claims, quote, &cue);
    if (verb >= 0) {
      int32_t known = dl_attribution_at(doc, (uint32_t)verb);
      if (known >= 0) {
        add_content(claims, (uint32_t)known, quote);
        continue;
      }
      int32_t source = dl_speaker(claims, (uint32_t)verb);
      dl_token_set content = dl_set_of_sentence(doc, quote->first_token);
      for (uint32_t i = quote->first_token; i < quote->end_token; i++) dl_set_put(&content, i, true);
      dl_add_attribution(claims, &cue, (uint32_t)verb, dl_cue_span(doc, (uint32_t)verb), source, &content,
                         (int32_t)quote->first_token);
      continue;
    }
    int32_t before = whole ? speaker_before(claims, quote) : -1;
    if (before >= 0) add_content(claims, (uint32_t)before, quote);
  }
  attribute_statements(claims);
}

static uint32_t content_size(const dl_attribution *a) {
  uint32_t size = 0;
  for (uint32_t i = 0; i < a->content_count; i++) size += a->content[i].end - a->content[i].begin;
  return size;
}

static void rate_type(const dl_claims *claims, dl_attribution *a) {
  const dl_document *doc = claims->doc;
  uint32_t inside = 0, outside = 0;
  for (uint32_t piece = 0; piece < a->content_count; piece++)
    for (uint32_t i = dl_token_from(doc, a->content[piece].begin);
         i < doc->token_count && doc->tokens[i].end <= a->content[piece].end; i++) {
      if (doc->tokens[i].upos == DL_PUNCT) continue;
      if (claims->quotes.at[i] >= 0)
        inside++;
      else
        outside++;
    }
  a->type = inside == 0 ? DL_INDIRECT : outside == 0 ? DL_DIRECT : DL_MIXED;
}

/* "I", "we" */
static bool is_speaker_self(const dl_document *doc, const dl_span *source) {
  uint32_t at = source->end > source->begin ? dl_token_from(doc, source->begin) : doc->token_count;
  return at < doc->token_count && doc->tokens[at].upos == DL_PRON && strstr(doc->tokens[at].feats, "Person=1") != NULL;
}

void dl_nest_attributions(dl_claims *claims) {
  dl_document *doc = claims->doc;
  dl_claims_sort(claims);
  for (uint32_t i = 0; i < doc->attribution_count; i++) {
    dl_attribution *a = &doc->attributions[i];
    rate_type(claims, a);
    const uint32_t *near = NULL;
    uint32_t nearby = dl_attributions_near(doc, a->cue_token, &near);
    for (uint32_t k = 0; k < nearby; k++) {
      uint32_t j = near[k];
      const dl_attribution *b = &doc->attributions[j];
      if (i == j || !dl_content_holds(b, &doc->tokens[a->cue_token]) || dl_content_holds(a, &doc->tokens[b->cue_token]))
        continue;
      if (a->parent < 0 || content_size(b) < content_size(&doc->attributions[a->parent])) a->parent = (int32_t)j;
    }
    if (a->parent >= 0 && a->entity < 0 && is_speaker_self(doc, &a->source))
      a->entity = doc->attributions[a->parent].entity;
  }
}
