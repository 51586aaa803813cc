#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright The Invoice First Aid authors
"""The vendor's side: many reports at once."""

import json
import os
import unittest

from harness import BAD_DATA, FILE, OK, USAGE, CliTest

CAUSES = ["certificate-expired", "certificate-expired", "dns-slow", None]


class TriageTest(CliTest):
    def setUp(self):
        super().setUp()
        self.folder = self.home / "reports"
        (self.folder / "inner").mkdir(parents=True)
        for number, cause in enumerate(CAUSES):
            self.write_report(self.folder / ("inner" if number % 2 else ".") / f"{number}.json",
                              cause, number)

    @staticmethod
    def write_report(path, cause, number):
        causes = [{"id": cause, "endpoint": "api"}] if cause else []
        path.write_text(json.dumps({
            "format": "invoice-first-aid-report/1", "id": f"r{number}",
            "started": f"2026-11-2{number}T09:00:00+08:00", "causes": causes,
            "verdict": "problem" if cause else "ok", "profile": {"id": "lab\x1b[2J"},
            "checks": []}))

    def triage(self, *arguments):
        return self.run_cli("report", "triage", str(self.folder), *arguments)

    def test_table(self):
        result = self.triage()
        self.assert_status(result, OK)
        self.assert_harmless(result.stdout)
        first = result.stdout.decode().splitlines()[1].split()
        self.assertEqual(first[:2], ["2", "certificate-expired"])
        self.assertEqual(first[-2:], ["2026-11-20T01:00:00Z", "2026-11-21T01:00:00Z"])

    def test_json_lines(self):
        result = self.triage("--format", "json", "--by", "cause")
        self.assert_status(result, OK)
        rows = [json.loads(line) for line in result.stdout.splitlines()]
        self.assertEqual({row["cause"]: row["reports"] for row in rows},
                         {"certificate-expired": 2, "dns-slow": 1, "": 1})
        self.assertEqual(rows[0]["first_report"], "r0")

    def test_prometheus_in_a_file(self):
        path = self.home / "triage.prom"
        self.assert_status(self.triage("--format", "prometheus", "--output", str(path)), OK)
        self.assertIn('invoice_first_aid_triage_reports{cause="certificate-expired",', path.read_text())

    def test_what_is_no_report_stops_nothing(self):
        (self.folder / "bad.json").write_text("{\"format\":")
        os.mkfifo(self.folder / "pipe.json")
        (self.folder / "loop.json").symlink_to(self.folder)
        result = self.triage("--format", "json")
        self.assert_status(result, OK)
        unreadable = [row["unreadable"] for row in map(json.loads, result.stdout.splitlines())
                      if "unreadable" in row]
        self.assertEqual({os.path.basename(name) for name in unreadable},
                         {"bad.json", "pipe.json", "loop.json"})

    def test_nothing_but_bad_ones(self):
        self.folder = self.home / "bad"
        self.folder.mkdir()
        (self.folder / "a.json").write_text("[]")
        result = self.triage()
        self.assert_status(result, BAD_DATA)
        self.assert_one_sentence(result.stderr)

    def test_usage(self):
        for arguments in (["--by", "weather"], ["--format", "pdf"], ["another"]):
            result = self.triage(*arguments)
            self.assert_status(result, USAGE)
            self.assert_one_sentence(result.stderr)
        result = self.run_cli("report", "triage", str(self.home / "nowhere"))
        self.assert_status(result, FILE)
        self.assert_one_sentence(result.stderr)


if __name__ == "__main__":
    unittest.main()
