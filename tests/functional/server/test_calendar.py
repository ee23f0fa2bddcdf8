"""Deadlines by the command, and a year's notice that arrives while deadlines run into that year."""

import json
import pathlib
import shutil
import tempfile
import unittest

import whole_county
from qianqiao_server import Server, run

EXAMPLES = (pathlib.Path(__file__).resolve().parents[2] / "unit" / "domain" / "data"
            / "deadline_examples.json")
RULES = {"30d": "bank-decision", "5wd": "bank-feedback"}
# Invented: New Year's Day is a Friday, the Sunday after it is worked, and so is 10 January.
NOTICE = {"2027": {"off": ["2027-01-01", "2027-01-02", "2027-01-08"],
                   "work": ["2027-01-03", "2027-01-10"]}}

TWO = ("--as", "city", "--confirmed-by", "convener1")


def computed(rule, anchor):
    done = run("deadline", rule, anchor, "--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


class Examples(unittest.TestCase):
    def test_every_example(self):
        examples = json.loads(EXAMPLES.read_text(encoding="utf-8"))
        self.assertGreater(len(examples), 20)
        for example in examples:
            with self.subTest(**example):
                answer = computed(RULES[example["rule"]], example["start_local"])
                self.assertEqual(answer["due"], example["due_local"] + "+08:00")
                self.assertFalse(answer["provisional"])
                if "due_nominal" in example:
                    self.assertEqual(answer["due_nominal"], example["due_nominal"])
                if example["rule"] == "5wd":
                    self.assertEqual(len(answer["counted_days"]), 5)
                    self.assertEqual(answer["counted_days"][-1], answer["due"][:10])

    def test_an_anchor_means_the_same_in_every_offset(self):
        here = computed("bank-decision", "2025-03-10T07:30")
        self.assertEqual(computed("bank-decision", "2025-03-09T23:30Z")["due"], here["due"])
        self.assertEqual(computed("bank-decision", "2025-03-10T00:30+01:00")["due"], here["due"])

    def test_a_year_without_a_notice_is_provisional_and_says_so(self):
        for rule, anchor, provisional in [("bank-feedback", "2027-03-01T09:00", True),
                                          ("bank-decision", "2027-03-01T09:00", True),
                                          ("bank-feedback", "2026-12-24T09:00", False),
                                          ("bank-feedback", "2026-12-25T09:00", True),
                                          ("bank-decision", "2026-12-01T09:00", False),
                                          ("bank-decision", "2026-12-02T09:00", True)]:
            with self.subTest(rule=rule, anchor=anchor):
                answer = computed(rule, anchor)
                self.assertEqual(answer["provisional"], provisional)
                self.assertEqual("2027" in answer["explanation"]["zh"]
                                 and "暂" in answer["explanation"]["zh"], provisional)


class Notice(unittest.TestCase):
    """Three referrals whose clocks run into 2027, one whose clock does not."""

    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.path = pathlib.Path(folder.name)
        cls.original = cls.path / "data"
        cls.original.mkdir()
        whole_county.found(cls.path, "--data", cls.original)
        server = Server(cls.original, "--clock", "simulated", "--at", "2026-12-02T10:00")
        walk = whole_county.Walk(server)
        cls.moved = walk.deciding("元旦到期农场")  # 30 days: 1 January 2027
        cls.inside = walk.deciding("年内办结农场")
        walk.on_referral(cls.inside, "Declined", {}, "contact-a")
        walk.on_referral(cls.inside, "FeedbackGiven",
                         {"reasons": [{"code": "cash_flow_weak", "repairable": True}]},
                         "contact-a")
        walk.advance("6d")
        cls.certain = walk.deciding("转为确定农场")  # 8 December: 7 January
        cls.declined = walk.deciding("未授信农场")
        walk.advance("20d")
        walk.on_referral(cls.declined, "Declined", {}, "contact-a")  # 28 December: 4 January
        assert server.stop() == 0
        cls.notice = cls.path / "2027.json"
        cls.notice.write_text(json.dumps(NOTICE))

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.data = pathlib.Path(folder.name) / "data"
        shutil.copytree(self.original, self.data)

    def calendar(self, *words, code=0):
        done = run("calendar", *words, "--json")
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        return json.loads(done.stdout) if code == 0 else done.stderr

    def load(self, *options, notice=None, code=0):
        return self.calendar("load", notice or self.notice, *options, code=code)

    def moves(self, answer):
        return {(move["subject"], move["rule"]):
                (move["due_before"][:10], move["provisional_before"],
                 move["due_after"][:10], move["provisional_after"]) for move in answer["moves"]}

    def assert_expected(self, answer):
        moves = self.moves(answer)
        expected = {
            (self.moved, "bank-decision"): ("2027-01-01", True, "2027-01-03", False),
            (self.certain, "bank-decision"): ("2027-01-07", True, "2027-01-07", False),
            (self.declined, "bank-feedback"): ("2027-01-04", True, "2027-01-04", False),
        }
        for key, move in expected.items():
            self.assertEqual(moves.get(key), move, key)
        self.assertFalse([key for key in moves if key[0] == self.inside and "bank-" in key[1]],
                         "a clock that has stopped was moved")
        self.assertFalse([key for key, move in moves.items() if move[0] < "2026-12-28"],
                         "a clock that does not reach 2027 was moved")

    def test_a_dry_run_lists_what_moves_and_changes_nothing(self):
        before = whole_county.everything(self.data)
        self.assert_expected(self.load("--dry-run", "--data", self.data))
        self.assertEqual(whole_county.everything(self.data), before)
        shown = run("calendar", "load", self.notice, "--dry-run", "--data", self.data)
        self.assertIn(self.moved, shown.stdout)
        self.assertRegex(shown.stdout, r"2027-01-01（暂定） +2027-01-03\b")
        self.assertEqual(whole_county.everything(self.data), before)

    def test_loading_moves_lists_and_writes_history(self):
        preview = self.moves(self.load("--dry-run", "--data", self.data))
        before = whole_county.everything(self.data)
        answer = self.load("--data", self.data, *TWO)
        self.assertTrue(answer["in_force"] and answer["second_person"] and answer["as_proposed"])
        self.assert_expected(answer)
        self.assertNotEqual(whole_county.everything(self.data), before)
        self.assertEqual(self.moves(answer), preview, "the preview said something else")
        done = run("verify", "--data", self.data)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertIn("calendar.unchanged", self.load("--data", self.data, code=1))
        self.assert_server_goes_by_the_notice()

    def assert_server_goes_by_the_notice(self):
        server = Server(self.data, "--clock", "simulated")
        try:
            walk = whole_county.Walk(server)
            self.assert_history(walk, self.moved, "bank-decision", "2027-01-01", "2027-01-03")
            self.assert_history(walk, self.certain, "bank-decision", "2027-01-07", "2027-01-07")
            self.assert_history(walk, self.declined, "bank-feedback", "2027-01-04", "2027-01-04")
            self.assertNotIn("DeadlinesReprojected",
                             [row["event"] for row in
                              walk.items(f"/api/v1/referrals/{self.inside}/events")])
            walk.advance("15d")
            # Overdue when the working Sunday is over, and no day earlier.
            overdue = [row["claimed"][:16] for row in walk.items("/api/v1/deliveries?limit=1000")
                       if row["notice"] == "bank-decision.overdue"
                       and row["lines"][0]["subject"] == self.moved]
            self.assertEqual(set(overdue), {"2027-01-04T00:00"})
        finally:
            self.assertEqual(server.stop(), 0)
        done = run("verify", "--data", self.data)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def assert_history(self, walk, referral, rule, before, after):
        rows = [row for row in walk.items(f"/api/v1/referrals/{referral}/events")
                if row["event"] == "DeadlinesReprojected"]
        self.assertEqual(len(rows), 1)
        self.assertIn("2027", rows[0]["data"]["reason"])
        self.assertIn({"rule": rule, "due_before": before, "due_after": after},
                      rows[0]["data"]["moves"])
        self.assertEqual((rows[0]["data"]["proposed_by"], rows[0]["actor"]), ("city", "convener1"))

    def test_one_person_moves_no_date(self):
        before = self.due_dates()
        proposed = self.load("--data", self.data, "--as", "city")
        self.assert_expected(proposed)
        self.assertEqual((proposed["in_force"], proposed["second_person"]), (False, True))
        id = proposed["proposal"]["id"]
        for words, code in ((("confirm", id, "--as", "city"), "calendar.own_proposal"),
                            (("confirm", id), "calendar.no_confirmer"),
                            (("confirm", id, "--as", "somebody"), "calendar.no_confirmer"),
                            (("confirm", id, "--as", "office"), "calendar.no_confirmer"),
                            (("confirm", "99", "--as", "convener1"), "calendar.proposal_unknown"),
                            (("withdraw", "99", "--as", "city"), "calendar.proposal_unknown")):
            self.assertIn(code, self.calendar(*words, "--data", self.data, code=1))
        self.assertIn("calendar.own_proposal", self.load(
            "--data", self.data, "--as", "city", "--confirmed-by", "city", code=1))
        self.assertEqual(self.due_dates(), before)
        self.assertFalse(self.calendar("show", "2027", "--data", self.data)["notice"])

        self.calendar("withdraw", id, "--as", "city", "--data", self.data)
        self.assertIn("calendar.proposal_settled", self.calendar(
            "confirm", id, "--as", "convener1", "--data", self.data, code=1))
        states = [(row["state"], row["proposed_by"], row["settled_by"], row["moves_count"])
                  for row in self.calendar("proposals", "--data", self.data)["items"]]
        self.assertEqual(states, [("proposed", "city", "", proposed["moves_count"]),
                                  ("withdrawn", "city", "city", proposed["moves_count"])])
        second = self.calendar("proposals", "--data", self.data)["items"][0]["id"]
        self.assertTrue(self.calendar("confirm", second, "--as", "convener1",
                                      "--data", self.data)["as_proposed"])
        self.assertNotEqual(self.due_dates(), before)
        done = run("verify", "--data", self.data)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def due_dates(self):
        return [line for line in whole_county.everything(self.data) if line.startswith("deadline:")]

    def test_what_moved_meanwhile_is_found_anew_and_said(self):
        server = Server(self.data, "--clock", "simulated")
        try:
            walk = whole_county.Walk(server)
            as_city = {"X-Qianqiao-Actor": "city"}
            as_second = {"X-Qianqiao-Actor": "convener1"}
            proposed = server.ask("POST", "/api/v1/calendars", NOTICE, as_city).json
            path = f"/api/v1/calendars/proposals/{proposed['proposal']['id']}"
            walk.on_referral(self.moved, "Declined", {}, "contact-a")  # its clock runs no more
            later = walk.deciding("其后收齐农场")
            listed, cursor = [], ""
            while cursor is not None:
                page = server.ask("GET", f"{path}/moves?limit=2{cursor}").json
                listed += page["items"]
                cursor = page["next_cursor"] and f"&cursor={page['next_cursor']}"
            confirmed = server.ask("POST", f"{path}/confirm", None, as_second).json
            self.assertFalse(confirmed["as_proposed"])
            moves = self.moves(confirmed)
            self.assertNotIn((self.moved, "bank-decision"), moves)
            self.assertIn((later, "bank-decision"), moves)
            self.assertEqual(confirmed["moves"], listed)
            self.assertEqual(confirmed["moves_count"], len(listed))
            self.assertEqual(sum(confirmed[what] for what in ("dates", "certainties", "rungs")),
                             len(listed))
            for what, count in (("date", "dates"), ("certainty", "certainties"), ("rung", "rungs")):
                self.assertEqual(sum(move["what"] == what for move in listed), confirmed[count])
            audit = [row["action"] for row in walk.items("/api/v1/audit")]
            self.assertEqual([one for one in audit if one.startswith("calendar.")],
                             ["calendar.confirmed", "calendar.proposed"])
        finally:
            self.assertEqual(server.stop(), 0)

    def test_one_is_enough_where_nothing_rests_on_it_and_then_it_may_go_again(self):
        far = self.data.parent / "2029.json"
        far.write_text(json.dumps({"2029": {"off": ["2029-01-01"], "work": []}}))
        loaded = self.load("--data", self.data, "--as", "city", notice=far)
        self.assertEqual((loaded["in_force"], loaded["second_person"], loaded["moves_count"]),
                         (True, False, 0))
        # To replace it takes two again.
        far.write_text(json.dumps({"2029": {"off": ["2029-01-01", "2029-01-02"], "work": []}}))
        self.assertFalse(self.load("--data", self.data, "--as", "city", notice=far)["in_force"])
        removed = self.calendar("remove", "2029", "--as", "city", "--data", self.data)
        self.assertNotIn(2029, removed["years"])
        self.assertFalse(self.calendar("show", "2029", "--data", self.data)["notice"])
        self.assertIn("calendar.year_not_loaded", self.calendar(
            "remove", "2029", "--as", "city", "--data", self.data, code=1))
        # A year that has begun rests on nothing only where nobody worked in it.
        past = self.data.parent / "2020.json"
        past.write_text(json.dumps({"2020": {"off": ["2020-01-01"], "work": []}}))
        self.assertFalse(self.load("--data", self.data, "--as", "city", notice=past)["in_force"])

    def test_a_notice_in_use_stays(self):
        said = self.calendar("remove", "2026", "--as", "city", "--data", self.data, code=1)
        self.assertIn("calendar.in_use", said)
        self.assertRegex(said, r"已有[1-9]\d*个时限（含已结束的）和[1-9]\d*条历史记录")
        self.load("--data", self.data, *TWO)
        said = self.calendar("remove", "2027", "--as", "city", "--data", self.data, code=1)
        self.assertRegex(said, r"已有[1-9]\d*个时限（含已结束的）和0条历史记录")
        self.assertTrue(self.calendar("show", "2027", "--data", self.data)["notice"])
        # Nothing runs into 2024, and nobody worked in it: that one may go.
        self.calendar("remove", "2024", "--as", "city", "--data", self.data)
        done = run("verify", "--data", self.data)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def test_a_corrected_notice_moves_again(self):
        self.load("--data", self.data, *TWO)
        corrected = self.data.parent / "corrected.json"
        corrected.write_text(json.dumps({"2027": {"off": ["2027-01-01", "2027-01-02",
                                                          "2027-01-03"], "work": []}}))
        moves = self.moves(self.load("--data", self.data, *TWO, notice=corrected))
        self.assertEqual(moves[self.moved, "bank-decision"],
                         ("2027-01-03", False, "2027-01-04", False))
        done = run("verify", "--data", self.data)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def test_through_a_running_server(self):
        server = Server(self.data, "--clock", "simulated")
        door = ("--server", server.url, "--api-key", server.key)
        try:
            self.assert_expected(self.load("--dry-run", *door))
            self.assert_expected(self.load(*door, *TWO))
            clocks = whole_county.Walk(server).items(f"/api/v1/referrals/{self.moved}/deadlines")
            (decision,) = [c for c in clocks if c["rule"] == "bank-decision"]
            self.assertEqual((decision["due"], decision["due_nominal"], decision["provisional"]),
                             ("2027-01-03T23:59:59+08:00", "2027-01-01", False))
        finally:
            self.assertEqual(server.stop(), 0)

    def test_malformed_notices_change_nothing(self):
        before = whole_county.everything(self.data)
        for number, text in enumerate((
                "", "[]", "{", '{"2027": {}}', '{"27": {"off": [], "work": []}}',
                '{"2027": {"off": ["2026-01-01"], "work": []}}',
                '{"2027": {"off": ["2027-02-30"], "work": []}}',
                '{"2027": {"off": ["2027-01-01"], "work": ["2027-01-01"]}}',
                '{"2027": {"off": [], "work": []}, "2027": {"off": [], "work": []}}')):
            with self.subTest(text=text):
                notice = self.data.parent / f"{number}.json"
                notice.write_text(text)
                said = self.load("--data", self.data, notice=notice, code=1)
                self.assertRegex(said, "[\u4e00-\u9fff]")
        self.assertEqual(whole_county.everything(self.data), before)


if __name__ == "__main__":
    unittest.main()
