/* Which documents are known, and where a new one goes: identity, copies, versions. */
#include <string.h>
#include <strings.h>

#include "base/guard.h"
#include "base/sha256.h"
#include "ledger/entries.h"
#include "ledger/store.h"

/* The row of text that a document has, as far as one is there. */
typedef struct place_of {
  long long text; /* 0: none */
  bool foreign;   /* it was not read, since it was taken to be in another language */
  bool named;     /* under this very name */
} place_of;

static void text_key(const char *date, size_t date_size, const char *text, size_t size, char key[DL_SHA256_HEX]) {
  uint8_t digest[DL_SHA256_SIZE];
  dl_sha256 hash;
  dl_sha256_start(&hash);
  dl_sha256_add(&hash, date, date_size);
  dl_sha256_add(&hash, "", 1);
  dl_sha256_add(&hash, text, size);
  dl_sha256_end(&hash, digest);
  dl_sha256_hex(digest, key);
}

static void sql_key(sqlite3_context *context, int count, sqlite3_value **values) {
  (void)count;
  char key[DL_SHA256_HEX];
  const void *date = sqlite3_value_text(values[0]), *text = sqlite3_value_text(values[1]);
  text_key(date ? date : "", (size_t)sqlite3_value_bytes(values[0]), text ? text : "",
           (size_t)sqlite3_value_bytes(values[1]), key);
  sqlite3_result_text(context, key, -1, SQLITE_TRANSIENT);
}

int dl_define_key(sqlite3 *db) {
  return sqlite3_create_function(db, "dl_key", 2, SQLITE_UTF8 | SQLITE_DETERMINISTIC, NULL, sql_key, NULL, NULL);
}

static int look(dl_ledger *ledger, const dl_document *doc, place_of *at, dl_status *status) {
  bool found = false;
  dl_put p = {0};
  *at = (place_of){.text = 0};
  int code = dl_put_start(&p, ledger, DL_LOOK, status);
  if (code) return code;
  dl_put_text(&p, doc->key);
  dl_put_text(&p, doc->identity);
  dl_put_text(&p, doc->url);
  dl_put_text(&p, doc->id);
  dl_put_text(&p, doc->source);
  dl_put_text(&p, doc->date);
  if ((code = dl_put_ask(&p, &found, status))) return code;
  if (found) {
    *at = (place_of){sqlite3_column_int64(p.statement, 0), strcmp(dl_put_column(&p, 1), "en") != 0,
                     sqlite3_column_int(p.statement, 2) != 0};
  }
  dl_put_done(&p);
  return DL_OK;
}

static void make_key(dl_document *doc) {
  if (doc->key[0]) return;
  char *key = dl_arena_alloc(doc->arena, DL_SHA256_HEX);
  text_key(doc->date, strlen(doc->date), doc->text, doc->text_size, key);
  doc->key = key;
}

int dl_ledger_look(dl_ledger *ledger, dl_document *doc, dl_status *status) {
  place_of at;
  make_key(doc);
  pthread_mutex_lock(&ledger->lock);
  int code = look(ledger, doc, &at, status);
  pthread_mutex_unlock(&ledger->lock);
  doc->stored = code || at.text == 0 ? DL_STORED_NOTHING : at.named ? DL_STORED_ALL : DL_STORED_TEXT;
  /* "en", "en-GB", "English": what was passed over as foreign is to be read now */
  if (doc->stored != DL_STORED_NOTHING && at.foreign && strncasecmp(doc->language, "en", 2) == 0)
    doc->stored = DL_STORED_NOTHING;
  return code;
}

/* The row of made_by for what coded the document: this program and its data, if it does not say otherwise. */
static int find_maker(dl_ledger *ledger, const dl_model *model, const dl_document *doc, dl_status *status) {
  const char *own[] = {"dateline " DL_VERSION, model ? dl_model_sha256(model) : "",
                       model ? dl_model_own_sha256(model) : "", "PLOVER 0.8, CAMEO 1.1b3"};
  const char *const *values = doc->made_by ? doc->made_by : own;
  static const int kinds[] = {DL_FIND_MAKER, DL_PUT_MAKER, DL_FIND_MAKER};
  if (doc->made_by) ledger->maker = 0; /* another line may have been made by another */
  for (int k = 0; k < 3 && ledger->maker == 0; k++) {
    bool found = false;
    dl_put p = {0};
    int code = dl_put_start(&p, ledger, kinds[k], status);
    if (code) return code;
    for (int i = 0; i < 4; i++) dl_put_text(&p, values[i]);
    if ((code = dl_put_ask(&p, &found, status))) return code;
    if (found) ledger->maker = sqlite3_column_int64(p.statement, 0);
    dl_put_done(&p);
  }
  return DL_OK;
}

/* A text that is new, or that was foreign and is read now. */
static int put_text(dl_ledger *ledger, const dl_model *model, dl_document *doc, place_of *at, dl_status *status) {
  bool again = at->text != 0;
  dl_put p = {0};
  int code = find_maker(ledger, model, doc, status);
  if (code || (code = dl_put_start(&p, ledger, again ? DL_SET_LANGUAGE : DL_PUT_TEXT, status))) return code;
  if (again) {
    dl_put_int(&p, at->text);
  } else {
    dl_put_text(&p, doc->key);
    dl_put_text(&p, doc->date);
  }
  dl_put_text(&p, doc->language);
  if (!again) sqlite3_bind_text64(p.statement, p.next++, doc->text, doc->text_size, SQLITE_STATIC, SQLITE_UTF8);
  dl_put_int(&p, ledger->maker);
  if ((code = dl_put_end(&p, status))) return code;
  if (!again) at->text = sqlite3_last_insert_rowid(ledger->db);
  if ((code = dl_store_layers(ledger, model, doc, at->text, status))) return code;
  return dl_entries_join(ledger, model, at->text, status);
}

