#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright The Invoice First Aid authors
"""What is remembered of earlier checks, and what it proves."""

import json
import os
import pathlib
import shutil
import signal
import stat
import time
import unittest

import servers
from harness import FILE, INCOMPLETE, OK, PROBLEM, USAGE, CliTest

INVOICES = pathlib.Path(os.environ["IFA_TEST_DATA"]) / "data" / "invoices"
BUSY = servers.GOOD.replace(b"200 OK", b"503 Busy\r\nServer: two")
IDLE = servers.GOOD.replace(b"200 OK", b"200 OK\r\nServer: one")


class HistoryTest(CliTest):
    def setUp(self):
        super().setUp()
        self.folder = self.home / "data" / "invoice-first-aid" / "history"
        self.lines = self.folder / "runs.jsonl"

    def check(self, is_well, url=None):
        """One check of a service that works, or of one that doesn't."""
        if url is None and is_well:
            server = servers.Server(servers.GOOD)
            self.addCleanup(server.close)
            url = server.url
        elif url is None:
            url = f"http://127.0.0.1:{servers.get_closed_port()}/"
        path = self.home / "lab.json"
        outbox = self.home / "outbox"
        outbox.mkdir(exist_ok=True)
        shutil.copy(INVOICES / "ubl.xml", outbox)
        path.write_text(json.dumps({
            "format": "invoice-first-aid-profile/1", "id": "lab", "name": "Lab",
            "endpoints": [{"id": "api", "url": url}], "clock": {"ntp": []}, "control": {},
            "client": {"name": "Client", "outbox": [{"path": "~/outbox", "match": "*.xml"}]}}))
        result = self.run_cli("check", "--profile", str(path), "--format", "json")
        self.assert_status(result, OK if is_well else PROBLEM)
        return self.load_report(result)

    def history(self, verb, *arguments, status=OK):
        result = self.run_cli("history", verb, *arguments)
        self.assert_status(result, status)
        return result.stdout.decode()


class Memory(HistoryTest):
    def test_nothing_yet(self):
        self.assertIn("No run", self.history("list"))
        self.assertIn("No run", self.history("verify"))
        self.history("show", status=USAGE)
        self.history("compare", status=USAGE)
        self.assertEqual(json.loads(self.history("outages", "--format", "json"))["services"], [])

    def test_runs_are_kept(self):
        reports = [self.check(True), self.check(False), self.check(True)]
        runs = json.loads(self.history("list", "--format", "json"))["runs"]
        self.assertEqual([run["number"] for run in runs], [3, 2, 1])
        self.assertEqual([run["report"] for run in reversed(runs)], [r["id"] for r in reports])
        self.assertEqual(runs[1]["cause"], "service-refuses-connection")
        self.assertEqual(runs[1]["unsent"], 1)
        self.assertEqual(len(self.history("list", "--limit", "2").splitlines()), 2)
        self.assertEqual(stat.S_IMODE(os.stat(self.folder).st_mode), 0o700)

    def test_unsent_invoices_are_in_the_report(self):
        said = self.check(False)["circumstances"]
        self.assertEqual(said["unsent_invoices"], 1)
        self.assertRegex(said["unsent_total"], r"^[0-9.]+ [A-Z]{3}$")

    def test_practice_is_no_history(self):
        self.run_cli("practice", "expired")
        self.assertFalse(self.lines.exists())

    def test_show(self):
        first = self.check(False)
        self.check(True)
        shown = json.loads(self.history("show", "1", "--format", "json"))
        self.assertEqual(shown["id"], first["id"])
        for report in (self.folder / "reports").iterdir():
            report.unlink()
        self.assertIn("Lab", self.history("show", "1", status=FILE))
        self.history("show", "9", status=USAGE)
        self.history("show", "../../etc/passwd", status=USAGE)

    def test_compare(self):
        server = servers.Server(IDLE)
        self.addCleanup(server.close)
        self.check(True, server.url)
        server.answer = BUSY
        self.check(False, server.url)
        for arguments in ([], ["2"], ["1", "2"]):
            text = self.history("compare", *arguments)
            self.assertIn("• Other server software answers for api: two instead of one.", text)
        self.history("compare", "1", status=INCOMPLETE)

    def test_no_place_to_remember(self):
        (self.home / "data").mkdir()
        (self.home / "data" / "invoice-first-aid").write_text("in the way")
        self.check(True)


class Proof(HistoryTest):
    def test_outage_and_its_record(self):
        self.check(True)
        reports = [self.check(False), self.check(False)]
        self.check(True)
        service, = json.loads(self.history("outages", "--format", "json"))["services"]
        outage, = service["outages"]
        self.assertEqual(outage["reports"], [report["id"] for report in reports])
        self.assertEqual((outage["runs"], outage["fault"], outage["unsent"]), (2, "service", 1))
        self.assertLessEqual(outage["last_good"], outage["end"])
        record = self.history("outages", "1")
        for text in [outage["start"], reports[0]["id"], "service-refuses-connection",
                     (self.folder / "head").read_text().split()[1]]:
            self.assertIn(text, record)
        self.history("outages", "2", status=USAGE)

    def test_verify(self):
        for is_well in (True, False, True):
            self.check(is_well)
        seal = (self.folder / "head").read_text().split()[1]
        self.assertIn(seal, self.history("verify"))
        self.history("verify", seal)
        whole = self.lines.read_text()
        lines = whole.splitlines(keepends=True)
        for changed in ("".join(lines[:2]), "".join(lines[1:]), lines[0] + lines[2],
                        whole.replace('"problem"', '"ok"'), ""):
            self.lines.write_text(changed)
            self.history("verify", status=PROBLEM)
        self.lines.write_text(whole)
        self.history("verify")

    def test_written_anew(self):
        """Whoever makes a whole new history is found out by a seal that was kept elsewhere."""
        self.check(False)
        seal = (self.folder / "head").read_text().split()[1]
        for name in ("runs.jsonl", "head"):
            (self.folder / name).unlink()
        self.check(True)
        self.history("verify")
        self.history("verify", seal, status=PROBLEM)


class Watch(HistoryTest):
    def test_says_when_it_changes(self):
        server = servers.Server(servers.GOOD)
        port = server.url.rsplit(":", 1)[1].strip("/")
        process = self.start_cli("watch", "--url", f"http://127.0.0.1:{port}/", "--own-hosts-only",
                                 "--interval", "1", "--format", "json")
        first = json.loads(process.stdout.readline())
        self.assertEqual(first["verdict"], "ok")
        server.close()
        # Where the server closed in the middle of a check, the cause was another one at first.
        while json.loads(process.stdout.readline()).get("cause") != "service-refuses-connection":
            pass
        time.sleep(2.5)
        process.send_signal(signal.SIGTERM)
        self.assertEqual(process.communicate(timeout=10)[0], b"")
        self.assertEqual(process.returncode, PROBLEM)
        self.assertGreaterEqual(len(self.lines.read_text().splitlines()), 3)

    def test_until_well(self):
        server = servers.Server(servers.GOOD)
        self.addCleanup(server.close)
        result = self.run_cli("watch", "--url", server.url, "--own-hosts-only", "--until-well")
        self.assert_status(result, OK)
        self.assertEqual(len(result.stdout.splitlines()), 1)

    def test_usage(self):
        for arguments in (["watch"], ["watch", "--format", "pdf"], ["watch", "--interval", "x"],
                          ["history"], ["history", "list", "--format", "html"]):
            result = self.run_cli(*arguments)
            self.assert_status(result, USAGE)
            self.assert_one_sentence(result.stderr)


if __name__ == "__main__":
    unittest.main()
