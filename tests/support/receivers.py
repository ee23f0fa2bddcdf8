"""Receivers that functional tests listen with: a mail server and a webhook receiver on loopback.

Both use the standard library only, listen on a port of the system's choice, print it as one JSON
line ({"port": 40123}), and write what arrives as one JSON line each to the file given.

    receivers.py smtp --record mails.jsonl [--fail-first N] [--keep-failed 1] [--refuse ADDRESS]
    receivers.py webhook --record hooks.jsonl --secret whsec_... [--fail-first N] [--now SECONDS]
                         [--window SECONDS]

In a test: `with Receiver("smtp", record=path) as receiver: ... receiver.port ... receiver.wait(1)`.
"""

import argparse
import asyncio
import base64
import email
import email.policy
import hashlib
import hmac
import http.server
import json
import subprocess
import sys
import time

REPLAY_WINDOW_S = 300


def sign(secret: str, message_id: str, timestamp: str, body: bytes) -> str:
    """The signature of Standard Webhooks, "v1,<base64>"."""
    if not secret.startswith("whsec_"):
        raise ValueError("a secret begins with whsec_")
    key = base64.b64decode(secret[len("whsec_"):], validate=True)
    signed = f"{message_id}.{timestamp}.".encode() + body
    return "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()


def problem_of(headers, body: bytes, secrets: list, now_s: float, window_s=REPLAY_WINDOW_S):
    """Why a delivery is not to be believed; None: it is."""
    message_id, timestamp = headers.get("webhook-id"), headers.get("webhook-timestamp")
    if not message_id or not timestamp or not timestamp.isdigit():
        return "headers missing"
    if abs(int(timestamp) - now_s) > window_s:
        return "stale"
    given = headers.get("webhook-signature", "").split(" ")
    expected = [sign(secret, message_id, timestamp, body) for secret in secrets]
    if not any(hmac.compare_digest(g, e) for g in given for e in expected):
        return "wrong signature"
    return None


def append_line(path: str, record: dict) -> None:
    with open(path, "a", encoding="utf-8") as out:
        out.write(json.dumps(record, ensure_ascii=False) + "\n")


def announce(port: int) -> None:
    print(json.dumps({"port": port}), flush=True)


class SmtpReceiver:
    """Takes mail and writes it down decoded; fails or refuses as told."""

    def __init__(self, record: str, fail_first: int = 0, refuse: tuple = (), keep_failed=False):
        self.record, self.failures_left, self.refuse = record, fail_first, set(refuse)
        self.keep_failed = keep_failed  # as a server does that stores a mail and then stumbles

    async def converse(self, reader, writer):
        def reply(line: str) -> None:
            writer.write(line.encode() + b"\r\n")

        sender, recipients = None, []
        reply("220 receiver")
        try:
            while line := (await reader.readline()).decode("ascii", "replace").rstrip("\r\n"):
                verb = line.split(":")[0].upper()
                if verb.startswith(("EHLO", "HELO")):
                    reply("250 receiver")
                elif verb == "MAIL FROM":
                    sender, recipients = line.split(":", 1)[1].strip(" <>"), []
                    reply("250 ok")
                elif verb == "RCPT TO":
                    recipient = line.split(":", 1)[1].strip(" <>")
                    if recipient in self.refuse:
                        reply("550 no such user")
                    else:
                        recipients.append(recipient)
                        reply("250 ok")
                elif verb == "DATA" and sender is not None and recipients:
                    reply("354 go on")
                    reply(self.take(sender, recipients, await self.read_text(reader)))
                    sender, recipients = None, []
                elif verb == "QUIT":
                    reply("221 bye")
                    break
                else:
                    reply("503 not now")
                await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    @staticmethod
    async def read_text(reader) -> bytes:
        text = b""
        while (line := await reader.readline()) != b".\r\n":
            if not line.endswith(b"\n"):
                raise asyncio.IncompleteReadError(line, None)
            text += line[1:] if line.startswith(b".") else line
        return text

    def take(self, sender: str, recipients: list, text: bytes) -> str:
        failed = self.failures_left > 0
        if failed:
            self.failures_left -= 1
        if failed and not self.keep_failed:
            return "451 later"
        mail = email.message_from_bytes(text, policy=email.policy.default)
        append_line(self.record, {
            "from": sender,
            "to": recipients,
            "from_header": str(mail["From"]),
            "subject": str(mail["Subject"]),
            "message_id": str(mail["Message-ID"]),
            "date": str(mail["Date"]),
            "body": mail.get_content().replace("\r\n", "\n"),
            "longest_line": max(len(line) for line in text.split(b"\r\n")),
            "ascii": text.isascii(),
        })
        return "451 later" if failed else "250 queued"

    async def serve(self) -> None:
        server = await asyncio.start_server(self.converse, "127.0.0.1", 0, limit=1 << 20)
        announce(server.sockets[0].getsockname()[1])
        async with server:
            await server.serve_forever()


