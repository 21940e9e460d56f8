/* Rows of the ledger as JSON and as CSV: mentions, entries, sums, flows, measures.
 *
 * Each writer appends to a buffer, or to an object of JSON that is open, so that the commands and the server tell the
 * same. The buffer is the caller's and says at its end whether memory was enough; nothing else can fail. Days are text
 * as YYYY-MM-DD, places degrees, offsets code points.
 */
#ifndef DL_EXPORT_ROWS_H
#define DL_EXPORT_ROWS_H

#include "base/json.h"
#include "flows/flows.h"
#include "query/query.h"
#include "query/screens.h"

/* RFC 4180 with \n; lists joined by "; ", each column of a list in the same order. A text that begins with = + - @ tab
 * or return has an apostrophe before it, so that no spreadsheet takes it for a formula; numbers stand bare. */
void dl_row_csv_head(dl_buffer *out);
void dl_row_csv(const dl_query_row *row, dl_buffer *out);
void dl_entry_csv_head(dl_buffer *out);
void dl_entry_csv(const dl_entry_row *row, dl_buffer *out);
void dl_group_csv_head(const char *const *names, int count, dl_buffer *out);
void dl_group_csv(const dl_group *group, int count, dl_buffer *out);

/* One object a line, lists as arrays. */
void dl_row_json(const dl_query_row *row, dl_buffer *out);
void dl_entry_json(const dl_entry_row *row, dl_buffer *out);
void dl_group_json(const dl_group *group, const char *const *names, int count, dl_buffer *out);

/* The members of an object that is open: of a mention, an entry, sums, measures that an entry touches. */
void dl_row_members(dl_json *json, const dl_query_row *row);
void dl_entry_members(dl_json *json, const dl_entry_row *row);
void dl_sums_json(dl_json *json, const dl_sums *sums);
void dl_touches_json(dl_json *json, const dl_touches *touches);
/* An object: one who speaks of an entry; a party, under a key. */
void dl_voice_json(dl_json *json, const char *key, const dl_row_voice *voice);
void dl_parties_json(dl_json *json, const char *key, const dl_row_parties *list);

/* Flows as one object. The arena is for what is summed. */
void dl_flows_json(const dl_flows *flows, dl_arena *arena, dl_buffer *out);

/* A cell of CSV behind others of its row. */
void dl_csv_text(dl_buffer *out, bool first, const char *value);
void dl_csv_whole(dl_buffer *out, bool first, long long value);
extern const char dl_sums_head[]; /* of CSV, with a comma before it */
void dl_sums_csv(const dl_sums *sums, dl_buffer *out);

#endif
