"""A simulated clock whose process is killed while it moves: time never goes back, nothing on the way
is skipped, done twice or done late."""

import http.client
import json
import pathlib
import shutil
import tempfile
import threading
import unittest

import whole_county
from qianqiao_server import Server, run

TARGET = "2025-05-30T12:00:00+08:00"
# Reached, then killed; each in the middle of ladders, by the calendar of 2025.
THRESHOLDS = ("2025-03-06", "2025-03-12", "2025-03-25", "2025-04-03", "2025-04-20")


class KilledOnTheWay(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.path = pathlib.Path(folder.name)
        cls.original = cls.path / "original"
        cls.original.mkdir()
        server = Server(cls.original, "--clock", "simulated", "--at", "2025-03-03T09:00")
        whole_county.found(cls.path, "--server", server.url, "--api-key", server.key)
        walk = whole_county.Walk(server)
        for number in range(12):  # half of them wait for contact, half for a decision
            referral = walk.referral(walk.pushed(f"时钟{number}号农场"))
            if number % 2:
                walk.on_referral(referral, "MaterialsCompleted", {}, "contact-a")
        assert server.stop() == 0

    def started(self, name):
        data = self.path / name
        if not data.exists():
            shutil.copytree(self.original, data)
        return Server(data)

    def rungs(self, server):
        """(subject, rule, rung) → (due, claimed) of everything that runs in the county."""
        walk, found = whole_county.Walk(server), {}
        for kind in ("cases", "referrals"):
            for subject in walk.items(f"/api/v1/{kind}?limit=1000"):
                for clock in walk.items(f"/api/v1/{kind}/{subject['id']}/deadlines"):
                    for rung in clock["rungs"]:
                        key = (subject["id"], clock["rule"], rung["rung"])
                        self.assertNotIn(key, found, "claimed twice")
                        found[key] = (rung["due"], rung["claimed"])
        return found

    def letters(self, server):
        rows, cursor = [], ""
        while cursor is not None:
            page = server.ask("GET", f"/api/v1/deliveries?limit=1000&cursor={cursor}").json
            rows, cursor = rows + page["items"], page["next_cursor"]
        return sorted((row["notice"], row["person"], row["claimed"], json.dumps(row["lines"]))
                      for row in rows if row["channel"] == "inbox")

    def now(self, server):
        return server.ask("GET", "/api/v1/clock").json["now"]

    def move_and_kill(self, server, threshold):
        """What the clock said last before the process was gone."""
        answers = []

        def move():
            try:
                answers.append(server.ask("POST", "/api/v1/clock", {"to": TARGET}))
            except (OSError, http.client.HTTPException):
                pass

        mover = threading.Thread(target=move)
        mover.start()
        while (seen := self.now(server)) < threshold:
            self.assertEqual(answers, [], "it arrived before it was killed")
        server.process.kill()
        server.process.wait()
        server.process.stdout.close()
        mover.join()
        self.assertEqual(answers, [], "it arrived before it was killed")
        return seen

    def test_goes_on_from_where_it_was(self):
        uninterrupted = self.started("uninterrupted")
        answer = uninterrupted.ask("POST", "/api/v1/clock", {"to": TARGET})
        self.assertEqual(answer.json["now"], TARGET)
        expected = self.rungs(uninterrupted), self.letters(uninterrupted)
        self.assertEqual(uninterrupted.stop(), 0)
        self.assertGreater(len(expected[0]), 50)

        server = self.started("killed")
        claimed_between = []
        for threshold in THRESHOLDS:
            seen = self.move_and_kill(server, threshold)
            server = self.started("killed")
            now = self.now(server)
            self.assertGreaterEqual(now, seen, "time went back")
            rungs = self.rungs(server)
            self.assertLessEqual(max(claimed for _, claimed in rungs.values()), now,
                                 "done in the future")
            claimed_between.append(len(rungs))
        self.assertLess(claimed_between[0], len(expected[0]), "killed too late to show anything")
        self.assertGreater(len(set(claimed_between)), 1, "killed at one and the same point")
        self.assertEqual(server.ask("POST", "/api/v1/clock", {"to": TARGET}).status, 200)
        self.assertEqual(self.now(server), TARGET)
        rungs = self.rungs(server)
        for key, (due, claimed) in rungs.items():
            self.assertEqual(claimed, due, f"{key} was late")
        self.assertEqual(rungs, expected[0])
        self.assertEqual(self.letters(server), expected[1])
        self.assertEqual(server.stop(), 0)
        verified = run("verify", "--data", self.path / "killed")
        self.assertEqual(verified.returncode, 0, verified.stdout + verified.stderr)


if __name__ == "__main__":
    unittest.main()
