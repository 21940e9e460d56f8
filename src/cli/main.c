#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/plain.h"
#include "cli/cli.h"

static volatile sig_atomic_t interrupted; /* set by the signal handler alone */

static void on_signal(int number) {
  (void)number;
  if (interrupted) _exit(DL_EXIT_INTERRUPTED); /* asked twice */
  interrupted = 1;
}

bool dl_cli_interrupted(void) {
  return interrupted != 0;
}

void dl_cli_catch_signals(void) {
  struct sigaction action = {.sa_handler = on_signal};
  sigemptyset(&action.sa_mask);
  sigaction(SIGINT, &action, NULL);
  sigaction(SIGTERM, &action, NULL);
  signal(SIGPIPE, SIG_IGN);
  signal(SIGXFSZ, SIG_IGN);
}

void dl_cli_complain(const char *format, ...) {
  char message[1024], shown[2048];
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(message, sizeof message, format, arguments);
  va_end(arguments);
  dl_plain_copy(shown, sizeof shown, message); /* one line, whatever a file is called */
  fprintf(stderr, "dateline: %s\n", shown);
}

int dl_cli_usage(const dl_options *options, const char *format, ...) {
  char message[512];
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(message, sizeof message, format, arguments);
  va_end(arguments);
  dl_cli_complain("%s (see: dateline %s%s--help)", message, options->command ? options->command : "", options->command ? " " : "");
  return DL_EXIT_USAGE;
}

/* english.dateline beside the program, or in ../share/dateline of the place it is installed in. NULL: neither. */
static char *find_data(void) {
  char self[4096];
  ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);
  if (n <= 0) return NULL;
  self[n] = '\0';
  char *slash = strrchr(self, '/');
  if (!slash) return NULL;
  *slash = '\0';
  static const char *const places[] = {"/english.dateline", "/../share/dateline/english.dateline"};
  for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
    size_t size = strlen(self) + strlen(places[i]) + 1;
    char *path = malloc(size);
    if (!path) return NULL;
    snprintf(path, size, "%s%s", self, places[i]);
    if (access(path, R_OK) == 0) return path;
    free(path);
  }
  return NULL;
}

dl_dictionaries dl_cli_dictionaries(const dl_options *o) {
  return (dl_dictionaries){.lexicon = o->lexicon, .actors = o->actors, .actor_count = o->actor_count};
}

int dl_cli_engine(const dl_options *options, dl_depth depth, dl_engine **engine) {
  char *found = options->data ? NULL : find_data();
  const char *path = options->data ? options->data : found;
  if (!path) {
    dl_cli_complain("no data file english.dateline beside the program or in the installed prefix; --data FILE names one");
    return DL_EXIT_INPUT;
  }
  dl_status status = {0};
  dl_dictionaries own = dl_cli_dictionaries(options);
  int code = dl_engine_new_with(path, own.lexicon || own.actor_count > 0 ? &own : NULL, depth, engine, &status);
  if (code != DL_OK) dl_cli_complain("%s", status.message);
  if (code == DL_OK && options->language) dl_engine_read_as(*engine, options->language);
  if (code == DL_OK && options->ungated) dl_engine_ungate(*engine);
  free(found);
  return code == DL_OK ? DL_EXIT_OK : DL_EXIT_INPUT;
}

/* ---- options ---- */

typedef struct option {
  const char *name;
  const char **to;
  const char *commands; /* first letters of those that take it */
} option;

static int set_threads(dl_options *o, const char *value) {
  char *end = NULL;
  errno = 0;
  unsigned long n = strtoul(value, &end, 10);
  if (errno != 0 || *end || end == value || n < 1 || n > 1024 || value[0] == '-')
    return dl_cli_usage(o, "--threads is '%s': a number from 1 to 1024", value);
  o->threads = (unsigned)n;
  return DL_EXIT_OK;
}

