#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/chars.h"
#include "intake/html.h"

/* libxml2 compares every attribute with those before it and every end tag with the open elements, so that a page made
 * for it takes quadratic time; this pass keeps both few. What is open here is open there: whatever is closed without an
 * end tag gets one. */

enum { VOID = 1, INLINE = 2, RAW = 4, NEUTRAL = 8 }; /* NEUTRAL: neither ends a paragraph nor is part of one */
enum {
  NO_GROUP,
  PARAGRAPH = 1,
  ITEM = 2,
  TERM = 4,
  CELL = 8,
  ROW = 16,
  ROWS = 32,
  OPTION = 64
}; /* what is ended by the next of its kind */

/* An element's name: how it is read, its group, what else ends where it begins, and its rank: an end tag closes what is
 * inside up to its own rank. */
typedef struct element {
  const char *name;
  uint8_t bits, group, ends, rank;
} element;

/* In the order of the names. */
static const element elements[] = {{"a", INLINE, 0, 0, 0},
                                   {"abbr", INLINE, 0, 0, 0},
                                   {"acronym", INLINE, 0, 0, 0},
                                   {"area", VOID, 0, 0, 0},
                                   {"audio", NEUTRAL, 0, 0, 0},
                                   {"b", INLINE, 0, 0, 0},
                                   {"base", VOID, 0, 0, 0},
                                   {"bdi", INLINE, 0, 0, 0},
                                   {"bdo", INLINE, 0, 0, 0},
                                   {"big", INLINE, 0, 0, 0},
                                   {"body", NEUTRAL, 0, 0, 6},
                                   {"br", VOID, 0, 0, 0},
                                   {"button", NEUTRAL, 0, 0, 0},
                                   {"cite", INLINE, 0, 0, 0},
                                   {"code", INLINE, 0, 0, 0},
                                   {"col", VOID, 0, 0, 0},
                                   {"dd", 0, TERM, PARAGRAPH | TERM, 0},
                                   {"del", INLINE, 0, 0, 0},
                                   {"dfn", INLINE, 0, 0, 0},
                                   {"div", 0, 0, PARAGRAPH, 1},
                                   {"dt", 0, TERM, PARAGRAPH | TERM, 0},
                                   {"em", INLINE, 0, 0, 0},
                                   {"embed", VOID, 0, 0, 0},
                                   {"font", INLINE, 0, 0, 0},
                                   {"frame", VOID, 0, 0, 0},
                                   {"head", NEUTRAL, 0, 0, 6},
                                   {"hr", VOID, 0, PARAGRAPH, 0},
                                   {"html", NEUTRAL, 0, 0, 7},
                                   {"i", INLINE, 0, 0, 0},
                                   {"iframe", RAW, 0, 0, 0},
                                   {"img", VOID, 0, 0, 0},
                                   {"input", VOID, 0, 0, 0},
                                   {"ins", INLINE, 0, 0, 0},
                                   {"kbd", INLINE, 0, 0, 0},
                                   {"label", INLINE, 0, 0, 0},
                                   {"li", 0, ITEM, PARAGRAPH | ITEM, 0},
                                   {"link", VOID, 0, 0, 0},
                                   {"mark", INLINE, 0, 0, 0},
                                   {"meta", VOID, 0, 0, 0},
                                   {"noscript", NEUTRAL, 0, 0, 0},
                                   {"object", NEUTRAL, 0, 0, 0},
                                   {"option", NEUTRAL, OPTION, OPTION, 0},
                                   {"p", 0, PARAGRAPH, PARAGRAPH, 0},
                                   {"param", VOID, 0, 0, 0},
                                   {"q", INLINE, 0, 0, 0},
                                   {"s", INLINE, 0, 0, 0},
                                   {"samp", INLINE, 0, 0, 0},
                                   {"script", RAW, 0, 0, 0},
                                   {"small", INLINE, 0, 0, 0},
                                   {"source", VOID, 0, 0, 0},
                                   {"span", INLINE, 0, 0, 0},
                                   {"strike", INLINE, 0, 0, 0},
                                   {"strong", INLINE, 0, 0, 0},
                                   {"style", RAW, 0, 0, 0},
                                   {"sub", INLINE, 0, 0, 0},
                                   {"sup", INLINE, 0, 0, 0},
                                   {"svg", NEUTRAL, 0, 0, 0},
                                   {"table", 0, 0, PARAGRAPH, 5},
                                   {"tbody", 0, ROWS, PARAGRAPH | CELL | ROW | ROWS, 4},
                                   {"td", 0, CELL, PARAGRAPH | CELL, 2},
                                   {"textarea", RAW, 0, 0, 0},
                                   {"tfoot", 0, ROWS, PARAGRAPH | CELL | ROW | ROWS, 4},
                                   {"th", 0, CELL, PARAGRAPH | CELL, 2},
                                   {"thead", 0, ROWS, PARAGRAPH | CELL | ROW | ROWS, 4},
                                   {"time", INLINE, 0, 0, 0},
                                   {"title", RAW, 0, 0, 0},
                                   {"tr", 0, ROW, PARAGRAPH | CELL | ROW, 3},
                                   {"track", VOID, 0, 0, 0},
                                   {"tt", INLINE, 0, 0, 0},
                                   {"u", INLINE, 0, 0, 0},
                                   {"var", INLINE, 0, 0, 0},
                                   {"video", NEUTRAL, 0, 0, 0},
                                   {"wbr", VOID, 0, 0, 0}};

