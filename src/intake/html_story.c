#include <math.h>
#include <string.h>

#include "base/chars.h"
#include "base/utf8.h"
#include "intake/html.h"

static uint32_t size_of(const dl_html_block *b) {
  return b->end - b->begin;
}

/* ---- the headline ---- */

/* How well a block fits to be the headline: its words against the titles that the page states, what it is, and where it
 * stands. */
static double headline_score(const dl_page *page, uint32_t block, const char *const *titles, size_t count) {
  const dl_html_block *b = &page->blocks[block];
  const dl_html_node *n = &page->nodes[b->node];
  if (b->words > 40 || (b->words < 2 && n->level != 1)) return 0;
  bool marked = n->level == 1 || b->flags & DL_BLOCK_TITLE;
  size_t size;
  const char *text = dl_html_block_text(page, block, &size), *copy = dl_arena_strndup(page->arena, text, size);
  double best = 0;
  for (size_t i = 0; i < count; i++) {
    double one = dl_html_overlap(copy, titles[i]), other = dl_html_overlap(titles[i], copy),
           both = one < other ? one : other;
    if (one > 0.95 && both > 0.3) both = both < 0.8 ? 0.8 : both; /* the title has the newspaper's name behind it */
    if (both > best) best = both;
  }
  if (best < 0.6 && !marked) return 0;
  double score = best +
                 (n->level == 1   ? 0.5
                  : n->level == 2 ? 0.15
                  : n->level      ? 0.1
                                  : 0) +
                 (b->flags & DL_BLOCK_TITLE ? 0.3 : 0);
  if (b->link * 10 > size_of(b) * 8 && best < 0.9) score -= 0.4;
  if (b->flags & DL_BLOCK_DROPPED) score -= 0.45;
  if (count > 0 && best < 0.6 && b->words < 4) score -= 0.4; /* the site's name */
  return score;
}

void dl_html_find_headline(dl_page *page) {
  const char *titles[16];
  size_t count = 0;
  if (page->linked.title[0]) titles[count++] = page->linked.title;
  for (uint32_t i = 0; i < page->meta_count && count < 15; i++)
    if (strcmp(dl_html_meaning(page, "meta", page->metas[i].name, NULL), "title") == 0)
      titles[count++] = page->metas[i].value;
  if (page->title[0]) titles[count++] = page->title;
  double best = 0.3;
  for (uint32_t i = 0, tried = 0; i < page->block_count && tried < 1000; i++) {
    const dl_html_block *b = &page->blocks[i];
    bool possible = page->nodes[b->node].level || b->flags & DL_BLOCK_TITLE ||
                    (b->words <= 30 && i < 400 && !(b->flags & DL_BLOCK_TIME));
    tried += possible;
    double score = possible ? headline_score(page, i, titles, count) : 0;
    if (score <= best + 0.001) continue;
    best = score;
    page->headline = i;
  }
}

/* ---- the root ---- */

static double weight_of(const dl_html_node *n) {
  if (n->flags & DL_NODE_BODY) return 1.3;
  if (n->flags & DL_NODE_STORY) return 1.2;
  if (n->tag == DL_TAG_ARTICLE) return 1.15;
  return n->tag == DL_TAG_MAIN ? 1.1 : 1;
}

/* The article around a node, or DL_HTML_NONE. */
static uint32_t article_of(const dl_page *page, uint32_t node) {
  while (node != DL_HTML_NONE && page->nodes[node].tag != DL_TAG_ARTICLE) node = page->nodes[node].parent;
  return node;
}

static bool holds_prose(const dl_page *page, uint32_t node) {
  return page->prose[page->nodes[node].last] > page->prose[page->nodes[node].first];
}

/* Whole stories one after the other, each with its own h1: that of the headline. Posts of a live blog, without: all of
 * them. */
