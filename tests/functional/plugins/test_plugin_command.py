#!/usr/bin/python3
"""`qianqiao plugin new|check|test` as an author uses them, and every shipped plugin's own cases."""
import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[3]
PROGRAM = pathlib.Path(os.environ.get("QIANQIAO_BIN_DIR", ROOT / "build/dev/bin")) / "qianqiao"


def run(*arguments):
    return subprocess.run([str(PROGRAM), "plugin", *map(str, arguments)], capture_output=True,
                          text=True, timeout=60)


class PluginCommand(unittest.TestCase):
    def setUp(self):
        self._folder = tempfile.TemporaryDirectory()
        self.addCleanup(self._folder.cleanup)
        self.folder = pathlib.Path(self._folder.name)

    def begin(self):
        done = run("new", "my-check", "--county", "411502", "--dir", self.folder)
        self.assertEqual(done.returncode, 0, done.stderr)
        return self.folder / "my-check"

    def edit(self, file, old, new):
        text = file.read_text(encoding="utf-8")
        self.assertIn(old, text)
        file.write_text(text.replace(old, new, 1), encoding="utf-8")

    def test_a_new_plugin_passes_its_own_cases(self):
        plugin = self.begin()
        done = run("check", plugin)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("my-check", done.stdout)
        done = run("test", plugin, "--json")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        trial = json.loads(done.stdout)
        self.assertTrue(trial["passed"])
        self.assertEqual(len(trial["cases"]), 2)
        self.assertIn("seccomp", trial["sandbox"]["layers"])
        self.assertEqual(len(trial["plugin"]["digest"]), 64)

    def test_a_name_that_is_taken_or_none(self):
        self.begin()
        done = run("new", "my-check", "--dir", self.folder)
        self.assertEqual(done.returncode, 1)
        self.assertIn("已存在", done.stderr)
        self.assertEqual(run("new", "My Check", "--dir", self.folder).returncode, 1)

    def test_usage_and_folders_that_are_not_there(self):
        self.assertEqual(run("check").returncode, 2)
        self.assertEqual(run("jump").returncode, 2)
        for command in ("check", "test"):
            done = run(command, self.folder / "nowhere")
            self.assertEqual(done.returncode, 3)
            self.assertIn("cannot be opened", done.stderr)

    def refused(self, plugin, code):
        done = run("check", plugin, "--json")
        self.assertEqual(done.returncode, 1, done.stdout)
        problems = json.loads(done.stdout)["problems"]
        self.assertIn(code, [problem["code"] for problem in problems])
        for problem in problems:
            self.assertTrue(problem["zh"] and problem["en"])
        self.assertEqual(run("test", plugin).returncode, 1)
        return problems[0]

    def test_what_is_wrong_is_named(self):
        for file, old, new, code, told in (
                ("plugin.yaml", "0.1.0", "soon", "definition.wrong_type", "1.0.0"),
                ("plugin.yaml", "enterprise.name", "enterprise.wallet", "definition.unknown_name",
                 "wallet"),
                ("plugin.yaml", "at: Review.Preliminary", "at: Somewhere",
                 "definition.unknown_name", "Review"),
                ("plugin.yaml", "limits:", "limit:", "definition.unknown_field", "limit"),
                ("plugin.yaml", "at: Review.Preliminary", "at: Application", "plugin.hooks_differ",
                 "my-check"),
                ("main.py", "def check(case: Case)", "def check(case: Case", "plugin.crash",
                 "SyntaxError"),
                ("main.py", "from qianqiao", "import nowhere\nfrom qianqiao", "plugin.crash",
                 "nowhere"),
                ("cases.yaml", "hook: step", "hook: leap", "definition.wrong_type", "step")):
            with self.subTest(f"{file}: {new}"):
                shutil.rmtree(self.folder / "my-check", ignore_errors=True)
                plugin = self.begin()
                self.edit(plugin / file, old, new)
                self.assertIn(told, json.dumps(self.refused(plugin, code), ensure_ascii=False))

    def test_links_clashes_and_strange_names(self):
        for make, code in (
                (lambda p: (p / "x.txt").symlink_to("/etc/passwd"), "plugin.link"),
                (lambda p: (p / "json.py").write_text(""), "plugin.name_clash"),
                (lambda p: (p / ".hidden").write_text(""), "plugin.file_name"),
                (lambda p: (p / "a.so").write_text(""), "plugin.file_kind"),
                (lambda p: (p / "main.py").unlink(), "plugin.file_missing"),
                (lambda p: (p / "big.csv").write_bytes(bytes(2 << 20)), "plugin.too_large")):
            with self.subTest(code):
                shutil.rmtree(self.folder / "my-check", ignore_errors=True)
                plugin = self.begin()
                make(plugin)
                self.refused(plugin, code)

    def test_a_case_that_comes_out_otherwise(self):
        plugin = self.begin()
        self.edit(plugin / "cases.yaml", "outcome: failed", "outcome: passed")
        done = run("test", plugin)
        self.assertEqual(done.returncode, 1)
        self.assertIn("outcome: expected passed, was failed", done.stdout)

    def test_shipped_plugins_pass(self):
        manifests = sorted((ROOT / "plugins").glob("*/**/plugin.yaml"))
        self.assertGreaterEqual(len(manifests), 11)
        for manifest in manifests:
            with self.subTest(manifest.parent.name):
                done = run("test", manifest.parent, "--json")
                wrong = [case for case in json.loads(done.stdout)["cases"] if not case["passed"]]
                self.assertEqual((done.returncode, wrong), (0, []), done.stdout + done.stderr)


if __name__ == "__main__":
    unittest.main()
