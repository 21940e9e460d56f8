/* usage: replay-TARGET FILE-OR-FOLDER...: runs a fuzz target on files, each once; the last line is "N passed, 0
 * failed".
 *
 * A file that crashes the target ends the program; its name is the last one printed. Needs no fuzzer and no particular
 * compiler.
 */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "fuzz.h"

static unsigned passed;

static int replay_file(const char *path) {
  FILE *file = fopen(path, "rb");
  struct stat info;
  if (!file || fstat(fileno(file), &info) != 0) {
    perror(path);
    return 1;
  }
  size_t size = (size_t)info.st_size;
  uint8_t *bytes = malloc(size ? size : 1); /* exactly as many: a sanitizer sees the first byte behind */
  bool whole = bytes && fread(bytes, 1, size, file) == size;
  fclose(file);
  if (whole) {
    printf("%s\n", path);
    fflush(stdout);
    LLVMFuzzerTestOneInput(bytes, size);
    passed++;
  }
  free(bytes);
  return whole ? 0 : 1;
}

static int by_name(const struct dirent **a, const struct dirent **b) {
  return strcmp((*a)->d_name, (*b)->d_name);
}

static int replay(const char *path) {
  struct dirent **entries = NULL;
  struct stat info;
  if (stat(path, &info) == 0 && !S_ISDIR(info.st_mode)) return replay_file(path);
  int count = scandir(path, &entries, NULL, by_name), failed = count < 0;
  if (failed) perror(path);
  for (int i = 0; i < count; i++) {
    char inner[4096];
    snprintf(inner, sizeof inner, "%s/%s", path, entries[i]->d_name);
    if (entries[i]->d_name[0] != '.') failed |= replay(inner);
    free(entries[i]);
  }
  free(entries);
  return failed;
}

int main(int argc, char **argv) {
  int failed = 0;
  for (int i = 1; i < argc; i++) failed |= replay(argv[i]);
  printf("%u passed, %d failed\n", passed, failed);
  return failed;
}