typedef struct tag {
  char name[24]; /* lower case, cut: longer names are nobody's */
  element is;
  size_t from; /* where it began in the output */
  bool empty, json;
} tag;

typedef struct guard {
  dl_page *page;
  const char *at, *end;
  dl_buffer *out;
  tag open[DL_HTML_DEPTH];
  uint32_t depth, over;         /* over: elements open behind the last that is kept */
  bool xml;                     /* begins as XHTML: <script/> is empty */
  bool no_comment, no_quote[2]; /* no "-->", no '"', no '\'' follows any more */
} guard;

static int by_name(const void *key, const void *row) {
  return strcmp(key, ((const element *)row)->name);
}

static element find_element(const char *name) {
  const element *found = bsearch(name, elements, sizeof elements / sizeof *elements, sizeof *elements, by_name);
  if (found) return *found;
  return strchr(name, '-') ? (element){name, NEUTRAL, 0, 0, 0} : (element){name, 0, 0, PARAGRAPH, 0};
}

static const char *skip_space(const guard *g, const char *at) {
  while (at < g->end && strchr(" \t\n\r\f", *at)) at++; /* strchr finds the NUL too */
  return at;
}

static bool begins(const guard *g, const char *with) {
  size_t n = strlen(with);
  return (size_t)(g->end - g->at) >= n && memcmp(g->at, with, n) == 0;
}

static size_t name_size(const guard *g, const char *at) {
  size_t n = 0;
  while (at + n < g->end && !strchr(" \t\n\r\f/>=", at[n])) n++;
  return n;
}

/* ---- attributes ---- */

static const char *const kept[] = {"class",    "id",       "style",       "hidden",  "aria-hidden",   "role",
                                   "itemprop", "datetime", "pubdate",     "content", "name",          "property",
                                   "href",     "rel",      "data-testid", "data-qa", "data-component"};

/* The value at `at`, behind "="; where it goes on behind it. */
static const char *read_value(guard *g, const char *at, const char **value, size_t *size) {
  at = skip_space(g, at);
  *value = at;
  *size = 0;
  if (at < g->end && (*at == '"' || *at == '\'')) {
    bool *none = &g->no_quote[*at == '\''];
    const char *close = *none ? NULL : memchr(at + 1, *at, (size_t)(g->end - at - 1));
    *value = at + 1;
    if (close) {
      *size = (size_t)(close - at - 1);
      return close + 1;
    }
    *none = true;
    at++;
  }
  while (at < g->end && !strchr(" \t\n\r\f>", *at)) at++;
  *size = (size_t)(at - *value);
  return at;
}

