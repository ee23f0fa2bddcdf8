#!/usr/bin/python3
"""A county's own steps: only where a condition holds, one after the other, by several people, sent
or waited for by themselves; and moving what runs to another version of the workflow. Each ends with
a clean `verify`: history says the same."""
import unittest

import whole_county
from test_workflows import COUNTY, HEAD, Workflows

STAGE = "stage: Review.Preliminary"
ONE = f"""  - {{id: one, {STAGE}, kind: form, role: task_force, title: {{zh: 甲, en: one}}, form: {{type: object,
      required: [acres], properties: {{acres: {{type: integer, title: 亩数, minimum: 0}}}}}}}}
"""
BIG = "when: {field: application.amount_fen, at_least: 100000000}"


def step(identity, kind="approval", more="", role="role: county_office, "):
    return (f"  - {{id: {identity}, {STAGE}, kind: {kind}, {role}title: {{zh: 步骤, en: step}}"
            f"{', ' + more if more else ''}}}\n")


def overlay(*steps):
    return HEAD + "steps:\n" + "".join(steps)


class Steps(Workflows):
    """Only its own tests: those of the class that it shares its county with run there."""

    def applied(self, name, amount=100, **enterprise):
        case = self.walk.post("cases", "WalkedIn", {
            "receipt_number": "R-1", "channel": "window", "basic_conditions_met": True,
            "consent": True}, "clerk", county=COUNTY,
            enterprise={"name": name, "kind": "family_farm", **enterprise})["id"]
        self.walk.on_case(case, "ApplicationSubmitted", {
            "standards": whole_county.STANDARDS, "banks": ["bank-a"], "amount_fen": amount,
            "purpose": "茶", "term_months": 12, "consent": True}, "force")
        return case

    def complete(self, case, identity, actor="office", outcome="passed", **data):
        return self.walk.on_case(case, "StepCompleted",
                                 {"step": identity, "outcome": outcome, **data}, actor)

    def refuse(self, code, case, identity, actor="office", outcome="passed"):
        answer = self.server.ask(
            "POST", f"/api/v1/cases/{case}/events",
            {"event": "StepCompleted", "data": {"step": identity, "outcome": outcome}},
            {"Idempotency-Key": f"r-{case}-{identity}-{actor}-{outcome}-{code}", "If-Match": "*",
             "X-Qianqiao-Actor": actor})
        self.assertEqual(answer.json.get("code"), code, answer.text)

    def steps(self, case):
        return sorted(kind for kind in self.tasks(case) if kind.startswith("step:"))

    def history(self, case):
        rows = self.server.ask("GET", f"/api/v1/cases/{case}/events").json["items"]
        return [(row["event"], row["data"].get("step"), row["data"].get("outcome"), row["actor"])
                for row in rows if row["event"] == "StepCompleted"]

    def problems(self, yaml):
        draft = self.draft(yaml)
        return self.expect(200, "POST", f"{COUNTY}/drafts/{draft['id']}/check")["problems"]

    def test_a_step_is_asked_only_where_its_condition_does_not_say_no(self):
        self.publish(overlay(
            step("large", more=BIG),
            step("ecology", more="when: {field: enterprise.industry, in: [B, C, D]}")))
        small_farm = self.applied("小农场", industry="A01")
        small_mill = self.applied("小磨坊", industry="C13")
        unknown = self.applied("未知行业农场", amount=100000000)
        broad = self.applied("宽泛农场")
        self.assertEqual(self.steps(small_farm), [])
        self.assertEqual(self.steps(small_mill), ["step:ecology"])
        self.assertEqual(self.steps(unknown), ["step:ecology", "step:large"])
        self.assertEqual(self.steps(broad), ["step:ecology"])
        self.assertEqual(self.history(small_farm),
                         [("StepCompleted", "large", "not_needed", "system"),
                          ("StepCompleted", "ecology", "not_needed", "system")])
        self.refuse("guard.step_needed", small_mill, "ecology", outcome="not_needed")
        self.assert_clean()

    def test_steps_come_one_after_the_other(self):
        self.publish(overlay(ONE, step("two", more="after: [one]"),
                             step("three", more="after: [one, two]"), step("beside")))
        case = self.applied("次序农场")
        self.assertEqual(self.steps(case), ["step:beside", "step:one"])
        self.refuse("guard.step_not_yet", case, "two")
        self.complete(case, "one", "force", form={"acres": 5})
        self.assertEqual(self.steps(case), ["step:beside", "step:two"])
        self.complete(case, "two")
        self.assertEqual(self.steps(case), ["step:beside", "step:three"])
        # What did not pass after all takes what comes after it along.
        self.complete(case, "one", "force", outcome="not_passed")
        self.assertEqual(self.steps(case), ["step:beside", "step:one"])
        self.complete(case, "one", "force", form={"acres": 5})
        self.assertEqual(self.steps(case), ["step:beside", "step:three"])
        self.assert_clean()

    def test_a_condition_looks_at_an_earlier_steps_form(self):
        self.publish(overlay(ONE, step("two", more="after: [one], when: {field: step.one.acres, "
                                                    "at_least: 100}")))
        few, many = self.applied("小地农场"), self.applied("大地农场")
        self.complete(few, "one", "force", form={"acres": 99})
        self.complete(many, "one", "force", form={"acres": 100})
        self.assertEqual((self.steps(few), self.steps(many)), ([], ["step:two"]))
        self.assert_clean()

    def test_a_condition_looks_at_what_the_review_found(self):
        self.publish(overlay(
            step("court", more="when: {field: information.litigation.conclusion, is: adverse}")
            .replace("Preliminary", "BankReview"),
            step("pledge", more="when: {field: information.collateral.conclusion, is: waived}")
            .replace("Preliminary", "BankReview")))
        case = self.applied("查询农场")
        for kind in whole_county.INFORMATION:
            if kind == "collateral":
                self.walk.on_case(case, "InformationWaived", {"kind": kind, "reason": "信用贷款"}, "leader")
            else:
                self.walk.on_case(case, "InformationRecorded", {
                    "kind": kind, "conclusion": "favourable", "source": "部门", "authorised": True}, "force")
        self.walk.on_case(case, "ReviewApproved", whole_county.OPINION, "preliminary")
        self.assertEqual(self.steps(case), ["step:pledge"])
        self.assert_clean()

    def test_an_approval_takes_as_many_different_people_as_it_says(self):
        self.publish(overlay(step("countersign", more="quorum: 2", role="role: task_force, ")))
        case = self.applied("会签农场")
        self.complete(case, "countersign", "force")
        self.assertEqual(self.steps(case), ["step:countersign"])
        self.refuse("guard.step_approved_already", case, "countersign", "force")
        self.complete(case, "countersign", "force2", outcome="not_passed")  # begins anew
        self.complete(case, "countersign", "force2")
        self.complete(case, "countersign", "force")
        self.assertEqual(self.steps(case), [])
        self.assert_clean()

    def test_a_notice_is_sent_when_its_turn_comes(self):
        text = "text: {subject: {zh: '{enterprise}已初核', en: 'looked at'}, body: {zh: 甲, en: a}}"
        self.publish(overlay(ONE, step("tell", "notice", f"after: [one], to: [county_office], {text}",
                                       role="")))
        case = self.applied("通知农场")
        self.complete(case, "one", "force", form={"acres": 1})
        self.assertEqual(self.history(case)[-1], ("StepCompleted", "tell", "passed", "system"))
        letters = self.server.ask("GET", "/api/v1/notifications", headers={
            "X-Qianqiao-Actor": "office"}).json["items"]
        self.assertIn("通知农场已初核", [letter["subject_line"] for letter in letters])
        self.assert_clean()

    def test_a_wait_ends_by_itself_on_its_day(self):
        self.publish(overlay(step("objection", "wait", "working_days: 3", role=""),
                             step("after-it", more="after: [objection]")))
        case = self.applied("公示农场")  # Wednesday 12 March 2025
        left = self.applied("撤回农场")
        clock = [one for one in self.server.ask("GET", f"/api/v1/cases/{case}/deadlines").json["items"]
                 if one["rule"] == "wait:objection"]
        self.assertEqual([one["due_nominal"] for one in clock], ["2025-03-17"])
        self.refuse("guard.step_waits", case, "objection")
        self.assertEqual(self.steps(case), [])
        self.walk.on_case(left, "Withdrawn", {"reason": "no_longer_needed"}, "force")
        self.walk.advance("5d")  # 17 March, 10:00
        self.assertEqual(self.steps(case), [])
        self.server.process.kill()  # a wait outlives the process
        self.server.process.wait()
        self.start()
        self.walk.advance("14h")
        self.assertEqual(self.history(case), [("StepCompleted", "objection", "passed", "system")])
        self.assertEqual(self.steps(case), ["step:after-it"])
        self.assertEqual(self.history(left), [])
        self.assert_clean()

    def test_a_wait_that_is_not_needed_runs_for_nobody(self):
        self.publish(overlay(step("publicity", "wait",
                                  "working_days: 3, when: {field: enterprise.kind, is: company}",
                                  role=""), step("then", more="after: [publicity]")))
        case = self.applied("家庭农场甲")
        self.assertEqual(self.steps(case), ["step:then"])
        self.assertNotIn("wait:publicity", self.clocks(case))
        self.walk.advance("8d")
        self.assertEqual(self.history(case), [("StepCompleted", "publicity", "not_needed", "system")])
        self.assert_clean()

    def test_what_cannot_be_is_refused_with_its_line(self):
        wrong = {
            "a field that nobody fills": (step("a", more="when: {field: enterprise.colour, is: red}"),
                                          "definition.unknown_name"),
            "another step's field that its form lacks": (
                ONE + step("a", more="when: {field: step.one.trees, at_least: 1}"),
                "definition.unknown_name"),
            "a word for a number": (step("a", more="when: {field: application.amount_fen, at_least: viel}"),
                                    "definition.wrong_type"),
            "no such choice": (step("a", more="when: {field: enterprise.kind, is: bakery}"),
                               "definition.wrong_type"),
            "a bound on words": (step("a", more="when: {field: enterprise.kind, at_most: 3}"),
                                 "definition.wrong_type"),
            "two operators": (step("a", more="when: {field: enterprise.kind, is: company, in: [company]}"),
                              "definition.missing_field"),
            "nothing to ask": (step("a", more="when: {all: []}"), "definition."),
            "a cycle": (step("a", more="after: [b]") + step("b", more="after: [a]"),
                        "definition.step_cycle"),
            "itself": (step("a", more="after: [a]"), "definition.step_cycle"),
            "a step of another stage": (
                step("a", more="after: [b]") + step("b").replace("Preliminary", "LeaderReview"),
                "definition.unknown_name"),
            "a quorum of a form": (ONE.replace("role: task_force,", "role: task_force, quorum: 2,"),
                                   "definition.unknown_field"),
            "a wait of two lengths": (step("a", "wait", "working_days: 3, calendar_days: 4", role=""),
                                      "definition.missing_field"),
            "a notice to nobody known": (
                step("a", "notice", "to: [nobody], text: {subject: {zh: a, en: a}, body: {zh: a, en: a}}",
                     role=""), "definition.unknown_name"),
            "a notice with an unknown name": (
                step("a", "notice", "to: [leader], text: {subject: {zh: '{x}', en: a}, body: {zh: a, en: a}}",
                     role=""), "definition.unknown_name"),
        }
        for name, (steps, code) in wrong.items():
            with self.subTest(name):
                problems = self.problems(overlay(steps))
                self.assertTrue(problems, name)
                self.assertTrue(any(one["code"].startswith(code) for one in problems), problems)
                self.assertTrue(all(one["line"] >= 4 for one in problems), problems)

    def test_steps_read_as_sentences(self):
        draft = self.draft(overlay(ONE, step("two", more=f"after: [one], quorum: 2, {BIG}"),
                                   step("rest", "wait", "working_days: 3", role="")))
        check = self.expect(200, "POST", f"{COUNTY}/drafts/{draft['id']}/check")
        self.assertEqual(check["problems"], [])
        told = " ".join(one["sentence"]["zh"] for one in check["differences"])
        for words in ("2名不同的", "须在这些步骤之后：one", "申请金额（分）不少于100000000",
                      "无法判断的，仍须办理", "等待3个工作日，期满自动完成"):
            self.assertIn(words, told)

    # ---- migration

    def clocks(self, subject, kind="cases"):
        rows = self.server.ask("GET", f"/api/v1/{kind}/{subject}/deadlines").json["items"]
        return {row["rule"]: row["due_nominal"] for row in rows if row["state"] == "running"}

    def migrate(self, status=200, actor="admin", dry=False, **body):
        path = f"{COUNTY}/migrate" + ("?dry_run=1" if dry else "")
        return self.expect(status, "POST", path, body, actor)

    def test_what_runs_moves_on_purpose_and_keeps_what_has_passed(self):
        referral = self.walk.deciding("已推送农场")
        self.publish(overlay(step("old"), step("both")))
        case = self.applied("在办农场")
        self.complete(case, "both")
        self.walk.advance("1d")
        before = self.clocks(case), self.clocks(referral, "referrals")
        self.publish(HEAD + """deadlines:
  - {hook: review-preliminary, budget: {working_days: 6}, ladder: [{rung: overdue, offset: 0, to: [county_leader]}]}
  - {hook: bank-decision, budget: {calendar_days: 20}, ladder: [{rung: overdue, offset: 0, to: [county_leader]}]}
""" + "steps:\n" + step("both") + step("new"))
        self.assertEqual(self.steps(case), ["step:old"])  # publishing moves nothing
        preview = self.migrate(dry=True)
        self.assertEqual(preview["moved"], 0)
        seen = {item["subject"]: item for item in preview["items"]}
        self.assertEqual(seen[case]["steps_opened"], ["new"])
        self.assertEqual(seen[case]["steps_closed"], ["old"])
        self.assertEqual(seen[case]["clocks"], [{"rule": "review-preliminary", "before": "2025-03-17",
                                                 "after": "2025-03-20"}])
        self.assertEqual([clock["rule"] for clock in seen[referral]["clocks"]],
                         ["bank-decision@411502"])
        self.assertEqual((self.clocks(case), self.clocks(referral, "referrals")), before)
        self.assertEqual(self.steps(case), ["step:old"])

        answer = self.migrate(409, reason="统一口径", expected=preview["total"] + 1)
        self.assertEqual(answer["code"], "workflow.migration_changed")
        self.migrate(400, expected=preview["total"])  # no reason
        self.migrate(403, actor="office", reason="统一口径", expected=preview["total"])
        moved = self.migrate(reason="统一口径", expected=preview["total"])
        self.assertEqual(moved["moved"], preview["total"])
        self.assertEqual(self.steps(case), ["step:new"])
        self.assertEqual(self.clocks(case)["review-preliminary"], "2025-03-20")
        after = self.clocks(referral, "referrals")
        self.assertEqual(after["bank-decision"], before[1]["bank-decision"])  # the statute's stays
        self.assertEqual(after["bank-decision@411502"], seen[referral]["clocks"][0]["after"])
        rows = self.server.ask("GET", f"/api/v1/cases/{case}/events").json["items"]
        self.assertEqual((rows[-1]["event"], rows[-1]["actor"], rows[-1]["data"]["reason"]),
                         ("WorkflowMigrated", "admin", "统一口径"))
        self.assertEqual(self.migrate(dry=True)["total"], 0)
        self.assert_clean()

    def test_only_what_was_asked_for_moves(self):
        self.publish(overlay(step("old")))
        case, other = self.applied("甲农场"), self.walk.opened("乙农场")
        self.publish(overlay(step("new", more=BIG)))
        only = self.migrate(dry=True, kind="case", state="Review")
        self.assertEqual([item["subject"] for item in only["items"]], [case])
        self.migrate(reason="先试审核中的", kind="case", state="Review", expected=1)
        self.assertEqual(self.steps(case), [])  # not needed: the amount is small
        self.assertEqual([item["subject"] for item in self.migrate(dry=True)["items"]], [other])
        self.assert_clean()


def load_tests(loader, _tests, _pattern):
    own = [name for name in vars(Steps) if name.startswith("test_")]
    return unittest.TestSuite(Steps(name) for name in own)


if __name__ == "__main__":
    unittest.main()
