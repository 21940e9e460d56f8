#!/usr/bin/env python3
"""Which place a name means, and the command that prints places. usage: places_test.py PROGRAM"""
import json

from support import main, objects

# (text, name, country, level, division as GeoNames has it or None): one row a kind of error that was seen, on texts of its own.
MEANT = [
    ("Mexico said on Monday that it would send troops to its border. The Mexican president spoke in Guadalajara.", "Mexico", "MEX", "country"),
    ("The UK said on Monday that Britain would send aid to Kenya.", "UK", "GBR", "country"),
    ("Voters in Wales and in England went to the polls on Thursday, the UK government said.", "Wales", "GBR", "division"),
    ("Police in Salisbury, England, said the two Russians had flown to London.", "Salisbury", "GBR", "town"),
    ("TROY, N.C. - Two men were arrested on Friday, police in Raleigh said.", "TROY", "USA", "town"),
    ("ROME, N.Y. - A fire destroyed a school on Friday, the governor said in Albany.", "ROME", "USA", "town"),
    ("The governor of New Jersey met the mayor of Newark on Tuesday.", "New Jersey", "USA", "division"),
    ("A bushfire in Western Australia burned houses near Perth on Sunday.", "Western Australia", "AUS", "division"),
    ("The port of Rotterdam was closed on Monday, the Dutch government said in The Hague.", "Rotterdam", "NLD", "town"),
    ("Georgia's parliament in Tbilisi condemned Russia on Monday.", "Georgia", "GEO", "country"),
    ("Georgia's governor said in Atlanta on Monday that the Alabama border would stay open.", "Georgia", "USA", "division"),
    ("Officers from Edmonton and Calgary arrested him in Alberta, the Canadian police said.", "Edmonton", "CAN", "town"),
    ("Syrian jets bombed the towns of Douma and Idlib on Sunday, rebels in Syria said.", "Idlib", "SYR", None),
    ("Factories in Zhejiang closed on Monday, the government in Beijing said.", "Zhejiang", "CHN", "division"),
    ("The navy searched the Mediterranean off Libya on Monday.", "Mediterranean", "", "water"),
    ("Leaders of the Middle East met in Cairo on Monday.", "Middle East", "", "region"),
    ("A court in Paris, Texas, sentenced the man on Friday.", "Paris", "USA", "town"),
    ("French president Emmanuel Macron spoke in Paris on Friday.", "Paris", "FRA", "town"),
    ("The vice president arrived at Ramstein Air Base in Germany on Friday.", "Ramstein Air Base", "DEU", "site"),
]


def places_of(s, text):
    return objects(s.run("places", "--format", "jsonl", s.path("p.txt", text)).stdout)


def meant(s):
    for text, name, country, level in MEANT:
        found = [p for p in places_of(s, text) if p["text"] == name]
        good = found and all(p["place"] and p["place"]["country"] == country and level in (None, p["place"]["level"]) for p in found)
        s.check("%s in %s" % (name, text[:30]), good, found or text)


def divisions(s):
    found = {p["text"]: p["place"] for p in places_of(s, "TROY, N.C. - Police in Troy, N.C., came from Raleigh. Others came from Vancouver, B.C., and San Jose, Calif., on Friday.\n")}
    s.check("short forms of divisions", found["N.C."]["geonames"] == 4482348 and found["B.C."]["country"] == "CAN" and found["Calif."]["level"] == "division", found)
    s.check("the town of that division", abs(found["TROY"]["lat"] - 35.36) < 0.1, found["TROY"])


def fields(s):
    text = "The Mexican army moved to Tijuana on Monday. Soldiers in Tijuana said Xqzrt Hills was empty.\n"
    rows = places_of(s, text)
    good = all(text[r["begin"]:r["end"]] == r["text"] and r["entity"][0] == "E" and r["sentence"] in (0, 1) for r in rows)
    s.check("a mention a line, with its offsets", good and [r["text"] for r in rows].count("Tijuana") == 2, rows)
    s.check("a radius", all(r["place"]["radius_km"] >= 1 for r in rows if r["place"]), rows)
    coded = objects(s.run("code", "--format", "jsonl", s.path("p.txt", text)).stdout)[0]
    same = {e["id"]: e["place"] for e in coded["entities"]}
    s.check("those of code", all(same[r["entity"]] == r["place"] for r in rows), same)


