#!/usr/bin/python3
"""Drafts that others overtook, and counties below a city's new template: compared three ways over
HTTP, and never published over what nobody looked at. Conditions tried on real cases."""
import unittest

import whole_county
from test_workflows import CITY, COUNTY, HEAD, STEP, TIGHTER, Workflows as Base

VISIT = """deadlines:
  - hook: visit
    budget: {working_days: %d}
    ladder: [{rung: overdue, offset: 0, to: [county_leader]}]
"""
CONDITION = """steps:
  - id: large
    stage: Review.Preliminary
    kind: approval
    title: {zh: 大额会签, en: countersign large ones}
    role: county_office
    when: {field: application.amount_fen, at_least: 5000}
"""


class Merges(Base):
    def merge(self, draft):
        return self.expect(200, "GET", f"{COUNTY}/drafts/{draft}/merge")

    def standings(self, merge):
        return {part["name"]: part["standing"] for part in merge["parts"]}

    def test_a_draft_that_another_overtook(self):
        mine = self.approved(HEAD + VISIT % 12)
        self.publish(HEAD + STEP + VISIT % 15)
        path = f"{COUNTY}/drafts/{mine}"
        self.refused(409, "workflow.merge_missing", "POST", f"{path}/publish", {"revision": 1})
        merge = self.merge(mine)
        self.assertEqual(self.standings(merge), {"visit": "conflict", "consent": "undone"})
        self.assertTrue(merge["asks_for_decisions"])
        self.assertEqual(merge["current_version"], self.version())
        visit = next(part for part in merge["parts"] if part["name"] == "visit")
        for side, days in (("base", 20), ("theirs", 15), ("ours", 12)):
            self.assertIn(f"{days}个工作日", visit[side]["zh"])
            self.assertIn(f"{days} working days", visit[side]["en"])
        # What was looked at is named; a version that is not in force any more is not taken.
        body = {"title": "试改", "yaml": HEAD + STEP + VISIT % 12, "revision": 1}
        self.refused(409, "workflow.merge_outdated", "PUT", path,
                     {**body, "merged_version": merge["base_version"]})
        kept = self.expect(200, "PUT", path, {**body, "merged_version": merge["current_version"]})
        self.assertEqual((kept["base_version"], kept["revision"]), (self.version(), 2))
        self.assertEqual(self.standings(self.merge(mine)), {"visit": "ours"})
        self.expect(200, "POST", f"{path}/approve", {"revision": 2}, "admin2")
        self.expect(201, "POST", f"{path}/publish", {"revision": 2})
        zh = [one["zh"] for one in self.expect(200, "GET", COUNTY)["sentences"]]
        self.assertTrue(any("会签" in one for one in zh) and any("12个工作日" in one for one in zh))
        self.assert_clean()

    def test_what_does_not_meet_needs_no_decision(self):
        mine = self.approved(HEAD + STEP)
        template = self.expect(200, "GET", CITY, actor="city")["yaml"]
        self.publish(template.replace("visit_attempt_limit: 3", "visit_attempt_limit: 2"), CITY,
                     "city", "convener1")
        merge = self.merge(mine)
        self.assertEqual(self.standings(merge), {"visits": "taken", "consent": "ours"})
        self.assertFalse(merge["asks_for_decisions"])
        self.expect(201, "POST", f"{COUNTY}/drafts/{mine}/publish", {"revision": 1})
        self.assert_clean()

    def test_a_county_that_does_not_fit_stays_behind_until_it_does(self):
        self.publish(HEAD + STEP)
        before = self.version()
        city = self.expect(200, "GET", CITY, actor="city")
        self.assertEqual(city["behind"], [])
        new = city["yaml"].replace("steps: []", STEP.replace("会签", "市里会签")) \
                          .replace("visit_attempt_limit: 3", "visit_attempt_limit: 2")
        self.assertNotEqual(new, city["yaml"])
        draft = self.draft(new, CITY, "city")  # said before it is published
        check = self.expect(200, "POST", f"{CITY}/drafts/{draft['id']}/check", actor="city")
        self.assertEqual([one["county"] for one in check["behind"]], [COUNTY])
        self.publish(new, CITY, "city", "convener1")
        # The city goes on; the county keeps what it had, and both are told.
        self.assertEqual(self.version(), before)
        for area, actor in ((CITY, "city"), (COUNTY, "admin")):
            behind = self.expect(200, "GET", area, actor=actor)["behind"]
            self.assertEqual([(one["county"], one["problem"]["code"]) for one in behind],
                             [(COUNTY, "definition.duplicate")])
        self.assertEqual(self.expect(200, "GET", "411503", actor="stranger")["behind"], [])
        merge = self.expect(200, "GET", f"{COUNTY}/merge")
        self.assertTrue(merge["is_behind"])
        self.assertEqual(merge["problems"][0]["code"], "definition.duplicate")
        self.assertEqual(self.server.stop(), 0)
        self.start()  # it outlives the process
        self.assertEqual(self.version(), before)
        case = self.in_review("照旧农场")
        self.assertIn("step:consent", self.tasks(case))
        # A draft without the step fits again.
        draft = self.draft(HEAD + TIGHTER)
        self.assertEqual(self.standings(self.merge(draft["id"])),
                         {"bank-decision@411502": "ours", "visits": "taken", "consent": "ours"})
        path = f"{COUNTY}/drafts/{draft['id']}"
        self.expect(200, "PUT", path, {"title": "跟上市模板", "yaml": HEAD + TIGHTER, "revision": 1,
                                       "merged_version": self.version()})
        self.expect(200, "POST", f"{path}/approve", {"revision": 2}, "admin2")
        self.expect(201, "POST", f"{path}/publish", {"revision": 2})
        self.assertEqual(self.expect(200, "GET", COUNTY)["behind"], [])
        zh = [one["zh"] for one in self.expect(200, "GET", COUNTY)["sentences"]]
        self.assertTrue(any("市里会签" in one for one in zh) and any("联系企业2次" in one for one in zh))
        self.assert_clean()

    def test_what_drafts_are_written_on_follows_the_city(self):
        base = self.expect(200, "GET", f"{COUNTY}/base")
        clocks = {one["hook"]: one for one in base["clocks"]}
        self.assertEqual((clocks["bank-decision"]["statutory"], clocks["bank-decision"]["clause"],
                          clocks["bank-decision"]["budget"]), (True, "(六)", {"calendar_days": 30}))
        self.assertIn("30日内", clocks["bank-decision"]["quote"])
        self.assertEqual(base["visits"]["attempts"], 3)
        self.assertTrue(base["reasons"]["decline"][0]["statutory"])
        template = self.expect(200, "GET", CITY, actor="city")["yaml"]
        self.publish(template.replace("visit_attempt_limit: 3", "visit_attempt_limit: 2"), CITY,
                     "city", "convener1")
        after = self.expect(200, "GET", f"{COUNTY}/base")
        self.assertEqual(after["visits"]["attempts"], 2)
        self.assertNotEqual(after["version"], base["version"])
        merge = self.expect(200, "GET", f"{COUNTY}/merge")
        self.assertEqual((merge["is_behind"], merge["problems"]), (False, []))

    def test_sentences_say_what_they_are_about(self):
        self.publish(HEAD + STEP)
        sentences = self.expect(200, "GET", COUNTY)["sentences"]
        by = {(one["about"], one["name"]): one for one in sentences}
        decision = by["deadline", "bank-decision"]
        self.assertEqual((decision["clause"], decision["locked"]), ("(六)", True))
        self.assertFalse(by["deadline", "visit"]["locked"])
        self.assertTrue(by["limit", "intended_banks_most"]["locked"])
        self.assertEqual(by["step", "consent"]["stage"], "Review.Preliminary")

    def test_a_condition_tried_on_real_cases(self):
        small, large = self.in_review("小额农场"), self.walk.opened("大额农场")
        early = self.walk.opened("未报农场")
        self.walk.on_case(large, "ApplicationSubmitted",
                          {"standards": whole_county.STANDARDS, "banks": ["bank-a"],
                           "amount_fen": 9000, "purpose": "茶", "term_months": 12,
                           "consent": True}, "force")
        tried = self.expect(200, "POST", f"{COUNTY}/conditions", {"yaml": HEAD + CONDITION, "step": "large"})
        self.assertEqual({one["case"]: one["outcome"] for one in tried["cases"]},
                         {small: "passed", large: "asked", early: "undecided"})
        self.assertEqual((tried["looked_at"], tried["asked"], tried["passed"], tried["undecided"]),
                         (3, 1, 1, 1))
        self.assertEqual(tried["unknown"], [{"field": "application.amount_fen", "cases": 1}])
        self.assertFalse(tried["more"])
        self.assertIn("5000", tried["sentence"]["en"].replace(",", ""))
        one = self.expect(200, "POST", f"{COUNTY}/conditions",
                          {"yaml": HEAD + CONDITION, "step": "large", "state": "Review.Preliminary"})
        self.assertEqual((one["looked_at"], one["undecided"]), (2, 0))
        self.refused(404, "workflow.condition_unknown", "POST", f"{COUNTY}/conditions",
                     {"yaml": HEAD + STEP, "step": "consent"})
        self.refused(404, "workflow.condition_unknown", "POST", f"{COUNTY}/conditions",
                     {"yaml": HEAD + CONDITION, "step": "none"})
        self.refused(422, "definition.unknown_field", "POST", f"{COUNTY}/conditions",
                     {"yaml": HEAD + CONDITION + "colour: red\n", "step": "large"})
        self.refused(404, "workflow.not_found", "POST", f"{COUNTY}/conditions",
                     {"yaml": HEAD + CONDITION, "step": "large"}, "stranger")
        # The impact of a draft tells the same of what lies on the way.
        draft = self.draft(HEAD + CONDITION)
        lines = self.expect(200, "POST", f"{COUNTY}/drafts/{draft['id']}/impact")["lines"]
        self.assertEqual([line["condition"] for line in lines], [
            {"looked_at": 3, "asked": 1, "passed": 1, "undecided": 1, "more": False,
             "unknown": [{"field": "application.amount_fen", "cases": 1}]}])
        # Nothing was changed by all that.
        self.assertEqual(self.tasks(small), self.tasks(large))
        self.assert_clean()

    def test_reasons_of_the_countys_own_are_offered_and_read_back_by_name(self):
        own = "reasons:\n  return:\n    - {code: next_week, title: {zh: 转下周联审, en: to next week's meeting}}\n"
        before = self.in_review("先前农场")
        self.publish(HEAD + own)
        case = self.in_review("退回农场")
        offered = self.offered(case)
        self.assertIn({"code": "next_week", "title": {"zh": "转下周联审", "en": "to next week's meeting"},
                       "clause": "", "repairable": False}, offered)
        self.assertIn("materials_incomplete", [one["code"] for one in offered])
        # A case that entered its stage before goes by what it entered with.
        self.assertNotIn("next_week", [one["code"] for one in self.offered(before)])
        self.walk.on_case(case, "ReviewReturned", {"to": "Application", "reason": "next_week"}, "preliminary")
        row = self.server.ask("GET", f"/api/v1/cases/{case}/events").json["items"][-1]
        self.assertEqual((row["event"], row["reasons"]),
                         ("ReviewReturned", {"next_week": {"zh": "转下周联审", "en": "to next week's meeting"}}))
        self.assert_clean()

    def offered(self, case):
        events = self.server.ask("GET", f"/api/v1/cases/{case}/allowed-events").json["items"]
        return next(one for one in events if one["event"] == "ReviewReturned")["reasons"]


def load_tests(loader, _tests, _pattern):
    """Those here alone: the base's run in their own file."""
    own = [name for name in vars(Merges) if name.startswith("test_")]
    return unittest.TestSuite(Merges(name) for name in own)


if __name__ == "__main__":
    unittest.main(verbosity=2)