static uint32_t choose_article(const dl_page *page, uint32_t root) {
  uint32_t mine = page->headline == DL_HTML_NONE ? DL_HTML_NONE : article_of(page, page->blocks[page->headline].node);
  if (mine == DL_HTML_NONE || mine <= root || mine >= page->nodes[root].end || !holds_prose(page, mine)) return root;
  for (uint32_t i = page->nodes[root].first; i < page->nodes[root].last; i++) {
    const dl_html_block *b = &page->blocks[i];
    if (page->nodes[b->node].level != 1 || b->flags & DL_BLOCK_DROPPED || i == page->headline) continue;
    uint32_t other = article_of(page, b->node);
    if (other != DL_HTML_NONE && other > root && other != mine && holds_prose(page, other)) return mine;
  }
  return root;
}

static bool is_live(const dl_page *page, uint32_t root) {
  if (page->linked.live) return true;
  for (uint32_t up = root; up != DL_HTML_NONE; up = page->nodes[up].parent)
    if (page->nodes[up].flags & DL_NODE_LIVE) return true;
  uint32_t posts = 0;
  for (uint32_t i = root + 1; i < page->nodes[root].end; i++) {
    const dl_html_node *n = &page->nodes[i];
    if (n->flags & DL_NODE_LIVE && !(n->flags & DL_NODE_DROPPED)) return true;
    if (n->tag == DL_TAG_ARTICLE && !(n->flags & DL_NODE_DROPPED)) posts += holds_prose(page, i);
  }
  return posts > 1;
}

/* The only child that holds nearly all the prose of a node, where what is left over stands in children of another kind:
 * a line below the page, a blurb beside. DL_HTML_NONE where there is none. */
static uint32_t closer(const dl_page *page, uint32_t node) {
  const dl_html_node *n = &page->nodes[node];
  uint32_t held = page->prose[n->last] - page->prose[n->first], found = DL_HTML_NONE;
  for (uint32_t i = node + 1; i < n->end && found == DL_HTML_NONE; i = page->nodes[i].end) {
    uint32_t own = page->prose[page->nodes[i].last] - page->prose[page->nodes[i].first];
    if ((uint64_t)own * 10 >= (uint64_t)held * 8) found = i;
  }
  if (found == DL_HTML_NONE || page->nodes[found].tag >= DL_TAG_HEADING)
    return found != DL_HTML_NONE && page->nodes[found].tag == DL_TAG_CELL ? found : DL_HTML_NONE;
  for (uint32_t i = node + 1; i < n->end; i = page->nodes[i].end) {
    const dl_html_node *c = &page->nodes[i];
    bool prose = page->prose[c->last] > page->prose[c->first];
    bool alike = c->tag == DL_TAG_PARAGRAPH || (c->tag != DL_TAG_CELL && c->shape == page->nodes[found].shape);
    if (i != found && prose && alike) return DL_HTML_NONE;
  }
  for (uint32_t i = n->first; i < n->last; i++) /* prose of the node itself */
    if (page->blocks[i].node == node && page->blocks[i].flags & DL_BLOCK_PROSE) return DL_HTML_NONE;
  return found;
}

/* A story of one paragraph: the sentences beside it are too short to tell, and belong to it. */
static bool is_paragraph(const dl_page *page, uint32_t node) {
  const dl_html_node *n = &page->nodes[node];
  return n->parent != DL_HTML_NONE && (n->last - n->first == 1 || (n->tag >= DL_TAG_HEADING && n->tag != DL_TAG_CELL));
}

void dl_html_find_story(dl_page *page) {
  uint32_t *prose = dl_arena_take(page->arena, (page->block_count + 1) * sizeof *prose),
           *all = dl_arena_take(page->arena, (page->block_count + 1) * sizeof *all);
  page->prose = prose;
  prose[0] = all[0] = 0;
  for (uint32_t i = 0; i < page->block_count; i++) {
    const dl_html_block *b = &page->blocks[i];
    bool in = !(b->flags & DL_BLOCK_DROPPED);
    prose[i + 1] = prose[i] + (in && b->flags & DL_BLOCK_PROSE ? size_of(b) - b->link : 0);
    all[i + 1] = all[i] + (in ? size_of(b) : 0);
  }
  double best = 0;
  for (uint32_t i = 0; i < page->node_count; i++) {
    const dl_html_node *n = &page->nodes[i];
    double held = (double)(prose[n->last] - prose[n->first]), text = (double)(all[n->last] - all[n->first]);
    if (n->flags & DL_NODE_DROPPED || held <= 0) continue;
    double score = held * sqrt(held / text) * weight_of(n);
    if (score < best) continue;
    best = score;
    page->root = i;
  }
  if (page->root == DL_HTML_NONE) return;
  for (uint32_t next; (next = closer(page, page->root)) != DL_HTML_NONE;) page->root = next;
  while (is_paragraph(page, page->root)) page->root = page->nodes[page->root].parent;
  page->root = choose_article(page, page->root);
  page->live = is_live(page, page->root);
}

