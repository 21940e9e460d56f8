/* What can be asked, and the answers' shared means: method and path become a route, its parameters a query, the query
 * an answer in JSON.
 *
 * A route says which parameters it takes, of whom it asks a token, and whether it reads, codes or writes; all others
 * are refused with DL_EUSAGE, which becomes 400 with the parameter's name. Answers are written into the response's
 * body, memory of an answer is its seat's arena's, and each runs under a guard. Internal to src/serve.
 */
#ifndef DL_SERVE_ROUTES_H
#define DL_SERVE_ROUTES_H

#include "base/json.h"
#include "query/query.h"
#include "serve/answer.h"

/* What was asked for: parameters, read and checked. */
typedef struct dl_asked {
  const dl_request *request;
  dl_query query;
  const char *title, *between, *by, *of, *q, *stance, *date, *format, *label;
  bool total, explain;
  long number; /* in the path */
} dl_asked;

/* DL_EUSAGE: a parameter is wrong (400). Under a guard. Another status than 200 is set in the response. */
typedef int (*dl_answer_fn)(dl_seat *seat, const dl_asked *asked, dl_response *response, dl_status *status);

enum {
  DL_ROUTE_OPEN = 1,  /* asks for no token */
  DL_ROUTE_READS = 2, /* the ledger: in one transaction */
  DL_ROUTE_CODES = 4, /* takes a body that is coded */
  DL_ROUTE_WRITES = 8 /* into the ledger */
};

typedef struct dl_route {
  const char *method, *path; /* with {number} for a number */
  unsigned parameters;       /* bits of dl_parameter_sets */
  long limit, limit_most;    /* 0: has none */
  dl_answer_fn answer;
  unsigned kind; /* bits */
} dl_route;

/* Which parameters a route takes. */
enum {
  DL_TAKES_FILTERS = 1,
  DL_TAKES_DAYS = 2,
  DL_TAKES_SOURCE = 4,
  DL_TAKES_SORT = 8,
  DL_TAKES_LIMIT = 16,
  DL_TAKES_CURSOR = 32,
  DL_TAKES_LIST = 64, /* total, format */
  DL_TAKES_STANCE = 128,
  DL_TAKES_TITLE = 256,
  DL_TAKES_BETWEEN = 512,
  DL_TAKES_BY = 1024,
  DL_TAKES_OF = 2048,
  DL_TAKES_Q = 4096,
  DL_TAKES_DATE = 8192,
  DL_TAKES_EXPLAIN = 16384,
  DL_TAKES_EVENT = 32768
};

/* The route of a method and a path; NULL: *allow is the methods that the path has, or NULL where there is no such path.
 * HEAD is GET. *number: in the path. */
const dl_route *dl_route_find(const char *method, const char *path, long *number, const char **allow);

/* Reads the parameters of a route. DL_EUSAGE with "--name ..." in the message, as options have it. */
int dl_asked_read(const dl_route *route, const dl_target *target, dl_asked *asked, dl_status *status);

/* The answers. lists.c */
int dl_answer_entries(dl_seat *seat, const dl_asked *asked, dl_response *response, dl_status *status);
int dl_answer_entry(dl_seat *seat, const dl_asked *asked, dl_response *response, dl_status *status);
int dl_answer_mentions(dl_seat *seat, const dl_asked *asked, dl_response *response, dl_status *status);
int dl_answer_claims(dl_seat *seat, const dl_asked *asked, dl_response *response, dl_status *status);
int dl_answer_screening(dl_seat *seat, const dl_asked *asked, dl_response *response, dl_status *status);
/* documents.c */
int dl_answer_documents(dl_seat *seat, const dl_asked *asked, dl_response *response, dl_status *status);
int dl_answer_document(dl_seat *seat, const dl_asked *asked, dl_response *response, dl_status *status);
int dl_answer_explain(dl_seat *seat, const dl_asked *asked, dl_response *response, dl_status *status);
int dl_answer_search(dl_seat *seat, const dl_asked *asked, dl_response *response, dl_status *status);
/* sums.c */
int dl_answer_flows(dl_seat *seat, const dl_asked *asked, dl_response *response, dl_status *status);
int dl_answer_histogram(dl_seat *seat, const dl_asked *asked, dl_response *response, dl_status *status);
int dl_answer_network(dl_seat *seat, const dl_asked *asked, dl_response *response, dl_status *status);
int dl_answer_facets(dl_seat *seat, const dl_asked *asked, dl_response *response, dl_status *status);
int dl_answer_places(dl_seat *seat, const dl_asked *asked, dl_response *response, dl_status *status);
/* about.c */
int dl_answer_stats_page(dl_seat *seat, const dl_asked *asked, dl_response *response, dl_status *status);
int dl_answer_vocabulary(dl_seat *seat, const dl_asked *asked, dl_response *response, dl_status *status);
int dl_answer_health(dl_seat *seat, const dl_asked *asked, dl_response *response, dl_status *status);
int dl_answer_counters(dl_seat *seat, const dl_asked *asked, dl_response *response, dl_status *status);
int dl_answer_live(dl_seat *seat, const dl_asked *asked, dl_response *response, dl_status *status);
/* coding.c */
int dl_answer_code(dl_seat *seat, const dl_asked *asked, dl_response *response, dl_status *status);
int dl_answer_add(dl_seat *seat, const dl_asked *asked, dl_response *response, dl_status *status);

/* response.c. A list under way: "{"total":..,"items":[", items, "],"next":..}". One item more than the limit is asked
 * for, so that it is known whether there is a next page. */
typedef struct dl_listing {
  dl_json json;
  long limit, count;
  long long last; /* the number of the last item that was listed */
  bool more;
} dl_listing;

/* NULL total: the member is left out; less than 0: null. */
void dl_listing_begin(dl_listing *listing, dl_response *response, long limit, const long long *total);
/* Is there room for one more, with this number? Else it only shows that there is more. */
bool dl_listing_takes(dl_listing *listing, long long number);
void dl_listing_end(dl_listing *listing);

/* A country's name ("Iran" for "IRN"); the code where it has none. */
const char *dl_country_name(const dl_model *model, const char *code);

/* coding.c: codes the bytes of one document as it was given. The worker is made when it is needed. Under a guard. */
int dl_code_text(dl_seat *seat, dl_document *doc, const char *text, size_t size, dl_status *status);
/* What dl_report_explain tells of an event (from 1), as a string under a key. */
void dl_put_explanation(dl_seat *seat, dl_document *doc, uint32_t number, const char *key, dl_json *json);

#endif
