#!/usr/bin/python3
"""Small changes of an installed plugin: its files are read, a few lines changed, and that becomes a
version of its own, through the checks of an upload. The version that was read stays as it is, and
what is refused leaves nothing behind."""
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

from plugin_county import CASES, COUNTY, GOOD, OTHER, PluginCounty, files, zipped  # noqa: E402

NEW = GOOD.replace("无问题", "已复核")
COMMENTED = """\
# 本县区的试验
name: checker
version: '1.0.0'   # 每次修改加一
county: '{county}'
title: {{zh: 试验, en: trial}}
hooks:
  - {{kind: step, name: check, at: Review.Preliminary}}
permissions:
  fields: [case.id, case.state, enterprise.name]
limits: {{wall_ms: 20000}}
"""
BINARY = b"\x89PNG\r\n\x00\xff"


def of(path, text):
    return {"path": path, "text": text}


class PluginEdit(PluginCounty):
    def installed(self, **changes):
        content = {**files(), "plugin.yaml": COMMENTED.format(county=COUNTY), **changes}
        done = self.upload("admin", zipped(content))
        self.assertEqual(done.status, 201, done.text)
        return done.json

    def read(self, version="1.0.0"):
        return self.people["admin"].must("GET", f"plugins/checker/files?version={version}")

    def texts(self, version="1.0.0"):
        return {file["path"]: file["text"] for file in self.read(version)["files"]}

    def edit(self, *changes, who="admin", version="1.0.1", digest=None, base="1.0.0", more=""):
        body = {"version": version, "digest": digest or self.read(base)["digest"],
                "files": list(changes)}
        return self.people[who].ask("POST", f"plugins/checker/edit?version={base}{more}", body)

    def left(self):
        home = self.data / "plugins"
        return sorted(str(path.relative_to(home)) for path in home.rglob("*")
                      if path.is_dir() and path.name[0] in ".0123456789")

    def test_changed_lines_become_a_version_that_is_checked_enabled_and_called(self):
        old = self.installed(**{"data/seal.png": BINARY, "README.md": "说明\n"})
        self.assertEqual(self.texts(), {
            "plugin.yaml": COMMENTED.format(county=COUNTY), "main.py": GOOD, "cases.yaml": CASES,
            "README.md": "说明\n", "data/seal.png": None})
        self.assertEqual(self.read()["digest"], old["digest"])
        done = self.edit(of("main.py", NEW), of("notes/history.txt", "改了答复"),
                         of("README.md", None))
        self.assertEqual((done.status, done.json["version"], done.json["enabled"]),
                         (201, "1.0.1", False), done.text)
        self.assertEqual(self.texts("1.0.1"), {
            "plugin.yaml": COMMENTED.format(county=COUNTY).replace("1.0.0", "1.0.1"),
            "main.py": NEW, "cases.yaml": CASES, "notes/history.txt": "改了答复",
            "data/seal.png": None}, "all but what was changed is as it was, comments too")
        place = self.data / "plugins" / COUNTY / "checker"
        self.assertEqual((place / "1.0.1/data/seal.png").read_bytes(), BINARY)
        self.assertEqual(self.read()["digest"], old["digest"], "the old version is untouched")
        self.assertEqual(self.texts()["main.py"], GOOD)
        check = self.people["admin"].must("POST", "plugins/checker/check?version=1.0.1")
        self.assertEqual((check["problems"], check["digest"]), ([], done.json["digest"]))
        self.people["admin"].must("POST", "plugins/checker/enable?version=1.0.1")
        case = self.case_in_review()
        self.advance("1m")
        (row,) = self.completions(case)
        self.assertEqual(row["data"]["remark"], "已复核")
        self.assertEqual(row["plugin_digest"], done.json["digest"])
        rows = self.server.ask("GET", "/api/v1/audit?limit=1000").json["items"]
        audit = [row["detail"] for row in rows if row["action"] == "plugin.installed"]
        self.assertIn({"county": COUNTY, "version": "1.0.1", "digest": done.json["digest"],
                       "from": "1.0.0"}, audit)

    def test_the_same_again_is_there_already_another_content_is_refused(self):
        self.installed()
        first = self.edit(of("main.py", NEW))
        again = self.edit(of("main.py", NEW))
        self.assertEqual((first.status, again.status), (201, 200), again.text)
        self.assertEqual(again.json["digest"], first.json["digest"])
        self.assertEqual(self.edit(version="1.0.0").status, 200, "nothing was changed at all")
        for version in ("1.0.0", "1.0.1"):
            self.refused(409, "plugin.exists", of("main.py", GOOD + "# x\n"), version=version)
        self.assertEqual(self.left(), [f"{COUNTY}", f"{COUNTY}/checker/1.0.0",
                                       f"{COUNTY}/checker/1.0.1"])

    def refused(self, status, code, *changes, **more):
        done = self.edit(*changes, **more)
        self.assertEqual((done.status, done.json["code"]), (status, code),
                         f"{changes} {more} {done.text}")
        return done

    def test_what_is_refused_leaves_nothing_behind(self):
        self.installed(**{"seal.png": BINARY})
        before = self.left()
        for path in ("../x", "/etc/x.py", "a/../../x", ".hidden", "x -> y", "a//b", "x\ny", "链接"):
            self.refused(422, "plugin.file_name", of(path, "x"))
        self.refused(422, "plugin.file_kind", of("x.so", "x"))
        self.refused(422, "plugin.not_text", of("seal.png", "x"))
        self.refused(422, "plugin.not_text", of("x.txt", "a\0b"))
        self.refused(422, "plugin.file_unknown", of("x.txt", None))
        self.refused(422, "plugin.file_missing", of("main.py", None))
        self.refused(422, "plugin.name_clash", of("main.py", NEW), of("main.py", GOOD))
        self.refused(422, "plugin.name_clash", of("main.py/x.txt", "x"))
        self.refused(422, "plugin.name_clash", of("json.py", "x = 1\n"))
        self.refused(422, "plugin.too_large", of("x.txt", "x" * (1 << 20) + "x"))
        self.refused(422, "plugin.too_large", of("a/b/c/d/e/f/x.txt", "x"))
        self.refused(422, "plugin.too_large", *(of(f"x{n}.txt", "x") for n in range(200)))
        self.refused(422, "plugin.too_large", *(of(f"x{n}.txt", "x" * 900_000) for n in range(5)))
        broken = self.refused(422, "plugin.not_loadable", of("main.py", NEW + "def broken(:\n"))
        self.assertIn("main.py", broken.text)
        self.refused(422, "plugin.hooks_differ", of("main.py", NEW.replace('"check"', '"other"')))
        for version in ("1.0", "1.0.1-a", "../../x", "1.0.1\nhosts: []", "01.0.0"):
            self.refused(422, "plugin.version_invalid", version=version)
        self.refused(409, "plugin.edit_stale", of("main.py", NEW), digest="0" * 64)
        self.assertEqual(self.left(), before)
        self.assertEqual(len(self.people["admin"].must("GET", "plugins")["items"]), 1)

    def test_a_changed_manifest_is_taken_as_it_is_and_must_agree(self):
        self.installed()
        manifest = COMMENTED.format(county=COUNTY).replace("试验, en", "复核, en")
        self.refused(422, "plugin.version_differs", of("plugin.yaml", manifest))
        next_one = manifest.replace("1.0.0", "1.0.1")
        self.refused(422, "plugin.renamed",
                     of("plugin.yaml", next_one.replace("name: checker", "name: other")))
        self.refused(422, "plugin.county_mismatch",
                     of("plugin.yaml", next_one.replace(COUNTY, OTHER)))
        wrong = self.edit(of("plugin.yaml", next_one + "nonsense: 1\n"))
        self.assertEqual(wrong.status, 422, wrong.text)
        self.assertIn("plugin.yaml", wrong.text)
        done = self.edit(of("plugin.yaml", next_one))
        self.assertEqual((done.status, done.json["title"]["zh"]), (201, "复核"), done.text)
        self.assertEqual(self.texts("1.0.1")["plugin.yaml"], next_one)

    def test_only_the_countys_own_administrator_reads_and_edits(self):
        digest = self.installed()["digest"]
        for who, status in (("other-admin", 404), ("city", 403), ("force", 403)):
            for more in ("", f"&county={COUNTY}"):
                read = self.people[who].ask("GET", f"plugins/checker/files?version=1.0.0{more}")
                done = self.edit(of("main.py", NEW), who=who, digest=digest, more=more)
                self.assertEqual((read.status, done.status), (status, status), who + done.text)

    def test_a_plugin_for_any_county_stays_in_the_one_it_is_installed_in(self):
        done = self.upload("admin", zipped(files(county="*")), f"?county={COUNTY}")
        self.assertEqual(done.status, 201, done.text)
        done = self.edit(of("main.py", NEW))
        self.assertEqual((done.status, done.json["county"]), (201, COUNTY), done.text)

    def test_a_folder_that_was_tampered_with_is_no_beginning(self):
        digest = self.installed()["digest"]
        (self.data / "plugins" / COUNTY / "checker/1.0.0/main.py").write_text(NEW, encoding="utf-8")
        read = self.people["admin"].ask("GET", "plugins/checker/files?version=1.0.0")
        self.assertEqual((read.status, read.json["code"]), (409, "plugin.changed"), read.text)
        self.refused(409, "plugin.changed", of("cases.yaml", CASES), digest=digest)

    def test_an_edit_that_makes_no_sense_is_refused(self):
        digest = self.installed()["digest"]
        for body, code in (
                ({"version": "1.0.1", "files": []}, "http.missing_field"),
                ({"version": "1.0.1", "digest": digest}, "http.missing_field"),
                ({"version": "1.0.1", "digest": digest, "files": [1]}, "http.not_an_object"),
                ({"version": "1.0.1", "digest": digest, "files": [{"path": "x"}]},
                 "http.missing_field"),
                ({"version": "1.0.1", "digest": digest, "files": [{"text": "x"}]},
                 "http.missing_field"),
                ({"version": "1.0.1", "digest": digest, "files": [of("x", 1)]},
                 "http.wrong_type"),
                ({"version": "1.0.1", "digest": digest, "files": [{**of("x", ""), "y": 1}]},
                 "http.unknown_field")):
            done = self.people["admin"].ask("POST", "plugins/checker/edit?version=1.0.0", body)
            self.assertEqual((done.status, done.json["code"]), (400, code), f"{body} {done.text}")


if __name__ == "__main__":
    unittest.main()
