"""What a worker of Spark does for code_articles.py: it codes rows, and joins what they tell by the ledger's rules.

It is shipped as a module of its own, so that a worker process, which Spark uses again for many tasks, opens the data file once.
"""
import hashlib
import json
import os
import sqlite3
import tempfile

import pyarrow
from pyspark import SparkFiles

import dateline

KINDS = ("events", "parties", "claims")
FIELDS = ("id", "date", "title", "source", "url", "language")
# Of a coded row, before the lists of KINDS. `day` is the day of publication in days since 1970; null where none is known.
ROW = pyarrow.schema([("input", pyarrow.string()), ("block", pyarrow.int64()), ("row", pyarrow.int64()), ("text_key", pyarrow.string()),
                      ("identity", pyarrow.string()), ("document", pyarrow.string()), ("newspaper", pyarrow.string()), ("title", pyarrow.string()),
                      ("url", pyarrow.string()), ("language", pyarrow.string()), ("date", pyarrow.string()), ("reason", pyarrow.string()),
                      ("line", pyarrow.string())])
PAIR = pyarrow.schema([("a", pyarrow.string()), ("b", pyarrow.string())])
BATCH = 256  # documents of a table, and of a transaction

_engines = {}


def engine(data):
    """The one engine of this process."""
    if data not in _engines:
        _engines[data] = dateline.load(SparkFiles.get(data), threads=1)
    return _engines[data]


def coded_schema():
    lists = [(kind, pyarrow.list_(pyarrow.struct(list(dateline.table(kind, ()).to_arrow().schema)))) for kind in KINDS]
    return pyarrow.schema(list(ROW) + [pyarrow.field(name, kind) for name, kind in lists])


# ---- rows in ----

def given(row, columns):
    """What the engine is given of a row of a table, or of a line of JSON."""
    if "line" in row:
        try:
            row = json.loads(row["line"])
        except ValueError as problem:
            raise ValueError("not JSON: %s" % problem) from None
        if not isinstance(row, dict):
            raise ValueError("not a JSON object")
    text = row.get(columns.get("text", "text"))
    if not isinstance(text, str):
        raise ValueError("no text in '%s'" % columns.get("text", "text"))
    known = {"text": text}
    for name in FIELDS:
        value = row.get(columns.get(name, name))
        if value is not None and value != "":
            known[name] = str(value)[:10] if name == "date" else str(value)
    return known


def rows_of(batches):
    """Each row, with its place: rows of a block come in the order of the file, whatever else is in the partition."""
    last, number = None, 0
    for batch in batches:
        for row in batch.to_pylist():
            place = (row.pop("_input"), row.pop("_block"))
            number = number + 1 if place == last else 1
            last = place
            yield place + (number,), row


def documents(rows, nlp, columns):
    """Pairs of a place and a document, or of a place and (what was given, why it can't be read)."""
    waiting, bad = [], []

    def good():
        for place, row in rows:
            if "content" in row:
                yield from archive(place, row["content"])
                continue
            try:
                yield given(row, columns), (place, row)
            except ValueError as problem:
                bad.append((place, (json.dumps(row, default=str) if "line" not in row else row["line"], str(problem))))

    def archive(place, content):
        """A WARC: its records are read by dateline; each is a row."""
        with tempfile.NamedTemporaryFile(suffix=".warc.gz" if content[:2] == b"\x1f\x8b" else ".warc") as file:
            file.write(content)
            file.flush()
            number = 0
            problems = []
            for doc in nlp.read(file.name, threads=1, on_error=lambda problem, _: problems.append(str(problem).replace(file.name, place[0]))):
                number += 1
                waiting.append((place[:2] + (number,), doc))
            for problem in problems:
                number += 1
                bad.append((place[:2] + (number,), ("", problem)))
        return iter(())

    def wrong(problem, item):
        place, row = item[1]
        bad.append((place, (row.get("line") or json.dumps(row, default=str), str(problem))))

    for doc, (place, _) in nlp.pipe(good(), threads=1, as_tuples=True, on_error=wrong):
        yield from take(waiting)
        yield from take(bad)
        yield place, doc
    yield from take(waiting)
    yield from take(bad)


def take(items):
    while items:
        yield items.pop(0)


# ---- rows out ----

def text_key(doc):
    """As a ledger knows a text: table `text` of docs/ledger.md."""
    return hashlib.sha256(doc.date.encode() + b"\0" + doc.text.encode()).hexdigest()


def columns_of(place, doc):
    if isinstance(doc, tuple):
        return place + ("", "", "%s:%d" % (os.path.basename(place[0]), place[2]), "", "", "", "", None, doc[1], doc[0])
    line = doc.render("coded").rstrip("\n")
    return place + (text_key(doc), json.loads(line).get("identity") or "", doc.id, doc.source, doc.title, doc.url, doc.language, doc.date or None, None, line)


