#!/usr/bin/python3
"""The first run, signing in, keys, appointments, mandates, the audit log: on the real binary."""

import base64
import hashlib
import hmac
import pathlib
import struct
import tempfile
import time
import unittest

from qianqiao_server import Server, run

PASSWORD = "correct horse battery"


def administrator(name):
    return {"user_name": name, "name": name, "password": PASSWORD}


def code_of(secret):
    """RFC 6238 apart from the server: the present code of a secret in base32."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    mac = hmac.new(key, struct.pack(">Q", int(time.time()) // 30), hashlib.sha1).digest()
    offset = mac[-1] & 15
    return f"{(struct.unpack('>I', mac[offset:offset + 4])[0] & 0x7fffffff) % 10**6:06}"


class SignedIn:
    def __init__(self, server, name, password=PASSWORD, **more):
        self.server, self.numbers = server, 0
        answer = server.ask("POST", "/api/v1/session", {"username": name, "password": password,
                                                        **more}, key=False)
        assert answer.status == 201, answer.text
        self.cookie = answer.headers["Set-Cookie"]
        self.headers = {"Cookie": self.cookie.split(";")[0],
                        "X-CSRF-Token": answer.json["csrf_token"]}

    def ask(self, method, path, body=None, **headers):
        self.numbers += 1
        return self.server.ask(method, f"/api/v1/{path}", body, {
            **self.headers, "Idempotency-Key": f"k{self.numbers}", "If-Match": "*", **headers},
            key=False)

    def must(self, method, path, body=None, status=(200, 201, 204)):
        answer = self.ask(method, path, body)
        assert answer.status in status, f"{method} {path}: {answer.status} {answer.text}"
        return answer.json if answer.text else None


class AccountsTest(unittest.TestCase):
    """An empty server, set up as a new city would."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = pathlib.Path(folder.name)
        self.data = self.path / "data"
        self.server = Server(self.data, "--clock", "simulated", "--at", "2025-03-03T09:00")
        self.addCleanup(lambda: self.assertEqual(self.server.stop(), 0))

    def set_up(self, **changes):
        line = self.server.process.stdout.readline()
        code = line.rsplit(" ", 1)[-1].strip()
        body = {"code": code, "system_administrator": administrator("sys"),
                "security_administrator": administrator("sec"), "auditor": administrator("aud"),
                **changes}
        return self.server.ask("POST", "/api/v1/setup", body, key=False)

    def assert_code(self, answer, status, code):
        self.assertEqual((answer.status, answer.json.get("code")), (status, code), answer.text)

    def county_administrator(self):
        """Added by the system administrator, appointed by the security administrator."""
        SignedIn(self.server, "sys").must("POST", "people", {
            "user_name": "county", "name": "县管理员", "organisation": "411502",
            "password": PASSWORD})
        SignedIn(self.server, "sec").must("POST", "appointments", {
            "person": "county", "role": "county_administrator", "scope": "411502"})
        return SignedIn(self.server, "county")

    def test_the_first_run_makes_three_administrators_and_closes(self):
        self.assertTrue(self.server.ask("GET", "/api/v1/setup", key=False).json["open"])
        self.assert_code(self.set_up(code="guess"), 403, "setup.wrong_code")
        self.assertEqual(self.server.stop(), 0)
        self.server = Server(self.data, "--clock", "simulated")
        self.assertEqual(self.set_up().status, 201)
        self.assertFalse(self.server.ask("GET", "/api/v1/setup", key=False).json["open"])
        again = self.server.ask("POST", "/api/v1/setup", {"code": "x"}, key=False)
        self.assert_code(again, 409, "setup.closed")
        self.assertGreater(len(SignedIn(self.server, "sys").must("GET", "organisations")["items"]),
                           10, "the city's tree is there")

    def test_three_administrators_are_three_people(self):
        answer = self.set_up(auditor=administrator("sys"))
        self.assert_code(answer, 409, "person.exists")

    def test_duties_are_separate(self):
        self.set_up()
        system, security, auditor = (SignedIn(self.server, name) for name in ("sys", "sec", "aud"))
        person = {"user_name": "new", "name": "新人", "organisation": "411502"}
        self.assert_code(system.ask("POST", "people", {**person, "appointments": [
            {"role": "task_force"}]}), 403, "appointment.not_yours")
        system.must("POST", "people", person)
        self.assert_code(system.ask("POST", "appointments", {
            "person": "new", "role": "task_force", "scope": "411502"}), 403, "route.not_yours")
        self.assert_code(system.ask("GET", "audit"), 403, "route.not_yours")
        self.assert_code(auditor.ask("POST", "people", person), 403, "route.not_yours")
        self.assert_code(security.ask("POST", "appointments", {
            "person": "sec", "role": "auditor", "scope": "411500"}), 403, "appointment.not_yours")
        for one in (system, security):
            self.assertEqual(one.must("GET", "cases")["items"], [])

    def test_a_county_administrator_stays_within_its_county(self):
        self.set_up()
        county = self.county_administrator()
        person = {"user_name": "clerk", "name": "窗口", "organisation": "411502",
                  "password": PASSWORD, "appointments": [{"role": "window_clerk"}]}
        county.must("POST", "people", person)
        self.assert_code(county.ask("POST", "people", {**person, "user_name": "x",
                                                       "organisation": "411503"}),
                         403, "organisation.not_yours")
        for role, scope in (("auditor", "411502"), ("county_administrator", "411502"),
                            ("task_force", "411503"), ("city_office", "411500")):
            self.assert_code(county.ask("POST", "appointments", {
                "person": "clerk", "role": role, "scope": scope}), 403, "appointment.not_yours")
        self.assert_code(county.ask("POST", "people/sec/disable"), 404, "person.not_found")
        self.assert_code(county.ask("POST", "people/sec/password", {"password": PASSWORD}), 404,
                         "person.not_found")

    def test_nobody_gets_into_an_account_that_holds_more(self):
        self.set_up()
        county, security = self.county_administrator(), SignedIn(self.server, "sec")
        county.must("POST", "people", {"user_name": "risen", "name": "升任", "organisation": "411502",
                                       "password": PASSWORD})
        security.must("POST", "appointments", {"person": "risen", "role": "city_office",
                                               "scope": "411500"})
        county.must("POST", "people", {"user_name": "aide", "name": "助手", "organisation": "411502"})
        body = {"password": "another password"}
        self.assert_code(county.ask("POST", "people/risen/password", body), 404, "person.not_found")
        self.assert_code(county.ask("POST", "api-keys", {"person": "risen", "name": "x"}), 404,
                         "person.not_found")
        self.assert_code(county.ask("POST", "mandates", {
            "principal": "risen", "agent": "aide", "until": "2025-03-10"}), 403, "mandate.not_yours")
        report = county.must("POST", "organisations", {"people": [
            {"user_name": "risen", "name": "x", "organisation": "411502", **body}]})
        self.assertEqual([bad["code"] for bad in report["bad_rows"]], ["person.exists"])
        system = SignedIn(self.server, "sys")
        self.assert_code(system.ask("POST", "people/aud/password", body), 404, "person.not_found")
        SignedIn(self.server, "risen")
        security.must("POST", "people/risen/password", body)

    def test_an_imported_directory_gives_nobody_more_than_its_importer_may(self):
        self.set_up()
        county = self.county_administrator()
        row = {"user_name": "aud", "name": "夺取", "organisation": "411502", "password": PASSWORD}
        new = {"id": "new-dept", "parent": "411502", "kind": "department", "name": "新部门"}
        report = county.must("POST", "organisations", {
            "organisations": [new, {**new, "id": "far", "parent": "411503"},
                              {**new, "id": "411503", "parent": "411502", "kind": "county"}],
            "people": [row, {**row, "user_name": "inside", "organisation": "new-dept",
                             "appointments": [{"role": "auditor"}]},
                       {**row, "user_name": "fine", "organisation": "new-dept",
                        "appointments": [{"role": "department"}]}]})
        self.assertEqual((report["organisations"], report["people"]), (1, 1), report)
        self.assertEqual([bad["code"] for bad in report["bad_rows"]],
                         ["organisation.not_yours", "organisation.not_yours", "person.exists",
                          "appointment.not_yours"])
        SignedIn(self.server, "aud")  # its password is what it was

    def test_a_session_is_a_cookie_with_a_csrf_token(self):
        self.set_up()
        one = SignedIn(self.server, "sys")
        for part in ("HttpOnly", "SameSite=Strict", "Path=/"):
            self.assertIn(part, one.cookie)
        self.assertNotIn("Secure", one.cookie, "plain HTTP on loopback")
        self.assertEqual(one.must("GET", "me")["user_name"], "sys")
        self.assertEqual(one.must("GET", "session")["csrf_token"], one.headers["X-CSRF-Token"])
        self.assert_code(one.ask("POST", "people", {}, **{"X-CSRF-Token": "guess"}), 403,
                         "session.csrf")
        self.assert_code(one.ask("GET", "me", **{"X-Qianqiao-Actor": "sec"}), 403,
                         "http.actor_not_yours")
        one.must("DELETE", "session")
        self.assert_code(one.ask("GET", "me"), 401, "http.unauthorised")

    def test_a_session_cannot_be_chosen_for_somebody(self):
        self.set_up()
        planted = self.server.ask("POST", "/api/v1/session", {"username": "sys",
                                                              "password": PASSWORD},
                                  {"Cookie": "qianqiao=chosen-by-another"}, key=False)
        self.assertNotIn("chosen-by-another", planted.headers["Set-Cookie"])
        there = self.server.ask("GET", "/api/v1/me", headers={"Cookie": "qianqiao=chosen-by-another"},
                                key=False)
        self.assertEqual(there.status, 401)

    def test_failures_lock_and_the_security_administrator_unlocks(self):
        self.set_up()
        security = SignedIn(self.server, "sec")
        wrong = {"username": "sys", "password": "not that one"}
        codes = [self.server.ask("POST", "/api/v1/session", wrong, key=False).json["code"]
                 for _ in range(7)]
        self.assertEqual(codes, ["session.refused"] * 5 + ["session.locked"] * 2)
        locked = self.server.ask("POST", "/api/v1/session", {**wrong, "password": PASSWORD},
                                 key=False)
        self.assert_code(locked, 429, "session.locked")
        security.must("POST", "people/sys/unlock")
        SignedIn(self.server, "sys")

    def test_a_second_factor(self):
        self.set_up()
        one = SignedIn(self.server, "sys")
        secret = one.must("POST", "me/second-factor")["secret"]
        one.must("POST", "me/second-factor/confirm", {"code": code_of(secret)})
        refused = self.server.ask("POST", "/api/v1/session",
                                  {"username": "sys", "password": PASSWORD}, key=False)
        self.assert_code(refused, 401, "session.code_required")
        self.assertTrue(one.must("GET", "me")["second_factor"])
        SignedIn(self.server, "sec").must("DELETE", "people/sys/second-factor")
        SignedIn(self.server, "sys")

    def test_a_changed_password_and_a_disabled_account_end_sessions(self):
        self.set_up()
        county = self.county_administrator()
        county.must("POST", "me/password", {"old_password": PASSWORD,
                                            "new_password": "another password"})
        self.assert_code(county.ask("GET", "me"), 401, "http.unauthorised")
        county = SignedIn(self.server, "county", "another password")
        SignedIn(self.server, "sys").must("POST", "people/county/disable")
        self.assert_code(county.ask("GET", "me"), 401, "http.unauthorised")

    def test_a_key_acts_as_its_person_and_no_further(self):
        self.set_up()
        county, security = self.county_administrator(), SignedIn(self.server, "sec")
        made = security.must("POST", "api-keys", {"person": "county", "name": "政务系统",
                                                  "scopes": ["read"], "days": 30})
        bearer = {"Authorization": f"Bearer {made['key']}"}

        def ask(method, path, body=None):
            return self.server.ask(method, f"/api/v1/{path}", body, bearer, key=False)

        self.assertEqual(ask("GET", "me").json["user_name"], "county")
        self.assert_code(ask("POST", "people", {}), 403, "api_key.read_only")
        self.assert_code(ask("GET", "audit"), 403, "route.not_yours")
        listed = security.must("GET", "api-keys")["items"]
        self.assertNotIn(made["key"], str(listed), "shown once")
        self.assertTrue(made["key"].startswith(listed[0]["hint"]))
        security.must("DELETE", f"api-keys/{made['id']}")
        self.assert_code(ask("GET", "me"), 401, "http.unauthorised")
        self.assert_code(county.ask("POST", "api-keys", {"person": "sec", "name": "越权"}), 404,
                         "person.not_found")

    def test_a_mandate_lets_one_act_for_another_and_both_stand_in_history(self):
        self.set_up()
        county = self.county_administrator()
        for name, role in (("clerk", "window_clerk"), ("office", "county_office"),
                           ("helper", "visitor")):
            county.must("POST", "people", {
                "user_name": name, "name": name, "organisation": "411502", "password": PASSWORD,
                "appointments": [{"role": role}]})
        clerk, helper = SignedIn(self.server, "clerk"), SignedIn(self.server, "helper")
        walked_in = {"event": "WalkedIn", "county": "411502", "acting_for": "clerk",
                     "enterprise": {"name": "委托农场", "kind": "family_farm"},
                     "data": {"receipt_number": "R-1", "channel": "window", "consent": True,
                              "basic_conditions_met": True}}
        self.assert_code(helper.ask("POST", "cases", walked_in), 403, "authority.no_mandate")
        self.assert_code(helper.ask("POST", "mandates", {"principal": "clerk", "agent": "helper",
                                                         "until": "2025-03-10"}), 403,
                         "mandate.not_yours")
        clerk.must("POST", "mandates", {"agent": "helper", "until": "2025-03-10"})
        case = helper.must("POST", "cases", walked_in)["id"]
        first = clerk.must("GET", f"cases/{case}/events")["items"][0]
        self.assertEqual((first["actor"], first["acting_for"]), ("helper", "clerk"))
        self.assertEqual([m["principal"] for m in helper.must("GET", "mandates")["items"]],
                         ["clerk"])
        own = clerk.must("GET", f"cases/{case}/allowed-events")["items"]
        self.assertFalse(any("permitted_for" in one for one in own))
        self.assertTrue(any(one["permitted"] for one in own))
        hers = helper.must("GET", f"cases/{case}/allowed-events")["items"]
        self.assertEqual([one["event"] for one in hers if one.get("permitted_for") == ["clerk"]],
                         [one["event"] for one in own if one["permitted"]])
        why = helper.must("GET", f"cases/{case}/explain")["events"]
        self.assertEqual({one["event"]: one["permitted"] for one in why},
                         {one["event"]: one["permitted"] or "permitted_for" in one
                          for one in hers})
        self.server.ask("POST", "/api/v1/clock", {"advance": "8d"})
        self.assert_code(helper.ask("POST", "cases", {**walked_in, "enterprise": {
            "name": "过期农场", "kind": "family_farm"}}), 403, "authority.no_mandate")
        self.assertFalse(any("permitted_for" in one for one in helper.must(
            "GET", f"cases/{case}/allowed-events")["items"]))

    def test_the_audit_log_tells_who_did_what(self):
        self.set_up()
        self.county_administrator()
        self.server.ask("POST", "/api/v1/session", {"username": "sys", "password": "x"}, key=False)
        auditor = SignedIn(self.server, "aud")
        rows = auditor.must("GET", "audit?limit=100")["items"]
        told = [(row["action"], row["person"], row["object"]) for row in rows]
        for expected in (("setup.done", "", "sys"), ("person.added", "sys", "county"),
                         ("appointment.put", "sec", "county"), ("session.refused", "", "sys"),
                         ("session.opened", "aud", "aud")):
            self.assertIn(expected, told)
        self.assertNotIn(PASSWORD, str(rows))
        only = auditor.must("GET", "audit?action=session.refused")["items"]
        self.assertEqual({row["action"] for row in only}, {"session.refused"})

    def test_the_operators_key_is_not_taken_through_a_proxy(self):
        answer = self.server.ask("GET", "/api/v1/me", headers={"X-Forwarded-For": "203.0.113.9"})
        self.assert_code(answer, 403, "operator.remote")

    def test_secrets_lie_neither_in_the_database_nor_in_plain_files(self):
        self.set_up()
        one = SignedIn(self.server, "sys")
        secret = one.must("POST", "me/second-factor")["secret"]
        token = one.headers["Cookie"].split("=", 1)[1]
        raw = base64.b32decode(secret + "=" * (-len(secret) % 8))
        found = b"".join(path.read_bytes() for path in self.data.glob("qianqiao.db*"))
        for hidden in (token.encode(), raw, secret.encode(), PASSWORD.encode()):
            self.assertNotIn(hidden, found)
        for name in ("api-key", "sealing-key", "qianqiao.db"):
            self.assertEqual((self.data / name).stat().st_mode & 0o777, 0o600, name)


class CommandLine(unittest.TestCase):
    def test_whoever_owns_the_directory_makes_the_first_account(self):
        with tempfile.TemporaryDirectory() as folder:
            data = pathlib.Path(folder) / "data"
            rows = pathlib.Path(folder) / "o.csv"
            rows.write_text("id,parent,kind,name,area\n411500,,city,信阳市,411500\n",
                            encoding="utf-8")
            self.assertEqual(run("org", "import", rows, "--data", data).returncode, 0)
            added = run("user", "add", "boss", "--name", "管理员", "--organisation", "411500",
                        "--role", "security_administrator", "--password-stdin", "--data", data,
                        stdin=PASSWORD + "\n")
            self.assertEqual(added.returncode, 0, added.stderr)
            server = Server(data)
            try:
                SignedIn(server, "boss")
                self.assertFalse(server.ask("GET", "/api/v1/setup", key=False).json["open"])
            finally:
                self.assertEqual(server.stop(), 0)


if __name__ == "__main__":
    unittest.main()
