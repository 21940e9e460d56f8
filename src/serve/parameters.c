/* The parameters of a request, read and checked. */
#include <math.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "intake/intake.h"
#include "serve/routes.h"

typedef enum takes { TEXT, CHOICE, WHOLE, REAL, BOOL, NEAR, DAY, LABEL } takes;

typedef struct parameter {
  const char *name;
  unsigned sets;
  takes takes;
  size_t at;           /* of the member of dl_asked */
  size_t longest;      /* of TEXT */
  const char *choices; /* of CHOICE, each between spaces */
} parameter;

#define AT(member) offsetof(dl_asked, member)
#define Q(member) offsetof(dl_asked, query.member)

static const parameter parameters[] = {
    {"actor", DL_TAKES_FILTERS, TEXT, Q(actor), 200, NULL},
    {"recipient", DL_TAKES_FILTERS, TEXT, Q(recipient), 200, NULL},
    {"event", DL_TAKES_FILTERS, TEXT, Q(event), 40, NULL},
    {"object", DL_TAKES_FILTERS, TEXT, Q(object), 40, NULL},
    {"status", DL_TAKES_FILTERS, TEXT, Q(status), 40, NULL},
    {"since", DL_TAKES_FILTERS | DL_TAKES_DAYS, TEXT, Q(since), 40, NULL},
    {"until", DL_TAKES_FILTERS | DL_TAKES_DAYS, TEXT, Q(until), 40, NULL},
    {"place", DL_TAKES_FILTERS, TEXT, Q(place), 200, NULL},
    {"near", DL_TAKES_FILTERS, NEAR, 0, 0, NULL},
    {"said_by", DL_TAKES_FILTERS, TEXT, Q(said_by), 200, NULL},
    {"denied_by", DL_TAKES_FILTERS, TEXT, Q(denied_by), 200, NULL},
    {"source", DL_TAKES_FILTERS | DL_TAKES_SOURCE, TEXT, Q(source), 200, NULL},
    {"min_sources", DL_TAKES_FILTERS, WHOLE, Q(min_sources), 1000000, NULL},
    {"min_confidence", DL_TAKES_FILTERS, REAL, Q(least), 0, NULL},
    {"text", DL_TAKES_FILTERS, TEXT, Q(text), 400, NULL},
    {"sort", DL_TAKES_SORT, CHOICE, Q(sort), 0, " date -date sources -sources reported -reported "},
    {"limit", DL_TAKES_LIMIT, WHOLE, Q(limit), 10000, NULL},
    {"cursor", DL_TAKES_CURSOR, WHOLE, Q(after), 0, NULL},
    {"total", DL_TAKES_LIST, BOOL, AT(total), 0, NULL},
    {"format", DL_TAKES_LIST, CHOICE, AT(format), 0, " json csv "},
    {"stance", DL_TAKES_STANCE, CHOICE, AT(stance), 0, " asserts open denies "}, /* of voices that are listed; */
    {"stance", DL_TAKES_FILTERS, TEXT, Q(attitude), 40, NULL}, /* other words: of one who speaks of it */
    {"title", DL_TAKES_TITLE, TEXT, AT(title), 200, NULL},
    {"between", DL_TAKES_FILTERS | DL_TAKES_BETWEEN, TEXT, AT(between), 200, NULL},
    {"by", DL_TAKES_BY, CHOICE, AT(by), 0, " day week month year "},
    {"of", DL_TAKES_OF, TEXT, AT(of), 100, NULL},
    {"q", DL_TAKES_Q, TEXT, AT(q), 400, NULL},
    {"date", DL_TAKES_DATE, DAY, AT(date), 0, NULL},
    {"explain", DL_TAKES_EXPLAIN, BOOL, AT(explain), 0, NULL},
    {"event", DL_TAKES_EVENT, LABEL, AT(label), 0, NULL},
};
enum { PARAMETERS = sizeof parameters / sizeof *parameters };

static int read_whole(const char *name, const char *value, size_t most, long long *to, dl_status *status) {
  size_t digits = strspn(value, "0123456789");
  *to = digits <= 18 ? strtoll(value, NULL, 10) : 0;
  if (!value[digits] && *to >= 1 && (most == 0 || (size_t)*to <= most)) return DL_OK;
  if (most == 0) return dl_fail(status, DL_EUSAGE, "--%s is '%.60s': a number from 1 on", name, value);
  return dl_fail(status, DL_EUSAGE, "--%s is '%.60s': a number from 1 to %zu", name, value, most);
}

