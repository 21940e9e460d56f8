#include "base/codes.h"

_Static_assert(DL_SECTOR_OTHER < 64, "a bit for every sector");

dl_code dl_code_read(const char *text) {
  dl_code code = 0;
  unsigned shift = 64;
  for (; *text; text++) {
    if (*text < 'A' || *text > 'Z' || shift < 9) return 0;
    shift -= 5;
    code |= (dl_code)(*text - '@') << shift;
  }
  return code;
}

const char *dl_code_write(dl_code code, char text[DL_CODE_SIZE]) {
  char *at = text;
  for (; code; code <<= 5) *at++ = (char)('@' + (code >> 59));
  *at = '\0';
  return text;
}

#define CASE(name, a, b, c) \
  case DL_CODE(a, b, c):    \
    return DL_SECTOR_##name;

dl_sector dl_sector_of(dl_code sector) {
  switch (sector) {
    case 0:
      return DL_SECTOR_NONE;
      DL_SECTOR_LIST(CASE)
    case DL_CODE('G', 'O', 'V') | DL_CODE('M', 'I', 'L') >> 15:
      return DL_SECTOR_GOVMIL;
    default:
      return DL_SECTOR_OTHER;
  }
}

bool dl_code_has(dl_code code, uint64_t set) {
  for (dl_code part = dl_code_rest(code); part; part = dl_code_rest(part))
    if (dl_sector_in(dl_code_first(part), set)) return true;
  return false;
}

bool dl_is_body(dl_code country) {
  switch (country) {
    case DL_CODE('I', 'G', 'O'):
    case DL_CODE('N', 'G', 'O'):
    case DL_CODE('I', 'M', 'G'):
    case DL_CODE('M', 'N', 'C'):
    case DL_CODE('U', 'N', 'O'):
    case DL_CODE('E', 'U', 'R'):
      return true;
    default:
      return false;
  }
}
