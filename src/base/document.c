#include "base/document.h"

#include <string.h>

enum { CP_STEP = 64 };

#define NAME_OF(table, i) ((i) < sizeof(table) / sizeof *(table) ? (table)[i] : "")

static const char *const ner_names[] = {"O", "B-PER", "I-PER", "B-LOC", "I-LOC", "B-ORG", "I-ORG"};
static const char *const form_names[] = {"NAM", "NOM", "PRO"};
static const char *const type_names[] = {"PER", "ORG", "LOC", "GPE", "NORP", "FAC", "EVT", "WPN", "MISC"};
static const char *const auxiliary_names[] = {"negated", "future", "hypothetical", "historical"};
static const char *const factuality_names[] = {"CT+", "CT-", "PR+", "PR-", "PS+", "PS-", "Uu"};
static const char *const attribution_names[] = {"DIRECT", "INDIRECT", "MIXED"};
static const char *const link_names[] = {"DENIES", "CONFIRMS", "SAME", "EXCHANGE"};
static const char *const bound_names[] = {"exact", "at_least", "at_most", "about", "range"};

const char *dl_ner_name(unsigned i) {
  return NAME_OF(ner_names, i);
}
const char *dl_form_name(unsigned i) {
  return NAME_OF(form_names, i);
}
const char *dl_entity_type_name(unsigned i) {
  return NAME_OF(type_names, i);
}
const char *dl_auxiliary_name(unsigned i) {
  return NAME_OF(auxiliary_names, i);
}
const char *dl_factuality_name(unsigned i) {
  return NAME_OF(factuality_names, i);
}
const char *dl_attribution_type_name(unsigned i) {
  return NAME_OF(attribution_names, i);
}
const char *dl_link_type_name(unsigned i) {
  return NAME_OF(link_names, i);
}
const char *dl_bound_name(unsigned i) {
  return NAME_OF(bound_names, i);
}

#define TEXT(name, text) text,

static const char *const timex_names[] = {DL_TIMEX_LIST(TEXT)}, *const mod_names[] = {DL_TIMEX_MOD_LIST(TEXT)};

const char *dl_timex_name(unsigned i) {
  return NAME_OF(timex_names, i);
}
const char *dl_timex_mod_name(unsigned i) {
  return NAME_OF(mod_names, i);
}
unsigned dl_timex_mod_read(const char *name) {
  unsigned mod = DL_TIMEX_MODS;
  while (name && --mod > DL_TIMEX_NO_MOD)
    if (!strcmp(name, mod_names[mod])) return mod;
  return DL_TIMEX_NO_MOD;
}

const char *dl_place_kind_name(unsigned kind) {
  static const char *const names[] = {DL_PLACE_LIST(TEXT)};
  return kind < DL_PLACE_KINDS ? names[kind] : "";
}

const char *dl_place_source_name(unsigned source) {
  static const char *const names[] = {"", "said", "dateline", "seat"};
  return source < sizeof names / sizeof *names ? names[source] : "";
}

dl_document *dl_document_new(dl_arena *arena) {
  dl_document *doc = dl_arena_alloc(arena, sizeof *doc);
  doc->arena = arena;
  doc->id = doc->date = doc->title = doc->source = doc->url = doc->language = doc->text = doc->identity = doc->key = "";
  return doc;
}

static bool starts_code_point(char c) {
  return ((unsigned char)c & 0xC0) != 0x80;
}

static void make_cp_index(dl_document *doc) {
  uint32_t count = 0;
  doc->cp_index = dl_arena_alloc(doc->arena, (doc->text_size / CP_STEP + 1) * sizeof *doc->cp_index);
  for (uint32_t i = 0; i < doc->text_size; i++) {
    if (i % CP_STEP == 0) doc->cp_index[i / CP_STEP] = count;
    count += starts_code_point(doc->text[i]);
  }
  if (doc->text_size % CP_STEP == 0) doc->cp_index[doc->text_size / CP_STEP] = count;
}

uint32_t dl_document_cp(dl_document *doc, uint32_t offset) {
  if (!doc->cp_index) make_cp_index(doc);
  uint32_t count = doc->cp_index[offset / CP_STEP];
  for (uint32_t i = offset / CP_STEP * CP_STEP; i < offset; i++) count += starts_code_point(doc->text[i]);
  return count;
}

const char *dl_document_slice(const dl_document *doc, uint32_t begin, uint32_t end) {
  return dl_arena_strndup(doc->arena, doc->text + begin, end - begin);
}

static const char *const act_names[DL_ACT_LABELS] = {
    [DL_NO_ACT] = "",         [DL_AGREE] = "AGREE",         [DL_CONSULT] = "CONSULT",   [DL_SUPPORT] = "SUPPORT",
    [DL_CONCEDE] = "CONCEDE", [DL_COOPERATE] = "COOPERATE", [DL_AID] = "AID",           [DL_RETREAT] = "RETREAT",
    [DL_REQUEST] = "REQUEST", [DL_ACCUSE] = "ACCUSE",       [DL_REJECT] = "REJECT",     [DL_THREATEN] = "THREATEN",
    [DL_PROTEST] = "PROTEST", [DL_SANCTION] = "SANCTION",   [DL_MOBILIZE] = "MOBILIZE", [DL_COERCE] = "COERCE",
    [DL_ASSAULT] = "ASSAULT", [DL_SPEECH_ACT] = ""};

bool dl_is_admission(const dl_event *event) {
  return !strncmp(event->cameo, "015", 3);
}

bool dl_is_denial(const dl_event *event) {
  return !strncmp(event->cameo, "016", 3);
}

const char *dl_act_name(unsigned label) {
  return act_names[label < DL_ACT_LABELS ? label : DL_NO_ACT];
}

const char *dl_act_or_speech(unsigned label) {
  return label == DL_SPEECH_ACT ? "speech" : dl_act_name(label);
}

unsigned dl_act_label(const char *category) {
  for (unsigned i = 1; i < DL_ACT_LABELS; i++)
    if (strcmp(act_names[i], category) == 0) return i;
  return DL_NO_ACT;
}

void dl_trace_add(dl_arena *arena, const dl_trace **trace, const char *line) {
  dl_trace *made = dl_arena_alloc(arena, sizeof *made);
  *made = (dl_trace){line, *trace};
  *trace = made;
}

bool dl_event_has_party(const dl_event *e, uint32_t entity) {
  const dl_participants *lists[] = {&e->actor, &e->recipient};
  for (int k = 0; k < 2; k++)
    for (uint32_t i = 0; i < lists[k]->count; i++)
      if (lists[k]->items[i].entity == (int32_t)entity) return true;
  return false;
}
