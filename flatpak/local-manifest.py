#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright The Invoice First Aid authors
"""The store's manifest for the runtime that make-runtime puts together: nothing but these lines differs.

  local-manifest.py MANIFEST SOURCE.tar EPOCH    prints the manifest
  local-manifest.py --archives MANIFEST          prints address and checksum of each archive
"""

import hashlib
import json
import sys


def read(name):
    with open(name, encoding="utf-8") as file:
        return json.load(file)


def archives(manifest):
    for module in manifest["modules"]:
        for source in module["sources"]:
            if source["type"] == "archive":
                yield source["url"], source["sha256"]


def main(arguments):
    if arguments[0] == "--archives":
        for url, checksum in archives(read(arguments[1])):
            print(url, checksum)
        return
    manifest, source, epoch = read(arguments[0]), arguments[1], arguments[2]
    with open(source, "rb") as file:
        checksum = hashlib.sha256(file.read()).hexdigest()
    manifest.update({"runtime": "org.debian.Platform", "runtime-version": "12", "sdk": "org.debian.Sdk"})
    # One file to give away has no place for the debugging symbols' extension.
    manifest["build-options"] = {"no-debuginfo": True, "strip": True, "env": {"SOURCE_DATE_EPOCH": epoch}}
    manifest["modules"][-1]["sources"] = [{"type": "archive", "path": source, "sha256": checksum}]
    json.dump(manifest, sys.stdout, indent=2)


main(sys.argv[1:])
