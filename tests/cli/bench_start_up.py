#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright The Invoice First Aid authors
"""How long the command takes to say its version, against an empty GLib program.

Usage: bench_start_up.py EMPTY CLI; fails above twice the yardstick.
"""

import os
import statistics
import sys
import time

ROUNDS = 200
LIMIT = 2.0


def measure_s(arguments):
    silence = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
    before = time.perf_counter()
    pid = os.posix_spawn(arguments[0], arguments, os.environ, file_actions=silence)
    os.waitpid(pid, 0)
    return time.perf_counter() - before


def main():
    empty, cli = [sys.argv[1]], [sys.argv[2], "--version"]
    times = {"empty": [], "version": []}
    # In turns, so that both see the same load of the machine.
    for _ in range(ROUNDS):
        times["empty"].append(measure_s(empty))
        times["version"].append(measure_s(cli))
    medians = {name: statistics.median(values) * 1000 for name, values in times.items()}
    ratio = medians["version"] / medians["empty"]
    print(f"empty GLib program {medians['empty']:.2f} ms, --version {medians['version']:.2f} ms, "
          f"{ratio:.2f} times")
    return 0 if ratio <= LIMIT else 1


sys.exit(main())
