#!/usr/bin/python3
"""The counties that ship, each an overlay in earnest: checked, told in sentences, published on a demo
city with a case that meets it. And another city's statute: the notice is data."""
import json
import pathlib
import tempfile
import unittest

import whole_county
from qianqiao_server import Server, run

WORKFLOWS = pathlib.Path(__file__).resolve().parents[3] / "workflows"
STATUTE = WORKFLOWS / "statutes" / "example-statute.yaml"
TEMPLATE = WORKFLOWS / "statutes" / "example-template.yaml"
CITY = "411500"

# What each adds, as a reader is told: pieces of its sentences in Chinese and in English.
COUNTIES = {
    "411522": {"zh": ["按农时安排入村走访", "村级走访记录", "30个工作日", "联系企业5次"],
               "en": ["plan the village visit by the farm season", "record of the visit in the village"]},
    "411503": {"zh": ["生态环境部门核实环保手续", "在区承诺的20日内作出是否授信的决定", "20日", "30日",
                      "3个工作日", "80"],
               "en": ["the ecology bureau checks the environmental permits",
                      "decide within the district's own 20 days"]},
    "4115Z2": {"zh": ["周联审会纪要", "在最近一次周联审会上完成审核", "联审会签", "24"],
               "en": ["minutes of the week's joint review"]},
}
ORGANISATIONS = """id,parent,kind,name,area
411503,411500,county,平桥区,411503
411503-shengtai,411503,department,平桥区生态环境局,411503
4115Z2,411500,county,信阳高新区,4115Z2
"""
PEOPLE = """user_name,name,organisation,roles
county.one,县管理员,411500,city_office@411500
county.two,县管理员二,411500,city_office@411500
"""


class Told(unittest.TestCase):
    def test_every_county_that_ships_is_here(self):
        files = {file.stem for file in (WORKFLOWS / "counties").glob("*.yaml")}
        self.assertEqual(files, set(COUNTIES) | {"411525", "city-template"})

    def test_each_is_fine_and_says_what_it_adds(self):
        base = run("workflow", "explain", "--json")
        known = {one["zh"] for one in json.loads(base.stdout)}
        for county, wanted in COUNTIES.items():
            file = WORKFLOWS / "counties" / f"{county}.yaml"
            checked = run("workflow", "check", file)
            self.assertEqual(checked.returncode, 0, checked.stderr)
            told = json.loads(run("workflow", "explain", file, "--json").stdout)
            for language, pieces in wanted.items():
                new = "\n".join(one[language] for one in told if one["zh"] not in known)
                for piece in pieces:
                    if piece == "30日":  # the notice's own stays, word for word as it was
                        self.assertTrue(any(piece in one for one in known))
                        continue
                    self.assertIn(piece, new, county)
            for one in told:
                for text in one.values():
                    self.assertNotRegex(text, r"\{[a-z_]+\}")

    def test_they_differ_in_earnest(self):
        parts = {}
        for county in COUNTIES:
            file = WORKFLOWS / "counties" / f"{county}.yaml"
            differences = json.loads(run("workflow", "diff", file, "--json").stdout)
            parts[county] = {(one["part"], one["name"].split("@")[0]) for one in differences}
            self.assertGreaterEqual(len(parts[county]), 5)
        for one in parts:
            for other in set(parts) - {one}:
                self.assertGreaterEqual(len(parts[one] - parts[other]), 4, (one, other))


