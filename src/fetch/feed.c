#include "fetch/feed.h"

#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <limits.h>
#include <string.h>
#include <strings.h>

#include "base/buffer.h"
#include "base/guard.h"
#include "base/utf8.h"

typedef struct reading {
  const char *name;
  xmlDoc *tree;
  dl_arena *arena;
  dl_feed *feed;
  dl_buffer text; /* of one element */
} reading;

static bool is(const xmlNode *node, const char *name) {
  return node->type == XML_ELEMENT_NODE && strcasecmp((const char *)node->name, name) == 0;
}

static void gather(const xmlNode *node, dl_buffer *out) {
  for (; node; node = node->next) {
    if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE)
      dl_buffer_text(out, (const char *)node->content);
    else if (node->type == XML_ELEMENT_NODE)
      gather(node->children, out); /* no deeper than libxml2 reads: 256 */
  }
}

/* Bytes in the arena; "" for what is no UTF-8: libxml2 hands on what is broken as it is. */
static const char *keep(reading *r, const char *bytes, size_t size) {
  return dl_utf8_valid(bytes, size, NULL) ? dl_arena_strndup(r->arena, bytes, size) : "";
}

/* The text of an element, trimmed; in the arena. */
static const char *text_of(reading *r, const xmlNode *node) {
  dl_buffer_clear(&r->text);
  gather(node->children, &r->text);
  dl_buffer_add(&r->text, "", 0); /* ends the text, also one that is empty */
  if (r->text.failed) dl_guard_leave();
  const char *text = r->text.data ? r->text.data : "";
  size_t begin = strspn(text, " \t\r\n"), end = r->text.size;
  while (end > begin && strchr(" \t\r\n", text[end - 1])) end--;
  return keep(r, text + begin, end - begin);
}

/* "" where there is no such attribute. */
static const char *attribute(reading *r, const xmlNode *node, const char *name) {
  for (const xmlAttr *a = node->properties; a; a = a->next) {
    if (strcasecmp((const char *)a->name, name) != 0) continue;
    dl_buffer_clear(&r->text);
    gather(a->children, &r->text);
    if (r->text.failed) dl_guard_leave();
    return keep(r, r->text.data ? r->text.data : "", r->text.size);
  }
  return "";
}

/* The address of an Atom link that stands for the article itself, or of an RSS link. */
static const char *link_of(reading *r, const xmlNode *node) {
  const char *href = attribute(r, node, "href"), *rel = attribute(r, node, "rel");
  if (href[0]) return !rel[0] || strcmp(rel, "alternate") == 0 ? href : "";
  return text_of(r, node);
}

static void read_entry(reading *r, const xmlNode *item) {
  dl_entry e = {"", "", ""};
  const char *permanent = "", *changed = "", *day = "";
  for (const xmlNode *n = item->children; n; n = n->next) {
    if (is(n, "link") && !e.link[0]) e.link = link_of(r, n);
    if (is(n, "guid") && strcasecmp(attribute(r, n, "isPermaLink"), "false") != 0) permanent = text_of(r, n);
    if (is(n, "pubDate") || is(n, "published") || is(n, "issued")) e.date = text_of(r, n);
    if (is(n, "date")) day = text_of(r, n); /* of Dublin Core */
    if (is(n, "updated") || is(n, "modified")) changed = text_of(r, n);
  }
  if (!e.link[0] && strncasecmp(permanent, "http", 4) == 0) e.link = permanent;
  if (!e.date[0]) e.date = day;
  e.stamp = changed[0] ? changed : e.date;
  if (e.link[0]) *DL_PUSH(r->arena, r->feed->entries, r->feed->entry_count, r->feed->entry_capacity) = e;
}

static void read_outlines(reading *r, const xmlNode *node) {
  for (; node; node = node->next) {
    if (is(node, "outline")) {
      const char *url = attribute(r, node, "xmlUrl");
      if (url[0]) *DL_PUSH(r->arena, r->feed->feeds, r->feed->feed_count, r->feed->feed_capacity) = url;
    }
    if (node->type == XML_ELEMENT_NODE) read_outlines(r, node->children);
  }
}

/* The feed that a page of HTML says is its own. */
static void find_link(reading *r, const xmlNode *node) {
  for (; node && r->feed->feed_count == 0; node = node->next) {
    if (is(node, "link") && strcasecmp(attribute(r, node, "rel"), "alternate") == 0) {
      const char *type = attribute(r, node, "type"), *url = attribute(r, node, "href");
      bool feed = strcasecmp(type, "application/rss+xml") == 0 || strcasecmp(type, "application/atom+xml") == 0;
      if (feed && url[0]) *DL_PUSH(r->arena, r->feed->feeds, r->feed->feed_count, r->feed->feed_capacity) = url;
    }
    if (node->type == XML_ELEMENT_NODE) find_link(r, node->children);
  }
}

static void read_channel(reading *r, const xmlNode *channel) {
  for (const xmlNode *n = channel->children; n; n = n->next) {
    if (is(n, "item") || is(n, "entry")) read_entry(r, n);
    if (is(n, "title") && !r->feed->title[0]) r->feed->title = text_of(r, n);
  }
}

static int walk(void *context, dl_status *status) {
  reading *r = context;
  const xmlNode *root = xmlDocGetRootElement(r->tree);
  if (root && is(root, "opml")) {
    read_outlines(r, root->children);
    return DL_OK;
  }
  if (root && is(root, "html")) find_link(r, root);
  if (r->feed->feed_count > 0) return DL_OK;
  if (!root || !(is(root, "rss") || is(root, "RDF") || is(root, "feed")))
    return dl_fail(status, DL_EINPUT, "%s: no feed: neither RSS, Atom nor OPML", r->name);
  read_channel(r, root); /* the entries of Atom, the items of RSS 1.0 */
  for (const xmlNode *n = root->children; n; n = n->next)
    if (is(n, "channel")) read_channel(r, n);
  return DL_OK;
}

enum { HEAD = 1 << 16 }; /* bytes in which a page names its feed */

static bool is_page(const char *bytes, size_t size) {
  static const char *const begins[] = {"<!doctype html", "<html"};
  for (size_t i = 0; i < sizeof begins / sizeof *begins; i++)
    if (size > strlen(begins[i]) && strncasecmp(bytes, begins[i], strlen(begins[i])) == 0) return true;
  return false;
}

int dl_feed_read(const char *name, const char *bytes, size_t size, dl_arena *arena, dl_feed *feed, dl_status *status) {
  *feed = (dl_feed){.title = ""};
  reading r = {.name = name, .arena = arena, .feed = feed};
  while (size > 0 && strchr(" \t\r\n", bytes[0]) && bytes[0]) { /* XML allows none before its declaration */
    bytes++;
    size--;
  }
  if (is_page(bytes, size))
    r.tree = htmlReadMemory(bytes, (int)(size < HEAD ? size : HEAD), NULL, NULL,
                            HTML_PARSE_NONET | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING);
  else if (size > 0 && size <= INT_MAX)
    r.tree = xmlReadMemory(bytes, (int)size, NULL, NULL,
                           XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_RECOVER);
  if (!r.tree) return dl_fail(status, DL_EINPUT, "%s: no feed: not XML", name);
  int code = dl_guard_run(walk, &r, status);
  dl_buffer_free(&r.text);
  xmlFreeDoc(r.tree);
  return code;
}
