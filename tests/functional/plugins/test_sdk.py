#!/usr/bin/python3
"""The SDK under plain Python: what an author's own tests rely on."""
import pathlib
import sys
import tempfile
import textwrap
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT / "plugins/sdk"))
from qianqiao import Denied, Refused, Unavailable, Verdict, command, problem, testing, warning  # noqa: E402


class Folder:
    """A plugin with the given main.py."""

    def __init__(self, code):
        self._folder = tempfile.TemporaryDirectory()
        folder = pathlib.Path(self._folder.name)
        (folder / "plugin.yaml").write_text("name: t\n")
        (folder / "main.py").write_text("from qianqiao import *\n" + textwrap.dedent(code))
        self.path = str(folder)

    def __del__(self):
        self._folder.cleanup()


def load(code):
    folder = Folder(code)
    plugin = testing.load(folder.path)
    plugin.keep = folder
    return plugin


class Hooks(unittest.TestCase):
    def test_a_step_gets_its_case(self):
        plugin = load("""
            @step("s", stage="Review.Preliminary")
            def s(case):
                return Verdict.passed(case.enterprise.name, form={"a": 1})
            """)
        self.assertEqual(plugin.step("s", {"enterprise": {"name": "甲"}}),
                         {"outcome": "passed", "reason": "甲", "form": {"a": 1}})
        self.assertEqual(plugin.hooks, [{"kind": "step", "name": "s", "at": "Review.Preliminary"}])

    def test_nothing_means_no_objection(self):
        plugin = load("""
            @guard("g", event="ReviewApproved")
            def g(case, event): pass
            @on("o", event="Granted")
            def o(case, event): log(event.name)
            @validator("v", form="tax")
            def v(form, case): return [problem("grade", "no")] if not form else None
            """)
        event = {"event": {"name": "Granted", "at": "2025-03-03"}}
        self.assertEqual(plugin.guard("g", event)["outcome"], "allowed")
        self.assertEqual(plugin.on("o", event)["outcome"], "done")
        self.assertEqual(plugin.lines, [("info", "Granted")])
        self.assertEqual(plugin.call("validator", "v", {"form": {"a": 1}})["outcome"], "valid")
        self.assertEqual(plugin.call("validator", "v", {"form": {}}),
                         {"outcome": "invalid", "problems": [{"field": "grade", "text": "no"}]})

    def test_a_name_is_taken_once(self):
        with self.assertRaisesRegex(ValueError, "two hooks"):
            load("""
                @step("s", stage="A")
                def a(case): pass
                @step("s", stage="B")
                def b(case): pass
                """)
        with self.assertRaisesRegex(TypeError, "needs a name"):
            load("@notifier\ndef n(message): pass\n")

    def test_refusals_come_through(self):
        plugin = load("""
            @step("s", stage="A")
            def s(case): raise Refused("not now")
            """)
        with self.assertRaisesRegex(Refused, "not now"):
            plugin.step("s", {})


class Services(unittest.TestCase):
    def test_http_is_answered_by_the_test(self):
        plugin = load("""
            @notifier("n")
            def n(message):
                answer = http.post("https://a.cn/?k=" + secret("key"), json={"文": message.text})
                return Verdict.sent() if answer.json()["errcode"] == 0 else Verdict.retry("x")
            """)
        plugin.answers.append({"status": 200, "headers": {}, "body": '{"errcode": 0}'})
        self.assertEqual(plugin.notifier("n", {"stable_id": "m", "text": "字"}), {"outcome": "sent"})
        self.assertEqual(plugin.requests[0]["url"], "https://a.cn/?k={secret:key}")
        self.assertEqual(plugin.requests[0]["body"], '{"文": "字"}')
        with self.assertRaises(Unavailable):
            plugin.notifier("n", {"stable_id": "m"})
        plugin.answers.append({"status": 200, "headers": {}, "body": "<html>"})
        with self.assertRaises(Unavailable):
            plugin.notifier("n", {"stable_id": "m"})

    def test_the_store_keeps_texts(self):
        plugin = load("""
            @step("s", stage="A")
            def s(case):
                n = int(store.get("n", "0")) + 1
                store.put("n", str(n)) if n < 3 else store.forget("n")
                return Verdict.passed(str(n))
            """)
        self.assertEqual([plugin.step("s", {})["reason"] for _ in range(4)], ["1", "2", "3", "1"])
        self.assertEqual(plugin.values, {"n": "1"})

    def test_denied_is_a_permission_error(self):
        self.assertTrue(issubclass(Denied, PermissionError))


class Verdicts(unittest.TestCase):
    def test_empty_parts_are_left_out(self):
        self.assertEqual(Verdict.passed().fields, {"outcome": "passed"})
        self.assertEqual(Verdict.rows([]).fields, {"outcome": "rows", "rows": []})
        self.assertEqual(Verdict.of_problems([]).outcome, "valid")

    def test_parts_have_their_forms(self):
        self.assertEqual(command("Granted", {"a": 1}, subject="R1"),
                         {"event": "Granted", "data": {"a": 1}, "subject": "R1"})
        self.assertEqual(warning("x"), {"text": "x", "to": "task_force"})
        self.assertEqual(problem("f", "t"), {"field": "f", "text": "t"})
        self.assertEqual(Verdict.passed(score=0, reasons=["r"]).fields["score"],
                         {"value": 0, "reasons": ["r"]})
        self.assertEqual(Verdict.table("t", ["a"], [(1,)]).fields["rows"], [[1]])


class ShippedPlugins(unittest.TestCase):
    def test_they_load_under_plain_python_too(self):
        for manifest in sorted((ROOT / "plugins").glob("*/**/plugin.yaml")):
            with self.subTest(manifest.parent.name):
                self.assertTrue(testing.load(str(manifest.parent)).hooks)

    def test_the_example_of_the_documentation(self):
        plugin = testing.load(str(ROOT / "plugins/counties/411502/tax-grade"))
        case = {"case": {"information": {"public_credit_report": {"grade": "A"}}}, "enterprise": {"name": "甲"},
                "settings": {"department": "d", "good_grades": ["A"]}}
        self.assertEqual(plugin.step("tax-grade", case)["outcome"], "passed")


if __name__ == "__main__":
    unittest.main()
