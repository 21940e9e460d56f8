/* What an entry tells, from its mentions: those of current texts, in an order that does not hang on when they came. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "ledger/entries.h"
#include "stories/status.h"

/* One mention: a row of event with what its text and documents add. */
typedef struct fact {
  long long event, text, family;
  const char *category, *mode, *cameo, *quad, *auxiliary, *date, *begin, *end, *time_source, *author, *published;
  double goldstein, plover_score, confidence;
  int parties; /* how many of its parties have a country */
  bool denied; /* somebody in it says that it is not so */
} fact;

typedef struct facts {
  fact *items;
  uint32_t count, capacity;
} facts;

typedef struct party {
  const char *role, *code, *country, *name, *sector;
} party;

typedef struct parties {
  party *items;
  uint32_t count, capacity;
} parties;

/* A document of the entry: where it was printed, and its family of copies. */
typedef struct printing {
  long long family;
  const char *newspaper;
  bool told;             /* its text tells it as done, in its own voice */
  struct printing *with; /* another of the same source; NULL: none */
} printing;

typedef struct printings {
  printing *items;
  uint32_t count, capacity;
} printings;

typedef struct voice {
  const char *name, *code, *stance, *cue;
  long long event;
  uint32_t mentions;
} voice;

typedef struct voices {
  voice *items;
  uint32_t count, capacity;
} voices;

typedef struct refresh {
  dl_ledger *ledger;
  dl_arena *arena;
  long long entry;
  facts facts;
  parties parties;
  printings printings;
  voices voices;
  uint32_t documents;
  uint32_t best; /* index of the representative in facts */
  dl_status *status;
} refresh;

static int ask(dl_put *p, refresh *r, int kind, long long id) {
  int code = dl_put_start(p, r->ledger, kind, r->status);
  if (!code) dl_put_int(p, id);
  return code;
}

/* The next row of a question that was asked: false at its end. The first call runs it. */
static int next(dl_put *p, refresh *r, bool *found) {
  int code = dl_put_ask(p, found, r->status);
  if (!code && !*found) dl_put_done(p);
  return code;
}

static const char *column(const refresh *r, const dl_put *p, int index) {
  const char *text = (const char *)sqlite3_column_text(p->statement, index);
  return text && *text ? dl_arena_strndup(r->arena, text, strlen(text)) : "";
}

static int read_facts(refresh *r) {
  bool found = true;
  dl_put p = {0};
  int code = ask(&p, r, DL_ENTRY_FACTS, r->entry);
  while (!code && !(code = next(&p, r, &found)) && found) {
    fact *f = DL_PUSH(r->arena, r->facts.items, r->facts.count, r->facts.capacity);
    int i = 0;
    f->event = sqlite3_column_int64(p.statement, i++);
    f->text = sqlite3_column_int64(p.statement, i++);
    f->family = sqlite3_column_int64(p.statement, i++);
    const char **texts[] = {&f->category, &f->mode, &f->cameo,       &f->quad,   &f->auxiliary, &f->date,
                            &f->begin,    &f->end,  &f->time_source, &f->author, &f->published};
    for (size_t k = 0; k < sizeof texts / sizeof *texts; k++) *texts[k] = column(r, &p, i++);
    f->goldstein = sqlite3_column_double(p.statement, i++);
    f->plover_score = sqlite3_column_double(p.statement, i++);
    f->confidence = sqlite3_column_double(p.statement, i++);
    f->parties = sqlite3_column_int(p.statement, i++);
    f->denied = sqlite3_column_int(p.statement, i) != 0;
  }
  return code;
}

static int read_printings(refresh *r) {
  bool found = true;
  dl_put p = {0};
  int code = ask(&p, r, DL_ENTRY_PRINTINGS, r->entry);
  while (!code && !(code = next(&p, r, &found)) && found) {
    *DL_PUSH(r->arena, r->printings.items, r->printings.count, r->printings.capacity) = (printing){
        sqlite3_column_int64(p.statement, 0), column(r, &p, 1), sqlite3_column_int(p.statement, 2) != 0, NULL};
    r->documents += (uint32_t)sqlite3_column_int(p.statement, 3);
  }
  return code;
}

