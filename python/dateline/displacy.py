"""Documents as HTML to look at, in the manner of spaCy's displaCy: marks in the running text.

``displacy.render(doc)`` shows who did what to whom, ``style="ent"`` names. In Jupyter it is displayed; elsewhere the HTML is returned. The whole reader's
view, with who says and denies what, is the document's own ``doc.render("html")``.
"""
from __future__ import annotations

from html import escape
from typing import Any, Dict, Iterable, List, Optional, Tuple, Union

from .documents import Document

COLOURS = {"PER": "#aa9cfc", "ORG": "#7aecec", "GPE": "#feca74", "LOC": "#ff9561", "NORP": "#c887fb", "FAC": "#9cc9cc", "EVT": "#ffeb80", "WPN": "#ff8197",
           "MISC": "#e4e7d2", "actor": "#bfeeb7", "recipient": "#feca74", "object": "#e4e7d2"}
QUADS = {"verbal_cooperation": "#c5e1ff", "material_cooperation": "#8fc1ff", "verbal_conflict": "#ffd0c9", "material_conflict": "#ff9c8f", "": "#dddddd"}
_MARK = ('<mark style="background: %s; padding: 0.3em 0.4em; margin: 0 0.2em; line-height: 1; border-radius: 0.35em;">%s<span style="font-size: 0.75em; '
         'font-weight: bold; margin-left: 0.5em">%s</span></mark>')
Mark = Tuple[int, int, str, str]


def _marked(text: str, marks: Iterable[Mark]) -> str:
    """The text with its marks; of two that meet, the one that begins first, the longer of them, is shown."""
    out, at = [], 0
    for begin, end, label, colour in sorted(marks, key=lambda m: (m[0], -m[1])):
        if begin < at or end <= begin:
            continue
        out += [escape(text[at:begin]), _MARK % (colour, escape(text[begin:end]), escape(label))]
        at = end
    return "".join(out + [escape(text[at:])]).replace("\n", "<br>")


def _names(doc: Document) -> str:
    return _marked(doc.text, [(*m.span, e.type, COLOURS.get(e.type, "#dddddd")) for e in doc.entities for m in e.mentions if m.form == "NAM"])


def _events(doc: Document) -> str:
    """Each event in its sentence."""
    rows = []
    for v in doc.events:
        first = v.evidence_span.begin
        marks: List[Mark] = [(v.trigger_span.begin - first, v.trigger_span.end - first, "%s %s" % (v.event or "speech", v.cameo), QUADS[v.quad])]
        for role, things in (("actor", v.actor), ("recipient", v.recipient), ("object", v.object)):
            marks += [(t.span.begin - first, t.span.end - first, "%s %s" % (role, getattr(t, "code", "")), COLOURS[role])
                      for t in things if v.evidence_span.begin <= t.span.begin and t.span.end <= v.evidence_span.end]
        held = ", ".join("%s %s" % ("the text" if f.source == "AUTHOR" else f.source or "somebody", f.value) for f in v.factuality)
        rows.append('<div style="margin: 0.6em 0">%s<div style="font-size: 0.8em; color: #555">%s &middot; %s &middot; %s</div></div>'
                    % (_marked(v.evidence, marks), escape(v.id), escape(v.date), escape(held)))
    return "".join(rows) or "<div>no events</div>"


def parse_ents(doc: Document) -> Dict[str, Any]:
    """What spaCy's own ``displacy.render(..., style="ent", manual=True)`` takes."""
    return {"text": doc.text, "title": doc.title or None,
            "ents": sorted(({"start": m.span.begin, "end": m.span.end, "label": e.type} for e in doc.entities for m in e.mentions if m.form == "NAM"),
                           key=lambda m: (m["start"], m["end"]))}


def parse_deps(doc: Document) -> Dict[str, Any]:
    """The same for ``style="dep"``: words and arcs."""
    arcs = []
    for i, t in enumerate(doc.tokens):
        if t.head >= 0:
            arcs.append({"start": min(i, t.head), "end": max(i, t.head), "label": t.deprel, "dir": "left" if i < t.head else "right"})
    return {"words": [{"text": t.text, "tag": t.upos} for t in doc.tokens], "arcs": arcs}


def render(docs: Union[Document, Iterable[Document]], style: str = "event", *, page: bool = False, jupyter: Optional[bool] = None) -> Optional[str]:
    """HTML of documents: ``style`` is "event" or "ent"; with `page` a whole page. In Jupyter it is displayed, unless `jupyter` is False.

    >>> import dateline
    >>> nlp = dateline.load()
    >>> html = render(nlp("Iran attacked Iraq."), jupyter=False)
    >>> "ASSAULT 190" in html and "actor IRN" in html
    True
    """
    makers = {"event": _events, "ent": _names}
    if style not in makers:
        raise ValueError("style is '%s': %s" % (style, ", ".join(makers)))
    parts = []
    for doc in [docs] if isinstance(docs, Document) else docs:
        title = '<h2 style="margin: 0">%s</h2>' % escape(doc.title) if doc.title else ""
        parts.append('<div class="dateline" style="line-height: 2.2; direction: ltr">%s%s</div>' % (title, makers[style](doc)))
    html = "\n".join(parts)
    if page:
        html = "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>dateline</title></head><body>\n%s\n</body></html>" % html
    if jupyter is None:
        jupyter = _in_jupyter()
    if not jupyter:
        return html
    from IPython.display import HTML, display
    display(HTML(html))
    return None


def _in_jupyter() -> bool:
    try:
        from IPython import get_ipython
    except ImportError:
        return False
    shell = get_ipython()
    return shell is not None and shell.__class__.__name__ == "ZMQInteractiveShell"
