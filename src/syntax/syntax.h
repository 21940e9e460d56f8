/* Tags, lemmas, names and the dependency tree of every sentence, by one trained network.
 *
 * A BiLSTM of two layers reads word, affix and shape embeddings; biaffine scores give head and relation of each word
 * (Dozat and Manning 2017), of which the best tree with one root is taken (Chu-Liu/Edmonds); linear layers give UPOS,
 * XPOS, FEATS, a lemma script and name labels. The same text gives the same output whatever the number of threads and
 * the batch. A dl_parser is shared, a dl_workspace is one thread's.
 */
#ifndef DL_SYNTAX_SYNTAX_H
#define DL_SYNTAX_SYNTAX_H

#include <stdbool.h>

#include "base/document.h"
#include "base/status.h"
#include "model/model.h"

/* Longest piece that is parsed as one; a longer sentence is cut into pieces behind punctuation, whose roots hang on the
 * first as parataxis. */
enum { DL_PARSE_CAP = 400 };

typedef struct dl_parser dl_parser;
typedef struct dl_workspace dl_workspace;

/* Reads the section "parser" of the data file, which must outlive the parser. DL_EDATA if it is missing or damaged. */
int dl_parser_new(const dl_model *model, dl_parser **parser, dl_status *status);
void dl_parser_free(dl_parser *parser);
/* For tests, before the parser is shared: other arithmetic (network/kernel.h), with the same results. False where this
 * processor lacks it. */
bool dl_parser_use(dl_parser *parser, const char *kernels);

dl_workspace *dl_workspace_new(void);
void dl_workspace_free(dl_workspace *workspace);
/* Shall sentences that can hold no event and no claim (syntax/gate.h) be passed by? Not at first. */
void dl_workspace_gate(dl_workspace *workspace, bool gated);
/* Are the words' scores (network/wordhead.h) and vectors not wanted? They are at first. */
void dl_workspace_trees_alone(dl_workspace *workspace, bool alone);

/* From now on doc->act_inputs and doc->alone are filled: what the network reads of each word. For trainers. */
void dl_workspace_keep(dl_workspace *workspace);

/* Fills upos, xpos, feats, lemma, head, deprel, rel and ner of all tokens. DL_EMEMORY only. */
int dl_parse(const dl_parser *parser, dl_workspace *workspace, dl_document *doc, dl_status *status);
/* The same for several documents at once, which is faster where they are short; what one gets does not depend on the
 * others. */
int dl_parse_all(const dl_parser *parser, dl_workspace *workspace, dl_document *const *docs, uint32_t count,
                 dl_status *status);

#endif
