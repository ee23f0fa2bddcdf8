"""One hostile plugin: its code, what it must come to, and whether it does harm without a box."""


class Attack:
    """`code` defines attack(case); what it returns is loot. `expect`: failure kinds, "verdict" for
    an answer without loot. `raw`: it has native calls, as if it had broken out of Python.
    `control`: without the box its canary is touched."""

    def __init__(self, name, expect, code, *, raw=False, control=False):
        self.name, self.expect, self.code = name, expect.split(), code
        self.raw, self.control = raw, control


def tries(name, expect, expression, **more):
    """An attack that is one expression."""
    return Attack(name, expect, f"def attack(case):\n    return {expression}\n", **more)
