# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright The Invoice First Aid authors
"""Recorded evidence as reports that the window opens: one broken at each station, and others."""

import glob
import json
import os
import uuid

EVIDENCE = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'evidence')


def write_report(folder, cause):
    """A case of tests/evidence, with what a real report has besides."""
    with open(sorted(glob.glob(f'{EVIDENCE}/{cause}/is-*.json'))[0], encoding='utf-8') as file:
        report = json.load(file)
    report.update({
        'id': str(uuid.uuid4()), 'started': '2026-11-24T10:00:05+00:00', 'duration_ms': 1840,
        'app': {'name': 'invoice-first-aid', 'version': '0.1.0'},
        'profile': {'id': 'lab.example', 'version': 1, 'name': 'Lab Invoice Cloud'},
        'vendor': {'name': 'Lab vendor', 'email': 'support@lab.example'}})
    path = f'{folder}/{cause}.json'
    with open(path, 'w', encoding='utf-8') as file:
        json.dump(report, file)
    return path
