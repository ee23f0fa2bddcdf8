#!/usr/bin/python3
"""Guards and validators in the real server: asked before an event, they add a refusal or a warning,
and loosen nothing. One that fails holds nobody up, unless its manifest wants that."""
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

from plugin_county import COUNTY, OPINION, OVERLAY, PluginCounty, cases_for  # noqa: E402

MANIFEST = """\
name: {name}
version: 1.0.0
county: '411502'
title: {{zh: 试验, en: trial}}
hooks:
{hooks}
permissions:
  fields: [case.id, case.state, case.application, enterprise.name, event.data]
limits: {{wall_ms: 20000}}
"""
GUARD = """\
from qianqiao import Verdict, guard, log, warning

@guard("amount", event="ApplicationSubmitted")
def amount(case, event):
    log(f"{case.state} {event.role}")
    asked = event.data["amount_fen"]
    if asked > 100_000_000:
        return Verdict.refused("超过一百万元的先经县办公室同意",
                               warnings=[warning("有大额申请", to="county_office")])
    if asked == 1_000_000:
        raise ValueError("a bad day")
    if asked == 2_000_000:
        while True:
            pass

@guard("opinion", event="ReviewApproved")
def opinion(case, event):
    return Verdict.refused("还不行") if "不行" in event.data["opinion"] else Verdict.allowed()
"""
GUARD_HOOKS = """\
  - {kind: guard, name: amount, at: ApplicationSubmitted}
  - {kind: guard, name: opinion, at: ReviewApproved}"""
VISIT = """\
from qianqiao import Verdict, guard

@guard("visit", event="VisitRecorded")
def visit(case, event):
    return Verdict.refused("先报县办公室")
"""
VISIT_HOOKS = "  - {kind: guard, name: visit, at: VisitRecorded}"
VALIDATOR = """\
from qianqiao import problem, validator

@validator("purpose", form="ApplicationSubmitted")
def purpose(form, case):
    if "周转" in form["purpose"]:
        return [problem("purpose", "请写明具体用途"), problem("term_months", "与用途不符")]

@validator("site", form="premises")
def site(form, case):
    if not form["operating"]:
        return [problem("operating", "未正常经营的先暂停")]
"""
VALIDATOR_HOOKS = """\
  - {kind: validator, name: purpose, at: ApplicationSubmitted}
  - {kind: validator, name: site, at: premises}"""
FORM_STEP = """\
  - id: premises
    stage: Review.Preliminary
    kind: form
    title: {zh: 核实经营场所, en: see the premises}
    role: task_force
    form: site-visit
"""


