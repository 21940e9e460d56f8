/* libdateline: reads English news into a ledger of who did what to whom, who says so, and who denies it.
 *
 * A dateline_engine holds the data file. dateline_read makes a dateline_document of a text, whose layers are asked for
 * item by item: sentences, tokens, entities, times, attributions, events, links, screening. dateline_pipe does so for
 * many texts with several threads, dateline_reader finds the texts in files, dateline_table makes columns of documents
 * or of a ledger. dateline_code gives one JSON object instead. What the fields mean: docs/output.md; how to use all
 * this: docs/c-api.md (both installed in share/doc/dateline).
 *
 * Units: text is UTF-8. Sizes are in bytes. A dateline_span has its ends in code points, as the JSON has them, and in
 * bytes. Indices count from 0: entity 0 is "E1" of the JSON, event 0 is "V1", attribution 0 "A1", time 0 "t1".
 *
 * Ownership: what a function gives through a pointer to a pointer is the caller's, to be given back by the function
 * named there. Strings and structures that are told of a document, an engine or a table live as long as it. An engine
 * lives until dateline_close was called and all of its documents, pipes and inputs are given back: in any order.
 *
 * Threads: an engine is not changed after it is opened; any number of threads may use it at once. So may several
 * threads ask one document. Pipes, readers, tables and ledgers belong to one thread at a time.
 *
 * Errors: a call that can fail returns DATELINE_OK or one of the numbers below, and writes why into `message`: one line
 * of UTF-8 with its NUL, cut at `size` bytes; `message` may be NULL. Nothing is printed, nothing exits or aborts; when
 * memory is out the call fails with DATELINE_EMEMORY, has let go of what it took, and the engine is as good as before.
 * On failure what would have been given is NULL: there is nothing to free. The functions that ask (dateline_get_*)
 * return 1, or 0 where there is no such item; then what they fill is all zeros. NULL may be given to every function
 * that gives back.
 */
#ifndef DATELINE_H
#define DATELINE_H

#include <stddef.h>
#include <stdint.h>

#if defined(__GNUC__)
#define DATELINE_API __attribute__((visibility("default")))
#else
#define DATELINE_API
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* Grows with each change of this header that a program has to be compiled anew for. */
#define DATELINE_ABI 2

enum {
  DATELINE_OK = 0,
  DATELINE_EINPUT,  /* a text that is not UTF-8, a date that is none, a row of a dictionary that is wrong */
  DATELINE_EIO,     /* a file can't be read */
  DATELINE_EDATA,   /* the data file is damaged, or of another version */
  DATELINE_EMEMORY, /* out of memory */
  DATELINE_EUSAGE,  /* a pointer is NULL that may not be; an option that does not exist */
  DATELINE_ESTORE,  /* the ledger refused */
  DATELINE_ESTOPPED /* ended before it was done */
};

/* The program's version, "0.1.0": a constant. */
DATELINE_API const char *dateline_version(void);
/* DATELINE_ABI of the library: another number than the header's means that the two do not fit. */
DATELINE_API int dateline_abi(void);

/* ---- the engine ---- */

typedef struct dateline_engine dateline_engine;

enum {
  DATELINE_LEDGER,
  DATELINE_PLACES,
  DATELINE_SYNTAX
}; /* how far texts are read: all; names, times and places
       but no events; sentences, words and trees */

/* How an engine is opened: all zeros but `data` is a good choice. All of it is the caller's, read during the call only,
 * but for `language`, which is copied. */
typedef struct dateline_options {
  const char *data;          /* path of the data file */
  const char *lexicon;       /* a user's own dictionaries (docs/dictionaries.md): a directory of tables; NULL: none */
  const char *const *actors; /* files of actors */
  uint32_t actor_count;
  uint32_t depth;       /* DATELINE_LEDGER ... */
  uint32_t threads;     /* of pipes that do not say; 0: as many as there are processors */
  double least;         /* the least confidence of an event, 0 to 1 */
  const char *language; /* "en": every text is taken to be English; NULL: each is looked at */
  int32_t explain;      /* not 0: documents keep why, for "explain" of dateline_render */
} dateline_options;

/* The file is mapped: it may be replaced while the engine is open (by renaming another to its name), but not written
 * to. DATELINE_EINPUT names file and line of a wrong row of the user's dictionaries. Given back by dateline_close. */
DATELINE_API int dateline_open_with(const dateline_options *options, dateline_engine **engine, char *message,
                                    size_t size);
