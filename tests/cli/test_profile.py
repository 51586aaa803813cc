#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright The Invoice First Aid authors
"""What the command says about profiles, and about itself."""

import base64
import json
import os
import re
import subprocess
import time
import unittest

from harness import BAD_DATA, CLI, FILE, OK, PROFILES, USAGE, CliTest


class Usage(CliTest):
    def test_version(self):
        result = self.run_cli("--version")
        self.assert_status(result, OK)
        self.assertRegex(result.stdout, rb"^invoice-first-aid-cli [0-9.]+\n$")

    def test_help_that_was_asked_for(self):
        result = self.run_cli("--help")
        self.assert_status(result, OK)
        for command in (b"check", b"profile list", b"practice", b"explain"):
            self.assertIn(command, result.stdout)

    def test_help_of_every_command(self):
        commands = [line[2:18].split() for line in self.run_cli("--help").stdout.decode().split("\n")
                    if line.startswith("  ") and not line.startswith("  invoice")]
        self.assertGreater(len(commands), 3)
        for command in commands:
            result = self.run_cli(*command, "--help")
            self.assert_status(result, OK)
            self.assertIn(b"--lang", result.stdout)

    def test_wrong_usage(self):
        for arguments in (["chekc"], ["profile"], ["profile", "chekc"], ["profile", "check"],
                          ["profile", "list", "superfluous"], ["profile", "show", "a", "b"],
                          ["profile", "show", "--url"], ["profile", "show", "--unknown"],
                          ["profile", "show", "--url", "a.example", "--profile", "b"],
                          ["profile", "show", "--url", "not an address"],
                          ["profile", "show", "--param", "a=b"],
                          ["profile", "list", "--lang"], ["profile", "list", "--lang", "../x"]):
            result = self.run_cli(*arguments)
            self.assert_status(result, USAGE)
            self.assertEqual(result.stdout, b"")
            self.assert_one_sentence(result.stderr)
        self.assert_status(self.run_cli(), USAGE)

    def test_full_disk(self):
        with open("/dev/full", "wb") as full:
            result = subprocess.run([CLI, "profile", "list"], stdout=full, stderr=subprocess.PIPE,
                                    env=self.environment, check=False)
        self.assertEqual(result.returncode, FILE)
        self.assert_one_sentence(result.stderr)


