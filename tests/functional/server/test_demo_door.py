#!/usr/bin/python3
"""Stepping into a demo's accounts without their passwords: and everywhere that this must not be."""

import json
import pathlib
import tempfile
import unittest

from qianqiao_server import Server, run
from test_accounts import PASSWORD, SignedIn, administrator, code_of


class Stepped(SignedIn):
    """In an account of the demo, without its password."""

    def __init__(self, server, name, headers=None):
        self.server, self.numbers = server, 0
        answer = server.ask("POST", "/api/v1/demo/session", {"user_name": name}, headers, key=False)
        assert answer.status == 201, answer.text
        self.cookie = answer.headers["Set-Cookie"]
        self.headers = {"Cookie": self.cookie.split(";")[0],
                        "X-CSRF-Token": answer.json["csrf_token"]}


class Door(unittest.TestCase):
    def enter(self, name, server=None):
        return (server or self.server).ask("POST", "/api/v1/demo/session", {"user_name": name},
                                           key=False)

    def assert_code(self, answer, status, code):
        self.assertEqual((answer.status, answer.json.get("code")), (status, code), answer.text)
        self.assertNotIn("Set-Cookie", answer.headers)


class DemoDoor(Door):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.data = pathlib.Path(cls.folder.name) / "data"
        made = run("demo", "--data", cls.data, "--size", "20", "--days", "5", "--seed", "3")
        assert made.returncode == 0, made.stderr
        cls.server = Server(cls.data)
        cls.accounts = {account["username"]: account for account in
                        json.loads((cls.data / "demo-accounts.json").read_text(encoding="utf-8"))}

    @classmethod
    def tearDownClass(cls):
        code = cls.server.stop()
        cls.folder.cleanup()
        assert code == 0, f"the server's exit code was {code}"

    def listed(self):
        answer = self.server.ask("GET", "/api/v1/demo/accounts", key=False)
        self.assertEqual(answer.status, 200, answer.text)
        return answer.json["items"]

    def assert_closed(self, name):
        self.assert_code(self.enter(name), 404, "demo.not_open")
        self.assertNotIn(name, {item["user_name"] for item in self.listed()})

    def as_itself(self, name):
        return SignedIn(self.server, name, self.accounts[name]["password"])

    def test_the_accounts_are_listed_by_role_and_organisation(self):
        listed = self.listed()
        self.assertTrue(self.server.ask("GET", "/api/v1/setup", key=False).json["demo"])
        contact = next(item for item in listed if item["user_name"] == "bank1.contact1")
        self.assertEqual((contact["role"], contact["organisation_name"]),
                         ("bank_contact", self.accounts["bank1.contact1"]["organisation"]))
        roles = [item["role"] for item in listed]
        self.assertGreaterEqual(len(set(roles)), 20)
        together = [role for i, role in enumerate(roles) if i == 0 or roles[i - 1] != role]
        self.assertEqual(len(together), len(set(together)), "a role in two places")
        self.assertFalse({"password", "password_hash", "phone", "email"} & set(listed[0]))

    def test_a_visitor_takes_one_part_after_another(self):
        county = Stepped(self.server, "shihe.admin")
        for part in ("HttpOnly", "SameSite=Strict", "Path=/"):
            self.assertIn(part, county.cookie)
        self.assertEqual(county.must("GET", "me")["user_name"], "shihe.admin")
        self.assertGreater(len(county.must("GET", "people")["items"]), 5)
        bank = Stepped(self.server, "bank1.contact1", county.headers)
        self.assertEqual(bank.must("GET", "me")["user_name"], "bank1.contact1")
        self.assert_code(bank.ask("GET", "people"), 403, "route.not_yours")
        self.assert_code(county.ask("GET", "me"), 401, "http.unauthorised")  # that one is over
        self.assert_code(bank.ask("POST", "me/second-factor", **{"X-CSRF-Token": "guess"}), 403,
                         "session.csrf")
        bank.must("DELETE", "session")
        self.assert_code(bank.ask("GET", "me"), 401, "http.unauthorised")

    def test_the_audit_log_says_how_somebody_came_in(self):
        Stepped(self.server, "bank2.head")
        rows = Stepped(self.server, "city.auditor").must("GET", "audit?person=bank2.head")["items"]
        self.assertEqual((rows[0]["action"], rows[0]["object"]),
                         ("session.demo_opened", "bank2.head"))

    def test_a_page_of_another_cannot_switch_who_one_is(self):
        held = Stepped(self.server, "shihe.leader")
        there = self.server.ask("POST", "/api/v1/demo/session", {"user_name": "bank1.head"},
                                {"Cookie": held.headers["Cookie"]}, key=False)
        self.assert_code(there, 403, "session.csrf")

    def test_an_account_made_later_is_not_open(self):
        county = self.as_itself("shihe.admin")
        county.must("POST", "people", {"user_name": "real", "name": "真人", "organisation": "411502",
                                       "password": PASSWORD,
                                       "appointments": [{"role": "window_clerk"}]})
        SignedIn(self.server, "real")
        self.assert_closed("real")
        self.assert_closed("nobody")

    def test_an_account_whose_password_was_changed_is_not_open(self):
        one = self.as_itself("shihe.force1")
        one.must("POST", "me/password", {"old_password": self.accounts["shihe.force1"]["password"],
                                         "new_password": PASSWORD})
        self.assert_closed("shihe.force1")
        SignedIn(self.server, "shihe.force1")
        county = self.as_itself("shihe.admin")
        same = self.accounts["shihe.force2"]["password"]
        county.must("POST", "people/shihe.force2/password", {"password": same})
        self.assert_closed("shihe.force2")

    def test_an_account_with_a_second_factor_is_not_open(self):
        one = self.as_itself("shihe.deputy")
        secret = one.must("POST", "me/second-factor")["secret"]
        Stepped(self.server, "shihe.deputy")  # prepared only
        one.must("POST", "me/second-factor/confirm", {"code": code_of(secret)})
        self.assert_closed("shihe.deputy")

    def test_a_disabled_account_is_not_open(self):
        held = Stepped(self.server, "shihe.force3")
        county = self.as_itself("shihe.admin")
        county.must("POST", "people/shihe.force3/disable")
        self.assert_closed("shihe.force3")
        self.assert_code(held.ask("GET", "me"), 401, "http.unauthorised")
        county.must("POST", "people/shihe.force3/enable")
        Stepped(self.server, "shihe.force3")

    def test_its_body_is_read_strictly(self):
        for body in ({}, {"user_name": "shihe.admin", "role": "auditor"}, {"user_name": 1}):
            answer = self.server.ask("POST", "/api/v1/demo/session", body, key=False)
            self.assertIn(answer.status, (400, 422), answer.text)


