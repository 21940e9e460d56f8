#include "screening/screening.h"

#include <stdlib.h>
#include <string.h>

#include "base/codes.h"
#include "base/order.h"

enum { SAYERS = 30 }; /* the most that one screen lists, the nearest */
enum { TARGET, SCOPE, REGIME, RESOLUTION, PARAGRAPH, DIRECTION, CLASSES, COVERS, START, END, CHECKED, WORDS, COLUMNS };

static const char *const column_names[COLUMNS] = {"target",  "scope",  "regime", "resolution", "paragraph", "direction",
                                                  "classes", "covers", "start",  "end",        "checked",   "words"};

struct dl_screener {
  const dl_table *measures;
  const dl_table *breaches; /* lemmas that say a rule is broken: "violate", "breach", ... */
  int column[COLUMNS];
};

int dl_screener_new(const dl_model *model, dl_screener **out, dl_status *status) {
  dl_screener *s = calloc(1, sizeof *s);
  *out = NULL;
  if (!s) return dl_fail(status, DL_EMEMORY, "out of memory");
  s->measures = dl_model_table(model, "measures/embargoes");
  s->breaches = dl_model_table(model, "measures/breaches");
  for (int i = 0; s->measures && i < COLUMNS; i++)
    if ((s->column[i] = dl_table_column(s->measures, column_names[i])) < 0) {
      free(s);
      return dl_fail(status, DL_EDATA, "table measures/embargoes: no column '%s'", column_names[i]);
    }
  *out = s;
  return DL_OK;
}

void dl_screener_free(dl_screener *screener) {
  free(screener);
}

static const char *cell(const dl_screener *s, uint32_t row, int column) {
  return dl_table_cell(s->measures, row, s->column[column]);
}

/* Does `list` ("arms|oil") hold `word`? */
static bool listed(const char *list, const char *word) {
  size_t len = strlen(word);
  for (const char *at = list; len && (at = strstr(at, word)); at += len)
    if ((at == list || at[-1] == '|') && (!at[len] || at[len] == '|')) return true;
  return false;
}

bool dl_screen_moves(const char *category) {
  static const char *const kinds[] = {"AID", "COOPERATE", "AGREE"};
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
    if (!strcmp(category, kinds[i])) return true;
  return false;
}

static bool in_force(const dl_screener *s, uint32_t row, const char *day) {
  const char *start = cell(s, row, START), *end = cell(s, row, END);
  return strcmp(start, day) <= 0 && (!*end || strcmp(day, end) < 0);
}

static bool covered(const dl_screener *s, uint32_t row, const dl_moved *moved) {
  for (uint32_t i = 0; i < moved->class_count; i++)
    if (moved->classes[i] && listed(cell(s, row, CLASSES), moved->classes[i])) return true;
  return false;
}

/* Does the row bind such a party, on that day, in that way? */
static bool binds(const dl_screener *s, uint32_t row, const dl_moved *moved) {
  const char *direction = cell(s, row, DIRECTION);
  bool state = !strcmp(cell(s, row, SCOPE), "state");
  bool armed = dl_sector_in(moved->sector, DL_BANDS);
  if (state == armed || (strcmp(direction, "both") && strcmp(direction, moved->way))) return false;
  return in_force(s, row, moved->day) && covered(s, row, moved);
}

bool dl_screen_next(const dl_screener *s, const dl_moved *moved, uint32_t *at, dl_measure *out) {
  uint32_t first;
  uint32_t count = s->measures && *moved->country ? dl_table_find(s->measures, moved->country, &first) : 0;
  for (; *at < count; ++*at) {
    uint32_t row = first + *at;
    if (!binds(s, row, moved)) continue;
    ++*at;
    *out = (dl_measure){cell(s, row, REGIME), cell(s, row, RESOLUTION), cell(s, row, PARAGRAPH), cell(s, row, COVERS),
                        cell(s, row, START),  cell(s, row, END),        cell(s, row, CHECKED),   cell(s, row, WORDS)};
    return true;
  }
  return false;
}

