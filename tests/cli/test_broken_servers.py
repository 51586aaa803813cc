#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright The Invoice First Aid authors
"""Servers that are broken in their own ways: does the program name what is wrong?"""

import concurrent.futures
import json
import ssl
import tempfile
import unittest

import broken_sites as sites
import broken_world
from broken_sites import GnutlsSite, Site, alert, raw, tls
from harness import CliTest

TLS12 = (ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_2)
ONLY = "NORMAL:-VERS-ALL:+VERS-TLS1.2:-CIPHER-ALL:"
AT_ONCE = 12

REFUSED = "tls-handshake-failed"
UNTRUSTED = "certificate-untrusted-issuer"
WRONG = "certificate-wrong-name"
SILENT = "service-not-responding"


def list_certificates(w):
    """What is wrong with the certificate: name of the site, cause, what serves it."""
    w.authority("old-middle", "root", end=-2)
    w.authority("bounded", "root", "nameConstraints=critical,permitted;DNS:other.example")
    w.authority("short", "root", "extendedKeyUsage=clientAuth")
    w.authority("plain", "root")
    w.authority("rsa-middle", "root", bits=2048)
    w.authority("below-stranger", "stranger")
    rows = [
        ("expired", "certificate-expired", w.leaf("expired", end=-3)),
        ("expired-years-ago", "certificate-expired", w.leaf("expired-years", start=-900, end=-800)),
        ("expired-middle", "certificate-expired", w.leaf("by-old", "old-middle", ["old-middle"])),
        ("not-yet", "certificate-not-yet-valid", w.leaf("future", start=3)),
        ("expires-soon", "certificate-expires-soon", w.leaf("soon", end=6)),
        ("wrong-host", WRONG, w.leaf("other", names="DNS:www.other.example")),
        ("wildcard-two-labels", WRONG, w.leaf("star", names="DNS:*.example")),
        ("common-name-only", WRONG, w.leaf("plain-name", names=None)),
        ("address-only", WRONG, w.leaf("by-address", names="IP:127.0.0.1")),
        ("self-signed", "certificate-self-signed", w.leaf("own", None, [])),
        ("self-signed-wrong-name", "certificate-self-signed",
         w.leaf("own-other", None, [], names="DNS:localhost")),
        ("untrusted-root", UNTRUSTED, w.leaf("strange", "stranger", ["stranger"])),
        ("untrusted-root-not-sent", UNTRUSTED,
         w.leaf("strange-middle", "below-stranger", ["below-stranger"])),
        ("private-root", "root-certificate-missing",
         w.leaf("private", "below-stranger", ["below-stranger", "stranger"])),
        ("incomplete", "certificate-chain-incomplete",
         w.leaf("alone", chain=[], more=["authorityInfoAccess=caIssuers;URI:http://127.0.0.1:9/x"])),
        ("wrong-middle", "certificate-chain-incomplete",
         w.leaf("mixed", chain=["plain"],
                more=["authorityInfoAccess=caIssuers;URI:http://127.0.0.1:9/x"])),
        ("names-out-of-bounds", UNTRUSTED, w.leaf("out", "bounded", ["bounded"])),
        ("middle-for-clients", UNTRUSTED, w.leaf("below-short", "short", ["short"])),
        ("leaf-for-clients", UNTRUSTED, w.leaf("client", purpose="clientAuth")),
        ("authority-as-server", UNTRUSTED, w.leaf("boss", authority="TRUE", usage="keyCertSign")),
        ("unknown-critical", UNTRUSTED, w.leaf("odd", more=["1.2.3.4=critical,DER:0500"])),
        ("sha1", "certificate-weak", w.leaf("sha1", digest="sha1")),
        ("md5", "certificate-weak", w.leaf("md5", "rsa-middle", ["rsa-middle"], digest="md5")),
        ("rsa-1024", "certificate-weak", w.leaf("rsa1024", bits=1024)),
    ]
    w.staple(w.leaf("withdrawn"))
    return [(site, cause, Site(tls(w, name))) for site, cause, name in rows] + [
        ("revoked-stapled", "certificate-revoked",
         GnutlsSite(w, "withdrawn", "NORMAL", "--ocsp-response", w.path("withdrawn.ocsp"),
                    "--ignore-ocsp-response-errors"))]


def list_versions(w):
    old = "DEFAULT@SECLEVEL=0"
    version = "tls-version-unsupported"
    w.leaf("rsa", bits=2048)
    return [
        ("tls-1.0", version, Site(tls(w, "rsa", versions=(ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1),
                                      ciphers=old))),
        ("tls-1.1", version, Site(tls(w, "rsa", ciphers=old, versions=(ssl.TLSVersion.TLSv1_1,
                                                                      ssl.TLSVersion.TLSv1_1)))),
        ("ssl-3", version, Site(sites.old_only(0x0300, 0x000a))),
        ("alert-protocol-version", version, Site(alert("protocol_version"))),
        ("rc4", REFUSED, GnutlsSite(w, "rsa", ONLY + "+ARCFOUR-128")),
        ("3des", REFUSED, GnutlsSite(w, "rsa", ONLY + "+3DES-CBC")),
        ("null", REFUSED, GnutlsSite(w, "rsa", ONLY + "+NULL:+SHA1")),
        ("anonymous", REFUSED, GnutlsSite(w, "rsa", "NORMAL:-VERS-ALL:+VERS-TLS1.2:-KX-ALL:+ANON-ECDH")),
        ("small-diffie-hellman", REFUSED, GnutlsSite(
            w, "rsa", "NORMAL:-VERS-ALL:+VERS-TLS1.2:-KX-ALL:+DHE-RSA:-GROUP-ALL",
            "--dhparams", w.small_group())),
    ]


