"""Frames: with and without pyarrow, in Polars, from documents and from a ledger: the same rows."""
import gc
import json
import pathlib
import re
import subprocess
import sys

import pandas
import pandas.testing
import polars
import pyarrow
import pytest

import dateline

RICH = {"id": "x", "date": "2022-11-02", "source": "Herald", "text":
        "KYIV - Iran sold 200 drones and 30 missiles to Russia on Monday for use in Ukraine, Dmytro Kuleba said. Iran denied it. Rebels killed 12 people and "
        "wounded 30 in Kherson on Tuesday. Caf\u00e9 owners in Paris will protest against the tax. The president and the prime minister met in London."}


@pytest.fixture(scope="module")
def docs(nlp, articles):
    return list(nlp.pipe([RICH] + articles))


@pytest.fixture(scope="module")
def ledger(docs, tmp_path_factory):
    path = tmp_path_factory.mktemp("ledger") / "news.db"
    with dateline.Ledger(path, write=True) as made:
        assert made.add(docs) == len(docs)
        assert made.add(docs) == 0
    return dateline.Ledger(path)


def test_events_are_the_objects(docs):
    frame = dateline.events(docs)
    objects = [(d, v) for d in docs for v in d.events]
    assert len(frame) == len(objects) > 50
    for (d, v), (_, row) in zip(objects, frame.iterrows()):
        assert (row.document, row.label, row.event, row.cameo, row.date) == (d.id, v.id, v.event, v.cameo, v.date)
        assert row.actor == "; ".join(p.name for p in v.actor) and row.recipient_code == "; ".join(p.code for p in v.recipient)
        assert row.object == "; ".join(o.text for o in v.object) and row.magnitude_unit == "; ".join(m.unit for m in v.magnitude)
        assert d.text[row.trigger_begin:row.trigger_end] == row.trigger == v.trigger and row.evidence == v.evidence
        assert (row.told, row.author, row.confidence) == (v.told, v.author, v.confidence)
        assert pandas.isna(row.date_begin) if not v.first_day else str(row.date_begin.date()) == v.first_day
        assert [pandas.isna(row.magnitude_value), pandas.isna(row.lat)] == \
            [not v.magnitude, not (v.place_source == "said" and v.place[0].place is not None)]


def test_other_tables(docs):
    assert len(dateline.documents(docs)) == len(docs)
    assert list(dateline.documents(docs).text) == [d.text for d in docs]
    parties = dateline.parties(docs)
    assert list(parties.name) == [p.name for d in docs for v in d.events for p in v.actor + v.recipient]
    claims = dateline.claims(docs)
    assert list(claims.value) == [f.value for d in docs for v in d.events for f in v.factuality if f.source != "AUTHOR"]
    assert set(claims.stance) >= {"asserts", "denies"}
    assert list(dateline.entities(docs).entity) == [e.id for d in docs for e in d.entities]
    assert list(dateline.quotes(docs).cue) == [a.cue for d in docs for a in d.attributions]


@pytest.mark.parametrize("kind", dateline.frames.KINDS)
def test_pandas_polars_and_arrow_say_the_same(docs, kind):
    table = dateline.table(kind, docs)
    frame = table.to_pandas()
    pandas.testing.assert_frame_equal(frame, table._plain_frame(pandas), check_dtype=False)
    assert [str(t) for t in frame.dtypes if str(t).startswith("datetime")] == [str(t) for t in table._plain_frame(pandas).dtypes if str(t).startswith("datetime")]
    arrow = table.to_arrow()
    assert arrow.column_names == list(frame.columns) == table.columns and arrow.num_rows == len(table) == len(frame)
    assert pyarrow.table(table).equals(arrow)
    assert table.to_polars().to_dicts() == polars.from_arrow(arrow).to_dicts()


def test_every_column_is_told_of(docs, ledger):
    page = (pathlib.Path(__file__).resolve().parents[2] / "docs" / "frames.md").read_text(encoding="utf-8")
    told = set(re.findall(r"`(\w+)`", "".join(row.split("|")[1] for row in page.splitlines() if row.startswith("| `"))))
    kinds = [dateline.table(kind, docs) for kind in dateline.frames.KINDS] + [ledger.table(kind) for kind in dateline.ledger.LEDGER_KINDS] + \
        [ledger.table("flows", between=("IRN", "RUS")), ledger.table("groups", group_by="month")]
    assert not {column for table in kinds for column in table.columns} - told - {"month"}


def test_empty_tables(docs):
    for kind in dateline.frames.KINDS:
        table = dateline.table(kind, [])
        assert len(table) == 0 and len(table.to_pandas()) == 0 and table.to_arrow().num_rows == 0 and len(table.to_polars()) == 0
        assert len(table._plain_frame(pandas)) == 0
    with pytest.raises(dateline.UsageError, match="no table 'verbs'"):
        dateline.table("verbs", docs)


