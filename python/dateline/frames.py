"""Tables: what is in documents, or in a ledger, as columns that C has filled.

They go to pyarrow, Polars and DuckDB through Arrow's C data interface without a copy, and to pandas with pyarrow or without it. docs/frames.md tells
the columns.
"""
from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING, Any, Dict, Iterable, List, Optional, Tuple, Union

from .core import fail, ffi, lib, message, text
from .documents import Document, handle

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

Documents = Union[Document, Iterable[Document]]

KINDS = ("documents", "events", "parties", "claims", "entities", "quotes")

# ---- capsules of the Arrow PyCapsule interface ----

_new = ctypes.pythonapi.PyCapsule_New
_new.restype, _new.argtypes = ctypes.py_object, [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p]
_get = ctypes.pythonapi.PyCapsule_GetPointer
_get.restype, _get.argtypes = ctypes.c_void_p, [ctypes.c_void_p, ctypes.c_char_p]
_SCHEMA, _ARRAY = b"arrow_schema", b"arrow_array"
_held: Dict[int, Any] = {}


def _dropper(name: bytes) -> Any:
    """What a capsule calls at its end."""
    def drop(capsule: Any) -> None:
        _held.pop(_get(capsule, name), None)
    return ctypes.CFUNCTYPE(None, ctypes.c_void_p)(drop)


_drop_schema, _drop_array = _dropper(_SCHEMA), _dropper(_ARRAY)


def _release(pointer: Any) -> None:
    if pointer.release:
        pointer.release(pointer)


def _struct(kind: str) -> Any:
    """A structure that is released when nobody took what is in it."""
    return ffi.gc(ffi.new(kind), _release)


def _capsule(struct: Any, name: bytes, drop: Any) -> Any:
    address = int(ffi.cast("uintptr_t", struct))
    _held[address] = struct
    return _new(address, name, ctypes.cast(drop, ctypes.c_void_p))


class Table:
    """Columns of one kind, ``dateline.table("events", docs)``: for whatever reads Arrow, or with `to_pandas`, `to_arrow`, `to_polars`."""

    def __init__(self, handle: Any, kind: str, names: Optional[List[str]] = None):
        self._handle = ffi.gc(handle, lib.dateline_table_free)
        self.kind = kind
        self._names = names  # of columns that are called otherwise, or left out with ""

    def __len__(self) -> int:
        return int(lib.dateline_table_rows(self._handle))

    def __repr__(self) -> str:
        return "<dateline.Table %s: %d rows>" % (self.kind, len(self))

    def add(self, docs: Documents) -> None:
        """Further documents, before it goes anywhere."""
        why = message()
        for doc in [docs] if isinstance(docs, Document) else docs:
            status = lib.dateline_table_add(self._handle, handle(doc), why, len(why))
            if status:
                fail(status, why)

    def _export(self) -> Tuple[Any, Any]:
        schema, array, why = _struct("struct ArrowSchema *"), _struct("struct ArrowArray *"), message()
        status = lib.dateline_table_export(self._handle, schema, array, why, len(why))
        if status:
            fail(status, why)
        return schema, array

    def __arrow_c_schema__(self) -> Any:
        return self.__arrow_c_array__()[0]

    def __arrow_c_array__(self, requested_schema: Any = None) -> Tuple[Any, Any]:
        schema, array = self._export()
        return _capsule(schema, _SCHEMA, _drop_schema), _capsule(array, _ARRAY, _drop_array)

    @property
    def columns(self) -> List[str]:
        schema, _ = self._export()
        found = [text(schema.children[i].name) for i in range(schema.n_children)]
        return found if self._names is None else [name for name in self._names if name]

    def _renamed(self, table: "pyarrow.Table") -> "pyarrow.Table":
        if self._names is None:
            return table
        kept = [i for i, name in enumerate(self._names) if name]
        return table.select(kept).rename_columns([self._names[i] for i in kept])

    def to_arrow(self) -> "pyarrow.Table":
        """A pyarrow.Table that shares the memory."""
        import pyarrow
        schema, array = self._export()
        batch = pyarrow.RecordBatch._import_from_c(int(ffi.cast("uintptr_t", array)), int(ffi.cast("uintptr_t", schema)))
        return self._renamed(pyarrow.Table.from_batches([batch]))

    def to_polars(self) -> "polars.DataFrame":
        """A polars.DataFrame."""
        import polars
        frame = polars.DataFrame(self)
        if self._names is None:
            return frame
        return frame.select([polars.col(old).alias(new) for old, new in zip(frame.columns, self._names) if new])

    def to_pandas(self) -> "pandas.DataFrame":
        """A pandas.DataFrame: days are datetime64, what is not known "" or NaN."""
        import pandas
        try:
            import pyarrow  # noqa: F401
        except ImportError:
            return self._plain_frame(pandas)
        return self.to_arrow().to_pandas(date_as_object=False)

    def _plain_frame(self, pandas: Any) -> "pandas.DataFrame":
        """The same by numpy alone."""
        import numpy
        schema, array = self._export()
        rows = array.length
        frame = {}
        for i in range(schema.n_children):
            name = text(schema.children[i].name) if self._names is None else self._names[i]
            if name:
                frame[name] = _plain_column(numpy, text(schema.children[i].format), array.children[i], rows)
        return pandas.DataFrame(frame)


