#!/usr/bin/python3
"""The shipped notifiers deliver a county's notices: from the real server, through its own sending, to
a receiver that checks what each gateway documents. What fails is tried again, as with mail."""
import base64
import hashlib
import hmac
import json
import pathlib
import sys
import unittest
import urllib.parse

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

from gateway import Gateway  # noqa: E402
from plugin_county import COUNTY, PluginCounty  # noqa: E402

SOURCE = pathlib.Path(__file__).resolve().parents[3]
WECOM, DINGTALK, SMS = "qyapi.weixin.qq.com", "oapi.dingtalk.com", "yun.tim.qq.com"
KEYS = {"robot_key": "robot-key", "access_token": "token", "sign_secret": "SECabc",
        "app_key": "app-key"}


def wecom(query, body):
    if query.get("key") != KEYS["robot_key"]:
        return {"errcode": 93000, "errmsg": "invalid webhook url"}
    fine = body["msgtype"] == "text" and 0 < len(body["text"]["content"].encode()) <= 2048
    return {"errcode": 0 if fine else 40058, "errmsg": "ok"}


def dingtalk(query, body):
    if query.get("access_token") != KEYS["access_token"]:
        return {"errcode": 300001, "errmsg": "token is not exist"}
    secret, timestamp = KEYS["sign_secret"], query["timestamp"]
    signed = hmac.new(secret.encode(), f"{timestamp}\n{secret}".encode(), hashlib.sha256)
    if query["sign"] != base64.b64encode(signed.digest()).decode():
        return {"errcode": 310000, "errmsg": "sign not match"}
    fine = body["msgtype"] == "markdown" and body["markdown"]["title"]
    return {"errcode": 0 if fine else 40035, "errmsg": "ok"}


def sms(query, body):
    text = (f"appkey={KEYS['app_key']}&random={query['random']}&time={body['time']}"
            f"&mobile={body['tel']['mobile']}")
    if body["sig"] != hashlib.sha256(text.encode()).hexdigest():
        return {"result": 1001, "errmsg": "sig error"}
    fine = body["tpl_id"] == 19 and len(body["params"]) == 2 and body["sign"] == "牵桥"
    return {"result": 0 if fine else 1031, "errmsg": "OK", "sid": "1:1", "fee": 1}


def gateways(request):
    url = urllib.parse.urlsplit(request["path"])
    query = dict(urllib.parse.parse_qsl(url.query))
    answer = {WECOM: wecom, DINGTALK: dingtalk, SMS: sms}[request["host"]]
    return 200, answer(query, json.loads(request["body"]))


