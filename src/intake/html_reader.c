#include "intake/html.h"

#include <libxml/HTMLparser.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/chars.h"
#include "base/fold.h"
#include "base/guard.h"
#include "base/utf8.h"

/* ---- elements ---- */

enum {
  MARK = 1,
  JOINT = 2,
  SKIPPED = 4,
  FURNITURE = 8,
  BREAK = 16,
  RULE = 32,
  BOLD = 64,
  QUOTED = 128,
  LINK = 256,
  TIME = 512
};

/* How an element is read: MARK: part of a word or sentence; JOINT: the same, but at its edges words may end; SKIPPED
 * with all inside; else a block. BOLD, QUOTED, LINK and TIME say what a mark does. */
typedef struct element {
  const char *name;
  uint16_t bits;
  uint8_t tag; /* dl_html_tag */
} element;

static const element elements[] = {{"a", JOINT | LINK, 0},
                                   {"abbr", MARK, 0},
                                   {"acronym", MARK, 0},
                                   {"address", FURNITURE, 0},
                                   {"article", 0, DL_TAG_ARTICLE},
                                   {"aside", FURNITURE, 0},
                                   {"audio", SKIPPED, 0},
                                   {"b", MARK | BOLD, 0},
                                   {"bdi", MARK, 0},
                                   {"bdo", MARK, 0},
                                   {"big", MARK, 0},
                                   {"blockquote", 0, DL_TAG_QUOTE},
                                   {"body", 0, DL_TAG_BODY},
                                   {"br", BREAK, 0},
                                   {"button", SKIPPED, 0},
                                   {"canvas", SKIPPED, 0},
                                   {"cite", JOINT, 0},
                                   {"code", MARK, 0},
                                   {"dd", 0, DL_TAG_ITEM},
                                   {"del", MARK, 0},
                                   {"dfn", MARK, 0},
                                   {"dialog", SKIPPED, 0},
                                   {"dt", 0, DL_TAG_ITEM},
                                   {"em", MARK, 0},
                                   {"embed", SKIPPED, 0},
                                   {"figcaption", FURNITURE, 0},
                                   {"figure", FURNITURE, DL_TAG_FIGURE},
                                   {"font", MARK | BOLD, 0},
                                   {"footer", FURNITURE, 0},
                                   {"form", FURNITURE, 0},
                                   {"h1", 0, DL_TAG_HEADING},
                                   {"h2", 0, DL_TAG_HEADING},
                                   {"h3", 0, DL_TAG_HEADING},
                                   {"h4", 0, DL_TAG_HEADING},
                                   {"h5", 0, DL_TAG_HEADING},
                                   {"h6", 0, DL_TAG_HEADING},
                                   {"head", RULE, 0},
                                   {"header", 0, DL_TAG_HEADER},
                                   {"html", RULE, 0},
                                   {"i", MARK, 0},
                                   {"iframe", SKIPPED, 0},
                                   {"img", RULE, 0},
                                   {"input", RULE, 0},
                                   {"ins", MARK, 0},
                                   {"kbd", MARK, 0},
                                   {"label", JOINT, 0},
                                   {"li", 0, DL_TAG_ITEM},
                                   {"link", RULE, 0},
                                   {"main", 0, DL_TAG_MAIN},
                                   {"map", SKIPPED, 0},
                                   {"mark", MARK, 0},
                                   {"math", SKIPPED, 0},
                                   {"menu", FURNITURE, 0},
                                   {"meta", RULE, 0},
                                   {"nav", FURNITURE, 0},
                                   {"nobr", MARK, 0},
                                   {"noscript", FURNITURE, 0},
                                   {"object", SKIPPED, 0},
                                   {"p", 0, DL_TAG_PARAGRAPH},
                                   {"pre", 0, DL_TAG_PRE},
                                   {"q", MARK | QUOTED, 0},
                                   {"s", MARK, 0},
                                   {"samp", MARK, 0},
                                   {"select", SKIPPED, 0},
                                   {"small", JOINT, 0},
                                   {"span", JOINT, 0},
                                   {"strike", MARK, 0},
                                   {"strong", MARK | BOLD, 0},
                                   {"sub", MARK, 0},
                                   {"sup", MARK, 0},
                                   {"svg", SKIPPED, 0},
                                   {"tbody", 0, DL_TAG_CELL},
                                   {"td", 0, DL_TAG_CELL},
                                   {"template", SKIPPED, 0},
                                   {"th", 0, DL_TAG_CELL},
                                   {"time", JOINT | TIME, 0},
                                   {"tr", 0, DL_TAG_CELL},
                                   {"tt", MARK, 0},
                                   {"u", MARK, 0},
                                   {"var", MARK, 0},
                                   {"video", SKIPPED, 0},
                                   {"wbr", RULE, 0}};

