#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright The Invoice First Aid authors
"""How fast waiting invoices are listed, and how much memory a very long list takes.

Usage: outbox_speed.py CLI; fails above 1 s per 2,000 invoices, or 150 MiB at 100,000.
"""

import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time

MANY, VERY_MANY = 10_000, 100_000
SECONDS_PER_FILE = 1 / 2000
MAX_KIB = 150 * 1024
SAMPLE = pathlib.Path(__file__).parent.parent / "data" / "invoices" / "ubl.xml"


def fill(folder, first, last):
    text = SAMPLE.read_text()
    padding = "<!-- " + "x" * (20_000 - len(text)) + " -->"
    text = text.replace("</Invoice>", padding + "</Invoice>")
    for number in range(first, last):
        place = folder / f"{number // 1000}"
        place.mkdir(exist_ok=True)
        (place / f"{number}.xml").write_text(re.sub("INV-2026-0042", f"INV-{number}", text))


def measure(cli, home, form):
    """Seconds, and the most memory the process ever had, in KiB."""
    before = time.perf_counter()
    process = subprocess.Popen([cli, "unsent", "--profile", home / "profile.json", "--format", form],
                               stdout=subprocess.PIPE, env={**os.environ, "HOME": str(home)})
    lines = sum(1 for _ in process.stdout)
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f"unsent failed: {status}")
    return time.perf_counter() - before, usage.ru_maxrss, lines


def main():
    cli = sys.argv[1]
    good = True
    with tempfile.TemporaryDirectory(prefix="ifa-outbox-", dir="/dev/shm") as folder:
        home = pathlib.Path(folder)
        outbox = home / "outbox"
        outbox.mkdir()
        (home / "profile.json").write_text(json.dumps({
            "format": "invoice-first-aid-profile/1", "id": "a", "name": {"en": "A"},
            "endpoints": [{"id": "api", "url": "https://a.example/"}],
            "client": {"outbox": [{"path": "~/outbox"}]}}))
        fill(outbox, 0, MANY)
        seconds, _, lines = measure(cli, home, "text")
        good = good and seconds <= MANY * SECONDS_PER_FILE and lines > MANY
        print(f"{MANY} invoices of 20 KB listed in {seconds:.2f} s ({MANY / seconds:.0f} a second)")
        fill(outbox, MANY, VERY_MANY)
        for form in ("text", "json"):
            seconds, kib, lines = measure(cli, home, form)
            good = good and kib <= MAX_KIB and lines > VERY_MANY
            print(f"{VERY_MANY} invoices as {form}: {seconds:.2f} s, at most {kib / 1024:.0f} MiB")
    return 0 if good else 1


sys.exit(main())
