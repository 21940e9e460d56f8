#include "fetch/client.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "intake/http.h"

struct dl_client {
  CURL *curl[2]; /* for anywhere; for the outside: an open connection is no other's */
  const char *agent;
  const dl_stop *stop;
  double seconds;
};

/* A request under way. */
typedef struct sending {
  const dl_client *client;
  const dl_fetch_request *request;
  dl_fetch_answer *answer;
  bool long_body, refused; /* why it was broken off */
} sending;

int dl_client_new(const char *agent, double seconds, const dl_stop *stop, dl_client **out, dl_status *status) {
  dl_client *c = *out = calloc(1, sizeof *c);
  if (!c || curl_global_init(CURL_GLOBAL_DEFAULT) != 0 || !(c->curl[0] = curl_easy_init()) ||
      !(c->curl[1] = curl_easy_init())) {
    if (c) curl_easy_cleanup(c->curl[0]);
    free(c);
    *out = NULL;
    return dl_fail(status, DL_EMEMORY, "out of memory");
  }
  c->agent = agent;
  c->seconds = seconds;
  c->stop = stop;
  return DL_OK;
}

void dl_client_free(dl_client *c) {
  if (!c) return;
  for (int i = 0; i < 2; i++) curl_easy_cleanup(c->curl[i]);
  curl_global_cleanup();
  free(c);
}

/* ---- where a request may lead ---- */

static bool inside4(uint32_t a) {
  static const struct {
    uint32_t net;
    int bits;
  } nets[] = {{0x00000000, 8},  {0x0A000000, 8},  {0x64400000, 10}, {0x7F000000, 8}, {0xA9FE0000, 16},
              {0xAC100000, 12}, {0xC0A80000, 16}, {0xC6120000, 15}, {0xE0000000, 3}};
  for (size_t i = 0; i < sizeof nets / sizeof *nets; i++)
    if (a >> (32 - nets[i].bits) == nets[i].net >> (32 - nets[i].bits)) return true;
  return false;
}

static bool inside6(const struct in6_addr *a) {
  const uint8_t *b = a->s6_addr;
  if (IN6_IS_ADDR_V4MAPPED(a) || IN6_IS_ADDR_V4COMPAT(a) || (b[0] == 0 && b[1] == 0x64 && b[2] == 0xff && b[3] == 0x9b))
    return IN6_IS_ADDR_LOOPBACK(a) || IN6_IS_ADDR_UNSPECIFIED(a) ||
           inside4((uint32_t)b[12] << 24 | (uint32_t)b[13] << 16 | (uint32_t)b[14] << 8 | b[15]);
  return (b[0] & 0xFE) == 0xFC || b[0] == 0xFF || IN6_IS_ADDR_LINKLOCAL(a) || IN6_IS_ADDR_SITELOCAL(a);
}

/* Of this machine, or of its private network? */
static bool inside(const struct sockaddr *address) {
  if (address->sa_family == AF_INET)
    return inside4(ntohl(((const struct sockaddr_in *)(const void *)address)->sin_addr.s_addr));
  if (address->sa_family == AF_INET6) return inside6(&((const struct sockaddr_in6 *)(const void *)address)->sin6_addr);
  return true;
}

static bool came_from_inside(CURL *curl) {
  struct sockaddr_in four = {.sin_family = AF_INET};
  struct sockaddr_in6 six = {.sin6_family = AF_INET6};
  char *ip = NULL;
  if (curl_easy_getinfo(curl, CURLINFO_PRIMARY_IP, &ip) != CURLE_OK || !ip) return false;
  if (inet_pton(AF_INET, ip, &four.sin_addr) == 1) return inside((const struct sockaddr *)&four);
  return inet_pton(AF_INET6, ip, &six.sin6_addr) == 1 && inside((const struct sockaddr *)&six);
}

static bool has_proxy(void) {
  static const char *const names[] = {"http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    const char *value = getenv(names[i]);
    if (value && value[0]) return true;
  }
  return false;
}