static int read_near(const char *value, dl_query *q, dl_status *status) {
  int size = 0;
  bool read = sscanf(value, "%lf,%lf,%lf%n", &q->lat, &q->lon, &q->km, &size) == 3 && !value[size];
  q->near = read && fabs(q->lat) <= 90 && fabs(q->lon) <= 180 && q->km > 0 && q->km <= 20040;
  if (q->near) return DL_OK;
  return dl_fail(status, DL_EUSAGE,
                 "--near is '%.60s': degrees north, degrees east and kilometres, as in 50.45,30.52,100", value);
}

static bool is_choice(const char *choices, const char *value) {
  size_t size = strlen(value);
  for (const char *at = choices; size > 0 && (at = strstr(at, value)) != NULL; at++)
    if (at[-1] == ' ' && at[size] == ' ') return true;
  return false;
}

static int read_real(const char *name, const char *value, double *to, dl_status *status) {
  char *end = NULL;
  *to = strtod(value, &end);
  if (end != value && !*end && *to >= 0 && *to <= 1) return DL_OK;
  return dl_fail(status, DL_EUSAGE, "--%s is '%.60s': a number from 0 to 1", name, value);
}

static int read_value(const dl_route *route, const parameter *p, const char *value, dl_asked *asked,
                      dl_status *status) {
  char *to = (char *)asked + p->at;
  long long whole = 0;
  int code;
  switch (p->takes) {
    case WHOLE:
      code = read_whole(p->name, value, p->sets == DL_TAKES_LIMIT ? (size_t)route->limit_most : p->longest, &whole,
                        status);
      if (p->sets == DL_TAKES_CURSOR)
        *(long long *)(void *)to = whole;
      else
        *(long *)(void *)to = (long)whole;
      return code;
    case REAL:
      return read_real(p->name, value, (double *)(void *)to, status);
    case NEAR:
      return read_near(value, &asked->query, status);
    case BOOL:
      *(bool *)(void *)to = strcmp(value, "true") == 0;
      if (*(bool *)(void *)to || strcmp(value, "false") == 0) return DL_OK;
      return dl_fail(status, DL_EUSAGE, "--%s is '%.60s': true or false", p->name, value);
    case CHOICE:
      if (!is_choice(p->choices, value))
        return dl_fail(status, DL_EUSAGE, "--%s is '%.60s': one of%s", p->name, value, p->choices);
      break;
    case DAY:
      if (!dl_date_valid(value)) return dl_fail(status, DL_EUSAGE, "--%s is '%.60s', not YYYY-MM-DD", p->name, value);
      break;
    case LABEL:
      if (value[0] != 'V' || value[1] < '1' || value[1] > '9' || value[1 + strspn(value + 1, "0123456789")] ||
          strlen(value) > 9)
        return dl_fail(status, DL_EUSAGE, "--%s is '%.60s': an event as V3", p->name, value);
      break;
    default:
      if (strlen(value) > p->longest)
        return dl_fail(status, DL_EUSAGE, "--%s is longer than %zu bytes", p->name, p->longest);
  }
  *(const char **)(void *)to = value;
  return DL_OK;
}

static int read_parameter(const dl_route *route, const dl_target *target, int index, dl_asked *asked,
                          dl_status *status) {
  const dl_parameter *given = &target->parameters[index];
  for (int i = 0; i < index; i++)
    if (strcmp(target->parameters[i].name, given->name) == 0)
      return dl_fail(status, DL_EUSAGE, "--%.60s stands there twice", given->name);
  const parameter *fits = NULL; /* of two of a name, the first that has such a choice */
  for (size_t i = 0; i < PARAMETERS; i++) {
    if (!(parameters[i].sets & route->parameters) || strcmp(parameters[i].name, given->name) != 0) continue;
    if (!fits || (fits->takes == CHOICE && !is_choice(fits->choices, given->value))) fits = &parameters[i];
  }
  if (fits) return given->value[0] ? read_value(route, fits, given->value, asked, status) : DL_OK;
  return dl_fail(status, DL_EUSAGE, "--%.60s is no parameter of %s", given->name, route->path);
}

static int needed(const char *name, const char *value, dl_status *status) {
  return value && *value ? DL_OK : dl_fail(status, DL_EUSAGE, "--%s is needed", name);
}

int dl_asked_read(const dl_route *route, const dl_target *target, dl_asked *asked, dl_status *status) {
  int code = DL_OK;
  asked->total = true;
  for (int i = 0; i < target->count && !code; i++) code = read_parameter(route, target, i, asked, status);
  if (!code && route->parameters & DL_TAKES_BETWEEN) code = needed("between", asked->between, status);
  if (!code && route->parameters & DL_TAKES_Q) code = needed("q", asked->q, status);
  if (!code && route->parameters & DL_TAKES_EVENT) code = needed("event", asked->label, status);
  if (!asked->query.limit) asked->query.limit = route->limit;
  return code;
}
