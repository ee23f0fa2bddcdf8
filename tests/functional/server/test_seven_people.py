#!/usr/bin/python3
"""The main job, as its users do it: everybody signed in with an account of its own, over HTTP.

From a roster to guidance by seven people of the county and two banks, one of which stays silent
until the city is told; and from the window to drawing, use check and renewal. Letters go to a real
SMTP server and a webhook receiver that checks signatures. Days counted by hand with the notices of
2025: 清明 4–6 April, 27 April a working Sunday, 劳动节 1–5 May.
"""

import json
import pathlib
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "support"))

import receivers  # noqa: E402
from qianqiao_server import Server, run  # noqa: E402
from test_accounts import PASSWORD, SignedIn  # noqa: E402
from whole_county import COUNTY, INFORMATION, OPINION, STANDARDS, TOWN, address  # noqa: E402

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
ANY_AGE = 10**10
PEOPLE = {
    "office": ("county_office", COUNTY), "force": ("task_force", COUNTY),
    "visitor": ("visitor", TOWN), "preliminary": ("preliminary_reviewer", COUNTY),
    "seconded": ("bank_reviewer", COUNTY), "leader": ("leader", COUNTY),
    "convener": ("county_convener", COUNTY), "clerk": ("window_clerk", COUNTY),
    "contact-a": ("bank_contact", "bank-a"), "head-a": ("bank_head", "bank-a"),
    "contact-b": ("bank_contact", "bank-b"), "head-b": ("bank_head", "bank-b"),
    "city": ("city_office", "411500"), "convener1": ("city_convener", "411500"),
    "province": ("province_office", "410000"),
}
ROSTER = "企业名称,统一社会信用代码,县区,乡镇,联系人,联系电话,行业\n" \
         "信阳毛尖试验茶业有限公司,,浉河区,老城街道,张三,13800000001,C15\n"
GRANT = {"amount_fen": 30_000_000, "annual_rate_bps": 345, "term_months": 12,
         "working_capital": True, "guarantee": {"kind": "none"}, "first_loan": True,
         "credit_loan": True, "medium_or_long_term": False, "renewal_without_principal": False}


def places(webhook):
    def place(id, parent, kind, name, **more):
        return {"id": id, "parent": parent, "kind": kind, "name": name, "area": COUNTY, **more}
    return [place("410000", "", "province", "河南省"), place("411500", "410000", "city", "信阳市"),
            place(COUNTY, "411500", "county", "浉河区"),
            place(TOWN, COUNTY, "township", "老城街道"),
            place("bank-a", "411500", "bank", "甲银行"),
            place("bank-b", "411500", "bank", "乙银行", webhook=webhook)]


