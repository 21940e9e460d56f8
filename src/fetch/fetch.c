#include "fetch/fetch.h"

#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include "fetch/hosts.h"
#include "intake/html.h"
#include "intake/http.h"
#include "intake/stream.h"

typedef struct queued {
  char *url;
  bool outside; /* named by a public feed list */
} queued;

struct dl_fetch {
  dl_fetch_options options;
  dl_client *client;
  dl_visits *visits;
  dl_hosts *hosts;
  queued *feeds;
  size_t feed_count, feed_capacity, feed_at;
  dl_waiting *pages;
  size_t page_count;
  bool loaded; /* the pages that wait are known */
  dl_fetch_counts counts;
};

int dl_fetch_new(const dl_fetch_options *options, dl_fetch **out, dl_status *status) {
  dl_fetch *f = *out = calloc(1, sizeof *f);
  if (!f) return dl_fail(status, DL_EMEMORY, "out of memory");
  f->options = *options;
  if (!f->options.agent) f->options.agent = "dateline/" DL_VERSION;
  int code = dl_client_new(f->options.agent, options->seconds, options->stop, &f->client, status);
  if (code == DL_OK) code = dl_visits_open(options->ledger, &f->visits, status);
  if (code == DL_OK) code = dl_hosts_new(f->client, options->delay, options->stop, &f->hosts, status);
  if (code == DL_OK) return DL_OK;
  dl_fetch_free(f);
  *out = NULL;
  return code;
}

void dl_fetch_free(dl_fetch *f) {
  if (!f) return;
  for (size_t i = 0; i < f->feed_count; i++) free(f->feeds[i].url);
  free(f->feeds);
  dl_waiting_free(f->pages, f->page_count);
  dl_hosts_free(f->hosts);
  dl_visits_close(f->visits);
  dl_client_free(f->client);
  free(f);
}

/* ---- addresses ---- */

/* The address that `link` means on a page of `base` (NULL: none), http or https, without a fragment; in the arena, ""
 * for anything else. */
static const char *absolute(dl_arena *arena, const char *base, const char *link) {
  CURLU *url = curl_url();
  char *scheme = NULL, *whole = NULL;
  const char *found = "";
  if (url && (!base || curl_url_set(url, CURLUPART_URL, base, CURLU_URLENCODE) == CURLUE_OK) &&
      curl_url_set(url, CURLUPART_URL, link, CURLU_URLENCODE) == CURLUE_OK &&
      curl_url_set(url, CURLUPART_FRAGMENT, NULL, 0) == CURLUE_OK &&
      curl_url_get(url, CURLUPART_SCHEME, &scheme, 0) == CURLUE_OK &&
      (strcmp(scheme, "http") == 0 || strcmp(scheme, "https") == 0) &&
      curl_url_get(url, CURLUPART_URL, &whole, 0) == CURLUE_OK && strlen(whole) < sizeof((dl_fetch_answer *)0)->url)
    found = dl_arena_strndup(arena, whole, strlen(whole));
  curl_free(scheme);
  curl_free(whole);
  curl_url_cleanup(url);
  return found;
}

static bool is_url(const char *name) {
  return strncasecmp(name, "http://", 7) == 0 || strncasecmp(name, "https://", 8) == 0;
}

static int add_feed(dl_fetch *f, const char *url, bool outside, dl_status *status) {
  for (size_t i = 0; i < f->feed_count; i++)
    if (strcmp(f->feeds[i].url, url) == 0) return DL_OK;
  if (f->feed_count == DL_FEEDS_A_RUN)
    return dl_fail(status, DL_EINPUT, "%.400s: more than %d feeds", url, DL_FEEDS_A_RUN);
  if (f->feed_count == f->feed_capacity) {
    size_t more = f->feed_capacity ? 2 * f->feed_capacity : 16;
    queued *feeds = realloc(f->feeds, more * sizeof *feeds);
    if (!feeds) return dl_fail(status, DL_EMEMORY, "out of memory");
    f->feeds = feeds;
    f->feed_capacity = more;
  }
  char *copy = strdup(url);
  if (!copy) return dl_fail(status, DL_EMEMORY, "out of memory");
  f->feeds[f->feed_count++] = (queued){copy, outside};
  return DL_OK;
}

/* ---- feeds ---- */

/* A feed's bytes, on their way into the ledger and the queue. */
typedef struct reading {
  dl_fetch *fetch;
  const char *name, *base; /* base: NULL for a file */
  const dl_buffer *bytes;
  const char *etag, *modified;
  bool inside, outside; /* its pages may be on the private network; its feeds may not */
  dl_arena *arena;
} reading;

