#include "query/sums.h"

/* The status by its letters, since rows are many: claimed, corroborated; disputed, denied; reported; announced. */
dl_told dl_told_of(const char *status) {
  switch (status[0]) {
    case 'r':
      return DL_TOLD_FACT;
    case 'c':
      return status[1] == 'l' ? DL_TOLD_CLAIM : DL_TOLD_FACT;
    case 'd':
      return status[1] == 'i' ? DL_TOLD_DISPUTED : DL_TOLD_DENIED;
    case 'a':
      return DL_TOLD_ANNOUNCED;
    default:
      return DL_TOLD_ELSE;
  }
}

void dl_sums_count(dl_sums *s, dl_told told, double goldstein) {
  s->entries++;
  s->facts += told == DL_TOLD_FACT;
  s->claims += told == DL_TOLD_CLAIM;
  s->disputed += told == DL_TOLD_DISPUTED;
  s->denied += told == DL_TOLD_DENIED;
  s->announced += told == DL_TOLD_ANNOUNCED;
  if (told == DL_TOLD_FACT) s->goldstein_facts += goldstein;
  if (told == DL_TOLD_CLAIM || told == DL_TOLD_DISPUTED) s->goldstein_claims += goldstein;
}

void dl_sums_add(dl_sums *to, const dl_sums *more) {
  to->entries += more->entries;
  to->facts += more->facts;
  to->claims += more->claims;
  to->disputed += more->disputed;
  to->denied += more->denied;
  to->announced += more->announced;
  to->goldstein_facts += more->goldstein_facts;
  to->goldstein_claims += more->goldstein_claims;
}