/* The same with the data file alone. */
DATELINE_API int dateline_open(const char *data, dateline_engine **engine, char *message, size_t size);
DATELINE_API void dateline_close(dateline_engine *engine);

/* SHA-256 in hexadecimal of the data file, and of the user's dictionaries ("" without any): with the version, what
 * makes the same output of the same text. */
DATELINE_API const char *dateline_data_sha256(const dateline_engine *engine);
DATELINE_API const char *dateline_dictionaries_sha256(const dateline_engine *engine);

/* ---- a text ---- */

/* What is known of a text besides itself, each NUL-terminated UTF-8; any member may be NULL or "". date is YYYY-MM-DD,
 * language a code such as "en"; without one the text tells it. All of it is the caller's, and is read during the call
 * only. */
typedef struct dateline_about {
  const char *id, *date, *title, *source, *url, *language;
} dateline_about;

typedef struct dateline_document dateline_document;

/* Reads `bytes` bytes of UTF-8 (at most 4 MiB; `text` may be NULL when there are none) as far as the engine goes. A
 * text in another language than English gives a document that names it and holds nothing else: that is no error.
 * `about` may be NULL. Given back by dateline_document_free. */
DATELINE_API int dateline_read(const dateline_engine *engine, const char *text, size_t bytes,
                               const dateline_about *about, dateline_document **document, char *message, size_t size);
/* The same no further than to sentences, words and trees, and every sentence's, whatever the engine's depth. */
DATELINE_API int dateline_parse(const dateline_engine *engine, const char *text, size_t bytes,
                                const dateline_about *about, dateline_document **document, char *message, size_t size);
DATELINE_API void dateline_document_free(dateline_document *document);

/* One JSON object, the same line as `dateline code --format jsonl` prints, NUL-terminated; docs/output.schema.json is
 * its JSON Schema. Given back by dateline_free. */
DATELINE_API int dateline_code(const dateline_engine *engine, const char *text, size_t bytes,
                               const dateline_about *about, char **json, char *message, size_t size);
DATELINE_API void dateline_free(char *text);

/* A document as text, as the program prints it: "jsonl", "coded" (the same with the text, for
 * dateline_ledger_add_coded), "table", "plover", "cameo" (both of what is told as done), "conllu", "html" (a page),
 * "quotes" (JSON Lines), "times", "places" (JSON Lines), "timeml", or "explain" (of an engine that was opened to).
 * NUL-terminated, *bytes long; `bytes` may be NULL. Given back by dateline_free. */
DATELINE_API int dateline_render(const dateline_document *document, const char *format, char **text, size_t *bytes,
                                 char *message, size_t size);

/* ---- what is in a document ---- */

/* Half-open, into the document's text; begin == end where there is none. */
typedef struct dateline_span {
  uint32_t begin, end;           /* code points */
  uint32_t begin_byte, end_byte; /* bytes */
} dateline_span;

/* The document itself, and how many items it has. */
typedef struct dateline_summary {
  const char *text; /* exactly as given, with a NUL behind it */
  size_t bytes;
  const char *id, *date, *title, *source, *url, *language; /* "" where nothing is known */
  size_t sentences, tokens, entities, times, attributions, events, links, screens;
} dateline_summary;
DATELINE_API int dateline_get_summary(const dateline_document *document, dateline_summary *summary);

typedef struct dateline_sentence {
  dateline_span span;
  uint32_t first_token, token_count;
  uint32_t paragraph;
  int32_t headline; /* the title, or a line that stands alone before the body */
  int32_t foreign;  /* in another language, amid an English text: it was not parsed */
} dateline_sentence;
DATELINE_API int dateline_get_sentence(const dateline_document *document, size_t index, dateline_sentence *sentence);

/* A word of Universal Dependencies; "don't" is two of them. */
typedef struct dateline_token {
  dateline_span span;
  const char *form, *lemma, *upos, *xpos, *feats, *deprel; /* feats "_": none */
  const char *ner;                                         /* "B-PER", ... or "O" */
  int32_t head;                                            /* index of a token; -1 for the root of a sentence */
  uint32_t sentence;
  int32_t space_after;
} dateline_token;
DATELINE_API int dateline_get_token(const dateline_document *document, size_t index, dateline_token *token);

typedef struct dateline_place {
  const char *name, *country, *feature, *level; /* ISO 3166-1 alpha-3; GeoNames; "town", "division" ... */
  double lat, lon;                              /* degrees */
  uint32_t geonames;                            /* 0: none */
  uint32_t radius_km;
} dateline_place;

