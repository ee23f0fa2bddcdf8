"""The three rates against a recount from history that knows nothing of the server's facts."""

import collections
import datetime
import json
import pathlib
import sqlite3
import tempfile
import unittest
import urllib.parse

from qianqiao_server import Server, run

LEVELS = ["Review.Preliminary", "Review.BankReview", "Review.LeaderReview",
          "Review.ConvenerSignature"]
SHANGHAI = datetime.timezone(datetime.timedelta(hours=8))


def day_of(milliseconds):
    return datetime.datetime.fromtimestamp(milliseconds / 1000, SHANGHAI).date().isoformat()


class Recount:
    """Reads every history row of a stopped city and says who had what, and when."""

    def __init__(self, data):
        database = sqlite3.connect(f"file:{data}/qianqiao.db?mode=ro", uri=True)
        self.cases, self.referrals = {}, collections.defaultdict(list)
        kinds = {}
        for subject, kind, county, case_id, enterprise, bank in database.execute(
                "SELECT id, kind, county, case_id, enterprise, organisation FROM subject"):
            kinds[subject] = kind
            if kind == 0:
                self.cases[subject] = {"id": subject, "county": county, "enterprise": enterprise,
                                       "level": None, "signed": None, "pushed": None,
                                       "removed": None, "withdrawn": None}
            elif kind == 1:
                self.referrals[case_id].append({"id": subject, "bank": bank, "due": None})
        by_id = {r["id"]: r for rows in self.referrals.values() for r in rows}
        for subject, due in database.execute(
                "SELECT subject, due_ms FROM deadline WHERE rule = 'bank-decision' AND state <> 3"):
            by_id[subject]["due"] = due
        for subject, event, data, instant in database.execute(
                "SELECT subject, event, data, instant_ms FROM history ORDER BY position"):
            if kinds[subject] == 0:
                self.case_event(self.cases[subject], event, json.loads(data), day_of(instant))
            elif kinds[subject] == 1:
                self.referral_event(by_id[subject], event, json.loads(data), day_of(instant))
        database.close()

    @staticmethod
    def case_event(case, event, data, today):
        if event == "ApplicationSubmitted" or event == "RemovalRevoked":
            case["level"] = 0
        if event == "ReferredAgain":
            case["level"] = 3
        if event in ("ReviewReturned", "SignatureWithdrawn"):
            case["level"] = LEVELS.index(data["to"]) if data["to"] in LEVELS else None
        if event == "ReviewApproved":
            case["level"] += 1
            if case["level"] == len(LEVELS) and case["signed"] is None:
                case["signed"] = today
        if event == "SignatureWithdrawn" and case["pushed"] is None:
            case["signed"] = None
        if event == "BatchPushed" and case["pushed"] is None:
            case["pushed"] = today
        if case["signed"] is not None:
            if event == "RemovedFromList":
                case["removed"] = today
            if event == "RemovalRevoked":
                case["removed"] = None
            if event == "Withdrawn":
                case["withdrawn"] = today

    @staticmethod
    def referral_event(referral, event, data, today):
        put = referral.__setitem__
        if event == "Pushed":
            put("pushed", today)
        if event == "Contacted":
            put("contacted", data["contacted_on"])
        if event == "Granted" and "cancelled" not in referral:
            put("granted", data.get("decided_on", today))
        if event == "Declined":
            put("declined", data.get("decided_on", today))
        if event == "FeedbackGiven":
            put("only", {r["code"] for r in data["reasons"]} == {"credit_condition_unmet"})
        if event == "FeedbackConfirmed":
            referral.pop("unmet", None)
            if data["confirmed"] and referral["only"]:
                put("unmet", today)
        if event == "DecisionCorrected":
            put("granted", data["grant"].get("decided_on", today))
            referral.pop("declined", None)
            referral.pop("unmet", None)
        if event == "Drawn":
            put("drawn", min(referral.get("drawn", data["drawn_on"]), data["drawn_on"]))
            referral.pop("not_needed", None)
        if event == "DrawingCorrected":
            put("drawn", data["drawn_on"])
        if event == "CreditNotNeeded":
            put("not_needed", today)
        if event in ("EnterpriseUnresponsive", "ReferralWithdrawn", "CaseWithdrawn") or (
                event == "CaseRemoved" and "declined" not in referral):
            put("cancelled", today)

    def figures(self, first, last, as_of_ms, county=None, bank=None):
        """{figure: {enterprise}}"""
        until = day_of(as_of_ms)

        def had(thing, what):
            return thing.get(what) is not None and thing[what] <= until

        grouped = collections.defaultdict(list)
        for case in self.cases.values():
            if case["signed"] is None or not first <= case["signed"] <= last:
                continue
            if county is not None and case["county"] != county:
                continue
            rows = [r for r in self.referrals[case["id"]] if had(r, "pushed")]
            if bank is not None:
                rows = [r for r in rows if r["bank"] == bank]
                if not rows:
                    continue
            grouped[case["enterprise"]].append((case, rows))
        found = collections.defaultdict(set)
        for enterprise, cases in grouped.items():
            standing = [rows for case, rows in cases if not had(case, "removed") and
                        (not had(case, "withdrawn") or
                         any(had(r, "granted") or had(r, "declined") for r in rows))]
            if not standing:
                removed = any(had(case, "removed") for case, _ in cases)
                found["removed" if removed else "withdrawn"].add(enterprise)
                continue
            rows = [r for one in standing for r in one]
            granted = [r for r in rows if had(r, "granted")]
            declined = [r for r in rows if had(r, "declined") and not had(r, "granted")]
            open_rows = [r for r in rows if not had(r, "granted") and not had(r, "declined")
                         and not had(r, "cancelled")]
            late = [r for r in open_rows if r["due"] is not None and r["due"] + 1000 <= as_of_ms]
            unmet = declined and all(had(r, "unmet") for r in declined)
            put = found.__getitem__
            put("signed").add(enterprise)
            if any(had(r, "contacted") for r in rows):
                put("contacted").add(enterprise)
            if granted:
                put("granted").add(enterprise)
                put("eligible").add(enterprise)
                if any(had(r, "drawn") for r in granted):
                    put("drawn").add(enterprise)
                if any(had(r, "drawn") or not had(r, "not_needed") for r in granted):
                    put("drawable").add(enterprise)
                continue
            if late or (declined and not unmet):
                put("eligible").add(enterprise)
            if declined:
                put("declined").add(enterprise)
            if late:
                put("overdue").add(enterprise)
            if unmet and not late:
                put("unmet").add(enterprise)
            if not declined and not late:
                put("pending" if open_rows or not rows else "cancelled").add(enterprise)
        return found


