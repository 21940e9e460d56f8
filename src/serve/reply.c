#include "serve/reply.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void add(struct MHD_Response *response, const char *name, const char *value) {
  MHD_add_response_header(response, name, value);
}

/* Nothing from elsewhere, nothing inline, no frame; a page of another site gets none of it. */
static void add_guards(struct MHD_Response *response) {
  add(response, "Content-Security-Policy",
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src "
      "'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'");
  add(response, "X-Content-Type-Options", "nosniff");
  add(response, "X-Frame-Options", "DENY");
  add(response, "Referrer-Policy", "no-referrer");
  add(response, "Cross-Origin-Opener-Policy", "same-origin");
  add(response, "Cross-Origin-Resource-Policy", "same-origin");
  add(response, "Permissions-Policy", "camera=(), geolocation=(), microphone=()");
}

static enum MHD_Result queue(struct MHD_Connection *connection, dl_room *room, int status,
                             struct MHD_Response *response) {
  if (!response) return MHD_NO;
  add_guards(response);
  enum MHD_Result result = MHD_queue_response(connection, (unsigned)status, response);
  MHD_destroy_response(response);
  if (status >= 100 && status < 600) room->requests[status / 100]++;
  return result;
}

dl_blob *dl_reply_blob(dl_response *r, bool pack) {
  dl_blob *b = dl_blob_new(&r->body, pack);
  if (!b) return NULL;
  b->status = r->status;
  b->type = r->type;
  b->allow = r->allow;
  b->attachment = r->attachment;
  b->cookie = r->cookie ? strdup(r->cookie) : NULL;
  b->location = r->location ? strdup(r->location) : NULL;
  if (r->status != 200 || !r->keep) b->tag[0] = '\0';
  return b;
}

static void add_tag(struct MHD_Response *response, const char *tag, bool packed) {
  char text[40];
  snprintf(text, sizeof text, "\"%s%s\"", tag, packed ? "-gz" : "");
  add(response, "ETag", text);
}

static void add_headers(struct MHD_Response *response, const dl_blob *b) {
  if (b->type) add(response, "Content-Type", b->type);
  if (b->tag[0]) add_tag(response, b->tag, b->packed);
  if (b->varies || b->tag[0]) add(response, "Vary", "Accept-Encoding");
  add(response, "Cache-Control", b->tag[0] ? "no-cache" : "no-store");
  if (b->packed) add(response, "Content-Encoding", "gzip");
  if (b->attachment) add(response, "Content-Disposition", "attachment; filename=\"entries.csv\"");
  if (b->allow) add(response, "Allow", b->allow);
  if (b->location) add(response, "Location", b->location);
  if (b->cookie) add(response, "Set-Cookie", b->cookie);
  if (b->status == 401) add(response, "WWW-Authenticate", "Bearer realm=\"dateline\"");
  if (b->status == 503) add(response, "Retry-After", "1");
}

static bool is_known(const dl_request *request, const char *tag) {
  return tag[0] && request->tags && dl_tag_matches(request->tags, tag);
}

enum MHD_Result dl_reply_send(struct MHD_Connection *connection, dl_room *room, const dl_request *request, dl_blob *b) {
  bool known = is_known(request, b->tag);
  struct MHD_Response *response = known ? MHD_create_response_from_buffer(0, (char *)"", MHD_RESPMEM_PERSISTENT)
                                        : MHD_create_response_from_buffer_with_free_callback_cls(
                                              b->size, b->data ? b->data : (char *)"", dl_blob_drop, b);
  if (!response) return MHD_NO;
  if (!known) {
    dl_blob_hold(b);
    room->bytes += (long long)b->size;
  }
  add_headers(response, b);
  return queue(connection, room, known ? 304 : b->status, response);
}

/* A file of the program, packed as it lies there for who takes that. */
static enum MHD_Result send_file(struct MHD_Connection *connection, dl_room *room, const dl_request *request,
                                 const dl_page_file *f) {
  bool known = is_known(request, f->tag), packed = f->packed && dl_takes_gzip(request->encodings);
  bool unpack = f->packed && !packed && !known;
  dl_buffer whole = {0};
  struct MHD_Response *response;
  if (unpack && !dl_unpack(f->data, f->size, f->whole, &whole)) {
    dl_buffer_free(&whole);
    return MHD_NO;
  }
  if (unpack)
    response = MHD_create_response_from_buffer(whole.size, whole.data, MHD_RESPMEM_MUST_FREE);
  else
    response = MHD_create_response_from_buffer(known ? 0 : f->size, (void *)f->data, MHD_RESPMEM_PERSISTENT);
  if (!response) return MHD_NO;
  add(response, "Content-Type", f->type);
  if (packed && !known) add(response, "Content-Encoding", "gzip");
  add_tag(response, f->tag, packed);
  add(response, "Vary", "Accept-Encoding");
  add(response, "Cache-Control", f->lasting ? "public, max-age=31536000, immutable" : "no-cache");
  room->bytes += known ? 0 : (long long)(unpack ? f->whole : f->size);
  return queue(connection, room, known ? 304 : 200, response);
}

enum MHD_Result dl_reply_response(struct MHD_Connection *connection, dl_room *room, const dl_request *request,
                                  dl_response *r) {
  if (r->file) return send_file(connection, room, request, r->file);
  dl_blob *b = dl_reply_blob(r, dl_takes_gzip(request->encodings));
  if (!b) return MHD_NO;
  enum MHD_Result result = dl_reply_send(connection, room, request, b);
  dl_blob_drop(b);
  return result;
}

enum MHD_Result dl_reply_live(struct MHD_Connection *connection, dl_room *room, struct MHD_Response *response) {
  add(response, "Content-Type", "text/event-stream");
  add(response, "Cache-Control", "no-store");
  add(response, "X-Accel-Buffering", "no");
  return queue(connection, room, 200, response);
}
