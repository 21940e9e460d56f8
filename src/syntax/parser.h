/* What syntax.c and heads.c share: the parser (network and tables, read-only, shared by threads) and one thread's
 * scratch memory.
 *
 * A workspace has three arenas by how long their contents are needed: for a batch, for a call of dl_parse, and until
 * the next documents are parsed, for what later stages read of the network. The parser's weights are in the mapped data
 * file. Not for other folders.
 */
#ifndef DL_SYNTAX_PARSER_H
#define DL_SYNTAX_PARSER_H

#include "network/roles.h"
#include "network/weights.h"
#include "network/wordhead.h"
#include "syntax/syntax.h"

struct dl_parser {
  dl_network net;
  dl_wordhead acts, ratings;
  dl_role_layer roles;
  const dl_table *lemmas, *inflections, *stands, *negations; /* of syntax/; NULL where the data file has none */
};

struct dl_workspace {
  dl_arena *batch, *runs; /* emptied after each batch; after each call of dl_parse */
  dl_arena *kept; /* what the stages behind read of the documents that were parsed last; emptied with the next ones */
  bool gated;     /* syntax/gate.h */
  bool alone;     /* trees are wanted, and no scores of words */
  bool inputs;    /* dl_workspace_keep */
};

#endif