class SevenPeople(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = pathlib.Path(folder.name)
        self.smtp = receivers.Receiver("smtp", self.path / "mails.jsonl")
        self.hook = receivers.Receiver("webhook", self.path / "hooks.jsonl", secret=SECRET,
                                       window=ANY_AGE)
        for receiver in (self.smtp, self.hook):
            receiver.__enter__()
            self.addCleanup(receiver.__exit__)
        self.data = self.path / "data"
        self.server = Server(self.data, "--config", self.settings(), "--clock", "simulated",
                             "--at", "2025-03-03T09:00")
        self.addCleanup(self.stop)
        people = [{"user_name": name, "name": name, "organisation": place, "password": PASSWORD,
                   "email": address(name), "appointments": [{"role": role}]}
                  for name, (role, place) in PEOPLE.items()]
        webhook = f"http://127.0.0.1:{self.hook.port}/b"
        put = self.server.ask("POST", "/api/v1/organisations",
                              {"organisations": places(webhook), "people": people})
        self.assertEqual((put.status, put.json["bad"]), (200, 0), put.text)
        self.people = {name: SignedIn(self.server, name) for name in PEOPLE}

    def settings(self):
        secret, path = self.path / "secret", self.path / "settings.json"
        secret.write_text(SECRET + "\n")
        path.write_text(json.dumps({
            "smtp": {"host": "127.0.0.1", "port": self.smtp.port, "security": "none",
                     "from_address": "office@xinyang.example", "from_name": "协调机制办公室"},
            "webhook": {"allowlist": ["127.0.0.1"]},
            "webhook_secrets": {"bank-b": [{"file": str(secret)}]}}))
        return str(path)

    def stop(self):
        self.assertEqual(self.server.stop(), 0)
        verified = run("verify", "--data", self.data)
        self.assertEqual(verified.returncode, 0, verified.stdout + verified.stderr)

    def post(self, who, path, event, data, **more):
        return self.people[who].must("POST", path, {"event": event, "data": data, **more})

    def on(self, kind, id, who, event, data):
        return self.post(who, f"{kind}/{id}/events", event, data)

    def advance(self, span):
        moved = self.server.ask("POST", "/api/v1/clock", {"advance": span})
        self.assertEqual(moved.status, 200, moved.text)

    def state(self, who, kind, id):
        return self.people[who].must("GET", f"{kind}/{id}")["state"]

    def mails_to(self, who):
        return [mail["subject"] for mail in self.smtp.records() if address(who) in mail["to"]]

    def task_of(self, who, subject):
        tasks = self.people[who].must("GET", "tasks")["items"]
        return [task["kind"] for task in tasks if task["subject"] == subject]

    def imported_case(self):
        office = self.people["office"]
        job = self.server.import_roster(ROSTER, f"?county={COUNTY}", office.headers)
        self.assertEqual((job["status"], job["report"]["imported"]), ("done", 1), job)
        (row,) = office.must("GET", "cases")["items"]
        return row["id"]

    def apply_and_review(self, case, banks):
        self.on("cases", case, "force", "ApplicationSubmitted",
                {"standards": STANDARDS, "banks": banks, "amount_fen": 50_000_000,
                 "purpose": "收购春茶", "term_months": 12, "consent": True})
        for kind in INFORMATION:
            self.on("cases", case, "force", "InformationRecorded",
                    {"kind": kind, "conclusion": "favourable", "source": "部门提供",
                     "authorised": True})
        for who in ("preliminary", "seconded", "leader", "convener"):
            self.assertTrue(self.task_of(who, case), f"{who} was not told that it is its turn")
            self.on("cases", case, who, "ReviewApproved", OPINION)
            self.assertEqual(self.task_of(who, case), [], "done, and still in the inbox")
        self.on("cases", case, "force", "BatchPushed", {"batch": "2025-1"})

    def test_from_the_roster_to_guidance_with_one_silent_bank(self):
        case = self.imported_case()
        self.on("cases", case, "office", "ScreenedIn", {"conditions_met": True})
        self.on("cases", case, "visitor", "VisitPlanned",
                {"planned_on": "2025-03-04", "team": TOWN, "channel": "on_site"})
        self.on("cases", case, "visitor", "VisitRecorded", {
            "visited_on": "2025-03-03", "channel": "on_site", "outcome": "demand",
            "situation": "春茶收购缺流动资金", "need": {"amount_fen": 50_000_000, "purpose": "收购春茶"}})
        self.apply_and_review(case, ["bank-a", "bank-b"])
        (mine,) = self.people["contact-a"].must("GET", "referrals")["items"]
        (other,) = self.people["contact-b"].must("GET", "referrals")["items"]
        self.assertNotIn("bank-b", json.dumps(self.people["contact-a"].must(
            "GET", f"referrals/{mine['id']}/events")), "never a hint of another bank")
        self.assertEqual(self.people["contact-a"].ask("GET", f"referrals/{other['id']}").status, 404)
        applied = self.people["contact-a"].must("GET", f"referrals/{mine['id']}")["application"]
        self.assertEqual((applied["purpose"], applied["term_months"]), ("收购春茶", 12))
        self.assertNotIn("banks", applied)
        for id, who in ((mine["id"], "contact-a"), (other["id"], "contact-b")):
            self.on("referrals", id, who, "Contacted",
                    {"contacted_on": "2025-03-03", "channel": "phone"})
            self.on("referrals", id, who, "MaterialsCompleted", {})
        self.advance("10d")
        self.on("referrals", mine["id"], "contact-a", "Declined", {})
        self.on("referrals", mine["id"], "contact-a", "FeedbackGiven", {
            "reasons": [{"code": "credit_condition_unmet", "repairable": True, "remark": "现金流不足"}]})
        self.assertEqual(self.state("force", "cases", case), "BankDecision", "the other runs on")
        self.advance("50d")  # 30 days from 3 March end on 2 April; +15 working days: 24 April
        self.assertEqual(self.state("force", "cases", case), "BankDecision")
        for who in ("contact-b", "head-b", "force", "leader", "convener", "city", "convener1"):
            self.assertTrue(self.mails_to(who), f"{who} was not written to")
        self.assertEqual([s for s in self.mails_to("contact-a") if "逾期" in s], [],
                         "the punctual bank hears nothing of the other's delay")
        hooks = self.hook.records()
        self.assertEqual({hook["problem"] for hook in hooks}, {None}, "every signature holds")
        told = [json.loads(hook["body"])["type"] for hook in hooks]
        self.assertIn("deadline.overdue", told)
        late = self.people["city"].must("GET", "lists/province_report?county=" + COUNTY)["items"]
        self.assertEqual([row["subject"] for row in late], [other["id"]])
        self.on("referrals", other["id"], "contact-b", "Declined", {})
        self.on("referrals", other["id"], "contact-b", "FeedbackGiven", {
            "reasons": [{"code": "credit_condition_unmet", "repairable": True, "remark": "负债高"}]})
        self.assertEqual(self.state("force", "cases", case), "Guidance")
        self.on("cases", case, "force", "GuidanceRecorded",
                {"guided_on": "2025-05-02", "content": "辅导财务规范"})
        overdue = self.people["contact-b"].must("GET", f"referrals/{other['id']}/deadlines")["items"]
        late_clock = next(row for row in overdue if row["rule"] == "bank-decision")
        self.assertEqual(late_clock["counted_days"][-1], late_clock["due_nominal"])
        signed = next(row for row in self.people["city"].must(
            "GET", f"cases/{case}/events")["items"] if row["actor"] == "convener")
        self.assertEqual(signed["actor_name"], "convener")

    def test_from_the_window_to_drawing_and_renewal(self):
        case = self.post("clerk", "cases", "WalkedIn", {
            "receipt_number": "R-1", "channel": "window", "basic_conditions_met": True,
            "consent": True}, county=COUNTY,
            enterprise={"name": "窗口试验农场", "kind": "family_farm"})["id"]
        self.apply_and_review(case, ["bank-b"])
        (referral,) = self.people["contact-b"].must("GET", "referrals")["items"]
        id = referral["id"]
        self.on("referrals", id, "contact-b", "Contacted",
                {"contacted_on": "2025-03-03", "channel": "phone"})
        self.on("referrals", id, "contact-b", "MaterialsRequested", {"materials": ["营业执照"]})
        self.on("referrals", id, "clerk", "MaterialsSubmitted", {"materials": ["营业执照"]})
        self.on("referrals", id, "contact-b", "MaterialsCompleted", {})
        self.on("referrals", id, "contact-b", "Granted", GRANT)
        self.on("referrals", id, "contact-b", "Drawn",
                {"drawn_on": "2025-03-03", "amount_fen": 30_000_000})
        self.assertEqual(self.state("force", "cases", case), "Financing.PostLoan")
        self.advance("30d")
        self.on("cases", case, "force", "UseChecked",
                {"checked_on": "2025-04-02", "finding": "proper", "evidence": "现场核查"})
        self.on("cases", case, "force", "RenewalDue", {"due_on": "2026-03-03"})
        self.on("cases", case, "force", "Renewed", {
            "renewed_on": "2025-04-02", "without_repaying_principal": True,
            "amount_fen": 30_000_000})
        self.on("cases", case, "force", "Settled", {"settled_on": "2025-04-02"})
        self.assertEqual(self.state("force", "cases", case), "Closed")


if __name__ == "__main__":
    unittest.main()
