"""Rosters from end to end, by the binary that lists what became of each row.

QIANQIAO_BIN_DIR names the folder of the test binaries.
"""

import json
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import fixtures  # noqa: E402
import openpyxl  # noqa: E402

ROOT = Path(__file__).resolve().parents[3]
DUMP = Path(os.environ.get("QIANQIAO_BIN_DIR", ROOT / "build/dev/bin")) / "roster_dump"
GENERATE = ROOT / "scripts/generate_roster"


class Outcome:
    def __init__(self, output, code):
        lines = [json.loads(line) for line in output.splitlines()]
        self.code = code
        self.last = lines[-1]
        self.summary = self.last.get("summary")
        self.error = self.last.get("error", {}).get("code")
        self.all = [line for line in lines if "row" in line]
        self.rows = [line for line in self.all if line["fate"] not in ("title", "header")]

    def problems(self):
        return [(p["row"], p["code"]) for row in self.rows for p in row["problems"]]


class RosterTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def path(self, name):
        return self.folder / name

    def write(self, name, content):
        self.path(name).write_bytes(content)
        return self.path(name)

    def dump(self, path, *options):
        done = subprocess.run([DUMP, path, *options], capture_output=True, timeout=120)
        self.assertIn(done.returncode, (0, 1), done.stderr.decode())
        return Outcome(done.stdout.decode("utf-8"), done.returncode)

    def assert_base_rows(self, outcome, extra=0):
        """The three enterprises of the fixtures, whatever wrote them."""
        good = [r["enterprise"] for r in outcome.rows if r["fate"] == "imported"]
        self.assertEqual(len(good), 3 + extra, outcome.last)
        for found, (name, code, _, phone, day) in zip(good, fixtures.ROWS):
            self.assertEqual((found["name"], found["uscc"], found["contact_phone"]), (name, code, phone))
            self.assertEqual(found["attributes"]["established"], day)
        self.assertEqual([e["county"] for e in good[:3]], ["411502", "411523", "411522"])
        self.assertEqual([e["kind"] for e in good[:3]], ["company", "company", "individual"])


class FilesByPrograms(RosterTest):
    def test_openpyxl_in_both_date_systems(self):
        for epoch_1904 in (False, True):
            with self.subTest(epoch_1904=epoch_1904):
                fixtures.by_openpyxl(self.path("a.xlsx"), epoch_1904)
                outcome = self.dump(self.path("a.xlsx"))
                self.assertEqual(outcome.summary["sheet"], "名录")  # the hidden one is passed
                self.assertEqual(outcome.summary["header_row"], 2)
                good = [r for r in outcome.rows if r["fate"] == "imported"]
                self.assert_base_rows(outcome, extra=0)
                self.assertEqual([r["row"] for r in good], [3, 4, 5])
                self.assertEqual(outcome.problems(), [(7, "roster.uscc_digits_lost")])

    def test_xlsxwriter_with_shared_and_inline_strings(self):
        for constant_memory in (False, True):
            with self.subTest(constant_memory=constant_memory):
                fixtures.by_xlsxwriter(self.path("a.xlsx"), constant_memory)
                outcome = self.dump(self.path("a.xlsx"))
                self.assert_base_rows(outcome)
                self.assertEqual(outcome.problems(), [])
                self.assertEqual(outcome.code, 0)

    def test_excel(self):
        fixtures.as_excel(self.path("a.xlsx"))
        outcome = self.dump(self.path("a.xlsx"))
        self.assert_base_rows(outcome)
        self.assertEqual(outcome.problems(), [(7, "roster.uscc_digits_lost")])
        problem = outcome.rows[-1]["problems"][0]
        self.assertEqual((problem["column"], problem["header"]), ("B", "统一社会信用代码"))
        self.assertIn("文本", problem["zh"])
        self.assertIn("text", problem["en"])

    def test_wps(self):
        fixtures.as_wps(self.path("a.xlsx"))
        outcome = self.dump(self.path("a.xlsx"))
        self.assert_base_rows(outcome)
        self.assertEqual(outcome.problems(), [])

    def test_strict_ooxml(self):
        fixtures.as_strict(self.path("a.xlsx"))
        self.assert_base_rows(self.dump(self.path("a.xlsx")))

    def test_csv_in_every_dress(self):
        rows = [fixtures.HEADER, *fixtures.ROWS]
        for encoding, shown in (("utf-8", "utf-8"), ("utf-8-sig", "utf-8"), ("gb18030", "gb18030"), ("gbk", "gb18030")):
            for separator in ",;\t":
                for end in ("\r\n", "\n", "\r"):
                    with self.subTest(encoding=encoding, separator=separator, end=end):
                        outcome = self.dump(self.write("a.csv", fixtures.csv_bytes(rows, encoding, separator, end)))
                        self.assert_base_rows(outcome)
                        self.assertEqual(outcome.summary["encoding"], shown)
                        self.assertEqual(outcome.summary["separator"], separator)


