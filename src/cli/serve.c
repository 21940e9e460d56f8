/* serve: the ledger over HTTP, until it is interrupted. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "cli/asking.h"
#include "serve/server.h"

enum { TOKEN_LEAST = 16, TOKEN_SIZE = 260 };

/* The first line of a file, which is such as a cookie can hold. */
static int read_token(const dl_options *o, char token[TOKEN_SIZE]) {
  FILE *file = fopen(o->token_file, "r");
  bool read = file && fgets(token, TOKEN_SIZE, file);
  int problem = errno;
  if (file) fclose(file);
  if (!file) {
    dl_cli_complain("%s: %s", o->token_file, strerror(problem));
    return DL_EXIT_INPUT;
  }
  if (!read) token[0] = '\0';
  token[strcspn(token, "\r\n")] = '\0';
  size_t size = strlen(token);
  if (size >= TOKEN_LEAST && size < TOKEN_SIZE - 2 &&
      strspn(token, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._~-") == size)
    return DL_EXIT_OK;
  dl_cli_complain("%s: its first line is no token: 16 to 257 letters, digits, dots, dashes, underscores or tildes",
                  o->token_file);
  return DL_EXIT_INPUT;
}

/* The address on standard output, for a person and for a program that started this one. */
static int run(const dl_options *o, const dl_engine *engine, const char *token) {
  dl_server_options options = {.ledger = o->ledger,
                               .listen = o->listen ? o->listen : "127.0.0.1:8080",
                               .token = token,
                               .hosts = o->hosts,
                               .host_count = o->host_count,
                               .engine = engine,
                               .ingest = o->allow_ingest,
                               .threads = o->threads < 2 ? 2 : o->threads,
                               .seconds = 10};
  dl_server *server = NULL;
  dl_status problem = {0};
  int code = dl_server_start(&options, &server, &problem);
  if (code == DL_EUSAGE) return dl_cli_usage(o, "%s", problem.message);
  if (code != DL_OK) {
    dl_cli_complain("%s", problem.message);
    return DL_EXIT_INPUT;
  }
  printf("%s\n", dl_server_address(server));
  int status = dl_cli_flush() ? DL_EXIT_OK : DL_EXIT_INPUT;
  while (status == DL_EXIT_OK && !dl_cli_interrupted()) nanosleep(&(struct timespec){.tv_nsec = 100000000}, NULL);
  dl_server_stop(server);
  return status;
}

int dl_cli_serve(const dl_options *o) {
  char token[TOKEN_SIZE] = "";
  dl_ledger *ledger = NULL;
  dl_engine *engine = NULL;
  int status = dl_cli_ledger(o, &ledger); /* that it is one is told before the data file is opened */
  dl_ledger_close(ledger);
  if (status == DL_EXIT_OK && o->token_file) status = read_token(o, token);
  if (status == DL_EXIT_OK) status = dl_cli_engine(o, DL_TO_LEDGER, &engine);
  if (status != DL_EXIT_OK) return status;
  dl_engine_explains(engine);
  dl_engine_stop_when(engine, NULL); /* what was asked for is answered before the end */
  status = run(o, engine, o->token_file ? token : NULL);
  dl_engine_free(engine);
  return status;
}
