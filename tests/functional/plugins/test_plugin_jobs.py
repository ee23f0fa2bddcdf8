#!/usr/bin/python3
"""A county's plugin at work in the real server, on a simulated clock: installed from a ZIP file,
switched on by the county's overlay, called as a job; and every way in which that may go wrong. What
goes wrong with a plugin touches no statutory clock, and ends with a person."""
import json
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "server"))

from plugin_county import BROKEN, OTHER, PEOPLE, SLOW, PluginCounty, files, zipped  # noqa: E402
from qianqiao_server import run  # noqa: E402
from test_accounts import SignedIn  # noqa: E402
from whole_county import COUNTY, OPINION  # noqa: E402


class PluginJobs(PluginCounty):
    # ---- It works

    def test_a_case_stops_at_the_step_until_the_plugin_passes_it(self):
        case = self.case_in_review()
        self.advance("0m")
        refused = self.on(case, "preliminary", "ReviewApproved", OPINION)
        self.assertEqual(refused.status, 422, refused.text)
        self.assertEqual([i["kind"] for i in self.incidents()], ["plugin.unavailable"],
                         "nothing is installed yet")
        plugin = self.install()
        self.assertTrue(plugin["enabled"])
        self.advance("1m")
        (job,) = self.jobs()
        self.assertEqual((job["state"], job["attempts"], job["version"]), ("done", 2, "1.0.0"), job)
        self.assertEqual(self.incidents(), [], "what mended itself waits for nobody")
        (row,) = self.completions(case)
        self.assertEqual((row["plugin_digest"], row["actor"]), (plugin["digest"], "system"))
        self.assertEqual(row["data"], {"step": "tax-check", "outcome": "passed", "remark": "无问题"})
        self.must_on(case, "preliminary", "ReviewApproved", OPINION)
        lines = self.people["admin"].must("GET", "plugins/checker/logs")["items"]
        self.assertIn("looked at 插件试验0号农场", [line["text"] for line in lines])

    def test_a_trial_on_a_copy_keeps_nothing(self):
        case = self.case_in_review()
        self.assertEqual(self.upload("admin", zipped(files())).status, 201)
        self.people["admin"].must("POST", "plugins/checker/check")
        trial = self.people["admin"].must("POST", "plugins/checker/test")
        self.assertTrue(trial["passed"], trial)
        tried = self.people["admin"].must("POST", "plugins/checker/test", {"case": case})
        self.assertIn(tried["sandbox"], ("namespaces", "user-namespaces", "landlock-seccomp",
                                         "seccomp-uid"))
        self.assertEqual(tried["sandbox"], trial["sandbox"])
        rehearsal = tried["rehearsal"]
        self.assertEqual(rehearsal["before"]["open_steps"], ["tax-check"])
        self.assertEqual(rehearsal["after"]["open_steps"], [], rehearsal)
        self.assertEqual(self.completions(case), [])
        foreign = self.people["admin"].ask("POST", "plugins/checker/test", {"case": "411503C1"})
        self.assertEqual(foreign.status, 404)

    # ---- It does not

    def test_a_broken_plugin_ends_in_incident_breaker_and_a_persons_task(self):
        self.install(main=BROKEN)
        case = self.case_in_review()
        self.advance("2h")
        (job,) = self.jobs()
        self.assertEqual((job["state"], job["failure"], job["attempts"]), ("failed", "crash", 5), job)
        for detail in (job["detail"], job["detail_en"]):
            self.assertIn("no such thing", detail)
        self.assertRegex(job["detail"], "[一-龥]")
        self.assertNotRegex(job["detail_en"], "[一-龥]")
        self.assertIn("no such thing", json.dumps(self.people["admin"].must(
            "GET", "plugins/checker/logs"), ensure_ascii=False))
        (incident,) = self.incidents()
        self.assertEqual(incident["kind"], "plugin.crash")
        refused = self.people["office"].ask("POST", f"incidents/{incident['id']}/close",
                                            {"reason": "看过了"})
        self.assertEqual((refused.status, refused.json["code"]), (409, "incident.of_job"),
                         "the job still waits for somebody to decide")
        # Open since the last failure; so long after it, one call would be let through.
        self.assertEqual(self.people["admin"].must("GET", "plugins/checker")["breaker"],
                         "half_open")
        self.assertIn("step:tax-check", self.tasks("force", case))
        doctor = self.server.ask("GET", "/api/v1/doctor").json
        (check,) = [c for c in doctor["checks"] if c["name"] == "plugins"]
        self.assertEqual(check["status"], "warn", check)
        self.must_on(case, "force", "StepCompleted",
                     {"step": "tax-check", "outcome": "passed", "remark": "人工核对"})
        self.must_on(case, "preliminary", "ReviewApproved", OPINION)
        self.assertEqual(self.incidents(), [], "the step was done: nothing waits")

    def test_a_mended_version_takes_over_by_a_replay(self):
        self.install(main=BROKEN)
        case = self.case_in_review()
        self.advance("2h")
        (job,) = self.jobs()
        self.install(version="1.1.0")
        self.people["admin"].must("POST", f"plugins/checker/jobs/{job['id']}/replay")
        self.advance("0m")
        (job,) = self.jobs()
        self.assertEqual((job["state"], job["version"]), ("done", "1.1.0"), job)
        self.assertEqual(self.tasks("force", case), [], "the plugin did it after all")
        self.assertEqual(self.incidents(), [])
        again = self.people["admin"].ask("POST", f"plugins/checker/jobs/{job['id']}/replay")
        self.assertEqual((again.status, again.json["code"]), (409, "plugin.job_over"))

    def test_a_person_skips_a_job_with_a_reason(self):
        case = self.case_in_review()
        self.install(main=BROKEN)
        self.advance("0m")
        (job,) = self.jobs()
        self.assertEqual(job["state"], "waiting")
        path = f"plugins/checker/jobs/{job['id']}/skip"
        self.assertEqual(self.people["admin"].ask("POST", path, {}).status, 400)
        skipped = self.people["admin"].must("POST", path, {"reason": "改由人工办理"})
        self.assertEqual((skipped["state"], skipped["detail"], skipped["detail_en"]),
                         ("skipped", "改由人工办理", "改由人工办理"), "as it was written")
        self.assertIn("step:tax-check", self.tasks("force", case))
        self.assertEqual(self.incidents(), [])

    def test_no_statutory_clock_waits_for_a_plugin(self):
        self.install()
        self.install(name="watcher", main=BROKEN)
        case = self.case_in_review()
        self.advance("0m")
        for who in ("preliminary", "seconded", "leader", "convener"):
            self.must_on(case, who, "ReviewApproved", OPINION)
        self.must_on(case, "force", "BatchPushed", {"batch": "2025-1"})
        (referral,) = self.people["contact-a"].must("GET", "referrals")["items"]
        self.must_on(referral["id"], "contact-a", "MaterialsCompleted", {}, kind="referrals")

        def clock():
            rows = self.people["contact-a"].must(
                "GET", f"referrals/{referral['id']}/deadlines")["items"]
            (row,) = [row for row in rows if row["rule"] == "bank-decision"]
            return row["due"], row["state"], row["anchor"]
        before = clock()
        self.advance("1d")
        (job,) = self.jobs("watcher")
        self.assertEqual(job["state"], "failed", job)
        self.assertEqual(clock(), before)
        self.advance("40d")
        self.assertEqual(clock()[0], before[0])
        overdue = self.people["city"].must("GET", "deadlines?overdue=1")["items"]
        self.assertIn(referral["id"], [row["subject"] for row in overdue])

    def test_killed_while_a_job_runs_it_is_done_once(self):
        self.install(main=SLOW)
        case = self.case_in_review()
        while self.jobs()[0]["state"] == "waiting":
            pass
        self.server.kill()
        self.start()
        self.people = {name: SignedIn(self.server, name) for name in PEOPLE}
        self.advance("1m")
        (job,) = self.jobs()
        self.assertEqual(job["state"], "done", job)
        self.assertEqual(len(self.completions(case)), 1)

    # ---- Installing

    def assert_refused(self, answer, status, code):
        self.assertEqual((answer.status, answer.json["code"]), (status, code), answer.text)
        self.assertEqual(self.people["admin"].must("GET", "plugins")["items"], [])
        left = [str(p) for p in (self.data / "plugins").rglob("*") if p.is_file()]
        self.assertEqual(left, [], "half installed")

    def test_what_cannot_be_installed_is_said_and_leaves_nothing(self):
        good = files()
        bad_manifest = {**good, "plugin.yaml": good["plugin.yaml"].replace("hooks:", "hoks:")}
        wrong_version = files(version="one")
        clash = {**good, "json.py": "x = 1\n"}
        syntax = {**good, "main.py": "def broken(:\n"}
        foreign = files(county=OTHER)
        outside = {**good, "../../escaped.py": "x = 1\n"}
        for content, status, code in (
                (bad_manifest, 422, "definition.missing_field"),
                (wrong_version, 422, "definition.wrong_type"),
                (clash, 422, "plugin.name_clash"), (syntax, 422, "plugin.not_loadable"),
                (foreign, 403, "county.not_yours"), (outside, 422, "plugin.file_name")):
            with self.subTest(code=code):
                self.assert_refused(self.upload("admin", zipped(content)), status, code)
        self.assertFalse((self.data.parent / "escaped.py").exists())
        self.assert_refused(self.upload("admin", zipped(foreign_named()), f"?county={COUNTY}"),
                            422, "plugin.county_mismatch")
        self.assert_refused(self.upload("admin", zipped(good, link="data.txt")), 422, "plugin.link")
        self.assert_refused(self.upload("admin", b"no zip at all"), 422,
                            "plugin.upload_unreadable")
        self.assert_refused(self.upload("admin", zipped({**good, "big.txt": "x" * (2 << 20)})), 422,
                            "plugin.too_large")

    def test_the_same_again_is_nothing_new_and_another_content_is_refused(self):
        self.assertEqual(self.upload("admin", zipped(files())).status, 201)
        self.assertEqual(self.upload("admin", zipped(files())).status, 200)
        other = self.upload("admin", zipped(files(main=BROKEN)))
        self.assertEqual((other.status, other.json["code"]), (409, "plugin.exists"))

    def test_another_countys_plugin_is_not_there_and_the_city_only_looks(self):
        self.install()
        stranger, city = self.people["other-admin"], self.people["city"]
        self.assertEqual(stranger.must("GET", "plugins")["items"], [])
        for method, path, body in (("GET", "plugins/checker", None),
                                   ("GET", "plugins/checker/jobs", None),
                                   ("POST", "plugins/checker/disable", None),
                                   ("POST", "plugins/checker/approve-hosts", {"hosts": []})):
            self.assertEqual(stranger.ask(method, path, body).status, 404, path)
        self.assertEqual(len(city.must("GET", "plugins")["items"]), 1)
        self.assertEqual(city.ask("POST", "plugins/checker/disable").status, 403)
        self.assertEqual(self.people["force"].ask("GET", "plugins").status, 403)

    def test_hosts_are_approved_only_where_the_manifest_names_them(self):
        self.install()
        admin = self.people["admin"]
        hosts = admin.must("POST", "plugins/checker/approve-hosts", {"hosts": ["api.example.com"]})
        self.assertEqual(hosts["hosts"], [{"host": "api.example.com", "approved": True}])
        other = admin.ask("POST", "plugins/checker/approve-hosts", {"hosts": ["evil.example.com"]})
        self.assertEqual((other.status, other.json["code"]), (422, "plugin.host_not_listed"))
        self.assertFalse(admin.must("POST", "plugins/checker/disable")["enabled"])
        again = admin.ask("POST", "plugins/checker/disable")
        self.assertEqual((again.status, again.json["code"]), (409, "plugin.not_in_use"))

    # ---- The command line

    def command(self, *arguments, code=0):
        done = run("plugin", *arguments, "--server", self.server.url, "--api-key", self.server.key,
                   "--json")
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        return json.loads(done.stdout) if code == 0 else done.stderr

    def test_the_command_line_does_the_same(self):
        folder = self.path / "checker"
        folder.mkdir()
        for name, text in files(main=BROKEN).items():
            (folder / name).write_text(text, encoding="utf-8")
        self.assertEqual(self.command("install", folder)["name"], "checker")
        self.assertTrue(self.command("enable", "checker")["enabled"])
        self.case_in_review()
        self.advance("2h")
        (job,) = self.command("jobs", "checker")["items"]
        self.assertEqual(job["state"], "failed")
        self.assertTrue(self.command("logs", "checker")["items"])
        self.assertEqual(self.command("replay", "checker", job["id"])["state"], "waiting")
        self.assertFalse(self.command("disable", "checker")["enabled"])
        self.assertEqual(len(self.command("list")["items"]), 1)
        (folder / "link.txt").symlink_to("/etc/passwd")
        self.assertIn("链接", self.command("install", folder, code=1))


def foreign_named():
    return files(name="foreign", county=OTHER)


if __name__ == "__main__":
    unittest.main()
