/* The file of rules: YAML, read by libyaml into its own tree. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <yaml.h>

#include "base/nearest.h"
#include "stories/status.h"
#include "watch/watch.h"

typedef struct reading {
  const char *path;
  const dl_model *model;
  yaml_document_t tree;
  dl_rules *rules;
  const char *webhook; /* of rules that state none */
  dl_status *status;
} reading;

typedef enum takes { TEXT, STATUS, WHOLE, SHARE, POINT } takes;

/* The fields of a rule that are filters of query, by the names of its options. */
static const struct {
  const char *name;
  takes takes;
  size_t at;
} fields[] = {{"actor", TEXT, offsetof(dl_query, actor)},     {"recipient", TEXT, offsetof(dl_query, recipient)},
              {"event", TEXT, offsetof(dl_query, event)},     {"object", TEXT, offsetof(dl_query, object)},
              {"since", TEXT, offsetof(dl_query, since)},     {"until", TEXT, offsetof(dl_query, until)},
              {"place", TEXT, offsetof(dl_query, place)},     {"near", POINT, 0},
              {"status", STATUS, offsetof(dl_query, status)}, {"min-sources", WHOLE, offsetof(dl_query, min_sources)},
              {"said-by", TEXT, offsetof(dl_query, said_by)}, {"denied-by", TEXT, offsetof(dl_query, denied_by)},
              {"source", TEXT, offsetof(dl_query, source)},   {"text", TEXT, offsetof(dl_query, text)},
              {"stance", TEXT, offsetof(dl_query, attitude)}, {"min-confidence", SHARE, offsetof(dl_query, least)}};
enum { FIELDS = sizeof fields / sizeof *fields };

static int bad(const reading *r, const yaml_node_t *node, const char *format, const char *value) {
  char why[300];
  snprintf(why, sizeof why, format, value);
  return dl_fail(r->status, DL_EINPUT, "%s:%zu: %s", r->path, node->start_mark.line + 1, why);
}

/* The text of a node in the arena, or NULL: it is no scalar. */
static const char *scalar(const reading *r, const yaml_node_t *node) {
  if (node->type != YAML_SCALAR_NODE) return NULL;
  return dl_arena_strndup(r->rules->arena, (const char *)node->data.scalar.value, node->data.scalar.length);
}

static int set_point(const reading *r, const yaml_node_t *node, const char *value, dl_query *q) {
  int size = 0;
  q->near = sscanf(value, "%lf , %lf , %lf%n", &q->lat, &q->lon, &q->km, &size) == 3 && !value[size] && q->lat >= -90 &&
            q->lat <= 90 && q->lon >= -180 && q->lon <= 180 && q->km > 0;
  return q->near
             ? DL_OK
             : bad(r, node, "near is '%s': degrees north, degrees east and kilometres, as in 50.45,30.52,100", value);
}

static int set_status(const reading *r, const yaml_node_t *node, const char *value) {
  if (dl_is_status(value)) return DL_OK;
  return bad(r, node, "status is '%s': reported, claimed, corroborated, disputed, denied or announced", value);
}

static int set_field(const reading *r, const yaml_node_t *node, int field, const char *value, dl_query *q) {
  char *to = (char *)q + fields[field].at, *end = NULL;
  double number = strtod(value, &end);
  bool numeric = end != value && !*end;
  switch (fields[field].takes) {
    case POINT:
      return set_point(r, node, value, q);
    case WHOLE:
      if (!numeric || number < 1 || number > 1e9 || number != (long)number)
        return bad(r, node, "min-sources is '%s': a number from 1 on", value);
      *(long *)(void *)to = (long)number;
      return DL_OK;
    case SHARE:
      if (!numeric || !(number >= 0 && number <= 1))
        return bad(r, node, "min-confidence is '%s': a number from 0 to 1", value);
      *(double *)(void *)to = number;
      return DL_OK;
    case STATUS:
      if (set_status(r, node, value) != DL_OK) return DL_EINPUT;
      break;
    default:
      break;
  }
  if (!value[0]) return bad(r, node, "%s is empty", fields[field].name);
  *(const char **)(void *)to = value;
  return DL_OK;
}

static int set_webhook(const reading *r, const yaml_node_t *node, const char *value, const char **to) {
  if (strncasecmp(value, "http://", 7) != 0 && strncasecmp(value, "https://", 8) != 0)
    return bad(r, node, "webhook is '%s': an address of http or https", value);
  *to = value;
  return DL_OK;
}

static int unknown(const reading *r, const yaml_node_t *node, const char *key, const char *const *names, size_t count) {
  const char *near = dl_nearest(key, names, count);
  char why[200];
  snprintf(why, sizeof why, near ? "no field '%.60s': is '%s' meant?" : "no field '%.60s'", key, near);
  return bad(r, node, "%s", why);
}

