#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright The Invoice First Aid authors
"""PDF reports in the eyes of qpdf and Poppler: whole, tagged, readable, nothing active in them.

Usage: check-pdf.py RENDER-REPORT FOLDER-OF-TRANSLATIONS
"""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import tap

ACTIVE = re.compile(rb"/(JavaScript|JS|Launch|URI|SubmitForm|ImportData|EmbeddedFile|RichMedia|OpenAction)\b")
A4 = "595.276 x 841.89 pts (A4)"
LETTER = "612 x 792 pts (letter)"


def run(*command):
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def judge(data):
    """Problems, text and page size of one PDF."""
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "report.pdf"
        plain = pathlib.Path(folder) / "plain.pdf"
        path.write_bytes(data)
        problems = []

        checked = run("qpdf", "--check", str(path))
        if checked.returncode != 0:
            problems.append(checked.stdout + checked.stderr)
        run("qpdf", "--qdf", "--object-streams=disable", str(path), str(plain))
        objects = plain.read_bytes()
        if ACTIVE.search(objects):
            problems.append(f"active content: {ACTIVE.search(objects).group()}")
        for tag in (b"/S /H1", b"/S /H2", b"/S /P", b"/S /Figure", b"/StructTreeRoot", b"/Outlines"):
            if tag not in objects:
                problems.append(f"no {tag.decode()}")
        if len(data) > 300 * 1024:
            problems.append(f"{len(data)} bytes")
        text = run("pdftotext", "-layout", str(path), "-").stdout
        info = run("pdfinfo", str(path)).stdout
        size = re.search(r"Page size:\s*(.*)", info).group(1)
        pages = int(re.search(r"Pages:\s*(\d+)", info).group(1))
        if f"{pages} of {pages}" not in text and f"第 {pages} 页" not in text:
            problems.append("the last page has no number")
        return problems, text, size


def has_chinese_font():
    return shutil.which("fc-list") and run("fc-list", ":lang=zh").stdout.strip()


def main():
    program, translations = sys.argv[1:3]
    for tool in ("qpdf", "pdftotext", "pdfinfo"):
        if shutil.which(tool) is None:
            tap.skip(f"{tool} is not installed")
    results = tap.Results()

    for sample in tap.SAMPLES[:18]:
        problems, text, size = judge(tap.render(program, "pdf", sample))
        if size != A4:
            problems.append(size)
        if not sample and "certificate-expired" not in text:
            problems.append("the cause is not named")
        results.add("pdf: " + " ".join(sample), problems)

    env = {**os.environ, "IFA_TEST_PAPER": "letter"}
    problems, _text, size = judge(tap.render(program, "pdf", [], env))
    results.add("letter", problems + ([] if size == LETTER else [size]))

    if has_chinese_font() and (pathlib.Path(translations) / "zh_CN").is_dir():
        env = {**os.environ, "LANGUAGE": "zh_CN", "IFA_TEST_LOCALE_DIR": translations}
        problems, text, _size = judge(tap.render(program, "pdf", [], env))
        for words in ("开票服务的安全证书已过期", "现在该怎么做", "办公网络"):
            if words not in text:
                problems.append(f"{words} is not in the text")
        results.add("Chinese", problems)
        problems, _text, _size = judge(tap.render(program, "pdf", ["large", "7"], env))
        results.add("Chinese, large", problems)

    results.finish()


main()
