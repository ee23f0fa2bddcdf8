"""The decorators that tell the server where a plugin's functions belong."""


class Hook:
    """A registered function: kind, name and where it applies (stage, event, form, schedule)."""

    def __init__(self, kind, name, at, function):
        self.kind, self.name, self.at, self.function = kind, name, at, function


_registered = {}


def registered():
    return list(_registered.values())


def find(kind, name):
    return _registered[kind, name]


def forget_all():
    """For tests that load several plugins in one Python."""
    _registered.clear()


def _register(kind, name, at=""):
    if not isinstance(name, str) or not name or not isinstance(at, str):
        raise TypeError(f"@{kind} needs a name, as in @{kind}(\"name\")")
    if (kind, name) in _registered:
        raise ValueError(f"two hooks are called {kind} {name}")

    def decorate(function):
        _registered[kind, name] = Hook(kind, name, at, function)
        return function
    return decorate


def step(name, *, stage):
    """Work at a stage of a case: f(case) -> Verdict.passed, .failed or .report.

    `name` is the step's id in the county's overlay, `stage` the leaf state, "Review.Preliminary".
    """
    return _register("step", name, stage)


def guard(name, *, event):
    """May refuse an event with a reason: f(case, event) -> Verdict.allowed or .refused, or None.

    It never stops what the notice itself prescribes: the server does not ask it there.
    """
    return _register("guard", name, event)


def on(name, *, event):
    """After an event: f(case, event) -> Verdict.done, or None."""
    return _register("on", name, event)


def notifier(name):
    """A channel for messages: f(message) -> Verdict.delivered, .sent, .retry or .rejected.

    The same message may come again (at least once): pass on its `stable_id` where the receiver can
    drop repeats.
    """
    return _register("notifier", name)


def validator(name, *, form):
    """Looks over a form's data: f(form, case) -> list of problem(field, text), or None. `form` is a
    step's name, or an event's for that event's data."""
    return _register("validator", name, form)


def importer(name, *, of="roster"):
    """Turns a table into rows: f(table) -> Verdict.rows. `of` is roster or feedback."""
    return _register("importer", name, of)


def report(name):
    """Makes a table of many cases: f(cases, period) -> Verdict.table."""
    return _register("report", name)


def scheduled(name, *, at):
    """At set times of the server's clock: f(cases, now) -> Verdict.done, or None.

    `at` is five fields as in cron, local time: minute hour day month weekday (0 is Sunday).
    """
    return _register("scheduled", name, at)
