"""A document that was read: its sentences, entities, claims and events.

Everything is made when it is first asked for, and kept. Spans are (begin, end) in Python's own indices: ``doc.text[begin:end]``.
"""
from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Any, Callable, Dict, Iterator, List, NamedTuple, Optional, Tuple, TypeVar

from .core import fail, ffi, lib, message, text

T = TypeVar("T")


class Span(NamedTuple):
    """Half-open, in characters of the document's text."""
    begin: int
    end: int

    def of(self, whole: str) -> str:
        return whole[self.begin:self.end]


@dataclass(frozen=True)
class Token:
    """A word of Universal Dependencies; "don't" is two. `head` is an index into ``doc.tokens``, -1 for a root."""
    text: str
    span: Span
    lemma: str
    upos: str
    xpos: str
    feats: str
    head: int
    deprel: str
    ner: str
    sentence: int
    space_after: bool


@dataclass(frozen=True)
class Sentence:
    text: str
    span: Span
    paragraph: int
    headline: bool
    foreign: bool
    tokens: Tuple[Token, ...]


@dataclass(frozen=True)
class Place:
    """Where on Earth: ISO 3166-1 alpha-3 country, degrees, GeoNames id (0: none)."""
    name: str
    country: str
    lat: float
    lon: float
    geonames: int
    feature: str
    level: str
    radius_km: int


@dataclass(frozen=True)
class Mention:
    text: str
    span: Span
    form: str


@dataclass(frozen=True)
class Entity:
    id: str
    type: str
    name: str
    code: str
    country: str
    sector: str
    place: Optional[Place]
    mentions: Tuple[Mention, ...]


@dataclass(frozen=True)
class Time:
    """A TIMEX3: `first` and `last` are the days it covers. `anchor`: "t0" the document's date, another time's id, or ""."""
    id: str
    text: str
    span: Span
    type: str
    value: str
    mod: str
    first: str
    last: str
    anchor: str


@dataclass(frozen=True)
class Attribution:
    """Who says what. `source` is None where the text names nobody."""
    id: str
    source: Optional[Entity]
    source_span: Optional[Span]
    cue: str
    cue_span: Span
    content: Tuple[Span, ...]
    type: str
    stance: str
    parent: Optional[str]


@dataclass(frozen=True)
class Party:
    """An actor or a recipient. `name` is the fullest name of its entity, else its words."""
    name: str
    text: str
    span: Span
    code: str
    country: str
    sector: str
    entity: Optional[Entity]


@dataclass(frozen=True)
class Thing:
    """What is given, sent, seized: `kind` is "arms", "funds", ..."""
    text: str
    span: Span
    kind: str


@dataclass(frozen=True)
class Magnitude:
    """A number that sizes an event; `low` and `high` are None where they are open."""
    text: str
    span: Span
    kind: str
    value: float
    low: Optional[float]
    high: Optional[float]
    unit: str
    bound: str


@dataclass(frozen=True)
class EventPlace:
    name: str
    country: str
    entity: Entity
    place: Optional[Place]


@dataclass(frozen=True)
class Factuality:
    """Who holds the event how true (FactBank). `source`: "AUTHOR" for the text's own voice, an entity's name, or None for one who is not named."""
    source: Optional[str]
    entity: Optional[Entity]
    value: str


@dataclass(frozen=True)
class Event:
    """Who did what to whom. The fields are those of docs/output.md."""
    id: str
    trigger: str
    trigger_span: Span
    event: str
    mode: str
    cameo: str
    quad: str
    goldstein: float
    plover_score: float
    actor: Tuple[Party, ...]
    recipient: Tuple[Party, ...]
    object: Tuple[Thing, ...]
    purpose: Tuple[Thing, ...]
    magnitude: Tuple[Magnitude, ...]
    place: Tuple[EventPlace, ...]
    place_source: str
    route: Dict[str, Tuple[EventPlace, ...]]
    date: str
    first_day: str
    last_day: str
    time_source: str
    time: Optional[Time]
    context: Tuple[str, ...]
    auxiliary: Tuple[str, ...]
    mutual: bool
    told: bool
    factuality: Tuple[Factuality, ...]
    attribution: Tuple[Attribution, ...]
    sentence: int
    evidence: str
    evidence_span: Span
    confidence: float
    origin: str

    @property
    def author(self) -> str:
        """What the text's own voice holds: "CT+", "Uu" ..."""
        return self.factuality[0].value if self.factuality else ""

    def __repr__(self) -> str:
        def names(parties: Tuple[Party, ...]) -> str:
            return ", ".join(p.code or p.name for p in parties) or "-"
        return "<%s %s %s: %s -> %s, %r>" % (self.id, self.event or "speech", self.cameo, names(self.actor), names(self.recipient), self.trigger)


