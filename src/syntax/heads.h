/* What is read off the encoder's rows: tags, lemmas, names, the tree and its relations, written into the documents'
 * tokens.
 *
 * Each function runs one layer over all rows of a batch and takes the best label, sequence or tree of every sentence.
 * They run in this order. Labels are numbers of base/labels.h, heads document-wide tokens. Scratch memory is the
 * arena's, lemmas the document's.
 */
#ifndef DL_SYNTAX_HEADS_H
#define DL_SYNTAX_HEADS_H

#include "network/encode.h"
#include "syntax/syntax.h"

/* UPOS, XPOS, FEATS, lemma of every word of the batch. */
void dl_read_tags(const dl_parser *parser, dl_arena *scratch, const dl_batch *batch, const dl_rows *rows);
/* Name labels, the best sequence in which I- follows its own kind. */
void dl_read_names(const dl_parser *parser, dl_arena *scratch, const dl_batch *batch, const dl_rows *rows);
/* head, deprel and rel. */
void dl_read_trees(const dl_parser *parser, dl_arena *scratch, const dl_batch *batch, const dl_rows *rows);

#endif