class Figures(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        path = pathlib.Path(cls.folder.name)
        for arguments in (["demo", "--data", path / "city", "--seed", "11", "--size", "120"],
                          ["simulate", "--from", path / "city", "--days", "90", "--seed", "11",
                           "--keep", path / "kept", "--json"]):
            done = run(*arguments)
            assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
        cls.data = path / "kept"
        cls.recount = Recount(cls.data)
        cls.server = Server(cls.data)
        cls.whole = cls.server.ask("GET", "/api/v1/figures").json

    @classmethod
    def tearDownClass(cls):
        assert cls.server.stop() == 0
        cls.folder.cleanup()

    def ask(self, path="", **query):
        answer = self.server.ask("GET", f"/api/v1/figures{path}?" + urllib.parse.urlencode(query))
        self.assertEqual(answer.status, 200, answer.text)
        return answer.json

    def compare(self, answer, **scope):
        as_of = int(datetime.datetime.fromisoformat(answer["as_of"]).timestamp() * 1000 + 0.5)
        expected = self.recount.figures(answer["from"], answer["to"], as_of, **scope)
        counted = {name: value for name, value in answer["total"].items() if name != "rates"}
        self.assertEqual(counted, {name: len(expected[name]) for name in counted})
        return expected, counted

    def test_a_city_that_has_something_of_everything(self):
        for name in ("signed", "contacted", "granted", "eligible", "drawn", "drawable", "declined",
                     "pending"):
            self.assertGreater(self.whole["total"][name], 0, name)

    def test_the_city_as_recounted_from_history(self):
        self.compare(self.whole)

    def test_each_county_and_each_bank(self):
        for row in self.whole["counties"]:
            answer = self.ask(county=row["county"])
            self.compare(answer, county=row["county"])
            self.assertEqual({**answer["total"], "county": row["county"]}, row)
        for row in self.whole["banks"]:
            answer = self.ask(bank=row["bank"])
            self.compare(answer, bank=row["bank"])
            self.assertEqual({**answer["total"], "bank": row["bank"]}, row)

    def test_each_bank_in_each_county(self):
        self.assertGreater(len(self.whole["cells"]), len(self.whole["banks"]))
        for row in self.whole["cells"]:
            of_bank = self.ask(county=row["county"], bank=row["bank"])
            self.assertEqual({**of_bank["total"], "county": row["county"], "bank": row["bank"]}, row)
        for row in self.whole["banks"]:
            cells = [cell for cell in self.whole["cells"] if cell["bank"] == row["bank"]]
            self.assertGreaterEqual(sum(cell["signed"] for cell in cells), row["signed"])

    def test_a_period_as_it_stood_at_its_end(self):
        days = sorted(case["signed"] for case in self.recount.cases.values() if case["signed"])
        middle = days[len(days) // 2]
        self.compare(self.ask(to=middle))
        self.compare(self.ask(**{"from": middle}))
        expected, counted = self.compare(self.ask(**{"from": days[0], "to": days[-1]}))
        self.assertEqual(counted["signed"] + counted["removed"] + counted["withdrawn"],
                         len(expected["signed"] | expected["removed"] | expected["withdrawn"]))

    def test_the_list_behind_each_number(self):
        expected, counted = self.compare(self.whole)
        for name, count in counted.items():
            items, cursor = [], {}
            while True:
                page = self.ask(f"/{name}/cases", limit=7, **cursor)
                items += page["items"]
                if page["next_cursor"] is None:
                    break
                cursor = {"cursor": page["next_cursor"]}
            found = [item["enterprise"] for item in items]
            self.assertEqual(found, sorted(expected[name]), name)
            self.assertEqual(len(found), count, name)
            self.assertTrue(all(item["cases"] and item["enterprise_name"] for item in items))

    def test_an_enterprise_counts_once_though_banks_each_count_it(self):
        banks = sum(row["signed"] for row in self.whole["banks"])
        self.assertGreater(banks, self.whole["total"]["signed"], "some were pushed to two banks")
        self.assertLessEqual(self.whole["total"]["granted"],
                             sum(row["granted"] for row in self.whole["banks"]))

    def test_rates(self):
        total = self.whole["total"]
        for name, part, whole in (("contact", "contacted", "signed"),
                                  ("credit", "granted", "eligible"), ("landing", "drawn", "drawable"),
                                  ("granted_of_signed", "granted", "signed")):
            rate = total["rates"][name]
            self.assertEqual((rate["part"], rate["whole"]), (total[part], total[whole]))
            self.assertAlmostEqual(rate["percent"], 100 * total[part] / total[whole], places=1)
            self.assertLessEqual(rate["percent"], 100)
        nobody = self.ask(county="411599")["total"]
        self.assertEqual(nobody["rates"]["contact"]["percent"], None)

    def test_what_is_not_asked_right(self):
        for path, status in (("?from=2025-13-01", 400), ("?from=2025-05-01&to=2025-04-01", 400),
                             ("/no_such/cases", 404), ("?q=1", 400)):
            self.assertEqual(self.server.ask("GET", f"/api/v1/figures{path}").status, status, path)

    def test_the_command_says_the_same(self):
        done = run("report", "figures", "--json", "--server", self.server.url, "--api-key",
                   self.server.key)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(json.loads(done.stdout)["total"], self.whole["total"])

    def test_history_and_facts_agree(self):
        answer = self.server.ask("POST", "/api/v1/verify").json
        # The run's nights were signed with a key that went with it.
        others = [found for found in answer["differences"]
                  if found["kind"] != "checkpoint.key_foreign"]
        self.assertEqual(others, [])


class Upgraded(unittest.TestCase):
    """A database of before the facts were kept gets them from its history at the first start."""

    def test_the_same_as_kept_all_along(self):
        with tempfile.TemporaryDirectory() as folder:
            data = pathlib.Path(folder) / "city"
            self.assertEqual(run("demo", "--data", data, "--seed", "3", "--size", "60").returncode,
                             0)
            before = run("report", "figures", "--json", "--data", data).stdout
            database = sqlite3.connect(data / "qianqiao.db")
            database.executescript("DELETE FROM case_fact; DELETE FROM referral_fact;")
            database.close()
            done = run("verify", "--json", "--data", data)
            self.assertIn("fact.wrong", {d["kind"] for d in json.loads(done.stdout)["differences"]})
            database = sqlite3.connect(data / "qianqiao.db")
            database.execute("DELETE FROM setting WHERE name = 'figures.facts_kept'")
            database.commit()
            database.close()
            self.assertEqual(run("report", "figures", "--json", "--data", data).stdout, before)
            self.assertEqual(run("verify", "--data", data).returncode, 0)


if __name__ == "__main__":
    unittest.main()
