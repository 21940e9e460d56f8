"""The engine: ``nlp = dateline.load()``, then ``nlp(text)``, ``nlp.pipe(texts)``, ``nlp.read(files)``."""
from __future__ import annotations

import datetime
import os
from typing import Any, Callable, Dict, Iterable, Iterator, List, Optional, Sequence, Tuple, Union

from .core import InputError, data_file, encoded, error, fail, ffi, lib, message, text
from .documents import Document

Date = Union[str, datetime.date, None]
Item = Union[str, Dict[str, Any], Tuple[str, Any]]
OnError = Optional[Callable[[Exception, Any], Any]]

_ABOUT = ("id", "date", "title", "source", "url", "language")
_DEPTHS = {"ledger": lib.DATELINE_LEDGER, "places": lib.DATELINE_PLACES, "syntax": lib.DATELINE_SYNTAX}


def _day(value: Any) -> Optional[str]:
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, datetime.date) else value


class _About:
    """What is known of a text, for one call."""

    __slots__ = ("struct", "held")

    def __init__(self, known: Dict[str, Any]):
        self.struct = ffi.new("dateline_about *")
        self.held = []
        for name in known:
            if name not in _ABOUT:
                raise TypeError("a text has no '%s': %s" % (name, ", ".join(_ABOUT)))
            value = _day(known[name]) if name == "date" else known[name]
            if value is None or value == "":
                continue
            string = ffi.new("char[]", encoded(value, name))
            self.held.append(string)
            setattr(self.struct, name, string)


def _text_bytes(value: str) -> bytes:
    if not isinstance(value, str):
        raise TypeError("a text is str, not %s" % type(value).__name__)
    try:
        return value.encode("utf-8")
    except UnicodeEncodeError as problem:
        raise InputError("text: not Unicode text: %s" % problem) from None


