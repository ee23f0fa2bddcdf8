"""Compares the product's due dates and rungs with the independent calculator, line by line.

QIANQIAO_BIN_DIR names the folder that holds deadline_table.
"""

import datetime as dt
import json
import os
import pathlib
import subprocess
import unittest

import oracle

ROOT = pathlib.Path(__file__).resolve().parents[3]
HOLIDAYS = ROOT / "workflows" / "calendars" / "holidays.json"
EXAMPLES = ROOT / "tests" / "unit" / "domain" / "data" / "deadline_examples.json"
# The two budgets of (六), the round's date of (四), and others that a county may choose.
RULES = ["30d", "5wd", "1d", "1wd", "3wd", "7wd", "10wd", "15wd", "20wd", "7d", "15d", "90d",
         "365d", "fixed:2025-11-20", "fixed:2025-11-22", "fixed:2026-10-03", "fixed:2027-11-20"]
OFFSETS = [-7, -3, -1, 0, 1, 3, 5, 7, 15]
TIMES = [dt.time(0, 10), dt.time(12, 0), dt.time(23, 50)]
START_DAYS = 366 + 365 + 365


class DeadlineOracle(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.working = oracle.WorkingDays(HOLIDAYS)
        cls.program = pathlib.Path(os.environ["QIANQIAO_BIN_DIR"]) / "deadline_table"

    def run_program(self, *rules):
        return subprocess.run([self.program, *rules], capture_output=True, text=True, timeout=120,
                              check=False)

    def test_the_oracle_itself_agrees_with_the_examples(self):
        for example in json.loads(EXAMPLES.read_text(encoding="utf-8")):
            with self.subTest(example["note"]):
                start = dt.datetime.fromisoformat(example["start_local"])
                last, nominal, provisional = oracle.due(example["rule"], start, self.working)
                self.assertEqual(last.isoformat() + "T23:59:59", example["due_local"])
                self.assertEqual(nominal.isoformat(),
                                 example.get("due_nominal", nominal.isoformat()))
                self.assertFalse(provisional)

    def test_every_start_day_of_every_rule(self):
        done = self.run_program(*RULES)
        self.assertEqual(done.returncode, 0, done.stderr)
        actual = done.stdout.splitlines()
        self.assertEqual(len(actual), len(RULES) * START_DAYS * len(TIMES))
        expected = oracle.table(RULES, self.working, OFFSETS, TIMES)
        different = [(a, e) for a, e in zip(actual, expected, strict=True) if a != e]
        print(f"\n{len(actual)} lines, {len(different)} differences")
        self.assertEqual(different[:5], [])

    def test_provisional_is_exactly_what_reaches_2027(self):
        lines = [text.split("\t") for text in self.run_program("30d", "5wd").stdout.splitlines()]
        for _, _, due, _, certainty, *_ in lines:
            self.assertEqual(certainty == "provisional", due >= "2027", due)
        self.assertTrue(any(fields[4] == "provisional" for fields in lines))

    def test_an_unknown_rule_is_a_usage_error(self):
        for rule in ["", "30", "0d", "wd", "5wdx", "9999d", "fixed:", "fixed:2025-02-30"]:
            with self.subTest(rule):
                self.assertEqual(self.run_program(rule).returncode, 2)


if __name__ == "__main__":
    unittest.main()
