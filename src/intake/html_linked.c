#include <jansson.h>
#include <libxml/HTMLparser.h>
#include <stdlib.h>
#include <string.h>

#include "base/chars.h"
#include "base/fold.h"
#include "base/guard.h"
#include "base/utf8.h"
#include "intake/html.h"

/* "#8217", "#x2019" at `at`; how long it is, 0 where it is none. */
static size_t read_number(const char *at, const char *end, uint32_t *cp) {
  enum { LONGEST = 7 };
  bool hex = at + 1 < end && (at[1] | 32) == 'x';
  const char *digits = at + (hex ? 2 : 1);
  char number[LONGEST + 1];
  size_t n = (size_t)(end - digits) < LONGEST ? (size_t)(end - digits) : LONGEST;
  memcpy(number, digits, n);
  number[n] = '\0';
  n = strspn(number, hex ? "0123456789abcdefABCDEF" : "0123456789");
  number[n] = '\0';
  *cp = (uint32_t)strtoul(number, NULL, hex ? 16 : 10);
  return n > 0 ? (size_t)(digits - at) + n : 0;
}

/* "rsquo" at `at`, before a semicolon. */
static size_t read_name(const char *at, const char *end, uint32_t *cp) {
  char name[12];
  size_t n = 0, most = (size_t)(end - at) < sizeof name - 1 ? (size_t)(end - at) : sizeof name - 1;
  while (n < most && (dl_is_letter(at[n]) || dl_is_digit(at[n]))) n++;
  if (at + n >= end || at[n] != ';' || n == 0) return 0;
  memcpy(name, at, n);
  name[n] = '\0';
  bool quote = strcmp(name, "apos") == 0;
  const htmlEntityDesc *known = quote ? NULL : htmlEntityLookup((const xmlChar *)name);
  *cp = known ? known->value : '\'';
  return quote || known ? n : 0;
}

/* The code point of the entity at `at` ("&#8217;", "&rsquo;"); how long it is, 0 where it is none. */
static size_t read_entity(const char *at, const char *end, uint32_t *cp) {
  static const dl_range none[] = {{0, 0}, {0xD800, 0xDFFF}, {0x110000, UINT32_MAX}}; /* no characters */
  bool number = at + 2 < end && at[1] == '#';
  size_t n = number ? read_number(at + 1, end, cp) : read_name(at + 1, end, cp);
  if (n == 0) return 0;
  if (DL_IN_RANGES(*cp, none)) *cp = 0xFFFD;
  n++;
  return at + n < end && at[n] == ';' ? n + 1 : n;
}

const char *dl_html_plain(dl_arena *arena, const char *text, size_t size) {
  const char *at = text, *end = text + size;
  char *out = dl_arena_take(arena, size + 5); /* an entity is longer than what it stands for */
  size_t n = 0;
  bool space = false;
  while (at < end) {
    uint32_t cp;
    size_t used = *at == '&' ? read_entity(at, end, &cp) : 0;
    if (used == 0) used = dl_utf8_decode(at, end, &cp);
    at += used;
    if (dl_utf8_is_space(cp)) {
      space = n > 0;
    } else if (cp != 0xAD) {
      if (space) out[n++] = ' ';
      space = false;
      n += dl_utf8_encode(cp, out + n);
    }
  }
  out[n] = '\0';
  return out;
}

/* ---- JSON-LD ---- */

enum { NODES = 256, DEEP = 6 };

typedef struct graph {
  dl_page *page;
  json_t *nodes[NODES]; /* objects that can be the article, or are named by it; borrowed */
  size_t count;
} graph;

static const char *string_of(const dl_page *page, json_t *value) {
  if (json_is_array(value)) value = json_array_get(value, 0);
  return json_is_string(value) ? dl_html_plain(page->arena, json_string_value(value), json_string_length(value)) : "";
}

static void add_node(graph *g, json_t *value, int depth) {
  size_t i;
  json_t *item;
  if (depth > DEEP) return;
  if (json_is_array(value)) {
    json_array_foreach(value, i, item) add_node(g, item, depth + 1);
    return;
  }
  if (!json_is_object(value) || g->count == NODES) return;
  g->nodes[g->count++] = value;
  static const char *const inside[] = {"@graph", "mainEntity", "mainEntityOfPage"};
  for (i = 0; i < 3; i++) add_node(g, json_object_get(value, inside[i]), depth + 1);
}

/* What a name of a type means, "" for what is no string. */
static const char *meaning_of(const graph *g, json_t *type) {
  if (!json_is_string(type)) return "";
  const char *name = dl_utf8_fold(g->page->arena, json_string_value(type), json_string_length(type));
  return dl_html_meaning(g->page, "type", name, NULL);
}

