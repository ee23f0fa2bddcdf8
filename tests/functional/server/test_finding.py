"""Finding and explaining: a search by any part of a name, of its pinyin or of a code, lists by
running clocks, and what is said of a case's state, dates and events."""

import json
import pathlib
import tempfile
import unittest
import urllib.parse

import whole_county
from qianqiao_server import Server, run

ROSTER = """企业名称,统一社会信用代码,县区,乡镇（街道）
福州一厂有限公司,91350100M000100Y43,浉河区,老城街道
信阳春茶家庭农场,,浉河区,老城街道
信阳毛尖茶叶家庭农场,,浉河区,
"""


class FindingTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        path = pathlib.Path(cls.folder.name)
        data = path / "data"
        data.mkdir()
        roster = path / "roster.csv"
        roster.write_text(ROSTER, encoding="utf-8")
        cls.server = Server(data, "--clock", "simulated", "--at", "2025-03-03T09:00")
        door = ("--server", cls.server.url, "--api-key", cls.server.key)
        whole_county.found(path, *door)
        done = run("import", "roster", roster, *door, "--json")
        assert json.loads(done.stdout)["imported"] == 3, done.stdout

    @classmethod
    def tearDownClass(cls):
        code = cls.server.stop()
        cls.folder.cleanup()
        assert code == 0, code

    def names(self, resource, **parameters):
        answer = self.server.ask("GET", f"/api/v1/{resource}?" + urllib.parse.urlencode(parameters))
        self.assertEqual(answer.status, 200, answer.text)
        name = "name" if resource == "enterprises" else "enterprise_name"
        return [item[name] for item in answer.json["items"]]

    def post(self, case, event, data):
        answer = self.server.ask("POST", f"/api/v1/cases/{case}/events",
                                 {"event": event, "data": data},
                                 {"If-Match": "*", "Idempotency-Key": f"{case}-{event}",
                                  "X-Qianqiao-Actor": "force"})
        self.assertEqual(answer.status, 200, answer.text)

    def case_of(self, words):
        answer = self.server.ask("GET", "/api/v1/cases?q=" + urllib.parse.quote(words))
        return answer.json["items"][0]["id"]

    def test_any_part_finds(self):
        for resource in ("enterprises", "cases"):
            self.assertEqual(self.names(resource, q="春茶"), ["信阳春茶家庭农场"])
            self.assertEqual(self.names(resource, q="xymj"), ["信阳毛尖茶叶家庭农场"])
            self.assertEqual(self.names(resource, q="m000100y"), ["福州一厂有限公司"])
            self.assertEqual(len(self.names(resource, q="家庭", county="411502")), 2)
            self.assertEqual(self.names(resource, q="家庭", county="411503"), [])
            self.assertEqual(self.names(resource, q="没有这家"), [])

    def test_what_cannot_be_searched_for_is_said(self):
        for words in ("", "（）", '"', "*", "茶" * 40):
            answer = self.server.ask("GET", "/api/v1/cases?q=" + urllib.parse.quote(words))
            self.assertEqual((answer.status, answer.json["code"]), (400, "search.words"), words)
        for words in ('茶" OR name : "信', "春茶) OR (a", "NEAR(春 茶)"):
            self.assertEqual(self.names("enterprises", q=words), [], words)

    def test_a_search_goes_on_page_by_page(self):
        seen, cursor = [], ""
        while True:
            page = self.server.ask(
                "GET", f"/api/v1/cases?limit=1{cursor}&q=" + urllib.parse.quote("信阳")).json
            seen += [item["enterprise_name"] for item in page["items"]]
            if not page["next_cursor"]:
                break
            cursor = "&cursor=" + page["next_cursor"]
        self.assertEqual(seen, ["信阳春茶家庭农场", "信阳毛尖茶叶家庭农场"])

    def test_cases_by_their_clocks(self):
        case = self.case_of("福州")
        self.post(case, "ScreenedIn", {"conditions_met": True})
        clocks = self.server.ask("GET", f"/api/v1/cases/{case}/deadlines").json["items"]
        due = next(clock["due"] for clock in clocks if clock["state"] == "running")
        self.assertEqual(self.names("cases", overdue="1"), [])
        self.assertEqual(self.names("cases", due_before=due), [])
        later = due[:10] + "T23:59:59.500+08:00"
        self.assertEqual(self.names("cases", due_before=later), ["福州一厂有限公司"])
        answer = self.server.ask("GET", "/api/v1/cases?due_before=tomorrow")
        self.assertEqual(answer.status, 400)

    def test_a_case_explains_itself(self):
        case = self.case_of("毛尖")
        told = self.server.ask("GET", f"/api/v1/cases/{case}/explain",
                               headers={"X-Qianqiao-Actor": "force"})
        self.assertEqual(told.status, 200, told.text)
        self.assertEqual(told.json["entered_by"]["event"], "Listed")
        self.assertEqual(told.json["state"], "Roster")
        self.assertTrue(told.json["tasks"])
        of = {item["event"]: item for item in told.json["events"]}
        self.assertTrue(of["ScreenedIn"]["permitted"])
        # The other ways on are others' to take, and it is said why.
        refused = [item for item in told.json["events"] if not item["permitted"]]
        self.assertTrue(refused)
        self.assertTrue(all(item["why_not"]["zh"] and item["why_not"]["en"] for item in refused))
        bare = self.server.ask("GET", f"/api/v1/cases/{case}/explain").json
        self.assertNotIn("permitted", bare["events"][0])


if __name__ == "__main__":
    unittest.main()
