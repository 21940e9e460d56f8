"""Readers of others' files, on rows that are made up."""
import gzip

import dateline
import pandas
import pytest


def gdelt(columns, **cells):
    row = [""] * columns
    for at, value in cells.items():
        row[int(at[1:])] = value
    return "\t".join(row) + "\n"


EVENT = dict(c0="1001", c1="20221102", c5="IRNGOV", c6="TEHRAN", c7="IRN", c12="GOV", c15="RUS", c16="MOSCOW", c17="RUS", c26="072", c29="2", c30="8.3", c31="10", c32="1", c33="9")


def test_gdelt(tmp_path):
    path = tmp_path / "20221102.export.CSV"
    path.write_text(gdelt(61, c52="Tehran, Iran", c56="35.7", c57="51.4", c59="20221103101500", c60="https://example.org/a", **EVENT) * 2)
    frame = dateline.read_gdelt(path)
    assert len(frame) == 2
    row = frame.iloc[0]
    assert (row.entry, row.date, row.actor_code, row.actor_country, row.recipient_country, row.cameo, row.quad) == ("1001", "2022-11-02", "IRNGOV", "IRN", "RUS", "072", "material_cooperation")
    assert (row.goldstein, row.documents, row.lat, row.url) == (8.3, 9, 35.7, "https://example.org/a")
    assert row.date_begin == pandas.Timestamp("2022-11-02") and row.first_report == pandas.Timestamp("2022-11-03")


def test_gdelt_1(tmp_path):
    path = tmp_path / "2012.csv.gz"
    with gzip.open(path, "wt") as file:
        file.write(gdelt(57, c50="Tehran", c53="35.7", c54="51.4", c56="20120102", **dict(EVENT, c1="20120101")))
    row = dateline.read_gdelt(path).iloc[0]
    assert (row.date, row.place, row.lon) == ("2012-01-01", "Tehran", 51.4)
    other = tmp_path / "other.csv"
    other.write_text("a\tb\n")
    with pytest.raises(ValueError, match="2 columns"):
        dateline.read_gdelt(other)


def test_icews(tmp_path):
    path = tmp_path / "events.2014.tab"
    names = ["Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code", "Intensity", "Target Name", "Target Sectors", "Target Country",
             "Story ID", "Sentence Number", "Publisher", "City", "District", "Province", "Country", "Latitude", "Longitude"]
    cells = ["7", "2014-03-01", "Vladimir \"V\" P", "Executive", "Russian Federation", "Make statement", "010", "0.0", "Citizen (Ukraine)", "General", "Ukraine", "1", "2", "Wire",
             "Kyiv", "", "", "Ukraine", "50.4", "30.5"]
    path.write_text("\t".join(names) + "\n" + "\t".join(cells) + "\n")
    row = dateline.read_icews(path, countries={"Russian Federation": "RUS"}).iloc[0]
    assert (row.actor_country, row.recipient_country, row.cameo, row.quad, row.goldstein, row.date) == ("RUS", "Ukraine", "010", "verbal_cooperation", 0.0, "2014-03-01")
    path.write_bytes(b"\xef\xbb\xbf" + ("\t".join(names) + "\n" + "\t".join(cells) + "\n").encode().replace(b"Kyiv", b"S\xe3o Paulo"))
    row = dateline.read_icews(path).iloc[0]
    assert (row.entry, row.place, row.actor_country) == ("7", "S\ufffdo Paulo", "Russian Federation")
    path.write_text("Event ID\tEvent Date\n1\t2014-01-01\n")
    with pytest.raises(ValueError, match="no column Source Name"):
        dateline.read_icews(path)


def test_polecat(tmp_path):
    path = tmp_path / "ngecEvents.txt"
    cells = {"Event ID": "P1", "Event Date": "2023-05-04", "Event Type": "ASSAULT", "Event Mode": "drone", "Intensity": "-9.5", "Quad Code": "MATERIAL CONFLICT",
             "Contexts": "Military; Territory", "Actor Name": "Russian army", "Actor Country": "RUS", "Primary Actor Sector": "MIL", "Recipient Name": "Ukraine", "Recipient Country": "UKR",
             "Primary Recipient Sector": "", "Placename": "Kyiv", "Country": "UKR", "Latitude": "50.4", "Longitude": "30.5", "Source": "Wire", "Publication Date": "2023-05-05"}
    path.write_text("\t".join(cells) + "\n" + "\t".join(cells.values()) + "\n")
    row = dateline.read_polecat(path).iloc[0]
    assert (row.event, row["mode"], row.quad, row.context, row.plover_score, row.actor_country) == ("ASSAULT", "drone", "material_conflict", "military territory", -9.5, "RUS")


def test_on_one_plot(tmp_path):
    """Counts by month and root code have the same shape for both."""
    path = tmp_path / "g.csv"
    path.write_text(gdelt(61, c59="20221103101500", **EVENT))
    other = dateline.read_gdelt(path)
    nlp = dateline.load()
    with dateline.Ledger(tmp_path / "news.db", write=True) as ledger:
        ledger.add(nlp("Iran sent drones to Russia on Monday.", date="2022-11-02"))
        own = ledger.entries()
    for frame in (own, other):
        pairs = frame[(frame.actor_country == "IRN") & (frame.recipient_country == "RUS")]
        counts = pairs.groupby([pairs.date_begin.dt.strftime("%Y-%m"), pairs.cameo.str[:2]]).size()
        assert counts.values.tolist() == [1]
