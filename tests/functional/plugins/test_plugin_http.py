#!/usr/bin/python3
"""Plugins that talk to other systems: through the server only, to hosts that are listed and approved,
with secrets that an administrator entered and that nobody is shown again."""
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

from gateway import Gateway  # noqa: E402
from plugin_county import PluginCounty  # noqa: E402
from qianqiao_server import run  # noqa: E402

HOST = "api.example.com"
SECRET = "topsecret/Passphrase+1"
MANIFEST = """\
name: checker
version: {version}
county: '411502'
title: {{zh: 试验, en: trial}}
hooks:
  - {{kind: step, name: check, at: Review.Preliminary}}
permissions:
  fields: [case.id, enterprise.name]
  hosts: [api.example.com]
  secrets: [api_key]
limits: {{wall_ms: 8000, requests: 2}}
"""
ASKING = """\
from qianqiao import Case, Verdict, http, log, secret, step

@step("check", stage="Review.Preliminary")
def check(case: Case) -> Verdict:
    answer = http.post("https://api.example.com/grade?name=x", json={"key": secret("api_key")},
                       headers={"X-Key": secret("api_key")})
    log(f"it answered {answer.status}: {answer.body}")
    print(secret("api_key"), answer.headers)
    return Verdict.passed(answer.body)
"""
CASES = """\
cases:
  - name: 通过
    hook: step check
    secrets: {api_key: k}
    input: {enterprise: {name: 甲}}
    http: [{answer: {status: 200, body: A}}]
    expect: {outcome: passed}
"""


def echo(request):
    return 200, "you said " + request["headers"]["X-Key"] + " in " + request["body"]


