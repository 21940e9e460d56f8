/* Texts that are posted: read and thrown away, or put into the ledger. */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "intake/intake.h"
#include "query/documents.h"
#include "report/report.h"
#include "serve/routes.h"

enum { TEXT_MOST = 512 << 10 }; /* bytes of one document: what is made of it takes 200 times as many */

/* The worker is made when it is needed. */
static int run_engine(dl_seat *seat, dl_document *doc, dl_status *status) {
  const dl_engine *engine = seat->room->engine;
  if (!seat->worker && !(seat->worker = dl_worker_new(engine))) return dl_fail(status, DL_EMEMORY, "out of memory");
  return dl_engine_run(engine, seat->worker, doc, status);
}

static int code_document(dl_seat *seat, dl_document *doc, dl_status *status) {
  if (doc->text_size > TEXT_MOST)
    return dl_fail(status, DL_EINPUT, "a text has at most %d KiB here; `dateline ingest` takes longer ones",
                   TEXT_MOST >> 10);
  return run_engine(seat, doc, status);
}

int dl_code_text(dl_seat *seat, dl_document *doc, const char *text, size_t size, dl_status *status) {
  const dl_model *model = dl_seat_model(seat);
  int code = dl_intake_read(model, DL_INPUT_TEXT, "text", 1, text, size, doc, status);
  if (!code) dl_read_dateline(model, doc);
  return code ? code : run_engine(seat, doc, status);
}

void dl_put_explanation(dl_seat *seat, dl_document *doc, uint32_t number, const char *key, dl_json *j) {
  const dl_engine *engine = seat->room->engine;
  dl_report report = {.model = dl_engine_model(engine), .placer = dl_engine_placer(engine)};
  dl_buffer_clear(&seat->scratch);
  dl_report_explain(&report, doc, number, &seat->scratch);
  dl_json_bytes(j, key, seat->scratch.data ? seat->scratch.data : "", seat->scratch.size);
  j->out->failed |= seat->scratch.failed;
  seat->scratch.failed = false;
}

/* ---- the documents of a body ---- */

typedef struct posting {
  dl_seat *seat;
  const dl_asked *asked;
  dl_response *response;
  dl_json json;
  unsigned good, added;
  dl_ledger *ledger; /* of what is added */
} posting;

/* What is done with one document, which is read but not coded. Its members go into an object that is open. */
typedef int (*posted_fn)(posting *p, dl_document *doc, dl_status *status);

static int read_posted(posting *p, const char *bytes, size_t size, unsigned long line, dl_document **out,
                       dl_status *status) {
  const dl_request *r = p->asked->request;
  dl_raw raw = {.kind = dl_type_is(r->type, "text/plain")  ? DL_INPUT_TEXT
                        : dl_type_is(r->type, "text/html") ? DL_INPUT_HTML
                                                           : DL_INPUT_JSONL,
                .name = "standard input", /* of no file: what states no id has none that is kept */
                .id = "posted",
                .number = line,
                .line = line,
                .column = 1,
                .bytes = (char *)bytes,
                .size = size};
  const dl_model *model = dl_seat_model(p->seat);
  dl_arena_reset(p->seat->papers);
  dl_document *doc = *out = dl_document_new(p->seat->papers);
  int code = dl_intake_document(model, &raw, doc, status);
  if (!code) dl_read_dateline(model, doc);
  if (!code && !doc->date[0] && p->asked->date) doc->date = p->asked->date;
  return code;
}

typedef struct paper {
  posting *posting;
  posted_fn work;
  const char *bytes;
  size_t size;
  unsigned long line;
} paper;

static int run_paper(void *context, dl_status *status) {
  const paper *x = context;
  dl_document *doc;
  int code = read_posted(x->posting, x->bytes, x->size, x->line, &doc, status);
  return code ? code : x->work(x->posting, doc, status);
}

/* One document's object; what is wrong with it is said in it. Other failures end the answer. */
static int take_paper(const paper *x, dl_status *status) {
  posting *p = x->posting;
  dl_status problem = {0};
  dl_json_object(&p->json, NULL);
  int code = dl_guard_run_until(&p->seat->stop, run_paper, (void *)x, &problem);
  if (code == DL_EINPUT) {
    const char *name = "standard input:", *message = problem.message;
    if (strncmp(message, name, strlen(name)) == 0) message += strlen(name);
    dl_json_string(&p->json, "problem", message);
    code = DL_OK;
  } else if (code) {
    if (status) *status = problem;
  } else {
    p->good++;
  }
  dl_json_end_object(&p->json);
  return code;
}

static int take_body(posting *p, posted_fn work, dl_status *status) {
  const dl_request *r = p->asked->request;
  const char *body = r->body ? r->body : "";
  paper x = {p, work, body, r->body_size, 1};
  if (!dl_type_is(r->type, "application/x-ndjson")) return take_paper(&x, status);
  int code = DL_OK;
  for (const char *at = body, *end = body + r->body_size; at < end && !code; x.line++) {
    const char *stop = memchr(at, '\n', (size_t)(end - at));
    x.bytes = at;
    x.size = (size_t)((stop ? stop : end) - at);
    at = stop ? stop + 1 : end;
    bool blank = true;
    for (size_t i = 0; i < x.size && blank; i++) blank = strchr(" \t\r", x.bytes[i]) && x.bytes[i];
    if (!blank) code = take_paper(&x, status);
  }
  return code;
}

