"""An enterprise of another county at the window, or named by a bank: the answer is "received", it
tells nothing of what the other county has, and the city office decides."""

import json
import pathlib
import tempfile
import unittest

import whole_county
from qianqiao_server import Server, run

CODE = "91350100M000100Y43"
NEIGHBOUR = """id,parent,kind,name,area
411503,411500,county,平桥区,411503
411503001,411503,township,羊山街道,411503001
"""
PEOPLE = """user_name,name,organisation,roles
office2,平桥发改,411503,county_office@411503
force9,平桥专班,411503,task_force@411503
clerk2,平桥窗口,411503,window_clerk@411503
"""
ENTERPRISE = {"name": "福州一厂有限公司", "uscc": CODE, "kind": "company"}
WALKED_IN = {"receipt_number": "R-1", "channel": "window", "basic_conditions_met": True,
             "consent": True}
NOMINATED = {"bank": "bank-a", "basic_conditions_met": True, "consent": True}


class ReceptionTest(unittest.TestCase):
    def setUp(self):
        self.server, self.walk = self.house("data")

    def house(self, name):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        path = pathlib.Path(folder.name)
        data = path / name
        data.mkdir()
        server = Server(data, "--clock", "simulated", "--at", "2025-03-03T09:00")
        self.addCleanup(server.stop)
        door = ("--server", server.url, "--api-key", server.key)
        whole_county.found(path, *door)
        (path / "neighbour.csv").write_text(NEIGHBOUR, encoding="utf-8")
        (path / "people2.csv").write_text(PEOPLE, encoding="utf-8")
        done = run("org", "import", path / "neighbour.csv", "--people", path / "people2.csv",
                   *door)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        return server, whole_county.Walk(server)

    def open(self, server, event, data, actor, county="411502", enterprise=ENTERPRISE, key="k-1"):
        return server.ask("POST", "/api/v1/cases",
                          {"event": event, "county": county, "enterprise": enterprise,
                           "data": data}, {"Idempotency-Key": key, "X-Qianqiao-Actor": actor})

    def walk_in(self, server=None, **changes):
        answer = self.open(server or self.server, "WalkedIn", WALKED_IN, "clerk", **changes)
        self.assertEqual(answer.status, 201, answer.text)
        return answer.json

    # What the neighbour has of the enterprise, from nothing to a case far on.
    def has_nothing(self, server, walk):
        return None

    def has_it_listed(self, server, walk):
        return self.neighbours_roster(server)

    def has_it_applied(self, server, walk):
        case = self.neighbours_roster(server)
        walk.on_case(case, "WalkedIn", WALKED_IN, "clerk2")
        return case

    def has_it_closed(self, server, walk):
        case = self.has_it_applied(server, walk)
        walk.on_case(case, "Withdrawn", {"reason": "no_longer_needed"}, "force9")
        return case

    def neighbours_roster(self, server):
        answer = self.open(server, "Listed", {}, "office2", county="411503", key="listed")
        self.assertEqual(answer.status, 201, answer.text)
        return answer.json["id"]


