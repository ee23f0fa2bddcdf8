"""Doctor, metrics, log and readiness of the real binary."""

import json
import pathlib
import re
import sqlite3
import tempfile
import unittest
import urllib.parse

from qianqiao_server import Server, ServerTest, run

LINE = re.compile(r'^([a-z_]+)(?:\{(.*)\})? (\S+)$')


def samples(text):
    """{name: {labels: value}} of the exposition format; fails on a line of no kind."""
    found = {}
    for line in text.splitlines():
        if line.startswith("#") or not line:
            continue
        name, labels, value = LINE.match(line).groups()
        found.setdefault(name, {})[labels or ""] = float(value)
    return found


class HouseTest(ServerTest):
    """With cases on which a clock runs: 走访."""

    def open_visit(self):
        opened = self.open_case(actor="office", event="Listed", data={})
        self.assertEqual(opened.status, 201, opened.text)
        case = opened.json["id"]
        screened = self.server.ask(
            "POST", f"/api/v1/cases/{case}/events",
            {"event": "ScreenedIn", "data": {"conditions_met": True}},
            {"Idempotency-Key": f"in-{self.number()}", "If-Match": "*",
             "X-Qianqiao-Actor": "office"})
        self.assertEqual(screened.status, 200, screened.text)
        return case

    def deadlines_of(self, case):
        return self.server.ask("GET", f"/api/v1/cases/{case}/deadlines").json["items"]


class Operations(HouseTest):
    def doctor(self):
        answer = self.server.ask("GET", "/api/v1/doctor")
        self.assertEqual(answer.status, 200, answer.text)
        return answer.json["status"], {check["name"]: check for check in answer.json["checks"]}

    def test_the_doctor_finds_a_new_house_in_order(self):
        status, checks = self.doctor()
        self.assertEqual(status, "warn")
        for name, check in checks.items():
            self.assertTrue(check["zh"] and check["en"], name)
        warned = {name for name, check in checks.items() if check["status"] != "ok"}
        self.assertLessEqual(warned, {"clock", "backup_age", "checkpoint_age", "disk_free"})
        self.assertEqual(checks["deadlines_armed"]["value"], 0)
        self.assertIn("synchronous=2", checks["durability"]["value"])
        self.assertIn("journal_mode=wal", checks["durability"]["value"])

    def test_a_backup_is_remembered(self):
        out = self.path / f"backup-{self.number()}"
        done = run("backup", out, "--server", self.server.url, "--api-key", self.server.key)
        self.assertEqual(done.returncode, 0, done.stderr)
        _, checks = self.doctor()
        self.assertEqual(checks["backup_age"]["status"], "ok")
        self.server.ask("POST", "/api/v1/clock", {"advance": "3d"})
        _, checks = self.doctor()
        self.assertEqual(checks["backup_age"]["status"], "warn")
        self.assertGreaterEqual(checks["backup_age"]["value"], 3 * 86400)
        age = samples(self.server.ask("GET", "/metrics").text)["qianqiao_backup_age_seconds"][""]
        self.assertGreaterEqual(age, 3 * 86400)

    def test_a_refused_backup_is_not(self):
        before = self.doctor()[1]["backup_age"]["value"]
        out = self.path / "there-already"
        out.write_text("mine")
        done = run("backup", out, "--server", self.server.url, "--api-key", self.server.key)
        self.assertEqual(done.returncode, 1)
        self.assertEqual(self.doctor()[1]["backup_age"]["value"], before)

    def test_the_command_answers_with_the_report_and_its_code(self):
        done = run("doctor", "--json", "--server", self.server.url, "--api-key", self.server.key)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("sweeper_lag", {c["name"] for c in json.loads(done.stdout)["checks"]})
        self.assertEqual(run("doctor", "--data", self.data).returncode, 3, "the lock is held")

    def test_metrics_count_requests_by_route_and_never_by_path(self):
        def count(labels):
            text = self.server.ask("GET", "/metrics").text
            return samples(text)["qianqiao_http_requests_total"].get(labels, 0), text
        labels = 'method="GET",route="/api/v1/cases/{id}",status="4xx"'
        before, _ = count(labels)
        self.server.ask("GET", "/api/v1/cases/411502C999999")
        after, text = count(labels)
        self.assertEqual(after, before + 1)
        self.assertNotIn("411502C999999", text)
        self.server.ask("GET", "/api/v1/no/such/path")
        self.assertGreater(count('method="",route="none",status="4xx"')[0], 0)

    def test_metrics_tell_how_the_house_is(self):
        def running(found):
            return sum(v for k, v in found["qianqiao_deadlines"].items() if 'state="running"' in k)
        before = samples(self.server.ask("GET", "/metrics").text)
        case = self.open_visit()
        answer = self.server.ask("GET", "/metrics", key=False)
        self.assertEqual(answer.status, 200)
        self.assertTrue(answer.headers["Content-Type"].startswith("text/plain; version=0.0.4"))
        after = samples(answer.text)
        self.assertGreater(len(self.deadlines_of(case)), 0)
        self.assertEqual(running(after), running(before) + len(self.deadlines_of(case)))
        self.assertGreater(after["qianqiao_command_batch_size_count"][""], 0)
        self.assertGreater(after["qianqiao_commit_seconds_count"][""], 0)
        for name in ("qianqiao_command_queue_length", "qianqiao_sweeper_lag_seconds",
                     "qianqiao_outbox_age_seconds", "qianqiao_outbox_messages",
                     "qianqiao_incidents_open", "qianqiao_calendar_last_year",
                     "qianqiao_build_info", "qianqiao_writing_thread_silence_seconds"):
            self.assertIn(name, after)

    def test_metrics_are_for_this_machine(self):
        through_a_proxy = {"X-Forwarded-For": "192.0.2.7"}
        refused = self.server.ask("GET", "/metrics", headers=through_a_proxy, key=False)
        self.assert_problem(refused, 401, "http.unauthorised")
        with_key = self.server.ask("GET", "/metrics", headers=through_a_proxy)
        self.assert_problem(with_key, 403, "operator.remote")

    def test_a_trace_is_continued(self):
        trace, span = "4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"
        answer = self.server.ask("GET", "/api/v1/cases/none",
                                 headers={"traceparent": f"00-{trace}-{span}-01"})
        self.assertEqual(answer.json["trace_id"], trace)
        version, trace_id, span_id, flags = answer.headers["traceresponse"].split("-")
        self.assertEqual((version, trace_id, flags), ("00", trace, "01"))
        self.assertNotEqual(span_id, span)
        other = self.server.ask("GET", "/api/v1/cases/none", headers={"traceparent": "张三"
                                .encode().decode("latin-1")})
        self.assertRegex(other.json["trace_id"], "^[0-9a-f]{32}$")
        self.assertNotIn("trace_id", self.server.ask("GET", "/api/v1/cases").json)

    def test_ready(self):
        ready = self.server.ask("GET", "/readyz", key=False)
        self.assertEqual((ready.status, ready.json["status"]), (200, "ready"))
        self.assertEqual(self.server.ask("GET", "/healthz", key=False).status, 200)


