#include "base/html.h"

#include <string.h>
#include <strings.h>

static const char style_all[] =
    ":root{color-scheme:light dark;--ink:#1a1a1a;--soft:#595959;--line:#c9c9c9;--tint:#f4f4f1;--paper:#fff;"
    "--for:#1f5f3a;--against:#8a1c1c}"
    "@media screen and (prefers-color-scheme:dark){:root{--ink:#e8e6e1;--soft:#a8a5a0;--line:#45433f;--tint:#22211f;"
    "--paper:#171614;--for:#7cc79b;--against:#ef9a94}}"
    "*{box-sizing:border-box}"
    "body{margin:2rem auto;max-width:52rem;padding:0 1.25rem;color:var(--ink);background:var(--paper);"
    "font:16px/1.5 Georgia,'Times New Roman',serif;overflow-wrap:anywhere}"
    "h1{font-size:1.7rem;line-height:1.25;margin:.2rem 0 .6rem}"
    "h2{font:600 1rem/1.3 system-ui,sans-serif;margin:2rem 0 .6rem;padding-bottom:.25rem;border-bottom:2px solid "
    "var(--ink)}"
    "h3{font:600 .85rem/1.3 system-ui,sans-serif;margin:0 0 .5rem}"
    ".kind,.note,.meta,th,dt,footer{font-family:system-ui,sans-serif;color:var(--soft)}"
    ".kind,.note,.meta,footer{font-size:.82rem}"
    "dl{display:grid;grid-template-columns:8rem 1fr;gap:.3rem 1rem;margin:0}"
    "dt{font-size:.85rem;padding-top:.12em}dd{margin:0;min-width:0}"
    "table{border-collapse:collapse;width:100%;font-size:.92rem}"
    "th,td{text-align:left;vertical-align:top;padding:.35rem .7rem .35rem 0;border-bottom:1px solid var(--line);"
    "overflow-wrap:anywhere}"
    "th{font-size:.78rem;font-weight:600}td.day{white-space:nowrap;font-variant-numeric:tabular-nums}"
    "a{color:inherit}"
    "footer{margin-top:2.5rem;border-top:1px solid var(--line);padding-top:.6rem}"
    "@page{margin:18mm 16mm}"
    "@media print{body{margin:0;max-width:none;padding:0;font-size:10.5pt}h2,h3{break-after:avoid}"
    "tr,blockquote{break-inside:avoid}thead{display:table-header-group}a{text-decoration:none}}";

static const char *entity(char c) {
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    case '\'':
      return "&#39;";
    default:
      return NULL;
  }
}

/* A control character of one byte, or of two (C1). */
static size_t control(const char *at, size_t left) {
  unsigned char c = (unsigned char)at[0];
  if (c == '\n' || c == '\t') return 0;
  if (c < 0x20 || c == 0x7F) return 1;
  return c == 0xC2 && left > 1 && (unsigned char)at[1] < 0xA0 ? 2 : 0;
}

void dl_html_escape(dl_buffer *out, const char *text, size_t size) {
  for (size_t i = 0, n; i < size; i += n ? n : 1) {
    const char *instead = entity(text[i]);
    n = control(text + i, size - i);
    if (instead)
      dl_buffer_text(out, instead);
    else
      dl_buffer_char(out, n ? ' ' : text[i]);
  }
}

void dl_html_text(dl_buffer *out, const char *text) {
  dl_html_escape(out, text, strlen(text));
}

void dl_html_around(dl_buffer *out, const char *before, const char *value, const char *behind) {
  if (!*value) return;
  dl_buffer_text(out, before);
  dl_html_text(out, value);
  dl_buffer_text(out, behind);
}

void dl_html_link(dl_buffer *out, const char *url, const char *shown) {
  if (strncasecmp(url, "http://", 7) != 0 && strncasecmp(url, "https://", 8) != 0) {
    dl_html_text(out, shown);
    return;
  }
  dl_html_around(out, "<a href=\"", url, "\" rel=\"noreferrer\">");
  dl_html_text(out, shown);
  dl_buffer_text(out, "</a>");
}

void dl_html_begin(dl_buffer *out) {
  dl_buffer_text(out,
                 "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                 "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n"
                 "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
                 "'unsafe-inline'\">\n<title>");
}

void dl_html_body(dl_buffer *out, const char *style) {
  dl_buffer_text(out, "</title>\n<style>");
  dl_buffer_text(out, style_all);
  dl_buffer_text(out, style);
  dl_buffer_text(out, "</style>\n</head>\n<body>\n");
}
