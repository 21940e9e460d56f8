#include "language/language.h"

#include <string.h>

#include "base/chars.h"
#include "base/order.h"
#include "base/utf8.h"
#include "language/languages.h"

/* Weights in eighths of a nat. A letter that a language does not have speaks against it, less so against English, which
 * has foreign names. */
enum { LETTER_AGAINST = 12, LETTER_AGAINST_ENGLISH = 4 };

enum { ENDING_LONG = 4, ENDING_SHORT = 3, WORD = 48 };

/* ---- reading ---- */

/* What a stretch of text tells; zero it, read into it as often as wanted. */
typedef struct evidence {
  uint32_t words; /* of Latin letters, two at least */
  uint32_t small; /* of them, those written small: names are not */
  uint32_t marks; /* letters that mark some language */
  uint32_t letters[DL_SCRIPTS];
  int32_t score[DL_LANGUAGES]; /* eighths of a nat */
  uint32_t hits[DL_LANGUAGES]; /* words that are frequent there */
} evidence;

/* A look-up's weights; the word shows English, or another language too. */
static void weigh(const dl_languages *l, uint64_t key, evidence *e, bool english, bool shown) {
  const language_slot *slot = dl_languages_find(l, key);
  for (uint32_t i = 0; slot && i < slot->count; i++) {
    const language_entry *entry = &l->entries[slot->first + i];
    e->score[entry->language] += entry->weight;
    e->hits[entry->language] += entry->language == l->english ? english : shown;
  }
}

/* One word, folded: its code points and where each begins in its bytes. */
typedef struct word {
  char bytes[WORD];
  uint32_t size, count;
  uint8_t begins[WORD];
  uint32_t letters[4], letter_count; /* those beyond ASCII: the first few */
  uint64_t last;                     /* key of the word before */
  bool latin, capital,
      joined; /* capital: written so, as names are; joined: to what stands before it, as in a host's name */
} word;

static void weigh_word(const dl_languages *l, word *w, evidence *e) {
  bool shown = w->size > 1 && (!w->capital || e->words == 0); /* "La Paz" shows no Spanish */
  uint64_t key = dl_language_key('w', w->bytes, w->size);
  if (key == w->last) return; /* "no no no" is said once */
  w->last = key;
  e->words += w->latin && w->size > 1;
  e->small += w->latin && w->size > 1 && !w->capital;
  if (w->size < WORD) weigh(l, key, e, w->size > 1, shown);
  if (w->size < WORD && w->latin && w->count > ENDING_LONG + 1) {
    uint32_t at = w->begins[w->count - ENDING_LONG], three = w->begins[w->count - ENDING_SHORT];
    weigh(l, dl_language_key('e', w->bytes + at, w->size - at), e, false, false);
    weigh(l, dl_language_key('e', w->bytes + three, w->size - three), e, false, false);
  }
  for (uint32_t i = 0; i < w->letter_count; i++) {
    char bytes[4];
    uint64_t letter = dl_language_key('l', bytes, dl_utf8_encode(w->letters[i], bytes));
    if (!dl_languages_find(l, letter)) continue;
    e->marks++;
    weigh(l, letter, e, false, false);
  }
}

/* Ends the word before p, if one is open. Parts of addresses and abbreviations ("a.b@example.org", "p.m.") are no
 * words. */
static void end_word(const dl_languages *l, word *w, evidence *e, const char *p, const char *end) {
  bool part = p + 1 < end && strchr("@./_:\\=&", *p) != NULL && (p[1] == '/' || dl_utf8_is_letter((unsigned char)p[1]));
  if (w->count > 0 && !part && !w->joined) weigh_word(l, w, e);
  w->size = w->count = w->letter_count = 0;
  w->latin = false;
  w->joined = part;
}

static void add_letter(word *w, uint32_t cp, bool upper, bool latin) {
  w->capital = w->count == 0 ? upper : w->capital && !upper; /* but not in a text that is all capitals */
  if (w->size + 4 < WORD) {
    w->begins[w->count++] = (uint8_t)w->size;
    if (cp < 0x80)
      w->bytes[w->size++] = (char)cp;
    else
      w->size += dl_utf8_encode(cp, w->bytes + w->size);
  } else {
    w->size = WORD; /* too long to be frequent */
    w->count = 1;
  }
  if (cp >= 0x80 && w->letter_count < 4) w->letters[w->letter_count++] = cp;
  w->latin = latin;
}

