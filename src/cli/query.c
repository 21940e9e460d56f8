#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/json.h"
#include "base/plain.h"
#include "cli/cli.h"
#include "query/query.h"

typedef struct printing {
  char kind; /* t, j, c */
  unsigned long rows;
  bool colour;
} printing;

static void csv_field(dl_buffer *out, const char *value, bool last) {
  bool quote = strpbrk(value, ",\"\r\n") != NULL;
  if (quote) dl_buffer_char(out, '"');
  for (; *value; value++) {
    if (*value == '"') dl_buffer_char(out, '"');
    dl_buffer_char(out, *value);
  }
  if (quote) dl_buffer_char(out, '"');
  dl_buffer_char(out, last ? '\n' : ',');
}

static void csv_row(const dl_query_row *r, dl_buffer *out) {
  const char *const fields[] = {r->date, r->event, r->mode, r->cameo, r->actor, r->actor_code, r->recipient, r->recipient_code, r->object, r->place,
                                r->auxiliary, r->author, r->source, r->denied_by, r->trigger, r->evidence, r->newspaper, r->label, r->url};
  size_t count = sizeof fields / sizeof *fields;
  for (size_t i = 0; i < count; i++) csv_field(out, fields[i], i + 1 == count);
}

static void json_row(const dl_query_row *r, dl_buffer *out) {
  dl_json j;
  dl_json_start(&j, out);
  dl_json_object(&j, NULL);
  dl_json_int(&j, "id", r->id);
  const struct { const char *key, *value; } fields[] = {
    {"date", r->date}, {"event", r->event}, {"mode", r->mode}, {"cameo", r->cameo}, {"quad", r->quad}, {"actor", r->actor},
    {"actor_code", r->actor_code}, {"recipient", r->recipient}, {"recipient_code", r->recipient_code}, {"object", r->object},
    {"place", r->place}, {"auxiliary", r->auxiliary}, {"author", r->author}, {"source", r->source}, {"denied_by", r->denied_by},
    {"trigger", r->trigger}, {"evidence", r->evidence}, {"newspaper", r->newspaper}, {"document", r->label}, {"url", r->url}};
  for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) dl_json_string(&j, fields[i].key, fields[i].value);
  dl_json_int(&j, "begin", r->evidence_begin);
  dl_json_int(&j, "end", r->evidence_end);
  dl_json_real(&j, "goldstein", r->goldstein);
  dl_json_real(&j, "confidence", r->confidence);
  dl_json_end_object(&j);
  dl_buffer_char(out, '\n');
}

static void line(dl_buffer *out, const char *label, const char *first, const char *second) {
  dl_buffer_printf(out, "            %-10s", label);
  dl_buffer_plain_text(out, first);
  if (second[0]) dl_buffer_char(out, ' ');
  dl_buffer_plain_text(out, second);
  dl_buffer_char(out, '\n');
}

static void party(dl_buffer *out, const char *name, const char *code) {
  dl_buffer_plain_text(out, name[0] ? name : "-");
  dl_buffer_printf(out, "%s%s", code[0] ? " " : "", code);
}

static void table_row(const dl_query_row *r, bool colour, dl_buffer *out) {
  const char *bold = colour ? "\033[1m" : "", *faint = colour ? "\033[2m" : "", *plain = colour ? "\033[0m" : "";
  dl_buffer_printf(out, "%s%-10s%s  %s%s%s%s %s%s%s%s  ", faint, r->date, plain, bold, r->event[0] ? r->event : "(speech act)", r->mode[0] ? " " : "",
                   r->mode, r->cameo, plain, r->auxiliary[0] ? " " : "", r->auxiliary);
  party(out, r->actor, r->actor_code);
  dl_buffer_text(out, " -> ");
  party(out, r->recipient, r->recipient_code);
  dl_buffer_char(out, '\n');
  if (r->object[0]) line(out, "of", r->object, "");
  line(out, "says", r->newspaper[0] ? r->newspaper : "the text", r->author);
  if (r->source[0]) line(out, "", r->source, "");
  if (r->denied_by[0]) line(out, "denied by", r->denied_by, "");
  dl_buffer_printf(out, "            in        %s", faint);
  dl_buffer_plain_text(out, r->evidence);
  dl_buffer_printf(out, "%s [%d:%d]\n\n", plain, r->evidence_begin, r->evidence_end);
}

static int print_row(const dl_query_row *row, void *context) {
  printing *p = context;
  dl_buffer out = {0};
  p->rows++;
  if (p->kind == 'c') csv_row(row, &out);
  else if (p->kind == 'j') json_row(row, &out);
  else table_row(row, p->colour, &out);
  bool good = !out.failed && dl_cli_write(out.data, out.size);
  dl_buffer_free(&out);
  return good && !dl_cli_interrupted() ? 0 : DL_ESTOPPED;
}

int dl_cli_query(const dl_options *o) {
  if (!o->ledger) return dl_cli_usage(o, "--ledger FILE is needed");
  const char *format = o->format ? o->format : "table";
  if (strcmp(format, "table") != 0 && strcmp(format, "jsonl") != 0 && strcmp(format, "csv") != 0)
    return dl_cli_usage(o, "--format is '%s': table, jsonl or csv", format);
  if (o->file_count > 0) return dl_cli_usage(o, "'%s' is not asked for: a query reads the ledger only", o->files[0]);
  dl_ledger *ledger = NULL;
  dl_status problem = {0};
  if (dl_ledger_open(o->ledger, false, &ledger, &problem) != DL_OK) {
    dl_cli_complain("%s", problem.message);
    return DL_EXIT_INPUT;
  }
  printing p = {format[0], 0, isatty(STDOUT_FILENO) && !getenv("NO_COLOR")};
  static const char names[] = "date,event,mode,cameo,actor,actor_code,recipient,recipient_code,object,place,auxiliary,author,source,denied_by,"
                              "trigger,evidence,newspaper,document,url\n";
  if (p.kind == 'c') dl_cli_write(names, sizeof names - 1);
  dl_query query = {o->actor, o->recipient, o->event, o->since, o->until, o->source, o->text};
  int code = dl_query_run(ledger, &query, print_row, &p, &problem);
  dl_ledger_close(ledger);
  if (code == DL_EUSAGE) return dl_cli_usage(o, "%s", problem.message);
  if (code != DL_OK && code != DL_ESTOPPED) dl_cli_complain("%s", problem.message);
  if (p.kind == 't' && code == DL_OK) printf("%lu events\n", p.rows);
  bool flushed = dl_cli_flush();
  if (dl_cli_interrupted()) return DL_EXIT_INTERRUPTED;
  return code == DL_OK && flushed ? DL_EXIT_OK : DL_EXIT_INPUT;
}
