#include "intake/kinds.h"

#include <string.h>
#include <strings.h>

#include "base/chars.h"

static const char *const kinds[] = {"auto", "text", "html", "jsonl", "json", "csv", "tsv", "conllu", "warc"};

bool dl_input_parse(const char *name, dl_input *kind) {
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
    if (strcmp(kinds[i], name) != 0) continue;
    *kind = (dl_input)i;
    return true;
  }
  return false;
}

/* ---- by name ---- */

static bool ends(const char *path, size_t size, const char *end) {
  size_t n = strlen(end);
  return size >= n && strncasecmp(path + size - n, end, n) == 0;
}

/* Without the ending of a packed file. */
static size_t unpacked(const char *path) {
  size_t n = strlen(path);
  if (ends(path, n, ".gz")) return n - 3;
  return ends(path, n, ".zst") ? n - 4 : n;
}

dl_input dl_intake_kind_of(const char *path) {
  static const struct {
    const char *end;
    dl_input kind;
  } names[] = {{".txt", DL_INPUT_TEXT},    {".text", DL_INPUT_TEXT},     {".html", DL_INPUT_HTML},
               {".htm", DL_INPUT_HTML},    {".xhtml", DL_INPUT_HTML},    {".json", DL_INPUT_JSON},
               {".jsonl", DL_INPUT_JSONL}, {".ndjson", DL_INPUT_JSONL},  {".csv", DL_INPUT_CSV},
               {".tsv", DL_INPUT_TSV},     {".conllu", DL_INPUT_CONLLU}, {".warc", DL_INPUT_WARC}};
  size_t n = unpacked(path);
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (ends(path, n, names[i].end)) return names[i].kind;
  return DL_INPUT_AUTO;
}

bool dl_kind_nameless(const char *path) {
  size_t n = unpacked(path);
  while (n > 0 && path[n - 1] != '/') {
    if (path[--n] == '.') return false;
  }
  return true;
}

/* ---- by content ---- */

/* Kinds that hold no text, or hold it in a way that other programs read, by their first bytes. */
typedef struct refusal {
  const char *begin;
  size_t size;
  const char *what, *how;
} refusal;

