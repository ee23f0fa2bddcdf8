"""An independent calculator of due dates and rungs.

It reads a holidays.json and nothing else, shares no code with the product, and works by another
way: it writes the whole calendar out as a list of days and looks positions up in it, in local time
with Python's own dates, instead of stepping through a table of bytes in UTC.
"""

import bisect
import datetime as dt
import json

LOCAL = dt.timezone(dt.timedelta(hours=8))
FIRST, LAST = dt.date(2023, 1, 1), dt.date(2029, 12, 31)
RUNG_TIME = dt.time(9, 0)


class WorkingDays:
    """Which days are worked, from the yearly notices; weekends only where a year has none."""

    def __init__(self, path):
        with open(path, encoding="utf-8") as file:
            notices = json.load(file)
        self.years = {int(year) for year in notices}
        off = {dt.date.fromisoformat(d) for n in notices.values() for d in n["off"]}
        extra = {dt.date.fromisoformat(d) for n in notices.values() for d in n["work"]}
        days = (FIRST + dt.timedelta(n) for n in range((LAST - FIRST).days + 1))
        self.worked = [d for d in days if d in extra or (d not in off and d.isoweekday() < 6)]

    def after(self, day, n):
        """The n-th working day after `day`."""
        return self.worked[bisect.bisect_right(self.worked, day) + n - 1]

    def before(self, day, n):
        """The n-th working day before `day`."""
        return self.worked[bisect.bisect_left(self.worked, day) - n]

    def on_or_after(self, day):
        return self.worked[bisect.bisect_left(self.worked, day)]

    def lacks_notice(self, first, last):
        """Is any day from first to last (inclusive) in a year without a notice?"""
        return any(year not in self.years for year in range(first.year, last.year + 1))


def due(rule, start, working):
    """(last day, nominal last day, provisional?) of `rule` started at the local datetime."""
    day = start.date()
    if rule.startswith("fixed:"):
        date = dt.date.fromisoformat(rule[len("fixed:"):])
        return date, date, False
    if rule.endswith("wd"):
        last = working.after(day, int(rule[:-2]))
        return last, last, working.lacks_notice(day + dt.timedelta(1), last)
    nominal = day + dt.timedelta(int(rule[:-1]))
    last = working.on_or_after(nominal)
    return last, nominal, working.lacks_notice(nominal, last)


def rung(offset, last, working):
    """The local datetime at which a step of the ladder fires."""
    if offset == 0:
        return dt.datetime.combine(last + dt.timedelta(1), dt.time(0, 0), LOCAL)
    day = working.after(last, offset) if offset > 0 else working.before(last, -offset)
    return dt.datetime.combine(day, RUNG_TIME, LOCAL)


def line(rule, start, working, offsets):
    last, nominal, provisional = due(rule, start, working)
    instant = dt.datetime.combine(last, dt.time(23, 59, 59), LOCAL)
    rungs = [f"{o:+d}={rung(o, last, working).isoformat()}" for o in offsets]
    return "\t".join([rule, start.isoformat(), instant.isoformat(), nominal.isoformat(),
                      "provisional" if provisional else "final"] + rungs)


def table(rules, working, offsets, times):
    """Every line, for every start day of 2024 to 2026, in the order of deadline_table."""
    for rule in rules:
        day = dt.date(2024, 1, 1)
        while day <= dt.date(2026, 12, 31):
            for time in times:
                yield line(rule, dt.datetime.combine(day, time, LOCAL), working, offsets)
            day += dt.timedelta(1)