/* Where a proxy stands between, it is its business which addresses can be reached. */
static curl_socket_t open_socket(void *context, curlsocktype purpose, struct curl_sockaddr *address) {
  sending *s = context;
  (void)purpose;
  if (s->request->outside && inside(&address->addr) && !has_proxy()) {
    s->refused = true;
    return CURL_SOCKET_BAD;
  }
  return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

/* ---- what comes ---- */

static size_t take_body(char *bytes, size_t size, size_t count, void *context) {
  sending *s = context;
  (void)size;
  if (s->answer->body.size + count > s->request->limit) {
    s->long_body = true;
    return 0;
  }
  dl_buffer_add(&s->answer->body, bytes, count);
  return s->answer->body.failed ? 0 : count;
}

/* A value that is kept whole or not at all. */
static void keep(char *to, size_t room, const char *value, size_t size) {
  if (size >= room || memchr(value, '\0', size)) size = 0;
  memcpy(to, value, size);
  to[size] = '\0';
}

static size_t take_field(char *line, size_t size, size_t count, void *context) {
  dl_fetch_answer *a = ((const sending *)context)->answer;
  const char *value;
  size_t n;
  (void)size;
  if (count > 5 && strncasecmp(line, "HTTP/", 5) == 0) { /* a redirect's fields are not the page's */
    a->type[0] = a->etag[0] = a->modified[0] = '\0';
    a->wait = 0;
    dl_buffer_clear(&a->body);
  } else if ((value = dl_http_field(line, count, "ETag", &n)) != NULL) {
    keep(a->etag, sizeof a->etag, value, n);
  } else if ((value = dl_http_field(line, count, "Last-Modified", &n)) != NULL) {
    keep(a->modified, sizeof a->modified, value, n);
  } else if ((value = dl_http_field(line, count, "Content-Type", &n)) != NULL) {
    const char *end = memchr(value, ';', n);
    if (end) n = (size_t)(end - value);
    while (n > 0 && value[n - 1] == ' ') n--;
    dl_http_copy(a->type, sizeof a->type, value, n);
  } else if ((value = dl_http_field(line, count, "Retry-After", &n)) != NULL) {
    char seconds[16];
    dl_http_copy(seconds, sizeof seconds, value, n);
    a->wait = strtol(seconds, NULL, 10);
    if (a->wait < 0) a->wait = 0;
  }
  return count;
}

static int look_up(void *context, curl_off_t total, curl_off_t now, curl_off_t up_total, curl_off_t up_now) {
  const sending *s = context;
  (void)total, (void)now, (void)up_total, (void)up_now;
  return s->client->stop && *s->client->stop != 0;
}

/* ---- a request ---- */

static void add_field(struct curl_slist **fields, const char *name, const char *value) {
  dl_buffer line = {0};
  if (!value || !value[0]) return;
  dl_buffer_printf(&line, "%s: %s", name, value);
  if (!line.failed) {
    struct curl_slist *more = curl_slist_append(*fields, line.data);
    if (more) *fields = more;
  }
  dl_buffer_free(&line);
}

static void set_up(CURL *h, const dl_client *c, const dl_fetch_request *r, sending *s, struct curl_slist *fields,
                   char *why) {
  curl_easy_reset(h); /* open connections are kept */
  curl_easy_setopt(h, CURLOPT_URL, r->url);
  curl_easy_setopt(h, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(h, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(h, CURLOPT_FOLLOWLOCATION, r->body ? 0L : 1L);
  curl_easy_setopt(h, CURLOPT_MAXREDIRS, (long)DL_REDIRECTS);
  curl_easy_setopt(h, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(h, CURLOPT_CONNECTTIMEOUT_MS, (long)((c->seconds < 15 ? c->seconds : 15) * 1000));
  curl_easy_setopt(h, CURLOPT_TIMEOUT_MS, (long)(c->seconds * 1000));
  curl_easy_setopt(h, CURLOPT_MAXFILESIZE_LARGE, (curl_off_t)r->limit);
  curl_easy_setopt(h, CURLOPT_ACCEPT_ENCODING, "");
  curl_easy_setopt(h, CURLOPT_USERAGENT, c->agent);
  curl_easy_setopt(h, CURLOPT_ERRORBUFFER, why);
  curl_easy_setopt(h, CURLOPT_HTTPHEADER, fields);
  curl_easy_setopt(h, CURLOPT_WRITEFUNCTION, take_body);
  curl_easy_setopt(h, CURLOPT_WRITEDATA, s);
  curl_easy_setopt(h, CURLOPT_HEADERFUNCTION, take_field);
  curl_easy_setopt(h, CURLOPT_HEADERDATA, s);
  curl_easy_setopt(h, CURLOPT_OPENSOCKETFUNCTION, open_socket);
  curl_easy_setopt(h, CURLOPT_OPENSOCKETDATA, s);
  curl_easy_setopt(h, CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt(h, CURLOPT_XFERINFOFUNCTION, look_up);
  curl_easy_setopt(h, CURLOPT_XFERINFODATA, s);
  if (!r->body) return;
  curl_easy_setopt(h, CURLOPT_POST, 1L);
  curl_easy_setopt(h, CURLOPT_POSTFIELDS, r->body);
  curl_easy_setopt(h, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)r->body_size);
}

static int told(const dl_client *c, const sending *s, CURLcode code, const char *why, dl_status *status) {
  const char *url = s->request->url;
  if (code == CURLE_OK) return DL_OK;
  if (c->stop && *c->stop != 0) return dl_fail(status, DL_ESTOPPED, "interrupted");
  if (code == CURLE_OUT_OF_MEMORY || s->answer->body.failed)
    return dl_fail(status, DL_EMEMORY, "%.400s: out of memory", url);
  if (s->refused)
    return dl_fail(status, DL_EIO,
                   "%.300s: leads to this machine or its private network, which no public feed may name", url);
  if (s->long_body || code == CURLE_FILESIZE_EXCEEDED)
    return dl_fail(status, DL_EIO, "%.400s: longer than %zu KiB", url, s->request->limit >> 10);
  if (code == CURLE_OPERATION_TIMEDOUT)
    return dl_fail(status, DL_EIO, "%.400s: no whole answer within %g s", url, c->seconds);
  if (code == CURLE_TOO_MANY_REDIRECTS)
    return dl_fail(status, DL_EIO, "%.400s: more than %d redirects", url, DL_REDIRECTS);
  return dl_fail(status, DL_EIO, "%.300s: %.150s", url, why[0] ? why : curl_easy_strerror(code));
}

int dl_client_send(dl_client *c, const dl_fetch_request *r, dl_fetch_answer *answer, dl_status *status) {
  char why[CURL_ERROR_SIZE] = "", *last = NULL;
  struct curl_slist *fields = NULL;
  *answer = (dl_fetch_answer){.code = 0};
  sending s = {.client = c, .request = r, .answer = answer};
  add_field(&fields, "Accept", r->accept);
  add_field(&fields, "If-None-Match", r->etag);
  add_field(&fields, "If-Modified-Since", r->modified);
  if (r->body) add_field(&fields, "Content-Type", "application/json");
  CURL *h = c->curl[r->outside];
  set_up(h, c, r, &s, fields, why);
  CURLcode code = curl_easy_perform(h);
  curl_easy_getinfo(h, CURLINFO_RESPONSE_CODE, &answer->code);
  curl_easy_getinfo(h, CURLINFO_EFFECTIVE_URL, &last);
  answer->inside = came_from_inside(h);
  keep(answer->url, sizeof answer->url, last ? last : r->url, strlen(last ? last : r->url));
  if (!answer->url[0]) keep(answer->url, sizeof answer->url, r->url, strlen(r->url));
  curl_slist_free_all(fields);
  return told(c, &s, code, why, status);
}

void dl_answer_free(dl_fetch_answer *answer) {
  dl_buffer_free(&answer->body);
}