/* Does the attribution's content hold a word for breaking a rule? */
static bool tells_breach(const dl_screener *s, const dl_document *doc, const dl_attribution *said) {
  for (uint32_t c = 0; c < said->content_count; c++)
    for (uint32_t t = dl_token_from(doc, said->content[c].begin);
         t < doc->token_count && doc->tokens[t].end <= said->content[c].end; t++) {
      uint32_t first;
      if (dl_table_find(s->breaches, doc->tokens[t].lemma, &first) > 0) return true;
    }
  return false;
}

/* All attributions that tell of a breach, in text order: looked for once, at the first screen. */
static void find_sayers(const dl_screener *s, dl_document *doc, dl_indices *sayers) {
  for (uint32_t a = 0; s->breaches && a < doc->attribution_count; a++)
    if (tells_breach(s, doc, &doc->attributions[a]))
      *DL_PUSH(doc->arena, sayers->items, sayers->count, sayers->capacity) = a;
}

/* Those of them that are not too far off. */
static void add_sayers(dl_document *doc, const dl_indices *sayers, dl_screen *screen) {
  uint32_t here = doc->events[screen->event].sentence, low = 0, high = sayers->count;
  while (low < high) { /* the first that is not too far before */
    uint32_t middle = low + (high - low) / 2;
    if (doc->tokens[doc->attributions[sayers->items[middle]].cue_token].sentence + DL_FAR_SENTENCES < here)
      low = middle + 1;
    else
      high = middle;
  }
  for (high = low; high < sayers->count &&
                   doc->tokens[doc->attributions[sayers->items[high]].cue_token].sentence <= here + DL_FAR_SENTENCES;)
    high++;
  while (high - low > SAYERS) {
    uint32_t first = doc->tokens[doc->attributions[sayers->items[low]].cue_token].sentence;
    uint32_t last = doc->tokens[doc->attributions[sayers->items[high - 1]].cue_token].sentence;
    if (first + last < 2 * here)
      low++;
    else
      high--;
  }
  screen->said_by.items = sayers->items + low;
  screen->said_by.count = high - low;
}

static void screen_party(const dl_screener *s, dl_document *doc, uint32_t index, const dl_participant *party,
                         dl_moved *moved, const char *way, dl_indices *sayers) {
  dl_measure measure;
  uint32_t at = 0;
  moved->country = DL_CODE_TEXT(party->country);
  moved->sector = party->sector;
  moved->way = way;
  while (dl_screen_next(s, moved, &at, &measure)) {
    dl_screen *screen = DL_PUSH(doc->arena, doc->screens, doc->screen_count, doc->screen_capacity);
    screen->event = index;
    screen->regime = measure.resolution;
    screen->paragraph = measure.paragraph;
    screen->measure = dl_arena_printf(doc->arena, "%s: %s", measure.regime, measure.covers);
    screen->status = "in force";
    screen->checked = measure.checked;
    screen->words = measure.words;
    if (doc->screen_count == 1) find_sayers(s, doc, sayers);
    add_sayers(doc, sayers, screen);
  }
}

/* What moves, and when; the party is filled in afterwards. */
static dl_moved moved_by(dl_document *doc, const dl_event *event) {
  const char **classes = dl_arena_alloc(doc->arena, (event->object.count + 1) * sizeof *classes);
  for (uint32_t i = 0; i < event->object.count; i++) classes[i] = event->object.items[i].klass;
  bool dated = event->time >= 0 && *doc->times[event->time].from;
  return (dl_moved){
      .day = dated ? doc->times[event->time].from : doc->date, .classes = classes, .class_count = event->object.count};
}

void dl_screen_events(const dl_screener *s, dl_document *doc) {
  dl_indices sayers = {0};
  if (!s->measures || !*doc->date) return;
  for (uint32_t i = 0; i < doc->event_count; i++) {
    const dl_event *event = &doc->events[i];
    if (!event->object.count || !dl_screen_moves(dl_act_name(event->act))) continue;
    dl_moved moved = moved_by(doc, event);
    for (uint32_t k = 0; k < event->actor.count; k++) {
      screen_party(s, doc, i, &event->actor.items[k], &moved, "from", &sayers);
      if (event->reciprocal) screen_party(s, doc, i, &event->actor.items[k], &moved, "to", &sayers);
    }
    for (uint32_t k = 0; k < event->recipient.count; k++)
      screen_party(s, doc, i, &event->recipient.items[k], &moved, "to", &sayers);
  }
}
