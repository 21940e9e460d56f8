/* A graph for Gephi and its like: parties are nodes, and each entry is an edge from every actor to every recipient. */
#include <libxml/xmlwriter.h>
#include <stdio.h>
#include <string.h>

#include "export/forms.h"

typedef struct key {
  const char *id, *of, *name, *type;
} key;

/* The attributes of nodes, then those of edges. */
static const key keys[] = {{"label", "node", "label", "string"},         {"name", "node", "name", "string"},
                           {"code", "node", "code", "string"},           {"country", "node", "country", "string"},
                           {"sector", "node", "sector", "string"},       {"entry", "edge", "entry", "long"},
                           {"date", "edge", "date", "string"},           {"event", "edge", "event", "string"},
                           {"mode", "edge", "mode", "string"},           {"cameo", "edge", "cameo", "string"},
                           {"quad", "edge", "quad", "string"},           {"object", "edge", "object", "string"},
                           {"goldstein", "edge", "goldstein", "double"}, {"weight", "edge", "weight", "double"},
                           {"status", "edge", "status", "string"},       {"sources", "edge", "sources", "int"},
                           {"documents", "edge", "documents", "int"},    {"mutual", "edge", "mutual", "boolean"},
                           {"sentence", "edge", "sentence", "string"},   {"link", "edge", "link", "string"}};

typedef struct graph {
  dl_exporting *x;
  xmlTextWriter *writer;
  int code; /* of what was handed on */
} graph;

/* libxml2 hands on what it has made. */
static int take(void *context, const char *bytes, int size) {
  dl_exporting *x = context;
  dl_buffer_add(&x->out, bytes, (size_t)size);
  return x->out.failed ? -1 : size;
}

/* XML 1.0 allows no control characters but white space, and no U+FFFE and U+FFFF. */
static const char *allowed(const char *text, dl_buffer *room) {
  dl_buffer_clear(room);
  dl_buffer_add(room, "", 0);
  for (const unsigned char *at = (const unsigned char *)text; *at; at++) {
    bool control = *at < ' ' && !strchr("\t\n\r", *at),
         none = *at == 0xEF && at[1] == 0xBF && (at[2] == 0xBE || at[2] == 0xBF);
    if (none) at += 2;
    if (control || none)
      dl_buffer_text(room, "\xEF\xBF\xBD");
    else
      dl_buffer_char(room, (char)*at);
  }
  return room->data ? room->data : "";
}

static void attribute(graph *g, const char *name, const char *value) {
  dl_buffer room = {0};
  xmlTextWriterWriteAttribute(g->writer, BAD_CAST name, BAD_CAST allowed(value, &room));
  g->x->out.failed |= room.failed;
  dl_buffer_free(&room);
}

static void data(graph *g, const char *id, const char *value) {
  dl_buffer room = {0};
  if (!value[0]) return;
  xmlTextWriterStartElement(g->writer, BAD_CAST "data");
  xmlTextWriterWriteAttribute(g->writer, BAD_CAST "key", BAD_CAST id);
  xmlTextWriterWriteString(g->writer, BAD_CAST allowed(value, &room));
  xmlTextWriterEndElement(g->writer);
  g->x->out.failed |= room.failed;
  dl_buffer_free(&room);
}

static void number(graph *g, const char *id, double value) {
  char text[32];
  snprintf(text, sizeof text, "%.15g", value);
  data(g, id, text);
}

static int node(graph *g, const dl_row_party *p) {
  bool first = false;
  if (!dl_party_key(p)[0]) return DL_OK;
  int code = dl_seen_add(g->x->seen, dl_party_key(p), &first, g->x->status);
  if (code || !first) return code;
  xmlTextWriterStartElement(g->writer, BAD_CAST "node");
  attribute(g, "id", dl_party_key(p));
  data(g, "label", dl_party_key(p)); /* a code stands for several names, of which one is met first */
  data(g, "name", p->name);
  data(g, "code", p->code);
  data(g, "country", p->country);
  data(g, "sector", p->sector);
  xmlTextWriterEndElement(g->writer);
  return DL_OK;
}

