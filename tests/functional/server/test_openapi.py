"""The interface describes itself: a linter finds nothing in it, a page shows it offline, and the
contract that all other tests are held against does refuse what does not fit."""

import copy
import hashlib
import http.client
import json
import os
import pathlib
import re
import shutil
import subprocess
import unittest

from contract import Contract
from qianqiao_server import BINARY, ServerTest

LINTER = pathlib.Path(__file__).resolve().parents[1] / "openapi"
INSTALLED = BINARY.parent.parent / "openapi-linter"


def install_linter():
    """From the lock file, once; anew where the lock file has changed."""
    lock = (LINTER / "package-lock.json").read_bytes()
    stamp, digest = INSTALLED / "installed", hashlib.sha256(lock).hexdigest()
    if stamp.exists() and stamp.read_text() == digest:
        return
    shutil.rmtree(INSTALLED, ignore_errors=True)
    INSTALLED.mkdir(parents=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(LINTER / name, INSTALLED)
    subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
                   cwd=INSTALLED, check=True)
    stamp.write_text(digest)


class Description(ServerTest):
    def served(self, path):
        """Without the contract: just what comes."""
        connection = http.client.HTTPConnection(self.server.address, timeout=60)
        connection.request("GET", path)
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        self.assertEqual(answer.status, 200, body[:200])
        return answer.headers, body

    def lint(self, document):
        install_linter()
        file = self.path / "openapi.json"
        file.write_bytes(document)
        return subprocess.run(
            ["npx", "--no", "@redocly/cli", "lint", "--config", LINTER / "redocly.yaml", file],
            cwd=INSTALLED, capture_output=True, text=True,
            env={**os.environ, "REDOCLY_TELEMETRY": "off", "REDOCLY_SUPPRESS_UPDATE_NOTICE": "true"})

    def test_the_linter_finds_nothing(self):
        done = self.lint(self.served("/api/v1/openapi.json")[1])
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def test_the_linter_does_look(self):
        document = json.loads(self.served("/api/v1/openapi.json")[1])
        del document["paths"]["/api/v1/cases/{id}"]["get"]["parameters"]
        done = self.lint(json.dumps(document).encode())
        self.assertEqual(done.returncode, 1, done.stdout + done.stderr)
        self.assertIn("/api/v1/cases/{id}", done.stdout + done.stderr)

    def test_the_document_is_the_same_each_time_and_open_to_all(self):
        first, second = (self.served("/api/v1/openapi.json")[1] for _ in range(2))
        self.assertEqual(first, second)
        self.assertEqual(json.loads(first)["openapi"], "3.1.0")

    def test_the_page_needs_nobody_else_and_runs_nothing_else(self):
        headers, page = self.served("/api/docs")
        policy = dict(part.strip().split(" ", 1) for part in
                      headers["Content-Security-Policy"].split(";"))
        self.assertEqual(policy["default-src"], "'none'")
        self.assertEqual(policy["script-src"], "'self'")
        self.assertEqual(headers["X-Content-Type-Options"], "nosniff")
        files = re.findall(r'(?:src|href)="(/[^"]*)"', page.decode())
        self.assertEqual(sorted(files), ["/api/docs/docs.css", "/api/docs/docs.js",
                                         "/api/v1/openapi.json"])
        for file, kind in (("/api/docs/docs.css", "text/css"),
                           ("/api/docs/docs.js", "text/javascript")):
            headers, text = self.served(file)
            self.assertTrue(headers["Content-Type"].startswith(kind))
            self.assertNotIn(b"://", text)
            self.assertNotIn(b"innerHTML", text)

    def test_each_event_is_there_with_its_data_roles_and_sentence(self):
        schemas = self.server.contract.document["components"]["schemas"]
        names = [choice["$ref"].rsplit("/", 1)[1] for choice in schemas["CaseEvents"]["oneOf"]]
        self.assertGreater(len(names), 30)
        event = schemas["CaseEvent.WalkedIn"]
        self.assertEqual(event["properties"]["event"], {"const": "WalkedIn"})
        self.assertIn("window_clerk", event["x-roles"]["*"])
        self.assertEqual((event["title"], event["x-title-en"]),
                         ("窗口或自助申报", "Came to the window or applied online"))
        self.assertEqual(event["properties"]["data"]["additionalProperties"], False)


