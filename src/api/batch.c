/* A batch through a pipe, with a callback. */
#include "api/api.h"

static int give_next(dateline_pipe *p, size_t index, dateline_give give, void *context) {
  dateline_document *document = NULL;
  char why[sizeof((dl_status *)0)->message] = "";
  int status = dateline_pipe_get(p, &document, why, sizeof why);
  int stop = give(context, index, document, status, why);
  dateline_document_free(document);
  return stop;
}

int dateline_batch(dateline_engine *engine, uint32_t threads, const dateline_item *items, size_t count,
                   dateline_give give, void *context, char *message, size_t size) {
  dateline_pipe *p = NULL;
  dl_status status = {0};
  if (!engine || !give || (!items && count > 0))
    return dl_api_null("dateline_batch", !engine ? "engine" : !give ? "give" : "items", message, size);
  int code = dateline_pipe_open(engine, threads, &p, message, size);
  for (size_t put = 0, got = 0; code == DATELINE_OK && got < count;) {
    if (put < count && dateline_pipe_room(p) > 0) {
      const dateline_item *i = &items[put++];
      code = dateline_pipe_put(p, i->text, i->bytes, &i->about, message, size);
    } else if (give_next(p, got++, give, context) != 0) {
      code = dl_fail(&status, DL_ESTOPPED, "ended by the caller at item %zu", got - 1);
      dl_api_tell(&status, message, size);
    }
  }
  dateline_pipe_close(p);
  return code;
}
