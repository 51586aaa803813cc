#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright The Invoice First Aid authors
"""What waits in an outbox, copies of it, and caches: the commands as a script would use them."""

import decimal
import json
import os
import pathlib
import shutil
import subprocess
import unittest

from harness import FILE, INCOMPLETE, OK, PROBLEM, USAGE, CliTest

INVOICES = pathlib.Path(os.environ["IFA_TEST_DATA"]) / "data" / "invoices"


class Outbox(CliTest):
    """A home with an outbox, a cache, and a profile that names both."""

    def setUp(self):
        super().setUp()
        self.outbox = self.home / "outbox"
        self.stick = self.home / "stick"
        self.cache = self.home / ".cache" / "example"
        for folder in (self.outbox, self.stick, self.cache):
            folder.mkdir(parents=True)
        for name in ("ubl.xml", "cii.xml", "nfe.xml", "china.xml", "india.json"):
            shutil.copy(INVOICES / name, self.outbox)
        (self.cache / "page").write_text("old")
        self.write_profile()

    def write_profile(self, **client):
        client = {"outbox": [{"path": "~/outbox"}], "cache": [{"path": "~/.cache/example"}],
                  **client}
        (self.home / "profile.json").write_text(json.dumps({
            "format": "invoice-first-aid-profile/1", "id": "lab.example", "name": {"en": "Example"},
            "endpoints": [{"id": "api", "url": "https://a.example/"}], "client": client}))

    def run_on(self, *arguments, **environment):
        return self.run_cli(*arguments, "--profile", "profile.json", **environment)

    def state_of(self, folder):
        return {path: (path.lstat().st_mtime_ns, path.read_bytes())
                for path in folder.rglob("*") if path.is_file() and not path.is_symlink()}

    def make_copy(self):
        result = self.run_on("backup", "create", "--to", "stick")
        self.assert_status(result, OK)
        return pathlib.Path(result.stdout.decode().rstrip("\n").split("\n")[-1])


class Unsent(Outbox):
    def test_json(self):
        before = self.state_of(self.outbox)
        result = self.run_on("unsent", "--format", "json")
        self.assert_status(result, OK)
        self.assertEqual(result.stderr, b"")
        answer = json.loads(result.stdout, parse_float=decimal.Decimal)
        self.assertEqual(set(answer), {"format", "invoices", "totals", "unreadable"})
        self.assertEqual(answer["format"], "invoice-first-aid-unsent/1")
        self.assertEqual(len(answer["invoices"]), 5)
        for invoice in answer["invoices"]:
            self.assertEqual(set(invoice), {"number", "date", "buyer", "amount", "currency", "kind",
                                            "state", "file"})
            self.assertIsInstance(invoice["amount"], str)
            self.assertTrue(pathlib.Path(invoice["file"]).is_file())
        sums = {}
        for invoice in answer["invoices"]:
            sums.setdefault(invoice["currency"], []).append(decimal.Decimal(invoice["amount"]))
        self.assertEqual({total["currency"]: (decimal.Decimal(total["amount"]), total["count"])
                          for total in answer["totals"]},
                         {currency: (sum(amounts), len(amounts))
                          for currency, amounts in sums.items()})
        self.assertEqual(answer["unreadable"], [])
        self.assertEqual(self.state_of(self.outbox), before)

    def test_what_is_no_invoice(self):
        os.mkfifo(self.outbox / "pipe")
        os.symlink("/etc/passwd", self.outbox / "link")
        (self.outbox / "broken.xml").write_text("<Invoice")
        (self.outbox.joinpath(os.fsdecode(b"\xff\xfe.bin"))).write_bytes(b"\x00\x01")
        result = self.run_on("unsent", "--format", "json")
        self.assert_status(result, OK)
        why = sorted(row["why"] for row in json.loads(result.stdout)["unreadable"])
        self.assertEqual(why, ["damaged", "not-a-file", "not-a-file", "unknown-format"])
        self.assertNotIn(b"root:", result.stdout)
        shown = self.run_on("unsent")
        self.assert_status(shown, OK)
        self.assertIn(b"5 invoices are waiting", shown.stdout)
        self.assertIn(b"a link, a pipe or a device", shown.stdout)

    def test_outbox_that_is_a_pipe(self):
        os.mkfifo(self.home / "fifo")
        self.write_profile(outbox=[{"path": "~/fifo"}])
        result = self.run_on("unsent", "--format", "json")
        self.assert_status(result, OK)
        self.assertEqual(json.loads(result.stdout)["unreadable"],
                         [{"file": str(self.home / "fifo"), "why": "not-a-file"}])

    def test_not_there_is_not_empty(self):
        shutil.rmtree(self.outbox)
        result = self.run_on("unsent")
        self.assert_status(result, INCOMPLETE)
        self.assertIn(b"not there", result.stderr)
        nothing = self.run_cli("unsent", "--url", "https://a.example/")
        self.assert_status(nothing, INCOMPLETE)
        self.assert_one_sentence(nothing.stderr)
        self.assertEqual(nothing.stdout, b"")

    def test_usage(self):
        for arguments in (["unsent", "--format", "pdf"], ["unsent", "more"]):
            self.assert_status(self.run_on(*arguments), USAGE)
        self.assert_status(self.run_cli("unsent"), USAGE)

    def test_in_chinese(self):
        shown = self.run_on("unsent", "--lang", "zh_CN")
        self.assertIn("张发票".encode(), shown.stdout)


