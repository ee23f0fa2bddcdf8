#!/usr/bin/python3
"""Prints the closing line of a test run, "N passed, N failed", from ctest's JUnit file.

A Python test that ctest runs as one entry counts with the tests that it says it ran
("Ran 12 tests"). No test at all, or a skipped one, is a failure.
"""
import re
import sys
import xml.etree.ElementTree as ElementTree


def main(path: str) -> int:
    suite = ElementTree.parse(path).getroot()
    passed = failed = skipped = 0
    for case in suite.iter("testcase"):
        output = case.findtext("system-out") or ""
        ran = re.findall(r"^Ran (\d+) tests?", output, re.MULTILINE)
        count = sum(int(n) for n in ran) or 1
        if case.get("status") == "run":
            passed += count
        elif case.get("status") in ("notrun", "disabled"):
            skipped += 1
        else:
            broken = re.findall(r"(?:failures|errors)=(\d+)", output)
            bad = min(count, max(1, sum(int(n) for n in broken)))
            failed += bad
            passed += count - bad
        skipped += sum(int(n) for n in re.findall(r"skipped=(\d+)", output))
    line = f"{passed} passed, {failed} failed"
    if skipped:
        line += f", {skipped} skipped"
    print(line)
    return 0 if passed and not failed and not skipped else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
