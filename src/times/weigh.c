#include "times/weigh.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/chars.h"

static void want(dl_items *items, void *to) {
  dl_time_model *model = to;
  dl_learned_take(items, "keep.", 1, &model->keep);
  dl_learned_take(items, "ahead.", 1, &model->ahead);
}

int dl_time_model_read(dl_time_model *model, const dl_model *file, dl_status *status) {
  *model = (dl_time_model){0};
  return dl_items_read(file, "times", want, model, &model->memory, status);
}

void dl_time_model_free(dl_time_model *model) {
  free(model->memory);
}

static const dl_token *token_at(const dl_scan *scan, uint32_t at) {
  return at < scan->count ? &scan->doc->tokens[scan->pieces[at].token] : NULL;
}

/* The word before (-1) or behind (+1) of the pieces [from, end); figures as one digit. */
static const char *beside(const dl_scan *scan, uint32_t from, uint32_t end, int side) {
  if (side < 0 ? from == 0 : end >= scan->count) return "-";
  const dl_piece *piece = &scan->pieces[side < 0 ? from - 1 : end];
  return piece->number >= 0 ? "0" : piece->lower;
}

/* The token of the pieces whose head lies outside them, the last where there are several. */
static const dl_token *top_of(const dl_scan *scan, uint32_t from, uint32_t end) {
  const dl_token *tokens = scan->doc->tokens;
  uint32_t first = scan->pieces[from].token, last = scan->pieces[end - 1].token;
  for (uint32_t t = last + 1; t-- > first;)
    if (tokens[t].head < (int32_t)first || tokens[t].head > (int32_t)last) return &tokens[t];
  return &tokens[last];
}

/* ---- is it one? ---- */

/* The words, each figure as its number of digits. */
static void words_of(const dl_scan *scan, const dl_timex *time, char *text, size_t size) {
  size_t used = 0;
  text[0] = '\0';
  for (uint32_t i = time->from; i < time->from + time->count && used + 1 < size; i++) {
    const dl_piece *piece = &scan->pieces[i];
    const char *gap = i > time->from ? " " : "";
    int n = piece->digits ? snprintf(text + used, size - used, "%s0%d%s", gap, piece->digits, piece->suffix)
                          : snprintf(text + used, size - used, "%s%s", gap, piece->lower);
    used += n > 0 ? (size_t)n : 0;
  }
}

static void shape_of(const char *value, char shape[40]) {
  size_t i = 0;
  for (; value[i] && i < 39; i++) shape[i] = dl_is_digit(value[i]) ? '9' : value[i];
  shape[i] = '\0';
}

void dl_keep_evidence(const dl_scan *scan, const dl_timex *time, dl_evidence *e) {
  char text[64], shape[40];
  uint32_t end = time->from + time->count;
  const dl_token *top = top_of(scan, time->from, end), *tokens = scan->doc->tokens;
  const dl_token *head = top->head >= 0 ? &tokens[top->head] : NULL, *next = token_at(scan, end);
  const char *rule = time->rule, *before = beside(scan, time->from, end, -1),
             *behind = beside(scan, time->from, end, 1);
  const char *last = scan->pieces[end - 1].lower;
  words_of(scan, time, text, sizeof text);
  shape_of(time->value, shape);
  dl_evidence_begin(e, scan->question != NULL);
  dl_clue(e, "all", "", "", "");
  dl_clue(e, "rule=", rule, "", "");
  dl_clue(e, "rule+type=", rule, " ", dl_timex_name(time->type));
  dl_clue(e, "text=", text, "", "");
  dl_clue(e, "value=", shape, "", "");
  dl_clue(e, "last=", last, "", "");
  dl_clue(e, "before=", before, "", "");
  dl_clue(e, "behind=", behind, "", "");
  dl_clue(e, "rule+before=", rule, " ", before);
  dl_clue(e, "rule+behind=", rule, " ", behind);
  dl_clue(e, "text+before=", text, " ", before);
  dl_clue(e, "text+behind=", text, " ", behind);
  dl_clue(e, "rel=", dl_deprel_name(top->deprel), "", "");
  dl_clue(e, "rule+rel=", rule, " ", dl_deprel_name(top->deprel));
  dl_clue(e, "text+rel=", text, " ", dl_deprel_name(top->deprel));
  dl_clue(e, "tag=", dl_tag_name(top->xpos), "", "");
  dl_clue(e, "rule+tag=", rule, " ", dl_tag_name(top->xpos));
  dl_clue(e, "head=", head ? head->lemma : "-", "", "");
  dl_clue(e, "head tag=", head ? dl_tag_name(head->xpos) : "-", "", "");
  dl_clue(e, "text+head tag=", text, " ", head ? dl_tag_name(head->xpos) : "-");
  if (time->mod) dl_clue(e, "mod=", dl_timex_mod_name(time->mod), "", "");
  if (tokens[scan->pieces[time->from].token].ner != DL_NER_O || top->ner != DL_NER_O)
    dl_clue(e, "in a name ", rule, "", "");
  if (next && next->upos == DL_PROPN && !dl_piece_is(scan, end, DL_W_WEEKDAY))
    dl_clue(e, "before a name ", rule, "", "");
  if (strchr("\"'`", *before)) dl_clue(e, "quoted", "", "", "");
  if (time->count > 1 && dl_is_upper(scan->doc->text[scan->pieces[end - 1].begin]))
    dl_clue(e, "capital at the end ", rule, "", "");
  if (dl_is_upper(scan->doc->text[scan->pieces[time->from].begin])) dl_clue(e, "capital ", rule, "", "");
  if (scan->doc->sentences[top->sentence].headline) dl_clue(e, "headline", "", "", "");
}

