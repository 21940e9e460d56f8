/* The network's name labels, settled over a whole document.
 *
 * The network reads sentence by sentence. One name is one kind of thing through a text (Krishnan and Manning 2006): the
 * kind for which all that the network saw speaks, where the name stands alone, in full ("Ali Nasrallah") or behind its
 * acronym ("(HANO)"), goes for all its mentions, also those that it missed; so does the noun whose name it is ("the
 * firm Kvist Marine"), and the tables of countries, organisations and other things put in a word. An address or a file
 * is no name. A town and the land it lies in are two names.
 */
#ifndef DL_NAMES_LABELS_H
#define DL_NAMES_LABELS_H

#include "base/document.h"
#include "base/status.h"
#include "model/gazetteer.h"
#include "model/model.h"

/* The tables that are used, each NULL where the data file has none. */
typedef struct dl_labels {
  dl_gazetteer gazetteer;
  const dl_table *endings, *countries, *organizations, *additions, *others, *nouns;
  int ending_kind, country_kind, addition_kind, noun_class;
} dl_labels;

/* The model must outlive *out. DL_EDATA where a table lacks a column. */
int dl_labels_open(const dl_model *model, dl_labels *out, dl_status *status);

/* Changes doc->tokens[].ner. */
void dl_settle_labels(const dl_labels *labels, dl_document *doc);

enum { DL_PERSON_LABEL = 1, DL_PLACE_LABEL = 2 }; /* kinds of a label (dl_label_kind) */

/* Labels words as a name of that kind; 0: as none. */
void dl_label_set(dl_document *doc, uint32_t first, uint32_t end, unsigned kind);

/* towns.c: a town and the land it lies in are two places, whatever else the network took them for. */
void dl_part_places(const dl_labels *labels, dl_document *doc);

#endif