static int read_feed(void *context, dl_status *status) {
  const reading *r = context;
  dl_feed feed;
  uint32_t fresh = 0;
  int code = dl_feed_read(r->name, r->bytes->data, r->bytes->size, r->arena, &feed, status);
  for (uint32_t i = 0; code == DL_OK && i < feed.feed_count; i++) {
    const char *url = absolute(r->arena, r->base, feed.feeds[i]);
    if (url[0]) code = add_feed(r->fetch, url, r->outside, status);
  }
  if (code != DL_OK || feed.feed_count > 0) return code;
  if (feed.entry_count > DL_ENTRIES_A_FEED) feed.entry_count = DL_ENTRIES_A_FEED;
  for (uint32_t i = 0; i < feed.entry_count; i++)
    feed.entries[i].link = absolute(r->arena, r->base, feed.entries[i].link);
  dl_visit visit = {r->name, feed.title, r->etag, r->modified, r->inside, feed.entries, feed.entry_count};
  code = dl_visits_add(r->fetch->visits, &visit, &fresh, status);
  r->fetch->counts.fresh += fresh;
  return code;
}

static int take_feed(reading *r, dl_status *status) {
  r->arena = dl_arena_new();
  if (!r->arena) return dl_fail(status, DL_EMEMORY, "out of memory");
  int code = dl_guard_run(read_feed, r, status);
  dl_arena_free(r->arena);
  return code;
}

/* Lines of a file that is no XML: addresses. */
static int add_lines(dl_fetch *f, const char *name, char *text, dl_status *status) {
  unsigned long number = 0;
  for (char *line = text, *next; line; line = next) {
    next = strchr(line, '\n');
    if (next) *next++ = '\0';
    number++;
    line += strspn(line, " \t\r");
    line[strcspn(line, " \t\r")] = '\0';
    if (!line[0] || line[0] == '#') continue;
    if (!is_url(line))
      return dl_fail(status, DL_EINPUT, "%s:%lu: '%.100s' is no address of http or https", name, number, line);
    int code = add_feed(f, line, false, status);
    if (code != DL_OK) return code;
  }
  return DL_OK;
}

static int add_file(dl_fetch *f, const char *path, dl_status *status) {
  dl_stream *stream = NULL;
  dl_buffer bytes = {0};
  bool more = false;
  const char *name = strcmp(path, "-") == 0 ? "standard input" : path;
  int code = dl_stream_open(path, &stream, status);
  if (code != DL_OK) return code;
  code = dl_stream_rest(stream, &bytes, DL_FEED_MAX, &more, status);
  dl_stream_close(stream);
  dl_buffer_add(&bytes, "", 0);
  if (code == DL_OK && bytes.failed) code = dl_fail(status, DL_EMEMORY, "%s: out of memory", name);
  if (code == DL_OK && more) code = dl_fail(status, DL_EINPUT, "%s: longer than %d MiB", name, DL_FEED_MAX >> 20);
  const char *text = bytes.data ? bytes.data : "";
  if (strncmp(text, "\xEF\xBB\xBF", 3) == 0) text += 3;
  if (code == DL_OK && text[strspn(text, " \t\r\n")] == '<')
    code = take_feed(&(reading){f, name, NULL, &bytes, "", "", false, false, NULL}, status);
  else if (code == DL_OK)
    code = add_lines(f, name, bytes.data, status);
  dl_buffer_free(&bytes);
  return code;
}

int dl_fetch_add(dl_fetch *f, const char *name, dl_status *status) {
  return is_url(name) ? add_feed(f, name, false, status) : add_file(f, name, status);
}

/* A failure of one feed or page is no failure of the run. */
static int pass_over(int code) {
  return code == DL_EIO ? DL_EINPUT : code;
}

static int ask_feed(dl_fetch *f, const queued *feed, dl_status *status) {
  char etag[256], modified[64];
  dl_fetch_answer a = {.code = 0};
  int code = dl_visits_feed(f->visits, feed->url, etag, modified, status);
  if (code == DL_OK) code = dl_hosts_wait(f->hosts, feed->url, status);
  if (code != DL_OK) return code;
  dl_fetch_request request = {
      .url = feed->url,
      .etag = etag,
      .modified = modified,
      .limit = DL_FEED_MAX,
      .outside = feed->outside,
      .accept = "application/rss+xml, application/atom+xml, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5"};
  code = dl_client_send(f->client, &request, &a, status);
  dl_hosts_asked(f->hosts, feed->url, &a);
  if (code == DL_OK && a.code == 304) {
    f->counts.unchanged++;
  } else if (code == DL_OK && (a.code < 200 || a.code > 299)) {
    code = dl_fail(status, DL_EINPUT, "%.400s: HTTP %ld", feed->url, a.code);
  } else if (code == DL_OK) {
    code = take_feed(&(reading){f, feed->url, a.url, &a.body, a.etag, a.modified, a.inside, !a.inside, NULL}, status);
  }
  f->counts.feeds += code == DL_OK;
  f->counts.failed += code != DL_OK;
  dl_answer_free(&a);
  return pass_over(code);
}

/* ---- pages ---- */

/* The page that waits longest and whose host may be asked, else the one whose host may be soonest; NULL: none is left.
 */
static dl_waiting *pick(dl_fetch *f) {
  dl_waiting *best = NULL;
  double least = 0;
  for (size_t i = 0; i < f->page_count; i++) {
    dl_waiting *p = &f->pages[i];
    double wait = p->taken ? -1 : dl_hosts_due(f->hosts, p->url);
    if (p->taken || wait < 0) continue; /* its host is left alone */
    if (best && wait >= least) continue;
    best = p;
    least = wait;
    if (wait == 0) break;
  }
  return best;
}

