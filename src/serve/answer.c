#include "serve/answer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/chars.h"
#include "base/json.h"
#include "serve/routes.h"

/* ---- problems ---- */

/* A message of the commands ("--min-sources is ..."), as one of the interface; the first option that it names is the
 * parameter. */
static void wrong_parameter(dl_response *r, const char *message) {
  char shown[512], name[64] = "";
  size_t used = 0;
  for (const char *at = message; *at && used + 1 < sizeof shown;) {
    bool option = at[0] == '-' && at[1] == '-' && dl_is_small(at[2]) && (at == message || at[-1] == ' ');
    if (!option) {
      shown[used++] = *at++;
      continue;
    }
    size_t begin = used;
    for (at += 2; (dl_is_small(*at) || *at == '-' || *at == '_') && used + 1 < sizeof shown; at++)
      shown[used++] = *at == '-' ? '_' : *at;
    if (!name[0]) snprintf(name, sizeof name, "%.*s", (int)(used - begin), shown + begin);
  }
  shown[used] = '\0';
  dl_response_problem(r, 400, name[0] ? name : NULL, shown);
}

/* ---- who may ask ---- */

/* The name in Host, without its port. */
static size_t host_size(const char *host) {
  if (host[0] == '[') {
    const char *end = strchr(host, ']');
    return end ? (size_t)(end - host) + 1 : 0;
  }
  return strcspn(host, ":");
}

static bool is_number_address(const char *host, size_t size) {
  return host[0] == '[' || (size > 0 && strspn(host, "0123456789.") == size);
}

/* A page elsewhere can make a browser ask this server under a name of its own that leads here: such a Host is none of
 * ours. */
static bool host_known(const dl_room *room, const char *host) {
  static const char *const own[] = {"localhost", "127.0.0.1", "[::1]"};
  size_t size = host ? host_size(host) : 0;
  if (size == 0) return false;
  const char *port = host + size;
  if (*port && (*port != ':' || port[1 + strspn(port + 1, "0123456789")] || !port[1])) return false;
  for (size_t i = 0; i < sizeof own / sizeof *own; i++)
    if (strlen(own[i]) == size && strncasecmp(host, own[i], size) == 0) return true;
  for (unsigned i = 0; i < room->host_count; i++)
    if (strlen(room->hosts[i]) == size && strncasecmp(host, room->hosts[i], size) == 0) return true;
  return room->any_address && is_number_address(host, size);
}

/* What changes or costs is not asked for by other sites' pages. */
static bool origin_known(const dl_request *r) {
  if (r->site && strcmp(r->site, "same-origin") != 0 && strcmp(r->site, "none") != 0) return false;
  if (!r->origin) return true;
  const char *at = strstr(r->origin, "://");
  return at && r->host && strcasecmp(at + 3, r->host) == 0;
}

static bool token_given(const dl_room *room, const dl_request *r) {
  static const char bearer[] = "Bearer ";
  size_t size = 0;
  if (!room->token) return true;
  if (r->authorization && strncasecmp(r->authorization, bearer, sizeof bearer - 1) == 0) {
    const char *given = r->authorization + sizeof bearer - 1;
    if (dl_secret_same(room->token, given, strlen(given))) return true;
  }
  const char *cookie = dl_cookie_value(r->cookie, "dateline", &size);
  return cookie && dl_secret_same(room->token, cookie, size);
}

/* "/?token=...": the browser is given a cookie, and the address without it. */
static bool token_in_address(const dl_room *room, const dl_target *t, dl_arena *arena, dl_response *r) {
  if (!room->token || strcmp(t->path, "/") != 0) return false;
  for (int i = 0; i < t->count; i++)
    if (strcmp(t->parameters[i].name, "token") == 0 &&
        dl_secret_same(room->token, t->parameters[i].value, strlen(t->parameters[i].value))) {
      r->status = 303;
      r->location = "/";
      r->type = "text/plain; charset=utf-8";
      r->cookie =
          dl_arena_printf(arena, "dateline=%s; Path=/; HttpOnly; SameSite=Strict; Max-Age=31536000", room->token);
      return true;
    }
  return false;
}

static bool refuse(dl_response *r, int status, const char *detail) {
  dl_response_problem(r, status, NULL, detail);
  return true;
}

static bool type_known(const char *type) {
  static const char *const all[] = {"text/plain", "text/html", "application/json", "application/x-ndjson"};
  for (size_t i = 0; i < sizeof all / sizeof *all; i++)
    if (dl_type_is(type, all[i])) return true;
  return false;
}

/* What a body is refused for before it is read. */
static bool refuse_body(const dl_room *room, const dl_route *route, const dl_request *request, long long announced,
                        dl_response *r) {
  if (!(route->kind & DL_ROUTE_CODES)) return false;
  if (!origin_known(request)) return refuse(r, 403, "asked for by a page of another site");
  if (route->kind & DL_ROUTE_WRITES && !room->ingest)
    return refuse(r, 403, "the ledger is only read: --allow-ingest lets documents in");
  if (!type_known(request->type))
    return refuse(r, 415, "Content-Type is text/plain, text/html, application/json or application/x-ndjson");
  if (announced > DL_BODY_MAX) return refuse(r, 413, "a body has at most 4 MiB");
  if (!room->engine) return refuse(r, 503, "there is no data file to code with");
  return false;
}

static bool is_get(const char *method) {
  return strcmp(method, "GET") == 0 || strcmp(method, "HEAD") == 0;
}

