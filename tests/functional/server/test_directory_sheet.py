#!/usr/bin/python3
"""The rows of a workbook or CSV file, for who imports organisations and people from it."""
import io
import pathlib
import tempfile
import unittest

import openpyxl

import whole_county
from qianqiao_server import Server
from test_accounts import PASSWORD, SignedIn

ROWS = [["编号", "上级", "类别", "名称"], ["soil", "411502", "部门", "浉河区自然资源局"]]


class DirectorySheet(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        path = pathlib.Path(folder.name)
        self.server = Server(path / "data", "--clock", "simulated", "--at", "2025-03-12T10:00")
        self.addCleanup(lambda: self.assertEqual(self.server.stop(), 0))
        whole_county.found(path, "--server", self.server.url, "--api-key", self.server.key)

    def send(self, content, kind="application/octet-stream"):
        return self.server.ask("POST", "/api/v1/organisations/sheet", content, {"Content-Type": kind})

    def test_a_workbook_and_a_file_of_windows_say_the_same(self):
        book = openpyxl.Workbook()
        for row in ROWS:
            book.active.append(row)
        workbook = io.BytesIO()
        book.save(workbook)
        csv = "\r\n".join(",".join(row) for row in ROWS)
        for content, kind in ((workbook.getvalue(), "application/octet-stream"),
                              (csv.encode("gb18030"), "text/csv"),
                              (("\ufeff" + csv).encode(), "text/csv")):
            answer = self.send(content, kind)
            self.assertEqual(answer.status, 200, answer.text)
            self.assertEqual([row["cells"] for row in answer.json["rows"]], ROWS)
            self.assertEqual([row["number"] for row in answer.json["rows"]], [1, 2])
        self.assertNotIn("soil", self.server.ask("GET", "/api/v1/organisations").text)

    def test_what_is_no_table_is_refused_and_only_who_imports_may_send_one(self):
        for content in (b"", b"PK\x03\x04 broken"):
            answer = self.send(content)
            self.assertGreaterEqual(answer.status, 400, answer.text)
            self.assertLess(answer.status, 500)
        self.server.ask("POST", "/api/v1/people/force/password", {"password": PASSWORD})
        refused = SignedIn(self.server, "force").ask("POST", "organisations/sheet", b"a,b\n",
                                                     **{"Content-Type": "text/csv"})
        self.assertEqual(refused.status, 403, refused.text)


if __name__ == "__main__":
    unittest.main()
