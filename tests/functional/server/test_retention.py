"""Reports of imports hold personal data: there for 30 days, by the engine's clock, then gone."""

import email.utils
import json
import os
import pathlib
import tempfile
import unittest

import whole_county
from qianqiao_server import Server, run

ROSTER = "企业名称,区划代码,联系电话\n演示茶业有限公司,411502,13800000000\n,411502,13900000000\n"


class RetentionTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = pathlib.Path(folder.name)
        self.data = self.path / "data"
        self.data.mkdir()
        whole_county.found(self.path, "--data", self.data)
        self.server = Server(self.data, "--clock", "simulated", "--at", "2025-03-03T09:00")
        self.addCleanup(lambda: self.assertEqual(self.server.stop(), 0))

    def load(self):
        report = self.server.import_roster(ROSTER)["report"]
        self.assertEqual(report["bad"], 1)
        return report

    def advance(self, span):
        answer = self.server.ask("POST", "/api/v1/clock", {"advance": span})
        self.assertEqual(answer.status, 200, answer.text)

    def kept(self):
        return sorted(path.name for path in (self.data / "uploads").glob("roster-*"))

    def test_thirty_days_and_no_longer(self):
        first = self.load()
        self.assertEqual(first["expires"], "2025-04-02T09:00:00+08:00")
        fetched = self.server.ask("GET", first["report"])
        self.assertEqual(fetched.status, 200)
        self.assertIn("13900000000", fetched.text)
        expires = email.utils.parsedate_to_datetime(fetched.headers["Expires"])
        self.assertEqual(expires.isoformat(), "2025-04-02T01:00:00+00:00")
        self.advance("10d")
        second = self.load()
        self.advance("19d")
        self.advance("1439m")  # one minute is left
        self.assertEqual(self.server.ask("GET", first["report"]).status, 200)
        self.advance("1m")
        gone = self.server.ask("GET", first["report"])
        self.assertEqual((gone.status, gone.json["code"]), (404, "roster.report_expired"))
        self.assertIn("30", gone.json["detail"])
        self.assertRegex(gone.json["detail_en"], "30 days.*Import the original file again")
        self.advance("1d")
        self.assertEqual(len(self.kept()), 1, "the file itself is still there")
        self.assertEqual(self.server.ask("GET", second["report"]).status, 200)
        self.advance("10d")
        self.assertEqual(self.kept(), [])

    def test_a_restart_forgets_nothing(self):
        report = self.load()["report"]
        (name,) = self.kept()
        # What the file system thinks of its age does not matter.
        os.utime(self.data / "uploads" / name, (0, 0))
        self.advance("29d")
        self.assertEqual(self.server.stop(), 0)
        self.server = Server(self.data)
        self.assertEqual(self.server.ask("GET", report).status, 200)
        self.assertEqual(self.server.stop(), 0)
        # Nobody was there when its time came.
        self.server = Server(self.data, "--clock", "simulated", "--at", "2025-06-01T09:00")
        self.assertEqual(self.kept(), [])
        self.assertEqual(self.server.ask("GET", report).json["code"], "roster.report_expired")

    def test_the_command_without_a_server(self):
        self.assertEqual(self.server.stop(), 0)
        (self.path / "roster.csv").write_text(ROSTER, encoding="utf-8")
        done = run("import", "roster", self.path / "roster.csv", "--data", self.data, "--json")
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertEqual(json.loads(done.stdout)["expires"], "2025-04-02T09:00:00+08:00")
        self.assertEqual(len(self.kept()), 1)
        self.assertIn("30", run("import", "roster", "--help").stdout)
        self.server = Server(self.data)

    def test_what_is_no_report_of_ours(self):
        self.load()
        (self.data / "uploads" / "roster-0123456789ABCDEF.csv").write_text("of an older release")
        (self.data / "uploads" / "notes.txt").write_text("somebody's own")
        self.advance("1d")
        self.assertEqual(len(self.kept()), 1, "of unknown age, and kept for ever")
        self.assertTrue((self.data / "uploads" / "notes.txt").exists())
        for name in ("x", "..", "%2e%2e%2fapi-key", "20250303090000", "99999999999999" + "A" * 16,
                     "20250303090000" + "A" * 16, "20250303090000" + "a" * 16):
            answer = self.server.ask("GET", f"/api/v1/rosters/{name}/report")
            self.assertEqual(answer.status, 404, name)
            self.assertEqual(answer.json["code"], "roster.report_not_found", name)


if __name__ == "__main__":
    unittest.main()
