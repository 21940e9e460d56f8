/* What a ledger knows a document by: what its input states, nothing that was made up of a line's number or read out of
 * the text. */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "intake/intake.h"

bool dl_names_page(const char *url) {
  const char *host = strstr(url, "://");
  const char *path = strchr(host ? host + 3 : url, '/');
  return path && path[1] != '\0';
}

const char *dl_identity(const dl_raw *raw, const dl_document *doc) {
  if (doc->id[0]) return dl_arena_printf(doc->arena, "id\t%s\t%s", doc->source, doc->id);
  if (dl_names_page(doc->url)) return dl_arena_printf(doc->arena, "url\t%s\t%s", doc->source, doc->url);
  bool single = !raw->web && (raw->kind == DL_INPUT_TEXT || raw->kind == DL_INPUT_HTML);
  if (!single || strcmp(raw->name, "standard input") == 0) return "";
  char path[PATH_MAX]; /* the same file, from whatever folder it is named */
  return dl_arena_printf(doc->arena, "file\t%s", realpath(raw->name, path) ? path : raw->name);
}