static void edge(graph *g, const dl_entry_row *row, const dl_row_party *from, const dl_row_party *to, bool mutual) {
  if (!dl_party_key(from)[0] || !dl_party_key(to)[0]) return;
  xmlTextWriterStartElement(g->writer, BAD_CAST "edge");
  attribute(g, "source", dl_party_key(from));
  attribute(g, "target", dl_party_key(to));
  number(g, "entry", (double)row->id);
  data(g, "date", row->date_begin);
  data(g, "event", row->event);
  data(g, "mode", row->mode);
  data(g, "cameo", row->cameo);
  data(g, "quad", row->quad);
  data(g, "object", row->object);
  number(g, "goldstein", row->goldstein);
  number(g, "weight", row->sources > 0 ? row->sources : 1);
  data(g, "status", row->status);
  number(g, "sources", row->sources);
  number(g, "documents", row->documents);
  data(g, "mutual", mutual ? "true" : "false");
  data(g, "sentence", row->told.evidence);
  data(g, "link", dl_entry_link(row));
  xmlTextWriterEndElement(g->writer);
}

static int nodes(graph *g, const dl_entry_row *row) {
  const dl_row_parties *sides[] = {&row->told.actor, &row->told.recipient};
  int code = DL_OK;
  for (int s = 0; s < 2; s++)
    for (uint32_t i = 0; i < sides[s]->count && !code; i++) code = node(g, &sides[s]->items[i]);
  return code;
}

/* Of an act whose parties are all actors, each pair once. */
static int edges(graph *g, const dl_entry_row *row) {
  const dl_row_parties *from = &row->told.actor, *to = &row->told.recipient;
  bool mutual = to->count == 0;
  if (mutual) to = from;
  for (uint32_t i = 0; i < from->count; i++)
    for (uint32_t k = mutual ? i + 1 : 0; k < to->count; k++) edge(g, row, &from->items[i], &to->items[k], mutual);
  g->x->told++;
  return DL_OK;
}

static int each(const dl_entry_row *row, void *context) {
  graph *g = context;
  int code = g->x->pass == 0 ? nodes(g, row) : edges(g, row);
  if (!code && xmlTextWriterFlush(g->writer) < 0) code = dl_fail(g->x->status, DL_EMEMORY, "out of memory");
  return code ? code : dl_export_send(g->x);
}

static void head(const graph *g) {
  xmlTextWriterStartDocument(g->writer, NULL, "UTF-8", NULL);
  xmlTextWriterStartElement(g->writer, BAD_CAST "graphml");
  xmlTextWriterWriteAttribute(g->writer, BAD_CAST "xmlns", BAD_CAST "http://graphml.graphdrawing.org/xmlns");
  for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
    xmlTextWriterStartElement(g->writer, BAD_CAST "key");
    xmlTextWriterWriteAttribute(g->writer, BAD_CAST "id", BAD_CAST keys[i].id);
    xmlTextWriterWriteAttribute(g->writer, BAD_CAST "for", BAD_CAST keys[i].of);
    xmlTextWriterWriteAttribute(g->writer, BAD_CAST "attr.name", BAD_CAST keys[i].name);
    xmlTextWriterWriteAttribute(g->writer, BAD_CAST "attr.type", BAD_CAST keys[i].type);
    xmlTextWriterEndElement(g->writer);
  }
  xmlTextWriterStartElement(g->writer, BAD_CAST "graph");
  xmlTextWriterWriteAttribute(g->writer, BAD_CAST "id", BAD_CAST "dateline");
  xmlTextWriterWriteAttribute(g->writer, BAD_CAST "edgedefault", BAD_CAST "directed");
}

/* Readers want the nodes before the edges: the entries are read twice. */
int dl_export_graph(dl_exporting *x) {
  xmlOutputBuffer *to = xmlOutputBufferCreateIO(take, NULL, x, NULL);
  graph g = {x, to ? xmlNewTextWriter(to) : NULL, DL_OK};
  if (!g.writer) {
    if (to) xmlOutputBufferClose(to);
    return dl_fail(x->status, DL_EMEMORY, "out of memory");
  }
  xmlTextWriterSetIndent(g.writer, 1);
  head(&g);
  int code = DL_OK;
  for (x->pass = 0; x->pass < 2 && !code; x->pass++)
    code = dl_entries_run(x->export->ledger, x->export->query, each, &g, x->status);
  if (!code) xmlTextWriterEndDocument(g.writer);
  xmlFreeTextWriter(g.writer);
  return code ? code : dl_export_send(x);
}