def _plain_column(numpy: Any, kind: str, column: Any, rows: int) -> Any:
    def buffer(index: int, dtype: str, count: int) -> Any:
        return numpy.frombuffer(ffi.buffer(column.buffers[index], count * numpy.dtype(dtype).itemsize), dtype, count)
    if kind == "u":
        ends = buffer(1, "i4", rows + 1)
        whole = ffi.buffer(column.buffers[2], int(ends[-1]))[:]
        return numpy.array([whole[a:b].decode("utf-8") for a, b in zip(ends[:-1], ends[1:])], dtype=object)

    def bits(index: int) -> Any:
        return numpy.unpackbits(buffer(index, "u1", (rows + 7) // 8), count=rows, bitorder="little").astype(bool)
    if kind == "b":
        return bits(1)
    values = buffer(1, {"l": "i8", "g": "f8", "tdD": "i4"}[kind], rows).copy()
    if kind == "tdD":
        values = values.astype("datetime64[D]").astype("datetime64[ms]")
    if column.null_count:
        missing = ~bits(0)
        values = values.astype("f8") if kind == "l" else values
        values[missing] = numpy.datetime64("NaT") if kind == "tdD" else numpy.nan
    return values


def table(kind: str, docs: Documents) -> Table:
    """What is in documents, as columns: "documents", "events", "parties", "claims", "entities" or "quotes".

    >>> import dateline
    >>> nlp = dateline.load()
    >>> dateline.table("events", nlp.pipe(["Iran attacked Iraq.", "France sent aid to Syria."]))
    <dateline.Table events: 2 rows>
    """
    out, why = ffi.new("dateline_table **"), message()
    status = lib.dateline_table_new(kind.encode("utf-8", "replace"), out, why, len(why))
    if status:
        fail(status, why)
    made = Table(out[0], kind)
    made.add(docs)
    return made


def tables(docs: Documents, kinds: Iterable[str] = KINDS) -> Dict[str, Table]:
    """Several tables of one walk over the documents: for those that come out of a pipe."""
    made = {kind: table(kind, ()) for kind in kinds}
    for doc in [docs] if isinstance(docs, Document) else docs:
        for one in made.values():
            one.add(doc)
    return made


def documents(docs: Documents) -> "pandas.DataFrame":
    """A row a document."""
    return table("documents", docs).to_pandas()


def events(docs: Documents) -> "pandas.DataFrame":
    """A row an event: who did what to whom.

    >>> import dateline
    >>> nlp = dateline.load()
    >>> events(nlp("France sent aid to Syria on Monday.", date="2022-11-02"))[["date", "event", "actor_code", "recipient_code"]].values.tolist()
    [['2022-10-31', 'AID', 'FRA', 'SYR']]
    """
    return table("events", docs).to_pandas()


def parties(docs: Documents) -> "pandas.DataFrame":
    """A row an actor or recipient of an event."""
    return table("parties", docs).to_pandas()


def claims(docs: Documents) -> "pandas.DataFrame":
    """A row a source of an event: who says so, who denies it."""
    return table("claims", docs).to_pandas()


def entities(docs: Documents) -> "pandas.DataFrame":
    """A row an entity of a document."""
    return table("entities", docs).to_pandas()


def quotes(docs: Documents) -> "pandas.DataFrame":
    """A row an attribution: who says what."""
    return table("quotes", docs).to_pandas()
