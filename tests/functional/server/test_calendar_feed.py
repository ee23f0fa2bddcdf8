#!/usr/bin/python3
"""A person's deadlines as a calendar: what it holds, whose it is, and when it is over."""

import datetime
import re
import sqlite3
import unittest

from qianqiao_server import ServerTest
from test_accounts import PASSWORD, SignedIn
from whole_county import STANDARDS

SHANGHAI = datetime.timezone(datetime.timedelta(hours=8))


def parse(text):
    """(name, parameters, value) of each content line, by RFC 5545: unfolded first."""
    assert text.endswith("\r\n") and "\n" not in text.replace("\r\n", "")
    for line in text.split("\r\n"):
        assert len(line.encode()) <= 75, line
    for line in text.replace("\r\n ", "").removesuffix("\r\n").split("\r\n"):
        head, value = line.split(":", 1)
        name, *parameters = head.split(";")
        yield name, dict(part.split("=") for part in parameters), value


def events(text):
    """Each VEVENT as name → (parameters, value)."""
    found, stack = [], []
    for name, parameters, value in parse(text):
        if name == "BEGIN":
            stack.append(value)
            if value == "VEVENT":
                found.append({})
        elif name == "END":
            assert stack.pop() == value
        elif stack[-1] == "VEVENT":
            assert name not in found[-1], f"{name} twice"
            found[-1][name] = (parameters, value)
    assert not stack
    return found


