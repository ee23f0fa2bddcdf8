#!/usr/bin/python3
"""The examples that banks start from work as they stand: with a key of the bank's system account,
against the real binary, its webhooks taken and checked."""

import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "support"))

import whole_county  # noqa: E402
from qianqiao_server import Server  # noqa: E402

EXAMPLES = pathlib.Path(__file__).resolve().parents[3] / "scripts" / "examples"
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"


class BankClient(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = pathlib.Path(folder.name)
        self.listener = subprocess.Popen(
            [sys.executable, EXAMPLES / "bank_client.py", "listen", "0", "--secret", SECRET],
            stdout=subprocess.PIPE, text=True)
        self.addCleanup(self.stop_listening)
        port = json.loads(self.listener.stdout.readline())["listening"]
        (self.path / "secret").write_text(SECRET)
        settings = self.path / "settings.json"
        settings.write_text(json.dumps({
            "webhook": {"allowlist": ["127.0.0.1"]},
            "webhook_secrets": {"bank-a": [{"file": str(self.path / "secret")}]}}))
        self.server = Server(self.path / "data", "--config", settings, "--clock", "simulated",
                             "--at", "2025-03-12T10:00")
        self.addCleanup(lambda: self.assertEqual(self.server.stop(), 0))
        whole_county.found(self.path, "--server", self.server.url, "--api-key", self.server.key,
                           bank_webhook=f"http://127.0.0.1:{port}/")
        self.walk = whole_county.Walk(self.server)
        made = self.server.ask("POST", "/api/v1/api-keys", {
            "person": "contact-a", "name": "信贷系统", "scopes": ["read", "write"]})
        self.assertEqual(made.status, 201, made.text)
        self.environment = {**os.environ, "QIANQIAO_SERVER": self.server.url,
                            "QIANQIAO_API_KEY": made.json["key"]}

    def stop_listening(self):
        self.listener.kill()
        self.listener.wait()
        self.listener.stdout.close()

    def run_example(self, name, *arguments):
        return subprocess.run([EXAMPLES / name, *arguments], env=self.environment, text=True,
                              capture_output=True)

    def test_from_the_webhook_to_the_decision(self):
        case = self.walk.pushed("示例客户农场", ("bank-a", "bank-b"))
        mine = self.walk.referral(case, "bank-a")
        others = self.walk.referral(case, "bank-b")
        self.walk.advance("1m")
        told = json.loads(self.listener.stdout.readline())
        self.assertEqual(told["data"]["subject"], mine)
        listed = json.loads(self.run_example("bank_client.py", "list").stdout)
        self.assertEqual([row["id"] for row in listed], [mine])
        contacted = '{"contacted_on": "2025-03-12", "channel": "phone"}'
        once = self.run_example("bank_client.sh", mine, "Contacted", contacted, "fact-1")
        self.assertEqual(once.returncode, 0, once.stdout + once.stderr)
        again = self.run_example("bank_client.py", "post", mine, "Contacted", contacted,
                                 "--key", "fact-1")
        self.assertTrue(json.loads(again.stdout)["replayed"], "nothing is done twice")
        self.assertEqual(self.run_example("bank_client.py", "post", mine, "MaterialsCompleted")
                         .returncode, 0)
        clocks = json.loads(self.run_example("bank_client.py", "deadlines", mine).stdout)
        self.assertIn("bank-decision", [row["rule"] for row in clocks])
        stale = self.run_example("bank_client.py", "post", mine, "Declined", "--version", "1")
        self.assertEqual(stale.returncode, 1)
        self.assertIn("version.stale", stale.stderr)
        foreign = self.run_example("bank_client.py", "post", others, "Declined")
        self.assertEqual(foreign.returncode, 1)
        self.assertIn("subject.not_found", foreign.stderr)
        self.assertEqual(self.run_example("bank_client.py", "post", mine, "Declined").returncode, 0)

    def test_a_decision_that_is_sent_again_counts_once(self):
        """Over a line that breaks: the bank's system repeats what it has no answer for."""
        mine = self.walk.deciding("重报农场")
        head = {"Authorization": f"Bearer {self.environment['QIANQIAO_API_KEY']}", "If-Match": "*"}
        way, declined = f"/api/v1/referrals/{mine}/events", {"event": "Declined", "data": {}}

        def post(body, **more):
            return self.server.ask("POST", way, body, {**head, **more}, key=False)

        answers = [post(declined, **{"Idempotency-Key": "decision-7"}) for _ in range(3)]
        self.assertEqual([(a.status, a.json["replayed"]) for a in answers],
                         [(200, False), (200, True), (200, True)])
        history = self.server.ask("GET", way + "?limit=100").json["items"]
        self.assertEqual([row["event"] for row in history].count("Declined"), 1)
        feedback = [row for row in self.walk.items(f"/api/v1/referrals/{mine}/deadlines")
                    if row["rule"] == "bank-feedback"]
        self.assertEqual(len(feedback), 1)
        other = post({"event": "Declined", "data": {"decided_on": "2025-03-12"}},
                     **{"Idempotency-Key": "decision-7"})
        self.assertEqual((other.status, other.json["code"]), (422, "idempotency.key_reused"))
        self.assertEqual(post(declined).status, 428)


if __name__ == "__main__":
    unittest.main()
