/* Filters that nothing can fit, and the words that may have been meant. */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/chars.h"
#include "base/nearest.h"
#include "claims/told.h"
#include "query/query.h"
#include "stories/status.h"
#include "times/calendar.h"

enum { WORDS = 64 };

static int check_day(const char *option, const char *value, dl_status *status) {
  static const char *const months[] = {"January", "February", "March",     "April",   "May",      "June",
                                       "July",    "August",   "September", "October", "November", "December"};
  static const char form[] = "9999-99-99";
  if (strlen(value) != strlen(form) || !dl_fits(value, form))
    return dl_fail(status, DL_EUSAGE, "--%s is '%s', not YYYY-MM-DD", option, value);
  int year = 0, month = 0, day = 0;
  sscanf(value, "%4d-%2d-%2d", &year, &month, &day);
  if (month < 1 || month > 12)
    return dl_fail(status, DL_EUSAGE, "--%s is '%s': there is no month %02d", option, value, month);
  int last = dl_month_days(year, month);
  if (day < 1 || day > last)
    return dl_fail(status, DL_EUSAGE, "--%s is '%s': %s %04d ends on %04d-%02d-%02d", option, value, months[month - 1],
                   year, year, month, last);
  return DL_OK;
}

static bool is_code(const char *text, size_t at_least) {
  size_t digits = strspn(text, "0123456789");
  return digits >= at_least && !text[digits];
}

/* The first CAMEO code that begins with `start`, in the table's order; NULL for none. */
static const char *code_from(const dl_table *cameo, const char *start) {
  for (uint32_t i = 0; i < dl_table_rows(cameo); i++)
    if (strncmp(dl_table_cell(cameo, i, 0), start, strlen(start)) == 0) return dl_table_cell(cameo, i, 0);
  return NULL;
}

static int check_code(const dl_table *cameo, const char *code, dl_status *status) {
  char near[16];
  if (!cameo || (strlen(code) > 1 && code_from(cameo, code))) return DL_OK;
  if (strlen(code) == 1) {
    snprintf(near, sizeof near, "0%s", code);
    if (code_from(cameo, near))
      return dl_fail(status, DL_EUSAGE, "--event is '%s': CAMEO codes have two digits or more; is %s meant?", code,
                     near);
  }
  for (size_t size = strlen(code) - 1; size >= 2; size--) {
    snprintf(near, sizeof near, "%.*s", (int)(size < 8 ? size : 8), code);
    if (size < 8 && code_from(cameo, near))
      return dl_fail(status, DL_EUSAGE, "--event is '%s', no CAMEO code; is %s meant?", code, near);
  }
  return dl_fail(status, DL_EUSAGE, "--event is '%s', no CAMEO code: they begin with 01 to 20", code);
}

static uint32_t gather(const dl_table *plover, const char *words[WORDS]) {
  uint32_t count = 0;
  for (uint32_t i = 0; i < dl_table_rows(plover) && count < WORDS; i++)
    if (count == 0 || strcmp(words[count - 1], dl_table_cell(plover, i, 0)) != 0)
      words[count++] = dl_table_cell(plover, i, 0);
  return count;
}

/* Does `word` stand in a name ("Make a visit")? */
static bool has_word(const char *name, const char *word) {
  size_t size = strlen(word);
  for (const char *at = name; *at; at++)
    if (strncasecmp(at, word, size) == 0 && (at == name || !dl_is_letter(at[-1])) && !dl_is_letter(at[size]))
      return true;
  return false;
}

/* Adds a word to those listed, parted by commas. */
static void list(char *all, size_t size, const char *word) {
  size_t used = strlen(all);
  snprintf(all + used, size - used, "%s%s", used ? ", " : "", word);
}

/* The categories that have a mode of that name, parted by commas. */
static void list_modes(const dl_table *plover, const char *asked, char *all, size_t size) {
  int mode = dl_table_column(plover, "mode");
  for (uint32_t i = 0; *asked && mode >= 0 && i < dl_table_rows(plover); i++)
    if (strcasecmp(dl_table_cell(plover, i, mode), asked) == 0) list(all, size, dl_table_cell(plover, i, 0));
}

/* The first row of the CAMEO codes whose name has the word; -1. */
static int64_t code_named(const dl_table *cameo, const char *asked) {
  int name = cameo && *asked ? dl_table_column(cameo, "name") : -1;
  for (uint32_t i = 0; name >= 0 && i < dl_table_rows(cameo); i++)
    if (has_word(dl_table_cell(cameo, i, name), asked)) return i;
  return -1;
}

static int check_category(const dl_model *model, const char *asked, dl_status *status) {
  const dl_table *plover = dl_model_table(model, "lexicon/plover"), *cameo = dl_model_table(model, "lexicon/cameo");
  if (!plover) return DL_OK;
  const char *words[WORDS];
  uint32_t count = gather(plover, words);
  for (uint32_t i = 0; i < count; i++)
    if (strcasecmp(words[i], asked) == 0) return DL_OK;
  char all[400] = "";
  list_modes(plover, asked, all, sizeof all);
  if (*all)
    return dl_fail(status, DL_EUSAGE, "--event is '%s', no PLOVER category but a mode; is its category meant (%s)?",
                   asked, all);
  const char *near = dl_nearest(asked, words, count);
  if (near) return dl_fail(status, DL_EUSAGE, "--event is '%s', no PLOVER category; is %s meant?", asked, near);
  int64_t row = code_named(cameo, asked);
  if (row >= 0)
    return dl_fail(status, DL_EUSAGE, "--event is '%s', no PLOVER category; is CAMEO %s meant (%s)?", asked,
                   dl_table_cell(cameo, (uint32_t)row, 0),
                   dl_table_cell(cameo, (uint32_t)row, dl_table_column(cameo, "name")));
  for (uint32_t i = 0; i < count; i++) list(all, sizeof all, words[i]);
  return dl_fail(status, DL_EUSAGE, "--event is '%s', no PLOVER category and no CAMEO code; the categories: %s", asked,
                 all);
}

static int check_status(const char *status_asked, dl_status *status) {
  if (dl_is_status(status_asked)) return DL_OK;
  return dl_fail(status, DL_EUSAGE, "--status is '%s': reported, claimed, corroborated, disputed, denied or announced",
                 status_asked);
}

static int check_days(const dl_query *query, dl_status *status) {
  bool since = dl_is_given(query->since), until = dl_is_given(query->until);
  int code = since ? check_day("since", query->since, status) : DL_OK;
  if (!code && until) code = check_day("until", query->until, status);
  if (code || !since || !until || strcmp(query->since, query->until) <= 0) return code;
  return dl_fail(status, DL_EUSAGE, "--since is '%s', later than --until, '%s'", query->since, query->until);
}

static int check_event(const dl_model *model, const char *event, dl_status *status) {
  if (is_code(event, 1)) return check_code(dl_model_table(model, "lexicon/cameo"), event, status);
  return check_category(model, event, status);
}

int dl_query_check(const dl_query *query, const dl_model *model, dl_status *status) {
  int code = check_days(query, status);
  if (!code && dl_is_given(query->status)) code = check_status(query->status, status);
  if (code) return code;
  if (dl_is_given(query->attitude) && !dl_is_stance(query->attitude))
    return dl_fail(status, DL_EUSAGE, "--stance is '%s': " DL_STANCES, query->attitude);
  return model && dl_is_given(query->event) ? check_event(model, query->event, status) : DL_OK;
}
