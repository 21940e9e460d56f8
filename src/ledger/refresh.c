/* What an entry tells, from its tally into the rows of the tables. */
#include <string.h>

#include "ledger/entries.h"
#include "ledger/store.h"

typedef struct party {
  const char *role, *code, *country, *name, *sector;
} party;

typedef struct refresh {
  dl_ledger *ledger;
  dl_tally *tally;
  party *parties; /* of the mention that stands for the entry */
  uint32_t count, capacity;
  bool fresh; /* no row hangs on it yet */
  dl_status *status;
} refresh;

static int ask(dl_put *p, refresh *r, int kind, long long id) {
  return dl_put_for(p, r->ledger, kind, id, r->status);
}

static const char *column(const refresh *r, const dl_put *p, int index) {
  return dl_put_copy(p, index, r->ledger->scratch);
}

static int read_parties(refresh *r) {
  bool found = true;
  dl_put p = {0};
  int code = ask(&p, r, DL_EVENT_PARTIES, dl_tally_best(r->tally)->turn.event);
  if (code) return code;
  while (!(code = dl_put_ask(&p, &found, r->status)) && found)
    *DL_PUSH(r->ledger->scratch, r->parties, r->count, r->capacity) =
        (party){column(r, &p, 0), column(r, &p, 1), column(r, &p, 2), column(r, &p, 3), column(r, &p, 4)};
  if (!code) dl_put_done(&p);
  return code;
}

static const char *first_of(const refresh *r, const char *role, bool country) {
  for (uint32_t i = 0; i < r->count; i++)
    if (strcmp(r->parties[i].role, role) == 0) return country ? r->parties[i].country : r->parties[i].code;
  return "";
}

/* The class of the object, of the mention that stands for the entry, or of the first that has one. */
static int put_object(refresh *r, dl_put *p) {
  const char *object = r->tally->objected.event ? r->tally->object : "";
  long long best = dl_tally_best(r->tally)->turn.event;
  bool found = false;
  dl_put q = {0};
  int code = *object && r->tally->objected.event != best ? ask(&q, r, DL_EVENT_OBJECT, best) : DL_OK;
  if (code || (q.statement && (code = dl_put_ask(&q, &found, r->status)))) return code;
  if (found) object = column(r, &q, 0);
  if (q.statement) dl_put_done(&q);
  dl_put_text(p, object);
  return DL_OK;
}

/* The same of its place. */
static int put_place(refresh *r, dl_put *p) {
  const long long events[] = {dl_tally_best(r->tally)->turn.event, r->tally->placed.event};
  dl_put q = {0};
  bool found = false;
  for (int i = 0; i < 2 && !found && events[1]; i++) {
    int code = ask(&q, r, DL_EVENT_PLACE, events[i]);
    if (code || (code = dl_put_ask(&q, &found, r->status))) return code;
    if (!found) dl_put_done(&q);
  }
  for (int k = 0; k < 2; k++) dl_put_text(p, found ? column(r, &q, k) : "");
  for (int k = 2; k < 5; k++)
    if (found && sqlite3_column_type(q.statement, k) != SQLITE_NULL)
      sqlite3_bind_value(p->statement, p->next++, sqlite3_column_value(q.statement, k));
    else
      dl_put_null(p);
  if (found) dl_put_done(&q);
  return DL_OK;
}

static int put_entry(refresh *r, const dl_written *of) {
  const dl_tally *t = r->tally;
  dl_put p = {0};
  int code = ask(&p, r, DL_SET_ENTRY, t->entry);
  if (code) return code;
  dl_put_int(&p, of->best);
  dl_put_int(&p, of->dated);
  dl_put_text(&p, first_of(r, "actor", false));
  dl_put_text(&p, first_of(r, "recipient", false));
  dl_put_text(&p, first_of(r, "actor", true));
  dl_put_text(&p, first_of(r, "recipient", true));
  dl_put_text(&p, dl_tally_status(t));
  dl_put_int(&p, t->mentions);
  dl_put_int(&p, t->documents);
  dl_put_int(&p, t->all.sets);
  dl_put_text(&p, t->first);
  dl_put_text(&p, t->last);
  if ((code = put_object(r, &p)) || (code = put_place(r, &p))) return code;
  return dl_put_end(&p, r->status);
}

static void put_parties(refresh *r) {
  for (uint32_t i = 0; i < r->count; i++) {
    const party *one = &r->parties[i];
    dl_late_party_of(r->ledger,
                     &(dl_late_party){one->country, one->role, one->code, one->name, one->sector, r->tally->entry, 0});
  }
}

