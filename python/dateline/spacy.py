"""A component for spaCy: ``nlp.add_pipe("dateline")``, then ``doc._.events`` on spaCy's own tokens.

The text is read by dateline itself, whatever other components made of it; spans are put on the tokens that cover them. A document's day of publication is
``doc._.published``, set before the pipeline runs (``doc = nlp.make_doc(text); doc._.published = "2022-11-02"; nlp(doc)``), else the component's `date`.
"""
# Annotations are not put off: spaCy reads those of the factory.
from dataclasses import dataclass
from typing import Any, Iterable, Iterator, List, Optional, Sequence, Tuple

from spacy.language import Language
from spacy.tokens import Doc, Span

from .documents import Document, Event
from .engine import Engine, load


@dataclass(frozen=True)
class SpacyEvent:
    """An event on spaCy's tokens. `source` is the event of dateline, with all its fields."""
    event: str
    cameo: str
    trigger: Span
    actor: Tuple[Span, ...]
    recipient: Tuple[Span, ...]
    object: Tuple[Span, ...]
    sentence: Span
    source: Event

    @property
    def date(self) -> str:
        return self.source.date

    def __repr__(self) -> str:
        return repr(self.source)


def _span(doc: Doc, span: Tuple[int, int], label: str = "") -> Span:
    found = doc.char_span(span[0], span[1], label=label, alignment_mode="expand")
    return found if found is not None else doc[0:0]


def _events(doc: Doc, read: Document) -> List[SpacyEvent]:
    made = []
    for v in read.events:
        made.append(SpacyEvent(v.event, v.cameo, _span(doc, v.trigger_span, v.event), tuple(_span(doc, p.span, p.code) for p in v.actor),
                               tuple(_span(doc, p.span, p.code) for p in v.recipient), tuple(_span(doc, o.span, o.kind) for o in v.object),
                               _span(doc, v.evidence_span), v))
    return made


class Component:
    """What stands in the pipeline."""

    def __init__(self, engine: Engine, date: Optional[str], threads: Optional[int]):
        self.engine, self.date, self.threads = engine, date, threads

    def _set(self, doc: Doc, read: Document) -> Doc:
        doc._.dateline = read
        doc._.events = _events(doc, read)
        return doc

    def _known(self, doc: Doc) -> Any:
        return {"text": doc.text, "date": doc._.published or self.date, "language": "en"}

    def __call__(self, doc: Doc) -> Doc:
        known = self._known(doc)
        return self._set(doc, self.engine(known.pop("text"), **known))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 128) -> Iterator[Doc]:
        pairs = ((self._known(doc), doc) for doc in stream)
        for read, doc in self.engine.pipe(pairs, as_tuples=True, threads=self.threads):
            yield self._set(doc, read)

    # The data file is not the pipeline's: it is found again where the component is made.
    def to_disk(self, path: Any, *, exclude: Sequence[str] = ()) -> None:
        pass

    def from_disk(self, path: Any, *, exclude: Sequence[str] = ()) -> "Component":
        return self

    def to_bytes(self, *, exclude: Sequence[str] = ()) -> bytes:
        return b""

    def from_bytes(self, data: bytes, *, exclude: Sequence[str] = ()) -> "Component":
        return self


for _name in ("dateline", "events", "published"):
    if not Doc.has_extension(_name):
        Doc.set_extension(_name, default=None)


@Language.factory("dateline", default_config={"data": None, "lexicon": None, "actors": [], "date": None, "threads": 1, "min_confidence": 0.0})
def make(nlp: Language, name: str, data: Optional[str], lexicon: Optional[str], actors: List[str], date: Optional[str], threads: int,
         min_confidence: float) -> "Component":
    """The factory: options of `dateline.load`, `date` of documents that state none, and `threads` of ``nlp.pipe``."""
    return Component(load(data, lexicon=lexicon, actors=actors, min_confidence=min_confidence), date, threads)