class Engine:
    """An engine that holds the data file: made by :func:`load`. Any number of threads may use it at once."""

    def __init__(self, data: Optional[str] = None, *, lexicon: Optional[str] = None, actors: Sequence[str] = (), depth: str = "ledger",
                 threads: int = 0, min_confidence: float = 0.0, language: Optional[str] = None, explain: bool = False):
        if depth not in _DEPTHS:
            raise ValueError("depth is '%s': %s" % (depth, ", ".join(_DEPTHS)))
        options, why, out = ffi.new("dateline_options *"), message(), ffi.new("dateline_engine **")
        held: List[Any] = [ffi.new("char[]", os.fsencode(data or data_file()))]
        options.data = held[0]
        if lexicon:
            held.append(ffi.new("char[]", os.fsencode(lexicon)))
            options.lexicon = held[-1]
        paths = [ffi.new("char[]", os.fsencode(path)) for path in ([actors] if isinstance(actors, str) else actors)]
        held.append(ffi.new("char *[]", paths) if paths else None)
        if paths:
            options.actors, options.actor_count = held[-1], len(paths)
        if language:
            held.append(ffi.new("char[]", encoded(language, "language")))
            options.language = held[-1]
        options.depth, options.threads, options.least, options.explain = _DEPTHS[depth], threads, min_confidence, explain
        status = lib.dateline_open_with(options, out, why, len(why))
        if status:
            fail(status, why)
        self._handle = ffi.gc(out[0], lib.dateline_close)

    @property
    def made_by(self) -> Dict[str, str]:
        """What makes the same output of the same text: version, data file, dictionaries."""
        made = {"program": "dateline " + text(lib.dateline_version()), "data": text(lib.dateline_data_sha256(self._handle))}
        own = text(lib.dateline_dictionaries_sha256(self._handle))
        return dict(made, dictionaries=own) if own else made

    def __repr__(self) -> str:
        return "<dateline.Engine %s, data %.12s>" % (text(lib.dateline_version()), self.made_by["data"])

    def __reduce__(self) -> Any:
        raise TypeError("an engine can't be pickled: load one in each process")

    # ---- one text ----

    def _read(self, call: Any, value: str, known: Dict[str, Any]) -> Document:
        words, about, out, why = _text_bytes(value), _About(known), ffi.new("dateline_document **"), message()
        status = call(self._handle, ffi.from_buffer(words), len(words), about.struct, out, why, len(why))
        if status:
            fail(status, why)
        return Document(out[0])

    def __call__(self, text: str, date: Date = None, *, id: Optional[str] = None, title: Optional[str] = None, source: Optional[str] = None,
                 url: Optional[str] = None, language: Optional[str] = None) -> Document:
        """Reads a text. `date` is its day of publication, by which "on Wednesday" becomes a day; without one no day is made up."""
        return self._read(lib.dateline_read, text, dict(date=date, id=id, title=title, source=source, url=url, language=language))

    def parse(self, text: str, **known: Any) -> Document:
        """Sentences, words and trees alone."""
        return self._read(lib.dateline_parse, text, known)

    # ---- many ----

    def pipe(self, texts: Iterable[Item], *, threads: Optional[int] = None, as_tuples: bool = False, on_error: OnError = None) -> Iterator[Any]:
        """Reads many texts with several threads, in order, without holding them all.

        A text is a str, or a dict with "text" and what else is known of it ("id", "date", "title", "source", "url", "language"). With `as_tuples` it is
        a pair of such a text and anything, and pairs of documents and that come out. A text that can't be read raises, unless `on_error` is given: it
        is called with the exception and the text, and the pipe goes on.
        """
        if isinstance(texts, (str, bytes, dict)):
            raise TypeError("pipe takes many texts, not one %s: nlp(text) reads one" % type(texts).__name__)
        return self._pipe(texts, threads, as_tuples, on_error)

    def _pipe(self, texts: Iterable[Item], threads: Optional[int], as_tuples: bool, on_error: OnError) -> Iterator[Any]:
        pipe = _Pipe(self, threads)
        waiting = iter(texts)
        more = True
        while True:
            while more and pipe.room():
                try:
                    item = next(waiting)
                except StopIteration:
                    more = False
                    break
                pipe.put(item[0] if as_tuples else item, item if as_tuples or on_error else None, on_error)  # type: ignore[index]
            if not pipe.left():
                return
            document, given = pipe.get(on_error)
            if document is not None:
                yield (document, given[1]) if as_tuples else document

    def read(self, paths: Union[str, "os.PathLike[str]", Iterable[Union[str, "os.PathLike[str]"]]], *, kind: Optional[str] = None,
             columns: Optional[Dict[str, str]] = None, date: Date = None, threads: Optional[int] = None, on_error: OnError = None) -> Iterator[Document]:
        """Reads files, as the program does: text, HTML, JSON (lines, arrays), CSV, TSV, CoNLL-U, WARC, packed or not. `columns` names the fields of the
        input, ``{"text": "body"}``; `date` is that of documents which state none."""
        pipe = _Pipe(self, threads)
        files = [paths] if isinstance(paths, (str, os.PathLike)) else paths
        inputs = _inputs(files, kind, columns, on_error)
        day = _day(date)
        dated = ffi.new("char[]", encoded(day, "date")) if day else ffi.NULL
        more = True
        while True:
            while more and pipe.room():
                path, handle = next(inputs, (None, None))
                more = handle is not None
                if more:
                    pipe.put_input(handle, dated, path)
            if not pipe.left():
                return
            document, _ = pipe.get(on_error)
            if document is not None:
                yield document


def _inputs(files: Iterable[Any], kind: Optional[str], columns: Optional[Dict[str, str]], on_error: OnError) -> Iterator[Tuple[Any, Any]]:
    """The documents of files before they are read."""
    why, out, renamed = message(), ffi.new("dateline_input **"), ",".join("%s=%s" % pair for pair in (columns or {}).items())
    for path in files:
        opened = ffi.new("dateline_reader **")
        status = lib.dateline_reader_open(os.fsencode(path), encoded(kind, "kind") if kind else ffi.NULL, encoded(renamed, "columns") or ffi.NULL, opened,
                                          why, len(why))
        if status:
            _tell(error(status, why), path, on_error)
            continue
        reader = ffi.gc(opened[0], lib.dateline_reader_close)
        while True:
            status = lib.dateline_reader_next(reader, out, why, len(why))
            if status:
                _tell(error(status, why), path, on_error)
            elif not out[0]:
                break
            else:
                yield path, out[0]


