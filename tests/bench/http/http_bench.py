#!/usr/bin/python3
"""The product over HTTP beside a bare Poco handler, in one run: reads of a case and of a filtered
list, durable transitions, at 1, 16 and 64 connections; and what slow and idle clients cost others.

    tests/bench/http/http_bench.py [--build build/release] [--seconds 8] [--cases 100000]

Client (wrk) and server share the machine. Every POST is a transition of its own, with its own
idempotency key, answered after its commit (synchronous=FULL). Prints one line for each measurement.
"""

import argparse
import json
import os
import pathlib
import resource
import secrets
import socket
import subprocess
import sys
import tempfile
import threading
import urllib.request

HERE = pathlib.Path(__file__).resolve().parent
ORGANISATIONS = """id,parent,kind,name,area
410000,,province,河南省,410000
411500,410000,city,信阳市,411500
411502,411500,county,浉河区,411502
411502001,411502,township,老城街道,411502001
"""
PEOPLE = """user_name,name,organisation,roles
force,张三,411502,task_force@411502
visitor,李四,411502,visitor@411502
"""
CONNECTIONS = (1, 16, 64)


class Bench:
    def __init__(self, options, folder):
        self.options, self.folder = options, folder
        self.binary = pathlib.Path(options.build) / "bin" / "qianqiao"
        self.data = folder / "data"
        self.settings = folder / "settings.json"
        self.settings.write_text(json.dumps({"limits": {"connections_per_address": 0,
                                                        "head_seconds": 600, "idle_seconds": 600}}))

    def run(self, *arguments):
        done = subprocess.run([self.binary, *map(str, arguments)], capture_output=True, text=True)
        if done.returncode != 0:
            sys.exit(done.stdout + done.stderr)
        return done.stdout

    def prepare(self):
        (self.folder / "o.csv").write_text(ORGANISATIONS, encoding="utf-8")
        (self.folder / "p.csv").write_text(PEOPLE, encoding="utf-8")
        with open(self.folder / "roster.csv", "w", encoding="utf-8") as file:
            file.write("企业名称,企业类型,乡镇\n")
            for number in range(self.options.cases):
                file.write(f"信阳试验{number}号茶叶农民专业合作社,农民专业合作社,老城街道\n")
        # Where a directory has no database yet, the first server makes it.
        self.start("--clock", "simulated", "--at", "2025-03-03T09:00").stop()
        self.run("org", "import", self.folder / "o.csv", "--people", self.folder / "p.csv",
                 "--data", self.data)
        self.run("import", "roster", self.folder / "roster.csv", "--county", "411502",
                 "--data", self.data)

    def start(self, *options):
        return Server(self.binary, self.data, self.settings, *options)

    def case_ids(self, server):
        ids, cursor = [], ""
        while len(ids) < self.options.cases:
            page = server.get(f"/api/v1/cases?limit=1000&cursor={cursor}")
            ids += [item["id"] for item in page["items"]]
            cursor = page["next_cursor"]
            if cursor is None:
                break
        return ids

    def write_cases(self, name, ids):
        path = self.folder / name
        path.write_text("\n".join(ids) + "\n")
        return path

    def wrk(self, script, address, connections, seconds=None, **environment):
        done = subprocess.run(
            ["wrk", "-t1", f"-c{connections}", f"-d{seconds or self.options.seconds}s",
             "--timeout", "30s", "-s", HERE / script, f"http://{address}"],
            capture_output=True, text=True, env={**os.environ, **environment})
        try:
            return json.loads(done.stdout.strip().splitlines()[-1])
        except (ValueError, IndexError):
            sys.exit(done.stdout + done.stderr)

    def measure(self, label, script, address, **environment):
        for connections in CONNECTIONS:
            self.report(f"{label}, {connections} connections",
                        self.wrk(script, address, connections, **environment))

    @staticmethod
    def report(label, result):
        print(f"{label:48} {result['requests'] / result['seconds']:9,.0f}/s"
              f"  p50 {result['p50_ms']:7.2f} ms  p99 {result['p99_ms']:7.2f} ms"
              + (f"  {result['bad']} BAD" if result["bad"] else ""), flush=True)

    def measure_bare(self, size):
        bare = subprocess.Popen([self.binary.parent / "bare_handler", str(size)],
                                stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        port = bare.stdout.readline().strip()
        self.measure(f"bare Poco handler, {size} bytes", "get_pages.lua", f"127.0.0.1:{port}",
                     BENCH_PATH="/")
        bare.communicate("")

    def screen(self, server, ids):
        """Those that are to be visited must be screened first: each once."""
        path = self.write_cases("unscreened", ids)
        while server.get(f"/api/v1/cases/{ids[-1]}")["state"] == "Roster":
            self.wrk("post_events.lua", server.address, 64, 2, BENCH_CASES=str(path),
                     BENCH_EVENT="screen", BENCH_PREFIX=secrets.token_hex(4), BENCH_KEY=server.key)

    def measure_slow_clients(self, server, cases):
        """1,000 clients that trickle and 500 that are idle: what others then see."""
        common = {"BENCH_PATH": "/api/v1/cases/%s", "BENCH_CASES": str(cases),
                  "BENCH_KEY": server.key}
        self.report("a case, 16 connections, nobody else",
                    self.wrk("get_pages.lua", server.address, 16, **common))
        with Crowd(server.address, slow=1000, idle=500):
            self.report("a case, 16 connections, 1,000 slow and 500 idle",
                        self.wrk("get_pages.lua", server.address, 16, **common))

    def all(self):
        self.prepare()
        server = self.start()
        ids = self.case_ids(server)
        visited = ids[:: max(1, len(ids) // 20_000)]
        self.screen(server, visited)
        cases, visited = self.write_cases("cases", ids), self.write_cases("visited", visited)
        size = len(json.dumps(server.get(f"/api/v1/cases/{ids[0]}"), ensure_ascii=False).encode())
        self.measure_bare(size)
        self.measure("a case", "get_pages.lua", server.address, BENCH_PATH="/api/v1/cases/%s",
                     BENCH_CASES=str(cases), BENCH_KEY=server.key)
        self.measure("a list of 20, filtered by state", "get_pages.lua", server.address,
                     BENCH_PATH="/api/v1/cases?county=411502&state=Visit&limit=20",
                     BENCH_KEY=server.key)
        for connections in CONNECTIONS:
            self.report(f"a transition, {connections} connections",
                        self.wrk("post_events.lua", server.address, connections,
                                 BENCH_CASES=str(visited), BENCH_EVENT="visit",
                                 BENCH_PREFIX=secrets.token_hex(4), BENCH_KEY=server.key))
        self.measure_slow_clients(server, cases)
        server.stop()
        if self.options.verify:
            print(self.run("verify", "--data", self.data).strip().splitlines()[-1])


class Server:
    def __init__(self, binary, data, settings, *options):
        self.process = subprocess.Popen(
            [binary, "serve", "--data", data, "--listen", "127.0.0.1:0", "--config", settings,
             *options], stdout=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        if not line.startswith("listening on http://"):
            sys.exit("no server")
        self.address = line.strip().rpartition("/")[2]
        self.key = (data / "api-key").read_text().strip()

    def get(self, path):
        request = urllib.request.Request(f"http://{self.address}{path}",
                                         headers={"Authorization": f"Bearer {self.key}"})
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)

    def post(self, path, body=None):
        headers = {"Authorization": f"Bearer {self.key}"}
        data = None
        if body is not None:
            headers["Content-Type"], data = "application/json", json.dumps(body).encode()
        request = urllib.request.Request(f"http://{self.address}{path}", data, headers,
                                         method="POST")
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)

    def stop(self):
        self.process.terminate()
        self.process.wait()


class Crowd:
    """Connections that send a byte now and then, and others that send nothing."""

    def __init__(self, address, slow, idle):
        host, port = address.split(":")
        self.over = threading.Event()
        self.slow = [socket.create_connection((host, int(port))) for _ in range(slow)]
        self.idle = [socket.create_connection((host, int(port))) for _ in range(idle)]
        for connection in self.slow:
            connection.sendall(b"GET / HTTP/1.1\r\nX: ")
        self.thread = threading.Thread(target=self.trickle)

    def trickle(self):
        while not self.over.wait(1):
            for connection in self.slow:
                connection.sendall(b"x")

    def __enter__(self):
        self.thread.start()

    def __exit__(self, *_):
        self.over.set()
        self.thread.join()
        for connection in self.slow + self.idle:
            connection.close()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--build", default="build/release")
    parser.add_argument("--seconds", type=int, default=8, help="of each measurement")
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--folder", help="where the database lies; default: a temporary one")
    parser.add_argument("--verify", action="store_true", help="replay all history at the end")
    options = parser.parse_args()
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, max(soft, 4096)), hard))
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        Bench(options, pathlib.Path(folder)).all()


if __name__ == "__main__":
    main()
