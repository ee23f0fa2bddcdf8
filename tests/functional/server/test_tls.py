"""Encrypted connections, and proxies in front: plain HTTP stays on this machine."""

import http.client
import json
import pathlib
import socket
import ssl
import subprocess
import tempfile
import unittest

from qianqiao_server import ServerTest, run


def make_certificate(folder):
    """A key and a certificate for localhost, signed by itself."""
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
         "-nodes", "-days", "2", "-subj", "/CN=localhost", "-addext",
         "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", key, "-out", certificate],
        check=True, capture_output=True)
    return certificate, key


class Encrypted(ServerTest):
    @classmethod
    def setUpClass(cls):
        cls.certificates = tempfile.TemporaryDirectory()
        cls.certificate, key = make_certificate(pathlib.Path(cls.certificates.name))
        cls.settings = {"tls": {"certificate_file": str(cls.certificate), "key_file": str(key)},
                        "limits": {"head_seconds": 2}}
        cls.folder = tempfile.TemporaryDirectory()
        cls.path = pathlib.Path(cls.folder.name)
        cls.data = cls.path / "data"
        cls.data.mkdir()
        cls.server = cls.start_server()
        cls.host, cls.port = cls.server.address.split(":")

    @classmethod
    def tearDownClass(cls):
        super().tearDownClass()
        cls.certificates.cleanup()

    def context(self):
        return ssl.create_default_context(cafile=self.certificate)

    def ask(self, connection, method, path, body=None):
        headers = {"Authorization": f"Bearer {self.server.key}"}
        if body is not None:
            headers["Content-Type"] = "application/json"
        connection.request(method, path, body, headers)
        response = connection.getresponse()
        return response.status, response.read()

    def test_requests_one_after_the_other_on_one_connection(self):
        self.assertTrue(self.server.url.startswith("https://"))
        connection = http.client.HTTPSConnection(self.host, int(self.port), timeout=60,
                                                 context=self.context())
        for _ in range(20):
            self.assertEqual(self.ask(connection, "GET", "/healthz")[0], 200)
        status, body = self.ask(connection, "POST", "/api/v1/clock", json.dumps({"advance": "1h"}))
        self.assertEqual(status, 200, body)
        self.assertIn(connection.sock.version(), ("TLSv1.2", "TLSv1.3"))
        connection.close()

    def test_large_bodies_both_ways(self):
        connection = http.client.HTTPSConnection(self.host, int(self.port), timeout=60,
                                                 context=self.context())
        status, body = self.ask(connection, "POST", "/api/v1/organisations",
                                json.dumps({"no_such_field": "x" * 5_000_000}))
        self.assertEqual((status, json.loads(body)["code"]), (400, "http.unknown_field"))
        status, body = self.ask(connection, "POST", "/api/v1/backups")
        self.assertEqual(status, 200)
        self.assertTrue(body.startswith(b"SQLite format 3\0"))
        connection.close()

    def test_requests_that_come_in_one_piece(self):
        with self.raw_connection(self.context()) as wire:
            request = b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"
            wire.sendall(request * 30)
            data = b""
            while data.count(b"HTTP/1.1 200") < 30:
                piece = wire.recv(65536)
                self.assertTrue(piece, data)
                data += piece

    def raw_connection(self, context):
        plain = socket.create_connection((self.host, int(self.port)), timeout=60)
        return context.wrap_socket(plain, server_hostname="localhost")

    def test_old_protocols_are_refused(self):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        context.set_ciphers("ALL:@SECLEVEL=0")
        context.minimum_version = ssl.TLSVersion.TLSv1
        context.maximum_version = ssl.TLSVersion.TLSv1_1
        with self.assertRaises(ssl.SSLError):
            self.raw_connection(context)

    def test_ciphers_without_forward_secrecy_are_refused(self):
        context = self.context()
        context.maximum_version = ssl.TLSVersion.TLSv1_2
        context.set_ciphers("AES256-GCM-SHA384")
        with self.assertRaises(ssl.SSLError):
            self.raw_connection(context)

    def test_who_speaks_plainly_or_not_at_all_is_let_go(self):
        for data in (b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n", b"\x16\x03", b""):
            with socket.create_connection((self.host, int(self.port)), timeout=60) as wire:
                wire.sendall(data)
                received = b""
                try:
                    while piece := wire.recv(1000):
                        received += piece
                except ConnectionError:
                    pass
                self.assertNotIn(b"200", received)
        connection = http.client.HTTPSConnection(self.host, int(self.port), timeout=60,
                                                 context=self.context())
        self.assertEqual(self.ask(connection, "GET", "/healthz")[0], 200)
        connection.close()


class Listening(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = pathlib.Path(folder.name)

    def start(self, settings, listen):
        (self.path / "settings.json").write_text(json.dumps(settings))
        return run("serve", "--data", self.path / "data", "--listen", listen,
                   "--config", self.path / "settings.json")

    def test_plain_http_does_not_leave_this_machine(self):
        done = self.start({}, "0.0.0.0:0")
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertIn("trusted_proxies", done.stderr)

    def test_settings_that_cannot_be_used(self):
        nowhere = str(self.path / "nowhere.pem")
        for settings, wanted in [
                ({"tls": {"certificate_file": nowhere, "key_file": nowhere}}, nowhere),
                ({"tls": {"certificate_file": nowhere}}, "key_file"),
                ({"trusted_proxies": ["proxy.example"]}, "proxy.example"),
                ({"limits": {"connections": 0}}, "connections"),
                ({"limits": {"no_such_limit": 1}}, "no_such_limit")]:
            with self.subTest(settings=settings):
                done = self.start(settings, "127.0.0.1:0")
                self.assertEqual(done.returncode, 1, done.stderr)
                self.assertIn(wanted, done.stderr)

    def test_a_key_that_does_not_fit(self):
        (self.path / "a").mkdir()
        (self.path / "b").mkdir()
        certificate, _ = make_certificate(self.path / "a")
        _, key = make_certificate(self.path / "b")
        done = self.start({"tls": {"certificate_file": str(certificate), "key_file": str(key)}},
                          "127.0.0.1:0")
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertIn(str(key), done.stderr)


if __name__ == "__main__":
    unittest.main()