def test_columns_outlive_the_table_and_the_documents(nlp):
    table = dateline.table("events", nlp.pipe([RICH] * 20))
    capsules = table.__arrow_c_array__()
    arrow = table.to_arrow()
    del table
    gc.collect()
    assert arrow.column("event").to_pylist().count("ASSAULT") > 0
    del capsules  # never taken
    gc.collect()
    assert arrow.validate(full=True) is None
    assert not dateline.frames._held


def test_pandas_alone(docs):
    """Where there is no pyarrow."""
    code = ("import sys; sys.modules['pyarrow'] = None\nimport dateline, json\nnlp = dateline.load()\n"
            "f = dateline.events(nlp(%r, date='2022-11-02'))\nprint(json.dumps([f.event.tolist(), [str(d)[:10] for d in f.date_begin]]))" % RICH["text"])
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    frame = dateline.events(docs[0])
    assert json.loads(done.stdout) == [frame.event.tolist(), [str(d)[:10] for d in frame.date_begin]]


# ---- ledgers ----

def test_a_ledger_tells_what_its_documents_tell(ledger, docs):
    shared = [c for c in dateline.events(docs).columns if c in ledger.events().columns]
    ours, theirs = dateline.events(docs)[shared], ledger.events()[shared]
    assert set(dateline.events(docs).columns) - set(shared) == {"told"}
    pandas.testing.assert_frame_equal(ours.drop(columns=["origin", "said_by", "denied_by"]), theirs.drop(columns=["origin", "said_by", "denied_by"]))
    for column in "said_by", "denied_by":
        assert [set(filter(None, v.split("; "))) for v in ours[column]] == [set(filter(None, v.split("; "))) for v in theirs[column]]
    pandas.testing.assert_frame_equal(dateline.parties(docs), ledger.parties())
    claims = ledger.claims()
    pandas.testing.assert_frame_equal(dateline.claims(docs).drop(columns="cue"), claims.drop(columns="cue"))
    assert list(ledger.documents().text) == [d.text for d in docs]


def test_entries_and_questions(ledger):
    entries = ledger.entries()
    assert entries.mentions.sum() == len(ledger.events()) and set(ledger.events().entry) == set(entries.entry)
    aid = ledger.query(actor="IRN", event="AID")
    assert set(aid.event) == {"AID"} and aid.actor_code.str.contains("IRN").all() and 0 < len(aid) < len(entries)
    assert len(ledger.query(mentions=True, actor="IRN", event="AID")) >= len(aid)
    months = ledger.query(group_by=["month", "event"])
    assert list(months.columns[:2]) == ["month", "event"] and months.entries.sum() == len(entries)
    assert ledger.query(group_by="status").entries.sum() == len(entries)
    dyad = ledger.entries(between=("IRN", "RUS"))
    ways = [set(ledger.query(actor=a, recipient=b).entry) for a, b in (("IRN", "RUS"), ("RUS", "IRN"))]
    assert set(dyad.entry) == ways[0] | ways[1] and 0 < len(dyad) < len(entries)
    assert set(ledger.events(between="RUS,IRN").entry) == set(dyad.entry)
    assert ledger.query(group_by="month", between=("IRN", "RUS")).entries.sum() == len(dyad)
    flows = ledger.flows("IRN", "RUS")
    assert set(flows.actor) <= {"IRN", "RUS"} and flows.entries.sum() > 0 and "goldstein_claims" in flows
    assert set(ledger.voices().stance) >= {"asserts", "denies"}
    assert len(ledger.query(text="drones", since="2022-11-01", min_confidence=0.1)) > 0
    denied = ledger.entries(stance="denies")
    assert 0 < len(denied) < len(entries) and set(ledger.events(stance="denies").entry) == set(denied.entry)
    assert 0 < len(ledger.entries(stance="denies", said_by="Iran")) and ledger.entries(stance="denies", said_by="Nobody at all").empty
    spot = entries[entries.lat.notna()].iloc[0]
    assert spot.entry in set(ledger.query(near=(spot.lat, spot.lon, 5)).entry)


def test_errors_of_ledgers(ledger, tmp_path):
    with pytest.raises(dateline.StoreError, match="none.db"):
        dateline.Ledger(tmp_path / "none.db")
    with pytest.raises(dateline.UsageError, match="'yesterday', not YYYY-MM-DD"):
        ledger.query(since="yesterday")
    with pytest.raises(dateline.UsageError, match="--stance is 'hates': holds, denies, open"):
        ledger.query(stance="hates")
    with pytest.raises(TypeError, match="no filter 'colour'"):
        ledger.query(colour="red")
    with pytest.raises(dateline.UsageError):
        ledger.flows("Nowhere", "RUS")
    with pytest.raises(dateline.UsageError, match="--between is 'Iran'"):
        ledger.entries(between="Iran")
    with pytest.raises(dateline.UsageError, match="no table 'verbs'"):
        ledger.table("verbs")
    closed = dateline.Ledger(ledger.path)
    closed.close()
    closed.close()
    with pytest.raises(ValueError, match="closed"):
        closed.entries()
    with pytest.raises(dateline.DatelineError):
        ledger.add(dateline.load()("Iran attacked Iraq."))
