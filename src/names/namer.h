/* The tables of data/actors/ and data/places/ in which names are looked up, opened once and shared by threads.
 *
 * Names, actors and entities read them through one dl_namer, with the learned weights of pronouns and the gazetteer;
 * the columns that they need are found when it is opened (DL_EDATA where one is missing). Strings are those of the
 * mapped data file.
 */
#ifndef DL_NAMES_NAMER_H
#define DL_NAMES_NAMER_H

#include "base/status.h"
#include "model/model.h"

typedef struct dl_namer dl_namer;

/* On success *namer is the caller's until dl_namer_free; the model must outlive it. Missing tables know no names. */
int dl_namer_new(const dl_model *model, dl_namer **namer, dl_status *status);
void dl_namer_free(dl_namer *namer);

/* Keeps what weighed most, for explain. Before the first document. */
void dl_namer_explains(dl_namer *namer);

/* The state where the text's outlet is at home, by its URL; 0: not known. */
dl_code dl_outlet_home(const dl_namer *namer, const dl_document *doc);

#endif
