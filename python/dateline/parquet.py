"""Parquet files of documents or of a ledger, a file a table, for DuckDB, Spark, R and others (docs/duckdb.md)."""
from __future__ import annotations

import os
from typing import Any, Dict, Iterable, List, Optional, Union

from .documents import Document
from .frames import KINDS, tables
from .ledger import LEDGER_KINDS, Ledger

Source = Union[Document, Iterable[Document], Ledger, str, "os.PathLike[str]"]
GROUP = 2000  # documents of which a row group is made


def _groups(docs: Iterable[Document], size: int) -> Iterable[List[Document]]:
    held: List[Document] = []
    for doc in docs:
        held.append(doc)
        if len(held) == size:
            yield held
            held = []
    yield held


def to_parquet(source: Source, folder: Union[str, "os.PathLike[str]"], *, kinds: Optional[Iterable[str]] = None, compression: str = "zstd") -> Dict[str, int]:
    """Writes FOLDER/KIND.parquet for each kind of table, and gives the number of rows of each.

    `source` is documents, as they come out of ``nlp.pipe(texts)`` or ``nlp.read(files)`` (they are not held), or a ledger or its path. Kinds are, of
    documents: "documents", "events", "parties", "claims", "entities", "quotes"; of a ledger: "entries", "events", "documents", "parties", "claims", "voices". A file
    stands under its name only once it is whole.

    >>> import dateline, tempfile
    >>> nlp = dateline.load()
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     to_parquet(nlp.pipe(["Iran attacked Iraq.", "It rained."]), folder, kinds=["documents", "events"])
    {'documents': 2, 'events': 1}
    """
    import pyarrow.parquet as parquet
    folder = os.fspath(folder)
    os.makedirs(folder, exist_ok=True)
    rows: Dict[str, int] = {}
    writers: Dict[str, Any] = {}

    def write(kind: str, table: Any) -> None:
        if kind not in writers:
            writers[kind] = parquet.ParquetWriter(os.path.join(folder, kind + ".parquet.part"), table.schema, compression=compression)
        writers[kind].write_table(table)
        rows[kind] = rows.get(kind, 0) + table.num_rows
    try:
        if isinstance(source, (Ledger, str, os.PathLike)):
            ledger = source if isinstance(source, Ledger) else Ledger(source)
            for kind in LEDGER_KINDS if kinds is None else kinds:
                write(kind, ledger.table(kind).to_arrow())
        else:
            wanted = list(KINDS if kinds is None else kinds)
            for group in _groups([source] if isinstance(source, Document) else source, GROUP):
                for kind, table in tables(group, wanted).items():
                    write(kind, table.to_arrow())
        for writer in writers.values():
            writer.close()
        for kind in writers:
            os.replace(os.path.join(folder, kind + ".parquet.part"), os.path.join(folder, kind + ".parquet"))
    finally:
        for kind, writer in writers.items():
            writer.close()
            part = os.path.join(folder, kind + ".parquet.part")
            if os.path.exists(part):
                os.remove(part)
    return rows
