/* Bytes of a file or of standard input, unpacked where they are gzip or zstd (told by their first bytes, not by the
 * name).
 *
 * A stream owns its file and buffers until dl_stream_close; what it gives is appended to the caller's buffer, or,
 * peeked at, good until the next call. Positions are bytes of the file as it lies there. Calls that read return a
 * status: DL_EIO with the system's reason, DL_EINPUT for packed bytes that are damaged, DL_EMEMORY. One thread at a
 * time.
 */
#ifndef DL_INTAKE_STREAM_H
#define DL_INTAKE_STREAM_H

#include <stdbool.h>

#include "base/buffer.h"
#include "base/status.h"

typedef struct dl_stream dl_stream;

/* DL_EIO with the reason: missing, a directory, not readable. */
int dl_stream_open(const char *path, dl_stream **stream, dl_status *status);
/* A copy of bytes in memory. */
int dl_stream_memory(const char *bytes, size_t size, dl_stream **stream, dl_status *status);
void dl_stream_close(dl_stream *stream);

/* Appends the next line with its end; nothing at the end of the input. Of what is behind `limit` bytes in `out` only
 * the count is kept: *size is the line's whole length. */
int dl_stream_line(dl_stream *stream, dl_buffer *out, size_t limit, size_t *size, dl_status *status);
/* Appends what is left, up to `limit` bytes; *more is true where there is more. */
int dl_stream_rest(dl_stream *stream, dl_buffer *out, size_t limit, bool *more, dl_status *status);
/* Can a line, or the end, be taken without waiting for whoever writes it? */
bool dl_stream_ready(dl_stream *stream);
bool dl_stream_is_file(const dl_stream *stream);
/* Do the next bytes spell `text` (short)? */
bool dl_stream_looks_at(dl_stream *stream, const char *text);

/* The bytes that come next, without taking them: at least `want` of them unless the input ends before. They are good
 * until the next call. */
int dl_stream_peek(dl_stream *stream, size_t want, const char **bytes, size_t *size, dl_status *status);
/* Takes `size` bytes that were peeked at. */
void dl_stream_skip(dl_stream *stream, size_t size);
/* Puts bytes back in front of the next ones. */
int dl_stream_unread(dl_stream *stream, const char *bytes, size_t size, dl_status *status);

/* After a call that failed within a damaged member of gzip: goes on with the next member, and what was unpacked before
 * is dropped. False: there is none. */
bool dl_stream_resume(dl_stream *stream);

/* Bytes that are unpacked and still to be taken. */
size_t dl_stream_left(const dl_stream *stream);
/* Has a call failed, so that no more bytes will come? */
bool dl_stream_failed(const dl_stream *stream);
/* How far the input is read: bytes of the file, packed as it may be, that what was taken stands for, `less` bytes of it
 * not counted. */
size_t dl_stream_position(const dl_stream *stream, size_t less);

#endif