class NoDemo(Door):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.data = pathlib.Path(folder.name) / "data"

    def serve(self, *options):
        self.server = Server(self.data, *options)
        self.addCleanup(lambda: self.assertEqual(self.server.stop(), 0))

    def assert_no_demo(self, name):
        self.assert_code(self.server.ask("GET", "/api/v1/demo/accounts", key=False), 404,
                         "demo.none")
        self.assert_code(self.enter(name), 404, "demo.none")
        self.assertFalse(self.server.ask("GET", "/api/v1/setup", key=False).json["demo"])

    def test_a_house_that_was_set_up_is_none_on_whatever_clock(self):
        self.serve("--clock", "simulated", "--at", "2025-03-03T09:00")
        self.assert_no_demo("sys")
        code = self.server.process.stdout.readline().rsplit(" ", 1)[-1].strip()
        done = self.server.ask("POST", "/api/v1/setup", {
            "code": code, "system_administrator": administrator("sys"),
            "security_administrator": administrator("sec"), "auditor": administrator("aud")},
            key=False)
        self.assertEqual(done.status, 201, done.text)
        self.assert_no_demo("sys")
        rows = SignedIn(self.server, "aud").must("GET", "audit")["items"]
        self.assertNotIn("session.refused", {row["action"] for row in rows}, "asked for nothing")

    def test_a_demo_that_goes_on_with_the_systems_clock_is_none(self):
        made = run("demo", "--data", self.data, "--size", "5", "--days", "0")
        self.assertEqual(made.returncode, 0, made.stderr)
        self.serve("--clock", "system")
        self.assert_no_demo("shihe.admin")


if __name__ == "__main__":
    unittest.main()
