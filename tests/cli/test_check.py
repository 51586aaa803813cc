#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright The Invoice First Aid authors
"""A check from the command line: what it prints, writes, remembers, and ends with."""

import html.parser
import json
import os
import signal
import subprocess
import time
import unittest

import servers
from harness import (ATTENTION, BAD_DATA, CLI, FILE, INCOMPLETE, OK, PROBLEM, PROFILES, USAGE,
                     CliTest)

CANCEL_S = 0.1
# What the measuring itself may take on a busy machine.
TOLERANCE_S = 0.15


class CheckTest(CliTest):
    def serve(self, answer):
        server = servers.Server(answer)
        self.addCleanup(server.close)
        return server

    def write_profile(self, url, **more):
        """A profile of one address that contacts nobody else."""
        path = self.home / "lab.json"
        path.write_text(json.dumps({
            "format": "invoice-first-aid-profile/1", "id": "lab", "name": "Lab",
            "endpoints": [{"id": "api", "url": url, **more.pop("endpoint", {})}],
            "clock": {"ntp": []}, "control": {}, **more}))
        return str(path)


class Verdicts(CheckTest):
    def test_all_well(self):
        profile = self.write_profile(self.serve(servers.GOOD).url)
        result = self.run_cli("check", "--profile", profile, "--format", "json")
        self.assert_status(result, OK)
        self.assertEqual(result.stderr, b"")
        report = self.load_report(result)
        self.assertEqual(report["verdict"], "ok")
        self.assertEqual(report["causes"], [])
        self.assertEqual(report["profile"]["id"], "lab")

    def test_nobody_listens(self):
        profile = self.write_profile(f"http://127.0.0.1:{servers.get_closed_port()}/")
        result = self.run_cli("check", "--profile", profile, "--format", "json")
        self.assert_status(result, PROBLEM)
        self.assertEqual(self.load_report(result)["causes"][0]["id"], "service-refuses-connection")

    def test_address_typed_by_hand(self):
        server = self.serve(servers.GOOD)
        result = self.run_cli("check", "--url", server.url, "--own-hosts-only")
        self.assert_status(result, OK)
        self.assertGreater(server.n_requests, 0)

    def test_note_and_language(self):
        profile = self.write_profile(self.serve(servers.GOOD).url)
        result = self.run_cli("check", "--profile", profile, "--format", "json", "--note",
                              "开第 12 张发票时", "--lang", "zh_CN", LC_ALL="C")
        self.assert_status(result, OK)
        self.assertEqual(self.load_report(result)["note"], "开第 12 张发票时")


class WrongInput(CheckTest):
    def test_usage(self):
        for arguments in (["check", "lab.json"], ["check", "--format", "yaml"],
                          ["check", "--url", "ftp://a.example"], ["check", "--url", ""],
                          ["check", "--format", "pdf"], ["check", "--map", "nonsense"],
                          ["practice", "no-such-fault"], ["practice", "none", "two"],
                          ["diagnose"], ["report"], ["report", "convert"], ["report", "show"]):
            result = self.run_cli(*arguments)
            self.assert_status(result, USAGE)
            self.assertEqual(result.stdout, b"")
            self.assert_one_sentence(result.stderr)

    def test_bad_profiles(self):
        for path in (PROFILES / "bad" / "mistyped-deep.json", self.home / "missing.json"):
            result = self.run_cli("check", "--profile", str(path), "--format", "json")
            self.assert_status(result, BAD_DATA)
            self.assertEqual(result.stdout, b"")
            self.assert_one_sentence(result.stderr)
        self.assertEqual(list(self.home.iterdir()), [])

    def test_reports(self):
        bad = self.home / "bad.json"
        for content in ("\n", "{}", "[1]", '{"format": "invoice-first-aid-report/1"', "\0" * 100,
                        "[" * 100_000, '{"format": "invoice-first-aid-profile/1"}'):
            bad.write_text(content)
            for command in (["diagnose"], ["report", "show"]):
                result = self.run_cli(*command, str(bad))
                self.assert_status(result, BAD_DATA)
                self.assertEqual(result.stdout, b"")
                self.assert_one_sentence(result.stderr)
        result = self.run_cli("diagnose", str(self.home / "missing.json"))
        self.assert_status(result, FILE)
        self.assert_one_sentence(result.stderr)

    def test_trust_file_that_is_none(self):
        profile = self.write_profile(self.serve(servers.GOOD).url)
        result = self.run_cli("check", "--profile", profile, "--trust-file", "missing.pem")
        self.assert_status(result, FILE)
        self.assert_one_sentence(result.stderr)


