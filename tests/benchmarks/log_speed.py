#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright The Invoice First Aid authors
"""A log of 1 GB searched for 50 texts, against grep -F, in turns.

Usage: log_speed.py SEARCH-LOG; fails below half of grep's speed.
"""

import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import time

SIZE = 1_000_000_000
ROUNDS = 3
LIMIT = 2.0


def make_log(path, codes):
    random.seed(5)
    words = ["upload", "invoice", "queue", "retry", "ok", "http 200", "session", "离线", "开票", "保存"]
    lines = []
    while sum(map(len, lines)) < 4_000_000:
        lines.append(f"2026-11-24 09:{random.randrange(60):02}:{random.randrange(60):02}."
                     f"{random.randrange(1000):03} [INFO] "
                     + " ".join(random.choice(words) for _ in range(random.randrange(4, 16)))
                     + f" n={random.randrange(10**9)}\n")
    block = "".join(lines).encode()
    with open(path, "wb") as file:
        for index in range(SIZE // len(block)):
            file.write(block)
            file.write(f"09:00:00 error {codes[index % len(codes)]}: failed\n".encode())


def measure_s(command, expected):
    before = time.perf_counter()
    output = subprocess.run(command, check=True, capture_output=True,
                            env={**os.environ, "LC_ALL": "C"}).stdout
    taken = time.perf_counter() - before
    if int(output) != expected:
        sys.exit(f"{command[0]} found {output!r}, not {expected}")
    return taken


def main():
    codes = [f"E{number:05}-{number * 7 % 97:02}" for number in range(50)]
    with tempfile.TemporaryDirectory(prefix="ifa-log-", dir="/dev/shm") as folder:
        home = pathlib.Path(folder)
        (home / "logs").mkdir()
        make_log(home / "logs" / "client.log", codes)
        (home / "codes").write_text("\n".join(codes) + "\n")
        (home / "profile.json").write_text(json.dumps({
            "format": "invoice-first-aid-profile/1", "id": "a", "name": {"en": "A"},
            "endpoints": [{"id": "api", "url": "https://a.example/"}],
            "client": {"logs": [{"path": "~/logs", "match": "*.log"}]},
            "errors": [{"code": code, "title": {"en": "A"}} for code in codes]}))
        expected = (home / "logs" / "client.log").read_bytes().count(b" error E")
        ours, grep = [], []
        for _ in range(ROUNDS):
            grep.append(measure_s(["grep", "-c", "-F", "-f", home / "codes",
                                   home / "logs" / "client.log"], expected))
            ours.append(measure_s([sys.argv[1], home / "profile.json", home], expected))
    ratio = min(ours) / min(grep)
    print(f"1 GB, 50 texts: grep -F {min(grep):.2f} s, ours {min(ours):.2f} s, {ratio:.2f} times")
    return 0 if ratio <= LIMIT else 1


sys.exit(main())