static int give_documents(posting *p, posted_fn work, dl_status *status) {
  dl_json_start(&p->json, &p->response->body);
  dl_json_object(&p->json, NULL);
  dl_json_array(&p->json, "documents");
  int code = take_body(p, work, status);
  dl_json_end_array(&p->json);
  dl_json_end_object(&p->json);
  dl_buffer_char(&p->response->body, '\n');
  return code;
}

/* Nothing of the body could be read. */
static void refuse_all(const posting *p) {
  dl_response *r = p->response;
  if (p->good > 0) return;
  char detail[400] = "there is no document in it";
  const char *problem = r->body.data ? strstr(r->body.data, "\"problem\":\"") : NULL;
  if (problem) {
    problem += strlen("\"problem\":\"");
    size_t size = strcspn(problem, "\"\\");
    if (size >= sizeof detail) size = sizeof detail - 1;
    while (size > 0 && ((unsigned char)problem[size] & 0xC0) == 0x80) size--;
    memcpy(detail, problem, size);
    detail[size] = '\0';
  }
  dl_response_problem(r, 422, NULL, detail);
}

/* ---- read and thrown away ---- */

static int show(posting *p, dl_document *doc, dl_status *status) {
  dl_report report = {.model = dl_seat_model(p->seat)};
  int code = code_document(p->seat, doc, status);
  if (code) return code;
  dl_json_bytes(&p->json, "text", doc->text, doc->text_size);
  dl_json_key(&p->json, "coded");
  dl_report_jsonl(&report, doc, p->json.out);
  if (!p->asked->explain) return DL_OK;
  dl_json_object(&p->json, "explanations");
  for (uint32_t i = 1; i <= doc->event_count; i++)
    dl_put_explanation(p->seat, doc, i, dl_arena_printf(p->seat->papers, "V%u", i), &p->json);
  dl_json_end_object(&p->json);
  return DL_OK;
}

int dl_answer_code(dl_seat *seat, const dl_asked *asked, dl_response *r, dl_status *status) {
  posting p = {.seat = seat, .asked = asked, .response = r};
  int code = give_documents(&p, show, status);
  if (!code) refuse_all(&p);
  return code;
}

/* ---- into the ledger ---- */

static int store(posting *p, dl_document *doc, dl_status *status) {
  static const char *const names[] = {"nothing", "new", "copy", "version"};
  dl_added added = DL_ADDED_NOTHING;
  long long number = 0;
  int code = dl_ledger_look(p->ledger, doc, status);
  if (!code && doc->stored == DL_STORED_NOTHING) code = code_document(p->seat, doc, status);
  if (!code && doc->stored != DL_STORED_ALL) {
    code = dl_ledger_begin(p->ledger, status);
    if (!code) code = dl_ledger_add(p->ledger, dl_seat_model(p->seat), doc, &added, status);
    if (!code) code = dl_ledger_commit(p->ledger, status);
  }
  if (!code) code = dl_document_number(p->ledger, doc->id, doc->source, &number, status);
  if (code) return code;
  p->added += added != DL_ADDED_NOTHING;
  if (number)
    dl_json_int(&p->json, "number", number);
  else
    dl_json_null(&p->json, "number");
  dl_json_string(&p->json, "document", doc->id);
  dl_json_string(&p->json, "added", names[added]);
  return DL_OK;
}

/* A document that failed in the middle of its transaction takes it back. */
static int store_or_not(posting *p, dl_document *doc, dl_status *status) {
  int code = store(p, doc, status);
  if (code) dl_ledger_rollback(p->ledger);
  return code;
}

static int add_all(void *context, dl_status *status) {
  posting *p = context;
  int code = dl_ledger_open(p->seat->room->ledger, true, &p->ledger, status);
  return code ? code : give_documents(p, store_or_not, status);
}

/* One writer at a time; who waits for longer than his question may take is sent away. */
static bool take_turn(dl_seat *seat) {
  while (pthread_mutex_trylock(&seat->room->writing) != 0) {
    if (seat->stop || seat->room->stopping) return false;
    nanosleep(&(struct timespec){.tv_nsec = 5000000}, NULL);
  }
  return true;
}

int dl_answer_add(dl_seat *seat, const dl_asked *asked, dl_response *r, dl_status *status) {
  posting p = {.seat = seat, .asked = asked, .response = r};
  if (!take_turn(seat)) return dl_fail(status, DL_ESTOPPED, "interrupted");
  int code = dl_guard_run(add_all, &p, status);
  dl_ledger_close(p.ledger); /* what was left in the middle is taken back */
  pthread_mutex_unlock(&seat->room->writing);
  if (code) return code;
  r->status = p.added > 0 ? 201 : 200;
  refuse_all(&p);
  return DL_OK;
}
