/* Inputs become documents: plain text, HTML, JSON, tables (CSV, TSV), CoNLL-U and archives of the web (WARC); plain,
 * gzip or zstd; from a file or standard input.
 *
 * A dl_intake reads one input and gives its documents one by one. Text is checked to be UTF-8 and otherwise kept byte
 * for byte, so that offsets stay the reader's own; a byte-order mark is left where it stands and counts as white space.
 * A bad document ends in DL_EINPUT with a message that names input and line, and the next call goes on behind it.
 */
#ifndef DL_INTAKE_INTAKE_H
#define DL_INTAKE_INTAKE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/document.h"
#include "base/status.h"
#include "model/model.h"

typedef enum dl_input {
  DL_INPUT_AUTO,
  DL_INPUT_TEXT,
  DL_INPUT_HTML,
  DL_INPUT_JSONL, /* an object a line */
  DL_INPUT_JSON,  /* objects, one behind another or in an array */
  DL_INPUT_CSV,   /* a table with a header; commas, semicolons or tabs part its columns, as the header tells */
  DL_INPUT_TSV,
  DL_INPUT_CONLLU,
  DL_INPUT_WARC /* an archive of the web */
} dl_input;

/* What is read of a document: the members of an object, the columns of a table. */
enum {
  DL_FIELD_TEXT,
  DL_FIELD_ID,
  DL_FIELD_DATE,
  DL_FIELD_TITLE,
  DL_FIELD_SOURCE,
  DL_FIELD_URL,
  DL_FIELD_LANGUAGE,
  DL_FIELDS,
  DL_NAME_SIZE = 64
};

/* What they are called in the input. */
typedef struct dl_fields {
  char names[DL_FIELDS][DL_NAME_SIZE];
} dl_fields;

/* Their own names: "text", "id" ... */
const dl_fields *dl_fields_default(void);
/* Changes some of them: "text=body,date=published". DL_EUSAGE. */
int dl_fields_rename(dl_fields *fields, const char *names, dl_status *status);

/* A document's text is at most this long, in bytes: far above any article, and what is made of it still fits in memory
 * (about 200 bytes a byte of text). What it comes in (HTML, a line of JSON) may be DL_RAW_MAX. Archives of many
 * articles are JSON Lines, of any length. */
enum { DL_TEXT_MAX = 4 << 20, DL_RAW_MAX = 32 << 20 };

typedef struct dl_intake dl_intake;

/* Opens `path` ("-" is standard input). AUTO goes by the file's name (case aside, before .gz or .zst) and by its first
 * bytes: what is plainly JSON, HTML or CoNLL-U is read as such where the name tells nothing or text. NULL fields: the
 * default; else they outlive all that is read. DL_EIO; DL_EINPUT for what holds no text (a PDF file), with the way to
 * go on. */
int dl_intake_open(const char *path, dl_input kind, const dl_fields *fields, dl_intake **intake, dl_status *status);
void dl_intake_close(dl_intake *intake);

/* Where the columns of a table stand in a row. */
typedef struct dl_input_columns {
  char separator;
  unsigned short count;
  short at[DL_FIELDS]; /* -1: it has none */
} dl_input_columns;

/* The bytes of one document, before they are read. */
typedef struct dl_raw {
  dl_input kind;    /* what the bytes are; never AUTO nor WARC, and JSONL for an object out of JSON */
  const char *name; /* of the input, for messages */
  const char *id;   /* what a document that states no id is called, with :number where its input may hold several; NULL:
                       the last part of name */
  unsigned long number;       /* the line it begins in; of JSON and WARC: the how manieth it is */
  unsigned long line, column; /* of its first byte, from 1 */
  char *bytes;                /* malloced */
  size_t size;
  bool web;         /* a page of the web, out of an archive or fetched */
  const char *url;  /* its address, within the malloced bytes; "" or NULL where it has none */
  const char *date; /* of a page: the date that a feed states for it, as it is written; within the bytes, or NULL */
  const dl_fields *fields;  /* NULL: the default */
  dl_input_columns columns; /* of a row */
} dl_raw;

/* The next document: a line of JSON Lines, an object of JSON, a row, a document of CoNLL-U, a page of an archive, else
 * all of the input.
 * raw->bytes is the caller's, NULL at the end; name and id are left as they are. After DL_EINPUT (a document that is
 * too long or has no end, damaged packed data) the next call goes on behind it unless dl_intake_done. DL_EIO,
 * DL_EMEMORY end the input. */
int dl_intake_next(dl_intake *intake, dl_raw *raw, dl_status *status);

/* How much of the file is taken, in its bytes as they lie on the disk. */
size_t dl_intake_position(const dl_intake *intake);

/* No more documents will come. */
bool dl_intake_done(const dl_intake *intake);

/* Can dl_intake_next be called without waiting for whoever writes the input? */
bool dl_intake_ready(dl_intake *intake);
/* Can an input of this name be opened and read without waiting? */
bool dl_intake_is_file(const char *path);

/* Is a file that lies in a folder one to be read? Told by its name, or, where that has no ending, by its first bytes.
 */
bool dl_intake_takes(const char *path);
/* The kind that the name tells; AUTO: it tells none. */
dl_input dl_intake_kind_of(const char *path);

/* Makes the document of such bytes. Tokens and sentences are filled for CoNLL-U only; `model` holds the tables that
 * tell a page's story from its furniture. */
int dl_intake_document(const dl_model *model, const dl_raw *raw, dl_document *doc, dl_status *status);
/* The same of bytes that lie elsewhere. `name` and `line` are for messages and for an id. */
int dl_intake_read(const dl_model *model, dl_input kind, const char *name, unsigned long line, const char *bytes,
                   size_t size, dl_document *doc, dl_status *status);

/* doc->identity of a document as its input states it, before an id is made up: its id, else its URL, else the path of
 * its file; "" for none. */
const char *dl_identity(const dl_raw *raw, const dl_document *doc);
/* Has the address more than a host? One that has not names a site, and no article of it. */
bool dl_names_page(const char *url);

/* "text", "html", "jsonl", "json", "csv", "tsv", "conllu", "warc" or "auto"; false for anything else. */
bool dl_input_parse(const char *name, dl_input *kind);

/* A date of the form YYYY-MM-DD that exists. */
bool dl_date_valid(const char *date);

/* The day of a date as inputs write it: "2023-03-03", "2023/03/03" or "20230303", also with a time and a zone behind
 * it, which do not shift the day. False for anything else. */
enum { DL_DATE_SIZE = 11 };
bool dl_date_read(const char *text, char date[DL_DATE_SIZE]);

/* Finds the dateline at the start of the body ("SEOUL, Nov 9 (Reuters) - ...") and sets doc->dateline (its place). */
void dl_find_dateline(dl_document *doc);

/* Source and date that the dateline states ("(Reuters)", "Nov. 9, 2023"), where the document has none. Strings live as
 * long as the model. */
void dl_read_dateline(const dl_model *model, dl_document *doc);

/* The date that a few words state in full ("Nov. 9, 2023", "9 November 2023"), or "". */
const char *dl_full_date(const dl_model *model, dl_arena *arena, const char *text);

/* The readers of single formats. */
int dl_read_json(const dl_raw *raw, dl_document *doc, dl_status *status);
int dl_read_row(const dl_raw *raw, dl_document *doc, dl_status *status);
int dl_read_html(const dl_model *model, const char *name, const char *bytes, size_t size, dl_document *doc,
                 dl_status *status);
int dl_read_conllu(const char *name, unsigned long line, const char *bytes, size_t size, dl_document *doc,
                   dl_status *status);

#endif
