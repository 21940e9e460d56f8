"""A ledger: what `dateline ingest` keeps, as frames."""
from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Dict, Iterable, List, Optional, Sequence, Tuple, Union

from .core import encoded, fail, ffi, lib, message
from .documents import Document, handle
from .engine import Engine, _day
from .frames import Table

if TYPE_CHECKING:
    import pandas

LEDGER_KINDS = ("entries", "events", "documents", "parties", "claims", "voices")


class Ledger:
    """The SQLite file of a ledger.

    `entries` has a row an event as all articles tell it, with status, sources and who says or denies it; `events` a row a mention. Filters are those of
    `dateline query`: ``actor``, ``recipient``, ``event``, ``since``, ``until``, ``source``, ``text``, ``status``, ``object``, ``place``, ``said_by``,
    ``denied_by``, ``stance`` (what somebody makes of it, with ``said_by`` that one: "condemns"), ``min_confidence``, ``min_sources``,
    ``near=(lat, lon, km)``, ``between=("RUS", "PRK")`` (either acts on the other).

    >>> import dateline, os, tempfile
    >>> nlp = dateline.load()
    >>> with tempfile.TemporaryDirectory() as folder, Ledger(os.path.join(folder, "news.db"), write=True) as ledger:
    ...     ledger.add(nlp.pipe([{"id": "a", "date": "2022-11-02", "text": "Iran sent drones to Russia on Monday, Ukraine said. Iran denied it."}]))
    ...     ledger.entries(actor="IRN", event="AID")[["actor_code", "recipient_code", "status", "said_by"]].values.tolist()
    1
    [['IRN', 'RUS', 'disputed', 'Ukraine']]
    """

    def __init__(self, path: Union[str, "os.PathLike[str]"], *, write: bool = False):
        out, why = ffi.new("dateline_ledger **"), message()
        status = lib.dateline_ledger_open(os.fsencode(path), int(write), out, why, len(why))
        if status:
            fail(status, why)
        self.path = os.fspath(path)
        self._handle = ffi.gc(out[0], lib.dateline_ledger_close)

    def __enter__(self) -> "Ledger":
        return self

    def __exit__(self, *problem: Any) -> None:
        self.close()

    def close(self) -> None:
        """Nothing can be asked afterwards; it may be called twice."""
        if self._handle is not None:
            ffi.release(self._handle)
        self._handle = None

    def __repr__(self) -> str:
        return "<dateline.Ledger %r>" % self.path

    def _open(self) -> Any:
        if self._handle is None:
            raise ValueError("%s: the ledger is closed" % self.path)
        return self._handle

    def add(self, docs: Union[Document, Iterable[Document]], *, batch: int = 256) -> int:
        """Stores documents, `batch` of them in a transaction; those that are known already cost little. How many were new."""
        added = 0
        waiting: List[Document] = []
        for doc in [docs] if isinstance(docs, Document) else docs:
            waiting.append(doc)
            if len(waiting) == batch:
                added += self._store(waiting)
                waiting = []
        return added + (self._store(waiting) if waiting else 0)

    def _store(self, docs: Sequence[Document]) -> int:
        new, why = ffi.new("size_t *"), message()
        status = lib.dateline_ledger_add(self._open(), ffi.new("dateline_document *[]", [handle(doc) for doc in docs]), len(docs), new, why, len(why))
        if status:
            fail(status, why)
        return int(new[0])

    def add_coded(self, lines: Iterable[str], engine: Engine) -> int:
        """Stores, in one transaction, what ``doc.render("coded")`` or `dateline code --format jsonl --with-text` printed, as it is. How many were new."""
        words, new, why = "\n".join(line.rstrip("\n") for line in lines).encode("utf-8"), ffi.new("size_t *"), message()
        status = lib.dateline_ledger_add_coded(self._open(), engine._handle, ffi.from_buffer(words), len(words), new, why, len(why))
        if status:
            fail(status, why)
        return int(new[0])

    def table(self, kind: str, *, group_by: Sequence[str] = (), between: Union[str, Tuple[str, str], None] = None, by: str = "month",
              near: Optional[Tuple[float, float, float]] = None, min_confidence: float = 0.0, min_sources: int = 0, **filters: Any) -> Table:
        """Columns: "entries", "events", "documents", "parties", "claims", "voices", "flows" or "groups"."""
        question, held = ffi.new("dateline_question *"), []
        asked: Dict[str, Any] = dict(filters, group_by=",".join([group_by] if isinstance(group_by, str) else group_by))
        if between is not None:
            asked.update(between=between if isinstance(between, str) else ",".join(between), by=by)
        for name, value in asked.items():
            value = _day(value)
            if value is None or value == "":
                continue
            if name not in _FILTERS:
                raise TypeError("there is no filter '%s': %s" % (name, ", ".join(sorted(_FILTERS - {"group_by", "between", "by"}))))
            held.append(ffi.new("char[]", encoded(value, name)))
            setattr(question, name, held[-1])
        question.least, question.min_sources = min_confidence, min_sources
        if near is not None:
            question.near = 1
            question.lat, question.lon, question.km = near
        out, why = ffi.new("dateline_table **"), message()
        status = lib.dateline_ledger_read(self._open(), kind.encode("utf-8", "replace"), question, out, why, len(why))
        if status:
            fail(status, why)
        names = None
        if kind == "groups":
            keys = [group_by] if isinstance(group_by, str) else list(group_by)
            names = keys + [""] * (6 - len(keys)) + list(_SUMS)
        return Table(out[0], kind, names)

    def entries(self, **filters: Any) -> "pandas.DataFrame":
        """A row an event, as all its mentions tell it."""
        return self.table("entries", **filters).to_pandas()

    def events(self, **filters: Any) -> "pandas.DataFrame":
        """A row a mention of an event, with the number and status of its entry."""
        return self.table("events", **filters).to_pandas()

    def query(self, *, mentions: bool = False, group_by: Sequence[str] = (), **filters: Any) -> "pandas.DataFrame":
        """What `dateline query` answers: entries, `mentions`, or counts grouped by "year", "month", "week", "day", "actor", "recipient", "event", "object",
        "status", "quad"."""
        if group_by:
            return self.table("groups", group_by=group_by, **filters).to_pandas()
        return self.events(**filters) if mentions else self.entries(**filters)

    def flows(self, a: str, b: str, *, by: str = "month", **filters: Any) -> "pandas.DataFrame":
        """What two countries do to each other by "month", "week" or "year": facts apart from claims, with sums of Goldstein's scale."""
        return self.table("flows", between=(a, b), by=by, **filters).to_pandas()

    def documents(self) -> "pandas.DataFrame":
        return self.table("documents").to_pandas()

    def parties(self) -> "pandas.DataFrame":
        return self.table("parties").to_pandas()

    def claims(self) -> "pandas.DataFrame":
        return self.table("claims").to_pandas()

    def voices(self) -> "pandas.DataFrame":
        """A row a voice of an entry: who asserts it, denies it, leaves it open."""
        return self.table("voices").to_pandas()


_SUMS = ("entries", "facts", "claims", "disputed", "denied", "announced", "goldstein_facts", "goldstein_claims")
_FILTERS = {"actor", "recipient", "event", "since", "until", "source", "text", "status", "object", "place", "said_by", "denied_by", "stance", "group_by",
            "between", "by"}
