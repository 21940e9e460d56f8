/* What all answers share. */
#include <string.h>
#include <time.h>

#include "base/json.h"
#include "serve/routes.h"

long long dl_now(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (long long)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static const char *title_of(int status) {
  static const struct {
    int status;
    const char *title;
  } titles[] = {{400, "Bad request"},
                {401, "A token is needed"},
                {403, "Not allowed"},
                {404, "Not found"},
                {405, "Method not allowed"},
                {413, "The body is too large"},
                {415, "The body's type is not read"},
                {421, "Another host is meant"},
                {422, "The body cannot be read"},
                {500, "The ledger refused"},
                {503, "Busy"}};
  for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
    if (titles[i].status == status) return titles[i].title;
  return "Refused";
}

void dl_response_problem(dl_response *r, int status, const char *parameter, const char *detail) {
  dl_json j;
  dl_buffer_clear(&r->body);
  r->status = status;
  r->type = "application/problem+json";
  r->file = NULL;
  r->keep = r->attachment = false;
  dl_json_start(&j, &r->body);
  dl_json_object(&j, NULL);
  dl_json_string(&j, "type", "about:blank");
  dl_json_string(&j, "title", title_of(status));
  dl_json_int(&j, "status", status);
  dl_json_string(&j, "detail", detail);
  if (parameter) dl_json_string(&j, "parameter", parameter);
  dl_json_end_object(&j);
  dl_buffer_char(&r->body, '\n');
}

const dl_page_file *dl_page_find(const char *path) {
  for (size_t i = 0; i < dl_page_file_count; i++)
    if (strcmp(dl_page_files[i].path, path) == 0) return &dl_page_files[i];
  return NULL;
}

void dl_listing_begin(dl_listing *l, dl_response *r, long limit, const long long *total) {
  *l = (dl_listing){.limit = limit};
  dl_json_start(&l->json, &r->body);
  dl_json_object(&l->json, NULL);
  if (total && *total < 0) dl_json_null(&l->json, "total");
  if (total && *total >= 0) dl_json_int(&l->json, "total", *total);
  dl_json_array(&l->json, "items");
}

bool dl_listing_takes(dl_listing *l, long long number) {
  l->more = l->count >= l->limit;
  if (l->more) return false;
  l->count++;
  l->last = number;
  return true;
}

void dl_listing_end(dl_listing *l) {
  dl_json_end_array(&l->json);
  if (l->more) {
    dl_buffer text = {0};
    dl_buffer_printf(&text, "%lld", l->last);
    dl_json_string(&l->json, "next", text.failed ? "" : text.data);
    l->json.out->failed |= text.failed;
    dl_buffer_free(&text);
  } else {
    dl_json_null(&l->json, "next");
  }
  dl_json_end_object(&l->json);
  dl_buffer_char(l->json.out, '\n');
}

const char *dl_country_name(const dl_model *model, const char *code) {
  const dl_table *table = model ? dl_model_table(model, "actors/countries") : NULL;
  int codes = table ? dl_table_column(table, "code") : -1, name = table ? dl_table_column(table, "name") : -1,
      kind = table ? dl_table_column(table, "kind") : -1;
  for (uint32_t i = 0; codes >= 0 && name >= 0 && kind >= 0 && i < dl_table_rows(table); i++)
    if (strcmp(dl_table_cell(table, i, codes), code) == 0 && strcmp(dl_table_cell(table, i, kind), "name") == 0)
      return dl_table_cell(table, i, name);
  table = model ? dl_model_table(model, "actors/bodies") : NULL;
  for (uint32_t i = 0; table && i < dl_table_rows(table); i++)
    if (strcmp(dl_table_cell(table, i, 0), code) == 0) return dl_table_cell(table, i, 1);
  return code;
}
