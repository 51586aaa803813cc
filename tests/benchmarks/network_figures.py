#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright The Invoice First Aid authors
"""How fast and how large: each figure beside a named peer of the same run, in the lab's networks.

Usage: network_figures.py COMMAND. Prints a line a figure; never fails for a figure.
"""

import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "lab"))
import pki  # noqa: E402
import scenarios  # noqa: E402
from lab import Lab  # noqa: E402

RUNS = 7
CURL = ("curl -s -o /dev/null -w '%{time_total}' --cacert $SSL_CERT_FILE "
        "https://api.invoice.example:9443/health")


def timed(work):
    began = time.monotonic()
    result = work()
    return time.monotonic() - began, result


def say(what, value, limit):
    print(f"{what:58} {value:>22}   (asked for: {limit})", flush=True)


def healthy_against_curl(program, folder):
    with Lab(program, folder, True) as lab:
        lab.line = (25, 0)
        lab.build()
        lab.check()
        ours, theirs = [], []
        for _ in range(RUNS):
            seconds, (report, status, error) = timed(lab.check)
            assert report["verdict"] == "ok", report["causes"]
            ours.append(report["duration_ms"] / 1000)
            theirs.append(float(lab.run(CURL)))
        ratio = statistics.median(o / t for o, t in zip(ours, theirs))
        say("healthy, 50 ms round trip: check / curl of its endpoint",
            f"{statistics.median(ours):.3f} / {statistics.median(theirs):.3f} s = {ratio:.2f}", "1.5")


def dropped_and_no_network(program, folder):
    for name, limit in (("nothing-beyond-the-gateway", "6 s"), ("interface-down", "1 s")):
        scenario = next(s for s in scenarios.ALL if s.name == name)
        with Lab(program, folder, True) as lab:
            scenario.prepare(lab)
            lab.build()
            scenario.fault(lab)
            seconds = [timed(lab.check)[0] for _ in range(3)]
            say(f"verdict of {name}", f"{statistics.median(seconds):.2f} s", limit)


def many_endpoints(program, folder):
    times = {}
    for count in (1, 200):
        with Lab(program, folder, True) as lab:
            lab.line = (25, 0)
            lab.profile["endpoints"] = [
                {"id": f"e{n}", "url": f"https://api.invoice.example:9443/health?{n}"} for n in range(count)]
            lab.build()
            lab.check()
            reports = [lab.check()[0] for _ in range(5)]
            assert all(r["verdict"] == "ok" for r in reports)
            times[count] = statistics.median(r["duration_ms"] for r in reports)
    say("200 endpoints / one, 50 ms round trip",
        f"{times[200]:.0f} / {times[1]:.0f} ms = {times[200] / times[1]:.2f}", "4")


def memory(program, folder):
    with Lab(program, folder, True) as lab:
        lab.build()
        profile = os.path.join(lab.folder, "profile.json")
        with open(profile, "w") as f:
            json.dump(lab.profile, f)
        command = lab.client_command(["/usr/bin/time", "-f", "%M", program, "check", "--profile", profile,
                                      "--format", "json", "--output", "/dev/null"])
        said = subprocess.run(command, capture_output=True, text=True).stderr
        say("memory of a healthy check", f"{int(said.split()[-1]) / 1024:.1f} MiB", "40 MiB")


def cancel(program, folder):
    scenario = next(s for s in scenarios.ALL if s.name == "nothing-beyond-the-gateway")
    with Lab(program, folder, True) as lab:
        lab.build()
        scenario.fault(lab)
        profile = os.path.join(lab.folder, "profile.json")
        with open(profile, "w") as f:
            json.dump(lab.profile, f)
        os.chmod(profile, 0o644)
        answers = []
        for _ in range(5):
            process = subprocess.Popen(
                lab.client_command([program, "check", "--profile", profile, "--format", "json"]),
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(1)
            children = subprocess.run(["pgrep", "-f", "cli-program check|cli check --profile " + profile],
                                      capture_output=True, text=True).stdout.split()
            began = time.monotonic()
            for child in children:
                os.kill(int(child), signal.SIGINT)
            process.wait()
            answers.append(time.monotonic() - began)
        say("from SIGINT to the end, everything dropped", f"{statistics.median(answers) * 1000:.0f} ms", "100 ms")


def main():
    program = os.path.abspath(sys.argv[1])
    if os.geteuid() != 0:
        print("skipped: needs root")
        return 77
    with tempfile.TemporaryDirectory(prefix="ifa-pki-") as folder:
        pki.make(folder)
        for name in os.listdir(folder):
            path = os.path.join(folder, name)
            if os.path.isfile(path):
                os.chmod(path, 0o644)
        for work in (healthy_against_curl, many_endpoints, dropped_and_no_network, memory, cancel):
            work(program, folder)
    return 0


sys.exit(main())
