"""Clients that are slow, idle, many, or speak no proper HTTP: each gets its answer, nobody else
waits for them, and none of them stops the server."""

import gzip
import http.client
import json
import socket
import unittest

from qianqiao_server import ServerTest


class Wire:
    """A connection that sends just what it is told to."""

    def __init__(self, server, source="127.0.0.1", receive_buffer=None):
        host, port = server.address.split(":")
        self.socket = socket.socket()
        if receive_buffer:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        self.socket.settimeout(60)
        self.socket.bind((source, 0))
        self.socket.connect((host, int(port)))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    def send(self, data):
        self.socket.sendall(data)
        return self

    def end(self):
        self.socket.shutdown(socket.SHUT_WR)
        return self

    def answer(self):
        """The next answer: (status, headers, body)."""
        response = http.client.HTTPResponse(self.socket)
        response.begin()
        return response.status, response.headers, response.read()

    def rest(self):
        """All that comes until the server closes."""
        data = b""
        while piece := self.socket.recv(65536):
            data += piece
        return data


def head(server, method="GET", path="/api/v1/cases?limit=1", *lines):
    return (f"{method} {path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {server.key}\r\n"
            + "".join(line + "\r\n" for line in lines) + "\r\n").encode()


class Framing(ServerTest):
    def assert_refused(self, data, status, code):
        with Wire(self.server) as wire:
            wire.send(data)
            got, headers, body = wire.answer()
            self.assertEqual((got, json.loads(body)["code"]), (status, code), data[:80])
            self.assertEqual(headers["Connection"], "close")
            self.assertEqual(wire.rest(), b"", "the rest was taken for another request")

    def test_a_request_in_single_bytes(self):
        with Wire(self.server) as wire:
            for byte in head(self.server):
                wire.send(bytes([byte]))
            self.assertEqual(wire.answer()[0], 200)

    def test_requests_that_follow_without_waiting_are_answered_in_order(self):
        with Wire(self.server) as wire:
            wire.send(head(self.server) + head(self.server, path="/healthz")
                      + head(self.server, path="/api/v1/nothing"))
            statuses = []
            response = wire.socket.makefile("rb")
            for _ in range(3):
                status = int(response.readline().split()[1])
                length = 0
                while (line := response.readline().strip()):
                    if line.lower().startswith(b"content-length:"):
                        length = int(line.split(b":")[1])
                response.read(length)
                statuses.append(status)
            self.assertEqual(statuses, [200, 200, 404])

    def test_what_is_no_proper_http_is_refused(self):
        post = "POST /api/v1/cases HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + self.server.key
        post = post.encode() + b"\r\nContent-Type: application/json\r\n"
        table = [
            b"NONSENSE\r\n\r\n",
            b"GET /healthz\r\n\r\n",
            b"GET /healthz HTTP/2.0\r\n\r\n",
            b"GET  /healthz HTTP/1.1\r\n\r\n",
            b"GE(T /healthz HTTP/1.1\r\nHost: x\r\n\r\n",
            b"GET /healthz HTTP/1.1\r\nHost x\r\n\r\n",
            b"GET /healthz HTTP/1.1\r\nHost: x\r\n folded: y\r\n\r\n",
            b"GET /healthz HTTP/1.1\r\nHost : x\r\n\r\n",
            b"GET /healthz HTTP/1.1\r\nX: a\0b\r\n\r\n",
            b"GET /healthz HTTP/1.1\nHost: x\n\r\n\r\n",
            post + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nabcde",
            post + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            post + b"Content-Length: +5\r\n\r\nabcde",
            post + b"Content-Length: -1\r\n\r\n",
            post + b"Content-Length: 99999999999999999999\r\n\r\n",
            post + b"Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
            post + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n\r\n",
            post + b"Transfer-Encoding: chunked\r\n\r\n2\r\nabc\r\n0\r\n\r\n",
            post + b"Transfer-Encoding: chunked\r\n\r\n" + b"1" * 2000,
        ]
        for data in table:
            with self.subTest(data=data[-60:]):
                self.assert_refused(data, 400, "http.malformed")

    def test_heads_too_large(self):
        start = b"GET /healthz HTTP/1.1\r\nHost: x\r\n"
        for data in (start + b"X: " + b"v" * 9000 + b"\r\n\r\n",
                     start + b"X: y\r\n" * 150 + b"\r\n",
                     start + b"X: " + b"v" * 40_000,
                     b"GET /" + b"a" * 20_000 + b" HTTP/1.1\r\n\r\n"):
            with self.subTest(data=data[:40]):
                self.assert_refused(data, 431, "http.head_too_large")

    def test_half_requests(self):
        whole = head(self.server, "POST", "/api/v1/cases", "Content-Type: application/json",
                     "Content-Length: 40") + b'{"event": '
        for data in (b"G", whole[:60], whole):
            with self.subTest(data=data[-30:]), Wire(self.server) as wire:
                status, _, body = wire.send(data).end().answer()
                self.assertEqual((status, json.loads(body)["code"]), (400, "http.malformed"))

    def test_bodies_in_chunks(self):
        body = b'{"event": "Nonsense", "data": {}, "enterprise": {"name": "a"}}'
        chunks = b"".join(b"%x;ext=1\r\n%s\r\n" % (len(body[i:i + 7]), body[i:i + 7])
                          for i in range(0, len(body), 7)) + b"0\r\nTrailer: x\r\n\r\n"
        request = head(self.server, "POST", "/api/v1/cases", "Transfer-Encoding: chunked",
                       "Content-Type: application/json", "X-Qianqiao-Actor: clerk",
                       "Idempotency-Key: chunks")
        with Wire(self.server) as wire:
            status, _, answer = wire.send(request + chunks).answer()
            self.assertEqual((status, json.loads(answer)["code"]), (422, "event.unknown"))
            self.assertEqual(wire.send(head(self.server)).answer()[0], 200, "it can go on")
        self.assert_refused(request + b"40000\r\n" + b" " * 0x40000 + b"\r\n1\r\n \r\n0\r\n\r\n",
                            413, "http.too_large")

    def test_other_encodings_of_bodies(self):
        data = head(self.server, "POST", "/api/v1/cases", "Content-Type: application/json",
                    "Content-Encoding: gzip", "Content-Length: 3") + b"abc"
        self.assert_refused(data, 415, "http.content_encoding")

    def test_a_client_that_asks_before_it_sends(self):
        lines = ("Content-Type: application/json", "Expect: 100-continue")
        with Wire(self.server) as wire:
            wire.send(head(self.server, "POST", "/api/v1/cases", *lines, "Content-Length: 2"))
            self.assertEqual(wire.socket.recv(100), b"HTTP/1.1 100 Continue\r\n\r\n")
            status, _, answer = wire.send(b"{}").answer()
            self.assertEqual((status, json.loads(answer)["code"]), (400, "http.actor_missing"))
        with Wire(self.server) as wire:
            wire.send(head(self.server, "POST", "/api/v1/cases", *lines, "Content-Length: 900000"))
            self.assertEqual(wire.answer()[0], 413, "it is told before it sends")

    def test_old_clients(self):
        with Wire(self.server) as wire:
            wire.send(b"GET /healthz HTTP/1.0\r\n\r\n")
            self.assertTrue(wire.rest().startswith(b"HTTP/1.1 200"))
        with Wire(self.server) as wire:
            wire.send(b"GET /healthz HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
            self.assertEqual(wire.answer()[1]["Connection"], "keep-alive")

    def test_larger_answers_are_compressed_for_those_who_ask(self):
        path = f"/api/v1/cases/{self.open_case().json['id']}/allowed-events"
        plain = self.server.ask("GET", path)
        self.assertNotIn("Content-Encoding", plain.headers)
        self.assertEqual(plain.headers["Vary"], "Accept-Encoding")
        connection = http.client.HTTPConnection(self.server.address, timeout=60)
        connection.request("GET", path, headers={"Authorization": f"Bearer {self.server.key}",
                                                 "Accept-Encoding": "br;q=1, gzip;q=0.5"})
        response = connection.getresponse()
        self.assertEqual(response.headers["Content-Encoding"], "gzip")
        self.assertEqual(gzip.decompress(response.read()).decode(), plain.text)
        connection.request("GET", path, headers={"Authorization": f"Bearer {self.server.key}",
                                                 "Accept-Encoding": "gzip;q=0"})
        self.assertNotIn("Content-Encoding", connection.getresponse().headers)
        connection.close()


class TimeLimits(ServerTest):
    settings = {"limits": {"head_seconds": 1, "idle_seconds": 1, "json_seconds": 1,
                           "answer_seconds": 1}}

    def assert_timed_out(self, data):
        with Wire(self.server) as wire:
            status, headers, body = wire.send(data).answer()
            self.assertEqual((status, json.loads(body)["code"]), (408, "http.timeout"))
            self.assertEqual(wire.rest(), b"")

    def test_heads_and_bodies_that_do_not_come(self):
        self.assert_timed_out(b"GET /healthz HTTP/1.1\r\n")
        self.assert_timed_out(head(self.server, "POST", "/api/v1/cases", "Content-Length: 10",
                                   "Content-Type: application/json") + b"{")

    def test_idle_connections_are_closed_without_a_word(self):
        with Wire(self.server) as wire:
            self.assertEqual(wire.rest(), b"")
        with Wire(self.server) as wire:
            self.assertEqual(wire.send(head(self.server)).answer()[0], 200)
            self.assertEqual(wire.rest(), b"")


class ManyConnections(ServerTest):
    settings = {"limits": {"connections_per_address": 20, "connections": 1700, "threads": 16,
                           "head_seconds": 600, "idle_seconds": 600}}

    def serves(self, times=30):
        for _ in range(times):
            self.assertEqual(self.server.ask("GET", "/api/v1/cases?limit=1").status, 200)
        self.assertEqual(self.open_case().status, 201)

    def crowd(self, count, data=b""):
        """Connections from so many addresses that none has too many."""
        wires = []
        for number in range(count):
            wires.append(Wire(self.server, f"127.0.1.{1 + number // 20}"))
            self.addCleanup(wires[-1].socket.close)
            wires[-1].send(data)
        return wires

    def test_slow_and_idle_clients_cost_nobody_else_anything(self):
        idle = self.crowd(500)
        slow = [Wire(self.server, f"127.0.2.{1 + number // 20}") for number in range(1000)]
        for wire in slow:
            self.addCleanup(wire.socket.close)
        post = head(self.server, "POST", "/api/v1/cases", "Content-Type: application/json",
                    "X-Qianqiao-Actor: clerk", "Idempotency-Key: slow", "Content-Length: 200")
        for step in range(5):  # some stay in their heads, some in their bodies
            for number, wire in enumerate(slow):
                data = post if number % 2 else post[:-40]
                wire.send(data if step == 0 else b"x")
            self.serves(5)
        # Each of them is still served when it is done.
        self.assertEqual(idle[0].send(head(self.server)).answer()[0], 200)
        self.assertEqual(slow[1].send(b"x" * 196).answer()[0], 400)

    def test_clients_that_do_not_read(self):
        for number in range(24):  # more than there are threads
            wire = Wire(self.server, f"127.0.3.{1 + number}", receive_buffer=2048)
            self.addCleanup(wire.socket.close)
            wire.send(head(self.server, "POST", "/api/v1/backups"))
            self.assertEqual(wire.socket.recv(15), b"HTTP/1.1 200 OK")
        self.serves()

    def test_one_address_too_many(self):
        wires = self.crowd(20)
        status, headers, body = Wire(self.server, "127.0.1.1").send(head(self.server)).answer()
        self.assertEqual((status, json.loads(body)["code"]), (429, "http.too_many_connections"))
        self.assertEqual(headers["Connection"], "close")
        self.assertGreater(int(headers["Retry-After"]), 0)
        self.serves(1)
        self.assertEqual(wires[0].send(head(self.server)).answer()[0], 200)
        with wires.pop():
            pass
        while True:  # until the server has seen that one go
            with Wire(self.server, "127.0.1.1") as wire:
                status = wire.send(head(self.server)).answer()[0]
            if status == 200:
                break
            self.assertEqual(status, 429)


class AllTaken(ServerTest):
    settings = {"limits": {"connections": 5, "idle_seconds": 600}}

    def test_one_too_many_is_told_so(self):
        wires = [Wire(self.server) for _ in range(5)]
        with Wire(self.server) as wire:
            status, headers, body = wire.send(head(self.server)).answer()
        self.assertEqual((status, json.loads(body)["code"]), (503, "http.full"))
        self.assertGreater(int(headers["Retry-After"]), 0)
        for wire in wires:
            self.assertEqual(wire.send(head(self.server)).answer()[0], 200)
            wire.socket.close()


class Stopping(ServerTest):
    def test_a_stop_waits_for_nobody_who_is_slow(self):
        idle, half = Wire(self.server), Wire(self.server)
        self.assertEqual(idle.send(head(self.server)).answer()[0], 200)
        half.send(head(self.server, "POST", "/api/v1/cases", "Content-Length: 10",
                       "Content-Type: application/json") + b"{")
        watching = Wire(self.server).send(head(self.server, path="/stream"))
        self.assertEqual(watching.socket.recv(15), b"HTTP/1.1 200 OK")
        self.server.process.terminate()
        # Shorter than the patience that it has with those who are being answered.
        self.assertEqual(self.server.process.wait(timeout=15), 0)
        self.server.process.stdout.close()
        self.assertEqual(half.rest(), b"")
        watching.rest()
        watching.socket.close()
        idle.socket.close()
        half.socket.close()
        type(self).server = self.start_server()


if __name__ == "__main__":
    unittest.main()
