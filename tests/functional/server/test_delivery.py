"""Letters and webhooks of late banks leave the running server, over real SMTP and real HTTP.

The days expected here were counted by hand with the notices of 2025: 清明 4–6 April, 27 April a
working Sunday, 劳动节 1–5 May.
"""

import email.utils
import json
import pathlib
import socket
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "support"))

import receivers  # noqa: E402
import whole_county  # noqa: E402
from qianqiao_server import Server, run  # noqa: E402
from test_accounts import PASSWORD, SignedIn  # noqa: E402

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
WRONG_SECRET = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="
BANK_MAIL = "credit@bank.example"


def when(mail):
    return email.utils.parsedate_to_datetime(mail["date"]).strftime("%m-%d %H:%M")


class DeliveryTest(unittest.TestCase):
    """A server with a mail server and a bank's system on loopback, from 12 March 2025, 10:00."""

    smtp_options = {}
    webhook_options = {}
    secret_of_bank = SECRET
    other_webhook = ""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = pathlib.Path(folder.name)
        self.smtp = receivers.Receiver("smtp", self.path / "mails.jsonl", **self.smtp_options)
        self.hook = receivers.Receiver("webhook", self.path / "hooks.jsonl", secret=SECRET,
                                       **self.webhook_options)
        for receiver in (self.smtp, self.hook):
            receiver.__enter__()
            self.addCleanup(receiver.__exit__)
        self.data = self.path / "data"
        self.server = Server(self.data, "--config", self.settings(), "--clock", "simulated",
                             "--at", "2025-03-12T10:00")
        self.addCleanup(self.stop)
        door = ("--server", self.server.url, "--api-key", self.server.key)
        whole_county.found(self.path, *door, bank_email=BANK_MAIL,
                           bank_webhook=f"http://127.0.0.1:{self.hook.port}/qianqiao?bank=a",
                           other_webhook=self.other_webhook)
        self.walk = whole_county.Walk(self.server)

    def settings(self):
        secret = self.path / "secret"
        secret.write_text(self.secret_of_bank + "\n")
        path = self.path / "settings.json"
        path.write_text(json.dumps({
            "smtp": {"host": "127.0.0.1", "port": self.smtp.port, "security": "none",
                     "from_address": "office@xinyang.example",
                     "from_name": "信阳市融资协调机制办公室"},
            "webhook": {"allowlist": ["127.0.0.1"]},
            "webhook_secrets": {"bank-a": [{"file": str(secret)}],
                                "bank-b": [{"file": str(secret)}]}}))
        return str(path)

    def stop(self):
        self.assertEqual(self.server.stop(), 0)
        verified = run("verify", "--data", self.data)
        self.assertEqual(verified.returncode, 0, verified.stdout + verified.stderr)

    def deliveries(self, **wanted):
        rows = self.walk.items("/api/v1/deliveries?limit=1000")
        return [row for row in rows if all(row[name] == value for name, value in wanted.items())]

    def incidents(self, more=""):
        return self.walk.items("/api/v1/incidents" + more)


