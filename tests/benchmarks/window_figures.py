#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright The Invoice First Aid authors
"""First frame and memory of the window against an empty libadwaita window, taken in turns.

Usage: window_figures.py WINDOW EMPTY
"""

import os
import statistics
import sys
import time

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'ui'))

from desktop import Desktop, skip_unless_possible  # noqa: E402

ROUNDS = 9
MOST_TIME, MOST_MEMORY = 1.15, 1.3


def time_first_frame(desktop, arguments):
    begin = time.monotonic()
    process = desktop.spawn(arguments, stdout=2, stderr=2)
    assert process.wait(60) == 0, arguments
    return time.monotonic() - begin


def measure_rest_kib(desktop, arguments):
    """Proportional set size: what is shared with others counts in parts."""
    process = desktop.spawn(arguments, stdout=2, stderr=2)
    time.sleep(4)
    with open(f'/proc/{process.pid}/smaps_rollup', encoding='ascii') as file:
        size = [int(line.split()[1]) for line in file if line.startswith('Pss:')][0]
    process.terminate()
    process.wait(10)
    return size


def main():
    skip_unless_possible()
    window, empty = sys.argv[1:3]
    with Desktop() as desktop:
        times = {window: [], empty: []}
        for _ in range(ROUNDS):
            times[empty].append(time_first_frame(desktop, [empty]))
            times[window].append(time_first_frame(desktop, [window, '--exit-after-startup']))
        rest = {empty: measure_rest_kib(desktop, [empty, '--rest']),
                window: measure_rest_kib(desktop, [window])}
    ratio = statistics.median(times[window]) / statistics.median(times[empty])
    memory = rest[window] / rest[empty]
    print(f'first frame: {statistics.median(times[window]) * 1000:.0f} ms, empty window '
          f'{statistics.median(times[empty]) * 1000:.0f} ms: {ratio:.2f} (at most {MOST_TIME})')
    print(f'memory at rest: {rest[window] / 1024:.1f} MiB, empty window '
          f'{rest[empty] / 1024:.1f} MiB: {memory:.2f} (at most {MOST_MEMORY})')
    return 0 if ratio <= MOST_TIME and memory <= MOST_MEMORY else 1


if __name__ == '__main__':
    sys.exit(main())
