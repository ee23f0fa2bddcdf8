#!/usr/bin/python3
"""What a draft would mean for 100,000 open cases: how long the answer takes, what memory it takes,
and the same counts by SQL alone beside it, in one run.

    tests/bench/http/impact_bench.py [--build build/release] [--cases 100000] [--rounds 5]

The draft adds a step and a tighter clock to a county in which every case is open. Asked over HTTP of
the running server, at once and as a job; the floor is the bare counting in SQLite, by another
process on the same file.
"""
import argparse
import pathlib
import sqlite3
import statistics
import sys
import tempfile
import time

from http_bench import Bench

COUNTY = "411502"
OVERLAY = """overlay: 浉河区方案
area: '411502'
deadlines:
  - hook: bank-decision
    budget: {calendar_days: 20}
    ladder: [{rung: overdue, offset: 0, to: [county_leader]}]
  - hook: visit
    budget: {working_days: 10}
    ladder: [{rung: overdue, offset: 0, to: [county_office]}]
steps:
  - {id: consent, stage: Review.Preliminary, kind: approval, title: {zh: 会签, en: countersign}, role: county_office}
"""
FLOOR = ("SELECT kind, state, count(*) FROM subject WHERE county = ? AND closed_ms IS NULL "
         "GROUP BY kind, state")


def memory_mb(process, what):
    """Of the process; RssFile is the database's own pages, which the system may take back."""
    for line in pathlib.Path(f"/proc/{process.pid}/status").read_text().splitlines():
        if line.startswith(what + ":"):
            return int(line.split()[1]) / 1024
    raise ValueError(what)


def timed(work):
    began = time.perf_counter()
    answer = work()
    return time.perf_counter() - began, answer


def floor_of(data, rounds):
    connection = sqlite3.connect(f"file:{data}/qianqiao.db?mode=ro", uri=True)
    try:
        return statistics.median(
            timed(lambda: connection.execute(FLOOR, (COUNTY,)).fetchall())[0] for _ in range(rounds))
    finally:
        connection.close()


def as_job(server, path):
    job = server.post(f"{path}/impact?job=1")
    while job["state"] == "running":
        time.sleep(0.02)
        job = server.get(f"/api/v1/workflows/{COUNTY}/jobs/{job['id']}")
    return job["result"]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--build", default="build/release")
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(options, pathlib.Path(folder))
        bench.prepare()
        server = bench.start()
        try:
            draft = server.post(f"/api/v1/workflows/{COUNTY}/drafts", {"title": "更严", "yaml": OVERLAY})
            path = f"/api/v1/workflows/{COUNTY}/drafts/{draft['id']}"
            before = memory_mb(server.process, "RssAnon")
            times, impact = [], None
            for _ in range(options.rounds):
                took, impact = timed(lambda: server.post(f"{path}/impact"))
                times.append(took)
            after = memory_mb(server.process, "RssAnon")
            mapped, peak = memory_mb(server.process, "RssFile"), memory_mb(server.process, "VmHWM")
            job, result = timed(lambda: as_job(server, path))
        finally:
            server.stop()
        if impact["open_cases"] != options.cases or result != impact:
            sys.exit(f"counted {impact['open_cases']} of {options.cases} cases")
        median, floor = statistics.median(times), floor_of(bench.data, options.rounds)
    print(f"impact on {options.cases:,} open cases over HTTP: median {median:.2f} s, "
          f"slowest {max(times):.2f} s; as a job {job:.2f} s")
    print(f"the same subjects counted by SQL alone: {floor:.3f} s; ratio {median / floor:.1f}")
    print(f"server's memory: {before:.0f} MB before, {after:.0f} MB after; with {mapped:.0f} MB of "
          f"mapped files {peak:.0f} MB at most")


if __name__ == "__main__":
    main()
