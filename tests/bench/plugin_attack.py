#!/usr/bin/python3
"""What others feel while plugins attack: 16 hostile plugins of tests/functional/plugins/hostile in a
loop, as fast as the server calls them, while clients read cases over HTTP. Prints the readers' p50
and p99 alone, beside as many plugins that do nothing, and under attack, round by round, each on a
server of its own, and the ratios of the medians: what plugins cost others, and what attacks cost
beyond that. A benchmark, no test:

    QIANQIAO_BIN_DIR=build/release/bin /usr/bin/python3 tests/bench/plugin_attack.py [--seconds 10]
        [--rounds 3] [--readers 4] [--rate 200]

Readers come at a fixed rate together, so that a slow answer is counted from when it was wanted.
They stand for people at other machines, so where they may (root) they run in real time, and what
drives the attack after all else: a processor that they wait for would be counted as the server's."""
import argparse
import http.client
import io
import itertools
import multiprocessing
import os
import pathlib
import statistics
import sys
import tempfile
import threading
import time
import zipfile

TESTS = pathlib.Path(__file__).resolve().parents[1]
for folder in ("functional/server", "functional/plugins", "functional/plugins/hostile"):
    sys.path.insert(0, str(TESTS / folder))

import answers  # noqa: E402
import appetite  # noqa: E402
import files  # noqa: E402
import network  # noqa: E402
import processes  # noqa: E402
import tricks  # noqa: E402
from plugin_county import cases_for  # noqa: E402
from qianqiao_server import Server  # noqa: E402
from test_accounts import PASSWORD, SignedIn  # noqa: E402
from test_hostile import HEAD  # noqa: E402
from whole_county import COUNTY, INFORMATION, STANDARDS  # noqa: E402

COUNT = 16
MANIFEST = """\
name: {name}
version: 1.0.0
county: '411502'
title: {{zh: 试验, en: trial}}
hooks: [{{kind: on, name: attack, at: InformationRecorded}}]
permissions: {{fields: [case.id, case.state], hosts: [listed.example.com]}}
limits: {{wall_ms: 1000, memory_mib: 128, message_kib: 64, requests: 3}}
"""
TAIL = """
@on("attack", event="InformationRecorded")
def the_attack(case, event):
    if "answer" in globals():
        return answer(case)
    attack(case)
"""


def chosen():
    """Sixteen, of every kind; those that use up time and memory first."""
    modules = (appetite, processes, files, network, tricks, answers)
    turns = itertools.chain.from_iterable(itertools.zip_longest(*(m.ATTACKS for m in modules)))
    fitting = [attack for attack in turns if attack and not attack.raw]
    heavy = [attack for attack in appetite.ATTACKS if not attack.raw][:6]
    others = [attack for attack in fitting if attack not in heavy]
    return (heavy + others)[:COUNT]


CALM = "def attack(case):\n    return None\n"


def packed(name, code):
    head = HEAD.format(raw="", secret="/etc/shadow", drop="/tmp", port=1, unix="/nowhere",
                       abstract="nobody", victim=1)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("plugin.yaml", MANIFEST.format(name=name))
        archive.writestr("main.py", head + code + TAIL)
        archive.writestr("cases.yaml", cases_for("kind: on, name: attack"))
    return out.getvalue()


def place(id, parent, kind, name):
    return {"id": id, "parent": parent, "kind": kind, "name": name, "area": COUNTY}


class County:
    def __init__(self, folder):
        self.server = Server(pathlib.Path(folder) / "data", "--clock", "system")
        people = [{"user_name": name, "name": name, "organisation": COUNTY, "password": PASSWORD,
                   "appointments": [{"role": role}]}
                  for name, role in (("admin", "county_administrator"), ("force", "task_force"),
                                     ("clerk", "window_clerk"))]
        put = self.server.ask("POST", "/api/v1/organisations", {"people": people, "organisations": [
            place("410000", "", "province", "河南省"), place("411500", "410000", "city", "信阳市"),
            place(COUNTY, "411500", "county", "浉河区"), place("bank-a", "411500", "bank", "甲银行")]})
        assert put.status == 200 and put.json["bad"] == 0, put.text
        self.admin, self.force, self.clerk = (SignedIn(self.server, name)
                                              for name in ("admin", "force", "clerk"))

    def case(self, number):
        case = self.clerk.must("POST", "cases", {
            "event": "WalkedIn", "county": COUNTY,
            "enterprise": {"name": f"试验{number}号农场", "kind": "family_farm"},
            "data": {"receipt_number": f"R-{number}", "channel": "window",
                     "basic_conditions_met": True, "consent": True}})["id"]
        self.force.must("POST", f"cases/{case}/events", {"event": "ApplicationSubmitted", "data": {
            "standards": STANDARDS, "banks": ["bank-a"], "amount_fen": 50_000_000,
            "purpose": "收购春茶", "term_months": 12, "consent": True}})
        return case

    def install(self, kind, codes):
        names = []
        for number, code in enumerate(codes):
            name = f"{kind}-{number}"
            done = self.admin.ask("POST", f"plugins?county={COUNTY}", packed(name, code),
                                  **{"Content-Type": "application/zip"})
            if done.status != 201:  # what breaks when it is loaded is not let in at all
                continue
            names.append(name)
        return names