def formats(s):
    one, two = s.path("a.txt", "Troops marched to Kyiv and Kharkiv on Monday.\n"), s.path("b.txt", "Nothing happened.\n")
    whole = json.loads(s.run("places", "--format", "geojson", one, two, one).stdout)
    names = [f["properties"]["name"] for f in whole["features"]]
    points = [f["geometry"]["coordinates"] for f in whole["features"]]
    s.check("one collection", whole["type"] == "FeatureCollection" and names.count("Kyiv") == 2 and all(25 < x < 40 and 45 < y < 55 for x, y in points), whole)
    s.check("an empty collection", json.loads(s.run("places", "--format", "geojson", two).stdout)["features"] == [], "")
    s.expect("a table", 0, "places", "--format", "table", one, out=lambda o: b"UKR town" in o and b"Kyiv" in o)
    s.expect("a table of nothing", 0, "places", "--format", "table", two, out=lambda o: b"no places" in o)
    s.expect("another format", 2, "places", "--format", "timeml", one, message="table, jsonl or geojson")


def sites(s):
    """The places that an act may have been at: what train/moment.py reads, and what explain tells."""
    path = s.path("sites.txt", "Speaking in Kyiv, officials accused Russia of a massacre in Kherson.")
    found = objects(s.expect("features", 0, "features", "--sites", path).stdout)[0]["sites"]
    names = [[n for n in ("prep=in", "under another act", "side=recipient") if n in o["evidence"]] for o in found[0]["options"]]
    s.check("evidence", names == [["prep=in"], ["side=recipient"], ["prep=in", "under another act"]], found)
    s.expect("explain", 0, "explain", path, out=lambda o: b'place: "Kyiv", the act\'s' in o and b'place: "Kherson", not the act\'s' in o)


def inner(s):
    """Places inside of what bodies are called: where the text tells of them otherwise, and counties."""
    text = "Mount Pleasant is growing. The Mount Pleasant City Council met. The Laurel County High School closed. The University of Mount Pleasant won. The Oakdale Fire Department left."
    doc = objects(s.run("places", "--format", "jsonl", s.path("i.txt", text)).stdout)
    s.check("inner", [r["text"] for r in doc] == ["Mount Pleasant", "Mount Pleasant", "Laurel County", "Mount Pleasant"], doc)


# (text, trigger, place_source, places, from, to, via)
EVENTS = [
    ("Syrian jets bombed a village near Idlib on Sunday.", "bombed", "said", ["Idlib"], [], [], []),
    ("Police arrested twelve people in the city of Aleppo and in Homs.", "arrested", "said", ["Aleppo", "Homs"], [], [], []),
    ("Rebels attacked a convoy in Homs and killed five soldiers.", "killed", "said", ["Homs"], [], [], []),
    ("The Kabul bombing killed five people.", "killed", "said", ["Kabul"], [], [], []),
    ("President Erdogan of Turkey visited Berlin on Friday.", "visited", "said", ["Berlin"], [], [], []),
    ("Iran smuggled missiles from Bandar Abbas to Hodeidah through Oman.", "smuggled", "seat", ["Iran"], ["Bandar Abbas"], ["Hodeidah"], ["Oman"]),
    ("Iran expelled two German diplomats over a killing in Berlin.", "expelled two German diplomats", "seat", ["Iran"], [], [], []),
    ("Turkey recalled its ambassador after the raids in Jenin.", "recalled its ambassador", "seat", ["Turkey"], [], [], []),
    ("Speaking in Warsaw, President Duda of Poland accused Russia of an attack in Kharkiv.", "accused", "said", ["Warsaw"], [], [], []),
    ("ANKARA, March 3 - Turkey condemned Russia on Monday.", "condemned", "dateline", ["Ankara"], [], [], []),
    ("PARIS, March 3 - Russia condemned Ukraine on Monday.", "condemned", "seat", ["Russia"], [], [], []),
    ("Taliban fighters attacked a market in Kabul on Monday. They killed ten people.", "killed", "said", ["Kabul"], [], [], []),
    ("The ministers met in Vienna on Monday. They signed an agreement on gas.", "signed an agreement", "said", ["Vienna"], [], [], []),
    ("A bomb exploded in Lahore on Monday. The European Union condemned the attack.", "condemned", "", [], [], [], []),
    ("The president arrived in Nairobi on Sunday. Protesters clashed with police in the capital.", "clashed", "said", ["Nairobi"], [], [], []),
    ("Rebels seized Goma on Tuesday. Two soldiers were killed in the town, the army said.", "killed", "said", ["Goma"], [], [], []),
    ("Police arrested ten protesters at the Jericho Social Hall in Nairobi.", "arrested", "said", ["Nairobi", "Jericho social hall"], [], [], []),
    ("Russia shelled Ukrainian positions on Friday.", "shelled", "", [], [], [], []),
    ("Russia warned Ukraine on Friday.", "warned", "seat", ["Russia"], [], [], []),
    ("ANKARA, March 3 - Turkey will not condemn Russia, a minister said on Monday.", "condemn", "", [], [], [], []),
]


