#!/usr/bin/env python3
"""A bank's system at the door: an example to start from. Python's standard library only.

    export QIANQIAO_SERVER=https://…  QIANQIAO_API_KEY=qk_…      (the key of the bank's system account)
    bank_client.py list [--state Deciding]           own referrals, with what may be done now
    bank_client.py deadlines REFERRAL                its clocks, and why on that day
    bank_client.py post REFERRAL EVENT '{…}'         a fact: Contacted, MaterialsCompleted, Granted, …
    bank_client.py listen PORT --secret whsec_…      takes the server's webhooks, checks each signature

Repeating a `post` with the same --key does nothing twice. Answers are JSON on standard output;
problems go to standard error with what to do, and the exit code is 1.
"""
import argparse
import base64
import hashlib
import hmac
import http.server
import json
import os
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid

OLDEST_SECONDS = 300  # a webhook older than that is a replay


class Refused(Exception):
    """A problem answer (RFC 9457): `code`, and advice in Chinese and English."""


class Server:
    def __init__(self, url, api_key):
        self.url, self.api_key = url.rstrip("/") + "/api/v1/", api_key

    def ask(self, method, path, body=None, **headers):
        request = urllib.request.Request(self.url + path, method=method, headers={
            "Authorization": f"Bearer {self.api_key}", **headers})
        if body is not None:
            request.data = json.dumps(body).encode()
            request.add_header("Content-Type", "application/json")
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            problem = json.load(error)
            raise Refused(f"{problem['code']}: {problem['detail']} / {problem['detail_en']}"
                          + (f" 可办/possible: {', '.join(problem['allowed_events'])}"
                             if "allowed_events" in problem else "")) from error

    def referrals(self, **filters):
        """All of the bank's own referrals, page by page."""
        cursor = None
        while True:
            query = {key: value for key, value in {**filters, "cursor": cursor}.items() if value}
            page = self.ask("GET", "referrals?" + urllib.parse.urlencode(query))
            yield from page["items"]
            cursor = page["next_cursor"]
            if not cursor:
                return

    def post(self, referral, event, data, key=None, version=None):
        """Posts a fact. With `version` it counts only if nobody changed the referral meanwhile."""
        return self.ask("POST", f"referrals/{referral}/events", {"event": event, "data": data},
                        **{"Idempotency-Key": key or str(uuid.uuid4()),
                           "If-Match": "*" if version is None else f'"{version}"'})


def is_genuine(secret, headers, body, now):
    """Standard Webhooks: HMAC-SHA256 over id, timestamp and body; a few signatures may be given."""
    stamp = headers.get("webhook-timestamp", "")
    if not stamp.isdigit() or abs(now - int(stamp)) > OLDEST_SECONDS:
        return False
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = b".".join([headers.get("webhook-id", "").encode(), stamp.encode(), body])
    expected = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    given = [part.split(",", 1)[-1] for part in headers.get("webhook-signature", "").split()]
    return any(hmac.compare_digest(expected, one) for one in given)


def listen(port, secret):
    seen = set()  # a real system keeps these on disk

    class Receiver(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            genuine = is_genuine(secret, self.headers, body, time.time())
            self.send_response(204 if genuine else 401)
            self.end_headers()
            if genuine and self.headers["webhook-id"] not in seen:
                seen.add(self.headers["webhook-id"])
                print(body.decode(), flush=True)

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", port), Receiver)
    print(json.dumps({"listening": server.server_address[1]}), flush=True)
    server.serve_forever()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(dest="command", required=True)
    listing = commands.add_parser("list")
    listing.add_argument("--state")
    one = commands.add_parser("deadlines")
    one.add_argument("referral")
    posting = commands.add_parser("post")
    posting.add_argument("referral")
    posting.add_argument("event")
    posting.add_argument("data", nargs="?", default="{}")
    posting.add_argument("--key")
    posting.add_argument("--version", type=int)
    listening = commands.add_parser("listen")
    listening.add_argument("port", type=int)
    listening.add_argument("--secret", required=True)
    given = parser.parse_args()
    if given.command == "listen":
        return listen(given.port, given.secret)
    server = Server(os.environ["QIANQIAO_SERVER"], os.environ["QIANQIAO_API_KEY"])
    try:
        if given.command == "list":
            answer = list(server.referrals(state=given.state))
        elif given.command == "deadlines":
            answer = server.ask("GET", f"referrals/{given.referral}/deadlines")["items"]
        else:
            answer = server.post(given.referral, given.event, json.loads(given.data), given.key,
                                 given.version)
    except Refused as refused:
        sys.exit(str(refused))
    print(json.dumps(answer, ensure_ascii=False, indent=2))


if __name__ == "__main__":
    main()
