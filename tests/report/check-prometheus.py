#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright The Invoice First Aid authors
"""Prometheus reports, by the grammar of the text exposition format 0.0.4.

Usage: check-prometheus.py RENDER-REPORT
"""

import re
import sys

import tap

LABEL = r'[a-z_]+="(?:[^"\\\n]|\\\\|\\"|\\n)*"'
SAMPLE = re.compile(rf"([a-z_]+)\{{({LABEL}(?:,{LABEL})*)\}} (-?[0-9.e+-]+)")
COMMENT = re.compile(r"# (HELP|TYPE) ([a-z_]+) (.+)")


def judge(data):
    text = data.decode("utf-8")
    problems = []
    known = {}
    seen = set()
    closed = set()
    current = None

    if not text.endswith("\n"):
        problems.append("no line end at the end")
    for line in text.splitlines():
        comment = COMMENT.fullmatch(line)
        sample = SAMPLE.fullmatch(line)
        if comment:
            name = comment.group(2)
            known.setdefault(name, set()).add(comment.group(1))
            if comment.group(1) == "TYPE" and comment.group(3) != "gauge":
                problems.append(line)
        elif sample:
            name = sample.group(1)
            if known.get(name) != {"HELP", "TYPE"}:
                problems.append(f"no HELP and TYPE before: {line}")
            if name in closed:
                problems.append(f"not together: {line}")
            if current not in (None, name):
                closed.add(current)
            current = name
            if (name, sample.group(2)) in seen:
                problems.append(f"twice: {line}")
            seen.add((name, sample.group(2)))
            float(sample.group(3))
        else:
            problems.append(f"not a line of the format: {line!r}")
    return problems, text


def main():
    results = tap.Results()

    for sample in tap.SAMPLES:
        problems, text = judge(tap.render(sys.argv[1], "prometheus", sample))
        if not sample and 'cause="certificate-expired"' not in text:
            problems.append("the cause is not named")
        if not sample and 'check="tls.api",endpoint="api",role="service"} 1795137151' not in text:
            problems.append("the certificate's end is not exact")
        if sample == ["well"] and 'verdict="ok"} 1' not in text:
            problems.append("all is well is not said")
        results.add(" ".join(sample) or "expired", problems)

    results.finish()


main()
