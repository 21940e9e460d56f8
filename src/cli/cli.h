/* The commands of the program: options, messages, exit statuses.
 *
 * 0: all is well. 1: some input could not be read or the output could not be written; the rest was done. 2: wrong
 * usage. 130: interrupted.
 */
#ifndef DL_CLI_CLI_H
#define DL_CLI_CLI_H

#include <stdbool.h>

#include "base/buffer.h"
#include "base/guard.h"
#include "engine/engine.h"
#include "intake/intake.h"
#include "ledger/ledger.h"

typedef struct dl_options {
  const char *command, *data, *date, *format, *language, *ledger;
  const char *lexicon, *actors[16]; /* a user's own dictionaries */
  unsigned actor_count;
  dl_input input;
  dl_fields fields; /* --columns: what a document's fields are called in the input */
  unsigned threads;
  bool recursive;        /* folders are read */
  bool quiet;            /* neither progress nor the last line */
  bool predicates;       /* code: every predicate in JSON Lines */
  bool with_text;        /* code: the text in JSON Lines */
  bool coded;            /* ingest: the input is what code printed */
  bool ungated;          /* code: no sentence is passed by unparsed */
  bool versions;         /* query: events of earlier versions too */
  bool sides;            /* features: of the sides of acts */
  bool times;            /* features: of times */
  bool moments;          /* features: of acts' times */
  bool sites;            /* features: of acts' places */
  bool places;           /* features: of the candidates of places */
  bool stems;            /* features: the stems of all words */
  bool entities;         /* features: of what pronouns stand for */
  bool cues;             /* features: of attributions */
  bool direct;           /* quotes: those in quotation marks alone */
  const char *speaker;   /* quotes */
  const char *stance;    /* quotes */
  bool claims;           /* features: of predicates and events */
  bool all;              /* code: PLOVER and CAMEO rows of what is not told as done, too */
  bool errors;           /* score: what is missed, extra and wrong, one by one */
  bool check;            /* score: the gold alone is read */
  bool iso_dates;        /* code: CAMEO rows with ISO dates */
  const char *agent;     /* fetch: what it calls itself */
  double delay, timeout; /* fetch: seconds between two requests to a host; for one request. watch: before a webhook is
                            asked again */
  const char *rules;     /* watch: the file of rules */
  double every;          /* watch: seconds between two looks */
  bool once, from_now;   /* watch: one look alone; what is there counts as seen */
  double least;          /* the least confidence of an event that is asked for */
  const char *actor, *recipient, *event, *since, *until, *source, *text; /* query */
  const char *status, *object, *place, *said_by, *denied_by, *sort, *group_by;
  struct dl_cli_near {
    bool given;
    double lat, lon, km;
  } near;
  long min_sources, limit, after; /* 0: not asked for */
  bool count, mentions;
  const char *between, *by;                    /* flows */
  long entry;                                  /* dossier; 0: not given */
  const char *listen, *token_file, *hosts[16]; /* serve */
  unsigned host_count;
  bool allow_ingest;
  const char *output; /* dossier: the file that it is written to */
  char **files;
  int file_count;
} dl_options;

enum { DL_EXIT_OK = 0, DL_EXIT_INPUT = 1, DL_EXIT_USAGE = 2, DL_EXIT_INTERRUPTED = 130 };

int dl_cli_quotes(const dl_options *options);
int dl_cli_parse(const dl_options *options);
int dl_cli_code(const dl_options *options);
int dl_cli_explain(const dl_options *options);
int dl_cli_ingest(const dl_options *options);
int dl_cli_fetch(const dl_options *options);
int dl_cli_export(const dl_options *options);
int dl_cli_watch(const dl_options *options);
int dl_cli_query(const dl_options *options);
int dl_cli_lexicon(const dl_options *options);
int dl_cli_score(const dl_options *options);
int dl_cli_text(const dl_options *options);
int dl_cli_times(const dl_options *options);
int dl_cli_places(const dl_options *options);
int dl_cli_features(const dl_options *options);
int dl_cli_screen(const dl_options *options);
int dl_cli_flows(const dl_options *options);
int dl_cli_dossier(const dl_options *options);
int dl_cli_serve(const dl_options *options);
int dl_cli_pairs(const dl_options *options);

