#include "serve/request.h"

#include <string.h>
#include <strings.h>

#include "base/chars.h"
#include "base/utf8.h"

static int hex(char c) {
  return dl_is_digit(c) ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* Decodes percent signs, and in a query `+`. NULL where that is no text: a bad percent sign, a NUL, no UTF-8. */
static const char *decode(const char *text, size_t size, bool query, dl_arena *arena) {
  char *out = dl_arena_take(arena, size + 1);
  size_t used = 0;
  for (size_t i = 0; i < size; i++) {
    char c = text[i];
    if (c == '%') {
      int high = i + 2 < size ? hex(text[i + 1]) : -1, low = high >= 0 ? hex(text[i + 2]) : -1;
      if (low < 0) return NULL;
      c = (char)(high * 16 + low);
      i += 2;
    } else if (c == '+' && query) {
      c = ' ';
    }
    if (c == '\0') return NULL;
    out[used++] = c;
  }
  out[used] = '\0';
  return dl_utf8_valid(out, used, NULL) ? out : NULL;
}

/* A path that climbs, or that a file system could read in two ways. */
static bool climbs(const char *path) {
  if (strchr(path, '\\') || strstr(path, "//")) return true;
  for (const char *at = path; (at = strstr(at, "/.")) != NULL; at++)
    if (at[2] == '\0' || at[2] == '/' || (at[2] == '.' && (at[3] == '\0' || at[3] == '/'))) return true;
  return false;
}

static const char *parse_query(const char *at, dl_arena *arena, dl_target *target) {
  while (*at) {
    size_t size = strcspn(at, "&"), name = strcspn(at, "=&");
    if (size > 0) {
      if (target->count == DL_PARAMETERS) return "it has too many parameters";
      dl_parameter *p = &target->parameters[target->count++];
      p->name = decode(at, name, true, arena);
      p->value = name < size ? decode(at + name + 1, size - name - 1, true, arena) : "";
      if (!p->name || !p->value) return "a parameter is not UTF-8 in percent signs";
    }
    at += size + (at[size] == '&');
  }
  return NULL;
}

const char *dl_target_parse(const char *text, dl_arena *arena, dl_target *target) {
  *target = (dl_target){.path = ""};
  if (text[0] != '/') return "it does not begin with a slash";
  for (const char *at = text; *at; at++)
    if (*at <= ' ' || *at > '~' || *at == '#') return "it has characters that have to be written with percent signs";
  size_t size = strcspn(text, "?");
  target->path = decode(text, size, false, arena);
  if (!target->path) return "its path is not UTF-8 in percent signs";
  if (climbs(target->path)) return "its path has dots or slashes of no use";
  return text[size] ? parse_query(text + size + 1, arena, target) : NULL;
}

/* The next item of a list parted by commas, without spaces around it; false at the end. */
static bool next_item(const char **at, const char **item, size_t *size) {
  const char *p = *at;
  while (*p == ' ' || *p == '\t' || *p == ',') p++;
  if (!*p) return false;
  *item = p;
  *size = strcspn(p, ",");
  *at = p + *size;
  while (*size > 0 && (p[*size - 1] == ' ' || p[*size - 1] == '\t')) --*size;
  return true;
}

bool dl_takes_gzip(const char *encodings) {
  const char *item;
  size_t size;
  while (encodings && next_item(&encodings, &item, &size)) {
    size_t name = strcspn(item, ";, \t");
    bool meant = (name == 4 && strncasecmp(item, "gzip", 4) == 0) || (name == 1 && item[0] == '*');
    const char *weight = memchr(item, '=', size);
    if (!meant) continue;
    if (!weight) return true;
    size_t rest = size - (size_t)(weight + 1 - item), zeros = strspn(weight + 1, "0. ");
    return zeros < rest;
  }
  return false;
}

bool dl_tag_matches(const char *tags, const char *tag) {
  const char *item;
  size_t size, length = strlen(tag);
  while (tags && next_item(&tags, &item, &size)) {
    if (size == 1 && *item == '*') return true;
    if (size > 2 && strncmp(item, "W/", 2) == 0) item += 2, size -= 2;
    if (size < length + 2 || *item != '"' || strncmp(item + 1, tag, length) != 0) continue;
    if ((size == length + 2 && item[length + 1] == '"') ||
        (size == length + 5 && strncmp(item + length + 1, "-gz\"", 4) == 0))
      return true;
  }
  return false;
}

bool dl_type_is(const char *type, const char *kind) {
  size_t size = type ? strcspn(type, "; \t") : 0;
  return size == strlen(kind) && size > 0 && strncasecmp(type, kind, size) == 0;
}

bool dl_secret_same(const char *secret, const char *given, size_t given_size) {
  size_t size = strlen(secret);
  unsigned char differ = size != given_size;
  for (size_t i = 0; i < given_size; i++) differ |= (unsigned char)(given[i] ^ secret[size ? i % size : 0]);
  return differ == 0 && size > 0;
}

const char *dl_cookie_value(const char *cookie, const char *name, size_t *size) {
  size_t length = strlen(name);
  while (cookie && *cookie) {
    while (*cookie == ' ' || *cookie == ';') cookie++;
    size_t part = strcspn(cookie, ";");
    if (part > length && cookie[length] == '=' && strncmp(cookie, name, length) == 0) {
      *size = part - length - 1;
      return cookie + length + 1;
    }
    cookie += part;
  }
  return NULL;
}
