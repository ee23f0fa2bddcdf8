"""The web application's files, served beside the API."""

import gzip
import pathlib
import tempfile
import unittest

from qianqiao_server import ServerTest
from test_door import Wire


class Files(ServerTest):
    @classmethod
    def setUpClass(cls):
        cls.web = tempfile.TemporaryDirectory()
        root = pathlib.Path(cls.web.name) / "web"
        (root / "assets").mkdir(parents=True)
        (root / "index.html").write_text("<html>牵桥</html>", encoding="utf-8")
        (root / "assets" / "index-BwD4x8yZ.js").write_text("let x = 1;")
        (root / "assets" / "index-BwD4x8yZ.js.gz").write_bytes(gzip.compress(b"let x = 1;"))
        (pathlib.Path(cls.web.name) / "secret.txt").write_text("outside")
        cls.settings = {"web_root": str(root)}
        super().setUpClass()

    @classmethod
    def tearDownClass(cls):
        super().tearDownClass()
        cls.web.cleanup()

    def test_pages_and_files_need_no_key(self):
        for path in ("/", "/cases/411502C000001"):
            page = self.server.ask("GET", path, key=False)
            self.assertEqual((page.status, page.text), (200, "<html>牵桥</html>"))
            self.assertIn("default-src 'none'", page.headers["Content-Security-Policy"])
            self.assertNotIn("unsafe", page.headers["Content-Security-Policy"])
            self.assertEqual(page.headers["Cache-Control"], "no-cache")
        script = self.server.ask("GET", "/assets/index-BwD4x8yZ.js", key=False)
        self.assertIn("immutable", script.headers["Cache-Control"])
        self.assertEqual(script.headers["X-Content-Type-Options"], "nosniff")
        again = self.server.ask("GET", "/assets/index-BwD4x8yZ.js", key=False,
                                headers={"If-None-Match": script.headers["ETag"]})
        self.assertEqual((again.status, again.text), (304, ""))

    def test_compressed_forms_go_to_those_who_read_them(self):
        with Wire(self.server) as wire:
            status, headers, body = wire.send(
                b"GET /assets/index-BwD4x8yZ.js HTTP/1.1\r\nHost: x\r\n"
                b"Accept-Encoding: gzip\r\n\r\n").answer()
        self.assertEqual((status, headers["Content-Encoding"]), (200, "gzip"))
        self.assertEqual(gzip.decompress(body), b"let x = 1;")

    def test_nothing_outside_is_served(self):
        for path in ("/../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt",
                     "/assets/..%2f..%2fsecret.txt", "/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
                     "//etc/hostname", "/secret.txt"):
            with self.subTest(path=path), Wire(self.server) as wire:
                _, _, body = wire.send(f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode()).answer()
                self.assertNotIn(b"outside", body)
                self.assertNotIn(b"root:", body)

    def test_the_api_keeps_its_answers(self):
        self.assert_problem(self.server.ask("GET", "/api/v1/nothing"), 404, "http.unknown_path")
        self.assert_problem(self.server.ask("GET", "/nothing.js"), 404, "http.unknown_path")
        self.assert_problem(self.server.ask("POST", "/", {}), 404, "http.unknown_path")
        self.assertEqual(self.server.ask("GET", "/healthz", key=False).json, {"status": "ok"})


if __name__ == "__main__":
    unittest.main()