/* Prints "dateline: message" on standard error. */
void dl_cli_complain(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* Writes what was made of a document, and names one that was not read, since it is in another language: that is no
 * error. Not 0 if writing fails. */
int dl_cli_print(const dl_model *model, dl_document *doc, const dl_buffer *out);
/* The same without a word about languages: what a dl_run gives, that needs no context. */
int dl_cli_give(void *context, dl_document *doc, const dl_buffer *out);
/* Names a document that was not read, since it is in another language. That is no error. */
void dl_cli_note_language(const dl_model *model, const dl_document *doc);
/* The exit status of a run that printed: `status`, or that the output could not be written. */
int dl_cli_finish(int status);
/* A wrong option: the message, and where help is; returns DL_EXIT_USAGE. */
int dl_cli_usage(const dl_options *options, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The help text of a command, or NULL. */
const char *dl_cli_help(const char *command);

/* The user's own dictionaries that the options name. */
dl_dictionaries dl_cli_dictionaries(const dl_options *options);

/* Opens the data file alone, for its tables; *model is NULL where none is found and --data names none. An exit status.
 */
int dl_cli_model(const dl_options *options, dl_model **model);

/* Opens the engine with --data, or the data file beside the program, or in the installed prefix, and --lexicon and
 * --actors over it. */
int dl_cli_engine(const dl_options *options, dl_depth depth, dl_engine **engine);

/* True once SIGINT or SIGTERM has come. */
bool dl_cli_interrupted(void);
const dl_stop *dl_cli_stop(void); /* the same, for guards and the engine */
void dl_cli_catch_signals(void);

/* Where a run's documents come from instead of files: `next` as dl_intake_next, on one thread at a time, and may be
 * long in waiting; `stored` for each document that goes into a ledger, in the transaction that is open then; `left`:
 * how many are known to come, on the thread of `next`. */
typedef struct dl_source {
  int (*next)(void *context, dl_raw *raw, dl_status *status);
  int (*stored)(void *context, dl_ledger *ledger, const dl_document *doc, dl_status *status);
  size_t (*left)(void *context);
  void *context;
} dl_source;

/* What a run does with each document, in input order. `make` runs on a worker's thread and writes into `out`; `give`
 * runs on one thread at a time; it returns not 0 to stop. `give` may change nothing in the document's layers but reads
 * them. `known` runs on a worker's thread as soon as the document is read: one that it returns true for is given
 * without being coded. `read`, on a worker's thread too, makes the document of what was taken, to be given as it is;
 * NULL: intake reads it, and it is coded. `settle` follows `give`, on the same thread, wherever the next document may
 * be long in coming; not 0 stops. Each may be NULL. */
typedef struct dl_run {
  void (*make)(void *context, dl_document *doc, dl_buffer *out);
  int (*give)(void *context, dl_document *doc, const dl_buffer *out);
  void *context;
  int (*read)(void *context, const dl_raw *raw, dl_document *doc, dl_status *status);
  bool (*known)(void *context, dl_document *doc);
  int (*settle)(void *context);
  const dl_source *source; /* NULL: the files that the options name */
} dl_run;

/* Reads all inputs, runs the stages on every document and hands the results on. The exit status. */
int dl_cli_run(const dl_options *options, const dl_engine *engine, const dl_run *run);

/* What ingest does: documents of files or of a source, into the ledger that the options name. */
int dl_cli_ingest_from(const dl_options *options, const dl_source *source);
/* What text does: they are printed as they are read. */
int dl_cli_text_from(const dl_options *options, const dl_source *source);

/* Writes to standard output; false (with a message) if that fails. */
bool dl_cli_write(const char *bytes, size_t size);
bool dl_cli_flush(void);
/* Writes lines of cells in which no control characters are left but the tabs and line ends, and frees them; false (with
 * a message) if that fails. */
bool dl_cli_send_plain(dl_buffer *out);

#endif
