"""The receivers of tests/support/receivers.py, judged before they judge anything."""

import email.message
import http.client
import pathlib
import smtplib
import sys
import tempfile
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "support"))

import receivers  # noqa: E402

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
OLDER_SECRET = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="


class ReceiverTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.record = pathlib.Path(folder.name) / "record.jsonl"


class SmtpTest(ReceiverTest):
    def send(self, port, to="credit@bank.example", subject="催办函：3 笔推送将于 3 日内到期"):
        mail = email.message.EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = "office@xinyang.example", to, subject
        mail["Message-ID"] = "<msg_1@xinyang.example>"
        mail.set_content("请于三日内反馈。\n.\n..\n", cte="8bit")
        with smtplib.SMTP("127.0.0.1", port, timeout=10) as client:
            client.send_message(mail)

    def test_writes_down_what_arrives(self):
        with receivers.Receiver("smtp", self.record) as receiver:
            self.send(receiver.port)
            self.send(receiver.port, subject="plain")
            first, second = receiver.wait(2)
        self.assertEqual(first["subject"], "催办函：3 笔推送将于 3 日内到期")
        self.assertEqual(first["body"], "请于三日内反馈。\n.\n..\n")
        self.assertEqual(first["message_id"], "<msg_1@xinyang.example>")
        self.assertEqual(first["to"], ["credit@bank.example"])
        self.assertFalse(first["ascii"])
        self.assertEqual(second["subject"], "plain")

    def test_fails_first_as_told(self):
        with receivers.Receiver("smtp", self.record, fail_first=2) as receiver:
            for _ in range(2):
                with self.assertRaises(smtplib.SMTPDataError) as failure:
                    self.send(receiver.port)
                self.assertEqual(failure.exception.smtp_code, 451)
            self.assertEqual(receiver.records(), [])
            self.send(receiver.port)
            self.assertEqual(len(receiver.wait(1)), 1)

    def test_refuses_recipients(self):
        with receivers.Receiver("smtp", self.record, refuse=["gone@bank.example"]) as receiver:
            with self.assertRaises(smtplib.SMTPRecipientsRefused):
                self.send(receiver.port, to="gone@bank.example")
            self.send(receiver.port)
            self.assertEqual(len(receiver.wait(1)), 1)

    def test_serves_the_next_after_a_client_that_vanishes(self):
        with receivers.Receiver("smtp", self.record) as receiver:
            client = smtplib.SMTP("127.0.0.1", receiver.port, timeout=10)
            client.ehlo()
            client.mail("a@b.cn")
            client.rcpt("c@d.cn")
            client.putcmd("data")
            client.sock.sendall(b"Subject: half")
            client.close()
            self.send(receiver.port)
            self.assertEqual([r["to"] for r in receiver.wait(1)], [["credit@bank.example"]])


class WebhookTest(ReceiverTest):
    def post(self, port, body=b'{"a":1}', timestamp=None, secret=SECRET, signature=None):
        timestamp = str(int(time.time()) if timestamp is None else timestamp)
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        self.addCleanup(connection.close)
        connection.request("POST", "/hook", body, {
            "Content-Type": "application/json",
            "webhook-id": "msg_1",
            "webhook-timestamp": timestamp,
            "webhook-signature": signature or receivers.sign(secret, "msg_1", timestamp, body),
        })
        return connection.getresponse().status

    def test_signs_as_the_specification_does(self):
        self.assertEqual(
            receivers.sign(SECRET, "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330",
                           b'{"test": 2432232314}'),
            "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")

    def test_takes_what_is_signed_by_any_secret(self):
        with receivers.Receiver("webhook", self.record, secret=[SECRET, OLDER_SECRET]) as receiver:
            self.assertEqual(self.post(receiver.port), 200)
            self.assertEqual(self.post(receiver.port, secret=OLDER_SECRET), 200)
            self.assertEqual(self.post(receiver.port, body="{\"事\":1}".encode()), 200)
            records = receiver.wait(3)
        self.assertEqual([r["problem"] for r in records], [None] * 3)
        self.assertEqual(records[2]["body"], '{"事":1}')
        self.assertEqual(records[0]["id"], "msg_1")

    def test_refuses_what_is_not_signed_or_stale(self):
        with receivers.Receiver("webhook", self.record, secret=SECRET) as receiver:
            self.assertEqual(self.post(receiver.port, secret=OLDER_SECRET), 401)
            self.assertEqual(self.post(receiver.port, signature="v1,AAAA"), 401)
            self.assertEqual(self.post(receiver.port, timestamp=int(time.time()) - 400), 401)
            self.assertEqual(self.post(receiver.port, timestamp=int(time.time()) + 400), 401)
            problems = [r["problem"] for r in receiver.wait(4)]
        self.assertEqual(problems, ["wrong signature", "wrong signature", "stale", "stale"])

    def test_fails_first_as_told_at_a_told_time(self):
        with receivers.Receiver("webhook", self.record, secret=SECRET, fail_first=2, status=500,
                                now=1740963600) as receiver:
            answers = [self.post(receiver.port, timestamp=1740963600 + i) for i in range(3)]
            self.assertEqual(self.post(receiver.port), 401)  # today is stale in 2025
        self.assertEqual(answers, [500, 500, 200])


class StartTest(ReceiverTest):
    def test_a_receiver_that_cannot_start_says_so(self):
        with self.assertRaises(RuntimeError):
            with receivers.Receiver("webhook", self.record):  # no secret
                pass

    def test_waiting_ends(self):
        with receivers.Receiver("smtp", self.record) as receiver:
            with self.assertRaises(TimeoutError):
                receiver.wait(1, timeout_s=0.1)


if __name__ == "__main__":
    unittest.main()