class Hosts(CheckTest):
    def test_no_other_host_where_none_is_wanted(self):
        control = self.serve(servers.GOOD)
        profile = self.write_profile(self.serve(servers.GOOD).url,
                                     control={"connectivity": control.url})
        self.run_cli("check", "--profile", profile, "--own-hosts-only")
        self.assertEqual(control.n_requests, 0)
        self.run_cli("check", "--profile", profile)
        self.assertGreater(control.n_requests, 0)

    def test_the_last_service_is_remembered(self):
        server = self.serve(servers.GOOD)
        self.write_profile(server.url)
        self.run_cli("check", "--profile", "lab.json")
        before = server.n_requests
        result = self.run_cli("check", "--format", "json")
        self.assert_status(result, OK)
        self.assertEqual(self.load_report(result)["profile"]["id"], "lab")
        self.assertGreater(server.n_requests, before)

    def test_looking_at_a_profile_is_not_using_it(self):
        self.run_cli("profile", "show", "--profile", "pl-ksef")
        self.assertFalse((self.home / "config").exists())

    def test_connect_here_believe_you_went_there(self):
        server = self.serve(servers.GOOD)
        profile = self.write_profile(f"http://api.invoice.example:{server.port}/")
        result = self.run_cli("check", "--profile", profile, "--map",
                              "api.invoice.example=127.0.0.1")
        self.assert_status(result, OK)
        self.assertGreater(server.n_requests, 0)

    def test_told_beforehand(self):
        profile = self.write_profile(self.serve(servers.GOOD).url)
        status, output = self.run_on_terminal("check", "--profile", profile)
        self.assertEqual(status, OK)
        self.assertIn(b"127.0.0.1", output.split(b"\n")[0])
        result = self.run_cli("check", "--profile", profile)
        self.assertEqual(result.stderr, b"")


class Output(CheckTest):
    def test_formats(self):
        profile = self.write_profile(self.serve(servers.GOOD).url)
        for name, start in (("json", b"{"), ("html", b"<!"), ("text", b"")):
            path = self.home / f"report.{name}"
            result = self.run_cli("check", "--profile", profile, "--format", name, "--output",
                                  str(path))
            self.assert_status(result, OK)
            self.assertEqual(result.stdout, b"")
            self.assertTrue(path.read_bytes().lstrip().lower().startswith(start))

    def test_places_that_cannot_be_written(self):
        profile = self.write_profile(self.serve(servers.GOOD).url)
        (self.home / "folder").mkdir()
        before = sorted(path.name for path in self.home.iterdir())
        for place in ("missing/report.json", "folder", "/proc/report.json", "/dev/full", ""):
            result = self.run_cli("check", "--profile", profile, "--format", "json", "--output",
                                  place)
            self.assert_status(result, FILE)
            self.assertEqual(self.load_report(result)["verdict"], "ok")
            self.assert_one_sentence(result.stderr)
        after = sorted(path.name for path in self.home.iterdir()
                       if path.name not in ("config", "cache", "state", "data"))
        self.assertEqual(after, before)
        self.assertEqual(list((self.home / "folder").iterdir()), [])

    def test_an_older_report_stays_whole(self):
        profile = self.write_profile(self.serve(servers.GOOD).url)
        target = self.home / "target.json"
        target.write_text("old")
        link = self.home / "link.json"
        link.symlink_to(target)
        result = self.run_cli("check", "--profile", profile, "--format", "json", "--output",
                              str(link))
        self.assert_status(result, OK)
        self.assertTrue(link.is_symlink())
        self.assertEqual(json.loads(target.read_text())["verdict"], "ok")

    def test_full_disk(self):
        profile = self.write_profile(self.serve(servers.GOOD).url)
        with open("/dev/full", "wb") as full:
            result = subprocess.run([CLI, "check", "--profile", profile], stdout=full,
                                    stderr=subprocess.PIPE, env=self.environment, check=False)
        self.assertEqual(result.returncode, FILE)
        self.assert_one_sentence(result.stderr)

    def test_judged_again(self):
        profile = self.write_profile(f"http://127.0.0.1:{servers.get_closed_port()}/")
        path = self.home / "report.json"
        self.assert_status(self.run_cli("check", "--profile", profile, "--format", "json",
                                        "--output", str(path)), PROBLEM)
        again = self.run_cli("diagnose", str(path), "--format", "json")
        self.assert_status(again, PROBLEM)
        first = json.loads(path.read_text())
        self.assertEqual([cause["id"] for cause in self.load_report(again)["causes"]],
                         [cause["id"] for cause in first["causes"]])
        shown = self.run_cli("report", "show", str(path))
        self.assert_status(shown, OK)
        self.assertIn(first["causes"][0]["title"], " ".join(shown.stdout.decode().split()))
        converted = self.run_cli("report", "convert", str(path), "--format", "html")
        self.assert_status(converted, OK)
        html.parser.HTMLParser().feed(converted.stdout.decode())


