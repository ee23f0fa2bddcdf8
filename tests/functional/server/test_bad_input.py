"""Whatever is wrong with a request gets its own answer, and changes nothing."""

import json
import socket
import unittest

from qianqiao_server import ServerTest, run


class BadInput(ServerTest):
    def setUp(self):
        opened = self.open_case()
        self.assertEqual(opened.status, 201, opened.text)
        self.case = opened.json["id"]
        self.version = opened.json["version"]
        self.events = f"/api/v1/cases/{self.case}/events"

    def tearDown(self):
        stored = self.server.ask("GET", f"/api/v1/cases/{self.case}").json
        self.assertEqual(stored["version"], self.version, "a refused request changed the case")

    def post(self, body, headers=None, without=(), path=None):
        all_headers = {"Idempotency-Key": f"key-{self.number()}", "If-Match": "*",
                       "X-Qianqiao-Actor": "clerk", "Content-Type": "application/json"}
        all_headers.update(headers or {})
        for name in without:
            del all_headers[name]
        return self.server.ask("POST", path or self.events, body, all_headers)

    def test_unknown_event(self):
        self.assert_problem(self.post({"event": "Nonsense", "data": {}}), 422, "event.unknown")

    def test_event_of_another_state_names_those_of_this_one(self):
        answer = self.post({"event": "ScreenedIn", "data": {"conditions_met": True}},
                           {"X-Qianqiao-Actor": "office"})
        self.assert_problem(answer, 409, "event.not_allowed_here")
        allowed = self.server.ask("GET", f"/api/v1/cases/{self.case}/allowed-events").json["items"]
        self.assertEqual(answer.json["allowed_events"], [item["event"] for item in allowed])

    def test_unknown_field_of_the_body_and_of_the_data(self):
        self.assert_problem(self.post({"event": "Withdrawn", "data": {}, "more": 1}), 400,
                            "http.unknown_field")
        self.assert_problem(self.post({"event": "Withdrawn", "data": {"no_such": 1}}), 422,
                            "data.invalid")

    def test_stale_version(self):
        answer = self.post({"event": "WalkedIn", "data": self.walked_in()}, {"If-Match": '"99"'})
        self.assert_problem(answer, 412, "version.stale")

    def walked_in(self):
        return {"receipt_number": "R-2", "channel": "window", "basic_conditions_met": True,
                "consent": True}

    def test_key_used_again_with_another_body(self):
        key = f"again-{self.number()}"
        first = self.open_case(key=key)
        self.assertEqual(first.status, 201, first.text)
        self.assert_problem(self.open_case(key=key, data={**self.walked_in(), "remark": "另"}), 422,
                            "idempotency.key_reused")

    def test_missing_and_malformed_headers(self):
        body = {"event": "Withdrawn", "data": {}}
        table = [
            (("Idempotency-Key",), {}, 428, "http.idempotency_key_missing"),
            (("If-Match",), {}, 428, "http.if_match_missing"),
            (("X-Qianqiao-Actor",), {}, 400, "http.actor_missing"),
            ((), {"If-Match": "3"}, 400, "http.if_match_malformed"),
            ((), {"If-Match": '"x"'}, 400, "http.if_match_malformed"),
            ((), {"Idempotency-Key": "a b"}, 400, "http.idempotency_key_malformed"),
            ((), {"Idempotency-Key": "k" * 201}, 400, "http.idempotency_key_malformed"),
            ((), {"Content-Type": "text/plain"}, 415, "http.content_type"),
            ((), {"Content-Type": "application/json; charset=gbk"}, 415, "http.content_type"),
        ]
        for without, headers, status, code in table:
            with self.subTest(code=code, headers=headers):
                self.assert_problem(self.post(json.dumps(body), headers, without), status, code)

    def test_bodies_that_are_no_json_of_ours(self):
        table = [
            (b"", 400, "json.malformed"),
            (b"{", 400, "json.malformed"),
            (b"[]", 400, "http.not_an_object"),
            (b'{"event": "Withdrawn"', 400, "json.malformed"),
            (b'{"event": "Withdrawn", "event": "Settled"}', 400, "json.duplicate_key"),
            (b'{"event": "Withdrawn", "data": {"a": 1, "a": 2}}', 400, "json.duplicate_key"),
            (b'{"data":' + b"[" * 40 + b"]" * 40 + b"}", 400, "json.too_deep"),
            (b'{"event": "' + "撤回".encode("gb18030") + b'"}', 400, "json.encoding"),
            (b'{"event": 3}', 400, "http.wrong_type"),
            (b'{"data": {}}', 400, "http.missing_field"),
            (b'{"event": "Withdrawn", "data": []}', 400, "http.wrong_type"),
            (b'{"event": "' + b"x" * 300_000 + b'"}', 413, "http.too_large"),
            (b'{"a":' * 100_000, 413, "http.too_large"),
        ]
        for body, status, code in table:
            with self.subTest(body=body[:60]):
                connection_answer = self.server.ask(
                    "POST", self.events, body,
                    {"Idempotency-Key": "b", "If-Match": "*", "X-Qianqiao-Actor": "clerk",
                     "Content-Type": "application/json"})
                self.assert_problem(connection_answer, status, code)

    def test_wrong_paths_and_methods(self):
        self.assert_problem(self.server.ask("GET", "/api/v1/nothing"), 404, "http.unknown_path")
        self.assert_problem(self.server.ask("GET", "/api/v1/cases/no-such"), 404, "subject.not_found")
        self.assert_problem(self.server.ask("GET", f"/api/v1/referrals/{self.case}"), 404,
                            "subject.not_found")
        answer = self.server.ask("DELETE", f"/api/v1/cases/{self.case}")
        self.assert_problem(answer, 405, "http.method_not_allowed")
        self.assertEqual(answer.headers["Allow"], "GET, HEAD")

    def test_bad_parameters(self):
        for query, code in [("limit=0", "http.bad_parameter"), ("limit=1001", "http.bad_parameter"),
                            ("limit=x", "http.bad_parameter"), ("colour=red", "http.unknown_parameter"),
                            ("limit=1&limit=2", "http.bad_parameter"), ("open=maybe", "http.bad_parameter")]:
            with self.subTest(query=query):
                self.assert_problem(self.server.ask("GET", f"/api/v1/cases?{query}"), 400, code)

    def test_without_the_key_nothing_is_told(self):
        for headers in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": self.server.key},
                        {"Authorization": "Bearer "}):
            for path in ("/api/v1/cases", f"/api/v1/cases/{self.case}", "/api/v1/nothing"):
                answer = self.server.ask("GET", path, headers=headers, key=False)
                self.assert_problem(answer, 401, "http.unauthorised")

    def test_a_person_without_business_there_learns_nothing(self):
        answer = self.post({"event": "WalkedIn", "data": self.walked_in()},
                           {"X-Qianqiao-Actor": "other"})
        self.assert_problem(answer, 404, "subject.not_found")
        self.assert_problem(self.post({"event": "WalkedIn", "data": self.walked_in()},
                                      {"X-Qianqiao-Actor": "nobody"}), 403, "authority.unknown_person")

    def test_head_answers_without_a_body(self):
        answer = self.server.ask("HEAD", f"/api/v1/cases/{self.case}")
        self.assertEqual((answer.status, answer.text), (200, ""))
        self.assertEqual(answer.headers["ETag"], f'"{self.version}"')

    def test_a_header_too_large_ends_the_connection_and_not_the_server(self):
        host, port = self.server.address.split(":")
        with socket.create_connection((host, int(port)), timeout=30) as connection:
            connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\n")
            try:
                for number in range(40_000):
                    connection.sendall(b"X-%d: %s\r\n" % (number, b"v" * 50))
                answer = connection.recv(64)
            except ConnectionError:
                answer = b""
        self.assertNotIn(b"200", answer)
        self.assertEqual(self.server.ask("GET", "/healthz", key=False).status, 200)


