/* Inputs become documents: plain text, HTML, JSON Lines and CoNLL-U; plain, gzip or zstd; from a file or standard input.
 *
 * A dl_intake reads one input and gives its documents one by one. Text is checked to be UTF-8 and otherwise kept byte for byte, so that
 * offsets stay the reader's own; a byte-order mark is left where it stands and counts as white space. A bad document ends in DL_EINPUT with a
 * message that names input and line, and the next call goes on behind it.
 */
#ifndef DL_INTAKE_INTAKE_H
#define DL_INTAKE_INTAKE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/document.h"
#include "base/status.h"
#include "model/model.h"

typedef enum dl_input { DL_INPUT_AUTO, DL_INPUT_TEXT, DL_INPUT_HTML, DL_INPUT_JSONL, DL_INPUT_CONLLU } dl_input;

/* A document's text is at most this long, in bytes: far above any article, and what is made of it still fits in memory (about 200 bytes a byte of
 * text). What it comes in (HTML, a line of JSON) may be DL_RAW_MAX. Archives of many articles are JSON Lines, of any length. */
enum { DL_TEXT_MAX = 4 << 20, DL_RAW_MAX = 32 << 20 };

typedef struct dl_intake dl_intake;

/* Opens `path` ("-" is standard input). AUTO goes by the file's name (.jsonl .html .htm .conllu, before .gz or .zst). DL_EIO. */
int dl_intake_open(const char *path, dl_input kind, dl_intake **intake, dl_status *status);
void dl_intake_close(dl_intake *intake);

/* The bytes of one document, before they are read. */
typedef struct dl_raw {
  dl_input kind;      /* what the bytes are; never AUTO */
  const char *name;   /* of the input, for messages */
  const char *id;     /* what a document that states no id is called, with :line where its input holds several; NULL: the last part of name */
  unsigned long line; /* of its first byte */
  char *bytes;        /* malloced */
  size_t size;
} dl_raw;

/* The next document: a line of JSON Lines, a document of CoNLL-U, else all of the input. raw->bytes is the caller's, NULL at the end; name and id
 * are left as they are. After DL_EINPUT (a document that is too long, damaged packed data) the next call goes on behind it unless
 * dl_intake_done. DL_EIO, DL_EMEMORY end the input. */
int dl_intake_next(dl_intake *intake, dl_raw *raw, dl_status *status);

/* How much of the file is taken, in its bytes as they lie on the disk. */
size_t dl_intake_position(const dl_intake *intake);

/* No more documents will come. */
bool dl_intake_done(const dl_intake *intake);

/* Can dl_intake_next be called without waiting for whoever writes the input? */
bool dl_intake_ready(const dl_intake *intake);
/* Can an input of this name be opened and read without waiting? */
bool dl_intake_is_file(const char *path);

/* Is a file that lies in a folder one to be read? Told by its name. */
bool dl_intake_takes(const char *path);
/* The kind that the name tells; AUTO: it tells none. */
dl_input dl_intake_kind_of(const char *path);

/* Makes the document of such bytes. Tokens and sentences are filled for CoNLL-U only; `model` holds the tables that tell a page's story from its
 * furniture. */
int dl_intake_document(const dl_model *model, const dl_raw *raw, dl_document *doc, dl_status *status);
/* The same of bytes that lie elsewhere. `name` and `line` are for messages and for an id. */
int dl_intake_read(const dl_model *model, dl_input kind, const char *name, unsigned long line, const char *bytes, size_t size, dl_document *doc,
                   dl_status *status);

/* doc->identity of a document as its input states it, before an id is made up: its id, else its URL, else the path of its file; "" for none. */
const char *dl_identity(const dl_raw *raw, const dl_document *doc);

/* What AUTO became. */
dl_input dl_intake_kind(const dl_intake *intake);

/* "text", "html", "jsonl", "conllu" or "auto"; false for anything else. */
bool dl_input_parse(const char *name, dl_input *kind);

/* A date of the form YYYY-MM-DD that exists. */
bool dl_date_valid(const char *date);

/* Finds the dateline at the start of the body ("SEOUL, Nov 9 (Reuters) - ...") and sets doc->dateline (its place). */
void dl_find_dateline(dl_document *doc);

/* Source and date that the dateline states ("(Reuters)", "Nov. 9, 2023"), where the document has none. Strings live as long as the model. */
void dl_read_dateline(const dl_model *model, dl_document *doc);

/* The readers of single formats. */
int dl_read_json(const char *name, unsigned long line, const char *bytes, size_t size, dl_document *doc, dl_status *status);
int dl_read_html(const dl_model *model, const char *name, const char *bytes, size_t size, dl_document *doc, dl_status *status);
int dl_read_conllu(const char *name, unsigned long line, const char *bytes, size_t size, dl_document *doc, dl_status *status);

#endif
