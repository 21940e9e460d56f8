#include "serve/routes.h"

#include <stdlib.h>
#include <string.h>

#define LISTED (DL_TAKES_LIMIT | DL_TAKES_CURSOR)

static const dl_route routes[] = {
    {"GET", "/api/v1/entries", DL_TAKES_FILTERS | DL_TAKES_SORT | DL_TAKES_LIST | LISTED, 50, 10000, dl_answer_entries,
     DL_ROUTE_READS},
    {"GET", "/api/v1/entries/{number}", 0, 0, 0, dl_answer_entry, DL_ROUTE_READS},
    {"GET", "/api/v1/mentions", DL_TAKES_FILTERS | DL_TAKES_SORT | LISTED, 50, 500, dl_answer_mentions, DL_ROUTE_READS},
    {"GET", "/api/v1/claims", DL_TAKES_FILTERS | DL_TAKES_SORT | DL_TAKES_STANCE | LISTED, 50, 200, dl_answer_claims,
     DL_ROUTE_READS},
    {"GET", "/api/v1/documents", DL_TAKES_SOURCE | DL_TAKES_TITLE | DL_TAKES_DAYS | LISTED, 50, 500,
     dl_answer_documents, DL_ROUTE_READS},
    {"POST", "/api/v1/documents", DL_TAKES_DATE, 0, 0, dl_answer_add, DL_ROUTE_CODES | DL_ROUTE_WRITES},
    {"GET", "/api/v1/documents/{number}", 0, 0, 0, dl_answer_document, DL_ROUTE_READS},
    {"GET", "/api/v1/documents/{number}/explain", DL_TAKES_EVENT, 0, 0, dl_answer_explain, DL_ROUTE_READS},
    {"GET", "/api/v1/flows", DL_TAKES_FILTERS | DL_TAKES_BETWEEN | DL_TAKES_BY, 0, 0, dl_answer_flows, DL_ROUTE_READS},
    {"GET", "/api/v1/screening", DL_TAKES_FILTERS | LISTED, 50, 500, dl_answer_screening, DL_ROUTE_READS},
    {"GET", "/api/v1/histogram", DL_TAKES_FILTERS | DL_TAKES_BY, 0, 0, dl_answer_histogram, DL_ROUTE_READS},
    {"GET", "/api/v1/network", DL_TAKES_FILTERS | DL_TAKES_LIMIT, 200, 2000, dl_answer_network, DL_ROUTE_READS},
    {"GET", "/api/v1/facets", DL_TAKES_FILTERS | DL_TAKES_OF | DL_TAKES_LIMIT, 20, 200, dl_answer_facets,
     DL_ROUTE_READS},
    {"GET", "/api/v1/places", DL_TAKES_FILTERS | DL_TAKES_LIMIT, 1000, 5000, dl_answer_places, DL_ROUTE_READS},
    {"GET", "/api/v1/search", DL_TAKES_Q | DL_TAKES_LIMIT, 10, 50, dl_answer_search, DL_ROUTE_READS},
    {"GET", "/api/v1/vocabulary", 0, 0, 0, dl_answer_vocabulary, DL_ROUTE_READS},
    {"GET", "/api/v1/stats", 0, 0, 0, dl_answer_stats_page, DL_ROUTE_READS},
    {"POST", "/api/v1/code", DL_TAKES_DATE | DL_TAKES_EXPLAIN, 0, 0, dl_answer_code, DL_ROUTE_CODES},
    {"GET", "/api/v1/live", 0, 0, 0, dl_answer_live, 0},
    {"GET", "/healthz", 0, 0, 0, dl_answer_health, DL_ROUTE_OPEN | DL_ROUTE_READS},
    {"GET", "/metrics", 0, 0, 0, dl_answer_counters, 0},
};
enum { ROUTES = sizeof routes / sizeof *routes };

/* Does a path fit a pattern? */
static bool fits(const char *pattern, const char *path, long *number) {
  static const char hole[] = "{number}";
  for (; *pattern; pattern++, path++) {
    if (*pattern != '{') {
      if (*pattern != *path) return false;
      continue;
    }
    size_t digits = strspn(path, "0123456789");
    if (digits == 0 || digits > 18 || path[0] == '0') return false;
    *number = strtol(path, NULL, 10);
    pattern += sizeof hole - 2;
    path += digits - 1;
  }
  return *path == '\0';
}

const dl_route *dl_route_find(const char *method, const char *path, long *number, const char **allow) {
  const char *wanted = strcmp(method, "HEAD") == 0 ? "GET" : method;
  bool get = false, post = false;
  *number = 0;
  for (size_t i = 0; i < ROUTES; i++) {
    if (!fits(routes[i].path, path, number)) continue;
    if (strcmp(routes[i].method, wanted) == 0) return &routes[i];
    get |= routes[i].method[0] == 'G';
    post |= routes[i].method[0] == 'P';
  }
  *allow = get && post ? "GET, HEAD, POST" : get ? "GET, HEAD" : post ? "POST" : NULL;
  return NULL;
}
