#!/usr/bin/python3
"""Tables through plugins, in the real server and by the command line: a roster of another layout, a
bank's own sheet of decisions, a county's report."""
import json
import pathlib
import re
import sys
import threading
import unittest
import zipfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

from plugin_county import COUNTY, OPINION, PluginCounty, SignedIn, cases_for  # noqa: E402
from qianqiao_server import run  # noqa: E402

SOURCE = pathlib.Path(__file__).resolve().parents[3] / "plugins/counties/411525"
ROSTER = """\
浉河区小微企业名册,,,,
一、老城街道,,,,
1,甲家庭农场（{good}）,种植 A0111,张三 13800138000,老城路1号
2,没有代码的,食品制造 C14,李四 13900139000,老城路2号
看不懂,,,,
3,乙食品厂（{bad}）,食品制造 C14,王五 13700137000,老城路3号
"""
ENDLESS = """\
name: endless
version: 1.0.0
county: '{county}'
title: {{zh: 试验, en: trial}}
hooks:
{hooks}
limits: {{wall_ms: 1000}}
"""
GOOD_CODE, BAD_CODE = "91411502MA9KABCD40", "91411502MA9KABCD41"
SHEET = """\
甲银行3月审批情况,,,,,,,
推送编号,结果,授信金额（万元）,年利率（%）,期限（月）,决定日期,担保方式,首贷,未授信原因
{granted},授信,30,3.85,12,2025-03-03,抵押,是,
{declined},不授信,,,,2025-03-03,,,{reason}
{foreign},授信,30,3.85,12,2025-03-03,,,
{granted},授信,很多,3.85,12,2025-03-03,,,
"""