static void write_attribute(guard *g, const char *name, const char *value, size_t size) {
  dl_buffer_printf(g->out, " %s=\"", name);
  for (size_t i = 0, from = 0; i <= size; i++) {
    if (i < size && value[i] != '"' && value[i] != '\0') continue;
    dl_buffer_add(g->out, value + from, i - from);
    if (i < size) dl_buffer_text(g->out, value[i] ? "&quot;" : " ");
    from = i + 1;
  }
  dl_buffer_char(g->out, '"');
}

static bool is_name(const char *name, size_t size, const char *of) {
  return strlen(of) == size && strncasecmp(of, name, size) == 0;
}

/* Writes an attribute that is kept, and not twice: bit i of *seen is kept[i]. */
static void keep_attribute(guard *g, const char *name, size_t n, const char *value, size_t size, uint32_t *seen) {
  for (uint32_t i = 0; i < sizeof kept / sizeof *kept; i++) {
    if (!is_name(name, n, kept[i]) || (*seen >> i & 1)) continue;
    *seen |= 1u << i;
    write_attribute(g, kept[i], value, size);
  }
}

/* Reads up to behind the tag's ">", writes what is kept. */
static void read_attributes(guard *g, tag *t, bool write) {
  uint32_t seen = 0;
  for (;;) {
    g->at = skip_space(g, g->at);
    if (g->at >= g->end) return;
    char c = *g->at;
    if (c != '>') t->empty = c == '/';
    if (strchr(">/=", c)) g->at++;
    if (c == '>') return;
    if (c == '/' || c == '=') continue;
    const char *name = g->at, *value = "";
    size_t n = name_size(g, name), size = 0;
    g->at = skip_space(g, name + n);
    if (g->at < g->end && *g->at == '=') g->at = read_value(g, g->at + 1, &value, &size);
    if (is_name(name, n, "type") && size < 64) t->json = memmem(value, size, "ld+json", 7) != NULL;
    if (write) keep_attribute(g, name, n, value, size, &seen);
  }
}

/* ---- elements ---- */

static void break_line(guard *g) {
  dl_buffer_text(g->out, "<br><br>");
}

static void pop(guard *g) {
  g->depth--;
  dl_buffer_printf(g->out, "</%s>", g->open[g->depth].name);
}

/* How deep the element is that an end tag closes, from 1; 0: none that it can close. */
static uint32_t find_open(const guard *g, const tag *t) {
  uint32_t at = g->depth;
  while (at > 0 && strcmp(g->open[at - 1].name, t->name) != 0) {
    if (g->open[at - 1].is.rank > t->is.rank) return 0;
    at--;
  }
  return at;
}

static void end_element(guard *g, const tag *t) {
  if (g->over > 0) {
    if (!t->is.group) g->over--;
    if (!(t->is.bits & INLINE)) break_line(g);
    return;
  }
  uint32_t at = find_open(g, t);
  if (at == 0 && t->is.group == PARAGRAPH) break_line(g);
  while (at > 0 && g->depth >= at) pop(g);
}

/* Where "</name" begins behind `at`, or NULL. */
static const char *find_end(const guard *g, const char *at, const char *name) {
  size_t n = strlen(name);
  while (at < g->end && (at = memchr(at, '<', (size_t)(g->end - at))) != NULL) {
    if ((size_t)(g->end - at) > n + 1 && at[1] == '/' && strncasecmp(at + 2, name, n) == 0) return at;
    at++;
  }
  return NULL;
}

/* Elements whose contents are no markup: left out, but for JSON-LD, which is kept apart, and the title. */
static bool is_raw(guard *g, const tag *t) {
  if (!(t->is.bits & RAW) || (t->empty && g->xml)) return false;
  const char *close = find_end(g, g->at, t->name), *end = close ? close : g->end;
  g->out->size = t->from;
  if (strcmp(t->name, "title") == 0) {
    if (!close) return true; /* no end: the page goes on behind it */
    if (!g->page->title[0]) g->page->title = dl_html_plain(g->page->arena, g->at, (size_t)(end - g->at));
  } else if (t->json) {
    dl_page *p = g->page;
    *DL_PUSH(p->arena, p->scripts, p->script_count, p->script_capacity) =
        dl_arena_strndup(p->arena, g->at, (size_t)(end - g->at));
  }
  g->at = end;
  return true;
}

