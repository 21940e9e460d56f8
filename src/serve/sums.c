/* What entries sum up to: flows, a histogram, a network, facets, places. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "export/rows.h"
#include "serve/counts.h"
#include "serve/routes.h"

/* ---- flows ---- */

int dl_answer_flows(dl_seat *seat, const dl_asked *asked, dl_response *r, dl_status *status) {
  dl_flow_query query = {.filters = asked->query, .by = asked->by ? asked->by : "month"};
  dl_flows flows;
  if (strcmp(query.by, "day") == 0) return dl_fail(status, DL_EUSAGE, "--by is 'day': month, week or year");
  int code = dl_query_check(&asked->query, NULL, status);
  if (!code) code = dl_flows_of(dl_count_acts, seat, &query, seat->arena, &flows, status);
  if (!code) dl_flows_json(&flows, seat->arena, &r->body);
  return code;
}

/* ---- histogram ---- */

typedef struct counting {
  dl_json json;
  dl_sums undated;
  long long total;
} counting;

static int count_period(const dl_group *group, void *context) {
  counting *c = context;
  c->total += group->sums.entries;
  if (!group->keys[0][0]) {
    c->undated = group->sums;
    return DL_OK;
  }
  dl_json_object(&c->json, NULL);
  dl_json_string(&c->json, "period", group->keys[0]);
  dl_sums_json(&c->json, &group->sums);
  dl_json_end_object(&c->json);
  return DL_OK;
}

int dl_answer_histogram(dl_seat *seat, const dl_asked *asked, dl_response *r, dl_status *status) {
  const char *by = asked->by ? asked->by : "month";
  counting c = {.total = 0};
  dl_json_start(&c.json, &r->body);
  dl_json_object(&c.json, NULL);
  dl_json_string(&c.json, "by", by);
  dl_json_array(&c.json, "items");
  int code = dl_count_group(seat, &asked->query, &by, 1, count_period, &c, status);
  dl_json_end_array(&c.json);
  dl_json_int(&c.json, "total", c.total);
  dl_json_object(&c.json, "undated");
  dl_sums_json(&c.json, &c.undated);
  dl_json_end_object(&c.json);
  dl_json_end_object(&c.json);
  return code;
}

/* ---- network ---- */

typedef struct edge {
  const char *sides[2];
  dl_sums sums;
} edge;

typedef struct node {
  const char *id;
  long long entries, degree;
  double goldstein;
} node;

typedef struct network {
  dl_arena *arena;
  edge *edges;
  uint32_t count, capacity;
  node *nodes;
  uint32_t node_count, node_capacity;
} network;

static int take_edge(const dl_group *group, void *context) {
  network *n = context;
  edge e = {.sums = group->sums};
  for (int i = 0; i < 2; i++) {
    if (!group->keys[i][0]) return DL_OK;
    e.sides[i] = dl_arena_strndup(n->arena, group->keys[i], strlen(group->keys[i]));
  }
  *DL_PUSH(n->arena, n->edges, n->count, n->capacity) = e;
  return DL_OK;
}

static int by_entries(const void *a, const void *b) {
  const edge *x = a, *y = b;
  if (x->sums.entries != y->sums.entries) return x->sums.entries < y->sums.entries ? 1 : -1;
  int order = strcmp(x->sides[0], y->sides[0]);
  return order ? order : strcmp(x->sides[1], y->sides[1]);
}

static node *node_of(network *n, const char *id) {
  for (uint32_t i = 0; i < n->node_count; i++)
    if (strcmp(n->nodes[i].id, id) == 0) return &n->nodes[i];
  node *new = DL_PUSH(n->arena, n->nodes, n->node_count, n->node_capacity);
  new->id = id;
  return new;
}

/* Is there an edge before this one between the two, either way? */
static bool met(const network *n, uint32_t index) {
  const edge *e = &n->edges[index];
  for (uint32_t i = 0; i < index; i++)
    if (strcmp(n->edges[i].sides[0], e->sides[1]) == 0 && strcmp(n->edges[i].sides[1], e->sides[0]) == 0) return true;
  return false;
}