def _tell(problem: Exception, item: Any, on_error: OnError) -> None:
    if on_error is None:
        raise problem
    on_error(problem, item)


class _Pipe:
    """A pipe of the library, with what belongs to each text."""

    def __init__(self, engine: Engine, threads: Optional[int]):
        if threads is not None and threads < 1:
            raise ValueError("threads is %d: 1 or more" % threads)
        out, why = ffi.new("dateline_pipe **"), message()
        status = lib.dateline_pipe_open(engine._handle, threads or 0, out, why, len(why))
        if status:
            fail(status, why)
        self.handle = ffi.gc(out[0], lib.dateline_pipe_close)
        self.given: List[Any] = []  # of the texts that were put and not got, the first one last
        self.put_later: List[Any] = []
        self.why = why
        self.out = ffi.new("dateline_document **")

    def room(self) -> int:
        return int(lib.dateline_pipe_room(self.handle))

    def left(self) -> int:
        return int(lib.dateline_pipe_left(self.handle))

    def put(self, item: Any, given: Any, on_error: OnError) -> None:
        try:
            if isinstance(item, str):
                words, about = _text_bytes(item), ffi.NULL
            elif isinstance(item, dict):
                if "text" not in item:
                    raise InputError("a dict without \"text\"")
                known = _About({name: value for name, value in item.items() if name != "text"})
                words, about = _text_bytes(item["text"]), known.struct
            else:
                raise TypeError("a text is str or dict, not %s" % type(item).__name__)
        except (TypeError, ValueError) as problem:
            _tell(problem, item, on_error)
            return
        status = lib.dateline_pipe_put(self.handle, ffi.from_buffer(words), len(words), about, self.why, len(self.why))
        if status:
            fail(status, self.why)
        self.put_later.append(given)

    def put_input(self, handle: Any, date: Any, path: Any) -> None:
        status = lib.dateline_pipe_put_input(self.handle, handle, date, self.why, len(self.why))
        if status:
            fail(status, self.why)
        self.put_later.append(path)

    def get(self, on_error: OnError) -> Tuple[Optional[Document], Any]:
        status = lib.dateline_pipe_get(self.handle, self.out, self.why, len(self.why))
        if not self.given:
            self.given, self.put_later = self.put_later[::-1], []
        given = self.given.pop()
        if status:
            _tell(error(status, self.why), given, on_error)
            return None, given
        return Document(self.out[0]), given


def load(data: Optional[str] = None, *, lexicon: Optional[str] = None, actors: Sequence[str] = (), depth: str = "ledger", threads: int = 0,
         min_confidence: float = 0.0, language: Optional[str] = None, explain: bool = False) -> Engine:
    """Opens the data file: the one of the package, that of ``$DATELINE_DATA``, or `data`.

    `lexicon` is a directory of your own tables and `actors` files of your own actors (docs/dictionaries.md); `depth` is "ledger" (all), "places"
    (names, times and places) or "syntax" (words and trees); `threads` those of pipes that do not say, 0 for as many as there are processors;
    `min_confidence` leaves out what is less sure; `language` "en" takes every text to be English; with `explain` documents keep why.

    >>> nlp = load()
    >>> doc = nlp("Iran denied on Wednesday that it had sent drones to Russia.", date="2022-11-02")
    >>> doc.events
    (<V1 speech 016: IRN -> -, 'denied'>, <V2 AID 072: IRN -> RUS, 'sent drones'>)
    >>> doc.events[1].factuality[1].source, doc.events[1].factuality[1].value
    ('Iran', 'CT-')
    >>> doc.text[slice(*doc.events[1].recipient[0].span)]
    'Russia'
    >>> [len(d) for d in nlp.pipe(["Iran attacked Iraq.", "It rained."], threads=2)]
    [1, 0]
    """
    return Engine(data, lexicon=lexicon, actors=actors, depth=depth, threads=threads, min_confidence=min_confidence, language=language, explain=explain)