class TheAnswer(ReceptionTest):
    def answers(self, prepare, event, data, actor):
        """Whole answers to the same three requests: the first, its repetition, and another one."""
        server, walk = self.house(prepare.__name__)
        prepare(server, walk)
        asked = [self.open(server, event, data, actor, key=key) for key in ("a", "a", "b")]
        if event == "Nominated":  # who sees no case is told that it was received, and no more
            return [(answer.status, answer.told) for answer in asked]
        case = asked[0].json["id"]
        asked.append(server.ask("GET", f"/api/v1/cases/{case}"))
        asked.append(server.ask("GET", f"/api/v1/enterprises/{asked[0].json['enterprise']}"))
        asked.append(server.ask("GET", "/api/v1/cases?county=411502"))
        asked.append(server.ask("GET", f"/api/v1/cases/{case}/events"))
        asked.append(server.ask(
            "POST", f"/api/v1/cases/{case}/events",
            {"event": "IdentityLinked", "data": {"uscc": CODE}},
            {"Idempotency-Key": "c", "If-Match": "*", "X-Qianqiao-Actor": actor}))
        return [(answer.status, answer.told) for answer in asked]

    def test_is_received_and_the_same_whatever_the_other_county_has(self):
        for event, data, actor in (("WalkedIn", WALKED_IN, "clerk"),
                                   ("Nominated", NOMINATED, "contact-a")):
            told = {}
            for prepare in (self.has_it_listed, self.has_it_applied, self.has_it_closed):
                with self.subTest(event=event, state=prepare.__name__):
                    told[prepare.__name__] = self.answers(prepare, event, data, actor)
                    status, first = told[prepare.__name__][0]
                    if event == "Nominated":
                        self.assertEqual((status, json.loads(first)), (202, {"received": True}))
                    else:
                        self.assertEqual((status, json.loads(first)["state"]), (201, "Received"))
                        self.assertEqual(json.loads(first)["follows"], "")
                    whole = json.dumps(told[prepare.__name__])
                    self.assertNotIn("411503", whole)
            self.assertEqual(len({json.dumps(answers) for answers in told.values()}), 1,
                             "the answer depends on what the other county has")

    def test_to_whom_it_does_not_concern_is_that_there_is_nothing(self):
        home = self.neighbours_roster(self.server)
        enterprise = self.server.ask("GET", f"/api/v1/cases/{home}").json["enterprise"]
        by_id = self.open(self.server, "WalkedIn", WALKED_IN, "clerk", enterprise=enterprise)
        unknown = self.open(self.server, "WalkedIn", WALKED_IN, "clerk",
                            enterprise="411503E999999", key="k-2")
        self.assertEqual((by_id.status, by_id.json["code"]), (404, "enterprise.not_found"))
        self.assertEqual((unknown.status, unknown.json["code"]), (404, "enterprise.not_found"))
        for number, guessed in enumerate((enterprise, "411503E999999")):
            answer = self.server.ask(
                "POST", "/api/v1/cases",
                {"event": "WalkedIn", "enterprise": guessed, "data": WALKED_IN},
                {"Idempotency-Key": f"guess-{number}", "X-Qianqiao-Actor": "clerk"})
            self.assertEqual((answer.status, answer.json["code"]), (404, "enterprise.not_found"))
        # Who names the other county has no business there; its case is not named.
        there = self.open(self.server, "WalkedIn", WALKED_IN, "clerk", county="411503", key="k-3")
        self.assertEqual((there.status, there.json["code"]), (404, "subject.not_found"))
        self.assertNotIn(home, there.text)
        foreign = self.open(self.server, "Listed", {}, "office", key="k-4")
        self.assertEqual((foreign.status, foreign.json["code"]), (409, "roster.other_county"))
        self.assertNotIn(home, foreign.text)
        self.assertEqual(self.walk.items("/api/v1/cases?county=411502"), [])