class ContractRefuses(ServerTest):
    """A contract that took everything would prove nothing."""

    def setUp(self):
        self.contract = self.server.contract
        opened = self.open_case()
        self.assertEqual(opened.status, 201, opened.text)
        self.target = f"/api/v1/cases/{opened.json['id']}"
        self.case = self.server.ask("GET", self.target).json

    def check(self, value, status=200, method="GET", kind="application/json", target=None,
              body=None):
        self.contract.check(method, target or self.target, body, status, kind, json.dumps(value))

    def assert_refused(self, why, value, **more):
        with self.assertRaisesRegex(AssertionError, why):
            self.check(value, **more)

    def test_what_does_not_fit_the_schema(self):
        self.check(self.case)
        self.assert_refused("unexpected", {**self.case, "more": 1})
        self.assert_refused("required property", {k: v for k, v in self.case.items()
                                                  if k != "version"})
        self.assert_refused("not of type", {**self.case, "version": "3"})
        self.assert_refused("is not one of", {**self.case, "state": "Elsewhere"})
        self.assert_refused("does not match", {**self.case, "opened": "2025-03-03T01:00:00Z"})
        nested = copy.deepcopy(self.case)
        nested["tasks"] = [{"kind": "x", "role": "leader", "opened": nested["opened"], "more": 1}]
        self.assert_refused("unexpected", nested)

    def test_statuses_types_and_routes_that_are_not_described(self):
        problem = self.server.ask("GET", "/api/v1/cases/no-such").json
        self.check(problem, 404, kind="application/problem+json")
        self.assert_refused("not listed", problem, status=500, kind="application/problem+json")
        self.assert_refused("described as", problem, status=404)
        self.assert_refused("described as", self.case, kind="text/html")
        self.assert_refused("for what is not described", self.case, target="/api/v1/castles")
        self.assert_refused("for what is not described", self.case, method="PUT")

    def test_a_request_that_was_taken_and_is_not_described(self):
        page = {"now": "2025-03-03T09:00:00+08:00", "clock": "simulated"}
        clock = {"method": "POST", "target": "/api/v1/clock"}
        self.check(page, **clock, body={"advance": "1d"})
        self.assert_refused("of what was sent", page, **clock, body={"advance": "1d", "more": 1})


class AccountsAsDescribed(ServerTest):
    """The contract judges each answer here; what accounts do is for other tests."""

    PASSWORD = "a password of some length"

    def expect(self, status, method, path, body=None, headers=None, key=True):
        answer = self.server.ask(method, f"/api/v1{path}", body, headers, key)
        self.assertEqual(answer.status, status, f"{method} {path}: {answer.text}")
        return answer

    def signed_in(self, person):
        self.expect(200, "POST", f"/people/{person}/password", {"password": self.PASSWORD})
        opened = self.expect(201, "POST", "/session",
                             {"username": person, "password": self.PASSWORD}, key=False)
        return {"Cookie": opened.headers["Set-Cookie"].split(";")[0],
                "X-CSRF-Token": opened.json["csrf_token"]}

    def test_ones_own_account(self):
        mine = self.signed_in("clerk")
        for path in ("/me", "/session", "/mandates", "/organisations", "/cases", "/tasks"):
            self.expect(200, "GET", path, headers=mine, key=False)
        self.expect(201, "POST", "/mandates", {"agent": "office", "until": "2025-04-01"}, mine, False)
        self.assertEqual(len(self.expect(200, "GET", "/mandates", None, mine, False).json["items"]), 1)
        self.expect(200, "POST", "/me/second-factor", None, mine, False)
        self.expect(401, "POST", "/session", {"username": "clerk", "password": "wrong"}, key=False)
        self.expect(403, "POST", "/me/second-factor", None, {"Cookie": mine["Cookie"]}, False)
        self.expect(403, "GET", "/audit", None, mine, False)
        self.expect(204, "DELETE", "/session", None, mine, False)
        mine = self.signed_in("clerk")
        self.expect(204, "POST", "/me/password", {"old_password": self.PASSWORD,
                                                  "new_password": self.PASSWORD + "!"}, mine, False)
        self.expect(401, "GET", "/me", None, mine, False)

    def test_what_administrators_do(self):
        self.expect(200, "GET", "/me")
        self.expect(200, "GET", "/setup", key=False)
        self.expect(201, "POST", "/people", {"user_name": "new", "name": "新人", "organisation": "411502",
                                             "appointments": [{"role": "leader"}]})
        self.expect(201, "POST", "/appointments", {"person": "new", "role": "visitor",
                                                   "scope": "411502", "until": "2025-12-31"})
        for change in ("disable", "enable", "unlock"):
            self.expect(200, "POST", f"/people/new/{change}")
        self.expect(200, "DELETE", "/people/new/second-factor")
        made = self.expect(201, "POST", "/api-keys", {"person": "banker", "name": "甲银行系统"}).json
        self.expect(200, "GET", "/cases", None, {"Authorization": f"Bearer {made['key']}"}, False)
        for path in ("/people", "/appointments?person=new", "/api-keys", "/audit?limit=5"):
            self.assertTrue(self.expect(200, "GET", path).json["items"], path)
        self.expect(204, "DELETE", f"/api-keys/{made['id']}")
        self.expect(404, "DELETE", "/api-keys/77")

    def test_an_enterprise_and_the_inbox(self):
        case = self.open_case().json
        self.expect(200, "GET", f"/enterprises/{case['enterprise']}")
        self.expect(200, "POST", f"/enterprises/{case['enterprise']}/reveal", {"reason": "核对电话"})
        self.expect(200, "GET", f"/cases/{case['id']}/allowed-events", None,
                    {"X-Qianqiao-Actor": "clerk"})
        self.expect(200, "GET", "/tasks?county=411502&role=task_force")
        self.expect(200, "GET", "/calendars/2025")
        self.expect(200, "POST", "/verify")


if __name__ == "__main__":
    unittest.main()
