"""The shipped binary builds a demo city, fast-forwards a copy of it and finds nothing wrong."""

import hashlib
import json
import os
import pathlib
import re
import sqlite3
import subprocess
import tempfile
import unittest

OVERLAY = pathlib.Path(__file__).parent / "county_overlay.yaml"
BINARY = pathlib.Path(os.environ["QIANQIAO_BIN_DIR"]) / "qianqiao"


def ended(*arguments):
    return subprocess.run([BINARY, *map(str, arguments)], capture_output=True, text=True, check=False)


def run(*arguments, expected=0):
    done = ended(*arguments)
    if done.returncode != expected:
        raise AssertionError(f"{arguments}: {done.returncode}\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}")
    return done.stdout


def content(directory):
    """Of every file, byte for byte: nothing of a simulation may reach it. Whoever reads leaves SQLite's
    index of the log behind, and a log with nothing in it."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(directory.iterdir())
            if path.name != "lock" and not path.name.endswith("-shm")
            and not (path.name.endswith("-wal") and path.stat().st_size == 0)}


def completed_steps(directory):
    """(case, step) of each that passed."""
    connection = sqlite3.connect(f"file:{directory}/qianqiao.db?mode=ro", uri=True)
    rows = connection.execute("SELECT subject, data FROM history WHERE event = 'StepCompleted'").fetchall()
    connection.close()
    return {(case, json.loads(data)["step"]) for case, data in rows if json.loads(data)["outcome"] == "passed"}


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

    def test_a_file_that_is_no_workflow_changes_nothing(self):
        overlay = OVERLAY.read_text(encoding="utf-8")
        wrong = {
            "loose": (overlay.replace("working_days: 3", "working_days: 9"), ["loose.yaml", "line 9"]),
            "twice": (overlay.replace("id: tax", "id: premises").replace("stage: Roster", "stage: Nowhere"),
                      ["twice.yaml", "line 24", "line 51"]),
            "elsewhere": (overlay.replace("'411522'", "'411524'"), ["411524"]),
            "department": (overlay.replace("411522-shuiwu", "411522-nobody"), ["411522-nobody"]),
            "statute": ("statute: x\n", ["statute.yaml", "line 1"]),
            "empty": ("", ["empty.yaml", "line 1"]),
            "broken": ("overlay: [\n", ["broken.yaml"]),
        }
        before = content(self.data)
        for name, (text, said) in wrong.items():
            with self.subTest(name):
                file = pathlib.Path(self.folder.name) / f"{name}.yaml"
                file.write_text(text, encoding="utf-8")
                kept = pathlib.Path(self.folder.name) / f"not-{name}"
                done = ended("simulate", "--from", self.data, "--days", "3", "--workflow", file, "--keep", kept)
                self.assertEqual((done.returncode, done.stdout), (1, ""), done.stderr)
                for words in said:
                    self.assertIn(words, done.stderr)
                self.assertFalse(kept.exists())
        self.assertEqual(ended("simulate", "--from", self.data, "--days", "3", "--workflow",
                               "no-such-file.yaml").returncode, 1)
        self.assertEqual(content(self.data), before)

    def test_a_template_is_for_every_county(self):
        template = (OVERLAY.parents[2] / "workflows/counties/city-template.yaml").read_text(encoding="utf-8")
        file = pathlib.Path(self.folder.name) / "template.yaml"
        # The steps that need no department of one county.
        steps = OVERLAY.read_text(encoding="utf-8").split("\nsteps:")[1].split("  - id: tax")[0]
        self.assertIn("\nsteps: []\n", template)
        file.write_text(template.replace("\nsteps: []\n", "\nsteps:" + steps), encoding="utf-8")
        kept = pathlib.Path(self.folder.name) / "by-template"
        run("simulate", "--from", self.data, "--days", "40", "--workflow", file, "--keep", kept, "--json")
        run("verify", "--data", kept)
        counties = {case[:6] for case, step in completed_steps(kept) if step == "premises"}
        self.assertEqual(counties, {"411502", "411522", "411525"})


class DemoByAnOverlay(unittest.TestCase):
    """A county's own process over 120 days: everything of the charts happens, and it holds together."""

    def test_every_row_of_the_charts_happens(self):
        with tempfile.TemporaryDirectory() as folder:
            data, kept = pathlib.Path(folder) / "city", pathlib.Path(folder) / "kept"
            run("demo", "--data", data, "--seed", "1", "--size", "360")  # so many that each of its steps is met
            before = content(data)
            answer = json.loads(run("simulate", "--from", data, "--days", "120", "--workflow", OVERLAY,
                                    "--keep", kept, "--json"))
            self.assertEqual(answer["report"]["not_reached"], [])
            # Actors know what they may do; that an enterprise has another case, or went to another
            # county, no chart can tell them.
            unforeseeable = {"case.already_open", "case.open_elsewhere", "case.transferred"}
            self.assertLessEqual({code.split()[0] for code in answer["report"]["refused"]},
                                 unforeseeable)
            self.assertEqual(json.loads(run("verify", "--data", kept, "--json"))["differences"], [])
            self.assertEqual(content(data), before)
            steps = set(re.findall(r"- id: (\S+)", OVERLAY.read_text(encoding="utf-8")))
            self.assertEqual({step for case, step in completed_steps(kept) if case.startswith("411522")} & steps,
                             steps)
            self.assertTrue(any(entry.get("rule") == "bank-feedback@411522" for entry in answer["journal"]))


if __name__ == "__main__":
    unittest.main()