class Notifiers(PluginCounty):
    details = {"preliminary": {"phone": "13800138000"}, "leader": {"phone": "0376-6366000"}}

    def setUp(self):
        self.gateway = None
        super().setUp()
        self.addCleanup(lambda: self.gateway.close())

    def start(self, *more):
        if self.gateway is None:
            self.gateway = Gateway(self.path, WECOM, DINGTALK, SMS, answer=gateways)
        self.settings = self.gateway.settings()
        super().start(*more)

    def choose(self, plugin, hook, host, secrets, settings=None, **channel):
        """Installed as it ships, approved, its secrets entered, the county's notices sent by it."""
        folder = SOURCE / "plugins/notifiers" / plugin
        self.install(name=plugin, content={
            name: (folder / name).read_text(encoding="utf-8")
            for name in ("plugin.yaml", "main.py", "cases.yaml")})
        admin = self.people["admin"]
        admin.must("POST", f"plugins/{plugin}/approve-hosts", {"hosts": [host]})
        for name in secrets:
            admin.must("PUT", f"plugins/{plugin}/secrets/{name}", {"value": KEYS[name]})
        if settings:
            admin.must("PUT", f"plugins/{plugin}/settings", {"settings": settings})
        channel = {"hook": hook, "by_phone": False, "notices": [], **channel}
        chosen = admin.must("PUT", f"plugins/{plugin}/channels", {"channels": [channel]})
        self.assertEqual(chosen["channels"], [channel])

    def deliveries(self, channel):
        """In the order of their making."""
        items = self.people["office"].must("GET", "deliveries?limit=1000")["items"][::-1]
        return [item for item in items if item["channel"] == channel]

    def overdue_review(self, days=12):
        case = self.case_in_review()
        self.advance(f"{days}d")
        return case

    def bodies(self):
        return [json.loads(request["body"]) for request in self.gateway.requests]

    def test_a_wecom_group_is_told_of_what_the_countys_people_are_told(self):
        self.choose("wecom-robot", "wecom", WECOM, ["robot_key"])
        self.overdue_review()
        rows = self.deliveries("plugin:wecom-robot/wecom")
        self.assertTrue(rows)
        self.assertTrue(all(row["sent"] and not row["delivered"] for row in rows), rows)
        self.assertEqual({row["organisation"] for row in rows}, {COUNTY})
        contents = [body["text"]["content"] for body in self.bodies()]
        self.assertEqual(len(contents), len(rows))
        self.assertIn("插件试验0号农场", contents[0])
        mentioned = [body["text"].get("mentioned_list") for body in self.bodies()]
        self.assertIn(["@all"], mentioned, "somebody is late")
        self.assertIn(None, mentioned, "and before that nobody was")

    def test_a_dingtalk_group_is_told_with_a_signature(self):
        self.choose("dingtalk-robot", "dingtalk", DINGTALK, ["access_token", "sign_secret"],
                    notices=["deadline.overdue"])
        self.overdue_review()
        rows = self.deliveries("plugin:dingtalk-robot/dingtalk")
        self.assertTrue(rows and all(row["sent"] for row in rows), rows)
        self.assertTrue(all(row["notice"].endswith(".overdue") for row in rows), "as was chosen")
        self.assertTrue(all(body["at"]["isAtAll"] for body in self.bodies()))

    def test_a_text_message_goes_to_who_has_a_mobile(self):
        self.choose("sms-gateway", "sms", SMS, ["app_key"], by_phone=True,
                    settings={"sdk_app_id": "1400006666", "template_id": 19, "sign_name": "牵桥"})
        self.overdue_review()
        rows = self.deliveries("plugin:sms-gateway/sms")
        sent = [row for row in rows if row["person"] == "preliminary"]
        self.assertTrue(sent and all(row["sent"] for row in sent), rows)
        self.assertEqual({body["tel"]["mobile"] for body in self.bodies()}, {"13800138000"})
        self.assertEqual({row["person"] for row in rows} - {"preliminary", "leader"}, set())

    def test_what_fails_is_tried_again_and_given_up_where_it_is_hopeless(self):
        self.choose("wecom-robot", "wecom", WECOM, ["robot_key"], notices=["deadline.overdue"])
        self.gateway.answer = lambda request: (502, "Bad Gateway")
        self.case_in_review()
        while not self.deliveries("plugin:wecom-robot/wecom"):
            self.advance("1d")
        self.advance("1d")
        (row, *_) = self.deliveries("plugin:wecom-robot/wecom")
        self.assertIsNone(row["sent"])
        self.assertGreater(row["attempts"], 1)
        self.assertIn("502", row["last_error"])
        self.gateway.answer = gateways
        self.advance("3d")
        self.assertTrue(self.deliveries("plugin:wecom-robot/wecom")[0]["sent"])
        self.people["admin"].must("PUT", "plugins/wecom-robot/secrets/robot_key",
                                  {"value": "withdrawn"})
        self.overdue_review(20)
        last = self.deliveries("plugin:wecom-robot/wecom")[-1]
        self.assertTrue(last["given_up"], last)
        self.assertIn("delivery", [i["kind"] for i in self.incidents()])
        self.people["admin"].must("PUT", "plugins/wecom-robot/secrets/robot_key",
                                  {"value": KEYS["robot_key"]})
        self.people["office"].must("POST", f"deliveries/{last['id']}/retry")
        self.advance("1d")
        again = [row for row in self.deliveries("plugin:wecom-robot/wecom")
                 if row["id"] == last["id"]]
        self.assertTrue(again[0]["sent"])

    def test_nothing_is_sent_by_a_channel_that_is_not_chosen_or_disabled(self):
        self.choose("wecom-robot", "wecom", WECOM, ["robot_key"])
        self.people["admin"].must("POST", "plugins/wecom-robot/disable")
        self.overdue_review()
        self.assertEqual(self.gateway.requests, [])
        refused = self.people["admin"].ask(
            "PUT", "plugins/wecom-robot/channels",
            {"channels": [{"hook": "other", "by_phone": False, "notices": []}]})
        self.assertEqual((refused.status, refused.json["code"]), (404, "plugin.hook_unknown"))


if __name__ == "__main__":
    unittest.main()
