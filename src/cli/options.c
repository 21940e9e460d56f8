#include "cli/options.h"

#include <errno.h>
#include <math.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/nearest.h"

enum {
  CODERS = CODE | TIMES | QUOTES | PLACES | EXPLAIN | INGEST | FETCH | LEXICON | SCORE,
  READERS = PARSE | TEXTS | FEATURES | CODERS
};

/* ---- values ---- */

static int set_threads(dl_options *o, const char *value) {
  char *end = NULL;
  errno = 0;
  unsigned long n = strtoul(value, &end, 10);
  if (errno != 0 || *end || end == value || n < 1 || n > 1024 || value[0] == '-')
    return dl_cli_usage(o, "--threads is '%s': a number from 1 to 1024", value);
  o->threads = (unsigned)n;
  return DL_EXIT_OK;
}

static int set_input(dl_options *o, const char *value) {
  return dl_input_parse(value, &o->input)
             ? DL_EXIT_OK
             : dl_cli_usage(o, "--input is '%s': text, html, json, jsonl, csv, tsv, conllu or warc", value);
}

static int set_columns(dl_options *o, const char *value) {
  dl_status status = {0};
  return dl_fields_rename(&o->fields, value, &status) == DL_OK ? DL_EXIT_OK
                                                               : dl_cli_usage(o, "--columns: %s", status.message);
}

static int set_least(dl_options *o, const char *value) {
  char *end = NULL;
  o->least = strtod(value, &end);
  if (*end || end == value || !(o->least >= 0 && o->least <= 1))
    return dl_cli_usage(o, "--min-confidence is '%s': a number from 0 to 1", value);
  return DL_EXIT_OK;
}

/* "LAT,LON,KM" */
static int set_near(dl_options *o, const char *value) {
  int size = 0;
  bool read = sscanf(value, "%lf,%lf,%lf%n", &o->near.lat, &o->near.lon, &o->near.km, &size) == 3 && !value[size];
  o->near.given = read && fabs(o->near.lat) <= 90 && fabs(o->near.lon) <= 180 && o->near.km > 0 && o->near.km <= 20040;
  if (o->near.given) return DL_EXIT_OK;
  return dl_cli_usage(o, "--near is '%s': degrees north, degrees east and kilometres, as in 50.45,30.52,100", value);
}

static int set_number(dl_options *o, const char *name, const char *value, long *to) {
  char *end = NULL;
  errno = 0;
  *to = strtol(value, &end, 10);
  if (errno == 0 && end != value && !*end && *to >= 1) return DL_EXIT_OK;
  return dl_cli_usage(o, "--%s is '%s': a number from 1 on", name, value);
}

static int set_min_sources(dl_options *o, const char *value) {
  return set_number(o, "min-sources", value, &o->min_sources);
}

static int set_limit(dl_options *o, const char *value) {
  return set_number(o, "limit", value, &o->limit);
}

static int set_after(dl_options *o, const char *value) {
  return set_number(o, "after", value, &o->after);
}

static int set_entry(dl_options *o, const char *value) {
  return set_number(o, "entry", value, &o->entry);
}

static int check_by(dl_options *o, const char *value) {
  if (strcmp(value, "month") == 0 || strcmp(value, "week") == 0 || strcmp(value, "year") == 0) return DL_EXIT_OK;
  return dl_cli_usage(o, "--by is '%s': month, week or year", value);
}

/* Seconds, from `least` to an hour. */
static int set_seconds(dl_options *o, const char *name, const char *value, double least, double *to) {
  char *end = NULL;
  *to = strtod(value, &end);
  if (*end || end == value || !(*to >= least && *to <= 3600))
    return dl_cli_usage(o, "--%s is '%s': seconds, from %g to 3600", name, value, least);
  return DL_EXIT_OK;
}

static int set_delay(dl_options *o, const char *value) {
  return set_seconds(o, "delay", value, 0, &o->delay);
}

static int set_timeout(dl_options *o, const char *value) {
  return set_seconds(o, "timeout", value, 0.1, &o->timeout);
}

static int set_every(dl_options *o, const char *value) {
  return set_seconds(o, "every", value, 0.1, &o->every);
}

