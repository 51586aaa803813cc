#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright The Invoice First Aid authors
"""The published schema, the program's parser and an independent validator say the same.

Usage: check-schema.py SCHEMA GOOD-FOLDER… -- BAD-FOLDER
The parser's own verdict on the same files is the business of test-profile.c.
"""

import json
import pathlib
import sys

try:
    import jsonschema
except ImportError:
    print("1..0 # SKIP python3-jsonschema is not installed")
    sys.exit(0)

# What a schema can't say; the parser does.
BEYOND_SCHEMA = {
    "endpoint-twice", "error-twice", "parameter-twice", "parameter-default",  # unique ids
    "maintenance-date", "maintenance-zone-unknown", "maintenance-same", "log-encoding",  # exists
    "overlap-same", "overlap-inside", "overlap-around", "overlap-logs", "path-shared",
    "path-shared-outbox", "url-parameter", "url-host", "url-numbers", "url-port", "url-port-zero",
    "url-port-empty", "url-bracket", "address-range", "address-length",
    "version-both", "signed-changed", "signed-spaces",
}


def refuse_twice(pairs):
    """A JSON object in which no key stands twice."""
    result = dict(pairs)
    if len(result) != len(pairs):
        raise ValueError("a key stands twice")
    return result


def refuse_constant(name):
    raise ValueError(f"{name} is not JSON")


def load(path):
    text = path.read_bytes().decode("utf-8-sig")
    return json.loads(text, object_pairs_hook=refuse_twice, parse_constant=refuse_constant)


def main():
    separator = sys.argv.index("--")
    schema = load(pathlib.Path(sys.argv[1]))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    results = []

    for folder in sys.argv[2:separator]:
        for path in sorted(pathlib.Path(folder).glob("*.json")):
            errors = [f"{error.json_path}: {error.message}" for error in validator.iter_errors(load(path))]
            results.append((not errors, f"good: {path.name}", errors))

    for path in sorted(pathlib.Path(sys.argv[separator + 1]).glob("*.json")):
        try:
            is_bad = not validator.is_valid(load(path))
        except (ValueError, RecursionError):
            is_bad = True
        expected = path.stem not in BEYOND_SCHEMA
        results.append((is_bad == expected, f"bad: {path.name}", [f"refused: {is_bad}"]))

    print(f"1..{len(results)}")
    for number, (ok, name, details) in enumerate(results, 1):
        print(f"{'ok' if ok else 'not ok'} {number} {name}")
        if not ok:
            for detail in details[:5]:
                print(f"# {detail[:300]}")
    return 0 if all(result[0] for result in results) else 1


sys.exit(main())
