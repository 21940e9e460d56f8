#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/guard.h"
#include "base/nearest.h"
#include "cli/cli.h"
#include "cli/options.h"

static const dl_command commands[] = {
    {"text", TEXTS, dl_cli_text},         {"parse", PARSE, dl_cli_parse},       {"code", CODE, dl_cli_code},
    {"explain", EXPLAIN, dl_cli_explain}, {"ingest", INGEST, dl_cli_ingest},    {"query", QUERY, dl_cli_query},
    {"lexicon", LEXICON, dl_cli_lexicon}, {"score", SCORE, dl_cli_score},       {"features", FEATURES, dl_cli_features},
    {"times", TIMES, dl_cli_times},       {"places", PLACES, dl_cli_places},    {"fetch", FETCH, dl_cli_fetch},
    {"export", EXPORT, dl_cli_export},    {"watch", WATCH, dl_cli_watch},       {"screen", SCREEN, dl_cli_screen},
    {"flows", FLOWS, dl_cli_flows},       {"dossier", DOSSIER, dl_cli_dossier}, {"quotes", QUOTES, dl_cli_quotes},
    {"serve", SERVE, dl_cli_serve}};
enum { COMMANDS = sizeof commands / sizeof *commands };

/* NULL, with a message that names the nearest, where there is no such command. */
static const dl_command *find_command(const char *name) {
  const char *names[COMMANDS], *near;
  for (size_t i = 0; i < COMMANDS; i++) {
    if (strcmp(commands[i].name, name) == 0) return &commands[i];
    names[i] = commands[i].name;
  }
  if ((near = dl_nearest(name, names, COMMANDS)) != NULL)
    dl_cli_usage(&(dl_options){0}, "no command '%s': is '%s' meant?", name, near);
  else
    dl_cli_usage(&(dl_options){0}, "no command '%s'", name);
  return NULL;
}

static int help(const char *command) {
  fputs(dl_cli_help(command), stdout);
  return dl_cli_flush() ? DL_EXIT_OK : DL_EXIT_INPUT;
}

/* A command, for the guard; documents have guards of their own (run.c). */
typedef struct asked_for {
  const dl_command *command;
  const dl_options *options;
  int exit;
} asked_for;

static int run_command(void *context, dl_status *status) {
  asked_for *a = context;
  (void)status;
  a->exit = a->command->run(a->options);
  return DL_OK;
}

static int run(const dl_command *command, const dl_options *options) {
  asked_for a = {command, options, DL_EXIT_INPUT};
  if (dl_guard_run(run_command, &a, NULL) == DL_EMEMORY) dl_cli_complain("out of memory");
  return a.exit;
}

int main(int argc, char **argv) {
  dl_options o = {.fields = *dl_fields_default(), .delay = 1, .timeout = 60, .every = 60};
  long cores = sysconf(_SC_NPROCESSORS_ONLN);
  o.threads = cores > 1 ? (unsigned)cores : 1;
  o.files = argv; /* the files are gathered at its front */
  dl_cli_catch_signals();
  if (argc < 2) return dl_cli_usage(&o, "no command");
  if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0 || strcmp(argv[1], "help") == 0) return help(NULL);
  if (strcmp(argv[1], "--version") == 0)
    return puts("dateline " DL_VERSION) < 0 || !dl_cli_flush() ? DL_EXIT_INPUT : DL_EXIT_OK;
  bool asked = false;
  const dl_command *command = find_command(argv[1]);
  if (!command) return DL_EXIT_USAGE;
  o.command = command->name;
  int code = dl_cli_options(&o, command, argc, argv, &asked);
  if (code != DL_EXIT_OK) return code;
  return asked ? help(o.command) : run(command, &o);
}