static int check_agent(dl_options *o, const char *value) {
  for (const char *at = value; *at; at++)
    if (*at < ' ' || *at > '~') return dl_cli_usage(o, "--agent is '%s': printable ASCII", value);
  return value[0] ? DL_EXIT_OK : dl_cli_usage(o, "--agent is empty");
}

static int add_actors(dl_options *o, const char *value) {
  if (o->actor_count == sizeof o->actors / sizeof *o->actors) return dl_cli_usage(o, "more than 16 files of --actors");
  o->actors[o->actor_count++] = value;
  return DL_EXIT_OK;
}

static int check_language(dl_options *o, const char *value) {
  return strcmp(value, "en") == 0 ? DL_EXIT_OK : dl_cli_usage(o, "--language is '%s': only en is read", value);
}

static int check_date(dl_options *o, const char *value) {
  return dl_date_valid(value) ? DL_EXIT_OK : dl_cli_usage(o, "--date is '%s', not YYYY-MM-DD", value);
}

static int add_host(dl_options *o, const char *value) {
  if (!value[0] || value[strspn(value, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-")])
    return dl_cli_usage(o, "--host is '%s': a name of this machine, without a port", value);
  if (o->host_count == sizeof o->hosts / sizeof *o->hosts) return dl_cli_usage(o, "more than 16 names of --host");
  o->hosts[o->host_count++] = value;
  return DL_EXIT_OK;
}

/* ---- the table ---- */

typedef enum takes {
  FLAG,
  TEXT,
  OTHER
} takes; /* nothing, a value that is kept, a value that `set` makes something of */

typedef struct option {
  const char *name;
  char letter; /* 0: none */
  unsigned commands;
  takes takes;
  size_t at; /* of the member of dl_options: a bool for FLAG, a const char * for TEXT */
  int (*set)(dl_options *o, const char *value); /* of TEXT: checks it; may be NULL */
} option;

#define AT(member) offsetof(dl_options, member)

static const option options[] = {
    {"input", 0, READERS & ~(SCORE | FETCH), OTHER, 0, set_input},
    {"columns", 0, READERS & ~(SCORE | FETCH), OTHER, 0, set_columns},
    {"date", 0, CODERS | TEXTS | FEATURES, TEXT, AT(date), check_date},
    {"language", 0, READERS, TEXT, AT(language), check_language},
    {"threads", 'j', READERS | SERVE, OTHER, 0, set_threads},
    {"recursive", 'r', READERS & ~(SCORE | FETCH), FLAG, AT(recursive), NULL},
    {"quiet", 'q', READERS | WATCH, FLAG, AT(quiet), NULL},
    {"data", 0, READERS | SERVE | QUERY | SCREEN | FLOWS | DOSSIER | EXPORT | WATCH, TEXT, AT(data), NULL},
    {"lexicon", 0, CODERS | SERVE, TEXT, AT(lexicon), NULL},
    {"actors", 0, CODERS | SERVE, OTHER, 0, add_actors},
    {"format", 0, CODE | TIMES | QUOTES | PLACES | QUERY | LEXICON | SCORE | SCREEN | FLOWS | EXPORT | WATCH, TEXT,
     AT(format), NULL},
    {"predicates", 0, CODE, FLAG, AT(predicates), NULL},
    {"coded", 0, INGEST, FLAG, AT(coded), NULL},
    {"with-text", 0, CODE, FLAG, AT(with_text), NULL},
    {"no-gate", 0, CODE | SCORE, FLAG, AT(ungated), NULL},
    {"moments", 0, FEATURES, FLAG, AT(moments), NULL},
    {"sites", 0, FEATURES, FLAG, AT(sites), NULL},
    {"times", 0, FEATURES, FLAG, AT(times), NULL},
    {"claims", 0, FEATURES, FLAG, AT(claims), NULL},
    {"sides", 0, FEATURES, FLAG, AT(sides), NULL},
    {"places", 0, FEATURES, FLAG, AT(places), NULL},
    {"stems", 0, FEATURES, FLAG, AT(stems), NULL},
    {"speaker", 0, QUOTES, TEXT, AT(speaker), NULL},
    {"stance", 0, QUOTES | QUERY | SCREEN | EXPORT | FLOWS, TEXT, AT(stance), NULL},
    {"direct", 0, QUOTES, FLAG, AT(direct), NULL},
    {"entities", 0, FEATURES, FLAG, AT(entities), NULL},
    {"cues", 0, FEATURES, FLAG, AT(cues), NULL},
    {"min-confidence", 0, CODE | INGEST | FETCH | SCORE | QUERY | SCREEN | EXPORT | FLOWS, OTHER, 0, set_least},
    {"all", 0, CODE, FLAG, AT(all), NULL},
    {"errors", 0, SCORE, FLAG, AT(errors), NULL},
    {"check", 0, SCORE, FLAG, AT(check), NULL},
    {"iso-dates", 0, CODE, FLAG, AT(iso_dates), NULL},
    {"ledger", 0, INGEST | FETCH | QUERY | SCREEN | FLOWS | DOSSIER | EXPORT | WATCH | FEATURES | SERVE, TEXT,
     AT(ledger), NULL},
    {"listen", 0, SERVE, TEXT, AT(listen), NULL},
    {"host", 0, SERVE, OTHER, 0, add_host},
    {"token-file", 0, SERVE, TEXT, AT(token_file), NULL},
    {"allow-ingest", 0, SERVE, FLAG, AT(allow_ingest), NULL},
    {"agent", 0, FETCH | WATCH, TEXT, AT(agent), check_agent},
    {"delay", 0, FETCH | WATCH, OTHER, 0, set_delay},
    {"rules", 0, WATCH, TEXT, AT(rules), NULL},
    {"every", 0, WATCH, OTHER, 0, set_every},
    {"once", 0, WATCH, FLAG, AT(once), NULL},
    {"from-now", 0, WATCH, FLAG, AT(from_now), NULL},
    {"timeout", 0, FETCH | WATCH, OTHER, 0, set_timeout},
    {"actor", 0, QUERY | SCREEN | EXPORT | FLOWS, TEXT, AT(actor), NULL},
    {"recipient", 0, QUERY | SCREEN | EXPORT | FLOWS, TEXT, AT(recipient), NULL},
    {"event", 0, QUERY | SCREEN | EXPORT | FLOWS, TEXT, AT(event), NULL},
    {"since", 0, QUERY | SCREEN | EXPORT | FLOWS, TEXT, AT(since), NULL},
    {"until", 0, QUERY | SCREEN | EXPORT | FLOWS, TEXT, AT(until), NULL},
    {"source", 0, QUERY | SCREEN | EXPORT | FLOWS, TEXT, AT(source), NULL},
    {"text", 0, QUERY | SCREEN | EXPORT | FLOWS, TEXT, AT(text), NULL},
    {"all-versions", 0, QUERY, FLAG, AT(versions), NULL},
    {"status", 0, QUERY | SCREEN | EXPORT | FLOWS, TEXT, AT(status), NULL},
    {"object", 0, QUERY | SCREEN | EXPORT | FLOWS, TEXT, AT(object), NULL},
    {"place", 0, QUERY | SCREEN | EXPORT | FLOWS, TEXT, AT(place), NULL},
    {"near", 0, QUERY | SCREEN | EXPORT | FLOWS, OTHER, 0, set_near},
    {"said-by", 0, QUERY | SCREEN | EXPORT | FLOWS, TEXT, AT(said_by), NULL},
    {"denied-by", 0, QUERY | SCREEN | EXPORT | FLOWS, TEXT, AT(denied_by), NULL},
    {"min-sources", 0, QUERY | SCREEN | EXPORT | FLOWS, OTHER, 0, set_min_sources},
    {"sort", 0, QUERY, TEXT, AT(sort), NULL},
    {"limit", 0, QUERY, OTHER, 0, set_limit},
    {"after", 0, QUERY, OTHER, 0, set_after},
    {"count", 0, QUERY, FLAG, AT(count), NULL},
    {"group-by", 0, QUERY, TEXT, AT(group_by), NULL},
    {"mentions", 0, QUERY, FLAG, AT(mentions), NULL},
    {"between", 0, QUERY | SCREEN | EXPORT | FLOWS, TEXT, AT(between), NULL},
    {"by", 0, FLOWS, TEXT, AT(by), check_by},
    {"entry", 0, DOSSIER, OTHER, 0, set_entry},
    {"output", 'o', DOSSIER, TEXT, AT(output), NULL},
};
enum { OPTIONS = sizeof options / sizeof *options };

/* ---- reading ---- */

typedef struct reading {
  dl_options *o;
  const dl_command *command;
  int argc, at; /* argv[at] is being read */
  char **argv;
} reading;

static int no_option(const reading *r, const char *name, size_t size) {
  const char *names[OPTIONS];
  char word[80];
  snprintf(word, sizeof word, "%.*s", (int)size, name);
  for (size_t i = 0; i < OPTIONS; i++) names[i] = options[i].commands & r->command->bit ? options[i].name : NULL;
  const char *near = dl_nearest(word, names, OPTIONS);
  if (near) return dl_cli_usage(r->o, "no option '%s': is '--%s' meant?", r->argv[r->at], near);
  return dl_cli_usage(r->o, "no option '%s'", r->argv[r->at]);
}

/* `value` is what stands in the same argument, or NULL: the next argument is it. `shown` is the option as it was
 * written. */
static int set_option(reading *r, const option *known, const char *shown, const char *value) {
  dl_options *o = r->o;
  if (!(known->commands & r->command->bit)) return dl_cli_usage(o, "%s is no option of %s", shown, r->command->name);
  char *to = (char *)o + known->at;
  if (known->takes == FLAG) {
    if (value) return dl_cli_usage(o, "%s takes no value", shown);
    *(bool *)(void *)to = true;
    return DL_EXIT_OK;
  }
  if (!value && r->at + 1 >= r->argc) return dl_cli_usage(o, "%s needs a value", shown);
  if (!value) value = r->argv[++r->at];
  if (known->takes == TEXT) *(const char **)(void *)to = value;
  return known->set ? known->set(o, value) : DL_EXIT_OK;
}

/* "--name value" or "--name=value". */
static int read_long(reading *r) {
  const char *name = r->argv[r->at] + 2, *equals = strchr(name, '=');
  size_t size = equals ? (size_t)(equals - name) : strlen(name);
  for (size_t i = 0; i < OPTIONS; i++) {
    if (strlen(options[i].name) != size || strncmp(options[i].name, name, size) != 0) continue;
    char shown[40];
    snprintf(shown, sizeof shown, "--%s", options[i].name);
    return set_option(r, &options[i], shown, equals ? equals + 1 : NULL);
  }
  return no_option(r, name, size);
}

/* "-j 2", "-j2", and flags together: "-rj2". */
static int read_short(reading *r) {
  for (const char *letter = r->argv[r->at] + 1; *letter; letter++) {
    const option *found = NULL;
    for (size_t i = 0; i < OPTIONS && !found; i++)
      if (options[i].letter == *letter) found = &options[i];
    if (!found) return no_option(r, r->argv[r->at] + 1, strlen(r->argv[r->at] + 1)); /* "-format" */
    char shown[3] = {'-', *letter, '\0'};
    if (found->takes != FLAG) return set_option(r, found, shown, letter[1] ? letter + 1 : NULL);
    int code = set_option(r, found, shown, NULL);
    if (code != DL_EXIT_OK) return code;
  }
  return DL_EXIT_OK;
}

int dl_cli_options(dl_options *o, const dl_command *command, int argc, char **argv, bool *help) {
  reading r = {o, command, argc, 2, argv};
  bool plain = false; /* behind "--" all are files */
  *help = false;
  for (; r.at < argc; r.at++) {
    char *argument = argv[r.at];
    if (plain || argument[0] != '-' || argument[1] == '\0') {
      o->files[o->file_count++] = argument;
    } else if (strcmp(argument, "--") == 0) {
      plain = true;
    } else if (strcmp(argument, "--help") == 0 || strcmp(argument, "-h") == 0) {
      *help = true;
      return DL_EXIT_OK;
    } else {
      int code = argument[1] == '-' ? read_long(&r) : read_short(&r);
      if (code != DL_EXIT_OK) return code;
    }
  }
  return DL_EXIT_OK;
}
