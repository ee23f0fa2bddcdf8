#!/usr/bin/python3
"""Incidents: whom they are shown to, page after page, and closed once, with a reason, by whoever they
concern. Those of messages: test_delivery.py; of plugins' jobs: test_plugin_jobs.py."""
import unittest

from qianqiao_server import ServerTest
from test_accounts import PASSWORD, SignedIn
from whole_county import STANDARDS


class Incidents(ServerTest):
    """Two counties where nobody leads: what should go to a leader finds nobody."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        people = [{"user_name": name, "name": name, "organisation": place, "password": PASSWORD,
                   "appointments": [{"role": role}]}
                  for name, role, place in (("force", "task_force", "411502"),
                                            ("office", "county_office", "411502"),
                                            ("far-force", "task_force", "411503"),
                                            ("far-clerk", "window_clerk", "411503"),
                                            ("far-office", "county_office", "411503"),
                                            ("city", "city_office", "411500"),
                                            ("watcher", "auditor", "411500"))]
        answer = cls.server.ask("POST", "/api/v1/organisations", {"people": people})
        assert answer.json["bad"] == 0, answer.text
        for county, clerk, force in (("411502", "clerk", "force"),
                                     ("411503", "far-clerk", "far-force")):
            cls.applied(county, clerk, force)
            cls.applied(county, clerk, force)
        cls.server.ask("POST", "/api/v1/clock", {"advance": "60d"})
        cls.people = {name: SignedIn(cls.server, name)
                      for name in ("office", "far-office", "city", "force", "watcher")}

    @classmethod
    def applied(cls, county, clerk, force):
        number = cls.number()
        opened = cls.server.ask("POST", "/api/v1/cases", {
            "event": "WalkedIn", "county": county,
            "enterprise": {"name": f"无人督办{number}号农场", "kind": "family_farm"},
            "data": {"receipt_number": "R-1", "channel": "window", "basic_conditions_met": True,
                     "consent": True}},
            {"Idempotency-Key": f"open-{number}", "X-Qianqiao-Actor": clerk})
        assert opened.status == 201, opened.text
        posted = cls.server.ask("POST", f"/api/v1/cases/{opened.json['id']}/events", {
            "event": "ApplicationSubmitted", "data": {
                "standards": STANDARDS, "banks": ["bank-a"], "amount_fen": 50_000_000,
                "purpose": "收购春茶", "term_months": 12, "consent": True}},
            {"Idempotency-Key": f"apply-{number}", "If-Match": "*", "X-Qianqiao-Actor": force})
        assert posted.status == 200, posted.text

    def all_of(self, name, more=""):
        """Page after page, two at a time."""
        rows, cursor = [], None
        while True:
            at = f"&cursor={cursor}" if cursor else ""
            page = self.people[name].must("GET", f"incidents?limit=2{at}{more}")
            rows += page["items"]
            cursor = page["next_cursor"]
            if not cursor:
                return rows

    def close(self, name, id, reason="已任命组长"):
        return self.people[name].ask("POST", f"incidents/{id}/close", {"reason": reason})

    def test_each_county_sees_its_own_and_the_city_all_newest_first(self):
        ours, theirs, city = (self.all_of(name) for name in ("office", "far-office", "city"))
        self.assertGreaterEqual(len(ours), 2)
        self.assertEqual({row["county"] for row in ours}, {"411502"})
        self.assertEqual({row["county"] for row in theirs}, {"411503"})
        self.assertEqual({row["kind"] for row in city}, {"no_receiver"})
        ids = [int(row["id"]) for row in city]
        self.assertEqual(ids, sorted(ids, reverse=True))
        self.assertEqual(set(ids), {int(row["id"]) for row in ours + theirs})

    def test_one_is_closed_once_with_a_reason(self):
        id = self.all_of("office")[-1]["id"]
        closed = self.close("office", id)
        self.assertEqual(closed.status, 200, closed.text)
        self.assertEqual((closed.json["resolution"], closed.json["closed_by"]),
                         ("已任命组长", "office"))
        self.assertNotIn(id, [row["id"] for row in self.all_of("office")])
        kept = {row["id"]: row for row in self.all_of("office", "&all=1")}[id]
        self.assertEqual(kept, closed.json)
        again = self.close("city", id, "再关一次")
        self.assertEqual((again.status, again.json["code"]), (409, "incident.closed"))
        self.assertEqual({row["id"]: row for row in self.all_of("office", "&all=1")}[id], kept)
        audit = self.server.ask("GET", "/api/v1/audit?action=incident.closed").json["items"]
        self.assertIn((id, "office"), [(row["object"], row["person"]) for row in audit])

    def test_another_countys_is_as_one_that_does_not_exist(self):
        id = self.all_of("far-office")[0]["id"]
        foreign, nowhere = self.close("office", id), self.close("office", "987654")
        self.assertEqual((foreign.status, nowhere.status), (404, 404))
        self.assertEqual(foreign.told.replace(id, "987654"), nowhere.told)
        self.assertEqual(self.close("office", "x").status, 404)
        for name in ("force", "watcher"):
            self.assertEqual(self.close(name, id).status, 403)
        self.assertIn(id, [row["id"] for row in self.all_of("far-office")])

    def test_a_reason_must_be_given(self):
        id = self.all_of("far-office")[0]["id"]
        for body, status in (({}, 400), ({"reason": ""}, 400), ({"reason": 7}, 400),
                             ({"reason": "长" * 200}, 422), ({"reason": "x", "more": 1}, 400)):
            answer = self.people["far-office"].ask("POST", f"incidents/{id}/close", body)
            self.assertEqual(answer.status, status, answer.text)
        self.assertIn(id, [row["id"] for row in self.all_of("far-office")])


if __name__ == "__main__":
    unittest.main()
