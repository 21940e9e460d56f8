/* The columns of each kind of table; docs/frames.md tells what they hold. */
#include <string.h>

#include "api/table.h"

#define WHERE_TOLD     \
  {"document", 'u'}, { \
    "label", 'u'       \
  }
#define ARTICLE                                       \
  {"newspaper", 'u'}, {"title", 'u'}, {"url", 'u'}, { \
    "published", 'D'                                  \
  }
#define WHEN                            \
  {"date", 'u'}, {"date_begin", 'D'}, { \
    "date_end", 'D'                     \
  }
#define CODES                                                                         \
  {"event", 'u'}, {"mode", 'u'}, {"cameo", 'u'}, {"quad", 'u'}, {"goldstein", 'g'}, { \
    "plover_score", 'g'                                                               \
  }
#define SIDE(NAME)                                            \
  {NAME, 'u'}, {NAME "_code", 'u'}, {NAME "_country", 'u'}, { \
    NAME "_sector", 'u'                                       \
  }
#define PLACE                                             \
  {"place", 'u'}, {"place_country", 'u'}, {"lat", 'g'}, { \
    "lon", 'g'                                            \
  }
#define WORDS                                                                                                   \
  {"trigger", 'u'}, {"trigger_begin", 'l'}, {"trigger_end", 'l'}, {"evidence", 'u'}, {"evidence_begin", 'l'}, { \
    "evidence_end", 'l'                                                                                         \
  }
#define THINGS                                                                                           \
  {"object", 'u'}, {"object_class", 'u'}, {"purpose", 'u'}, {"magnitude", 'u'}, {"magnitude_kind", 'u'}, \
      {"magnitude_value", 'g'}, {                                                                        \
    "magnitude_unit", 'u'                                                                                \
  }
/* What is in the ledger's event itself stands first: src/api/ledger_rows.c. */
#define EVENT                                                                                                    \
  WHERE_TOLD, ARTICLE, WHEN, {"time_source", 'u'}, CODES, {"context", 'u'}, {"auxiliary", 'u'}, {"author", 'u'}, \
      {"confidence", 'g'}, {"origin", 'u'}, WORDS

static const dl_column_def documents[] = {{"document", 'u'},  ARTICLE,         {"language", 'u'},     {"text", 'u'},
                                          {"sentences", 'l'}, {"tokens", 'l'}, {"attributions", 'l'}, {"events", 'l'},
                                          {NULL, 0}};
static const dl_column_def events[] = {EVENT,    SIDE("actor"),    SIDE("recipient"),  THINGS,
                                       PLACE,    {"said_by", 'u'}, {"denied_by", 'u'}, {"told", 'b'},
                                       {NULL, 0}};
static const dl_column_def parties[] = {WHERE_TOLD,       {"role", 'u'},   {"name", 'u'},      {"code", 'u'},
                                        {"country", 'u'}, {"sector", 'u'}, {"begin", 'l'},     {"end", 'l'},
                                        {"event", 'u'},   {"cameo", 'u'},  {"goldstein", 'g'}, WHEN,
                                        {NULL, 0}};
static const dl_column_def claims[] = {
    WHERE_TOLD,     {"source", 'u'}, {"source_code", 'u'}, {"value", 'u'}, {"stance", 'u'},   {"cue", 'u'},
    {"event", 'u'}, {"cameo", 'u'},  {"goldstein", 'g'},   WHEN,           {"evidence", 'u'}, {NULL, 0}};
static const dl_column_def entities[] = {
    {"document", 'u'}, {"entity", 'u'},   {"type", 'u'}, {"name", 'u'},     {"code", 'u'}, {"country", 'u'},
    {"sector", 'u'},   {"mentions", 'l'}, PLACE,         {"geonames", 'l'}, {NULL, 0}};