class Published(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.path, cls.data = pathlib.Path(folder.name), pathlib.Path(folder.name) / "data"
        made = run("demo", "--data", cls.data, "--size", 12, "--days", 3)
        assert made.returncode == 0, made.stderr
        (cls.path / "o.csv").write_text(ORGANISATIONS, encoding="utf-8")
        (cls.path / "p.csv").write_text(PEOPLE, encoding="utf-8")
        done = run("org", "import", cls.path / "o.csv", "--people", cls.path / "p.csv",
                   "--data", cls.data)
        assert done.returncode == 0, done.stdout + done.stderr

    def test_each_is_published_on_a_demo_city(self):
        for county in COUNTIES:
            file = WORKFLOWS / "counties" / f"{county}.yaml"
            door = ("--data", self.data)
            begun = run("workflow", "draft", county, file, "--title", "试行", "--as", "county.one",
                        "--json", *door)
            self.assertEqual(begun.returncode, 0, begun.stderr)
            said = json.loads(begun.stdout)
            self.assertEqual(said["check"]["problems"], [])
            draft = said["draft"]["id"]
            for command, actor in (("approve", "county.two"), ("publish", "county.one")):
                done = run("workflow", command, county, draft, "--as", actor, *door)
                self.assertEqual(done.returncode, 0, done.stderr)
            self.assertEqual(run("workflow", "export", county, *door).stdout,
                             file.read_text(encoding="utf-8"))
        verified = run("verify", "--data", self.data)
        self.assertEqual(verified.returncode, 0, verified.stdout + verified.stderr)


class AnotherStatute(unittest.TestCase):
    """15 working days, 7 days, two to four banks: from the first enterprise to the last letter."""

    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.path, cls.data = pathlib.Path(folder.name), pathlib.Path(folder.name) / "data"
        cls.server = Server(cls.data, "--clock", "simulated", "--at", "2025-03-12T10:00")
        cls.addClassCleanup(lambda: cls.server.process.poll() is None and cls.server.stop())
        cls.door = ("--server", cls.server.url, "--api-key", cls.server.key)
        whole_county.found(cls.path, *cls.door)
        cls.walk = whole_county.Walk(cls.server)
        put = run("workflow", "statute", CITY, STATUTE, TEMPLATE, "--json", *cls.door)
        assert put.returncode == 0, put.stderr
        cls.put = json.loads(put.stdout)

    def clocks(self, referral):
        return {one["rule"]: one
                for one in self.walk.items(f"/api/v1/referrals/{referral}/deadlines")}

    def refusal(self, case, banks):
        answer = self.server.ask(
            "POST", f"/api/v1/cases/{case}/events",
            {"event": "ApplicationSubmitted",
             "data": {"standards": whole_county.STANDARDS, "banks": banks, "amount_fen": 1,
                      "purpose": "茶", "term_months": 12, "consent": True}},
            {"Idempotency-Key": f"banks-{len(banks)}", "If-Match": "*",
             "X-Qianqiao-Actor": "force"})
        self.assertEqual(answer.status, 422, answer.text)
        return answer.json

    def test_the_whole_process_goes_by_it(self):
        self.assertIn("虚构示例", self.put["document"])
        told = "".join(one["zh"] for one in self.put["sentences"])
        self.assertIn("15个工作日", told)
        self.assertIn("7日", told)
        for foreign in ("30日", "后5个工作日内", "329"):
            self.assertNotIn(foreign, told)

        case = self.walk.opened("甲农场")
        few = self.refusal(case, ["bank-a"])
        self.assertEqual(few["code"], "guard.too_many_banks")
        self.assertIn("2 至 4", few["detail"])
        self.refusal(case, [f"bank-{letter}" for letter in "abcde"])

        pushed = self.walk.pushed("乙农场", ("bank-a", "bank-b"))
        granting, declining = (self.walk.referral(pushed, bank) for bank in ("bank-a", "bank-b"))
        self.walk.on_referral(granting, "MaterialsCompleted", {}, "contact-a")
        decision = self.clocks(granting)["bank-decision"]
        # The first of the fifteen is 13 March, the last 2 April: no holiday lies between.
        self.assertEqual((decision["due"][:10], decision["clause"], decision["effect"]),
                         ("2025-04-02", "第三条", "statutory"))
        self.walk.on_referral(declining, "Declined", {}, "contact-b")
        feedback = self.clocks(declining)["bank-feedback"]
        self.assertEqual((feedback["due"][:10], feedback["clause"]), ("2025-03-19", "第三条"))

        # 18 months are more than 12: the reason is asked; 0.6 % is more than 0.5: it is listed.
        self.walk.on_referral(granting, "Granted", {
            "amount_fen": 100, "annual_rate_bps": 380, "term_months": 18, "working_capital": True,
            "guarantee": {"kind": "government_guarantee", "yearly_fee_bps": 60},
            "first_loan": True, "credit_loan": False, "medium_or_long_term": True,
            "renewal_without_principal": False}, "contact-a")
        self.walk.advance("14d")  # the feedback is late: its ladder tells whom the statute names
        letters = self.walk.items("/api/v1/deliveries?limit=1000")
        notices = {row["notice"] for row in letters}
        self.assertLessEqual({"term-reason-asked", "guarantee-fee"}, notices)
        self.assertEqual({row["person"] for row in letters
                          if row["notice"] == "bank-feedback.overdue"}, {"head-b", "office"})
        rungs = {rung["rung"]: rung["claimed"]
                 for rung in self.clocks(declining)["bank-feedback"]["rungs"]}
        self.assertEqual(set(rungs), {"overdue", "escalate-1"})
        self.assertEqual(rungs["overdue"][:10], "2025-03-20")

        # Its numbers bound what a county may write.
        head = "overlay: 浉河区方案\narea: '411502'\n"
        clock = ("deadlines:\n  - hook: bank-decision\n    budget: {working_days: %d}\n"
                 "    ladder: [{rung: overdue, offset: 0, to: [county_leader]}]\n")
        for name, body, clause in (
                ("a longer limit", clock % 15, "第三条"),
                ("days of another kind", (clock % 10).replace("working_days", "calendar_days"), "第三条"),
                ("a fifth bank", "limits: [{name: intended_banks_most, value: 5}]\n", "第二条"),
                ("a single bank", "limits: [{name: intended_banks_least, value: 1}]\n", "第二条"),
                ("a longer loan", "limits: [{name: working_capital_months_usual, value: 13}]\n", "第四条")):
            with self.subTest(name):
                check = self.check(head + body)
                self.assertEqual([(one["code"], one["clause"]) for one in check["problems"]],
                                 [("definition.statute_loosened", clause)])
        for body in (clock % 14, "limits: [{name: intended_banks_most, value: 3}]\n"):
            self.assertEqual(self.check(head + body)["problems"], [])

        # Dates were computed by it now: it stays.
        again = run("workflow", "statute", CITY, STATUTE, TEMPLATE, *self.door)
        self.assertNotEqual(again.returncode, 0)
        self.assertIn("workflow.statute_in_use", again.stderr)
        self.assertEqual(self.server.stop(), 0)
        verified = run("verify", "--data", self.data)
        self.assertEqual(verified.returncode, 0, verified.stdout + verified.stderr)

    def check(self, yaml):
        draft = self.server.ask("POST", "/api/v1/workflows/411502/drafts",
                                {"title": "试", "yaml": yaml}, {"X-Qianqiao-Actor": "city"})
        self.assertEqual(draft.status, 201, draft.text)
        return self.server.ask("POST", f"/api/v1/workflows/411502/drafts/{draft.json['id']}/check").json

    def test_by_command_without_a_server(self):
        both = ("--statute", STATUTE, "--template", TEMPLATE)
        checked = run("workflow", "check", TEMPLATE, *both)
        self.assertEqual(checked.returncode, 0, checked.stderr)
        loose = run("workflow", "check", WORKFLOWS / "counties" / "411503.yaml", *both)
        self.assertEqual(loose.returncode, 1)
        self.assertIn("definition.statute_loosened", loose.stderr)
        done = run("deadline", "bank-feedback", "2025-03-12T10:00", "--json", *both)
        self.assertEqual(json.loads(done.stdout)["due"][:10], "2025-03-19", done.stderr)
        wrong = json.loads(self.server.ask(
            "PUT", f"/api/v1/workflows/{CITY}/statute",
            {"statute": STATUTE.read_text(encoding="utf-8").replace("bank-feedback", "bank-contact"),
             "template": TEMPLATE.read_text(encoding="utf-8")}).text)
        self.assertTrue(wrong["code"].startswith("definition."), wrong)


if __name__ == "__main__":
    unittest.main()