class Hostile(CheckTest):
    def test_terminal_escapes(self):
        for answer in (servers.HOSTILE, servers.HOSTILE_JSON):
            endpoint = {"expect": {"error_code": {"path": "$.code", "ok": ["fine"],
                                                  "message": "$.msg"}}}
            profile = self.write_profile(self.serve(answer).url, endpoint=endpoint)
            for name in ("text", "html", "json"):
                result = self.run_cli("check", "--profile", profile, "--format", name)
                self.assert_status(result, PROBLEM)
                self.assertNotIn(b"\x1b", result.stdout)
                self.assertNotIn(b"<script>alert", result.stdout if name == "html" else b"")
                if name == "text":
                    self.assert_harmless(result.stdout)
            status, output = self.run_on_terminal("check", "--profile", profile)
            self.assertEqual(status, PROBLEM)
            # The only sequence is the program's own, which clears the line of the progress.
            seen = output.replace(b"\r\x1b[K", b"").replace(b"\r\n", b"\n")
            self.assert_harmless(seen)
            self.assertNotIn("\u202e", seen.decode())

    def test_foreign_note(self):
        profile = self.write_profile(self.serve(servers.GOOD).url)
        result = self.run_cli("check", "--profile", profile, "--note", servers.ESCAPES)
        self.assert_status(result, OK)
        self.assert_harmless(result.stdout)


class Cancel(CheckTest):
    def cancel(self, number, *arguments):
        """The finished process, and how long it took to end."""
        server = self.serve(None)
        process = self.start_cli("check", "--profile", self.write_profile(server.url), *arguments)
        end = time.monotonic() + 20
        while server.n_requests == 0 and time.monotonic() < end:
            time.sleep(0.01)
        time.sleep(0.2)
        self.assertIsNone(process.poll())
        before = time.monotonic()
        process.send_signal(number)
        stdout, stderr = process.communicate(timeout=20)
        took_s = time.monotonic() - before
        return subprocess.CompletedProcess(process.args, process.returncode, stdout, stderr), took_s

    def test_signals(self):
        for number in (signal.SIGINT, signal.SIGTERM):
            result, took_s = self.cancel(number, "--format", "json")
            self.assert_status(result, INCOMPLETE)
            self.assertEqual(self.load_report(result)["verdict"], "incomplete")
            self.assertEqual(result.stderr, b"")
            self.assertLess(took_s, CANCEL_S + TOLERANCE_S)

    def test_what_was_found_is_shown(self):
        result, _ = self.cancel(signal.SIGINT)
        self.assert_status(result, INCOMPLETE)
        self.assertGreater(len(result.stdout), 100)


class Practice(CheckTest):
    def test_list(self):
        result = self.run_cli("practice", "--list")
        self.assert_status(result, OK)
        faults = [line.split()[0] for line in result.stdout.decode().splitlines()]
        self.assertIn("none", faults)
        self.assertGreaterEqual(len(faults), 15)

    def test_nothing_to_find(self):
        for arguments in (["practice"], ["practice", "none"], ["check"]):
            result = self.run_cli(*arguments, "--format", "json")
            self.assert_status(result, OK)
            self.assertEqual(self.load_report(result)["causes"], [])

    def test_every_fault_is_found(self):
        listed = self.run_cli("practice", "--list").stdout.decode().splitlines()
        for fault in (line.split()[0] for line in listed):
            if fault in ("none", "hangs"):  # the latter takes as long as its deadline
                continue
            result = self.run_cli("practice", fault, "--format", "json")
            self.assertIn(result.returncode, (PROBLEM, ATTENTION), fault)
            self.assertNotEqual(self.load_report(result)["causes"], [], fault)

    def test_serve(self):
        process = self.start_cli("practice", "expired", "--serve")
        lines = [process.stdout.readline().decode() for _ in range(3)]
        arguments = lines[2].split(": ", 1)[1].split()[1:]
        self.assertTrue(lines[0].strip().split()[-1].startswith("https://"), lines)
        result = self.run_cli(*arguments, "--own-hosts-only", "--format", "json")
        self.assert_status(result, PROBLEM)
        self.assertEqual(self.load_report(result)["causes"][0]["id"], "certificate-expired")
        trust_file = arguments[arguments.index("--trust-file") + 1]
        self.assertTrue(os.path.exists(trust_file))
        process.send_signal(signal.SIGINT)
        self.assertEqual(process.wait(timeout=10), OK)
        self.assertFalse(os.path.exists(trust_file))


if __name__ == "__main__":
    unittest.main()