class Backup(Outbox):
    def test_create_and_verify(self):
        before = self.state_of(self.outbox)
        copy = self.make_copy()
        self.assertTrue(copy.is_absolute())
        self.assertEqual(copy.parent, self.stick)
        self.assertEqual(self.state_of(self.outbox), before)
        subprocess.run(["sha256sum", "--quiet", "--strict", "-c", "SHA256SUMS"], cwd=copy, check=True)
        self.assert_status(self.run_cli("backup", "verify", str(copy)), OK)
        next(copy.rglob("ubl.xml")).write_text("else")
        damaged = self.run_cli("backup", "verify", str(copy))
        self.assert_status(damaged, PROBLEM)
        self.assertIn(b"ubl.xml", damaged.stderr)
        self.assert_status(self.run_cli("backup", "verify", str(self.outbox)), FILE)

    def test_a_target_that_cannot_be(self):
        for target in ("missing", "outbox", "/dev/null", "/proc"):
            result = self.run_on("backup", "create", "--to", target)
            self.assert_status(result, FILE)
            self.assertEqual(result.stdout, b"")
        self.assert_status(self.run_on("backup", "create"), USAGE)
        self.assertEqual(list(self.stick.iterdir()), [])

    def test_a_full_disk_is_known_before(self):
        with open(self.outbox / "large", "wb") as file:
            file.truncate(shutil.disk_usage(self.stick).free + (1 << 30))
        result = self.run_on("backup", "create", "--to", "stick")
        self.assert_status(result, FILE)
        self.assertIn(b"not enough room", result.stderr)
        self.assertEqual(list(self.stick.iterdir()), [])

    def test_restore(self):
        copy = self.make_copy()
        (self.outbox / "ubl.xml").unlink()
        (self.outbox / "cii.xml").write_text("newer")
        refused = self.run_on("backup", "restore", str(copy))
        self.assert_status(refused, USAGE)
        self.assertFalse((self.outbox / "ubl.xml").exists())
        done = self.run_on("backup", "restore", str(copy), "--yes")
        self.assert_status(done, OK)
        self.assertEqual((self.outbox / "ubl.xml").read_bytes(), (INVOICES / "ubl.xml").read_bytes())
        self.assertEqual((self.outbox / "cii.xml").read_text(), "newer")
        beside = [path for path in self.outbox.glob("cii*copy*")]
        self.assertEqual([path.read_bytes() for path in beside], [(INVOICES / "cii.xml").read_bytes()])
        self.assertIn(b"nothing was overwritten", done.stdout)


