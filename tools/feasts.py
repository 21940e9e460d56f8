#!/usr/bin/env python3
"""Makes data/times/feasts.tsv: the days of feasts that the moon moves, by year. usage: feasts.py (needs the Python package holidays)"""
import datetime
import os

from holidays.calendars.buddhist import _BuddhistLunisolar
from holidays.calendars.chinese import _ChineseLunisolar
from holidays.calendars.hebrew import _HebrewLunisolar
from holidays.calendars.hindu import _HinduLunisolar
from holidays.calendars.islamic import _IslamicLunar

ISLAMIC, HEBREW, CHINESE, HINDU, BUDDHIST = _IslamicLunar(), _HebrewLunisolar(), _ChineseLunisolar(), _HinduLunisolar(), _BuddhistLunisolar()
FEASTS = {
    "ramadan": ISLAMIC.ramadan_beginning_dates, "eid al-fitr": ISLAMIC.eid_al_fitr_dates, "eid al-adha": ISLAMIC.eid_al_adha_dates,
    "islamic new year": ISLAMIC.hijri_new_year_dates, "ashura": ISLAMIC.ashura_dates, "arbaeen": ISLAMIC.arbaeen_dates, "mawlid": ISLAMIC.mawlid_dates,
    "passover": HEBREW.passover_date, "rosh hashanah": HEBREW.rosh_hashanah_date, "yom kippur": HEBREW.yom_kippur_date,
    "hanukkah": HEBREW.hanukkah_date, "purim": HEBREW.purim_date, "sukkot": HEBREW.sukkot_date, "shavuot": HEBREW.shavuot_date,
    "lunar new year": CHINESE.lunar_new_year_date, "mid-autumn festival": CHINESE.mid_autumn_date, "dragon boat festival": CHINESE.dragon_boat_date,
    "diwali": HINDU.diwali_india_date, "holi": HINDU.holi_date, "vesak": BUDDHIST.vesak_date}
FIRST, LAST = 1946, 2050
HEAD = """# The first days of feasts that the moon moves, by year; words.tsv names them (class feast). Islamic ones are those that were seen or are counted in Saudi
# Arabia, which may lie a day apart from other countries'; Jewish ones are days, not the evenings before. Made by tools/feasts.py.
# Origin: the calendars of the Python package holidays (https://pypi.org/project/holidays/). Licence: MIT.
feast\tday
"""


def days(found):
    """All dates in what the package answers: a date, or a collection of dates or of pairs with a date."""
    if isinstance(found, datetime.date):
        return [found]
    return [d for part in found or () for d in days(part)] if not isinstance(found, (bool, str, int)) else []


def main():
    rows = sorted({(feast, d.isoformat()) for feast, of in FEASTS.items() for year in range(FIRST, LAST + 1) for d in days(of(year))
                   if FIRST <= d.year <= LAST})
    path = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "data", "times", "feasts.tsv")
    with open(path, "w", encoding="utf-8") as out:
        out.write(HEAD + "".join("%s\t%s\n" % row for row in rows))


if __name__ == "__main__":
    main()
