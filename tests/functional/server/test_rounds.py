"""Visiting rounds from end to end: a roster goes in, the county opens a round, the visitors are
reminded, the office and the leader are told; a round that is over does nothing."""

import json
import pathlib
import tempfile
import unittest

import whole_county
from qianqiao_server import Server, run

ROSTER = """企业名称,统一社会信用代码,县区,乡镇（街道）
福州一厂有限公司,91350100M000100Y43,浉河区,老城街道
信阳春茶家庭农场,,浉河区,老城街道
"""
ROUND = {"county": "411502", "name": "第一轮走访", "opens": "2025-03-03", "ends": "2025-03-31"}


class RoundTest(unittest.TestCase):
    """A county with an imported roster, and nobody visited yet; a Monday morning."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = pathlib.Path(folder.name)
        self.data = self.path / "data"
        self.data.mkdir()
        roster = self.path / "roster.csv"
        roster.write_text(ROSTER, encoding="utf-8")
        self.server = self.start("--at", "2025-03-03T09:00")
        whole_county.found(self.path, *self.door())
        done = run("import", "roster", roster, *self.door(), "--json")
        self.assertEqual(json.loads(done.stdout)["imported"], 2, done.stdout)
        self.walk = whole_county.Walk(self.server)

    def start(self, *options):
        server = Server(self.data, "--clock", "simulated", *options)
        self.addCleanup(lambda: server.process.poll() is None and server.stop())
        return server

    def restart(self):
        self.assertEqual(self.server.stop(), 0)
        self.server = self.start()
        self.walk = whole_county.Walk(self.server)

    def door(self):
        return ("--server", self.server.url, "--api-key", self.server.key)

    def open_round(self, code=201, **changes):
        answer = self.server.ask("POST", "/api/v1/rounds", {**ROUND, **changes})
        self.assertEqual(answer.status, code, answer.text)
        return answer.json

    def refused(self, status, code, **changes):
        body = {name: value for name, value in {**ROUND, **changes}.items() if value is not None}
        answer = self.server.ask("POST", "/api/v1/rounds", body)
        self.assertEqual((answer.status, answer.json["code"]), (status, code), answer.text)
        for name in ("detail", "detail_en"):
            self.assertNotRegex(answer.json[name], r"\{[a-z_]+\}")

    def cases(self):
        return sorted(row["id"] for row in self.walk.items("/api/v1/cases?limit=1000"))

    def clocks(self, case):
        return [row for row in self.walk.items(f"/api/v1/cases/{case}/deadlines")
                if row["rule"] == "first-visit-round"]

    def events(self, case):
        return [row["event"] for row in self.walk.items(f"/api/v1/cases/{case}/events")]

    def told(self, notice):
        return sorted((row["person"], row["claimed"][:16], row["lines"][0]["subject"])
                      for row in self.walk.items("/api/v1/deliveries?limit=1000")
                      if row["notice"] == notice and row["channel"] == "inbox")

    def assert_clean(self):
        done = run("verify", *self.door())
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)


class Planning(RoundTest):
    def plan(self, case, day, team):
        data = {"planned_on": day, "team": team, "channel": "on_site"}
        return self.walk.on_case(case, "VisitPlanned", data, "force")

    def visit_of(self, case):
        (row,) = [row for row in self.walk.items("/api/v1/cases?limit=1000") if row["id"] == case]
        self.assertEqual(self.walk.server.ask("GET", f"/api/v1/cases/{case}").json["visit"],
                         row["visit"])
        return row["visit"]

    def test_a_case_says_for_when_and_by_whom_its_visit_is_planned(self):
        case = self.cases()[0]
        self.open_round()
        self.assertIsNone(self.visit_of(case))  # in the roster yet
        self.walk.on_case(case, "ScreenedIn", {"conditions_met": True}, "force")
        waits = {"round": "411502-2025-1", "attempts": 0, "team": "", "planned_on": None}
        self.assertEqual(self.visit_of(case), waits)
        self.plan(case, "2025-03-05", whole_county.TOWN)
        planned = {**waits, "team": whole_county.TOWN, "planned_on": "2025-03-05"}
        self.assertEqual(self.visit_of(case), planned)
        self.plan(case, "2025-03-06", whole_county.TOWN)
        self.assertEqual(self.visit_of(case), {**planned, "planned_on": "2025-03-06"})
        self.walk.on_case(case, "VisitAttempted", {"attempted_on": "2025-03-03",
                                                   "channel": "phone"}, "force")
        self.assertEqual(self.visit_of(case), {**planned, "attempts": 1, "planned_on": None})
        self.walk.on_case(case, "VisitRecorded", {"visited_on": "2025-03-03", "channel": "phone",
                                                  "outcome": "no_demand"}, "force")
        self.assertIsNone(self.visit_of(case))

    def test_who_plans_another_teams_visit_nearby_is_told_at_once(self):
        case = self.cases()[0]
        self.walk.on_case(case, "ScreenedIn", {"conditions_met": True}, "force")
        first = self.plan(case, "2025-03-05", whole_county.TOWN)
        again = self.plan(case, "2025-03-06", whole_county.TOWN)
        other = self.plan(case, "2025-03-07", whole_county.COUNTY)
        late = self.plan(case, "2025-05-30", whole_county.TOWN)
        self.assertEqual([answer.get("visits_overlap", False)
                          for answer in (first, again, other, late)],
                         [False, False, True, False])


class Opening(RoundTest):
    def test_waiting_cases_join_and_their_clocks_run_to_its_last_day(self):
        cases = self.cases()
        self.assertEqual(len(cases), 2)
        for case in cases:
            self.assertEqual(self.clocks(case), [], "a clock runs without a round")
        opened = self.open_round()
        self.assertEqual((opened["id"], opened["status"], opened["joined"], opened["joining"]),
                         ("411502-2025-1", "open", 2, False))
        for case in cases:
            (clock,) = self.clocks(case)
            self.assertEqual((clock["due"], clock["due_nominal"], clock["state"], clock["clause"]),
                             ("2025-03-31T23:59:59+08:00", "2025-03-31", "running", "(四)"))
            self.assertEqual(self.events(case), ["Listed", "RoundJoined"])
        self.assert_clean()

    def test_reminders_and_what_follows_when_nobody_went(self):
        visited, forgotten = self.cases()
        self.open_round()
        self.walk.on_case(visited, "ScreenedIn", {"conditions_met": True}, "force")
        self.walk.advance("17d")  # to 20 March, after the first reminder
        self.walk.on_case(visited, "VisitRecorded", {"visited_on": "2025-03-20", "channel": "phone",
                                                     "outcome": "no_demand"}, "visitor")
        self.walk.advance("25d")
        self.assertEqual(self.told("first-visit-round.ahead-10"),
                         sorted(("visitor", "2025-03-17T09:00", case) for case in self.cases()))
        self.assertEqual(self.told("first-visit-round.ahead-5"),
                         [("visitor", "2025-03-24T09:00", forgotten)])
        self.assertEqual(self.told("first-visit-round.ahead-1"),
                         [("visitor", "2025-03-28T09:00", forgotten)])
        self.assertEqual(self.told("first-visit-round.overdue"),
                         [("office", "2025-04-01T00:00", forgotten)])
        # 清明, 4 to 6 April, is no working time.
        self.assertEqual(self.told("first-visit-round.escalate-1"),
                         [("leader", "2025-04-08T09:00", forgotten)])
        self.assertEqual([clock["state"] for clock in self.clocks(visited)], ["met"])
        self.assertTrue(self.clocks(forgotten)[0]["overdue"])
        self.assert_clean()

    def test_a_later_round_is_joined_when_its_day_comes_also_after_a_restart(self):
        opened = self.open_round(opens="2025-03-10")
        self.assertEqual((opened["status"], opened["joined"], opened["joining"]),
                         ("upcoming", 0, True))
        self.walk.advance("6d")  # 9 March
        self.restart()
        for case in self.cases():
            self.assertEqual(self.clocks(case), [])
        self.walk.advance("1d")
        for case in self.cases():
            self.assertEqual([clock["due_nominal"] for clock in self.clocks(case)], ["2025-03-31"])
            rows = self.walk.items(f"/api/v1/cases/{case}/events")
            self.assertEqual(rows[-1]["instant"], "2025-03-10T00:00:00+08:00")
        (row,) = self.walk.items("/api/v1/rounds")
        self.assertEqual((row["status"], row["joined"], row["joining"]), ("open", 2, False))
        self.assert_clean()

    def test_a_round_that_is_over_arms_nothing(self):
        self.open_round(opens="2025-03-03", ends="2025-03-05")
        before = {case: self.events(case) for case in self.cases()}
        self.walk.advance("5d")  # 8 March
        late = self.path / "late.csv"
        late.write_text("企业名称,县区\n迟到家庭农场,浉河区\n", encoding="utf-8")
        done = run("import", "roster", late, *self.door(), "--json")
        self.assertEqual(json.loads(done.stdout)["imported"], 1, done.stdout)
        (newcomer,) = set(self.cases()) - set(before)
        self.assertEqual((self.clocks(newcomer), self.events(newcomer)), ([], ["Listed"]))
        self.refused(422, "round.over", opens="2025-03-06", ends="2025-03-07")
        # The newcomer joins the next one; who is overdue in the first stays there.
        self.open_round(opens="2025-03-08")
        self.assertEqual(self.events(newcomer), ["Listed", "RoundJoined"])
        for case, events in before.items():
            self.assertEqual(self.events(case), events)
            self.assertEqual([clock["due_nominal"] for clock in self.clocks(case)], ["2025-03-05"])
        self.assert_clean()

    def test_nobody_invents_a_round(self):
        case = self.cases()[0]
        opened = self.open_round(opens="2025-03-10")
        for invented in ({"id": "mine", "ends": "2099-12-31"},
                         {"id": opened["id"], "ends": "2099-12-31"},
                         {"id": opened["id"], "ends": opened["ends"]}):  # it is not open yet
            answer = self.server.ask(
                "POST", f"/api/v1/cases/{case}/events",
                {"event": "RoundJoined", "data": {"round": invented}},
                {"Idempotency-Key": json.dumps(invented, separators=(",", ":")), "If-Match": "*",
                 "X-Qianqiao-Actor": "office"})
            self.assertEqual((answer.status, answer.json["code"]), (422, "round.unknown"))
        self.assertEqual(self.clocks(case), [])


class Refusing(RoundTest):
    def test_unsound_rounds(self):
        self.refused(422, "area.unknown", county="没有的县")
        self.refused(422, "roster.county_not_set_up", county="411525")
        self.refused(422, "round.ends_before_it_opens", opens="2025-04-01")
        self.refused(422, "round.over", opens="2025-02-01", ends="2025-03-02")
        self.refused(400, "date.malformed", ends="2025-02-30")
        self.refused(400, "date.malformed", opens="tomorrow")
        self.refused(422, "round.id_malformed", id="第一轮")
        self.refused(422, "round.name_malformed", name="长" * 101)
        for name in ROUND:
            self.refused(400, "http.missing_field", **{name: None})
        self.refused(400, "http.wrong_type", name=3)
        self.refused(400, "http.unknown_field", colour="red")
        self.assertEqual(self.walk.items("/api/v1/rounds"), [])
        for case in self.cases():
            self.assertEqual(self.events(case), ["Listed"])

    def test_one_id_once_and_no_two_at_a_time(self):
        first = self.open_round(id="spring")
        self.assertEqual(self.open_round(code=200, id="spring"), first)
        self.assertEqual(self.open_round(code=200), first)
        self.refused(409, "round.exists", id="spring", ends="2025-04-01")
        self.refused(409, "round.overlaps", opens="2025-03-31", ends="2025-04-30")
        second = self.open_round(opens="2025-04-01", ends="2025-04-30")
        self.assertEqual(second["id"], "411502-2025-1")
        for case in self.cases():
            self.assertEqual(self.events(case).count("RoundJoined"), 1)


class Listing(RoundTest):
    def test_lists_are_cut_into_pages(self):
        months = [("2025-03-03", "2025-03-31"), ("2025-04-01", "2025-04-30"),
                  ("2025-05-01", "2025-05-31")]
        ids = [self.open_round(opens=opens, ends=ends)["id"] for opens, ends in months]
        self.assertEqual(ids, ["411502-2025-1", "411502-2025-2", "411502-2025-3"])
        seen, cursor = [], ""
        while True:
            page = self.server.ask("GET", f"/api/v1/rounds?county=411502&limit=2{cursor}").json
            seen += [row["id"] for row in page["items"]]
            if page["next_cursor"] is None:
                break
            cursor = f"&cursor={page['next_cursor']}"
        self.assertEqual(seen, ids)
        self.assertEqual(self.walk.items("/api/v1/rounds?county=411503"), [])
        self.assertEqual(self.server.ask("GET", "/api/v1/rounds?colour=red").status, 400)


class ByTheCommand(RoundTest):
    def test_on_a_directory_of_its_own(self):
        self.assertEqual(self.server.stop(), 0)
        opening = ("round", "open", "--county", "浉河区", "--name", "第一轮走访", "--opens",
                   "2025-03-03", "--ends", "2025-03-31", "--data", self.data)
        done = run(*opening, "--json")
        self.assertEqual(done.returncode, 0, done.stderr)
        opened = json.loads(done.stdout)
        self.assertEqual((opened["id"], opened["joined"]), ("411502-2025-1", 2))
        done = run(*opening)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("411502-2025-1", done.stdout)
        done = run(*opening, "--id", "other")
        self.assertEqual(done.returncode, 1)
        self.assertIn("round.overlaps", done.stderr)
        listed = run("round", "list", "--county", "411502", "--data", self.data, "--json")
        self.assertEqual([row["id"] for row in json.loads(listed.stdout)["items"]],
                         ["411502-2025-1"])
        self.assertIn("第一轮走访", run("round", "list", "--data", self.data).stdout)
        self.assertEqual(run("verify", "--data", self.data).returncode, 0)
        self.assertEqual(run("round", "open", "--county", "411502").returncode, 2)

    def test_through_a_server(self):
        done = run("round", "open", "--county", "411502", "--name", "第一轮走访", "--opens",
                   "2025-03-03", "--ends", "2025-03-31", *self.door(), "--json")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(json.loads(done.stdout)["joined"], 2)
        self.assertEqual(run("round", "list", *self.door()).returncode, 0)


class Simulated(RoundTest):
    def test_a_simulation_opens_what_is_to_open(self):
        self.open_round(opens="2025-03-10")
        self.assertEqual(self.server.stop(), 0)
        done = run("simulate", "--from", self.data, "--days", 25, "--actors", "nobody", "--json",
                   "--keep", self.path / "kept")
        self.assertEqual(done.returncode, 0, done.stderr)
        reminders = [entry for entry in json.loads(done.stdout)["journal"]
                     if entry.get("rule") == "first-visit-round"]
        self.assertTrue(reminders, done.stdout)
        self.assertEqual(run("verify", "--data", self.path / "kept").returncode, 0)
        listed = run("round", "list", "--data", self.data, "--json")
        self.assertEqual(json.loads(listed.stdout)["items"][0]["joined"], 0,
                         "a simulation changed what it came from")


if __name__ == "__main__":
    unittest.main()
