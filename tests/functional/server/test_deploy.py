"""The files that put the server into operation: nginx with the shipped configuration in front of
the real binary, and the systemd unit as systemd reads it."""

import http.client
import json
import pathlib
import re
import socket
import ssl
import subprocess
import tempfile
import unittest

from qianqiao_server import ORGANISATIONS, PEOPLE, WALKED_IN, Server, run
from test_tls import make_certificate

DEPLOY = pathlib.Path(__file__).resolve().parents[3] / "scripts" / "deploy"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Nginx:
    """The shipped configuration with other ports and files, inside a minimal whole one."""

    def __init__(self, folder, server_address):
        self.port, plain_port = free_port(), free_port()
        certificate, key = make_certificate(folder)
        self.certificate = certificate
        shipped = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
        for before, after in [("listen 443 ssl", f"listen 127.0.0.1:{self.port} ssl"),
                              ("listen 80", f"listen 127.0.0.1:{plain_port}"),
                              ("127.0.0.1:8329", server_address),
                              ("/etc/ssl/qianqiao/certificate.pem", str(certificate)),
                              ("/etc/ssl/qianqiao/key.pem", str(key))]:
            assert shipped.count(before) == 1, before
            shipped = shipped.replace(before, after)
        places = "".join(f"{kind}_temp_path {folder}/{kind};\n" for kind in
                         ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        (folder / "nginx.conf").write_text(
            f"daemon off; master_process off; pid {folder}/nginx.pid; error_log stderr warn;\n"
            f"events {{ worker_connections 256; }}\nhttp {{\naccess_log off;\n{places}{shipped}}}\n",
            encoding="utf-8")
        command = ["nginx", "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", "stderr"]
        checked = subprocess.run([*command, "-t"], capture_output=True, text=True)
        assert checked.returncode == 0, checked.stderr
        self.process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        while True:  # until it listens
            try:
                socket.create_connection(("127.0.0.1", self.port)).close()
                break
            except ConnectionRefusedError:
                assert self.process.poll() is None, "nginx has ended"

    def connect(self):
        return http.client.HTTPSConnection(
            "localhost", self.port, timeout=60,
            context=ssl.create_default_context(cafile=self.certificate))

    def stop(self):
        self.process.terminate()
        self.process.wait(timeout=60)


class BehindNginx(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        path = pathlib.Path(cls.folder.name)
        (path / "organisations.csv").write_text(ORGANISATIONS, encoding="utf-8")
        (path / "people.csv").write_text(PEOPLE, encoding="utf-8")
        (path / "settings.json").write_text(json.dumps({"trusted_proxies": ["127.0.0.1"]}))
        cls.server = Server(path / "data", "--clock", "simulated", "--at", "2025-03-03T09:00",
                            "--config", path / "settings.json")
        done = run("org", "import", path / "organisations.csv", "--people", path / "people.csv",
                   "--server", cls.server.url, "--api-key", cls.server.key)
        assert done.returncode == 0, done.stderr
        cls.keys = {person: cls.key_of(person) for person in ("clerk", "office")}
        cls.nginx = Nginx(path, cls.server.address)

    @classmethod
    def key_of(cls, person):
        """The operator's own key is not taken through a proxy."""
        made = cls.server.ask("POST", "/api/v1/api-keys", {
            "person": person, "name": "代理后的系统", "scopes": ["read", "write"]})
        assert made.status == 201, made.text
        return made.json["key"]

    @classmethod
    def tearDownClass(cls):
        cls.nginx.stop()
        cls.server.stop()
        cls.folder.cleanup()

    def ask(self, connection, method, path, body=None, person="clerk", **headers):
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        headers["Authorization"] = f"Bearer {self.keys[person]}"
        if isinstance(body, dict):
            body = json.dumps(body).encode()
            headers["Content-Type"] = "application/json"
        connection.request(method, path, body, headers)
        response = connection.getresponse()
        return response, response.read()

    def test_cases_are_opened_and_read_through_it(self):
        connection = self.nginx.connect()
        response, body = self.ask(
            connection, "POST", "/api/v1/cases",
            {"event": "WalkedIn", "county": "411502",
             "enterprise": {"name": "代理后的家庭农场", "kind": "family_farm"},
             "data": {**WALKED_IN, "consent": True}},
            Idempotency_Key="nginx-1")
        self.assertEqual(response.status, 201, body)
        response, body = self.ask(connection, "GET", f"/api/v1/cases/{json.loads(body)['id']}")
        self.assertEqual(response.status, 200)
        self.assertTrue(response.headers["ETag"])
        self.assertIn("max-age", response.headers["Strict-Transport-Security"])
        connection.close()

    def test_rosters_stream_through_it(self):
        rows = "企业名称,企业类型,乡镇\n" + "".join(
            f"信阳试验{n}号合作社,农民专业合作社,老城街道\n" for n in range(3000))
        connection = self.nginx.connect()
        response, body = self.ask(connection, "POST", "/api/v1/rosters?county=411502",
                                  rows.encode(), Content_Type="text/csv",
                                  person="office")
        self.assertEqual(response.status, 202, body[:300])
        path = response.headers["Location"]
        while (job := json.loads(body))["status"] == "running":
            response, body = self.ask(connection, "GET", path, person="office")
        self.assertEqual((job["status"], job["rows"]), ("done", 3000), job)
        connection.close()

    def test_events_come_at_once(self):
        stream = self.nginx.connect()
        stream.request("GET", "/stream", headers={"Authorization": f"Bearer {self.keys['clerk']}"})
        events = stream.getresponse()
        self.assertEqual(events.status, 200)
        connection = self.nginx.connect()
        response, body = self.ask(
            connection, "POST", "/api/v1/cases",
            {"event": "WalkedIn", "county": "411502",
             "enterprise": {"name": "实时通知家庭农场", "kind": "family_farm"},
             "data": {**WALKED_IN, "consent": True}},
            Idempotency_Key="nginx-2")
        self.assertEqual(response.status, 201, body)
        wanted = json.loads(body)["id"].encode()
        while wanted not in (line := events.fp.readline()):
            self.assertTrue(line, "the stream ended")
        stream.close()
        connection.close()


class Unit(unittest.TestCase):
    def test_systemd_takes_it(self):
        with tempfile.TemporaryDirectory() as folder:
            unit = (DEPLOY / "qianqiao.service").read_text(encoding="utf-8")
            program = pathlib.Path(folder) / "qianqiao"
            program.write_text("#!/bin/sh\n")
            program.chmod(0o755)
            copy = pathlib.Path(folder) / "qianqiao.service"
            copy.write_text(unit.replace("/usr/local/bin/qianqiao", str(program)),
                            encoding="utf-8")
            done = subprocess.run(["systemd-analyze", "verify", "--man=no", copy],
                                  capture_output=True, text=True)
            about_it = [line for line in done.stderr.splitlines() if "qianqiao" in line]
            self.assertEqual((done.returncode, about_it), (0, []), done.stderr)

    def test_its_command_is_one_that_the_program_has(self):
        unit = (DEPLOY / "qianqiao.service").read_text(encoding="utf-8")
        words = re.search(r"^ExecStart=(.*)$", unit, re.MULTILINE).group(1).split()
        known = run(words[1], "--help").stdout
        for option in (word for word in words if word.startswith("--")):
            self.assertIn(option, known)


if __name__ == "__main__":
    unittest.main()
