/* The network's name labels, settled over a whole document.
 *
 * The network reads sentence by sentence. One name is one kind of thing through a text (Krishnan and Manning 2006): the
 * kind for which all that the network saw speaks, where the name stands alone, in full ("Ali Nasrallah") or behind its
 * acronym ("(HANO)"), goes for all its mentions, also those that it missed; the tables of countries, organisations and
 * other things put in a word. An address or a file is no name. A town and the land it lies in are two names.
 */
#ifndef DL_NAMES_LABELS_H
#define DL_NAMES_LABELS_H

#include "base/document.h"
#include "base/status.h"
#include "model/model.h"

/* The tables that are used, each NULL where the data file has none. */
typedef struct dl_labels {
  const dl_table *cities, *lands, *endings, *countries, *organizations, *additions, *others;
  int city_country, city_admin, land_country, land_feature, ending_kind, country_kind, addition_kind;
} dl_labels;

/* The model must outlive *out. DL_EDATA where a table lacks a column. */
int dl_labels_open(const dl_model *model, dl_labels *out, dl_status *status);

/* Changes doc->tokens[].ner. */
void dl_settle_labels(const dl_labels *labels, dl_document *doc);

#endif