/* How many mentions have this category. */
static uint32_t backing(const refresh *r, const char *category) {
  uint32_t count = 0;
  for (uint32_t i = 0; i < r->facts.count; i++) count += strcmp(r->facts.items[i].category, category) == 0;
  return count;
}

static int time_rank(const fact *f) {
  return !*f->begin ? 3 : strcmp(f->time_source, "span") == 0 ? 1 : 2 * (strcmp(f->time_source, "publication") == 0);
}

/* Is `a` a better one to stand for the entry than `b`? On a tie the earlier of them in order stays. */
static bool better(const fact *a, uint32_t backing_a, const fact *b, uint32_t backing_b) {
  if (!*a->category != !*b->category) return *a->category;
  if (backing_a != backing_b) return backing_a > backing_b;
  if (a->parties != b->parties) return a->parties > b->parties;
  if (a->denied != b->denied) return b->denied;
  bool told_a = strcmp(a->author, "CT+") == 0, told_b = strcmp(b->author, "CT+") == 0;
  if (told_a != told_b) return told_a;
  if (!*a->mode != !*b->mode) return *a->mode;
  return a->confidence > b->confidence;
}

static void choose(refresh *r) {
  uint32_t support = 0;
  for (uint32_t i = 0; i < r->facts.count; i++) {
    uint32_t mine = r->facts.count > 1 ? backing(r, r->facts.items[i].category) : 1;
    if (i == 0 || better(&r->facts.items[i], mine, &r->facts.items[r->best], support)) {
      r->best = i;
      support = mine;
    }
  }
}

/* The mention that tells the day best: a day that is told before a span, a span before the day of publication. */
static const fact *dated(const refresh *r) {
  const fact *best = &r->facts.items[r->best];
  for (uint32_t i = 0; i < r->facts.count; i++)
    if (time_rank(&r->facts.items[i]) < time_rank(best)) best = &r->facts.items[i];
  return best;
}

static int read_parties(refresh *r) {
  bool found = true;
  dl_put p = {0};
  int code = ask(&p, r, DL_EVENT_PARTIES, r->facts.items[r->best].event);
  while (!code && !(code = next(&p, r, &found)) && found)
    *DL_PUSH(r->arena, r->parties.items, r->parties.count, r->parties.capacity) =
        (party){column(r, &p, 0), column(r, &p, 1), column(r, &p, 2), column(r, &p, 3), column(r, &p, 4)};
  return code;
}

static const char *stance_of(const char *value) {
  return strcmp(value, "CT+") == 0 || strcmp(value, "PR+") == 0   ? "asserts"
         : strcmp(value, "CT-") == 0 || strcmp(value, "PR-") == 0 ? "denies"
                                                                  : "open";
}

/* Who says so, who denies it: each once a stance. A claim of what is yet to come asserts nothing that is done. */
static int read_voices(refresh *r) {
  bool found = true;
  dl_put p = {0};
  int code = ask(&p, r, DL_ENTRY_CLAIMS, r->entry);
  while (!code && !(code = next(&p, r, &found)) && found) {
    voice v = {column(r, &p, 0),
               column(r, &p, 1),
               stance_of(column(r, &p, 2)),
               column(r, &p, 3),
               sqlite3_column_int64(p.statement, 4),
               1};
    const char *auxiliary = column(r, &p, 5);
    if (strcmp(v.stance, "asserts") == 0 && (strstr(auxiliary, "future") || strstr(auxiliary, "hypothetical")))
      v.stance = "open";
    uint32_t i = 0;
    while (i < r->voices.count &&
           (strcasecmp(r->voices.items[i].name, v.name) != 0 || strcmp(r->voices.items[i].stance, v.stance) != 0))
      i++;
    if (i < r->voices.count)
      r->voices.items[i].mentions++;
    else
      *DL_PUSH(r->arena, r->voices.items, r->voices.count, r->voices.capacity) = v;
  }
  return code;
}

static int by_family(const void *a, const void *b) {
  const printing *const *x = a, *const *y = b;
  return ((*x)->family > (*y)->family) - ((*x)->family < (*y)->family);
}

static int by_newspaper(const void *a, const void *b) {
  const printing *const *x = a, *const *y = b;
  return strcasecmp((*x)->newspaper, (*y)->newspaper);
}

static printing *root_of(printing *p) {
  while (p->with) p = p->with;
  return p;
}

