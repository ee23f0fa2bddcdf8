"""Exit codes of the commands: 0 done, 1 refused, 2 usage, 3 cannot reach or open."""

import json
import os
import pathlib
import sqlite3
import subprocess
import tempfile
import unittest

from qianqiao_server import BINARY, ORGANISATIONS, PEOPLE, Server, ServerTest, run


class WithoutAServer(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = pathlib.Path(folder.name)
        self.data = self.path / "data"

    def assert_exit(self, code, *arguments, **options):
        done = run(*arguments, **options)
        self.assertEqual(done.returncode, code, f"{arguments}: {done.stdout}{done.stderr}")
        if code != 0:
            self.assertTrue(done.stderr or done.stdout, "nothing was said")
        return done

    def set_up_county(self):
        (self.path / "o.csv").write_text(ORGANISATIONS, encoding="utf-8")
        (self.path / "p.csv").write_text(PEOPLE, encoding="utf-8")
        self.data.mkdir(exist_ok=True)
        self.assert_exit(0, "org", "import", self.path / "o.csv", "--people", self.path / "p.csv",
                         "--data", self.data)

    def test_usage(self):
        self.assert_exit(2)
        self.assert_exit(2, "no-such-command")
        self.assert_exit(2, "case", "show")
        self.assert_exit(2, "serve", "--clock", "sundial")
        for command in ([], ["case"], ["case", "post"], ["import", "roster"], ["serve"], ["demo"],
                        ["simulate"], ["verify"], ["user", "add"], ["calendar", "load"],
                        ["round", "open"], ["round", "list"], ["checkpoint", "export"],
                        ["workflow", "diagram"], ["backup"], ["restore"], ["uscc"], ["deadline"]):
            with self.subTest(command=command):
                self.assert_exit(0, *command, "--help")

    def test_deadline(self):
        answer = json.loads(self.assert_exit(0, "deadline", "bank-feedback", "2025-01-24T09:00",
                                             "--json").stdout)
        self.assertEqual(answer["due"], "2025-02-07T23:59:59+08:00")
        self.assertEqual(answer["due_nominal"], "2025-02-07")
        self.assertFalse(answer["provisional"])
        provisional = self.assert_exit(0, "deadline", "bank-decision", "2027-05-04", "--json")
        self.assertTrue(json.loads(provisional.stdout)["provisional"])
        self.assert_exit(1, "deadline", "no-such-rule", "2025-01-24")
        self.assert_exit(1, "deadline", "bank-feedback", "yesterday")

    def test_uscc(self):
        good = json.loads(self.assert_exit(0, "uscc", "91350100m000100y43", "--json").stdout)
        self.assertEqual((good[0]["code"], good[0]["valid"]), ("91350100M000100Y43", True))
        bad = json.loads(self.assert_exit(1, "uscc", "91350100M000100Y43", "91350100M000100Y44",
                                          "--json").stdout)
        self.assertEqual([item["valid"] for item in bad], [True, False])
        self.assertEqual(bad[1]["problem"]["code"], "uscc.checksum")

    def test_a_directory_that_is_not_there(self):
        for command in (["case", "list"], ["verify"], ["org", "list"], ["calendar", "show", "2025"],
                        ["backup", self.path / "out"]):
            with self.subTest(command=command):
                self.assert_exit(3, *command, "--data", self.path / "none")
        self.assertFalse((self.path / "none").exists())

    def test_a_server_that_is_not_there(self):
        self.assert_exit(3, "case", "list", "--server", "http://127.0.0.1:1", "--api-key", "k" * 30)
        self.assert_exit(1, "case", "list", "--server", "not a url", "--api-key", "k" * 30)

    def test_a_database_of_a_newer_version(self):
        self.set_up_county()
        version = sqlite3.connect(self.data / "qianqiao.db")
        version.execute("PRAGMA user_version = 9999")
        version.commit()
        version.close()
        done = self.assert_exit(3, "case", "list", "--data", self.data)
        self.assertIn("store.newer_schema", done.stderr)
        self.assert_exit(3, "serve", "--data", self.data, "--listen", "127.0.0.1:0")

    @unittest.skipIf(os.getuid() == 0 and not pathlib.Path("/usr/bin/setpriv").exists(),
                     "root may write anywhere")
    def test_an_unwritable_directory(self):
        self.data.mkdir()
        self.data.chmod(0o555)
        self.path.chmod(0o755)
        as_nobody = (["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
                     if os.getuid() == 0 else [])
        done = subprocess.run([*as_nobody, BINARY, "serve", "--data", self.data, "--listen",
                               "127.0.0.1:0"], capture_output=True, text=True, timeout=60)
        self.assertEqual(done.returncode, 3, done.stdout + done.stderr)
        self.assertIn("store.", done.stderr)

    def test_posting_without_a_server(self):
        self.set_up_county()
        enterprise = json.dumps({"name": "甲家庭农场", "kind": "family_farm", "county": "411502"})
        data = json.dumps({"receipt_number": "R", "channel": "window", "basic_conditions_met": True,
                           "consent": True})
        opening = ("case", "open", "WalkedIn", "--enterprise-json", enterprise, "--data-json", data,
                   "--data", self.data, "--json")
        opened = json.loads(self.assert_exit(0, *opening, "--as", "clerk").stdout)
        self.assert_exit(0, "case", "show", opened["id"], "--data", self.data)
        self.assert_exit(0, "case", "events", opened["id"], "--data", self.data)
        self.assert_exit(0, "case", "allowed", opened["id"], "--data", self.data)
        self.assert_exit(1, *opening)
        self.assert_exit(1, "case", "post", opened["id"], "Nonsense", "--as", "clerk", "--data", self.data)
        self.assert_exit(1, "case", "show", "no-such", "--data", self.data)
        self.assert_exit(1, "case", "post", opened["id"], "WalkedIn", "--data-json", data, "--as",
                         "clerk", "--if-version", "77", "--data", self.data)
        self.assert_exit(0, "verify", "--data", self.data)

    def test_people(self):
        self.set_up_county()
        person = ("user", "add", "new", "--name", "新", "--organisation", "411502", "--role",
                  "visitor", "--password-stdin", "--data", self.data)
        self.assert_exit(1, *person, stdin="short\n")
        self.assert_exit(0, *person, stdin="long enough for all\n")
        self.assert_exit(1, *person, stdin="long enough for all\n")
        self.assert_exit(0, "user", "passwd", "new", "--password-stdin", "--data", self.data,
                         stdin="another password\n")
        self.assert_exit(0, "user", "disable", "new", "--data", self.data)
        self.assert_exit(1, "user", "disable", "nobody", "--data", self.data)
        self.assert_exit(1, "user", "add", "x", "--name", "x", "--organisation", "411502", "--role",
                         "emperor", "--password-stdin", "--data", self.data, stdin="long enough for all\n")

    def test_bad_rows_of_organisations_are_named_and_good_ones_kept(self):
        self.data.mkdir()
        bad = ORGANISATIONS + "x,nowhere,county,无上级,411502\ny,411500,castle,城堡,411502\n"
        (self.path / "o.csv").write_text(bad, encoding="utf-8")
        done = self.assert_exit(1, "org", "import", self.path / "o.csv", "--data", self.data)
        self.assertIn("nowhere", done.stdout)
        self.assertIn("castle", done.stdout)
        listed = json.loads(self.assert_exit(0, "org", "list", "--json", "--data", self.data).stdout)
        self.assertEqual(len(listed["items"]), 5)

    def test_a_roster_with_a_bad_row(self):
        self.set_up_county()
        roster = self.path / "roster.csv"
        roster.write_text("企业名称,统一社会信用代码,县区\n福州一厂有限公司,91350100M000100Y43,浉河区\n"
                          "坏码有限公司,91350100M000100Y44,浉河区\n", encoding="utf-8")
        report = self.path / "report.csv"
        done = self.assert_exit(1, "import", "roster", roster, "--data", self.data, "--json",
                                "--report", report)
        answer = json.loads(done.stdout)
        self.assertEqual((answer["imported"], answer["bad"]), (1, 1), done.stdout)
        self.assertEqual(answer["problems"][0]["row"], 3)
        self.assertIn("坏码有限公司", report.read_text(encoding="utf-8-sig"))
        self.assert_exit(1, "import", "roster", self.path / "none.csv", "--data", self.data)

    def test_calendars(self):
        """Nothing rests on a year so far away: one person is enough."""
        self.set_up_county()
        notice = self.path / "2099.json"
        notice.write_text(json.dumps({"2099": {"off": ["2099-01-01"], "work": []}}))
        shown = self.assert_exit(0, "calendar", "show", "2099", "--json", "--data", self.data)
        self.assertFalse(json.loads(shown.stdout)["notice"])
        self.assert_exit(0, "calendar", "load", notice, "--dry-run", "--data", self.data)
        shown = self.assert_exit(0, "calendar", "show", "2099", "--json", "--data", self.data)
        self.assertFalse(json.loads(shown.stdout)["notice"], "a preview changed the calendar")
        self.assert_exit(0, "calendar", "load", notice, "--data", self.data)
        shown = self.assert_exit(0, "calendar", "show", "2099", "--json", "--data", self.data)
        self.assertTrue(json.loads(shown.stdout)["notice"])
        self.assert_exit(1, "calendar", "load", notice, "--data", self.data)
        removed = self.assert_exit(0, "calendar", "remove", "2099", "--json", "--data", self.data)
        self.assertNotIn(2099, json.loads(removed.stdout)["years"])
        listed = self.assert_exit(0, "calendar", "proposals", "--json", "--data", self.data)
        self.assertEqual([row["state"] for row in json.loads(listed.stdout)["items"]], ["in_force"])
        self.assert_exit(1, "calendar", "confirm", "1", "--data", self.data)
        self.assert_exit(1, "calendar", "withdraw", "9", "--data", self.data)

    def test_demo_and_simulate(self):
        self.assert_exit(0, "demo", "--data", self.data, "--size", 20, "--days", 5)
        accounts = self.data / "demo-accounts.json"
        self.assertEqual(accounts.stat().st_mode & 0o777, 0o600)
        self.assertEqual(set(json.loads(accounts.read_text())[0]),
                         {"username", "password", "role", "organisation"})
        self.assert_exit(1, "demo", "--data", self.data)
        before = json.loads(self.assert_exit(0, "verify", "--data", self.data, "--json").stdout)
        kept = self.path / "kept"
        self.assert_exit(0, "simulate", "--from", self.data, "--days", 10, "--keep", kept)
        self.assert_exit(0, "verify", "--data", kept)
        after = json.loads(self.assert_exit(0, "verify", "--data", self.data, "--json").stdout)
        self.assertEqual(before, after, "a simulation changed what it came from")

    def test_workflow(self):
        for chart in ("case", "referral", "slip"):
            for form, start in (("svg", "<svg"), ("mermaid", "stateDiagram-v2")):
                self.assertIn(start, self.assert_exit(0, "workflow", "diagram", chart, "--format",
                                                      form).stdout)
        self.assertIn("30日", self.assert_exit(0, "workflow", "explain").stdout)
        broken = self.path / "broken.yaml"
        broken.write_text("a: [")
        self.assert_exit(1, "workflow", "check", broken)
        for unreadable in (self.path, self.path / "no-such-file"):
            self.assert_exit(1, "workflow", "check", unreadable)
        overlay = self.path / "overlay.yaml"
        overlay.write_text("overlay: 浉河区\narea: '411502'\nvisit_attempt_limit: 2\n", encoding="utf-8")
        self.assert_exit(0, "workflow", "check", overlay)
        overlay.write_text("overlay: 浉河区\narea: '411502'\nno_such: 1\nneither: 2\n", encoding="utf-8")
        said = self.assert_exit(1, "workflow", "check", overlay).stderr
        for words in ("overlay.yaml", "line 3", "line 4"):
            self.assertIn(words, said)


class BesideAServer(ServerTest):
    def test_the_directory_has_one_owner(self):
        for command in (["case", "list"], ["verify"], ["backup", self.path / "no"]):
            done = run(*command, "--data", self.data)
            self.assertEqual(done.returncode, 3, done.stdout)
            self.assertIn("--server", done.stderr)

    def test_commands_go_through_the_server(self):
        door = ("--server", self.server.url, "--api-key", self.server.key)
        for command in (["case", "list"], ["referral", "list"], ["slip", "list"], ["org", "list"],
                        ["verify"], ["calendar", "show", "2025"]):
            with self.subTest(command=command):
                done = run(*command, *door)
                self.assertEqual(done.returncode, 0, done.stderr)
        done = run("case", "list", "--server", self.server.url, "--api-key", "x" * 30)
        self.assertEqual(done.returncode, 3, done.stderr)
        done = run("case", "list", "--server", self.server.url,
                   env={"QIANQIAO_API_KEY": self.server.key})
        self.assertEqual(done.returncode, 0, done.stderr)

    def test_the_key_is_private(self):
        self.assertEqual((self.data / "api-key").stat().st_mode & 0o777, 0o600)


class Restarts(unittest.TestCase):
    def test_settings(self):
        with tempfile.TemporaryDirectory() as folder:
            settings = pathlib.Path(folder) / "settings.json"
            key = pathlib.Path(folder) / "key"
            settings.write_text(json.dumps({"listen": "127.0.0.1:1", "api_key_file": str(key)}))
            server = Server(folder + "/data", "--config", str(settings), key_file=key)
            self.assertEqual(server.ask("GET", "/api/v1/clock").status, 200)
            self.assertEqual(server.stop(), 0)
            self.assertFalse((pathlib.Path(folder) / "data" / "api-key").exists())
            for broken in ("{", '{"colour": 1}', '{"smtp": {"port": 0}}', '{"smtp": {"port": "x"}}'):
                settings.write_text(broken)
                done = run("serve", "--data", folder + "/data", "--config", settings)
                self.assertEqual(done.returncode, 1, done.stderr)
                self.assertIn("settings.malformed", done.stderr)

    def test_a_simulated_now_survives(self):
        with tempfile.TemporaryDirectory() as folder:
            server = Server(folder, "--clock", "simulated", "--at", "2025-03-03T09:00")
            server.ask("POST", "/api/v1/clock", {"advance": "31d"})
            self.assertEqual(server.stop(), 0)
            server = Server(folder)
            self.assertEqual(server.ask("GET", "/api/v1/clock").json,
                             {"now": "2025-04-03T09:00:00+08:00", "clock": "simulated"})
            self.assertEqual(server.stop(), 0)

    def test_a_system_clock_is_not_moved(self):
        with tempfile.TemporaryDirectory() as folder:
            server = Server(folder)
            answer = server.ask("POST", "/api/v1/clock", {"advance": "1d"})
            self.assertEqual(answer.json["code"], "clock.not_simulated")
            self.assertEqual(server.stop(), 0)


if __name__ == "__main__":
    unittest.main()
