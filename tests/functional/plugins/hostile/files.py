"""Reading what is not the plugin's, writing anything at all."""
from attack import Attack, tries

ATTACKS = [
    tries("read-secret", "crash denied", "open(SECRET).read()", control=True),
    tries("read-secret-by-parents", "crash denied", "open('../../../../../..' + SECRET).read()",
          control=True),
    tries("read-secret-os", "crash denied", "os.read(os.open(SECRET, os.O_RDONLY), 99)",
          control=True),
    tries("read-passwd", "crash denied", "open('/etc/passwd').read()"),
    tries("list-root", "denied", "os.listdir('/')"),
    tries("list-drop", "crash denied", "os.listdir(DROP)"),
    tries("read-own-environment", "crash denied", "open('/proc/self/environ').read()"),
    tries("read-parents-environment", "crash denied", "open(f'/proc/{VICTIM}/environ').read()",
          control=True),
    tries("read-own-memory", "crash denied", "open('/proc/self/mem', 'rb').read(1)"),
    tries("walk-proc", "crash denied", "os.listdir('/proc')"),
    tries("write-drop", "denied crash", "open(DROP + '/written', 'w').write('x')", control=True),
    tries("append-secret", "denied crash", "open(SECRET, 'a').write('x')"),
    tries("write-own-code", "denied", "open(__file__, 'a').write('#')"),
    tries("temporary-file", "denied crash", "__import__('tempfile').mkstemp()"),
    tries("make-folder", "denied", "os.mkdir(DROP + '/made')", control=True),
    tries("symbolic-link", "denied", "os.symlink(SECRET, DROP + '/link')", control=True),
    tries("hard-link", "denied", "os.link(SECRET, DROP + '/hard')"),
    tries("rename-secret", "denied", "os.rename(SECRET, DROP + '/renamed')"),
    tries("unlink-own-code", "denied", "os.unlink(__file__)"),
    tries("change-mode", "denied", "os.chmod(__file__, 0o777)"),
    tries("truncate-secret", "denied", "os.truncate(SECRET, 0)"),
    tries("device", "crash denied", "open('/dev/kmsg').read(1)"),
    tries("change-root", "denied", "os.chroot('/')"),
    tries("memory-file", "denied", "os.memfd_create('x')"),
    tries("database-file", "crash denied", "__import__('sqlite3').connect(DROP + '/db').execute('create table t(a)')"),
    tries("import-from-outside", "crash denied",
          "(sys.path.insert(0, DROP), __import__('outside').LOOT)[1]", control=True),
    Attack("inherited-files", "verdict", """
def attack(case):
    loot = b""
    for number in range(64):
        try:
            loot += os.pread(number, 99, 0)
        except OSError:
            pass
    return loot or None
"""),
    tries("environment", "verdict", "dict(os.environ) or None"),
]