static int by_name(const void *key, const void *row) {
  return strcmp(key, ((const element *)row)->name);
}

/* ---- reading ---- */

enum { LONGEST_TIME = 15 };         /* words */
enum { NO_EDGE, EDGE, TIGHT_EDGE }; /* between words: may they be glued by accident? TIGHT: two elements meet */

/* An element that is open. */
typedef struct level {
  uint32_t node; /* the innermost node, itself or around it */
  uint16_t bits; /* of its element */
  bool own;      /* `node` is its own */
  bool link, out, time, pre, publisher;
  uint32_t filled; /* bytes of the block when it began */
} level;

typedef struct reader {
  dl_page *page;
  int failed; /* DL_OK, or why a handler was left: memory, or the run is to stop */
  level *levels;
  uint32_t depth, capacity;
  uint32_t skipped; /* elements open in one that is skipped, itself counted */
  uint32_t links, outs, times, pres;
  uint32_t
      bold; /* bytes of the block that stand in one <b> or <font> at its start: a heading, where a line break follows */
  dl_html_block block;                  /* the one that grows; it has text where end > begin */
  uint32_t time_bytes;                  /* of it */
  uint32_t signs;                       /* in it, of scripts that do not part words: four are counted as one */
  bool digits;                          /* in it */
  bool time_first;                      /* it is nothing but a time, which has ended */
  bool space;                           /* white space has come since its last character */
  uint32_t breaks, indent, line_indent; /* line breaks since, and spaces that cannot break (or of <pre>) behind them */
  uint8_t edge;
  bool ended; /* the last event was the end of a joint element */
} reader;

static const char *attribute(const xmlChar **atts, const char *name) {
  for (; atts && atts[0]; atts += 2)
    if (strcmp((const char *)atts[0], name) == 0) return atts[1] ? (const char *)atts[1] : "";
  return NULL;
}

static const char *or_empty(const char *value) {
  return value ? value : "";
}

static const char *keep(reader *r, const char *value) {
  return dl_html_plain(r->page->arena, value, strlen(value));
}

/* ---- blocks ---- */

static uint32_t block_size(const reader *r) {
  return r->block.end - r->block.begin;
}

/* The innermost node that is open, `none` where there is none. */
static uint32_t open_node(const reader *r, uint32_t none) {
  return r->depth ? r->levels[r->depth - 1].node : none;
}

static void end_block(reader *r) {
  dl_page *p = r->page;
  if (block_size(r)) {
    if (r->block.words < LONGEST_TIME && r->digits && r->time_bytes * 10 >= block_size(r) * 9)
      r->block.flags |= DL_BLOCK_TIME;
    r->block.words++;
    *DL_PUSH(p->arena, p->blocks, p->block_count, p->block_capacity) = r->block;
    dl_buffer_char(&p->text, '\n');
  }
  uint32_t at = (uint32_t)p->text.size;
  r->block = (dl_html_block){.begin = at, .end = at, .node = open_node(r, 0)};
  r->time_bytes = r->breaks = r->indent = r->line_indent = r->bold = r->signs = 0;
  r->time_first = r->space = r->ended = r->digits = false;
  r->edge = NO_EDGE;
}