class Deadlines(HouseTest):
    """Across cases: the command and the route give the same lines in the same order."""

    def pages(self, limit, **query):
        items, cursor = [], None
        while True:
            wanted = {"limit": limit, **query, **({"cursor": cursor} if cursor else {})}
            answer = self.server.ask("GET", "/api/v1/deadlines?" + urllib.parse.urlencode(wanted))
            self.assertEqual(answer.status, 200, answer.text)
            items += answer.json["items"]
            cursor = answer.json["next_cursor"]
            if cursor is None:
                return items

    def test_they_are_listed_as_they_fall_due(self):
        of_cases = [item for _ in range(5) for item in self.deadlines_of(self.open_visit())]
        listed = self.pages(2)
        self.assertEqual(listed, self.pages(1000))
        self.assertLessEqual({item["id"] for item in of_cases}, {item["id"] for item in listed})
        dues = [(item["due"], int(item["id"])) for item in listed]
        self.assertEqual(dues, sorted(dues))
        self.assertTrue(all(item["enterprise_name"] for item in listed))
        self.assertEqual(self.pages(9, county="411503"), [])
        self.assertEqual(self.pages(9, overdue=1), [])
        first = listed[0]
        self.assertEqual(self.pages(9, due_before=first["due"]), [])
        self.assertIn(first["id"], {i["id"] for i in self.pages(9, rule=first["rule"])})
        done = run("deadline", "list", "--json", "--server", self.server.url, "--api-key",
                   self.server.key)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(json.loads(done.stdout)["items"], listed)
        self.server.ask("POST", "/api/v1/clock", {"to": first["due"]})
        self.assertEqual(self.pages(9, overdue=1), [], "the last second is in time")
        self.server.ask("POST", "/api/v1/clock", {"advance": "1m"})
        overdue = self.pages(9, overdue=1)
        self.assertIn(first["id"], {item["id"] for item in overdue})
        self.assertTrue(all(item["overdue"] for item in overdue))
        counted = samples(self.server.ask("GET", "/metrics").text)["qianqiao_deadlines"]
        self.assertEqual(sum(v for k, v in counted.items() if 'state="overdue"' in k),
                         len(overdue))

    def test_bad_filters(self):
        for query in ("cursor=7", "cursor=a.b", "cursor=1.2x", "effect=both", "state=met",
                      "overdue=yes", "limit=0", "due_before=tomorrow", "q=x"):
            with self.subTest(query=query):
                self.assertEqual(self.server.ask("GET", f"/api/v1/deadlines?{query}").status, 400)