#define BEGIN(text) text, sizeof text - 1
static const char office[] = "pandoc -t plain FILE | dateline code, or libreoffice --headless --convert-to txt FILE";
static const char picture[] = "tesseract FILE - | dateline code";
static const refusal refusals[] = {
    {BEGIN("%PDF-"), "a PDF file", "pdftotext FILE - | dateline code"},
    {BEGIN("PK\x03\x04"), "an Office file or a ZIP archive", office},
    {BEGIN("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), "an old Office file", "libreoffice --headless --convert-to txt FILE"},
    {BEGIN("{\\rtf"), "an RTF file", office},
    {BEGIN("%!PS"), "a PostScript file", "ps2ascii FILE | dateline code"},
    {BEGIN("\x89PNG\r\n"), "an image", picture},
    {BEGIN("\xFF\xD8\xFF"), "an image", picture},
    {BEGIN("GIF8"), "an image", picture},
    {BEGIN("II*\0"), "an image", picture},
    {BEGIN("MM\0*"), "an image", picture},
    {BEGIN("BZh"), "a bzip2 file", "bzip2 -dc FILE | dateline code"},
    {BEGIN("\xFD"
           "7zXZ"),
     "an xz file", "xz -dc FILE | dateline code"},
    {BEGIN("7z\xBC\xAF\x27\x1C"), "a 7z archive", "7z x FILE"},
};

static bool begins(const char *b, size_t n, const char *with) {
  size_t size = strlen(with);
  return n >= size && strncasecmp(b, with, size) == 0;
}

/* A byte-order mark, or letters with a NUL beside each. */
static bool is_utf16(const char *b, size_t n) {
  size_t little = 0, big = 0;
  for (size_t i = 0; i + 1 < n; i += 2) {
    little += b[i] && !b[i + 1];
    big += !b[i] && b[i + 1];
  }
  bool paired = little > n * 2 / 5 || big > n * 2 / 5;
  return begins(b, n, "\xFF\xFE") || begins(b, n, "\xFE\xFF") || (n >= 16 && paired);
}

/* The mark of a tar archive stands behind the name and size of its first file. */
enum { TAR_MARK = 257, TAR_SEEN = TAR_MARK + 5 };

static bool is_tar(const char *b, size_t n) {
  return n >= TAR_SEEN && memcmp(b + TAR_MARK, "ustar", 5) == 0;
}

/* A stray NUL stands in many a text; one byte in ten and more, only in other data. */
static bool is_binary(const char *b, size_t n) {
  size_t nuls = 0;
  for (size_t i = 0; i < n; i++) nuls += b[i] == '\0';
  return nuls * 10 > n;
}

/* The closing quote of a key that goes on at `at`, or the line's end; n, or behind it, where there is neither. */
static size_t end_of_key(const char *b, size_t n, size_t at) {
  while (at < n && b[at] != '"' && b[at] != '\n') at += b[at] == '\\' ? 2 : 1;
  return at < n ? at : n;
}

/* An object: a brace and a key with its colon. Prose may begin with a brace, but not so. */
static bool is_object(const char *b, size_t n, bool *cut) {
  size_t at = 1 + dl_blanks(b + 1, n - 1);
  if (at >= n) return *cut = true;
  if (b[at] == '}') return true;
  if (b[at] != '"') return false;
  at = end_of_key(b, n, at + 1);
  if (at >= n) return *cut = true;
  if (b[at] == '\n') return false;
  at++;
  at += dl_blanks(b + at, n - at);
  if (at >= n) return *cut = true;
  return b[at] == ':';
}

/* An array of objects or arrays, or an empty one; "[Reuters] ..." is none. */
static bool is_array(const char *b, size_t n, bool *cut) {
  size_t at = 1 + dl_blanks(b + 1, n - 1);
  if (at >= n) return *cut = true;
  if (b[at] == ']') return at + 1 + dl_blanks(b + at + 1, n - at - 1) >= n;
  if (b[at] == '[') return is_array(b + at, n - at, cut);
  return b[at] == '{' && is_object(b + at, n - at, cut);
}

/* The tag of an element that pages and pieces of pages begin with. */
static bool is_tag(const char *b, size_t n) {
  static const char *const tags[] = {"html",    "head",    "body", "title",  "meta", "link", "script", "style",
                                     "article", "section", "main", "header", "div",  "p",    "span",   "h1",
                                     "h2",      "h3",      "h4",   "table",  "ul",   "ol",   "figure", "blockquote"};
  for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) {
    size_t size = strlen(tags[i]);
    if (n <= size + 1 || strncasecmp(b + 1, tags[i], size) != 0) continue;
    if (dl_is_blank(b[size + 1]) || b[size + 1] == '>' || b[size + 1] == '/') return true;
  }
  return false;
}

/* Does a page begin somewhere in the bytes? */
static bool holds_page(const char *b, size_t n) {
  for (size_t i = 0; i < n; i++)
    if (begins(b + i, n - i, "<html") || begins(b + i, n - i, "<!doctype html")) return true;
  return false;
}

/* Does it begin as XML does, or with what may stand before a page? */
static bool begins_xml(const char *b, size_t n) {
  static const char *const starts[] = {"<?xml", "<!--", "<!doctype", "<rss"};
  for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
    if (begins(b, n, starts[i])) return true;
  return false;
}

/* HTML or other XML, in a text that begins with '<'. */
static bool see_markup(const char *b, size_t n, bool whole, dl_sight *sight) {
  bool page = is_tag(b, n) || begins(b, n, "<!doctype html");
  if (!page && !begins_xml(b, n)) return whole || n >= 16;
  page = page || holds_page(b, n);
  if (!page && !whole && n < DL_KIND_BYTES - 8) return false;
  sight->xml = !page && !begins(b, n, "<!--");
  if (page) sight->kind = DL_INPUT_HTML;
  if (!sight->xml) return true;
  sight->what = "XML that is no page";
  sight->how = "xmllint --xpath 'string(//body)' FILE | dateline code";
  return true;
}

static const refusal utf16 = {"", 0, "UTF-16, not UTF-8", "iconv -f UTF-16 -t UTF-8 FILE | dateline code"};

/* What it is by a mark that no text has at its begin, or NULL. */
static const refusal *marked(const char *b, size_t n) {
  static const refusal tar = {"", 0, "a tar archive", "tar -xf FILE, and dateline code -r on the folder"};
  for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++)
    if (n >= refusals[i].size && memcmp(b, refusals[i].begin, refusals[i].size) == 0) return &refusals[i];
  if (is_utf16(b, n)) return &utf16;
  return is_tar(b, n) ? &tar : NULL;
}