class HostileFiles(RosterTest):
    def assert_refused(self, path, *codes):
        outcome = self.dump(path)
        self.assertEqual(outcome.code, 1)
        code = outcome.error or outcome.summary.get("broke_off", {}).get("code")
        self.assertIn(code, codes, outcome.last)
        words = outcome.last.get("error") or outcome.summary["broke_off"]
        self.assertTrue(words["zh"] and words["en"])
        self.assertNotIn("{", words["zh"] + words["en"])
        return outcome

    def test_empty(self):
        self.assert_refused(self.write("a.csv", b""), "table.empty")
        self.assert_refused(self.write("a.xlsx", b""), "table.empty")

    def test_wrong_encoding(self):
        self.assert_refused(self.write("a.csv", fixtures.csv_bytes([fixtures.HEADER, *fixtures.ROWS], "utf-16")), "csv.utf16")
        self.assert_refused(self.write("a.csv", b"\xff\x80\xfe\xff" * 40), "csv.encoding_unknown")
        # Big5 reads as GB 18030 nonsense: then no column is known, and the message names wordings.
        big5 = self.assert_refused(self.write("a.csv", "企業名稱,統一編號\n甲公司,1\n".encode("big5")), "roster.no_header", "csv.encoding_unknown")
        self.assertTrue(big5.error)

    def test_truncated_anywhere(self):
        fixtures.as_excel(self.path("whole.xlsx"))
        whole = self.path("whole.xlsx").read_bytes()
        for size in range(4, len(whole) - 1, max(1, len(whole) // 40)):
            with self.subTest(size=size):
                self.assert_refused(self.write("a.xlsx", whole[:size]), "xlsx.truncated")

    def test_encrypted_and_old(self):
        fixtures.compound(self.path("a.xlsx"), "EncryptedPackage")
        self.assert_refused(self.path("a.xlsx"), "xlsx.encrypted")
        fixtures.compound(self.path("a.xls"), "Workbook")
        self.assert_refused(self.path("a.xls"), "table.xls")

    def test_bombs(self):
        fixtures.bomb(self.path("a.xlsx"))
        self.assertLess(self.path("a.xlsx").stat().st_size, 1 << 20)
        self.assert_refused(self.path("a.xlsx"), "xlsx.bomb")
        fixtures.bomb(self.path("a.xlsx"), "xl/sharedStrings.xml")
        self.assert_refused(self.path("a.xlsx"), "xlsx.bomb")
        fixtures.many_entries(self.path("a.xlsx"))
        self.assert_refused(self.path("a.xlsx"), "xlsx.bomb")

    def test_doctype_and_entities(self):
        fixtures.with_doctype(self.path("a.xlsx"))
        self.assert_refused(self.path("a.xlsx"), "xlsx.doctype")
        fixtures.with_external_entity(self.path("a.xlsx"))
        refused = self.assert_refused(self.path("a.xlsx"), "xlsx.doctype")
        self.assertNotIn("root:", json.dumps(refused.last))

    def test_ten_million_characters(self):
        fixtures.long_cell(self.path("a.xlsx"))
        text = "x" * 10_000_000
        csv = fixtures.csv_bytes([fixtures.HEADER + ["备注"], [text, "", "浉河区", "", "", ""], fixtures.ROWS[1] + [""]])
        for path in (self.path("a.xlsx"), self.write("a.csv", csv)):
            with self.subTest(path=path.suffix):
                outcome = self.dump(path)
                self.assertEqual(outcome.problems()[0][1], "roster.cell_too_long")
                self.assertEqual([r["fate"] for r in outcome.rows], ["bad", "imported"])
                self.assertLess(outcome.summary["peak_rss_kb"], 64_000)

    def test_missing_columns(self):
        path = self.write("a.csv", fixtures.csv_bytes([["企业名称", "联系电话"], ["甲", "1"]]))
        self.assertIn("所属县区", self.assert_refused(path, "roster.column_missing").last["error"]["zh"])
        self.assertEqual(self.dump(path, "--county", "新县").summary["imported"], 1)

    def test_every_cut_and_flipped_byte_is_survived(self):
        fixtures.as_excel(self.path("whole.xlsx"))
        whole = bytearray(self.path("whole.xlsx").read_bytes())
        for at in range(0, len(whole), max(1, len(whole) // 150)):
            changed = bytearray(whole)
            changed[at] ^= 0xFF
            outcome = self.dump(self.write("a.xlsx", bytes(changed)))
            self.assertTrue(outcome.error or outcome.summary, at)


class Generated(RosterTest):
    def generate(self, name, *options):
        subprocess.run([GENERATE, "-o", self.path(name), "--truth", *options], check=True, timeout=120)
        return json.loads(self.path(name + ".truth.json").read_text(encoding="utf-8"))

    def assert_truth(self, truth, outcome):
        planted = {p["row"]: p for p in truth["planted"]}
        by_row = {e["row"]: e for e in truth["enterprises"]}
        real = [r for r in outcome.rows if r["fate"] != "skipped"]
        self.assertEqual(len(real), truth["rows"])
        self.assertEqual(len(outcome.rows) - len(real), truth["skipped"])
        self.assertEqual(outcome.summary["header_row"], truth["header_row"])
        handed = {}
        for row in real:
            expected = planted.get(row["row"], {"fate": "imported", "codes": []})
            self.assertEqual((row["fate"], [p["code"] for p in row["problems"]]),
                             (expected["fate"], expected["codes"]), (row, expected))
            if "enterprise" in row and row["fate"] in ("imported", "merged"):
                handed[row["row"]] = row["enterprise"]
        for number, wanted in by_row.items():
            if planted.get(number, {}).get("defect") == "old_number":
                wanted = {**wanted, "uscc": ""}
            found = handed[number]
            for field in ("name", "uscc", "kind", "county", "township", "industry", "address", "legal_representative", "contact_name"):
                self.assertEqual(found[field], wanted[field], (field, number))
            phones = (wanted["contact_phone"], wanted.get("completed_phone", wanted["contact_phone"]))
            self.assertIn(found["contact_phone"], phones)
            self.assertEqual(found["attributes"]["employees"], wanted["employees"])
            self.assertEqual(found["attributes"]["revenue_fen"], round(wanted["revenue"] * 1_000_000))
        return planted, handed

    def test_clean_rosters_have_no_problem(self):
        for name, *options in (("a.csv",), ("b.csv", "--encoding", "gb18030"), ("c.xlsx",), ("d.xlsx", "--county", "411525")):
            with self.subTest(name=name):
                truth = self.generate(name, "--rows", "800", "--seed", "11", *options)
                outcome = self.dump(self.path(name))
                self.assertEqual((outcome.code, outcome.problems()), (0, []))
                self.assert_truth(truth, outcome)

    def test_planted_dirt_is_found_exactly(self):
        defects = set()
        for seed, name, *options in ((1, "a.csv"), (2, "b.csv", "--encoding", "gb18030"), (3, "c.xlsx"), (4, "d.xlsx"), (5, "e.csv")):
            with self.subTest(seed=seed, name=name):
                truth = self.generate(name, "--rows", "3000", "--seed", str(seed), "--dirt", "25", *options)
                planted, _ = self.assert_truth(truth, self.dump(self.path(name)))
                defects.update(p["defect"] for p in planted.values())
        self.assertGreaterEqual(len(defects), 20, defects)

    def test_completed_rows_end_up_complete(self):
        truth = self.generate("a.csv", "--rows", "4000", "--seed", "9", "--dirt", "30")
        outcome = self.dump(self.path("a.csv"))
        final = {}
        for row in outcome.rows:
            if row["fate"] == "imported" or row.get("completes"):
                final[row.get("completes") or row["row"]] = row["enterprise"]
        repeated = {p.get("first_row") for p in truth["planted"]}
        completed = [e for e in truth["enterprises"] if "completed_phone" in e and e["row"] in repeated]
        self.assertGreater(len(completed), 20)
        for e in completed:
            self.assertEqual(final[e["row"]]["contact_phone"], e["completed_phone"], e["row"])

    def test_the_same_seed_gives_the_same_file(self):
        for name in ("csv", "xlsx"):
            self.generate("a." + name, "--rows", "300", "--dirt", "20", "--seed", "6")
            self.generate("b." + name, "--rows", "300", "--dirt", "20", "--seed", "6")
            self.generate("c." + name, "--rows", "300", "--dirt", "20", "--seed", "7")
            first, second, other = (self.path(f"{x}.{name}").read_bytes() for x in "abc")
            self.assertEqual(first, second)
            self.assertNotEqual(first, other)

    def test_memory_does_not_grow_with_rows(self):
        peaks = {}
        for name in ("csv", "xlsx"):
            for rows in (5_000, 40_000):
                file = f"{rows}.{name}"
                self.generate(file, "--rows", str(rows))
                peaks[name, rows] = self.dump(self.path(file), "--quiet").summary["peak_rss_kb"]
            # 35,000 more rows: the keys of duplicates, and little else.
            self.assertLess(peaks[name, 40_000] - peaks[name, 5_000], 6_000, peaks)


class MarkedUp(RosterTest):
    def roster(self, name):
        subprocess.run([GENERATE, "-o", self.path(name), "--truth", "--rows", "400", "--dirt", "30", "--seed", "3"], check=True)
        return json.loads(self.path(name + ".truth.json").read_text(encoding="utf-8"))

    def test_workbook_read_back_by_openpyxl(self):
        truth = self.roster("a.xlsx")
        self.dump(self.path("a.xlsx"), "--report", self.path("out.xlsx"))
        original = list(openpyxl.load_workbook(self.path("a.xlsx")).active.iter_rows())
        marked = list(openpyxl.load_workbook(self.path("out.xlsx")).active.iter_rows())
        self.assertEqual(len(original), len(marked))
        width = len(truth["titles"])
        self.assertEqual(marked[truth["header_row"] - 1][width].value, "原因")
        planted = {p["row"]: p for p in truth["planted"]}
        for number, (before, after) in enumerate(zip(original, marked), 1):
            for one, other in zip(before, after):
                if isinstance(one.value, str):
                    self.assertEqual(one.value, other.value)
            reason = after[width].value
            what = planted.get(number, {"codes": [], "fate": ""})
            if number == truth["header_row"]:
                continue
            self.assertEqual(bool(reason), bool(what["codes"]), (number, reason))
            red = any(c.fill.fgColor.rgb == "FFFFC7CE" for c in after)
            self.assertEqual(red, what["fate"] == "bad", number)

    def test_csv_comes_back_byte_for_byte(self):
        for encoding in ("utf-8", "gb18030"):
            subprocess.run([GENERATE, "-o", self.path("a.csv"), "--rows", "400", "--dirt", "30", "--encoding", encoding], check=True)
            self.dump(self.path("a.csv"), "--report", self.path("out.csv"))
            before = self.path("a.csv").read_bytes().split(b"\r\n")
            after = self.path("out.csv").read_bytes().split(b"\r\n")
            self.assertEqual(len(before), len(after))
            for one, other in zip(before, after):
                self.assertTrue(other.startswith(one))
            self.path("out.csv").read_bytes().decode("utf-8-sig" if encoding == "utf-8" else encoding)

    def test_the_corrected_file_imports_again(self):
        self.roster("a.csv")
        first = self.dump(self.path("a.csv"), "--report", self.path("out.csv"))
        again = self.dump(self.path("out.csv"))
        self.assertEqual(again.summary["imported"], first.summary["imported"])
        self.assertEqual(again.summary["bad"], first.summary["bad"])

    def test_refused_by_the_engine(self):
        path = self.write("a.csv", fixtures.csv_bytes([fixtures.HEADER, *fixtures.ROWS]))
        outcome = self.dump(path, "--refuse", fixtures.CODES[1], "--known", fixtures.CODES[0], "--report", self.path("out.csv"))
        self.assertEqual([r["fate"] for r in outcome.rows], ["duplicate", "refused", "imported"])
        self.assertIn("未导入", self.path("out.csv").read_text().splitlines()[2])

    def test_unwritable_report(self):
        path = self.write("a.csv", fixtures.csv_bytes([fixtures.HEADER, *fixtures.ROWS]))
        self.assertEqual(self.dump(path, "--report", self.path("no/such/out.xlsx")).error, "report.unwritable")
        self.assertEqual(self.dump(path, "--report", self.path("out.doc")).error, "report.ending_unknown")


if __name__ == "__main__":
    unittest.main()
