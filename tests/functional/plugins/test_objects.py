#!/usr/bin/python3
"""The server's classes and their twins in plain Python answer alike, and the stubs are up to date."""
import datetime
import json
import os
import pathlib
import random
import subprocess
import sys
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[3]
BUILT = pathlib.Path(os.environ.get("QIANQIAO_BIN_DIR", ROOT / "build/dev/bin")).resolve().parent
SNAPSHOT = {
    "case": {"id": "411502C000001", "county": "411502", "township": None,
             "state": "Review.Preliminary", "version": 7, "opened_on": "2025-03-03",
             "application": {"amount_fen": 50000000, "purpose": "进货", "term_months": 12,
                             "banks": ["B1", "B2"]},
             "visit": {"channel": "phone"}, "information": {"tax": {"grade": "A"}}, "steps": {}},
    "enterprise": {"id": "411502E000001", "uscc": "91411502MA3X0A1B62", "name": "甲公司",
                   "industry": "C13", "size_class": None, "attributes": {"专精特新": "是"}},
    "referrals": [{"id": "411502R1", "bank": "B1", "bank_name": "甲银行", "state": "Granted",
                   "pushed_on": "2025-03-10", "completed_on": None, "granted_fen": 30000000,
                   "drawn_fen": None, "annual_rate_bps": 385, "reasons": []}],
    "deadlines": [{"rule": "bank-decision", "subject": "411502R1", "effect": "statutory",
                   "state": "running", "due": "2025-04-09T23:59:59+08:00",
                   "due_nominal": "2025-04-09", "overdue": False, "provisional": False}],
    "visits": [{"team": "工商联", "visited_on": "2025-02-01"}], "other_cases": [],
    "calendar": json.loads((ROOT / "workflows/calendars/holidays.json").read_text()),
}


def load(objects_folder):
    """The SDK's classes in a Python of their own: with the server's module, or without."""
    code = f"""
import sys
sys.path[:0] = {[str(ROOT / 'plugins/sdk')] + ([objects_folder] if objects_folder else [])!r}
sys.path.append({str(pathlib.Path(__file__).parent)!r})
import test_objects
test_objects.print_answers()
"""
    done = subprocess.run(["/usr/bin/python3", "-c", code], capture_output=True, text=True,
                          env={"PYTHONDONTWRITEBYTECODE": "1"})
    if done.returncode != 0:
        raise AssertionError(done.stderr)
    return json.loads(done.stdout)


def told(ask):
    """What an expression gives, or what it raises."""
    try:
        value = ask()
    except Exception as error:  # pylint: disable=broad-except
        return f"raises {type(error).__name__}"
    return value if isinstance(value, (int, str, list, dict, type(None))) else str(value)


def public(kind):
    return sorted(name for name in dir(kind) if not name.startswith("_"))


def fields_of(thing):
    kind = type(thing)
    return {name: told(lambda name=name: getattr(thing, name)) for name in public(kind)
            if isinstance(getattr(kind, name), property) and
            name not in ("enterprise", "referrals", "deadlines", "calendar")}


def money_answers(Money):
    texts = ["0", "12.34", "-0.5", "1.005", "12", "", ".", "1.2.3", "x", "0.000001", "0.0000001",
             "-3", "1e3", " 1", "100.10", "１"]
    answers = {f"from {text}": [told(lambda: Money.from_wan(text).fen),
                                told(lambda: Money.from_yuan(text).fen)] for text in texts}
    for fen in (0, 1, -1, 99, 100, 123456789, -1_000_000, 12_500_000):
        money = Money(fen)
        answers[f"of {fen}"] = [money.yuan, money.wan, str(money), repr(money), bool(money),
                                (money + Money(1)).fen, (money - Money(5)).fen, (money * 3).fen,
                                money < Money(2), money == Money(fen), money != Money(0),
                                hash(money) == hash(Money(fen))]
    return answers


def calendar_answers(calendar):
    first, draw = datetime.date(2024, 1, 1), random.Random(7)
    days = [first + datetime.timedelta(days=n) for n in range(0, 1200)]
    answers = [[calendar.is_working_day(day), calendar.is_provisional(day)] for day in days]
    for _ in range(200):
        day, other, n = draw.choice(days), draw.choice(days), draw.randrange(-40, 40)
        answers.append([str(calendar.add_working_days(day, n)),
                        calendar.working_days_between(day, other)])
    return answers + [told(lambda: calendar.add_working_days(first, 10**6))]


def print_answers():
    from qianqiao import Calendar, Case, Deadline, Enterprise, MissingField, Money, Referral
    case, bare = Case(SNAPSHOT), Case({"case": {"id": "x"}})
    answers = {
        "names": {kind.__name__: public(kind)
                  for kind in (Calendar, Case, Deadline, Enterprise, Money, Referral)},
        "case": fields_of(case), "bare": fields_of(bare), "enterprise": fields_of(case.enterprise),
        "referral": [fields_of(one) for one in case.referrals],
        "deadline": [fields_of(one) for one in case.deadlines],
        "left": case.deadlines[0].working_days_left(datetime.date(2025, 4, 1), case.calendar),
        "get": [case.get("case.information.tax.grade"), case.get("nowhere", 5)],
        "missing": [told(lambda: bare.enterprise), told(lambda: bare.referrals),
                    issubclass(MissingField, LookupError)],
        "money": money_answers(Money), "calendar": calendar_answers(case.calendar),
        "no notice": calendar_answers(Calendar({}))[:50],
    }
    try:
        _ = bare.enterprise
    except MissingField as error:
        answers["missing names"] = str(error)
    print(json.dumps(answers, ensure_ascii=False))


class Objects(unittest.TestCase):
    maxDiff = 4000

    def test_the_twins_answer_alike(self):
        servers, twins = load(str(BUILT / "python")), load(None)
        self.assertEqual(sorted(servers), sorted(twins))
        for name, answer in servers.items():
            with self.subTest(name):
                self.assertEqual(answer, twins[name])

    def test_the_stubs_are_up_to_date(self):
        done = subprocess.run([str(ROOT / "scripts/generate_plugin_stubs"), str(BUILT / "python"),
                               "--check"], capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stderr)


if __name__ == "__main__":
    unittest.main()
