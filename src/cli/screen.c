/* screen: entries that touch a measure in force on their day, as a table, CSV or JSON Lines. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/chars.h"
#include "base/json.h"
#include "base/plain.h"
#include "cli/asking.h"
#include "cli/rows.h"
#include "query/screens.h"

typedef struct printing {
  char kind; /* t, j, c */
  bool terminal, colour;
  unsigned long entries, touches, unchecked;
} printing;

static void add(dl_buffer *out, const char *before, const char *text, const char *behind) {
  if (!text[0]) return;
  dl_buffer_text(out, before);
  dl_buffer_plain_text(out, text);
  dl_buffer_text(out, behind);
}

/* "arms|oil" as "arms; oil". */
static void add_list(dl_buffer *out, const char *before, const char *list) {
  dl_buffer_text(out, before);
  for (size_t size; *list; list += size) {
    size = strcspn(list, "|");
    dl_buffer_plain(out, list, size);
    if (list[size]) dl_buffer_text(out, "; "), size++;
  }
}

static void put_table(const printing *p, const dl_entry_row *row, const dl_touches *list, dl_buffer *out) {
  dl_entry_row plain = *row;
  plain.told.screening.count = 0; /* as they were when it was read; those of today's table follow */
  dl_entry_table(&plain, p->colour, out);
  if (out->size > 0) out->size--; /* the empty line goes behind the measures */
  for (uint32_t i = 0; i < list->count; i++) {
    const dl_touch *t = &list->items[i];
    const dl_measure *m = &t->measure;
    dl_buffer_text(out, "            touches   ");
    add(out, "", m->resolution, "");
    add(out, dl_is_digit(m->paragraph[0]) ? ", paragraph " : ", ", m->paragraph, "");
    add_list(out, ": ", m->covers);
    dl_buffer_printf(out, " (%s ", m->regime);
    dl_buffer_printf(out, strcmp(t->way, "to") == 0 ? "to %s; in force from %s" : "from %s; in force from %s",
                     t->country, m->start);
    add(out, " to ", m->end, "");
    dl_buffer_text(out, ")\n                      ");
    if (strcmp(m->checked, "checked") == 0)
      add(out, "checked, its words: \"", m->words, "\"\n");
    else if (strcmp(m->checked, "recalled") == 0)
      add(out, "recalled, not compared with the text: \"", m->words, "\"\n");
    else
      dl_buffer_text(out, "unchecked: look the paragraph up\n");
    add(out, "                      a breach says ", t->breach_said_by, "\n");
  }
  dl_buffer_char(out, '\n');
}

static const char csv_head[] =
    "id,status,date,event,cameo,actor,actor_country,recipient,recipient_country,object,object_class,party,party_"
    "country,"
    "way,regime,instrument,paragraph,covers,in_force_from,in_force_to,checked,words,breach_said_by,sources,first_"
    "report,"
    "last_report,evidence,document,url\n";

/* The names of parties, or their countries, as one cell. */
static void put_parties(dl_buffer *out, const dl_row_parties *list, bool countries) {
  dl_buffer cell = {0};
  for (uint32_t i = 0; i < list->count; i++) {
    if (i > 0) dl_buffer_text(&cell, "; ");
    dl_buffer_text(&cell, countries ? list->items[i].country : list->items[i].name);
  }
  dl_csv_text(out, false, cell.size > 0 ? cell.data : "");
  out->failed |= cell.failed;
  dl_buffer_free(&cell);
}

