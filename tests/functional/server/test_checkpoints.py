"""Checkpoints kept outside the house: what is changed behind them is found, even by who can sign."""

import json
import pathlib
import shutil
import sqlite3
import tempfile
import unittest

import whole_county
from qianqiao_server import Server, run


class CheckpointTest(unittest.TestCase):
    """Three days of a county, exported on the third; each test has a copy of its directory."""

    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.path = pathlib.Path(folder.name)
        cls.original = cls.path / "data"
        cls.original.mkdir()
        server = Server(cls.original, "--clock", "simulated", "--at", "2025-03-03T09:00")
        door = ("--server", server.url, "--api-key", server.key)
        whole_county.found(cls.path, *door)
        walk = whole_county.Walk(server)
        walk.deciding("第一家庭农场")
        walk.advance("2d")
        walk.opened("第二家庭农场")
        walk.advance("1d")
        cls.exported = cls.path / "exported.json"
        done = run("checkpoint", "export", "-o", cls.exported, *door)
        assert done.returncode == 0, done.stderr
        cls.page = server.ask("GET", "/api/v1/checkpoints?limit=2").json
        cls.by_server = run("verify", "--checkpoints", cls.exported, *door)
        walk.opened("第三家庭农场")
        walk.advance("1d")
        assert server.stop() == 0
        # Another house's key.
        other = Server(cls.path / "other")
        assert other.stop() == 0
        cls.other_key = cls.path / "other" / "signing-key"

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.data = self.folder / "data"
        shutil.copytree(self.original, self.data)

    def found(self, *options):
        """Kinds of differences, each with where."""
        done = run("verify", "--data", self.data, "--json", *options)
        self.assertIn(done.returncode, (0, 1), done.stderr)
        differences = json.loads(done.stdout)["differences"]
        self.assertEqual(done.returncode, 1 if differences else 0)
        for difference in differences:
            self.assertTrue(difference["zh"] and difference["en"])
        return {(difference["kind"], difference["where"]) for difference in differences}

    def against_export(self):
        return self.found("--checkpoints", self.exported)

    def damage(self, script):
        connection = sqlite3.connect(self.data / "qianqiao.db")
        connection.executescript("""PRAGMA foreign_keys=OFF;
            DROP TRIGGER IF EXISTS history_keeps; DROP TRIGGER IF EXISTS history_stays;
            DROP TRIGGER IF EXISTS checkpoint_keeps; DROP TRIGGER IF EXISTS checkpoint_stays;"""
                                 + script)
        connection.close()

    def sign_again(self):
        """Whatever is stored now is signed by a server with the key that lies there."""
        server = Server(self.data, "--clock", "simulated")
        whole_county.Walk(server).advance("1d")
        self.assertEqual(server.stop(), 0)

    def stored(self):
        connection = sqlite3.connect(f"file:{self.data}/qianqiao.db?mode=ro", uri=True)
        days = [day for (day,) in connection.execute("SELECT day FROM checkpoint ORDER BY day")]
        connection.close()
        return days


class Exporting(CheckpointTest):
    def test_the_file_says_key_days_and_roots(self):
        file = json.loads(self.exported.read_text())
        self.assertEqual((file["format"], file["key_source"]),
                         ("qianqiao-checkpoints", "signing-key"))
        self.assertRegex(file["public_key"], "^[0-9a-f]{64}$")
        days = [row["day"] for row in file["checkpoints"]]
        self.assertEqual(days, sorted(days))
        self.assertGreaterEqual(len(days), 3)
        for row in file["checkpoints"]:
            self.assertEqual(set(row), {"day", "root", "heads", "history_rows", "signature",
                                        "public_key"})
            self.assertEqual(row["public_key"], file["public_key"])
        counts = [row["history_rows"] for row in file["checkpoints"]]
        self.assertEqual(counts, sorted(counts))
        self.assertGreater(counts[-1], counts[0])

    def test_lists_are_cut_into_pages(self):
        self.assertEqual(len(self.page["items"]), 2)
        self.assertEqual(self.page["next_cursor"], self.page["items"][1]["day"])

    def test_an_earlier_file_is_not_written_over(self):
        before = self.exported.read_bytes()
        done = run("checkpoint", "export", "-o", self.exported, "--data", self.data)
        self.assertEqual(done.returncode, 1)
        self.assertIn("cli.file_exists", done.stderr)
        self.assertEqual(self.exported.read_bytes(), before)

    def test_without_a_file_it_is_printed(self):
        done = run("checkpoint", "export", "--data", self.data)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual([row["day"] for row in json.loads(done.stdout)["checkpoints"]],
                         self.stored())

    def test_a_key_that_is_kept_elsewhere(self):
        elsewhere = self.folder / "key"
        (self.data / "signing-key").rename(elsewhere)
        settings = self.folder / "settings.json"
        settings.write_text(json.dumps({"signing_key_file": str(elsewhere)}))
        done = run("checkpoint", "export", "--data", self.data, "--config", settings)
        self.assertEqual(json.loads(done.stdout)["key_source"], "signing-key")
        done = run("checkpoint", "export", "--data", self.data)
        self.assertEqual(json.loads(done.stdout)["key_source"], "checkpoints")
        self.assertIn("signing key", done.stderr)
        self.assertFalse((self.data / "signing-key").exists(), "reading made a new key")