class WithoutAServer(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = pathlib.Path(folder.name)
        self.data = self.path / "data"
        self.data.mkdir()
        Server(self.data, "--clock", "simulated", "--at", "2025-03-03T09:00").stop()

    def checks(self, code):
        done = run("doctor", "--data", self.data, "--json")
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        return {check["name"]: check for check in json.loads(done.stdout)["checks"]}

    def test_exit_codes(self):
        self.assertEqual(self.checks(0)["exposure"]["status"], "ok")
        self.assertEqual(run("doctor", "--data", self.path / "none").returncode, 3)
        self.assertEqual(run("doctor", "--no-such-option").returncode, 2)

    # A running clock that lost its next rung would stay silent for ever.
    def test_an_unarmed_deadline_fails(self):
        database = sqlite3.connect(self.data / "qianqiao.db")
        database.execute(
            "INSERT INTO subject SELECT '411502C000001', 0, '411502', '', '', '', '411502E000001', "
            "'', '', 1741000000000, NULL, 'Roster', 'Roster', '{}', 1, zeroblob(32), "
            "'of old', ''")
        database.execute(
            "INSERT INTO deadline (subject, county, rule, hook, clause, effect, anchor_ms, "
            "budget_unit, budget_days, budget_day, rule_version, calendar_version, due_nominal, "
            "due_ms, provisional, state, armed_ms, armed_sequence, stopped_ms, supersedes, "
            "next_rung, next_rung_ms) SELECT '411502C000001', '411502', 'bank-decision', "
            "'bank-decision', '(六)', 0, 1741000000000, 0, 30, 0, "
            "workflow_version, '', '2025-04-02', 1743609599000, 0, 0, 1741000000000, 1, NULL, 0, "
            "'', NULL FROM subject")
        database.commit()
        database.close()
        found = self.checks(1)["deadlines_armed"]
        self.assertEqual((found["status"], found["value"]), ("fail", 1))

    def test_what_is_due_and_unclaimed_is_the_sweepers_lag(self):
        self.assertEqual(self.checks(0)["sweeper_lag"]["value"], 0)

    # A year that nobody loaded the notice of: every clock that runs into it is a guess.
    def test_a_year_without_a_notice_fails(self):
        Server(self.data, "--clock", "simulated", "--at", "2031-03-03T09:00").stop()
        self.assertEqual(self.checks(1)["calendar_horizon"]["status"], "fail")

    def test_nobody_listens_to_others_without_encryption(self):
        with self.assertRaisesRegex(AssertionError, "no server: exit"):
            Server(self.data, listen="0.0.0.0:0")
        server = Server(self.data)
        answer = server.ask("GET", "/api/v1/doctor").json
        server.stop()
        exposure = next(c for c in answer["checks"] if c["name"] == "exposure")
        self.assertEqual(exposure["status"], "ok")


class TheLog(unittest.TestCase):
    """Names, phones, codes and words of people go through every door, and none into the log."""

    SECRETS = ["张翠花", "13812345678", "91411502MA44TEST0X", "贺卡厂", "翠花豆腐坊", "R-77881",
               "钱要急用", "zhangcuihua", "cuihua@example.cn", "豆腐.xlsx", "41150219800101"]

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = pathlib.Path(folder.name)

    def serve(self, settings=None):
        config = self.path / "settings.json"
        config.write_text(json.dumps(settings or {}))
        self.log = open(self.path / "log", "w+")
        self.addCleanup(self.log.close)
        return Server(self.path / "data", "--clock", "simulated", "--at", "2025-03-03T09:00",
                      "--config", str(config), stderr=self.log)

    def lines(self):
        self.log.seek(0)
        return [json.loads(line) for line in self.log.read().splitlines()]

    def routes(self, server):
        """Asks everything there is, with people's data wherever something can be put."""
        a, b, c, d, e, f, g, h, i, j, k = self.SECRETS
        enterprise = {"name": e, "kind": "individual", "contact_name": a, "contact_phone": b,
                      "legal_representative": a, "address": d}
        walked_in = {"receipt_number": f, "channel": "window", "basic_conditions_met": True,
                     "consent": True, "remark": g}
        people = {"organisations": [{"id": "411500", "kind": "city", "name": "信阳市"},
                                    {"id": "411502", "parent": "411500", "kind": "county",
                                     "name": d, "area": "411502"}]}
        post_headers = {"Idempotency-Key": f, "If-Match": "*", "X-Qianqiao-Actor": h}
        quote = urllib.parse.quote
        for method in ("GET", "POST", "PUT", "DELETE"):
            for path in ("/", "/healthz", "/readyz", "/metrics", f"/{quote(a)}",
                         "/api/v1/organisations", "/api/v1/people", "/api/v1/cases",
                         "/api/v1/doctor", "/api/v1/clock", "/api/v1/slips",
                         "/api/v1/referrals", "/api/v1/tasks", "/api/v1/lists/target",
                         "/api/v1/incidents", "/api/v1/deliveries", "/api/v1/calendars",
                         "/api/v1/rosters", f"/api/v1/rosters/{quote(j)}/report",
                         f"/api/v1/cases/{quote(a)}", f"/api/v1/cases/{b}/events",
                         f"/api/v1/enterprises/{c}", f"/api/v1/people/{h}/password",
                         f"/api/v1/people/{h}/disable", f"/api/v1/deliveries/{b}/retry",
                         f"/api/v1/calendars/{quote(g)}", "/api/v1/deadlines", "/api/v1/figures"):
                for query in ("", f"?q={quote(a)}", f"?county={quote(e)}&limit={b}"):
                    for body in (people,
                                 {"user_name": h, "name": a, "email": i, "organisation": "411502",
                                  "password": g + b + i, "appointments": [
                                      {"role": "window_clerk", "scope": "411502"}]},
                                 {"event": "WalkedIn", "county": "411502", "enterprise": enterprise,
                                  "data": walked_in},
                                 {"event": "WalkedIn", "county": "411502",
                                  "enterprise": {**enterprise, "uscc": c}, "data": walked_in},
                                 f'{{"{a}": {b}', f"{a},{b},{c}\n{k}"):
                        if method == "GET" and body is not people:
                            continue
                        yield server.ask(method, path + query, None if method == "GET" else body,
                                         post_headers)

    def test_no_personal_data(self):
        (self.path / "data").mkdir()
        server = self.serve()
        statuses = [answer.status for answer in self.routes(server)]
        self.assertGreaterEqual(statuses.count(201), 2, "a person and a case must have come in")
        self.assertNotIn(500, statuses)
        self.assertEqual(server.stop(), 0)
        lines = self.lines()
        requests = [line for line in lines if line["message"] == "http.request"]
        self.assertEqual(len(requests), len(statuses), "one line a request")
        self.assertEqual([line["status"] for line in requests], statuses)
        text = json.dumps(lines, ensure_ascii=False)
        for secret in self.SECRETS:
            self.assertNotIn(secret, text)
            self.assertNotIn(secret.encode().hex(), text)
        for line in requests:
            self.assertEqual(set(line), {"time", "level", "message", "method", "route", "status",
                                         "duration_ms", "bytes", "trace_id", "span_id",
                                         "parent_id"})
            self.assertRegex(line["trace_id"], "^[0-9a-f]{32}$")

    def test_levels(self):
        (self.path / "data").mkdir()
        server = self.serve({"log_level": "warn"})
        self.assertEqual(server.ask("GET", "/healthz").status, 200)
        self.assertEqual(server.stop(), 0)
        self.assertEqual(self.lines(), [])
        with self.assertRaises(AssertionError):
            self.serve({"log_level": "loud"})


if __name__ == "__main__":
    unittest.main()
