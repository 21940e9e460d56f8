#include <libxml/HTMLparser.h>
#include <string.h>

#include "base/buffer.h"
#include "base/utf8.h"
#include "intake/intake.h"

enum { DEPTH = 200 }; /* elements inside one another that are followed */

static bool is(const xmlNode *node, const char *names) { /* names between spaces */
  if (node->type != XML_ELEMENT_NODE) return false;
  size_t n = strlen((const char *)node->name);
  for (const char *at = names; (at = strstr(at, (const char *)node->name)) != NULL; at++)
    if (at[-1] == ' ' && at[n] == ' ') return true;
  return false;
}

static bool is_furniture(const xmlNode *node) {
  return is(node, " script style noscript nav header footer aside form button figure iframe svg template select menu ");
}

static bool is_block(const xmlNode *node) {
  return is(node, " p div section article li ul ol h1 h2 h3 h4 h5 h6 blockquote pre table tr td br main dl dt dd ");
}

/* Text of a subtree with white space run together; blocks end in a blank line. */
static void add_text(const xmlNode *node, dl_buffer *out, int depth) {
  if (depth > DEPTH || is_furniture(node)) return;
  if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE) {
    for (const char *at = (const char *)node->content; at && *at; at++) {
      bool space = *at == ' ' || *at == '\n' || *at == '\t' || *at == '\r';
      bool after_space = out->size == 0 || out->data[out->size - 1] == ' ' || out->data[out->size - 1] == '\n';
      if (!space) dl_buffer_char(out, *at);
      else if (!after_space) dl_buffer_char(out, ' ');
    }
    return;
  }
  for (const xmlNode *child = node->children; child; child = child->next) add_text(child, out, depth + 1);
  if (!is_block(node)) return;
  while (out->size > 0 && out->data[out->size - 1] == ' ') out->size--;
  if (out->size > 0 && out->data[out->size - 1] != '\n') dl_buffer_text(out, is(node, " br ") ? "\n" : "\n\n");
}

/* The first <article>, <main> or [itemprop=articleBody]; else the body. */
static const xmlNode *find_element(const xmlNode *node, const char *names, int depth) {
  for (; node && depth < DEPTH; node = node->next) {
    if (is(node, names)) return node;
    const xmlNode *found = find_element(node->children, names, depth + 1);
    if (found) return found;
  }
  return NULL;
}

static const char *copy(dl_document *doc, const xmlChar *text) {
  const char *t = (const char *)text;
  size_t n = t ? strlen(t) : 0;
  return n > 0 && dl_utf8_valid(t, n, NULL) ? dl_arena_strndup(doc->arena, t, n) : "";
}

static const char *attribute(dl_document *doc, const xmlNode *node, const char *name) {
  xmlChar *value = xmlGetProp(node, (const xmlChar *)name);
  const char *out = copy(doc, value);
  if (value) xmlFree(value);
  return out;
}

static void set_date(dl_document *doc, const char *value) {
  if (doc->date[0] || strlen(value) < 10) return;
  const char *day = dl_arena_strndup(doc->arena, value, 10);
  if (dl_date_valid(day)) doc->date = day;
}

static void read_meta(dl_document *doc, const xmlNode *node, int depth) {
  for (; node && depth < DEPTH; node = node->next) {
    if (is(node, " meta ")) {
      const char *key = attribute(doc, node, "property"), *value = attribute(doc, node, "content");
      if (!key[0]) key = attribute(doc, node, "name");
      if (!key[0]) key = attribute(doc, node, "itemprop");
      if (strcmp(key, "og:title") == 0) doc->title = value;
      else if (strcmp(key, "og:site_name") == 0) doc->source = value;
      else if (strcmp(key, "og:url") == 0) doc->url = value;
      else if (strstr(key, "published_time") || strcmp(key, "datePublished") == 0 || strcmp(key, "date") == 0 || strcmp(key, "pubdate") == 0)
        set_date(doc, value);
    } else if (is(node, " time ")) {
      set_date(doc, attribute(doc, node, "datetime"));
    } else if (is(node, " title ") && !doc->title[0] && node->children) {
      doc->title = copy(doc, node->children->content);
    }
    read_meta(doc, node->children, depth + 1);
  }
}

int dl_read_html(const dl_model *model, const char *name, const char *bytes, size_t size, dl_document *doc, dl_status *status) {
  (void)model;
  const char *encoding = dl_utf8_valid(bytes, size, NULL) ? "UTF-8" : NULL; /* else what the page itself says */
  int options = HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET | HTML_PARSE_COMPACT;
  htmlDocPtr page = htmlReadMemory(bytes, (int)size, NULL, encoding, options);
  const xmlNode *root = page ? xmlDocGetRootElement(page) : NULL;
  if (!root) {
    if (page) xmlFreeDoc(page);
    doc->text = "";
    return size == 0 ? DL_OK : dl_fail(status, DL_EINPUT, "%s:1: no HTML document in it", name);
  }
  read_meta(doc, root, 0);
  const xmlNode *body = find_element(root, " article ", 0);
  if (!body) body = find_element(root, " main ", 0);
  if (!body) body = find_element(root, " body ", 0);
  dl_buffer text = {0};
  add_text(body ? body : root, &text, 0);
  while (text.size > 0 && text.data[text.size - 1] == '\n') text.size--;
  int code = DL_OK;
  if (text.failed) code = dl_fail(status, DL_EMEMORY, "%s: out of memory", name);
  else if (!dl_utf8_valid(text.data ? text.data : "", text.size, NULL)) code = dl_fail(status, DL_EINPUT, "%s:1: its text is not UTF-8", name);
  doc->text = dl_arena_strndup(doc->arena, text.data ? text.data : "", text.size);
  doc->text_size = (uint32_t)text.size;
  dl_buffer_free(&text);
  xmlFreeDoc(page);
  return code;
}
