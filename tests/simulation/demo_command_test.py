"""The shipped binary builds a demo city, fast-forwards a copy of it and finds nothing wrong."""

import hashlib
import json
import os
import pathlib
import subprocess
import tempfile
import unittest

BINARY = pathlib.Path(os.environ["QIANQIAO_BIN_DIR"]) / "qianqiao"


def run(*arguments, expected=0):
    done = subprocess.run([BINARY, *map(str, arguments)], capture_output=True, text=True, check=False)
    if done.returncode != expected:
        raise AssertionError(f"{arguments}: {done.returncode}\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}")
    return done.stdout


def content(directory):
    """Of the database as it is stored: nothing of a simulation may reach it."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(directory.iterdir()) if path.name != "lock"}


class DemoThenSimulate(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.data = pathlib.Path(cls.folder.name) / "city"
        run("demo", "--data", cls.data, "--seed", "7", "--size", "40")

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def test_accounts_are_for_every_role_and_private(self):
        path = self.data / "demo-accounts.json"
        self.assertEqual(path.stat().st_mode & 0o777, 0o600)
        accounts = json.loads(path.read_text(encoding="utf-8"))
        roles = {account["role"] for account in accounts}
        self.assertLessEqual({"county_office", "county_convener", "task_force", "preliminary_reviewer",
                              "bank_reviewer", "deputy_leader", "leader", "window_clerk", "visitor",
                              "department", "city_office", "city_convener", "province_office",
                              "bank_contact", "bank_head", "auditor", "system_administrator"}, roles)
        names = [account["username"] for account in accounts]
        self.assertEqual(len(names), len(set(names)))
        self.assertTrue(all(len(account["password"]) >= 12 for account in accounts))

    def test_a_second_demo_is_refused(self):
        before = content(self.data)
        run("demo", "--data", self.data, expected=1)
        self.assertEqual(content(self.data)["demo-accounts.json"], before["demo-accounts.json"])

    def test_a_copy_is_played_and_the_data_stay(self):
        history = json.loads(run("verify", "--data", self.data, "--json"))
        kept = pathlib.Path(self.folder.name) / "kept"
        answer = json.loads(run("simulate", "--from", self.data, "--days", "20", "--keep", kept, "--json"))
        entries = answer["journal"]
        self.assertEqual([entry["at"] for entry in entries], sorted(entry["at"] for entry in entries))
        self.assertLessEqual({"rung", "message"}, {entry["what"] for entry in entries})
        self.assertGreater(answer["report"]["events"], 0)
        run("verify", "--data", kept)
        self.assertEqual(json.loads(run("verify", "--data", self.data, "--json")), history)

    def test_nobody_acts_when_told_so(self):
        answer = json.loads(run("simulate", "--from", self.data, "--days", "40", "--actors", "nobody", "--json"))
        self.assertEqual(answer["report"]["events"], 0)
        self.assertTrue(any(entry.get("rung", "").startswith("escalate") for entry in answer["journal"]))

    def test_the_same_seed_tells_the_same_journal(self):
        arguments = ("simulate", "--from", self.data, "--days", "8", "--seed", "11", "--json")
        self.assertEqual(run(*arguments), run(*arguments))


if __name__ == "__main__":
    unittest.main()
