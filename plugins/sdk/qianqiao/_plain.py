"""The twins of the server's classes in plain Python, for the author's own tests. They answer as the
server's do; a test of the product holds them against each other."""
import datetime

from ._errors import MissingField

FEN_PER_YUAN, FEN_PER_WAN = 100, 1_000_000
MOST_WORKING_DAYS = 3660


class Money:
    """An amount of money in whole fen (1 yuan = 100 fen)."""

    def __init__(self, fen):
        if isinstance(fen, bool) or not isinstance(fen, int):
            raise TypeError("fen is a whole number")
        self._fen = fen

    @staticmethod
    def _from(text, unit):
        sign, digits = (-1, text[1:]) if text.startswith("-") else (1, text)
        whole, point, places = digits.partition(".")
        room = len(str(unit)) - 1
        if not (whole + places).isascii() or not (whole + places).isdigit() or places[room:].strip("0"):
            raise ValueError(f"not an amount: {text}")
        return Money(sign * (int(whole or 0) * unit + int(places[:room].ljust(room, "0"))))

    @staticmethod
    def from_yuan(yuan):
        return Money._from(yuan, FEN_PER_YUAN)

    @staticmethod
    def from_wan(wan):
        return Money._from(wan, FEN_PER_WAN)

    @property
    def fen(self):
        return self._fen

    @property
    def yuan(self):
        whole, places = divmod(abs(self._fen), FEN_PER_YUAN)
        return f"{'-' if self._fen < 0 else ''}{whole}.{places:02}"

    @property
    def wan(self):
        whole, places = divmod(abs(self._fen), FEN_PER_WAN)
        text = f"{'-' if self._fen < 0 else ''}{whole}"
        return text if not places else f"{text}.{places:06}".rstrip("0")

    def __add__(self, other):
        return Money(self._fen + other._fen) if isinstance(other, Money) else NotImplemented

    def __sub__(self, other):
        return Money(self._fen - other._fen) if isinstance(other, Money) else NotImplemented

    def __mul__(self, number):
        return Money(self._fen * number) if isinstance(number, int) else NotImplemented

    def __eq__(self, other):
        return self._fen == other._fen if isinstance(other, Money) else NotImplemented

    def __lt__(self, other):
        return self._fen < other._fen if isinstance(other, Money) else NotImplemented

    def __le__(self, other):
        return self._fen <= other._fen if isinstance(other, Money) else NotImplemented

    def __gt__(self, other):
        return self._fen > other._fen if isinstance(other, Money) else NotImplemented

    def __ge__(self, other):
        return self._fen >= other._fen if isinstance(other, Money) else NotImplemented

    def __bool__(self):
        return self._fen != 0

    def __hash__(self):
        return hash(self._fen)

    def __str__(self):
        return self.wan + "万元"

    def __repr__(self):
        return f"Money(fen={self._fen})"


class Calendar:
    """Working days from the State Council's yearly notices. Days are datetime.date."""

    def __init__(self, notices=None):
        self._off, self._work, self._years = set(), set(), set()
        for year, days in (notices or {}).items():
            self._years.add(int(year))
            self._off.update(datetime.date.fromisoformat(day) for day in days["off"])
            self._work.update(datetime.date.fromisoformat(day) for day in days.get("work", []))

    def is_working_day(self, day):
        if day in self._work:
            return True
        return day.weekday() < 5 and day not in self._off

    def is_provisional(self, day):
        return day.year not in self._years

    def add_working_days(self, day, days):
        if abs(days) > MOST_WORKING_DAYS:
            raise ValueError("more than ten years")
        step = datetime.timedelta(days=1 if days > 0 else -1)
        for _ in range(abs(days)):
            day += step
            while not self.is_working_day(day):
                day += step
        return day

    def working_days_between(self, start, end):
        if end < start:
            return -self.working_days_between(end, start)
        if (end - start).days > MOST_WORKING_DAYS:
            raise ValueError("more than ten years")
        days = (start + datetime.timedelta(days=n) for n in range(1, (end - start).days + 1))
        return sum(self.is_working_day(day) for day in days)


class _Place:
    def __init__(self, snapshot, path=""):
        self._snapshot, self._path = snapshot, path

    def _at(self, path):
        place = self._snapshot
        for part in path.split("."):
            if not isinstance(place, dict) or part not in place:
                raise MissingField(f"{self._path}.{path}" if self._path else path)
            place = place[part]
        return place

    def get(self, path, otherwise=None):
        try:
            return self._at(path)
        except MissingField:
            return otherwise

    def _date(self, path):
        text = self._at(path)
        return None if text is None else datetime.date.fromisoformat(text[:10])

    def _money(self, path):
        fen = self._at(path)
        return None if fen is None else Money(fen)


def _fields(paths, read=_Place._at):
    """Properties by name, each from a path of the snapshot."""
    return {name: property(lambda self, path=path: read(self, path)) for name, path in paths.items()}


def _same(*names, inside=""):
    return {name: inside + name for name in names}


def _class(name, doc, *fields, **more):
    members = {"__doc__": doc, **more}
    for group in fields:
        members.update(group)
    return type(name, (_Place,), members)


def _industry_section(self):
    industry = self._at("industry")
    return industry[0] if industry else None


Enterprise = _class(
    "Enterprise", "A 经营主体.",
    _fields(_same("id", "uscc", "name", "kind", "county", "township", "industry", "size_class",
                  "legal_representative", "contact_name", "contact_phone", "address", "attributes")),
    industry_section=property(_industry_section))

Referral = _class(
    "Referral", "One case pushed to one bank (推送).",
    _fields(_same("id", "bank", "bank_name", "state", "annual_rate_bps", "reasons")),
    _fields(_same("pushed_on", "completed_on", "decided_on"), _Place._date),
    _fields({"granted": "granted_fen", "drawn": "drawn_fen"}, _Place._money))

Deadline = _class(
    "Deadline", "A running clock (时限).",
    _fields(_same("rule", "subject", "effect", "state", "due", "overdue", "provisional")),
    _fields({"due_on": "due", "nominal_on": "due_nominal"}, _Place._date),
    working_days_left=lambda self, today, calendar: calendar.working_days_between(
        today, self._date("due")))


def _each(kind, field):
    return property(lambda self: [kind(part, field) for part in self._at(field)])


Case = _class(
    "Case", "A case (融资协调事项) as the manifest's permissions show it.",
    _fields(_same("id", "county", "township", "state", "version", "application", "visit",
                  "information", "steps", inside="case.")),
    _fields(_same("purpose", "term_months", "banks", inside="case.application.")),
    _fields(_same("visits", "other_cases")),
    _fields({"opened_on": "case.opened_on"}, _Place._date),
    _fields({"amount": "case.application.amount_fen"}, _Place._money),
    enterprise=property(lambda self: Enterprise(self._at("enterprise"), "enterprise")),
    referrals=_each(Referral, "referrals"),
    deadlines=_each(Deadline, "deadlines"),
    calendar=property(lambda self: Calendar(self.get("calendar"))))
