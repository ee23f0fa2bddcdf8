#!/usr/bin/python3
"""How long the screen takes to answer a key or a click, over all pages, in Chromium against the real
server with a large demo city (1440x900 at the desk, 390x844 on the phone; 4x: a processor a quarter
as fast, by the browser's own throttling).

    tests/bench/browser/interactions.py [--build build/release] [--size 20000] [--runs 3]

"answer" is the browser's Event Timing of trusted keys and clicks: input delay, processing and what
passes until the next paint, in steps of 8 ms; below 16 ms the browser tells nothing, which counts as
16. "shown" is how long until what was asked of the server is there. Of several runs, the median of
their medians and of their maxima.
"""
import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[3]
ADMIN = ROOT / "admin"
LIMITS = {"desk": 100, "phone-4x": 200}


def node() -> str:
    found = subprocess.run([ROOT / "scripts" / "node", "--where"], capture_output=True, text=True,
                           check=True)
    return found.stdout.strip()


def make_house(options, folder: pathlib.Path) -> pathlib.Path:
    house = pathlib.Path(options.house) if options.house else folder / "house"
    if not house.exists():
        print(f"a demo city of {options.size:,} enterprises, {options.days} days, seed {options.seed}",
              flush=True)
        subprocess.run([pathlib.Path(options.build) / "bin" / "qianqiao", "demo", "--data", house,
                        "--size", str(options.size), "--days", str(options.days),
                        "--seed", str(options.seed)], check=True, stdout=subprocess.DEVNULL)
    return house.resolve()


def run_once(options, house, web, out) -> bool:
    environment = {
        **os.environ, "NO_COLOR": "1", "QIANQIAO_BIN_DIR": str((pathlib.Path(options.build) / "bin").resolve()),
        "QIANQIAO_WEB": str(web), "QIANQIAO_BENCH_HOUSE": str(house), "QIANQIAO_BENCH_OUT": str(out),
        "QIANQIAO_BENCH_ROUNDS": str(options.rounds), "QIANQIAO_BENCH_PROFILES": options.profiles,
    }
    done = subprocess.run(
        [node(), ADMIN / "node_modules/vitest/vitest.mjs", "run", "--config",
         "vitest.browser.config.ts", *(["-t", options.only] if options.only else [])],
        cwd=ADMIN, env=environment)
    return done.returncode == 0


def quantile(values, share):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def merged(runs):
    """By profile and name, over runs: each run's median, maximum and worst moment."""
    found = {}
    for rows in runs:
        seen = {}
        for row in rows:
            one = seen.setdefault((row["profile"], row["name"]), {"taken": [], "shown": []})
            one["taken"] += row["taken"]
            one["shown"] += row["shown"]
        for key, one in seen.items():
            found.setdefault(key, []).append(one)
    return found


def middle(values):
    return statistics.median(values) if values else None


def line(name, runs):
    of = [[one["ms"] for one in run["taken"]] for run in runs]
    worst = max((one for run in runs for one in run["taken"]), key=lambda one: one["ms"])
    phase, ms = max(worst["phases"].items(), key=lambda item: item[1])
    shown = [run["shown"] for run in runs if run["shown"]]
    return {
        "name": name, "n": sum(len(one) for one in of), "median": middle([middle(one) for one in of]),
        "max": middle([max(one) for one in of]), "worst": f"{phase} {ms:.0f} of {worst['ms']:.0f}",
        "shown": middle([middle(one) for one in shown]), "shown_max": middle([max(one) for one in shown]),
    }


def tell(runs):
    found = merged(runs)
    for profile in dict.fromkeys(profile for profile, _ in found):
        print(f"\n{profile}, ms{'':36} {'n':>4} {'median':>7} {'max':>6}   "
              f"{'shown':>6} {'max':>6}   worst phase")
        limit = LIMITS.get(profile)
        for (of, name), rows in found.items():
            if of != profile:
                continue
            one = line(name, rows)
            over = " OVER" if limit and one["max"] > limit else ""
            shown = "" if one["shown"] is None else f"{one['shown']:6.0f} {one['shown_max']:6.0f}"
            print(f"{name:46} {one['n']:4} {one['median']:7.0f} {one['max']:6.0f}   {shown:13}   "
                  f"{one['worst']}{over}")
        totals = []
        for number in range(len(runs)):
            all_of = [one["ms"] for (of, _), rows in found.items() if of == profile and number < len(rows)
                      for one in rows[number]["taken"]]
            totals.append((len(all_of), *(quantile(all_of, share) for share in (0.75, 0.98)), max(all_of)))
        n, p75, p98, most = (middle(column) for column in zip(*totals))
        print(f"{profile}: {n:.0f} interactions, p75 {p75:.0f} ms, p98 {p98:.0f} ms, max {most:.0f} ms"
              + (f" (limit {limit})" if limit else ""))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--build", default="build/release")
    parser.add_argument("--size", type=int, default=20_000, help="enterprises of the city")
    parser.add_argument("--days", type=int, default=25)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=5, help="how often each is done in a run")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--profiles", default="desk,desk-4x,phone-4x")
    parser.add_argument("--only", help="scenes whose names match")
    parser.add_argument("--house", help="a city that is there already, or is made and kept there")
    parser.add_argument("--web", help="the built application; default: built into a temporary folder")
    parser.add_argument("--json", help="keeps what was measured")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        web = pathlib.Path(options.web or folder / "web").resolve()
        subprocess.run([ROOT / "scripts" / "web", web], check=True)
        house = make_house(options, folder)
        well, runs = True, []
        for number in range(options.runs):
            out = folder / f"run-{number}.json"
            well = run_once(options, house, web, out) and well
            runs.append(json.loads(out.read_text(encoding="utf-8")))
    if options.json:
        pathlib.Path(options.json).write_text(json.dumps(runs), encoding="utf-8")
    print(f"\n{options.size:,} enterprises, {options.days} days, seed {options.seed}; "
          f"{options.runs} runs of {options.rounds} rounds")
    tell(runs)
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main())
