"""The extension, its statuses as exceptions, and where the data file is."""
from __future__ import annotations

import os
from typing import Any, NoReturn, Optional

from ._dateline import ffi, lib

__all__ = ["DatelineError", "InputError", "DataError", "StoreError", "UsageError", "ffi", "lib"]

MESSAGE = 512

if lib.dateline_abi() != lib.DATELINE_ABI:
    raise ImportError("dateline: the library is of another version than the package")


class DatelineError(Exception):
    """What the library says went wrong: one line that names the input and the place."""


class InputError(DatelineError, ValueError):
    """A text that is not UTF-8, a date that is none, a row of a dictionary that is wrong."""


class DataError(DatelineError):
    """The data file is damaged, or of another version."""


class StoreError(DatelineError):
    """The ledger refused."""


class UsageError(DatelineError, ValueError):
    """An option that does not exist."""


class FileError(DatelineError, OSError):
    """A file that can't be read or written."""


_KINDS = {lib.DATELINE_EINPUT: InputError, lib.DATELINE_EIO: FileError, lib.DATELINE_EDATA: DataError, lib.DATELINE_ESTORE: StoreError,
          lib.DATELINE_EUSAGE: UsageError, lib.DATELINE_ESTOPPED: DatelineError}


def error(status: int, message: Any) -> Exception:
    """The exception of a status."""
    why = ffi.string(message).decode("utf-8", "replace")
    if status == lib.DATELINE_EMEMORY:
        return MemoryError(why)
    return _KINDS.get(status, DatelineError)(why)


def fail(status: int, message: Any) -> NoReturn:
    raise error(status, message)


def message() -> Any:
    """Room for what a call says."""
    return ffi.new("char[]", MESSAGE)


def text(pointer: Any) -> str:
    """A string of the library."""
    return ffi.string(pointer).decode("utf-8") if pointer else ""


def encoded(value: Optional[str], what: str) -> bytes:
    """What the library is given: UTF-8 without a NUL inside, which would end it.

    >>> encoded("Kyiv", "title")
    b'Kyiv'
    """
    if not isinstance(value, str):
        raise TypeError("%s is %s, not str" % (what, type(value).__name__))
    try:
        done = value.encode("utf-8")
    except UnicodeEncodeError as problem:
        raise InputError("%s: not Unicode text: %s" % (what, problem)) from None
    if b"\0" in done:
        raise InputError("%s: a NUL inside" % what)
    return done


def data_file() -> str:
    """The data file that came with the package, or the one that $DATELINE_DATA names."""
    return os.environ.get("DATELINE_DATA") or os.path.join(os.path.dirname(os.path.abspath(__file__)), "english.dateline")
