#!/usr/bin/python3
"""Lists of a county frozen as versions, signed by the convener, pushed in batches, over HTTP."""
import hashlib
import http.client
import json
import pathlib
import sys
import tempfile
import threading
import unittest

from datetime import datetime

import whole_county
from qianqiao_server import Server, run
from test_accounts import PASSWORD, SignedIn

COUNTY = whole_county.COUNTY
OTHER = "411503"
STRANGERS = """user_name,name,organisation,roles
stranger,王五,411503,county_office@411503
stranger-convener,赵六,411503,county_convener@411503
stranger-force,孙七,411503,task_force@411503
"""


class Lists(unittest.TestCase):
    """A county with a clock of its own; each test its own cases."""

    sessions = {}

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.path = pathlib.Path(cls.folder.name)
        cls.data = cls.path / "data"
        cls.start()
        door = ("--server", cls.server.url, "--api-key", cls.server.key)
        whole_county.found(cls.path, *door)
        (cls.path / "other.csv").write_text(
            "id,parent,kind,name,area\n411503,411500,county,平桥区,411503\n", encoding="utf-8")
        (cls.path / "strangers.csv").write_text(STRANGERS, encoding="utf-8")
        done = run("org", "import", cls.path / "other.csv", "--people", cls.path / "strangers.csv",
                   *door)
        assert done.returncode == 0, done.stdout + done.stderr

    @classmethod
    def start(cls):
        cls.server = Server(cls.data, "--clock", "simulated", "--at", "2025-03-12T10:00")
        cls.walk = whole_county.Walk(cls.server)

    @classmethod
    def tearDownClass(cls):
        assert cls.server.stop() == 0
        verified = run("verify", "--data", cls.data)
        cls.folder.cleanup()
        assert verified.returncode == 0, verified.stdout + verified.stderr

    def ask(self, method, path, body=None, actor="office"):
        """As the operator for somebody; as a stranger with an account of its own."""
        if actor.startswith("stranger"):
            if actor not in self.sessions:
                done = self.server.ask("POST", f"/api/v1/people/{actor}/password",
                                       {"password": PASSWORD})
                self.assertEqual(done.status, 200, done.text)
                self.sessions[actor] = SignedIn(self.server, actor)
            return self.sessions[actor].ask(method, path[1:], body)
        return self.server.ask(method, "/api/v1" + path, body, {"X-Qianqiao-Actor": actor})

    def freeze(self, name="recommendation"):
        answer = self.ask("POST", f"/lists/{name}/freeze", {"county": COUNTY})
        self.assertIn(answer.status, (200, 201), answer.text)
        return answer.json

    def sign(self, version, actor="convener", dry_run="", **more):
        return self.ask("POST", f"/lists/recommendation/versions/{version}/sign{dry_run}",
                        {"opinion": "同意推荐", **more}, actor)

    def cases(self, version, name="recommendation"):
        answer = self.ask("GET", f"/lists/{name}/versions/{version}/cases?limit=1000")
        self.assertEqual(answer.status, 200, answer.text)
        return {item["case"]: item for item in answer.json["items"]}

    def case(self, id):
        return self.server.ask("GET", f"/api/v1/cases/{id}").json

    def outcomes(self, answer):
        self.assertEqual(answer.status, 200, answer.text)
        return {item["case"]: (item["outcome"], (item["problem"] or {}).get("code"))
                for item in answer.json["outcomes"]}

    def clear(self):
        """Whatever waits from another test is signed and pushed."""
        if self.ask("POST", "/lists/recommendation/freeze", {"county": COUNTY}).status == 422:
            return
        self.sign(self.freeze()["id"])
        version = self.freeze()["id"]
        made = self.ask("POST", "/batches", {"list_version": version}, "force")
        if made.status == 201:
            self.ask("POST", f"/batches/{made.json['batch']['id']}/push", {}, "force")

    def setUp(self):
        self.clear()

    def test_a_version_is_signed_case_by_case_and_pushed_as_a_batch(self):
        ids = [self.walk.reviewed(f"清单{n}号农场", ("bank-a", "bank-b")) for n in range(3)]
        version = self.freeze()
        self.assertEqual((version["cases"], version["tally"]["open"]), (3, 3))
        self.assertEqual((version["frozen_by"], version["cause"]), ("office", "frozen"))
        # One goes back meanwhile: it is refused, and the others go on.
        self.walk.on_case(ids[1], "ReviewReturned",
                          {"to": "Review.LeaderReview", "reason": self.reason()}, "convener")
        tried = self.sign(version["id"], dry_run="?dry_run=1")
        wanted = {ids[0]: ("signed", None), ids[1]: ("refused", "list.case_changed"),
                  ids[2]: ("signed", None)}
        self.assertEqual(self.outcomes(tried), wanted)
        self.assertEqual(self.cases(version["id"])[ids[0]]["outcome"], "open", "a dry run")
        self.assertEqual(self.case(ids[0])["state"], "Review.ConvenerSignature")
        done = self.sign(version["id"])
        self.assertEqual(self.outcomes(done), wanted)
        self.assertEqual(done.json["version"]["tally"],
                         {"open": 0, "signed": 2, "pushed": 0, "refused": 1})
        kept = self.cases(version["id"])
        self.assertEqual(kept[ids[1]]["problem"]["code"], "list.case_changed")
        history = self.server.ask("GET", f"/api/v1/cases/{ids[0]}/events?limit=100").json["items"]
        self.assertEqual(history[-1]["data"]["list_version"], version["id"])
        self.assertEqual(kept[ids[0]]["sequence"], history[-1]["sequence"])
        # Asked again: what is signed stays signed, once.
        self.assertEqual(self.outcomes(self.sign(version["id"])),
                         {ids[1]: ("refused", "list.case_changed")})
        self.assertEqual(self.case(ids[0])["version"], history[-1]["sequence"])
        self.push(version["id"], ids)

    def push(self, version, ids):
        body = {"list_version": version}
        tried = self.ask("POST", "/batches?dry_run=1", body, "force")
        self.assertEqual(self.outcomes(tried), {ids[0]: ("pushed", None), ids[2]: ("pushed", None)})
        self.assertIsNone(tried.json["batch"])
        self.assertEqual(self.case(ids[0])["state"], "Recommendation")
        made = self.ask("POST", "/batches", body, "force")
        self.assertEqual(made.status, 201, made.text)
        batch = made.json["batch"]
        again = self.ask("POST", "/batches", body, "force")
        self.assertEqual((again.status, again.json["batch"]["id"]), (200, batch["id"]))
        done = self.ask("POST", f"/batches/{batch['id']}/push", None, "force")
        self.assertEqual(self.outcomes(done), {ids[0]: ("pushed", None), ids[2]: ("pushed", None)})
        self.assertEqual(self.case(ids[0])["state"], "BankDecision")
        referrals = self.walk.items(f"/api/v1/referrals?case={ids[0]}")
        self.assertEqual({row["bank"] for row in referrals}, {"bank-a", "bank-b"})
        shown = self.ask("GET", f"/batches/{batch['id']}").json
        self.assertEqual(shown["tally"], {"open": 0, "signed": 0, "pushed": 2, "refused": 0})
        self.assertEqual([item["outcome"] for item in shown["items"]], ["pushed", "pushed"])
        repeated = self.ask("POST", f"/batches/{batch['id']}/push", {}, "force")
        self.assertEqual(repeated.json["outcomes"], [])
        listed = self.ask("GET", f"/batches?county={COUNTY}").json["items"]
        self.assertEqual(listed[0]["id"], batch["id"])
        empty = self.ask("POST", "/batches", body, "force")
        self.assertEqual((empty.status, empty.json["code"]), (422, "batch.empty"))

    def reason(self):
        return "materials_incomplete"

    def test_a_version_is_what_its_digest_says(self):
        for number in range(2):
            self.walk.reviewed(f"摘要{number}号农场")
        version = self.freeze()
        lines = b""
        for item in self.cases(version["id"]).values():
            entered = item["entered"] and int(
                datetime.fromisoformat(item["entered"]).timestamp() * 1000)
            line = {"case": item["case"], "enterprise": item["enterprise"], "entered": entered,
                    "name": item["enterprise_name"], "state": item["state"], "uscc": item["uscc"],
                    "version": item["case_version"]}
            lines += json.dumps(line, sort_keys=True, separators=(",", ":"),
                                ensure_ascii=False).encode() + b"\n"
        self.assertEqual(version["digest"], hashlib.new("sm3", lines).hexdigest())
        self.assertEqual(self.freeze(), version, "nothing has changed: the same version")
        self.walk.reviewed("后来农场")
        later = self.freeze()
        self.assertEqual((later["number"], later["cases"]), (version["number"] + 1, 3))
        listed = self.ask("GET", f"/lists/recommendation/versions?county={COUNTY}&limit=1").json
        self.assertEqual([row["id"] for row in listed["items"]], [later["id"]])
        older = self.ask("GET", f"/lists/recommendation/versions?county={COUNTY}&limit=1"
                         f"&cursor={listed['next_cursor']}").json
        self.assertEqual(older["items"], [version])

    def test_a_withdrawn_signature_leads_to_a_new_version(self):
        ids = [self.walk.reviewed(f"撤回{n}号农场") for n in range(2)]
        version = self.freeze()
        self.sign(version["id"])
        self.walk.on_case(ids[0], "SignatureWithdrawn",
                          {"to": "Review.LeaderReview", "reason": self.reason()}, "convener")
        before = self.ask("GET", f"/lists/recommendation/versions/{version['id']}").json
        self.assertEqual(before["digest"], version["digest"])
        after = self.ask("GET", f"/lists/recommendation/versions/{before['superseded_by']}").json
        self.assertEqual((after["cause"], after["origin"], after["frozen_by"]),
                         ("signature_withdrawn", version["id"], "convener"))
        self.assertEqual({case: item["outcome"] for case, item in self.cases(after["id"]).items()},
                         {ids[1]: "signed"})
        refused = self.sign(version["id"])
        self.assertEqual((refused.status, refused.json["code"]), (409, "list.superseded"))
        made = self.ask("POST", "/batches", {"list_version": version["id"]}, "force")
        self.assertEqual((made.status, made.json["code"]), (409, "list.superseded"))

    def test_lists_are_read_by_filter(self):
        case = self.walk.reviewed("筛选农场")
        everything = self.walk.items(f"/api/v1/lists/application?county={COUNTY}&limit=1000")
        self.assertIn(case, {row["subject"] for row in everything})
        waiting = self.walk.items(
            f"/api/v1/lists/application?county={COUNTY}&state=Review.ConvenerSignature")
        self.assertEqual([(row["subject"], row["enterprise_name"]) for row in waiting],
                         [(case, "筛选农场")])
        self.walk.on_case(case, "ReviewReturned",
                          {"to": "Application", "reason": self.reason()}, "convener")
        by_state = f"/api/v1/lists/application?county={COUNTY}&state=Application"
        self.assertEqual(self.walk.items(by_state), [])
        self.assertEqual([row["subject"] for row in self.walk.items(by_state + "&all=1")], [case])

    def test_chosen_cases_are_judged_one_by_one(self):
        signed, waiting = self.walk.reviewed("选中农场"), self.walk.reviewed("未签农场")
        self.sign(self.freeze()["id"], cases=[signed])
        self.assertEqual(self.case(waiting)["state"], "Review.ConvenerSignature")
        body = {"cases": [signed, waiting]}
        wanted = {signed: ("pushed", None), waiting: ("refused", "event.not_allowed_here")}
        tried = self.ask("POST", "/batches?dry_run=1", body, "force")
        self.assertEqual(self.outcomes(tried), wanted)
        batch = self.ask("POST", "/batches", body, "force").json["batch"]
        done = self.ask("POST", f"/batches/{batch['id']}/push", {}, "force")
        self.assertEqual(self.outcomes(done), wanted)
        self.assertEqual(self.ask("POST", "/batches", {}, "force").json["code"],
                         "batch.version_or_cases")

    def test_another_countys_lists_are_not_there(self):
        self.walk.reviewed("本县农场")
        version = self.freeze()["id"]
        self.sign(version)
        batch = self.ask("POST", "/batches", {"list_version": version}, "force").json["batch"]["id"]
        way = f"/lists/recommendation/versions/{version}"
        for method, path, actor, body in (
                ("GET", way, "stranger", None), ("GET", way + "/cases", "stranger", None),
                ("POST", way + "/sign", "stranger-convener", {"opinion": "同意"}),
                ("GET", f"/batches/{batch}", "stranger", None),
                ("POST", f"/batches/{batch}/push", "stranger-force", {}),
                ("POST", "/batches", "stranger-force", {"list_version": version})):
            there = self.ask(method, path, body, actor)
            missing = {"list_version": version + "0"} if "list_version" in (body or {}) else body
            nowhere = self.ask(method, path.replace(version, version + "0").replace(
                batch, batch + "0"), missing, actor)
            self.assertEqual(there.status, 404, path)
            self.assertEqual(there.told, nowhere.told.replace(version + "0", version).replace(
                batch + "0", batch))
        for path in (f"/lists/recommendation/versions?county={COUNTY}",
                     f"/lists/recommendation?county={COUNTY}", f"/batches?county={COUNTY}"):
            self.assertEqual(self.ask("GET", path, None, "stranger").status, 403, path)
        self.assertEqual(self.ask("POST", "/lists/recommendation/freeze", {"county": COUNTY},
                                  "stranger").status, 403)
        refused = self.ask("POST", f"/lists/recommendation/versions/{version}/sign",
                           {"opinion": "同意"}, "stranger")
        self.assertEqual((refused.status, refused.json["code"]), (403, "route.not_yours"))

    def test_commands_do_the_same(self):
        case = self.walk.reviewed("命令农场")
        door = ("--server", self.server.url, "--api-key", self.server.key)
        shown = run("list", "show", "application", "--county", COUNTY, "--state", "Review", *door)
        self.assertIn(case, shown.stdout)
        frozen = run("list", "freeze", "recommendation", "--county", COUNTY, "--json", *door)
        version = json.loads(frozen.stdout)["id"]
        signed = run("list", "sign", version, "--opinion", "同意", "--as", "convener", *door)
        self.assertEqual(signed.returncode, 0, signed.stdout + signed.stderr)
        self.assertIn("signed", signed.stdout)
        self.assertIn(case, run("list", "show", "--version", version, *door).stdout)
        self.assertIn(version, run("list", "versions", "recommendation", "--county", COUNTY,
                                   *door).stdout)
        made = run("batch", "create", "--version", version, "--as", "force", "--json", *door)
        batch = json.loads(made.stdout)["batch"]["id"]
        self.assertEqual(run("batch", "push", batch, "--as", "force", *door).returncode, 0)
        self.assertIn("pushed", run("batch", "show", batch, *door).stdout)
        self.assertIn(batch, run("batch", "list", "--county", COUNTY, *door).stdout)
        again = run("list", "sign", "411502-target-9", "--opinion", "同意", "--as", "convener",
                    *door)
        self.assertEqual(again.returncode, 1)

    def test_whoever_acts_for_the_convener_signs_in_that_name(self):
        given = self.server.ask("POST", "/api/v1/mandates", {
            "principal": "convener", "agent": "office", "until": "2025-03-20"})
        self.assertEqual(given.status, 201, given.text)
        case = self.walk.reviewed("代签农场")
        version = self.freeze()["id"]
        signed = self.sign(version, actor="office", acting_for="convener")
        self.assertEqual(self.outcomes(signed), {case: ("signed", None)})
        last = self.server.ask("GET", f"/api/v1/cases/{case}/events?limit=100").json["items"][-1]
        self.assertEqual((last["actor"], last["acting_for"]), ("office", "convener"))

    def test_the_target_list_is_frozen_too_and_needs_no_signature(self):
        empty = self.ask("POST", "/lists/target/freeze", {"county": COUNTY})
        self.assertEqual((empty.status, empty.json["code"]), (422, "list.empty"))
        unknown = self.ask("POST", "/lists/province_report/freeze", {"county": COUNTY})
        self.assertEqual((unknown.status, unknown.json["code"]), (404, "list.unknown"))
        self.walk.reviewed("申报农场")
        version = self.freeze("application")
        self.assertGreaterEqual(version["cases"], 1)
        refused = self.ask("POST", f"/lists/application/versions/{version['id']}/sign",
                           {"opinion": "同意"}, "convener")
        self.assertEqual((refused.status, refused.json["code"]), (422, "list.not_signable"))


