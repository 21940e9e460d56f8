/* flows: both directions of a dyad over time, as a table with sparklines, CSV or JSON. */
#include "flows/flows.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/asking.h"
#include "cli/rows.h"
#include "flows/tally.h"

enum { MARKS = 60 }; /* the most of a sparkline; more periods share marks */

typedef struct page {
  const dl_flows *flows;
  dl_arena *arena;
  dl_buffer *out;
  const char *bold, *faint, *plain; /* "" without colours */
  uint32_t fold;                    /* periods a mark */
} page;

/* ---- table ---- */

static void spark(const page *p, const long long *series, long long top) {
  static const char *const marks[] = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
  uint32_t gap = 2; /* spaces before the next mark */
  for (uint32_t i = 0; i < p->flows->period_count; i += p->fold) {
    long long sum = 0;
    for (uint32_t k = i; k < i + p->fold && k < p->flows->period_count; k++) sum += series[k];
    if (sum == 0 || top == 0) {
      gap++;
      continue;
    }
    for (; gap > 0; gap--) dl_buffer_char(p->out, ' ');
    dl_buffer_text(p->out, marks[(sum * 8 - 1) / top < 8 ? (sum * 8 - 1) / top : 7]);
  }
}

/* The highest mark of a series. */
static long long top_of(const page *p, const long long *series) {
  long long top = 0;
  for (uint32_t i = 0; i < p->flows->period_count; i += p->fold) {
    long long sum = 0;
    for (uint32_t k = i; k < i + p->fold && k < p->flows->period_count; k++) sum += series[k];
    if (sum > top) top = sum;
  }
  return top;
}

static void put_line(const page *p, const char *name, const dl_flow_tally *t, long long top) {
  const dl_sums *s = &t->sums;
  dl_buffer_printf(p->out, "%-30s %6lld %7lld %9lld %7lld %10lld %10.1f %10.1f", name, s->facts, s->claims, s->disputed,
                   s->denied, s->announced, s->goldstein_facts, s->goldstein_claims);
  spark(p, t->series, top);
  dl_buffer_char(p->out, '\n');
}

static const char *spaced(dl_arena *arena, const char *name) {
  char *copy = dl_arena_strndup(arena, name, strlen(name));
  for (char *at = copy; *at; at++)
    if (*at == '_') *at = ' ';
  return copy;
}

static void put_way(const page *p, uint32_t way, long long top) {
  const dl_flows *f = p->flows;
  dl_flow_cell like = {.way = way};
  dl_flow_tally all = dl_tally_of(f, p->arena, dl_same_way, &like);
  dl_buffer_text(p->out, p->bold);
  put_line(p, dl_arena_printf(p->arena, "%s -> %s", f->query->filters.between[way], f->query->filters.between[1 - way]),
           &all, top);
  dl_buffer_text(p->out, p->plain);
  for (like.quad = 0; like.quad < DL_QUADS; like.quad++) {
    dl_flow_tally quad = dl_tally_of(f, p->arena, dl_same_quad, &like);
    if (quad.sums.entries > 0)
      put_line(p, dl_arena_printf(p->arena, "  %s", spaced(p->arena, dl_quad_names[like.quad])), &quad, top);
  }
  uint32_t found;
  const dl_flow_cell **kinds = dl_flow_kinds(f, p->arena, way, &found);
  for (uint32_t i = 0; i < found; i++) {
    dl_flow_tally kind = dl_tally_of(f, p->arena, dl_same_kind, kinds[i]);
    const char *event = *kinds[i]->event ? kinds[i]->event : "(speech act)", *object = kinds[i]->object;
    put_line(p, dl_arena_printf(p->arena, "    %s%s%s%s", event, *object ? " (" : "", object, *object ? ")" : ""),
             &kind, top);
  }
}

/* A line a period with both directions beside each other; periods without anything are left out. */
static void put_periods(const page *p) {
  const dl_flows *f = p->flows;
  const char *a = f->query->filters.between[0], *b = f->query->filters.between[1];
  dl_buffer_printf(p->out, "\n%-11s %s%s -> %s%s                      %s%s -> %s%s\n", f->query->by, p->bold, a, b,
                   p->plain, p->bold, b, a, p->plain);
  dl_buffer_printf(p->out, "%-11s facts claims  net Goldstein     facts claims  net Goldstein\n", "");
  for (int32_t i = -1; i < (int32_t)f->period_count; i++) {
    dl_sums sums[2];
    for (uint32_t way = 0; way < 2; way++)
      sums[way] = dl_tally_of(f, p->arena, dl_same_period, &(dl_flow_cell){.way = way, .period = i}).sums;
    if (sums[0].entries + sums[1].entries == 0) continue;
    dl_buffer_printf(p->out, "%-11s", i < 0 ? "longer" : f->periods[i]);
    for (uint32_t way = 0; way < 2; way++)
      dl_buffer_printf(p->out, "%6lld %6lld %+14.1f%s", sums[way].facts, sums[way].claims + sums[way].disputed,
                       sums[way].goldstein_facts + sums[way].goldstein_claims, way ? "\n" : "    ");
  }
}