static uint32_t last_letter(const reader *r) {
  uint32_t cp = 0;
  if (block_size(r)) dl_utf8_decode_back(r->page->text.data + r->block.begin, r->page->text.data + r->block.end, &cp);
  return cp;
}

static bool is_word(uint32_t cp) {
  return dl_utf8_is_letter(cp) || dl_utf8_is_digit(cp);
}

/* Would this character be glued to the one before, over the edge of an element that need not be part of a word? "2 Nov"
 * + "Iran" */
static bool glues(const reader *r, uint32_t cp) {
  uint32_t last = last_letter(r);
  if (r->edge == NO_EDGE || !is_word(last) || !is_word(cp)) return false;
  return r->edge == TIGHT_EDGE || (dl_utf8_is_upper(cp) && !dl_utf8_is_upper(last)) ||
         dl_utf8_is_digit(cp) != dl_utf8_is_digit(last);
}

/* Do the line breaks before this character end a paragraph? */
static bool ends_paragraph(const reader *r) {
  if (r->breaks != 1) return r->breaks > 1;
  bool indented = r->indent > 1 && (!r->pres || r->indent > r->line_indent);
  return indented && dl_is_one_of(last_letter(r), U".\"\u201D?!");
}

/* Chinese, Japanese, Thai, Lao, Burmese, Khmer. */
static bool has_no_gaps(uint32_t cp) {
  static const dl_range ranges[] = {{0x0E00, 0x0EFF}, {0x1000, 0x109F}, {0x1780, 0x17FF},
                                    {0x2E80, 0xABFF}, {0xF900, 0xFAFF}, {0x20000, UINT32_MAX}};
  return DL_IN_RANGES(cp, ranges);
}

/* Does a block begin with this character: behind line breaks, or as a sentence behind its time? */
static bool parts_block(const reader *r, uint32_t cp) {
  if (ends_paragraph(r)) return true;
  return r->time_first && !r->times && (dl_utf8_is_upper(cp) || dl_utf8_is_digit(cp));
}

/* The gap before a character of a block that has begun. */
static void add_gap(reader *r) {
  dl_buffer_char(&r->page->text, r->breaks ? '\n' : ' ');
  r->block.words++;
  r->block.link += r->links > 0;
  r->time_bytes += r->times > 0;
}

/* What a character of the block adds to its counts. */
static void count_character(reader *r, unsigned size, uint32_t cp) {
  r->digits |= dl_utf8_is_digit(cp);
  if (has_no_gaps(cp) && ++r->signs % 4 == 0) r->block.words++;
  if (r->links) r->block.link += size;
  if (r->outs) r->block.flags |= DL_BLOCK_OUT;
  if (r->times) r->time_bytes += size;
}

static void add_character(reader *r, const char *bytes, unsigned size, uint32_t cp) {
  dl_buffer *text = &r->page->text;
  bool filled = block_size(r) > 0;
  if (filled && parts_block(r, cp)) {
    uint32_t indent = r->indent;
    end_block(r);
    r->indent = indent;
    filled = false;
  }
  if (filled && (r->breaks || r->space || glues(r, cp))) add_gap(r);
  if (!filled || r->breaks) r->line_indent = r->indent;
  if (!r->times) r->time_first = false;
  r->breaks = r->indent = 0;
  r->space = r->ended = false;
  r->edge = NO_EDGE;
  dl_buffer_add(text, bytes, size);
  r->block.end = (uint32_t)text->size;
  count_character(r, size, cp);
}

static void add_space(reader *r, uint32_t cp) {
  r->space = true;
  if (cp == 0xA0 || (r->pres && cp == ' '))
    r->indent++;
  else if (r->pres && cp == '\t')
    r->indent += 8;
}