class PluginTables(PluginCounty):
    def ship(self, name):
        """A shipped plugin of the other county, as this one's."""
        content = {file: (SOURCE / name / file).read_text(encoding="utf-8")
                   for file in ("plugin.yaml", "main.py", "cases.yaml")}
        content["plugin.yaml"] = content["plugin.yaml"].replace("'411525'", f"'{COUNTY}'")
        self.install(name=name, content=content)
        trial = self.people["admin"].must("POST", f"plugins/{name}/test")
        self.assertTrue(trial["passed"], trial)

    def upload_table(self, who, path, text):
        return self.people[who].ask("POST", path, text.encode(), **{"Content-Type": "text/csv"})

    def import_roster(self, text, query=""):
        path = f"rosters?county={COUNTY}&plugin=roster-sheet-two{query}"
        started = self.upload_table("office", path, text)
        self.assertEqual(started.status, 202, started.text)
        return self.server.wait_for_roster(started.json["id"])

    def enterprises(self):
        items = self.people["office"].must("GET", "enterprises?limit=1000")["items"]
        return {item["name"] for item in items}

    def code(self, wrong=False):
        """A code that is right, or one digit off."""
        for last in "0123456789ABCDEFGHJKLMNPQRTUWXY":
            code = GOOD_CODE[:-1] + last
            (answer,) = json.loads(run("uscc", code, "--json").stdout)
            if answer["valid"]:
                return code[:-1] + ("0" if last != "0" else "1") if wrong else code
        raise AssertionError("no digit fits")

    # ---- A roster of another layout

    def test_a_roster_of_another_layout_goes_the_way_of_every_roster(self):
        self.ship("roster-sheet-two")
        text = ROSTER.format(good=self.code(), bad=self.code(wrong=True))
        previewed = self.import_roster(text, "&dry_run=1")["report"]
        self.assertEqual((previewed["valid"], previewed["imported"]), (1, 0), previewed)
        self.assertEqual(self.enterprises(), set(), "a preview keeps nothing")
        done = self.import_roster(text)["report"]
        self.assertEqual((done["imported"], done["bad"]), (1, 3), done)
        problems = {(problem["row"], problem["code"]) for problem in done["problems"]}
        self.assertIn((4, "plugin.row_refused"), problems)
        self.assertIn((5, "plugin.row_refused"), problems)
        self.assertEqual({row for row, _ in problems}, {4, 5, 6}, "numbered as in the sheet")
        self.assertEqual(self.enterprises(), {"甲家庭农场"})
        again = self.import_roster(text)["report"]
        self.assertEqual((again["imported"], again["unchanged"]), (0, 1), again)

    def test_a_roster_needs_a_plugin_that_is_enabled_in_its_county(self):
        refused = self.upload_table("office", f"rosters?county={COUNTY}&plugin=nobody", "a,b\n")
        self.assertEqual((refused.status, refused.json["code"]), (404, "plugin.not_installed"))
        refused = self.upload_table("city", "rosters?plugin=nobody", "a,b\n")
        self.assertEqual((refused.status, refused.json["code"]), (400, "http.missing_parameter"))

    def test_the_command_line_imports_by_a_plugin(self):
        self.ship("roster-sheet-two")
        file = self.path / "roster.csv"
        file.write_text(ROSTER.format(good=self.code(), bad=self.code(wrong=True)),
                        encoding="utf-8")
        done = run("import", "roster", file, "--county", COUNTY, "--plugin", "roster-sheet-two",
                   "--json", "--server", self.server.url, "--api-key", self.server.key)
        self.assertEqual(done.returncode, 1, "some rows are bad: " + done.stdout + done.stderr)
        self.assertEqual(json.loads(done.stdout)["imported"], 1, done.stdout)

    # ---- A bank's own sheet

    def deciding(self):
        case = self.case_in_review()
        self.must_on(case, "force", "StepCompleted", {"step": "tax-check", "outcome": "passed"})
        for who in ("preliminary", "seconded", "leader", "convener"):
            self.must_on(case, who, "ReviewApproved", OPINION)
        self.must_on(case, "force", "BatchPushed", {"batch": "2025-1"})
        (referral,) = [row["id"] for row in self.people["contact-a"].must("GET", "referrals")[
            "items"] if row["case"] == case]
        self.must_on(referral, "contact-a", "MaterialsCompleted", {}, kind="referrals")
        return referral

    def state(self, referral):
        return self.people["contact-a"].must("GET", f"referrals/{referral}")["state"]

    def test_a_banks_sheet_is_posted_as_the_banks_person_row_by_row(self):
        self.ship("bank-feedback-sheet")
        granted, declined = self.deciding(), self.deciding()
        text = SHEET.format(granted=granted, declined=declined, foreign="411502RNOTHERE1",
                            reason="credit_condition_unmet")
        path = f"plugins/bank-feedback-sheet/feedback?county={COUNTY}"
        previewed = self.upload_table("contact-a", path + "&dry_run=1", text)
        self.assertEqual(previewed.status, 200, previewed.text)
        self.assertEqual(self.state(granted), "Deciding", "a preview keeps nothing")
        done = self.upload_table("contact-a", path, text).json
        self.assertEqual({**previewed.json, "dry_run": False}, done)
        self.assertEqual(done["accepted"], 3, done)
        problems = {(problem["row"], problem["code"]) for problem in done["problems"]}
        self.assertEqual(problems, {(5, "subject.not_found"), (6, "plugin.row_refused")})
        self.assertEqual(self.state(granted), "Granted")
        self.assertNotEqual(self.state(declined), "Deciding")
        rows = self.people["contact-a"].must("GET", f"referrals/{granted}/events")["items"]
        self.assertEqual(rows[-1]["actor"], "contact-a")
        again = self.upload_table("contact-a", path, text).json
        self.assertEqual(again, done, "the same sheet again does nothing twice")
        self.assertEqual(self.upload_table("force", path, text).status, 403)

    # ---- A report

    def test_a_report_is_data_and_a_file_to_download(self):
        self.ship("weekly-bulletin")
        self.case_in_review()
        office = self.people["office"]
        path = "plugins/weekly-bulletin/reports/weekly-table"
        report = office.must("GET", path + "?from=2025-03-03&to=2025-03-09")
        self.assertEqual(report, {"title": "各环节件数（至2025-03-09）", "columns": ["环节", "件数"],
                                  "rows": [["审核", 1]]})
        file = office.ask("GET", path + "/file?from=2025-03-03&to=2025-03-09")
        self.assertEqual(file.text.lstrip("\ufeff").splitlines(),
                         ['"各环节件数（至2025-03-09）"', '"环节","件数"', '"审核","1"'])
        self.assertEqual(office.ask("GET", path + "?from=x").status, 400)
        self.assertEqual(office.ask("GET", path.replace("weekly-table", "no")).status, 404)
        self.assertEqual(self.people["contact-a"].ask("GET", path).status, 403)
        self.assertEqual(self.people["other-admin"].ask("GET", path).status, 404)
        out = self.path / "report.csv"
        door = ("--server", self.server.url, "--api-key", self.server.key)
        done = run("plugin", "report", "weekly-bulletin", "weekly-table", "-o", out, *door)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertIn("审核", out.read_text(encoding="utf-8"))
        shown = run("plugin", "report", "weekly-bulletin", "weekly-table", *door)
        self.assertIn("审核", shown.stdout)
        book = self.path / "report.xlsx"
        done = run("plugin", "report", "weekly-bulletin", "weekly-table", "-o", book, *door)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertEqual(self.cells(book)[1:], [["环节", "件数"], ["审核", 1]])
        self.assertEqual(office.ask("GET", path + "/file?format=doc").status, 400)
        self.assertEqual(list((self.data / "uploads").glob("report-*")), [], "none stays behind")

    def cells(self, workbook):
        """What stands in the first sheet, row by row."""
        with zipfile.ZipFile(workbook) as parts:
            strings = re.findall(r"<t[^>]*>([^<]*)</t>", parts.read("xl/sharedStrings.xml").decode())
            sheet = parts.read("xl/worksheets/sheet1.xml").decode()
        self.assertNotIn("<f>", sheet, "no formula")
        return [[strings[int(value)] if kind else int(value)
                 for kind, value in re.findall(r'<c [^>]*?(t="s")?><v>(\d+)</v>', row)]
                for row in re.findall(r"<row .*?</row>", sheet)]

    def test_a_report_by_the_command_line_without_a_server(self):
        self.ship("weekly-bulletin")
        self.case_in_review()
        self.stop()
        for name in ("report.csv", "report.xlsx"):
            out = self.path / name
            asked = ("plugin", "report", "weekly-bulletin", "weekly-table", "--county", COUNTY,
                     "-o", out, "--data", self.data)
            done = run(*asked)
            self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
            self.assertGreater(out.stat().st_size, 50)
            again = run(*asked)
            self.assertEqual(again.returncode, 1, "what is there is not overwritten")
        self.assertEqual(self.cells(self.path / "report.xlsx")[-1], ["审核", 1])
        self.start()

    def test_a_slow_report_ends_at_its_limit_and_holds_nobody_meanwhile(self):
        hooks = "  - {kind: report, name: endless}"
        self.install(name="endless", content={
            "plugin.yaml": ENDLESS.format(county=COUNTY, hooks=hooks),
            "main.py": "from qianqiao import report\n\n\n@report('endless')\n"
                       "def endless(cases, period):\n    while True:\n        pass\n",
            "cases.yaml": cases_for(hooks)})
        answers = []
        asking = [threading.Thread(target=lambda: answers.append(SignedIn(
            self.server, "office").ask("GET", "plugins/endless/reports/endless"))) for _ in range(6)]
        for thread in asking:
            thread.start()
        served = 0
        while any(thread.is_alive() for thread in asking):
            self.people["office"].must("GET", "cases")
            served += 1
        self.assertGreater(served, 20, "others were served while six waited")
        codes = {(answer.status, answer.json["code"]) for answer in answers}
        self.assertIn((504, "plugin.timeout"), codes)
        # Two hosts at most: the others are told so, and wait no longer than the limit either.
        self.assertLessEqual(codes, {(504, "plugin.timeout"), (503, "plugin.busy"),
                                     (503, "plugin.breaker_open")})


if __name__ == "__main__":
    unittest.main()