/* One with no mention was joined with another; the JSON leaves it out. */
typedef struct dateline_entity {
  const char *type, *name, *code, *country, *sector;
  uint32_t mention_count;
  int32_t has_place;
  dateline_place place; /* all zeros without one */
} dateline_entity;
DATELINE_API int dateline_get_entity(const dateline_document *document, size_t index, dateline_entity *entity);

typedef struct dateline_mention {
  dateline_span span;
  const char *form; /* "NAM", "NOM", "PRO" */
} dateline_mention;
DATELINE_API int dateline_get_mention(const dateline_document *document, size_t entity, size_t index,
                                      dateline_mention *mention);

typedef struct dateline_time {
  dateline_span span;
  const char *type, *value, *mod; /* TIMEX3 */
  const char *first, *last;       /* days that it covers, YYYY-MM-DD; "" where unknown */
  int32_t anchor;                 /* the time that it was counted from; -1: the document's date; -2: none */
} dateline_time;
DATELINE_API int dateline_get_time(const dateline_document *document, size_t index, dateline_time *time);

typedef struct dateline_attribution {
  int32_t source; /* entity; -1: the text names none */
  dateline_span source_span, cue;
  const char *type, *stance; /* "DIRECT" ...; "holds", "denies" ... */
  int32_t parent;            /* attribution; -1 */
  uint32_t content_count;    /* pieces of what is said */
} dateline_attribution;
DATELINE_API int dateline_get_attribution(const dateline_document *document, size_t index,
                                          dateline_attribution *attribution);
DATELINE_API int dateline_get_content(const dateline_document *document, size_t attribution, size_t index,
                                      dateline_span *content);

enum { DATELINE_NEGATED = 1, DATELINE_FUTURE = 2, DATELINE_HYPOTHETICAL = 4, DATELINE_HISTORICAL = 8 };

typedef struct dateline_event {
  dateline_span trigger, evidence; /* evidence: the sentence */
  uint32_t sentence;
  const char *event, *mode, *cameo, *quad; /* PLOVER, CAMEO; event "" of speech acts that PLOVER drops */
  double goldstein, plover_score, confidence;
  const char *context[8];
  uint32_t context_count;
  uint32_t auxiliary;                                    /* a set of DATELINE_NEGATED ... */
  int32_t mutual;                                        /* all parties are actors */
  int32_t told;                                          /* as done, by the text or by a source */
  const char *date, *first_day, *last_day, *time_source; /* docs/output.md */
  int32_t time;                                          /* -1: none */
  dateline_span time_span;
  const char *place_source, *origin;                     /* origin: the dictionary's row that fired */
  const char *author;                                    /* FactBank value of the text's own voice */
  uint32_t actor_count, recipient_count;                 /* of dateline_get_party */
  uint32_t object_count, purpose_count, magnitude_count; /* of dateline_get_phrase */
  uint32_t place_count, from_count, to_count, via_count; /* of dateline_get_event_place */
  uint32_t factuality_count, attribution_count;
} dateline_event;
DATELINE_API int dateline_get_event(const dateline_document *document, size_t index, dateline_event *event);

enum { DATELINE_ACTOR, DATELINE_RECIPIENT };
typedef struct dateline_party {
  int32_t entity; /* -1: none */
  dateline_span span;
  const char *name; /* fullest name of its entity in the text, else its words: "" for a phrase without an entity */
  const char *code, *country, *sector;
} dateline_party;
DATELINE_API int dateline_get_party(const dateline_document *document, size_t event, int role, size_t index,
                                    dateline_party *party);

enum { DATELINE_OBJECT, DATELINE_PURPOSE, DATELINE_MAGNITUDE };
typedef struct dateline_phrase {
  dateline_span span;
  const char *kind;        /* class of an object, kind of a magnitude; else "" */
  double value, low, high; /* of a magnitude; low and high -1: open */
  const char *unit, *bound;
} dateline_phrase;
DATELINE_API int dateline_get_phrase(const dateline_document *document, size_t event, int kind, size_t index,
                                     dateline_phrase *phrase);

enum { DATELINE_WHERE, DATELINE_FROM, DATELINE_TO, DATELINE_VIA };
typedef struct dateline_event_place {
  int32_t entity;
  const char *name, *country;
  int32_t has_place; /* is it known where on Earth? */
  dateline_place place;
} dateline_event_place;
DATELINE_API int dateline_get_event_place(const dateline_document *document, size_t event, int kind, size_t index,
                                          dateline_event_place *place);