class PluginHttp(PluginCounty):
    allowlist = ["127.0.0.1"]

    def setUp(self):
        self.gateway = None
        super().setUp()
        self.addCleanup(lambda: self.gateway.close())

    def start(self):
        if self.gateway is None:
            self.gateway = Gateway(self.path, HOST, answer=echo)
        self.settings = self.gateway.settings(self.allowlist)
        super().start()

    def ready(self, main=ASKING, version="1.0.0", approved=(HOST,), secret=SECRET):
        self.install(version=version, content={
            "plugin.yaml": MANIFEST.format(version=version), "main.py": main, "cases.yaml": CASES})
        self.people["admin"].must("POST", "plugins/checker/approve-hosts", {"hosts": approved})
        if secret:
            self.people["admin"].must("PUT", "plugins/checker/secrets/api_key", {"value": secret})

    def outcome(self):
        """Of the call that a case in review makes."""
        case = self.case_in_review()
        self.advance("0m")
        return case, self.jobs()[0]

    def incident_kinds(self):
        return [incident["kind"] for incident in self.incidents()]

    def test_a_request_leaves_with_its_secret_and_the_answer_comes_back_without(self):
        self.ready()
        case, job = self.outcome()
        self.assertEqual((job["state"], job["failure"]), ("done", ""), job)
        (request,) = self.gateway.requests
        self.assertEqual((request["method"], request["host"], request["path"]),
                         ("POST", HOST, "/grade?name=x"))
        self.assertEqual(request["headers"]["X-Key"], SECRET)
        self.assertIn(SECRET, request["body"])
        self.assertEqual(self.completions(case)[0]["data"]["remark"],
                         'you said {secret:api_key} in {"key": "{secret:api_key}"}')

    def test_nobody_is_shown_a_secret_again(self):
        self.ready()
        self.outcome()
        admin = self.people["admin"]
        shown = [admin.ask("GET", path).text for path in (
            "plugins", "plugins/checker", "plugins/checker/jobs", "plugins/checker/logs")]
        shown.append(self.server.ask("GET", "/api/v1/audit?limit=1000").text)
        (entered,) = admin.must("GET", "plugins/checker")["secrets"]
        self.assertEqual(entered["name"], "api_key")
        self.assertTrue(entered["entered"].startswith("2025-03-0"), entered)
        for text in shown:
            self.assertNotIn(SECRET, text)
        for file in self.data.glob("qianqiao.db*"):
            self.assertNotIn(SECRET.encode(), file.read_bytes(), "sealed at rest")
        self.assertIn("plugin.secret_entered", shown[-1])
        gone = admin.must("DELETE", "plugins/checker/secrets/api_key")
        self.assertEqual(gone["secrets"], [{"name": "api_key", "entered": None}])

    def test_secrets_are_entered_where_the_manifest_lists_them_by_the_countys_own(self):
        self.ready(secret=None)
        admin = self.people["admin"]
        for value, name, status, code in (
                ("x", "other", 422, "plugin.secret_not_listed"),
                ("", "api_key", 400, "http.missing_field"),
                ("a\nb", "api_key", 422, "plugin.secret_length"),
                ("x" * 1025, "api_key", 422, "plugin.secret_length")):
            refused = admin.ask("PUT", f"plugins/checker/secrets/{name}", {"value": value})
            self.assertEqual((refused.status, refused.json["code"]), (status, code), value[:10])
        for who, status in (("other-admin", 404), ("city", 403), ("force", 403)):
            refused = self.people[who].ask("PUT", "plugins/checker/secrets/api_key", {"value": "x"})
            self.assertEqual(refused.status, status, who)

    def test_a_secret_that_was_not_entered_is_denied(self):
        self.ready(secret=None)
        _, job = self.outcome()
        self.assertEqual((job["state"], job["failure"]), ("failed", "denied"), job)
        self.assertEqual(self.incident_kinds(), ["plugin.denied"])
        self.assertEqual(self.gateway.requests, [])

    def test_a_host_that_is_not_approved_is_denied(self):
        self.ready(approved=())
        case, job = self.outcome()
        self.assertEqual((job["state"], job["failure"]), ("failed", "denied"), job)
        self.assertIn("has not been approved", job["detail_en"])
        self.assertEqual(self.incident_kinds(), ["plugin.denied"])
        self.assertIn("step:tax-check", self.tasks("force", case), "a person takes over")
        self.assertEqual(self.gateway.requests, [])

    def test_a_host_that_the_manifest_does_not_name_is_denied(self):
        for number, url in enumerate(("https://evil.example.com/", "http://api.example.com/",
                                      "https://127.0.0.1/", "https://api.example.com:8443/")):
            version = f"1.0.{number}"
            self.ready(ASKING.replace("https://api.example.com/grade?name=x", url), version)
            _, job = self.outcome()
            self.assertEqual((job["version"], job["failure"]), (version, "denied"), url)
        self.assertEqual(self.gateway.requests, [])

    def test_too_many_requests_in_a_call_are_denied(self):
        self.ready(ASKING.replace("    answer =", """    for _ in range(2):
        http.get("https://api.example.com/", headers={"X-Key": "none"})
    answer ="""))
        _, job = self.outcome()
        self.assertEqual(job["failure"], "denied", job)
        self.assertEqual(len(self.gateway.requests), 2)

    def test_a_redirect_is_an_answer_like_another(self):
        self.gateway.answer = lambda request: (302, "elsewhere")
        self.ready(ASKING.replace("Verdict.passed(answer.body)",
                                  "Verdict.passed(str(answer.status))"))
        case, _ = self.outcome()
        self.assertEqual(self.completions(case)[0]["data"]["remark"], "302")
        self.assertEqual(len(self.gateway.requests), 1)

    def test_who_does_not_answer_is_asked_again_later(self):
        self.gateway.answer = lambda request: (200, "x" * 100_000)
        self.ready()
        case, job = self.outcome()
        self.assertEqual((job["state"], job["failure"]), ("waiting", "crash"), "too large: dropped")
        self.gateway.answer = echo
        self.advance("1m")
        self.assertEqual(self.jobs()[0]["state"], "done")

    def test_the_command_line_reads_a_secret_from_its_input(self):
        self.ready(secret=None)
        door = ("--server", self.server.url, "--api-key", self.server.key)
        done = run("plugin", "secret", "checker", "api_key", *door, stdin=SECRET + "\n")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertNotIn(SECRET, done.stdout + done.stderr)
        self.outcome()
        self.assertEqual(self.gateway.requests[0]["headers"]["X-Key"], SECRET)
        done = run("plugin", "secret", "checker", "api_key", "--forget", *door)
        self.assertEqual(done.returncode, 0, done.stderr)
        (secret,) = self.people["admin"].must("GET", "plugins/checker")["secrets"]
        self.assertIsNone(secret["entered"])
        wrong = run("plugin", "secret", "checker", "other", *door, stdin="x\n")
        self.assertEqual(wrong.returncode, 1, wrong.stdout)
        self.assertIn("other", wrong.stderr)


class PluginHttpWithoutAllowlist(PluginHttp):
    """The same house, whose administrator has listed no address of its own."""

    allowlist = []

    def test_an_address_inside_the_house_is_denied(self):
        self.ready()
        _, job = self.outcome()
        self.assertEqual((job["state"], job["failure"]), ("failed", "denied"), job)
        self.assertEqual(self.gateway.requests, [])


def load_tests(loader, tests, pattern):
    suite = loader.loadTestsFromTestCase(PluginHttp)
    suite.addTest(PluginHttpWithoutAllowlist("test_an_address_inside_the_house_is_denied"))
    return suite


if __name__ == "__main__":
    unittest.main()
