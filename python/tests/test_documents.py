"""Documents in Python: the same as the JSON, in Python's indices; pipes in order; errors as exceptions; nothing dies too early."""
import copy
import datetime
import gc
import json
import threading
import time

import pytest

import dateline

DENIAL = "KYIV \u2014 \U0001f600 Ukraine\u2019s minister, Dmytro Kuleba, said on Wednesday that Iran was supplying 20 drones to Russia. Iran denied it."


def spans(value):
    """All objects of the JSON with words and where they stand."""
    if isinstance(value, dict):
        if {"begin", "end", "text"} <= set(value) and isinstance(value["begin"], int):
            yield value
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from spans(item)


def same(doc):
    json_ = json.loads(doc.to_json())
    assert all(doc.text[s["begin"]:s["end"]] == s["text"] for s in spans({k: v for k, v in json_.items() if k != "doc"}) if s["text"])
    assert [(e.id, e.type, e.name, e.code, e.country) for e in doc.entities] == \
        [(e["id"], e["type"], e["name"], e["code"], e["country"]) for e in json_["entities"]]
    assert [[(m.text, *m.span, m.form) for m in e.mentions] for e in doc.entities] == \
        [[(m["text"], m["begin"], m["end"], m["form"]) for m in e["mentions"]] for e in json_["entities"]]
    assert [(t.id, t.text, *t.span, t.value, t.anchor) for t in doc.times] == \
        [(t["id"], t["text"], t["begin"], t["end"], t["value"], t["anchor"]) for t in json_["times"]]
    assert [(a.id, a.source and a.source.id, a.cue, a.stance, a.parent, [tuple(s) for s in a.content]) for a in doc.attributions] == \
        [(a["id"], a["source"], a["cue"]["text"], a["stance"], a["parent"], [(s["begin"], s["end"]) for s in a["content"]]) for a in json_["attributions"]]
    for v, w in zip(doc.events, json_["events"]):
        assert (v.id, v.event, v.mode, v.cameo, v.quad, v.date, v.time_source, v.origin) == \
            tuple(w[k] for k in ("id", "event", "mode", "cameo", "quad", "date", "time_source", "origin"))
        for side in "actor", "recipient":
            assert [(p.entity and p.entity.id, p.text, *p.span, p.code, p.sector) for p in getattr(v, side)] == \
                [(p["entity"], p["text"], p["begin"], p["end"], p["code"], p["sector"]) for p in w[side]]
        assert [(o.text, o.kind) for o in v.object] == [(o["text"], o["class"]) for o in w["object"]]
        assert [(m.value, m.low, m.high, m.unit, m.bound) for m in v.magnitude] == \
            [(m["value"], m["low"], m["high"], m["unit"], m["bound"]) for m in w["magnitude"]]
        assert [(p.entity.id, p.name) for p in v.place] == [(p["entity"], p["name"]) for p in w["place"]]
        assert {k: [p.name for p in v.route[k]] for k in v.route} == {k: [p["name"] for p in w["route"][k]] for k in w["route"]}
        assert [("AUTHOR" if f.source == "AUTHOR" else f.entity and f.entity.id, f.value) for f in v.factuality] == \
            [(f["source"], f["value"]) for f in w["factuality"]]
        assert [a.id for a in v.attribution] == w["attribution"]
        assert (list(v.auxiliary), list(v.context), v.evidence, v.confidence) == \
            (w["auxiliary"], w["context"], w["evidence"]["text"], pytest.approx(w["confidence"]))
    assert len(doc.events) == len(doc) == len(json_["events"])
    assert [(k.type, k.source, k.target) for k in doc.links] == [(k["type"], k["from"], k["to"]) for k in json_["links"]]
    assert [(s.event, s.regime, [a.id for a in s.said_by]) for s in doc.screening] == \
        [(s["event"], s["regime"], s["said_by"]) for s in json_["screening"]]


def test_documents_are_what_the_json_says(nlp, articles):
    for document, given in nlp.pipe(((a, a) for a in articles), as_tuples=True, threads=2):
        assert (document.id, document.text, document.date) == (given["id"], given["text"], given["date"])
        same(document)
    same(nlp(DENIAL, date="2022-11-02"))


