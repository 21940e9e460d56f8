/* dateline score: the program against a user's own annotated articles. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/json.h"
#include "base/plain.h"
#include "cli/cli.h"
#include "score/figures.h"

typedef struct scoring {
  const dl_model *model;
  dl_arena *arena; /* of the gold and of what is gathered */
  dl_golds golds;
  dl_counts *each; /* of every scored document, in their order */
  uint32_t documents, capacity;
  bool errors, json;
  dl_buffer shown; /* errors, behind the figures */
} scoring;

/* ---- what is wrong in the gold ---- */

static void tell(void *context, const char *path, uint32_t line, const char *reason) {
  dl_buffer *out = context;
  if (line > 0)
    dl_buffer_printf(out, "%s:%u: %s\n", path, line, reason);
  else
    dl_buffer_printf(out, "%s: %s\n", path, reason);
}

static int read_golds(const dl_options *o, scoring *s, dl_faults *faults) {
  for (int i = 0; i < o->file_count; i++) {
    dl_status status = {0};
    if (dl_gold_read(o->files[i], s->model, s->arena, &s->golds, faults, &status) == DL_OK) continue;
    dl_cli_complain("%s", status.message);
    return DL_EXIT_INPUT;
  }
  return DL_EXIT_OK;
}

/* Prints what is wrong, or, with --check alone, that nothing is. */
static int check(const dl_options *o, scoring *s) {
  dl_buffer out = {0};
  dl_faults faults = {.tell = tell, .context = &out};
  int status = read_golds(o, s, &faults);
  unsigned long events = 0;
  for (uint32_t i = 0; i < s->golds.count; i++) events += s->golds.items[i]->event_count;
  if (status == DL_EXIT_OK && o->check && faults.count == 0)
    dl_buffer_printf(&out, "%u documents, %lu events, all sound\n", s->golds.count, events);
  if (faults.count > 0)
    dl_buffer_printf(&out, "%u documents, %lu events, %u faults\n", s->golds.count, events, faults.count);
  if (!dl_cli_send_plain(&out) || faults.count > 0) status = DL_EXIT_INPUT;
  if (status == DL_EXIT_OK && s->golds.count == 0) {
    dl_cli_complain("no annotated document in it");
    status = DL_EXIT_INPUT;
  }
  return status;
}

/* ---- errors, one by one ---- */

static void add_parties(dl_buffer *out, const dl_participants *list) {
  if (list->count == 0) dl_buffer_char(out, '-');
  for (uint32_t i = 0; i < list->count; i++) {
    const dl_participant *p = &list->items[i];
    dl_code code = p->code ? p->code : p->country;
    dl_buffer_printf(out, "%s%s", i ? "," : "", code ? DL_CODE_TEXT(code) : "?");
  }
}

static void add_gold_parties(dl_buffer *out, const dl_gold_parties *list) {
  if (list->count == 0) dl_buffer_char(out, '-');
  for (uint32_t i = 0; i < list->count; i++)
    dl_buffer_printf(out, "%s%s%s", i ? "," : "", list->items[i].country[0] ? list->items[i].country : "?",
                     list->items[i].sector);
}

static void add_auxiliary(dl_buffer *out, uint32_t set) {
  for (uint32_t i = 0; i < 4; i++)
    if (set & 1u << i) dl_buffer_printf(out, " %s", dl_auxiliary_name(i));
}

/* "AID IRNGOV > RUSGOV future, Uu/CT+, Kuleba". */
static void add_reading(dl_buffer *out, const dl_document *doc, const dl_event *p) {
  dl_buffer_printf(out, "%s ", p->act != DL_SPEECH_ACT ? dl_act_name(p->act) : p->cameo);
  add_parties(out, &p->actor);
  dl_buffer_text(out, " > ");
  add_parties(out, &p->recipient);
  add_auxiliary(out, p->auxiliary);
  for (uint32_t i = 0; i < p->factuality_count; i++)
    dl_buffer_printf(out, "%s%s", i ? "/" : ", ", dl_factuality_name(p->factuality[i].value));
  for (uint32_t i = 0; i < p->attribution.count; i++) {
    int32_t entity = doc->attributions[p->attribution.items[i]].entity;
    dl_buffer_printf(out, ", %s", entity >= 0 ? doc->entities[entity].name : "?");
  }
}

static void add_gold_reading(dl_buffer *out, const dl_gold *gold, const dl_gold_event *g) {
  dl_buffer_printf(out, "%s ", !g->event ? "any" : g->event[0] ? g->event : g->cameo[0] ? g->cameo : "statement");
  add_gold_parties(out, &g->actor);
  dl_buffer_text(out, " > ");
  add_gold_parties(out, &g->recipient);
  add_auxiliary(out, g->auxiliary);
  dl_buffer_printf(out, ", %s%s%s", g->author, g->source[0] ? "/" : "", g->source);
  for (uint32_t i = 0; i < g->attribution.count; i++) {
    const dl_gold_attribution *a = &gold->attributions[g->attribution.items[i]];
    dl_buffer_printf(out, ", %s", a->named ? a->name : "?");
  }
}

