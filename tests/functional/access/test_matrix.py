#!/usr/bin/python3
"""Every route and every event, asked by somebody of every role, of subjects that are its own and
that are not.

A foreign subject is answered like one that does not exist: same status, same body. Lists hold what
the role ought to see, neither more nor less, whatever the filter. A route that policy.json does not
name fails the test, and so does an event that the catalogue gains.
"""
import json
import pathlib
import random
import re
import sys
import tempfile
import unittest
import urllib.parse

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "server"))

from oracle import ALL, CASES, REFERRALS, SLIPS, Oracle  # noqa: E402
from qianqiao_server import Server, run  # noqa: E402

SEED = 20250303
POLICY = json.loads((HERE / "policy.json").read_text(encoding="utf-8"))
BELOW = ("", "/events", "/allowed-events", "/deadlines", "/explain")
KEPT = ("/documents",)  # of cases and referrals


def smallest(schema, random_choice):
    """A value that fits a schema of the catalogue, with what it requires and nothing else."""
    if "enum" in schema:
        return random_choice(schema["enum"])
    kind = schema.get("type", "object")
    if kind == "object":
        properties = schema.get("properties", {})
        return {name: smallest(properties[name], random_choice)
                for name in schema.get("required", [])}
    if kind == "array":
        return [smallest(schema["items"], random_choice)] * schema.get("minItems", 0)
    if kind == "integer":
        return schema.get("minimum", 0)
    if kind == "boolean":
        return True
    if schema.get("format") == "date":
        return "2025-03-10"
    return "x" * max(1, schema.get("minLength", 1))


def parts_of(kind):
    return BELOW if kind == SLIPS else BELOW + KEPT


def way_to_ask(route):
    """Method and path; of a stream, which has no end, only its head."""
    method, path = route.split(" ")
    return "HEAD" if path == "/stream" else method, path


class Person:
    """Somebody signed in."""

    def __init__(self, server, account, appointment):
        self.server, self.name, self.role = server, account["username"], account["role"]
        self.scope = appointment["scope"]
        answer = server.ask("POST", "/api/v1/session", key=False, body={
            "username": account["username"], "password": account["password"]})
        assert answer.status == 201, answer.text
        self.headers = {"Cookie": answer.headers["Set-Cookie"].split(";")[0],
                        "X-CSRF-Token": answer.json["csrf_token"]}
        self.posts = 0

    def ask(self, method, path, body=None):
        self.posts += 1
        extra = {"If-Match": "*", "Idempotency-Key": f"matrix-{self.name}-{self.posts}"}
        return self.server.ask(method, path, body, {**self.headers, **extra}, key=False)

    def ids(self, path):
        found, cursor = [], ""
        while True:
            between = "&" if "?" in path else "?"
            answer = self.ask("GET", f"{path}{between}limit=500" + cursor)
            assert answer.status == 200, answer.text
            found += [item["id"] for item in answer.json["items"]]
            if not answer.json["next_cursor"]:
                return found
            cursor = "&cursor=" + answer.json["next_cursor"]


