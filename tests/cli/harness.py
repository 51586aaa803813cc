# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright The Invoice First Aid authors
"""Drives the real command, each test with a home folder of its own."""

import contextlib
import json
import os
import pathlib
import pty
import select
import signal
import subprocess
import tempfile
import time
import unittest

CLI = os.environ["IFA_CLI"]
PROFILES = pathlib.Path(os.environ["IFA_TEST_DATA"]) / "profiles"

OK, PROBLEM, ATTENTION, INCOMPLETE, USAGE, BAD_DATA, FILE = 0, 1, 2, 3, 64, 65, 74


class CliTest(unittest.TestCase):
    """A test case with a temporary home, and no configuration from outside."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="ifa-cli-")
        self.addCleanup(folder.cleanup)
        self.home = pathlib.Path(folder.name)
        self.environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.home),
            "XDG_CONFIG_HOME": str(self.home / "config"),
            "XDG_DATA_HOME": str(self.home / "data"),
            "XDG_CACHE_HOME": str(self.home / "cache"),
            "XDG_STATE_HOME": str(self.home / "state"),
            "LC_ALL": "C.UTF-8",
            "G_DEBUG": "fatal-criticals",
        }
        for name in ("ASAN_OPTIONS", "LSAN_OPTIONS", "UBSAN_OPTIONS"):
            if name in os.environ:
                self.environment[name] = os.environ[name]

    def run_cli(self, *arguments, timeout=60, **environment):
        """The finished process, its output as bytes."""
        return subprocess.run(
            [CLI, *arguments], capture_output=True, stdin=subprocess.DEVNULL, timeout=timeout,
            env={**self.environment, **environment}, cwd=self.home, check=False)

    def start_cli(self, *arguments, **environment):
        """A process that goes on; it is killed at the end of the test."""
        process = subprocess.Popen(
            [CLI, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            stdin=subprocess.DEVNULL, env={**self.environment, **environment}, cwd=self.home)
        self.addCleanup(self._end, process)
        return process

    @staticmethod
    def _end(process):
        if process.poll() is None:
            process.kill()
        process.communicate()

    def assert_status(self, result, status):
        self.assertEqual(result.returncode, status,
                         f"{result.args}\n{result.stdout[-2000:]}\n{result.stderr[-2000:]}")

    def assert_one_sentence(self, stderr):
        """One line, printable, and a sentence."""
        text = stderr.decode()
        self.assertEqual(text.count("\n"), 1, text)
        self.assertTrue(text.rstrip("\n").endswith((".", "?", "。", "？")), text)
        self.assert_harmless(stderr)

    def assert_harmless(self, output):
        """No character in @output makes a terminal do anything."""
        for character in output.decode():
            self.assertFalse(character != "\n" and character != "\t"
                             and (character < " " or "\x7f" <= character <= "\x9f"),
                             repr(character))

    def load_report(self, result):
        report = json.loads(result.stdout)
        self.assertEqual(report["format"], "invoice-first-aid-report/1")
        return report

    def run_on_terminal(self, *arguments, timeout=60, answer=b""):
        """What one would see: exit status, and everything that reached the terminal."""
        pid, terminal = pty.fork()
        if pid == 0:
            os.chdir(self.home)
            os.execve(CLI, [CLI, *arguments], self.environment)
        os.write(terminal, answer)
        output = b""
        end = time.monotonic() + timeout
        with contextlib.suppress(OSError):
            while time.monotonic() < end:
                if not select.select([terminal], [], [], 0.5)[0]:
                    continue
                chunk = os.read(terminal, 65536)
                if not chunk:
                    break
                output += chunk
        os.close(terminal)
        if time.monotonic() >= end:
            os.kill(pid, signal.SIGKILL)
        return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), output


class TapResult(unittest.TextTestResult):
    """Also prints the Test Anything Protocol, so that what was skipped is counted as that."""

    n_tests = 0

    def say(self, test, result, skipped=""):
        TapResult.n_tests += 1
        name = test.id().split(".", 1)[1]
        print(f"{result} {TapResult.n_tests} {name}{skipped}", flush=True)

    def addSuccess(self, test):
        super().addSuccess(test)
        self.say(test, "ok")

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self.say(test, "not ok")

    def addError(self, test, err):
        super().addError(test, err)
        self.say(test, "not ok")

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        self.say(test, "ok", f" # SKIP {reason}")


def main_tap(case):
    """Runs the tests of one class."""
    suite = unittest.defaultTestLoader.loadTestsFromTestCase(case)
    unittest.TextTestRunner(resultclass=TapResult, verbosity=0).run(suite)
    print(f"1..{TapResult.n_tests}")
