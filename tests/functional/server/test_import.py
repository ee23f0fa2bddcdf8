"""`import roster` from end to end: what real lists hold, and what nobody should send.

The reading of files has its own tests (tests/functional/roster); here it is what the command says,
what it returns, and what is in the database afterwards.
"""

import csv
import datetime
import io
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

import openpyxl

ROOT = pathlib.Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT / "tests" / "functional" / "roster"))

import fixtures  # noqa: E402
import whole_county  # noqa: E402
from qianqiao_server import Server, run  # noqa: E402

CHINESE, LATIN = re.compile("[\u4e00-\u9fff]"), re.compile("[a-z]{3}")


def generate(path, *options):
    subprocess.run([ROOT / "scripts" / "generate_roster", "-o", path, "--truth", *options],
                   check=True, timeout=120)
    truth = json.loads(pathlib.Path(f"{path}.truth.json").read_text(encoding="utf-8"))
    planted = {row["row"]: row for row in truth["planted"]}
    fates = [row["fate"] for row in planted.values()]
    truth["by_row"] = planted
    truth["bad"], truth["merged"] = fates.count("bad"), fates.count("merged")
    truth["imported"] = truth["rows"] - truth["bad"] - truth["merged"]
    return truth


class ImportTest(unittest.TestCase):
    """Each test has its own copy of a data directory that a class makes once."""

    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.original = pathlib.Path(folder.name) / "data"
        cls.make(pathlib.Path(folder.name))

    @classmethod
    def make(cls, folder):
        cls.original.mkdir()
        whole_county.found(folder, "--data", cls.original)
        whole_county.found_all_counties(folder, cls.original)

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = pathlib.Path(folder.name)
        self.data = self.path / "data"
        shutil.copytree(self.original, self.data)

    def load(self, file, *options):
        """Exit code and answer; one that is refused whole has none."""
        done = run("import", "roster", file, "--data", self.data, "--json", *options)
        return done.returncode, json.loads(done.stdout) if done.stdout else done.stderr

    def names(self, state=()):
        names, cursor = [], ""
        while True:
            done = run("case", "list", "--data", self.data, "--json", "--limit", 1000, *state,
                       *(["--cursor", cursor] if cursor else []))
            self.assertEqual(done.returncode, 0, done.stderr)
            page = json.loads(done.stdout)
            names += [item["enterprise_name"] for item in page["items"]]
            cursor = page["next_cursor"]
            if not cursor:
                return names

    def assert_clean(self):
        done = run("verify", "--data", self.data)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def write(self, name, content):
        (self.path / name).write_bytes(content)
        return self.path / name

    def counts(self, answer, *names):
        return tuple(answer[name] for name in names)


