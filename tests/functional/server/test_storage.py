"""Where data lie: copies of a running server, full and locked disks, databases of other versions."""

import contextlib
import http.client
import json
import os
import pathlib
import resource
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import threading
import unittest

import whole_county
from qianqiao_server import BINARY, Server, run

DISK_BYTES = 6 << 20
REMARK = "备注" * 900


class StorageTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = pathlib.Path(folder.name)
        self.path.chmod(0o755)
        self.data = self.path / "data"

    def found(self, data=None):
        data = data or self.data
        data.mkdir(exist_ok=True)
        whole_county.found(self.path, "--data", data)

    def assert_exit(self, code, *arguments, says="", **options):
        done = run(*arguments, **options)
        said = done.stdout + done.stderr
        self.assertEqual(done.returncode, code, f"{arguments}: {said}")
        if code != 0:
            self.assertRegex(done.stderr, "[\u4e00-\u9fff]")
            self.assertRegex(done.stderr, "[a-z]{3} [a-z]{2}")
        self.assertIn(says, said)
        return done

    def assert_clean(self, data):
        self.assert_exit(0, "verify", "--data", data)

    def remarks(self, data):
        """What is stored of each load: the remarks of every event of every case."""
        connection = sqlite3.connect(f"file:{data}/qianqiao.db?mode=ro", uri=True)
        try:
            return {json.loads(row)["remark"].split()[0] for (row,) in connection.execute(
                "SELECT data FROM history WHERE event = 'VisitPlanned'")}
        finally:
            connection.close()


class Load:
    """Posts visits to one case from a few threads until told to stop or until the server does."""

    def __init__(self, server, size=""):
        self.server, self.size = server, size
        self.acknowledged, self.refused, self.stopping = [], [], threading.Event()
        walk = whole_county.Walk(server)
        self.cases = [self.visitable(walk) for _ in range(3)]
        self.threads = [threading.Thread(target=self.work, args=(number, case))
                        for number, case in enumerate(self.cases)]
        for thread in self.threads:
            thread.start()

    @staticmethod
    def visitable(walk):
        case = walk.items("/api/v1/cases?state=Roster")[0]["id"]
        walk.on_case(case, "ScreenedIn", {"conditions_met": True}, "force")
        return case

    def work(self, number, case):
        count = 0
        while not self.stopping.is_set():
            count += 1
            token = f"{number}-{count}"
            try:
                answer = self.server.ask(
                    "POST", f"/api/v1/cases/{case}/events",
                    {"event": "VisitPlanned", "data": {
                        "planned_on": "2026-01-05", "team": whole_county.COUNTY,
                        "channel": "phone", "remark": f"{token} {self.size}"}},
                    {"Idempotency-Key": f"load-{token}", "If-Match": "*",
                     "X-Qianqiao-Actor": "force"})
            except (OSError, http.client.HTTPException):
                return
            if answer.status == 200:
                self.acknowledged.append(token)
            else:
                self.refused.append((answer.status, answer.json["code"]))

    def wait_for(self, count):
        while len(self.acknowledged) < count:
            assert any(thread.is_alive() for thread in self.threads), self.refused
            self.stopping.wait(0.005)

    def finish(self):
        self.stopping.set()
        self.join()

    def join(self):
        for thread in self.threads:
            thread.join(60)


def import_roster(path, data):
    header = "企业名称,统一社会信用代码,所属县区\n"
    rows = "".join(f"走访{number}号家庭农场,,浉河区\n" for number in range(3))
    (path / "roster.csv").write_text(header + rows, encoding="utf-8")
    done = run("import", "roster", path / "roster.csv", "--data", data)
    assert done.returncode == 0, done.stdout + done.stderr