class KilledWhileSigning(unittest.TestCase):
    """SIGKILL while a long version is being signed: the same request does the rest."""

    CASES = 260  # several pieces of what is posted at a time

    def test_nothing_is_lost_and_nothing_doubled(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder)
            data = path / "data"
            server = Server(data, "--clock", "simulated", "--at", "2025-03-12T10:00")
            whole_county.found(path, "--server", server.url, "--api-key", server.key)
            walk = whole_county.Walk(server)
            ids = [walk.reviewed(f"长单{n}号农场") for n in range(self.CASES)]
            office = {"X-Qianqiao-Actor": "office"}
            version = server.ask("POST", "/api/v1/lists/recommendation/freeze",
                                 {"county": COUNTY}, office).json["id"]
            way = f"/api/v1/lists/recommendation/versions/{version}"
            signing = threading.Thread(target=self.sign, args=(server, way))
            signing.start()
            while server.ask("GET", way).json["tally"]["signed"] == 0:
                pass
            server.kill()
            signing.join()
            server = Server(data, "--clock", "simulated")
            before = server.ask("GET", way).json["tally"]["signed"]
            print(f"{before} of {self.CASES} were signed when it was killed", file=sys.stderr)
            done = self.sign(server, way)
            self.assertEqual(len(done.json["outcomes"]), self.CASES - before)
            self.assertEqual(done.json["version"]["tally"]["signed"], self.CASES)
            signatures = 0
            for id in ids:
                history = server.ask("GET", f"/api/v1/cases/{id}/events?limit=100").json["items"]
                signatures += sum(row["data"].get("list_version") == version for row in history)
            self.assertEqual(signatures, self.CASES)
            self.assertEqual(self.sign(server, way).json["outcomes"], [])
            self.assertEqual(server.stop(), 0)
            verified = run("verify", "--data", data)
            self.assertEqual(verified.returncode, 0, verified.stdout + verified.stderr)

    @staticmethod
    def sign(server, way):
        try:
            return server.ask("POST", way + "/sign", {"opinion": "同意推荐"},
                              {"X-Qianqiao-Actor": "convener"})
        except (ConnectionError, http.client.HTTPException):
            return None  # it was killed


if __name__ == "__main__":
    unittest.main()