static void put_csv(const dl_entry_row *row, const dl_touches *list, dl_buffer *out) {
  const dl_query_row *told = &row->told;
  for (uint32_t i = 0; i < list->count; i++) {
    const dl_touch *t = &list->items[i];
    const dl_measure *m = &t->measure;
    dl_csv_whole(out, true, row->id);
    const char *kind[] = {row->status, row->date, row->event, row->cameo};
    for (size_t k = 0; k < sizeof kind / sizeof *kind; k++) dl_csv_text(out, false, kind[k]);
    put_parties(out, &told->actor, false);
    put_parties(out, &told->actor, true);
    put_parties(out, &told->recipient, false);
    put_parties(out, &told->recipient, true);
    const char *touched[] = {told->object.count ? told->object.items[0].text : "",
                             row->object,
                             t->party,
                             t->country,
                             t->way,
                             m->regime,
                             m->resolution,
                             m->paragraph,
                             m->covers,
                             m->start,
                             m->end,
                             m->checked,
                             m->words,
                             t->breach_said_by};
    for (size_t k = 0; k < sizeof touched / sizeof *touched; k++) dl_csv_text(out, false, touched[k]);
    dl_csv_whole(out, false, row->sources);
    const char *where[] = {row->first_report, row->last_report, told->evidence,
                           told->documents.count ? told->documents.items[0].name : "",
                           told->documents.count ? told->documents.items[0].url : ""};
    for (size_t k = 0; k < sizeof where / sizeof *where; k++) dl_csv_text(out, false, where[k]);
    dl_buffer_char(out, '\n');
  }
}

static void put_json(const dl_entry_row *row, const dl_touches *list, dl_buffer *out) {
  dl_json j;
  dl_json_start(&j, out);
  dl_json_object(&j, NULL);
  dl_touches_json(&j, list);
  dl_entry_members(&j, row);
  dl_json_end_object(&j);
  dl_buffer_char(out, '\n');
}

static int print_touched(const dl_entry_row *row, const dl_touches *list, void *context) {
  printing *p = context;
  dl_buffer out = {0};
  p->entries++;
  p->touches += list->count;
  for (uint32_t i = 0; i < list->count; i++) p->unchecked += strcmp(list->items[i].measure.checked, "checked") != 0;
  if (p->kind == 'c')
    put_csv(row, list, &out);
  else if (p->kind == 'j')
    put_json(row, list, &out);
  else
    put_table(p, row, list, &out);
  bool good = p->kind == 'c' ? dl_cli_send_csv(&out, p->terminal) : dl_cli_send(&out);
  return good && !dl_cli_interrupted() ? 0 : DL_ESTOPPED;
}

static int answer(const dl_options *o, dl_ledger *ledger, const dl_model *model, const dl_query *query, printing *p) {
  dl_status problem = {0};
  dl_screener *screener = NULL;
  int code = dl_screener_new(model, &screener, &problem);
  if (code == DL_OK && p->kind == 'c' && !dl_cli_write(csv_head, sizeof csv_head - 1)) code = DL_ESTOPPED;
  if (code == DL_OK) code = dl_screens_run(ledger, screener, query, print_touched, p, &problem);
  if (code == DL_OK && p->kind == 't')
    printf("%lu entr%s touch%s %lu measure%s, %lu of them not checked; whether a rule is broken is not told here\n",
           p->entries, p->entries == 1 ? "y" : "ies", p->entries == 1 ? "es" : "", p->touches,
           p->touches == 1 ? "" : "s", p->unchecked);
  dl_screener_free(screener);
  return dl_cli_answered(o, code, &problem);
}

int dl_cli_screen(const dl_options *o) {
  bool terminal = isatty(STDOUT_FILENO);
  printing p = {.terminal = terminal, .colour = terminal && !getenv("NO_COLOR")};
  dl_query query;
  dl_ledger *ledger = NULL;
  dl_model *model = NULL;
  if (!o->ledger) return dl_cli_usage(o, "--ledger FILE is needed");
  if (!(p.kind = dl_cli_form(o, "table, jsonl or csv"))) return DL_EXIT_USAGE;
  int status = dl_cli_filters(o, &query);
  if (status == DL_EXIT_OK) status = dl_cli_model(o, &model);
  if (status == DL_EXIT_OK && !model) {
    dl_cli_complain("the measures stand in the data file, and there is none: --data FILE names one");
    return DL_EXIT_INPUT;
  }
  if (status == DL_EXIT_OK) status = dl_cli_ledger(o, &ledger);
  if (status == DL_EXIT_OK) status = answer(o, ledger, model, &query, &p);
  dl_ledger_close(ledger);
  dl_model_close(model);
  return status;
}