class Copies(StorageTest):
    def test_backups_under_load_hold_all_that_was_acknowledged_before(self):
        self.found()
        import_roster(self.path, self.data)
        server = Server(self.data, "--clock", "simulated", "--at", "2026-01-04T09:00")
        door = ("--server", server.url, "--api-key", server.key)
        load = Load(server)
        try:
            for number in range(4):
                load.wait_for((number + 1) * 60)
                before = set(load.acknowledged)
                out, restored = self.path / f"{number}.backup", self.path / f"restored-{number}"
                self.assert_exit(0, "backup", out, *door)
                self.assert_exit(0, "restore", out, "--data", restored)
                self.assertLessEqual(before, self.remarks(restored))
                self.assert_clean(restored)
        finally:
            load.finish()
            self.assertEqual(server.stop(), 0)
        self.assertEqual(load.refused, [])
        self.assertLessEqual(set(load.acknowledged), self.remarks(self.data))
        self.assert_clean(self.data)
        self.assertEqual(list((self.data / "uploads").glob("backup*")), [], "a copy was left")
        # What was restored is a data directory like any other.
        server = Server(self.path / "restored-3", "--clock", "simulated")
        self.assertEqual(server.ask("GET", "/readyz", key=False).status, 200)
        self.assertEqual(server.stop(), 0)

    def test_restore_replaces_nothing(self):
        self.found()
        out = self.path / "copy.backup"
        self.assert_exit(0, "backup", out, "--data", self.data)
        before = whole_county.everything(self.data)
        self.assert_exit(1, "restore", out, "--data", self.data, says="store.database_exists")
        self.assert_exit(1, "backup", out, "--data", self.data, says="exists")
        self.assertEqual(whole_county.everything(self.data), before)

    def test_what_is_no_backup_is_not_restored(self):
        self.found()
        out = self.path / "copy.backup"
        self.assert_exit(0, "backup", out, "--data", self.data)
        whole = out.read_bytes()
        other = sqlite3.connect(self.path / "other.db")
        other.execute("CREATE TABLE t (a)")
        other.commit()
        other.close()
        damaged = bytearray(whole)
        for at in range(4096, len(damaged) - 200, 4096):
            damaged[at:at + 200] = b"\xA5" * 200
        for name, content in (("empty", b""), ("text", b"hello" * 1000), ("cut", whole[:len(whole) // 2]),
                              ("damaged", bytes(damaged)),
                              ("other", (self.path / "other.db").read_bytes())):
            with self.subTest(name=name):
                file, target = self.path / name, self.path / f"from-{name}"
                file.write_bytes(content)
                done = run("restore", file, "--data", target)
                self.assertIn(done.returncode, (1, 3), done.stderr)
                self.assertRegex(done.stderr, "[\u4e00-\u9fff]")
                self.assertFalse((target / "qianqiao.db").exists())
        self.assert_exit(1, "restore", self.path / "none", "--data", self.path / "from-none",
                         says="cli.file_unreadable")
        self.assertFalse((self.path / "from-none").exists())

    def test_one_owner(self):
        self.found()
        out = self.path / "copy.backup"
        self.assert_exit(0, "backup", out, "--data", self.data)
        server = Server(self.data)
        try:
            for command in (["serve", "--listen", "127.0.0.1:0"], ["verify"], ["case", "list"],
                            ["backup", self.path / "second"], ["user", "disable", "clerk"]):
                with self.subTest(command=command):
                    self.assert_exit(3, *command, "--data", self.data, says="--server")
            self.assert_exit(3, "restore", out, "--data", self.data, says="store.locked")
            self.assertEqual(server.ask("GET", "/readyz", key=False).status, 200)
        finally:
            self.assertEqual(server.stop(), 0)
        self.assert_clean(self.data)


class Versions(StorageTest):
    def test_a_newer_schema_is_left_alone(self):
        self.found()
        older, newer = self.path / "older", self.path / "newer"
        self.assert_exit(0, "backup", older, "--data", self.data)
        shutil.copy(older, newer)
        for file in (self.data / "qianqiao.db", newer):
            self.raise_version(file)
        before = (self.data / "qianqiao.db").read_bytes()
        for command in (["serve", "--listen", "127.0.0.1:0"], ["verify"], ["case", "list"],
                        ["backup", self.path / "out"], ["calendar", "show", "2025"]):
            with self.subTest(command=command):
                self.assert_exit(3, *command, "--data", self.data, says="store.newer_schema")
        self.assert_exit(3, "simulate", "--from", self.data, "--days", 1, says="store.newer_schema")
        self.assertEqual((self.data / "qianqiao.db").read_bytes(), before)
        self.assert_exit(3, "restore", newer, "--data", self.path / "r", says="store.newer_schema")
        self.assertFalse((self.path / "r" / "qianqiao.db").exists())

    def raise_version(self, file):
        connection = sqlite3.connect(file)
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        self.assertGreater(version, 0)
        connection.execute(f"PRAGMA user_version = {version + 1}")
        connection.commit()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()


class Unwritable(StorageTest):
    def as_somebody(self, *arguments):
        """As a user who may not write where root does."""
        prefix = (["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
                  if os.getuid() == 0 else [])
        return subprocess.run([*prefix, BINARY, *map(str, arguments)], capture_output=True,
                              text=True, timeout=60)

    def test_a_directory_or_database_that_may_not_be_written(self):
        self.found()
        for path in (*self.data.rglob("*"), self.data):
            path.chmod(0o555 if path.is_dir() else 0o444)
        before = sorted(path.name for path in self.data.iterdir())
        for command in (["serve", "--listen", "127.0.0.1:0"], ["user", "disable", "clerk"]):
            done = self.as_somebody(*command, "--data", self.data)
            self.assertEqual(done.returncode, 3, done.stdout + done.stderr)
            self.assertRegex(done.stderr, r"[\u4e00-\u9fff].*\[store\.")
        self.assertEqual(sorted(path.name for path in self.data.iterdir()), before)
        closed = self.path / "closed"
        closed.mkdir(mode=0o555)
        done = self.as_somebody("org", "import", self.path / "organisations.csv", "--data",
                                closed / "data")
        self.assertEqual(done.returncode, 3, done.stdout + done.stderr)

    def test_a_backup_that_cannot_be_written(self):
        self.found()
        done = run("backup", self.path / "no" / "such" / "copy", "--data", self.data)
        self.assertIn(done.returncode, (1, 3))
        self.assertRegex(done.stderr, "[\u4e00-\u9fff].*copy")


def file_limit(size):
    """What makes a process feel as on a full disk once one of its files is as large as this."""
    def limit():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # a write fails instead
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    return {"preexec_fn": limit, "restore_signals": False}


@contextlib.contextmanager
def small_disk(folder):
    """A disk of a few megabytes, or for who may not mount one a limit of its files' size.

    Yields what a process needs to feel it, and a function that makes room."""
    folder.mkdir()
    mounted = os.getuid() == 0 and subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={DISK_BYTES}", "tmpfs", folder],
        capture_output=True).returncode == 0
    limited = {}
    if not mounted:
        limited = file_limit(DISK_BYTES // 4)

    def make_room():
        if mounted:
            subprocess.run(["mount", "-o", f"remount,size={DISK_BYTES * 8}", folder], check=True)
        limited.clear()

    try:
        yield limited, make_room
    finally:
        if mounted:
            subprocess.run(["umount", "-l", folder], check=True)


class FullDisk(StorageTest):
    def test_the_server_stops_acknowledging_and_nothing_acknowledged_is_lost(self):
        with small_disk(self.path / "disk") as (limited, make_room):
            data = self.path / "disk" / "data"
            self.found(data)
            import_roster(self.path, data)
            with open(self.path / "log", "w+", encoding="utf-8") as log:
                server = Server(data, "--clock", "simulated", "--at", "2026-01-04T09:00",
                                stderr=log, **limited)
                load = Load(server, REMARK)
                load.join()
                self.assertEqual(server.process.wait(60), 3)
                server.process.stdout.close()
                log.seek(0)
                said = log.read()
            self.assert_said(said)
            self.assertGreater(len(load.acknowledged), 50)
            self.assertLessEqual({status for status, _ in load.refused}, {503, 507})
            self.assertLessEqual(set(load.acknowledged), self.remarks(data))
            self.assert_refused_while_full(data, limited)
            make_room()
            self.assert_clean(data)
            self.assertLessEqual(set(load.acknowledged), self.remarks(data))
            server = Server(data, "--clock", "simulated", **limited)
            answer = server.ask("GET", f"/api/v1/cases/{load.cases[0]}")
            self.assertEqual(answer.status, 200)
            whole_county.Walk(server).opened("有空间之后农场")
            self.assertEqual(server.stop(), 0)
            self.assert_clean(data)

    def assert_said(self, said):
        self.assertIn("store.full", said)
        last_words = [line for line in said.splitlines() if "[store.full]" in line]
        self.assertTrue(last_words, f"no message for people: {said[-2000:]}")
        self.assertRegex(last_words[-1], "[\u4e00-\u9fff]")

    def assert_refused_while_full(self, data, limited):
        """Commands say so too; a copy that does not fit leaves nothing behind."""
        out = data.parent / "copy.backup"
        filler = data.parent / "filler"
        if not limited:  # whatever room was left at the end
            with contextlib.suppress(OSError), open(filler, "wb", buffering=0) as file:
                while file.write(bytes(4096)):
                    pass
        done = subprocess.run([BINARY, "backup", out, "--data", data], capture_output=True,
                              text=True, timeout=60, **(file_limit(4096) if limited else {}))
        self.assertIn(done.returncode, (1, 3), done.stdout + done.stderr)
        self.assertRegex(done.stderr, "[\u4e00-\u9fff]")
        self.assertFalse(out.exists())
        filler.unlink(missing_ok=True)


if __name__ == "__main__":
    unittest.main()