class Profiles(CliTest):
    def test_every_bad_profile(self):
        for path in sorted((PROFILES / "bad").glob("*.json")):
            result = self.run_cli("profile", "check", str(path))
            self.assert_status(result, BAD_DATA)
            self.assertEqual(result.stdout, b"")
            self.assert_one_sentence(result.stderr)
            expected = path.with_suffix(".expected").read_text().rstrip("\n")
            self.assertTrue(result.stderr.decode().rstrip("\n").endswith("/" + expected),
                            result.stderr)

    def test_every_good_profile(self):
        for path in sorted((PROFILES / "good").glob("*.json")):
            result = self.run_cli("profile", "check", str(path))
            self.assert_status(result, OK)
            self.assertEqual(result.stderr, b"")

    def test_files_that_are_none(self):
        large = self.home / "large.json"
        with open(large, "wb") as file:
            file.truncate(100_000_000)
        os.mkfifo(self.home / "pipe.json")
        for path in (large, self.home / "pipe.json", self.home, self.home / "missing.json"):
            before = time.monotonic()
            result = self.run_cli("profile", "check", str(path))
            self.assertLess(time.monotonic() - before, 2)
            self.assert_status(result, BAD_DATA)
            self.assert_one_sentence(result.stderr)
            self.assertIn(str(path), result.stderr.decode())

    def test_nothing_else_happens(self):
        self.run_cli("check", "--profile", str(PROFILES / "bad" / "mistyped-deep.json"))
        self.assertEqual(list(self.home.iterdir()), [])

    def test_examples_for_vendors(self):
        page = (PROFILES / ".." / ".." / "data" / "doc" / "writing-a-profile.md").read_text()
        examples = re.findall(r"^```json\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
        self.assertGreaterEqual(len(examples), 5)
        for example in examples:
            (self.home / "example.json").write_text(example)
            result = self.run_cli("profile", "check", "example.json")
            self.assert_status(result, OK)

    def test_list_and_show(self):
        listed = self.run_cli("profile", "list")
        self.assert_status(listed, OK)
        self.assertIn(b"pl-ksef", listed.stdout)
        shown = self.run_cli("profile", "show", "--profile", "cn-etax", "--param",
                             "province=shanghai")
        self.assert_status(shown, OK)
        self.assertIn(b"https://dppt.shanghai.chinatax.gov.cn:8443/", shown.stdout)
        result = self.run_cli("profile", "show", "--profile", "cn-etax", "--param",
                              "province=atlantis")
        self.assert_status(result, USAGE)
        self.assert_one_sentence(result.stderr)

    def test_own_profile_goes_first(self):
        folder = self.home / "data" / "invoice-first-aid" / "profiles"
        folder.mkdir(parents=True)
        text = (PROFILES / "good" / "smallest.json").read_text()
        (folder / "pl-ksef.json").write_text(text.replace('"id": "a"', '"id": "pl-ksef"'))
        shown = self.run_cli("profile", "show", "pl-ksef")
        self.assertIn(b"https://a.example/", shown.stdout)

    def test_foreign_text_on_a_terminal(self):
        path = self.home / "x\x1b[31m.json"
        path.write_text('{"\x9b31m": 1}')
        status, output = self.run_on_terminal("profile", "check", str(path))
        self.assertEqual(status, BAD_DATA)
        self.assertNotIn(b"\x1b", output)
        self.assertNotIn("\x9b".encode(), output)


class Vendors(CliTest):
    """Signing, by a key of OpenSSL's, and what may take the place of what."""

    def setUp(self):
        super().setUp()
        for name in ("mine", "other"):
            subprocess.run(["openssl", "genpkey", "-algorithm", "ed25519", "-out",
                            self.home / f"{name}.pem"], check=True, capture_output=True)

    def sign(self, key, version):
        profile = json.loads((PROFILES / "good" / "full.json").read_text())
        profile["version"] = version
        (self.home / "profile.json").write_text(json.dumps(profile, indent=1))
        name = f"{key}-{version}.json"
        result = self.run_cli("profile", "sign", "profile.json", "--key", f"{key}.pem", "--output",
                              name)
        self.assert_status(result, OK)
        return name

    def test_openssl_agrees(self):
        data = (self.home / self.sign("mine", 3)).read_bytes()
        value = json.loads(data)["signature"]["value"]
        (self.home / "message").write_bytes(
            b"invoice-first-aid-profile-signature/1\n" + data.replace(value.encode(), b""))
        (self.home / "signature").write_bytes(base64.b64decode(value))
        result = subprocess.run(["openssl", "pkeyutl", "-verify", "-inkey", "mine.pem", "-rawin",
                                 "-in", "message", "-sigfile", "signature"],
                                cwd=self.home, capture_output=True, check=False)
        self.assertEqual(result.returncode, 0, result.stderr)

    def test_signed_again(self):
        once = self.sign("mine", 3)
        result = self.run_cli("profile", "sign", once, "--key", "other.pem", "--output", once)
        self.assert_status(result, OK)
        self.assertEqual((self.home / once).read_text().count("signature"), 1)
        self.assert_status(self.run_cli("profile", "check", once), OK)

    def test_updates(self):
        def add(name):
            return self.run_cli("profile", "add", name, "--yes")
        self.assert_status(add(self.sign("mine", 3)), OK)
        for name in (self.sign("mine", 3), self.sign("mine", 2), self.sign("other", 4),
                     str(PROFILES / "good" / "full.json")):
            result = add(name)
            self.assert_status(result, BAD_DATA)
            self.assert_one_sentence(result.stderr)
        self.assert_status(add(self.sign("mine", 4)), OK)
        shown = self.run_cli("profile", "show", "lab.example")
        self.assertIn(b"(lab.example, 4)", shown.stdout)

    def test_what_ships_cannot_be_replaced(self):
        text = (PROFILES / "good" / "smallest.json").read_text()
        (self.home / "x.json").write_text(
            text.replace('"id": "a"', '"version": 99, "id": "pl-ksef"'))
        result = self.run_cli("profile", "add", "x.json", "--yes")
        self.assert_status(result, BAD_DATA)
        self.assert_one_sentence(result.stderr)

    def test_nobody_to_ask(self):
        result = self.run_cli("profile", "add", str(PROFILES / "good" / "smallest.json"))
        self.assert_status(result, USAGE)
        self.assertIn(b"https://a.example/", result.stdout)
        self.assertEqual(self.run_cli("profile", "show", "a").returncode, BAD_DATA)


class Languages(CliTest):
    def test_chinese_without_a_chinese_locale(self):
        for given in ("C.UTF-8", "C", "POSIX", "no_SUCH.UTF-8"):
            result = self.run_cli("--lang", "zh_CN", "--help", LC_ALL=given)
            self.assert_status(result, OK)
            text = result.stdout.decode()
            if "用法" not in text:
                self.skipTest("the Chinese catalogue does not have the command's texts yet")
            self.assertIn("检测", text)

    def test_english_where_chinese_is_set(self):
        result = self.run_cli("profile", "list", "--lang=en", LANGUAGE="zh_CN")
        self.assert_status(result, OK)
        self.assertIn(b"Poland", result.stdout)

    def test_language_of_profiles(self):
        result = self.run_cli("profile", "list", "--lang", "zh-CN")
        self.assertIn("波兰", result.stdout.decode())


if __name__ == "__main__":
    unittest.main()
