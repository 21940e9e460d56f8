#include "base/codes.h"

#include <string.h>

#define TEXT(name, text) text,

static const char *const names[] = {DL_SECTOR_LIST(TEXT)};

_Static_assert(sizeof names / sizeof *names == DL_SECTOR_OTHER && DL_SECTOR_OTHER < 64, "a bit for every sector");

static dl_sector sector_of(const char *text) {
  unsigned i = 0;
  while (i < DL_SECTOR_OTHER && strcmp(names[i], text) != 0) i++;
  return (dl_sector)i;
}

bool dl_sector_in(const char *sector, uint64_t set) {
  return sector && dl_in(sector_of(sector), set);
}

dl_code dl_code_read(const char *code) {
  dl_code read = {.first = DL_SECTOR_NONE, .sector = DL_SECTOR_NONE, .sub = ""};
  size_t size = strlen(code);
  char next[4] = "";
  if (size < 3) return read;
  memcpy(read.country, code, 3);
  read.first = sector_of(read.country);
  if (size < 6) return read;
  memcpy(next, code + 3, 3);
  read.sector = sector_of(next);
  read.sub = code + 6;
  return read;
}
