# Made by scripts/generate_plugin_stubs from the server's classes; do not edit.
import datetime
from typing import Any

class Money:
    """An amount of money in whole fen (1 yuan = 100 fen)."""
    def __init__(self, fen: int) -> None: ...
    @staticmethod
    def from_yuan(yuan: str) -> Money:
        """Of a text in yuan, "12.34". Raises ValueError."""
    @staticmethod
    def from_wan(wan: str) -> Money:
        """Of a text in 万元, "12.5". Raises ValueError."""
    @property
    def fen(self) -> int:
        """whole fen"""
    @property
    def yuan(self) -> str:
        """in yuan with two places, "12.34"."""
    @property
    def wan(self) -> str:
        """in 万元, as many places as needed, "12.5"."""
    def __add__(self, other: Money) -> Money: ...
    def __sub__(self, other: Money) -> Money: ...
    def __mul__(self, number: int) -> Money: ...
    def __eq__(self, other: object) -> bool: ...
    def __hash__(self) -> int: ...
    def __lt__(self, other: Money) -> bool: ...
    def __le__(self, other: Money) -> bool: ...
    def __gt__(self, other: Money) -> bool: ...
    def __ge__(self, other: Money) -> bool: ...
    def __bool__(self) -> bool: ...

class Calendar:
    """Working days from the State Council's yearly notices. Days are datetime.date."""
    def __init__(self, notices: dict[str, Any] = ...) -> None: ...
    def is_working_day(self, day: datetime.date) -> bool:
        """Is it worked? Make-up Saturdays and Sundays are."""
    def is_provisional(self, day: datetime.date) -> bool:
        """Is the year's notice unknown, so that only weekends are taken off?"""
    def add_working_days(self, day: datetime.date, days: int) -> datetime.date:
        """The n-th working day after `day`; before it where n is negative."""
    def working_days_between(self, start: datetime.date, end: datetime.date) -> int:
        """Working days after `start` up to and with `end`; negative where `end` is before it."""

class Enterprise:
    """A 经营主体. Fields raise MissingField where the manifest does not ask for them, and are None where nobody knows them."""
    def __init__(self, snapshot: dict[str, Any]) -> None: ...
    @property
    def id(self) -> str:
        """411502E000123"""
    @property
    def uscc(self) -> str | None:
        """unified social credit code"""
    @property
    def name(self) -> str:
        """as registered"""
    @property
    def kind(self) -> str:
        """company, individual, cooperative or family_farm"""
    @property
    def county(self) -> str:
        """code of the county"""
    @property
    def township(self) -> str | None:
        """organisation id"""
    @property
    def industry(self) -> str | None:
        """GB/T 4754-2017, "C13"."""
    @property
    def size_class(self) -> str | None:
        """micro, small, medium or large"""
    @property
    def legal_representative(self) -> str | None:
        """a person's name"""
    @property
    def contact_name(self) -> str | None:
        """a person's name"""
    @property
    def contact_phone(self) -> str | None:
        """masked where the server masks"""
    @property
    def address(self) -> str | None:
        """of the premises"""
    @property
    def attributes(self) -> dict:
        """what else the roster said"""
    def get(self, path: str, otherwise: Any = None) -> Any:
        """A field by its path in the snapshot; `otherwise` where it is not there."""
    @property
    def industry_section(self) -> str | None:
        """the section's letter of GB/T 4754-2017, "C"."""

class Referral:
    """One case pushed to one bank (推送)."""
    def __init__(self, snapshot: dict[str, Any]) -> None: ...
    @property
    def id(self) -> str:
        """411502R…"""
    @property
    def bank(self) -> str:
        """organisation id"""
    @property
    def bank_name(self) -> str:
        """as shown"""
    @property
    def state(self) -> str:
        """"Deciding"."""
    @property
    def pushed_on(self) -> datetime.date | None:
        """local day"""
    @property
    def completed_on(self) -> datetime.date | None:
        """materials complete"""
    @property
    def decided_on(self) -> datetime.date | None:
        """granted or declined"""
    @property
    def granted(self) -> Money | None:
        """credit granted"""
    @property
    def drawn(self) -> Money | None:
        """drawn so far"""
    @property
    def annual_rate_bps(self) -> int | None:
        """1/100 of a percent a year"""
    @property
    def reasons(self) -> list[str]:
        """codes of the decline's reasons"""
    def get(self, path: str, otherwise: Any = None) -> Any:
        """A field by its path in the snapshot; `otherwise` where it is not there."""

class Deadline:
    """A running clock (时限)."""
    def __init__(self, snapshot: dict[str, Any]) -> None: ...
    @property
    def rule(self) -> str:
        """"bank-decision"."""
    @property
    def subject(self) -> str:
        """id of the case, referral or slip"""
    @property
    def effect(self) -> str:
        """statutory or service"""
    @property
    def state(self) -> str:
        """running, met, moot or void"""
    @property
    def due(self) -> str:
        """RFC 3339, the day's last second"""
    @property
    def due_on(self) -> datetime.date:
        """the last day"""
    @property
    def nominal_on(self) -> datetime.date:
        """before rolling"""
    @property
    def overdue(self) -> bool:
        """passed and still running"""
    @property
    def provisional(self) -> bool:
        """a year's notice is not known yet"""
    def get(self, path: str, otherwise: Any = None) -> Any:
        """A field by its path in the snapshot; `otherwise` where it is not there."""
    def working_days_left(self, today: datetime.date, calendar: Calendar) -> int:
        """Working days from `today` to the last day; negative when it has passed."""

class Case:
    """A case (融资协调事项) as the manifest's permissions show it. Fields raise MissingField where the manifest does not ask for them."""
    def __init__(self, snapshot: dict[str, Any]) -> None: ...
    @property
    def id(self) -> str:
        """411502C000123"""
    @property
    def county(self) -> str:
        """code of the county, "411502"."""
    @property
    def township(self) -> str | None:
        """organisation id"""
    @property
    def state(self) -> str:
        """"Review.Preliminary"."""
    @property
    def version(self) -> int:
        """number of its last event"""
    @property
    def opened_on(self) -> datetime.date:
        """local day"""
    @property
    def application(self) -> dict:
        """the application as submitted"""
    @property
    def amount(self) -> Money | None:
        """asked for"""
    @property
    def purpose(self) -> str | None:
        """what the loan is for"""
    @property
    def term_months(self) -> int | None:
        """in months"""
    @property
    def banks(self) -> list[str]:
        """ids of the intended banks"""
    @property
    def visit(self) -> dict:
        """the last visit as recorded"""
    @property
    def information(self) -> dict:
        """what the departments gave, by kind: {"tax": {"grade": "A"}}"""
    @property
    def steps(self) -> dict:
        """steps that were completed, by id"""
    @property
    def visits(self) -> list[dict]:
        """other visits to the enterprise: {team, visited_on, case}"""
    @property
    def other_cases(self) -> list[dict]:
        """other cases of the enterprise: {id, county, state, opened_on}"""
    def get(self, path: str, otherwise: Any = None) -> Any:
        """A field by its path in the snapshot; `otherwise` where it is not there."""
    @property
    def enterprise(self) -> Enterprise:
        """whose case it is"""
    @property
    def referrals(self) -> list[Referral]:
        """the banks it was pushed to"""
    @property
    def deadlines(self) -> list[Deadline]:
        """its clocks and its referrals'"""
    @property
    def calendar(self) -> Calendar:
        """the working days in force"""