def webhook_server(record: str, secrets: list, fail_first: int, status: int, now_s, window_s):
    """An http.server that judges each delivery and writes it down, whether it takes it or not."""
    failures_left = [fail_first]

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self):  # noqa: N802 (the library's name)
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            now = time.time() if now_s is None else now_s
            problem = problem_of(self.headers, body, secrets, now, window_s)
            if problem:
                answer = 401
            elif failures_left[0] > 0:
                failures_left[0] -= 1
                answer = status
            else:
                answer = 200
            append_line(record, {
                "id": self.headers.get("webhook-id"),
                "timestamp": self.headers.get("webhook-timestamp"),
                "signature": self.headers.get("webhook-signature"),
                "path": self.path,
                "content_type": self.headers.get("Content-Type"),
                "body": body.decode("utf-8", "replace"),
                "problem": problem,
                "answer": answer,
            })
            self.send_response(answer)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_):
            pass

    return http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)


class Receiver:
    """One of the two as a process of its own, for the length of a `with`."""

    def __init__(self, kind: str, record: str, **options):
        self.record = str(record)
        self.arguments = [sys.executable, __file__, kind, "--record", self.record]
        for name, value in options.items():
            for one in value if isinstance(value, (list, tuple)) else [value]:
                self.arguments += ["--" + name.replace("_", "-"), str(one)]

    def __enter__(self):
        open(self.record, "a", encoding="utf-8").close()
        self.process = subprocess.Popen(self.arguments, stdout=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        if not line:
            self.process.stdout.close()
            raise RuntimeError(f"the receiver ended with {self.process.wait()}")
        self.port = json.loads(line)["port"]
        return self

    def __exit__(self, *_):
        self.process.terminate()  # every record is in its file already
        self.process.wait(10)
        self.process.stdout.close()

    def records(self) -> list:
        with open(self.record, encoding="utf-8") as lines:
            # A line that is being written has no end yet.
            return [json.loads(line) for line in lines if line.endswith("\n")]

    def wait(self, count: int, timeout_s: float = 30) -> list:
        """The records, as soon as there are `count`; TimeoutError where they do not come."""
        end = time.monotonic() + timeout_s
        while len(records := self.records()) < count:
            if time.monotonic() > end:
                raise TimeoutError(f"{len(records)} of {count} arrived: {records}")
            time.sleep(0.02)
        return records


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    kinds = parser.add_subparsers(dest="kind", required=True)
    for kind in ("smtp", "webhook"):
        options = kinds.add_parser(kind)
        options.add_argument("--record", required=True, help="file that gets one JSON line each")
        options.add_argument("--fail-first", type=int, default=0, help="this many, then take them")
        if kind == "smtp":
            options.add_argument("--keep-failed", type=int, default=0,
                                 help="1: write down what fails first, too")
            options.add_argument("--refuse", action="append", default=[], help="recipient, by 550")
        else:
            options.add_argument("--secret", action="append", required=True, help="whsec_...")
            options.add_argument("--status", type=int, default=503, help="of what fails first")
            options.add_argument("--now", type=float, help="seconds since 1970, for the window")
            options.add_argument("--window", type=float, default=REPLAY_WINDOW_S,
                                 help="seconds; wide for a server on a simulated clock")
    arguments = parser.parse_args()
    if arguments.kind == "smtp":
        receiver = SmtpReceiver(arguments.record, arguments.fail_first, arguments.refuse,
                                arguments.keep_failed != 0)
        asyncio.run(receiver.serve())
    else:
        server = webhook_server(arguments.record, arguments.secret, arguments.fail_first,
                                arguments.status, arguments.now, arguments.window)
        announce(server.server_address[1])
        server.serve_forever()


if __name__ == "__main__":
    main()