static void start_element(guard *g, tag *t) {
  while (g->over == 0 && g->depth > 0 && g->open[g->depth - 1].is.group & t->is.ends) pop(g);
  bool over = g->depth == DL_HTML_DEPTH;
  t->from = g->out->size;
  if (!over) dl_buffer_printf(g->out, "<%s", t->name);
  read_attributes(g, t, !over);
  if (is_raw(g, t)) return;
  bool empty = t->is.bits & VOID || t->empty;
  if (over) {
    if (!(t->is.bits & INLINE)) break_line(g);
    g->over += !empty && !t->is.group;
    return;
  }
  dl_buffer_text(g->out, empty ? "/>" : ">");
  if (!empty) g->open[g->depth++] = *t;
}

static char name_letter(char c) {
  return dl_is_letter(c) || dl_is_digit(c) ? dl_to_small(c) : '-';
}

static void read_tag(guard *g) {
  tag t = {0};
  bool end = g->at[1] == '/';
  g->at += end ? 2 : 1;
  size_t n = name_size(g, g->at), cut = n < sizeof t.name ? n : sizeof t.name - 1;
  for (size_t i = 0; i < cut; i++) t.name[i] = name_letter(g->at[i]);
  g->at += n;
  t.is = find_element(t.name);
  if (!end) {
    start_element(g, &t);
    return;
  }
  read_attributes(g, &t, false);
  if (!(t.is.bits & VOID))
    end_element(g, &t);
  else if (strcmp(t.name, "br") == 0)
    dl_buffer_text(g->out, "<br>");
}

/* "<!-- -->", "<!DOCTYPE >", "<?xml ?>", "<![CDATA[" */
static void read_declaration(guard *g) {
  if (begins(g, "<!-->")) {
    g->at += 5;
  } else if (begins(g, "<!--")) {
    g->at += 4;
    const char *close = g->no_comment ? NULL : memmem(g->at, (size_t)(g->end - g->at), "-->", 3);
    if (close)
      g->at = close + 3;
    else
      g->no_comment = true; /* the page goes on: nothing is lost */
  } else if (begins(g, "<![CDATA[")) {
    g->at += 9;
  } else {
    while (g->at < g->end && *g->at != '>') g->at++;
    if (g->at < g->end) g->at++;
  }
}

static void add_text(guard *g, const char *text, size_t size) {
  size_t from = g->out->size;
  dl_buffer_add(g->out, text, size);
  for (size_t i = from; i < g->out->size; i++) {
    unsigned char c = (unsigned char)g->out->data[i];
    if (c < ' ' && c != '\n' && c != '\t') g->out->data[i] = ' ';
  }
}

/* Does a tag begin at the "<": "<p", "</p"? */
static bool begins_tag(const guard *g) {
  const char *name = g->at + 1;
  if (name < g->end && *name == '/') name++;
  return name < g->end && dl_is_letter(*name);
}

void dl_html_guard(dl_page *page, const char *bytes, size_t size, dl_buffer *out) {
  guard g = {.page = page, .at = bytes, .end = bytes + size, .out = out};
  g.xml = begins(&g, "<?xml");
  dl_buffer_add(out, "", 0);
  while (g.at < g.end && !out->failed) {
    const char *next = memchr(g.at, '<', (size_t)(g.end - g.at));
    if (!next) next = g.end;
    add_text(&g, g.at, (size_t)(next - g.at));
    g.at = next;
    if (g.at == g.end) break;
    if (begins_tag(&g)) {
      read_tag(&g);
    } else if (begins(&g, "<!") || begins(&g, "<?")) {
      read_declaration(&g);
    } else {
      dl_buffer_text(out, "&lt;");
      g.at++;
    }
  }
}
