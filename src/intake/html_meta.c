#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/chars.h"
#include "base/fold.h"
#include "base/utf8.h"
#include "intake/html.h"
#include "intake/intake.h"

/* ---- dates ---- */

static const char *make_date(const dl_page *page, const char *year, const char *month, const char *day) {
  const char *date = dl_arena_printf(page->arena, "%.4s-%.2s-%.2s", year, month, day);
  return dl_date_valid(date) && atoi(year) >= 1800 ? date : "";
}

/* "20231109" */
static bool is_tight(const char *text) {
  return dl_fits(text, "99999999") && !dl_is_digit(text[8]);
}

const char *dl_html_date(const dl_page *page, const char *value) {
  value += strspn(value, " ");
  if (dl_fits(value, "9999-99-99") || dl_fits(value, "9999/99/99") || dl_fits(value, "9999.99.99"))
    return make_date(page, value, value + 5, value + 8);
  if (is_tight(value)) return make_date(page, value, value + 4, value + 6);
  return strlen(value) < 80 ? dl_full_date(page->model, page->arena, value) : "";
}

/* A date behind the mark at `at` in an address, or "". */
static const char *date_in_path(const dl_page *page, const char *at) {
  const char *year = at + 1;
  bool parted = dl_fits(year, "9999/99/99*") || dl_fits(year, "9999-99-99*");
  if (parted && !dl_is_digit(year[10])) return make_date(page, year, year + 5, year + 8);
  if (is_tight(year)) return make_date(page, year, year + 4, year + 6);
  if (!dl_fits(at, "/9999/***/99")) return "";
  const char *text = dl_arena_printf(page->arena, "%.2s %.3s %.4s", year + 9, year + 5, year);
  return dl_full_date(page->model, page->arena, text);
}

/* "/2023/11/09/", "/2023/nov/09/" or "-20231109" in an address. */
static const char *date_of_url(const dl_page *page, const char *url) {
  const char *date = "";
  for (const char *at = url; *at && !date[0]; at++) {
    if (!strchr("/-_", *at)) continue;
    date = date_in_path(page, at);
  }
  return date;
}

/* ---- what <meta> says ---- */

/* The value of the first rank among the metas of a meaning; of two with one rank the first on the page. */
static const char *best_meta(const dl_page *page, const char *means) {
  const char *best = "";
  int lowest = 1000;
  bool date = strcmp(means, "date") == 0;
  for (uint32_t i = 0; i < page->meta_count; i++) {
    int rank = 0;
    if (strcmp(dl_html_meaning(page, "meta", page->metas[i].name, &rank), means) != 0 || rank >= lowest) continue;
    const char *value = date ? dl_html_date(page, page->metas[i].value) : page->metas[i].value;
    if (!value[0]) continue;
    best = value;
    lowest = rank;
  }
  return best;
}

/* ---- dates in the story ---- */

/* The headline's block, where that stands before the story, else the story's first. */
static uint32_t story_start(const dl_page *page) {
  const dl_html_node *root = &page->nodes[page->root];
  return page->headline != DL_HTML_NONE && page->headline < root->first ? page->headline : root->first;
}

static bool in_story(const dl_page *page, uint32_t block) {
  if (page->root == DL_HTML_NONE) return true;
  return block + 12 >= story_start(page) && block < page->nodes[page->root].last;
}

/* Behind the headline, or at the story's beginning: where its date stands rather than that of another before it. */
static bool opens_story(const dl_page *page, uint32_t block) {
  return page->root != DL_HTML_NONE && block >= story_start(page) && block <= story_start(page) + 8;
}

/* The first <time> right behind the story, as below a message. */
static const char *date_behind(const dl_page *page) {
  uint32_t last = page->root == DL_HTML_NONE ? 0 : page->nodes[page->root].last;
  for (uint32_t i = 0; i < page->time_count; i++) {
    if (page->times[i].block < last || page->times[i].block > last + 5) continue;
    const char *date = dl_html_date(page, page->times[i].value);
    if (date[0]) return date;
  }
  return "";
}

/* Does a time stand in furniture, and not right behind the headline either? */
static bool is_aside(const dl_page *page, const dl_html_time *t) {
  if (t->block >= page->block_count || !(page->blocks[t->block].flags & DL_BLOCK_DROPPED)) return false;
  return page->headline == DL_HTML_NONE || t->block < page->headline || t->block > page->headline + 8;
}

/* <time datetime> of the story: one that is called its date; else the first that opens it; else the first, but not one
 * of a card beside it. */
static const char *date_of_times(const dl_page *page, bool published, bool opening) {
  for (uint32_t i = 0; i < page->time_count; i++) {
    const dl_html_time *t = &page->times[i];
    if (!t->published && (published || is_aside(page, t))) continue;
    if (!in_story(page, t->block) || (opening && !opens_story(page, t->block))) continue;
    const char *date = dl_html_date(page, t->value);
    if (date[0]) return date;
  }
  return "";
}

/* The date in a short block that is no paragraph, or "". */
static const char *date_of_line(const dl_page *page, uint32_t block) {
  size_t size;
  const char *text = dl_html_block_text(page, block, &size);
  if (size > 120 || page->blocks[block].flags & DL_BLOCK_PROSE) return "";
  const char *copy = dl_arena_strndup(page->arena, text, size), *date = dl_html_date(page, copy);
  return date[0] ? date : dl_full_date(page->model, page->arena, copy);
}

