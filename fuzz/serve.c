/* Any bytes as a request to the server: "METHOD TARGET", lines of headers, an empty line, a body. It is answered from a
 * ledger of one article, by the function that the server calls for every request. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/utf8.h"
#include "fuzz.h"
#include "intake/intake.h"
#include "serve/answer.h"

static const char article[] =
    "KYIV, Nov 2 (Reuters) - Ukraine's foreign minister, Dmytro Kuleba, said on Wednesday that Iran was supplying "
    "attack "
    "drones to Russia. Iran has denied the arms deliveries.";

/* A ledger in a folder of its own. */
static void make_ledger(const dl_engine *engine, const char *path) {
  dl_status status = {0};
  dl_ledger *ledger = NULL;
  dl_added added;
  dl_arena *arena = dl_arena_new();
  dl_document *doc = dl_document_new(arena);
  dl_worker *worker = dl_worker_new(engine);
  const dl_model *model = dl_engine_model(engine);
  doc->id = "fuzz";
  bool good = dl_intake_read(model, DL_INPUT_TEXT, "fuzz", 1, article, sizeof article - 1, doc, &status) == DL_OK;
  dl_read_dateline(model, doc);
  good = good && dl_ledger_open(path, true, &ledger, &status) == DL_OK;
  good = good && dl_ledger_look(ledger, doc, &status) == DL_OK;
  good = good && dl_engine_run(engine, worker, doc, &status) == DL_OK;
  good = good && dl_ledger_begin(ledger, &status) == DL_OK;
  good = good && dl_ledger_add(ledger, model, doc, &added, &status) == DL_OK;
  good = good && dl_ledger_commit(ledger, &status) == DL_OK;
  fuzz_promise(good, status.message);
  dl_ledger_close(ledger);
  dl_worker_free(worker);
  dl_arena_free(arena);
}

static dl_room room = {.token = "correct-horse-battery", .seconds = 5};
static dl_seat seat;
static dl_engine *engine;
static dl_screener *screener;

static void close_all(void) {
  dl_seat_close(&seat);
  dl_screener_free(screener);
  dl_engine_free(engine);
}

static void open_all(void) {
  static char path[64];
  char folder[] = "/tmp/dateline-fuzz-XXXXXX";
  dl_status status = {0};
  fuzz_promise(dl_engine_new(fuzz_data(), DL_TO_LEDGER, &engine, &status) == DL_OK, status.message);
  dl_engine_explains(engine);
  fuzz_promise(mkdtemp(folder) != NULL, "a folder for the ledger");
  snprintf(path, sizeof path, "%s/l.db", folder);
  make_ledger(engine, path);
  fuzz_promise(dl_screener_new(dl_engine_model(engine), &screener, &status) == DL_OK, status.message);
  room.ledger = path;
  room.engine = engine;
  room.screener = screener;
  pthread_mutex_init(&room.writing, NULL);
  fuzz_promise(dl_seat_open(&seat, &room, &status) == DL_OK, status.message);
  unlink(path); /* what is open stays open */
  for (int i = 0; i < 2; i++) {
    char beside[80];
    snprintf(beside, sizeof beside, "%s%s", path, i ? "-wal" : "-shm");
    unlink(beside);
  }
  rmdir(folder);
  atexit(close_all);
}

/* Cuts the next line off; "" at the end. */
static char *next_line(char **at) {
  char *line = *at ? strsep(at, "\n") : (char *)"";
  size_t size = strlen(line);
  if (size > 0 && line[size - 1] == '\r') line[size - 1] = '\0';
  return line;
}

static void read_headers(char **at, dl_request *r) {
  const struct {
    const char *name, **to;
  } known[] = {{"Host: ", &r->host},
               {"Origin: ", &r->origin},
               {"Sec-Fetch-Site: ", &r->site},
               {"Authorization: ", &r->authorization},
               {"Cookie: ", &r->cookie},
               {"Content-Type: ", &r->type},
               {"Accept-Encoding: ", &r->encodings},
               {"If-None-Match: ", &r->tags}};
  for (char *line = next_line(at); line[0]; line = next_line(at))
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
      if (strncmp(line, known[i].name, strlen(known[i].name)) == 0) *known[i].to = line + strlen(known[i].name);
}

static void check(const dl_response *r) {
  static const int all[] = {200, 303, 400, 401, 403, 404, 405, 413, 415, 421, 422, 503};
  bool known = false;
  for (size_t i = 0; i < sizeof all / sizeof *all; i++) known |= all[i] == r->status;
  fuzz_promise(known, "a status that the interface has");
  fuzz_promise(r->file || !r->body.failed, "a body that is whole");
  fuzz_promise(r->file || r->type, "a type");
  if (r->file || !strstr(r->type, "json")) return;
  fuzz_promise(r->body.size > 2 && r->body.data[0] == '{', "an object");
  fuzz_promise(dl_utf8_valid(r->body.data, r->body.size, NULL), "JSON is UTF-8");
  fuzz_promise(r->status < 400 || strstr(r->body.data, "\"detail\":\"") != NULL, "a problem says what it is");
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
  dl_request r = {.host = NULL};
  dl_response response;
  if (!engine) open_all();
  char *copy = malloc(size + 1), *at = copy;
  fuzz_promise(copy != NULL, "memory");
  memcpy(copy, bytes, size);
  copy[size] = '\0';
  char *target = next_line(&at);
  r.method = strsep(&target, " ");
  r.target = target ? target : "";
  read_headers(&at, &r);
  if (at) {
    r.body = at;
    r.body_size = size - (size_t)(at - copy);
  }
  dl_answer(&seat, &r, &response);
  check(&response);
  dl_takes_gzip(r.encodings);
  dl_tag_matches(r.tags, "0123456789abcdef");
  dl_buffer_free(&response.body);
  free(copy);
  return 0;
}
