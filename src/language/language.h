/* Which language a stretch of text is in, told by its script, its frequent words, its letters and its endings.
 *
 * The tables of data/language/ give every word a weight for the languages in which it is frequent (the logarithm of its
 * share against that of any word). A stretch's evidence is the sum; evidence of sentences adds up to that of a
 * paragraph and of the document. A document that is not English keeps no sentences; a sentence in another language
 * within an English document is marked foreign. One look-up a word, and no memory but the tables': the cost is lost
 * beside the parser's.
 */
#ifndef DL_LANGUAGE_LANGUAGE_H
#define DL_LANGUAGE_LANGUAGE_H

#include "base/document.h"
#include "base/status.h"
#include "model/model.h"

enum { DL_LANGUAGES = 96, DL_SCRIPTS = 40 }; /* at most; script 0 is Latin */

typedef struct dl_languages dl_languages;

/* Of one stretch; zero it, read into it as often as wanted. */
typedef struct dl_evidence {
  uint32_t words; /* of Latin letters, two at least */
  uint32_t small; /* of them, those written small: names are not */
  uint32_t marks; /* letters that mark some language */
  uint32_t letters[DL_SCRIPTS];
  int32_t score[DL_LANGUAGES]; /* eighths of a nat */
  uint32_t hits[DL_LANGUAGES]; /* words that are frequent there */
} dl_evidence;

/* *languages is NULL where the model has no tables of languages: then every text is English. The model must outlive it.
 */
int dl_languages_new(const dl_model *model, dl_languages **languages, dl_status *status);
void dl_languages_free(dl_languages *languages);

/* Adds what the bytes tell. */
void dl_language_read(const dl_languages *languages, const char *bytes, size_t size, dl_evidence *evidence);

/* The code of the language that the evidence speaks for: "en" where nothing speaks against it, "und" where it is no
 * known language. `careful` asks for more: a sentence amid English ones. */
const char *dl_language_judge(const dl_languages *languages, const dl_evidence *evidence, bool careful);

/* The code of a language as an input states it ("French", "fr-CA", "fra"): "fr"; "" for "und" or nothing; as stated
 * where it is not known. */
const char *dl_language_code(const dl_languages *languages, dl_arena *arena, const char *stated);

/* Tells doc->language where it is not stated (or `forced` is the code to take), marks foreign sentences, and empties
 * the layers of tokens and sentences where the document is not English. */
void dl_language_mark(const dl_languages *languages, dl_document *doc, const char *forced);

/* "French" for "fr", "unknown" for "und"; the code itself where the tables have none. */
const char *dl_language_name(const dl_model *model, const char *code);

#endif