class Cache(Outbox):
    def test_needs_a_copy(self):
        for arguments in ((), ("--without-copy",)):
            self.assert_status(self.run_on("cache", "reset", *arguments), USAGE)
        refused = self.run_on("cache", "reset", "--yes")
        self.assertNotEqual(refused.returncode, OK)
        self.assertIn(b"copy", refused.stderr)
        self.assertTrue((self.cache / "page").exists())
        self.assert_status(self.run_on("cache", "reset", "--yes", "--without-copy"), OK)
        self.assertEqual(list(self.cache.iterdir()), [])

    def test_copy_must_hold_what_waits_now(self):
        copy = self.make_copy()
        (self.outbox / "new.xml").write_bytes((INVOICES / "ksef-fa3.xml").read_bytes())
        self.assertNotEqual(self.run_on("cache", "reset", "--yes").returncode, OK)
        (self.outbox / "new.xml").unlink()
        next(copy.rglob("ubl.xml")).write_text("damaged")
        self.assertNotEqual(self.run_on("cache", "reset", "--yes").returncode, OK)
        self.assertTrue((self.cache / "page").exists())
        self.make_copy()
        self.assert_status(self.run_on("cache", "reset", "--yes"), OK)

    def test_there_and_back(self):
        before = self.state_of(self.outbox)
        self.make_copy()
        self.assert_status(self.run_on("cache", "reset", "--yes"), OK)
        listed = self.run_on("cache", "list")
        self.assertIn(b"0 files", listed.stdout)
        self.assertIn(b"moved aside", listed.stdout)
        self.assert_status(self.run_on("cache", "undo"), USAGE)
        self.assert_status(self.run_on("cache", "undo", "--yes"), OK)
        self.assertEqual((self.cache / "page").read_text(), "old")
        self.assertNotEqual(self.run_on("cache", "undo", "--yes").returncode, OK)
        self.assert_status(self.run_on("cache", "reset", "--yes"), OK)
        self.assert_status(self.run_on("cache", "free"), USAGE)
        self.assert_status(self.run_on("cache", "free", "--yes"), OK)
        self.assertEqual(list(self.cache.parent.iterdir()), [self.cache])
        self.assertEqual(self.state_of(self.outbox), before)

    def test_while_the_client_runs(self):
        program = self.home / "ifa-test-client"
        shutil.copy(shutil.which("sleep"), program)
        self.write_profile(process=["ifa-test-client"])
        with subprocess.Popen([program, "60"]) as running:
            try:
                refused = self.run_on("cache", "reset", "--yes", "--without-copy")
            finally:
                running.kill()
        self.assertNotEqual(refused.returncode, OK)
        self.assertIn(b"running", refused.stderr)
        self.assertTrue((self.cache / "page").exists())
        self.assert_status(self.run_on("cache", "reset", "--yes", "--without-copy"), OK)

    def test_links_are_refused(self):
        outside = self.home / "outside"
        outside.mkdir()
        (outside / "keep").write_text("keep")
        shutil.rmtree(self.cache)
        os.symlink(outside, self.cache)
        self.assertIn(b"must not be cleared", self.run_on("cache", "list").stdout)
        self.assertNotEqual(self.run_on("cache", "reset", "--yes", "--without-copy").returncode, OK)
        self.assertTrue((outside / "keep").exists())

    def test_asks_on_a_terminal(self):
        self.make_copy()
        status, output = self.run_on_terminal("cache", "reset", "--profile", "profile.json",
                                              answer=b"n\n")
        self.assertEqual(status, OK)
        self.assertIn(b"[y/N]", output)
        self.assertTrue((self.cache / "page").exists())
        self.run_on_terminal("cache", "reset", "--profile", "profile.json", answer=b"y\n")
        self.assertFalse((self.cache / "page").exists())


if __name__ == "__main__":
    unittest.main()
