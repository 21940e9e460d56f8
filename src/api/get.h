/* How the functions that ask a document find their item, and turn a document's own values into those of the public
 * header.
 *
 * FIND empties the caller's structure and gives the document, or NULL for an index behind the last one and for pointers
 * that are NULL: then the call returns 0. What is handed back points into the document and lives as long as it does.
 * Spans hold both measures: code points and bytes.
 */
#ifndef DL_API_GET_H
#define DL_API_GET_H

#include <string.h>

#include "api/api.h"
#include "report/report.h"

/* The document, with what is to be filled all zeros; NULL where there is no such item, or a pointer is NULL. */
#define FIND(DOCUMENT, OUT, INDEX, COUNT) \
  (!(OUT)                                 \
       ? NULL                             \
       : (memset((OUT), 0, sizeof *(OUT)), !(DOCUMENT) || (INDEX) >= (DOCUMENT)->doc->COUNT ? NULL : (DOCUMENT)->doc))

dateline_span dl_api_span(const dl_document *doc, uint32_t begin, uint32_t end);
/* A code's text, the document's. */
const char *dl_api_code(const dateline_document *document, dl_code code);
dateline_place dl_api_place(const dateline_document *document, const dl_place *place); /* NULL: zeros and "" */

#endif
