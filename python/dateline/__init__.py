"""dateline reads English news and writes down who did what to whom, where and when, who says so, and who denies it.

>>> import dateline
>>> nlp = dateline.load()
>>> doc = nlp("Iran denied on Wednesday that it had sent drones to Russia.", date="2022-11-02")
>>> [(v.event, v.cameo, v.date, v.author) for v in doc.events]
[('', '016', '2022-11-02', 'CT+'), ('AID', '072', '2022-11-02', 'Uu')]
>>> doc.links
(Link(type='DENIES', source='V1', target='V2'),)
"""
from . import displacy
from .core import DataError, DatelineError, FileError, InputError, StoreError, UsageError, lib as _lib, text as _text
from .documents import (Attribution, Document, Entity, Event, EventPlace, Factuality, Link, Magnitude, Mention, Party, Place, Screen, Sentence, Span,
                        Thing, Time, Token)
from .engine import Engine, load
from .frames import Table, claims, documents, entities, events, parties, quotes, table, tables
from .ledger import Ledger
from .others import read_gdelt, read_icews, read_polecat
from .parquet import to_parquet

__version__: str = _text(_lib.dateline_version())

__all__ = ["Attribution", "DataError", "DatelineError", "Document", "Engine", "Entity", "Event", "EventPlace", "Factuality", "FileError", "InputError",
           "Link", "Magnitude", "Mention", "Party", "Place", "Screen", "Sentence", "Span", "StoreError", "Thing", "Time", "Token", "UsageError", "claims", "documents", "entities",
           "events", "load", "read_gdelt", "read_icews", "read_polecat", "parties", "quotes", "table", "tables", "Table", "Ledger",
           "displacy", "to_parquet"]
