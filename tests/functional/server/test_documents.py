#!/usr/bin/python3
"""Documents (材料) of cases and referrals: who adds, reads and removes them, what is refused, and that
neither kill -9 nor a restored backup leaves one half."""
import hashlib
import http.client
import io
import json
import pathlib
import sqlite3
import subprocess
import tempfile
import threading
import unittest
import urllib.parse
import zipfile

import whole_county
from qianqiao_server import Server, run
from test_accounts import PASSWORD, SignedIn

PDF = b"%PDF-1.7\n" + bytes(range(256)) * 3000  # three parts
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NEIGHBOURS = """id,parent,kind,name,area
411503,411500,county,平桥区,411503
411502002,411502,township,五星街道,411502002
"""
NEIGHBOURLY = """user_name,name,organisation,roles
elsewhere,elsewhere,411503,task_force@411503
visitor2,visitor2,411502002,visitor@411502002
watcher,watcher,411502,auditor@411502
"""


def office_file(content_type, *more):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", f'<Types><Override ContentType="{content_type}"/></Types>')
        for name in more:
            file.writestr(name, "x")
    return out.getvalue()


class Documents(unittest.TestCase):
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
        cls.names = [*whole_county.ROLES, "elsewhere", "visitor2", "watcher"]
        for name in cls.names:
            answer = cls.server.ask("POST", f"/api/v1/people/{name}/password", {"password": PASSWORD})
            assert answer.status == 200, answer.text
        cls.sign_in()
        cls.walk = whole_county.Walk(cls.server)

    @classmethod
    def sign_in(cls):
        cls.people = {name: SignedIn(cls.server, name) for name in cls.names}

    @classmethod
    def tearDownClass(cls):
        if cls.server.process.poll() is None:
            assert cls.server.stop() == 0
        cls.folder.cleanup()

    keys = 0

    def add(self, who, path, content=PDF, name="营业执照.pdf", kind="licence", key=None):
        Documents.keys += 1
        query = urllib.parse.urlencode({"name": name, "kind": kind})
        return self.people[who].ask("POST", f"{path}/documents?{query}", content, **{
            "Idempotency-Key": key or f"document-{Documents.keys}",
            "Content-Type": "application/octet-stream"})

    def added(self, who, path, *arguments, **more):
        answer = self.add(who, path, *arguments, **more)
        self.assertEqual(answer.status, 201, answer.text)
        return answer.json

    def fetch(self, who, path):
        """Status, headers and bytes, as they came."""
        connection = http.client.HTTPConnection(self.server.address, timeout=60)
        connection.request("GET", f"/api/v1/{path}", headers=self.people[who].headers)
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()

    def remove(self, who, path, document, reason="误传", **headers):
        return self.people[who].ask("POST", f"{path}/documents/{document}/remove",
                                    {"reason": reason}, **headers)

    def listed(self, who, path):
        return self.people[who].must("GET", f"{path}/documents")["items"]

    def refused(self, answer, status, code):
        self.assertEqual((answer.status, answer.json["code"]), (status, code), answer.text)
        for language in ("detail", "detail_en"):
            self.assertTrue(answer.json[language])
            self.assertNotIn("{", answer.json[language])

    def case(self, name):
        return "cases/" + self.walk.opened(name)

    def referral(self, name, bank="bank-a", banks=("bank-a", "bank-b")):
        case = self.walk.pushed(name, banks)
        items = self.server.ask("GET", f"/api/v1/referrals?case={case}").json["items"]
        return case, "referrals/" + next(item["id"] for item in items if item["bank"] == bank)

    def history(self, path):
        return self.server.ask("GET", f"/api/v1/{path}/events").json["items"]

    def verified(self):
        done = run("verify", "--json", "--server", self.server.url, "--api-key", self.server.key)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def test_added_listed_read_and_removed(self):
        case = self.case("材料农场")
        made = self.added("clerk", case)
        self.assertEqual((made["name"], made["kind"], made["media_type"], made["size_bytes"],
                          made["added_by"], made["removed"], made["removable"]),
                         ("营业执照.pdf", "licence", "application/pdf", len(PDF), "clerk", None, True))
        sm3 = hashlib.new("sm3", PDF).hexdigest() if "sm3" in hashlib.algorithms_available else None
        if sm3:
            self.assertEqual(made["content_digest"], sm3)
        row = self.history(case)[-1]
        self.assertEqual((row["event"], row["actor"], row["data"]),
                         ("DocumentAdded", "clerk",
                          {name: made[name] for name in ("document", "name", "kind", "media_type",
                                                         "size_bytes", "content_digest")}))
        self.assertEqual([one["document"] for one in self.listed("leader", case)],
                         [made["document"]])
        status, headers, content = self.fetch("leader", f"{case}/documents/{made['document']}")
        self.assertEqual((status, content), (200, PDF))
        self.assertEqual(headers["Content-Type"], "application/pdf")
        self.assertEqual(headers["X-Content-Type-Options"], "nosniff")
        self.assertIn("sandbox", headers["Content-Security-Policy"])
        self.assertEqual(headers["ETag"], f'"{made["content_digest"]}"')
        self.assertIn("no-store", headers["Cache-Control"])
        self.assertTrue(headers["Content-Disposition"].startswith("attachment; "))
        self.assertIn("filename*=UTF-8''" + urllib.parse.quote("营业执照.pdf"),
                      headers["Content-Disposition"])
        audit = self.server.ask("GET", "/api/v1/audit?action=document.read").json["items"][0]
        self.assertEqual((audit["person"], audit["object"]), ("leader", case.split("/")[1]))
        self.refused(self.remove("leader", case, made["document"]), 403, "document.not_yours")
        gone = self.remove("clerk", case, made["document"])
        self.assertEqual(gone.status, 200, gone.text)
        self.assertIsNotNone(gone.json["removed"])
        self.assertEqual(self.listed("leader", case), [])
        self.assertEqual(self.fetch("leader", f"{case}/documents/{made['document']}")[0], 404)
        self.refused(self.remove("clerk", case, made["document"]), 409, "document.gone")
        self.assertEqual(self.history(case)[-1]["data"],
                         {"document": made["document"], "reason": "误传"})
        self.verified()

    def test_every_kind_of_file_is_told_by_its_content(self):
        case = self.case("各种材料农场")
        for name, content, type in (
                ("照片.jpg", b"\xff\xd8\xff\xe0 photo", "image/jpeg"),
                ("截图.png", b"\x89PNG\r\n\x1a\n picture", "image/png"),
                ("说明.txt", "企业说明\n".encode(), "text/plain"),
                ("报表.xlsx", office_file(SHEET + ".main+xml"), SHEET)):
            made = self.added("force", case, content, name, "evidence")
            self.assertEqual(made["media_type"], type)
            self.assertEqual(self.fetch("force", f"{case}/documents/{made['document']}")[2], content)

    def test_what_is_refused(self):
        case = self.case("被拒材料农场")
        macros = office_file("application/vnd.ms-excel.sheet.macroEnabled.main+xml",
                             "xl/vbaProject.bin")
        for content, name, kind, status, code in (
                (b"", "a.pdf", "licence", 422, "document.empty"),
                (b"<html><script>alert(1)</script>", "a.pdf", "licence", 422, "document.type_refused"),
                (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "a.svg", "licence", 422, "document.type_refused"),
                (b"\x7fELF\x02\x01", "a.pdf", "licence", 422, "document.type_refused"),
                (macros, "a.xlsm", "licence", 422, "document.macros"),
                (macros, "a.xlsx", "licence", 422, "document.macros"),
                (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "a.doc", "licence", 422, "document.locked"),
                (PDF, "a.png", "licence", 422, "document.extension"),
                (PDF, "", "licence", 422, "document.name"),
                (PDF, "a/b.pdf", "licence", 422, "document.name"),
                (PDF, "a\nb.pdf", "licence", 422, "document.name"),
                (PDF, "x" * 117 + ".pdf", "licence", 422, "document.name"),
                (PDF, "a.pdf", "photo", 422, "data.invalid"),
                (b"%PDF-" + b"x" * (10 * 1024 * 1024), "a.pdf", "licence", 413, "http.too_large")):
            self.refused(self.add("clerk", case, content, name, kind), status, code)
        self.added("clerk", case, PDF, "x" * 116 + ".pdf")
        keyless = self.server.ask("POST", f"/api/v1/{case}/documents?name=a.pdf&kind=other", PDF,
                                  self.people["clerk"].headers, key=False)
        self.refused(keyless, 428, "http.idempotency_key_missing")

    def test_the_largest_is_taken_and_fifty_are_the_most(self):
        case = self.case("许多材料农场")
        largest = b"%PDF-" + b"x" * (10 * 1024 * 1024 - 5)
        made = self.added("force", case, largest)
        self.assertEqual(self.fetch("force", f"{case}/documents/{made['document']}")[2], largest)
        for number in range(49):
            self.added("force", case, b"text", f"{number}.txt", "other")
        self.refused(self.add("force", case, b"text", "51.txt", "other"), 422, "document.too_many")
        self.assertEqual(self.remove("force2", case, made["document"]).status, 200)
        self.added("force", case, b"text", "51.txt", "other")

    def test_no_event_says_what_nobody_sent(self):
        case = self.case("空口农场")
        said = {"document": "D1", "name": "a.pdf", "kind": "licence", "media_type": "application/pdf",
                "size_bytes": 5, "content_digest": "0" * 64}
        answer = self.people["force"].ask("POST", f"{case}/events",
                                          {"event": "DocumentAdded", "data": said})
        self.refused(answer, 422, "document.not_uploaded")

    def test_foreign_ones_are_answered_like_none(self):
        case_id, referral = self.referral("两家银行农场")
        case = f"cases/{case_id}"
        own = self.added("force", case)["document"]
        letter = self.added("contact-a", referral, PDF, "答复.pdf", "bank_reply")["document"]
        for who, path, document in (("elsewhere", case, own), ("visitor2", case, own),
                                    ("contact-a", case, own), ("contact-b", case, own),
                                    ("contact-b", referral, letter), ("seconded", referral, letter),
                                    ("visitor", referral, letter), ("elsewhere", referral, letter)):
            kind, id = path.split("/")
            nowhere = f"{kind}/{id[:7]}{'0' * (len(id) - 7)}"
            for method, below, body in (("GET", "documents", None),
                                        ("GET", f"documents/{document}", None),
                                        ("POST", "documents?name=a.pdf&kind=other", PDF),
                                        ("POST", f"documents/{document}/remove", {"reason": "x"})):
                there = self.people[who].ask(method, f"{path}/{below}", body)
                none = self.people[who].ask(method, f"{nowhere}/{below}", body)
                self.assertEqual(there.status, 404, f"{who} {method} {path}/{below}: {there.text}")
                self.assertEqual(there.told.replace(id, "?"),
                                 none.told.replace(nowhere.split("/")[1], "?"), below)
        self.assertEqual(self.listed("head-a", referral)[0]["document"], letter)
        self.assertEqual([one["document"] for one in self.listed("force", case)], [own])

    def test_who_only_reads_adds_nothing(self):
        case = self.case("旁观农场")
        made = self.added("visitor" if self.sees("visitor", case) else "force", case)
        self.refused(self.add("watcher", case), 403, "authority.no_role")
        self.assertFalse(self.listed("watcher", case)[0]["removable"])
        self.refused(self.remove("watcher", case, made["document"]), 403, "authority.no_role")

    def sees(self, who, path):
        return self.people[who].ask("GET", path).status == 200

    def test_a_bank_keeps_its_referrals_documents(self):
        _, referral = self.referral("银行材料农场")
        made = self.added("contact-a", referral, PDF, "审批意见.pdf", "bank_reply")
        self.assertTrue(made["removable"])
        asked = self.added("force", referral, PDF, "补充材料.pdf", "materials")
        self.refused(self.remove("contact-a", referral, asked["document"]), 403, "document.not_yours")
        self.assertEqual(self.remove("contact-a", referral, made["document"]).status, 200)

    def test_closed_ones_take_none_and_still_let_go(self):
        case = self.case("办结农场")
        made = self.added("force", case)
        self.walk.on_case(case.split("/")[1], "DuplicateFound", {"duplicate_of": "411502C000001"},
                          "force")
        refused = self.add("force", case)
        self.refused(refused, 409, "event.not_allowed_here")
        self.assertEqual(self.remove("force", case, made["document"]).status, 200)
        self.assertEqual(self.uploads(), (0, 0))

    def uploads(self):
        """What is being written, and parts that belong to nothing."""
        connection = sqlite3.connect(f"file:{self.data}/qianqiao.db?mode=ro", uri=True)
        try:
            uploads = connection.execute("SELECT count(*) FROM document_upload").fetchone()[0]
            loose = connection.execute(
                "SELECT count(*) FROM document_part WHERE content NOT IN "
                "(SELECT content FROM kept_document)").fetchone()[0]
            return uploads, loose
        finally:
            connection.close()

    def test_the_same_request_is_done_once(self):
        case = self.case("重发农场")
        first = self.added("clerk", case, key="once")
        again = self.add("clerk", case, key="once")
        self.assertEqual((again.status, again.json["replayed"]), (200, True), again.text)
        self.assertEqual(again.json["document"], first["document"])
        self.refused(self.add("clerk", case, PDF + b"!", key="once"), 422, "idempotency.key_reused")
        self.assertEqual(len(self.listed("clerk", case)), 1)
        gone = self.remove("clerk", case, first["document"], **{"Idempotency-Key": "gone"})
        self.assertEqual(gone.status, 200, gone.text)
        again = self.remove("clerk", case, first["document"], **{"Idempotency-Key": "gone"})
        self.assertEqual((again.status, again.json["replayed"]), (200, True), again.text)
        self.assertEqual(self.uploads(), (0, 0))

    def test_several_at_once_are_each_whole(self):
        case = self.case("并行农场")
        contents = [b"%PDF-" + bytes([number]) * 700_000 for number in range(6)]
        answers = [None] * len(contents)

        def send(number):
            answers[number] = self.add("force", case, contents[number], f"{number}.pdf")
        threads = [threading.Thread(target=send, args=(number,)) for number in range(len(contents))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual([answer.status for answer in answers], [201] * len(contents))
        for number, answer in enumerate(answers):
            path = f"{case}/documents/{answer.json['document']}"
            self.assertEqual(self.fetch("force", path)[2], contents[number])
        self.verified()

    def test_the_command_line_does_the_same(self):
        case_id, referral = self.referral("命令行农场", banks=("bank-a",))
        door = ("--server", self.server.url, "--api-key", self.server.key)
        (self.path / "授权书.pdf").write_bytes(PDF)
        for command, id in (("case", case_id), ("referral", referral.split("/")[1])):
            done = run(command, "document", "add", id, self.path / "授权书.pdf", "--kind", "consent",
                       "--as", "force", "--json", *door)
            self.assertEqual(done.returncode, 0, done.stderr)
            made = json.loads(done.stdout)
            self.assertEqual((made["name"], made["kind"]), ("授权书.pdf", "consent"))
            listed = run(command, "documents", id, *door)
            self.assertIn("授权书.pdf", listed.stdout)
            out = self.path / f"{command}.pdf"
            done = run(command, "document", "get", id, made["document"], "-o", out, *door)
            self.assertEqual((done.returncode, out.read_bytes()), (0, PDF), done.stderr)
            done = run(command, "document", "remove", id, made["document"], "--reason", "误传",
                       "--as", "force", *door)
            self.assertEqual(done.returncode, 0, done.stderr)
            done = run(command, "document", "get", id, made["document"], "-o", self.path / "no", *door)
            self.assertEqual(done.returncode, 1)
            self.assertIn("document.not_found", done.stderr)
        done = run("case", "document", "add", case_id, self.path / "none.pdf", "--kind", "consent",
                   "--as", "force", *door)
        self.assertNotEqual(done.returncode, 0)

    def restart(self):
        Documents.server = Server(self.data, "--clock", "simulated")
        type(self).sign_in()
        self.walk.server = self.server

    def test_killed_in_the_middle_nothing_is_half(self):
        case = self.case("断电农场")
        kept = self.added("force", case)
        largest = b"%PDF-" + b"k" * (10 * 1024 * 1024 - 5)
        outcomes = []

        def send():
            try:
                outcomes.append(self.add("force", case, largest, "大.pdf", key="cut-off").status)
            except (OSError, http.client.HTTPException):
                outcomes.append(None)
        sender = threading.Thread(target=send)
        sender.start()
        while self.uploads()[0] == 0 and sender.is_alive():
            pass
        self.server.kill()
        sender.join()
        self.restart()
        self.assertEqual(self.uploads(), (0, 0), "what was cut off is swept at the start")
        there = [one["document"] for one in self.listed("force", case)]
        self.assertEqual(there[:1], [kept["document"]])
        self.assertEqual(len(there), 2 if outcomes == [201] else 1)
        again = self.add("force", case, largest, "大.pdf", key="cut-off")
        self.assertIn(again.status, (200, 201), again.text)
        self.assertEqual(len(self.listed("force", case)), 2)
        self.verified()

    def test_a_backup_holds_them_and_removal_leaves_nothing_in_the_file(self):
        case = self.case("备份农场")
        secret = "身份证号四一一五零二——只此一处".encode() * 9000
        made = self.added("force", case, secret, "隐私.txt", "other")
        kept = self.added("force", case)
        backup = self.path / "backup"
        done = run("backup", backup, "--server", self.server.url, "--api-key", self.server.key)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(self.remove("force", case, made["document"]).status, 200)
        self.assertEqual(self.server.stop(), 0)
        self.assertNotIn(secret[:120], (self.data / "qianqiao.db").read_bytes())
        restored = self.path / "restored"
        done = run("restore", backup, "--data", restored)
        self.assertEqual(done.returncode, 0, done.stderr)
        case_id = case.split("/")[1]
        for data, document, content in ((restored, made, secret), (restored, kept, PDF),
                                        (self.data, kept, PDF)):
            out = self.path / f"got-{Documents.keys}"
            Documents.keys += 1
            done = run("case", "document", "get", case_id, document["document"], "-o", out,
                       "--data", data)
            self.assertEqual((done.returncode, out.read_bytes()), (0, content), done.stderr)
        done = run("case", "document", "add", case_id, self.path / f"got-{Documents.keys - 1}",
                   "--name", "又一份.pdf", "--kind", "other", "--as", "force", "--data", restored)
        self.assertEqual(done.returncode, 0, done.stderr)
        done = run("verify", "--data", restored)
        self.assertEqual(done.returncode, 0, done.stdout)
        self.damaged(restored)
        self.restart()

    def damaged(self, data):
        connection = sqlite3.connect(data / "qianqiao.db")
        connection.execute("DELETE FROM document_part WHERE number = 1")
        connection.commit()
        connection.close()
        done = run("verify", "--json", "--data", data)
        self.assertEqual(done.returncode, 1)
        self.assertIn("document.content_missing", done.stdout)


if __name__ == "__main__":
    unittest.main()
