/* A page of HTML becomes the text of its story, its title, date, source and address.
 *
 * The bytes are made UTF-8 (html_decode.c) and bounded, so that libxml2 reads them in linear time and without deep
 * stacks (html_guard.c). Its SAX events fill a dl_page (html_reader.c): elements in the order of the page, each with
 * the range of its text blocks, so that every later pass is a loop. The metadata come from what the page states
 * (html_meta.c, html_linked.c for JSON-LD); the story is the element with the most prose (html_story.c), without
 * furniture (html_hints.c, html_lines.c). Words of classes, lines and metadata are rows of data/intake/pages.tsv. All
 * memory is the document's arena.
 */
#ifndef DL_INTAKE_HTML_H
#define DL_INTAKE_HTML_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/document.h"
#include "base/status.h"
#include "model/model.h"

enum { DL_HTML_NONE = 0xFFFFFFFF };

/* What an element is for the story. Elements that only mark words (b, span, a ...) make no node. */
typedef enum dl_html_tag {
  DL_TAG_OTHER,
  DL_TAG_BODY,
  DL_TAG_MAIN,
  DL_TAG_ARTICLE,
  DL_TAG_HEADER,
  DL_TAG_FIGURE,
  DL_TAG_HEADING,
  DL_TAG_PARAGRAPH,
  DL_TAG_ITEM,
  DL_TAG_CELL,
  DL_TAG_QUOTE,
  DL_TAG_PRE
} dl_html_tag;

enum {
  DL_NODE_FURNITURE = 1, /* by its name or its class: menu, advertisement, comments ... */
  DL_NODE_COMMENTS = 2,  /* furniture that can hold more prose than the story */
  DL_NODE_STORY = 4,     /* its class says that it holds the story */
  DL_NODE_BODY = 8,      /* itemprop=articleBody */
  DL_NODE_LIVE = 16,     /* its class says that it is a live blog */
  DL_NODE_DROPPED = 32   /* furniture, or inside of it: no part of the story */
};

typedef struct dl_html_node {
  uint32_t parent;      /* index, DL_HTML_NONE for the first */
  uint32_t end;         /* nodes [itself, end) are its subtree */
  uint32_t first, last; /* its blocks, half-open */
  uint32_t shape;       /* the same for elements with the same name and class */
  uint8_t tag;          /* dl_html_tag */
  uint8_t level;        /* of a heading: 1 to 6 */
  uint8_t flags;        /* DL_NODE_... */
} dl_html_node;

enum {
  DL_BLOCK_TIME = 1,    /* nothing but a time or date */
  DL_BLOCK_OUT = 2,     /* holds a link to another page */
  DL_BLOCK_TITLE = 4,   /* itemprop=headline, or a class that says so */
  DL_BLOCK_PROSE = 8,   /* sentences, few links */
  DL_BLOCK_DROPPED = 16 /* in furniture */
};

/* A run of text that is a paragraph, a heading, an item, a cell ... */
typedef struct dl_html_block {
  uint32_t begin, end; /* bytes in the page's text */
  uint32_t link;       /* bytes of it in links */
  uint32_t words;
  uint32_t node; /* the innermost node around it */
  uint8_t flags; /* DL_BLOCK_... */
} dl_html_block;

typedef struct dl_html_pair {
  const char *name, *value;
} dl_html_pair;

typedef struct dl_html_time {
  const char *value; /* of datetime */
  uint32_t block;    /* the block that it stands in, or the next one */
  bool published;    /* itemprop=datePublished, or pubdate */
} dl_html_time;

typedef struct dl_html_linked dl_html_linked;

