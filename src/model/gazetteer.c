#include "model/gazetteer.h"

#include <string.h>

#include "model/gazetteer_layout.h"

static const dl_gazetteer_header *header(const dl_gazetteer *g) {
  return (const dl_gazetteer_header *)(const void *)g->bytes;
}

static bool fits(const dl_gazetteer *g, uint32_t at, uint64_t count, uint32_t width) {
  return at % 4 == 0 && (uint64_t)at + count * width <= g->size;
}

static uint32_t number_at(const dl_gazetteer *g, uint32_t at, uint32_t i) {
  uint32_t value;
  memcpy(&value, g->bytes + at + (size_t)i * 4, 4);
  return value;
}

static const char *pooled(const dl_gazetteer *g, uint32_t at) {
  const dl_gazetteer_header *h = header(g);
  return at < h->pool_size ? g->bytes + h->pool_at + at : "";
}

static const char *listed(const dl_gazetteer *g, uint32_t at, uint32_t count, uint32_t i) {
  return i < count ? pooled(g, number_at(g, at, i)) : "";
}

static bool is_one_of(const char *feature, const char *const *codes) {
  for (; *codes; codes++)
    if (!strcmp(feature, *codes)) return true;
  return false;
}

static dl_place_kind kind_of(const char *feature) {
  static const char *const water[] = {"SEA", "OCN", "GULF", "STRT", "BAY", "LK",   "STM", "CHN",
                                      "CNL", "SD",  "SHOL", "RF",   "BNK", "FLLS", "HBR", NULL};
  static const char *const land[] = {"CONT", "RGN",  "ISL", "ISLS", "MTS",  "MT",   "PEN",  "DSRT", "VAL",  "DLTA",
                                     "CAPE", "PASS", "VLC", "RK",   "CNYN", "FRST", "SWMP", "GLCR", "PCLH", NULL};
  if (!strcmp(feature, "PCLH")) return DL_PLACE_REGION;
  if (!strncmp(feature, "PCL", 3)) return DL_PLACE_STATE;
  if (!strcmp(feature, "ADM1")) return DL_PLACE_DIVISION;
  if (!strncmp(feature, "ADM", 3)) return DL_PLACE_COUNTY;
  if (!strcmp(feature, "PPLX")) return DL_PLACE_DISTRICT;
  if (!strncmp(feature, "PPL", 3)) return DL_PLACE_TOWN;
  if (is_one_of(feature, water)) return DL_PLACE_WATER;
  return is_one_of(feature, land) ? DL_PLACE_REGION : DL_PLACE_SITE;
}

int dl_gazetteer_open(const dl_model *model, dl_gazetteer *out, dl_status *status) {
  *out = (dl_gazetteer){0};
  dl_gazetteer g = {0};
  g.bytes = dl_model_bytes(model, DL_GAZETTEER_SECTION, &g.size);
  if (!g.bytes) return DL_OK;
  const dl_gazetteer_header *h = header(&g);
  bool good = g.size >= sizeof *h && h->magic == DL_GAZETTEER_MAGIC;
  good = good && fits(&g, h->places_at, h->places, sizeof(dl_gazetteer_place)) &&
         fits(&g, h->blocks_at, h->blocks, 4) && fits(&g, h->admins_at, h->admins, 4) &&
         fits(&g, h->features_at, h->features, 4) && fits(&g, h->countries_at, h->countries, 4) &&
         (uint64_t)h->keys_at + h->keys_size <= g.size && (uint64_t)h->pool_at + h->pool_size <= g.size &&
         h->pool_size > 0 && g.bytes[h->pool_at + h->pool_size - 1] == '\0';
  if (!good) return dl_fail(status, DL_EDATA, "the section %s is damaged", DL_GAZETTEER_SECTION);
  for (uint32_t i = 0; i < sizeof g.kinds; i++)
    g.kinds[i] = (uint8_t)kind_of(listed(&g, h->features_at, h->features, i));
  *out = g;
  return DL_OK;
}

/* Bytes of the keys, read one after another; `bad` once they end too early. */
typedef struct reader {
  const unsigned char *at, *end;
  bool bad;
} reader;