class LateBank(DeliveryTest):
    def mails(self, rung):
        wanted = {row["stable_id"] for row in self.deliveries(channel="email")
                  if row["notice"] == f"bank-decision.{rung}"}
        return [mail for mail in self.smtp.records()
                if mail["message_id"][1:].split("@")[0] in wanted]

    def assert_mails(self, rung, instant, receivers_of_it):
        mails = self.mails(rung)
        self.assertEqual(sorted(mail["to"][0] for mail in mails), sorted(receivers_of_it), rung)
        self.assertEqual({when(mail) for mail in mails}, {instant}, rung)

    def test_the_ladder_from_reminder_to_city_conveners(self):
        referral = self.walk.deciding("迟办农场")  # 30 days: Friday 11 April
        self.walk.advance("70d")
        person = whole_county.address
        bank = [person("contact-a"), BANK_MAIL]
        self.assert_mails("ahead-7", "04-01 09:00", bank)
        self.assert_mails("ahead-3", "04-08 09:00", bank)
        self.assert_mails("ahead-1", "04-10 09:00", bank)
        # Overdue on Saturday 12 April, 00:00; letters leave in working hours.
        self.assert_mails("overdue", "04-14 09:00", [*bank, person("head-a"), person("force"),
                                                     person("force2")])
        self.assert_mails("escalate-1", "04-16 09:00", [person("leader")])
        self.assert_mails("escalate-2", "04-22 09:00", [person("convener"), person("city")])
        self.assert_mails("escalate-3", "05-06 09:00", [person("convener1"), person("convener2")])
        overdue = self.deliveries(notice="bank-decision.overdue")
        for row in overdue:
            self.assertTrue(row["claimed"].startswith("2025-04-12T00:00:00"), row)
            left = "2025-04-14T09:00:00" if row["channel"] == "email" else "2025-04-12T00:00:00"
            self.assertTrue(row["sent"].startswith(left), row)
            self.assertEqual(row["lines"][0]["subject"], referral)
        self.assertEqual({row["person"] for row in overdue if row["channel"] == "inbox"},
                         {"contact-a", "head-a", "force", "force2"})
        self.assertEqual(self.incidents(), [])
        everybody = {address for mail in self.smtp.records() for address in mail["to"]}
        self.assertFalse(everybody & {person("contact-b"), person("head-b")}, "another bank's mail")
        listed = self.walk.items("/api/v1/lists/province_report?county=411502")
        self.assertEqual([row["subject"] for row in listed], [referral])

    def test_a_decision_in_time_ends_the_letters(self):
        referral = self.walk.deciding("及时农场")
        self.walk.advance("29d")
        self.walk.on_referral(referral, "Declined", {}, "contact-a")
        self.walk.on_referral(referral, "FeedbackGiven", {"reasons": self.reasons()}, "contact-a")
        self.walk.advance("60d")
        self.assertEqual({row["notice"].split(".")[1]
                          for row in self.deliveries() if row["notice"].startswith("bank-decision.")},
                         {"ahead-7", "ahead-3", "ahead-1"})
        self.assertEqual([row["notice"] for row in self.deliveries()
                          if row["notice"].startswith("bank-feedback.")], [])

    def reasons(self):
        return [{"code": "credit_condition_unmet", "repairable": True, "remark": "现金流不足"}]

    def test_many_late_cases_make_one_letter(self):
        referrals = {self.walk.deciding(f"同日{number}号农场") for number in range(3)}
        self.walk.advance("40d")
        letters = [mail for mail in self.mails("overdue") if mail["to"] == [BANK_MAIL]]
        self.assertEqual(len(letters), 1)
        self.assertIn("共3项", letters[0]["subject"])
        for number, referral in enumerate(sorted(referrals), 1):
            self.assertIn(referral, letters[0]["body"])
            self.assertIn(f"{number}. ", letters[0]["body"])
        row = next(row for row in self.deliveries(notice="bank-decision.overdue", channel="email")
                   if letters[0]["message_id"] == f"<{row['stable_id']}@xinyang.example>")
        self.assertEqual({line["subject"] for line in row["lines"]}, referrals)
        # A system is told of each by itself.
        self.assertEqual(len(self.deliveries(notice="bank-decision.overdue", channel="webhook")), 3)

    def test_webhooks_verify_and_each_fact_has_its_own_time(self):
        referral = self.walk.deciding("联网农场")
        self.walk.advance("40d")
        hooks = self.hook.records()
        self.assertEqual({hook["problem"] for hook in hooks}, {None})
        rows = {row["stable_id"]: row for row in self.deliveries(channel="webhook")}
        self.assertEqual({hook["id"] for hook in hooks}, set(rows))
        self.assertEqual(len(hooks), len(rows), "a delivery came twice")
        late = [json.loads(hook["body"]) for hook in hooks
                if rows[hook["id"]]["notice"] == "bank-decision.overdue"]
        self.assertEqual([body["type"] for body in late], ["deadline.overdue"])
        self.assertEqual(late[0]["data"]["subject"], referral)
        self.assertEqual(late[0]["data"]["rung"], "overdue")
        self.assertEqual({hook["path"] for hook in hooks}, {"/qianqiao?bank=a"})
        for row in rows.values():
            self.assertEqual(row["delivered"], row["sent"], "an answer of 2xx is a delivery")
            self.assertGreaterEqual(row["sent"], row["claimed"])
            self.assertEqual((row["read"], row["given_up"]), (None, None))
        for row in self.deliveries(channel="email"):
            self.assertTrue(row["sent"])
            self.assertIsNone(row["delivered"], "accepted by a mail server is not delivered")

    def test_advancing_by_days_or_at_once_sends_the_same(self):
        self.walk.deciding("逐日农场")
        for _ in range(60):
            self.walk.advance("1d")
        self.assert_mails("overdue", "04-14 09:00", [
            whole_county.address(name) for name in ("contact-a", "head-a", "force", "force2")]
            + [BANK_MAIL])
        ids = [mail["message_id"] for mail in self.smtp.records()]
        self.assertEqual(len(ids), len(set(ids)), "a letter went twice")


