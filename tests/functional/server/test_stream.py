"""Who watches is told that something changed: by a stream, or by asking now and then."""

import json
import unittest

from qianqiao_server import ServerTest
from test_door import Wire, head


class Stream:
    """A reader of server-sent events."""

    def __init__(self, server, cookie=None):
        self.wire = Wire(server)
        self.wire.send(head(server, path="/stream") if cookie is None else
                       f"GET /stream HTTP/1.1\r\nHost: x\r\nCookie: {cookie}\r\n\r\n".encode())
        self.lines = self.wire.socket.makefile("rb")
        self.status = int(self.lines.readline().split()[1])
        self.headers = {}
        while line := self.lines.readline().strip().decode():
            name, _, value = line.partition(": ")
            self.headers[name] = value

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.lines.close()
        self.wire.socket.close()

    def event(self):
        """The next event: (name, data); (None, comment) for a comment."""
        name, data = None, None
        while line := self.lines.readline().decode():
            line = line.rstrip("\n")
            if line.startswith(": "):
                name, data = None, line[2:]
            elif line.startswith("event: "):
                name = line[7:]
            elif line.startswith("data: "):
                data = json.loads(line[6:])
            elif not line and data is not None:
                return name, data
        return None, None

    def change_of(self, subject):
        while True:
            name, data = self.event()
            if data is None or (name == "change" and data["id"] == subject):
                return data


class Changes(ServerTest):
    settings = {"limits": {"streams": 3, "streams_per_person": 3, "heartbeat_seconds": 1,
                           "threads": 16}}

    def test_a_stream_tells_what_changed(self):
        with Stream(self.server) as stream:
            self.assertEqual(stream.status, 200)
            self.assertTrue(stream.headers["Content-Type"].startswith("text/event-stream"))
            opened = self.open_case().json
            self.assertEqual(stream.change_of(opened["id"]),
                             {"kind": "case", "id": opened["id"], "version": opened["version"]})

    def test_head_tells_what_it_would_be_and_ends(self):
        answer = self.server.ask("HEAD", "/stream")
        self.assertEqual((answer.status, answer.text), (200, ""))
        self.assertTrue(answer.headers["Content-Type"].startswith("text/event-stream"))

    def test_heartbeats_come_while_nothing_happens(self):
        with Stream(self.server) as stream:
            while True:
                name, data = stream.event()
                if name is None:
                    break
            self.assertEqual(data, "beat")

    def test_more_streams_than_there_may_be(self):
        streams = [Stream(self.server) for _ in range(3)]
        answer = self.server.ask("GET", "/stream")
        self.assert_problem(answer, 503, "stream.full")
        self.assertIn("/api/v1/changes", answer.json["detail_en"])
        self.assertGreater(int(answer.headers["Retry-After"]), 0)
        for stream in streams:
            stream.__exit__()
        while True:  # until the server has seen one go
            with Stream(self.server) as stream:
                if stream.status == 200:
                    break
            self.assertEqual(stream.status, 503)

    def test_without_the_key_there_is_no_stream(self):
        self.assert_problem(self.server.ask("GET", "/stream", key=False), 401, "http.unauthorised")
        self.assert_problem(self.server.ask("GET", "/api/v1/changes", key=False), 401,
                            "http.unauthorised")

    def test_polling_tells_the_same(self):
        start = self.server.ask("GET", "/api/v1/changes").json
        self.assertEqual((start["items"], start["more"]), ([], False))
        self.assertEqual(self.server.ask("GET", f"/api/v1/changes?after={start['after']}").json,
                         start)
        opened = [self.open_case().json for _ in range(3)]
        seen, after = {}, start["after"]
        while True:
            page = self.server.ask("GET", f"/api/v1/changes?after={after}&limit=2").json
            self.assertLessEqual(len(page["items"]), 2)
            seen.update({item["id"]: item["version"] for item in page["items"]})
            after = page["after"]
            if not page["more"]:
                break
        for case in opened:
            self.assertEqual(seen[case["id"]], case["version"])
        self.assert_problem(self.server.ask("GET", "/api/v1/changes?after=x"), 400,
                            "http.bad_parameter")


class Watchers(ServerTest):
    """People who watch for hours, and what is given to them and taken meanwhile."""

    settings = {"limits": {"heartbeat_seconds": 1}}

    def sign_in(self, person):
        self.server.ask("POST", f"/api/v1/people/{person}/password",
                        {"password": "a long password"})
        answer = self.server.ask("POST", "/api/v1/session", {
            "username": person, "password": "a long password"}, key=False)
        self.assertEqual(answer.status, 201, answer.text)
        return answer.headers["Set-Cookie"].split(";")[0], answer.json["csrf_token"]

    def appoint(self, **appointment):
        answer = self.server.ask("POST", "/api/v1/appointments", appointment)
        self.assertEqual(answer.status, 201, answer.text)

    def test_what_is_given_meanwhile_is_told_and_what_is_not_ones_own_is_not(self):
        cookie, _ = self.sign_in("other")  # a clerk of another county
        with Stream(self.server, cookie) as stream:
            foreign = self.open_case().json
            self.appoint(person="other", role="window_clerk", scope="411502")
            own = self.open_case().json
            name, data = "beat", None
            while name != "change":
                name, data = stream.event()
            self.assertEqual(data["id"], own["id"], f"told of {foreign['id']}")

    def test_a_stream_ends_with_its_session(self):
        cookie, csrf = self.sign_in("other")
        with Stream(self.server, cookie) as stream:
            left = self.server.ask("DELETE", "/api/v1/session",
                                   headers={"Cookie": cookie, "X-CSRF-Token": csrf}, key=False)
            self.assertEqual(left.status, 204, left.text)
            while stream.event() != (None, None):
                pass

    def test_a_stream_ends_with_its_account(self):
        cookie, _ = self.sign_in("other")
        with Stream(self.server, cookie) as stream:
            self.assertEqual(self.server.ask("POST", "/api/v1/people/other/disable").status, 200)
            while stream.event() != (None, None):
                pass
        self.server.ask("POST", "/api/v1/people/other/enable")


class OneTooMany(ServerTest):
    settings = {"limits": {"streams_per_person": 1}}

    def test_one_person_has_so_many(self):
        with Stream(self.server):
            answer = self.server.ask("GET", "/stream")
            self.assert_problem(answer, 429, "stream.too_many_of_one")
            self.assertIn("/api/v1/changes", answer.json["detail"])


if __name__ == "__main__":
    unittest.main()
