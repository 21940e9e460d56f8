/* Dates as inputs write them. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/chars.h"
#include "intake/intake.h"

static bool is_leap(int year) {
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

bool dl_date_valid(const char *d) {
  if (!dl_fits(d, "9999-99-99") || d[10]) return false;
  static const int days[13] = {0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  int year = atoi(d), month = atoi(d + 5), day = atoi(d + 8);
  if (month > 12 || day < 1 || day > days[month]) return false;
  return month != 2 || day < 29 || is_leap(year);
}

static size_t digits(const char *at) {
  return strspn(at, "0123456789");
}

/* Two digits below `limit` at *at; false if there are none. */
static bool pair(const char **at, int limit) {
  if (digits(*at) < 2 || ((*at)[0] - '0') * 10 + (*at)[1] - '0' >= limit) return false;
  *at += 2;
  return true;
}

/* "10:00", "10:00:30.5", "1000", "10". */
static bool skip_time(const char **at) {
  if (!pair(at, 25)) return false;
  bool colon = **at == ':';
  if (!colon && digits(*at) < 2) return true;
  *at += colon;
  if (!pair(at, 60)) return false;
  if (colon ? **at != ':' : digits(*at) < 2) return true;
  *at += colon;
  if (!pair(at, 61)) return false;
  if (**at != '.' && **at != ',') return true;
  size_t n = digits(*at + 1);
  *at += n + 1;
  return n > 0;
}

/* "Z", "+02:00", "-0500", " UTC". */
static bool skip_zone(const char **at) {
  static const char *const names[] = {"Z", "z", "UTC", "GMT"};
  *at += strspn(*at, " ");
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (strncmp(*at, names[i], strlen(names[i])) == 0) return *at += strlen(names[i]), true;
  if (**at != '+' && **at != '-') return true;
  ++*at;
  if (!pair(at, 24)) return false;
  bool colon = **at == ':';
  if (!colon && digits(*at) < 2) return true;
  *at += colon;
  return pair(at, 60);
}

/* The time that may stand behind a day, with its zone. */
static bool skip_clock(const char **at) {
  bool told = **at == 'T' || **at == 't' || (**at == ' ' && digits(*at + 1) > 0);
  if (!told) return true;
  ++*at;
  return skip_time(at) && skip_zone(at);
}

bool dl_date_read(const char *text, char date[DL_DATE_SIZE]) {
  text += strspn(text, " \t\r\n");
  bool tight = dl_fits(text, "99999999");
  if (!tight && !dl_fits(text, "9999-99-99") && !dl_fits(text, "9999/99/99")) return false;
  const char *month = text + (tight ? 4 : 5), *day = text + (tight ? 6 : 8), *at = day + 2;
  if (dl_is_digit(*at)) return false;
  snprintf(date, DL_DATE_SIZE, "%.4s-%.2s-%.2s", text, month, day);
  if (!dl_date_valid(date)) return false;
  return skip_clock(&at) && at[strspn(at, " \t\r\n")] == '\0';
}
