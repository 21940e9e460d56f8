/* The layers of a document, item by item; events are in get_event.c. */
#include <string.h>

#include "api/get.h"
#include "claims/told.h"

dateline_span dl_api_span(const dl_document *d, uint32_t begin, uint32_t end) {
  dl_document *doc = (dl_document *)d; /* its index is made: nothing changes */
  return (dateline_span){dl_document_cp(doc, begin), dl_document_cp(doc, end), begin, end};
}

const char *dl_api_code(const dateline_document *document, dl_code code) {
  uint32_t at = dl_map_get_number(&document->codes, code);
  return at ? document->texts[at - 1] : "";
}

dateline_place dl_api_place(const dateline_document *document, const dl_place *p) {
  if (!p) return (dateline_place){"", "", "", "", 0, 0, 0, 0};
  return (dateline_place){
      p->name,  dl_api_code(document, p->country), p->feature, dl_place_kind_name(p->kind), p->lat, p->lon, p->geonames,
      p->radius};
}

int dateline_get_summary(const dateline_document *document, dateline_summary *summary) {
  if (!summary) return 0;
  *summary = (dateline_summary){0};
  if (!document) return 0;
  const dl_document *d = document->doc;
  *summary = (dateline_summary){.text = d->text,
                                .bytes = d->text_size,
                                .id = d->id,
                                .date = d->date,
                                .title = d->title,
                                .source = d->source,
                                .url = d->url,
                                .language = d->language,
                                .sentences = d->sentence_count,
                                .tokens = d->token_count,
                                .entities = d->entity_count,
                                .times = d->time_count,
                                .attributions = d->attribution_count,
                                .events = d->event_count,
                                .links = d->link_count,
                                .screens = d->screen_count};
  return 1;
}

int dateline_get_sentence(const dateline_document *document, size_t index, dateline_sentence *sentence) {
  const dl_document *d = FIND(document, sentence, index, sentence_count);
  if (!d) return 0;
  const dl_sentence *s = &d->sentences[index];
  *sentence =
      (dateline_sentence){dl_api_span(d, s->begin, s->end), s->first, s->count, s->paragraph, s->headline, s->foreign};
  return 1;
}

int dateline_get_token(const dateline_document *document, size_t index, dateline_token *token) {
  const dl_document *d = FIND(document, token, index, token_count);
  if (!d) return 0;
  const dl_token *t = &d->tokens[index];
  *token = (dateline_token){dl_api_span(d, t->begin, t->end),
                            t->form,
                            t->lemma,
                            dl_upos_name(t->upos),
                            dl_tag_name(t->xpos),
                            *t->feats ? t->feats : "_",
                            dl_deprel_name(t->deprel),
                            dl_ner_name(t->ner),
                            t->head,
                            t->sentence,
                            t->space_after};
  return 1;
}

int dateline_get_entity(const dateline_document *document, size_t index, dateline_entity *entity) {
  const dl_document *d = FIND(document, entity, index, entity_count);
  if (!d) return 0;
  const dl_entity *e = &d->entities[index];
  *entity = (dateline_entity){dl_entity_type_name(e->type),
                              e->name,
                              dl_api_code(document, e->code),
                              dl_api_code(document, e->country),
                              dl_api_code(document, e->sector),
                              e->mention_count,
                              e->place != NULL,
                              dl_api_place(document, e->place)};
  return 1;
}

int dateline_get_mention(const dateline_document *document, size_t entity, size_t index, dateline_mention *mention) {
  const dl_document *d = FIND(document, mention, entity, entity_count);
  if (!d || index >= d->entities[entity].mention_count) return 0;
  const dl_mention *m = &d->mentions[d->entities[entity].mentions[index]];
  *mention = (dateline_mention){dl_api_span(d, m->begin, m->end), dl_form_name(m->form)};
  return 1;
}

int dateline_get_time(const dateline_document *document, size_t index, dateline_time *time) {
  const dl_document *d = FIND(document, time, index, time_count);
  if (!d) return 0;
  const dl_time *t = &d->times[index];
  *time = (dateline_time){dl_api_span(d, t->begin, t->end),
                          dl_timex_name(t->type),
                          t->value,
                          dl_timex_mod_name(t->mod),
                          t->from,
                          t->to,
                          t->anchor};
  return 1;
}

int dateline_get_attribution(const dateline_document *document, size_t index, dateline_attribution *attribution) {
  const dl_document *d = FIND(document, attribution, index, attribution_count);
  if (!d) return 0;
  const dl_attribution *a = &d->attributions[index];
  const dl_model *model = dl_engine_model(document->engine->engine);
  *attribution = (dateline_attribution){a->entity,
                                        dl_api_span(d, a->source.begin, a->source.end),
                                        dl_api_span(d, a->cue.begin, a->cue.end),
                                        dl_attribution_type_name(a->type),
                                        dl_stance(model, d, a),
                                        a->parent,
                                        a->content_count};
  return 1;
}

int dateline_get_content(const dateline_document *document, size_t attribution, size_t index, dateline_span *content) {
  const dl_document *d = FIND(document, content, attribution, attribution_count);
  if (!d || index >= d->attributions[attribution].content_count) return 0;
  dl_span s = d->attributions[attribution].content[index];
  *content = dl_api_span(d, s.begin, s.end);
  return 1;
}

int dateline_get_link(const dateline_document *document, size_t index, dateline_link *link) {
  const dl_document *d = FIND(document, link, index, link_count);
  if (!d) return 0;
  const dl_link *l = &d->links[index];
  *link = (dateline_link){dl_link_type_name(l->type), l->from, l->to};
  return 1;
}

int dateline_get_screen(const dateline_document *document, size_t index, dateline_screen *screen) {
  const dl_document *d = FIND(document, screen, index, screen_count);
  if (!d) return 0;
  const dl_screen *s = &d->screens[index];
  *screen = (dateline_screen){s->event,  s->regime,  s->paragraph, s->measure,
                              s->status, s->checked, s->words,     s->said_by.count};
  return 1;
}

int dateline_get_said_by(const dateline_document *document, size_t screen, size_t index, uint32_t *attribution) {
  const dl_document *d = FIND(document, attribution, screen, screen_count);
  if (!d || index >= d->screens[screen].said_by.count) return 0;
  *attribution = d->screens[screen].said_by.items[index];
  return 1;
}
