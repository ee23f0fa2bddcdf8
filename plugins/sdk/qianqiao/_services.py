"""What a plugin may ask the server for while it is called: log lines, its key-value store, HTTP to
approved hosts. Under plain Python a stand-in answers (qianqiao.testing)."""
from ._errors import Unavailable

try:
    import _qianqiao_host as _host
except ImportError:
    _host = None


def _codec():
    """json, when it is wanted: it brings re and enum with it, half of what a host's start takes."""
    import json
    return json


class StandIn:
    """Keeps what is logged, stored and sent; answers HTTP from a list."""

    def __init__(self):
        self.lines, self.values, self.requests, self.answers = [], {}, [], []

    def log(self, level, text):
        self.lines.append((level, text))

    def ask(self, what, fields):
        if what == "get":
            return {"value": self.values.get(fields["key"])}
        if what == "put":
            self.values.pop(fields["key"], None)
            if fields["value"] is not None:
                self.values[fields["key"]] = fields["value"]
            return {}
        self.requests.append(fields)
        if not self.answers:
            raise Unavailable("the test has no answer for " + fields["url"])
        return self.answers.pop(0)


backend = _host or StandIn()
settings = {}  # of this plugin in this county: plugin.yaml's defaults, as the county changed them


def log(text, level="info"):
    """A line in the plugin's log, at most 4 KiB. `level`: info, warning or error. Do not log
    personal data. print() logs at level info."""
    backend.log(level, str(text))


def secret(name):
    """Stands for a secret of the plugin within a request's url, headers, body and text to sign. The
    server puts the secret in; the plugin never sees it."""
    return "{secret:" + name + "}"


class _Store:
    """A small key-value store of this plugin in this county; keys and values are texts, keys of at
    most 200 bytes. Raises Denied beyond the manifest's limit."""

    def get(self, key, otherwise=None):
        value = backend.ask("get", {"key": key})["value"]
        return otherwise if value is None else value

    def put(self, key, value):
        backend.ask("put", {"key": key, "value": value})

    def forget(self, key):
        backend.ask("put", {"key": key, "value": None})


class Response:
    """status: int; headers: dict with lower-case names; body: str."""

    def __init__(self, fields):
        self.status, self.headers, self.body = fields["status"], fields["headers"], fields["body"]

    def json(self):
        """The body as JSON. Raises Unavailable where it is none: the receiver is not itself."""
        try:
            return _codec().loads(self.body)
        except ValueError:
            raise Unavailable("the answer is no JSON") from None


class _Http:
    """HTTPS through the server, to hosts of permissions.hosts that an administrator approved.
    Raises Denied for others, Unavailable where nothing answers in time."""

    def get(self, url, *, headers=None):
        return self._send("GET", url, "", dict(headers or {}), None)

    def post(self, url, *, json=None, body="", headers=None, sign=None):
        """`json`: sent as such instead of `body`. `sign`: (method, secret's name, text), whose
        result stands where url, headers or body say {signature}; methods are
        hmac-sha256-base64 and sha256-hex."""
        headers = dict(headers or {})
        if json is not None:
            body = _codec().dumps(json, ensure_ascii=False)
            headers.setdefault("Content-Type", "application/json; charset=utf-8")
        return self._send("POST", url, body, headers, sign)

    @staticmethod
    def _send(method, url, body, headers, sign):
        fields = {"method": method, "url": url, "headers": headers, "body": body}
        if sign:
            fields["sign"] = {"method": sign[0], "secret": sign[1], "text": sign[2]}
        return Response(backend.ask("http", fields))


store = _Store()
http = _Http()
