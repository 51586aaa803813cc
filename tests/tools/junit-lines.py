#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright The Invoice First Aid authors
"""Prints one line "passed|failed|skipped NAME" for each test case of a JUnit file of meson."""

import sys
import xml.etree.ElementTree as ElementTree


def result_of(case):
    if case.find("failure") is not None or case.find("error") is not None:
        return "failed"
    return "skipped" if case.find("skipped") is not None else "passed"


def main(label, path):
    # Meson writes one case for a plain test and, of a TAP test, one for each subtest.
    for suite in ElementTree.parse(path).getroot().iter("testsuite"):
        cases = list(suite.iter("testcase"))
        for case in cases:
            print(result_of(case), f"{label}: {suite.get('name')} {case.get('name')}")
        # A program that crashes or runs out of time leaves no failed case behind.
        if int(suite.get("errors", 0)) and not any(result_of(c) == "failed" for c in cases):
            print("failed", f"{label}: {suite.get('name')} did not end properly")


if __name__ == "__main__":
    main(*sys.argv[1:])
