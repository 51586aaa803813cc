#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright The Invoice First Aid authors
"""No planted secret is left in a format or a letter: looked for by eyes that know no C.

Usage: check-secrets.py RENDER-REPORT SECRETS
"""

import html
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

import tap


def read_text(kind, data):
    """What a reader of it can find."""
    if kind == "pdf":
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "report.pdf"
            path.write_bytes(data)
            return subprocess.run(["pdftotext", "-raw", str(path), "-"], capture_output=True,
                                  text=True, timeout=60, check=True).stdout
    text = data.decode()
    if kind == "json":
        return json.dumps(json.loads(text), ensure_ascii=False)
    return html.unescape(text) if kind == "html" else text


def main():
    results = tap.Results()
    secrets = [line.rpartition("\t")[2] for line in
               pathlib.Path(sys.argv[2]).read_text(encoding="utf-8").splitlines()
               if "\t" in line and not line.startswith("#")]
    kinds = ["json", "html", "text", "prometheus", "vendor", "it", "boss"]
    if shutil.which("pdftotext"):
        kinds.append("pdf")
    for kind in kinds:
        # Some are as short as what a report says anyway.
        usual = read_text(kind, tap.render(sys.argv[1], kind, []))
        shown = read_text(kind, tap.render(sys.argv[1], kind, ["planted", sys.argv[2]]))
        found = [secret for secret in secrets
                 if len(secret) >= 5 and secret in shown and secret not in usual]
        results.add(kind, [f"{secret!r} came through" for secret in found])
    results.finish()


main()
