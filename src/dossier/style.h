/* The style of the page: dark on light, one column of 45 em, tables that may break between pages; two columns for
 * those who assert and those who deny. Colours carry nothing that words do not say. Not for other folders. */
#ifndef DL_DOSSIER_STYLE_H
#define DL_DOSSIER_STYLE_H

static const char dl_dossier_style[] =
    ":root{--ink:#1a1a1a;--soft:#5a5a5a;--line:#c9c9c9;--tint:#f4f4f1;--for:#1f5f3a;--against:#8a1c1c}"
    "*{box-sizing:border-box}"
    "body{margin:2rem auto;max-width:52rem;padding:0 1.25rem;color:var(--ink);background:#fff;"
    "font:16px/1.5 Georgia,'Times New Roman',serif}"
    "h1{font-size:1.7rem;line-height:1.25;margin:.2rem 0 .6rem}"
    "h2{font:600 1rem/1.3 system-ui,sans-serif;margin:2rem 0 .6rem;padding-bottom:.25rem;border-bottom:2px solid "
    "var(--ink)}"
    "h3{font:600 .85rem/1.3 system-ui,sans-serif;margin:0 0 .5rem}"
    ".kind,.note,.meta,th,dt,footer{font-family:system-ui,sans-serif;color:var(--soft)}"
    ".kind,.note,.meta,footer{font-size:.82rem}"
    ".status{display:inline-block;border:1.5px solid currentColor;border-radius:3px;padding:0 .5em;color:var(--ink);"
    "font:600 .82rem/1.6 system-ui,sans-serif}"
    "dl{display:grid;grid-template-columns:8rem 1fr;gap:.3rem 1rem;margin:0}"
    "dt{font-size:.85rem;padding-top:.12em}dd{margin:0}"
    "blockquote{margin:.6rem 0;padding:.1rem 0 .1rem .9rem;border-left:3px solid var(--line)}"
    "mark{background:none;color:inherit;font-weight:700}"
    ".sides{display:grid;grid-template-columns:1fr 1fr;gap:1.5rem}"
    ".sides>section{border-top:3px solid var(--for);padding-top:.5rem}"
    ".sides>section.against{border-color:var(--against)}"
    ".voice{margin:0 0 1rem}.voice blockquote{margin:.25rem 0}"
    "table{border-collapse:collapse;width:100%;font-size:.92rem}"
    "th,td{text-align:left;vertical-align:top;padding:.35rem .7rem .35rem 0;border-bottom:1px solid var(--line);"
    "overflow-wrap:anywhere}"
    ".measures td:first-child{width:24%}.measures td:nth-child(3){width:17%}"
    "th{font-size:.78rem;font-weight:600}td.day{white-space:nowrap;font-variant-numeric:tabular-nums}"
    "a{color:inherit}"
    "footer{margin-top:2.5rem;border-top:1px solid var(--line);padding-top:.6rem}"
    "@media(max-width:40rem){.sides,dl{grid-template-columns:1fr}dt{margin-top:.4rem}}"
    "@page{margin:18mm 16mm}"
    "@media print{body{margin:0;max-width:none;padding:0;font-size:10.5pt}h2,h3{break-after:avoid}"
    "tr,.voice,blockquote{break-inside:avoid}thead{display:table-header-group}a{text-decoration:none}"
    "td.where a::after{content:' (' attr(href) ')';font-size:.8em;color:var(--soft)}}";

#endif
