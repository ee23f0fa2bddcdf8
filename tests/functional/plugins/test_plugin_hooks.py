#!/usr/bin/python3
"""Hooks beside steps, in the real server on a simulated clock: after an event, at set times, and what
their answers lead to. And several plugins at once: a slow one holds no other."""
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

from plugin_county import (COUNTY, OPINION, OVERLAY, PEOPLE, PluginCounty,  # noqa: E402
                           SignedIn, cases_for, zipped)
from test_seven_people import GRANT  # noqa: E402

SOURCE = pathlib.Path(__file__).resolve().parents[3]
MANIFEST = """\
name: {name}
version: 1.0.0
county: '411502'
title: {{zh: 试验, en: trial}}
hooks:
{hooks}
permissions:
  fields: [case.id, case.state, enterprise.name, event.data, referrals.bank_name, referrals.granted_fen]
settings: {{days: 3, place: here, on: true, list: [a]}}
limits: {{wall_ms: 20000}}
"""
WATCHING = """\
from qianqiao import Verdict, command, log, on, settings, store, warning

@on("drawn", event="Drawn")
def drawn(case, event):
    log(f"{event.name} {event.at[:10]} {event.role} {event.data['drawn_on']} {settings['days']}")
    return Verdict.done(
        commands=[command("RenewalDue", {"due_on": "2025-12-01"}),
                  command("ReviewApproved", {}),
                  command("StepCompleted", {"step": "tax-check", "outcome": "passed"}),
                  command("RenewalDue", {"due_on": "no date"})],
        warnings=[warning(f"{case.enterprise.name}已提款", to="task_force"),
                  warning("没有走访人员", to="visitor")])

@on("submitted", event="ApplicationSubmitted")
def submitted(case, event):
    times = int(store.get(case.id, "0")) + 1
    store.put(case.id, str(times))
    log(f"{case.id} is in {case.state}")
    if times < 3:
        raise ValueError("not yet")

@on("renewal", event="RenewalDue")
def renewal(case, event):
    log("called by what a plugin did")
"""
WATCHING_HOOKS = """\
  - {kind: on, name: drawn, at: Drawn}
  - {kind: on, name: submitted, at: ApplicationSubmitted}
  - {kind: on, name: renewal, at: RenewalDue}"""
DAILY = """\
from qianqiao import Verdict, log, scheduled

@scheduled("daily", at="30 8 * * *")
def daily(cases, now):
    log(f"{now:%Y-%m-%d %H:%M} {len(cases)}")
    return Verdict.done(messages=[{"to": "county_office", "title": f"{now:%m月%d日}",
                                   "text": f"在办{len(cases)}件"}])
"""
DAILY_HOOKS = "  - {kind: scheduled, name: daily, at: '30 8 * * *'}"
SLOW = """\
from qianqiao import Case, Verdict, on

@on("slow", event="ApplicationSubmitted")
def slow(case, event):
    while True:
        pass
"""
QUICK = """\
from qianqiao import on

@on("quick", event="ApplicationSubmitted")
def quick(case, event):
    pass
"""