class Matrix(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.data = pathlib.Path(cls.folder.name) / "data"
        made = run("demo", "--data", cls.data, "--size", "60", "--seed", "7")
        assert made.returncode == 0, made.stderr
        cls.server = Server(cls.data)
        cls.random = random.Random(SEED)
        print(f"seed {SEED}", file=sys.stderr)
        cls.oracle = Oracle(cls.read("organisations"))
        cls.subjects = {kind: {row["id"]: row for row in cls.read(kind)} for kind in ALL}
        cls.add_parties()
        appointments = {row["person"]: row for row in cls.read("appointments")}
        accounts = json.loads((cls.data / "demo-accounts.json").read_text(encoding="utf-8"))
        cls.people = [Person(cls.server, account, appointments[account["username"]])
                      for account in cls.one_of_each(accounts, appointments)]

    @classmethod
    def tearDownClass(cls):
        code = cls.server.stop()
        cls.folder.cleanup()
        assert code == 0, f"the server's exit code was {code}"

    @classmethod
    def read(cls, resource):
        rows, cursor = [], ""
        while True:
            paged = resource in (*ALL, "deliveries", "enterprises")
            answer = cls.server.ask("GET", f"/api/v1/{resource}"
                                    + (f"?limit=1000{cursor}" if paged else ""))
            assert answer.status == 200, answer.text
            rows += answer.json["items"]
            if not answer.json["next_cursor"]:
                return rows
            cursor = "&cursor=" + answer.json["next_cursor"]

    @classmethod
    def add_parties(cls):
        """From history: the departments that a slip was dispatched to since one last returned it as
        not its own (a later dispatch adds to them), and its bank."""
        for slip in cls.subjects[SLIPS].values():
            history = cls.server.ask("GET", f"/api/v1/slips/{slip['id']}/events?limit=1000").json
            dispatched = set()
            for row in history["items"]:
                if row["event"] == "Misrouted":
                    dispatched = set()
                if row["event"] == "Dispatched":
                    dispatched |= {part["department"] for part in row["data"]["parts"]}
            slip["departments"] = (dispatched | {slip["department"]}) - {""}
            referral = cls.subjects[REFERRALS].get(slip["referral"])
            slip["banks"] = [referral["branch"] or referral["bank"]] if referral else []

    @classmethod
    def one_of_each(cls, accounts, appointments):
        """Of each role and each scope one; of visitors and departments, who are many, a few."""
        chosen, per_role = {}, {}
        for account in accounts:
            key = (account["role"], appointments[account["username"]]["scope"])
            count = per_role.get(account["role"], 0)
            if key not in chosen and count < 6:
                chosen[key] = account
                per_role[account["role"]] = count + 1
        return chosen.values()

    def seen_by(self, person, kind):
        return {id for id, row in self.subjects[kind].items()
                if self.oracle.sees(person.role, person.scope, kind, row)}

    def each(self):
        for person in self.people:
            with self.subTest(person=person.name, role=person.role):
                yield person

    def test_every_role_is_here(self):
        roles = {person.role for person in self.people}
        self.assertGreaterEqual(len(roles), 20, roles)

    def test_every_route_has_an_entry(self):
        served = self.server.ask("GET", "/api/v1/openapi.json").json
        routes = {f"{method.upper()} {path}" for path, item in served["paths"].items()
                  for method in item if method in ("get", "post", "put", "delete")}
        self.assertEqual(routes, set(POLICY["routes"]))

    def test_lists_hold_what_is_theirs(self):
        for person in self.each():
            for kind in ALL:
                listed = person.ids(f"/api/v1/{kind}")
                self.assertEqual(len(listed), len(set(listed)), "one twice")
                self.assertEqual(set(listed), self.seen_by(person, kind), kind)

    def test_filters_narrow_and_never_widen(self):
        for person in self.each():
            for kind in ALL:
                seen = self.seen_by(person, kind)
                strangers = [row for id, row in self.subjects[kind].items() if id not in seen]
                for row in self.random.sample(strangers, min(3, len(strangers))):
                    filters = {"county": row["county"], "enterprise": row["enterprise"],
                               "township": row["township"], "bank": row.get("bank"),
                               "department": row.get("department"), "case": row.get("case")}
                    for name, value in filters.items():
                        if not value or (name == "bank") != (kind == REFERRALS) and name == "bank":
                            continue
                        found = person.ids(f"/api/v1/{kind}?{name}={value}")
                        self.assertLessEqual(set(found), seen, f"{kind} by {name}")

    def probe(self, person, path, id, body=None):
        """The answer with the id taken out, so that two can be compared."""
        answer = person.ask("POST" if body is not None else "GET", path, body)
        return answer.status, re.sub(re.escape(id), "ID", answer.told)

    def test_a_foreign_subject_is_answered_like_none(self):
        for person in self.each():
            for kind in ALL:
                seen = self.seen_by(person, kind)
                foreign = [id for id in self.subjects[kind] if id not in seen]
                for id in self.random.sample(foreign, min(3, len(foreign))):
                    missing = id[:6] + id[6] + "0" * (len(id) - 7)
                    for below in (*parts_of(kind), "/documents/D0000000000000000"):
                        there = self.probe(person, f"/api/v1/{kind}/{id}{below}", id)
                        nowhere = self.probe(person, f"/api/v1/{kind}/{missing}{below}", missing)
                        self.assertEqual(there[0], 404, below)
                        self.assertEqual(there, nowhere, below)

    def test_own_subjects_are_shown(self):
        for person in self.each():
            for kind in ALL:
                own = sorted(self.seen_by(person, kind))
                for id in self.random.sample(own, min(3, len(own))):
                    for below in parts_of(kind):
                        self.assertEqual(person.ask("GET", f"/api/v1/{kind}/{id}{below}").status,
                                         200, f"{id}{below}")

    def catalogue(self, kind):
        """Each event of the kind with data that fits, from the served description."""
        path = f"/api/v1/{kind}/{{id}}/events"
        described = self.server.ask("GET", "/api/v1/openapi.json").json
        body = described["paths"][path]["post"]["requestBody"]["content"]["application/json"]
        schemas = described["components"]["schemas"]
        for variant in schemas[body["schema"]["$ref"].rsplit("/")[-1]]["oneOf"]:
            variant = schemas[variant["$ref"].rsplit("/")[-1]]
            properties = variant["properties"]
            yield (properties["event"]["const"],
                   smallest(properties["data"], self.random.choice))

    def test_no_event_reaches_a_foreign_subject(self):
        tried = 0
        for kind in ALL:
            events = list(self.catalogue(kind))
            self.assertGreater(len(events), 15, kind)
            for person in self.each():
                seen = self.seen_by(person, kind)
                foreign = [id for id in self.subjects[kind] if id not in seen]
                if not foreign:
                    continue
                for event, data in events:
                    if event == "Nominated":  # a bank nominates whom it does not see
                        continue
                    id = self.random.choice(foreign)
                    missing = id[:7] + "0" * (len(id) - 7)
                    body = {"event": event, "data": data}
                    there = self.probe(person, f"/api/v1/{kind}/{id}/events", id, body)
                    nowhere = self.probe(person, f"/api/v1/{kind}/{missing}/events", missing, body)
                    self.assertEqual(there[0], 404, f"{event}: {there[1]}")
                    self.assertEqual(there, nowhere, event)
                    tried += 1
        print(f"{tried} events posted to foreign subjects", file=sys.stderr)
        self.assertGreater(tried, 1000)

    def test_what_is_permitted_is_not_refused_for_the_role(self):
        """Whoever is told that it may post an event is not turned away for who it is."""
        tried = 0
        for person in self.each():
            for kind in ALL:
                own = sorted(self.seen_by(person, kind))
                for id in self.random.sample(own, min(2, len(own))):
                    allowed = person.ask("GET", f"/api/v1/{kind}/{id}/allowed-events").json
                    for item in allowed["items"]:
                        data = smallest(item["schema"], self.random.choice)
                        answer = person.ask("POST", f"/api/v1/{kind}/{id}/events",
                                            {"event": item["event"], "data": data})
                        if item["permitted"]:
                            self.assertNotIn(answer.status, (401, 403, 404), answer.text)
                            self.assertLess(answer.status, 500, answer.text)
                            tried += 1
                        else:
                            self.assertIn(answer.status, (403, 404, 409, 422), answer.text)
                        if answer.status == 200:
                            break  # it stands elsewhere now
        self.assertGreater(tried, 50)

    def test_routes_ask_for_their_roles(self):
        subject_route = re.compile(r"/api/v1/(cases|referrals|slips)")
        for person in self.each():
            # Its own, and those of the people for whom it may act today.
            held = {row["role"] for row in person.ask("GET", "/api/v1/me").json["appointments"]}
            for route, entry in POLICY["routes"].items():
                method, path = way_to_ask(route)
                leaves = path.endswith(("/session", "/me/password", "/me/second-factor"))
                if subject_route.match(path) or (leaves and method != "GET"):
                    continue
                roles = POLICY["groups"].get(entry, entry) if isinstance(entry, str) else entry
                allowed = roles in ("open", "any", "loopback") or bool(held & set(roles))
                filled = re.sub(r"\{\w+\}", "0", path)
                body = None if method in ("GET", "HEAD") else {}
                answer = person.ask(method, filled, body)
                text = f"{route}: {answer.status} {answer.text[:200]}"
                code = answer.json.get("code", "") if answer.text.startswith("{") else ""
                self.assertLess(answer.status, 500, text)
                self.assertEqual(code == "route.not_yours", not allowed, text)

    def test_nobody_gets_in_without_a_session(self):
        for route, entry in POLICY["routes"].items():
            method, path = route.split(" ")
            filled = re.sub(r"\{\w+\}", "0", path)
            answer = self.server.ask(method, filled, None if method == "GET" else {}, key=False)
            if entry == "loopback":  # this test asks from the server's own machine
                self.assertEqual(answer.status, 200, route)
            elif entry == "open":
                self.assertNotIn("http.unauthorised", answer.text, route)
            else:
                self.assertEqual((answer.status, answer.json["code"]), (401, "http.unauthorised"),
                                 route)

    def test_a_change_needs_its_csrf_token(self):
        person = self.people[0]
        answer = self.server.ask("POST", "/api/v1/me/second-factor", {},
                                 {"Cookie": person.headers["Cookie"]}, key=False)
        self.assertEqual((answer.status, answer.json["code"]), (403, "session.csrf"))

    def test_enterprises_follow_their_cases(self):
        enterprises = {row["enterprise"] for row in self.subjects[CASES].values()}
        for person in self.each():
            visible = {row["enterprise"] for kind in ALL
                       for id, row in self.subjects[kind].items()
                       if self.oracle.sees(person.role, person.scope, kind, row)}
            hidden = sorted(enterprises - visible)
            for id in self.random.sample(hidden, min(3, len(hidden))):
                self.assertEqual(person.ask("GET", f"/api/v1/enterprises/{id}").status, 404, id)
            for id in self.random.sample(sorted(visible), min(3, len(visible))):
                self.assertEqual(person.ask("GET", f"/api/v1/enterprises/{id}").status, 200, id)

    def test_lists_of_enterprises_hold_what_is_theirs(self):
        """Those that are of one's places today, or whose referrals and slips lie with one."""
        everything = self.read("enterprises")
        for person in self.each():
            party = {row["enterprise"] for kind in (REFERRALS, SLIPS)
                     for id, row in self.subjects[kind].items()
                     if person.role in ("bank_contact", "bank_head", "department")
                     and self.oracle.sees(person.role, person.scope, kind, row)}
            expected = {row["id"] for row in everything
                        if row["id"] in party
                        or self.oracle.sees(person.role, person.scope, CASES, row)}
            listed = person.ids("/api/v1/enterprises")
            self.assertEqual(len(listed), len(set(listed)), "one twice")
            self.assertEqual(set(listed), expected)

    def test_a_search_finds_nothing_foreign(self):
        tried = 0
        for person in self.each():
            for kind in ALL:
                seen = self.seen_by(person, kind)
                for row in self.random.sample(sorted(self.subjects[kind].values(),
                                                     key=lambda row: row["id"]), 4):
                    name = row["enterprise_name"]
                    words = self.random.choice((name, name[:2], name[-4:]))
                    found = person.ids(f"/api/v1/{kind}?q={urllib.parse.quote(words)}")
                    expected = {id for id in seen
                                if words in self.subjects[kind][id]["enterprise_name"]}
                    self.assertEqual(set(found), expected, words)
                    tried += 1
        self.assertGreater(tried, 100)

    def test_cases_by_bank_tell_no_more_than_ones_referrals(self):
        banks = {row["bank"] for row in self.subjects[REFERRALS].values()}
        for person in self.each():
            cases, referrals = self.seen_by(person, CASES), self.seen_by(person, REFERRALS)
            for bank in banks:
                expected = {self.subjects[REFERRALS][id]["case"] for id in referrals
                            if self.subjects[REFERRALS][id]["bank"] == bank} & cases
                self.assertEqual(set(person.ids(f"/api/v1/cases?bank={bank}")), expected, bank)

    def test_clocks_are_those_of_ones_subjects(self):
        kinds = {"C": CASES, "R": REFERRALS, "S": SLIPS}
        running, cursor = [], ""
        while cursor is not None:
            page = self.server.ask("GET", f"/api/v1/deadlines?limit=1000{cursor}").json
            running += [item["subject"] for item in page["items"]]
            cursor = page["next_cursor"] and "&cursor=" + page["next_cursor"]
        known = [id for id in running if id in self.subjects[kinds[id[6]]]]
        self.assertGreater(len(known), 20)
        for person in self.each():
            answer = person.ask("GET", "/api/v1/deadlines?limit=1000")
            listed = [item["subject"] for item in answer.json["items"]
                      if item["subject"] in self.subjects[kinds[item["subject"][6]]]]
            expected = [id for id in known if id in self.seen_by(person, kinds[id[6]])]
            self.assertEqual(listed, expected)
            for kind in ALL:
                late = set(person.ids(f"/api/v1/{kind}?overdue=1"))
                self.assertLessEqual(late, self.seen_by(person, kind))

    def test_figures_are_ones_own_countys_without_asking(self):
        counties = {row["county"] for row in self.subjects[CASES].values()}
        for person in self.each():
            if person.role not in POLICY["groups"]["list_readers"]:
                continue
            own = {county for county in counties if self.oracle.within(county, person.scope)}
            answer = person.ask("GET", "/api/v1/figures")
            self.assertEqual(answer.status, 200, answer.text)
            self.assertEqual({answer.json["county"]}, own if len(own) == 1 else {""})
            for county in counties - own:
                answer = person.ask("GET", f"/api/v1/figures?county={county}")
                self.assertEqual((answer.status, answer.json["code"]), (403, "county.not_yours"))

    def test_deliveries_are_ones_countys_or_ones_banks(self):
        everything = self.read("deliveries")
        for person in self.each():
            if person.role not in POLICY["routes"]["GET /api/v1/deliveries"]:
                continue
            bank = person.role.startswith("bank_")
            expected = [row["id"] for row in everything if self.oracle.within(
                row["organisation"] if bank else row["county"], person.scope)]
            self.assertEqual(person.ids("/api/v1/deliveries"), expected)
            hidden = {row["id"] for row in everything} - set(expected)
            for id in self.random.sample(sorted(hidden), min(2, len(hidden))):
                answer = person.ask("POST", f"/api/v1/deliveries/{id}/retry")
                self.assertEqual(answer.status, 403 if person.role == "auditor" else 404)

    def test_an_inbox_holds_ones_own(self):
        for person in self.each():
            answer = person.ask("GET", "/api/v1/tasks?limit=1000")
            self.assertEqual(answer.status, 200, answer.text)
            kinds = {"C": CASES, "R": REFERRALS, "S": SLIPS}
            # Its own, and of those for whom it may act today.
            roles = {held["role"] for held in person.ask("GET", "/api/v1/me").json["appointments"]}
            for task in answer.json["items"]:
                self.assertIn(task["role"], roles)
                row = self.subjects[kinds[task["subject"][6]]].get(task["subject"])
                if row is not None:  # opened since: seen through its case
                    self.assertTrue(self.oracle.sees(person.role, person.scope,
                                                     kinds[task["subject"][6]], row), task)


if __name__ == "__main__":
    unittest.main()
