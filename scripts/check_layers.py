#!/usr/bin/python3
"""Reads every #include of ours and fails where one goes against the arrows of the house.

    main -> cli -> api -> engine -> workflows/{definition, charts} -> workflows/domain -> workflows/base
                            |
                          ports <- store, notify, report, intake, plugin_client

Adapters never include each other, nor engine. Heavy third parties stay inside their folder.
"""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent

# room -> rooms of ours that it may include
ALLOWED = {
    "workflows/base": set(),
    "workflows/domain": {"workflows/base"},
    "workflows/charts": {"workflows/base", "workflows/domain"},
    "workflows/definition": {"workflows/base", "workflows/domain", "workflows/charts"},
    "plugins/protocol": {"workflows/base", "workflows/domain"},
    "plugins/host": {"plugins/protocol", "workflows/base", "workflows/domain"},
}
WORKFLOWS = {"workflows/base", "workflows/domain", "workflows/charts", "workflows/definition"}
ALLOWED["server/ports"] = set(WORKFLOWS)
for adapter in ("store", "notify", "report", "intake"):
    ALLOWED[f"server/{adapter}"] = WORKFLOWS | {"server/ports"}
ALLOWED["server/plugin_client"] = WORKFLOWS | {"server/ports", "plugins/protocol"}
ALLOWED["server/engine"] = WORKFLOWS | {"server/ports"}
ALLOWED["server/api"] = ALLOWED["server/engine"] | {"server/engine"}
ALLOWED["server/cli"] = ALLOWED["server/api"] | {"server/api"}
ALLOWED["server/main"] = ALLOWED["server/cli"] | {
    "server/cli", "server/store", "server/notify", "server/report", "server/intake",
    "server/plugin_client",
}

# third party's header prefix -> rooms that may see it
CONFINED = {
    "soci/": {"server/store"},
    "sqlite3.h": {"server/store"},
    "boost/statechart/": {"workflows/charts"},
    "pybind11/": {"plugins/host"},
    "Python.h": {"plugins/host"},
    "Poco/Net/": {"server/api", "server/notify", "server/cli"},
    "yaml-cpp/": {"workflows/definition"},
    "CLI/": {"server/cli"},
    "prometheus/": {"server/api"},
}
INCLUDE = re.compile(r'^\s*#\s*include\s+[<"]([^">]+)[">]', re.MULTILINE)


def room_of(path: str) -> str:
    return "/".join(path.split("/")[:2])


def problems():
    for top in ("workflows", "server", "plugins"):
        for file in sorted((ROOT / top).rglob("*")):
            if file.suffix not in (".cpp", ".h"):
                continue
            name = file.relative_to(ROOT).as_posix()
            room = room_of(name)
            if room not in ALLOWED:
                yield f"{name}: {room} is no room of the house"
                continue
            for header in INCLUDE.findall(file.read_text(encoding="utf-8")):
                if header.startswith(("workflows/", "server/", "plugins/")):
                    target = room_of(header)
                    if target != room and target not in ALLOWED[room]:
                        yield f"{name}: {room} may not include {header}"
                for prefix, rooms in CONFINED.items():
                    if header.startswith(prefix) and room not in rooms:
                        yield f"{name}: {header} belongs in {', '.join(sorted(rooms))} only"


def main() -> int:
    found = list(problems())
    for line in found:
        print(line)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