class PluginHooks(PluginCounty):
    def install_hooks(self, name, hooks, main):
        content = {"plugin.yaml": MANIFEST.format(name=name, hooks=hooks), "main.py": main,
                   "cases.yaml": cases_for(hooks)}
        return self.install(name=name, content=content)

    def texts(self, plugin):
        lines = self.people["admin"].must("GET", f"plugins/{plugin}/logs")["items"]
        return [line["text"] for line in reversed(lines)]

    def inbox(self, who):
        items = self.people[who].must("GET", "notifications")["items"]
        return [(item["subject_line"], item["text"]) for item in items]

    def settled_jobs(self, plugin, count):
        """Of the plugin, as soon as so many have ended, whoever runs them."""
        while True:
            ended = [job for job in self.jobs(plugin) if job["state"] in ("done", "failed")]
            if len(ended) >= count:
                return ended

    def drawn_case(self):
        case = self.case_in_review()
        self.people["force"].must("POST", f"cases/{case}/events", {
            "event": "StepCompleted", "data": {"step": "tax-check", "outcome": "passed"}})
        for who in ("preliminary", "seconded", "leader", "convener"):
            self.must_on(case, who, "ReviewApproved", OPINION)
        self.must_on(case, "force", "BatchPushed", {"batch": "2025-1"})
        (referral,) = self.people["contact-a"].must("GET", "referrals")["items"]
        for event, data in (("MaterialsCompleted", {}), ("Granted", GRANT),
                            ("Drawn", {"drawn_on": "2025-03-03", "amount_fen": 30_000_000})):
            self.must_on(referral["id"], "contact-a", event, data, kind="referrals")
        return case

    # ---- What it keeps

    def test_no_more_values_are_kept_than_the_manifest_says(self):
        keeping = """\
from qianqiao import log, on, store

@on("keeping", event="ApplicationSubmitted")
def keeping(case, event):
    for number in range(205):
        store.put(f"k{number}", "x")
        log(f"kept {number}")
"""
        hooks = "  - {kind: on, name: keeping, at: ApplicationSubmitted}"
        for name, limit, kept in (("few", "{store_keys: 2}", 2), ("many", "{store_keys: 300}", 205),
                                  ("usual", "{}", 200)):
            manifest = MANIFEST.format(name=name, hooks=hooks).replace("{wall_ms: 20000}", limit)
            self.install(name=name, content={"plugin.yaml": manifest, "main.py": keeping,
                                             "cases.yaml": cases_for(hooks)})
        self.case_in_review()
        self.advance("5m")
        for name, kept in (("few", 2), ("usual", 200)):
            (job,) = self.jobs(name)
            self.assertEqual(job["failure"], "denied", job)
            self.assertIn(str(kept), job["detail_en"])
        (job,) = self.jobs("many")
        self.assertEqual(job["state"], "done", job)

    def test_more_than_the_server_keeps_cannot_be_asked_for(self):
        hooks = "  - {kind: on, name: quick, at: ApplicationSubmitted}"
        manifest = MANIFEST.format(name="quick", hooks=hooks)
        refused = self.upload("admin", zipped({
            "plugin.yaml": manifest.replace("wall_ms: 20000", "store_keys: 10001"),
            "main.py": QUICK, "cases.yaml": cases_for(hooks)}), f"?county={COUNTY}")
        self.assertEqual(refused.status, 422, refused.text)
        self.assertIn("store_keys", refused.json["detail"])
        self.assertIn("10000", refused.json["detail_en"])

    # ---- After an event

    def test_after_an_event_its_answer_is_checked_like_anybodys(self):
        self.install_hooks("watching", WATCHING_HOOKS, WATCHING)
        case = self.drawn_case()
        self.advance("5m")
        (job,) = [job for job in self.jobs("watching") if job["hook"] == "drawn"]
        self.assertEqual((job["state"], job["subject"], job["kind"]), ("done", case, "on"), job)
        texts = self.texts("watching")
        self.assertIn("Drawn 2025-03-03 bank_contact 2025-03-03 3", texts)
        rows = self.people["force"].must("GET", f"cases/{case}/events")["items"]
        (renewal,) = [row for row in rows if row["event"] == "RenewalDue"]
        self.assertEqual(renewal["actor"], "system")
        self.assertEqual(renewal["plugin_digest"], job["digest"])
        refused = [text for text in texts if text.startswith(("ReviewApproved:", "StepCompleted:",
                                                              "RenewalDue:"))]
        self.assertEqual(len(refused), 3, texts)
        self.assertNotIn("called by what a plugin did", texts, "or two could call for ever")
        (told,) = [text for title, text in self.inbox("force") if title == "插件提醒"]
        self.assertIn("已提款", told)
        self.assertEqual([i["kind"] for i in self.incidents() if i["kind"] == "no_receiver"],
                         ["no_receiver"], "nobody visits")

    def test_a_failed_call_is_made_again_and_its_effects_come_once(self):
        self.install_hooks("watching", WATCHING_HOOKS, WATCHING)
        self.case_in_review()
        self.advance("10m")
        (job,) = self.jobs("watching")
        self.assertEqual((job["state"], job["attempts"]), ("done", 3), job)
        self.assertEqual(self.incidents(), [i for i in self.incidents()
                                            if i["kind"] != "plugin.crash"])

    def test_an_event_after_a_plugin_was_disabled_calls_nothing(self):
        self.install_hooks("watching", WATCHING_HOOKS, WATCHING)
        self.people["admin"].must("POST", "plugins/watching/disable")
        self.case_in_review()
        self.advance("1m")
        self.assertEqual(self.jobs("watching"), [])

    def test_settings_of_the_county_lie_over_the_manifests(self):
        self.install_hooks("watching", WATCHING_HOOKS, WATCHING)
        admin = self.people["admin"]
        for settings, code in (({"other": 1}, "plugin.setting_unknown"),
                               ({"days": "3"}, "plugin.setting_type"),
                               ({"list": {}}, "plugin.setting_type"),
                               ({"on": 1}, "plugin.setting_type")):
            refused = admin.ask("PUT", "plugins/watching/settings", {"settings": settings})
            self.assertEqual((refused.status, refused.json["code"]), (422, code), settings)
        changed = admin.must("PUT", "plugins/watching/settings", {"settings": {"days": 14}})
        self.assertEqual(changed["settings"],
                         {"days": 14, "place": "here", "on": True, "list": ["a"]})
        self.drawn_case()
        self.advance("5m")
        self.assertIn("Drawn 2025-03-03 bank_contact 2025-03-03 14", self.texts("watching"))

    # ---- At set times

    def test_it_is_called_at_its_times_of_the_servers_clock(self):
        self.case_in_review()
        self.install_hooks("daily", DAILY_HOOKS, DAILY)
        self.advance("3d")
        self.assertEqual(self.texts("daily"), ["2025-03-04 08:30 1", "2025-03-05 08:30 1",
                                               "2025-03-06 08:30 1"])
        self.assertEqual(sorted(self.inbox("office"))[0], ("03月04日", "在办1件"))
        self.people["admin"].must("POST", "plugins/daily/disable")
        self.advance("3d")
        self.assertEqual(len(self.texts("daily")), 3)

    def test_times_that_passed_while_it_was_stopped_are_made_up_for_once(self):
        self.install_hooks("daily", DAILY_HOOKS, DAILY)
        self.stop()
        self.start("--at", "2025-03-10T12:00")
        self.people = {name: SignedIn(self.server, name) for name in PEOPLE}
        self.advance("0m")
        self.assertEqual(self.texts("daily"), ["2025-03-10 12:00 0"])
        self.advance("1d")
        self.assertEqual(self.texts("daily")[1:], ["2025-03-11 08:30 0"])

    # ---- Several at once

    def test_a_slow_plugin_holds_no_other(self):
        self.install_hooks("slow", "  - {kind: on, name: slow, at: ApplicationSubmitted}", SLOW)
        self.install_hooks("quick", "  - {kind: on, name: quick, at: ApplicationSubmitted}", QUICK)
        for _ in range(3):
            self.case_in_review()
        quick = self.settled_jobs("quick", 3)
        self.assertEqual({job["state"] for job in quick}, {"done"})
        states = [job["state"] for job in self.jobs("slow")]
        self.assertNotIn("done", states)
        self.assertLessEqual(states.count("running"), 2, "no more than its hosts")
        self.people["admin"].must("POST", "plugins/slow/disable")