static void add_text(reader *r, const char *at, size_t size) {
  const char *end = at + size;
  if (r->skipped || r->page->text.failed) return;
  while (at < end) {
    uint32_t cp;
    unsigned n = dl_utf8_decode(at, end, &cp);
    at += n;
    if (dl_is_one_of(cp, U"\u00AD\u200B\u2060\uFEFF")) continue; /* is not seen */
    if (cp == '\n' && r->pres) {
      r->breaks++;
      r->indent = 0;
    } else if (dl_utf8_is_space(cp)) {
      add_space(r, cp);
    } else {
      add_character(r, at - n, n, cp);
    }
  }
}

/* ---- what stands in attributes ---- */

/* Does the style that goes on at `at` give the property this value? */
static bool sets(const char *at, const char *property, const char *value) {
  size_t n = strlen(property);
  if (strncasecmp(at, property, n) != 0) return false;
  at += n + strspn(at + n, " \t\r\n");
  if (*at++ != ':') return false;
  at += strspn(at, " \t\r\n");
  return strncasecmp(at, value, strlen(value)) == 0;
}

static bool is_hidden(const xmlChar **atts) {
  const char *hidden = attribute(atts, "hidden"), *style = or_empty(attribute(atts, "style"));
  if (hidden && strcasecmp(hidden, "until-found") != 0 && strcasecmp(hidden, "false") != 0) return true;
  for (const char *at = style; (at = strpbrk(at, "dDvV")) != NULL; at++)
    if (sets(at, "display", "none") || sets(at, "visibility", "hidden")) return true;
  return false;
}

static void read_meta(reader *r, const xmlChar **atts) {
  static const char *const keys[] = {"property", "name", "itemprop"};
  const char *content = attribute(atts, "content");
  for (size_t i = 0; content && i < 3; i++) {
    const char *name = attribute(atts, keys[i]);
    if (!name) continue;
    dl_page *p = r->page;
    bool publisher = r->depth > 0 && r->levels[r->depth - 1].publisher && strcmp(name, "name") == 0;
    *DL_PUSH(p->arena, p->metas, p->meta_count, p->meta_capacity) =
        (dl_html_pair){publisher ? "publisher.name" : dl_utf8_fold(p->arena, name, strlen(name)), keep(r, content)};
  }
}

static void read_link(reader *r, const xmlChar **atts) {
  const char *rel = or_empty(attribute(atts, "rel")), *href = or_empty(attribute(atts, "href"));
  if (strcasecmp(rel, "canonical") == 0 && !r->page->canonical[0]) r->page->canonical = keep(r, href);
}

static void add_time(reader *r, const xmlChar **atts) {
  dl_page *p = r->page;
  const char *value = attribute(atts, "datetime"), *prop = or_empty(attribute(atts, "itemprop"));
  if (!value) value = attribute(atts, "content");
  if (!value) return;
  *DL_PUSH(p->arena, p->times, p->time_count, p->time_capacity) = (dl_html_time){
      keep(r, value), p->block_count, attribute(atts, "pubdate") || strcasecmp(prop, "datePublished") == 0};
}

enum { LONG_ID = 4, LONG_CLASS = 8 }; /* parts */

static dl_html_said read_words(const reader *r, const xmlChar **atts) {
  static const char *const keys[] = {"class", "id", "role", "data-testid", "data-qa", "data-component"};
  dl_html_said said = {0};
  for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
    const char *words = attribute(atts, keys[i]);
    if (words) dl_html_words(r->page, words, i == 1 ? LONG_ID : LONG_CLASS, &said);
  }
  return said;
}

/* ---- elements begin and end ---- */

/* Is this address another page than the one that is read? */
static bool leads_out(const reader *r, const char *href) {
  if (href[0] == '#' || href[0] == '\0' || strchr(href, '#')) return false;
  return !r->page->canonical[0] || strcmp(href, r->page->canonical) != 0;
}