typedef struct dl_page {
  dl_arena *arena;
  const dl_model *model;
  const dl_table *table;   /* intake/pages; NULL where the data file has none */
  int kind, means, weight; /* its columns */
  dl_html_node *nodes;
  uint32_t node_count, node_capacity;
  dl_html_block *blocks;
  uint32_t block_count, block_capacity;
  dl_buffer text;
  dl_html_pair *metas; /* <meta>, name in lower case, in the order of the page */
  uint32_t meta_count, meta_capacity;
  dl_html_time *times;
  uint32_t time_count, time_capacity;
  const char **scripts; /* JSON-LD, as it stands */
  uint32_t script_count, script_capacity;
  const char *title, *canonical; /* of <title>, of <link rel=canonical>; "" */
  uint32_t headline;             /* the block that shows the title, or DL_HTML_NONE */
  const uint32_t *prose;         /* before each block: bytes of prose that is not dropped */
  uint32_t root;                 /* the node of the story, or DL_HTML_NONE */
  bool live;                     /* a live blog: its posts are dated one by one */
  struct {
    const char *title, *date, *source, *url;
    bool live;
  } linked; /* of JSON-LD; "" */
} dl_page;

/* UTF-8 of any page: by its byte-order mark, else as it is where it is UTF-8, else by the character set that it names,
 * else windows-1252. */
void dl_html_decode(const char *bytes, size_t size, dl_buffer *out);

/* The page with the attributes alone that are read, without comments and scripts, at most DL_HTML_DEPTH elements deep
 * (behind that, text and breaks alone); JSON-LD goes into page->scripts. */
enum { DL_HTML_DEPTH = 256 };
void dl_html_guard(dl_page *page, const char *bytes, size_t size, dl_buffer *out);

/* Fills nodes, blocks, metas and times of the page. DL_EMEMORY or DL_ESTOPPED, without a message. */
int dl_html_parse(dl_page *page, const dl_buffer *bounded);

/* Rows of data/intake/pages.tsv: what a key of this kind means, "" where there is no row; its weight. */
const char *dl_html_meaning(const dl_page *page, const char *kind, const char *key, int *weight);
/* What the words of a class, an id or a role say of an element: DL_NODE_ flags; hidden; a time or date; the title.
 * `last` are the flags that the last words of a class give: an article has its tags and its author in its classes
 * ("author-smith"). */
typedef struct dl_html_said {
  uint8_t flags, last;
  bool hidden, time, title;
} dl_html_said;
/* An id of more than `longest` parts is made of a heading and says nothing. */
void dl_html_words(const dl_page *page, const char *words, uint32_t longest, dl_html_said *said);

/* Marks furniture, and with it what is inside, but for what is called so and holds the page's prose. Marks prose
 * before. */
void dl_html_clear(dl_page *page);

/* Is the block a line of furniture: "READ MORE: ...", "Advertisement", a list's link? */
bool dl_html_is_line(const dl_page *page, uint32_t block);
/* A heading of what is no part of the story: "Related stories". */
bool dl_html_is_end(const dl_page *page, uint32_t block);
/* Does the block read like a sentence, by its end or its length? */
bool dl_html_is_sentence(const dl_page *page, uint32_t block);

/* Fills page->linked from JSON-LD. */
void dl_html_read_linked(dl_page *page);
/* Finds the headline's block; the root of the story; sets title, date, source and address. */
void dl_html_find_headline(dl_page *page);
void dl_html_find_story(dl_page *page);
void dl_html_set_meta(dl_page *page, dl_document *doc);
/* The story's text: headline, then its paragraphs, parted by blank lines. */
void dl_html_write_story(dl_page *page, dl_buffer *out);

/* A date in one of the forms of metadata ("2023-11-09T10:00:00Z", "20231109", "Thu, 09 Nov 2023 ...", "November 9,
 * 2023"), or "". */
const char *dl_html_date(const dl_page *page, const char *value);
/* The two as runs of words without case and marks: how many of `a` stand in `b`, from 0 to 1. */
double dl_html_overlap(const char *a, const char *b);
/* Entities decoded, white space run together, trimmed; in the arena. */
const char *dl_html_plain(dl_arena *arena, const char *text, size_t size);

static inline const char *dl_html_block_text(const dl_page *page, uint32_t block, size_t *size) {
  const dl_html_block *b = &page->blocks[block];
  *size = b->end - b->begin;
  return page->text.data + b->begin;
}

#endif