class Guards(PluginCounty):
    overlay = OVERLAY + FORM_STEP

    def install_hooks(self, hooks, main, name="guarding"):
        return self.install(name=name, content={
            "plugin.yaml": MANIFEST.format(name=name, hooks=hooks), "main.py": main,
            "cases.yaml": cases_for(hooks)})

    def opened_case(self):
        self.opened = getattr(self, "opened", 0) + 1
        return self.people["clerk"].must("POST", "cases", {
            "event": "WalkedIn", "county": "411502",
            "enterprise": {"name": f"核对{self.opened}号农场", "kind": "family_farm"},
            "data": {"receipt_number": f"R-{self.opened}", "channel": "window",
                     "basic_conditions_met": True, "consent": True}})["id"]

    def apply(self, case, amount=50_000_000, who="force", key=None, **data):
        standards = {name: {"met": True, "evidence": "现场核实"} for name in (
            "compliant_operation", "fixed_premises", "genuine_need", "good_credit", "lawful_use")}
        data = {"standards": standards, "banks": ["bank-a"], "amount_fen": amount,
                "purpose": "收购春茶", "term_months": 12, "consent": True, **data}
        headers = {"Idempotency-Key": key} if key else {}
        return self.people[who].ask("POST", f"cases/{case}/events",
                                    {"event": "ApplicationSubmitted", "data": data}, **headers)

    def see_the_premises(self, case, operating=True):
        form = {"visited_on": "2025-03-03", "premises": "厂房", "operating": operating}
        return self.on(case, "force", "StepCompleted",
                       {"step": "premises", "outcome": "passed", "form": form})

    def state(self, case):
        return self.people["force"].must("GET", f"cases/{case}")["state"]

    def test_a_guard_refuses_with_its_reason_and_nothing_changes(self):
        self.install_hooks(GUARD_HOOKS, GUARD)
        case = self.opened_case()
        before = self.state(case)
        refused = self.apply(case, 200_000_000)
        self.assertEqual((refused.status, refused.json["code"]), (422, "plugin.guard_refused"))
        self.assertIn("超过一百万元", refused.json["detail"])
        self.assertEqual(self.state(case), before)
        (told,) = self.people["office"].must("GET", "notifications")["items"]
        self.assertEqual(told["text"], "有大额申请")
        allowed = self.apply(case)
        self.assertEqual(allowed.status, 200, allowed.text)
        self.assertNotIn("warnings", allowed.json)

    def test_a_guard_that_allows_loosens_nothing(self):
        self.install_hooks(GUARD_HOOKS, GUARD)
        case = self.opened_case()
        self.assertEqual(self.on(case, "leader", "ReviewApproved", OPINION).status, 403)
        self.assertEqual(self.apply(case, who="leader").status, 403)
        self.assertEqual(self.apply(case, banks=["a", "b", "c"]).status, 422)

    def test_who_may_not_see_the_case_learns_nothing_of_it(self):
        self.install_hooks(GUARD_HOOKS, GUARD)
        case = self.opened_case()
        theirs = self.apply(case, 200_000_000, who="other-admin")
        self.assertEqual((theirs.status, theirs.json["code"]), (404, "subject.not_found"))

    def test_one_that_breaks_or_is_slow_holds_nobody_up(self):
        self.install_hooks(GUARD_HOOKS, GUARD)
        for amount, kind in ((1_000_000, "plugin.crash"), (2_000_000, "plugin.timeout")):
            case = self.opened_case()
            done = self.apply(case, amount)
            self.assertEqual(done.status, 200, done.text)
            self.assertIn("guarding", done.json["warnings"][0])
        kinds = [incident["kind"] for incident in self.incidents()
                 if incident["detail"].startswith("guarding guard amount: ")]
        self.assertEqual(kinds, ["plugin.crash"], "one open incident for each hook")

    def test_one_whose_manifest_says_so_is_waited_for(self):
        self.install_hooks(GUARD_HOOKS.replace("at: ApplicationSubmitted}",
                                               "at: ApplicationSubmitted, fallback: refuse}"), GUARD)
        case = self.opened_case()
        refused = self.apply(case, 1_000_000)
        self.assertEqual((refused.status, refused.json["code"]), (503, "plugin.guard_unavailable"))

    def test_the_same_request_again_is_answered_as_before(self):
        self.install_hooks(GUARD_HOOKS, GUARD.replace("    log(f", """    from qianqiao import store
    if store.get("asked"):
        return Verdict.refused("只许一次")
    store.put("asked", "1")
    log(f"""))
        case = self.opened_case()
        first = self.apply(case, key="once")
        self.assertEqual(first.status, 200, first.text)
        again = self.apply(case, key="once")
        self.assertEqual((again.status, again.json["replayed"]), (200, True), again.text)
        self.assertEqual(self.apply(case, key="twice").json["code"], "plugin.guard_refused")

    def test_no_statutory_deadline_waits_for_a_guard(self):
        self.install_hooks(VISIT_HOOKS, VISIT)
        roster = "企业名称,县区,乡镇（街道）\n信阳春茶家庭农场,浉河区,老城街道\n"
        self.server.import_roster(roster, f"?county={COUNTY}")
        (case,) = [row["id"] for row in self.people["force"].must("GET", "cases")["items"]]
        self.people["office"].must("POST", "rounds", {
            "county": COUNTY, "name": "第一轮走访", "opens": "2025-03-03", "ends": "2025-03-14"})
        self.must_on(case, "force", "ScreenedIn", {"conditions_met": True})
        self.advance("1d")
        (clock,) = [row for row in self.people["force"].must(
            "GET", f"cases/{case}/deadlines")["items"] if row["rule"] == "first-visit-round"]
        self.assertEqual((clock["effect"], clock["state"]), ("statutory", "running"))
        visit = {"visited_on": "2025-03-04", "channel": "phone", "outcome": "no_demand"}
        refused = self.on(case, "force", "VisitRecorded", visit)
        self.assertEqual((refused.status, refused.json["code"]), (422, "plugin.guard_refused"))
        self.advance("11d")
        done = self.on(case, "force", "VisitRecorded", visit)
        self.assertEqual(done.status, 200, done.text)

    def test_a_validator_names_the_field(self):
        self.install_hooks(VALIDATOR_HOOKS, VALIDATOR)
        case = self.opened_case()
        refused = self.apply(case, purpose="资金周转")
        self.assertEqual((refused.status, refused.json["code"]), (422, "plugin.form_refused"))
        self.assertIn("purpose", refused.json["detail"])
        self.assertIn("请写明具体用途", refused.json["detail"])
        self.assertEqual(self.apply(case).status, 200)

    def test_a_validator_of_a_steps_form(self):
        self.install_hooks(VALIDATOR_HOOKS, VALIDATOR)
        case = self.case_in_review()
        refused = self.see_the_premises(case, operating=False)
        self.assertEqual((refused.status, refused.json["code"]), (422, "plugin.form_refused"))
        self.assertEqual(self.see_the_premises(case).status, 200)


if __name__ == "__main__":
    unittest.main()