static uint32_t byte(reader *r) {
  if (r->at >= r->end) r->bad = true;
  return r->bad ? 0 : *r->at++;
}

static uint32_t varint(reader *r) {
  uint32_t value = 0;
  for (unsigned shift = 0; shift < 32; shift += 7) {
    uint32_t b = byte(r);
    value |= (b & 127) << shift;
    if (b < 128) return value;
  }
  r->bad = true;
  return 0;
}

static reader block_reader(const dl_gazetteer *g, uint32_t block) {
  const dl_gazetteer_header *h = header(g);
  const unsigned char *keys = (const unsigned char *)g->bytes + h->keys_at;
  uint32_t from = number_at(g, h->blocks_at, block);
  uint32_t to = block + 1 < h->blocks ? number_at(g, h->blocks_at, block + 1) : h->keys_size;
  if (from > to || to > h->keys_size) return (reader){keys, keys, true};
  return (reader){keys + from, keys + to, false};
}

/* Reads the next key over the one before it. */
static void next_key(reader *r, char key[DL_PLACE_KEY], uint32_t *size) {
  uint32_t shared = byte(r), more = byte(r);
  if (shared > *size || shared + more >= DL_PLACE_KEY || more > (size_t)(r->end - r->at)) r->bad = true;
  if (r->bad) return;
  memcpy(key + shared, r->at, more);
  r->at += more;
  *size = shared + more;
  key[*size] = '\0';
}

/* Stands behind the key, at its places; false where there is no such key. */
static bool seek(const dl_gazetteer *g, const char *wanted, reader *r) {
  char key[DL_PLACE_KEY] = "";
  uint32_t low = 0, high = header(g)->blocks, size = 0;
  while (low < high) { /* the first block whose first key is greater */
    uint32_t middle = low + (high - low) / 2;
    *r = block_reader(g, middle);
    size = 0;
    next_key(r, key, &size);
    if (r->bad) return false;
    if (strcmp(key, wanted) <= 0)
      low = middle + 1;
    else
      high = middle;
  }
  if (low == 0) return false;
  *r = block_reader(g, low - 1);
  for (size = 0; r->at < r->end && !r->bad;) {
    next_key(r, key, &size);
    int order = r->bad ? 1 : strcmp(key, wanted);
    if (order == 0) return true;
    if (order > 0) return false;
    for (uint32_t n = varint(r); n > 0 && !r->bad; n--) varint(r);
  }
  return false;
}

static void fill(const dl_gazetteer *g, uint32_t row, bool other, dl_toponym *out) {
  const dl_gazetteer_header *h = header(g);
  dl_gazetteer_place p;
  memcpy(&p, g->bytes + h->places_at + (size_t)row * sizeof p, sizeof p);
  *out = (dl_toponym){.row = row,
                      .name = pooled(g, p.name),
                      .country = dl_code_read(listed(g, h->countries_at, h->countries, p.country)),
                      .admin = listed(g, h->admins_at, h->admins, p.second ? p.second : p.first),
                      .feature = listed(g, h->features_at, h->features, p.feature),
                      .kind = g->kinds[p.feature],
                      .lat = p.lat / 1e4,
                      .lon = p.lon / 1e4,
                      .geonames = p.geonames,
                      .population = p.population,
                      .radius = p.radius,
                      .spellings = p.spellings,
                      .first = p.first,
                      .second = p.second,
                      .other = other};
}

uint32_t dl_gazetteer_find(const dl_gazetteer *g, const char *name, dl_toponym *out, uint32_t most) {
  char key[DL_PLACE_KEY];
  reader r;
  if (!g->bytes || !dl_place_key(name, key) || !seek(g, key, &r)) return 0;
  uint32_t found = 0, row = 0;
  for (uint32_t n = varint(&r); n > 0 && found < most; n--) {
    uint32_t step = varint(&r);
    row += step >> 1;
    if (r.bad || row >= header(g)->places) break;
    fill(g, row, step & 1, &out[found++]);
  }
  return found;
}

bool dl_gazetteer_has(const dl_gazetteer *g, const char *name) {
  char key[DL_PLACE_KEY];
  reader r;
  return g->bytes && dl_place_key(name, key) && seek(g, key, &r);
}
