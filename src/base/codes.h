/* Actor codes: "RUSMIL" is a country and a sector, "IGOUNO" a kind of body and which, "REB" a sector of no known
 * country, "USAGOVMIL" has more behind. Sectors are an enumeration with the table of their names; what is asked is
 * which set a sector is in.
 */
#ifndef DL_BASE_CODES_H
#define DL_BASE_CODES_H

#include "base/labels.h"

// clang-format off
#define DL_SECTOR_LIST(ITEM)                                                                                        \
  ITEM(NONE, "") ITEM(GOV, "GOV") ITEM(MIL, "MIL") ITEM(REB, "REB") ITEM(UAF, "UAF") ITEM(SEP, "SEP") ITEM(INS, "INS") \
  ITEM(CRM, "CRM") ITEM(COP, "COP") ITEM(SPY, "SPY") ITEM(JUD, "JUD") ITEM(LEG, "LEG") ITEM(OPP, "OPP")              \
  ITEM(PTY, "PTY") ITEM(ELI, "ELI") ITEM(CVL, "CVL") ITEM(REF, "REF") ITEM(MED, "MED") ITEM(EDU, "EDU")              \
  ITEM(HLH, "HLH") ITEM(REL, "REL") ITEM(LAB, "LAB") ITEM(BUS, "BUS") ITEM(AGR, "AGR") ITEM(IGO, "IGO")              \
  ITEM(NGO, "NGO") ITEM(IMG, "IMG") ITEM(GOVMIL, "GOVMIL")
// clang-format on

#define DL_NAME_SECTOR(name, text) DL_SECTOR_##name,
typedef enum dl_sector { DL_SECTOR_LIST(DL_NAME_SECTOR) DL_SECTOR_OTHER } dl_sector;

#define DL_SECTOR(name) DL_SET(DL_SECTOR_##name)
/* Who fights and is no state's force: armed bands. */
#define DL_BANDS (DL_SECTOR(REB) | DL_SECTOR(UAF) | DL_SECTOR(SEP) | DL_SECTOR(INS) | DL_SECTOR(CRM))
/* What a code of no state begins with. */
#define DL_BODIES (DL_SECTOR(IGO) | DL_SECTOR(NGO) | DL_SECTOR(IMG))

typedef struct dl_code {
  char country[4];  /* the first three letters, "" of a code that is shorter */
  dl_sector first;  /* what these are if no country: DL_SECTOR_IGO, DL_SECTOR_REB; DL_SECTOR_OTHER */
  dl_sector sector; /* of the next three; DL_SECTOR_NONE where there are none */
  const char *sub;  /* what stands behind them, "" */
} dl_code;

/* Reads a code, which must outlive what it gives. */
dl_code dl_code_read(const char *code);

/* Is a sector, as it is written, one of a set? None is for NULL. */
bool dl_sector_in(const char *sector, uint64_t set);

#endif