static void put_table(page *p) {
  const dl_flows *f = p->flows;
  const dl_flow_query *q = f->query;
  p->fold = f->period_count / MARKS + 1;
  long long top = 0;
  for (uint32_t way = 0; way < 2; way++) {
    long long high = top_of(p, dl_tally_of(f, p->arena, dl_same_way, &(dl_flow_cell){.way = way}).series);
    if (high > top) top = high;
  }
  dl_buffer_printf(p->out, "%s%s and %s%s, by %s", p->bold, q->filters.between[0], q->filters.between[1], p->plain,
                   q->by);
  if (f->period_count > 0) dl_buffer_printf(p->out, ", %s to %s", f->periods[0], f->periods[f->period_count - 1]);
  if (q->filters.object && *q->filters.object) dl_buffer_printf(p->out, ", of %s", q->filters.object);
  dl_buffer_char(p->out, '\n');
  if (f->cell_count == 0) {
    dl_buffer_text(p->out, "nothing is told of what they do to each other\n");
    return;
  }
  dl_buffer_printf(p->out, "%s%-30s %6s %7s %9s %7s %10s %10s %10s  %s%s\n", p->faint, "", "facts", "claims",
                   "disputed", "denied", "announced", "Goldstein", "of claims", "told or claimed", p->plain);
  for (uint32_t way = 0; way < 2; way++) put_way(p, way, top);
  dl_buffer_printf(p->out,
                   "%sA mark is %u %s%s, the highest %lld entries; Goldstein: summed over facts, and over claims.%s\n",
                   p->faint, p->fold, q->by, p->fold == 1 ? "" : "s", top, p->plain);
  put_periods(p);
}

/* ---- CSV ---- */

static void put_csv(const dl_flows *f, dl_buffer *out) {
  dl_buffer_text(out, "period,actor,recipient,event,object,quad");
  dl_buffer_text(out, dl_sums_head);
  for (uint32_t i = 0; i < f->cell_count; i++) {
    const dl_flow_cell *c = &f->cells[i];
    const char *texts[] = {c->period < 0 ? "" : f->periods[c->period],
                           f->query->filters.between[c->way],
                           f->query->filters.between[1 - c->way],
                           c->event,
                           c->object,
                           c->quad < 0 ? "" : dl_quad_names[c->quad]};
    for (size_t k = 0; k < sizeof texts / sizeof *texts; k++) dl_csv_text(out, k == 0, texts[k]);
    dl_sums_csv(&c->sums, out);
  }
}

/* ---- the command ---- */

static int print_flows(const dl_options *o, const dl_flows *f, dl_arena *arena, char kind) {
  bool terminal = isatty(STDOUT_FILENO), colour = terminal && !getenv("NO_COLOR");
  dl_buffer out = {0};
  if (kind == 'c') {
    put_csv(f, &out);
  } else if (kind == 'j') {
    dl_flows_json(f, arena, &out);
  } else {
    page p = {f, arena, &out, colour ? "\033[1m" : "", colour ? "\033[2m" : "", colour ? "\033[0m" : "", 1};
    put_table(&p);
  }
  (void)o;
  return dl_cli_send(&out) ? DL_OK : DL_ESTOPPED;
}

int dl_cli_flows(const dl_options *o) {
  dl_flow_query query = {.by = o->by ? o->by : "month"};
  dl_ledger *ledger = NULL;
  dl_status problem = {0};
  dl_flows flows;
  if (!o->ledger) return dl_cli_usage(o, "--ledger FILE is needed");
  if (!o->between) return dl_cli_usage(o, "--between A,B is needed: two countries, as in RUS,PRK");
  char kind = dl_cli_form(o, "table, json or csv");
  if (!kind) return DL_EXIT_USAGE;
  int status = dl_cli_filters(o, &query.filters);
  if (status == DL_EXIT_OK) status = dl_cli_ledger(o, &ledger);
  if (status != DL_EXIT_OK) return status;
  dl_arena *arena = dl_arena_new();
  int code =
      arena ? dl_flows_read(ledger, &query, arena, &flows, &problem) : dl_fail(&problem, DL_EMEMORY, "out of memory");
  if (code == DL_OK) code = print_flows(o, &flows, arena, kind);
  dl_arena_free(arena);
  dl_ledger_close(ledger);
  return dl_cli_answered(o, code, &problem);
}
