#!/usr/bin/python3
"""Webhooks managed over HTTP: secrets, rotation with both signatures, replays, the log."""
import json
import pathlib
import sys
import tempfile
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "support"))

import receivers  # noqa: E402
import whole_county  # noqa: E402
from qianqiao_server import Server, run  # noqa: E402
from test_accounts import PASSWORD, SignedIn  # noqa: E402

MANAGERS = """user_name,name,organisation,roles
sysadmin,系统,411500,system_administrator@411500
security,安全,411500,security_administrator@411500
county-admin,县管,411502,county_administrator@411502
"""


class Webhooks(unittest.TestCase):
    """A server with bank-a's system on loopback, told by webhooks of its own only."""

    sessions = {}

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.path = pathlib.Path(cls.folder.name)
        cls.data = cls.path / "data"
        cls.start()
        door = ("--server", cls.server.url, "--api-key", cls.server.key)
        whole_county.found(cls.path, *door)
        (cls.path / "none.csv").write_text(
            "id,parent,kind,name,area\n411500,410000,city,信阳市,411500\n", encoding="utf-8")
        (cls.path / "managers.csv").write_text(MANAGERS, encoding="utf-8")
        done = run("org", "import", cls.path / "none.csv", "--people", cls.path / "managers.csv",
                   *door)
        assert done.returncode == 0, done.stdout + done.stderr

    @classmethod
    def start(cls):
        settings = cls.path / "settings.json"
        settings.write_text(json.dumps({"webhook": {"allowlist": ["127.0.0.1"]}}))
        cls.server = Server(cls.data, "--config", settings, "--clock", "simulated", "--at",
                            "2025-03-12T10:00")
        cls.walk = whole_county.Walk(cls.server)

    @classmethod
    def tearDownClass(cls):
        assert cls.server.stop() == 0
        verified = run("verify", "--data", cls.data)
        cls.folder.cleanup()
        assert verified.returncode == 0, verified.stdout + verified.stderr

    def ask(self, method, path="", body=None, actor="head-a"):
        """With an account of its own."""
        if actor not in self.sessions:
            done = self.server.ask("POST", f"/api/v1/people/{actor}/password",
                                   {"password": PASSWORD})
            self.assertEqual(done.status, 200, done.text)
            self.sessions[actor] = SignedIn(self.server, actor)
        self.sessions[actor].server = self.server
        return self.sessions[actor].ask(method, "webhooks" + path, body)

    def add(self, url="https://hooks.example/a", actor="head-a", organisation="bank-a", **more):
        answer = self.ask("POST", "", {"organisation": organisation, "name": "核心系统", "url": url,
                                       **more}, actor)
        self.assertEqual(answer.status, 201, answer.text)
        self.addCleanup(self.ask, "DELETE", f"/{answer.json['id']}", None, "security")
        return answer.json

    def listening(self):
        """A webhook, and its receiver that knows the secret."""
        made = self.add(enabled=False)
        record = self.path / f"hooks-{made['id']}.jsonl"
        receiver = receivers.Receiver("webhook", record, secret=made["secret"])
        receiver.__enter__()
        self.addCleanup(receiver.__exit__)
        url = f"http://127.0.0.1:{receiver.port}/hook"
        changed = self.ask("PUT", f"/{made['id']}", {"name": "核心系统", "url": url,
                                                     "enabled": True})
        self.assertEqual((changed.status, changed.json["url"]), (200, url), changed.text)
        return made, receiver

    def log(self, webhook, **wanted):
        answer = self.ask("GET", f"/{webhook['id']}/deliveries?limit=1000")
        self.assertEqual(answer.status, 200, answer.text)
        return [row for row in answer.json["items"]
                if all(row[name] == value for name, value in wanted.items())]

    def settled(self, webhook, count):
        """The log, as soon as `count` deliveries have come to something."""
        end = time.monotonic() + 30
        while True:
            rows = [row for row in self.log(webhook) if row["delivered"] or row["given_up"]]
            if len(rows) >= count:
                return rows
            self.assertLess(time.monotonic(), end, self.log(webhook))
            self.server.ask("GET", "/api/v1/clock")

    def test_a_message_is_signed_with_the_secret_that_was_shown_once(self):
        made, receiver = self.listening()
        self.assertNotIn("secret", self.ask("GET", f"/{made['id']}").json)
        self.assertNotIn(made["secret"], self.ask("GET", "?organisation=bank-a").text)
        stored = (self.data / "qianqiao.db").read_bytes() + (self.data / "qianqiao.db-wal"
                                                             ).read_bytes()
        self.assertNotIn(made["secret"][6:].encode(), stored, "sealed at rest")
        tested = self.ask("POST", f"/{made['id']}/test")
        self.assertEqual(tested.status, 202, tested.text)
        case = self.walk.pushed("联网农场")
        hooks = receiver.wait(2)
        self.assertEqual([(hook["problem"], hook["answer"]) for hook in hooks], [(None, 200)] * 2)
        bodies = [json.loads(hook["body"]) for hook in hooks]
        self.assertEqual(bodies[0]["type"], "webhook.test")
        self.assertEqual(bodies[0]["data"], {"webhook": made["id"]})
        self.assertEqual(bodies[1]["data"]["subject"], self.walk.referral(case))
        log = self.settled(made, 2)
        self.assertEqual([row["message"] for row in log], [hook["id"] for hook in hooks])
        self.assertNotIn("联网农场", json.dumps(log, ensure_ascii=False), "nothing of a case")

    def test_while_a_secret_is_rotated_both_sign(self):
        made, receiver = self.listening()
        rotated = self.ask("POST", f"/{made['id']}/rotate", {"overlap_hours": 48}).json
        self.assertNotEqual(rotated["secret"], made["secret"])
        self.assertTrue(rotated["overlap_until"])
        self.ask("POST", f"/{made['id']}/test")
        (hook,) = receiver.wait(1)
        self.assertIsNone(hook["problem"], "the receiver knows the former secret only")
        self.assertEqual(hook["signature"].split(" "), [
            receivers.sign(secret, hook["id"], hook["timestamp"], hook["body"].encode())
            for secret in (rotated["secret"], made["secret"])])
        # Without an overlap the new one signs alone, and this receiver does not know it.
        last = self.ask("POST", f"/{made['id']}/rotate", {"overlap_hours": 0}).json
        self.assertIsNone(last["overlap_until"])
        self.ask("POST", f"/{made['id']}/test")
        hook = receiver.wait(2)[-1]
        self.assertEqual(hook["problem"], "wrong signature")
        self.assertEqual(hook["signature"], receivers.sign(
            last["secret"], hook["id"], hook["timestamp"], hook["body"].encode()))
        refused = self.ask("POST", f"/{made['id']}/rotate", {"overlap_hours": 721})
        self.assertEqual((refused.status, refused.json["code"]), (422, "webhook.overlap"))

    def test_messages_are_replayed_by_id_and_by_time(self):
        made, receiver = self.listening()
        since = self.server.ask("GET", "/api/v1/clock").json["now"]
        self.walk.pushed("重发农场")
        self.walk.pushed("再发农场")
        receiver.wait(2)
        self.settled(made, 2)
        first, second = self.log(made)
        again = self.ask("POST", f"/{made['id']}/replay", {"message": first["message"]})
        self.assertEqual((again.status, again.json["replayed"]), (202, 1), again.text)
        hooks = receiver.wait(3)
        self.assertEqual((hooks[2]["id"], hooks[2]["body"]), (first["message"], hooks[0]["body"]))
        self.settled(made, 3)
        self.walk.advance("1h")
        until = self.server.ask("GET", "/api/v1/clock").json["now"]
        both = self.ask("POST", f"/{made['id']}/replay", {"from": since, "to": until})
        self.assertEqual(both.json["replayed"], 2, "each once, whatever was replayed before")
        self.assertEqual({hook["id"] for hook in receiver.wait(5)[3:]},
                         {first["message"], second["message"]})
        self.assertEqual(first, self.log(made)[0], "what was before stays in the log")
        for body, code in (({}, "webhook.replay_what"), ({"from": since}, "webhook.replay_what"),
                           ({"message": "msg_no"}, "webhook.message_not_found"),
                           ({"from": "yesterday", "to": until}, "time.malformed")):
            self.assertEqual(self.ask("POST", f"/{made['id']}/replay", body).json["code"], code)

    def test_what_a_disabled_webhook_misses_can_be_sent_later(self):
        made, receiver = self.listening()
        url = self.ask("GET", f"/{made['id']}").json["url"]
        off = {"name": "核心系统", "url": url, "enabled": False}
        self.assertEqual(self.ask("PUT", f"/{made['id']}", off).status, 200)
        refused = self.ask("POST", f"/{made['id']}/test")
        self.assertEqual((refused.status, refused.json["code"]), (409, "webhook.disabled"))
        since = self.server.ask("GET", "/api/v1/clock").json["now"]
        self.walk.pushed("停用农场")
        (missed,) = self.log(made)
        self.assertTrue(missed["given_up"] and missed["attempts"] == 0, missed)
        self.assertEqual(self.ask("PUT", f"/{made['id']}", {**off, "enabled": True}).status, 200)
        self.walk.advance("1h")
        self.ask("POST", f"/{made['id']}/replay", {
            "from": since, "to": self.server.ask("GET", "/api/v1/clock").json["now"]})
        (hook,) = receiver.wait(1)
        self.assertEqual((hook["id"], hook["problem"]), (missed["message"], None))

    def test_addresses_obey_the_policy(self):
        for url, why in (("http://hooks.example/", "https"), ("https://10.1.2.3/", ""),
                         ("https://169.254.169.254/latest", ""), ("ftp://hooks.example/", ""),
                         ("https://user:secret@hooks.example/", ""), ("https://[::1]/", "")):
            answer = self.ask("POST", "", {"organisation": "bank-a", "name": "x", "url": url})
            self.assertEqual((answer.status, answer.json["code"]),
                             (422, "webhook.address_refused"), url)
            self.assertIn(why, answer.json["detail_en"])
        made = self.add()
        taken = self.ask("POST", "", {"organisation": "bank-a", "name": "x", "url": made["url"]})
        self.assertEqual((taken.status, taken.json["code"]), (409, "webhook.address_taken"))

    def test_each_keeps_its_own(self):
        made = self.add()
        self.assertEqual(self.ask("GET", f"/{made['id']}", None, "security").status, 200)
        self.assertEqual(self.ask("GET", f"/{made['id']}", None, "sysadmin").status, 200)
        self.assertEqual(self.ask("GET", "", None, "head-b").json["items"], [])
        change = {"name": "x", "url": "https://hooks.example/b"}
        for actor in ("head-b", "county-admin"):
            for method, below, body in (("GET", "", None), ("PUT", "", change),
                                        ("DELETE", "", None), ("POST", "/rotate", None),
                                        ("POST", "/test", None), ("GET", "/deliveries", None),
                                        ("POST", "/replay", {"message": "msg_1"})):
                there = self.ask(method, f"/{made['id']}{below}", body, actor)
                nowhere = self.ask(method, f"/999{below}", body, actor)
                self.assertEqual(there.status, 404, below)
                self.assertEqual(there.told, nowhere.told.replace(" 999", " " + made["id"]))
        self.assertEqual(self.ask("POST", "", {"organisation": "bank-a", **change},
                                  "head-b").status, 403)
        self.assertEqual(self.ask("GET", "", None, "contact-a").json["code"], "route.not_yours")
        self.assertEqual(self.ask("DELETE", f"/{made['id']}").status, 204)
        self.assertEqual(self.ask("GET", f"/{made['id']}").status, 404)
        actions = {row["action"] for row in self.walk.items("/api/v1/audit?limit=1000")}
        self.assertLessEqual({"webhook.created", "webhook.deleted"}, actions)

    def test_commands_do_the_same(self):
        door = ("--server", self.server.url, "--api-key", self.server.key)
        added = run("webhook", "add", "--organisation", "bank-b", "--name", "乙行", "--url",
                    "https://hooks.example/cli", *door)
        self.assertEqual(added.returncode, 0, added.stderr)
        self.assertTrue(added.stdout.startswith("whsec_"))
        listed = json.loads(run("webhook", "list", "--organisation", "bank-b", "--json",
                                *door).stdout)["items"]
        id = listed[0]["id"]
        rotated = run("webhook", "rotate", id, "--overlap-hours", 1, *door)
        self.assertTrue(rotated.stdout.startswith("whsec_") and rotated.stdout != added.stdout)
        self.assertEqual(run("webhook", "set", id, "--disable", *door).returncode, 0)
        self.assertIn("否", run("webhook", "list", *door).stdout)
        self.assertEqual(run("webhook", "replay", id, "--message", "msg_no", *door).returncode, 1)
        self.assertEqual(run("webhook", "log", id, *door).returncode, 0)
        self.assertEqual(run("webhook", "delete", id, *door).returncode, 0)

    def test_a_secret_outlives_a_restart(self):
        made, receiver = self.listening()
        self.assertEqual(self.server.stop(), 0)
        type(self).start()
        self.ask("POST", f"/{made['id']}/test")
        self.assertIsNone(receiver.wait(1)[0]["problem"])


if __name__ == "__main__":
    unittest.main()
