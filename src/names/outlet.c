/* Where the outlet of a text is at home: by the host of its URL, or of one that the text begins with. A known domain or
 * a country's own tells it (data/actors/outlets.tsv), else the name of a country, its people or its capital in the host
 * ("taipeitimes.com"). */
#include <ctype.h>
#include <string.h>

#include "names/names.h"

/* Bytes of a host; of a name that must be a whole part of the host: "woman.com" is not Oman's. */
enum { HOST = 96, SHORT = 4 };

/* Behind the scheme of a URL, or where a text begins with "www."; NULL: it is no URL. */
static const char *host_in(const char *url, size_t size) {
  const char *colon = memchr(url, ':', size);
  if (colon && url + size - colon > 3 && colon[1] == '/' && colon[2] == '/') return colon + 3;
  return size >= 4 && strncmp(url, "www.", 4) == 0 ? url : NULL;
}

static bool is_host_byte(char c) {
  return isalnum((unsigned char)c) || c == '-' || c == '.';
}

/* The host of a URL in lower case, without "www."; false where the text is none. */
static bool host_of(const char *url, size_t size, char host[HOST]) {
  const char *at = host_in(url, size), *end = url + size;
  if (!at) return false;
  if (end - at > 4 && strncmp(at, "www.", 4) == 0) at += 4;
  size_t used = 0;
  for (; at < end && used + 1 < HOST && is_host_byte(*at); at++) host[used++] = (char)tolower((unsigned char)*at);
  host[used] = '\0';
  return strchr(host, '.') != NULL;
}

/* By the longest row that ends the host. */
static dl_code by_domain(const dl_table *outlets, const char *host) {
  uint32_t row;
  for (const char *at = host; at; at = strchr(at, '.') ? strchr(at, '.') + 1 : NULL)
    if (dl_table_find(outlets, at, &row)) return dl_code_read(dl_table_cell(outlets, row, 1));
  return 0;
}

/* May the part of a host be a country's name: a short one only where it is a word of its own? */
static bool can_be_name(const char *host, size_t from, size_t to) {
  if (to - from > SHORT) return true;
  return (from == 0 || strchr(".-", host[from - 1])) && strchr(".-", host[to]);
}

/* By the longest name of a country in the host. */
static dl_code by_name(const dl_table *countries, int column, const char *host) {
  char key[HOST];
  size_t longest = 0, end = (size_t)(strrchr(host, '.') - host);
  dl_code best = 0;
  uint32_t row;
  for (size_t from = 0; from < end; from++)
    for (size_t to = from + SHORT; to <= end; to++) {
      if (to - from <= longest || !can_be_name(host, from, to)) continue;
      memcpy(key, host + from, to - from);
      key[to - from] = '\0';
      if (!dl_table_find(countries, key, &row)) continue;
      best = dl_code_read(dl_table_cell(countries, row, column));
      longest = to - from;
    }
  return best;
}

dl_code dl_outlet_home(const dl_namer *namer, const dl_document *doc) {
  char host[HOST];
  size_t first = strcspn(doc->text, " \t\r\n");
  bool known = host_of(doc->url, strlen(doc->url), host) || host_of(doc->source, strlen(doc->source), host) ||
               host_of(doc->text, first, host);
  if (!known || !namer->outlets || !namer->countries) return 0;
  dl_code home = by_domain(namer->outlets, host);
  return home ? home : by_name(namer->countries, namer->country_code, host);
}
