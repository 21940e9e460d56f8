/* The files of the page (web/dist) and the document of the interface (docs/openapi.json), within the program.
 *
 * tools/embed.py makes the table when the program is built, packed where that is smaller; built without npm, the page
 * only says so. All of it is constant and lives as long as the program, so that an answer can point to it. A path that
 * is not there is NULL.
 */
#ifndef DL_SERVE_PAGE_H
#define DL_SERVE_PAGE_H

#include <stdbool.h>
#include <stddef.h>

typedef struct dl_page_file {
  const char *path;       /* "/" for index.html, "/assets/x.js" */
  const char *type, *tag; /* of an ETag */
  const unsigned char *data;
  size_t size, whole; /* as it lies here; unpacked */
  bool packed;        /* by gzip */
  bool lasting;       /* its name changes with its contents */
} dl_page_file;

extern const dl_page_file dl_page_files[]; /* by path */
extern const size_t dl_page_file_count;

/* NULL: there is none of this path. */
const dl_page_file *dl_page_find(const char *path);

#endif
