"""A person's own letters, and the last of a message's four facts: that it was read."""

import json
import pathlib
import tempfile
import unittest

import whole_county
from qianqiao_server import Server, run


class NotificationTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.data = pathlib.Path(folder.name) / "data"
        self.data.mkdir()
        self.start()
        self.addCleanup(lambda: self.assertEqual(self.server.stop(), 0))
        whole_county.found(pathlib.Path(folder.name), "--server", self.server.url, "--api-key",
                           self.server.key)
        for number in range(3):
            self.walk.pushed(f"来信{number}号农场")
            self.walk.advance("1h")

    def start(self, *options):
        self.server = Server(self.data, "--clock", "simulated", "--at", "2025-03-03T09:00",
                             *options)
        self.walk = whole_county.Walk(self.server)

    def ask(self, method, path, actor):
        headers = {"X-Qianqiao-Actor": actor} if actor else {}
        return self.server.ask(method, f"/api/v1/notifications{path}", headers=headers)

    def letters(self, actor="contact-a", query=""):
        answer = self.ask("GET", query, actor)
        self.assertEqual(answer.status, 200, answer.text)
        return answer.json["items"]

    def test_newest_first_and_of_oneself_only(self):
        letters = self.letters()
        self.assertEqual([letter["received"] for letter in letters],
                         ["2025-03-03T11:00:00+08:00", "2025-03-03T10:00:00+08:00",
                          "2025-03-03T09:00:00+08:00"])
        self.assertEqual({letter["notice"] for letter in letters}, {"referral-pushed"})
        self.assertIn("来信2号农场", letters[0]["text"])
        self.assertEqual({letter["read"] for letter in letters}, {None})
        self.assertEqual(len(letters[0]["about"]), 1)
        self.assertEqual(self.letters("contact-b"), [])

    def test_pages(self):
        ids = [letter["id"] for letter in self.letters()]
        first = self.ask("GET", "?limit=2", "contact-a").json
        self.assertEqual([letter["id"] for letter in first["items"]], ids[:2])
        second = self.ask("GET", f"?limit=2&cursor={first['next_cursor']}", "contact-a").json
        self.assertEqual([letter["id"] for letter in second["items"]], ids[2:])
        self.assertIsNone(second["next_cursor"])
        for query in ("?limit=0", "?cursor=x", "?unread=perhaps", "?person=contact-b"):
            self.assertEqual(self.ask("GET", query, "contact-a").status, 400, query)

    def test_read_once_and_for_all(self):
        newest, middle, oldest = (letter["id"] for letter in self.letters())
        answer = self.ask("POST", f"/{middle}/read", "contact-a")
        self.assertEqual((answer.status, answer.json["read"]), (200, "2025-03-03T12:00:00+08:00"))
        self.walk.advance("1h")
        again = self.ask("POST", f"/{middle}/read", "contact-a")
        self.assertEqual((again.status, again.json), (200, answer.json), "the first reading counts")
        self.assertEqual([letter["id"] for letter in self.letters(query="?unread=1")],
                         [newest, oldest])
        self.assertEqual([letter["id"] for letter in self.letters()], [newest, middle, oldest])
        (delivery,) = [row for row in self.walk.items("/api/v1/deliveries?limit=1000")
                       if row["id"] == middle]
        self.assertEqual(delivery["read"], answer.json["read"])
        self.assertEqual(self.server.stop(), 0)
        self.start()
        self.assertEqual([letter["id"] for letter in self.letters(query="?unread=1")],
                         [newest, oldest], "a restart forgot what was read")

    def test_nobody_reads_for_another(self):
        newest = self.letters()[0]["id"]
        mail = next(row["id"] for row in self.walk.items("/api/v1/deliveries?limit=1000")
                    if row["channel"] == "email" and row["person"] == "contact-a")
        for letter, actor in ((newest, "contact-b"), (newest, "leader"), (mail, "contact-a"),
                              ("999999", "contact-a"), ("0", "contact-a"), ("-1", "contact-a"),
                              ("1x", "contact-a"), ("9" * 30, "contact-a")):
            with self.subTest(letter=letter, actor=actor):
                answer = self.ask("POST", f"/{letter}/read", actor)
                self.assertEqual((answer.status, answer.json["code"]),
                                 (404, "notification.not_found"))
        self.assertEqual({letter["read"] for letter in self.letters()}, {None})
        for method, path in (("GET", ""), ("POST", f"/{newest}/read")):
            self.assertEqual(self.ask(method, path, "").json["code"], "http.actor_missing")
            self.assertEqual(self.ask(method, path, "nobody").json["code"],
                             "authority.unknown_person")
            run("user", "disable", "head-b", "--server", self.server.url, "--api-key",
                self.server.key)
            self.assertEqual(self.ask(method, path, "head-b").json["code"], "authority.disabled")

    def test_by_the_command(self):
        door = ("--server", self.server.url, "--api-key", self.server.key)
        newest = self.letters()[0]["id"]
        shown = run("notification", "read", newest, "--as", "contact-a", *door)
        self.assertEqual(shown.returncode, 0, shown.stderr)
        self.assertIn("来信2号农场", shown.stdout)
        listed = run("notification", "list", "--unread", "--as", "contact-a", "--json", *door)
        self.assertEqual(len(json.loads(listed.stdout)["items"]), 2)
        table = run("notification", "list", "--as", "contact-a", *door)
        self.assertEqual(table.stdout.count("【推送】"), 3)
        other = run("notification", "read", newest, "--as", "contact-b", *door)
        self.assertEqual(other.returncode, 1)
        self.assertIn("notification.not_found", other.stderr)
        self.assertEqual(run("notification", "list", *door).returncode, 2)


if __name__ == "__main__":
    unittest.main()
