#include "base/json.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void dl_json_start(dl_json *json, dl_buffer *out) {
  memset(json, 0, sizeof *json);
  json->out = out;
}

/* Bytes of a character that valid JSON may hold and a reader may trip over: U+0080 to U+009F, which a terminal obeys,
 * and U+2028 and U+2029, which some take for the end of a line. Its code point into *cp; 0: none. */
static unsigned risky(const unsigned char *at, size_t left, unsigned *cp) {
  if (left >= 2 && at[0] == 0xC2 && (at[1] & 0xE0) == 0x80) {
    *cp = at[1];
    return 2;
  }
  if (left >= 3 && at[0] == 0xE2 && at[1] == 0x80 && (at[2] == 0xA8 || at[2] == 0xA9)) {
    *cp = 0x2000 + (at[2] & 0x3Fu);
    return 3;
  }
  return 0;
}

static void add_escape(dl_buffer *out, unsigned cp) {
  static const char plain[] = "\"\\\n\r\t", letters[] = "\"\\nrt";
  const char *at = cp && cp < 0x80 ? strchr(plain, (int)cp) : NULL;
  if (at)
    dl_buffer_add(out, (char[]){'\\', letters[at - plain]}, 2);
  else
    dl_buffer_printf(out, "\\u%04x", cp);
}

static void add_escaped(dl_buffer *out, const char *bytes, size_t size) {
  size_t from = 0;
  dl_buffer_char(out, '"');
  for (size_t i = 0; i < size; i++) {
    unsigned char c = (unsigned char)bytes[i];
    unsigned cp = c, length = c < 0xC2 ? 0 : risky((const unsigned char *)bytes + i, size - i, &cp);
    if (c >= 0x20 && c != '"' && c != '\\' && c != 0x7F && length == 0) continue;
    dl_buffer_add(out, bytes + from, i - from);
    if (length) i += length - 1;
    from = i + 1;
    add_escape(out, cp);
  }
  dl_buffer_add(out, bytes + from, size - from);
  dl_buffer_char(out, '"');
}

/* The comma and the key that come before a value. */
static void lead(dl_json *json, const char *key) {
  if (json->depth) {
    bool *filled = &json->filled[json->depth - 1];
    if (*filled) dl_buffer_char(json->out, ',');
    *filled = true;
  }
  if (!key) return;
  add_escaped(json->out, key, strlen(key));
  dl_buffer_char(json->out, ':');
}

void dl_json_key(dl_json *json, const char *key) {
  lead(json, key);
}

static void open(dl_json *json, const char *key, char bracket) {
  lead(json, key);
  dl_buffer_char(json->out, bracket);
  if (json->depth == DL_JSON_DEPTH) {
    json->out->failed = true; /* a mistake of ours: no such nesting exists in the contract */
    return;
  }
  json->filled[json->depth++] = false;
}

static void close_level(dl_json *json, char bracket) {
  if (json->depth) json->depth--;
  dl_buffer_char(json->out, bracket);
}

void dl_json_object(dl_json *json, const char *key) {
  open(json, key, '{');
}
void dl_json_array(dl_json *json, const char *key) {
  open(json, key, '[');
}
void dl_json_end_object(dl_json *json) {
  close_level(json, '}');
}
void dl_json_end_array(dl_json *json) {
  close_level(json, ']');
}

void dl_json_bytes(dl_json *json, const char *key, const char *value, size_t size) {
  lead(json, key);
  add_escaped(json->out, value, size);
}

void dl_json_hex(dl_json *json, const char *key, const void *bytes, size_t size) {
  static const char digits[] = "0123456789abcdef";
  const unsigned char *at = bytes;
  lead(json, key);
  dl_buffer_char(json->out, '"');
  for (size_t i = 0; i < size; i++) {
    dl_buffer_char(json->out, digits[at[i] >> 4]);
    dl_buffer_char(json->out, digits[at[i] & 15]);
  }
  dl_buffer_char(json->out, '"');
}

void dl_json_string(dl_json *json, const char *key, const char *value) {
  dl_json_bytes(json, key, value, strlen(value));
}

void dl_json_int(dl_json *json, const char *key, int64_t value) {
  lead(json, key);
  if (value >= 0 && value <= UINT32_MAX)
    dl_buffer_number(json->out, (uint32_t)value);
  else
    dl_buffer_printf(json->out, "%lld", (long long)value);
}

void dl_json_bool(dl_json *json, const char *key, bool value) {
  lead(json, key);
  dl_buffer_text(json->out, value ? "true" : "false");
}

void dl_json_null(dl_json *json, const char *key) {
  lead(json, key);
  dl_buffer_text(json->out, "null");
}

/* A number of up to three decimals below a thousand, as "%.6g" prints it: most are, and formats are slow. */
static bool put_decimals(double value, char *digits) {
  int32_t thousandths = value > 0 && value < 1000 ? (int32_t)(value * 1000 + 0.5) : 0;
  if (thousandths == 0 || (double)thousandths / 1000 != value || thousandths % 1000 == 0) return false;
  char *at = digits;
  int32_t whole = thousandths / 1000, rest = thousandths % 1000;
  for (int32_t unit = 100; unit > 0; unit /= 10)
    if (unit == 1 || whole >= unit) *at++ = (char)('0' + whole / unit % 10);
  *at++ = '.';
  for (int32_t unit = 100; rest > 0; rest %= unit, unit /= 10) *at++ = (char)('0' + rest / unit);
  *at = '\0';
  return true;
}

static void add_double(dl_json *json, const char *key, double value, bool point) {
  char digits[40];
  if (!isfinite(value)) {
    dl_json_null(json, key);
    return;
  }
  bool whole = fabs(value) < 1e15 && value == floor(value); /* 2000000, not 2e+06 */
  if (whole) snprintf(digits, sizeof digits, "%.0f", value);
  for (int precision = !whole && put_decimals(value, digits) ? 18 : 6; !whole && precision <= 17; precision++) {
    snprintf(digits, sizeof digits, "%.*g", precision, value);
    if (strtod(digits, NULL) == value) break;
  }
  char *comma = strchr(digits, ','); /* the host program may have set another locale */
  if (comma) *comma = '.';
  if (value == 0) strcpy(digits, "0"); /* no "-0" */
  if (point && !strpbrk(digits, ".e")) strcat(digits, ".0");
  lead(json, key);
  dl_buffer_text(json->out, digits);
}

void dl_json_real(dl_json *json, const char *key, double value) {
  add_double(json, key, value, true);
}
void dl_json_number(dl_json *json, const char *key, double value) {
  add_double(json, key, value, false);
}
