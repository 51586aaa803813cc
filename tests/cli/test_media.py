#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright The Invoice First Aid authors
"""Copies to media that fail, and caches on which other file systems are mounted."""

import os
import pathlib
import shutil
import subprocess
import time
import unittest

from harness import CLI, FILE, OK, main_tap
from test_unsent import Outbox

CAN_MOUNT = subprocess.run(["unshare", "-m", "mount", "-t", "tmpfs", "tmpfs", "/mnt"],
                           capture_output=True, check=False).returncode == 0


@unittest.skipUnless(CAN_MOUNT, "no file system can be mounted here")
class Media(Outbox):
    def run_mounted(self, script, *arguments, timeout=60):
        """The command with the profile, after a shell script in a mount namespace of its own."""
        return subprocess.run(
            ["unshare", "-m", "sh", "-ec", script + '\n"$@" && status=0 || status=$?; '
             'ls stick >&2 || true; exit $status', "sh",
             CLI, *arguments, "--profile", "profile.json"], capture_output=True, timeout=timeout,
            stdin=subprocess.DEVNULL, env=self.environment, cwd=self.home, check=False)

    def test_read_only(self):
        before = self.state_of(self.outbox)
        result = self.run_mounted("mount -t tmpfs -o ro tmpfs stick", "backup", "create", "--to",
                                  "stick")
        self.assert_status(result, FILE)
        self.assertEqual(self.state_of(self.outbox), before)

    def test_too_small(self):
        (self.outbox / "large").write_bytes(os.urandom(3_000_000))
        result = self.run_mounted("mount -t tmpfs -o size=1m tmpfs stick", "backup", "create",
                                  "--to", "stick")
        self.assert_status(result, FILE)
        self.assertIn(b"not enough room", result.stderr)

    def test_fat(self):
        if shutil.which("mkfs.vfat") is None:
            self.skipTest("mkfs.vfat is not installed")
        (self.outbox / "a:b?.xml").write_bytes((self.outbox / "ubl.xml").read_bytes())
        (self.outbox / "UBL.xml").write_bytes((self.outbox / "ubl.xml").read_bytes())
        script = ("truncate -s 40M image; mkfs.vfat image >/dev/null; mount -o loop image stick")
        result = self.run_mounted(script, "backup", "create", "--to", "stick")
        if b"mount:" in result.stderr:
            self.skipTest("no FAT file system can be mounted here")
        self.assert_status(result, OK)
        checked = self.run_mounted("mount -o loop image stick; set -- \"$1\" backup verify stick/*; "
                                   "\"$@\" >&2; set -- true", timeout=60)
        self.assertIn(b"whole: 7 files", checked.stderr)

    def test_stick_pulled_out(self):
        """The image that bears the file system is cut to nothing before anything reaches it."""
        if not pathlib.Path("/dev/loop-control").exists():
            self.skipTest("no loop device is to be had")
        for number in range(30):
            (self.outbox / f"large-{number}").write_bytes(os.urandom(1_000_000))
        before = self.state_of(self.outbox)
        script = ("truncate -s 200M image; mkfs.ext4 -q image; mount -o loop image stick; "
                  "sync -f stick; truncate -s 0 image")
        started = time.monotonic()
        result = self.run_mounted(script, "backup", "create", "--to", "stick")
        if b"mount:" in result.stderr:
            self.skipTest("no loop device is to be had")
        self.assertLess(time.monotonic() - started, 50)
        self.assert_status(result, FILE)
        self.assertNotIn(b"lab.example-2", result.stderr)
        self.assertEqual(self.state_of(self.outbox), before)

    def test_mount_in_a_cache(self):
        outside = self.home / "outside"
        outside.mkdir()
        (outside / "keep").write_text("keep")
        (self.cache / "other").mkdir()
        script = (f"mount --bind outside .cache/example/other; "
                  f"'{CLI}' cache reset --yes --without-copy --profile profile.json >&2 || true")
        self.run_mounted(script, "cache", "free", "--yes")
        self.assertEqual((outside / "keep").read_text(), "keep")

    def test_cache_that_is_a_mount(self):
        outside = self.home / "outside"
        outside.mkdir()
        (outside / "keep").write_text("keep")
        result = self.run_mounted("mount --bind outside .cache/example", "cache", "reset", "--yes",
                                  "--without-copy")
        self.assertNotEqual(result.returncode, OK)
        self.assertEqual((outside / "keep").read_text(), "keep")


if __name__ == "__main__":
    main_tap(Media)
