#include "intake/html.h"

#include <string.h>

#include "base/guard.h"
#include "base/utf8.h"
#include "intake/intake.h"

static void open_table(dl_page *page) {
  page->table = page->model ? dl_model_table(page->model, "intake/pages") : NULL;
  if (!page->table) return;
  page->kind = dl_table_column(page->table, "kind");
  page->means = dl_table_column(page->table, "means");
  page->weight = dl_table_column(page->table, "weight");
  if (page->kind < 0 || page->means < 0 || page->weight < 0) page->table = NULL;
}

/* Everything that is held for a page beside its document's arena, to be freed behind the guard. */
typedef struct reading {
  dl_page page;
  dl_document *doc;
  const char *name, *bytes;
  size_t size;
  dl_buffer decoded, bounded, text;
} reading;

static int read_page(void *context, dl_status *status) {
  reading *r = context;
  dl_page *page = &r->page;
  open_table(page);
  dl_html_decode(r->bytes, r->size, &r->decoded);
  if (r->decoded.failed) return DL_EMEMORY;
  dl_html_guard(page, r->decoded.data, r->decoded.size, &r->bounded);
  dl_buffer_free(&r->decoded);
  if (r->bounded.failed) return DL_EMEMORY;
  int code = r->bounded.size > 0 ? dl_html_parse(page, &r->bounded) : DL_OK;
  dl_buffer_free(&r->bounded);
  if (code != DL_OK) return code;
  if (page->node_count > 0) {
    dl_html_read_linked(page);
    dl_html_clear(page);
    dl_html_find_headline(page);
    dl_html_find_story(page);
    dl_html_write_story(page, &r->text);
    dl_html_set_meta(page, r->doc);
  }
  if (r->text.failed) return DL_EMEMORY;
  const char *text = r->text.data ? r->text.data : "";
  if (!dl_utf8_valid(text, r->text.size, NULL))
    return dl_fail(status, DL_EINPUT, "%s:1: its text is not UTF-8", r->name);
  r->doc->text = dl_arena_strndup(r->doc->arena, text, r->text.size);
  r->doc->text_size = (uint32_t)r->text.size;
  return DL_OK;
}

int dl_read_html(const dl_model *model, const char *name, const char *bytes, size_t size, dl_document *doc,
                 dl_status *status) {
  reading r = {.doc = doc, .name = name, .bytes = bytes, .size = size};
  r.page = (dl_page){.arena = doc->arena, .model = model, .headline = DL_HTML_NONE, .root = DL_HTML_NONE};
  r.page.title = r.page.canonical = "";
  r.page.linked.title = r.page.linked.date = r.page.linked.source = r.page.linked.url = "";
  int code = dl_guard_run(read_page, &r, status);
  dl_buffer_free(&r.decoded);
  dl_buffer_free(&r.bounded);
  dl_buffer_free(&r.text);
  dl_buffer_free(&r.page.text);
  if (code == DL_ESTOPPED) return dl_fail(status, code, "interrupted");
  return code == DL_EMEMORY ? dl_fail(status, code, "%s:1: out of memory", name) : code;
}
