"""For the author's own tests, under plain Python 3.11:

    import unittest
    from qianqiao import testing

    class TaxGrade(unittest.TestCase):
        def test_good_grade(self):
            plugin = testing.load("plugins/counties/411502/tax-grade")
            report = {"public_credit_report": {"grade": "A"}}
            verdict = plugin.step("tax-grade", {"case": {"information": report}})
            self.assertEqual(verdict["outcome"], "passed")

`qianqiao plugin test` runs cases.yaml in the real sandbox; here nothing is limited.
"""
import importlib
import os
import sys

from . import _hooks, _runtime, _services
from ._objects import Case


class Plugin:
    """A loaded plugin. Each method calls a hook and gives the fields of its verdict; exceptions
    come through. `input`: as in cases.yaml."""

    def __init__(self, hooks, stand_in):
        self.hooks = hooks
        self.lines, self.values = stand_in.lines, stand_in.values
        self.requests, self.answers = stand_in.requests, stand_in.answers

    def call(self, kind, name, input, now="2025-03-03T09:00:00+08:00"):
        case = Case(input)
        cases = [Case(one) for one in input.get("cases", [])]
        return _runtime.run(kind, name, now, case, cases, input)

    def step(self, name, input, **more):
        return self.call("step", name, input, **more)

    def guard(self, name, input, **more):
        return self.call("guard", name, input, **more)

    def on(self, name, input, **more):
        return self.call("on", name, input, **more)

    def notifier(self, name, message, **more):
        return self.call("notifier", name, {"message": message, **more.pop("beside", {})}, **more)

    def importer(self, name, rows, **more):
        return self.call("importer", name, {"table": {"rows": rows}}, **more)


_loaded = []  # folders of plugins that were loaded before


def _forget():
    for name, module in list(sys.modules.items()):
        if os.path.dirname(getattr(module, "__file__", None) or "") in _loaded:
            del sys.modules[name]
    sys.path[:] = [entry for entry in sys.path if entry not in _loaded]
    _loaded.clear()
    _hooks.forget_all()
    importlib.invalidate_caches()


def load(folder):
    """Loads the plugin of a folder; what was loaded before is forgotten."""
    _forget()
    folder = os.path.abspath(folder)
    _loaded.append(folder)
    _services.backend = _services.StandIn()
    return Plugin(_runtime.load(folder), _services.backend)
