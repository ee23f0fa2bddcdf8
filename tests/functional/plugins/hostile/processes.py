"""Processes, programs, threads, signals, and what else the kernel offers: the last ones with native
calls, as if the plugin had broken out of Python."""
from attack import Attack, tries


def call(name, number, arguments="", **more):
    """A system call made directly. x86-64 numbers, as the tests run there."""
    return tries(name, "denied", f"loot_of(_raw.call({number}{', ' + arguments if arguments else ''}))",
                 raw=True, **more)


ATTACKS = [
    tries("fork", "denied", "os.fork()"),
    tries("exec", "denied", "os.execv('/bin/sh', ['sh', '-c', 'touch ' + DROP + '/exec'])",
          control=True),
    tries("subprocess", "denied crash",
          "__import__('subprocess').run(['/usr/bin/touch', DROP + '/subprocess'])", control=True),
    tries("shell", "denied", "os.system('touch ' + DROP + '/shell')", control=True),
    tries("pseudo-terminal", "denied crash", "__import__('pty').spawn('/bin/sh')"),
    Attack("thread", "denied crash", """
def attack(case):
    import threading
    threading.Thread(target=lambda: None).start()
"""),
    tries("multiprocessing", "denied crash",
          "__import__('multiprocessing').Process(target=print).start()"),
    tries("kill-victim", "denied", "os.kill(VICTIM, 9)", control=True),
    tries("kill-everybody", "denied", "os.kill(-1, 9)"),
    tries("kill-parent", "denied", "os.kill(os.getppid(), 9)"),
    tries("become-root", "denied", "os.setuid(0)"),
    tries("priority", "denied", "os.setpriority(os.PRIO_PROCESS, 0, -20)"),
    tries("affinity", "denied", "os.sched_setaffinity(0, {0, 1})"),
    tries("timer", "denied crash", "__import__('signal').setitimer(0, 1)"),
    tries("raise-limits", "denied crash",
          "__import__('resource').setrlimit(__import__('resource').RLIMIT_AS, (-1, -1))"),
    call("native-fork", 57),
    call("native-clone3", 435),
    call("native-exec", 59, "_raw.address(b'/bin/sh\\0')"),
    call("native-execveat", 322),
    call("native-ptrace", 101, "16, VICTIM"),
    call("native-read-memory", 310, "VICTIM"),
    call("native-pidfd", 434, "VICTIM"),
    call("native-pidfd-getfd", 438),
    call("native-io-uring", 425, "8, _raw.address(bytes(120))"),
    call("native-userfaultfd", 323),
    call("native-unshare", 272, "0x10000000"),
    call("native-setns", 308, "3"),
    call("native-mount", 165),
    call("native-move-mount", 429),
    call("native-pivot-root", 155),
    call("native-bpf", 321),
    call("native-perf", 298),
    call("native-keyring", 250),
    call("native-add-key", 248),
    call("native-open-by-handle", 304),
    call("native-personality", 135, "0x400000"),
    call("native-seccomp", 317),
    call("native-prctl", 157, "4, 1"),
    call("native-modify-ldt", 154),
    call("native-shared-memory", 29),
    call("native-message-queue", 240),
    call("native-async-io", 206),
    call("native-kcmp", 312),
    call("native-reboot", 169),
    call("native-module", 175),
    call("native-x32", "0x40000000 + 39"),
    tries("native-32-bit", "denied", "loot_of(_raw.call_32(20))", raw=True),
    Attack("native-executable-memory", "verdict", """
def attack(case):
    # mmap, then mprotect: either would let the plugin write machine code.
    if _raw.call(9, 0, 4096, 7, 0x22, -1, 0) > 0:
        return TOKEN
    page = _raw.call(9, 0, 4096, 3, 0x22, -1, 0)
    return TOKEN if _raw.call(10, page, 4096, 5) == 0 else None
""", raw=True, control=True),
    Attack("native-socket", "verdict", """
def attack(case):
    return TOKEN if _raw.call(41, 1, 1, 0) >= 0 else None
""", raw=True, control=True),
    Attack("native-open-for-writing", "verdict", """
def attack(case):
    path = _raw.address((DROP + "/native\\0").encode())
    tries = [_raw.call(257, -100, path, flags, 0o644) for flags in (0x41, 0x42, 0x441, 0x410002)]
    return TOKEN if any(result >= 0 for result in tries) else None
""", raw=True, control=True),
]