/* "article", "live" or "" of an object's @type, a name or a list of them. */
static const char *type_of(const graph *g, json_t *node) {
  json_t *type = json_object_get(node, "@type");
  const char *found = "";
  if (!json_is_array(type)) return meaning_of(g, type);
  for (size_t i = 0; i < json_array_size(type) && i < 8; i++) {
    const char *means = meaning_of(g, json_array_get(type, i));
    if (!found[0] || strcmp(means, "live") == 0) found = means;
  }
  return found;
}

/* The name of a publisher: an object, a list, a string, or another object of the page that is referred to. */
static const char *name_of(const graph *g, json_t *value) {
  if (json_is_array(value)) value = json_array_get(value, 0);
  if (json_is_string(value)) return string_of(g->page, value);
  const char *name = string_of(g->page, json_object_get(value, "name")),
             *id = string_of(g->page, json_object_get(value, "@id"));
  for (size_t i = 0; i < g->count && !name[0] && id[0]; i++)
    if (strcmp(string_of(g->page, json_object_get(g->nodes[i], "@id")), id) == 0)
      name = string_of(g->page, json_object_get(g->nodes[i], "name"));
  return name;
}

static const char *url_of(const dl_page *page, json_t *node) {
  const char *url = string_of(page, json_object_get(node, "url"));
  json_t *of = json_object_get(node, "mainEntityOfPage");
  if (!url[0]) url = string_of(page, of);
  if (!url[0]) url = string_of(page, json_object_get(of, "@id"));
  return url;
}

/* Does an article at this address take the place of the one before? The first is the page's, but one of the page's very
 * address is more so. */
static bool takes_place(const dl_page *p, const char *url) {
  if (!p->linked.title[0]) return true;
  return p->canonical[0] && strcmp(url, p->canonical) == 0 && strcmp(p->linked.url, p->canonical) != 0;
}

static void take(graph *g, json_t *node, const char *type) {
  dl_page *p = g->page;
  const char *headline = string_of(p, json_object_get(node, "headline")),
             *date = dl_html_date(p, string_of(p, json_object_get(node, "datePublished")));
  const char *url = url_of(p, node), *source = name_of(g, json_object_get(node, "publisher"));
  if (!headline[0]) headline = string_of(p, json_object_get(node, "name"));
  if (!takes_place(p, url)) return;
  p->linked.title = headline;
  if (date[0]) p->linked.date = date;
  if (source[0]) p->linked.source = source;
  p->linked.url = url;
  p->linked.live = strcmp(type, "live") == 0;
}

/* The object of one script, NULL where it is none. What HTML wraps around it is left out, and a line break in a string,
 * which JSON forbids, is a space. */
static int load(const char *text, json_t **object) {
  *object = NULL;
  const char *begin = strpbrk(text, "{[");
  size_t size = begin ? strlen(begin) : 0;
  while (size > 0 && begin[size - 1] != '}' && begin[size - 1] != ']') size--;
  if (size == 0) return DL_OK;
  char *copy = malloc(size);
  if (!copy) return DL_EMEMORY;
  for (size_t i = 0; i < size; i++) copy[i] = (unsigned char)begin[i] < ' ' ? ' ' : begin[i];
  json_error_t error;
  *object = json_loadb(copy, size, JSON_DISABLE_EOF_CHECK, &error);
  free(copy);
  return *object || error.text[0] ? DL_OK : DL_EMEMORY; /* jansson says nothing of memory */
}

typedef struct script {
  dl_page *page;
  json_t *object;
} script;

static int read_script(void *context, dl_status *status) {
  (void)status;
  const script *s = context;
  graph g = {.page = s->page};
  const dl_page *page = s->page;
  add_node(&g, s->object, 0);
  for (size_t i = 0; i < g.count; i++) {
    const char *type = type_of(&g, g.nodes[i]);
    if (type[0]) take(&g, g.nodes[i], type);
  }
  for (size_t i = 0; i < g.count && !page->linked.source[0] && page->linked.title[0]; i++) {
    json_t *publisher = json_object_get(g.nodes[i], "publisher");
    if (publisher) s->page->linked.source = name_of(&g, publisher);
  }
  return DL_OK;
}

void dl_html_read_linked(dl_page *page) {
  enum { SCRIPTS = 64 };
  for (uint32_t i = 0; i < page->script_count && i < SCRIPTS; i++) {
    script s = {.page = page};
    int code = load(page->scripts[i], &s.object);
    if (s.object) code = dl_guard_run(read_script, &s, NULL);
    json_decref(s.object);
    if (code == DL_EMEMORY) dl_guard_leave(); /* on to the caller's */
    dl_guard_poll();
  }
}
