#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright The Invoice First Aid authors
"""Copying and proving, against cp -a, sync, and sha256sum of source and copy, in turns.

Usage: copy_speed.py CLI; fails above the time that these take.
"""

import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

ROUNDS = 3
LIMIT = 1.0
MANY, SMALL = 10_000, 20_000
LARGE = 2_000_000_000


def make_many(outbox):
    for number in range(MANY):
        place = outbox / f"{number // 1000}"
        place.mkdir(exist_ok=True)
        (place / f"{number}.xml").write_bytes(os.urandom(SMALL))


def make_large(outbox):
    block = os.urandom(10_000_000)
    with open(outbox / "large", "wb") as file:
        for _ in range(LARGE // len(block)):
            file.write(block)


def by_hand_s(home, target):
    command = (f"cp -a '{home}/outbox' '{target}/copy' && sync && cd '{home}/outbox' && "
               f"find . -type f -exec sha256sum {{}} + | sort >'{target}/a' && cd '{target}/copy' && "
               f"find . -type f -exec sha256sum {{}} + | sort >'{target}/b' && cmp '{target}/a' '{target}/b'")
    before = time.perf_counter()
    subprocess.run(["sh", "-c", command], check=True)
    return time.perf_counter() - before


def ours_s(cli, home, target):
    before = time.perf_counter()
    subprocess.run([cli, "backup", "create", "--profile", home / "profile.json", "--to", target],
                   check=True, capture_output=True, env={**os.environ, "HOME": str(home)})
    return time.perf_counter() - before


def compare(cli, name, make):
    with tempfile.TemporaryDirectory(prefix="ifa-copy-", dir=os.environ.get("TMPDIR", "/var/tmp")) as folder:
        home = pathlib.Path(folder)
        (home / "outbox").mkdir()
        make(home / "outbox")
        (home / "profile.json").write_text(json.dumps({
            "format": "invoice-first-aid-profile/1", "id": "a", "name": {"en": "A"},
            "endpoints": [{"id": "api", "url": "https://a.example/"}],
            "client": {"outbox": [{"path": "~/outbox"}]}}))
        os.sync()
        times = {"hand": [], "ours": []}
        for _ in range(ROUNDS):
            for way in times:
                target = home / "target"
                target.mkdir()
                times[way].append(by_hand_s(home, target) if way == "hand" else ours_s(cli, home, target))
                shutil.rmtree(target)
                os.sync()
    hand, ours = (statistics.median(times[way]) for way in ("hand", "ours"))
    print(f"{name}: cp, sync and sha256sum {hand:.2f} s, ours {ours:.2f} s, {ours / hand:.2f} times")
    return ours / hand <= LIMIT


def main():
    results = [compare(sys.argv[1], "10,000 files of 20 KB", make_many),
               compare(sys.argv[1], "one file of 2 GB", make_large)]
    return 0 if all(results) else 1


sys.exit(main())
