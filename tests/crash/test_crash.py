#!/usr/bin/python3
"""SIGKILL to the running server under load, at random moments, again and again.

Nothing that was acknowledged may be missing, nothing may be there twice, no rung may be claimed
twice, and history must verify. QIANQIAO_KILLS sets how often (50), QIANQIAO_SEED the seed.
"""
import json
import os
import pathlib
import random
import signal
import subprocess
import sys
import tempfile
import unittest
import urllib.request

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
BINARY = pathlib.Path(os.environ["QIANQIAO_BIN_DIR"]) / "qianqiao"
KILLS = int(os.environ.get("QIANQIAO_KILLS", "50"))
SEED = int(os.environ.get("QIANQIAO_SEED", "0")) or random.SystemRandom().randrange(1, 10**6)
FAR_AHEAD = "2035-01-01"
COUNTY = "411502"


class Server:
    def __init__(self, data: pathlib.Path):
        self.process = subprocess.Popen(
            [BINARY, "serve", "--data", data, "--listen", "127.0.0.1:0", "--clock", "simulated"],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        for line in self.process.stdout:
            if line.startswith("listening on "):
                self.url = line.split()[-1]
                break
        else:
            raise AssertionError(f"the server did not start: exit {self.process.wait()}")
        self.key = (data / "api-key").read_text().strip()

    def get(self, path: str):
        request = urllib.request.Request(self.url + path,
                                         headers={"Authorization": f"Bearer {self.key}"})
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)

    def post(self, path: str, actor: str, body: dict) -> None:
        request = urllib.request.Request(
            self.url + path, json.dumps(body).encode(), method="POST",
            headers={"Authorization": f"Bearer {self.key}", "X-Qianqiao-Actor": actor,
                     "Idempotency-Key": path.replace("/", "-"), "If-Match": "*",
                     "Content-Type": "application/json"})
        urllib.request.urlopen(request, timeout=60).close()

    def all_items(self, path: str):
        cursor = ""
        while True:
            page = self.get(f"{path}{'&' if '?' in path else '?'}limit=1000"
                            + (f"&cursor={cursor}" if cursor else ""))
            yield from page["items"]
            cursor = page.get("next_cursor")
            if not cursor:
                return

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.process.stdout.close()

    def stop(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        status = self.process.wait(timeout=60)
        self.process.stdout.close()
        return status


class Crash(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.data = pathlib.Path(self.folder.name) / "data"
        self.log = pathlib.Path(self.folder.name) / "acknowledged.jsonl"
        subprocess.run([BINARY, "demo", "--data", self.data, "--seed", str(SEED), "--size", "200"],
                       check=True, stdout=subprocess.DEVNULL)
        roster = pathlib.Path(self.folder.name) / "roster.csv"
        subprocess.run([ROOT / "scripts" / "generate_roster", "--rows", "100", "--seed", str(SEED),
                        "--county", COUNTY, "--format", "csv", "-o", roster], check=True,
                       stdout=subprocess.DEVNULL)
        subprocess.run([BINARY, "import", "roster", roster, "--data", self.data,
                        "--county", COUNTY], check=True, stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL)
        accounts = json.loads((self.data / "demo-accounts.json").read_text())
        self.actor = next(a["username"] for a in accounts
                          if a["role"] == "task_force" and "浉河区" in a["organisation"])

    def tearDown(self):
        self.folder.cleanup()

    def visitable_cases(self, server: Server) -> list:
        """Brings freshly listed cases to where visits can be planned, again and again."""
        cases = [{"id": c["id"], "actor": self.actor, "team": COUNTY}
                 for c in server.all_items(f"/api/v1/cases?state=Roster&county={COUNTY}")]
        for case in cases:
            server.post(f"/api/v1/cases/{case['id']}/events", case["actor"],
                        {"event": "ScreenedIn", "data": {"conditions_met": True}})
        return cases

    def test_nothing_acknowledged_is_lost_and_nothing_is_doubled(self):
        print(f"seed {SEED}, {KILLS} kills", file=sys.stderr)
        chance = random.Random(SEED)
        for round_number in range(KILLS):
            server = Server(self.data)
            if round_number == 0:
                cases = self.visitable_cases(server)
                self.assertGreater(len(cases), 5, "the demo has too few cases to visit")
            loader = subprocess.Popen(
                [sys.executable, HERE / "loader.py", server.url, server.key, self.log,
                 str(round_number + 1)],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE)
            loader.stdin.write(json.dumps({"cases": cases, "planned_on": FAR_AHEAD}).encode())
            loader.stdin.close()
            wanted = chance.randrange(1, 600)  # acknowledgements until the kill
            seen = 0
            while seen < wanted:
                dots = loader.stdout.read1(wanted - seen)
                self.assertTrue(dots, "the load ended before the kill")
                seen += len(dots)
            server.kill()
            loader.stdout.read()
            loader.stdout.close()
            self.assertEqual(loader.wait(timeout=60), 0)
        self.check_what_is_there()

    def check_what_is_there(self) -> None:
        entries = [json.loads(line) for line in self.log.read_text().splitlines()]
        acknowledged = [e for e in entries if "sequence" in e]
        sent = {e["sent"] for e in entries if "sent" in e}
        server = Server(self.data)
        stored = {}
        for case in {e["case"] for e in entries}:
            for row in server.all_items(f"/api/v1/cases/{case}/events"):
                token = row["data"].get("remark", "")
                if row["event"] == "VisitPlanned" and token in sent:
                    stored.setdefault(token, []).append((case, row["sequence"]))
        lost = [e for e in acknowledged
                if (e["case"], e["sequence"]) not in stored.get(e["token"], [])]
        doubled = [token for token, rows in stored.items() if len(rows) > 1]
        self.assertEqual(server.stop(), 0)
        print(f"{len(sent)} sent, {len(acknowledged)} acknowledged, {len(stored)} stored, "
              f"{len(lost)} lost, {len(doubled)} doubled", file=sys.stderr)
        self.assertEqual(lost, [])
        self.assertEqual(doubled, [])
        self.assertGreater(len(acknowledged), KILLS)
        verified = subprocess.run([BINARY, "verify", "--data", self.data], capture_output=True,
                                  text=True)
        self.assertEqual(verified.returncode, 0, verified.stdout + verified.stderr)


if __name__ == "__main__":
    unittest.main()