class DepartmentReports(PluginCounty):
    """A plugin that wants a department's report: that department's turn."""

    def test_the_named_department_is_asked_and_completes_the_step(self):
        main = """\
from qianqiao import Case, Verdict, step

@step("check", stage="Review.Preliminary")
def check(case: Case) -> Verdict:
    return Verdict.report("411502-shuiwu", "请核实")
"""
        content = {"plugin.yaml": MANIFEST.format(
            name="checker", hooks="  - {kind: step, name: check, at: Review.Preliminary}"),
            "main.py": main, "cases.yaml": cases_for("kind: step, name: check")}
        self.install(content=content)
        case = self.case_in_review()
        self.advance("0m")
        self.assertEqual(self.completions(case)[0]["data"]["department"], "411502-shuiwu")
        self.assertEqual(self.tasks("force", case), [])
        self.assertEqual(self.tasks("tax", case), ["step:tax-check"])
        self.assertEqual(self.tasks("ecology", case), [])
        done = {"step": "tax-check", "outcome": "passed", "remark": "已核实"}
        self.assertEqual(self.on(case, "ecology", "StepCompleted", done).status, 403)
        self.assertEqual(self.on(case, "preliminary", "ReviewApproved", OPINION).status, 422)
        self.must_on(case, "tax", "StepCompleted", done)
        self.assertEqual(self.tasks("tax", case), [])
        self.must_on(case, "preliminary", "ReviewApproved", OPINION)

    def test_a_department_that_is_not_the_countys_leaves_it_to_the_steps_role(self):
        main = """\
from qianqiao import Case, Verdict, step

@step("check", stage="Review.Preliminary")
def check(case: Case) -> Verdict:
    return Verdict.report("411503-shuiwu", "请核实")
"""
        content = {"plugin.yaml": MANIFEST.format(
            name="checker", hooks="  - {kind: step, name: check, at: Review.Preliminary}"),
            "main.py": main, "cases.yaml": cases_for("kind: step, name: check")}
        self.install(content=content)
        case = self.case_in_review()
        self.advance("0m")
        self.assertEqual(self.tasks("force", case), ["step:tax-check"])


class ShippedChecks(PluginCounty):
    overlay = OVERLAY.replace("plugin: checker\n    hook: check", "plugin: tax-grade\n    hook: tax-grade")

    def test_the_tax_check_reads_the_grade_that_was_recorded(self):
        good, bad = (self.case_in_review(public_credit_report=grade) for grade in "AD")
        folder = SOURCE / "plugins/counties/411502/tax-grade"
        self.install(name="tax-grade", content={
            name: (folder / name).read_text(encoding="utf-8")
            for name in ("plugin.yaml", "main.py", "cases.yaml")})
        self.assertTrue(self.people["admin"].must("POST", "plugins/tax-grade/test")["passed"])
        self.advance("1m")
        self.assertEqual(self.completions(good)[0]["data"]["outcome"], "passed")
        (asked,) = self.completions(bad)
        self.assertEqual((asked["data"]["outcome"], asked["data"]["department"]),
                         ("not_passed", "411502-shuiwu"))
        self.assertIn("为D级", asked["data"]["remark"])
        self.assertEqual(self.tasks("tax", bad), ["step:tax-check"])


if __name__ == "__main__":
    unittest.main()
