"""Time, memory and output without end."""
from attack import Attack, tries

ATTACKS = [
    Attack("spin", "timeout", "def attack(case):\n    while True: pass\n"),
    tries("sleep", "timeout", "time.sleep(10**6)"),
    tries("catastrophic-expression", "timeout", "re.match(r'(a+)+$', 'a' * 40 + 'b')"),
    tries("huge-power", "timeout crash", "9 ** 9 ** 9"),
    tries("endless-sum", "timeout", "sum(1 for _ in iter(int, 1))"),
    Attack("spin-and-catch-everything", "timeout", """
def attack(case):
    while True:
        try:
            while True: pass
        except BaseException:
            pass
"""),
    tries("huge-text", "crash timeout", "len('a' * 10**10)"),
    Attack("memory", "crash timeout", "def attack(case):\n    kept = []\n    while True: kept.append(bytearray(10**6))\n"),
    Attack("memory-in-small-pieces", "crash timeout", """
def attack(case):
    kept = None
    while True: kept = (kept, kept, bytes(1000), bytes(1000))
"""),
    Attack("memory-and-catch", "crash timeout", """
def attack(case):
    kept = []
    while True:
        try:
            kept.append(bytearray(10**5))
        except MemoryError:
            pass
"""),
    Attack("compression-bomb", "crash timeout", """
def attack(case):
    import zlib
    bomb = b"".join(zlib.compress(bytes(10**6)) for _ in range(1))
    return len(b"".join(zlib.decompress(bomb) for _ in range(1000)))
"""),
    Attack("recursion", "crash", "def attack(case):\n    return attack(case)\n"),
    Attack("recursion-without-limit", "crash timeout", """
def attack(case):
    sys.setrecursionlimit(10**9)
    def deeper(n): return repr(n) and deeper([n])
    return deeper([])
"""),
    tries("compile-bomb", "crash timeout", "eval('-' * 10**6 + '1')"),
    Attack("open-files", "crash denied", """
def attack(case):
    kept = [open(__file__) for _ in range(10**4)]
"""),
    Attack("endless-log", "bad_answer timeout", "def attack(case):\n    while True: print('x' * 4000)\n"),
    Attack("long-log-line", "verdict", "def attack(case):\n    log('x' * 200_000)\n"),
    Attack("endless-store", "bad_answer timeout", """
def attack(case):
    n = 0
    while True:
        n += 1
        store.put(str(n), "x" * 1000)
"""),
    tries("huge-store-value", "bad_answer crash denied", "store.put('k', 'x' * 10**6)"),
    Attack("spin-while-loading", "timeout", "while True: pass\n"),
]