static double net_of(const dl_sums *s) {
  return s->goldstein_facts + s->goldstein_claims;
}

static void put_edges(dl_json *j, const network *n, uint32_t shown) {
  dl_json_array(j, "edges");
  for (uint32_t i = 0; i < shown; i++) {
    const edge *e = &n->edges[i];
    long long told = e->sums.facts + e->sums.claims + e->sums.disputed;
    dl_json_object(j, NULL);
    dl_json_string(j, "actor", e->sides[0]);
    dl_json_string(j, "recipient", e->sides[1]);
    dl_sums_json(j, &e->sums);
    if (told > 0)
      dl_json_real(j, "mean", round(net_of(&e->sums) / (double)told * 1000) / 1000);
    else
      dl_json_null(j, "mean");
    dl_json_end_object(j);
  }
  dl_json_end_array(j);
}

static void put_nodes(dl_json *j, const network *n, const dl_model *model) {
  dl_json_array(j, "nodes");
  for (uint32_t i = 0; i < n->node_count; i++) {
    dl_json_object(j, NULL);
    dl_json_string(j, "id", n->nodes[i].id);
    dl_json_string(j, "name", dl_country_name(model, n->nodes[i].id));
    dl_json_int(j, "entries", n->nodes[i].entries);
    dl_json_int(j, "degree", n->nodes[i].degree);
    dl_json_real(j, "goldstein", round(n->nodes[i].goldstein * 1000) / 1000);
    dl_json_end_object(j);
  }
  dl_json_end_array(j);
}

int dl_answer_network(dl_seat *seat, const dl_asked *asked, dl_response *r, dl_status *status) {
  static const char *const names[] = {"actor", "recipient"};
  network n = {.arena = seat->arena};
  dl_json j;
  int code = dl_count_group(seat, &asked->query, names, 2, take_edge, &n, status);
  if (code) return code;
  if (n.count > 0) qsort(n.edges, n.count, sizeof *n.edges, by_entries);
  uint32_t shown = n.count < (uint32_t)asked->query.limit ? n.count : (uint32_t)asked->query.limit;
  for (uint32_t i = 0; i < shown; i++)
    for (int side = 0; side < 2; side++) {
      node *x = node_of(&n, n.edges[i].sides[side]);
      x->entries += n.edges[i].sums.entries;
      x->goldstein += net_of(&n.edges[i].sums);
      x->degree += !met(&n, i);
    }
  dl_json_start(&j, &r->body);
  dl_json_object(&j, NULL);
  put_nodes(&j, &n, dl_seat_model(seat));
  put_edges(&j, &n, shown);
  dl_json_bool(&j, "cut", shown < n.count);
  dl_json_end_object(&j);
  return DL_OK;
}

/* ---- facets ---- */

typedef struct value {
  const char *text;
  long long entries;
} value;

typedef struct facet {
  dl_arena *arena;
  value *values;
  uint32_t count, capacity;
} facet;

static int take_value(const char *text, long long entries, void *context) {
  facet *f = context;
  if (text[0])
    *DL_PUSH(f->arena, f->values, f->count, f->capacity) =
        (value){dl_arena_strndup(f->arena, text, strlen(text)), entries};
  return DL_OK;
}

static int take_group(const dl_group *group, void *context) {
  return take_value(group->keys[0], group->sums.entries, context);
}

static int by_number(const void *a, const void *b) {
  const value *x = a, *y = b;
  if (x->entries != y->entries) return x->entries < y->entries ? 1 : -1;
  return strcmp(x->text, y->text);
}

