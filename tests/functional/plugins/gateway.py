"""Another system for plugins to talk to: HTTPS on loopback under whatever names it is asked by, on a
port of the system's choice, with a certificate of its own. The server reaches it as its relay."""
import http.server
import json
import pathlib
import ssl
import subprocess
import threading
import time


class Gateway:
    """Answers by `answer(request) -> (status, dict or str)`; keeps what it was asked."""

    def __init__(self, folder, *hosts, answer=lambda request: (200, {})):
        self.hosts, self.answer, self.requests = hosts, answer, []
        folder = pathlib.Path(folder)
        self.certificate, key = folder / "gateway.pem", folder / "gateway-key.pem"
        names = ",".join(f"DNS:{host}" for host in hosts)
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
             "-nodes", "-days", "2", "-subj", "/CN=gateway", "-addext", f"subjectAltName={names}",
             "-keyout", key, "-out", self.certificate], check=True, capture_output=True)
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(self.certificate, key)
        gateway = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def take(self):
                body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
                request = {"method": self.command, "host": self.headers["Host"], "path": self.path,
                           "headers": dict(self.headers), "body": body}
                gateway.requests.append(request)
                status, answer = gateway.answer(request)
                data = (answer if isinstance(answer, str) else json.dumps(answer)).encode()
                self.send_response(status)
                self.send_header("Content-Length", str(len(data)))
                self.send_header("Connection", "close")
                self.end_headers()
                self.wfile.write(data)

            do_GET = do_POST = take

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.socket = tls.wrap_socket(self.server.socket, server_side=True)
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()

    def settings(self, allowlist=("127.0.0.1",)):
        """For the server's settings file."""
        relay = f"127.0.0.1:{self.server.server_address[1]}"
        return {"webhook": {"allowlist": list(allowlist), "ca_file": str(self.certificate)},
                "plugins": {"relays": {host: relay for host in self.hosts}}}

    def wait(self, count, timeout_s=30):
        """The requests, as soon as there are `count`."""
        end = time.monotonic() + timeout_s
        while len(self.requests) < count:
            if time.monotonic() > end:
                raise TimeoutError(f"{len(self.requests)} of {count} arrived")
        return self.requests

    def close(self):
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()
