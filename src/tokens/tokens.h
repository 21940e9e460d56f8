/* Text into sentences and tokens, as UD English EWT has them.
 *
 * White space parts the text into chunks; rules over the word tables of data/tokens/ cut a chunk into tokens
 * (punctuation off, hyphens apart, "$5m" in three) and a token into words ("don't" is do + n't). A gap between tokens
 * that may end a sentence is judged by a small linear classifier (models/tokens.bin, trained by train/tokens.py) or,
 * without it, by plain rules. Blank lines end paragraphs, and with them sentences. The work grows linearly with the
 * text; offsets are bytes.
 */
#ifndef DL_TOKENS_TOKENS_H
#define DL_TOKENS_TOKENS_H

#include "base/document.h"
#include "base/status.h"
#include "model/model.h"

/* A sentence of more tokens is cut at the best punctuation mark of its second half. */
enum { DL_SENTENCE_TOKENS = 400 };

/* The tables and weights, immutable: one for all threads. */
typedef struct dl_tokenizer dl_tokenizer;

/* Every table may be missing from the model: then its rules are silent. DL_EDATA where the section "tokens" is damaged.
 * The model must outlive the tokenizer, which the caller frees. */
int dl_tokenizer_new(const dl_model *model, dl_tokenizer **tokenizer, dl_status *status);
void dl_tokenizer_free(dl_tokenizer *tokenizer);

/* Takes every document to be in this language ("en"), whatever it states and looks like. The string must outlive the
 * tokenizer. */
void dl_tokenizer_force(dl_tokenizer *tokenizer, const char *language);

/* Tells doc->language where it is not stated (language/language.h); a document in another language than English keeps
 * no sentences and tokens. Fills doc->sentences and doc->tokens (begin, end, form, lower, multi, space_after, sentence)
 * from doc->text, which is valid UTF-8 and may hold any control character. doc->title, where the text begins with it,
 * makes the first line a headline. */
int dl_tokenize(const dl_tokenizer *tokenizer, dl_document *doc, dl_status *status);

#endif