static void open_mark(reader *r, const element *e, level *l, const xmlChar **atts, const dl_html_said *said) {
  const char *href = attribute(atts, "href");
  l->link = e->bits & LINK && href;
  l->time = e->bits & TIME || said->time;
  if (l->link) {
    l->out = leads_out(r, href);
    r->links++;
    r->outs += l->out;
  }
  if (l->time) r->times++;
  if (said->title) r->block.flags |= DL_BLOCK_TITLE;
  if (e->bits & QUOTED) add_text(r, "\xE2\x80\x9C", 3);
  if (e->bits & JOINT && r->edge != TIGHT_EDGE) r->edge = r->ended ? TIGHT_EDGE : EDGE;
}

/* Elements that look alike: FNV-1a of name and class. */
static uint32_t shape_of(const char *name, const char *words) {
  uint32_t hash = 2166136261u;
  for (; *name; name++) hash = (hash ^ (unsigned char)*name) * 16777619u;
  for (; *words; words++) hash = (hash ^ (unsigned char)*words) * 16777619u;
  return hash;
}

/* A figure is no furniture where it is a quotation, or a table. */
static void keep_figure(dl_page *p, const dl_html_node *n, const char *name) {
  bool kept = n->tag == DL_TAG_QUOTE || strcmp(name, "table") == 0;
  if (!kept || n->parent == DL_HTML_NONE || p->nodes[n->parent].tag != DL_TAG_FIGURE) return;
  p->nodes[n->parent].flags &= (uint8_t)~DL_NODE_FURNITURE;
}

static void open_block(reader *r, const element *e, level *l, const xmlChar **atts, const dl_html_said *said) {
  dl_page *p = r->page;
  const char *prop = or_empty(attribute(atts, "itemprop"));
  const char *words = or_empty(attribute(atts, "class"));
  dl_html_node *n = DL_PUSH(p->arena, p->nodes, p->node_count, p->node_capacity);
  uint32_t index = p->node_count - 1;
  *n = (dl_html_node){.parent = open_node(r, DL_HTML_NONE),
                      .first = p->block_count,
                      .tag = e->tag,
                      .flags = e->tag == DL_TAG_ARTICLE ? said->last : said->flags};
  if (n->tag == DL_TAG_BODY || n->tag == DL_TAG_MAIN) n->flags &= (uint8_t) ~(DL_NODE_FURNITURE | DL_NODE_COMMENTS);
  n->shape = shape_of(e->name, words);
  if (e->bits & FURNITURE) n->flags |= DL_NODE_FURNITURE;
  if (strcasecmp(or_empty(attribute(atts, "aria-hidden")), "true") == 0) n->flags |= DL_NODE_FURNITURE;
  if (n->tag == DL_TAG_HEADING) n->level = (uint8_t)(e->name[1] - '0');
  if (strcasecmp(prop, "articleBody") == 0) n->flags |= DL_NODE_BODY;
  keep_figure(p, n, e->name);
  l->node = index;
  l->own = true;
  l->pre = n->tag == DL_TAG_PRE;
  l->time = said->time;
  r->pres += l->pre;
  r->times += l->time;
}

/* An element with a name of its own ("bbc-link") is a block, but amid a sentence. */
static element find_element(const reader *r, const char *name) {
  const element *found = bsearch(name, elements, sizeof elements / sizeof *elements, sizeof *elements, by_name);
  if (found) return *found;
  if (!strchr(name, '-')) return (element){name, 0, 0};
  const uint64_t sentences = DL_SET(DL_TAG_PARAGRAPH) | DL_SET(DL_TAG_ITEM) | DL_SET(DL_TAG_HEADING);
  uint32_t node = open_node(r, DL_HTML_NONE);
  bool amid = node != DL_HTML_NONE && dl_in(r->page->nodes[node].tag, sentences);
  return (element){name, amid ? JOINT : 0, 0};
}

