#!/usr/bin/env python3
"""Who did it to whom, chosen of all who can be. usage: parties_test.py PROGRAM"""
import json
import os
import re

from serving import EXAMPLES
from support import main

NEWS = "SAN JOSE, July 21 - Costa Rica's president spoke with Ukraine's government on Thursday. Ukraine asked Costa Rica for help, and Costa Rica condemned " \
       "Russia. Russia attacked Ukraine in February.\n\nTeachers marched in San Jose and demanded higher wages. Police arrested nine students.\n"
SHORT = "Police arrested nine students.\n"


def events(s, text):
    out = s.run("code", "--format", "jsonl", s.path("a.txt", text)).stdout
    return {e["trigger"]["text"]: e for e in json.loads(out)["events"]}


def chosen(s):
    found = events(s, NEWS)
    told = [([p["country"] for p in e["actor"]], [p["country"] for p in e["recipient"]]) for e in (found["arrested"], found["attacked"], found["condemned"])]
    s.check("countries of both sides", told == [(["CRI"], ["CRI"]), (["RUS"], ["UKR"]), (["CRI"], ["RUS"])], told)
    both = {p["country"] for p in found["spoke"]["actor"]}
    s.check("who acts together stands on one side", both == {"CRI", "UKR"} and not found["spoke"]["recipient"], both)
    same = events(s, NEWS)
    s.check("the same again", found == same)


PEOPLE = "NAIROBI, May 3 - Kenya and Taiwan signed a pact on Tuesday. Kenya thanked Taiwan, and Taiwan praised Kenya.\n\nChiu Hsien-chih visited Wanjiku Mwangi on " \
         "Monday. Soldiers arrested four students, and a court in Mombasa sentenced a journalist.\n"


def people(s):
    found = events(s, PEOPLE)
    both = {p["text"]: p["country"] for p in found["visited"]["actor"] + found["visited"]["recipient"]}
    s.check("whose somebody is, by how the name sounds", both == {"Chiu Hsien-chih": "TWN", "Wanjiku Mwangi": "KEN"}, both)
    told = [(p["country"], p["sector"]) for e in ("arrested", "sentenced") for p in found[e]["actor"] + found[e]["recipient"]]
    s.check("whose unnamed people are, and what", told == [("KEN", "MIL"), ("KEN", "CVL"), ("KEN", "JUD"), ("KEN", "MED")], told)


CROWD = "LIMA, June 2 - Peru's president spoke with Chile and Brazil on Sunday, and Chile and Brazil praised Peru.\n\nPolice raided three houses " \
        "in Lima and arrested at least eleven. Prosecutors charged two officers with the killing of a student. Gunmen attacked a convoy of Peruvian police.\n"


def counted(s):
    found = events(s, CROWD)
    told = {e: [p["text"] for p in found[e]["recipient"]] for e in ("arrested", "charged")}
    s.check("a number alone is somebody, two officers are no two states", told == {"arrested": ["eleven"], "charged": ["officers"]}, told)
    who = [p["text"] for p in found["attacked"]["actor"]]
    s.check("who attacks police is not the police", who == ["Gunmen"], who)


FIRM = "New Zealand on Tuesday accused the Canadian company Orrin Lithium of shipping drones to Myanmar. Orrin Lithium denied the allegation. " \
       "The Norwegian firm Kvist Marine denied it, too.\n"


def told_entities(s, text):
    out = s.run("code", "--format", "jsonl", s.path("a.txt", text)).stdout
    return {e["name"]: e["code"] for e in json.loads(out)["entities"]}


def named(s):
    codes, found = told_entities(s, FIRM), [e for e in json.loads(s.run("code", "--format", "jsonl", s.path("a.txt", FIRM)).stdout)["events"]]
    s.check("a firm is of the state that its noun names", codes.get("Orrin Lithium") == "CANBUS" and codes.get("Kvist Marine") == "NORBUS", codes)
    denials = [(p["text"], p["country"]) for e in found if e["cameo"] == "016" for p in e["actor"]]
    s.check("its denial is told", ("Orrin Lithium", "CAN") in denials, denials)
    found = json.loads(s.run("code", "--format", "jsonl", s.path("b.txt", "Lund Shipping denied the report.\n")).stdout)["events"]
    s.check("a denial is told whoever's it is", [(e["cameo"], e["actor"][0]["text"], e["actor"][0]["code"]) for e in found] == [("016", "Lund Shipping", "")], found)


def settled(s):
    codes = told_entities(s, NEWS)
    s.check("the text's police are whose its acts say", codes.get("Police") == "CRICOP", codes)
    codes = told_entities(s, "Envoys met in Quito. A South American country broke the Geneva Conventions, Peru said.\n")
    s.check("parts of the world and treaties name no state", "USA" not in codes.values() and "CHE" not in codes.values(), codes)


TWO = "France and Oman ended talks in Muscat and rebuked Yemen. The two urged Yemen to stop fighting.\n"


def two(s):
    found = events(s, TWO)["urged"]
    s.check("the two are those named together", {p["country"] for p in found["actor"]} == {"FRA", "OMN"}, found["actor"])


def explained(s):
    out = s.run("explain", s.path("a.txt", NEWS)).stdout.decode()
    line = [r for r in out.splitlines() if "actor: Police CRI of " in r]
    s.check("how many could be, and what weighed", len(line) == 1 and " options: " in line[0] and " +0." in line[0], out[-1500:])
    line = [r for r in out.splitlines() if "sector: Police COP: " in r]
    s.check("what told the sector", line and "read COP " in line[0], out[-1500:])
    out = s.run("explain", s.path("b.txt", SHORT)).stdout.decode()
    s.check("in a text that names no states nobody is a state's", "actor: Police of " in out and '"Police" COP,' in out and '"students" CVL,' in out, out)


def the_same(s):
    """Explaining changes nothing: the parties of the examples as code prints them."""
    for example in EXAMPLES:
        told = re.findall(r'^  (?:actor|recipient) +"([^"]*)"', s.run("explain", example).stdout.decode(), re.M)
        coded = [p["text"] for line in s.run("code", "--format", "jsonl", example).stdout.splitlines() for e in json.loads(line)["events"] for p in e["actor"] + e["recipient"]]
        s.check("explained as coded: " + os.path.basename(example), told == coded, (told, coded))


if __name__ == "__main__":
    main(chosen, people, counted, named, settled, two, explained, the_same)