def test_sentences_and_words(nlp):
    doc = nlp(DENIAL)
    assert [doc.text[slice(*s.span)] for s in doc.sentences] == [s.text for s in doc.sentences]
    assert sum(len(s.tokens) for s in doc.sentences) == len(doc.tokens)
    assert [t.text for t in doc.tokens if t.head < 0] == ["said", "denied"] or all(t.deprel == "root" for t in doc.tokens if t.head < 0)
    assert next(t for t in doc.tokens if t.text == "drones").lemma == "drone"
    parsed = nlp.parse(DENIAL)
    assert len(parsed.tokens) == len(doc.tokens) and not parsed.entities


def test_a_date_is_a_day_or_a_string(nlp):
    for day in "2022-11-02", datetime.date(2022, 11, 2), datetime.datetime(2022, 11, 2, 23, 59):
        assert nlp("Iran attacked Iraq on Wednesday.", date=day).events[0].date == "2022-11-02"
    assert nlp("Iran attacked Iraq on Wednesday.").events[0].date == ""


def test_other_languages_are_named(nlp):
    doc = nlp("Der Au\u00dfenminister sagte am Mittwoch, dass die Regierung den Vertrag nicht unterzeichnen werde und die Gespr\u00e4che beendet seien.")
    assert doc.language == "de" and not doc.events and not doc.sentences


def test_errors_are_exceptions_with_the_reason(nlp, tmp_path):
    with pytest.raises(dateline.InputError, match="b: the date '2023-02-30' is not YYYY-MM-DD"):
        nlp("It.", date="2023-02-30", id="b")
    with pytest.raises(dateline.InputError, match="not Unicode"):
        nlp("\ud800")
    with pytest.raises(dateline.InputError, match="title: a NUL inside"):
        nlp("It.", title="a\0b")
    with pytest.raises(TypeError, match="a text is str, not bytes"):
        nlp(b"It.")
    with pytest.raises(TypeError, match="no 'author'"):
        nlp.parse("It.", author="me")
    with pytest.raises(dateline.InputError, match="too long"):
        nlp("x" * (4 << 20) + "x")
    with pytest.raises(OSError, match="/no/such"):
        dateline.load("/no/such")
    (tmp_path / "verbs.tsv").write_text("key\tcategory\tmode\tcameo\trecipient\ttest\nblip\tNONSENSE\t\t163\tobj\t\n")
    with pytest.raises(dateline.InputError, match="verbs.tsv:2"):
        dateline.load(lexicon=str(tmp_path))
    with pytest.raises(ValueError, match="depth is 'deep'"):
        dateline.load(depth="deep")
    with pytest.raises(dateline.UsageError, match="no format 'pdf'"):
        nlp("It.").render("pdf")
    assert nlp("a\0b").text == "a b"


def test_options(tmp_path):
    (tmp_path / "verbs.tsv").write_text("key\tcategory\tmode\tcameo\trecipient\ttest\ngreylist\tSANCTION\t\t163\tobj\t\n")
    own = dateline.load(lexicon=str(tmp_path), explain=True, threads=1)
    doc = own("France greylisted Syria on Monday.")
    assert doc.events[0].event == "SANCTION" and "verbs.tsv:2" in doc.explain()
    assert len(own.made_by["dictionaries"]) == 64
    assert dateline.load(depth="syntax")("Iran attacked Iraq.").tokens[0].text == "Iran"
    assert [e.place.geonames for e in dateline.load(depth="places")("He went to Kyiv.").entities if e.place] == [703448]


def test_a_pipe_keeps_the_order_and_what_belongs_to_a_text(nlp):
    texts = ["Rebels killed %d people in Mali on Monday." % n for n in range(2, 400)]
    for threads in 1, 2, 3:
        docs = list(nlp.pipe(texts, threads=threads))
        assert [int(d.events[0].magnitude[0].value) for d in docs] == list(range(2, 400))
    pairs = list(nlp.pipe(((t, n) for n, t in enumerate(texts)), as_tuples=True))
    assert [n for _, n in pairs] == list(range(len(texts))) and pairs[7][0].text == texts[7]
    assert list(nlp.pipe([])) == []