@dataclass(frozen=True)
class Link:
    """Between events: `type` is "DENIES", "CONFIRMS", "SAME" or "EXCHANGE"; the others are ids."""
    type: str
    source: str
    target: str


@dataclass(frozen=True)
class Screen:
    """An international measure that an event touches."""
    event: str
    regime: str
    paragraph: str
    measure: str
    status: str
    checked: str
    words: str
    said_by: Tuple[Attribution, ...]


_MODES = ("negated", "future", "hypothetical", "historical")


def _span(s: Any) -> Span:
    return Span(s.begin, s.end)


def _place(item: Any) -> Optional[Place]:
    if not item.has_place:
        return None
    p = item.place
    return Place(text(p.name), text(p.country), p.lat, p.lon, p.geonames, text(p.feature), text(p.level), p.radius_km)


class Document:
    """What an engine made of a text: ``nlp(text)``. It holds what it needs of the engine; several threads may ask it."""

    __slots__ = ("_handle", "_summary", "_made", "__weakref__")

    def __init__(self, handle: Any):
        self._handle = ffi.gc(handle, lib.dateline_document_free, 50000)
        self._summary = ffi.new("dateline_summary *")
        lib.dateline_get_summary(self._handle, self._summary)
        self._made: Dict[str, Any] = {}

    def _once(self, name: str, make: Callable[[], T]) -> T:
        if name not in self._made:
            self._made[name] = make()
        made: T = self._made[name]
        return made

    # ---- the text and what is known of it ----

    @property
    def text(self) -> str:
        """The text as it was given; a space stands for a NUL."""
        return self._once("text", self._make_text)

    def _make_text(self) -> str:
        whole: bytes = ffi.buffer(self._summary.text, self._summary.bytes)[:]
        return whole.decode("utf-8")

    @property
    def id(self) -> str:
        return text(self._summary.id)

    @property
    def date(self) -> str:
        """Day of publication, YYYY-MM-DD, or ""."""
        return text(self._summary.date)

    @property
    def title(self) -> str:
        return text(self._summary.title)

    @property
    def source(self) -> str:
        return text(self._summary.source)

    @property
    def url(self) -> str:
        return text(self._summary.url)

    @property
    def language(self) -> str:
        """ISO 639-1; all layers of a text that is not "en" are empty."""
        return text(self._summary.language)

    def __len__(self) -> int:
        """The number of events."""
        return int(self._summary.events)

    def __bool__(self) -> bool:
        return True

    def __repr__(self) -> str:
        name = self.id if self.id != "text" else self.title or self.text[:40]
        return "<dateline.Document %r: %d events>" % (name, len(self))

    # ---- its layers ----

    def _each(self, kind: str, ask: Any, count: int, *of: int) -> Iterator[Any]:
        """Items of a layer, or of one item of it, one after the other in the same memory."""
        item = ffi.new(kind + " *")
        for i in range(count):
            ask(self._handle, *of, i, item)
            yield item

    @property
    def tokens(self) -> Tuple[Token, ...]:
        return self._once("tokens", self._make_tokens)

    def _make_tokens(self) -> Tuple[Token, ...]:
        return tuple(Token(text(t.form), _span(t.span), text(t.lemma), text(t.upos), text(t.xpos), text(t.feats), t.head, text(t.deprel), text(t.ner),
                           t.sentence, bool(t.space_after))
                     for t in self._each("dateline_token", lib.dateline_get_token, self._summary.tokens))

    @property
    def sentences(self) -> Tuple[Sentence, ...]:
        return self._once("sentences", self._make_sentences)

    def _make_sentences(self) -> Tuple[Sentence, ...]:
        made, whole, tokens = [], self.text, self.tokens
        for s in self._each("dateline_sentence", lib.dateline_get_sentence, self._summary.sentences):
            span = _span(s.span)
            made.append(Sentence(span.of(whole), span, s.paragraph, bool(s.headline), bool(s.foreign),
                                 tokens[s.first_token:s.first_token + s.token_count]))
        return tuple(made)

    def _entity(self, index: int) -> Optional[Entity]:
        return self._once("all entities", self._make_entities)[index] if index >= 0 else None

    @property
    def entities(self) -> Tuple[Entity, ...]:
        """Every person, organisation, place and thing that is named, once."""
        return self._once("entities", lambda: tuple(e for e in self._once("all entities", self._make_entities) if e.mentions))

    def _make_entities(self) -> Tuple[Entity, ...]:
        made, whole = [], self.text
        for i, e in enumerate(self._each("dateline_entity", lib.dateline_get_entity, self._summary.entities)):
            mentions = []
            for m in self._each("dateline_mention", lib.dateline_get_mention, e.mention_count, i):
                span = _span(m.span)
                mentions.append(Mention(span.of(whole), span, text(m.form)))
            made.append(Entity("E%d" % (i + 1), text(e.type), text(e.name), text(e.code), text(e.country), text(e.sector), _place(e), tuple(mentions)))
        return tuple(made)

    @property
    def times(self) -> Tuple[Time, ...]:
        return self._once("times", self._make_times)

    def _make_times(self) -> Tuple[Time, ...]:
        made, whole = [], self.text
        for i, t in enumerate(self._each("dateline_time", lib.dateline_get_time, self._summary.times)):
            span, anchor = _span(t.span), "" if t.anchor == -2 else "t%d" % (t.anchor + 1)
            made.append(Time("t%d" % (i + 1), span.of(whole), span, text(t.type), text(t.value), text(t.mod), text(t.first), text(t.last), anchor))
        return tuple(made)

    @property
    def attributions(self) -> Tuple[Attribution, ...]:
        """Who says what."""
        return self._once("attributions", self._make_attributions)

    def _make_attributions(self) -> Tuple[Attribution, ...]:
        made, whole = [], self.text
        for i, a in enumerate(self._each("dateline_attribution", lib.dateline_get_attribution, self._summary.attributions)):
            content = tuple(_span(piece) for piece in self._each("dateline_span", lib.dateline_get_content, a.content_count, i))
            source, cue = _span(a.source_span), _span(a.cue)
            made.append(Attribution("A%d" % (i + 1), self._entity(a.source), source if source.end > source.begin else None, cue.of(whole), cue,
                                    content, text(a.type), text(a.stance), "A%d" % (a.parent + 1) if a.parent >= 0 else None))
        return tuple(made)

    @property
    def events(self) -> Tuple[Event, ...]:
        """Who did what to whom."""
        return self._once("events", self._make_events)

    def _parties(self, event: int, role: int, count: int) -> Tuple[Party, ...]:
        made, whole = [], self.text
        for p in self._each("dateline_party", lib.dateline_get_party, count, event, role):
            span = _span(p.span)
            words = span.of(whole)
            made.append(Party(text(p.name) or words, words, span, text(p.code), text(p.country), text(p.sector), self._entity(p.entity)))
        return tuple(made)

    def _things(self, event: int, kind: int, count: int) -> Tuple[Any, ...]:
        made: List[Any] = []
        whole = self.text
        for p in self._each("dateline_phrase", lib.dateline_get_phrase, count, event, kind):
            span = _span(p.span)
            if kind == lib.DATELINE_MAGNITUDE:
                low, high = (None if end < 0 else end for end in (p.low, p.high))
                made.append(Magnitude(span.of(whole), span, text(p.kind), p.value, low, high, text(p.unit), text(p.bound)))
            else:
                made.append(Thing(span.of(whole), span, text(p.kind)))
        return tuple(made)

    def _places(self, event: int, kind: int, count: int) -> Tuple[EventPlace, ...]:
        made = []
        for p in self._each("dateline_event_place", lib.dateline_get_event_place, count, event, kind):
            entity = self._entity(p.entity)
            assert entity is not None
            made.append(EventPlace(text(p.name), text(p.country), entity, _place(p)))
        return tuple(made)

    def _held(self, event: int, count: int) -> Tuple[Factuality, ...]:
        made = []
        for f in self._each("dateline_factuality", lib.dateline_get_factuality, count, event):
            entity = self._entity(f.source)
            made.append(Factuality("AUTHOR" if f.source == -1 else entity.name if entity else None, entity, text(f.value)))
        return tuple(made)

    def _said(self, event: int, count: int) -> Tuple[Attribution, ...]:
        return tuple(self.attributions[index[0]] for index in self._each("uint32_t", lib.dateline_get_event_attribution, count, event))

    def _make_events(self) -> Tuple[Event, ...]:
        made, whole = [], self.text
        for i, v in enumerate(self._each("dateline_event", lib.dateline_get_event, self._summary.events)):
            trigger, evidence = _span(v.trigger), _span(v.evidence)
            route = {way: self._places(i, kind, count) for way, kind, count in
                     (("from", lib.DATELINE_FROM, v.from_count), ("to", lib.DATELINE_TO, v.to_count), ("via", lib.DATELINE_VIA, v.via_count))}
            made.append(Event(
                id="V%d" % (i + 1), trigger=trigger.of(whole), trigger_span=trigger, event=text(v.event), mode=text(v.mode), cameo=text(v.cameo),
                quad=text(v.quad), goldstein=v.goldstein, plover_score=v.plover_score,
                actor=self._parties(i, lib.DATELINE_ACTOR, v.actor_count), recipient=self._parties(i, lib.DATELINE_RECIPIENT, v.recipient_count),
                object=self._things(i, lib.DATELINE_OBJECT, v.object_count), purpose=self._things(i, lib.DATELINE_PURPOSE, v.purpose_count),
                magnitude=self._things(i, lib.DATELINE_MAGNITUDE, v.magnitude_count),
                place=self._places(i, lib.DATELINE_WHERE, v.place_count), place_source=text(v.place_source), route=route,
                date=text(v.date), first_day=text(v.first_day), last_day=text(v.last_day), time_source=text(v.time_source),
                time=self.times[v.time] if v.time >= 0 else None, context=tuple(text(v.context[k]) for k in range(v.context_count)),
                auxiliary=tuple(mode for k, mode in enumerate(_MODES) if v.auxiliary & 1 << k), mutual=bool(v.mutual), told=bool(v.told),
                factuality=self._held(i, v.factuality_count), attribution=self._said(i, v.attribution_count), sentence=v.sentence,
                evidence=evidence.of(whole), evidence_span=evidence, confidence=v.confidence, origin=text(v.origin)))
        return tuple(made)

    @property
    def links(self) -> Tuple[Link, ...]:
        return self._once("links", lambda: tuple(
            Link(text(k.type), "V%d" % (getattr(k, "from") + 1), "V%d" % (k.to + 1))
            for k in self._each("dateline_link", lib.dateline_get_link, self._summary.links)))

    @property
    def screening(self) -> Tuple[Screen, ...]:
        """International measures that events touch."""
        return self._once("screening", self._make_screening)

    def _make_screening(self) -> Tuple[Screen, ...]:
        made = []
        for i, s in enumerate(self._each("dateline_screen", lib.dateline_get_screen, self._summary.screens)):
            said = tuple(self.attributions[index[0]] for index in self._each("uint32_t", lib.dateline_get_said_by, s.said_by_count, i))
            made.append(Screen("V%d" % (s.event + 1), text(s.regime), text(s.paragraph), text(s.measure), text(s.status), text(s.checked),
                               text(s.words), said))
        return tuple(made)

    # ---- as text ----

    def render(self, format: str) -> str:
        """As the program prints it: "jsonl", "coded" (with the text, for `Ledger.add_coded`), "table", "plover", "cameo", "conllu", "quotes", "times", "places", "timeml", "html"; "explain" of an
        engine that was loaded with ``explain=True``."""
        out, size, why = ffi.new("char **"), ffi.new("size_t *"), message()
        status = lib.dateline_render(self._handle, format.encode("utf-8", "replace"), out, size, why, len(why))
        if status:
            fail(status, why)
        try:
            written: bytes = ffi.buffer(out[0], size[0])[:]
            return written.decode("utf-8")
        finally:
            lib.dateline_free(out[0])

    def to_json(self) -> str:
        """One JSON object, described by docs/output.schema.json."""
        return self.render("jsonl").rstrip("\n")

    def explain(self) -> str:
        """Why each event was coded."""
        return self.render("explain")

    def _repr_html_(self) -> str:
        """The reader's view, for Jupyter: the page in a frame of its own, so that its style is no other's."""
        return ('<iframe srcdoc="%s" style="width:100%%;height:%dpx;border:1px solid #ccc" sandbox></iframe>'
                % (escape(self.render("html"), quote=True), min(700, 220 + len(self.text) // 4)))


def handle(doc: Document) -> Any:
    """What the library knows a document by."""
    if not isinstance(doc, Document):
        raise TypeError("this takes a document, not %s: nlp(text) makes one" % type(doc).__name__)
    return doc._handle
