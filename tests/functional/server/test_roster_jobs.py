#!/usr/bin/python3
"""Imports of rosters as jobs over HTTP: watched, cancelled, cut off by SIGKILL, frozen as a list."""
import json
import pathlib
import sqlite3
import tempfile
import unittest
import urllib.parse

import whole_county
from qianqiao_server import Server, run
from test_accounts import PASSWORD, SignedIn

COUNTY = whole_county.COUNTY
ROWS = 12_000
STRANGERS = """user_name,name,organisation,roles
stranger,王五,411503,county_office@411503
"""


def roster(rows, bad=()):
    lines = ["企业名称,企业类型,县区,乡镇"]
    for number in range(rows):
        county = "朝阳区" if number in bad else "浉河区"
        lines.append(f"信阳名录{number}号合作社,农民专业合作社,{county},老城街道")
    return "\n".join(lines) + "\n"


class RosterJobs(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = pathlib.Path(folder.name)
        self.data = self.path / "data"
        self.start()
        whole_county.found(self.path, "--server", self.server.url, "--api-key", self.server.key)
        self.addCleanup(self.finish)

    def start(self):
        self.server = Server(self.data, "--clock", "simulated", "--at", "2025-03-03T09:00")

    def finish(self):
        self.assertEqual(self.server.stop(), 0)
        done = run("verify", "--data", self.data)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def begin(self, rows):
        answer = self.server.ask("POST", "/api/v1/rosters", rows, {"Content-Type": "text/csv"})
        self.assertEqual(answer.status, 202, answer.text)
        self.assertEqual(answer.headers["Location"], f"/api/v1/rosters/{answer.json['id']}")
        return answer.json["id"]

    def get(self, id):
        return self.server.ask("GET", f"/api/v1/rosters/{id}").json

    def count(self, table):
        connection = sqlite3.connect(f"file:{self.data}/qianqiao.db?mode=ro", uri=True)
        try:
            return connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        finally:
            connection.close()

    def test_a_job_tells_how_far_it_is_and_keeps_its_report(self):
        job = self.server.import_roster(roster(700, bad=(3, 650)))
        self.assertEqual((job["status"], job["rows"], job["good"], job["bad"]),
                         ("done", 700, 698, 2))
        self.assertEqual((job["bytes_done"], job["dry_run"]), (job["bytes_total"], False))
        self.assertEqual([p["row"] for p in job["report"]["problems"]], [5, 652])
        self.assertEqual(self.server.ask("GET", job["report"]["report"]).status, 200)
        tried = self.server.import_roster(roster(20), "?dry_run=1")
        self.assertEqual((tried["dry_run"], tried["report"]["valid"], self.count("enterprise")),
                         (True, 20, 698))
        listed = self.server.ask("GET", "/api/v1/rosters").json["items"]
        self.assertEqual([row["id"] for row in listed], sorted((job["id"], tried["id"]),
                                                               reverse=True))
        self.assertEqual(self.server.stop(), 0)
        self.start()
        self.assertEqual(self.get(job["id"]), job)
        done = self.server.ask("DELETE", f"/api/v1/rosters/{job['id']}")
        self.assertEqual((done.status, done.json["code"]), (409, "roster.not_running"))

    def test_a_file_that_cannot_be_read_is_refused_at_once_and_leaves_no_job(self):
        for content, code in (("", "table.empty"), ("一,二\n1,2\n", "roster.no_header")):
            answer = self.server.ask("POST", "/api/v1/rosters", content,
                                     {"Content-Type": "text/csv"})
            self.assertGreaterEqual(answer.status, 400)
            self.assertEqual(answer.json["code"], code)
        self.assertEqual(self.server.ask("GET", "/api/v1/rosters").json["items"], [])

    def test_what_columns_are_is_told_and_can_be_said(self):
        rows = "序号,店铺,经营地址,企业类型,县区,负责人爱好\n1,信阳甲店合作社,中山路1号,农民专业合作社,浉河区,钓鱼\n"
        refused = self.server.ask("POST", "/api/v1/rosters", rows, {"Content-Type": "text/csv"})
        self.assertEqual((refused.status, refused.json["code"]), (422, "roster.column_missing"))
        said = urllib.parse.quote(json.dumps({"name": "店铺"}))
        report = self.server.import_roster(rows, f"?dry_run=1&columns={said}")["report"]
        self.assertEqual([(one["column"], one["heading"], one["use"], one["field"])
                          for one in report["columns"]],
                         [("A", "序号", "ignored", ""), ("B", "店铺", "field", "name"),
                          ("C", "经营地址", "field", "address"), ("D", "企业类型", "field", "kind"),
                          ("E", "县区", "field", "county"), ("F", "负责人爱好", "attribute", "")])
        self.assertEqual((report["valid"], report["bad"]), (1, 0))
        wrong = {'{"colour": "店铺"}': "roster.field_unknown", '{"name": "没有这列"}': "roster.column_unknown",
                 '{"name": 1}': "http.bad_parameter", "[]": "http.bad_parameter", "name": "http.bad_parameter"}
        for columns, code in wrong.items():
            with self.subTest(columns):
                answer = self.server.ask("POST", f"/api/v1/rosters?columns={urllib.parse.quote(columns)}",
                                         rows, {"Content-Type": "text/csv"})
                self.assertGreaterEqual(answer.status, 400)
                self.assertEqual(answer.json["code"], code)
        done = self.server.import_roster(rows, f"?columns={said}")["report"]
        self.assertEqual((done["imported"], self.count("enterprise")), (1, 1))

    def test_a_cancelled_import_keeps_what_is_in_and_says_so(self):
        id = self.begin(roster(ROWS))
        self.server.wait_for_roster(id, lambda job: job["good"] > 0)
        answer = self.server.ask("DELETE", f"/api/v1/rosters/{id}")
        self.assertEqual(answer.status, 202, answer.text)
        job = self.server.wait_for_roster(id)
        self.assertEqual(job["status"], "cancelled")
        self.assertEqual(job["report"]["broke_off"]["code"], "roster.ended_early")
        self.assertEqual(job["report"]["imported"], job["good"])
        self.assertTrue(0 < job["good"] < ROWS, job)
        self.assertEqual(self.count("enterprise"), job["good"])
        rest = self.server.import_roster(roster(ROWS))["report"]
        self.assertEqual((rest["unchanged"], rest["imported"]), (job["good"], ROWS - job["good"]))

    def test_killed_in_the_middle_it_is_said_to_be_interrupted_and_the_rest_is_done_later(self):
        id = self.begin(roster(ROWS))
        self.server.wait_for_roster(id, lambda job: job["good"] > 0)
        self.server.kill()
        self.start()
        job = self.get(id)
        self.assertEqual((job["status"], job["report"]), ("interrupted", None))
        self.assertTrue(job["ended"])
        self.assertEqual(self.count("enterprise"), job["good"], "as many as it says are in")
        self.assertTrue(0 < job["good"] < ROWS, job)
        rest = self.server.import_roster(roster(ROWS))["report"]
        self.assertEqual((rest["unchanged"], rest["imported"]), (job["good"], ROWS - job["good"]))
        self.assertEqual((self.count("enterprise"), self.count("subject")), (ROWS, ROWS))
        self.assertEqual(self.count("history"), ROWS, "each case was listed once")

    def test_a_server_that_stops_ends_what_runs(self):
        id = self.begin(roster(ROWS))
        self.assertEqual(self.server.stop(), 0)
        self.start()
        job = self.get(id)
        self.assertEqual(job["status"], "interrupted")
        self.assertEqual(self.count("enterprise"), job["good"])

    def test_a_roster_is_frozen_as_a_target_list(self):
        self.server.import_roster("企业名称,企业类型,县区\n别的合作社,农民专业合作社,浉河区\n")
        job = self.server.import_roster(roster(3), f"?county={COUNTY}")
        walk = whole_county.Walk(self.server)
        for case in walk.items("/api/v1/cases?limit=10"):
            if case["enterprise_name"] != "信阳名录2号合作社":
                walk.on_case(case["id"], "ScreenedIn", {"conditions_met": True}, "force")
        frozen = self.server.ask("POST", f"/api/v1/rosters/{job['id']}/freeze", {},
                                 {"X-Qianqiao-Actor": "office"})
        self.assertEqual(frozen.status, 201, frozen.text)
        version = frozen.json
        self.assertEqual((version["list"], version["cause"], version["origin"], version["cases"]),
                         ("target", "roster", job["id"], 2))
        cases = walk.items(f"/api/v1/lists/target/versions/{version['id']}/cases")
        self.assertEqual({item["enterprise_name"] for item in cases},
                         {"信阳名录0号合作社", "信阳名录1号合作社"})

    def test_another_countys_office_sees_nothing_of_it(self):
        (self.path / "other.csv").write_text(
            "id,parent,kind,name,area\n411503,411500,county,平桥区,411503\n", encoding="utf-8")
        (self.path / "strangers.csv").write_text(STRANGERS, encoding="utf-8")
        done = run("org", "import", self.path / "other.csv", "--people",
                   self.path / "strangers.csv", "--server", self.server.url, "--api-key",
                   self.server.key)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        job = self.server.import_roster(roster(3), f"?county={COUNTY}")
        self.server.ask("POST", "/api/v1/people/stranger/password", {"password": PASSWORD})
        stranger = SignedIn(self.server, "stranger")
        self.assertEqual(stranger.ask("GET", "rosters").json["items"], [])
        for method, below in (("GET", ""), ("DELETE", ""), ("POST", "/freeze")):
            there = stranger.ask(method, f"rosters/{job['id']}{below}")
            nowhere = stranger.ask(method, f"rosters/{'9' * 30}{below}")
            self.assertEqual(there.status, 404)
            self.assertEqual(there.told.replace(job["id"], "9" * 30), nowhere.told)

    def test_the_command_waits_for_the_job(self):
        path = self.path / "a.csv"
        path.write_text(roster(1500, bad=(7,)), encoding="utf-8")
        done = run("import", "roster", path, "--json", "--server", self.server.url, "--api-key",
                   self.server.key)
        self.assertEqual(done.returncode, 1, done.stderr)
        report = json.loads(done.stdout)
        self.assertEqual((report["imported"], report["bad"]), (1499, 1))


if __name__ == "__main__":
    unittest.main()