def test_a_pipe_takes_no_more_than_it_holds(nlp):
    taken = []

    def texts():
        for n in range(10000):
            taken.append(n)
            yield "Iran attacked Iraq."
    docs = nlp.pipe(texts(), threads=1)
    assert next(docs) and len(taken) <= 64
    docs.close()


def test_bad_texts_in_a_pipe(nlp):
    texts = ["Iran attacked Iraq.", {"text": "It.", "date": "yesterday", "id": "x"}, {"id": "no text"}, 5, "Iraq attacked Iran."]
    told = []
    assert len(list(nlp.pipe(texts, on_error=lambda problem, item: told.append((type(problem), item))))) == 2
    assert sorted(str(t) for t, _ in told) == sorted(map(str, (dateline.InputError, dateline.InputError, TypeError)))
    assert {"text": "It.", "date": "yesterday", "id": "x"} in [item for _, item in told]
    with pytest.raises(dateline.InputError, match="x: the date 'yesterday'"):
        list(nlp.pipe(texts[:2]))
    with pytest.raises(ValueError, match="threads"):
        list(nlp.pipe(texts, threads=0))
    with pytest.raises(TypeError, match="not one str"):
        nlp.pipe("Iran attacked Iraq.")
    with pytest.raises(TypeError, match="a document, not str"):
        dateline.events("Iran attacked Iraq.")


def test_the_lock_is_let_go(nlp):
    """While a thread codes, another runs."""
    done, turns = threading.Event(), 0

    def work():
        nlp("Iran attacked Iraq on Monday. " * 3000)
        done.set()
    thread = threading.Thread(target=work)
    thread.start()
    while not done.is_set():
        turns += 1
        time.sleep(0.001)
    thread.join()
    assert turns > 10


def test_files(nlp, articles, tmp_path):
    path = tmp_path / "news.jsonl"
    path.write_text("".join(json.dumps({"body": a["text"], "id": a["id"]}) + "\n" for a in articles) + "{\"body\": 5}\n", encoding="utf-8")
    told = []
    docs = list(nlp.read(path, columns={"text": "body"}, date="2020-01-01", on_error=lambda problem, item: told.append(str(problem))))
    assert [d.id for d in docs] == [a["id"] for a in articles] and {d.date for d in docs} >= {"2020-01-01"}
    assert len(told) == 1 and ":%d:" % (len(articles) + 1) in told[0]
    (tmp_path / "one.txt").write_text("Iran attacked Iraq.")
    assert [d.id for d in nlp.read([path.with_name("one.txt")])] == ["one.txt"]
    with pytest.raises(OSError, match="no-such"):
        list(nlp.read("no-such.txt"))


def test_documents_outlive_what_they_were_made_with():
    nlp = dateline.load()
    doc = nlp("Iran attacked Iraq.")
    docs = nlp.pipe(["Iraq attacked Iran."] * 50)
    first = next(docs)
    del nlp, docs
    gc.collect()
    assert doc.events[0].actor[0].code == "IRN" and first.events[0].actor[0].code == "IRQ" and doc.render("table")
    event = doc.events[0]
    del doc
    gc.collect()
    assert event.actor[0].entity.name == "Iran"


def test_an_engine_is_not_copied(nlp):
    with pytest.raises(TypeError, match="load one in each process"):
        copy.deepcopy(nlp)


def test_render(nlp):
    doc = nlp(DENIAL, date="2022-11-02")
    for name in "jsonl", "table", "plover", "cameo", "conllu", "times", "places", "timeml":
        assert doc.render(name).strip()
    page = doc._repr_html_()
    assert page.startswith("<iframe srcdoc=") and page.endswith("</iframe>") and page.count('"') == 4 and "Kuleba" in page
    assert "<Document" not in repr(doc) and "events" in repr(doc)
