#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright The Invoice First Aid authors
"""Lists C files that are too long, and functions that fit no screen. Warns; fails nothing."""

import pathlib
import re
import sys

MAX_FILE_LINES = 600
MAX_FUNCTION_LINES = 60


def list_functions(lines):
    """GNU braces make it easy: a function's body is what stands between "{" and "}" in column 0."""
    start = None
    for number, line in enumerate(lines, 1):
        if line == "{":
            start = number
        elif line == "}" and start is not None:
            heading = next((re.match(r"(\w+) \(", lines[n]) for n in range(start - 2, 0, -1)
                            if re.match(r"\w+ \(", lines[n])), None)
            yield heading.group(1) if heading else "?", number - start + 1, start
            start = None


def list_warnings(path):
    lines = path.read_text(encoding="utf-8").split("\n")
    if len(lines) > MAX_FILE_LINES:
        yield f"{path}: {len(lines)} lines"
    for name, length, start in list_functions(lines):
        if length > MAX_FUNCTION_LINES:
            yield f"{path}:{start}: {name} has {length} lines"


def main(root):
    files = sorted(p for folder in ("src", "tests") for p in (root / folder).rglob("*.[ch]"))
    warnings = [w for path in files for w in list_warnings(path)]
    for warning in warnings:
        print("warning ", warning.replace(f"{root}/", ""))


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else pathlib.Path(__file__).resolve().parents[2])
