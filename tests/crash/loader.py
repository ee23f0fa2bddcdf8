#!/usr/bin/python3
"""Posts events as fast as a few connections allow and logs, in this process, what was acknowledged.

    loader.py URL API_KEY LOG SEED     cases and their visitors are read as JSON from standard input

Each acknowledged event becomes one line of LOG, on disk before the next is posted:
    {"case", "sequence", "event", "token"}
and each event that was sent a line {"sent": token} before. One dot goes to standard output for
each acknowledgement, so that whoever watches can count without a clock. Ends when the server does.
"""
import http.client
import json
import os
import random
import sys
import threading
from urllib.parse import urlsplit

CONNECTIONS = 8


class Log:
    def __init__(self, path: str):
        self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        self._lock = threading.Lock()

    def write(self, entry: dict) -> None:
        with self._lock:
            os.write(self._file, (json.dumps(entry, ensure_ascii=False) + "\n").encode())


def post_visits(url: str, key: str, log: Log, cases: list, planned_on: str, seed: int) -> None:
    chance = random.Random(seed)
    address = urlsplit(url)
    connection = http.client.HTTPConnection(address.hostname, address.port, timeout=30)
    number = 0
    while True:
        case = chance.choice(cases)
        number += 1
        token = f"{seed}-{number}"
        body = json.dumps({"event": "VisitPlanned",
                           "data": {"planned_on": planned_on, "team": case["team"],
                                    "channel": "phone", "remark": token}})
        headers = {"Authorization": f"Bearer {key}", "X-Qianqiao-Actor": case["actor"],
                   "Idempotency-Key": token, "If-Match": "*", "Content-Type": "application/json"}
        log.write({"sent": token, "case": case["id"]})
        try:
            connection.request("POST", f"/api/v1/cases/{case['id']}/events", body, headers)
            answer = connection.getresponse()
            content = answer.read()
        except (OSError, http.client.HTTPException):
            return  # the server is gone: this event was never acknowledged
        if answer.status == 200:
            log.write({"case": case["id"], "event": "VisitPlanned", "token": token,
                       "sequence": json.loads(content)["sequence"]})
            os.write(1, b".")
        elif answer.status != 503:
            os.write(2, content + b"\n")
            os._exit(1)


def move_clock(url: str, key: str) -> None:
    """Lets time pass meanwhile, so that rungs are claimed while the server is killed."""
    address = urlsplit(url)
    connection = http.client.HTTPConnection(address.hostname, address.port, timeout=30)
    while True:
        try:
            connection.request("POST", "/api/v1/clock", '{"advance": "3h"}',
                               {"Authorization": f"Bearer {key}",
                                "Content-Type": "application/json"})
            connection.getresponse().read()
        except (OSError, http.client.HTTPException):
            return


def main() -> None:
    url, key, path, seed = sys.argv[1:]
    given = json.load(sys.stdin)
    log = Log(path)
    threads = [threading.Thread(target=post_visits,
                                args=(url, key, log, given["cases"], given["planned_on"],
                                      int(seed) * 100 + i))
               for i in range(CONNECTIONS)]
    threads.append(threading.Thread(target=move_clock, args=(url, key)))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


if __name__ == "__main__":
    main()
