#!/usr/bin/python3
"""Hostile plugins against the real sandbox, as root and as an ordinary user: none may escape, each
must end in the right kind of failure. Canaries: a secret file, a folder that anybody may write, TCP,
Unix and abstract sockets that listen, a process that may be killed, a server's environment and its
open files. The control runs the same attacks without the box and must see the canaries touched."""
import contextlib
import ctypes
import json
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE / "hostile"))
import answers  # noqa: E402
import appetite  # noqa: E402
import files  # noqa: E402
import network  # noqa: E402
import processes  # noqa: E402
import tricks  # noqa: E402

BIN = pathlib.Path(os.environ.get("QIANQIAO_BIN_DIR", "build/dev/bin")).resolve()
ATTACKS = [attack for module in (files, network, processes, appetite, answers, tricks)
           for attack in module.ATTACKS]
NOBODY = 65534
BEST = "namespaces,user-namespaces,landlock-seccomp,seccomp-uid"
IS_ROOT = os.geteuid() == 0

MANIFEST = """\
name: NAME
version: 1.0.0
county: '411502'
hooks: [{kind: step, name: attack, at: Review.Preliminary}]
permissions:
  fields: [case.id, case.state]
  hosts: [approved.example.com, listed.example.com]
limits: {wall_ms: 1000, memory_mib: 128, message_kib: 64, requests: 3}
"""
HEAD = """\
import os, re, sys, time
from qianqiao import *
{raw}
SECRET, DROP, PORT = {secret!r}, {drop!r}, {port}
UNIX, ABSTRACT, VICTIM = {unix!r}, {abstract!r}, {victim}
TOKEN = "QIANQIAO_" + "LOOT"
def loot_of(result):
    return TOKEN if result >= 0 else str(result)
"""
TAIL = """
@step("attack", stage="Review.Preliminary")
def the_step(case):
    if "answer" in globals():
        return answer(case)
    loot = attack(case)
    return Verdict.passed("" if loot is None else f"LOOT {loot!r}"[:1500])
"""


def can_unshare(*flags, uid=None):
    """What `unshare` may do here; with `uid`, as that user."""
    command = ["unshare", *flags, "true"]
    if uid is not None and IS_ROOT:
        command = as_user(uid) + command
    return subprocess.run(command, capture_output=True).returncode == 0


def as_user(uid):
    return ["setpriv", f"--reuid={uid}", f"--regid={uid}", "--clear-groups"]


def landlock_version():
    return max(0, ctypes.CDLL(None, use_errno=True).syscall(444, None, 0, 1))


class Canaries(contextlib.ExitStack):
    """What an attack that gets out would touch."""

    def __enter__(self):
        super().__enter__()
        self.folder = pathlib.Path(self.enter_context(tempfile.TemporaryDirectory()))
        self.folder.chmod(0o755)
        self.token = "QIANQIAO_SECRET_" + os.urandom(8).hex()
        self.secret = self.folder / "secret.txt"
        self.secret.write_text(self.token)
        self.secret.chmod(0o644)
        self.drop = self.folder / "drop"
        self.drop.mkdir()
        self.drop.chmod(0o777)
        (self.drop / "outside.py").write_text(f"LOOT = {self.token!r}\n")
        self.touched = []
        self.tcp = self.listen(socket.AF_INET, ("127.0.0.1", 0), "tcp")
        self.port = self.tcp.getsockname()[1]
        self.unix = str(self.drop / "unix.sock")
        self.listen(socket.AF_UNIX, self.unix, "unix")
        os.chmod(self.unix, 0o777)
        self.abstract = "qianqiao-" + self.token[-8:]
        self.listen(socket.AF_UNIX, "\0" + self.abstract, "abstract")
        return self

    def listen(self, family, address, name):
        server = self.enter_context(socket.socket(family))
        server.bind(address)
        server.listen()

        def accept():
            with contextlib.suppress(OSError):
                while True:
                    server.accept()[0].close()
                    self.touched.append(name)
        threading.Thread(target=accept, daemon=True).start()
        return server

    def victim(self, uid):
        command = ["sleep", "600"]
        process = subprocess.Popen(as_user(uid) + command if uid and IS_ROOT else command,
                                   env={"PATH": os.environ["PATH"], "TOKEN": self.token})
        self.callback(process.wait)
        self.callback(process.kill)
        return process

    def left_behind(self):
        known = {"outside.py", "unix.sock", "__pycache__"}
        return sorted({entry.name for entry in self.drop.iterdir()} - known)