/* The version that the document is of its identity, and whether it is the current one. *fresh: it is a new version. */
static int find_version(dl_ledger *ledger, const dl_document *doc, long long text, int *version, bool *current,
                        bool *fresh, dl_status *status) {
  bool found = false;
  dl_put p = {0};
  *version = 1;
  *current = true;
  *fresh = false;
  if (!doc->identity[0]) return DL_OK;
  int code = dl_put_start(&p, ledger, DL_FIND_VERSION, status);
  if (code) return code;
  dl_put_text(&p, doc->identity);
  dl_put_int(&p, text);
  if ((code = dl_put_ask(&p, &found, status))) return code;
  if (found) {
    bool same = sqlite3_column_int(p.statement, 1) != 0;
    *version = sqlite3_column_int(p.statement, 0) + !same;
    *current = !same || sqlite3_column_int(p.statement, 2) != 0;
    *fresh = !same;
  }
  dl_put_done(&p);
  if (!*fresh) return DL_OK;
  if ((code = dl_put_start(&p, ledger, DL_END_VERSION, status))) return code;
  dl_put_text(&p, doc->identity);
  return dl_put_end(&p, status);
}

/* The document that the text came with first; 0 where this is the first. *shown: the text is a current one. */
static int find_first(dl_ledger *ledger, long long text, long long *first, bool *shown, dl_status *status) {
  bool found = false;
  dl_put p = {0};
  int code = dl_put_for(&p, ledger, DL_FIND_FIRST, text, status);
  if (code || (code = dl_put_ask(&p, &found, status))) return code;
  *first = found ? sqlite3_column_int64(p.statement, 0) : 0;
  *shown = found && sqlite3_column_int(p.statement, 1) != 0;
  dl_put_done(&p);
  return DL_OK;
}

/* came: the text came with this document, and no other has it. */
static int put_document(dl_ledger *ledger, const dl_document *doc, long long text, bool came, dl_added *added,
                        dl_status *status) {
  int version = 1;
  bool current = true, fresh = false, shown = false;
  long long first = 0;
  dl_put p = {0};
  int code = find_version(ledger, doc, text, &version, &current, &fresh, status);
  if (code || (!came && (code = find_first(ledger, text, &first, &shown, status))) ||
      (code = dl_put_start(&p, ledger, DL_PUT_DOCUMENT, status)))
    return code;
  dl_put_int(&p, text);
  dl_put_text(&p, doc->id);
  dl_put_text(&p, doc->source);
  dl_put_text(&p, doc->title);
  dl_put_text(&p, doc->url);
  dl_put_text(&p, doc->identity);
  dl_put_int(&p, version);
  dl_put_int(&p, current);
  if (first)
    dl_put_int(&p, first);
  else
    dl_put_null(&p);
  *added = fresh ? DL_ADDED_VERSION : first ? DL_ADDED_COPY : DL_ADDED_NEW;
  if ((code = dl_put_end(&p, status)) || (!fresh && !first)) return code; /* a new text is current as it is made */
  if ((code = dl_put_start(&p, ledger, DL_END_TEXTS, status))) return code;
  dl_put_text(&p, doc->identity);
  dl_put_int(&p, text);
  if ((code = dl_put_end(&p, status))) return code;
  if (!fresh && shown) dl_tallies_await_text(ledger, text); /* its mentions stay what they are */
  if (!fresh && shown) return DL_OK;
  if ((code = dl_entries_touch(ledger, text, status)) || !fresh) return code;
  return dl_entries_touch_identity(ledger, doc->identity, status);
}

/* What dl_ledger_add hands through its guard. */
typedef struct adding {
  dl_ledger *ledger;
  const dl_model *model;
  dl_document *doc;
  dl_added *added;
} adding;

static int add(void *context, dl_status *status) {
  const adding *a = context;
  dl_ledger *ledger = a->ledger;
  dl_document *doc = a->doc;
  place_of at;
  int code = look(ledger, doc, &at, status);
  if (code) return code;
  bool came = at.text == 0;
  bool again = !came && at.foreign && doc->stored == DL_STORED_NOTHING && strcmp(doc->language, "en") == 0;
  if (came && doc->stored != DL_STORED_NOTHING)
    return dl_fail(status, DL_ESTORE, "%s: the text of '%s' was there when it was looked for, and is gone",
                   ledger->path, doc->id);
  if ((came || again) && (code = put_text(ledger, a->model, doc, &at, status))) return code;
  if (!at.named) return put_document(ledger, doc, at.text, came, a->added, status);
  if (again) *a->added = DL_ADDED_NEW;
  return DL_OK;
}

int dl_ledger_add(dl_ledger *ledger, const dl_model *model, dl_document *doc, dl_added *added, dl_status *status) {
  *added = DL_ADDED_NOTHING;
  make_key(doc);
  pthread_mutex_lock(&ledger->lock); /* memory that runs out must not leave it locked */
  int code = dl_guard_run(add, &(adding){ledger, model, doc, added}, status);
  if (code == DL_EMEMORY) dl_fail(status, code, "%s: out of memory at '%s'", ledger->path, doc->id);
  pthread_mutex_unlock(&ledger->lock);
  return code;
}
