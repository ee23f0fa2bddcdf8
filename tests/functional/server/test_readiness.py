#!/usr/bin/python3
"""The checklist of a first county: from an empty house to one where nothing is missing."""

import pathlib
import tempfile
import unittest

from qianqiao_server import Server, run
from test_accounts import PASSWORD, SignedIn, administrator

COUNTY = "411502"
COUNTY_ROLES = ("county_administrator", "county_office", "task_force", "visitor", "window_clerk",
                "preliminary_reviewer", "bank_reviewer", "leader", "county_convener")


class Checklist(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = pathlib.Path(folder.name)
        self.server = Server(self.path / "data", "--clock", "simulated", "--at", "2025-03-03T09:00")
        self.addCleanup(lambda: self.assertEqual(self.server.stop(), 0))
        code = self.server.process.stdout.readline().rsplit(" ", 1)[-1].strip()
        done = self.server.ask("POST", "/api/v1/setup", {
            "code": code, "system_administrator": administrator("sys"),
            "security_administrator": administrator("sec"), "auditor": administrator("aud")},
            key=False)
        assert done.status == 201, done.text

    def put(self, organisations=(), people=()):
        answer = self.server.ask("POST", "/api/v1/organisations", {
            "organisations": list(organisations), "people": list(people)})
        self.assertEqual((answer.status, answer.json["bad"]), (200, 0), answer.text)

    def person(self, name, role, organisation=COUNTY, **more):
        return {"user_name": name, "name": name, "organisation": organisation,
                "password": PASSWORD, "appointments": [{"role": role}], **more}

    def missing(self, who, query=""):
        told = who.must("GET", f"readiness{query}")
        found = {(item["name"], item["subject"]) for item in told["items"]
                 if item["state"] == "missing"}
        self.assertEqual(told["complete"], not found)
        for item in told["items"]:
            self.assertTrue(item["zh"] and item["en"])
        return found

    def staffed(self):
        """A county with everybody there, and one bank."""
        self.put([{"id": "tax", "parent": COUNTY, "kind": "department", "name": "税务局"},
                  {"id": "bank-a", "parent": "411500", "kind": "bank", "name": "甲银行"}],
                 [self.person(f"c-{role}", role) for role in COUNTY_ROLES]
                 + [self.person("banker", "bank_contact", "bank-a")])
        return SignedIn(self.server, "c-county_administrator")

    def webhook(self, who):
        return who.must("POST", "webhooks", {"organisation": COUNTY, "name": "政务消息",
                                             "url": "https://hooks.example.invalid/in"})

    def test_a_new_house_lacks_its_people_and_banks(self):
        system = SignedIn(self.server, "sys")
        self.assertEqual(self.missing(system), {
            ("role", "city_office"), ("role", "county_administrator"), ("banks", ""),
            ("notice_confirmers", ""), ("channel", ""), ("backup", "")})
        self.put([{"id": "bank-a", "parent": "411500", "kind": "bank", "name": "甲银行"}],
                 [self.person("city", "city_office", "411500"),
                  self.person("city2", "city_convener", "411500"),
                  self.person("county", "county_administrator")])
        self.assertEqual(self.missing(system), {("channel", ""), ("backup", "")})
        backed_up = self.server.ask("POST", "/api/v1/backups")
        self.assertEqual(backed_up.status, 200)
        self.assertEqual(self.missing(system), {("channel", "")})

    def test_a_county_is_told_what_it_lacks_until_nothing_is(self):
        self.put(people=[self.person("county", "county_administrator")])
        county = SignedIn(self.server, "county")
        told = self.missing(county)
        self.assertEqual(told, {("role", role) for role in COUNTY_ROLES
                                if role != "county_administrator"}
                         | {("departments", ""), ("banks", ""), ("channel", "")})
        self.staffed()
        self.assertEqual(self.missing(county), {("channel", "")})
        self.webhook(county)
        self.assertEqual(self.missing(county), set())

    def test_each_bank_needs_a_contact_of_its_own(self):
        county = self.staffed()
        self.webhook(county)
        self.put([{"id": "bank-b", "parent": "411500", "kind": "bank", "name": "乙银行"},
                  {"id": "bank-b-1", "parent": "bank-b", "kind": "branch", "name": "乙银行支行",
                   "area": COUNTY},
                  {"id": "bank-b-2", "parent": "bank-b", "kind": "branch", "name": "乙银行另一支行",
                   "area": "411503"}],
                 [self.person("elsewhere", "bank_contact", "bank-b-2")])
        self.assertEqual(self.missing(county), {("bank_contact", "bank-b")})
        self.put(people=[self.person("branch", "bank_contact", "bank-b-1")])
        self.assertEqual(self.missing(county), set())

    def test_an_appointment_that_ended_and_a_disabled_account_hold_nothing(self):
        county = self.staffed()
        self.webhook(county)
        SignedIn(self.server, "sec").must("POST", "appointments", {
            "person": "c-leader", "role": "leader", "scope": COUNTY, "until": "2025-03-10"})
        self.assertEqual(self.missing(county), set())
        moved = self.server.ask("POST", "/api/v1/clock", {"advance": "10d"})
        self.assertEqual(moved.status, 200, moved.text)
        self.assertEqual(self.missing(county), {("role", "leader")})
        county.must("POST", "people/c-bank_reviewer/disable")
        self.assertEqual(self.missing(county), {("role", "leader"), ("role", "bank_reviewer")})

    def test_reviews_of_one_case_need_different_people(self):
        county = self.staffed()
        self.webhook(county)
        for name in ("c-preliminary_reviewer", "c-bank_reviewer"):
            county.must("POST", f"people/{name}/disable")
        for role in ("preliminary_reviewer", "bank_reviewer"):
            SignedIn(self.server, "sec").must("POST", "appointments", {
                "person": "c-leader", "role": role, "scope": COUNTY})
        self.assertEqual(self.missing(county), {("reviewers", "")})
        self.put(people=[self.person("second", "bank_reviewer"),
                         self.person("deputy", "deputy_leader")])
        self.assertEqual(self.missing(county), set())

    def test_who_cannot_sign_in_is_counted(self):
        county = self.staffed()
        self.webhook(county)
        self.put(people=[{"user_name": "mute", "name": "无密码", "organisation": COUNTY,
                          "appointments": [{"role": "task_force"}]}])
        self.assertEqual(self.missing(county), {("sign_in", "")})
        SignedIn(self.server, "sec").must("POST", "api-keys", {"person": "mute", "name": "系统"})
        self.assertEqual(self.missing(county), set())

    def test_working_days_of_the_next_year_are_expected_in_december(self):
        county = self.staffed()
        self.webhook(county)
        items = {(item["name"], item["subject"]): item["state"]
                 for item in county.must("GET", "readiness")["items"]}
        self.assertEqual(items[("notice", "2025")], "done")
        years = self.server.ask("GET", "/api/v1/calendars/2025").json["years"]
        last = max(years)
        self.server.ask("POST", "/api/v1/clock", {"to": f"{last}-06-01T09:00:00+08:00"})
        county = SignedIn(self.server, "c-county_administrator")
        items = {(item["name"], item["subject"]): item["state"]
                 for item in county.must("GET", "readiness")["items"]}
        self.assertEqual(items[("notice", str(last + 1))], "later")
        self.server.ask("POST", "/api/v1/clock", {"to": f"{last}-12-01T09:00:00+08:00"})
        self.assertEqual(self.missing(county), {("notice", str(last + 1))})

    def test_each_sees_its_own(self):
        county = self.staffed()
        other = county.ask("GET", "readiness?county=411503")
        self.assertEqual((other.status, other.json["code"]), (403, "county.not_yours"))
        self.assertEqual(county.must("GET", f"readiness?county={COUNTY}")["county"], COUNTY)
        names = {item["name"] for item in county.must("GET", "readiness")["items"]}
        self.assertNotIn("backup", names, "not the county's to make")
        system = SignedIn(self.server, "sys")
        told = system.must("GET", f"readiness?county={COUNTY}")
        self.assertIn("backup", {item["name"] for item in told["items"]})
        for unknown in ("nowhere", "411500", "tax"):
            answer = system.ask("GET", f"readiness?county={unknown}")
            self.assertEqual((answer.status, answer.json["code"]), (403, "county.not_yours"))
        for name in ("c-task_force", "banker"):
            answer = SignedIn(self.server, name).ask("GET", "readiness")
            self.assertEqual((answer.status, answer.json["code"]), (403, "route.not_yours"))


class DemoIsReady(unittest.TestCase):
    def test_a_demos_county_lacks_only_what_leaves_the_house(self):
        with tempfile.TemporaryDirectory() as folder:
            data = pathlib.Path(folder) / "data"
            made = run("demo", "--data", data, "--size", "5", "--days", "0")
            self.assertEqual(made.returncode, 0, made.stderr)
            server = Server(data)
            told = server.ask("GET", "/api/v1/readiness?county=411525").json["items"]
            self.assertEqual({(item["name"], item["subject"]) for item in told
                              if item["state"] == "missing"}, {("channel", ""), ("backup", "")})
            self.assertEqual(server.stop(), 0)


if __name__ == "__main__":
    unittest.main()
