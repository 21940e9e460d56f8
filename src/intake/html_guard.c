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
  return found ? *found : (element){name, strchr(name, '-') ? NEUTRAL : 0, 0, strchr(name, '-') ? 0 : PARAGRAPH, 0};
}

static const char *skip_space(const guard *g, const char *at) {
  while (at < g->end && (*at == ' ' || *at == '\t' || *at == '\n' || *at == '\r' || *at == '\f' || *at == '\0')) at++;
  return at;
}

static size_t name_size(const guard *g, const char *at) {
  size_t n = 0;
  while (at + n < g->end && !strchr(" \t\n\r\f/>=", at[n])) n++; /* strchr finds the NUL too */
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

/* Reads up to behind the tag's ">", writes what is kept. */
static void read_attributes(guard *g, tag *t, bool write) {
  uint32_t seen = 0;
  while (g->at < g->end) {
    g->at = skip_space(g, g->at);
    if (g->at >= g->end) return;
    if (*g->at == '>') {
      g->at++;
      return;
    }
    t->empty = *g->at == '/';
    if (*g->at == '/' || *g->at == '=') {
      g->at++;
      continue;
    }
    const char *name = g->at, *value = "";
    size_t n = name_size(g, name), size = 0;
    g->at = skip_space(g, name + n);
    if (g->at < g->end && *g->at == '=') g->at = read_value(g, g->at + 1, &value, &size);
    if (n == 4 && strncasecmp(name, "type", 4) == 0 && size < 64)
      t->json = size >= 7 && memmem(value, size, "ld+json", 7) != NULL;
    for (uint32_t i = 0; write && i < sizeof kept / sizeof *kept; i++) {
      if (strlen(kept[i]) != n || strncasecmp(kept[i], name, n) != 0 || (seen >> i & 1)) continue;
      seen |= 1u << i;
      write_attribute(g, kept[i], value, size);
    }
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

static void end_element(guard *g, const tag *t) {
  if (g->over > 0) {
    if (!t->is.group) g->over--;
    if (!(t->is.bits & INLINE)) break_line(g);
    return;
  }
  uint32_t at = g->depth;
  while (at > 0 && strcmp(g->open[at - 1].name, t->name) != 0) {
    if (g->open[at - 1].is.rank > t->is.rank)
      at = 0;
    else
      at--;
  }
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
  if (!over) {
    dl_buffer_text(g->out, empty ? "/>" : ">");
    if (!empty) g->open[g->depth++] = *t;
    return;
  }
  if (!(t->is.bits & INLINE)) break_line(g);
  if (!empty && !t->is.group) g->over++;
}

static void read_tag(guard *g) {
  tag t = {0};
  bool end = g->at[1] == '/';
  g->at += end ? 2 : 1;
  size_t n = name_size(g, g->at), cut = n < sizeof t.name ? n : sizeof t.name - 1;
  for (size_t i = 0; i < cut; i++) {
    char c = g->at[i];
    t.name[i] = dl_is_upper(c) ? (char)(c + 32) : dl_is_small(c) || dl_is_digit(c) ? c : '-';
  }
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
  size_t left = (size_t)(g->end - g->at);
  if (left >= 4 && memcmp(g->at, "<!--", 4) == 0) {
    if (left >= 5 && g->at[4] == '>') {
      g->at += 5;
      return;
    }
    const char *close = g->no_comment ? NULL : memmem(g->at + 4, left - 4, "-->", 3);
    if (!close) g->no_comment = true; /* the page goes on: nothing is lost */
    g->at = close ? close + 3 : g->at + 4;
  } else if (left >= 9 && memcmp(g->at, "<![CDATA[", 9) == 0) {
    g->at += 9;
  } else {
    while (g->at < g->end && *g->at != '>') g->at++;
    if (g->at < g->end) g->at++;
  }
}

static void add_text(guard *g, const char *text, size_t size) {
  size_t from = g->out->size;
  dl_buffer_add(g->out, text, size);
  for (size_t i = from; i < g->out->size; i++)
    if ((unsigned char)g->out->data[i] < ' ' && g->out->data[i] != '\n' && g->out->data[i] != '\t')
      g->out->data[i] = ' ';
}

void dl_html_guard(dl_page *page, const char *bytes, size_t size, dl_buffer *out) {
  guard g = {.page = page, .at = bytes, .end = bytes + size, .out = out};
  g.xml = size >= 5 && memcmp(bytes, "<?xml", 5) == 0;
  dl_buffer_add(out, "", 0);
  while (g.at < g.end && !out->failed) {
    const char *next = memchr(g.at, '<', (size_t)(g.end - g.at));
    if (!next) next = g.end;
    add_text(&g, g.at, (size_t)(next - g.at));
    g.at = next;
    if (g.at == g.end) break;
    char c = g.end - g.at > 1 ? g.at[1] : ' ', d = g.end - g.at > 2 ? g.at[2] : ' ';
    if (dl_is_letter(c) || (c == '/' && dl_is_letter(d))) {
      read_tag(&g);
    } else if (c == '!' || c == '?') {
      read_declaration(&g);
    } else {
      dl_buffer_text(out, "&lt;");
      g.at++;
    }
  }
}
