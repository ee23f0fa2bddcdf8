#!/usr/bin/python3
"""Customising from end to end over HTTP: a draft is written, checked, looked at for what it would
mean, agreed to by a second person, published and taken back; what runs is left as it is."""
import json
import pathlib
import tempfile
import threading
import unittest

import whole_county
from qianqiao_server import Server, run
from test_accounts import PASSWORD, SignedIn

COUNTY, CITY = whole_county.COUNTY, "411500"
MORE_PEOPLE = """user_name,name,organisation,roles
admin,管理员,411502,county_administrator@411502
admin2,管理员二,411502,county_administrator@411502
stranger,外县,411503,county_administrator@411503
cityadmin,市管理员,411500,city_office@411500
"""
OTHER_COUNTY = "id,parent,kind,name,area\n411503,411500,county,平桥区,411503\n"
HEAD = "overlay: 浉河区方案\narea: '411502'\n"
STEP = """steps:
  - id: consent
    stage: Review.Preliminary
    kind: approval
    title: {zh: 会签, en: countersign}
    role: county_office
"""
TIGHTER = """deadlines:
  - hook: bank-decision
    budget: {calendar_days: 20}
    ladder: [{rung: overdue, offset: 0, to: [county_leader]}]
"""


class Workflows(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = pathlib.Path(folder.name)
        self.data = self.path / "data"
        self.start("--at", "2025-03-12T10:00")
        door = ("--server", self.server.url, "--api-key", self.server.key)
        whole_county.found(self.path, *door)
        (self.path / "more.csv").write_text(OTHER_COUNTY, encoding="utf-8")
        (self.path / "admins.csv").write_text(MORE_PEOPLE, encoding="utf-8")
        done = run("org", "import", self.path / "more.csv", "--people", self.path / "admins.csv",
                   *door)
        assert done.returncode == 0, done.stdout + done.stderr

    def start(self, *options):
        self.server = Server(self.data, "--clock", "simulated", *options)
        self.walk, self.sessions = whole_county.Walk(self.server), {}
        server = self.server
        self.addCleanup(lambda: server.process.poll() is None and server.stop())

    def ask(self, method, path, body=None, actor="admin"):
        """Each with an account of its own: the operator's key would pass every door."""
        if actor not in self.sessions:
            done = self.server.ask("POST", f"/api/v1/people/{actor}/password", {"password": PASSWORD})
            self.assertEqual(done.status, 200, done.text)
            self.sessions[actor] = SignedIn(self.server, actor)
        return self.sessions[actor].ask(method, f"workflows/{path}", body)

    def expect(self, status, method, path, body=None, actor="admin"):
        answer = self.ask(method, path, body, actor)
        self.assertEqual(answer.status, status, answer.text)
        return answer.json

    def refused(self, status, code, method, path, body=None, actor="admin"):
        answer = self.expect(status, method, path, body, actor)
        self.assertEqual(answer["code"], code)
        for words in (answer["detail"], answer["detail_en"]):
            self.assertNotRegex(words, r"\{[a-z_]+\}")
        return answer

    def draft(self, yaml, area=COUNTY, actor="admin"):
        return self.expect(201, "POST", f"{area}/drafts", {"title": "试改", "yaml": yaml}, actor)

    def publish(self, yaml, area=COUNTY, actor="admin", second="admin2", **more):
        draft = self.draft(yaml, area, actor)
        path = f"{area}/drafts/{draft['id']}"
        self.expect(200, "POST", f"{path}/approve", {"revision": 1}, second)
        return self.expect(201, "POST", f"{path}/publish", {"revision": 1, **more}, actor)

    def version(self, area=COUNTY):
        return self.expect(200, "GET", area)["version"]

    def tasks(self, case):
        return {task["kind"] for task in self.server.ask("GET", f"/api/v1/cases/{case}").json["tasks"]}

    def in_review(self, name):
        """An application in the preliminary review."""
        case = self.walk.opened(name)
        self.walk.on_case(case, "ApplicationSubmitted",
                          {"standards": whole_county.STANDARDS, "banks": ["bank-a"],
                           "amount_fen": 100, "purpose": "茶", "term_months": 12,
                           "consent": True}, "force")
        return case

    def assert_clean(self):
        self.assertEqual(self.server.stop(), 0)
        verified = run("verify", "--data", self.data)
        self.assertEqual(verified.returncode, 0, verified.stdout + verified.stderr)

    def test_a_whole_session(self):
        there = self.in_review("先到农场")
        waiting = self.walk.opened("未申报农场")
        self.walk.pushed("已推送农场")
        before = self.version()
        draft = self.draft(HEAD + TIGHTER + STEP)
        path = f"{COUNTY}/drafts/{draft['id']}"

        check = self.expect(200, "POST", f"{path}/check")
        self.assertEqual(check["problems"], [])
        self.assertEqual([(one["change"], one["part"], one["name"]) for one in check["differences"]],
                         [("added", "deadline", "bank-decision@411502"), ("added", "step", "consent")])
        self.assertIn("20日内", check["differences"][0]["sentence"]["zh"])
        self.assertEqual(check["differences"][0]["clause"], "(六)")

        impact = self.expect(200, "POST", f"{path}/impact")
        self.assertTrue(impact["statutory_unchanged"])
        self.assertEqual((impact["open_cases"], impact["open_referrals"]), (3, 1))
        clock, step = impact["lines"]
        self.assertEqual((step["keeps"], step["meets"], step["has_nobody"]), (1, 1, False))
        self.assertEqual(step["meets_by_state"],
                         [{"subject": "case", "state": "Application", "cases": 1}])
        self.assertIsNone(step["clock"])
        # Nothing runs yet: two cases and the referral have the decision still ahead.
        self.assertEqual((clock["keeps"], clock["meets"]), (0, 3))
        self.assertEqual(clock["meets_by_state"], [
            {"subject": "case", "state": "Application", "cases": 1},
            {"subject": "case", "state": "Review.Preliminary", "cases": 1},
            {"subject": "referral", "state": "Pushed", "cases": 1}])
        days = {"unit": "calendar_days", "date": None}
        self.assertEqual(clock["clock"], {
            "hook": "bank-decision", "effect": "service", "before": None,
            "after": {**days, "days": 20}, "beside": {**days, "days": 30},
            "running_dates_stay": True})
        listed = self.server.ask("GET", f"/api/v1/cases?state=Application&open=1&county={COUNTY}")
        self.assertEqual([row["id"] for row in listed.json["items"]], [waiting])

        self.refused(409, "workflow.approval_missing", "POST", f"{path}/publish", {"revision": 1})
        self.refused(403, "workflow.own_draft", "POST", f"{path}/approve", {"revision": 1})
        self.expect(200, "POST", f"{path}/approve", {"revision": 1}, "office")
        published = self.expect(201, "POST", f"{path}/publish", {"revision": 1})
        self.assertEqual((published["published_by"], published["approved_by"]), ("admin", "office"))
        self.assertEqual(self.version(), published["version"])
        self.refused(409, "workflow.draft_closed", "POST", f"{path}/publish", {"revision": 1})

        # What the impact said is what happens: who was there goes on as before, who comes meets it.
        self.assertNotIn("step:consent", self.tasks(there))
        self.walk.on_case(waiting, "ApplicationSubmitted",
                          {"standards": whole_county.STANDARDS, "banks": ["bank-a"],
                           "amount_fen": 100, "purpose": "茶", "term_months": 12,
                           "consent": True}, "force")
        self.assertIn("step:consent", self.tasks(waiting))
        self.assertEqual(self.server.ask("GET", f"/api/v1/cases/{there}").json["workflow_version"],
                         before)

        one = self.expect(200, "GET", f"{COUNTY}/versions/{published['id']}")
        self.assertEqual(len(one["differences"]), 2)
        reverted = self.expect(200, "POST", f"{COUNTY}/revert", {"reason": "试行结束"})
        self.assertEqual((reverted["version"], reverted["reverts"]), (before, published["id"]))
        self.assertEqual(self.version(), before)
        self.assertNotIn("step:consent", self.tasks(self.in_review("后来农场")))
        self.assertIn("step:consent", self.tasks(waiting))  # keeps its stage's version
        again = self.expect(200, "POST", f"{COUNTY}/revert", {"reason": "恢复"})
        self.assertEqual(again["version"], published["version"])
        versions = self.expect(200, "GET", f"{COUNTY}/versions")["items"]
        self.assertEqual([row["reverts"] for row in versions],
                         [reverted["id"], published["id"], None, None])
        self.assert_clean()

    def test_a_new_clock_leaves_what_runs_and_meets_what_comes(self):
        running = self.walk.deciding("在审农场")
        coming = self.walk.referral(self.walk.pushed("待收齐农场"))
        draft = self.draft(HEAD + TIGHTER)
        path = f"{COUNTY}/drafts/{draft['id']}"
        (clock,) = self.expect(200, "POST", f"{path}/impact")["lines"]
        self.assertEqual((clock["keeps"], clock["meets"]), (1, 1))
        self.assertEqual(clock["meets_by_state"],
                         [{"subject": "referral", "state": "Pushed", "cases": 1}])

        def rules(referral):
            return {(one["rule"], one["due"][:10]): one["state"]
                    for one in self.walk.items(f"/api/v1/referrals/{referral}/deadlines")
                    if one["rule"].startswith("bank-decision")}
        before = rules(running)
        self.publish(HEAD + TIGHTER)
        # As the impact said: the one that runs keeps its date and gets no second clock.
        self.assertEqual(rules(running), before)
        self.walk.on_referral(coming, "MaterialsCompleted", {}, "contact-a")
        self.assertEqual({rule for rule, _ in rules(coming)},
                         {"bank-decision", f"bank-decision@{COUNTY}"})
        # Now both run; making it tighter still, or taking it away, leaves the one that has it.
        draft = self.draft(HEAD + TIGHTER.replace("20", "15"))
        (clock,) = self.expect(200, "POST", f"{COUNTY}/drafts/{draft['id']}/impact")["lines"]
        self.assertEqual((clock["keeps"], clock["meets"]), (1, 0))
        self.assertEqual((clock["clock"]["before"]["days"], clock["clock"]["after"]["days"]), (20, 15))
        draft = self.draft(HEAD)
        (clock,) = self.expect(200, "POST", f"{COUNTY}/drafts/{draft['id']}/impact")["lines"]
        self.assertEqual((clock["difference"]["change"], clock["keeps"], clock["meets"],
                          clock["clock"]["after"]), ("removed", 1, 0, None))
        self.assert_clean()

    def job(self, job, actor="admin"):
        while job["state"] == "running":
            job = self.expect(200, "GET", f"{COUNTY}/jobs/{job['id']}", actor=actor)
        return job

    def test_long_answers_as_jobs(self):
        self.in_review("先到农场")
        self.walk.deciding("快进农场")
        draft = self.draft(HEAD + TIGHTER + STEP)
        path = f"{COUNTY}/drafts/{draft['id']}"
        at_once = self.expect(200, "POST", f"{path}/impact")
        begun = self.expect(202, "POST", f"{path}/impact?job=1")
        self.assertEqual((begun["kind"], begun["total"]), ("impact", None))
        done = self.job(begun)
        self.assertEqual((done["state"], done["result"], done["problem"]), ("done", at_once, None))
        self.assertGreater(done["done"], 0)

        played = self.job(self.expect(202, "POST", f"{path}/simulate?job=1", {"days": 5}))
        self.assertEqual((played["state"], played["done"], played["total"]), ("done", 5, 5))
        self.assertEqual(played["result"]["actors"], "nobody")

        # Its own: nobody else sees it, and not under another county's name.
        self.refused(404, "workflow.job_unknown", "GET", f"{COUNTY}/jobs/{begun['id']}", actor="admin2")
        self.refused(404, "workflow.job_unknown", "DELETE", f"{COUNTY}/jobs/{begun['id']}", actor="admin2")
        self.refused(404, "workflow.job_unknown", "GET", f"{COUNTY}/jobs/none")
        self.refused(404, "workflow.not_found", "GET", f"{COUNTY}/jobs/{begun['id']}", actor="stranger")

        # A draft that cannot be read fails as a job, too.
        broken = self.draft("overlay: [")
        failed = self.job(self.expect(202, "POST", f"{COUNTY}/drafts/{broken['id']}/impact?job=1"))
        self.assertEqual(failed["state"], "failed")
        self.assertTrue(failed["problem"]["code"].startswith("definition."))

        long = self.expect(202, "POST", f"{path}/simulate?job=1", {"days": 180, "actors": "seeded"})
        self.expect(202, "DELETE", f"{COUNTY}/jobs/{long['id']}")
        ended = self.job(long)
        self.assertEqual((ended["state"], ended["result"]), ("cancelled", None))
        self.assertLess(ended["done"], 180)
        self.assertEqual(list((self.data / "uploads").glob("backup-*")), [])
        self.assertEqual(self.server.stop(), 0)
        self.start()  # a job ends with the process, and then it is unknown
        self.sessions = {}
        self.refused(404, "workflow.job_unknown", "GET", f"{COUNTY}/jobs/{begun['id']}")
        self.assert_clean()

    def test_what_loosens_the_notice_is_refused_with_its_clause(self):
        loose = {
            "a longer limit": TIGHTER.replace("20", "45"),
            "a third bank": "limits: [{name: intended_banks_most, value: 3}]\n",
            "an extension beyond": "limits: [{name: service_extension_percent_most, value: 900}]\n",
        }
        for name, body in loose.items():
            with self.subTest(name):
                draft = self.draft(HEAD + body)
                path = f"{COUNTY}/drafts/{draft['id']}"
                problems = self.expect(200, "POST", f"{path}/check")["problems"]
                self.assertEqual([one["code"] for one in problems], ["definition.statute_loosened"])
                self.assertNotEqual(problems[0]["clause"], "")
                self.assertGreaterEqual(problems[0]["line"], 3)
                self.refused(422, "definition.statute_loosened", "POST", f"{path}/impact")
                self.expect(200, "POST", f"{path}/approve", {"revision": 1}, "admin2")
                self.refused(422, "definition.statute_loosened", "POST", f"{path}/publish",
                             {"revision": 1})
        self.assertEqual(self.expect(200, "GET", f"{COUNTY}/versions")["items"], [])

    def test_broken_texts_are_kept_and_told_with_their_lines(self):
        broken = {
            "no YAML": ("overlay: [", "definition."), "an unknown field": (HEAD + "colour: red\n", "definition.unknown_field"),
            "an unknown stage": (HEAD + STEP.replace("Review.Preliminary", "Nowhere"), "definition."),
            "a text with an unknown name": (
                HEAD + "notices: {rung.overdue: {subject: {zh: a, en: a}, body: {zh: '{nonsense}', en: b}}}\n", "definition."),
            "a template for a county": (HEAD.replace("overlay", "template"), ""),
            "another county's": (HEAD.replace("411502", "411503") + STEP, "workflow.other_area"),
            "a department that is not there": (
                HEAD + "steps: [{id: a, stage: Application, kind: department_report, department: none, title: {zh: 甲, en: a}}]\n",
                "workflow.department_unknown"),
        }
        for name, (yaml, code) in broken.items():
            with self.subTest(name):
                draft = self.draft(yaml)
                self.assertEqual(draft["yaml"], yaml)
                path = f"{COUNTY}/drafts/{draft['id']}"
                check = self.expect(200, "POST", f"{path}/check")
                self.assertTrue(check["problems"], name)
                self.assertTrue(check["problems"][0]["code"].startswith(code), check["problems"])
                self.expect(200, "POST", f"{path}/approve", {"revision": 1}, "admin2")
                self.assertGreaterEqual(self.ask("POST", f"{path}/publish", {"revision": 1}).status, 400)
        self.assertEqual(self.expect(200, "GET", f"{COUNTY}/versions")["items"], [])

    def test_two_people_editing_and_a_change_after_an_agreement(self):
        draft = self.draft(HEAD + STEP)
        path = f"{COUNTY}/drafts/{draft['id']}"
        body = {"title": "试改", "yaml": HEAD + TIGHTER, "revision": 1}
        self.expect(200, "POST", f"{path}/approve", {"revision": 1}, "admin2")
        changed = self.expect(200, "PUT", path, body)
        self.assertEqual((changed["revision"], changed["approved_by"]), (2, ""))
        self.refused(409, "workflow.draft_changed", "PUT", path, body, "admin2")
        self.refused(409, "workflow.draft_changed", "POST", f"{path}/approve", {"revision": 1}, "admin2")
        self.refused(409, "workflow.approval_missing", "POST", f"{path}/publish", {"revision": 2})
        self.refused(400, "http.missing_field", "PUT", path, {"title": "无"})
        self.refused(400, "http.missing_field", "POST", f"{path}/publish", {})
        self.expect(200, "POST", f"{path}/discard", {"revision": 2})
        self.refused(409, "workflow.draft_closed", "PUT", path, {**body, "revision": 2})
        self.refused(404, "workflow.draft_unknown", "GET", f"{COUNTY}/drafts/999")
        self.refused(404, "workflow.draft_unknown", "GET", f"{COUNTY}/drafts/one")
        self.refused(409, "workflow.nothing_to_revert", "POST", f"{COUNTY}/revert", {"reason": "甲"})

    def test_another_countys_is_as_unknown_as_none(self):
        draft = self.draft(HEAD + STEP)
        foreign = self.refused(404, "workflow.not_found", "GET", f"{COUNTY}/drafts/{draft['id']}",
                               actor="stranger")
        nobody = self.refused(404, "workflow.not_found", "GET", "411599/drafts/1", actor="stranger")
        self.assertEqual(foreign["detail"].replace(COUNTY, "411599"), nobody["detail"])
        self.refused(404, "workflow.not_found", "POST", f"{COUNTY}/revert", {"reason": "甲"}, "stranger")
        self.assertEqual(self.ask("POST", f"{COUNTY}/drafts", {"title": "甲"}, "force").status, 403)
        self.assertEqual(self.ask("GET", f"{COUNTY}/drafts", actor="contact-a").status, 403)

    def test_a_day_to_come(self):
        self.in_review("先到农场")
        self.refused(422, "workflow.effective_past", "POST",
                     f"{COUNTY}/drafts/{self.approved(HEAD + STEP)}/publish",
                     {"revision": 1, "effective_on": "2025-03-11"})
        before = self.version()
        published = self.publish(HEAD + STEP, effective_on="2025-03-17")
        self.assertIsNone(published["in_force"])
        self.assertEqual(self.version(), before)
        self.assertEqual(self.expect(200, "GET", COUNTY)["waiting"]["id"], published["id"])
        self.assertNotIn("step:consent", self.tasks(self.in_review("前一日农场")))
        self.assertEqual(self.server.stop(), 0)
        self.start()  # it outlives the process
        moved = self.server.ask("POST", "/api/v1/clock", {"advance": "5d"})
        self.assertEqual(moved.status, 200, moved.text)
        self.assertEqual(self.version(), published["version"])
        self.assertIsNone(self.expect(200, "GET", COUNTY)["waiting"])
        self.assertIn("step:consent", self.tasks(self.in_review("当日农场")))
        one = self.expect(200, "GET", f"{COUNTY}/versions/{published['id']}")
        self.assertEqual(one["in_force"][:10], "2025-03-17")
        self.assert_clean()

    def approved(self, yaml):
        draft = self.draft(yaml)
        self.expect(200, "POST", f"{COUNTY}/drafts/{draft['id']}/approve", {"revision": 1}, "admin2")
        return draft["id"]

    def test_the_citys_template_carries_the_counties(self):
        self.publish(HEAD + TIGHTER)
        of_county = self.version()
        template = self.expect(200, "GET", CITY, actor="city")["yaml"]
        self.assertEqual(self.ask("GET", CITY).status, 404)  # a county's administrator is not the city's
        # What the county built on may not go away under it.
        bad = template.replace("approval: second_person", "approval: nobody")
        draft = self.draft(bad, CITY, "city")
        problems = self.expect(200, "POST", f"{CITY}/drafts/{draft['id']}/check", actor="city")["problems"]
        self.assertTrue(problems[0]["code"].startswith("definition."))
        nothing = self.draft("", CITY, "city")
        self.expect(200, "POST", f"{CITY}/drafts/{nothing['id']}/approve", {"revision": 1}, "convener1")
        self.assertEqual(self.ask("POST", f"{CITY}/drafts/{nothing['id']}/publish", {"revision": 1},
                                  "city").status, 422)
        changed = template.replace("approval: second_person", "approval: city") \
                          .replace("visit_attempt_limit: 3", "visit_attempt_limit: 4")
        self.publish(changed, CITY, "city", "convener1")
        self.assertNotEqual(self.version(), of_county)
        sentences = [one["zh"] for one in self.expect(200, "GET", COUNTY)["sentences"]]
        self.assertTrue(any("联系企业4次" in one for one in sentences))
        self.assertTrue(any("20日内" in one for one in sentences))  # its own is still there
        draft = self.draft(HEAD + STEP)
        path = f"{COUNTY}/drafts/{draft['id']}"
        self.refused(403, "workflow.city_approves", "POST", f"{path}/approve", {"revision": 1}, "admin2")
        self.expect(200, "POST", f"{path}/approve", {"revision": 1}, "cityadmin")
        self.expect(201, "POST", f"{path}/publish", {"revision": 1})
        self.assert_clean()

    def test_killed_while_publishing_nothing_is_half_published(self):
        texts = [HEAD + STEP, HEAD + TIGHTER]
        acknowledged, stop = [], threading.Event()

        def keep_publishing():
            number = 0
            try:
                while not stop.is_set():
                    draft = self.approved(texts[number % 2])
                    answer = self.ask("POST", f"{COUNTY}/drafts/{draft}/publish", {"revision": 1})
                    if answer.status == 201:
                        acknowledged.append(answer.json)
                    number += 1
            except OSError:
                pass  # it is gone

        worker = threading.Thread(target=keep_publishing)
        worker.start()
        while len(acknowledged) < 3:
            self.assertTrue(worker.is_alive())
        self.server.kill()
        stop.set()
        worker.join()
        self.start()
        rows = self.expect(200, "GET", f"{COUNTY}/versions?limit=500")["items"]
        self.assertTrue({one["id"] for one in acknowledged} <= {row["id"] for row in rows})
        self.assertEqual(self.version(), rows[0]["version"])
        drafts = {row["id"]: row["state"]
                  for row in self.expect(200, "GET", f"{COUNTY}/drafts?limit=500")["items"]}
        for row in rows:
            if row["draft"]:
                self.assertEqual(drafts[row["draft"]], "published")
        self.assertEqual(sum(state == "published" for state in drafts.values()),
                         sum(row["draft"] is not None for row in rows))
        self.assert_clean()

    def test_an_open_step_says_what_completing_it_asks_for(self):
        form = """steps:
  - id: site
    stage: Application
    kind: form
    title: {zh: 核实场所, en: see the premises}
    role: task_force
    form: {type: object, properties: {rooms: {type: integer, title: 间数, minimum: 1}}, required: [rooms]}
  - {id: consent, stage: Application, kind: approval, title: {zh: 会签, en: consent}, role: county_office}
"""
        self.publish(HEAD + form)
        case = self.walk.opened("有步骤农场")
        allowed = {one["event"]: one for one in self.walk.items(f"/api/v1/cases/{case}/allowed-events")}
        steps = {one["step"]: one for one in allowed["StepCompleted"]["steps"]}
        self.assertEqual(set(steps), {"site", "consent"})
        self.assertEqual(steps["site"]["title"]["zh"], "核实场所")
        self.assertEqual(steps["site"]["schema"]["properties"]["form"]["required"], ["rooms"])
        self.assertEqual(steps["site"]["schema"]["properties"]["step"]["enum"], ["site"])
        self.assertNotIn("form", steps["consent"]["schema"]["properties"])
        self.walk.on_case(case, "StepCompleted", {"step": "site", "outcome": "passed",
                                                  "form": {"rooms": 3}}, "force")
        allowed = {one["event"]: one for one in self.walk.items(f"/api/v1/cases/{case}/allowed-events")}
        self.assertEqual([one["step"] for one in allowed["StepCompleted"]["steps"]], ["consent"])
        self.assert_clean()

    def everything(self):
        """What there is and what is to be sent; the house itself may deliver or sign meanwhile."""
        ours = ("subject:", "history:", "deadline:", "rung:", "task:", "list_entry:", "enterprise:",
                "workflow_draft:", "workflow_publication:", "incident:", "counter:", "document:")
        lines = whole_county.everything(self.data)
        return ([line for line in lines if line.startswith(ours)],
                [line.split(",")[1] for line in lines if line.startswith("message: (")])

    def test_the_next_days_are_played_on_a_copy_and_happen_so(self):
        referral = self.walk.deciding("快进农场")
        case = self.server.ask("GET", f"/api/v1/referrals/{referral}").json["case"]
        draft = self.draft(HEAD + "deadlines:\n  - hook: guidance\n    budget: {working_days: 3}\n"
                                  "    ladder: [{rung: overdue, offset: 0, to: [task_force]}]\n")
        path = f"{COUNTY}/drafts/{draft['id']}"
        self.refused(422, "workflow.days", "POST", f"{path}/simulate", {"days": 0})
        self.refused(422, "workflow.actors", "POST", f"{path}/simulate", {"days": 3, "actors": "all"})
        before = self.everything()
        played = self.expect(200, "POST", f"{path}/simulate", {"days": 50})
        again = self.expect(200, "POST", f"{path}/simulate", {"days": 50})
        # Letters that wait today leave when the house next tries, which is going on meanwhile.
        fired = [[one for one in run["entries"] if one["what"] == "rung"] for run in (played, again)]
        self.assertEqual(fired[0], fired[1])
        self.assertEqual(self.everything(), before)  # nothing is left, nothing went out
        self.assertEqual(list((self.data / "uploads").glob("backup-*")), [])
        self.assertEqual(played["events"], 0)  # nobody acts
        rungs = [(one["rule"], one["rung"], one["at"]) for one in played["entries"]
                 if one["what"] == "rung"]
        self.assertIn("bank-decision", {rule for rule, _, _ in rungs})
        self.assertEqual(sum(one["count"] for one in played["rungs"]), len(rungs))

        self.expect(200, "POST", f"{path}/approve", {"revision": 1}, "admin2")
        self.expect(201, "POST", f"{path}/publish", {"revision": 1})
        moved = self.server.ask("POST", "/api/v1/clock", {"advance": "50d"})
        self.assertEqual(moved.status, 200, moved.text)
        happened = []
        for kind, one in (("cases", case), ("referrals", referral)):
            for clock in self.walk.items(f"/api/v1/{kind}/{one}/deadlines"):
                happened += [(clock["rule"], rung["rung"], rung["claimed"])
                             for rung in clock["rungs"] if rung["claimed"]]
        self.assertEqual(sorted(rungs), sorted(happened))
        self.assert_clean()

    def test_by_command(self):
        door = ("--server", self.server.url, "--api-key", self.server.key)
        file = self.path / "overlay.yaml"
        file.write_text(HEAD + TIGHTER + STEP, encoding="utf-8")
        said = run("workflow", "diff", file)
        self.assertEqual(said.returncode, 0, said.stderr)
        self.assertIn("新增：", said.stdout)
        said = run("workflow", "diff", file, file)
        self.assertIn("没有不同", said.stdout)
        begun = run("workflow", "draft", COUNTY, file, "--title", "更严", "--as", "admin", "--json", *door)
        self.assertEqual(begun.returncode, 0, begun.stderr)
        draft = json.loads(begun.stdout)["draft"]["id"]
        shown = run("workflow", "impact", COUNTY, draft, *door)
        self.assertIn("法定时限不变", shown.stdout, shown.stderr)
        early = run("workflow", "publish", COUNTY, draft, "--as", "admin", *door)
        self.assertNotEqual(early.returncode, 0)
        self.assertIn("workflow.approval_missing", early.stderr)
        for command, actor in (("approve", "admin2"), ("publish", "admin")):
            done = run("workflow", command, COUNTY, draft, "--as", actor, *door)
            self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(run("workflow", "export", COUNTY, *door).stdout, HEAD + TIGHTER + STEP)
        self.assertIn("更严", run("workflow", "versions", COUNTY, *door).stdout)
        # Another draft that this publication overtook.
        late = self.expect(201, "POST", f"{COUNTY}/drafts", {"title": "迟", "yaml": HEAD + TIGHTER + STEP})
        self.publish(HEAD + STEP)
        shown = run("workflow", "merge", COUNTY, late["id"], *door)
        self.assertRegex(shown.stdout, "undone +deadline bank-decision@411502")
        file.write_text(HEAD + STEP + "visit_attempt_limit: 2\n", encoding="utf-8")
        taken = run("workflow", "merge", COUNTY, late["id"], file, "--as", "admin", *door)
        self.assertEqual(taken.returncode, 0, taken.stderr)
        self.assertIn("没有需要选定的", run("workflow", "merge", COUNTY, late["id"], *door).stdout)
        back = run("workflow", "revert", COUNTY, "--reason", "试行结束", "--as", "admin", *door)
        self.assertEqual(back.returncode, 0, back.stderr)
        self.assertEqual(run("workflow", "export", COUNTY, *door).stdout, HEAD + TIGHTER + STEP)
        back = run("workflow", "revert", COUNTY, "--reason", "再退一步", "--as", "admin", *door)
        self.assertEqual(back.returncode, 0, back.stderr)
        self.assertEqual(run("workflow", "export", COUNTY, *door).stdout, HEAD + STEP)


if __name__ == "__main__":
    unittest.main()
