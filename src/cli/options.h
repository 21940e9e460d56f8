/* What can be asked of the program: the table of its commands and the table of its options. */
#ifndef DL_CLI_OPTIONS_H
#define DL_CLI_OPTIONS_H

#include "cli/cli.h"

typedef struct dl_command {
  const char *name;
  unsigned bit; /* in an option's commands */
  int (*run)(const dl_options *options);
} dl_command;

/* NULL, with a message that names the nearest, where there is no such command. */
const dl_command *dl_cli_command(const char *name);

/* Reads what stands behind the command, argv[2] and on: options into *o, the rest into o->files, which has room for
 * argc of them. *help: help was asked for, and nothing else counts. An exit status. */
int dl_cli_options(dl_options *o, const dl_command *command, int argc, char **argv, bool *help);

#endif
