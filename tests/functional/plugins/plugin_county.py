"""A county with plugins, for the tests: founded on the real server, its overlay adopted, its people
signed in, a case brought into review."""
import io
import json
import pathlib
import re
import stat
import sys
import tempfile
import unittest
import zipfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "server"))

from qianqiao_server import Server, run  # noqa: E402
from test_accounts import PASSWORD, SignedIn  # noqa: E402
from whole_county import COUNTY, INFORMATION, OPINION, STANDARDS, TOWN  # noqa: E402

OTHER = "411503"
PEOPLE = {
    "force": ("task_force", COUNTY), "preliminary": ("preliminary_reviewer", COUNTY),
    "seconded": ("bank_reviewer", COUNTY), "leader": ("leader", COUNTY),
    "convener": ("county_convener", COUNTY), "clerk": ("window_clerk", COUNTY),
    "office": ("county_office", COUNTY), "admin": ("county_administrator", COUNTY),
    "other-admin": ("county_administrator", OTHER), "city": ("city_office", "411500"),
    "contact-a": ("bank_contact", "bank-a"), "tax": ("department", f"{COUNTY}-shuiwu"),
    "ecology": ("department", f"{COUNTY}-shengtai"),
}
OVERLAY = """\
overlay: 插件试验方案
area: '411502'
steps:
  - id: tax-check
    stage: Review.Preliminary
    kind: plugin
    title: {zh: 核对纳税信用, en: check the tax grade}
    role: task_force
    plugin: checker
    hook: check
  - id: watch
    stage: BankDecision
    kind: plugin
    title: {zh: 留意银行决定, en: watch the bank's decision}
    role: task_force
    plugin: watcher
    hook: check
"""
MANIFEST = """\
name: {name}
version: {version}
county: '{county}'
title: {{zh: 试验, en: trial}}
hooks:
  - {{kind: step, name: check, at: Review.Preliminary}}
permissions:
  fields: [case.id, case.state, enterprise.name]
  hosts: [api.example.com]
limits: {{wall_ms: 20000}}
"""
GOOD = """\
from qianqiao import Case, Verdict, log, step

@step("check", stage="Review.Preliminary")
def check(case: Case) -> Verdict:
    log("looked at " + case.enterprise.name)
    return Verdict.passed("无问题")
"""
BROKEN = GOOD.replace('return Verdict.passed("无问题")', 'raise ValueError("no such thing")')
SLOW = GOOD.replace('return Verdict.passed', """until = 0
    for number in range(6_000_000):
        until += number
    return Verdict.passed""")
CASES = """\
cases:
  - name: 通过
    hook: step check
    input: {enterprise: {name: 甲}, case: {id: c, state: Review.Preliminary}}
    expect: {outcome: passed}
"""


def files(name="checker", version="1.0.0", county=COUNTY, main=GOOD):
    return {"plugin.yaml": MANIFEST.format(name=name, version=version, county=county),
            "main.py": main, "cases.yaml": CASES}


def cases_for(hooks):
    """A case of its own for the first hook of a manifest's list: every plugin has one at least."""
    kind, name = re.search(r"kind: (\w+), name: ([\w-]+)", hooks).groups()
    return f"cases: [{{name: one, hook: {kind} {name}, input: {{}}, expect: {{outcome: done}}}}]\n"


def zipped(content, link=None):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in content.items():
            archive.writestr(name, text)
        if link:
            entry = zipfile.ZipInfo(link)
            entry.create_system = 3
            entry.external_attr = (stat.S_IFLNK | 0o777) << 16
            archive.writestr(entry, "/etc/passwd")
    return out.getvalue()


def place(id, parent, kind, name):
    return {"id": id, "parent": parent, "kind": kind, "name": name, "area": COUNTY}


