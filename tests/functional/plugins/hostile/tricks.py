"""Tricks with Python itself, and ways to end."""
from attack import Attack, tries

ATTACKS = [
    tries("ctypes", "crash denied", "__import__('ctypes').CDLL(None).getpid()"),
    tries("ctypes-null", "crash denied", "__import__('ctypes').string_at(0)"),
    Attack("pickle", "denied crash", """
import pickle
class Evil:
    def __reduce__(self): return os.system, ("touch " + DROP + "/pickle",)
def attack(case):
    return pickle.loads(pickle.dumps(Evil()))
""", control=True),
    tries("eval-import", "denied", "eval(\"__import__('os').system('touch ' + DROP + '/eval')\")",
          control=True),
    tries("loader-trick", "denied",
          "__import__('importlib').import_module('posix').system('touch ' + DROP + '/posix')",
          control=True),
    Attack("subclasses", "crash denied", """
def attack(case):
    for kind in ().__class__.__base__.__subclasses__():
        if kind.__name__ == "Popen": return kind(["/usr/bin/touch", DROP + "/popen"])
    import subprocess
    return subprocess.Popen(["/usr/bin/touch", DROP + "/popen"]).wait()
"""),
    Attack("search-memory", "verdict", """
def attack(case):
    import gc
    return [x for x in gc.get_objects() if type(x) is str and x.startswith("QIANQIAO_SECRET")] or None
"""),
    Attack("other-case-fields", "verdict", """
def attack(case):
    return case.get("enterprise.contact_phone") or case.get("case.application")
"""),
    tries("field-not-permitted", "crash", "case.enterprise.name"),
    tries("exit", "crash", "sys.exit(0)"),
    tries("exit-at-once", "crash", "os._exit(0)"),
    tries("exit-like-the-host", "crash", "os._exit(70)"),
    tries("abort", "crash denied", "os.abort()"),
    Attack("interrupt", "crash", "def attack(case):\n    raise KeyboardInterrupt\n"),
    Attack("raise-strange", "crash", """
class Strange(BaseException):
    def __str__(self): raise Strange
def attack(case):
    raise Strange
"""),
    Attack("says-no", "refusal", "def attack(case):\n    raise Refused('not today')\n"),
    Attack("segmentation-fault", "crash verdict",  # its signal does not leave the box
            """
def attack(case):
    import faulthandler
    faulthandler._sigsegv()
"""),
    Attack("bad-bytecode", "crash", """
def attack(case):
    def f(): pass
    # Returns a local variable far beyond its frame: nearer ones may hold something.
    f.__code__ = f.__code__.replace(co_code=bytes([144, 127] + [144, 255] * 2 + [124, 255, 83, 0]))
    return f()
"""),
    Attack("native-crash", "crash", "def attack(case):\n    _raw.crash()\n", raw=True),
    Attack("syntax-error", "crash", "def attack(case:\n"),
    Attack("import-error", "crash", "import requests\n"),
    Attack("exit-while-loading", "crash", "sys.exit(0)\n"),
    Attack("escape-while-loading", "denied", "os.system('touch ' + DROP + '/loading')\n",
           control=True),
    Attack("left-to-be-run", "verdict", """
import atexit
atexit.register(lambda: os.system("touch " + DROP + "/atexit"))
def attack(case):
    return None
"""),
]
