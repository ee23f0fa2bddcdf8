#!/usr/bin/python3
"""How far a case is, for the enterprise itself: who gives the code, what it shows at each stage and
what it never shows, when it is over, and that nobody finds one by trying."""
import json
import pathlib
import re
import sqlite3
import tempfile
import unittest

import whole_county
from qianqiao_server import Server, run
from test_accounts import PASSWORD, SignedIn

CODE = r"([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}"
FARM = "极其私密家庭农场"
NEIGHBOURS = """id,parent,kind,name,area
411503,411500,county,平桥区,411503
411502002,411502,township,五星街道,411502002
"""
NEIGHBOURLY = """user_name,name,organisation,roles
elsewhere,elsewhere,411503,task_force@411503
visitor2,visitor2,411502002,visitor@411502002
watcher,watcher,411502,auditor@411502
"""
GIVERS = ("clerk", "force", "office")
OTHERS = ("leader", "convener", "contact-a", "city", "watcher")


class ProgressTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.path = pathlib.Path(cls.folder.name)
        cls.data = cls.path / "data"
        cls.server = Server(cls.data, "--clock", "simulated", "--at", "2025-03-03T09:00")
        door = ("--server", cls.server.url, "--api-key", cls.server.key)
        whole_county.found(cls.path, *door)
        (cls.path / "near.csv").write_text(NEIGHBOURS, encoding="utf-8")
        (cls.path / "near-people.csv").write_text(NEIGHBOURLY, encoding="utf-8")
        done = run("org", "import", cls.path / "near.csv", "--people", cls.path / "near-people.csv",
                   *door)
        assert done.returncode == 0, done.stdout + done.stderr
        cls.walk = whole_county.Walk(cls.server)

    @classmethod
    def tearDownClass(cls):
        code = cls.server.stop()
        cls.folder.cleanup()
        assert code == 0, f"the server's exit code was {code}"

    def signed_in(self, name):
        answer = self.server.ask("POST", f"/api/v1/people/{name}/password", {"password": PASSWORD})
        self.assertEqual(answer.status, 200, answer.text)
        return SignedIn(self.server, name)

    def code_of(self, case, actor="clerk"):
        answer = self.server.ask("POST", f"/api/v1/cases/{case}/progress-link",
                                 headers={"X-Qianqiao-Actor": actor})
        self.assertEqual(answer.status, 201, answer.text)
        return answer.json["code"]

    def look(self, code, status=200):
        answer = self.server.ask("POST", "/api/v1/progress", {"code": code}, key=False)
        self.assertEqual(answer.status, status, answer.text)
        if status == 200:
            self.assertEqual(answer.headers["Cache-Control"], "no-store")
        return answer.json

    def way(self, shown):
        return [stage["stage"] for stage in shown["stages"]]