/* A line break; behind a bold line, which is a heading, one that ends it. */
static void break_line(reader *r) {
  bool heading = r->bold > 0 && r->bold == block_size(r);
  r->breaks += heading ? 2 : 1;
  r->indent = 0;
}

/* Furniture in a line of its own, as a span of a class that says so: not what a link or a time is called. */
static bool is_furniture_mark(const element *e, const dl_html_said *said) {
  return e->bits & (MARK | JOINT) && !(e->bits & (LINK | TIME)) && said->flags & DL_NODE_FURNITURE;
}

static bool makes_block(const reader *r, const element *e, const dl_html_said *said) {
  if (!(e->bits & (MARK | JOINT | BREAK | RULE))) return true;
  return is_furniture_mark(e, said) && block_size(r) == 0 && !said->time;
}

static bool skips(const reader *r, const element *e, const xmlChar **atts, const dl_html_said *said) {
  if (e->bits & SKIPPED) return true;
  if (e->tag == DL_TAG_BODY || e->bits & RULE) return false;
  if (said->hidden || is_hidden(atts)) return true;
  return is_furniture_mark(e, said) && block_size(r) > 0;
}

/* What an element's words say of it, its own name and property among them. */
static dl_html_said hear(const reader *r, const element *e, const xmlChar **atts, const char *prop) {
  dl_html_said said = read_words(r, atts);
  if (strchr(e->name, '-')) dl_html_words(r->page, e->name, LONG_CLASS, &said); /* amp-sidebar */
  if (strcasecmp(prop, "headline") == 0) said.title = true;
  return said;
}

static void skip_element(reader *r, bool time, const xmlChar **atts) {
  if (time) add_time(r, atts);
  r->skipped++;
}

static void start_element(reader *r, const char *name, const xmlChar **atts) {
  if (r->skipped) {
    skip_element(r, strcmp(name, "time") == 0, atts);
    return;
  }
  element e = find_element(r, name);
  if (strcmp(e.name, "meta") == 0) read_meta(r, atts);
  if (strcmp(e.name, "link") == 0) read_link(r, atts);
  const char *prop = or_empty(attribute(atts, "itemprop"));
  dl_html_said said = hear(r, &e, atts, prop);
  if (skips(r, &e, atts, &said)) {
    skip_element(r, e.bits & TIME, atts);
    return;
  }
  bool block = makes_block(r, &e, &said);
  if (block) end_block(r);
  if (e.bits & TIME || strcasecmp(prop, "datePublished") == 0) add_time(r, atts);
  level *l = DL_PUSH(r->page->arena, r->levels, r->depth, r->capacity);
  *l = (level){.node = r->depth > 1 ? r->levels[r->depth - 2].node : 0, .bits = e.bits, .filled = block_size(r)};
  l->publisher = strcasecmp(prop, "publisher") == 0 || (r->depth > 1 && r->levels[r->depth - 2].publisher);
  if (block) {
    r->depth--; /* the node's parent is the level below */
    open_block(r, &e, l, atts, &said);
    r->depth++;
    r->block.node = l->node;
    if (said.title) r->block.flags |= DL_BLOCK_TITLE;
  } else if (e.bits & BREAK) {
    break_line(r);
  } else if (!(e.bits & RULE)) {
    open_mark(r, &e, l, atts, &said);
  }
  if (block_size(r) == 0) r->block.node = l->node;
}

