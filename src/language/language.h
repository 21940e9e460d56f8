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

/* *languages is NULL where the model has no tables of languages: then every text is English. The model must outlive it.
 */
int dl_languages_new(const dl_model *model, dl_languages **languages, dl_status *status);
void dl_languages_free(dl_languages *languages);

/* The code of a language as an input states it ("French", "fr-CA", "fra"): "fr"; "" for "und" or nothing; as stated
 * where it is not known. */
const char *dl_language_code(const dl_languages *languages, dl_arena *arena, const char *stated);

/* Tells doc->language where it is not stated (or `forced` is the code to take), marks foreign sentences, and empties
 * the layers of tokens and sentences where the document is not English. */
void dl_language_mark(const dl_languages *languages, dl_document *doc, const char *forced);

/* "French" for "fr", "unknown" for "und"; the code itself where the tables have none. */
const char *dl_language_name(const dl_model *model, const char *code);

#endif