class CalendarFeed(ServerTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        people = [{"user_name": name, "name": name, "organisation": "411502", "password": PASSWORD,
                   "appointments": [{"role": role}]}
                  for name, role in (("force", "task_force"), ("first", "preliminary_reviewer"),
                                     ("fresh", "preliminary_reviewer"),
                                     ("admin", "county_administrator"),
                                     ("secure", "security_administrator"))]
        people[-1]["organisation"] = "411500"
        people.append({"user_name": "far", "name": "far", "organisation": "411503",
                       "password": PASSWORD, "appointments": [{"role": "preliminary_reviewer"}]})
        answer = cls.server.ask("POST", "/api/v1/organisations", {"people": people})
        assert answer.json["bad"] == 0, answer.text

    def applied(self, **changes):
        """A case whose first review runs."""
        opened = self.open_case(**changes)
        self.assertEqual(opened.status, 201, opened.text)
        posted = self.server.ask("POST", f"/api/v1/cases/{opened.json['id']}/events", {
            "event": "ApplicationSubmitted", "data": {
                "standards": STANDARDS, "banks": ["bank-a"], "amount_fen": 50_000_000,
                "purpose": "收购春茶", "term_months": 12, "consent": True}},
            {"Idempotency-Key": f"apply-{self.number()}", "If-Match": "*",
             "X-Qianqiao-Actor": "force"})
        self.assertEqual(posted.status, 200, posted.text)
        return opened

    def make(self, who, body=None):
        made = who.must("POST", "me/calendar-feed", body or {})
        return made["path"]

    def fetch(self, path, status=200):
        answer = self.server.ask("GET", path, key=False)
        self.assertEqual(answer.status, status, answer.text)
        if status == 200:
            self.assertEqual(answer.headers["Content-Type"], "text/calendar; charset=utf-8")
            self.assertEqual(answer.headers["Cache-Control"], "no-store")
        return answer

    def test_it_holds_the_running_deadlines_of_ones_inbox(self):
        self.applied()
        self.applied()
        reviewer = SignedIn(self.server, "fresh")
        self.assertIsNone(reviewer.must("GET", "me/calendar-feed")["made"])
        path = self.make(reviewer, {"origin": "https://office.example.invalid:8443"})
        self.assertIsNotNone(reviewer.must("GET", "me/calendar-feed")["made"])
        found = events(self.fetch(path).text)
        tasks = reviewer.must("GET", "tasks?limit=1000")["items"]
        wanted = {}
        for subject in {task["subject"] for task in tasks}:
            for row in reviewer.must("GET", f"cases/{subject}/deadlines")["items"]:
                if row["state"] == "running":
                    wanted[f"{subject}-{row['id']}@qianqiao"] = row
        self.assertGreaterEqual(len(wanted), 2)
        self.assertEqual({event["UID"][1] for event in found}, set(wanted))
        self.assertLessEqual({task["due"] for task in tasks if task["due"]},
                             {row["due"] for row in wanted.values()})
        now = self.server.ask("GET", "/api/v1/clock").json["now"]
        for event in found:
            row = wanted[event["UID"][1]]
            self.assert_due(event, row)
            self.assertEqual(self.instant(event["DTSTAMP"][1]), datetime.datetime.fromisoformat(now))
            self.assertIn(row["subject"], event["SUMMARY"][1])
            self.assertIn(row["title"]["zh"], event["SUMMARY"][1])
            self.assertEqual(event["URL"][1],
                             f"https://office.example.invalid:8443/cases/{row['subject']}")

    def instant(self, text):
        return datetime.datetime.strptime(text, "%Y%m%dT%H%M%S%z")

    def assert_due(self, event, row):
        due = datetime.datetime.fromisoformat(row["due"]).astimezone(SHANGHAI)
        parameters, start = event["DTSTART"]
        if due.strftime("%H:%M:%S") == "23:59:59":
            self.assertEqual(parameters, {"VALUE": "DATE"})
            self.assertEqual(start, due.strftime("%Y%m%d"))
            after = (due + datetime.timedelta(days=1)).strftime("%Y%m%d")
            self.assertEqual(event["DTEND"], ({"VALUE": "DATE"}, after))
        else:
            self.assertEqual((parameters, self.instant(start)), ({}, due))

    def test_it_names_nobody(self):
        opened = self.applied(enterprise={"name": "某某一号家庭农场", "kind": "family_farm"})
        text = self.fetch(self.make(SignedIn(self.server, "first"))).text.replace("\r\n ", "")
        self.assertIn(opened.json["id"], text)
        for name in ("某某一号", "first", "force", "clerk", "张三", "李四"):
            self.assertNotIn(name, text)
        self.assertNotIn("URL:", text, "nowhere to lead to")

    def test_a_uid_stays_with_its_deadline_and_english_is_english(self):
        self.applied()
        path = self.make(SignedIn(self.server, "first"))
        first = {event["UID"][1] for event in events(self.fetch(path).text)}
        self.assertTrue(first)
        again = events(self.fetch(f"{path}?lang=en").text)
        self.assertEqual({event["UID"][1] for event in again}, first)
        for event in again:
            self.assertNotRegex(event["SUMMARY"][1], "[\u4e00-\u9fff]")
        self.fetch(f"{path}?lang=fr", 400)

    def test_another_county_sees_its_own(self):
        self.applied()
        self.assertEqual(events(self.fetch(self.make(SignedIn(self.server, "far"))).text), [])

    def test_a_new_link_ends_the_old_one_and_a_revoked_one_is_gone(self):
        force = SignedIn(self.server, "force")
        old = self.make(force)
        new = self.make(force)
        self.assertNotEqual(old, new)
        self.assertEqual(self.fetch(old, 404).json["code"], "calendar_feed.not_found")
        self.fetch(new)
        force.must("DELETE", "me/calendar-feed")
        self.fetch(new, 404)
        self.assertIsNone(force.must("GET", "me/calendar-feed")["made"])
        force.must("DELETE", "me/calendar-feed")  # again: nothing

    def test_the_link_opens_nothing_else_and_is_not_kept(self):
        force = SignedIn(self.server, "force")
        token = re.fullmatch(r"/api/v1/calendar-feed/([\w-]{43})\.ics", self.make(force)).group(1)
        for headers in ({"Authorization": f"Bearer {token}"}, {"Cookie": f"qianqiao={token}"}):
            answer = self.server.ask("GET", "/api/v1/tasks", headers=headers, key=False)
            self.assertEqual(answer.status, 401, answer.text)
        for file in self.data.glob("qianqiao.db*"):
            self.assertNotIn(token.encode(), file.read_bytes())
        rows = sqlite3.connect(f"file:{self.data}/qianqiao.db?mode=ro", uri=True).execute(
            "SELECT length(token) FROM calendar_feed WHERE person = 'force'").fetchall()
        self.assertEqual(rows, [(32,)])

    def test_who_holds_nothing_any_more_sees_nothing(self):
        self.applied()
        admin, secure = SignedIn(self.server, "admin"), SignedIn(self.server, "secure")
        admin.must("POST", "people", {"user_name": "leaving", "name": "离任", "organisation": "411502",
                                      "password": PASSWORD,
                                      "appointments": [{"role": "preliminary_reviewer",
                                                         "from": "2025-02-01"}]})
        path = self.make(SignedIn(self.server, "leaving"))
        self.assertNotEqual(events(self.fetch(path).text), [])
        secure.must("POST", "appointments", {"person": "leaving", "role": "preliminary_reviewer",
                                             "scope": "411502", "from": "2025-02-01",
                                             "until": "2025-03-02"})
        self.assertEqual(events(self.fetch(path).text), [])
        admin.must("POST", "people/leaving/disable")
        self.fetch(path, 404)

    def test_its_input_is_read_strictly(self):
        force = SignedIn(self.server, "force")
        for origin in ("office.example.invalid", "https://", "https://a/b", "javascript:alert(1)",
                       "https://a\r\nX: y", "https://" + "a" * 250):
            answer = force.ask("POST", "me/calendar-feed", {"origin": origin})
            self.assertEqual((answer.status, answer.json["code"]),
                             (422, "calendar_feed.origin_malformed"), origin)
        self.assertEqual(force.ask("POST", "me/calendar-feed", {"link": "x"}).status, 400)
        operator = self.server.ask("POST", "/api/v1/me/calendar-feed", {})
        self.assertEqual(operator.json["code"], "account.none")


class Guessing(ServerTest):
    def test_wrong_links_are_counted_and_then_nothing_is_answered_for_a_while(self):
        answer = self.server.ask("POST", "/api/v1/organisations", {"people": [
            {"user_name": "force", "name": "force", "organisation": "411502", "password": PASSWORD,
             "appointments": [{"role": "task_force"}]}]})
        self.assertEqual(answer.json["bad"], 0)
        force = SignedIn(self.server, "force")
        path = force.must("POST", "me/calendar-feed", {})["path"]
        statuses = [self.server.ask("GET", f"/api/v1/calendar-feed/guess{i}.ics", key=False).status
                    for i in range(62)]
        self.assertEqual(statuses, [404] * 60 + [429] * 2)
        locked = self.server.ask("GET", path, key=False)
        self.assert_problem(locked, 429, "calendar_feed.locked")


if __name__ == "__main__":
    unittest.main()
