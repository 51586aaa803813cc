#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright The Invoice First Aid authors
"""A check of an invoicing program on this computer: each cause, and its neighbour that is none.

With IFA_RECORD=FOLDER each run is written there as evidence: FOLDER/CAUSE/is-… or not-…"""

import gzip
import json
import os
import pathlib
import shutil
import subprocess
import time
import unittest

from harness import ATTENTION, CLI, OK, PROBLEM, CliTest, main_tap
from servers import Server

INVOICES = pathlib.Path(os.environ["IFA_TEST_DATA"]) / "data" / "invoices"
RECORD = os.environ.get("IFA_RECORD")
LIMIT = "2026-11-24 09:12:31 [ERROR] JSK246:到了离线锁死日,上月有已开未上传发票\n"


def answer(text):
    return (b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
            + str(len(text)).encode() + b"\r\nConnection: close\r\n\r\n" + text.encode())


class Client(CliTest):
    def setUp(self):
        super().setUp()
        self.service = Server(answer('{"code":0}'))
        self.addCleanup(self.service.close)
        self.outbox = self.home / "outbox"
        self.logs = self.home / "logs"
        self.outbox.mkdir()
        self.logs.mkdir()

    def check(self, cause, neighbour=None, before=(), user=None, profile=None, **client):
        """Runs a check. `neighbour`: what it is instead of `cause`, as "none"."""
        (self.home / "profile.json").write_text(json.dumps({
            "format": "invoice-first-aid-profile/1", "id": "lab.example",
            "name": {"en": "Example"}, "vendor": {"name": "Example Inc."},
            "endpoints": [{"id": "api", "url": self.service.url, "expect": {"format": "json"}}],
            "client": client, **(profile or {})}))
        command = [*before, CLI, "check", "--profile", "profile.json", "--format", "json"]
        result = subprocess.run(command, capture_output=True, env=self.environment, cwd=self.home,
                                stdin=subprocess.DEVNULL, timeout=60, check=False, user=user)
        self.assertTrue(result.stdout, result.stderr)
        report = json.loads(result.stdout)
        causes = [row["id"] for row in report["causes"]]
        if neighbour is None:
            self.assertEqual(causes[:1], [cause], report["causes"])
        else:
            self.assertNotIn(cause, causes)
            self.assertEqual(causes[0] if causes else "none", neighbour)
        self.record(cause, neighbour, report)
        return result.returncode, report

    def record(self, cause, neighbour, report):
        if RECORD is None:
            return
        folder = pathlib.Path(RECORD) / cause
        folder.mkdir(parents=True, exist_ok=True)
        name = f"not-{neighbour}" if neighbour else f"is-{self.id().split('.')[-1][5:]}"
        (folder / f"{name}.json".replace("_", "-")).write_text(json.dumps(
            {"format": report["format"], "checks": report["checks"]}, ensure_ascii=False) + "\n")

    def facts(self, report, kind):
        return [check["facts"] for check in report["checks"] if check["id"].split(".")[0] == kind][0]

    def put(self, *names):
        for name in names:
            shutil.copy(INVOICES / name, self.outbox)

    OUTBOX = [{"path": "~/outbox"}]
    LOGS = [{"path": "~/logs", "match": "*.log"}]
    ERRORS = {"errors": [{"code": "50003", "title": {"en": "Busy"}}]}

    def test_invoices_wait(self):
        self.check("unsent-invoices-waiting", "none", outbox=self.OUTBOX)
        self.put("ubl.xml", "china.xml")
        status, report = self.check("unsent-invoices-waiting", outbox=self.OUTBOX)
        self.assertEqual(status, OK)
        facts = self.facts(report, "outbox")
        self.assertEqual(facts["n_waiting"], 2)
        self.assertEqual(facts["totals"], ["1130.00 CNY", "1210.50 EUR"])
        self.assertEqual(facts["oldest"], "2026-11-18")
        self.assertNotIn("Buyer & Sons", json.dumps(report))
        self.assertNotIn("INV-2026-0042", json.dumps(report))

    def test_time_limit(self):
        text = (INVOICES / "ubl.xml").read_text().replace("2026-11-18", "2001-02-03")
        (self.outbox / "old.xml").write_text(text)
        contingency = {"title": {"en": "A"}, "steps": [{"en": "B"}],
                       "deadlines": [{"fault": "own", "rule": {"en": "C"}, "working_days": 7}]}
        status, report = self.check("unsent-invoices-waiting", outbox=self.OUTBOX,
                                    profile={"contingency": contingency})
        self.assertEqual(status, ATTENTION)
        self.assertGreater(self.facts(report, "outbox")["oldest_working_days"], 5000)

    def test_outbox_damaged(self):
        (self.outbox / "notes.txt").write_text("bread, milk")
        self.check("outbox-damaged", "none", outbox=self.OUTBOX)
        (self.outbox / "broken.xml").write_bytes((INVOICES / "ubl.xml").read_bytes()[:-40])
        status, report = self.check("outbox-damaged", outbox=self.OUTBOX)
        self.assertEqual(status, ATTENTION)
        self.assertEqual(self.facts(report, "outbox")["n_damaged"], 1)

    def test_outbox_unreadable(self):
        user = None
        self.put("ubl.xml")
        self.check("outbox-unreadable", "unsent-invoices-waiting", outbox=self.OUTBOX)
        (self.outbox / "ubl.xml").chmod(0)
        if os.geteuid() == 0:
            user = 65534
            subprocess.run(["chmod", "-R", "a+rwX", self.home], check=True)
            (self.outbox / "ubl.xml").chmod(0)
            if subprocess.run([CLI, "--version"], user=user, capture_output=True,
                              check=False).returncode != 0:
                self.skipTest("another user can't run the command here")
        status, _ = self.check("outbox-unreadable", outbox=self.OUTBOX, user=user)
        self.assertEqual(status, ATTENTION)

    def test_no_room_for_a_copy(self):
        self.put("ubl.xml")
        (self.home / "stick").mkdir()
        self.check("backup-destination-full", "unsent-invoices-waiting", outbox=self.OUTBOX)
        made = self.run_cli("backup", "create", "--profile", "profile.json", "--to", "stick")
        self.assert_status(made, OK)
        with open(self.outbox / "large", "wb") as file:
            file.truncate(shutil.disk_usage(self.home).free + (1 << 30))
        status, report = self.check("backup-destination-full", outbox=self.OUTBOX)
        self.assertEqual(status, ATTENTION)
        self.assertNotIn(str(self.home), json.dumps(report))

    def test_not_running(self):
        program = self.home / "ifa-test-client"
        shutil.copy(shutil.which("sleep"), program)
        with subprocess.Popen([program, "60"]) as running:
            try:
                self.check("client-not-running", "none", process=["ifa-test-client"])
            finally:
                running.kill()
        status, _ = self.check("client-not-running", process=["ifa-test-client"])
        self.assertEqual(status, ATTENTION)

    def test_versions(self):
        versions = Server(answer('{"minimum": "1.9", "latest": "v1.10.2"}'))
        self.addCleanup(versions.close)
        profile = {"version": {"url": versions.url, "minimum": "$.minimum", "latest": "$.latest"}}
        installed = {"file": "~/installed.ini", "pattern": "^version=(.*)$"}
        for version, cause, neighbour in (("1.10.2", "client-outdated", "none"),
                                          ("1.9.7", "client-outdated", None),
                                          ("1.8", "client-too-old", None)):
            (self.home / "installed.ini").write_text(f"[a]\nversion={version} (beta)\nb=c\n")
            status, report = self.check(cause, neighbour, profile=profile,
                                        installed_version=installed)
            self.assertEqual(self.facts(report, "client")["version"], version)
        self.assertEqual(status, PROBLEM)

    def test_log(self):
        log = self.logs / "client.log"
        log.write_text("09:00 started\n09:01 500031 bytes sent\n")
        self.check("client-log-error", "none", logs=self.LOGS, profile=self.ERRORS)
        log.write_text("09:00 started\n09:01 error 50003: first\n09:02 error 50003: second\n09:03 ok\n")
        status, report = self.check("client-log-error", logs=self.LOGS, profile=self.ERRORS)
        self.assertEqual(status, OK)
        facts = self.facts(report, "client-log")
        self.assertEqual((facts["code"], facts["n_matches"]), ("50003", 2))
        self.assertIn("second", facts["message"])

    def test_rotated_and_packed_log(self):
        (self.logs / "client.log").write_text("09:00 started\n")
        with gzip.open(self.logs / "client.log.2.gz", "wt") as file:
            file.write("noise\n" * 100000 + "50003 packed\n")
        (self.logs / "other.txt").write_text("50003 not a log\n")
        os.symlink("/etc/passwd", self.logs / "link.log")
        status, report = self.check("client-log-error", logs=self.LOGS, profile=self.ERRORS)
        facts = self.facts(report, "client-log")
        self.assertEqual((status, facts["n_files"], facts["n_matches"]), (OK, 2, 1))
        self.assertIn("packed", facts["message"])

    def test_offline_limit(self):
        log = self.logs / "client.log"
        self.put("china.xml")
        log.write_bytes(LIMIT.encode("gb18030"))
        old = time.time() - 40 * 24 * 60 * 60
        os.utime(log, (old, old))
        self.check("offline-limit-reached", "unsent-invoices-waiting", outbox=self.OUTBOX,
                   logs=self.LOGS)
        log.write_bytes(LIMIT.encode("gb18030"))
        status, report = self.check("offline-limit-reached", outbox=self.OUTBOX, logs=self.LOGS)
        self.assertEqual(status, PROBLEM)
        self.assertIn("离线锁死日", self.facts(report, "client-log")["limit_message"])

    def test_disk_full(self):
        mount = ["unshare", "-m", "sh", "-c",
                 "mount -t tmpfs -o size=4m tmpfs outbox && exec \"$@\"", "sh"]
        self.put("ubl.xml")
        self.check("disk-full", "unsent-invoices-waiting", outbox=self.OUTBOX)
        if subprocess.run([*mount, "true"], cwd=self.home, capture_output=True,
                          check=False).returncode != 0:
            self.skipTest("no file system can be mounted here")
        status, _ = self.check("disk-full", before=mount, outbox=self.OUTBOX)
        self.assertEqual(status, PROBLEM)

    def test_nothing_there(self):
        shutil.rmtree(self.outbox)
        _, report = self.check("unsent-invoices-waiting", "none", outbox=self.OUTBOX)
        outbox = [check for check in report["checks"] if check["id"] == "outbox"][0]
        self.assertNotEqual(outbox["status"], "pass")


if __name__ == "__main__":
    main_tap(Client)