/* Did the one do it to the other, who is of another country? */
static bool is_dyad(const party *one, const party *other, bool mutual) {
  if (!*one->country || !*other->country || strcmp(one->country, other->country) == 0) return false;
  return strcmp(one->role, "actor") == 0 && (mutual || strcmp(other->role, "recipient") == 0);
}

/* Who did it to whom, by country; of a mutual act, whose parties are all actors, both ways. */
static void put_dyads(refresh *r) {
  bool mutual = true;
  for (uint32_t i = 0; i < r->count; i++) mutual = mutual && strcmp(r->parties[i].role, "actor") == 0;
  for (uint32_t a = 0; a < r->count; a++)
    for (uint32_t b = 0; b < r->count; b++)
      if (is_dyad(&r->parties[a], &r->parties[b], mutual))
        dl_late_dyad_of(r->ledger, r->tally->entry, r->parties[a].country, r->parties[b].country);
}

static int put_voice(refresh *r, dl_voice *v) {
  dl_put p = {0};
  int code = ask(&p, r, v->row ? DL_SET_VOICE : DL_PUT_VOICE, v->row ? v->row : r->tally->entry);
  if (code) return code;
  if (!v->row) dl_put_text(&p, v->stance);
  dl_put_text(&p, v->name);
  dl_put_text(&p, v->code);
  dl_put_int(&p, v->mentions);
  dl_put_int(&p, v->turn.event);
  dl_put_text(&p, v->cue);
  if ((code = dl_put_end(&p, r->status))) return code;
  if (!v->row) v->row = sqlite3_last_insert_rowid(r->ledger->db);
  v->changed = false;
  return DL_OK;
}

/* What a further mention that stands for nothing changes: how many there are, and the status. */
static int put_counts(refresh *r) {
  static const int kinds[] = {DL_COUNT_ENTRY, DL_COUNT_DYADS, DL_COUNT_PARTIES};
  const dl_tally *t = r->tally;
  for (int i = 0; i < 3; i++) {
    dl_put p = {0};
    int code = ask(&p, r, kinds[i], t->entry);
    if (code) return code;
    dl_put_text(&p, dl_tally_status(t));
    if (i == 0) {
      dl_put_int(&p, t->mentions);
      dl_put_int(&p, t->documents);
    }
    dl_put_int(&p, t->all.sets);
    if (i == 0) {
      dl_put_text(&p, t->first);
      dl_put_text(&p, t->last);
    }
    if ((code = dl_put_end(&p, r->status))) return code;
  }
  return DL_OK;
}

static int put_voices(refresh *r) {
  int code = DL_OK;
  for (uint32_t i = 0; i < r->tally->voice_count && !code; i++)
    if (r->tally->voices[i].changed) code = put_voice(r, &r->tally->voices[i]);
  return code;
}

/* Takes away rows that hang on an entry. */
static int clear(refresh *r, int kind) {
  dl_put p = {0};
  int code = r->fresh ? DL_OK : ask(&p, r, kind, r->tally->entry);
  return code || r->fresh ? code : dl_put_end(&p, r->status);
}

static int put_empty(refresh *r) {
  dl_put p = {0};
  int code = ask(&p, r, DL_EMPTY_ENTRY, r->tally->entry);
  return code ? code : dl_put_end(&p, r->status);
}

/* Are its rows made of the same mentions as before? The tally was made with them, then. */
static bool stays(const dl_written *before, const dl_written *now) {
  return before->best && before->best == now->best && before->dated == now->dated &&
         before->objected == now->objected && before->placed == now->placed;
}

int dl_entry_refresh(dl_ledger *ledger, dl_tally *tally, bool anew, dl_status *status) {
  refresh r = {.ledger = ledger, .tally = tally, .fresh = tally->entry > ledger->settled_entry, .status = status};
  dl_written now = {0};
  int code;
  if (tally->mentions)
    now = (dl_written){dl_tally_best(tally)->turn.event, dl_tally_dated(tally), tally->objected.event,
                       tally->placed.event};
  bool same = stays(&tally->written, &now);
  tally->written = now;
  if (same) return (code = put_counts(&r)) ? code : put_voices(&r);
  if ((code = clear(&r, DL_END_DYADS)) || (code = clear(&r, DL_END_ENTRY_PARTIES)) ||
      (anew && (code = clear(&r, DL_END_VOICES))))
    return code;
  if (!tally->mentions) return put_empty(&r);
  if ((code = read_parties(&r)) || (code = put_entry(&r, &now))) return code;
  put_parties(&r);
  put_dyads(&r);
  return put_voices(&r);
}