/* A file of the program, which nothing is asked of but its path: the page keeps its state in parameters. */
static bool give_file(const dl_request *request, const dl_target *target, dl_response *r) {
  const dl_page_file *file = dl_page_find(target->path);
  if (!file) return false;
  if (!is_get(request->method)) {
    refuse(r, 405, "a file is read with GET");
    r->allow = "GET, HEAD";
  } else if (target->count > 0 && strncmp(target->path, "/api/", 5) == 0) {
    dl_response_problem(r, 400, target->parameters[0].name, "this takes no parameters");
  } else {
    r->status = 200;
    r->type = file->type;
    r->file = file;
  }
  return true;
}

/* The route of a request that may be answered; NULL: *r is the answer. */
static const dl_route *admit(const dl_room *room, dl_arena *arena, const dl_request *request, dl_target *target,
                             long *number, dl_response *r) {
  const char *wrong = dl_target_parse(request->target, arena, target), *allow = NULL;
  if (wrong) {
    refuse(r, 400, dl_arena_printf(arena, "the address is none: %s", wrong));
    return NULL;
  }
  if (!host_known(room, request->host)) {
    refuse(r, 421, "Host is no name of this server; --host NAME gives it one");
    return NULL;
  }
  const dl_route *route = dl_route_find(request->method, target->path, number, &allow);
  if (!(route && route->kind & DL_ROUTE_OPEN) && !token_given(room, request)) {
    if (!token_in_address(room, target, arena, r))
      refuse(r, 401, "open the address that the server printed when it started, or send its token");
    return NULL;
  }
  if (!route && !allow && give_file(request, target, r)) return NULL;
  if (!route) {
    refuse(r, allow ? 405 : 404, allow ? "this method is none of this address" : "there is nothing at this address");
    r->allow = allow;
  }
  return route;
}

typedef struct admission {
  dl_room *room;
  dl_arena *arena;
  const dl_request *request;
  long long announced;
  dl_response *response;
  dl_target target;
  const dl_route *route; /* NULL: it is answered */
  long number;
} admission;

static int admit_guarded(void *context, dl_status *status) {
  admission *a = context;
  (void)status;
  const dl_route *route = admit(a->room, a->arena, a->request, &a->target, &a->number, a->response);
  if (route && !refuse_body(a->room, route, a->request, a->announced, a->response)) a->route = route;
  return DL_OK;
}

/* The request's route, where it is admitted. */
static bool admitted(admission *a) {
  *a->response = (dl_response){0};
  if (dl_guard_run(admit_guarded, a, NULL) != DL_OK) refuse(a->response, 503, "out of memory");
  return a->route != NULL;
}

bool dl_answer_at_once(dl_room *room, dl_arena *arena, const dl_request *request, long long announced, dl_response *r) {
  admission a = {.room = room, .arena = arena, .request = request, .announced = announced, .response = r};
  return !admitted(&a);
}

/* ---- answers ---- */

/* A question under way, for the guard. */
typedef struct question {
  dl_seat *seat;
  const dl_route *route;
  const dl_target *target;
  dl_asked asked;
  dl_response *response;
} question;

static int ask(void *context, dl_status *status) {
  question *x = context;
  int code = dl_asked_read(x->route, x->target, &x->asked, status);
  if (!code && x->asked.between)
    code = dl_query_between(x->asked.between, dl_seat_model(x->seat), &x->asked.query, status);
  if (!code && x->asked.query.event) code = dl_query_check(&x->asked.query, dl_seat_model(x->seat), status);
  return code ? code : x->route->answer(x->seat, &x->asked, x->response, status);
}

static void fail(dl_seat *seat, dl_response *r, const dl_status *status) {
  if (status->code == DL_EUSAGE)
    wrong_parameter(r, status->message);
  else if (seat->early)
    dl_response_problem(r, 503, NULL, "the ledger is still being read");
  else if (seat->late || status->code == DL_ESTOPPED)
    dl_response_problem(r, 503, NULL, "the question took too long; ask for less");
  else if (status->code == DL_EMEMORY)
    dl_response_problem(r, 503, NULL, "out of memory");
  else
    dl_response_problem(r, 500, NULL, status->message);
}

static void run(question *x, dl_status *status) {
  double seconds = x->seat->room->seconds * (x->route->kind & DL_ROUTE_CODES ? 3 : 1);
  status->code = dl_seat_run(x->seat, (long long)(seconds * 1000), x->route->kind & DL_ROUTE_READS, ask, x, status);
  if (status->code == DL_OK && x->response->body.failed) dl_fail(status, DL_EMEMORY, "out of memory");
}

void dl_answer(dl_seat *seat, const dl_request *request, dl_response *r) {
  dl_arena_reset(seat->arena);
  admission a = {.room = seat->room,
                 .arena = seat->arena,
                 .request = request,
                 .announced = (long long)request->body_size,
                 .response = r};
  if (!admitted(&a)) return;
  question x = {.seat = seat,
                .route = a.route,
                .target = &a.target,
                .asked = {.request = request, .number = a.number},
                .response = r};
  dl_status status = {0};
  r->status = 200;
  r->type = "application/json";
  r->keep = (a.route->kind & (DL_ROUTE_READS | DL_ROUTE_OPEN)) == DL_ROUTE_READS;
  run(&x, &status);
  if (status.code != DL_OK) fail(seat, r, &status);
  r->later = seat->early;
}