static const char *date_between(const dl_page *page, uint32_t first, uint32_t end) {
  for (uint32_t i = first; i < end && i < page->block_count; i++) {
    const char *date = date_of_line(page, i);
    if (date[0]) return date;
  }
  return "";
}

/* A short line with a whole date near the headline, or before the story: "Posted by admin on November 9, 2023". */
static const char *date_of_lines(const dl_page *page) {
  if (page->root == DL_HTML_NONE) return "";
  bool headed = page->headline != DL_HTML_NONE;
  uint32_t at = headed ? page->headline : page->nodes[page->root].first;
  const char *date = headed ? date_between(page, at + 1, at + 10) : ""; /* behind the headline first */
  return date[0] ? date : date_between(page, at > 6 ? at - 6 : 0, at + 10);
}

/* ---- title and source ---- */

static const char *block_copy(const dl_page *page, uint32_t block) {
  size_t size;
  const char *text = dl_html_block_text(page, block, &size);
  return dl_arena_strndup(page->arena, text, size);
}

/* Where the newspaper's name begins in "Headline | Newspaper": the last mark of its kind, with blanks around; *mark is
 * where the headline ends. */
static const char *find_suffix(const char *title, const char **mark) {
  static const char *const marks[] = {" | ",  " - ",        " \xE2\x80\x93 ", " \xE2\x80\x94 ",
                                      " :: ", " \xC2\xBB ", " \xC2\xB7 ",     " \xE2\x80\xA2 "};
  const char *found = NULL;
  for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
    for (const char *at = title; (at = strstr(at, marks[i])) != NULL; at++) {
      if (found && at < *mark) continue;
      *mark = at;
      found = at + strlen(marks[i]);
    }
  }
  return found;
}

static uint32_t count_words(const char *text) {
  uint32_t words = 0;
  for (const char *at = text; *at; at += strspn(at, " ")) {
    words++;
    at += strcspn(at, " ");
  }
  return words;
}

/* "Headline | Section | Newspaper" without what follows the headline. */
static const char *without_suffix(const dl_page *page, const char *title, const char *source) {
  const char *mark = title, *name;
  while ((name = find_suffix(title, &mark)) != NULL) {
    const char *rest = dl_arena_strndup(page->arena, title, (size_t)(mark - title));
    bool known = source[0] && dl_html_overlap(source, name) > 0.9;
    if (!known && (count_words(name) > 4 || count_words(rest) < 4)) break;
    title = rest;
  }
  return title;
}

/* "Newspaper: Headline", "Newspaper - Headline": what stands before the headline, of so many bytes, at the end of
 * <title>. */
static const char *source_before(const dl_page *page, size_t headline) {
  size_t whole = strlen(page->title), end = whole - headline;
  while (end > 0 && strchr(" :|-", page->title[end - 1])) end--;
  const char *first = dl_arena_strndup(page->arena, page->title, end);
  const char *label =
      dl_html_meaning(page, "line", dl_utf8_fold(page->arena, first, end), NULL); /* "Print: Headline" */
  return end + headline < whole - 1 && count_words(first) <= 5 && !label[0] ? first : "";
}

/* What stands behind the headline in <title>, or before it. */
static const char *source_of_title(const dl_page *page, const char *headline) {
  size_t whole = strlen(page->title), size = strlen(headline);
  if (!headline[0]) return "";
  if (whole > size + 3 && strcmp(page->title + whole - size, headline) == 0) return source_before(page, size);
  const char *mark = page->title, *name = find_suffix(page->title, &mark);
  if (!name || count_words(name) > 5) return "";
  const char *rest = dl_arena_strndup(page->arena, page->title, (size_t)(mark - page->title));
  return dl_html_overlap(headline, rest) > 0.7 && dl_html_overlap(rest, headline) > 0.5 ? name : "";
}

static const char *find_date(const dl_page *page, const char *url) {
  const char *date = page->linked.date;
  if (!date[0]) date = best_meta(page, "date");
  if (!date[0]) date = date_of_times(page, true, false);
  if (!date[0]) date = date_of_times(page, false, true);
  if (!date[0]) date = date_of_times(page, false, false);
  if (!date[0]) date = date_of_lines(page);
  if (!date[0]) date = date_behind(page);
  return date[0] ? date : date_of_url(page, url);
}

static const char *absolute(const char *url) {
  return strncasecmp(url, "http://", 7) == 0 || strncasecmp(url, "https://", 8) == 0 ? url : "";
}

void dl_html_set_meta(dl_page *page, dl_document *doc) {
  const char *url = absolute(page->canonical),
             *title = page->headline != DL_HTML_NONE ? block_copy(page, page->headline) : "";
  if (!url[0]) url = absolute(best_meta(page, "url"));
  if (!url[0]) url = absolute(page->linked.url);
  const char *source = page->linked.source;
  if (!source[0]) source = best_meta(page, "source");
  if (!title[0]) title = without_suffix(page, page->linked.title, source);
  if (!title[0]) title = without_suffix(page, best_meta(page, "title"), source);
  if (!title[0]) title = without_suffix(page, page->title, source);
  if (!source[0]) source = source_of_title(page, title);
  doc->url = url;
  doc->title = title;
  doc->source = source;
  doc->date = find_date(page, url);
}