/* Adds what the bytes tell. */
static void read_bytes(const dl_languages *l, const char *bytes, size_t size, evidence *e) {
  word w = {.size = 0};
  const char *end = bytes + size;
  for (const char *p = bytes; p < end;) {
    unsigned char c = (unsigned char)*p;
    if (c < 0x80) {
      bool letter = dl_is_letter(c);
      e->letters[0] += letter;
      if (letter)
        add_letter(&w, c | 32, c < 'a', true);
      else
        end_word(l, &w, e, p, end);
      p++;
      continue;
    }
    uint32_t cp;
    unsigned n = dl_utf8_decode(p, end, &cp);
    const language_range *range = dl_languages_script(l, cp);
    bool letter = dl_utf8_is_letter(cp) || (range && w.count > 0); /* vowel signs and points stay inside their word */
    if (!letter) {
      end_word(l, &w, e, p, end);
      p += n;
      continue;
    }
    p += n;
    e->letters[range ? range->script : 0] += range ? range->weight : 1;
    uint32_t small = dl_utf8_lower(cp);
    add_letter(&w, small, small != cp, !range);
  }
  end_word(l, &w, e, end, end);
}

/* ---- judging ---- */

/* What is asked of another language before a text is held not to be English: how much more evidence, on how many words,
 * in what part of them. */
typedef struct measure {
  int32_t lead;
  uint32_t hits, percent;
} measure;

static const measure whole = {60, 2, 15}, amid = {96, 3, 20};

/* No language is told of so many words, written small, of which hardly any is a frequent English one. */
enum { UNKNOWN_WORDS = 30, UNKNOWN_PERCENT = 4 };

static int32_t score_of(const dl_languages *l, const evidence *e, uint32_t language) {
  return e->score[language] - (int32_t)e->marks * (language == l->english ? LETTER_AGAINST_ENGLISH : LETTER_AGAINST);
}

/* The language of that script with the most evidence, not English; -1 without evidence. */
static int64_t best_of(const dl_languages *l, const evidence *e, uint32_t script) {
  int64_t best = -1;
  for (uint32_t i = 0; i < l->count; i++) {
    if (i == l->english || !(l->scripts_of[i] & 1ull << script) || e->score[i] == 0) continue;
    if (best < 0 || score_of(l, e, i) > score_of(l, e, (uint32_t)best)) best = i;
  }
  return best;
}

/* Is a language shown by as many words as is asked, and such a part of them? */
static bool shows(const evidence *e, uint32_t language, const measure *m) {
  uint32_t hits = e->hits[language];
  return hits >= m->hits && hits * 100 >= e->words * m->percent;
}

static const char *judge_latin(const dl_languages *l, const evidence *e, bool careful) {
  const measure *m = careful ? &amid : &whole;
  int64_t best = best_of(l, e, 0);
  int32_t english = score_of(l, e, l->english);
  if (best >= 0) {
    int32_t lead = score_of(l, e, (uint32_t)best) - english;
    if (lead >= m->lead && shows(e, (uint32_t)best, m)) return l->codes[best];
  }
  bool unknown = !careful && e->small >= UNKNOWN_WORDS && e->hits[l->english] * 100 < e->small * UNKNOWN_PERCENT;
  return unknown ? "und" : "en";
}

/* Chinese and Japanese share characters: what has kana among them is Japanese. */
static uint32_t main_script(const dl_languages *l, const evidence *e) {
  uint32_t most = 0;
  for (uint32_t i = 1; i < l->script_count; i++)
    if (e->letters[i] > e->letters[most]) most = i;
  if (most != 0 && most == l->hani && e->letters[l->kana] * 8 >= e->letters[l->hani]) most = l->kana;
  return most;
}

/* The code of the language that the evidence speaks for: "en" where nothing speaks against it, "und" where it is no
 * known language. `careful` asks for more: a sentence amid English ones. */
