"""A data directory, the real binary, and a running server to talk to."""

import http.client
import json
import os
import pathlib
import re
import subprocess
import tempfile
import unittest
import urllib.parse

from contract import Contract

BINARY = pathlib.Path(os.environ["QIANQIAO_BIN_DIR"]) / "qianqiao"

ORGANISATIONS = """id,parent,kind,name,area
410000,,province,河南省,410000
411500,410000,city,信阳市,411500
411502,411500,county,浉河区,411502
411503,411500,county,平桥区,411503
bank-a,411500,bank,甲银行,411502
"""
PEOPLE = """user_name,name,organisation,roles
office,张三,411502,county_office@411502
clerk,李四,411502,window_clerk@411502
other,王五,411503,window_clerk@411503
banker,赵六,bank-a,bank_contact@bank-a
"""
WALKED_IN = {"receipt_number": "R-1", "channel": "window", "basic_conditions_met": True}


def run(*arguments, env=None, stdin=None):
    """Runs one command to its end."""
    clean = {k: v for k, v in os.environ.items() if not k.startswith("QIANQIAO_")}
    return subprocess.run([BINARY, *map(str, arguments)], capture_output=True, text=True,
                          input=stdin, env={**clean, **(env or {})})


class Answer:
    def __init__(self, response):
        self.status = response.status
        self.headers = response.headers
        # What is no text (a workbook, a copy of the database) need not be one.
        is_text = "json" in (kind := response.headers["Content-Type"] or "json") or "text" in kind
        self.text = response.read().decode(errors="strict" if is_text else "replace")

    @property
    def json(self):
        return json.loads(self.text)

    @property
    def told(self):
        """What it says, without the number of the request itself."""
        return re.sub(r',"trace_id":"[0-9a-f]+"', "", self.text)


class Server:
    def __init__(self, data, *options, key_file=None, stderr=subprocess.DEVNULL,
                 listen="127.0.0.1:0", **process):
        self.process = subprocess.Popen(
            [BINARY, "serve", "--data", str(data), "--listen", listen, *options],
            stdout=subprocess.PIPE, stderr=stderr, text=True, **process)
        line = self.process.stdout.readline()
        if not line.startswith("listening on "):
            self.process.stdout.close()
            raise AssertionError(f"no server: exit {self.process.wait()}")
        self.url = line.removeprefix("listening on ").strip()
        self.address = urllib.parse.urlsplit(self.url).netloc
        self.key = pathlib.Path(key_file or pathlib.Path(data) / "api-key").read_text().strip()
        self.contract = Contract.of(BINARY, self.address, self.url.startswith("https"))

    def ask(self, method, path, body=None, headers=None, key=True):
        connection = http.client.HTTPConnection(self.address, timeout=60)
        all_headers = {"Authorization": f"Bearer {self.key}"} if key else {}
        if isinstance(body, (dict, list)):
            body = json.dumps(body).encode()
            all_headers["Content-Type"] = "application/json"
        elif isinstance(body, str):
            body = body.encode()
        all_headers.update(headers or {})
        connection.request(method, path, body, all_headers)
        answer = Answer(connection.getresponse())
        connection.close()
        self.contract.check(method, path, body, answer.status, answer.headers["Content-Type"],
                            answer.text)
        return answer

    def wait_for_roster(self, id, until=lambda job: job["status"] != "running", headers=None):
        """The import's job, as soon as it is as wanted, or has ended."""
        while True:
            answer = self.ask("GET", f"/api/v1/rosters/{id}", None, headers, key=headers is None)
            assert answer.status == 200, answer.text
            if until(answer.json) or answer.json["status"] != "running":
                return answer.json

    def import_roster(self, rows, query="", headers=None):
        """The job of a roster (CSV), at its end. With headers: as who they say."""
        answer = self.ask("POST", f"/api/v1/rosters{query}", rows,
                          {**(headers or {}), "Content-Type": "text/csv"}, key=headers is None)
        assert answer.status == 202, answer.text
        return self.wait_for_roster(answer.json["id"], headers=headers)

    def kill(self):
        """As a power cut would."""
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()

    def stop(self):
        self.process.terminate()
        code = self.process.wait(timeout=60)
        self.process.stdout.close()
        return code


class ServerTest(unittest.TestCase):
    """One server for a class, on a simulated clock, with a small county."""

    settings = None  # of its settings file

    @classmethod
    def start_server(cls):
        options = ["--clock", "simulated", "--at", "2025-03-03T09:00"]
        if cls.settings is not None:
            (cls.path / "settings.json").write_text(json.dumps(cls.settings), encoding="utf-8")
            options += ["--config", cls.path / "settings.json"]
        return Server(cls.data, *options)

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.path = pathlib.Path(cls.folder.name)
        cls.data = cls.path / "data"
        (cls.path / "organisations.csv").write_text(ORGANISATIONS, encoding="utf-8")
        (cls.path / "people.csv").write_text(PEOPLE, encoding="utf-8")
        cls.data.mkdir()
        cls.server = cls.start_server()
        done = run("org", "import", cls.path / "organisations.csv", "--people",
                   cls.path / "people.csv", "--server", cls.server.url,
                   "--api-key", cls.server.key)
        assert done.returncode == 0, done.stdout + done.stderr

    @classmethod
    def tearDownClass(cls):
        code = cls.server.stop()
        cls.folder.cleanup()
        assert code == 0, f"the server's exit code was {code}"

    numbers = 0

    @classmethod
    def number(cls):
        ServerTest.numbers += 1
        return ServerTest.numbers

    def open_case(self, key=None, actor="clerk", **changes):
        number = self.number()
        body = {"event": "WalkedIn", "county": "411502",
                "enterprise": {"name": f"试验{number}号家庭农场", "kind": "family_farm"},
                "data": {**WALKED_IN, "consent": True}}
        body.update(changes)
        return self.server.ask("POST", "/api/v1/cases", body,
                               {"Idempotency-Key": key or f"open-{number}",
                                "X-Qianqiao-Actor": actor})

    def assert_problem(self, answer, status, code):
        self.assertEqual((answer.status, answer.json["code"]), (status, code), answer.text)
        self.assertTrue(answer.headers["Content-Type"].startswith("application/problem+json"))
        for name in ("title", "title_en", "detail", "detail_en"):
            self.assertTrue(answer.json[name], name)
            self.assertNotRegex(answer.json[name], r"\{[a-z_]+\}", "a parameter is not filled in")
