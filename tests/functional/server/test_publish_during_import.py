#!/usr/bin/python3
"""A workflow is published while a roster is being imported: neither hinders the other, and each case
goes by one version or the other, whole."""
import pathlib
import sqlite3
import tempfile
import unittest

import whole_county
from qianqiao_server import Server, run

COUNTY, ROWS = whole_county.COUNTY, 12_000
OVERLAY = """overlay: 浉河区方案
area: '411502'
steps:
  - {id: consent, stage: Review.Preliminary, kind: approval, title: {zh: 会签, en: countersign}, role: county_office}
"""


class PublishDuringImport(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.data = pathlib.Path(folder.name) / "data"
        self.server = Server(self.data, "--clock", "simulated", "--at", "2025-03-03T09:00")
        self.addCleanup(lambda: self.server.process.poll() is None and self.server.stop())
        whole_county.found(pathlib.Path(folder.name), "--server", self.server.url, "--api-key",
                           self.server.key)

    def ask(self, method, path, body=None, actor=""):
        headers = {"X-Qianqiao-Actor": actor} if actor else {}
        answer = self.server.ask(method, f"/api/v1/{path}", body, headers)
        self.assertLess(answer.status, 300, answer.text)
        return answer.json

    def versions(self):
        connection = sqlite3.connect(f"file:{self.data}/qianqiao.db?mode=ro", uri=True)
        try:
            return dict(connection.execute(
                "SELECT workflow_version, count(*) FROM subject WHERE kind = 0 GROUP BY 1"))
        finally:
            connection.close()

    def test_both_are_done(self):
        before = self.ask("GET", f"workflows/{COUNTY}")["version"]
        draft = self.ask("POST", f"workflows/{COUNTY}/drafts", {"title": "会签", "yaml": OVERLAY},
                         "city")
        path = f"workflows/{COUNTY}/drafts/{draft['id']}"
        self.ask("POST", f"{path}/approve", {"revision": 1}, "convener1")
        rows = "企业名称,企业类型,县区,乡镇\n" + "".join(
            f"信阳名录{number}号合作社,农民专业合作社,浉河区,老城街道\n" for number in range(ROWS))
        begun = self.server.ask("POST", "/api/v1/rosters", rows, {"Content-Type": "text/csv"})
        self.assertEqual(begun.status, 202, begun.text)
        roster = begun.json["id"]
        self.server.wait_for_roster(roster, until=lambda job: job["good"] > 0)
        published = self.ask("POST", f"{path}/publish", {"revision": 1}, "city")
        during = self.ask("GET", f"rosters/{roster}")
        self.assertEqual(during["status"], "running", "it was over before: more rows are needed")
        self.assertLess(during["good"], ROWS)
        job = self.server.wait_for_roster(roster)
        self.assertEqual((job["status"], job["good"], job["bad"]), ("done", ROWS, 0))

        self.assertEqual(self.ask("GET", f"workflows/{COUNTY}")["version"], published["version"])
        versions = self.versions()
        self.assertEqual(set(versions), {before, published["version"]})
        self.assertEqual(sum(versions.values()), ROWS)
        # Those that were in before keep what they came with; all that came later go by the new one.
        self.assertGreaterEqual(versions[published["version"]], ROWS - during["good"])
        self.assertEqual(self.server.stop(), 0)
        verified = run("verify", "--data", self.data)
        self.assertEqual(verified.returncode, 0, verified.stdout + verified.stderr)


if __name__ == "__main__":
    unittest.main()
