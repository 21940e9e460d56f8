"""What a worker of Spark does for code_articles.py: it codes rows, and joins what they tell by the ledger's rules.

It is shipped as a module of its own, so that a worker process, which Spark uses again for many tasks, opens the data file once. What it makes it writes itself (storing.py): column by
column, which is six times as fast as Spark's writer, to which each cell is an object.
"""
import contextlib
import hashlib
import itertools
import json
import os
import sqlite3
import tempfile

import pyarrow
import pyarrow.compute
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
# Of `documents`, by their names in a coded row.
DOCUMENT = {"input": "input", "block": "block", "row": "row", "text_key": "text_key", "document": "document", "newspaper": "newspaper", "title": "title", "url": "url",
            "language": "language", "count": "events"}
BAD = ("input", "block", "row", "reason", "line")
LOAD = pyarrow.schema([("folder", pyarrow.string()), ("input", pyarrow.string()), ("block", pyarrow.int64()), ("number", pyarrow.int64()), ("rows", pyarrow.binary())])
MADE = pyarrow.schema([("kind", pyarrow.string()), ("count", pyarrow.int64())])
QUARANTINE, NO_DAY = "quarantine", "__HIVE_DEFAULT_PARTITION__"  # Hive's name, and Spark's, for no value
BATCH = 256   # documents of a load, and of a transaction
GROUP = 1024  # documents of a group of rows: of a column's pages

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
    """Rows that become one table."""

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

    def table(self):
        columns = [pyarrow.array(list(column), field.type) for column, field in zip(zip(*self.rows), ROW)]
        columns += [lists(table.to_arrow(), self.ends[kind]) for kind, table in self.tables.items()]
        return pyarrow.Table.from_arrays(columns, schema=coded_schema())


def tabled(documents):
    """Coded rows, GROUP by GROUP."""
    made = Rows()
    for place, doc in documents:
        made.add(place, doc)
        if len(made.rows) == GROUP:
            yield made.table()
            made = Rows()
    if made.rows:
        yield made.table()


def piece(place):
    """The file of what is coded of a piece of an input."""
    return "%s-%015d.parquet" % (hashlib.sha256(place[0].encode()).hexdigest()[:16], place[1])


def coded(rows, place, read, store, batch):
    """Coded rows of a piece, which are written by the way; those of a run before where it came so far."""
    path = "coded", batch, piece(place)
    if store.exists(*path):
        yield from store.groups(*path)
        return
    with store.writer(coded_schema(), *path) as write:
        for table in tabled(read(rows)):
            write(table)
            yield table


def packed(table):
    sink = pyarrow.BufferOutputStream()
    with pyarrow.ipc.new_stream(sink, table.schema, options=pyarrow.ipc.IpcWriteOptions(compression="lz4")) as writer:
        writer.write_table(table.combine_chunks())
    return sink.getvalue().to_pybytes()


def loads(table):
    """Coded rows by the folder that their tables go to: (folder, packed rows). Their lines, which are nearly all of it, stay behind."""
    bad = table.column("reason").is_valid()
    wrong = table.filter(bad).select(BAD)
    if wrong.num_rows:
        yield QUARANTINE, packed(wrong)
    good = table.drop_columns(["line", "reason", "identity"]).filter(pyarrow.compute.invert(bad))
    days = good.column("date")
    for day in days.unique().to_pylist():
        rows = good.filter(days.is_null() if day is None else pyarrow.compute.equal(days, day)).drop_columns("date")
        for start in range(0, rows.num_rows, BATCH):
            yield day or NO_DAY, packed(rows.slice(start, BATCH))


def code(batches, kind, columns, data, store, batch):
    """For mapInArrow: rows of articles, or of archives, to coded rows; what is given on is what tables are made of, load by load."""
    nlp = engine(data)

    def read(rows):
        return archives(rows, nlp) if kind == "warc" else texts(rows, nlp, columns)

    for place, rows in itertools.groupby(rows_of(batches), lambda row: row[0][:2]):
        numbers = itertools.count()
        for table in coded(rows, place, read, store, batch):
            made = [(folder, *place, next(numbers), rows) for folder, rows in loads(table)]
            yield pyarrow.RecordBatch.from_arrays([pyarrow.array(list(column), field.type) for column, field in zip(zip(*made), LOAD)], schema=LOAD)


