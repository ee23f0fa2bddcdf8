#!/usr/bin/python3
"""Runs the web application's tests and says how many, so that the closing line counts each.

    run.py unit      the models and words (vitest)
    run.py browser   the built application in Chromium against the real server; of chosen files
                     where they are named (from the repository's root)
    run.py types     vue-tsc
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
ADMIN = ROOT / "admin"


def node() -> str:
    found = subprocess.run([ROOT / "scripts" / "node", "--where"], capture_output=True, text=True,
                           check=True)
    return found.stdout.strip()


def vitest(*options) -> int:
    with tempfile.TemporaryDirectory() as folder:
        report = pathlib.Path(folder) / "report.json"
        done = subprocess.run(
            [node(), ADMIN / "node_modules/vitest/vitest.mjs", "run", "--reporter=default",
             "--reporter=json", f"--outputFile.json={report}", *options],
            cwd=ADMIN, env={**os.environ, "NO_COLOR": "1"})
        if not report.exists():
            return 1
        result = json.loads(report.read_text(encoding="utf-8"))
    print(f"Ran {result['numTotalTests']} tests")
    failed = result["numFailedTests"] + (result["numTotalTests"] - result["numPassedTests"] -
                                         result["numFailedTests"])
    if failed:
        print(f"FAILED (failures={failed})")
    return done.returncode or (1 if failed else 0)


def main(what: str, *files: str) -> int:
    if what == "unit":
        return vitest()
    if what == "browser":
        return vitest("--config", "vitest.browser.config.ts", *files)
    checked = subprocess.run([node(), ADMIN / "node_modules/vue-tsc/bin/vue-tsc.js", "--noEmit"],
                             cwd=ADMIN)
    print("Ran 1 test")
    return checked.returncode


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