class Showing(ProgressTest):
    def test_a_code_is_told_once_and_opens_the_case(self):
        case = self.walk.opened(FARM)
        clerk = self.signed_in("clerk")
        path = f"cases/{case}/progress-link"
        self.assertEqual(clerk.must("GET", path), {"made": None, "made_by": None, "until": None})
        made = clerk.must("POST", path)
        self.assertRegex(made["code"], f"^{CODE}$")
        self.assertEqual((made["made_by"], made["until"]), ("clerk", "2025-08-30"), "180 days after")
        kept = clerk.must("GET", path)
        self.assertEqual(kept, {name: made[name] for name in ("made", "made_by", "until")})
        shown = self.look(made["code"])
        self.assertEqual(shown["state"], "Application")
        self.assertEqual(shown["stages"], [{"stage": "Application", "since": "2025-03-03"}])
        self.assertEqual((shown["opened"], shown["county_name"], shown["until"]),
                         ("2025-03-03", "浉河区", "2025-08-30"))
        self.assertEqual((shown["banks"], shown["deadlines"]), ([], []))

    def test_it_is_read_as_people_type_it(self):
        code = self.code_of(self.walk.opened("手打农场"))
        for typed in (code.lower(), code.replace("-", ""), code.replace("-", " "),
                      code.replace("0", "O").replace("1", "l")):
            self.assertEqual(self.look(typed)["state"], "Application", typed)

    def test_it_goes_with_the_case_to_the_bank_and_back(self):
        case = self.walk.pushed("同行农场", ("bank-a", "bank-b"))
        code = self.code_of(case)
        shown = self.look(code)
        self.assertEqual(self.way(shown), ["Application", "Review", "Recommendation", "BankDecision"])
        self.assertEqual([bank["state"] for bank in shown["banks"]], ["Pushed", "Pushed"])
        referral = self.walk.referral(case)
        self.walk.on_referral(referral, "Contacted",
                              {"contacted_on": "2025-03-03", "channel": "phone"}, "contact-a")
        self.walk.on_referral(referral, "MaterialsRequested", {"materials": ["营业执照"]}, "contact-a")
        waiting = [bank for bank in self.look(code)["banks"] if bank["waits_for_enterprise"]]
        self.assertEqual([bank["state"] for bank in waiting], ["CollectingMaterials"])
        self.assertEqual([limit["title"]["zh"] for limit in waiting[0]["deadlines"]], ["补齐申请材料"])
        self.walk.on_referral(referral, "MaterialsSubmitted", {"materials": ["营业执照"]}, "force")
        self.assertFalse(any(bank["waits_for_enterprise"] for bank in self.look(code)["banks"]))
        self.walk.on_referral(referral, "MaterialsCompleted", {}, "contact-a")
        limits = [limit for bank in self.look(code)["banks"] for limit in bank["deadlines"]]
        day = self.server.ask("GET", f"/api/v1/referrals/{referral}/deadlines").json["items"]
        wanted = [row["due"][:10] for row in day
                  if row["state"] == "running" and row["effect"] == "statutory"]
        self.assertEqual([limit["due"] for limit in limits], wanted)
        self.assertEqual([(limit["clause"], limit["overdue"]) for limit in limits], [("(六)", False)])

    def test_a_late_bank_is_not_hidden(self):
        case = self.walk.pushed("逾期农场")
        self.walk.on_referral(self.walk.referral(case), "MaterialsCompleted", {}, "contact-a")
        code = self.code_of(case)
        self.walk.advance("40d")
        (bank,) = self.look(code)["banks"]
        self.assertIn(True, [limit["overdue"] for limit in bank["deadlines"]])

    def test_it_names_nobody(self):
        case = self.walk.pushed(FARM + "二号")
        text = json.dumps(self.look(self.code_of(case)), ensure_ascii=False)
        for secret in (FARM, "信阳第一银行", "bank-a", case, self.walk.referral(case), "clerk", "force",
                       "R-1", "50000000", "收购春茶"):
            self.assertNotIn(secret, text)