static bool is_conllu(const char *b, size_t n) {
  static const char *const comments[] = {"# newdoc", "# newpar", "# sent_id", "# text = ", "# global.columns"};
  for (size_t i = 0; i < sizeof comments / sizeof *comments; i++)
    if (begins(b, n, comments[i])) return true;
  return false;
}

/* The kind of a text, which has no blanks at its begin. */
static bool see_text(const char *b, size_t n, bool whole, dl_sight *sight) {
  bool cut = false; /* the bytes end before it is told */
  sight->array = b[0] == '[' && is_array(b, n, &cut);
  if (sight->array || (b[0] == '{' && is_object(b, n, &cut))) sight->kind = DL_INPUT_JSON;
  if (cut) return whole || n >= DL_KIND_BYTES - 64;
  if (b[0] == '<') return see_markup(b, n, whole, sight);
  if (is_conllu(b, n)) sight->kind = DL_INPUT_CONLLU;
  return true;
}

static bool is_archive(const char *b, size_t n) {
  return n >= 6 && memcmp(b, "WARC/", 5) == 0 && dl_is_digit(b[5]);
}

bool dl_kind_seen(const char *b, size_t n, bool whole, dl_sight *sight) {
  *sight = (dl_sight){.kind = DL_INPUT_TEXT};
  if (!whole && n < 16 && !memchr(b, '\n', n)) return false;
  if (is_archive(b, n)) {
    sight->kind = DL_INPUT_WARC;
    return true;
  }
  const refusal *r = marked(b, n);
  if (!r && !whole && n < TAR_SEEN && memchr(b, '\0', n)) return false;
  if (r) {
    sight->what = r->what;
    sight->how = r->how;
    sight->sixteen = r == &utf16;
    return true;
  }
  sight->nul = is_binary(b, n);
  if (sight->nul) sight->what = "binary data, not text";
  size_t mark = begins(b, n, "\xEF\xBB\xBF") ? 3 : 0, at = mark + dl_blanks(b + mark, n - mark);
  if (at == n) return whole || n >= DL_KIND_BYTES;
  return see_text(b + at, n - at, whole, sight);
}

/* Does what is seen win over what the name says? */
static bool wins(dl_input named, const dl_sight *sight) {
  if (named == DL_INPUT_AUTO || named == DL_INPUT_TEXT) return true;
  if (named == DL_INPUT_HTML) return sight->kind == DL_INPUT_JSON;
  return named == DL_INPUT_JSONL && sight->array;
}

static bool is_sheet(const char *name) {
  size_t n = strlen(name);
  return ends(name, n, ".xlsx") || ends(name, n, ".ods");
}

int dl_kind_settle(const char *name, dl_input named, const dl_sight *sight, dl_input *kind, dl_status *status) {
  bool readable = named == DL_INPUT_HTML && (sight->sixteen || sight->xml || sight->nul);
  *kind = wins(named, sight) ? sight->kind : named;
  if (!sight->what || readable) return DL_OK;
  const char *how = sight->how;
  if (how == office && is_sheet(name)) how = "libreoffice --headless --convert-to csv FILE";
  if (!how) return dl_fail(status, DL_EINPUT, "%s: %s", name, sight->what);
  return dl_fail(status, DL_EINPUT, "%s: %s; make text of it first: %s", name, sight->what, how);
}
