/* What the unit tests share: the stages up to the parser, opened once a program, and the case files of tests/cases.
 *
 * A test program gives open_stages and close_stages (or its own, which call them) to cmocka as its set-up and
 * tear-down.
 */
#ifndef DL_TESTS_SUPPORT_H
#define DL_TESTS_SUPPORT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "syntax/syntax.h"
#include "tokens/tokens.h"

extern dl_model *model; /* of $DATELINE_DATA */
extern dl_tokenizer *tokenizer;
extern dl_parser *parser;
extern dl_workspace *workspace;

int open_stages(void **state);
int close_stages(void **state);

/* The document of a text, with its tokens; language and title as stated, "" for none. */
dl_document *tokens_of(dl_arena *arena, const char *text, size_t size, const char *title, const char *language);
/* With its trees. */
dl_document *trees_of(dl_arena *arena, const char *text, const char *date);

/* The file NAME of tests/cases. */
FILE *open_cases(const char *name);
/* "\\n" made line breaks. */
void unescape(char *text);

/* A case of a file that parts cases by empty lines: "text: ...", "date: ...", then what is expected; "#" begins a
 * comment. */
typedef struct test_case {
  int line; /* of the text or date, from 1 */
  char text[1024], date[16], expected[2048];
  char asked[1024]; /* a line that begins with "=", where `asks` is set */
  bool asks;
  int read; /* lines so far */
} test_case;

/* The next one; false at the end. Zero it (but for `asks`) before the first. */
bool next_case(FILE *file, test_case *c);

#endif
