"""What the host calls: loads the plugin, runs a hook, describes an exception."""
import sys

from . import _errors, _hooks, _services, inputs
from .verdict import Verdict


class _LogWriter:
    """print() becomes log lines."""

    def __init__(self, level):
        self._level, self._unfinished = level, ""

    def write(self, text):
        *lines, self._unfinished = (self._unfinished + text).split("\n")
        for line in lines:
            _services.log(line, self._level)
        return len(text)

    def flush(self):
        if self._unfinished:
            self.write("\n")


def load(folder):
    """Imports main.py; gives the hooks it declares."""
    if _services._host:
        sys.stdout, sys.stderr = _LogWriter("info"), _LogWriter("warning")
    sys.path.append(folder)
    import main  # noqa: F401
    return [{"kind": h.kind, "name": h.name, "at": h.at} for h in _hooks.registered()]


def _arguments(kind, case, cases, rest, now):
    if kind == "step":
        return (case,)
    if kind in ("guard", "on"):
        return case, inputs.Event(rest["event"])
    if kind == "notifier":
        return (inputs.Message(rest["message"]),)
    if kind == "validator":
        return rest["form"], case
    if kind == "importer":
        return (inputs.Table(rest["table"]),)
    if kind == "report":
        return cases, inputs.Period(rest.get("period", {}))
    import datetime  # others start sooner without it
    return cases, datetime.datetime.fromisoformat(now)


def _fields_of(kind, result):
    if kind == "validator" and not isinstance(result, Verdict):
        result = Verdict.of_problems(result)
    if result is None and kind == "guard":
        result = Verdict.allowed()
    if result is None and kind in ("on", "scheduled"):
        result = Verdict.done()
    # Anything else goes on as it is: the server says what is wrong with it.
    return result.fields if isinstance(result, Verdict) else result


def run(kind, name, now, case, cases, rest):
    """Calls a hook; gives the fields of its verdict."""
    hook = _hooks.find(kind, name)
    _services.settings.clear()
    _services.settings.update(rest.get("settings", {}))
    return _fields_of(kind, hook.function(*_arguments(kind, case, cases, rest, now)))


def _place(error):
    """Where in the plugin's own files it was raised: "main.py:12 in tax_grade"."""
    found, trace = "", error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        if "/qianqiao/" not in code.co_filename and not code.co_filename.startswith("<"):
            found = f"{code.co_filename.rpartition('/')[2]}:{trace.tb_lineno} in {code.co_name}"
        trace = trace.tb_next
    return found


def describe(error):
    """Kind of the failure and its text."""
    if isinstance(error, _errors.Refused):
        return "refusal", str(error)
    kind = "denied" if isinstance(error, PermissionError) else "raised"
    text = f"{type(error).__name__}: {error}"
    if isinstance(error, SyntaxError):
        text = f"SyntaxError: {error.msg} ({(error.filename or '').rpartition('/')[2]}:{error.lineno})"
    place = _place(error)
    return kind, f"{text} ({place})" if place else text
