/* What the forms of export share: an entry of the ledger becomes a row, a feature or a node in the run's buffer.
 *
 * A run hands its buffer on to the caller's writer as it fills, so that a ledger of any size takes little memory; what
 * must be told once (a party, a node) is remembered in a temporary file. Rows live until the next entry. Every writer
 * returns a status: DL_ESTOPPED where the caller's writer ends it, DL_ESTORE for the temporary file, DL_EMEMORY.
 * Internal to src/export.
 */
#ifndef DL_EXPORT_FORMS_H
#define DL_EXPORT_FORMS_H

#include "export/export.h"

/* Words that were met, in a temporary file that SQLite keeps. */
typedef struct dl_seen dl_seen;
int dl_seen_new(dl_seen **seen, dl_status *status);
void dl_seen_free(dl_seen *seen); /* NULL is fine */
/* *first: it was not met before. */
int dl_seen_add(dl_seen *seen, const char *word, bool *first, dl_status *status);

/* A run: what a form's writer of one entry gets. */
typedef struct dl_exporting {
  const dl_export *export;
  dl_buffer out;
  dl_seen *seen;
  unsigned long told;
  dl_status *status;
  int pass;        /* of a form that reads the entries twice: 0, 1 */
  char ledger[65]; /* what tells this ledger from others: the key of its first text; "" */
} dl_exporting;

/* Hands on what is in x->out, once it is much; at the end, whatever it is. DL_ESTOPPED, DL_EMEMORY. */
int dl_export_send(dl_exporting *x);
int dl_export_flush(dl_exporting *x);

/* Codes of a country (ISO 3166-1 alpha-3): "iso2" ("RU") or "fips" ("RS"); "" where it has none. */
const char *dl_country_code(const dl_model *model, const char *country, const char *column);

/* What names a party in a network: its code, else its name. */
const char *dl_party_key(const dl_row_party *party);
/* "Iran: AID to Russia" */
void dl_entry_caption(const dl_entry_row *row, dl_buffer *out);
/* The first document that tells of the entry: its address, else its name; "". */
const char *dl_entry_link(const dl_entry_row *row);

/* One entry in each form, into x->out. */
int dl_export_plover(dl_exporting *x, const dl_entry_row *row);
int dl_export_gdelt(dl_exporting *x, const dl_entry_row *row);
int dl_export_feature(dl_exporting *x, const dl_entry_row *row);
int dl_export_entities(dl_exporting *x, const dl_entry_row *row);

/* Whole exports. */
int dl_export_graph(dl_exporting *x);
int dl_export_mentions(dl_exporting *x);

#endif
