/* Actor codes: up to twelve capitals, read in threes. "RUSMIL" is a country and a sector, "IGOUNO" a kind of body and
 * which, "REB" a sector of no known country, "USAGOVMIL" has more behind. A country ("RUS") and a sector ("MIL") are
 * codes of their own. A code is one number, five bits a letter with the first in the highest; 0 is none. So codes are
 * compared with ==, cut with the functions below, and become text only where they are printed or stored.
 */
#ifndef DL_BASE_CODES_H
#define DL_BASE_CODES_H

#include "base/labels.h"

typedef uint64_t dl_code;

/* The code of three letters: DL_CODE('U', 'S', 'A'). */
#define DL_CODE(a, b, c) ((dl_code)((a) - '@') << 59 | (dl_code)((b) - '@') << 54 | (dl_code)((c) - '@') << 49)

// clang-format off
#define DL_SECTOR_LIST(ITEM)                                                                            \
  ITEM(GOV, 'G', 'O', 'V') ITEM(MIL, 'M', 'I', 'L') ITEM(REB, 'R', 'E', 'B') ITEM(UAF, 'U', 'A', 'F')    \
  ITEM(SEP, 'S', 'E', 'P') ITEM(INS, 'I', 'N', 'S') ITEM(CRM, 'C', 'R', 'M') ITEM(COP, 'C', 'O', 'P')    \
  ITEM(SPY, 'S', 'P', 'Y') ITEM(JUD, 'J', 'U', 'D') ITEM(LEG, 'L', 'E', 'G') ITEM(OPP, 'O', 'P', 'P')    \
  ITEM(PTY, 'P', 'T', 'Y') ITEM(ELI, 'E', 'L', 'I') ITEM(CVL, 'C', 'V', 'L') ITEM(REF, 'R', 'E', 'F')    \
  ITEM(MED, 'M', 'E', 'D') ITEM(EDU, 'E', 'D', 'U') ITEM(HLH, 'H', 'L', 'H') ITEM(REL, 'R', 'E', 'L')    \
  ITEM(LAB, 'L', 'A', 'B') ITEM(BUS, 'B', 'U', 'S') ITEM(AGR, 'A', 'G', 'R') ITEM(IGO, 'I', 'G', 'O')    \
  ITEM(NGO, 'N', 'G', 'O') ITEM(IMG, 'I', 'M', 'G')
// clang-format on

#define DL_NAME_SECTOR(name, a, b, c) DL_SECTOR_##name,
/* What rules ask for; a "defence minister" is of GOVMIL. */
typedef enum dl_sector { DL_SECTOR_NONE, DL_SECTOR_LIST(DL_NAME_SECTOR) DL_SECTOR_GOVMIL, DL_SECTOR_OTHER } dl_sector;

/* Each as a code: DL_CODE_GOV. */
#define DL_MAKE_CODE(name, a, b, c) static const dl_code DL_CODE_##name = DL_CODE(a, b, c);
DL_SECTOR_LIST(DL_MAKE_CODE)

#define DL_SECTOR(name) DL_SET(DL_SECTOR_##name)
/* Who fights and is no state's force: armed bands. */
#define DL_BANDS (DL_SECTOR(REB) | DL_SECTOR(UAF) | DL_SECTOR(SEP) | DL_SECTOR(INS) | DL_SECTOR(CRM))
/* What a code of no state begins with. */
#define DL_BODIES (DL_SECTOR(IGO) | DL_SECTOR(NGO) | DL_SECTOR(IMG))

/* Reads capitals; none where there is anything else, or more than twelve. */
dl_code dl_code_read(const char *text);

enum { DL_CODE_SIZE = 13 };
/* The text, written into `text`. */
const char *dl_code_write(dl_code code, char text[DL_CODE_SIZE]);
/* The same, good to the end of the block. */
#define DL_CODE_TEXT(code) dl_code_write(code, (char[DL_CODE_SIZE]){0})

/* "USAGOVMIL": the first three letters "USA" (a country, or a sector of none) ... */
static inline dl_code dl_code_first(dl_code code) {
  return code & (dl_code)0x7fff << 49;
}
/* ... and what stands behind them, "GOVMIL"; of that the first three, "GOV". */
static inline dl_code dl_code_rest(dl_code code) {
  return code << 15;
}
static inline dl_code dl_code_second(dl_code code) {
  return dl_code_first(dl_code_rest(code));
}
/* Three letters and no more? */
static inline bool dl_code_is_bare(dl_code code) {
  return code && !dl_code_rest(code);
}
static inline unsigned dl_code_length(dl_code code) {
  return code ? (unsigned)(68 - __builtin_ctzll(code)) / 5 : 0;
}
/* Is one the other, or that with more behind: "KEN" and "KENMIL", but not "KENCOP" and "KENJUD"? */
static inline bool dl_code_agrees(dl_code a, dl_code b) {
  unsigned x = dl_code_length(a), y = dl_code_length(b), least = x < y ? x : y;
  return !least || (a ^ b) >> (64 - 5 * least) == 0;
}
static inline dl_code dl_code_join(dl_code country, dl_code sector) {
  return country | sector >> 15;
}

/* Which of those that rules ask for. */
dl_sector dl_sector_of(dl_code sector);
/* Is a sector one of a set? */
static inline bool dl_sector_in(dl_code sector, uint64_t set) {
  return dl_in(dl_sector_of(sector), set);
}

/* Is one of the sectors behind the first three letters one of a set: "USAELILEG", "USALEG", but not "SLEGOV"? */
bool dl_code_has(dl_code code, uint64_t set);

/* What stands where a party's country does, of bodies that are of none: IGO, NGO, IMG, MNC, UNO, EUR. */
bool dl_is_body(dl_code country);

#endif