static void make_one(printing *a, printing *b) {
  a = root_of(a);
  b = root_of(b);
  if (a != b) b->with = a;
}

/* Independent sources: a family of copies is one source, and so is a newspaper with all its articles. Of all printings,
 * or of those whose text tells it as done in its own voice. */
static uint32_t independent(const refresh *r, bool told) {
  printing **list = dl_arena_alloc(r->arena, (r->printings.count + 1) * sizeof *list);
  uint32_t count = 0, sources = 0;
  for (uint32_t i = 0; i < r->printings.count; i++) {
    r->printings.items[i].with = NULL;
    if (!told || r->printings.items[i].told) list[count++] = &r->printings.items[i];
  }
  qsort(list, count, sizeof *list, by_family);
  for (uint32_t i = 1; i < count; i++)
    if (list[i]->family == list[i - 1]->family) make_one(list[i - 1], list[i]);
  qsort(list, count, sizeof *list, by_newspaper);
  for (uint32_t i = 1; i < count; i++)
    if (*list[i]->newspaper && by_newspaper(&list[i], &list[i - 1]) == 0) make_one(list[i - 1], list[i]);
  for (uint32_t i = 0; i < count; i++) sources += !list[i]->with;
  return sources;
}

static const char *status_of(const refresh *r) {
  dl_support s = {.told = independent(r, true)};
  for (uint32_t i = 0; i < r->voices.count; i++) {
    s.claimants += strcmp(r->voices.items[i].stance, "asserts") == 0;
    s.deniers += strcmp(r->voices.items[i].stance, "denies") == 0;
  }
  for (uint32_t i = 0; i < r->facts.count; i++) {
    const fact *f = &r->facts.items[i];
    bool ahead = strstr(f->auxiliary, "future") || strstr(f->auxiliary, "hypothetical");
    s.ahead += ahead;
    s.done += !ahead && !strstr(f->auxiliary, "negated");
    s.deniers += !ahead && (strcmp(f->author, "CT-") == 0 || strcmp(f->author, "PR-") == 0);
  }
  return dl_support_status(&s);
}

static const char *first_of(const refresh *r, const char *role, bool country) {
  for (uint32_t i = 0; i < r->parties.count; i++)
    if (strcmp(r->parties.items[i].role, role) == 0)
      return country ? r->parties.items[i].country : r->parties.items[i].code;
  return "";
}

/* The row that `kind` asks for of the representative, or of the first mention that has one: its columns are bound, text
 * columns first; "" and NULL where there is none. */
static int put_details(refresh *r, dl_put *p, int kind, int texts, int numbers) {
  dl_put q = {0};
  bool found = false;
  for (uint32_t i = 0; i <= r->facts.count && !found; i++) {
    int code = ask(&q, r, kind, r->facts.items[i ? i - 1 : r->best].event);
    if (code || (code = dl_put_ask(&q, &found, r->status))) return code;
    if (!found) dl_put_done(&q);
  }
  for (int k = 0; k < texts; k++) dl_put_text(p, found ? column(r, &q, k) : "");
  for (int k = texts; k < texts + numbers; k++)
    if (found && sqlite3_column_type(q.statement, k) != SQLITE_NULL)
      sqlite3_bind_value(p->statement, p->next++, sqlite3_column_value(q.statement, k));
    else
      dl_put_null(p);
  if (found) dl_put_done(&q);
  return DL_OK;
}

static int put_entry(refresh *r, const char *status) {
  const fact *best = &r->facts.items[r->best], *day = dated(r);
  const char *first = best->published, *last = first;
  dl_put p = {0};
  int code = ask(&p, r, DL_SET_ENTRY, r->entry);
  if (code) return code;
  const char *texts[] = {best->category,
                         best->mode,
                         best->cameo,
                         best->quad,
                         first_of(r, "actor", false),
                         first_of(r, "recipient", false),
                         first_of(r, "actor", true),
                         first_of(r, "recipient", true),
                         day->date,
                         day->begin,
                         day->end,
                         status};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) dl_put_text(&p, texts[i]);
  dl_put_real(&p, best->goldstein);
  dl_put_real(&p, best->plover_score);
  dl_put_int(&p, r->facts.count);
  dl_put_int(&p, r->documents);
  dl_put_int(&p, independent(r, false));
  for (uint32_t i = 0; i < r->facts.count; i++) {
    const char *published = r->facts.items[i].published;
    if (*published && (!*first || strcmp(published, first) < 0)) first = published;
    if (strcmp(published, last) > 0) last = published;
  }
  dl_put_text(&p, first);
  dl_put_text(&p, last);
  dl_put_int(&p, best->event);
  if ((code = put_details(r, &p, DL_EVENT_OBJECT, 1, 0)) || (code = put_details(r, &p, DL_EVENT_PLACE, 2, 3)))
    return code;
  return dl_put_end(&p, r->status);
}

