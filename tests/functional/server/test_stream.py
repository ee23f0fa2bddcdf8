"""Who watches is told that something changed: by a stream, or by asking now and then."""

import json
import unittest

from qianqiao_server import ServerTest
from test_door import Wire, head


class Stream:
    """A reader of server-sent events."""

    def __init__(self, server):
        self.wire = Wire(server)
        self.wire.send(head(server, path="/stream"))
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


class OneTooMany(ServerTest):
    settings = {"limits": {"streams_per_person": 1}}

    def test_one_person_has_so_many(self):
        with Stream(self.server):
            answer = self.server.ask("GET", "/stream")
            self.assert_problem(answer, 429, "stream.too_many_of_one")
            self.assertIn("/api/v1/changes", answer.json["detail"])


if __name__ == "__main__":
    unittest.main()