/* Reads "--name value" or "--name=value" at *at. */
static int read_option(dl_options *o, int argc, char **argv, int *at) {
  const char *threads = NULL, *input = NULL, *actors = NULL;
  const option known[] = {{"data", &o->data, "pciel"}, {"date", &o->date, "ciel"}, {"format", &o->format, "cql"}, {"ledger", &o->ledger, "iq"},
                          {"language", &o->language, "pciel"},
                          {"input", &input, "pciel"}, {"threads", &threads, "pciel"}, {"lexicon", &o->lexicon, "ciel"}, {"actors", &actors, "ciel"},
                          {"actor", &o->actor, "q"}, {"recipient", &o->recipient, "q"},
                          {"event", &o->event, "q"}, {"since", &o->since, "q"}, {"until", &o->until, "q"}, {"source", &o->source, "q"},
                          {"text", &o->text, "q"}};
  if (strcmp(argv[*at], "--predicates") == 0 && o->command[0] == 'c') {
    o->predicates = true;
    return DL_EXIT_OK;
  }
  if (strcmp(argv[*at], "--no-gate") == 0 && o->command[0] == 'c') {
    o->ungated = true;
    return DL_EXIT_OK;
  }
  const char *name = argv[*at] + 2, *equals = strchr(name, '=');
  size_t size = equals ? (size_t)(equals - name) : strlen(name);
  for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
    if (strlen(known[i].name) != size || strncmp(known[i].name, name, size) != 0) continue;
    if (!strchr(known[i].commands, o->command[0])) return dl_cli_usage(o, "--%s is no option of %s", known[i].name, o->command);
    if (!equals && *at + 1 >= argc) return dl_cli_usage(o, "--%s needs a value", known[i].name);
    *known[i].to = equals ? equals + 1 : argv[++*at];
    if (actors && o->actor_count == sizeof o->actors / sizeof *o->actors) return dl_cli_usage(o, "more than 16 files of --actors");
    if (actors) o->actors[o->actor_count++] = actors;
    if (threads) return set_threads(o, threads);
    if (input && !dl_input_parse(input, &o->input)) return dl_cli_usage(o, "--input is '%s': text, html, jsonl or conllu", input);
    if (known[i].to == &o->language && strcmp(o->language, "en") != 0) return dl_cli_usage(o, "--language is '%s': only en is read", o->language);
    if (known[i].to == &o->date && !dl_date_valid(o->date)) return dl_cli_usage(o, "--date is '%s', not YYYY-MM-DD", o->date);
    return DL_EXIT_OK;
  }
  return dl_cli_usage(o, "no option '%s'", argv[*at]);
}

static int run(dl_options *o) {
  switch (o->command[0]) {
    case 'p': return dl_cli_parse(o);
    case 'c': return dl_cli_code(o);
    case 'e': return dl_cli_explain(o);
    case 'i': return dl_cli_ingest(o);
    case 'l': return dl_cli_lexicon(o);
    default: return dl_cli_query(o);
  }
}

static int help(const char *command) {
  fputs(dl_cli_help(command), stdout);
  return dl_cli_flush() ? DL_EXIT_OK : DL_EXIT_INPUT;
}

int main(int argc, char **argv) {
  dl_options o = {0};
  long cores = sysconf(_SC_NPROCESSORS_ONLN);
  o.threads = cores > 1 ? (unsigned)cores : 1;
  o.files = argv; /* the files are gathered at its front */
  dl_cli_catch_signals();
  if (argc < 2) return dl_cli_usage(&o, "no command");
  if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0 || strcmp(argv[1], "help") == 0) return help(NULL);
  if (strcmp(argv[1], "--version") == 0) return puts("dateline " DL_VERSION) < 0 || !dl_cli_flush() ? DL_EXIT_INPUT : DL_EXIT_OK;
  if (!dl_cli_help(argv[1])) return dl_cli_usage(&o, "no command '%s'", argv[1]);
  o.command = argv[1];
  bool plain = false; /* behind "--" all are files */
  for (int i = 2; i < argc; i++) {
    if (!plain && strcmp(argv[i], "--") == 0) {
      plain = true;
    } else if (!plain && (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0)) {
      return help(o.command);
    } else if (!plain && argv[i][0] == '-' && argv[i][1] != '\0') {
      if (argv[i][1] != '-') return dl_cli_usage(&o, "no option '%s'", argv[i]);
      int code = read_option(&o, argc, argv, &i);
      if (code != DL_EXIT_OK) return code;
    } else {
      o.files[o.file_count++] = argv[i];
    }
  }
  return run(&o);
}