/* ---- the text ---- */

typedef struct story {
  dl_page *page;
  uint32_t *kept; /* blocks */
  uint32_t count, capacity;
  bool prose; /* some has been kept */
} story;

static bool same_text(const dl_page *page, uint32_t a, uint32_t b) {
  size_t n, m;
  const char *x = dl_html_block_text(page, a, &n), *y = dl_html_block_text(page, b, &m);
  return n == m && memcmp(x, y, n) == 0;
}

/* "SEOUL, Nov 9 (Yonhap) -" on a line of its own. */
static bool is_dateline(const dl_page *page, uint32_t block) {
  size_t size;
  const char *text = dl_html_block_text(page, block, &size);
  uint32_t last = 0, capitals = 0;
  for (size_t i = 0; i < size && dl_is_upper(text[i]); i++) capitals++;
  if (size) dl_utf8_decode_back(text, text + size, &last);
  return capitals >= 3 && (last == '-' || last == '_' || last == 0x2013 || last == 0x2014);
}

static bool keeps(const story *s, uint32_t i) {
  const dl_page *page = s->page;
  const dl_html_block *b = &page->blocks[i];
  const dl_html_node *n = &page->nodes[b->node];
  if (b->flags & DL_BLOCK_DROPPED || i == page->headline) return false;
  if (page->headline != DL_HTML_NONE && b->words < 40 && same_text(page, i, page->headline)) return false;
  if (b->flags & DL_BLOCK_TIME) return page->live;
  if (n->tag == DL_TAG_HEADING)
    return !(b->link * 10 >= size_of(b) * 8 && b->flags & DL_BLOCK_OUT) && !dl_html_is_line(page, i);
  if (dl_html_is_line(page, i)) return false;
  if (b->flags & DL_BLOCK_PROSE || s->prose || page->live) return true;
  /* Before the first paragraph stand bylines, dates and labels; what reads like a sentence is a standfirst. */
  return dl_html_is_sentence(page, i) || is_dateline(page, i) || (n->tag == DL_TAG_ITEM && b->words > 5) ||
         b->words > 12;
}

static void keep(story *s, uint32_t block) {
  *DL_PUSH(s->page->arena, s->kept, s->count, s->capacity) = block;
  if (s->page->blocks[block].flags & DL_BLOCK_PROSE) s->prose = true;
}

/* Where what stands under the heading of a block ends: the next heading of its level, or the end of the element around.
 */
static uint32_t end_of_part(const dl_page *page, uint32_t block) {
  const dl_html_node *n = &page->nodes[page->blocks[block].node];
  uint32_t up = n->parent, end = up == DL_HTML_NONE ? page->block_count : page->nodes[up].last;
  for (uint32_t i = block + 1; i < end; i++) {
    uint32_t level = page->nodes[page->blocks[i].node].level;
    if (level && n->level && level <= n->level) return i;
  }
  return end;
}

