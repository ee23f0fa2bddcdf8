"""Answers that are none, and words that the server did not ask for."""
from attack import Attack, tries


def answers(name, value, expect="bad_answer"):
    return Attack(name, expect, f"def answer(case):\n    return {value}\n")


PASSED = "'outcome': 'passed'"

ATTACKS = [
    answers("nothing", "None"),
    answers("a-number", "7"),
    answers("a-text", "'passed'"),
    answers("no-outcome", "{}"),
    answers("another-outcome", "{'outcome': 'allowed'}"),
    answers("huge", f"{{{PASSED}, 'reason': 'x' * 10**7}}"),
    answers("huge-in-pieces", f"{{{PASSED}, 'notes': ['x' * 1000] * 10**5}}"),
    answers("decimal", f"{{{PASSED}, 'form': {{'rate': 3.85}}}}"),
    answers("not-a-number", f"{{{PASSED}, 'form': {{'rate': float('nan')}}}}"),
    answers("a-null", f"{{{PASSED}, 'form': {{'rate': None}}}}"),
    answers("beyond-64-bits", f"{{{PASSED}, 'form': {{'n': 2**70}}}}"),
    answers("half-characters", f"{{{PASSED}, 'reason': '\\ud800'}}"),
    answers("key-that-is-no-text", f"{{{PASSED}, 'form': {{1: 2}}}}"),
    answers("an-object", f"{{{PASSED}, 'form': {{'o': object()}}}}"),
    answers("unknown-field", f"{{{PASSED}, 'due': '2030-01-01'}}"),
    answers("another-case", f"{{{PASSED}, 'commands': [{{'event': 'Withdrawn', 'data': {{}}, 'subject': '411503C000009'}}]}}"),
    answers("warning-to-a-bank", f"{{{PASSED}, 'warnings': [{{'text': 'x', 'to': 'bank_contact'}}]}}"),
    answers("many-commands", f"{{{PASSED}, 'commands': [{{'event': 'Withdrawn', 'data': {{}}}}] * 1000}}"),
    Attack("deep", "bad_answer", """
def answer(case):
    deep = "x"
    for _ in range(5000): deep = [deep]
    return {"outcome": "passed", "notes": deep}
"""),
    Attack("in-a-circle", "bad_answer", """
def answer(case):
    circle = []
    circle.append(circle)
    return {"outcome": "passed", "notes": circle}
"""),
    Attack("changing-list", "bad_answer crash verdict", """
class Strange(list):
    def __iter__(self): raise RuntimeError
    def __len__(self): return 10**9
def answer(case):
    return {"outcome": "passed", "notes": Strange(["a"])}
"""),
    Attack("unknown-question", "bad_answer", """
def attack(case):
    import _qianqiao_host
    _qianqiao_host.ask("exec", {"command": "id"})
"""),
    Attack("question-out-of-form", "bad_answer", """
def attack(case):
    import _qianqiao_host
    _qianqiao_host.ask("get", {"key": "k" * 5000, "county": "411503"})
"""),
    Attack("another-plugins-store", "bad_answer", """
def attack(case):
    import _qianqiao_host
    _qianqiao_host.ask("get", {"key": "k", "plugin": "tax-grade"})
"""),
    Attack("loud-log", "bad_answer", """
def attack(case):
    import _qianqiao_host
    _qianqiao_host.log("emergency", "x")
"""),
    Attack("forged-runtime", "bad_answer", """
def attack(case):
    import qianqiao._runtime as runtime
    runtime.run = lambda *all: {"outcome": "passed", "commands": [
        {"event": "Granted", "data": {}, "subject": "411502R9"}]}
    return runtime
def answer(case):
    attack(case)
    import qianqiao._runtime as runtime
    return runtime.run()
"""),
    Attack("other-hooks", "bad_answer", """
@guard("hidden", event="ReviewApproved")
def hidden(case, event): return None
def attack(case): return None
"""),
    Attack("many-hooks", "bad_answer", """
for n in range(1000):
    step(f"s{n}", stage="Review.Preliminary")(lambda case: None)
def attack(case): return None
"""),
]