static int put_parties(refresh *r) {
  for (uint32_t i = 0; i < r->parties.count; i++) {
    const party *one = &r->parties.items[i];
    dl_put p = {0};
    int code = ask(&p, r, DL_PUT_ENTRY_PARTY, r->entry);
    if (code) return code;
    dl_put_text(&p, one->country);
    dl_put_text(&p, one->role);
    dl_put_text(&p, dated(r)->begin);
    dl_put_text(&p, one->code);
    dl_put_text(&p, one->name);
    dl_put_text(&p, one->sector);
    if ((code = dl_put_end(&p, r->status))) return code;
  }
  return DL_OK;
}

/* Who did it to whom, by country; of a mutual act, whose parties are all actors, both ways. */
static int put_dyads(refresh *r) {
  bool mutual = true;
  for (uint32_t i = 0; i < r->parties.count; i++) mutual = mutual && strcmp(r->parties.items[i].role, "actor") == 0;
  for (uint32_t a = 0; a < r->parties.count; a++)
    for (uint32_t b = 0; b < r->parties.count; b++) {
      const party *one = &r->parties.items[a], *other = &r->parties.items[b];
      if (!*one->country || !*other->country || strcmp(one->country, other->country) == 0 ||
          strcmp(one->role, "actor") != 0 || (!mutual && strcmp(other->role, "recipient") != 0))
        continue;
      dl_put p = {0};
      int code = ask(&p, r, DL_PUT_DYAD, r->entry);
      if (code) return code;
      dl_put_text(&p, one->country);
      dl_put_text(&p, other->country);
      if ((code = dl_put_end(&p, r->status))) return code;
    }
  return DL_OK;
}

static int put_voices(refresh *r) {
  for (uint32_t i = 0; i < r->voices.count; i++) {
    const voice *v = &r->voices.items[i];
    dl_put p = {0};
    int code = ask(&p, r, DL_PUT_VOICE, r->entry);
    if (code) return code;
    dl_put_text(&p, v->name);
    dl_put_text(&p, v->code);
    dl_put_text(&p, v->stance);
    dl_put_int(&p, v->mentions);
    dl_put_int(&p, v->event);
    dl_put_text(&p, v->cue);
    if ((code = dl_put_end(&p, r->status))) return code;
  }
  return DL_OK;
}

/* Takes away the rows that hang on an entry. */
static int clear(refresh *r) {
  static const int kinds[] = {DL_END_DYADS, DL_END_ENTRY_PARTIES, DL_END_VOICES};
  int code = DL_OK;
  for (size_t i = 0; !code && i < sizeof kinds / sizeof *kinds; i++) {
    dl_put p = {0};
    if (!(code = ask(&p, r, kinds[i], r->entry))) code = dl_put_end(&p, r->status);
  }
  return code;
}

int dl_entry_refresh(dl_ledger *ledger, long long entry, dl_arena *arena, dl_status *status) {
  refresh r = {.ledger = ledger, .arena = arena, .entry = entry, .status = status};
  int code = clear(&r);
  if (code || (code = read_facts(&r))) return code;
  if (!r.facts.count) {
    dl_put p = {0};
    if ((code = ask(&p, &r, DL_EMPTY_ENTRY, entry))) return code;
    return dl_put_end(&p, status);
  }
  choose(&r);
  if ((code = read_printings(&r)) || (code = read_parties(&r)) || (code = read_voices(&r)) ||
      (code = put_entry(&r, status_of(&r))) || (code = put_parties(&r)) || (code = put_dyads(&r)))
    return code;
  return put_voices(&r);
}
