#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright The Invoice First Aid authors
"""HTML reports, looked at with a parser: nothing foreign becomes an element or an attribute,
nothing is fetched, nothing runs, and what is opened is closed.

Usage: check-html.py RENDER-REPORT
"""

import html.parser
import re
import sys

import tap

ELEMENTS = {
    "html", "head", "meta", "title", "style", "body", "header", "footer", "main", "section", "div",
    "span", "b", "p", "h1", "h2", "h3", "code", "small", "time", "ul", "ol", "li", "dl", "dt", "dd",
    "svg", "circle", "line", "path", "text",
}
ATTRIBUTES = {
    "lang", "dir", "charset", "http-equiv", "content", "name", "class", "role", "aria-label",
    "aria-hidden", "viewbox", "width", "height", "direction", "cx", "cy", "r", "x", "y", "x1", "y1",
    "x2", "y2", "d", "stroke-width", "stroke-dasharray", "text-anchor", "font-size",
}
VOID = {"meta", "circle", "line", "path"}
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


class Reader(html.parser.HTMLParser):
    """Notes everything that a report must not have."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open = []
        self.problems = []
        self.texts = []
        self.meta = []
        self.language = None

    def handle_starttag(self, tag, attributes):
        if tag not in ELEMENTS:
            self.problems.append(f"element {tag}")
        for name, value in attributes:
            if name not in ATTRIBUTES:
                self.problems.append(f"attribute {tag}.{name}")
            if name == "class" and not re.fullmatch(r"[a-z -]*", value or ""):
                self.problems.append(f"class {value!r}")
        if tag == "html":
            self.language = dict(attributes).get("lang")
        if tag == "meta":
            self.meta.append(dict(attributes))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open[-1] != tag:
            self.problems.append(f"</{tag}> closes {self.open[-1:]}")
        else:
            self.open.pop()

    def handle_data(self, data):
        if self.open and self.open[-1] != "style":
            self.texts.append(data)
        elif "url(" in data or "@import" in data:
            self.problems.append("style fetches something")

    def handle_comment(self, data):
        self.problems.append(f"comment {data!r}")

    def handle_pi(self, data):
        self.problems.append(f"instruction {data!r}")

    def unknown_decl(self, data):
        self.problems.append(f"declaration {data!r}")

    def handle_decl(self, decl):
        if decl != "DOCTYPE html":
            self.problems.append(f"declaration {decl!r}")


def judge(data):
    text = data.decode("utf-8")
    reader = Reader()
    reader.feed(text)
    reader.close()
    problems = reader.problems
    shown = "".join(reader.texts)

    if reader.open:
        problems.append(f"still open: {reader.open}")
    if not reader.language:
        problems.append("no language")
    if {"http-equiv": "Content-Security-Policy", "content": POLICY} not in reader.meta:
        problems.append("no Content-Security-Policy")
    if len(data) > 300 * 1024:
        problems.append(f"{len(data)} bytes")
    if re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", shown):
        problems.append("a control character came through")
    return problems, shown


def main():
    results = tap.Results()

    for sample in tap.SAMPLES:
        problems, shown = judge(tap.render(sys.argv[1], "html", sample))
        if not sample and "certificate-expired" not in shown:
            problems.append("the cause is not named")
        results.add(" ".join(sample) or "expired", problems)

    results.finish()


main()
