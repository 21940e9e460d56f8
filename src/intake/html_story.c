#include <math.h>
#include <string.h>

#include "base/chars.h"
#include "base/utf8.h"
#include "intake/html.h"

static uint32_t size_of(const dl_html_block *b) {
  return b->end - b->begin;
}

/* ---- the headline ---- */

/* Is it the page's title by its element or its class? */
static bool is_title(const dl_page *page, const dl_html_block *b) {
  return page->nodes[b->node].level == 1 || b->flags & DL_BLOCK_TITLE;
}

/* The words that a block and a title share, from 0 to 1. */
static double shared(const char *text, const char *title) {
  double one = dl_html_overlap(text, title), other = dl_html_overlap(title, text), both = one < other ? one : other;
  bool longer = one > 0.95 && both > 0.3; /* the title has the newspaper's name behind it */
  return longer && both < 0.8 ? 0.8 : both;
}

/* The most that a block shares with one of the titles. */
static double most_shared(const dl_page *page, uint32_t block, const char *const *titles, size_t count) {
  size_t size;
  const char *text = dl_html_block_text(page, block, &size), *copy = dl_arena_strndup(page->arena, text, size);
  double best = 0;
  for (size_t i = 0; i < count; i++) best = fmax(best, shared(copy, titles[i]));
  return best;
}

/* How well a block fits to be the headline: its words against the titles that the page states, what it is, and where it
 * stands. */
static double headline_score(const dl_page *page, uint32_t block, const char *const *titles, size_t count) {
  static const double of_level[] = {0, 0.5, 0.15, 0.1, 0.1, 0.1, 0.1};
  const dl_html_block *b = &page->blocks[block];
  const dl_html_node *n = &page->nodes[b->node];
  if (b->words > 40 || (b->words < 2 && n->level != 1)) return 0;
  double best = most_shared(page, block, titles, count);
  if (best < 0.6 && !is_title(page, b)) return 0;
  double score = best + of_level[n->level];
  if (b->flags & DL_BLOCK_TITLE) score += 0.3;
  if (b->link * 10 > size_of(b) * 8 && best < 0.9) score -= 0.4;
  if (b->flags & DL_BLOCK_DROPPED) score -= 0.45;
  if (count > 0 && best < 0.6 && b->words < 4) score -= 0.4; /* the site's name */
  return score;
}