class Rows:
    """Rows that become one record batch."""

    def __init__(self):
        self.rows = []
        self.tables = {kind: dateline.table(kind, ()) for kind in KINDS}
        self.ends = {kind: [0] for kind in KINDS}

    def add(self, place, doc):
        self.rows.append(columns_of(place, doc))
        for kind, table in self.tables.items():
            if not isinstance(doc, tuple):
                table.add(doc)
            self.ends[kind].append(len(table))

    def batch(self):
        columns = [pyarrow.array(list(column), field.type) for column, field in zip(zip(*self.rows), ROW)]
        for kind, table in self.tables.items():
            whole = table.to_arrow().combine_chunks()
            fields = [column.combine_chunks() if isinstance(column, pyarrow.ChunkedArray) else column for column in whole.columns]
            columns.append(pyarrow.ListArray.from_arrays(pyarrow.array(self.ends[kind], pyarrow.int32()),
                                                         pyarrow.StructArray.from_arrays(fields, fields=list(whole.schema))))
        return pyarrow.RecordBatch.from_arrays(columns, schema=coded_schema())


def code(batches, columns, data):
    """For mapInArrow: rows of articles to coded rows."""
    made = Rows()
    for place, doc in documents(rows_of(batches), engine(data), columns):
        made.add(place, doc)
        if len(made.rows) == BATCH:
            yield made.batch()
            made = Rows()
    if made.rows:
        yield made.batch()


# ---- entries ----

class Joined:
    """A ledger of some of the documents, in a file that goes away."""

    def __init__(self, nlp):
        self.nlp = nlp
        self.folder = tempfile.TemporaryDirectory(prefix="dateline-spark-")
        self.path = os.path.join(self.folder.name, "block.db")
        self.ledger = dateline.Ledger(self.path, write=True)
        self.lines = []

    def add(self, line):
        self.lines.append(line)
        if len(self.lines) == BATCH:
            self.flush()

    def flush(self):
        if self.lines:
            self.ledger.add_coded(self.lines, self.nlp)
            self.lines = []

    def ask(self, words):
        self.flush()
        with sqlite3.connect(self.path) as file:
            return file.execute(words).fetchall()

    def close(self):
        self.ledger.close()
        self.folder.cleanup()


def blocks(batches, name, nlp):
    """The ledgers of rows that lie block by block."""
    now, joined = None, None
    for batch in batches:
        for block, line in zip(batch.column(batch.schema.get_field_index(name)).to_pylist(), batch.column(batch.schema.get_field_index("line")).to_pylist()):
            if block != now and joined:
                yield joined
                joined.close()
                joined = None
            joined, now = joined or Joined(nlp), block
            joined.add(line)
    if joined:
        yield joined
        joined.close()


def links(batches, data):
    """For mapInArrow: of rows sorted by `slice`, pairs of texts that tell one entry, or are copies of each other."""
    for joined in blocks(batches, "slice", engine(data)):
        pairs = joined.ask("SELECT DISTINCT t.key, min(t.key) OVER (PARTITION BY m.entry) FROM mention m JOIN event e ON e.id=m.event JOIN text t ON t.id=e.text"
                           " UNION SELECT t.key, f.key FROM copy c JOIN text t ON t.id=c.text JOIN text f ON f.id=c.family")
        pairs = sorted((a, b) for a, b in pairs if a != b)
        if pairs:
            yield pyarrow.RecordBatch.from_arrays([pyarrow.array(column, pyarrow.string()) for column in zip(*pairs)], schema=PAIR)


def entry_schema(kind):
    """A ledger's table; `entry` is a text that does not change from run to run: the key and label of the mention that stands for it."""
    with tempfile.TemporaryDirectory() as folder, dateline.Ledger(os.path.join(folder, "empty.db"), write=True) as ledger:
        schema = ledger.table(kind).to_arrow().schema
    return pyarrow.schema([pyarrow.field(f.name, pyarrow.string() if f.name == "entry" else f.type) for f in schema])


def entries(batches, data, kind):
    """For mapInArrow: of rows sorted by `bucket`, the entries or voices of its ledger."""
    schema = entry_schema(kind)
    for joined in blocks(batches, "bucket", engine(data)):
        names = dict(joined.ask("SELECT n.id, t.key||':'||e.label FROM entry n JOIN event e ON e.id=n.representative JOIN text t ON t.id=e.text WHERE n.mentions>0"))
        table = joined.ledger.table(kind).to_arrow()
        at = table.schema.get_field_index("entry")
        named = pyarrow.array([names[number] for number in table.column(at).to_pylist()], pyarrow.string())
        table = table.set_column(at, "entry", named).cast(schema)
        yield from table.combine_chunks().to_batches()