static void end_element(reader *r) {
  dl_page *p = r->page;
  if (r->skipped) {
    r->skipped--;
    if (r->skipped == 0 && block_size(r)) r->edge = EDGE;
    return;
  }
  if (r->depth == 0) return;
  level l = r->levels[r->depth - 1];
  if (l.bits & QUOTED) add_text(r, "\xE2\x80\x9D", 3);
  if (l.own) end_block(r);
  r->depth--;
  r->links -= l.link;
  r->outs -= l.out;
  r->times -= l.time;
  r->pres -= l.pre;
  if (l.own) {
    p->nodes[l.node].end = p->node_count;
    p->nodes[l.node].last = p->block_count;
    r->block.node = open_node(r, 0);
    return;
  }
  if (l.time && block_size(r) && r->time_bytes == block_size(r)) r->time_first = true;
  if (l.bits & BOLD && l.filled == 0) r->bold = block_size(r);
  if (l.bits & JOINT) {
    r->edge = l.time ? TIGHT_EDGE : EDGE;
    r->ended = true;
  }
}

/* ---- the handlers ---- */

/* What libxml2 reports. Memory may run out within, or the run be stopped, and its functions must not be left by a jump:
 * each handler has a guard of its own. */
typedef struct event {
  reader *r;
  const char *name; /* of the element, NULL: text */
  const xmlChar **atts;
  const char *text;
  size_t size;
  bool end;
} event;

static int handle(void *context, dl_status *status) {
  (void)status;
  const event *e = context;
  if (!e->name)
    add_text(e->r, e->text, e->size);
  else if (e->end)
    end_element(e->r);
  else
    start_element(e->r, e->name, e->atts);
  return DL_OK;
}

static void report(event e) {
  if (e.r->failed == DL_OK) e.r->failed = dl_guard_run(handle, &e, NULL);
}

static void on_start(void *r, const xmlChar *name, const xmlChar **atts) {
  report((event){.r = r, .name = (const char *)name, .atts = atts});
}

static void on_end(void *r, const xmlChar *name) {
  report((event){.r = r, .name = (const char *)name, .end = true});
}

static void on_text(void *r, const xmlChar *text, int size) {
  report((event){.r = r, .text = (const char *)text, .size = (size_t)size});
}

/* ---- the whole page ---- */

typedef struct reading {
  reader *r;
  const dl_buffer *bounded;
  htmlParserCtxtPtr parser;
} reading;

static int run(void *context, dl_status *status) {
  (void)status;
  const reading *g = context;
  reader *r = g->r;
  dl_page *page = r->page;
  int options =
      HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC;
  *g->parser->sax = (htmlSAXHandler){.startElement = on_start,
                                     .endElement = on_end,
                                     .characters = on_text,
                                     .cdataBlock = on_text,
                                     .ignorableWhitespace = on_text};
  g->parser->userData = r;
  /* The first node is the page itself: what stands outside of <body> is in it. */
  *DL_PUSH(page->arena, page->nodes, page->node_count, page->node_capacity) = (dl_html_node){.parent = DL_HTML_NONE};
  *DL_PUSH(page->arena, r->levels, r->depth, r->capacity) = (level){0};
  end_block(r);
  htmlDocPtr none = htmlCtxtReadMemory(g->parser, g->bounded->data, (int)g->bounded->size, NULL, "UTF-8", options);
  if (none) xmlFreeDoc(none);
  if (r->failed != DL_OK) return r->failed;
  if (g->parser->errNo == XML_ERR_NO_MEMORY || page->text.failed) return DL_EMEMORY;
  r->skipped = 0;
  end_block(r);
  for (uint32_t i = 0; i < page->node_count; i++) {
    if (page->nodes[i].end) continue;
    page->nodes[i].end = page->node_count;
    page->nodes[i].last = page->block_count;
  }
  return DL_OK;
}

/* The library's first use must be alone: two threads that make their first parsers at once wait for each other. */
static pthread_once_t started = PTHREAD_ONCE_INIT;

int dl_html_parse(dl_page *page, const dl_buffer *bounded) {
  pthread_once(&started, xmlInitParser);
  reader r = {.page = page};
  reading g = {&r, bounded, htmlNewParserCtxt()};
  if (!g.parser) return DL_EMEMORY;
  int code = dl_guard_run(run, &g, NULL);
  htmlFreeParserCtxt(g.parser);
  return code;
}
