#!/usr/bin/python3
"""Saved views and who sees them; the open cases of each stage, against the list behind each number."""
import json
import pathlib
import tempfile
import unittest
import urllib.parse

import whole_county
from qianqiao_server import Server, run
from test_accounts import PASSWORD, SignedIn

MINE = {"page": "cases", "name": "逾期", "query": {"overdue": "1", "stage": "Review"}}


class Views(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        path = pathlib.Path(cls.folder.name)
        cls.server = Server(path / "data", "--clock", "simulated", "--at", "2025-03-03T09:00")
        whole_county.found(path, "--server", cls.server.url, "--api-key", cls.server.key)
        for name in ("force", "force2", "office", "leader", "contact-a", "visitor"):
            done = cls.server.ask("POST", f"/api/v1/people/{name}/password", {"password": PASSWORD})
            assert done.status == 200, done.text
        cls.people = {name: SignedIn(cls.server, name)
                      for name in ("force", "force2", "office", "leader", "contact-a", "visitor")}

    @classmethod
    def tearDownClass(cls):
        assert cls.server.stop() == 0
        cls.folder.cleanup()

    def tearDown(self):
        for person in self.people.values():
            for view in person.must("GET", "views")["items"]:
                if view["own"]:
                    person.must("DELETE", f"views/{view['id']}")

    def names(self, person, page=""):
        items = self.people[person].must("GET", f"views?page={page}" if page else "views")["items"]
        return [view["name"] for view in items]

    def test_ones_own_view_is_found_again_and_nobody_elses(self):
        made = self.people["force"].must("POST", "views", MINE)
        self.assertEqual((made["query"], made["own"], made["owner"]), (MINE["query"], True, "force"))
        self.assertEqual(self.people["force"].must("GET", "views")["items"], [made])
        self.assertEqual(self.names("force", "slips"), [])
        self.assertEqual(self.names("force2"), [])

    def test_saved_again_under_its_name_it_changes(self):
        first = self.people["force"].must("POST", "views", MINE)
        again = self.people["force"].must("POST", "views", {**MINE, "query": {"q": "茶"}})
        self.assertEqual(again["id"], first["id"])
        self.assertEqual(self.people["force"].must("GET", "views")["items"], [again])

    def test_shared_with_a_role_it_is_seen_by_who_holds_it_there_and_below(self):
        self.people["office"].must("POST", "views", {**MINE, "name": "专班", "role": "task_force",
                                                     "place": "411502"})
        self.people["office"].must("POST", "views", {**MINE, "name": "走访", "role": "visitor",
                                                     "place": "411502"})
        self.people["contact-a"].must("POST", "views", {
            "page": "referrals", "name": "甲行", "role": "task_force", "place": "bank-a"})
        self.assertEqual(self.names("force"), ["专班"])
        self.assertEqual(self.names("visitor"), ["走访"])
        self.assertEqual(self.names("leader"), [])
        self.assertEqual(self.names("contact-a"), ["甲行"])
        theirs = self.people["force"].must("GET", "views")["items"][0]
        self.assertFalse(theirs["own"])
        refused = self.people["force"].ask("DELETE", f"views/{theirs['id']}")
        self.assertEqual((refused.status, refused.json["code"]), (404, "view.not_found"))

    def test_what_is_refused(self):
        for change, code in (({"page": "people"}, "view.unknown_page"),
                             ({"name": ""}, "http.missing_field"),
                             ({"name": "长" * 70}, "view.too_long"),
                             ({"query": {"q": 1}}, "http.wrong_type"),
                             ({"query": {"q": "x" * 201}}, "view.too_long"),
                             ({"query": {f"k{i}": "" for i in range(21)}}, "view.too_many_parameters"),
                             ({"role": "task_force", "place": "411503"}, "view.place_not_yours"),
                             ({"role": "task_force"}, "view.place_not_yours"),
                             ({"place": "411502"}, "view.unknown_role"),
                             ({"role": "king", "place": "411502"}, "view.unknown_role"),
                             ({"owner": "office"}, "http.unknown_field")):
            answer = self.people["force"].ask("POST", "views", {**MINE, **change})
            self.assertEqual(answer.json["code"], code, change)
        self.assertEqual(self.people["force"].ask("DELETE", "views/99").status, 404)
        for number in range(50):
            self.people["force"].must("POST", "views", {**MINE, "name": str(number)})
        answer = self.people["force"].ask("POST", "views", MINE)
        self.assertEqual((answer.status, answer.json["code"]), (422, "view.too_many"))


class Stages(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        data = pathlib.Path(cls.folder.name) / "city"
        done = run("demo", "--data", data, "--seed", "7", "--size", "60")
        assert done.returncode == 0, done.stdout + done.stderr
        accounts = json.loads((data / "demo-accounts.json").read_text(encoding="utf-8"))
        cls.server = Server(data, "--clock", "simulated")
        cls.server.ask("POST", "/api/v1/clock", {"advance": "20d"})
        find = lambda role: next(one for one in accounts if one["role"] == role)  # noqa: E731
        cls.office = SignedIn(cls.server, find("county_office")["username"],
                              find("county_office")["password"])
        cls.city = SignedIn(cls.server, find("city_office")["username"],
                            find("city_office")["password"])

    @classmethod
    def tearDownClass(cls):
        assert cls.server.stop() == 0
        cls.folder.cleanup()

    def cases(self, person, **query):
        query = {name: value for name, value in query.items() if value is not None}
        return person.must("GET", "cases?" + urllib.parse.urlencode(
            {"limit": 1000, "open": 1, **query}))["items"]

    def test_every_number_is_as_long_as_the_list_behind_it(self):
        for person in (self.office, self.city):
            answer = person.must("GET", "stages")
            self.assertEqual(sum(one["cases"] for one in answer["items"]), len(self.cases(person)))
            self.assertGreater(sum(one["overdue"] for one in answer["items"]), 0)
            for one in answer["items"]:
                self.assertEqual(len(self.cases(person, stage=one["stage"])), one["cases"])
                self.assertEqual(len(self.cases(person, stage=one["stage"], overdue=1)),
                                 one["overdue"])
                for age in one["ages"]:
                    behind = self.cases(person, stage=one["stage"], opened_from=age["opened_from"],
                                        opened_before=age["opened_before"])
                    self.assertEqual(len(behind), age["cases"], (one["stage"], age))

    def test_a_county_sees_its_own(self):
        own = {one["county"] for one in self.cases(self.office)}
        self.assertEqual(len(own), 1)
        of_county = self.city.must("GET", f"stages?county={own.pop()}")["items"]
        self.assertEqual(self.office.must("GET", "stages")["items"], of_county)
        other = {one["county"] for one in self.cases(self.city)} - own
        self.assertEqual(self.office.must("GET", f"stages?county={max(other)}")["items"] == [],
                         max(other) != self.cases(self.office)[0]["county"])

    def test_each_order_lists_the_same_cases_page_by_page(self):
        keys = {"id": lambda one: one["id"], "opened": lambda one: (one["opened"], one["id"])}
        for person in (self.office, self.city):
            for filters in ({}, {"stage": "Visit"}, {"opened_from": "2025-01-15"}):
                wanted = self.cases(person, **filters)
                for name, key in keys.items():
                    for sign in ("", "-"):
                        query = urllib.parse.urlencode({"limit": 300, "open": 1,
                                                        "sort": sign + name, **filters})
                        items, cursor = [], ""
                        while cursor is not None:
                            page = person.must("GET", f"cases?{query}&cursor={cursor}")
                            items += page["items"]
                            cursor = page["next_cursor"]
                        self.assertEqual(items, sorted(wanted, key=key, reverse=sign == "-"),
                                         (sign + name, filters))

    def test_an_order_that_cannot_be_is_refused(self):
        for query, code in (("sort=name", "http.bad_parameter"),
                            ("sort=opened&q=%E8%8C%B6", "search.sorted"),
                            ("sort=opened&cursor=411502C000001", "http.bad_parameter"),
                            ("sort=-opened&cursor=x~411502C000001", "http.bad_parameter")):
            answer = self.office.ask("GET", "cases?" + query)
            self.assertEqual((answer.status, answer.json["code"]), (400, code), query)

    def test_a_day_that_is_none(self):
        answer = self.office.ask("GET", "cases?opened_from=2025-02-30")
        self.assertEqual(answer.status, 400, answer.text)


if __name__ == "__main__":
    unittest.main()