class Run:
    """All attacks given, in one stand-in for a server."""

    def __init__(self, attacks, *, host=None, uid=None, rungs=BEST):
        self.attacks, self.uid, self.rungs, self.host = attacks, uid, rungs, host
        self.results, self.escapes, self.last = {}, [], {}
        with Canaries() as canaries:
            self.run(canaries)

    def install(self, canaries):
        """Program and SDK where any user can read them."""
        place = canaries.folder / "install"
        place.mkdir()
        for name in ("plugin_probe", "qianqiao-plugin-host", "raw-plugin-host",
                     "unboxed-plugin-host"):
            shutil.copy(BIN / name, place / name)
        shutil.copytree(BIN.parent / "lib/qianqiao-sdk", place / "sdk")
        subprocess.run(["chmod", "-R", "a+rX", str(place)], check=True)
        return place

    def write(self, canaries, attack, victim):
        folder = canaries.folder / "plugins" / attack.name
        folder.mkdir(parents=True)
        head = HEAD.format(raw="import _raw" if attack.raw else "", secret=str(canaries.secret),
                           drop=str(canaries.drop), port=canaries.port, unix=canaries.unix,
                           abstract=canaries.abstract, victim=victim.pid)
        (folder / "plugin.yaml").write_text(MANIFEST.replace("NAME", attack.name))
        (folder / "main.py").write_text(head + attack.code + TAIL)
        subprocess.run(["chmod", "-R", "a+rX", str(canaries.folder / "plugins")], check=True)
        return str(folder)

    def run(self, canaries):
        place = self.install(canaries)
        victim = canaries.victim(self.uid)
        for raw in (False, True):
            mine = [attack for attack in self.attacks if attack.raw == raw]
            if not mine:
                continue
            folders = [self.write(canaries, attack, victim) for attack in mine]
            host = self.host or ("raw-plugin-host" if raw else "qianqiao-plugin-host")
            command = [str(place / "plugin_probe"), str(place / host), str(place / "sdk"),
                       self.rungs, *folders]
            if self.uid and IS_ROOT:
                command = as_user(self.uid) + command
            environment = {"QIANQIAO_TEST_SECRET": str(canaries.secret), "TOKEN": canaries.token,
                           "PATH": os.environ["PATH"], "TMPDIR": "/tmp"}
            done = subprocess.run(command, capture_output=True, text=True, timeout=120,
                                  env=environment)
            if done.returncode != 0:
                self.escapes.append(f"the server ended with {done.returncode}: {done.stderr[-500:]}")
            self.read(done.stdout, canaries)
        self.look_around(canaries, victim)

    def read(self, output, canaries):
        for line in output.splitlines():
            result = json.loads(line)
            name = pathlib.Path(result["folder"]).name
            if not name:
                self.last = result
                continue
            self.results[name] = result
            told = json.dumps(result, ensure_ascii=False)
            if canaries.token in told or "LOOT" in result.get("verdict", "") + "".join(result.get("logs", [])):
                self.escapes.append(f"{name}: {told[:300]}")
        if self.last.get("escapes"):
            self.escapes.append("a request reached a host that nobody approved")

    def look_around(self, canaries, victim):
        if victim.poll() is not None:
            self.escapes.append("victim killed")
        self.escapes += [f"left behind: {name}" for name in canaries.left_behind()]
        self.escapes += [f"connected: {name}" for name in canaries.touched]
        if canaries.secret.read_text() != canaries.token:
            self.escapes.append("the secret was changed")

    def wrong_kinds(self):
        found = []
        for attack in self.attacks:
            result = self.results.get(attack.name, {"failure": "no result"})
            kind = result["failure"] or "verdict"
            if kind not in attack.expect:
                found.append(f"{attack.name}: expected {' or '.join(attack.expect)}, was {kind} "
                             f"({result.get('what', '')[:150]} {result.get('verdict', '')[:80]})")
        return found


class Hostile(unittest.TestCase):
    maxDiff = None

    def check(self, run, rung):
        self.assertEqual(run.escapes, [])
        self.assertEqual(run.wrong_kinds(), [])
        self.assertEqual(run.last["rung"], rung, run.last)
        print(f"{len(run.attacks)} attacks, 0 escapes; in force: {run.last['rung']}: "
              f"{', '.join(run.last['layers'])}", file=sys.stderr)
        for layer in ("limits", "no capabilities", "no_new_privs", "seccomp"):
            self.assertIn(layer, run.last["layers"])
        landlock = any(layer.startswith("landlock") for layer in run.last["layers"])
        self.assertEqual(landlock, landlock_version() > 0 and rung != "seccomp-uid")

    def test_there_are_enough(self):
        names = [attack.name for attack in ATTACKS]
        self.assertEqual(len(names), len(set(names)))
        self.assertGreaterEqual(len(names), 60)

    @unittest.skipUnless(IS_ROOT, "run as root, this shows the sandbox of a server that is root")
    def test_as_root(self):
        best = "namespaces" if can_unshare("-m", "-p", "-n", "-i", "-u", "--fork") else None
        if best is None:
            best = "landlock-seccomp" if landlock_version() else "seccomp-uid"
        self.check(Run(ATTACKS), best)

    def test_as_an_ordinary_user(self):
        uid = NOBODY if IS_ROOT else None
        if can_unshare("-U", "-r", "-m", uid=uid):
            best = "user-namespaces"
        else:
            self.assertGreater(landlock_version(), 0, "no sandbox is to be had here at all")
            best = "landlock-seccomp"
        self.check(Run(ATTACKS, uid=uid), best)

    def test_lower_rungs_hold_too(self):
        reach = [a for a in files.ATTACKS + network.ATTACKS + processes.ATTACKS + tricks.ATTACKS
                 if a.control or "native" in a.name]
        if landlock_version():
            self.check(Run(reach, uid=NOBODY if IS_ROOT else None, rungs="landlock-seccomp"),
                       "landlock-seccomp")
        if IS_ROOT:
            self.check(Run(reach, rungs="seccomp-uid"), "seccomp-uid")

    def test_below_the_ladder_nothing_runs(self):
        run = Run(ATTACKS[:1], rungs="no-such-rung")
        self.assertEqual(run.results[ATTACKS[0].name]["failure"], "unavailable")
        self.assertEqual(run.last["rung"], "")

    def test_without_the_box_the_attacks_succeed(self):
        """The control: were the sandbox off, the tests above would see it."""
        for attack in ATTACKS:
            if attack.control:
                with self.subTest(attack.name):
                    run = Run([attack], host="unboxed-plugin-host",
                              uid=NOBODY if IS_ROOT else None)
                    self.assertNotEqual(run.escapes, [], run.results)


if __name__ == "__main__":
    unittest.main()
