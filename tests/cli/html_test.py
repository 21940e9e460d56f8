#!/usr/bin/env python3
"""code --format html: the reader's view of a document as a page that stands by itself. usage: html_test.py PROGRAM"""
import html.parser
import json
import re

from support import main

HERALD = {"id": "h1", "source": "Her<b>ald", "title": "Drones & \"denials\"", "url": "https://herald.example/1?a=1&b=2", "date": "2022-11-02",
          "text": "KYIV - Ukraine's foreign minister, Dmytro Kuleba, said on Wednesday that Iran was supplying attack drones to Russia.\n\n"
                  "\"Tehran has sold hundreds of drones to Moscow,\" Kuleba told reporters in Kyiv.\n\nIran has denied the arms deliveries."}
HOSTILE = {"id": "h2", "url": "javascript:alert(1)", "title": "<script>alert(1)</script>", "date": "2022-11-03",
           "text": "</p></article><script>alert(2)</script> France attacked Mali on Monday, \"<img src=x onerror=alert(3)>\" \u202eofficials\u202c said. "
                   "\u0001\u009b31m \u0634\u0646\u062a iran & " + "long" * 2500 + ".\n\nGermany denied it."}
FRENCH = {"id": "h3", "text": "Le ministre a dit que la France et l'Allemagne vont signer un accord avec le gouvernement de la Pologne pour les armes."}


class Page(html.parser.HTMLParser):
    """Tags, what is open at the end, ids, links, the text by itself."""
    VOID = {"meta", "br"}

    def __init__(self, text):
        super().__init__()
        self.tags, self.open, self.wrong, self.ids, self.links, self.loads, self.words, self.shown = [], [], [], [], [], [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        if tag not in self.VOID:
            self.open.append((tag, dict(attributes).get("class") or ""))
        for name, value in attributes:
            if name == "id":
                self.ids.append(value)
            if name == "href":
                self.links.append(value)
            if name in ("src", "background", "data", "style") or name.startswith("on"):
                self.loads.append((tag, name, value))

    def handle_endtag(self, tag):
        if not self.open or self.open.pop()[0] != tag:
            self.wrong.append(tag)

    def handle_data(self, text):
        if not any(tag == "style" for tag, _ in self.open):
            self.words.append(text)
        if any("text" in klass.split() for _, klass in self.open):
            self.shown.append((text, self.open[-1][1].split()))


def page(s, *documents):
    r = s.run("code", "-q", "--format", "html", s.path("p.jsonl", "".join(json.dumps(d) + "\n" for d in documents)))
    text = r.stdout.decode()
    p = Page(text)
    name = "+".join(d["id"] for d in documents)
    s.check(name + ": read", r.returncode == 0, r.stderr)
    s.check(name + ": sound HTML", text.startswith("<!DOCTYPE html>") and text.endswith("</html>\n") and not p.open and not p.wrong, (p.open, p.wrong))
    s.check(name + ": stands by itself", not {"script", "img", "link", "iframe"} & set(p.tags) and not p.loads and "url(" not in text, p.loads)
    s.check(name + ": ids are given once", len(p.ids) == len(set(p.ids)), p.ids)
    s.check(name + ": links lead into the page or the web", all(a.startswith("https://") or a[1:] in p.ids for a in p.links), p.links)
    return text, p


def marks(s):
    text, p = page(s, HERALD)
    classes = lambda words: [c for shown, c in p.shown if shown == words]
    words = " ".join(p.words)
    s.check("the text is whole", re.sub(r"\s+", "", HERALD["text"]) == re.sub(r"\s+", "", "".join(w for w, _ in p.shown)), p.shown)
    s.check("the trigger lights its note", any({"g", "g1", "x1"} <= set(c) for c in classes("supplying")), p.shown)
    s.check("the actor", any("a1" in c and "e" in c for c in classes("Iran")), p.shown)
    s.check("the recipient", any("r1" in c for c in classes("Russia")), p.shown)
    s.check("the object", any("o1" in c for c in classes("attack drones")), p.shown)
    s.check("the time", any("w" in c or "t" in c for c in classes("Wednesday")), p.shown)
    s.check("the cue", any("c1" in c for c in classes("said")), p.shown)
    s.check("a quotation", any("q" in c for w, c in p.shown if "hundreds of" in w), p.shown)
    s.check("each note has its rule", all("article:has(.x%d:" % n in text for n in range(1, 4)), "")
    for what in ("Her<b>ald", "Drones & \"denials\"", "Dmytro Kuleba", "certain (CT+)", "open (Uu)", "AID", "attack drones", "Denied by", "word for word", "fired", "Who and what is named"):
        s.check("it tells: " + what, what in words, words[:3000])
    s.check("the same again", text == page(s, HERALD)[0], "")


def hostile(s):
    text, p = page(s, HOSTILE)
    shown = "".join(w for w, _ in p.shown)
    for what in ("<script>alert(2)</script>", "<img src=x onerror=alert(3)>", "\u0634\u0646\u062a", "long" * 2500):
        s.check("shown as text: " + what[:30], what in shown, shown[:300])
    s.check("no control characters", not re.search("[\x00-\x08\x0b-\x1f\x7f\u0080-\u009f]", text), "")
    s.check("writing directions stay inside of their paragraph", text.count("dir=\"auto\"") >= 2, "")
    page(s, HERALD, HOSTILE, FRENCH)
    text, p = page(s, FRENCH)
    s.check("a text that is not read is shown", "Le ministre" in "".join(w for w, _ in p.shown) and "only English is read" in text, text[-900:])


def failures(s):
    s.expect("another format", 2, "code", "--format", "htm", "-", message="cameo or html")
    r = s.run("code", "-q", "--format", "html", s.path("none.txt"))
    s.check("no document, no page", r.returncode == 1 and r.stdout == b"", r.stdout)


if __name__ == "__main__":
    main(marks, hostile, failures)