class GoodInput(ServerTest):
    def test_the_same_request_twice_is_done_once(self):
        number = self.number()
        body = {"event": "WalkedIn", "county": "411502",
                "enterprise": {"name": f"重复{number}号合作社", "kind": "cooperative"},
                "data": {"receipt_number": "R-3", "channel": "window",
                         "basic_conditions_met": True, "consent": True}}
        headers = {"Idempotency-Key": f"twice-{number}", "X-Qianqiao-Actor": "clerk"}
        first = self.server.ask("POST", "/api/v1/cases", body, headers)
        second = self.server.ask("POST", "/api/v1/cases", body, headers)
        self.assertEqual((first.status, second.status), (201, 200), second.text)
        self.assertEqual(first.json["id"], second.json["id"])
        self.assertTrue(second.json["replayed"])
        history = self.server.ask("GET", f"/api/v1/cases/{first.json['id']}/events").json["items"]
        self.assertEqual(len(history), first.json["sequence"])

    def test_lists_are_cut_into_pages(self):
        opened = {self.open_case().json["id"] for _ in range(5)}
        seen, cursor = [], ""
        while True:
            page = self.server.ask("GET", f"/api/v1/cases?limit=2&cursor={cursor}").json
            seen += [item["id"] for item in page["items"]]
            cursor = page["next_cursor"]
            if cursor is None:
                break
        self.assertEqual(seen, sorted(set(seen)))
        self.assertLessEqual(opened, set(seen))

    def test_the_clock_moves_and_never_back(self):
        before = self.server.ask("GET", "/api/v1/clock").json["now"]
        moved = self.server.ask("POST", "/api/v1/clock", {"advance": "2d"})
        self.assertEqual(moved.status, 200, moved.text)
        self.assertGreater(moved.json["now"], before)
        self.assert_problem(self.server.ask("POST", "/api/v1/clock", {"to": before}), 422,
                            "clock.backwards")
        self.assert_problem(self.server.ask("POST", "/api/v1/clock", {"advance": "soon"}), 400,
                            "clock.span_malformed")
        self.assert_problem(self.server.ask("POST", "/api/v1/clock", {}), 400, "clock.advance_or_to")

    def test_a_backup_of_a_running_server_verifies(self):
        self.open_case()
        out, restored = self.path / "copy.db", self.path / "restored"
        door = ("--server", self.server.url, "--api-key", self.server.key)
        self.assertEqual(run("backup", out, *door).returncode, 0)
        self.assertEqual(run("backup", out, *door).returncode, 1, "an old backup is overwritten")
        self.assertEqual(run("restore", out, "--data", restored).returncode, 0)
        self.assertEqual(run("restore", out, "--data", restored).returncode, 1)
        self.assertEqual(run("verify", "--data", restored).returncode, 0)


if __name__ == "__main__":
    unittest.main()
