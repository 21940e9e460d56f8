/* What the style of the dossier adds to that of all pages (base/html.h): one column of 45 em, two columns for those who
 * assert and those who deny, and one again on a narrow screen.
 *
 * A constant of CSS, put into each page, so that a page needs no other file. Colours carry nothing that words do not
 * say. Not for other folders.
 */
#ifndef DL_DOSSIER_STYLE_H
#define DL_DOSSIER_STYLE_H

static const char dl_dossier_style[] =
    ".status{display:inline-block;border:1.5px solid currentColor;border-radius:3px;padding:0 .5em;color:var(--ink);"
    "font:600 .82rem/1.6 system-ui,sans-serif}"
    "blockquote{margin:.6rem 0;padding:.1rem 0 .1rem .9rem;border-left:3px solid var(--line)}"
    "mark{background:none;color:inherit;font-weight:700}"
    ".sides{display:grid;grid-template-columns:1fr 1fr;gap:1.5rem}"
    ".sides>section{border-top:3px solid var(--for);padding-top:.5rem}"
    ".sides>section.against{border-color:var(--against)}"
    ".voice{margin:0 0 1rem}.voice blockquote{margin:.25rem 0}"
    ".measures td:first-child{width:24%}.measures td:nth-child(3){width:17%}"
    "@media(max-width:40rem){.sides,dl{grid-template-columns:1fr}dt{margin-top:.4rem}}"
    "@media print{.voice{break-inside:avoid}"
    "td.where a::after{content:' (' attr(href) ')';font-size:.8em;color:var(--soft)}}";

#endif
