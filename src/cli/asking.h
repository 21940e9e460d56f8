/* What the commands that ask a ledger share (query, flows, screen, dossier, export): options become a query, a path
 * becomes an open ledger, an answer becomes an exit status.
 *
 * Each prints its message itself and returns an exit status (cli.h), so that a command only has to stop. The query
 * points into the options; the ledger is the caller's to close; the writers free the buffers that they are given.
 */
#ifndef DL_CLI_ASKING_H
#define DL_CLI_ASKING_H

#include "cli/cli.h"
#include "query/query.h"

/* The filters; they are such as there can be, or the message has been printed. The categories and codes of events stand
 * in the data file; without one, none is told from another. An exit status. */
int dl_cli_filters(const dl_options *options, dl_query *query);

/* *ledger is the caller's to close. An exit status; the message has been printed. */
int dl_cli_ledger(const dl_options *options, dl_ledger **ledger);

/* The first letter of --format, which is one of the names in `formats` ("table, jsonl or csv"), the first without it;
 * else 0, and the message has been printed. */
char dl_cli_form(const dl_options *options, const char *formats);

/* Writes a buffer and frees it; false if that fails. */
bool dl_cli_send(dl_buffer *out);

/* A row of CSV, or several, as a terminal may show it: what it would obey does not reach it. Frees `rows`. */
bool dl_cli_send_csv(dl_buffer *rows, bool terminal);

/* The exit status of an answer that ended with `code`; prints the message of a failure. */
int dl_cli_answered(const dl_options *options, int code, const dl_status *status);

#endif