# ---- tables ----

def tables_of(rows):
    """Tables of good rows of one day: (kind, by what its folders part it, table)."""
    yield "documents", "date", rows.select(list(DOCUMENT)).rename_columns(list(DOCUMENT.values()))
    for kind in KINDS:
        nested = rows.column(kind).combine_chunks()
        of = pyarrow.compute.list_parent_indices(nested)
        table = pyarrow.Table.from_struct_array(nested.flatten())
        for at, name in enumerate(("input", "row")):
            table = table.add_column(at, name, rows.column(name).take(of))
        yield kind, "published_on", table


def folder_of(folder, tables, store, batch):
    """Writes one folder's tables, a file of each kind; gives how many rows each has."""
    counts, writers = {}, {}
    with contextlib.ExitStack() as open_files:
        for kind, by, table in tables:
            if kind not in writers:
                path = (kind, batch) + (("%s=%s" % (by, folder),) if by else ()) + ("part.parquet",)
                writers[kind] = open_files.enter_context(store.writer(table.schema, *path))
            writers[kind](table)
            counts[kind] = counts.get(kind, 0) + table.num_rows
    return counts


def unpacked(rows, most=16 * GROUP):
    """Loads put together until they are a good group of rows, in their order."""
    held, count = [], 0
    for one in rows:
        held.append(pyarrow.ipc.open_stream(one).read_all())
        count += held[-1].num_rows
        if count >= most:
            yield pyarrow.concat_tables(held)
            held, count = [], 0
    if held:
        yield pyarrow.concat_tables(held)


def tables(batches, store, batch):
    """For mapInArrow: loads that lie folder by folder, in the order of the input, become a file a kind; what is given on is how many rows they have."""
    rows = (pair for each in batches for pair in zip(each.column(0).to_pylist(), each.column(1)))
    for folder, some in itertools.groupby(rows, lambda pair: pair[0]):
        groups = unpacked(one.as_buffer() for _, one in some)
        if folder == QUARANTINE:
            made = ((QUARANTINE, None, rows.rename_columns(list(BAD[:-1]) + ["given"])) for rows in groups)
        else:
            made = (table for rows in groups for table in tables_of(rows))
        counts = folder_of(folder, made, store, batch)
        yield pyarrow.RecordBatch.from_arrays([pyarrow.array(list(counts), pyarrow.string()), pyarrow.array(list(counts.values()), pyarrow.int64())], schema=MADE)


def no_bad(store, batch):
    """The table of bad documents where there are none."""
    schema = pyarrow.schema([pyarrow.field("given" if name == "line" else name, ROW.field(name).type) for name in BAD])
    with store.writer(schema, QUARANTINE, batch, "part.parquet") as write:
        write(schema.empty_table())


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


def entries(batches, data, store):
    """For mapInArrow: of rows sorted by `bucket`, the entries and voices of its ledger, a file each. `entry` is a text that does not change from run to run: the key and label of the mention
    that stands for it."""
    for joined in blocks(batches, "bucket", engine(data)):
        names = dict(joined.ask("SELECT n.id, t.key||':'||e.label FROM entry n JOIN event e ON e.id=n.representative JOIN text t ON t.id=e.text WHERE n.mentions>0"))
        for kind in TABLES:
            table = joined.ledger.table(kind).to_arrow()
            at = table.schema.get_field_index("entry")
            table = table.set_column(at, "entry", pyarrow.array([names[number] for number in table.column(at).to_pylist()], pyarrow.string()))
            with store.writer(table.schema, kind, "bucket-%05d.parquet" % joined.block) as write:
                write(table)
            yield pyarrow.RecordBatch.from_arrays([pyarrow.array([kind], pyarrow.string()), pyarrow.array([table.num_rows], pyarrow.int64())], schema=MADE)