static const dl_column_def quotes[] = {WHERE_TOLD,    {"speaker", 'u'},   {"code", 'u'},  {"cue", 'u'},
                                       {"type", 'u'}, {"stance", 'u'},    {"begin", 'l'}, {"end", 'l'},
                                       {"text", 'u'}, {"published", 'D'}, {NULL, 0}};

/* ---- of a ledger alone ---- */

static const dl_column_def ledger_events[] = {EVENT,           SIDE("actor"),    SIDE("recipient"),  THINGS,
                                              PLACE,           {"said_by", 'u'}, {"denied_by", 'u'}, {"entry", 'l'},
                                              {"status", 'u'}, {"sources", 'l'}, {NULL, 0}};
static const dl_column_def ledger_documents[] = {{"document", 'u'}, ARTICLE,          {"language", 'u'}, {"text", 'u'},
                                                 {"version", 'l'},  {"current", 'b'}, {"copy_of", 'u'},  {NULL, 0}};
static const dl_column_def entries[] = {{"entry", 'l'},
                                        {"status", 'u'},
                                        WHEN,
                                        CODES,
                                        {"object_class", 'u'},
                                        PLACE,
                                        {"sources", 'l'},
                                        {"documents", 'l'},
                                        {"mentions", 'l'},
                                        {"first_report", 'D'},
                                        {"last_report", 'D'},
                                        {"confidence", 'g'},
                                        {"trigger", 'u'},
                                        {"evidence", 'u'},
                                        WHERE_TOLD,
                                        {"newspaper", 'u'},
                                        {"title", 'u'},
                                        {"url", 'u'},
                                        SIDE("actor"),
                                        SIDE("recipient"),
                                        {"said_by", 'u'},
                                        {"told_of_by", 'u'},
                                        {"denied_by", 'u'},
                                        {NULL, 0}};
static const dl_column_def voices[] = {{"entry", 'l'},
                                       {"name", 'u'},
                                       {"code", 'u'},
                                       {"stance", 'u'},
                                       {"mentions", 'l'},
                                       {"cue", 'u'},
                                       {"event", 'u'},
                                       {"cameo", 'u'},
                                       {"quad", 'u'},
                                       {"actor_country", 'u'},
                                       {"recipient_country", 'u'},
                                       {"status", 'u'},
                                       {"date_begin", 'D'},
                                       {"evidence", 'u'},
                                       {NULL, 0}};
#define SUMS                                                                                                 \
  {"entries", 'l'}, {"facts", 'l'}, {"claims", 'l'}, {"disputed", 'l'}, {"denied", 'l'}, {"announced", 'l'}, \
      {"goldstein_facts", 'g'}, {                                                                            \
    "goldstein_claims", 'g'                                                                                  \
  }
static const dl_column_def flows[] = {
    {"period", 'u'}, {"actor", 'u'}, {"recipient", 'u'}, {"event", 'u'}, {"object", 'u'},
    {"quad", 'u'},   SUMS,           {NULL, 0}};
static const dl_column_def groups[] = {{"key1", 'u'}, {"key2", 'u'}, {"key3", 'u'}, {"key4", 'u'},
                                       {"key5", 'u'}, {"key6", 'u'}, SUMS,          {NULL, 0}};

static const struct kind {
  const char *name;
  const dl_column_def *columns;
} kinds[] = {{"documents", documents},
             {"events", events},
             {"parties", parties},
             {"claims", claims},
             {"entities", entities},
             {"quotes", quotes},
             {"ledger events", ledger_events},
             {"ledger documents", ledger_documents},
             {"entries", entries},
             {"voices", voices},
             {"flows", flows},
             {"groups", groups}};

static const struct kind *find(const char *name) {
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
    if (strcmp(kinds[i].name, name) == 0) return &kinds[i];
  return NULL;
}

const dl_column_def *dl_frame_columns(const char *name) {
  const struct kind *k = find(name);
  return k ? k->columns : NULL;
}

const char *dl_frame_name(const char *name) {
  const struct kind *k = find(name);
  return k ? k->name : NULL;
}