class Verifying(CheckpointTest):
    def test_nothing_is_found_where_nothing_was_changed(self):
        self.assertEqual(self.by_server.returncode, 0,
                         self.by_server.stdout + self.by_server.stderr)
        self.assertEqual(self.found(), set())
        self.assertEqual(self.against_export(), set())
        self.sign_again()
        self.assertEqual(self.against_export(), set())

    def test_another_key(self):
        days = self.stored()
        shutil.copy(self.other_key, self.data / "signing-key")
        self.assertEqual(self.found(), {("checkpoint.key_foreign", day) for day in days})
        # With the file it is known by which key they were signed, and that they stand.
        self.assertEqual(self.against_export(), set())
        # A key that was replaced in earnest signs what comes after the export, and nothing before.
        self.sign_again()
        self.assertEqual(self.against_export(), set())
        (self.data / "signing-key").unlink()
        self.assertEqual(self.against_export(),
                         {("checkpoint.key_foreign", day) for day in self.stored()[len(days):]})

    def test_the_configured_key_counts(self):
        elsewhere = self.folder / "key"
        shutil.copy(self.other_key, elsewhere)
        settings = self.folder / "settings.json"
        settings.write_text(json.dumps({"signing_key_file": str(elsewhere)}))
        self.assertEqual({kind for kind, _ in self.found("--config", settings)},
                         {"checkpoint.key_foreign"})

    def test_signed_anew_with_another_key(self):
        shutil.copy(self.other_key, self.data / "signing-key")
        self.damage("DELETE FROM checkpoint;")
        self.sign_again()
        self.assertEqual(self.found(), set(), "rows, key and history are of one piece")
        self.assertEqual({kind for kind, _ in self.against_export()}, {"checkpoint.missing"})

    def test_cut_off_and_signed_anew_with_the_same_key(self):
        """The second farm's case never was: no row, no task, no message of it is left."""
        case = "411502C000002"
        self.damage(f"""DELETE FROM history WHERE subject = '{case}';
            DELETE FROM task WHERE subject = '{case}'; DELETE FROM list_entry WHERE subject = '{case}';
            DELETE FROM deadline WHERE subject = '{case}'; DELETE FROM subject WHERE id = '{case}';
            DELETE FROM checkpoint;""")
        self.sign_again()
        self.assertEqual(self.found(), set(), "the key itself signed it")
        kinds = {kind for kind, _ in self.against_export()}
        self.assertIn("checkpoint.missing", kinds)
        self.assertIn("checkpoint.root_wrong", kinds)

    def test_a_day_taken_out_or_put_right(self):
        days = self.stored()
        self.damage(f"DELETE FROM checkpoint WHERE day = '{days[1]}';")
        self.assertEqual(self.found(), set())
        self.assertEqual(self.against_export(), {("checkpoint.missing", days[1])})
        self.damage(f"UPDATE checkpoint SET heads = heads + 1 WHERE day = '{days[0]}';")
        self.assertEqual(self.against_export(), {("checkpoint.missing", days[1]),
                                                 ("checkpoint.changed", days[0]),
                                                 ("checkpoint.signature_wrong", days[0])})

    def test_the_file_itself_changed(self):
        file = json.loads(self.exported.read_text())
        file["checkpoints"][1]["history_rows"] += 1
        changed = self.folder / "changed.json"
        changed.write_text(json.dumps(file))
        day = file["checkpoints"][1]["day"]
        self.assertLessEqual({("checkpoint.export_wrong", day), ("checkpoint.changed", day)},
                             self.found("--checkpoints", changed))

    def test_no_file_of_that_kind(self):
        wrong = self.folder / "wrong.json"
        for text in ("", "{}", "[]", "not json", '{"public_key": "00", "checkpoints": []}',
                     json.dumps({"public_key": "0" * 64, "checkpoints": [{"day": "x"}]})):
            wrong.write_text(text)
            done = run("verify", "--data", self.data, "--checkpoints", wrong)
            self.assertEqual(done.returncode, 1, text)
            self.assertRegex(done.stderr,
                             "checkpoints.malformed|json.malformed|cli.file_unreadable")
        done = run("verify", "--data", self.data, "--checkpoints", self.folder / "none")
        self.assertEqual(done.returncode, 1)
        self.assertIn("cli.file_unreadable", done.stderr)

    def test_when_it_was_closed_is_held_against_history(self):
        self.damage("UPDATE subject SET closed_ms = 1 WHERE id = '411502C000001';")
        self.assertEqual({kind for kind, _ in self.found()}, {"closed.wrong"})


if __name__ == "__main__":
    unittest.main()