static int put_facet(dl_seat *seat, const dl_asked *asked, const char *name, dl_json *j, dl_status *status) {
  static const struct {
    const char *name;
    int top; /* -1: a name to group by */
    bool country;
  } kinds[] = {{"actor", -1, true},
               {"recipient", -1, true},
               {"event", -1, false},
               {"object", -1, false},
               {"status", -1, false},
               {"quad", -1, false},
               {"place", DL_TOP_PLACES, false},
               {"country", DL_TOP_COUNTRIES, true},
               {"source", DL_TOP_PAPERS, false}};
  facet f = {.arena = seat->arena};
  for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
    if (strcmp(kinds[k].name, name) != 0) continue;
    int code = kinds[k].top < 0
                   ? dl_count_group(seat, &asked->query, &name, 1, take_group, &f, status)
                   : dl_count_tops(seat, &asked->query, kinds[k].top, asked->query.limit, take_value, &f, status);
    if (code) return code;
    if (f.count > 0) qsort(f.values, f.count, sizeof *f.values, by_number);
    dl_json_array(j, name);
    for (uint32_t i = 0; i < f.count && i < (uint32_t)asked->query.limit; i++) {
      dl_json_object(j, NULL);
      dl_json_string(j, "value", f.values[i].text);
      dl_json_string(j, "name",
                     kinds[k].country ? dl_country_name(dl_seat_model(seat), f.values[i].text) : f.values[i].text);
      dl_json_int(j, "entries", f.values[i].entries);
      dl_json_end_object(j);
    }
    dl_json_end_array(j);
    return DL_OK;
  }
  return dl_fail(status, DL_EUSAGE,
                 "--of names '%.40s': actor, recipient, event, object, status, quad, place, country or source", name);
}

int dl_answer_facets(dl_seat *seat, const dl_asked *asked, dl_response *r, dl_status *status) {
  const char *of = asked->of ? asked->of : "actor,recipient,event,object,status,place,source";
  char *list = dl_arena_strndup(seat->arena, of, strlen(of)), *rest = list;
  dl_json j;
  int code = DL_OK;
  dl_json_start(&j, &r->body);
  dl_json_object(&j, NULL);
  for (char *name; !code && (name = strsep(&rest, ",")) != NULL;) {
    size_t size = strlen(name);
    for (const char *at = list; at < name; at += strlen(at) + 1)
      if (strncmp(at, name, size + 1) == 0) return dl_fail(status, DL_EUSAGE, "--of names '%s' twice", name);
    code = put_facet(seat, asked, name, &j, status);
  }
  dl_json_end_object(&j);
  return code;
}

/* ---- places ---- */

typedef struct mapping {
  dl_json json;
  long left;
  bool cut;
} mapping;

static int put_spot(const dl_top_spot *spot, void *context) {
  mapping *m = context;
  m->cut = m->left == 0;
  if (m->cut) return DL_OK;
  m->left--;
  dl_json_object(&m->json, NULL);
  dl_json_string(&m->json, "name", spot->place.name);
  dl_json_string(&m->json, "country", spot->place.country);
  dl_json_number(&m->json, "lat", spot->place.lat);
  dl_json_number(&m->json, "lon", spot->place.lon);
  if (spot->place.geonames)
    dl_json_int(&m->json, "geonames", spot->place.geonames);
  else
    dl_json_null(&m->json, "geonames");
  dl_sums_json(&m->json, &spot->sums);
  dl_json_end_object(&m->json);
  return DL_OK;
}

int dl_answer_places(dl_seat *seat, const dl_asked *asked, dl_response *r, dl_status *status) {
  mapping m = {.left = asked->query.limit};
  long long unplaced = 0;
  dl_json_start(&m.json, &r->body);
  dl_json_object(&m.json, NULL);
  dl_json_array(&m.json, "items");
  int code = dl_count_spots(seat, &asked->query, asked->query.limit + 1, put_spot, &m, &unplaced, status);
  dl_json_end_array(&m.json);
  dl_json_int(&m.json, "unplaced", unplaced);
  dl_json_bool(&m.json, "cut", m.cut);
  dl_json_end_object(&m.json);
  return code;
}