bool dl_time_kept(const dl_scan *scan, const dl_timex *time) {
  if (!scan->model || !dl_is_learned(&scan->model->keep)) return true;
  dl_evidence evidence;
  dl_keep_evidence(scan, time, &evidence);
  return dl_evidence_sum(&evidence, &scan->model->keep) > 0;
}

/* ---- behind or ahead? ---- */

/* How far, in words. */
static const char *distance(int days) {
  static const struct {
    int most;
    const char *name;
  } steps[] = {{0, "today"},  {1, "a day"},    {2, "2 days"},     {4, "4 days"},
               {7, "a week"}, {31, "a month"}, {92, "a quarter"}, {183, "a half"}};
  for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
    if (days <= steps[i].most) return steps[i].name;
  return "far";
}

static const char *tense_of(const dl_scan *scan, uint32_t at) {
  dl_direction direction = dl_time_direction(scan, at);
  return direction == DL_AHEAD ? "ahead" : direction == DL_BEHIND ? "behind" : "open";
}

/* Auxiliaries, marks and tag of the verb at `verb`; prepositions and determiners of the time at `time`. */
static void add_children(const dl_scan *scan, int32_t time, int32_t verb, dl_evidence *e) {
  const dl_token *tokens = scan->doc->tokens;
  const dl_sentence *s = &scan->doc->sentences[tokens[time].sentence];
  for (uint32_t t = s->first; t < s->first + s->count; t++) {
    const dl_token *child = &tokens[t];
    if (child->head == time && child->rel == DL_REL_CASE) dl_clue(e, "prep=", child->lower, "", "");
    if (verb < 0 || child->head != verb) continue;
    if (dl_in(child->rel, DL_RELS(AUX, COP, MARK)))
      dl_clue(e, child->rel == DL_REL_MARK ? "mark=" : "aux=", child->lower, "", "");
  }
}

static void ahead_evidence(const dl_scan *scan, uint32_t at, const char *kind, int behind, int ahead, dl_evidence *e) {
  const dl_token *tokens = scan->doc->tokens;
  int32_t time = (int32_t)scan->pieces[at].token, up = tokens[time].head, verb = -1;
  if (up > time && up <= time + 2 && dl_in(tokens[time].rel, DL_RELS(COMPOUND, NMOD))) {
    time = up; /* "Tuesday morning", "the June 30 extension" */
    up = tokens[up].head;
  }
  const char *tense = tense_of(scan, at), *before = beside(scan, at, at + 1, -1),
             *behind_it = beside(scan, at, at + 1, 1);
  bool later = ahead < behind;
  const char *nearer = distance(later ? ahead : behind);
  dl_evidence_begin(e, scan->question != NULL);
  dl_clue(e, "all", "", "", "");
  dl_clue(e, "kind=", kind, "", "");
  dl_clue(e, "tense=", tense, "", "");
  dl_clue(e, "kind+tense=", kind, " ", tense);
  dl_clue(e, "nearer ", later ? "ahead " : "behind ", nearer, "");
  dl_evidence_add(e, " ", "kind+tense+nearer", kind, tense, later ? "ahead" : "behind");
  dl_evidence_add(e, " ", "tense+nearer", tense, later ? "ahead" : "behind", nearer);
  dl_clue(e, "behind=", kind, " ", distance(behind));
  dl_clue(e, "ahead=", kind, " ", distance(ahead));
  dl_clue(e, "rel=", dl_deprel_name(tokens[time].deprel), "", "");
  if (time != (int32_t)scan->pieces[at].token) dl_clue(e, "of=", tokens[time].lemma, "", "");
  dl_clue(e, "before=", before, "", "");
  dl_clue(e, "before+tense=", before, " ", tense);
  dl_clue(e, "behind=", behind_it, "", "");
  for (int steps = 0; up >= 0 && steps < 4; steps++, up = tokens[up].head) {
    dl_clue(e, steps ? "up=" : "head=", tokens[up].lemma, "", "");
    if (steps == 0) dl_clue(e, "head tag=", dl_tag_name(tokens[up].xpos), "", "");
    if (verb < 0 && dl_in(tokens[up].upos, DL_UPOSES(VERB, AUX))) {
      verb = up;
      dl_clue(e, "verb=", tokens[up].lemma, "", "");
      dl_clue(e, "verb tag=", dl_tag_name(tokens[up].xpos), "", "");
    } else if (verb >= 0 && tokens[up].upos == DL_VERB) {
      dl_clue(e, "verb above=", tokens[up].lemma, "", "");
    }
  }
  add_children(scan, time, verb, e);
}

bool dl_lies_ahead(const dl_scan *scan, uint32_t at, const char *kind, int behind, int ahead, bool rule) {
  bool learned = scan->model && dl_is_learned(&scan->model->ahead);
  if (!learned && !scan->question) return rule;
  dl_evidence evidence;
  ahead_evidence(scan, at, kind, behind, ahead, &evidence);
  dl_clue(&evidence, "rule=", rule ? "ahead" : "behind", "", "");
  if (learned) rule = dl_evidence_sum(&evidence, &scan->model->ahead) > 0;
  if (scan->question) *scan->question = (dl_time_question){at, kind, behind, ahead, rule, evidence};
  return rule;
}

int dl_year_by_tense(const dl_scan *scan, uint32_t at, const char *kind, dl_day before, dl_day after, bool rule) {
  if (before.year == after.year) return before.year;
  int behind = scan->today - dl_day_number(before.year, before.month, before.day);
  int ahead = dl_day_number(after.year, after.month, after.day) - scan->today;
  return dl_lies_ahead(scan, at, kind, behind, ahead, rule) ? after.year : before.year;
}
