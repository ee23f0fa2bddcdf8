#!/usr/bin/python3
"""What lists of a big house cost: pages, filters and orders of the list of cases, of the inbox, the
board and the deadlines, asked one after another by the operator and by the county's people. Prints the median, p99 and the slowest of each in milliseconds; we want every one of them
under 200. A benchmark, no test:

    tests/bench/http/list_bench.py [--build build/release] [--cases 100000] [--times 50]

The house is a roster of that many enterprises of one county, each with its case; a fifth of them is
screened and waits for its visit, its clock running.
"""
import argparse
import http.client
import itertools
import json
import pathlib
import statistics
import sys
import tempfile
import time
import urllib.parse

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
from http_bench import Bench  # noqa: E402

LIMIT = 50


class Asker:
    def __init__(self, server, actor=None):
        self.connection = http.client.HTTPConnection(server.address, timeout=60)
        self.headers = {"Authorization": f"Bearer {server.key}"}
        if actor:
            self.headers["X-Qianqiao-Actor"] = actor

    def get(self, resource, **query):
        """The answer and how many milliseconds it took."""
        began = time.perf_counter()
        self.connection.request("GET", f"/api/v1/{resource}?" + urllib.parse.urlencode(query),
                                headers=self.headers)
        answer = self.connection.getresponse()
        body = answer.read()
        taken = 1000 * (time.perf_counter() - began)
        if answer.status != 200:
            sys.exit(f"{resource} {query}: {answer.status} {body.decode()}")
        return json.loads(body), taken


def measure(asker, label, times, resource, **query):
    taken = [asker.get(resource, **query)[1] for _ in range(times)]
    report(label, taken)
    return max(taken)


def report(label, taken):
    taken.sort()
    print(f"{label:58} p50 {statistics.median(taken):7.2f}  p99 {taken[int(len(taken) * .99)]:7.2f}"
          f"  max {taken[-1]:7.2f} ms", flush=True)


def measure_pages(asker, label, times, **query):
    """Page after page: one must not cost more for being far down."""
    taken, cursor = [], ""
    for _ in range(times):
        page, one = asker.get("cases", limit=LIMIT, cursor=cursor, **query)
        taken.append(one)
        cursor = page["next_cursor"]
        if cursor is None:
            break
    report(label, taken)
    return max(taken)


def measure_all(server, times):
    slowest = []
    for name, asker in (("operator", Asker(server)), ("force", Asker(server, "force"))):
        for sort in ("id", "-id", "opened", "-opened"):
            slowest.append(measure_pages(asker, f"{name}: cases, {sort}, page by page", times,
                                         sort=sort))
        filters = ({"stage": "Visit"}, {"stage": "Feedback"}, {"county": "411502"},
                   {"county": "411502", "township": "411502001"}, {"open": 1, "stage": "Roster"},
                   {"due_before": "2026-01-01T00:00:00+08:00"}, {"overdue": 1}, {"bank": "nobody"},
                   {"opened_from": "2025-03-01"}, {"opened_before": "2025-01-01"})
        for query, sort in itertools.product(filters, ("id", "-opened")):
            words = ", ".join(f"{key}={value}" for key, value in query.items())
            slowest.append(measure(asker, f"{name}: cases, {words}, {sort}", times, "cases",
                                   limit=LIMIT, sort=sort, **query))
        for words in ("茶叶", "xysy", "77777"):
            slowest.append(measure(asker, f"{name}: cases, q={words}", times, "cases", limit=LIMIT,
                                   q=words))
        for resource in ("enterprises", "deadlines", "stages"):
            query = {} if resource == "stages" else {"limit": LIMIT}
            slowest.append(measure(asker, f"{name}: {resource}", times, resource, **query))
    slowest.append(measure(Asker(server, "visitor"), "visitor: the inbox", times, "tasks",
                           limit=LIMIT))
    print(f"the slowest answer of all: {max(slowest):.1f} ms")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--build", default="build/release")
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--times", type=int, default=50, help="each is asked")
    given = parser.parse_args()
    given.seconds = 2
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(given, pathlib.Path(folder))
        bench.prepare()
        bench.run("round", "open", "--county", "411502", "--name", "第一轮", "--opens", "2025-03-03",
                  "--ends", "2025-11-20", "--data", bench.data)
        server = bench.start()
        ids = bench.case_ids(server)
        bench.screen(server, ids[::5])
        measure_all(server, given.times)
        server.stop()


if __name__ == "__main__":
    main()