/* One field of a rule. */
static int read_pair(reading *r, const yaml_node_t *key_node, const yaml_node_t *node, dl_rule *rule) {
  const char *names[FIELDS + 2] = {"name", "webhook"}, *key = scalar(r, key_node), *value = scalar(r, node);
  if (!key) return bad(r, key_node, "%s", "a field is no text");
  if (!value) return bad(r, node, "%s is no single value", key);
  if (strcmp(key, "name") == 0) {
    rule->name = value;
    return DL_OK;
  }
  if (strcmp(key, "webhook") == 0) return set_webhook(r, node, value, &rule->webhook);
  for (int i = 0; i < FIELDS; i++) {
    names[i + 2] = fields[i].name;
    if (strcmp(key, fields[i].name) == 0) return set_field(r, node, i, value, &rule->query);
  }
  return unknown(r, key_node, key, names, FIELDS + 2);
}

static int read_rule(reading *r, const yaml_node_t *node) {
  dl_rule rule = {.name = "", .webhook = ""};
  if (node->type != YAML_MAPPING_NODE) return bad(r, node, "%s", "a rule is a list of fields (name: value)");
  for (const yaml_node_pair_t *p = node->data.mapping.pairs.start; p < node->data.mapping.pairs.top; p++) {
    int code =
        read_pair(r, yaml_document_get_node(&r->tree, p->key), yaml_document_get_node(&r->tree, p->value), &rule);
    if (code != DL_OK) return code;
  }
  dl_status why = {0};
  if (!rule.name[0]) return bad(r, node, "%s", "a rule has no name");
  for (uint32_t i = 0; i < r->rules->count; i++)
    if (strcmp(r->rules->items[i].name, rule.name) == 0) return bad(r, node, "two rules are called '%s'", rule.name);
  if (dl_query_check(&rule.query, r->model, &why) != DL_OK) return bad(r, node, "%s", why.message);
  if (!rule.webhook[0]) rule.webhook = r->webhook;
  *DL_PUSH(r->rules->arena, r->rules->items, r->rules->count, r->rules->capacity) = rule;
  return DL_OK;
}

/* "webhook: ..." and "rules: ...". */
static int read_top(reading *r, const yaml_node_t *root, const yaml_node_t **list) {
  static const char *const names[] = {"rules", "webhook"};
  if (root->type != YAML_MAPPING_NODE) return bad(r, root, "%s", "'rules:' is missing");
  for (const yaml_node_pair_t *p = root->data.mapping.pairs.start; p < root->data.mapping.pairs.top; p++) {
    const yaml_node_t *key_node = yaml_document_get_node(&r->tree, p->key),
                      *node = yaml_document_get_node(&r->tree, p->value);
    const char *key = scalar(r, key_node), *value = scalar(r, node);
    int code = DL_OK;
    if (key && strcmp(key, "rules") == 0)
      *list = node;
    else if (key && value && strcmp(key, "webhook") == 0)
      code = set_webhook(r, node, value, &r->webhook);
    else
      code = unknown(r, key_node, key ? key : "", names, 2);
    if (code != DL_OK) return code;
  }
  if (!*list || (*list)->type != YAML_SEQUENCE_NODE) return bad(r, root, "%s", "'rules:' is missing, or no list");
  return DL_OK;
}

static int walk(void *context, dl_status *status) {
  reading *r = context;
  const yaml_node_t *root = yaml_document_get_root_node(&r->tree), *list = NULL;
  if (!root) return dl_fail(status, DL_EINPUT, "%s: no rules: the file is empty", r->path);
  int code = read_top(r, root, &list);
  if (code != DL_OK) return code;
  for (const yaml_node_item_t *i = list->data.sequence.items.start; i < list->data.sequence.items.top && !code; i++)
    code = read_rule(r, yaml_document_get_node(&r->tree, *i));
  if (!code && r->rules->count == 0) code = dl_fail(status, DL_EINPUT, "%s: no rules", r->path);
  return code;
}

/* The tree of the file; it is the caller's on success. */
static int load(reading *r, FILE *file) {
  yaml_parser_t parser;
  if (!yaml_parser_initialize(&parser)) return dl_fail(r->status, DL_EMEMORY, "out of memory");
  yaml_parser_set_input_file(&parser, file);
  int good = yaml_parser_load(&parser, &r->tree);
  if (!good)
    dl_fail(r->status, DL_EINPUT, "%s:%zu: %s", r->path, parser.problem_mark.line + 1,
            parser.problem ? parser.problem : "no YAML");
  yaml_parser_delete(&parser);
  return good ? DL_OK : DL_EINPUT;
}

int dl_rules_read(const char *path, const dl_model *model, dl_rules *rules, dl_status *status) {
  *rules = (dl_rules){.arena = dl_arena_new()};
  if (!rules->arena) return dl_fail(status, DL_EMEMORY, "out of memory");
  reading r = {.path = path, .model = model, .rules = rules, .webhook = "", .status = status};
  FILE *file = fopen(path, "rb");
  int code = file ? load(&r, file) : dl_fail(status, DL_EIO, "%s: %s", path, strerror(errno));
  if (file) fclose(file);
  if (code == DL_OK) {
    code = dl_guard_run(walk, &r, status);
    yaml_document_delete(&r.tree);
  }
  if (code != DL_OK) dl_rules_free(rules);
  return code;
}

void dl_rules_free(dl_rules *rules) {
  dl_arena_free(rules->arena);
  *rules = (dl_rules){0};
}
