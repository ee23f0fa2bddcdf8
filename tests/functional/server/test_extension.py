"""Extensions of deadlines over the wire: service clocks only, bounded, and never after the last day.

Days were counted by hand with the notice of 2025: 3 March is a Monday, 清明 is 4–6 April.
"""

import json
import pathlib
import tempfile
import unittest

import whole_county
from qianqiao_server import Server, run

REASON = "两名初审员同时离岗"


def extension(rule, until, **changes):
    return {"rule": rule, "until": until, "reason": REASON, "authority": "浉河区工作专班组长",
            "clause": "(五)", **changes}


class ExtensionTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.data = pathlib.Path(folder.name) / "data"
        self.data.mkdir()
        self.server = Server(self.data, "--clock", "simulated", "--at", "2025-03-03T09:00")
        self.addCleanup(self.stop)
        whole_county.found(pathlib.Path(folder.name), "--server", self.server.url, "--api-key",
                           self.server.key)
        self.walk = whole_county.Walk(self.server)

    def stop(self):
        self.assertEqual(self.server.stop(), 0)
        verified = run("verify", "--data", self.data)
        self.assertEqual(verified.returncode, 0, verified.stdout + verified.stderr)

    def in_review(self):
        case = self.walk.opened("延期农场")
        self.walk.on_case(case, "ApplicationSubmitted",
                          {"standards": whole_county.STANDARDS, "banks": ["bank-a"],
                           "amount_fen": 50_000_000, "purpose": "收购春茶", "term_months": 12,
                           "consent": True}, "force")
        return f"cases/{case}"

    def clocks(self, subject, rule):
        return [clock for clock in self.walk.items(f"/api/v1/{subject}/deadlines")
                if clock["rule"] == rule]

    def refuse(self, subject, data, status, code, actor="leader"):
        before = self.server.ask("GET", f"/api/v1/{subject}").json
        clocks = self.walk.items(f"/api/v1/{subject}/deadlines")
        whole_county.Walk.numbers += 1
        answer = self.server.ask("POST", f"/api/v1/{subject}/events",
                                 {"event": "DeadlineExtended", "data": data},
                                 {"Idempotency-Key": f"refused-{whole_county.Walk.numbers}",
                                  "If-Match": "*", "X-Qianqiao-Actor": actor})
        self.assertEqual((answer.status, answer.json["code"]), (status, code), answer.text)
        for name in ("detail", "detail_en"):
            self.assertNotRegex(answer.json[name], r"\{[a-z_]+\}")
        self.assertEqual(self.server.ask("GET", f"/api/v1/{subject}").json, before)
        self.assertEqual(self.walk.items(f"/api/v1/{subject}/deadlines"), clocks)
        return answer.json

    def test_an_extension_shows_itself(self):
        case = self.in_review()
        (before,) = self.clocks(case, "review-preliminary")
        self.assertEqual(before["due"], "2025-03-06T23:59:59+08:00")
        self.walk.post(f"{case}/events", "DeadlineExtended",
                       extension("review-preliminary", "2025-03-10"), "leader")
        old, new = self.clocks(case, "review-preliminary")
        self.assertEqual((old["state"], old["due"]), ("void", before["due"]))
        self.assertEqual((new["state"], new["due"], new["supersedes"], new["anchor"]),
                         ("running", "2025-03-10T23:59:59+08:00", old["id"], old["anchor"]))
        self.assertEqual(
            {name: new["extension"][name] for name in ("until", "reason", "authority", "clause",
                                                       "due_before", "actor")},
            {"until": "2025-03-10", "reason": REASON, "authority": "浉河区工作专班组长",
             "clause": "(五)", "due_before": before["due"], "actor": "leader"})
        self.assertNotIn("extension", old)
        for words in (REASON, "2025-03-10", "3月6日"):  # what it is, and what it was
            self.assertIn(words, new["explanation"]["zh"])
        self.assertIn("2025-03-10", new["explanation"]["en"])
        (row,) = [row for row in self.walk.items(f"/api/v1/{case}/events")
                  if row["event"] == "DeadlineExtended"]
        self.assertEqual((row["data"]["reason"], row["actor"]), (REASON, "leader"))

        self.walk.advance("14d")
        told = {(row["notice"], row["claimed"][:16])
                for row in self.walk.items("/api/v1/deliveries?limit=1000")
                if row["notice"].startswith("review-preliminary")}
        self.assertEqual(told, {("review-preliminary.ahead-1", "2025-03-07T09:00"),
                                ("review-preliminary.overdue", "2025-03-11T00:00"),
                                ("review-preliminary.escalate-1", "2025-03-12T09:00")})
        self.refuse(case, extension("review-preliminary", "2025-03-11"), 422, "deadline.expired")

    def test_the_command_does_it_too(self):
        case = self.in_review()
        door = ("--server", self.server.url, "--api-key", self.server.key)
        done = run("case", "post", case.removeprefix("cases/"), "DeadlineExtended", "--data-json",
                   json.dumps(extension("review-preliminary", "2025-03-07")), "--as", "leader",
                   *door)
        self.assertEqual(done.returncode, 0, done.stderr)
        refused = run("case", "post", case.removeprefix("cases/"), "DeadlineExtended",
                      "--data-json", json.dumps(extension("push", "2025-03-07")), "--as", "leader",
                      *door)
        self.assertEqual(refused.returncode, 1, refused.stderr)
        self.assertIn("deadline.not_running", refused.stderr)

    def test_refusals(self):
        case = self.in_review()
        self.refuse(case, extension("push", "2025-03-07"), 409, "deadline.not_running")
        self.refuse(case, extension("review-preliminary", "2025-03-06"), 422, "deadline.not_later")
        self.refuse(case, extension("review-preliminary", "2025-03-12"), 422,
                    "deadline.beyond_bound")
        self.refuse(case, extension("review-preliminary", "2025-03-07"), 403, "authority.no_role",
                    actor="preliminary")
        self.refuse(case, extension("review-preliminary", "2025-03-07"), 404, "subject.not_found",
                    actor="contact-a")
        for missing in ("rule", "until", "reason", "authority", "clause"):
            data = extension("review-preliminary", "2025-03-07")
            del data[missing]
            self.refuse(case, data, 422, "data.invalid")
        for bad in ({"until": "2025-02-30"}, {"until": "soon"}, {"reason": ""}, {"days": 3}):
            self.refuse(case, extension("review-preliminary", "2025-03-07") | bad, 422,
                        "data.invalid")

    def test_nobody_extends_what_the_notice_sets(self):
        referral = f"referrals/{self.walk.deciding('法定农场')}"
        for actor in ("leader", "convener", "city"):
            refusal = self.refuse(referral, extension("bank-decision", "2025-04-10"), 422,
                                  "deadline.statutory", actor=actor)
            self.assertIn("(六)", refusal["detail"])
            self.assertIn("(六)", refusal["detail_en"])
        self.walk.post(f"{referral}/events", "Declined", {}, "contact-a")
        self.refuse(referral, extension("bank-feedback", "2025-03-20"), 422, "deadline.statutory")


if __name__ == "__main__":
    unittest.main()
