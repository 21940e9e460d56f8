/* Rows of the event table of GDELT 2.0: 61 columns parted by tabs, without a header, in the order of its codebook. */
#include <stdlib.h>
#include <string.h>

#include "base/fold.h"
#include "export/forms.h"

static void tab(dl_buffer *out) {
  dl_buffer_char(out, '\t');
}

/* A cell and the tab before it; what would part cells or rows is a space. */
static void cell(dl_buffer *out, const char *text) {
  tab(out);
  for (; *text; text++) dl_buffer_char(out, (unsigned char)*text < ' ' ? ' ' : *text);
}

static void cells(dl_buffer *out, int count) {
  for (int i = 0; i < count; i++) tab(out);
}

/* SQLDATE, MonthYear, Year, FractionDate: of the entry's first day, else of its first report. */
static void day(dl_buffer *out, const char *date) {
  int year = 0, month = 0, number = 0;
  if (strlen(date) == 10) {
    year = atoi(date);
    month = atoi(date + 5);
    number = atoi(date + 8);
  }
  if (!month) {
    cells(out, 4);
    return;
  }
  dl_buffer_printf(out, "\t%04d%02d%02d\t%04d%02d\t%04d\t%.4f", year, month, number, year, month, year,
                   year + (month * 30 + number) / 365.0);
}

/* Code, name, country, known group, ethnic code, two religions, three types. */
static void party(dl_buffer *out, const dl_model *model, const dl_row_parties *list) {
  if (list->count == 0) {
    cells(out, 10);
    return;
  }
  const dl_row_party *p = &list->items[0];
  bool country = dl_country_code(model, p->country, "iso2")[0] != '\0';
  cell(out, p->code);
  cell(out, p->name);
  cell(out, country ? p->country : "");
  cell(out, country ? "" : strlen(p->code) > 3 ? p->code + 3 : p->code);
  cells(out, 3);
  size_t size = strlen(p->code), at = country ? 3 : size;
  bool coded = size > at; /* "USAGOVMIL": the types stand behind the country, three letters each */
  for (int i = 0; i < 3; i++, at += 3) {
    tab(out);
    if (coded && at < size) dl_buffer_add(out, p->code + at, size - at < 3 ? size - at : 3);
    if (!coded && i == 0) dl_buffer_text(out, p->sector);
  }
}

/* The quads of CAMEO's root codes: 1 to 5, 6 to 8, 9 to 13, 14 to 20. */
static int quad(const char *cameo) {
  int root = strlen(cameo) >= 2 ? (cameo[0] - '0') * 10 + cameo[1] - '0' : 0;
  return root < 1 ? 0 : root <= 5 ? 1 : root <= 8 ? 2 : root <= 13 ? 3 : 4;
}

static void kind(dl_buffer *out, const dl_entry_row *row) {
  enum { LEAD = 400 }; /* code points that are taken for the first paragraph */
  dl_buffer_printf(out, "\t%d", row->told.evidence_begin < LEAD);
  cell(out, row->cameo);
  tab(out);
  dl_buffer_add(out, row->cameo, strlen(row->cameo) < 3 ? strlen(row->cameo) : 3);
  tab(out);
  dl_buffer_add(out, row->cameo, strlen(row->cameo) < 2 ? strlen(row->cameo) : 2);
  tab(out);
  if (quad(row->cameo)) dl_buffer_printf(out, "%d", quad(row->cameo));
  dl_buffer_printf(out, "\t%g\t%d\t%d\t%d\t", row->goldstein, row->mentions, row->sources, row->documents);
}

/* GDELT's kinds of places: 1 country, 2 a state of the USA, 3 a town there, 4 a town, 5 a division elsewhere; 0 none.
 */
static int place_kind(const dl_model *model, const dl_row_place *p) {
  const dl_table *lands = dl_model_table(model, "places/lands");
  dl_arena *arena = dl_arena_new();
  int found = 0, feature = lands ? dl_table_column(lands, "feature") : -1,
      id = lands ? dl_table_column(lands, "geonames") : -1;
  bool home = strcmp(p->country, "USA") == 0;
  uint32_t first, count = 0;
  if (arena && lands && feature >= 0 && id >= 0) {
    const char *key = dl_utf8_fold(arena, p->name, strlen(p->name));
    count = key ? dl_table_find(lands, key, &first) : 0;
  }
  for (uint32_t i = 0; i < count && !found; i++)
    if (atol(dl_table_cell(lands, first + i, id)) == p->geonames)
      found = dl_is_state_feature(dl_table_cell(lands, first + i, feature)) ? 1 : home ? 2 : 5;
  dl_arena_free(arena);
  return found ? found : home ? 3 : 4;
}

/* Kind, name, country (FIPS 10-4), two divisions, latitude, longitude, id of the feature. */
static void place(dl_buffer *out, const dl_model *model, const dl_row_place *p) {
  if (!p || !p->name[0]) {
    dl_buffer_text(out, "\t0");
    cells(out, 7);
    return;
  }
  const char *fips = dl_country_code(model, p->country, "fips");
  int what = p->located ? place_kind(model, p) : 0;
  dl_buffer_printf(out, "\t%d", what);
  cell(out, p->name);
  cell(out, fips);
  cell(out, fips);
  tab(out);
  if (p->located)
    dl_buffer_printf(out, "\t%g\t%g", p->lat, p->lon);
  else
    cells(out, 2);
  cell(out, what == 1 ? fips : "");
}

int dl_export_gdelt(dl_exporting *x, const dl_entry_row *row) {
  dl_buffer *out = &x->out;
  const dl_model *model = x->export->model;
  dl_buffer_printf(out, "%lld", row->id);
  day(out, row->date_begin[0] ? row->date_begin : row->first_report);
  party(out, model, &row->told.actor);
  party(out, model, &row->told.recipient);
  kind(out, row);
  place(out, model, NULL);
  place(out, model, NULL);
  place(out, model, &row->place);
  tab(out);
  for (const char *d = row->first_report; *d; d++)
    if (*d != '-') dl_buffer_char(out, *d);
  if (row->first_report[0]) dl_buffer_text(out, "000000");
  cell(out, dl_entry_link(row));
  dl_buffer_char(out, '\n');
  x->told++;
  return DL_OK;
}
