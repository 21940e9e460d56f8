#include "support.h"

dl_model *model;
dl_tokenizer *tokenizer;
dl_parser *parser;
dl_workspace *workspace;

int open_stages(void **state) {
  (void)state;
  dl_status status = {0};
  const char *path = getenv("DATELINE_DATA");
  workspace = dl_workspace_new();
  return !workspace || !path || dl_model_open(path, &model, &status) || dl_tokenizer_new(model, &tokenizer, &status) ||
         dl_parser_new(model, &parser, &status);
}

int close_stages(void **state) {
  (void)state;
  dl_parser_free(parser);
  dl_tokenizer_free(tokenizer);
  dl_model_close(model);
  dl_workspace_free(workspace);
  return 0;
}

dl_document *tokens_of(dl_arena *arena, const char *text, size_t size, const char *title, const char *language) {
  dl_status status = {0};
  dl_document *doc = dl_document_new(arena);
  doc->text = text;
  doc->text_size = (uint32_t)size;
  doc->title = title;
  doc->language = language;
  assert_int_equal(dl_tokenize(tokenizer, doc, &status), DL_OK);
  return doc;
}

dl_document *trees_of(dl_arena *arena, const char *text, const char *date) {
  dl_status status = {0};
  dl_document *doc = tokens_of(arena, text, strlen(text), "", "");
  doc->date = date;
  assert_int_equal(dl_parse(parser, workspace, doc, &status), DL_OK);
  return doc;
}

FILE *open_cases(const char *name) {
  char path[1024];
  snprintf(path, sizeof path, "%s/%s", getenv("DATELINE_CASES"), name);
  FILE *file = fopen(path, "r");
  assert_non_null(file);
  return file;
}

void unescape(char *text) {
  char *to = text;
  for (; *text; text++) *to++ = text[0] == '\\' && text[1] == 'n' ? text++, '\n' : *text;
  *to = '\0';
}

bool next_case(FILE *file, test_case *c) {
  char line[1024];
  c->text[0] = c->date[0] = c->expected[0] = c->asked[0] = '\0';
  while (fgets(line, sizeof line, file)) {
    c->read++;
    if (line[0] == '\n') {
      if (c->text[0]) return true;
      c->date[0] = c->expected[0] = c->asked[0] = '\0';
    } else if (!strncmp(line, "text: ", 6) || !strncmp(line, "date: ", 6)) {
      line[strcspn(line, "\n")] = '\0';
      if (line[0] == 't')
        snprintf(c->text, sizeof c->text, "%s", line + 6);
      else
        snprintf(c->date, sizeof c->date, "%.10s", line + 6);
      unescape(c->text);
      c->line = c->read;
    } else if (c->asks && line[0] == '=') {
      snprintf(c->asked, sizeof c->asked, "%s", line);
    } else if (line[0] != '#' && strlen(c->expected) + strlen(line) < sizeof c->expected) {
      strcat(c->expected, line);
    }
  }
  return c->text[0] != '\0';
}