class PluginCounty(unittest.TestCase):
    """A county whose overlay has plugin steps, on a simulated clock; its people; the real server."""

    settings = None  # of its settings file
    overlay = OVERLAY
    details = {}  # of people, beside their names

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = pathlib.Path(folder.name)
        self.found()
        self.data = self.path / "kept"
        self.start()
        self.addCleanup(self.stop)
        self.people = {name: SignedIn(self.server, name) for name in PEOPLE}

    def found(self):
        """A county, and its overlay adopted as `simulate` leaves it in a copy."""
        first = Server(self.path / "first", "--clock", "simulated", "--at", "2025-03-02T09:00")
        organisations = [place("410000", "", "province", "河南省"),
                         place("411500", "410000", "city", "信阳市"),
                         place(COUNTY, "411500", "county", "浉河区"),
                         {**place(OTHER, "411500", "county", "平桥区"), "area": OTHER},
                         place(TOWN, COUNTY, "township", "老城街道"),
                         place("bank-a", "411500", "bank", "甲银行"),
                         place(f"{COUNTY}-shuiwu", COUNTY, "department", "税务局"),
                         place(f"{COUNTY}-shengtai", COUNTY, "department", "生态环境局"),
                         place(f"{OTHER}-shuiwu", OTHER, "department", "邻县税务局")]
        people = [{"user_name": name, "name": name, "organisation": where, "password": PASSWORD,
                   **self.details.get(name, {}),
                   "appointments": [{"role": role}]} for name, (role, where) in PEOPLE.items()]
        put = first.ask("POST", "/api/v1/organisations",
                        {"organisations": organisations, "people": people})
        self.assertEqual((put.status, put.json["bad"]), (200, 0), put.text)
        self.assertEqual(first.stop(), 0)
        (self.path / "overlay.yaml").write_text(self.overlay, encoding="utf-8")
        done = run("simulate", "--from", self.path / "first", "--days", "1", "--actors", "nobody",
                   "--workflow", self.path / "overlay.yaml", "--keep", self.path / "kept")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def start(self, *more):
        options = ["--clock", "simulated", *more]
        if self.settings is not None:
            (self.path / "settings.json").write_text(json.dumps(self.settings), encoding="utf-8")
            options += ["--config", self.path / "settings.json"]
        self.server = Server(self.data, *options)

    def stop(self):
        self.assertEqual(self.server.stop(), 0)
        verified = run("verify", "--data", self.data)
        self.assertEqual(verified.returncode, 0, verified.stdout + verified.stderr)

    def upload(self, who, body, query=""):
        return self.people[who].ask("POST", f"plugins{query}", body,
                                    **{"Content-Type": "application/zip"})

    def install(self, **changes):
        name, county = changes.get("name", "checker"), changes.get("county", COUNTY)
        content = changes.pop("content", None) or files(**changes)
        done = self.upload("admin", zipped(content), f"?county={county}")
        self.assertEqual(done.status, 201, done.text)
        return self.people["admin"].must("POST", f"plugins/{name}/enable?version=" +
                                         changes.get("version", "1.0.0"))

    def advance(self, span):
        moved = self.server.ask("POST", "/api/v1/clock", {"advance": span})
        self.assertEqual(moved.status, 200, moved.text)

    def on(self, subject, who, event, data, kind="cases"):
        return self.people[who].ask("POST", f"{kind}/{subject}/events",
                                    {"event": event, "data": data})

    def must_on(self, *arguments, **more):
        done = self.on(*arguments, **more)
        self.assertEqual(done.status, 200, done.text)

    def case_in_review(self, **grades):
        number = getattr(self, "opened", 0)
        self.opened = number + 1
        case = self.people["clerk"].must("POST", "cases", {
            "event": "WalkedIn", "county": COUNTY,
            "enterprise": {"name": f"插件试验{number}号农场", "kind": "family_farm"},
            "data": {"receipt_number": f"R-{number}", "channel": "window",
                     "basic_conditions_met": True, "consent": True}})["id"]
        self.must_on(case, "force", "ApplicationSubmitted", {
            "standards": STANDARDS, "banks": ["bank-a"], "amount_fen": 50_000_000,
            "purpose": "收购春茶", "term_months": 12, "consent": True})
        for kind in INFORMATION:
            self.must_on(case, "force", "InformationRecorded",
                         {"kind": kind, "conclusion": "favourable", "source": "部门提供",
                          "authorised": True,
                          **({"grade": grades[kind]} if kind in grades else {})})
        return case

    def jobs(self, plugin="checker"):
        return self.people["admin"].must("GET", f"plugins/{plugin}/jobs")["items"]

    def incidents(self):
        return self.people["office"].must("GET", "incidents")["items"]

    def tasks(self, who, case):
        items = self.people[who].must("GET", "tasks")["items"]
        return [task["kind"] for task in items if task["subject"] == case]

    def completions(self, case):
        rows = self.people["force"].must("GET", f"cases/{case}/events")["items"]
        return [row for row in rows if row["event"] == "StepCompleted"]
