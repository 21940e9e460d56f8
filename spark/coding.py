"""What a worker of Spark does for code_articles.py: it codes rows, and joins what they tell by the ledger's rules.

It is shipped as a module of its own, so that a worker process, which Spark uses again for many tasks, opens the data file once.
"""
import hashlib
import itertools
import json
import os
import sqlite3
import tempfile

import pyarrow
from pyspark import SparkFiles

import dateline

KINDS = ("events", "parties", "claims")
TABLES = ("entries", "voices")
FIELDS = ("id", "date", "title", "source", "url", "language")
# Of a coded row, before the lists of KINDS. `date` is null where none is known; `count` is of its events.
ROW = pyarrow.schema([("input", pyarrow.string()), ("block", pyarrow.int64()), ("row", pyarrow.int64()), ("text_key", pyarrow.string()),
                      ("identity", pyarrow.string()), ("document", pyarrow.string()), ("newspaper", pyarrow.string()), ("title", pyarrow.string()),
                      ("url", pyarrow.string()), ("language", pyarrow.string()), ("date", pyarrow.string()), ("reason", pyarrow.string()), ("count", pyarrow.int32()),
                      ("line", pyarrow.string())])
PAIR = pyarrow.schema([("a", pyarrow.string()), ("b", pyarrow.string())])
BATCH = 256   # documents of a table, and of a transaction
PIECE = 1000  # entries of a row

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
    if "_line" in row:
        try:
            row = json.loads(row["_line"])
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


def given_words(row):
    return row["_line"] if "_line" in row else json.dumps(row, default=str)


def rows_of(batches):
    """Each row, with its place: rows of a block come in the order of the file, whatever else is in the partition."""
    last, number = None, 0
    for batch in batches:
        for row in batch.to_pylist():
            place = (row.pop("_input"), row.pop("_block"))
            number = number + 1 if place == last else 1
            last = place
            yield place + (number,), row


def texts(rows, nlp, columns):
    """Of rows of a table, or lines of JSON: pairs of a place and a document, or of a place and (what was given, why it can't be read)."""
    bad = []

    def good():
        for place, row in rows:
            try:
                yield given(row, columns), (place, row)
            except ValueError as problem:
                bad.append((place, (given_words(row), str(problem))))

    def wrong(problem, item):
        place, row = item[1]
        bad.append((place, (given_words(row), str(problem))))

    documents = ((place, doc) for doc, (place, _) in nlp.pipe(good(), threads=1, as_tuples=True, on_error=wrong))
    return between(documents, bad)


def archives(rows, nlp):
    """The same of WARCs, a row each: their records are read by dateline, one after the other. Documents and bad records are counted each by themselves."""
    for place, row in rows:
        content, bad = row.pop("content"), []
        with tempfile.NamedTemporaryFile(suffix=".warc.gz" if content[:2] == b"\x1f\x8b" else ".warc") as file:
            file.write(content)
            file.flush()
            del content
            numbers = itertools.count(1)

            def wrong(problem, _):
                bad.append((place[:2] + (next(numbers),), ("", str(problem).replace(file.name, place[0]))))
            read = nlp.read(file.name, threads=1, on_error=wrong)
            yield from between(((place[:2] + (number,), doc) for number, doc in enumerate(read, 1)), bad)


def between(documents, bad):
    """Documents, and what has gathered in `bad` before each."""
    for document in itertools.chain(documents, (None,)):
        yield from bad
        bad.clear()
        if document is not None:
            yield document


# ---- rows out ----

def text_key(doc):
    """As a ledger knows a text: table `text` of docs/ledger.md."""
    return hashlib.sha256(doc.date.encode() + b"\0" + doc.text.encode()).hexdigest()


_decode = json.JSONDecoder().raw_decode


def identity(line):
    """What a ledger knows the document by. Inside of a text the quotes of this would have a backslash: it is the object's own key, before the text."""
    return _decode(line, line.index('"identity":"') + len('"identity":'))[0]


def columns_of(place, doc):
    if isinstance(doc, tuple):
        return place + ("", "", "%s:%d" % (os.path.basename(place[0]), place[2]), "", "", "", "", None, doc[1], 0, doc[0])
    line = doc.render("coded").rstrip("\n")
    return place + (text_key(doc), identity(line), doc.id, doc.source, doc.title, doc.url, doc.language, doc.date or None, None, len(doc), line)


