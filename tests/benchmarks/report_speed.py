#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright The Invoice First Aid authors
"""A report of 200 endpoints in every format: processor time and memory of all of them together.

Usage: report_speed.py RENDER-REPORT; fails above 300 ms without the start of the program, or
64 MiB.
"""

import os
import subprocess
import sys
import tempfile

FORMATS = ["json", "html", "text", "prometheus", "pdf"]
LIMIT_S = 0.3
LIMIT_KIB = 64 * 1024


def measure(render, kind, path, endpoints):
    """Processor seconds and KiB of one rendering."""
    process = subprocess.Popen([render, kind, path, "large", str(endpoints)])
    status, usage = os.wait4(process.pid, 0)[1:]
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{kind} ended with {process.returncode}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss


def main():
    total_s, most = 0, 0
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "report")
        for kind in FORMATS:
            start_s = min(measure(sys.argv[1], "text", path, 1)[0] for _ in range(3))
            seconds, kib = min(measure(sys.argv[1], kind, path, 200) for _ in range(5))
            total_s += max(seconds - start_s, 0)
            most = max(most, kib)
            print(f"{kind}: {seconds * 1000:.0f} ms, {os.path.getsize(path)} bytes, {kib} KiB")
    print(f"all formats: {total_s * 1000:.0f} ms, {most} KiB")
    return 0 if total_s <= LIMIT_S and most <= LIMIT_KIB else 1


sys.exit(main())
