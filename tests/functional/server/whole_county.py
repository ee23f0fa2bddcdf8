"""A county with somebody in every role, and a case walked through it by posted events."""

import json
import pathlib
import sqlite3

from qianqiao_server import run

AREAS = pathlib.Path(__file__).resolve().parents[3] / "workflows" / "tables" / "xinyang_areas.json"

COUNTY, TOWN, BANK = "411502", "411502001", "bank-a"
ORGANISATIONS = """id,parent,kind,name,area,email,webhook
410000,,province,河南省,410000,,
411500,410000,city,信阳市,411500,,
411502,411500,county,浉河区,411502,,
411502001,411502,township,老城街道,411502001,,
bank-a,411500,bank,信阳第一银行,411500,{bank_email},{bank_webhook}
bank-b,411500,bank,信阳第二银行,411500,,{other_webhook}
"""
ROLES = {
    "office": ("county_office", COUNTY), "convener": ("county_convener", COUNTY),
    "force": ("task_force", COUNTY), "force2": ("task_force", COUNTY),
    "preliminary": ("preliminary_reviewer", COUNTY), "seconded": ("bank_reviewer", COUNTY),
    "deputy": ("deputy_leader", COUNTY), "leader": ("leader", COUNTY),
    "clerk": ("window_clerk", COUNTY), "visitor": ("visitor", TOWN),
    "contact-a": ("bank_contact", "bank-a"), "head-a": ("bank_head", "bank-a"),
    "contact-b": ("bank_contact", "bank-b"), "head-b": ("bank_head", "bank-b"),
    "city": ("city_office", "411500"), "convener1": ("city_convener", "411500"),
    "convener2": ("city_convener", "411500"),
}
INFORMATION = ("credit_report", "public_credit_report", "registered_capital", "operation",
               "debt_evasion", "project_approval", "industry_environment_policy", "collateral",
               "litigation")
MET = {"met": True, "evidence": "现场核实"}
STANDARDS = {name: MET for name in ("compliant_operation", "fixed_premises", "genuine_need",
                                    "good_credit", "lawful_use")}
OPINION = {"opinion": "同意", "no_new_implicit_debt": True, "conflict_of_interest": False,
           "findings": {"policy": True, "authenticity": True, "completeness": True}}


def address(person):
    return f"{person}@people.example"


def people():
    rows = [f"{name},{name},{place},{address(name)},{role}@{place}"
            for name, (role, place) in ROLES.items()]
    return "\n".join(["user_name,name,organisation,email,roles", *rows, ""])


def found(folder, *door, bank_email="", bank_webhook="", other_webhook=""):
    """Puts the county into a data directory or a running server (door: --data … or --server …)."""
    organisations = ORGANISATIONS.format(bank_email=bank_email, bank_webhook=bank_webhook,
                                         other_webhook=other_webhook)
    (folder / "organisations.csv").write_text(organisations, encoding="utf-8")
    (folder / "people.csv").write_text(people(), encoding="utf-8")
    done = run("org", "import", folder / "organisations.csv", "--people", folder / "people.csv",
               *door)
    assert done.returncode == 0, done.stdout + done.stderr


def found_all_counties(folder, data):
    """The city's other counties and its zones beside what is there, with nobody in them."""
    there = json.loads(run("org", "list", "--json", "--data", data).stdout)["items"]
    known = {row["id"] for row in there}
    areas = json.loads(AREAS.read_text(encoding="utf-8"))
    rows = ["id,parent,kind,name,area"]
    rows += [f"{area['code']},411500,county,{area['name']},{area['code']}"
             for area in areas["counties"] + areas["zones"] if area["code"] not in known]
    (folder / "counties.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    done = run("org", "import", folder / "counties.csv", "--data", data)
    assert done.returncode == 0, done.stdout + done.stderr


def everything(data):
    """The whole database as text, but for the clock of the last command and of the last backup."""
    connection = sqlite3.connect(f"file:{data}/qianqiao.db?mode=ro", uri=True)
    try:
        schema = connection.execute("SELECT name, coalesce(sql, '') FROM sqlite_schema ORDER BY name")
        tables, lines = [], []
        for name, sql in schema:
            lines.append(f"{name}: {sql}")
            # What a search index holds lies in tables of its own, which are here too.
            if sql.startswith("CREATE TABLE"):
                tables.append(name)
        for table in tables:
            lines += [f"{table}: {row}" for row in connection.execute(f'SELECT * FROM "{table}"')]
        return [line for line in lines
                if "simulated_now" not in line and "backup.last_ms" not in line]
    finally:
        connection.close()


class Walk:
    """Posts to a running server; whatever is refused is an AssertionError."""

    numbers = 0

    def __init__(self, server):
        self.server = server

    def post(self, path, event, data, actor, **more):
        Walk.numbers += 1
        answer = self.server.ask("POST", f"/api/v1/{path}", {"event": event, "data": data, **more},
                                 {"Idempotency-Key": f"walk-{Walk.numbers}", "If-Match": "*",
                                  "X-Qianqiao-Actor": actor})
        assert answer.status in (200, 201), f"{event}: {answer.status} {answer.text}"
        return answer.json

    def on_case(self, case, event, data, actor):
        return self.post(f"cases/{case}/events", event, data, actor)

    def on_referral(self, referral, event, data, actor):
        return self.post(f"referrals/{referral}/events", event, data, actor)

    def opened(self, name):
        return self.post("cases", "WalkedIn", {"receipt_number": "R-1", "channel": "window",
                                               "basic_conditions_met": True, "consent": True},
                         "clerk", county=COUNTY,
                         enterprise={"name": name, "kind": "family_farm"})["id"]

    def reviewed(self, name, banks=(BANK,)):
        """Passed three levels, and waits for the convener's signature."""
        case = self.opened(name)
        self.on_case(case, "ApplicationSubmitted",
                     {"standards": STANDARDS, "banks": list(banks), "amount_fen": 50_000_000,
                      "purpose": "收购春茶", "term_months": 12, "consent": True}, "force")
        for kind in INFORMATION:
            self.on_case(case, "InformationRecorded",
                         {"kind": kind, "conclusion": "favourable", "source": "部门提供",
                          "authorised": True}, "force")
        for reviewer in ("preliminary", "seconded", "leader"):
            self.on_case(case, "ReviewApproved", OPINION, reviewer)
        return case

    def pushed(self, name, banks=(BANK,)):
        case = self.reviewed(name, banks)
        self.on_case(case, "ReviewApproved", OPINION, "convener")
        self.on_case(case, "BatchPushed", {"batch": "2025-1"}, "force")
        return case

    def referral(self, case, bank=BANK):
        """The one referral of this case to this bank, from the list of all."""
        rows = [row for row in self.items("/api/v1/referrals?limit=1000")
                if row["case"] == case and bank in json.dumps(row)]
        assert len(rows) == 1, rows
        return rows[0]["id"]

    def deciding(self, name, bank=BANK, contact="contact-a"):
        """A referral whose 30 days run."""
        referral = self.referral(self.pushed(name, (bank,)), bank)
        self.on_referral(referral, "MaterialsCompleted", {}, contact)
        return referral

    def items(self, path):
        answer = self.server.ask("GET", path)
        assert answer.status == 200, answer.text
        return answer.json["items"]

    def advance(self, span):
        answer = self.server.ask("POST", "/api/v1/clock", {"advance": span})
        assert answer.status == 200, answer.text
        return answer.json["now"]