def lists(table, ends):
    """Rows of a table as lists, the first up to the second of `ends` and so on."""
    struct = table.combine_chunks().to_struct_array()
    return pyarrow.ListArray.from_arrays(pyarrow.array(ends, pyarrow.int32()), struct.combine_chunks() if isinstance(struct, pyarrow.ChunkedArray) else struct)


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
        columns += [lists(table.to_arrow(), self.ends[kind]) for kind, table in self.tables.items()]
        return pyarrow.RecordBatch.from_arrays(columns, schema=coded_schema())


def code(batches, kind, columns, data):
    """For mapInArrow: rows of articles, or of archives, to coded rows."""
    made, rows = Rows(), rows_of(batches)
    for place, doc in archives(rows, engine(data)) if kind == "warc" else texts(rows, engine(data), columns):
        made.add(place, doc)
        if len(made.rows) == BATCH:
            yield made.batch()
            made = Rows()
    if made.rows:
        yield made.batch()


# ---- entries ----

class Joined:
    """A ledger of some of the documents, in a file that goes away."""

    def __init__(self, nlp, block):
        self.nlp, self.block = nlp, block
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
            joined, now = joined or Joined(nlp, block), block
            joined.add(line)
    if joined:
        yield joined
        joined.close()


def links(batches, data):
    """For mapInArrow: of rows sorted by `slice`, pairs of texts that tell one entry, or two that may be one, or are copies of each other."""
    for joined in blocks(batches, "slice", engine(data)):
        pairs = joined.ask("WITH teller AS (SELECT m.entry, min(t.key) AS key FROM mention m JOIN event e ON e.id=m.event JOIN text t ON t.id=e.text GROUP BY m.entry)"
                           " SELECT DISTINCT t.key, r.key FROM mention m JOIN event e ON e.id=m.event JOIN text t ON t.id=e.text JOIN teller r ON r.entry=m.entry"
                           " UNION SELECT a.key, b.key FROM tie x JOIN teller a ON a.entry=x.entry JOIN teller b ON b.entry=x.other"
                           " UNION SELECT t.key, f.key FROM copy c JOIN text t ON t.id=c.text JOIN text f ON f.id=c.family")
        pairs = sorted((a, b) for a, b in pairs if a != b)
        if pairs:
            yield pyarrow.RecordBatch.from_arrays([pyarrow.array(column, pyarrow.string()) for column in zip(*pairs)], schema=PAIR)


def joined_schema():
    """Tables of a bucket as a ledger has them, in rows that hold a piece of each. `entry` is a text that does not change from run to run: the key and label of the mention that stands for it."""
    fields = [pyarrow.field("bucket", pyarrow.int32()), pyarrow.field("part", pyarrow.int32())]
    with tempfile.TemporaryDirectory() as folder, dateline.Ledger(os.path.join(folder, "empty.db"), write=True) as ledger:
        for kind in TABLES:
            schema = ledger.table(kind).to_arrow().schema
            named = [pyarrow.field(f.name, pyarrow.string() if f.name == "entry" else f.type) for f in schema]
            fields.append(pyarrow.field(kind, pyarrow.list_(pyarrow.struct(named))))
    return pyarrow.schema(fields)


def entries(batches, data):
    """For mapInArrow: of rows sorted by `bucket`, the entries and voices of its ledger."""
    schema = joined_schema()
    for joined in blocks(batches, "bucket", engine(data)):
        names = dict(joined.ask("SELECT n.id, t.key||':'||e.label FROM entry n JOIN event e ON e.id=n.representative JOIN text t ON t.id=e.text WHERE n.mentions>0"))
        tables = []
        for kind in TABLES:
            table = joined.ledger.table(kind).to_arrow()
            at = table.schema.get_field_index("entry")
            tables.append(table.set_column(at, "entry", pyarrow.array([names[number] for number in table.column(at).to_pylist()], pyarrow.string())))
        for part, start in enumerate(range(0, max(map(len, tables)), PIECE)):
            pieces = [table.slice(start, PIECE) for table in tables]
            yield pyarrow.RecordBatch.from_arrays([pyarrow.array([joined.block], pyarrow.int32()), pyarrow.array([part], pyarrow.int32())]
                                                  + [lists(piece, [0, len(piece)]) for piece in pieces], schema=schema)
