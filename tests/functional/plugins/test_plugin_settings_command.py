#!/usr/bin/python3
"""`qianqiao plugin show|settings|channels|approve`, over HTTP and on a data directory: how a county
uses a plugin."""
import json
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

from plugin_county import COUNTY, PluginCounty, cases_for, run  # noqa: E402

HOOKS = """\
  - {kind: notifier, name: robot}
  - {kind: notifier, name: gateway}"""
MANIFEST = f"""\
name: sender
version: 1.0.0
county: '{COUNTY}'
title: {{zh: 发送, en: sending}}
hooks:
{HOOKS}
permissions:
  hosts: [api.example.com]
  secrets: [robot_key]
settings: {{days: 3, place: here, code: '7', on: true, list: [a]}}
"""
MAIN = """\
from qianqiao import notifier

@notifier("robot")
def robot(message):
    pass

@notifier("gateway")
def gateway(message):
    pass
"""


class PluginSettingsCommand(PluginCounty):
    def setUp(self):
        super().setUp()
        self.install(name="sender", content={
            "plugin.yaml": MANIFEST, "main.py": MAIN, "cases.yaml": cases_for(HOOKS)})
        self.by_server = ("--server", self.server.url, "--api-key", self.server.key)

    def plugin(self, command, *arguments, door=None, code=0):
        done = run("plugin", command, "sender", *arguments, *(door or self.by_server))
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        return done.stdout if code == 0 else done.stderr

    def kept(self):
        return self.people["admin"].must("GET", "plugins/sender")

    def test_settings_are_shown_and_changed(self):
        self.assertIn("here", self.plugin("settings"))
        shown = self.plugin("settings", "days=5", "place=there", "code=8", "on=false",
                            'list=["a","b"]')
        self.assertIn("there", shown)
        self.assertEqual(self.kept()["settings"], {"days": 5, "place": "there", "code": "8",
                                                   "on": False, "list": ["a", "b"]})
        self.plugin("settings", "days=6")
        self.assertEqual(self.kept()["settings"], {"days": 6, "place": "here", "code": "7",
                                                   "on": True, "list": ["a"]},
                         "what is not given is the manifest's again")
        self.plugin("settings", "--reset")
        self.assertEqual(self.kept()["settings"]["days"], 3)

    def test_settings_that_are_refused(self):
        for given, said in (("days=soon", "days"), ("other=1", "other"), ("days", "days")):
            self.assertIn(said, self.plugin("settings", given, code=1))
        self.plugin("settings", "days=4", "--reset", code=2)
        self.assertEqual(self.kept()["settings"]["days"], 3)

    def test_channels_are_shown_and_chosen(self):
        self.plugin("channels", "robot=task,deadline", "gateway", "--by-phone", "gateway")
        self.assertEqual(self.kept()["channels"], [
            {"hook": "gateway", "by_phone": True, "notices": []},
            {"hook": "robot", "by_phone": False, "notices": ["deadline", "task"]}])
        self.assertIn("deadline, task", self.plugin("channels"))
        self.assertIn("nobody", self.plugin("channels", "nobody", code=1))
        self.plugin("channels", "--none")
        self.assertEqual(self.kept()["channels"], [])
        self.plugin("channels", "--none", "robot", code=2)
        self.plugin("channels", "--by-phone", "robot", code=2)

    def test_all_of_it_is_shown(self):
        self.plugin("approve", "api.example.com")
        shown = self.plugin("show")
        for part in ("sending", "notifier", "robot", "api.example.com", "yes", "robot_key", "here"):
            self.assertIn(part, shown)
        self.assertEqual(json.loads(self.plugin("show", "--json")), self.kept())
        self.plugin("approve")
        self.assertEqual(self.kept()["hosts"], [{"host": "api.example.com", "approved": False}])

    def test_a_data_directory_without_a_server(self):
        self.stop()
        door = ("--data", self.data)
        self.plugin("settings", "days=9", door=door)
        self.plugin("channels", "robot", door=door)
        self.plugin("approve", "api.example.com", door=door)
        self.assertIn("9", self.plugin("show", door=door))
        self.start()
        kept = self.server.ask("GET", f"/api/v1/plugins/sender?county={COUNTY}").json
        self.assertEqual((kept["settings"]["days"], kept["channels"][0]["hook"],
                          kept["hosts"][0]["approved"]), (9, "robot", True))


if __name__ == "__main__":
    unittest.main()