static bool may_be_headline(const dl_page *page, uint32_t block) {
  const dl_html_block *b = &page->blocks[block];
  if (page->nodes[b->node].level || b->flags & DL_BLOCK_TITLE) return true;
  return b->words <= 30 && block < 400 && !(b->flags & DL_BLOCK_TIME);
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
    if (!may_be_headline(page, i)) continue;
    tried++;
    double score = headline_score(page, i, titles, count);
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

/* The article around a block, where it stands inside of the root and holds prose; DL_HTML_NONE. */
static uint32_t story_around(const dl_page *page, uint32_t block, uint32_t root) {
  uint32_t node = article_of(page, page->blocks[block].node);
  bool inside = node != DL_HTML_NONE && node > root && node < page->nodes[root].end;
  return inside && holds_prose(page, node) ? node : DL_HTML_NONE;
}

/* Whole stories one after the other, each with its own h1: that of the headline. Posts of a live blog, without: all of
 * them. */
static uint32_t choose_article(const dl_page *page, uint32_t root) {
  uint32_t mine = page->headline == DL_HTML_NONE ? DL_HTML_NONE : story_around(page, page->headline, root);
  if (mine == DL_HTML_NONE) return root;
  for (uint32_t i = page->nodes[root].first; i < page->nodes[root].last; i++) {
    const dl_html_block *b = &page->blocks[i];
    if (page->nodes[b->node].level != 1 || b->flags & DL_BLOCK_DROPPED || i == page->headline) continue;
    uint32_t other = story_around(page, i, root);
    if (other != DL_HTML_NONE && other != mine) return mine;
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
    if (n->flags & DL_NODE_DROPPED) continue;
    if (n->flags & DL_NODE_LIVE) return true;
    posts += n->tag == DL_TAG_ARTICLE && holds_prose(page, i);
  }
  return posts > 1;
}

/* The child that holds nearly all the prose of a node, or DL_HTML_NONE. */
static uint32_t main_child(const dl_page *page, uint32_t node) {
  const dl_html_node *n = &page->nodes[node];
  uint64_t held = page->prose[n->last] - page->prose[n->first];
  for (uint32_t i = node + 1; i < n->end; i = page->nodes[i].end) {
    uint64_t own = page->prose[page->nodes[i].last] - page->prose[page->nodes[i].first];
    if (own * 10 >= held * 8) return i;
  }
  return DL_HTML_NONE;
}

/* Does prose stand beside a node's child, in a paragraph, in a child of its kind, or bare? */
static bool has_prose_beside(const dl_page *page, uint32_t node, uint32_t child) {
  const dl_html_node *n = &page->nodes[node];
  for (uint32_t i = node + 1; i < n->end; i = page->nodes[i].end) {
    const dl_html_node *c = &page->nodes[i];
    if (i == child || !holds_prose(page, i)) continue;
    if (c->tag == DL_TAG_PARAGRAPH) return true;
    if (c->tag != DL_TAG_CELL && c->shape == page->nodes[child].shape) return true;
  }
  for (uint32_t i = n->first; i < n->last; i++)
    if (page->blocks[i].node == node && page->blocks[i].flags & DL_BLOCK_PROSE) return true;
  return false;
}

/* The only child that holds nearly all the prose of a node, where what is left over stands in children of another kind:
 * a line below the page, a blurb beside. DL_HTML_NONE where there is none. */
static uint32_t closer(const dl_page *page, uint32_t node) {
  uint32_t found = main_child(page, node);
  if (found == DL_HTML_NONE || page->nodes[found].tag == DL_TAG_CELL) return found;
  if (page->nodes[found].tag >= DL_TAG_HEADING || has_prose_beside(page, node, found)) return DL_HTML_NONE;
  return found;
}

/* A story of one paragraph: the sentences beside it are too short to tell, and belong to it. */
static bool is_paragraph(const dl_page *page, uint32_t node) {
  const dl_html_node *n = &page->nodes[node];
  return n->parent != DL_HTML_NONE && (n->last - n->first == 1 || (n->tag >= DL_TAG_HEADING && n->tag != DL_TAG_CELL));
}

/* The node with the most prose, and the least of other text beside it; DL_HTML_NONE where there is no prose. `all` has
 * the bytes of text before each block. */
static uint32_t best_node(const dl_page *page, const uint32_t *all) {
  double best = 0;
  uint32_t found = DL_HTML_NONE;
  for (uint32_t i = 0; i < page->node_count; i++) {
    const dl_html_node *n = &page->nodes[i];
    double held = (double)(page->prose[n->last] - page->prose[n->first]), text = (double)(all[n->last] - all[n->first]);
    if (n->flags & DL_NODE_DROPPED || held <= 0) continue;
    double score = held * sqrt(held / text) * weight_of(n);
    if (score < best) continue;
    best = score;
    found = i;
  }
  return found;
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
  uint32_t root = best_node(page, all);
  if (root == DL_HTML_NONE) return;
  for (uint32_t next; (next = closer(page, root)) != DL_HTML_NONE;) root = next;
  while (is_paragraph(page, root)) root = page->nodes[root].parent;
  page->root = choose_article(page, root);
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
  return capitals >= 3 && dl_is_one_of(last, U"-_\u2013\u2014");
}

static bool repeats_headline(const dl_page *page, uint32_t block) {
  if (page->headline == DL_HTML_NONE) return false;
  return block == page->headline || (page->blocks[block].words < 40 && same_text(page, block, page->headline));
}

/* Before the first paragraph stand bylines, dates and labels; what reads like a sentence is a standfirst. */
static bool is_standfirst(const dl_page *page, uint32_t block) {
  const dl_html_block *b = &page->blocks[block];
  uint32_t most = page->nodes[b->node].tag == DL_TAG_ITEM ? 5 : 12; /* words of a label */
  return dl_html_is_sentence(page, block) || is_dateline(page, block) || b->words > most;
}

static bool is_link(const dl_html_block *b) {
  return b->link * 10 >= size_of(b) * 8 && b->flags & DL_BLOCK_OUT;
}

static bool keeps(const story *s, uint32_t i) {
  const dl_page *page = s->page;
  const dl_html_block *b = &page->blocks[i];
  if (b->flags & DL_BLOCK_DROPPED || repeats_headline(page, i)) return false;
  if (b->flags & DL_BLOCK_TIME) return page->live;
  if (dl_html_is_line(page, i)) return false;
  if (page->nodes[b->node].tag == DL_TAG_HEADING) return !is_link(b);
  return b->flags & DL_BLOCK_PROSE || s->prose || page->live || is_standfirst(page, i);
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

/* What stands between the headline and a story that begins behind it. */
static void gather_standfirst(story *s) {
  const dl_page *page = s->page;
  for (uint32_t i = page->headline + 1; i < page->nodes[page->root].first; i++) {
    const dl_html_block *b = &page->blocks[i];
    bool told = b->flags & DL_BLOCK_PROSE || (page->nodes[b->node].level > 1 && b->words > 4);
    if (told && keeps(s, i)) keep(s, i);
  }
  s->prose = false;
}

/* Does a heading end the story? What stands under it is left out. */
static bool ends_story(const story *s, uint32_t block) {
  const dl_html_block *b = &s->page->blocks[block];
  bool heading = s->page->nodes[b->node].level > 1;
  return heading && s->prose && !(b->flags & DL_BLOCK_DROPPED) && dl_html_is_end(s->page, block);
}

static void gather(story *s) {
  const dl_page *page = s->page;
  const dl_html_node *root = &page->nodes[page->root];
  uint32_t headline = page->headline;
  if (headline != DL_HTML_NONE && headline < root->first) gather_standfirst(s);
  bool inside = headline != DL_HTML_NONE && headline >= root->first && headline < root->last;
  uint32_t before = inside ? headline : root->first; /* of the blocks before it prose alone is taken */
  bool late = page->prose[root->last] - page->prose[before] < page->prose[before] - page->prose[root->first];
  for (uint32_t i = late ? root->first : before; i < root->last; i++) {
    if (i < before && !(page->blocks[i].flags & DL_BLOCK_PROSE)) continue;
    if (ends_story(s, i))
      i = end_of_part(page, i) - 1;
    else if (keeps(s, i))
      keep(s, i);
  }
}

static bool is_label(const dl_page *page, uint32_t block) {
  const uint64_t plain = DL_SET(DL_TAG_OTHER) | DL_SET(DL_TAG_PARAGRAPH) | DL_SET(DL_TAG_ARTICLE);
  const dl_html_block *b = &page->blocks[block];
  return b->words <= 12 && dl_in(page->nodes[b->node].tag, plain) && !dl_html_is_sentence(page, block);
}

/* Can a story end with the block? */
static bool ends_well(const dl_page *page, uint32_t block) {
  const dl_html_block *b = &page->blocks[block];
  return page->nodes[b->node].tag != DL_TAG_HEADING && !(b->flags & DL_BLOCK_TIME) && !is_label(page, block);
}

/* Is the kept block a heading with the next one of its level, or of a higher one, right behind it? */
static bool heads_nothing(const story *s, uint32_t at) {
  if (at + 1 == s->count) return false;
  const dl_page *page = s->page;
  uint32_t level = page->nodes[page->blocks[s->kept[at]].node].level;
  uint32_t next = page->nodes[page->blocks[s->kept[at + 1]].node].level;
  return next && next <= level;
}

/* Headings with nothing under them, and labels behind the last paragraph, go; so does a long paragraph that is there
 * already. */
static void trim(story *s) {
  const dl_page *page = s->page;
  uint32_t count = 0, last = s->count;
  while (last > 0 && !ends_well(page, s->kept[last - 1])) last--;
  if (last > 0 && s->prose) s->count = last;
  for (uint32_t i = 0; i < s->count; i++) {
    bool repeated = count > 0 && page->blocks[s->kept[i]].words > 8 && same_text(page, s->kept[i], s->kept[count - 1]);
    if (!repeated && (page->live || !heads_nothing(s, i))) s->kept[count++] = s->kept[i];
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
    bool furniture = round % 2 == 1, links = round >= 2;
    for (uint32_t i = 0; i < page->block_count; i++) {
      const dl_html_block *b = &page->blocks[i];
      if (i == page->headline || (!furniture && b->flags & DL_BLOCK_DROPPED)) continue;
      if (links || b->link * 2 <= size_of(b)) keep(s, i);
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
