"""Parquet files, and the questions of docs/duckdb.md: `UPDATE=1 pytest test_parquet.py` writes what is answered now into that page."""
import os
import pathlib
import re

import duckdb
import pyarrow.parquet
import pytest

import dateline

PAGE = pathlib.Path(__file__).resolve().parents[2] / "docs" / "duckdb.md"
QUESTION = re.compile(r"```sql\n(.*?)```\n```text\n(.*?)```", re.S)


@pytest.fixture(scope="module")
def folder(nlp, articles, tmp_path_factory):
    at = tmp_path_factory.mktemp("parquet")
    with dateline.Ledger(at / "news.db", write=True) as ledger:
        ledger.add(nlp.pipe(articles))
    rows = dateline.to_parquet(at / "news.db", at / "ledger")
    assert set(rows) == set(dateline.ledger.LEDGER_KINDS) and rows["documents"] == len(articles)
    return at


def test_files_of_documents_are_the_tables(nlp, articles, tmp_path, monkeypatch):
    monkeypatch.setattr(dateline.parquet, "GROUP", 3)
    docs = list(nlp.pipe(articles))
    rows = dateline.to_parquet(iter(docs), tmp_path / "coded")
    for kind in dateline.frames.KINDS:
        table = pyarrow.parquet.read_table(tmp_path / "coded" / (kind + ".parquet"))
        assert table.num_rows == rows[kind] and table.equals(dateline.table(kind, docs).to_arrow())
    assert dateline.to_parquet([], tmp_path / "none", kinds=["events"]) == {"events": 0}
    assert sorted(os.listdir(tmp_path / "none")) == ["events.parquet"]


def test_half_a_file_has_no_name(nlp, tmp_path):
    def texts():
        yield from ["Iran attacked Iraq."] * 3
        raise RuntimeError("cut off")
    with pytest.raises(RuntimeError, match="cut off"):
        dateline.to_parquet(nlp.pipe(texts()), tmp_path, kinds=["events"])
    assert os.listdir(tmp_path) == []


def answer(sql, folder):
    with duckdb.connect() as connection:
        os.chdir(folder)
        rows = connection.execute(sql).fetchdf()
    return "\n".join(line.rstrip() for line in rows.to_string(index=False).splitlines()) + "\n"


def test_the_page(folder, monkeypatch):
    monkeypatch.chdir(folder)
    page = PAGE.read_text(encoding="utf-8")
    if os.environ.get("UPDATE"):
        PAGE.write_text(QUESTION.sub(lambda m: "```sql\n%s```\n```text\n%s```" % (m[1], answer(m[1], folder)), page), encoding="utf-8")
        page = PAGE.read_text(encoding="utf-8")
    questions = QUESTION.findall(page)
    assert len(questions) == 5
    for sql, expected in questions:
        found = answer(sql, folder).splitlines()
        assert found[0].split() == expected.splitlines()[0].split()  # what is answered hangs on how the articles are coded
        assert len(found) > 1 and "Empty DataFrame" not in found[0]