typedef struct dateline_factuality {
  int32_t source;    /* entity; -1: the text's own voice; -2: somebody who is not named */
  const char *value; /* FactBank: "CT+" ... */
} dateline_factuality;
DATELINE_API int dateline_get_factuality(const dateline_document *document, size_t event, size_t index,
                                         dateline_factuality *factuality);

/* The attributions that an event stands in. */
DATELINE_API int dateline_get_event_attribution(const dateline_document *document, size_t event, size_t index,
                                                uint32_t *attribution);

/* Between events. */
typedef struct dateline_link {
  const char *type; /* "DENIES", "CONFIRMS", "SAME", "EXCHANGE" */
  uint32_t from, to;
} dateline_link;
DATELINE_API int dateline_get_link(const dateline_document *document, size_t index, dateline_link *link);

/* International measures that an event touches. */
typedef struct dateline_screen {
  uint32_t event;
  const char *regime, *paragraph, *measure, *status, *checked, *words;
  uint32_t said_by_count;
} dateline_screen;
DATELINE_API int dateline_get_screen(const dateline_document *document, size_t index, dateline_screen *screen);
/* An attribution in which somebody says that it breaks the measure. */
DATELINE_API int dateline_get_said_by(const dateline_document *document, size_t screen, size_t index,
                                      uint32_t *attribution);

/* ---- inputs ---- */

typedef struct dateline_reader dateline_reader;
typedef struct dateline_input dateline_input; /* the bytes of one document, before they are read */

/* Opens a file ("-": standard input) whose documents come one by one, however large it is. `kind`: "text", "html",
 * "jsonl", "json", "csv", "tsv", "conllu", "warc"; NULL or "auto": by name and first bytes. `columns` says what fields
 * are called in the input, "text=body,date=published"; NULL: their own names. Given back by dateline_reader_close. */
DATELINE_API int dateline_reader_open(const char *path, const char *kind, const char *columns, dateline_reader **reader,
                                      char *message, size_t size);
/* *input is NULL at the end. After DATELINE_EINPUT, a document that can't be taken, the next call goes on behind it;
 * after anything else it gives the end. Given back by dateline_input_free, or by putting it into a pipe. */
DATELINE_API int dateline_reader_next(dateline_reader *reader, dateline_input **input, char *message, size_t size);
DATELINE_API void dateline_reader_close(dateline_reader *reader);
DATELINE_API void dateline_input_free(dateline_input *input);

/* ---- many texts, several threads ---- */

typedef struct dateline_pipe dateline_pipe;

/* Threads that read texts which are put in at one end, and come out as documents at the other, in the same order.
 * threads 0: as the engine says; at most 256. Given back by dateline_pipe_close, at any time. */
DATELINE_API int dateline_pipe_open(dateline_engine *engine, uint32_t threads, dateline_pipe **pipe, char *message,
                                    size_t size);
/* How many more texts it holds before one has to be got, so that its memory is bounded. */
DATELINE_API size_t dateline_pipe_room(const dateline_pipe *pipe);
/* A text is copied; it is not looked at before it comes out. DATELINE_EUSAGE where there is no room. */
DATELINE_API int dateline_pipe_put(dateline_pipe *pipe, const char *text, size_t bytes, const dateline_about *about,
                                   char *message, size_t size);
/* The same for an input, which is the pipe's from then on, and if it fails too. `date`: of a document that states none;
 * may be NULL. */
DATELINE_API int dateline_pipe_put_input(dateline_pipe *pipe, dateline_input *input, const char *date, char *message,
                                         size_t size);
/* How many were put and not yet got. */
DATELINE_API size_t dateline_pipe_left(const dateline_pipe *pipe);
/* Waits for the oldest of them. A text that can't be read gives its status; the next call goes on behind it.
 * DATELINE_EUSAGE where none is left. */
DATELINE_API int dateline_pipe_get(dateline_pipe *pipe, dateline_document **document, char *message, size_t size);
DATELINE_API void dateline_pipe_close(dateline_pipe *pipe);

/* One text of a batch: dateline_batch. */
typedef struct dateline_item {
  const char *text;
  size_t bytes;
  dateline_about about;
} dateline_item;

/* Reads `count` texts and hands on each document in their order, on the caller's thread; the document is given back
 * when `give` returns. `status` and `message` are those of dateline_pipe_get; `document` is NULL if it failed. `give`
 * returns 0 to go on; anything else ends the batch with DATELINE_ESTOPPED. */
typedef int (*dateline_give)(void *context, size_t index, const dateline_document *document, int status,
                             const char *message);
