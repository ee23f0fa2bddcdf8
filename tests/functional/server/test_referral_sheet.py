#!/usr/bin/python3
"""A bank's round trip by workbook: its open referrals out, decisions and reasons back, row by row;
never a row of another bank."""
import http.client
import io
import pathlib
import tempfile
import unittest

import openpyxl

import whole_county
from qianqiao_server import Server, run
from test_accounts import PASSWORD, SignedIn

HEAD = 2  # the title stands above the columns


class ReferralSheet(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        path = pathlib.Path(folder.name)
        self.data = path / "data"
        self.server = Server(self.data, "--clock", "simulated", "--at", "2025-03-12T10:00")
        server = self.server
        self.addCleanup(lambda: server.process.poll() is None and server.stop())
        whole_county.found(path, "--server", self.server.url, "--api-key", self.server.key)
        self.walk = whole_county.Walk(self.server)
        for name in ("contact-a", "contact-b", "head-a", "force"):
            self.server.ask("POST", f"/api/v1/people/{name}/password", {"password": PASSWORD})
        self.bank = SignedIn(self.server, "contact-a")

    def fetch(self, person=None):
        connection = http.client.HTTPConnection(self.server.address, timeout=60)
        connection.request("GET", "/api/v1/referral-sheet", None, (person or self.bank).headers)
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        self.assertEqual(answer.status, 200, content)
        book = openpyxl.load_workbook(io.BytesIO(content))
        columns = {cell.value: cell.column for cell in book.active[HEAD]}
        return book, columns

    def rows(self, book):
        return [row[0].value for row in book.active.iter_rows(min_row=HEAD + 1) if row[0].value]

    def fill(self, book, columns, referral, **cells):
        for row in book.active.iter_rows(min_row=HEAD + 1):
            if row[0].value == referral:
                for title, value in cells.items():
                    book.active.cell(row[0].row, columns[title], value)
                return row[0].row
        raise AssertionError(referral)

    def send(self, book, dry=False, person=None):
        content = io.BytesIO()
        book.save(content)
        person = person or self.bank
        return person.ask("POST", "referral-sheet" + ("?dry_run=1" if dry else ""),
                          content.getvalue(), **{"Content-Type": "application/octet-stream"})

    def state(self, referral):
        return self.server.ask("GET", f"/api/v1/referrals/{referral}").json["state"]

    def test_decisions_go_out_and_come_back(self):
        granted, declined, waiting, odd = (self.walk.deciding(name) for name in
                                           ("授信茶厂", "未授信茶厂", "等待茶厂", "填错茶厂"))
        fresh = self.walk.referral(self.walk.pushed("新推送茶厂"))
        self.walk.deciding("他行茶厂", "bank-b", "contact-b")
        book, columns = self.fetch()
        self.assertEqual(sorted(self.rows(book)), sorted([granted, declined, waiting, odd, fresh]))
        line = next(row for row in book.active.iter_rows(min_row=HEAD + 1, values_only=True)
                    if row[0] == granted)
        self.assertEqual((line[columns["企业名称"] - 1], line[columns["决定期限"] - 1],
                          line[columns["申请金额（万元）"] - 1]), ("授信茶厂", "2025-04-11", "50"))

        self.fill(book, columns, granted, 结果="授信", **{
            "授信金额（万元）": "45.5", "年利率（%）": "3.85", "期限（月）": 12, "担保方式": "抵押",
            "首贷": "是"})
        self.fill(book, columns, declined, 结果="不授信", 不授信原因="不符合信贷条件", 说明="流水不足")
        self.fill(book, columns, fresh, 结果="材料收齐")
        wrong = self.fill(book, columns, odd, 结果="授信", **{
            "授信金额（万元）": "四十", "年利率（%）": "3.855", "期限（月）": 12, "担保方式": "口头"})
        preview = self.send(book, dry=True)
        self.assertEqual(preview.status, 200, preview.text)
        self.assertEqual((preview.json["dry_run"], preview.json["accepted"]), (True, 4))
        self.assertEqual(self.state(granted), "Deciding")
        done = self.send(book).json
        self.assertEqual(done["accepted"], 4)
        self.assertEqual([(one["row"], one["column"], one["code"]) for one in done["problems"]],
                         [(wrong, "担保方式", "sheet.guarantee_unknown"),
                          (wrong, "授信金额（万元）", "sheet.not_a_number"),
                          (wrong, "年利率（%）", "sheet.not_a_number")])
        self.assertEqual([self.state(one) for one in (granted, declined, fresh, waiting, odd)],
                         ["Granted", "FeedbackGiven", "Deciding", "Deciding", "Deciding"])
        rows = self.server.ask("GET", f"/api/v1/referrals/{granted}/events").json["items"]
        self.assertEqual((rows[-1]["data"]["amount_fen"], rows[-1]["data"]["annual_rate_bps"],
                          rows[-1]["actor"]), (45_500_000, 385, "contact-a"))
        again = self.send(book).json  # the same sheet again does nothing twice
        self.assertEqual(again["accepted"], 4)
        book, _ = self.fetch()
        self.assertEqual(sorted(self.rows(book)), sorted([waiting, odd, fresh]))
        self.assertEqual(self.server.stop(), 0)
        verified = run("verify", "--data", self.data)
        self.assertEqual(verified.returncode, 0, verified.stdout + verified.stderr)

    def test_another_banks_referral_is_no_referral(self):
        theirs = self.walk.deciding("他行茶厂", "bank-b", "contact-b")
        self.walk.deciding("本行茶厂")
        book, columns = self.fetch()
        book.active.cell(HEAD + 1, columns["推送编号"], theirs)
        book.active.cell(HEAD + 1, columns["结果"], "不授信")
        book.active.cell(HEAD + 2, columns["推送编号"], "411502Rnobody99")
        book.active.cell(HEAD + 2, columns["结果"], "不授信")
        done = self.send(book).json
        self.assertEqual(done["accepted"], 0)
        self.assertEqual([one["code"] for one in done["problems"]], ["subject.not_found"] * 2)
        first, second = ({**one, "row": 0, "zh": one["zh"].replace(name, ""),
                          "en": one["en"].replace(name, "")}
                         for one, name in zip(done["problems"], (theirs, "411502Rnobody99")))
        self.assertEqual(first, second)
        self.assertEqual(self.state(theirs), "Deciding")

    def test_what_is_no_such_sheet_and_who_may_not(self):
        book = openpyxl.Workbook()
        book.active.append(["企业", "结果"])
        self.assertEqual(self.send(book).json["code"], "sheet.no_heading")
        bad = self.bank.ask("POST", "referral-sheet", b"PK\x03\x04nothing",
                            **{"Content-Type": "application/octet-stream"})
        self.assertEqual(bad.status, 422, bad.text)
        self.assertIn(SignedIn(self.server, "force").ask("GET", "referral-sheet").status, (403, 404))
        head = SignedIn(self.server, "head-a")
        self.assertEqual(self.rows(self.fetch(head)[0]), [])
        self.assertEqual(self.send(book, person=head).status, 403)


if __name__ == "__main__":
    unittest.main()