/* The bytes of a page with what is known of it behind them, in one piece. */
static int make_raw(const dl_waiting *p, dl_fetch_answer *a, dl_input kind, dl_raw *raw, dl_status *status) {
  dl_buffer out = {0};
  if (kind == DL_INPUT_TEXT)
    dl_html_decode(a->body.data, a->body.size, &out);
  else
    dl_buffer_add(&out, a->body.data, a->body.size);
  size_t size = out.size, id = size + 1, url = id + strlen(p->url) + 1, date = url + strlen(a->url) + 1;
  dl_buffer_add(&out, "", 1);
  dl_buffer_add(&out, p->url, strlen(p->url) + 1);
  dl_buffer_add(&out, a->url, strlen(a->url) + 1);
  dl_buffer_add(&out, p->date, strlen(p->date) + 1);
  if (out.failed) {
    dl_buffer_free(&out);
    return dl_fail(status, DL_EMEMORY, "%.400s: out of memory", p->url);
  }
  *raw = (dl_raw){.kind = kind,
                  .name = out.data + id,
                  .id = out.data + id,
                  .number = 1,
                  .line = 1,
                  .column = 1,
                  .bytes = out.data,
                  .size = size,
                  .web = true,
                  .url = out.data + url,
                  .date = out.data + date};
  return DL_OK;
}

/* An answer that brought no page: is there another chance? */
static int no_page(dl_fetch *f, const dl_waiting *p, long http, dl_status *status) {
  char why[32];
  bool final = http >= 400 && http < 500 && http != 408 && http != 425 && http != 429;
  snprintf(why, sizeof why, "HTTP %ld", http);
  int code = final ? dl_visits_refuse(f->visits, p, why, status) : DL_OK;
  return code == DL_OK ? dl_fail(status, DL_EINPUT, "%.400s: %s", p->url, why) : code;
}

static int take_answer(dl_fetch *f, const dl_waiting *p, dl_fetch_answer *a, dl_raw *raw, dl_status *status) {
  if (a->code < 200 || a->code > 299) return no_page(f, p, a->code, status);
  dl_input kind = a->body.size > 0 ? dl_http_kind(a->type, a->body.data, a->body.size) : DL_INPUT_AUTO;
  if (kind != DL_INPUT_AUTO) {
    f->counts.fetched++;
    return make_raw(p, a, kind, raw, status);
  }
  f->counts.other++;
  return dl_visits_refuse(f->visits, p, "no page of text", status);
}

static int ask_page(dl_fetch *f, const dl_waiting *p, dl_raw *raw, dl_status *status) {
  bool allowed;
  dl_fetch_answer a = {.code = 0};
  int code = dl_visits_try(f->visits, p, status);
  if (code == DL_OK) code = dl_hosts_allow(f->hosts, p->url, !p->inside, &allowed, status);
  f->counts.failed += code != DL_OK;
  if (code != DL_OK) return code;
  if (!allowed) {
    f->counts.forbidden++;
    return dl_visits_refuse(f->visits, p, "robots.txt", status);
  }
  if ((code = dl_hosts_wait(f->hosts, p->url, status))) return code;
  dl_fetch_request request = {.url = p->url,
                              .limit = DL_PAGE_MAX,
                              .outside = !p->inside,
                              .accept = "text/html, application/xhtml+xml, text/plain;q=0.5"};
  code = dl_client_send(f->client, &request, &a, status);
  dl_hosts_asked(f->hosts, p->url, &a);
  if (code == DL_OK) code = take_answer(f, p, &a, raw, status);
  f->counts.failed += code != DL_OK;
  dl_answer_free(&a);
  return pass_over(code);
}

int dl_fetch_next(dl_fetch *f, dl_raw *raw, dl_status *status) {
  *raw = (dl_raw){.name = raw->name};
  while (f->feed_at < f->feed_count) {
    queued feed = f->feeds[f->feed_at++]; /* a copy: the list may grow */
    int code = ask_feed(f, &feed, status);
    if (code != DL_OK) return code;
  }
  if (!f->loaded) {
    int code = dl_visits_waiting(f->visits, &f->pages, &f->page_count, status);
    if (code != DL_OK) return code;
    f->loaded = true;
  }
  for (dl_waiting *p; (p = pick(f)) != NULL;) {
    p->taken = true;
    int code = ask_page(f, p, raw, status);
    if (code != DL_OK || raw->bytes) return code;
  }
  f->counts.waiting = dl_fetch_left(f); /* their hosts are left alone */
  return DL_OK;
}

size_t dl_fetch_left(const dl_fetch *f) {
  size_t left = 0;
  for (size_t i = 0; i < f->page_count; i++) left += !f->pages[i].taken;
  return left;
}

dl_fetch_counts dl_fetch_count(const dl_fetch *f) {
  return f->counts;
}
