#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/chars.h"
#include "base/utf8.h"
#include "intake/html.h"

const char *dl_html_meaning(const dl_page *page, const char *kind, const char *key, int *weight) {
  uint32_t first, count = page->table ? dl_table_find(page->table, key, &first) : 0;
  for (uint32_t i = 0; i < count; i++) {
    if (strcmp(dl_table_cell(page->table, first + i, page->kind), kind) != 0) continue;
    if (weight) *weight = atoi(dl_table_cell(page->table, first + i, page->weight));
    return dl_table_cell(page->table, first + i, page->means);
  }
  return "";
}

/* ---- the words of classes ---- */

enum { WORD = 32 };

/* The next part of a class's name at *at: letters up to a mark, a digit, or a capital behind a small letter; in lower
 * case. */
static bool next_part(const char **at, const char *end, char part[WORD]) {
  size_t n = 0;
  while (*at < end && !dl_is_letter(**at)) (*at)++;
  for (char last = 'A'; *at < end; last = *(*at)++) {
    char c = **at;
    if (!dl_is_letter(c) || (dl_is_upper(c) && dl_is_small(last))) break;
    if (n + 1 < WORD) part[n++] = dl_to_small(c);
  }
  part[n] = '\0';
  return n > 0;
}

static void apply(const char *means, dl_html_said *said) {
  static const struct {
    const char *means;
    uint8_t flags;
  } all[] = {{"furniture", DL_NODE_FURNITURE},
             {"comments", DL_NODE_FURNITURE | DL_NODE_COMMENTS},
             {"story", DL_NODE_STORY},
             {"live", DL_NODE_LIVE}};
  for (size_t i = 0; i < sizeof all / sizeof *all; i++)
    if (strcmp(means, all[i].means) == 0) said->flags |= all[i].flags;
  said->title |= strcmp(means, "headline") == 0;
}

/* One class: its parts, and every two of them, are looked up, and two say more than each; a part behind "has", "no",
 * "category" says nothing of the element. */
static void read_class(const dl_page *page, const char *at, const char *end, uint32_t longest, dl_html_said *all) {
  char part[WORD], last[WORD] = "", whole[4 * WORD] = "", two[2 * WORD + 2] = "";
  const char *means = "", *pending = ""; /* of the last part, until the next one is seen */
  bool dead = false, first = true;
  dl_html_said found = {0}, *said = &found;
  uint32_t parts = 0;
  while (next_part(&at, end, part)) {
    parts++;
    if (strcmp(dl_html_meaning(page, "class", part, NULL), "not") == 0) {
      dead = true;
    } else if (!dead) {
      snprintf(two, sizeof two, "%s %s", last, part);
      const char *both = first ? "" : dl_html_meaning(page, "class", two, NULL);
      means = both[0] ? both : dl_html_meaning(page, "class", part, NULL);
      if (!both[0]) apply(pending, said);
      pending = means;
    }
    size_t used = strlen(whole);
    snprintf(whole + used, sizeof whole - used, "%s%s", first ? "" : " ", part);
    memcpy(last, part, sizeof last);
    first = false;
  }
  if (parts > longest) return;
  dl_html_said at_end = {0};
  if (!dead) apply(means, &at_end);
  apply(pending, said);
  if (!dead && strcmp(means, "time") == 0) said->time = true; /* "post-date" is one, "date-posts" is not */
  if (strcmp(dl_html_meaning(page, "whole", whole, NULL), "hidden") == 0) said->hidden = true;
  all->flags |= found.flags;
  all->last |= at_end.flags;
  all->hidden |= found.hidden;
  all->time |= found.time;
  all->title |= found.title;
}

void dl_html_words(const dl_page *page, const char *words, uint32_t longest, dl_html_said *said) {
  bool hidden = said->hidden;
  for (const char *at = words; *at;) {
    at += strspn(at, " \t\r\n");
    size_t n = strcspn(at, " \t\r\n");
    if (n > 0) read_class(page, at, at + n, longest, said);
    at += n;
  }
  if (strchr(words, ':')) said->hidden = hidden; /* "hidden md:block": only where there is no room */
}

/* ---- furniture ---- */

/* Of a block in the middle of a text: sentences, and few links. */
static bool is_prose(const dl_page *page, uint32_t block) {
  const dl_html_block *b = &page->blocks[block];
  const dl_html_node *n = &page->nodes[b->node];
  if (n->tag == DL_TAG_HEADING || b->flags & DL_BLOCK_TIME || b->words < 8 || b->link * 2 > b->end - b->begin)
    return false;
  return b->words >= 30 || dl_html_is_sentence(page, block);
}

static uint32_t mass(const dl_html_block *b) {
  return b->flags & DL_BLOCK_PROSE ? b->end - b->begin - b->link : 0;
}

static bool holds_story(const dl_html_node *n) {
  return n->tag == DL_TAG_ARTICLE || n->tag == DL_TAG_MAIN || n->flags & (DL_NODE_BODY | DL_NODE_STORY);
}

static bool has_headline(const dl_page *page, uint32_t node) {
  for (uint32_t i = node; i < page->nodes[node].end; i++)
    if (page->nodes[i].level == 1) return true;
  return false;
}

/* A header names its page, but in an article, or around the headline, it is the story's own. */
static bool is_page_header(const dl_page *page, uint32_t node) {
  const dl_html_node *n = &page->nodes[node];
  if (n->tag != DL_TAG_HEADER) return false;
  for (uint32_t up = n->parent; up != DL_HTML_NONE; up = page->nodes[up].parent)
    if (holds_story(&page->nodes[up])) return false;
  return !has_headline(page, node);
}

