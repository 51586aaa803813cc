#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright The Invoice First Aid authors
"""JSON reports keep to the published schema, in the eyes of an independent validator.

Usage: check-schema.py RENDER-REPORT SCHEMA
"""

import copy
import json
import sys

import tap

try:
    import jsonschema
except ImportError:
    tap.skip("python3-jsonschema is not installed")


def spoil(report, path, value):
    """A copy of a good report with one thing wrong."""
    spoiled = copy.deepcopy(report)
    place = spoiled
    for step in path[:-1]:
        place = place[step]
    if value is None:
        del place[path[-1]]
    else:
        place[path[-1]] = value
    return spoiled


# A schema that takes everything proves nothing.
SPOILED = [
    (["format"], "invoice-first-aid-report/2"),
    (["started"], "2026-11-22 09:12"),
    (["verdict"], "splendid"),
    (["stations", 0, "id"], "internet"),
    (["stations", 3, "state"], "bad"),
    (["causes", 0, "acts"], "somebody"),
    (["causes", 0, "steps"], "none"),
    (["checks", 0, "status"], "maybe"),
    (["checks", 0, "facts"], []),
    (["checks", 0, "summary"], None),
    (["causes"], None),
]


def main():
    program, schema_path = sys.argv[1:3]
    with open(schema_path, encoding="utf-8") as file:
        schema = json.load(file)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    results = tap.Results()

    for sample in tap.SAMPLES:
        report = json.loads(tap.render(program, "json", sample))
        errors = [f"{e.json_path}: {e.message}" for e in validator.iter_errors(report)]
        results.add("good: " + " ".join(sample), errors)

    report = json.loads(tap.render(program, "json", []))
    for path, value in SPOILED:
        accepted = validator.is_valid(spoil(report, path, value))
        results.add(f"spoiled: {path}", ["accepted"] if accepted else [])

    results.finish()


main()