class Attacking:
    """Keeps every plugin busy: a new event as soon as few calls wait, breakers closed again."""

    def __init__(self, county, names, cases):
        self.county, self.names, self.cases = county, names, cases
        self.admin, self.force = (SignedIn(county.server, name) for name in ("admin", "force"))
        for person in (self.admin, self.force):
            person.numbers = time.monotonic_ns()  # no key of an earlier session comes again
        self.over = multiprocessing.Event()

    def __enter__(self):
        for name in self.names:
            self.admin.must("POST", f"plugins/{name}/enable")
        # A process of its own: the readers' interpreter must not wait for this one's work.
        self.process = multiprocessing.Process(target=self.run)
        self.process.start()
        return self

    def run(self):
        os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))
        for case in itertools.cycle(self.cases):
            if self.over.is_set():
                return
            self.force.must("POST", f"cases/{case}/events", {"event": "InformationRecorded", "data": {
                "kind": INFORMATION[0], "conclusion": "favourable", "source": "试验",
                "authorised": True}})
            for plugin in self.admin.must("GET", f"plugins?county={COUNTY}")["items"]:
                if plugin["name"] in self.names and plugin["breaker"] != "closed":
                    self.admin.must("POST", f"plugins/{plugin['name']}/enable")
            self.over.wait(0.25)

    def __exit__(self, *_):
        self.over.set()
        self.process.join()
        for name in self.names:
            self.admin.must("POST", f"plugins/{name}/disable")

    def calls(self):
        jobs = [job for name in self.names
                for job in self.admin.must("GET", f"plugins/{name}/jobs?limit=1000")["items"]]
        kinds = {}
        for job in jobs:
            key = job["failure"] or job["state"]
            kinds[key] = kinds.get(key, 0) + job["attempts"]
        return kinds


def busy_until_now():
    """Of all processors since they were started: seconds at work, seconds in all."""
    spent = [int(ticks) for ticks in pathlib.Path("/proc/stat").read_text().split("\n")[0].split()[1:9]]
    return sum(spent) - spent[3] - spent[4], sum(spent)


def read_cases(county, cases, seconds, readers, rate):
    """Seconds from when each answer was wanted until it was there."""
    taken, lock, since = [], threading.Lock(), busy_until_now()
    begin = time.monotonic() + 0.1

    def reader(index):
        if os.geteuid() == 0:
            os.sched_setscheduler(threading.get_native_id(), os.SCHED_FIFO, os.sched_param(1))
        connection = http.client.HTTPConnection(county.server.address, timeout=60)
        own = []
        for number in range(int(seconds * rate / readers)):
            wanted = begin + (number * readers + index) / rate
            while (left := wanted - time.monotonic()) > 0:
                time.sleep(left)
            case = cases[(number * readers + index) % len(cases)]
            connection.request("GET", f"/api/v1/cases/{case}",
                               headers={"Cookie": county.force.headers["Cookie"]})
            answer = connection.getresponse()
            assert answer.status == 200, answer.read()
            answer.read()
            own.append(time.monotonic() - wanted)
        with lock:
            taken.extend(own)

    threads = [threading.Thread(target=reader, args=(index,)) for index in range(readers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    taken.sort()
    busy, all_of_it = (after - before for after, before in zip(busy_until_now(), since))
    return {"busy": 100 * busy / all_of_it} | {
        name: 1000 * taken[int(len(taken) * part)] for name, part in (("p50", .5), ("p99", .99))}


def measured(kind, codes, given):
    """On a server of its own: what an attack left to be done must not be counted elsewhere."""
    with tempfile.TemporaryDirectory() as folder:
        county = County(folder)
        cases = [county.case(number) for number in range(50)]
        names = county.install(kind, codes)
        if len(names) < len(codes):
            sys.exit(f"{kind}: {len(names)} of {len(codes)} plugins were let in; nothing is measured")
        read_cases(county, cases, 1, given.readers, given.rate)
        try:
            if not names:
                return read_cases(county, cases, given.seconds, given.readers, given.rate)
            with Attacking(county, names, cases) as attacking:
                taken = read_cases(county, cases, given.seconds, given.readers, given.rate)
                return taken | {"calls": attacking.calls()}
        finally:
            county.server.stop()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=10, help="of each measurement")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--readers", type=int, default=4)
    parser.add_argument("--rate", type=float, default=200, help="requests a second, all readers")
    given = parser.parse_args()
    kinds = {"alone": [], "calm": [CALM] * COUNT, "attack": [one.code for one in chosen()]}
    taken = {kind: [] for kind in kinds}
    for number in range(given.rounds):
        for kind, codes in kinds.items():
            taken[kind].append(measured(kind, codes, given))
        print(f"round {number + 1}: " + "; ".join(
            f"{kind} p50 {all[-1]['p50']:.2f} p99 {all[-1]['p99']:.2f} ms, "
            f"{all[-1]['busy']:.0f} % busy" for kind, all in taken.items()), flush=True)
    print(f"attempts of the last attack by outcome: {taken['attack'][-1]['calls']}")
    alone, beside, under = (statistics.median(one["p99"] for one in all)
                            for all in taken.values())
    print(f"p99 alone {alone:.2f} ms, beside calm plugins {beside:.2f} ms, under attack "
          f"{under:.2f} ms; attack/calm {under / beside:.2f}, attack/alone {under / alone:.2f}")


if __name__ == "__main__":
    main()
