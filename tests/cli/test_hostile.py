#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright The Invoice First Aid authors
"""Servers that send too much, too deep or for ever: named, within 64 MiB, and in time."""

import gzip
import json
import os
import subprocess
import sys
import tempfile
import time
import unittest

import broken_sites as sites
import broken_world
from harness import CLI, CliTest

MAX_KIB = 64 * 1024
MAX_S = 45
# A child begins with the memory of who starts it: this process, which made a bomb, must not.
LAUNCHER = """import os, sys
pid = os.posix_spawn(sys.argv[2], sys.argv[2:], os.environ)
open(sys.argv[1], "w").write(str(os.wait4(pid, 0)[2].ru_maxrss))
"""
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"


def endless(first, more, pause_s=0.0):
    """@first, and then @more until nobody listens."""
    def then(connection):
        sites.read_request(connection)
        connection.sendall(first)
        end = time.monotonic() + MAX_S
        while time.monotonic() < end:
            connection.sendall(more)
            if pause_s:
                time.sleep(pause_s)
    return then


def once(data):
    def then(connection):
        sites.read_request(connection)
        connection.sendall(data)
    return then


def bomb():
    packed = gzip.compress(bytes(200 * 1024 * 1024), 9)
    return HEAD + f"Content-Encoding: gzip\r\nContent-Length: {len(packed)}\r\n\r\n".encode() + packed


def sized(body):
    return HEAD + f"Content-Length: {len(body)}\r\n\r\n".encode() + body


PLAIN = {
    "gzip-bomb": ("invalid-response", lambda: once(bomb())),
    "endless-body": ("invalid-response", lambda: endless(HEAD + b"\r\n[", b"1," * 50_000)),
    "endless-chunks": ("invalid-response", lambda: endless(
        HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"ffff\r\n" + b" " * 0xffff + b"\r\n")),
    "endless-headers": ("invalid-response", lambda: endless(
        b"HTTP/1.1 200 OK\r\n", b"X-A: " + b"a" * 8000 + b"\r\n")),
    "one-endless-header": ("invalid-response", lambda: endless(b"HTTP/1.1 200 OK\r\nX-A: ",
                                                               b"a" * 60_000)),
    "deep-json": ("invalid-response", lambda: once(sized(b"[" * 100_000 + b"]" * 100_000))),
    "deep-objects": ("invalid-response", lambda: once(sized(b'{"a":' * 100_000))),
    "to-a-file": ("service-moved", lambda: once(
        b"HTTP/1.1 302 Found\r\nLocation: file:///etc/passwd\r\nContent-Length: 0\r\n\r\n")),
}


class Hostile(CliTest):
    def check(self, url):
        """The causes, and the peak of the memory in KiB."""
        path = self.home / "hostile.json"
        path.write_text(json.dumps({
            "format": "invoice-first-aid-profile/1", "id": "lab", "name": "Lab",
            "endpoints": [{"id": "api", "url": url, "expect": {"format": "json"}}],
            "clock": {"ntp": []}, "control": {}}))
        with open(self.home / "report.json", "wb") as out:
            subprocess.run(
                [sys.executable, "-S", "-c", LAUNCHER, self.home / "peak", CLI, "check", "--profile", str(path), "--format", "json", "--map",
                 f"{broken_world.HOST}=127.0.0.1", "--trust-file", self.roots],
                stdout=out, stdin=subprocess.DEVNULL, env=self.environment, cwd=self.home, check=True)
        report = json.loads((self.home / "report.json").read_bytes())
        return [cause["id"] for cause in report["causes"]], int((self.home / "peak").read_text())

    def judge(self, name, cause, server, url):
        self.addCleanup(server.close)
        start = time.monotonic()
        causes, peak_kib = self.check(url)
        took_s = time.monotonic() - start
        print(f"# {name}: {', '.join(causes)}; {peak_kib / 1024:.0f} MiB, {took_s:.1f} s")
        with self.subTest(name):
            self.assertEqual(causes[:1], [cause] if cause else [])
            self.assertLess(took_s, MAX_S)
            if "ASAN_OPTIONS" not in os.environ:
                self.assertLess(peak_kib, MAX_KIB)

    def test_answers(self):
        world = broken_world.Authorities(tempfile.mkdtemp(dir=self.home))
        self.roots = world.path("root.pem")
        for name, (cause, make) in PLAIN.items():
            server = sites.Site(make())
            self.judge(name, cause, server, f"http://127.0.0.1:{server.port}/")

    def test_certificates(self):
        world = broken_world.Authorities(tempfile.mkdtemp(dir=self.home))
        self.roots = world.path("root.pem")
        names = ",".join(f"DNS:a{i}.example" for i in range(10_000))
        many = world.leaf("names", names=names)
        long = world.leaf("long", chain=["middle"] * 100)
        flood = b"\x16\x03\x03\x40\x00" + b"\x0b\xff\xff\xff" + bytes(0x3ffc)
        for name, cause, site in (
                ("ten-thousand-names", "certificate-wrong-name", sites.tls(world, many)),
                ("hundred-certificates", None, sites.tls(world, long, once(sized(b"{}")))),
                ("endless-handshake", "tls-handshake-failed", sites.endless(flood))):
            server = sites.Site(site)
            self.judge(name, cause, server, f"https://{broken_world.HOST}:{server.port}/")


if __name__ == "__main__":
    unittest.main()