static void gather(story *s) {
  const dl_page *page = s->page;
  const dl_html_node *root = &page->nodes[page->root];
  uint32_t i = root->first, headline = page->headline;
  if (headline != DL_HTML_NONE && headline < root->first) { /* a standfirst between headline and story */
    for (uint32_t k = headline + 1; k < root->first; k++)
      if (keeps(s, k) && (page->blocks[k].flags & DL_BLOCK_PROSE ||
                          (page->nodes[page->blocks[k].node].level > 1 && page->blocks[k].words > 4)))
        keep(s, k);
    s->prose = false;
  }
  bool inside = headline != DL_HTML_NONE && headline >= root->first && headline < root->last;
  if (inside && page->prose[root->last] - page->prose[headline] >= page->prose[headline] - page->prose[root->first])
    i = headline;
  for (; i < root->last; i++) {
    bool heading = page->nodes[page->blocks[i].node].level > 1;
    if (inside && i < headline && !(page->blocks[i].flags & DL_BLOCK_PROSE)) continue;
    if (heading && s->prose && !(page->blocks[i].flags & DL_BLOCK_DROPPED) && dl_html_is_end(page, i)) {
      i = end_of_part(page, i) - 1;
      continue;
    }
    if (keeps(s, i)) keep(s, i);
  }
}

/* Headings with nothing under them, and labels behind the last paragraph, go; so does a long paragraph that is there
 * already. */
static void trim(story *s) {
  const dl_page *page = s->page;
  uint32_t count = 0, last = s->count;
  while (last > 0) {
    const dl_html_block *b = &page->blocks[s->kept[last - 1]];
    uint8_t tag = page->nodes[b->node].tag;
    bool label = b->words <= 12 && !dl_html_is_sentence(page, s->kept[last - 1]) &&
                 (tag == DL_TAG_OTHER || tag == DL_TAG_PARAGRAPH || tag == DL_TAG_ARTICLE);
    if (tag != DL_TAG_HEADING && !label && !(b->flags & DL_BLOCK_TIME)) break;
    last--;
  }
  if (last > 0 && s->prose) s->count = last;
  for (uint32_t i = 0; i < s->count; i++) {
    const dl_html_node *n = &page->nodes[page->blocks[s->kept[i]].node];
    const dl_html_node *next = i + 1 < s->count ? &page->nodes[page->blocks[s->kept[i + 1]].node] : NULL;
    if (!page->live && n->level && next && next->level && next->level <= n->level) continue;
    if (count > 0 && page->blocks[s->kept[i]].words > 8 && same_text(page, s->kept[i], s->kept[count - 1])) continue;
    s->kept[count++] = s->kept[i];
  }
  s->count = count;
}

static uint32_t kept_bytes(const story *s) {
  uint32_t bytes = 0;
  for (uint32_t i = 0; i < s->count; i++) bytes += size_of(&s->page->blocks[s->kept[i]]);
  return bytes;
}

/* The page's text without a story in it: what is not furniture by name and has few links; where that is nothing, all
 * but links; then links; else all. */
static void gather_all(story *s) {
  const dl_page *page = s->page;
  for (int round = 0; round < 4 && s->count == 0; round++) {
    for (uint32_t i = 0; i < page->block_count; i++) {
      const dl_html_block *b = &page->blocks[i];
      if (i == page->headline || (round % 2 == 0 && b->flags & DL_BLOCK_DROPPED) ||
          (round < 2 && b->link * 2 > size_of(b)))
        continue;
      keep(s, i);
    }
  }
}

static void write_block(const dl_page *page, uint32_t block, dl_buffer *out) {
  size_t size;
  const char *text = dl_html_block_text(page, block, &size);
  if (out->size > 0) dl_buffer_text(out, "\n\n");
  dl_buffer_add(out, text, size);
}

void dl_html_write_story(dl_page *page, dl_buffer *out) {
  enum { LITTLE = 140 }; /* bytes */
  story s = {.page = page};
  uint64_t prose = 0;
  for (uint32_t i = 0; i < page->block_count; i++)
    if (page->blocks[i].flags & DL_BLOCK_PROSE) prose += size_of(&page->blocks[i]);
  if (page->root != DL_HTML_NONE) {
    gather(&s);
    trim(&s);
  }
  if (kept_bytes(&s) < LITTLE && (prose == 0 || prose > 3 * LITTLE)) {
    s.count = 0;
    gather_all(&s);
  }
  if (page->headline != DL_HTML_NONE) write_block(page, page->headline, out);
  for (uint32_t i = 0; i < s.count; i++) write_block(page, s.kept[i], out);
}