class StumblingMailServer(DeliveryTest):
    smtp_options = {"fail_first": 4, "keep_failed": 1}

    def test_retries_keep_the_message_id(self):
        self.walk.pushed("重试农场")
        self.walk.advance("2h")
        mails = self.smtp.records()
        by_receiver = {}
        for mail in mails:
            by_receiver.setdefault(mail["to"][0], []).append(mail)
        self.assertEqual(len(mails), 4 + len(by_receiver))
        for receiver, attempts in by_receiver.items():
            with self.subTest(receiver=receiver):
                self.assertEqual(len({mail["message_id"] for mail in attempts}), 1)
                times = [email.utils.parsedate_to_datetime(mail["date"]) for mail in attempts]
                for earlier, later in zip(times, times[1:]):
                    self.assertGreaterEqual((later - earlier).total_seconds(), 47)
        for row in self.deliveries(channel="email"):
            attempts = by_receiver[BANK_MAIL if row["organisation"] else
                                   whole_county.address(row["person"])]
            self.assertEqual(row["attempts"], len(attempts))
            self.assertTrue(row["sent"])
            self.assertEqual(row["last_error"], "")
        self.assertEqual(self.incidents(), [])


class MailServerThatRefusesSomebody(DeliveryTest):
    smtp_options = {"refuse": [BANK_MAIL]}

    def test_a_refused_address_is_an_incident_at_once_and_others_get_theirs(self):
        self.walk.pushed("退信农场")
        self.walk.advance("1h")
        self.assertEqual([mail["to"] for mail in self.smtp.records()],
                         [[whole_county.address("contact-a")]])
        (incident,) = self.incidents()
        dead = next(row for row in self.deliveries() if row["id"] == incident["delivery"])
        self.assertEqual((incident["kind"], dead["attempts"]), ("delivery", 1))
        self.assertTrue(dead["given_up"])
        self.assertIsNone(dead["sent"])


class MailAsWished(DeliveryTest):
    WISH = {"reminders": "never", "overdue": "daily", "news": "now", "from": "07:30", "to": "12:00"}

    def setUp(self):
        super().setUp()
        answer = self.server.ask("POST", "/api/v1/people/contact-a/password", {"password": PASSWORD})
        self.assertEqual(answer.status, 200, answer.text)
        self.contact = SignedIn(self.server, "contact-a")

    def mails_to(self, address):
        return [(when(mail), mail["subject"]) for mail in self.smtp.records()
                if mail["to"] == [address]]

    def test_it_comes_as_its_receiver_wants_it_and_the_inbox_has_all(self):
        mine = whole_county.address("contact-a")
        as_everybodys = self.contact.must("GET", "me/mail")
        self.assertEqual(as_everybodys, {"address": mine, "reminders": "now", "overdue": "now",
                                         "news": "now", "from": "09:00", "to": "17:00"})
        kept = self.contact.must("PUT", "me/mail", self.WISH)
        self.assertEqual(kept, {"address": mine, **self.WISH})
        self.walk.deciding("心愿农场")  # 30 days: Friday 11 April
        self.walk.deciding("心愿二号农场")
        self.walk.advance("45d")
        mails = self.mails_to(mine)
        daily = [mail for mail in mails if mail[1].startswith("牵桥：每日汇总")]
        # Overdue on Saturday, 00:00; the hours begin on Monday.
        self.assertEqual(daily[0], ("04-14 07:30", "牵桥：每日汇总（共2项）"))
        self.assertFalse([mail for mail in mails if "提醒" in mail[1]], mails)
        mailbox = [at for at, _ in self.mails_to(BANK_MAIL)]
        self.assertIn("04-01 09:00", mailbox, "the bank's own mailbox is reminded as before")
        inbox = self.contact.must("GET", "notifications?limit=1000")["items"]
        notices = [row["notice"] for row in inbox]
        for rung in ("ahead-7", "ahead-3", "ahead-1", "overdue"):
            self.assertEqual(notices.count(f"bank-decision.{rung}"), 2, rung)
        self.assertEqual({row["audience"] for row in inbox}, {"bank_contact"})

    def test_what_cannot_be_wished_changes_nothing(self):
        for change, status, code in (({"overdue": "never"}, 422, "mail.overdue_stays"),
                                     ({"news": "often"}, 422, "mail.timing_unknown"),
                                     ({"from": "12:00"}, 422, "mail.hours_malformed"),
                                     ({"to": "noon"}, 422, "mail.hours_malformed"),
                                     ({"to": "25:00"}, 422, "mail.hours_malformed"),
                                     ({"more": 1}, 400, "http.unknown_field"),
                                     ({"from": ""}, 400, "http.missing_field")):
            answer = self.contact.ask("PUT", "me/mail", {**self.WISH, **change})
            self.assertEqual((answer.status, answer.json["code"]), (status, code), answer.text)
        self.assertEqual(self.contact.must("GET", "me/mail")["news"], "now")
        self.assertEqual(self.contact.must("GET", "me/mail")["reminders"], "now")
        operator = self.server.ask("GET", "/api/v1/me/mail")
        self.assertEqual(operator.json["code"], "account.none")


