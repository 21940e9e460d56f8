/* What a ledger tells, in the forms of other programs: PLOVER records, GDELT 2.0 rows, a graph (GraphML), points on the
 * map (GeoJSON), entities of FollowTheMoney, and the mentions with their entries.
 *
 * Entries are handed out as they are read, in the order of the query; what has to be told once (the nodes of a graph, a
 * party of FollowTheMoney) is remembered in a temporary file, so that memory does not grow with the ledger.
 * docs/export.md tells each field.
 */
#ifndef DL_EXPORT_EXPORT_H
#define DL_EXPORT_EXPORT_H

#include "base/buffer.h"
#include "model/model.h"
#include "query/query.h"

typedef enum dl_export_form {
  DL_EXPORT_PLOVER,
  DL_EXPORT_GDELT,
  DL_EXPORT_GRAPHML,
  DL_EXPORT_GEOJSON,
  DL_EXPORT_FTM,
  DL_EXPORT_MENTIONS
} dl_export_form;

/* Takes what was written, and leaves the buffer empty or full; not 0 ends the export with DL_ESTOPPED. */
typedef int (*dl_export_write)(dl_buffer *out, void *context);

typedef struct dl_export {
  dl_ledger *ledger;
  const dl_query *query; /* which entries; of mentions, the entries that they belong to */
  const dl_model *model; /* for codes of countries; may be NULL for forms that have none */
  dl_export_write write;
  void *context;
} dl_export;

/* Does the form need the data file's tables? */
bool dl_export_needs_model(dl_export_form form);

/* *told: entries, or mentions, that were written. DL_EUSAGE and DL_ESTORE as dl_entries_run. */
int dl_export_run(const dl_export *export, dl_export_form form, unsigned long *told, dl_status *status);

#endif
