"""Marks in the running text."""
import html
import re

import pytest

from dateline import displacy

TEXT = "Iran attacked Iraq on Monday & killed <12> people. Caf\u00e9s in Paris closed."


def test_marks_change_no_text(nlp):
    doc = nlp(TEXT, title="War <1>")
    for style in "ent", "event":
        page = displacy.render(doc, style=style, jupyter=False)
        assert "War &lt;1&gt;" in page and "<12>" not in page
    shown = re.sub(r"<span[^>]*>.*?</span>|<h2.*?</h2>|<[^>]*>", "", displacy.render(doc, style="ent", jupyter=False))
    assert html.unescape(shown) == TEXT
    assert displacy.render([doc, doc], page=True, jupyter=False).count('class="dateline"') == 2
    with pytest.raises(ValueError, match="style is 'tree'"):
        displacy.render(doc, style="tree")


def test_what_spacy_takes(nlp):
    doc = nlp(TEXT)
    ents = displacy.parse_ents(doc)["ents"]
    assert [doc.text[e["start"]:e["end"]] for e in ents][:2] == ["Iran", "Iraq"]
    deps = displacy.parse_deps(doc)
    assert len(deps["words"]) == len(doc.tokens) and all(a["start"] < a["end"] for a in deps["arcs"])