class Generated(ImportTest):
    @classmethod
    def make(cls, folder):
        made = run("demo", "--data", cls.original, "--size", 20, "--days", 1)
        assert made.returncode == 0, made.stderr
        whole_county.found_all_counties(folder, cls.original)

    kinds = (("a.csv", ()), ("b.csv", ("--encoding", "gb18030")), ("c.xlsx", ()))

    def test_good_rows_go_in_and_bad_ones_are_named(self):
        before = len(self.names())
        for seed, (name, options) in enumerate(self.kinds, 1):
            with self.subTest(name=name):
                truth = generate(self.path / name, "--rows", "300", "--dirt", "25", "--seed",
                                 str(seed), *options)
                self.assertGreater(truth["bad"], 3)
                report = self.path / f"report-{name}"
                code, answer = self.load(self.path / name, "--report", report)
                self.assertEqual(code, 1)
                self.assertEqual(self.counts(answer, "rows", "imported", "bad", "merged", "skipped"),
                                 (truth["rows"], truth["imported"], truth["bad"], truth["merged"],
                                  truth["skipped"]))
                self.assert_problems(answer, truth)
                self.assert_report(report, truth)
                self.assertEqual(len(self.names()), before + truth["imported"])
                before += truth["imported"]
        self.assert_clean()

    def assert_problems(self, answer, truth):
        self.assertEqual(answer["problems_total"], len(answer["problems"]))
        found = {}
        for problem in answer["problems"]:
            found.setdefault(problem["row"], []).append(problem["code"])
            self.assertRegex(problem["zh"], CHINESE)
            self.assertRegex(problem["en"], LATIN)
        planted = {row: what["codes"] for row, what in truth["by_row"].items() if what["codes"]}
        self.assertEqual(found, planted)
        kept_out = {problem["row"] for problem in answer["problems"]
                    if problem["severity"] == "error"}
        self.assertEqual(kept_out, {row for row, what in truth["by_row"].items()
                                    if what["fate"] == "bad"})

    def assert_report(self, path, truth):
        if path.suffix == ".xlsx":
            rows = [["" if cell is None else str(cell) for cell in row] for row in
                    openpyxl.load_workbook(path).active.iter_rows(values_only=True)]
        else:
            content = path.read_bytes()
            encoding = "utf-8-sig" if content.startswith(b"\xef\xbb\xbf") else "gb18030"
            rows = list(csv.reader(io.StringIO(content.decode(encoding), newline="")))
        width = len(truth["titles"])
        self.assertEqual(rows[truth["header_row"] - 1][width], "原因")
        for number, row in enumerate(rows, 1):
            if number > truth["header_row"]:
                reason = row[width] if len(row) > width else ""
                codes = truth["by_row"].get(number, {"codes": []})["codes"]
                self.assertEqual(bool(reason), bool(codes), (number, row))

    def test_a_dry_run_changes_nothing(self):
        truth = generate(self.path / "a.csv", "--rows", "200", "--dirt", "20", "--seed", "4")
        before = self.everything()
        report = self.path / "report.csv"
        code, answer = self.load(self.path / "a.csv", "--dry-run", "--report", report)
        self.assertEqual(code, 1)
        self.assertEqual(self.counts(answer, "dry_run", "valid", "imported", "bad"),
                         (True, truth["imported"], 0, truth["bad"]))
        self.assertEqual(self.everything(), before)
        self.assert_report(report, truth)

    def everything(self):
        """But for the audit log and the import itself: that there was one, and that its report was
        fetched, stands there, dry run or not."""
        return [line for line in whole_county.everything(self.data)
                if not line.startswith(("audit: (", "roster: ("))]

    def history(self):
        return [line for line in whole_county.everything(self.data)
                if line.startswith("history: (")]

    def test_twice_creates_nothing_twice(self):
        truth = generate(self.path / "a.csv", "--rows", "200", "--seed", "5")
        self.assertEqual(self.load(self.path / "a.csv")[0], 0)
        cases = self.names()
        history = self.history()
        self.assertTrue(history)
        code, answer = self.load(self.path / "a.csv")
        self.assertEqual(code, 0)
        self.assertEqual(self.counts(answer, "imported", "updated", "unchanged", "bad"),
                         (0, 0, truth["rows"], 0))
        self.assertEqual(self.names(), cases)
        self.assertEqual(self.history(), history)
        self.assert_clean()

    def test_twice_with_dirt_creates_nothing_twice_either(self):
        generate(self.path / "a.xlsx", "--rows", "300", "--dirt", "30", "--seed", "6")
        first = self.load(self.path / "a.xlsx")[1]
        cases = sorted(self.names())
        code, answer = self.load(self.path / "a.xlsx")
        self.assertEqual((code, answer["imported"], answer["bad"]), (1, 0, first["bad"]))
        self.assertEqual(sorted(self.names()), cases)
        self.assert_clean()

    def test_cases_open_in_roster_with_the_clock_of_the_round(self):
        generate(self.path / "a.csv", "--rows", "5", "--seed", "7", "--county", "411502")
        before = set(self.names(("--state", "Roster")))
        self.assertEqual(self.load(self.path / "a.csv")[0], 0)
        new = set(self.names(("--state", "Roster"))) - before
        self.assertEqual(len(new), 5)
        server = Server(self.data, "--clock", "simulated")
        try:
            walk = whole_county.Walk(server)
            for case in walk.items("/api/v1/cases?state=Roster&limit=1000"):
                if case["enterprise_name"] not in new:
                    continue
                (listed,) = walk.items(f"/api/v1/cases/{case['id']}/events")
                self.assertEqual(listed["event"], "Listed")
                ends = listed["data"]["round"]["ends"]
                clocks = walk.items(f"/api/v1/cases/{case['id']}/deadlines")
                self.assertEqual([(c["rule"], c["due"], c["state"]) for c in clocks],
                                 [("first-visit-round", f"{ends}T23:59:59+08:00", "running")])
        finally:
            self.assertEqual(server.stop(), 0)

    def test_through_a_running_server(self):
        truth = generate(self.path / "a.xlsx", "--rows", "300", "--dirt", "25", "--seed", "8")
        before = len(self.names())
        server = Server(self.data, "--clock", "simulated")
        report = self.path / "report.xlsx"
        done = run("import", "roster", self.path / "a.xlsx", "--json", "--report", report,
                   "--server", server.url, "--api-key", server.key)
        self.assertEqual(server.stop(), 0)
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assert_problems(json.loads(done.stdout), truth)
        self.assert_report(report, truth)
        self.assertEqual(len(self.names()), before + truth["imported"])
        self.assert_clean()


