"""Files of GDELT, ICEWS and POLECAT as frames with dateline's column names, so that counts stand on one plot. docs/coming-from.md has the columns side by side."""
from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Dict, Mapping, Optional, Union

if TYPE_CHECKING:
    import pandas

Path = Union[str, "os.PathLike[str]"]

QUADS = {"1": "verbal_cooperation", "2": "material_cooperation", "3": "verbal_conflict", "4": "material_conflict"}

GDELT: Dict[str, int] = {"entry": 0, "day": 1, "actor_code": 5, "actor": 6, "actor_country": 7, "actor_sector": 12, "recipient_code": 15, "recipient": 16,
                         "recipient_country": 17, "recipient_sector": 22, "cameo": 26, "quad": 29, "goldstein": 30, "mentions": 31, "sources": 32, "documents": 33}
_GDELT_2 = {"place": 52, "lat": 56, "lon": 57, "first_report": 59, "url": 60}
_GDELT_1 = {"place": 50, "lat": 53, "lon": 54, "first_report": 56, "url": 57}
_ICEWS = {"entry": "Event ID", "day": "Event Date", "actor": "Source Name", "actor_sector": "Source Sectors", "actor_country": "Source Country",
          "cameo": "CAMEO Code", "goldstein": "Intensity", "recipient": "Target Name", "recipient_sector": "Target Sectors",
          "recipient_country": "Target Country", "newspaper": "Publisher", "place": "City", "place_country": "Country", "lat": "Latitude", "lon": "Longitude"}
_POLECAT = {"entry": "Event ID", "day": "Event Date", "event": "Event Type", "mode": "Event Mode", "plover_score": "Intensity", "quad": "Quad Code",
            "context": "Contexts", "actor": "Actor Name", "actor_country": "Actor Country", "actor_sector": "Primary Actor Sector",
            "recipient": "Recipient Name", "recipient_country": "Recipient Country", "recipient_sector": "Primary Recipient Sector", "place": "Placename",
            "place_country": "Country", "lat": "Latitude", "lon": "Longitude", "newspaper": "Source", "first_report": "Publication Date"}
_NUMBERS = ("goldstein", "plover_score", "mentions", "sources", "documents", "lat", "lon")


def _read(path: Path, header: Optional[int], **more: Any) -> "pandas.DataFrame":
    import pandas
    # Some of their lines are not UTF-8: a sign in a name is lost then, not the file.
    return pandas.read_csv(path, sep="\t", header=header, dtype=str, keep_default_na=False, quoting=3, on_bad_lines="error", encoding="utf-8-sig",
                           encoding_errors="replace", **more)


def _made(path: Path, raw: "pandas.DataFrame", columns: Mapping[str, Any]) -> "pandas.DataFrame":
    import pandas
    missing = [str(column) for column in columns.values() if column not in raw.columns]
    if missing:
        raise ValueError("%s: no column %s" % (os.fspath(path), ", ".join(missing)))
    frame = pandas.DataFrame({name: raw[column].str.strip('"') for name, column in columns.items()})
    for name in _NUMBERS:
        if name in frame:
            frame[name] = pandas.to_numeric(frame[name], errors="coerce")
    day = pandas.to_datetime(frame.pop("day"), format="mixed", errors="coerce")
    frame.insert(1, "date", day.dt.strftime("%Y-%m-%d").fillna(""))
    frame.insert(2, "date_begin", day)
    frame.insert(3, "date_end", day)
    if "first_report" in frame:
        frame["first_report"] = pandas.to_datetime(frame["first_report"].str[:10].str.replace(r"^(\d{8})\d*$", r"\1", regex=True), format="mixed", errors="coerce")
    return frame


def read_gdelt(path: Path) -> "pandas.DataFrame":
    """The event table of GDELT: 2.0 with 61 columns, 1.0 with 58 or 57; no header, packed or not.

    A row is an event as GDELT counts it. It has no `status`: who says so and who denies it is not in GDELT.
    """
    raw = _read(path, None)
    if len(raw.columns) not in (57, 58, 61):
        raise ValueError("%s: %d columns; GDELT's event table has 61, of version 1 58 or 57" % (os.fspath(path), len(raw.columns)))
    later = dict(_GDELT_2 if len(raw.columns) == 61 else _GDELT_1)
    if len(raw.columns) == 57:
        del later["url"]
    frame = _made(path, raw, {**GDELT, **later})
    frame["quad"] = frame["quad"].map(QUADS).fillna("")
    return frame


def _renamed(frame: "pandas.DataFrame", countries: Optional[Mapping[str, str]]) -> "pandas.DataFrame":
    for name in ("actor_country", "recipient_country", "place_country"):
        if countries and name in frame:
            frame[name] = [countries.get(country, country) for country in frame[name]]
    return frame


def read_icews(path: Path, *, countries: Optional[Mapping[str, str]] = None) -> "pandas.DataFrame":
    """A year of ICEWS coded event data (tabs, with a header). ICEWS names its countries (``Russian Federation``): `countries` gives their codes, and a
    name that is not in it stays as it is. `goldstein` is its Intensity; `quad` follows the CAMEO root."""
    frame = _made(path, _read(path, 0), _ICEWS)
    frame["quad"] = [_quad(code) for code in frame["cameo"]]
    return _renamed(frame, countries)


def read_polecat(path: Path, *, countries: Optional[Mapping[str, str]] = None) -> "pandas.DataFrame":
    """A file of POLECAT (tabs, with a header). `event`, `mode` and `context` are PLOVER's, in the words that dateline prints; it has no CAMEO codes."""
    frame = _made(path, _read(path, 0), _POLECAT)
    frame["quad"] = frame["quad"].str.lower().str.replace(r"[ -]+", "_", regex=True)
    frame["context"] = frame["context"].str.lower().str.replace(r"\s*[;,]\s*", " ", regex=True)
    return _renamed(frame, countries)


def _quad(cameo: str) -> str:
    """By GDELT's and ICEWS's rule for CAMEO root codes.

    >>> _quad("190"), _quad("0231"), _quad("")
    ('material_conflict', 'verbal_cooperation', '')
    """
    root = int(cameo[:2]) if cameo[:2].isdigit() else 0
    if not 1 <= root <= 20:
        return ""
    return QUADS["1" if root <= 5 else "2" if root <= 8 else "3" if root <= 13 else "4"]