/* The element that holds a block alone, and then the one around it; the page's own at last. */
static uint32_t around_block(const dl_page *page, uint32_t block) {
  uint32_t node = page->blocks[block].node;
  while (page->nodes[node].parent != DL_HTML_NONE && page->nodes[node].last - page->nodes[node].first == 1)
    node = page->nodes[node].parent;
  return node;
}

/* Is an element small enough for a card that begins with such a link? */
static bool is_card(const dl_page *page, uint32_t node, bool heading, uint32_t link) {
  enum { CARD = 700 };
  const dl_html_node *n = &page->nodes[node];
  uint32_t prose = 0, bytes = page->blocks[n->last - 1].end - page->blocks[n->first].begin;
  if (bytes > CARD || link > n->first + heading || n->tag == DL_TAG_BODY || n->parent == DL_HTML_NONE) return false;
  for (uint32_t k = n->first; k < n->last; k++) prose += (page->blocks[k].flags & DL_BLOCK_PROSE) != 0;
  return prose <= (heading ? 2u : 1u);
}

/* A card: it begins with a heading, or a line, that is a link to another page, and has a sentence or two behind it. */
static void find_cards(dl_page *page) {
  for (uint32_t i = 0; i < page->block_count; i++) {
    const dl_html_block *b = &page->blocks[i];
    if (!(b->flags & DL_BLOCK_OUT) || b->link * 10 < (b->end - b->begin) * 8 || b->words < 3) continue;
    uint32_t node = around_block(page, i);
    if (!is_card(page, node, page->nodes[b->node].tag == DL_TAG_HEADING, i)) continue;
    dl_html_node *n = &page->nodes[node];
    n->flags |= DL_NODE_FURNITURE;
    for (uint32_t k = n->first; k < n->last; k++) page->blocks[k].flags &= (uint8_t)~DL_BLOCK_PROSE;
  }
}

/* Sums of prose: of the blocks before each, so that a node's is one difference. */
static uint32_t *sum_prose(const dl_page *page) {
  uint32_t *sums = dl_arena_take(page->arena, (page->block_count + 1) * sizeof *sums);
  sums[0] = 0;
  for (uint32_t i = 0; i < page->block_count; i++) sums[i + 1] = sums[i] + mass(&page->blocks[i]);
  return sums;
}

/* The prose of a node without the comments in it. */
static uint32_t prose_held(const dl_page *page, const uint32_t *sums, uint32_t node) {
  const dl_html_node *n = &page->nodes[node];
  uint32_t held = sums[n->last] - sums[n->first];
  for (uint32_t k = node + 1; k < n->end;) {
    const dl_html_node *inner = &page->nodes[k];
    bool comments = inner->flags & DL_NODE_COMMENTS;
    if (comments) held -= sums[inner->last] - sums[inner->first];
    k = comments ? inner->end : k + 1;
  }
  return held;
}

/* A wrapper of the page may be called "page-with-sidebar", and a form may hold all of it: what is called furniture and
 * holds the page's prose, while next to nothing is outside (or no more than in it, where the h1 is in it too), is none.
 * Comments count on neither side. */
static bool spare_one(dl_page *page, const uint32_t *sums) {
  uint32_t outside = sums[page->block_count], largest = DL_HTML_NONE, most = 0;
  for (uint32_t i = 0; i < page->node_count;) {
    const dl_html_node *n = &page->nodes[i];
    if (!(n->flags & DL_NODE_FURNITURE)) {
      i++;
      continue;
    }
    outside -= sums[n->last] - sums[n->first];
    uint32_t held = n->flags & DL_NODE_COMMENTS ? 0 : prose_held(page, sums, i);
    if (held > most) {
      most = held;
      largest = i;
    }
    i = n->end;
  }
  if (largest == DL_HTML_NONE) return false;
  if ((uint64_t)outside * (has_headline(page, largest) ? 1 : 10) > most) return false;
  page->nodes[largest].flags &= (uint8_t)~DL_NODE_FURNITURE;
  return true;
}

/* Furniture, and what is inside of it, is no part of the story. */
static void drop_furniture(dl_page *page) {
  for (uint32_t i = 0; i < page->node_count; i++) {
    dl_html_node *n = &page->nodes[i];
    bool inside = n->parent != DL_HTML_NONE && page->nodes[n->parent].flags & DL_NODE_DROPPED;
    if (!inside && !(n->flags & DL_NODE_FURNITURE)) continue;
    n->flags |= DL_NODE_DROPPED;
    if (inside) continue;
    for (uint32_t k = n->first; k < n->last; k++) page->blocks[k].flags |= DL_BLOCK_DROPPED;
  }
}

void dl_html_clear(dl_page *page) {
  for (uint32_t i = 0; i < page->block_count; i++)
    if (is_prose(page, i)) page->blocks[i].flags |= DL_BLOCK_PROSE;
  for (uint32_t i = 0; i < page->node_count; i++)
    if (is_page_header(page, i)) page->nodes[i].flags |= DL_NODE_FURNITURE;
  find_cards(page);
  const uint32_t *sums = sum_prose(page);
  for (int i = 0; i < 16 && spare_one(page, sums); i++) {
  }
  drop_furniture(page);
}