def list_refusals(w):
    w.leaf("good")
    needs = "client-certificate-missing"
    return [
        ("alert-handshake-failure", REFUSED, Site(alert("handshake_failure"))),
        ("alert-internal-error", REFUSED, Site(alert("internal_error"))),
        ("alert-unrecognized-name", REFUSED, Site(alert("unrecognized_name"))),
        ("alert-access-denied", REFUSED, Site(alert("access_denied"))),
        ("alert-no-protocol", REFUSED, Site(alert("no_application_protocol"))),
        ("alert-close-notify", REFUSED, Site(alert("close_notify", 1))),
        ("reset-at-hello", REFUSED, Site(lambda c: (sites.read_hello(c), sites.reset(c)))),
        ("closed-at-hello", REFUSED, Site(sites.read_hello)),
        ("silent-at-hello", SILENT, Site(sites.silent)),
        ("cut-in-certificate", REFUSED, Site(sites.early_end(w, "good", 700))),
        ("spoilt-signature", REFUSED, Site(sites.spoilt(w, "rsa", -60))),
        ("garbage", REFUSED, Site(raw(bytes(range(1, 200))))),
        ("plain-http", REFUSED, Site(raw(b"HTTP/1.1 400 Bad Request\r\n\r\n"))),
        ("ssh", REFUSED, Site(sites.banner(b"SSH-2.0-OpenSSH_9.2p1\r\n"))),
        ("smtp", REFUSED, Site(sites.banner(b"220 mail.example ESMTP\r\n"))),
        ("record-too-long", REFUSED, Site(raw(b"\x16\x03\x03\xff\xff" + bytes(66000)))),
        ("endless-warnings", REFUSED, Site(raw(bytes([21, 3, 3, 0, 2, 1, 90]) * 5000))),
        ("one-byte-at-a-time", SILENT, Site(sites.drip(b"\x16\x03\x03\x02\x00" + bytes(500)))),
        ("needs-client-certificate", needs, Site(tls(w, "good", ask_client=ssl.CERT_REQUIRED))),
        ("needs-client-certificate-1.2", needs,
         Site(tls(w, "good", versions=TLS12, ask_client=ssl.CERT_REQUIRED))),
    ]


def list_afterwards(w):
    """The handshake is good; what follows isn't."""
    def after(then):
        return Site(tls(w, "good", lambda c: (sites.read_request(c), then(c))))

    return [
        ("silent-after-handshake", SILENT, Site(tls(w, "good", sites.silent))),
        ("closed-after-request", "empty-response", after(lambda c: None)),
        ("reset-after-request", "empty-response", after(sites.reset)),
        ("cut-body", "response-truncated", after(lambda c: c.sendall(
            b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"code\": 0"))),
        ("cut-chunks", "response-truncated", after(lambda c: c.sendall(
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nb\r\n{\"code\": 0}\r\n"))),
        ("no-http-answer", "invalid-response", after(lambda c: (
            c.sendall(b"\x00\x01binary\r\n\r\n"), c.unwrap()))),
        ("cut-in-headers", "empty-response", after(lambda c: c.sendall(b"HTTP/1.1 200 OK\r\nA: "))),
    ]


class BrokenServers(CliTest):
    def check(self, site, server):
        extra = {"tls": {"root_sha256": self.stranger}} if site == "private-root" else {}
        path = self.home / f"{site}.json"
        path.write_text(json.dumps({
            "format": "invoice-first-aid-profile/1", "id": "lab", "name": "Lab",
            "endpoints": [{"id": "api", "url": f"https://{broken_world.HOST}:{server.port}/",
                           **extra}],
            "clock": {"ntp": []}, "control": {}}))
        result = self.run_cli("check", "--profile", str(path), "--format", "json", "--map",
                              f"{broken_world.HOST}=127.0.0.1", "--trust-file",
                              self.world.path("root.pem"), timeout=120)
        return [cause["id"] for cause in self.load_report(result)["causes"]]

    def test_each_is_named(self):
        folder = tempfile.TemporaryDirectory(prefix="ifa-broken-")
        self.addCleanup(folder.cleanup)
        self.world = broken_world.Authorities(folder.name)
        self.stranger = self.world.fingerprint("stranger")
        rows = [row for make in (list_certificates, list_versions, list_refusals, list_afterwards)
                for row in make(self.world)]
        for _, _, server in rows:
            self.addCleanup(server.close)
        with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
            found = list(pool.map(lambda row: self.check(row[0], row[2]), rows))
        missed = [f"{site}: {', '.join(causes) or 'nothing'} instead of {cause}"
                  for (site, cause, _), causes in zip(rows, found) if causes[:1] != [cause]]
        print(f"# named {len(rows) - len(missed)} of {len(rows)} broken servers")
        self.assertEqual(missed, [])


if __name__ == "__main__":
    unittest.main()
