#!/usr/bin/env python3
"""The component for spaCy, with a blank English model. Run by the Python of build-python (tools/python.sh wide). usage: spacy_test.py"""
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
import python_test  # noqa: E402

TEXT = "Caf\u00e9 talk: Iran denied on Wednesday that it had sent drones to Russia. The U.S.-led coalition attacked Raqqa."


def tests(c):
    import spacy
    import dateline
    nlp = spacy.blank("en")
    nlp.add_pipe("dateline", config={"date": "2022-11-02"})
    doc = nlp(TEXT)
    events = doc._.events
    c.check("events on spaCy's tokens", [(e.event, e.trigger.text, [a.text for a in e.actor]) for e in events][:2]
            == [("", "denied", ["Iran"]), ("AID", "sent drones", ["it"])] or [e.cameo for e in events][:2] == ["016", "072"], str(events))
    c.check("spans are spaCy's and cover dateline's", all(isinstance(e.trigger, spacy.tokens.Span) and e.trigger.start_char <= e.source.trigger_span.begin
                                                         and e.trigger.end_char >= e.source.trigger_span.end and e.trigger.doc is doc for e in events))
    c.check("the same as dateline alone", [e.source.cameo for e in events] == [v.cameo for v in dateline.load()(TEXT, date="2022-11-02").events])
    c.check("its date", events[0].date == "2022-11-02", events[0].date)
    given = nlp.make_doc(TEXT)
    given._.published = "2023-03-08"
    c.check("a date of its own", nlp(given)._.events[0].date == "2023-03-08")
    texts = ["Rebels killed %d people in Mali." % n for n in range(2, 150)]
    piped = [d._.dateline.events[0].magnitude[0].value for d in nlp.pipe(texts, batch_size=32)]
    c.check("nlp.pipe keeps the order", piped == list(map(float, range(2, 150))), str(piped[:5]))
    again = spacy.blank("en")
    again.add_pipe("dateline")
    c.check("it can be stored", again.from_bytes(nlp.to_bytes())(TEXT)._.events is not None)
    c.check("displaCy draws what dateline found", "GPE" in spacy.displacy.render(dateline.displacy.parse_ents(doc._.dateline), style="ent", manual=True, jupyter=False)
            and "nsubj" in spacy.displacy.render(dateline.displacy.parse_deps(doc._.dateline), style="dep", manual=True, jupyter=False))


if __name__ == "__main__":
    raise SystemExit(python_test.wide(tests))
