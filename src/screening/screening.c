#include "screening/screening.h"

#include <stdlib.h>
#include <string.h>

enum { TARGET, SCOPE, REGIME, RESOLUTION, PARAGRAPH, DIRECTION, CLASSES, COVERS, START, END, COLUMNS };

static const char *const column_names[COLUMNS] = {"target", "scope", "regime", "resolution", "paragraph", "direction", "classes", "covers", "start", "end"};

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

void dl_screener_free(dl_screener *screener) { free(screener); }

static const char *cell(const dl_screener *s, uint32_t row, int column) { return dl_table_cell(s->measures, row, s->column[column]); }

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

/* Attributions whose sentence holds a word for breaking a rule. */
static void add_sayers(const dl_screener *s, dl_document *doc, dl_screen *screen) {
  for (uint32_t a = 0; s->breaches && a < doc->attribution_count; a++) {
    const dl_attribution *said = &doc->attributions[a];
    bool breach = false;
    for (uint32_t c = 0; c < said->content_count && !breach; c++)
      for (uint32_t t = 0; t < doc->token_count && !breach; t++) {
        uint32_t first;
        const dl_token *token = &doc->tokens[t];
        breach = token->begin >= said->content[c].begin && token->end <= said->content[c].end &&
                 dl_table_find(s->breaches, token->lemma, &first) > 0;
      }
    if (breach) *DL_PUSH(doc->arena, screen->said_by.items, screen->said_by.count, screen->said_by.capacity) = a;
  }
}

static void screen_party(const dl_screener *s, dl_document *doc, uint32_t index, const dl_participant *party, const char *way) {
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
    add_sayers(s, doc, screen);
  }
}

int dl_screen_events(const dl_screener *s, dl_document *doc, dl_status *status) {
  (void)status;
  if (!s->measures || !*doc->date) return DL_OK;
  for (uint32_t i = 0; i < doc->event_count; i++) {
    const dl_event *event = &doc->events[i];
    if (!moves_something(event)) continue;
    for (uint32_t k = 0; k < event->actor.count; k++) {
      screen_party(s, doc, i, &event->actor.items[k], "from");
      if (event->reciprocal) screen_party(s, doc, i, &event->actor.items[k], "to");
    }
    for (uint32_t k = 0; k < event->recipient.count; k++) screen_party(s, doc, i, &event->recipient.items[k], "to");
  }
  return DL_OK;
}
