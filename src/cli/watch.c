/* watch: rules over what comes into a ledger; what fits is printed or sent. */
#include "watch/watch.h"

#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/json.h"
#include "cli/asking.h"
#include "cli/rows.h"

static void make_object(const dl_rule *rule, const dl_entry_row *row, dl_buffer *out) {
  dl_json j;
  dl_json_start(&j, out);
  dl_json_object(&j, NULL);
  dl_json_string(&j, "rule", rule->name);
  dl_entry_members(&j, row);
  dl_json_end_object(&j);
}

static void make_line(const dl_rule *rule, const dl_entry_row *row, bool webhook, dl_buffer *out) {
  make_object(rule, row, out);
  if (!webhook) dl_buffer_char(out, '\n');
}

static void make_table(const dl_rule *rule, const dl_entry_row *row, bool webhook, dl_buffer *out) {
  if (webhook) {
    make_object(rule, row, out);
    return;
  }
  dl_buffer_text(out, rule->name);
  dl_buffer_char(out, '\n');
  dl_entry_table(row, false, out);
}

static void wait_for(double seconds) {
  for (double left = seconds; left > 0 && !dl_cli_interrupted(); left -= 0.1)
    nanosleep(&(struct timespec){.tv_nsec = (long)((left < 0.1 ? left : 0.1) * 1e9)}, NULL);
}

/* What is queued goes out. An exit status. */
static int tell(dl_watch *watch, unsigned long *told) {
  unsigned long printed = 0, sent = 0, left = 0;
  dl_status problem = {0}, why = {0};
  int code = dl_watch_print(watch, &printed, &problem);
  if (code == DL_OK) code = dl_watch_send(watch, &sent, &left, &why, &problem);
  *told += printed + sent;
  if (code != DL_OK && code != DL_ESTOPPED) dl_cli_complain("%s", problem.message);
  if (code == DL_OK && why.code != DL_OK) dl_cli_complain("%s; queued: %lu", why.message, left);
  return code == DL_OK && left == 0 ? DL_EXIT_OK : DL_EXIT_INPUT;
}

static int look(dl_watch *watch) {
  unsigned long found = 0;
  dl_status problem = {0};
  bool news = false;
  int code = dl_watch_news(watch, &news, &problem);
  if (code == DL_OK && news) code = dl_watch_look(watch, &found, &problem);
  if (code != DL_OK && code != DL_ESTOPPED) dl_cli_complain("%s", problem.message);
  return code == DL_OK ? DL_EXIT_OK : DL_EXIT_INPUT;
}

/* Until it is interrupted, or once. */
static int run(const dl_options *o, dl_watch *watch) {
  unsigned long told = 0;
  int status;
  for (;;) {
    status = look(watch);
    int handed = tell(watch, &told);
    if (status == DL_EXIT_OK) status = handed;
    if (o->once || dl_cli_interrupted()) break;
    wait_for(o->every);
    if (dl_cli_interrupted()) break;
  }
  if (!o->quiet && isatty(STDERR_FILENO)) fprintf(stderr, "%lu told\n", told);
  return dl_cli_interrupted() ? DL_EXIT_INTERRUPTED : status;
}

static int open_and_run(const dl_options *o, const dl_rules *rules, bool table) {
  dl_watch_options options = {.ledger = o->ledger,
                              .rules = rules,
                              .make = table ? make_table : make_line,
                              .agent = o->agent ? o->agent : "dateline/" DL_VERSION,
                              .seconds = o->timeout,
                              .retries = 3,
                              .pause = o->delay,
                              .eager = o->once,
                              .stop = dl_cli_stop()};
  dl_watch *watch = NULL;
  dl_status problem = {0};
  int code = dl_watch_open(&options, &watch, &problem);
  if (code == DL_EUSAGE) return dl_cli_usage(o, "--ledger: %s", problem.message);
  if (code == DL_OK && o->from_now) code = dl_watch_skip(watch, &problem);
  if (code != DL_OK) dl_cli_complain("%s", problem.message);
  int status = code == DL_OK ? run(o, watch) : DL_EXIT_INPUT;
  dl_watch_close(watch);
  return status;
}

int dl_cli_watch(const dl_options *o) {
  char form = dl_cli_form(o, "jsonl or table");
  if (!form) return DL_EXIT_USAGE;
  if (!o->ledger) return dl_cli_usage(o, "--ledger FILE is needed");
  if (!o->rules) return dl_cli_usage(o, "--rules FILE is needed");
  if (o->file_count > 0) return dl_cli_usage(o, "'%s' is not asked for: watch reads the ledger only", o->files[0]);
  dl_model *model = NULL;
  dl_rules rules = {0};
  dl_status problem = {0};
  int status = dl_cli_model(o, &model);
  if (status != DL_EXIT_OK) return status;
  int code = dl_rules_read(o->rules, model, &rules, &problem);
  dl_model_close(model);
  if (code != DL_OK) {
    dl_cli_complain("%s", problem.message);
    return DL_EXIT_INPUT;
  }
  status = open_and_run(o, &rules, form == 't');
  dl_rules_free(&rules);
  return status;
}