def events(s):
    for text, trigger, source, place, *route in EVENTS:
        coded = objects(s.run("code", "--format", "jsonl", "--date", "2024-03-04", s.path("p.txt", text)).stdout)[0]
        names = {e["id"]: e["name"] for e in coded["entities"]}
        found = [e for e in coded["events"] if e["trigger"]["text"] == trigger]
        known = [(e["place_source"], [names[p["entity"]].capitalize() for p in e["place"]], [[names[p["entity"]] for p in e["route"][k]] for k in ("from", "to", "via")]) for e in found]
        s.check("%s: %s" % (trigger, source), known == [(source, place, route)], known)


def datelines(s):
    """A dateline is a place, whatever the network takes its words for."""
    for text, name in (("TROY, N.C. (AP) - Police arrested a man on Tuesday.", ["Troy", "North Carolina"]), ("TROY, Mich. (AP) - Police arrested a man on Tuesday.", ["Troy", "Michigan"])):
        found = [r["place"]["name"] for r in objects(s.run("places", "--format", "jsonl", s.path("d.txt", text)).stdout) if r["place"]]
        s.check(text, found == name, found)


def before(s):
    """The evidence of a place of the sentence before has names, and explain tells of it."""
    path = s.path("b.txt", "The ministers met in Vienna on Monday. They signed an agreement on gas.")
    found = [a for a in objects(s.run("features", "--sites", path).stdout)[0]["sites"] if len(a["options"]) == 1]
    s.check("names", "before: prep=in" in found[-1]["options"][0]["evidence"], found)


# A person of a state of which the text tells once, amid many mentions of another.
NAMESAKE = "Labor Secretary Thomas Perez met senators of the United States. The United States wants a deal. The United States and China talk. Perez was born in the Dominican Republic. " \
    "The United States is ready, and the United States hopes. Perez condemned the ruling on Friday."


def seats(s):
    """The actor's state stands for a place only where the text is at home."""
    coded = objects(s.run("code", "--format", "jsonl", "--date", "2016-07-06", s.path("n.txt", NAMESAKE)).stdout)[0]
    found = [(e["trigger"]["text"], [p["name"] for p in e["place"]]) for e in coded["events"] if e["place_source"] == "seat"]
    s.check("no seat of a namesake's state", all("Dominican Republic" not in names for _, names in found), found)


def reasons(s):
    text = s.path("e.txt", "A court in Paris, Texas, sentenced the man on Friday. Police in Dallas had arrested him in Paris.\n")
    out = s.run("explain", text).stdout.decode()
    s.check("explain tells why a place was taken", "Paris is Paris, USA (town of US.TX" in out and ", before Paris, " in out and "division behind" in out, out)


def features(s):
    rows = objects(s.run("features", "--places", s.path("f.txt", "Police in Paris, Texas, arrested a man on Friday.\n")).stdout)
    paris = [p for p in rows[0]["places"] if p["name"] == "Paris"][0]
    s.check("evidence of candidates", len(paris["options"]) > 5 and all(len(o["evidence"]) == len(rows[0]["evidence"]) for o in paris["options"]), rows[0]["evidence"])


if __name__ == "__main__":
    main(sites, datelines, before, seats, inner, meant, divisions, fields, events, formats, reasons, features)