class Ending(ProgressTest):
    def test_a_new_code_ends_the_old_one_and_an_ended_one_is_gone(self):
        case = self.walk.opened("换码农场")
        old, new = self.code_of(case), self.code_of(case, "force")
        self.assertNotEqual(old, new)
        self.assertEqual(self.look(old, 404)["code"], "progress.not_found")
        self.look(new)
        clerk = self.signed_in("clerk")
        clerk.must("DELETE", f"cases/{case}/progress-link")
        self.look(new, 404)
        self.assertIsNone(clerk.must("GET", f"cases/{case}/progress-link")["made"])
        clerk.must("DELETE", f"cases/{case}/progress-link")  # again: nothing

    def test_it_holds_through_its_last_day_and_no_longer(self):
        case = self.walk.opened("到期农场")
        code = self.code_of(case)
        last = self.look(code)["until"]
        self.server.ask("POST", "/api/v1/clock", {"to": f"{last}T23:59"})
        self.assertTrue(self.look(code)["as_of"].startswith(last))
        self.walk.advance("2m")
        self.look(code, 404)
        answer = self.server.ask("GET", f"/api/v1/cases/{case}/progress-link")
        self.assertIsNone(answer.json["made"])

    def test_it_opens_nothing_else_and_is_not_kept(self):
        case = self.walk.opened("密钥农场")
        code = self.code_of(case)
        for headers in ({"Authorization": f"Bearer {code}"}, {"Cookie": f"qianqiao={code}"}):
            answer = self.server.ask("GET", f"/api/v1/cases/{case}", headers=headers, key=False)
            self.assertEqual(answer.status, 401, answer.text)
        for file in self.data.glob("qianqiao.db*"):
            for text in (code, code.replace("-", "")):
                self.assertNotIn(text.encode(), file.read_bytes())
        rows = sqlite3.connect(f"file:{self.data}/qianqiao.db?mode=ro", uri=True).execute(
            "SELECT length(code) FROM progress_link WHERE subject = ?", (case,)).fetchall()
        self.assertEqual(rows, [(32,)])

    def test_making_and_ending_are_in_the_audit_log(self):
        case = self.walk.opened("留痕农场")
        code = self.code_of(case)
        self.signed_in("force").must("DELETE", f"cases/{case}/progress-link")
        rows = [(row["action"], row["person"]) for row in self.walk.items("/api/v1/audit?limit=100")
                if row["object"] == case]
        self.assertEqual(rows, [("progress_link.revoked", "force"), ("progress_link.made", "clerk")])
        self.assertNotIn(code, json.dumps(self.walk.items("/api/v1/audit?limit=100")))


class Giving(ProgressTest):
    def test_who_meets_the_enterprise_gives_it_and_nobody_else(self):
        case = self.walk.opened("给码农场")
        unknown = "411502C999999"
        for name in GIVERS:
            person = self.signed_in(name)
            self.look(person.must("POST", f"cases/{case}/progress-link")["code"])
            answer = person.ask("POST", f"cases/{unknown}/progress-link")
            self.assertEqual((answer.status, answer.json["code"]), (404, "subject.not_found"))
        for name in OTHERS:
            person = self.signed_in(name)
            for method in ("GET", "POST", "DELETE"):
                answer = person.ask(method, f"cases/{case}/progress-link")
                self.assertEqual((answer.status, answer.json["code"]), (403, "route.not_yours"),
                                 f"{name} {method}")
        code = self.code_of(case)
        for name in ("elsewhere", "visitor2"):
            person = self.signed_in(name)
            for method in ("GET", "POST", "DELETE"):
                foreign = person.ask(method, f"cases/{case}/progress-link")
                nowhere = person.ask(method, f"cases/{unknown}/progress-link")
                self.assertEqual(foreign.status, 404, foreign.text)
                self.assertEqual(foreign.told.replace(case, unknown), nowhere.told)
        self.look(code)  # as before

    def test_a_referral_or_slip_has_none(self):
        case = self.walk.pushed("推送农场")
        answer = self.server.ask("POST", f"/api/v1/cases/{self.walk.referral(case)}/progress-link")
        self.assertEqual(answer.status, 404, answer.text)

    def test_its_input_is_read_strictly(self):
        for body, status in (({}, 400), ({"code": ""}, 400), ({"code": 7}, 400),
                             ({"code": "A", "more": 1}, 400), ({"code": "x" * 5000}, 404)):
            answer = self.server.ask("POST", "/api/v1/progress", body, key=False)
            self.assertEqual(answer.status, status, answer.text)
            self.assertTrue(re.search("[\u4e00-\u9fff]", answer.json["detail"]))


class Guessing(ProgressTest):
    def test_wrong_codes_are_counted_and_then_nothing_is_answered_for_a_while(self):
        code = self.code_of(self.walk.opened("猜码农场"))
        statuses = [self.server.ask("POST", "/api/v1/progress", {"code": f"0000-0000-0000-{i:04}"},
                                    key=False).status for i in range(62)]
        self.assertEqual(statuses, [404] * 60 + [429] * 2)
        locked = self.server.ask("POST", "/api/v1/progress", {"code": code}, key=False)
        self.assertEqual((locked.status, locked.json["code"]), (429, "progress.locked"))


if __name__ == "__main__":
    unittest.main()