class DeadWebhooks(DeliveryTest):
    webhook_options = {"fail_first": 12}

    def setUp(self):
        with socket.socket() as nobody:  # a port that was free a moment ago
            nobody.bind(("127.0.0.1", 0))
            self.other_webhook = f"http://127.0.0.1:{nobody.getsockname()[1]}/"
        super().setUp()

    def test_ends_as_an_incident_that_can_be_retried(self):
        case = self.walk.pushed("断网农场", ("bank-a", "bank-b"))
        for bank in "ab":  # contacted, so that no clock has anything to say meanwhile
            self.walk.on_referral(self.walk.referral(case, f"bank-{bank}"), "Contacted",
                                  {"contacted_on": "2025-03-12", "channel": "phone"},
                                  f"contact-{bank}")
        self.walk.advance("1d")
        self.assertEqual(self.incidents(), [], "given up too early")
        self.walk.advance("5d")
        dead = self.pushes()
        self.assertEqual({name: (row["attempts"], row["sent"]) for name, row in dead.items()},
                         {"bank-a": (12, None), "bank-b": (12, None)})
        incidents = {row["delivery"]: row for row in self.incidents()}
        self.assertEqual(set(incidents), {row["id"] for row in dead.values()})
        self.assertEqual({row["kind"] for row in incidents.values()}, {"delivery"})
        for row in dead.values():
            self.assertIn(row["stable_id"], incidents[row["id"]]["detail"])
            self.assertTrue(row["given_up"])
        hooks = [hook for hook in self.hook.records() if hook["id"] == dead["bank-a"]["stable_id"]]
        self.assertEqual([hook["answer"] for hook in hooks], [503] * 12)
        self.assert_retried(dead)

    def pushes(self):
        return {row["organisation"]: row
                for row in self.deliveries(channel="webhook", notice="referral-pushed")}

    def assert_retried(self, dead):
        for row in dead.values():
            self.assertEqual(self.retry(row["id"]).status, 200)
        self.walk.advance("1m")
        back = self.pushes()
        self.assertTrue(back["bank-a"]["delivered"])
        self.assertEqual(back["bank-a"]["stable_id"], dead["bank-a"]["stable_id"])
        self.assertEqual(self.hook.records()[-1]["answer"], 200)
        self.assertEqual(self.hook.records()[-1]["id"], dead["bank-a"]["stable_id"])
        self.assertIsNone(back["bank-b"]["sent"])
        self.assertEqual(self.incidents(), [], "the retried incidents are closed")
        self.assertEqual({row["resolution"] for row in self.incidents("?all=1")}, {"retried"})
        self.assertEqual(self.retry(back["bank-a"]["id"]).json["code"], "delivery.not_given_up")
        self.assertEqual(self.retry("999999").json["code"], "delivery.not_found")
        self.walk.advance("5d")
        self.assertEqual([row["delivery"] for row in self.incidents()], [back["bank-b"]["id"]],
                         "the one that is still dead is an incident again")

    def retry(self, delivery):
        return self.server.ask("POST", f"/api/v1/deliveries/{delivery}/retry")


class WrongSecret(DeliveryTest):
    secret_of_bank = WRONG_SECRET

    def test_a_receiver_that_cannot_verify_gets_no_second_delivery(self):
        self.walk.pushed("错钥农场")
        self.walk.advance("1h")
        self.assertEqual([hook["problem"] for hook in self.hook.records()], ["wrong signature"])
        self.assertEqual([row["kind"] for row in self.incidents()], ["delivery"])


class SettingsThatDeliverNothing(DeliveryTest):
    """Neither mail nor secrets are set up: the inbox works, and somebody is told of the rest."""

    def settings(self):
        path = self.path / "settings.json"
        path.write_text("{}")
        return str(path)

    def test_nothing_leaves_and_nothing_is_lost(self):
        self.walk.pushed("未配置农场")
        self.walk.advance("6d")
        self.assertEqual((self.smtp.records(), self.hook.records()), ([], []))
        waiting = [row for row in self.deliveries(notice="referral-pushed")
                   if row["channel"] != "inbox"]
        self.assertEqual({row["channel"] for row in waiting}, {"email", "webhook"})
        for row in waiting:
            self.assertTrue(row["given_up"] and row["last_error"], row)
        self.assertLessEqual({row["id"] for row in waiting},
                             {row["delivery"] for row in self.incidents()})
        self.assertTrue(all(row["delivered"] for row in self.deliveries(channel="inbox")))


if __name__ == "__main__":
    unittest.main()
