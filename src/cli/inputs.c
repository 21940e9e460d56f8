#include "cli/inputs.h"

#include <errno.h>
#include <fts.h>
#include <glob.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static bool add(dl_inputs *in, const char *path) {
  if (in->count == in->capacity) {
    size_t more = in->capacity ? 2 * in->capacity : 64;
    dl_input_file *files = realloc(in->files, more * sizeof *files);
    if (!files) return false;
    in->files = files;
    in->capacity = more;
  }
  dl_input_file *f = &in->files[in->count];
  *f = (dl_input_file){.path = strdup(path)};
  in->count += f->path != NULL;
  return f->path != NULL;
}

static void skip(dl_inputs *in, const char *path) {
  if (in->skipped++ == 0) in->first_skipped = strdup(path);
}

static int by_path(const void *a, const void *b) {
  return strcmp(((const dl_input_file *)a)->path, ((const dl_input_file *)b)->path);
}

/* One entry of a folder; false when memory is out. */
static bool add_entry(const dl_options *o, dl_inputs *in, FTS *tree, FTSENT *entry) {
  struct stat info;
  bool hidden = entry->fts_level > 0 && entry->fts_name[0] == '.', link = entry->fts_info == FTS_SL;
  if (hidden) {
    if (entry->fts_info == FTS_D) fts_set(tree, entry, FTS_SKIP);
    return true;
  }
  switch (entry->fts_info) {
    case FTS_F:
    case FTS_SL: /* a link is followed to a file, never to a folder: no loops, nothing twice */
      if (link && (stat(entry->fts_accpath, &info) != 0 || !S_ISREG(info.st_mode))) return true;
      if (o->input != DL_INPUT_AUTO || dl_intake_takes(entry->fts_path)) return add(in, entry->fts_path);
      skip(in, entry->fts_path);
      return true;
    case FTS_DNR:
    case FTS_ERR:
    case FTS_NS:
      dl_cli_complain("%s: %s", entry->fts_path, strerror(entry->fts_errno));
      in->failed = true;
      return true;
    default:
      return true; /* folders before and behind, sockets and the like */
  }
}

/* All files in a folder and those below it, by the bytes of their paths; each is called by its path. */
static bool add_folder(const dl_options *o, dl_inputs *in, const char *path) {
  size_t first = in->count, size = strlen(path);
  unsigned long skipped = in->skipped;
  char *root = strdup(path);
  if (!root) return false;
  while (size > 1 && root[size - 1] == '/') root[--size] = '\0';
  char *const roots[] = {root, NULL};
  FTS *tree = fts_open(roots, FTS_PHYSICAL | FTS_COMFOLLOW | FTS_NOCHDIR, NULL);
  bool good = tree != NULL, complained = in->failed;
  for (FTSENT *entry; good && (entry = fts_read(tree)) != NULL;)
    good = !dl_cli_interrupted() && add_entry(o, in, tree, entry);
  if (tree) fts_close(tree);
  free(root);
  if (dl_cli_interrupted()) return true;
  if (!good) return false;
  if (in->count == first && in->failed == complained) {
    dl_cli_complain(in->skipped > skipped ? "%s: no file in it is of a kind that is read" : "%s: no file in it", path);
    in->failed = true;
  }
  if (in->count > first) qsort(in->files + first, in->count - first, sizeof *in->files, by_path);
  for (size_t i = first; i < in->count; i++) {
    const char *id = in->files[i].path;
    in->files[i].id = strncmp(id, "./", 2) == 0 ? id + 2 : id;
  }
  return true;
}

static bool is_folder(const char *path) {
  struct stat info;
  return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

static bool add_path(const dl_options *o, dl_inputs *in, const char *path) {
  return o->recursive && is_folder(path) ? add_folder(o, in, path) : add(in, path);
}

static bool add_pattern(const dl_options *o, dl_inputs *in, const char *pattern) {
  glob_t found = {0};
  int code = glob(pattern, 0, NULL, &found); /* sorted by bytes: the program has no locale */
  bool good = code != GLOB_NOSPACE;
  if (good && (code != 0 || found.gl_pathc == 0)) {
    dl_cli_complain("%s: No such file, and no file fits it as a pattern", pattern);
    in->failed = true;
  }
  for (size_t i = 0; good && code == 0 && i < found.gl_pathc; i++) good = add_path(o, in, found.gl_pathv[i]);
  globfree(&found);
  return good;
}

bool dl_inputs_gather(const dl_options *o, dl_inputs *in) {
  *in = (dl_inputs){0};
  if (o->file_count == 0) return add(in, "-");
  for (int i = 0; i < o->file_count && !dl_cli_interrupted(); i++) {
    struct stat info;
    if (!o->files[i][0]) {
      dl_cli_complain("a FILE is '': its name is empty");
      in->failed = true;
      continue;
    }
    bool pattern = strpbrk(o->files[i], "*?[") && lstat(o->files[i], &info) != 0 && errno == ENOENT;
    if (!(pattern ? add_pattern(o, in, o->files[i]) : add_path(o, in, o->files[i]))) return false;
  }
  return true;
}

void dl_inputs_free(dl_inputs *in) {
  for (size_t i = 0; i < in->count; i++) free(in->files[i].path);
  free(in->files);
  free(in->first_skipped);
}

size_t dl_inputs_bytes(dl_inputs *in) {
  size_t bytes = 0;
  for (size_t i = 0; i < in->count; i++) {
    struct stat info;
    if (strcmp(in->files[i].path, "-") == 0 || stat(in->files[i].path, &info) != 0 || !S_ISREG(info.st_mode)) return 0;
    in->files[i].size = (size_t)info.st_size;
    bytes += in->files[i].size;
  }
  return bytes;
}

size_t dl_inputs_single(const dl_inputs *in, dl_input kind) {
  for (size_t i = 0; i < in->count; i++) {
    dl_input is = kind == DL_INPUT_AUTO ? dl_intake_kind_of(in->files[i].path) : kind;
    if (is != DL_INPUT_TEXT && is != DL_INPUT_HTML) return 0;
  }
  return in->count;
}