/* The byte at which a code point begins. */
static uint32_t byte_at(dl_document *doc, uint32_t point) {
  uint32_t low = 0, high = doc->text_size;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (dl_document_cp(doc, middle) < point)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

typedef struct shown_error {
  const char *kind, *id, *gold, *found, *trigger, *sentence;
  uint32_t begin, end; /* code points */
} shown_error;

static const char *in_one_line(dl_document *doc, uint32_t begin, uint32_t end) {
  char *text = dl_arena_strndup(doc->arena, doc->text + begin, end - begin);
  for (uint32_t i = 0; i < end - begin; i++)
    if ((unsigned char)text[i] < ' ') text[i] = ' ';
  return text;
}

static void describe(const dl_gold *gold, dl_document *doc, const dl_score_error *e, dl_buffer *work,
                     shown_error *out) {
  dl_gold_span span = e->gold ? e->gold->triggers.items[0]
                              : (dl_gold_span){dl_document_cp(doc, e->event->trigger_span.begin),
                                               dl_document_cp(doc, e->event->trigger_span.end)};
  uint32_t begin = byte_at(doc, span.begin), end = byte_at(doc, span.end);
  *out = (shown_error){
      .kind = e->kind, .id = doc->id, .gold = "", .found = "", .sentence = "", .begin = span.begin, .end = span.end};
  out->trigger = in_one_line(doc, begin, end);
  for (uint32_t i = 0; i < doc->sentence_count; i++)
    if (doc->sentences[i].begin <= begin && begin < doc->sentences[i].end)
      out->sentence = in_one_line(doc, doc->sentences[i].begin, doc->sentences[i].end);
  dl_buffer_clear(work);
  if (e->gold) add_gold_reading(work, gold, e->gold);
  if (e->gold && !work->failed)
    out->gold = in_one_line(&(dl_document){.arena = doc->arena, .text = work->data}, 0, (uint32_t)work->size);
  dl_buffer_clear(work);
  if (e->event) add_reading(work, doc, e->event);
  if (e->event && !work->failed)
    out->found = in_one_line(&(dl_document){.arena = doc->arena, .text = work->data}, 0, (uint32_t)work->size);
}

static void add_error(const scoring *s, const shown_error *e, dl_buffer *out) {
  if (!s->json) {
    dl_buffer_printf(out, "%s\t%s\t%u\t%s\t%s\t%s\t%s\n", e->kind, e->id, e->begin, e->trigger, e->gold, e->found,
                     e->sentence);
    return;
  }
  dl_json json;
  dl_json_start(&json, out);
  dl_json_object(&json, NULL);
  dl_json_string(&json, "error", e->kind);
  dl_json_string(&json, "doc", e->id);
  dl_json_int(&json, "begin", e->begin);
  dl_json_int(&json, "end", e->end);
  dl_json_string(&json, "trigger", e->trigger);
  dl_json_string(&json, "gold", e->gold);
  dl_json_string(&json, "found", e->found);
  dl_json_string(&json, "sentence", e->sentence);
  dl_json_end_object(&json);
  dl_buffer_char(out, '\n');
}

/* ---- the run ---- */

/* On a worker's thread: the document's counts, then its errors. */
static void make_counts(void *context, dl_document *doc, dl_buffer *out) {
  const scoring *s = context;
  const dl_gold *gold = dl_gold_find(&s->golds, doc->id);
  dl_counts counts = {0};
  dl_score_errors errors = {0};
  if (!gold) return;
  dl_score_document(gold, doc, &counts, s->errors ? &errors : NULL);
  dl_buffer_add(out, &counts, sizeof counts);
  dl_buffer work = {0};
  for (uint32_t i = 0; i < errors.count; i++) {
    shown_error shown;
    describe(gold, doc, &errors.items[i], &work, &shown);
    add_error(s, &shown, out);
  }
  dl_buffer_free(&work);
}

static int take_counts(void *context, dl_document *doc, const dl_buffer *out) {
  scoring *s = context;
  dl_cli_note_language(s->model, doc);
  if (out->size < sizeof(dl_counts)) return 0;
  memcpy(DL_PUSH(s->arena, s->each, s->documents, s->capacity), out->data, sizeof(dl_counts));
  dl_buffer_add(&s->shown, out->data + sizeof(dl_counts), out->size - sizeof(dl_counts));
  return 0;
}

/* ---- figures ---- */

static void add_table(const scoring *s, const dl_score_figure *figures, const uint64_t *sum, dl_buffer *out) {
  dl_buffer_printf(out,
                   "documents %u, events %llu, found by the program %llu, matched %llu\n\n%-20s %7s %7s %7s   %s\n",
                   s->documents, (unsigned long long)sum[DL_N_GOLD], (unsigned long long)sum[DL_N_PREDICTED],
                   (unsigned long long)sum[DL_N_MATCHED], "", "P", "R", "F1", "95 % interval");
  for (int i = 0; i < DL_FIGURES; i++) {
    const dl_score_figure *f = &figures[i];
    dl_buffer_printf(out, "%-20s ", f->name);
    if (!f->there)
      dl_buffer_printf(out, "%7s %7s %7s\n", f->three ? "-" : "", f->three ? "-" : "", "-");
    else if (f->three)
      dl_buffer_printf(out, "%7.3f %7.3f %7.3f   %.3f to %.3f\n", f->precision, f->recall, f->value, f->low, f->high);
    else
      dl_buffer_printf(out, "%15s %7.3f   %.3f to %.3f\n", "", f->value, f->low, f->high);
  }
}

static void add_json(const scoring *s, const dl_score_figure *figures, const uint64_t *sum, dl_buffer *out) {
  for (int i = 0; i < DL_FIGURES; i++) {
    const dl_score_figure *f = &figures[i];
    dl_json json;
    dl_json_start(&json, out);
    dl_json_object(&json, NULL);
    dl_json_string(&json, "figure", f->name);
    if (f->three && f->there) dl_json_real(&json, "precision", f->precision);
    if (f->three && f->there) dl_json_real(&json, "recall", f->recall);
    if (f->there)
      dl_json_real(&json, f->three ? "f1" : "share", f->value);
    else
      dl_json_null(&json, f->three ? "f1" : "share");
    if (f->there) dl_json_real(&json, "low", f->low);
    if (f->there) dl_json_real(&json, "high", f->high);
    dl_json_int(&json, "documents", s->documents);
    dl_json_int(&json, "events", (int64_t)sum[DL_N_GOLD]);
    dl_json_end_object(&json);
    dl_buffer_char(out, '\n');
  }
}

static bool print_figures(scoring *s) {
  dl_score_figure figures[DL_FIGURES];
  uint64_t sum[DL_COUNTS] = {0};
  dl_buffer out = {0};
  dl_score_figures(s->each, s->documents, s->arena, figures);
  for (uint32_t d = 0; d < s->documents; d++)
    for (int i = 0; i < DL_COUNTS; i++) sum[i] += s->each[d].n[i];
  if (s->json)
    add_json(s, figures, sum, &out);
  else
    add_table(s, figures, sum, &out);
  if (s->errors && !s->json) dl_buffer_text(&out, "\nerror\tdocument\tbegin\ttrigger\tgold\tfound\tsentence\n");
  if (s->shown.size > 0) dl_buffer_add(&out, s->shown.data, s->shown.size);
  out.failed = out.failed || s->shown.failed;
  return dl_cli_send_plain(&out);
}

static int score(const dl_options *o, scoring *s) {
  dl_engine *engine = NULL;
  int status = dl_cli_engine(o, DL_TO_LEDGER, &engine);
  if (status != DL_EXIT_OK) return status;
  s->model = dl_engine_model(engine);
  status = check(o, s);
  dl_options inputs = *o;
  inputs.input = DL_INPUT_JSONL;
  if (status == DL_EXIT_OK && !o->check) {
    status = dl_cli_run(&inputs, engine, &(dl_run){.make = make_counts, .give = take_counts, .context = s});
    if (s->documents > 0 && status != DL_EXIT_INTERRUPTED && !print_figures(s)) status = DL_EXIT_INPUT;
  }
  dl_engine_free(engine);
  return status;
}

int dl_cli_score(const dl_options *o) {
  const char *format = o->format ? o->format : "table";
  if (strcmp(format, "table") != 0 && strcmp(format, "jsonl") != 0)
    return dl_cli_usage(o, "--format is '%s': table or jsonl", format);
  if (o->file_count == 0) return dl_cli_usage(o, "score needs a file of annotated articles");
  for (int i = 0; i < o->file_count; i++)
    if (strcmp(o->files[i], "-") == 0) return dl_cli_usage(o, "score reads its file twice: standard input will not do");
  scoring s = {.arena = dl_arena_new(), .errors = o->errors, .json = format[0] == 'j'};
  if (!s.arena) {
    dl_cli_complain("out of memory");
    return DL_EXIT_INPUT;
  }
  int status = score(o, &s);
  dl_buffer_free(&s.shown);
  dl_arena_free(s.arena);
  return dl_cli_finish(status);
}
