#include "intake/fields.h"

#include <stdio.h>
#include <string.h>

static const dl_fields standard = {{"text", "id", "date", "title", "source", "url", "language"}};

const dl_fields *dl_fields_default(void) {
  return &standard;
}

int dl_fields_rename(dl_fields *f, const char *names, dl_status *status) {
  for (const char *at = names;; at++) {
    size_t size = strcspn(at, ","), key = strcspn(at, "=,");
    int field = 0;
    while (field < DL_FIELDS && (strlen(standard.names[field]) != key || strncmp(standard.names[field], at, key) != 0))
      field++;
    if (field == DL_FIELDS)
      return dl_fail(status, DL_EUSAGE, "'%.*s' is none of text, id, date, title, source, url, language", (int)key, at);
    if (key + 1 >= size) return dl_fail(status, DL_EUSAGE, "'%.*s' is not %.*s=NAME", (int)size, at, (int)key, at);
    if (size - key - 1 >= DL_NAME_SIZE) return dl_fail(status, DL_EUSAGE, "'%.*s' is too long", (int)size, at);
    snprintf(f->names[field], DL_NAME_SIZE, "%.*s", (int)(size - key - 1), at + key + 1);
    at += size;
    if (!*at) return DL_OK;
  }
}

char *dl_text_copy(dl_arena *arena, const char *bytes, size_t size) {
  char *text = dl_arena_strndup(arena, bytes, size);
  for (char *nul = text; (nul = memchr(nul, '\0', (size_t)(text + size - nul))) != NULL;) *nul++ = ' ';
  return text;
}

const char *dl_raw_place(const dl_raw *raw, char place[DL_PLACE_SIZE]) {
  if (raw->column > 1)
    snprintf(place, DL_PLACE_SIZE, "%lu: column %lu", raw->line, raw->column);
  else
    snprintf(place, DL_PLACE_SIZE, "%lu", raw->line);
  return place;
}

const char **dl_field_of(dl_document *doc, int field) {
  switch (field) {
    case DL_FIELD_ID:
      return &doc->id;
    case DL_FIELD_DATE:
      return &doc->date;
    case DL_FIELD_TITLE:
      return &doc->title;
    case DL_FIELD_SOURCE:
      return &doc->source;
    case DL_FIELD_URL:
      return &doc->url;
    case DL_FIELD_LANGUAGE:
      return &doc->language;
    default:
      return NULL;
  }
}

int dl_field_date(const dl_raw *raw, dl_document *doc, dl_status *status) {
  char day[DL_DATE_SIZE], place[DL_PLACE_SIZE];
  const dl_fields *f = raw->fields ? raw->fields : &standard;
  if (!doc->date[strspn(doc->date, " \t\r\n")]) {
    doc->date = "";
    return DL_OK;
  }
  if (!dl_date_read(doc->date, day))
    return dl_fail(status, DL_EINPUT, "%s:%s: '%s' is '%.60s', not YYYY-MM-DD, nor that with a time behind it",
                   raw->name, dl_raw_place(raw, place), f->names[DL_FIELD_DATE], doc->date);
  doc->date = dl_arena_strndup(doc->arena, day, strlen(day));
  return DL_OK;
}
