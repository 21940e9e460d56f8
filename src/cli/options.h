/* What can be asked of the program: the table of its options (that of its commands is in main.c).
 *
 * argv becomes a dl_options, which holds values and pointers into argv and owns nothing but o->files, the caller's. An
 * option belongs to the commands whose bits it has; numbers, names and dates are checked while they are read. What is
 * wrong is an exit status, with a message that names the option and the one that may be meant.
 */
#ifndef DL_CLI_OPTIONS_H
#define DL_CLI_OPTIONS_H

#include "cli/cli.h"

/* The commands, as bits: which of them take an option. */
enum {
  PARSE = 1,
  CODE = 2,
  EXPLAIN = 4,
  INGEST = 8,
  QUERY = 16,
  LEXICON = 32,
  TEXTS = 64,
  SCORE = 128,
  FEATURES = 256,
  TIMES = 512,
  PLACES = 1024,
  QUOTES = 2048,
  SCREEN = 1 << 20,
  FLOWS = 1 << 21,
  DOSSIER = 1 << 22,
  FETCH = 1 << 23,
  EXPORT = 1 << 24,
  WATCH = 1 << 25,
  SERVE = 1 << 27
};

typedef struct dl_command {
  const char *name;
  unsigned bit; /* in an option's commands */
  int (*run)(const dl_options *options);
} dl_command;

/* Reads what stands behind the command, argv[2] and on: options into *o, the rest into o->files, which has room for
 * argc of them. *help: help was asked for, and nothing else counts. An exit status. */
int dl_cli_options(dl_options *o, const dl_command *command, int argc, char **argv, bool *help);

#endif
