#include "screening/screening.h"

#include <stdlib.h>
#include <string.h>

#include "base/order.h"

enum { SAYERS = 30 }; /* the most that one screen lists, the nearest */
enum { TARGET, SCOPE, REGIME, RESOLUTION, PARAGRAPH, DIRECTION, CLASSES, COVERS, START, END, COLUMNS };

static const char *const column_names[COLUMNS] = {"target",    "scope",   "regime", "resolution", "paragraph",
                                                  "direction", "classes", "covers", "start",      "end"};

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

static bool moves_something(const dl_event *event) {
  static const char *const kinds[] = {"AID", "COOPERATE", "AGREE"};
  if (!event->object.count) return false;
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
    if (!strcmp(event->category, kinds[i])) return true;
  return false;
}

static bool in_force(const dl_screener *s, uint32_t row, const char *day) {
  const char *start = cell(s, row, START), *end = cell(s, row, END);
  return strcmp(start, day) <= 0 && (!*end || strcmp(day, end) < 0);
}

static bool covered(const dl_screener *s, uint32_t row, const dl_event *event) {
  for (uint32_t i = 0; i < event->object.count; i++)
    if (event->object.items[i].klass && listed(cell(s, row, CLASSES), event->object.items[i].klass)) return true;
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
                         const char *way, dl_indices *sayers) {
  const dl_event *event = &doc->events[index];
  const char *day = event->time >= 0 && *doc->times[event->time].from ? doc->times[event->time].from : doc->date;
  uint32_t first, count = party->country && *party->country ? dl_table_find(s->measures, party->country, &first) : 0;
  for (uint32_t row = count ? first : 0; row < (count ? first + count : 0); row++) {
    const char *direction = cell(s, row, DIRECTION);
    bool state = !strcmp(cell(s, row, SCOPE), "state");
    bool armed = party->sector && (!strcmp(party->sector, "REB") || !strcmp(party->sector, "UAF"));
    if (state == armed || (strcmp(direction, "both") && strcmp(direction, way))) continue;
    if (!in_force(s, row, day) || !covered(s, row, event)) continue;
    dl_screen *screen = DL_PUSH(doc->arena, doc->screens, doc->screen_count, doc->screen_capacity);
    screen->event = index;
    screen->regime = cell(s, row, RESOLUTION);
    screen->paragraph = cell(s, row, PARAGRAPH);
    screen->measure = dl_arena_printf(doc->arena, "%s: %s", cell(s, row, REGIME), cell(s, row, COVERS));
    screen->status = "in force";
    if (doc->screen_count == 1) find_sayers(s, doc, sayers);
    add_sayers(doc, sayers, screen);
  }
}

int dl_screen_events(const dl_screener *s, dl_document *doc, dl_status *status) {
  (void)status;
  dl_indices sayers = {0};
  if (!s->measures || !*doc->date) return DL_OK;
  for (uint32_t i = 0; i < doc->event_count; i++) {
    const dl_event *event = &doc->events[i];
    if (!moves_something(event)) continue;
    for (uint32_t k = 0; k < event->actor.count; k++) {
      screen_party(s, doc, i, &event->actor.items[k], "from", &sayers);
      if (event->reciprocal) screen_party(s, doc, i, &event->actor.items[k], "to", &sayers);
    }
    for (uint32_t k = 0; k < event->recipient.count; k++)
      screen_party(s, doc, i, &event->recipient.items[k], "to", &sayers);
  }
  return DL_OK;
}
