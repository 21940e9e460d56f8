#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/plain.h"
#include "cli/cli.h"

static dl_stop interrupted; /* set by the signal handler alone */

static void on_signal(int number) {
  (void)number;
  if (interrupted) _exit(DL_EXIT_INTERRUPTED); /* asked twice */
  interrupted = 1;
}

bool dl_cli_interrupted(void) {
  return interrupted != 0;
}

const dl_stop *dl_cli_stop(void) {
  return &interrupted;
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
  fprintf(stderr, "%sdateline: %s\n", isatty(STDERR_FILENO) ? "\r\033[K" : "",
          shown); /* over the line of progress that may stand there */
}

int dl_cli_usage(const dl_options *options, const char *format, ...) {
  char message[512];
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(message, sizeof message, format, arguments);
  va_end(arguments);
  dl_cli_complain("%s (see: dateline %s%s--help)", message, options->command ? options->command : "",
                  options->command ? " " : "");
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

int dl_cli_model(const dl_options *options, dl_model **model) {
  char *found = options->data ? NULL : find_data();
  const char *path = options->data ? options->data : found;
  dl_status status = {0};
  *model = NULL;
  int code = path ? dl_model_open(path, model, &status) : DL_OK;
  if (code != DL_OK) dl_cli_complain("%s", status.message);
  free(found);
  return code == DL_OK ? DL_EXIT_OK : DL_EXIT_INPUT;
}

dl_dictionaries dl_cli_dictionaries(const dl_options *o) {
  return (dl_dictionaries){.lexicon = o->lexicon, .actors = o->actors, .actor_count = o->actor_count};
}

int dl_cli_engine(const dl_options *options, dl_depth depth, dl_engine **engine) {
  char *found = options->data ? NULL : find_data();
  const char *path = options->data ? options->data : found;
  if (!path) {
    dl_cli_complain(
        "no data file english.dateline beside the program or in the installed prefix; --data FILE names one");
    return DL_EXIT_INPUT;
  }
  dl_status status = {0};
  dl_dictionaries own = dl_cli_dictionaries(options);
  int code = dl_engine_new_with(path, own.lexicon || own.actor_count > 0 ? &own : NULL, depth, engine, &status);
  if (code != DL_OK) dl_cli_complain("%s", status.message);
  if (code == DL_OK && options->language) dl_engine_read_as(*engine, options->language);
  if (code == DL_OK && options->ungated) dl_engine_ungate(*engine);
  if (code == DL_OK) dl_engine_least(*engine, options->least);
  if (code == DL_OK) dl_engine_stop_when(*engine, dl_cli_stop());
  free(found);
  return code == DL_OK ? DL_EXIT_OK : DL_EXIT_INPUT;
}