DATELINE_API int dateline_batch(dateline_engine *engine, uint32_t threads, const dateline_item *items, size_t count,
                                dateline_give give, void *context, char *message, size_t size);

/* ---- columns ---- */

/* The Arrow C data interface (arrow.apache.org/docs/format/CDataInterface.html): how columns are handed to pyarrow,
 * Polars, DuckDB, R and others, without a copy. */
#ifndef ARROW_C_DATA_INTERFACE
#define ARROW_C_DATA_INTERFACE
struct ArrowSchema {
  const char *format, *name, *metadata;
  int64_t flags, n_children;
  struct ArrowSchema **children, *dictionary;
  void (*release)(struct ArrowSchema *);
  void *private_data;
};
struct ArrowArray {
  int64_t length, null_count, offset, n_buffers, n_children;
  const void **buffers;
  struct ArrowArray **children, *dictionary;
  void (*release)(struct ArrowArray *);
  void *private_data;
};
#endif

typedef struct dateline_table dateline_table;

/* An empty table for documents. `kind`: "documents", "events", "parties", "claims", "entities" or "quotes"; its columns
 * are told in docs/frames.md. Given back by dateline_table_free. */
DATELINE_API int dateline_table_new(const char *kind, dateline_table **table, char *message, size_t size);
DATELINE_API void dateline_table_free(dateline_table *table);
/* Adds what a document has: rows are copied. DATELINE_EUSAGE after an export, and for a table of a ledger. */
DATELINE_API int dateline_table_add(dateline_table *table, const dateline_document *document, char *message,
                                    size_t size);
DATELINE_API size_t dateline_table_rows(const dateline_table *table);
/* The rows as one record batch (a struct array) that shares the table's memory, any number of times; it may outlive the
 * table. Both structures are the caller's and given back by their own `release`; either may be NULL. No rows can be
 * added afterwards. DATELINE_EUSAGE where a column of text has more than 2 GiB. */
DATELINE_API int dateline_table_export(dateline_table *table, struct ArrowSchema *schema, struct ArrowArray *array,
                                       char *message, size_t size);

/* ---- the ledger ---- */

typedef struct dateline_ledger dateline_ledger;

/* Opens the SQLite file of `dateline ingest`: to read (`write` 0: nothing on disk is changed) or to add to (it is made
 * if missing). Given back by dateline_ledger_close. */
DATELINE_API int dateline_ledger_open(const char *path, int write, dateline_ledger **ledger, char *message,
                                      size_t size);
DATELINE_API void dateline_ledger_close(dateline_ledger *ledger);

/* Stores documents that the engine's whole depth made, in one transaction: all of them or, if it fails, none. *added:
 * how many were not known; may be NULL. */
DATELINE_API int dateline_ledger_add(dateline_ledger *ledger, const dateline_document *const *documents, size_t count,
                                     size_t *added, char *message, size_t size);

/* The same of lines that were rendered as "coded", or that `dateline code --format jsonl` printed: they are checked and
 * kept as they are. A line that is wrong fails with its number, and nothing is stored. Of `engine` the tables alone are
 * used. */
DATELINE_API int dateline_ledger_add_coded(dateline_ledger *ledger, const dateline_engine *engine, const char *lines,
                                           size_t bytes, size_t *added, char *message, size_t size);

/* What is asked for, as by the options of `dateline query` and `flows`; NULL, "" and 0 leave a filter out. */
typedef struct dateline_question {
  const char *actor, *recipient, *event, *since, *until, *source, *text, *status, *object, *place, *said_by, *denied_by;
  double least;
  int32_t near; /* not 0: within km of this point */
  double lat, lon, km;
  int64_t min_sources;
  const char *group_by; /* of "groups": "month,actor" ... */
  const char *between;  /* two countries, either of which acts on the other: "RUS,PRK"; "flows" must have them */
  const char *by;       /* of "flows": "month", "week" or "year" */
  const char *stance;   /* what somebody makes of it, with said_by that one: "holds", "denies", "condemns" ... */
} dateline_question;

/* A table of what a ledger holds. `kind`: "entries", "events" (mentions), "documents", "parties", "claims", "voices",
 * "flows" or "groups" (docs/frames.md). `question` may be NULL. Given back by dateline_table_free. */
DATELINE_API int dateline_ledger_read(dateline_ledger *ledger, const char *kind, const dateline_question *question,
                                      dateline_table **table, char *message, size_t size);

#ifdef __cplusplus
}
#endif

#endif