class TheDecision(ReceptionTest):
    def tasks(self, county, role):
        return [(row["kind"], row["subject"])
                for row in self.walk.items(f"/api/v1/tasks?county={county}&role={role}")]

    def state(self, case):
        return self.server.ask("GET", f"/api/v1/cases/{case}").json["state"]

    def transfer(self, case, actor="city"):
        return self.walk.on_case(case, "Transferred",
                                 {"to_county": "411503", "reason": "注册地在平桥区"}, actor)

    def assert_clean(self):
        done = run("verify", "--server", self.server.url, "--api-key", self.server.key)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def test_is_a_task_of_the_city_office_alone(self):
        self.neighbours_roster(self.server)
        case = self.walk_in()["id"]
        self.assertEqual(self.tasks("411502", "city_office"), [("jurisdiction", case)])
        self.assertEqual(self.tasks("411500", "city_office"), [("jurisdiction", case)])
        self.assertEqual(self.tasks("411503", "city_office"), [])
        self.assertEqual(self.tasks("411502", "task_force"), [])
        told = [(row["person"], row["notice"])
                for row in self.walk.items("/api/v1/deliveries?limit=1000")
                if row["channel"] == "inbox"]
        self.assertEqual(told, [("city", "enterprise-elsewhere")])
        for event, data in (("Transferred", {"to_county": "411503", "reason": "甲"}),
                            ("JurisdictionChanged", {"county": "411502", "reason": "甲"}),
                            ("DuplicateFound", {"duplicate_of": "411502C000009"})):
            for actor in ("office", "force", "clerk", "leader"):
                answer = self.server.ask(
                    "POST", f"/api/v1/cases/{case}/events", {"event": event, "data": data},
                    {"Idempotency-Key": f"{event}-{actor}", "If-Match": "*",
                     "X-Qianqiao-Actor": actor})
                self.assertEqual((answer.status, answer.json["code"]), (403, "authority.no_role"))
        self.assertEqual(self.state(case), "Received")
        self.assert_clean()

    def test_transfer_hands_it_to_the_case_that_is_open_there(self):
        home = self.neighbours_roster(self.server)
        case = self.walk_in()["id"]
        self.transfer(case)
        self.assertEqual((self.state(case), self.state(home)), ("Closed", "Application"))
        self.assertEqual(self.tasks("411502", "city_office"), [])
        self.assertEqual(self.tasks("411503", "task_force"), [("application", home)])
        self.assert_clean()

    def test_transfer_opens_a_case_there_where_it_has_none(self):
        for prepare in (self.has_nothing, self.has_it_closed):
            with self.subTest(prepare.__name__):
                self.server, self.walk = self.house(prepare.__name__)
                before = prepare(self.server, self.walk)
                # Of an enterprise that nobody knows, the clerk says whose it is.
                case = self.walk_in(enterprise={**ENTERPRISE, "county": "411503"})["id"]
                self.transfer(case)
                opened = [row for row in self.walk.items("/api/v1/cases?county=411503&open=1")]
                self.assertEqual([row["state"] for row in opened], ["Application"])
                self.assertNotEqual(opened[0]["id"], before)
                enterprise = self.server.ask(
                    "GET", f"/api/v1/enterprises/{opened[0]['enterprise']}").json
                self.assertEqual((enterprise["uscc"], enterprise["county"]), (CODE, "411503"))
                # There it goes on as any other.
                self.walk.on_case(opened[0]["id"], "Withdrawn", {"reason": "no_longer_needed"},
                                  "force9")
                self.assert_clean()

    def test_it_may_stay_or_go_with_its_case(self):
        kept = self.walk_in(enterprise={**ENTERPRISE, "county": "411503"})["id"]
        self.walk.on_case(kept, "JurisdictionChanged", {"county": "411502", "reason": "在浉河经营"},
                          "city")
        self.assertEqual(self.state(kept), "Application")
        self.assertEqual(self.tasks("411502", "task_force"), [("application", kept)])
        other = {"name": "平桥油茶家庭农场", "kind": "family_farm", "county": "411503"}
        gone = self.walk_in(enterprise=other, key="k-2")["id"]
        self.walk.on_case(gone, "JurisdictionChanged", {"county": "411503", "reason": "在平桥经营"},
                          "city")
        self.assertEqual(self.tasks("411503", "task_force"), [("application", gone)])
        self.assertEqual(self.tasks("411502", "city_office"), [])
        self.assert_clean()

    def test_one_of_the_same_name_that_is_at_home_here_is_another(self):
        farm = {"name": "同名家庭农场", "kind": "family_farm"}
        received = self.walk_in(enterprise={**farm, "county": "411503"})
        native = self.walk_in(enterprise=farm, key="k-2")
        self.assertEqual((received["state"], native["state"]), ("Received", "Application"))
        self.assertNotEqual(received["enterprise"], native["enterprise"])
        again = self.open(self.server, "WalkedIn", WALKED_IN, "clerk", key="k-3",
                          enterprise={**farm, "county": "411503"})
        self.assertEqual((again.status, again.json["code"]), (409, "event.not_allowed_here"))
        self.assert_clean()

    def test_a_nomination_goes_on_as_a_nomination(self):
        home = self.neighbours_roster(self.server)
        answer = self.open(self.server, "Nominated", NOMINATED, "contact-a")
        self.assertEqual((answer.status, answer.json), (202, {"received": True}))
        (received,) = self.walk.items("/api/v1/cases?county=411502&state=Received")
        self.transfer(received["id"])
        rows = self.walk.items(f"/api/v1/cases/{home}/events")
        self.assertEqual([row["event"] for row in rows], ["Listed", "Nominated"])
        self.assertEqual(rows[1]["data"], NOMINATED)
        self.assert_clean()

    def test_who_comes_again_after_a_transfer_is_received_again(self):
        self.neighbours_roster(self.server)
        case = self.walk_in()["id"]
        self.transfer(case)
        again = self.walk_in(key="k-2")
        self.assertEqual((again["state"], again["follows"]), ("Received", case))
        answer = self.server.ask(
            "POST", f"/api/v1/cases/{case}/events", {"event": "WalkedIn", "data": WALKED_IN},
            {"Idempotency-Key": "k-3", "If-Match": "*", "X-Qianqiao-Actor": "clerk"})
        self.assertEqual(answer.status, 409, answer.text)
        self.assertNotIn("411503", answer.text)
        self.assert_clean()


if __name__ == "__main__":
    unittest.main()