static const char *judge(const dl_languages *l, const evidence *e, bool careful) {
  uint32_t script = main_script(l, e), other = 0;
  for (uint32_t i = 1; i < l->script_count; i++) other += e->letters[i];
  if (script == 0 || other <= e->letters[0] || other < 3) return judge_latin(l, e, careful);
  int64_t best = best_of(l, e, script);
  return best >= 0 ? l->codes[best] : l->script_language[script];
}

/* ---- a document ---- */

static void add(evidence *to, const evidence *e) {
  to->words += e->words;
  to->small += e->small;
  to->marks += e->marks;
  for (unsigned i = 0; i < DL_SCRIPTS; i++) to->letters[i] += e->letters[i];
  for (unsigned i = 0; i < DL_LANGUAGES; i++) {
    to->score[i] += e->score[i];
    to->hits[i] += e->hits[i];
  }
}

static bool is_english(const char *code) {
  return code[0] == 'e' && code[1] == 'n' && code[2] == '\0';
}

static evidence evidence_of(const dl_languages *l, const dl_document *doc, const dl_sentence *s) {
  evidence e = {0};
  read_bytes(l, doc->text + s->begin, s->end - s->begin, &e);
  return e;
}

/* Do English words show, more than those of another language? */
static bool shows_english(const dl_languages *l, const evidence *e) {
  int64_t best = best_of(l, e, 0);
  return e->hits[l->english] > 1 && (best < 0 || score_of(l, e, l->english) > score_of(l, e, (uint32_t)best));
}

/* A paragraph's sentences: those that are foreign themselves, and in a foreign paragraph those that nothing shows to be
 * English. The letters of those that something does are added to *english. */
static void mark_paragraph(const dl_languages *l, dl_document *doc, uint32_t first, uint32_t end, evidence *all,
                           uint32_t *english) {
  evidence paragraph = {0};
  for (uint32_t i = first; i < end; i++) {
    evidence e = evidence_of(l, doc, &doc->sentences[i]);
    add(&paragraph, &e);
    doc->sentences[i].foreign = !is_english(judge(l, &e, true));
    if (!doc->sentences[i].foreign && shows_english(l, &e)) *english += e.letters[0];
  }
  add(all, &paragraph);
  if (end - first == 1 || is_english(judge(l, &paragraph, true))) return;
  for (uint32_t i = first; i < end; i++)
    if (evidence_of(l, doc, &doc->sentences[i]).hits[l->english] < 2) doc->sentences[i].foreign = true;
}

/* Marks all paragraphs; what their words tell of the language. Of two languages the English part is read. */
static const char *mark_paragraphs(const dl_languages *l, dl_document *doc) {
  evidence all = {0};
  uint32_t english = 0, letters = 0;
  for (uint32_t i = 0, end; i < doc->sentence_count; i = end) {
    end = dl_paragraph_end(doc, i);
    mark_paragraph(l, doc, i, end, &all, &english);
  }
  for (uint32_t i = 0; i < l->script_count; i++) letters += all.letters[i];
  return english > letters / 4 ? "en" : judge(l, &all, false);
}

void dl_language_mark(const dl_languages *l, dl_document *doc, const char *forced) {
  if (forced) doc->language = forced;
  if (!l) {
    if (!doc->language[0]) doc->language = "en";
    return;
  }
  doc->language = dl_language_code(l, doc->arena, doc->language);
  if (forced && is_english(doc->language)) return;
  if (!doc->language[0] || is_english(doc->language)) {
    const char *told = mark_paragraphs(l, doc);
    if (!doc->language[0]) doc->language = told;
  }
  if (!is_english(doc->language)) doc->token_count = doc->sentence_count = 0;
}

const char *dl_language_name(const dl_model *model, const char *code) {
  if (strcmp(code, "und") == 0) return "unknown";
  const dl_table *table = dl_model_table(model, "language/languages");
  uint32_t row;
  int name = table ? dl_table_column(table, "name") : -1;
  return name >= 0 && dl_table_find(table, code, &row) > 0 ? dl_table_cell(table, row, name) : code;
}