class Hostile(ImportTest):
    def setUp(self):
        super().setUp()
        self.before = whole_county.everything(self.data)

    def assert_refused(self, path, *codes):
        """Exit code 1, the reason in both languages, and nothing changed."""
        done = run("import", "roster", path, "--data", self.data)
        said = done.stdout + done.stderr
        self.assertEqual(done.returncode, 1, said)
        self.assertTrue(any(f"[{code}]" in said for code in codes), said)
        self.assertRegex(said, CHINESE)
        self.assertRegex(said, LATIN)
        self.assertLess(len(said), 2000)
        self.assertEqual(whole_county.everything(self.data), self.before)
        return said

    def test_empty(self):
        self.assert_refused(self.write("a.csv", b""), "table.empty", "roster.empty",
                            "roster.no_header")
        self.assert_refused(self.write("b.csv", b"\r\n \r\n"), "roster.no_header", "table.empty")
        self.assert_refused(self.write("c.xlsx", b""), "table.empty")

    def test_wrong_encoding(self):
        rows = [fixtures.HEADER, *fixtures.ROWS]
        self.assert_refused(self.write("a.csv", fixtures.csv_bytes(rows, "utf-16")), "csv.utf16")
        self.assert_refused(self.write("b.csv", b"\xff\x80\xfe\xff" * 40), "csv.encoding_unknown")
        self.assert_refused(self.write("c.csv", "企業名稱,統一編號\n甲公司,1\n".encode("big5")),
                            "roster.no_header", "csv.encoding_unknown")

    def test_an_encoding_that_breaks_in_the_middle(self):
        whole = fixtures.csv_bytes([fixtures.HEADER, *fixtures.ROWS])
        rest = fixtures.csv_bytes([["坏编码有限公司", "", "浉河区", "", ""]], "gb18030")
        code, answer = self.load(self.write("a.csv", whole + rest))
        self.assertEqual(code, 1, answer)
        self.assert_imported(answer)

    def assert_imported(self, answer, names=tuple(row[0] for row in fixtures.ROWS)):
        self.assertEqual(answer["imported"], len(names), answer)
        self.assertEqual(sorted(self.names(("--state", "Roster"))), sorted(names))
        self.assert_clean()

    def test_truncated_encrypted_and_old_workbooks(self):
        fixtures.as_excel(self.path / "whole.xlsx")
        whole = (self.path / "whole.xlsx").read_bytes()
        for share in (0.1, 0.5, 0.9, 0.99):
            with self.subTest(share=share):
                cut = self.write("cut.xlsx", whole[:int(len(whole) * share)])
                self.assert_refused(cut, "xlsx.truncated")
        fixtures.compound(self.path / "locked.xlsx", "EncryptedPackage")
        self.assert_refused(self.path / "locked.xlsx", "xlsx.encrypted")
        fixtures.compound(self.path / "old.xls", "Workbook")
        self.assert_refused(self.path / "old.xls", "table.xls")

    def test_bomb(self):
        fixtures.bomb(self.path / "a.xlsx")
        self.assert_refused(self.path / "a.xlsx", "xlsx.bomb")

    def test_document_type(self):
        fixtures.with_doctype(self.path / "a.xlsx")
        self.assert_refused(self.path / "a.xlsx", "xlsx.doctype")
        fixtures.with_external_entity(self.path / "b.xlsx")
        self.assertNotIn("root:", self.assert_refused(self.path / "b.xlsx", "xlsx.doctype"))

    def test_a_cell_of_ten_million_characters(self):
        fixtures.long_cell(self.path / "a.xlsx")
        text = "x" * 10_000_000
        rows = [[*fixtures.HEADER, "备注"], [text, "", "浉河区", "", "", ""],
                [*fixtures.ROWS[1], ""]]
        for path in (self.path / "a.xlsx", self.write("b.csv", fixtures.csv_bytes(rows))):
            with self.subTest(path=path.suffix):
                done = run("import", "roster", path, "--data", self.data, "--json")
                answer = json.loads(done.stdout)
                self.assertEqual((done.returncode, answer["bad"]), (1, 1))
                self.assertEqual([p["code"] for p in answer["problems"]
                                  if p["severity"] == "error"], ["roster.cell_too_long"])
                self.assertLess(len(done.stdout), 5000)
                self.assertEqual(self.names(("--state", "Roster")), [fixtures.ROWS[1][0]])

    def test_missing_columns(self):
        path = self.write("a.csv", fixtures.csv_bytes([["企业名称", "联系电话"],
                                                       ["甲茶叶有限公司", "19900000001"]]))
        self.assertIn("所属县区", self.assert_refused(path, "roster.column_missing"))
        nameless = self.write("b.csv", fixtures.csv_bytes([["县区", "联系电话"], ["浉河区", "1"]]))
        self.assert_refused(nameless, "roster.column_missing", "roster.no_header")
        code, answer = self.load(path, "--county", "411502")
        self.assertEqual(code, 0, answer)
        self.assert_imported(answer, ["甲茶叶有限公司"])

    def test_an_option_that_names_no_county(self):
        path = self.write("a.csv", fixtures.csv_bytes([fixtures.HEADER, *fixtures.ROWS]))
        code, said = self.load(path, "--county", "310000")
        self.assertEqual(code, 1)
        self.assertRegex(said, CHINESE)
        self.assertEqual(whole_county.everything(self.data), self.before)

    def test_bad_rows_among_good_ones(self):
        future = (datetime.date.today() + datetime.timedelta(days=900)).isoformat()
        bad = [["未来之日有限公司", fixtures.CODES[3], "息县", "19900000005", future],
               ["外地家庭农场", "", "朝阳区", "19900000006", "2020-01-01"],
               ["半行有限公司"],
               ["坏码有限公司", "91411502MA3X0A1B63", "浉河区", "", ""]]
        rows = [fixtures.HEADER, fixtures.ROWS[0], *bad, *fixtures.ROWS[1:]]
        code, answer = self.load(self.write("a.csv", fixtures.csv_bytes(rows)))
        self.assertEqual(code, 1)
        self.assertEqual([(p["row"], p["code"]) for p in answer["problems"]],
                         [(3, "roster.date_future"), (4, "area.unknown"),
                          (5, "roster.row_incomplete"), (6, "uscc.checksum")])
        self.assert_imported(answer)

    def test_a_county_that_is_not_set_up_yet(self):
        (self.path / "small").mkdir()
        whole_county.found(self.path, "--data", self.path / "small")  # 浉河区 only
        path = self.write("a.csv", fixtures.csv_bytes([fixtures.HEADER, *fixtures.ROWS]))
        done = run("import", "roster", path, "--data", self.path / "small", "--json")
        answer = json.loads(done.stdout)
        self.assertEqual((done.returncode, answer["imported"], answer["bad"]), (1, 1, 2))
        self.assertEqual({p["code"] for p in answer["problems"]}, {"roster.county_not_set_up"})

    def test_a_file_that_is_a_folder_or_not_there(self):
        for path in (self.path, self.path / "none.csv", "/dev/null"):
            done = run("import", "roster", path, "--data", self.data)
            self.assertEqual(done.returncode, 1, done.stdout)
            self.assertRegex(done.stderr, CHINESE)

    def test_a_report_that_cannot_be_written_is_said_and_rows_are_kept(self):
        rows = [fixtures.HEADER, *fixtures.ROWS, ["半行有限公司"]]
        path = self.write("a.csv", fixtures.csv_bytes(rows))
        done = run("import", "roster", path, "--data", self.data, "--report",
                   self.path / "no" / "such" / "out.csv")
        self.assertEqual(done.returncode, 1)
        self.assertIn("[cli.file_unwritable]", done.stderr)
        self.assertEqual(len(self.names(("--state", "Roster"))), 3)
        there = self.write("there.csv", b"mine")
        done = run("import", "roster", path, "--data", self.data, "--report", there)
        self.assertIn("[cli.file_exists]", done.stderr)
        self.assertEqual(there.read_bytes(), b"mine")


if __name__ == "__main__":
    unittest.main()
