/* A finished document in the forms that people and programs read, and as evidence for the trainers.
 *
 * Each writer appends to the caller's buffer, which says at its end whether memory was enough; nothing else can fail,
 * and the document is not changed but for its index of code points: offsets, bytes within, are code points from here
 * on. Fields are those of docs/output.md, in its order.
 */
#ifndef DL_REPORT_REPORT_H
#define DL_REPORT_REPORT_H

#include "base/buffer.h"
#include "base/document.h"
#include "base/json.h"
#include "engine/engine.h"
#include "events/scores.h"
#include "model/model.h"

typedef struct dl_report {
  const dl_model *model;
  bool colour;             /* a terminal that shows colours */
  bool predicates;         /* JSON Lines list every predicate, coded or not */
  bool all;                /* PLOVER and CAMEO rows: also what is not told as done (claims/told.h) */
  bool text;               /* JSON Lines hold the text, too, and what a ledger knows it by */
  bool iso_dates;          /* CAMEO rows: "2023-11-09", not "20231109" */
  const dl_placer *placer; /* not NULL: explanations tell why a name means a place */
} dl_report;

/* What `quotes` is asked for. */
typedef struct dl_quotes_asked {
  char form;           /* t table, j JSON Lines, c CSV */
  const char *speaker; /* of whom alone: a name, or an actor's code; NULL: of all */
  const char *stance;  /* that alone which the source condemns, welcomes, ...; NULL: all */
  const dl_model *model;
  bool direct; /* quotations alone that stand in quotation marks as a whole */
  bool colour;
} dl_quotes_asked;

/* The names of CSV's columns; nothing in the other forms. */
void dl_report_quotes_head(const dl_quotes_asked *asked, dl_buffer *out);
/* One line an attribution; in a table behind the document's id. */
void dl_report_quotes(const dl_quotes_asked *asked, dl_document *doc, dl_buffer *out);
void dl_report_conllu(dl_document *doc, dl_buffer *out);
void dl_report_jsonl(const dl_report *report, dl_document *doc, dl_buffer *out);
void dl_report_table(const dl_report *report, dl_document *doc, dl_buffer *out);
/* The reader's view: a page of HTML that stands by itself, of one document or of several. Its head, with the title of
 * the first; the rules that light the notes of a document, where it has more of them than those before (*ruled, 0 at
 * first); the document; its foot. */
void dl_report_html_head(const dl_document *doc, uint32_t *ruled, dl_buffer *out);
void dl_report_html_rules(const dl_document *doc, uint32_t *ruled, dl_buffer *out);
void dl_report_html(const dl_report *report, dl_document *doc, dl_buffer *out);
void dl_report_html_foot(dl_buffer *out);
void dl_report_cameo(const dl_report *report, dl_document *doc, dl_buffer *out);
/* One line of JSON for the trainer of acts: every word that can be one, with the network's input
 * (dl_engine_keep_inputs) and its evidence. */
void dl_report_evidence(const dl_engine *engine, dl_document *doc, dl_buffer *out);
/* The same for the trainer of places: each name's candidates with the numbers that speak for them. */
void dl_report_places(const dl_engine *engine, dl_document *doc, dl_buffer *out);
/* The same for the trainer of parties: the acts with the options of their sides. */
void dl_report_sides(const dl_engine *engine, dl_document *doc, dl_buffer *out);
/* The same for the trainer of times (train/times.py). */
void dl_report_time_evidence(const dl_engine *engine, dl_document *doc, dl_buffer *out);
/* The same for the trainer of acts' times (train/moment.py). */
void dl_report_moments(const dl_engine *engine, dl_document *doc, dl_buffer *out);
/* The same of acts' places. */
void dl_report_sites(const dl_engine *engine, dl_document *doc, dl_buffer *out);
/* The time expressions alone: for a person, one object a line, the text as TimeML. */
void dl_report_times_table(const dl_report *report, dl_document *doc, dl_buffer *out);
void dl_report_times_jsonl(dl_document *doc, dl_buffer *out);
void dl_report_timeml(dl_document *doc, dl_buffer *out);
/* "t0" where the value was counted from the document's date, "t3" from the third time, "" where from none. */
const char *dl_time_anchor_name(const dl_document *doc, const dl_time *time);
/* The members of a place: name, country, coordinates, GeoNames id, feature, level, radius. */
void dl_report_place_fields(dl_json *json, const dl_place *place);
void dl_report_places_table(const dl_report *report, dl_document *doc, dl_buffer *out);
void dl_report_places_jsonl(dl_document *doc, dl_buffer *out); /* one mention a line */
void dl_report_geojson(dl_document *doc, dl_buffer *out);      /* features, parted by commas */
/* The same for the trainer of attributions: tokens with the encoder's vectors, words that can be cues, pairs. */
void dl_report_cues(const dl_engine *engine, dl_document *doc, dl_buffer *out);
/* The same for the trainer of factuality and modes: every word that is rated, and every event. */
void dl_report_clues(dl_document *doc, dl_buffer *out);
/* The same for the trainer of pronouns (train/coref.py): what each may stand for. Finds the entities anew. */
void dl_report_whom(const dl_engine *engine, dl_document *doc, dl_buffer *out);
void dl_report_plover(const dl_report *report, dl_document *doc, dl_buffer *out);
/* `only`: the number of the event, from 1; 0: all of them. */
void dl_report_explain(const dl_report *report, dl_document *doc, uint32_t only, dl_buffer *out);

struct dl_evidence;
/* The names of evidence as a list, for trainers. */
void dl_report_names(dl_json *json, const char *key, const struct dl_evidence *evidence);

/* A value of FactBank for who does not know its letters, with the letters: "certain (CT+)". */
const char *dl_rating_words(unsigned value);

/* PLOVER's code of a quadrant: 1 verbal cooperation .. 4 material conflict; 0 for none. */
int dl_plover_quad(const char *quad);

#endif
