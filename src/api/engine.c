/* Engines: opened with options, held by whatever is made with them. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "api/api.h"
#include "base/utf8.h"

_Static_assert((int)DATELINE_EINPUT == (int)DL_EINPUT && (int)DATELINE_EIO == (int)DL_EIO &&
                   (int)DATELINE_EDATA == (int)DL_EDATA && (int)DATELINE_EMEMORY == (int)DL_EMEMORY &&
                   (int)DATELINE_EUSAGE == (int)DL_EUSAGE && (int)DATELINE_ESTORE == (int)DL_ESTORE &&
                   (int)DATELINE_ESTOPPED == (int)DL_ESTOPPED,
               "the numbers of the public header are those of base/status.h");

int dl_api_tell(const dl_status *status, char *message, size_t size) {
  if (status->code == DL_OK || !message || size == 0) return status->code;
  snprintf(message, size, "%s", status->message);
  size_t end = strlen(message), bad = 0;
  if (!dl_utf8_valid(message, end, &bad)) message[bad] = '\0';
  return status->code;
}

int dl_api_null(const char *function, const char *what, char *message, size_t size) {
  dl_status status = {0};
  dl_fail(&status, DL_EUSAGE, "%s: %s is NULL", function, what);
  return dl_api_tell(&status, message, size);
}

static unsigned processors(void) {
  long n = sysconf(_SC_NPROCESSORS_ONLN);
  return n < 1 ? 1 : n > 256 ? 256 : (unsigned)n;
}

static int open_engine(const dateline_options *o, dateline_engine *e, dl_status *status) {
  static const dl_depth depths[] = {DL_TO_LEDGER, DL_TO_PLACES, DL_TO_SYNTAX};
  if (o->depth >= sizeof depths / sizeof *depths)
    return dl_fail(status, DL_EUSAGE, "dateline_open_with: depth %u is none", o->depth);
  if (o->language && !(e->language = strdup(o->language))) return dl_fail(status, DL_EMEMORY, "out of memory");
  dl_dictionaries own = {.lexicon = o->lexicon, .actors = o->actors, .actor_count = o->actor_count};
  bool has_own = own.lexicon || own.actor_count > 0;
  int code = dl_engine_new_with(o->data, has_own ? &own : NULL, depths[o->depth], &e->engine, status);
  if (code != DL_OK) return code;
  if (e->language) dl_engine_read_as(e->engine, e->language);
  if (o->least > 0) dl_engine_least(e->engine, o->least);
  if (o->explain) dl_engine_explains(e->engine);
  e->explains = o->explain != 0;
  e->threads = o->threads > 0 ? o->threads : processors();
  atomic_init(&e->holders, 1);
  return DL_OK;
}

static void free_engine(dateline_engine *e) {
  dl_engine_free(e->engine);
  free(e->language);
  free(e);
}

int dateline_open_with(const dateline_options *options, dateline_engine **out, char *message, size_t size) {
  dl_status status = {0};
  if (!out) return dl_api_null("dateline_open_with", "engine", message, size);
  *out = NULL;
  if (!options || !options->data) return dl_api_null("dateline_open_with", options ? "data" : "options", message, size);
  dateline_engine *e = calloc(1, sizeof *e);
  int code = e ? open_engine(options, e, &status) : dl_fail(&status, DL_EMEMORY, "out of memory");
  if (code != DL_OK && e) free_engine(e);
  if (code == DL_OK) *out = e;
  return dl_api_tell(&status, message, size);
}

int dateline_open(const char *data, dateline_engine **out, char *message, size_t size) {
  if (out) *out = NULL;
  if (!out || !data) return dl_api_null("dateline_open", out ? "data" : "engine", message, size);
  return dateline_open_with(&(dateline_options){.data = data}, out, message, size);
}

dateline_engine *dl_api_hold(const dateline_engine *engine) {
  dateline_engine *e = (dateline_engine *)engine; /* the count alone changes */
  atomic_fetch_add(&e->holders, 1);
  return e;
}

void dateline_close(dateline_engine *e) {
  if (e && atomic_fetch_sub(&e->holders, 1) == 1) free_engine(e);
}

const char *dateline_data_sha256(const dateline_engine *e) {
  return e ? dl_model_sha256(dl_engine_model(e->engine)) : "";
}

const char *dateline_dictionaries_sha256(const dateline_engine *e) {
  return e ? dl_model_own_sha256(dl_engine_model(e->engine)) : "";
}

const char *dateline_version(void) {
  return DL_VERSION;
}

int dateline_abi(void) {
  return DATELINE_ABI;
}
