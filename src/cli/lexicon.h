/* What the parts of `dateline lexicon` share: the forms of its output. */
#ifndef DL_CLI_LEXICON_H
#define DL_CLI_LEXICON_H

#include "base/buffer.h"
#include "cli/cli.h"

/* 't'ext, ts'v' or 'j'sonl of --format into *kind; an exit status. */
int dl_cli_lexicon_format(const dl_options *options, char *kind);
/* Prints and frees; an exit status. */
int dl_cli_lexicon_print(dl_buffer *out);

int dl_cli_lexicon_stats(const dl_options *options);

#endif
