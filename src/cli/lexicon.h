/* What the parts of `dateline lexicon` (lookup, check, stats) share: the forms of their output.
 *
 * A part fills one buffer, and dl_cli_lexicon_print writes it as a terminal may see it and frees it. All return exit
 * statuses; messages have been printed by then.
 */
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
