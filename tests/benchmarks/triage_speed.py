#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright The Invoice First Aid authors
"""How long a triage takes, against cat of the same files, and how much memory.

Usage: triage_speed.py CLI-PROGRAM RENDER-REPORT [NUMBER]; fails above three times cat, or where
ten times the reports take more memory.
"""

import os
import pathlib
import resource
import subprocess
import sys
import tempfile
import time

LIMIT = 3.0
LARGER = 4096


def fill(folder, render, number):
    """`number` reports of some 30 KB, each of its own."""
    path = folder / "sample"
    subprocess.run([render, "json", str(path), "large", "4"], check=True)
    text = path.read_text()
    path.unlink()
    text += " " * max(0, 30000 - len(text))
    for i in range(number):
        inner = folder / f"{i // 1000:03}"
        if i % 1000 == 0:
            inner.mkdir()
        (inner / f"{i:06}.json").write_text(text.replace("2026-11-22T", f"2026-11-{i % 28 + 1:02}T"))
    return len(text)


def measure(command):
    """Seconds, and the largest size in memory in KiB."""
    before = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    status, usage = os.wait4(process.pid, 0)[1:]
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{command[0]} ended with {process.returncode}")
    return time.perf_counter() - before, usage.ru_maxrss


def main():
    cli, render = sys.argv[1:3]
    number = int(sys.argv[3]) if len(sys.argv) > 3 else 20000
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        size = fill(folder, render, number)
        cat = ["sh", "-c", 'find "$0" -name "*.json" -print0 | xargs -0 cat', name]
        triage = [cli, "report", "triage", name, "--format", "json"]
        measure(cat)
        cat_s = min(measure(cat)[0] for _ in range(3))
        triage_s, most = min(measure(triage) for _ in range(3))
        few = measure([*triage[:3], str(folder / "000"), *triage[4:]])[1]
    print(f"{number} reports of {size} bytes: cat {cat_s:.2f} s, triage {triage_s:.2f} s "
          f"({triage_s / cat_s:.2f} times), {most} KiB; of 1000 reports {few} KiB")
    return 0 if triage_s <= LIMIT * cat_s and most < few + LARGER else 1


sys.exit(main())
