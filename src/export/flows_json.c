#include "export/rows.h"
#include "flows/tally.h"

static void put_series(dl_json *j, const dl_flows *f, const dl_flow_tally *t) {
  const struct {
    const char *key;
    const long long *values;
  } all[] = {{"series", t->series}, {"facts_series", t->facts}, {"claims_series", t->claims}};
  for (size_t k = 0; k < sizeof all / sizeof *all; k++) {
    dl_json_array(j, all[k].key);
    for (uint32_t i = 0; i < f->period_count; i++) dl_json_int(j, NULL, all[k].values[i]);
    dl_json_end_array(j);
  }
}

static void put_json_way(dl_json *j, const dl_flows *f, dl_arena *arena, uint32_t way) {
  dl_flow_cell like = {.way = way};
  dl_flow_tally all = dl_tally_of(f, arena, dl_same_way, &like);
  uint32_t found;
  dl_json_object(j, NULL);
  dl_json_string(j, "actor", f->query->filters.between[way]);
  dl_json_string(j, "recipient", f->query->filters.between[1 - way]);
  dl_sums_json(j, &all.sums);
  put_series(j, f, &all);
  dl_json_array(j, "quads");
  for (like.quad = 0; like.quad < DL_QUADS; like.quad++) {
    dl_flow_tally quad = dl_tally_of(f, arena, dl_same_quad, &like);
    dl_json_object(j, NULL);
    dl_json_string(j, "quad", dl_quad_names[like.quad]);
    dl_sums_json(j, &quad.sums);
    put_series(j, f, &quad);
    dl_json_end_object(j);
  }
  dl_json_end_array(j);
  dl_json_array(j, "kinds");
  const dl_flow_cell **kinds = dl_flow_kinds(f, arena, way, &found);
  for (uint32_t i = 0; i < found; i++) {
    dl_flow_tally kind = dl_tally_of(f, arena, dl_same_kind, kinds[i]);
    dl_json_object(j, NULL);
    dl_json_string(j, "event", kinds[i]->event);
    dl_json_string(j, "object", kinds[i]->object);
    dl_json_string(j, "quad", kinds[i]->quad < 0 ? "" : dl_quad_names[kinds[i]->quad]);
    dl_sums_json(j, &kind.sums);
    put_series(j, f, &kind);
    dl_json_end_object(j);
  }
  dl_json_end_array(j);
  dl_json_end_object(j);
}

void dl_flows_json(const dl_flows *f, dl_arena *arena, dl_buffer *out) {
  dl_json j;
  dl_json_start(&j, out);
  dl_json_object(&j, NULL);
  dl_json_array(&j, "between");
  for (int i = 0; i < 2; i++) dl_json_string(&j, NULL, f->query->filters.between[i]);
  dl_json_end_array(&j);
  dl_json_string(&j, "by", f->query->by);
  dl_json_string(&j, "object", f->query->filters.object ? f->query->filters.object : "");
  dl_json_array(&j, "periods");
  for (uint32_t i = 0; i < f->period_count; i++) dl_json_string(&j, NULL, f->periods[i]);
  dl_json_end_array(&j);
  dl_json_array(&j, "ways");
  for (uint32_t way = 0; way < 2; way++) put_json_way(&j, f, arena, way);
  dl_json_end_array(&j);
  dl_json_end_object(&j);
  dl_buffer_char(out, '\n');
}
