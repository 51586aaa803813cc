# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright The Invoice First Aid authors
"""Several hundred chains, each with one thing that is unusual. Nobody here says what is right."""

import dataclasses
import datetime

from der import *  # pylint: disable=wildcard-import,unused-wildcard-import

HOST = "api.invoice.example"
SIGNATURE, ENCIPHERMENT, AGREEMENT, CERT_SIGN, CRL_SIGN = 0, 2, 4, 5, 6


@dataclasses.dataclass
class Chain:
    name: str
    host: str
    sent: list
    key: str = "p256:leaf"


@dataclasses.dataclass
class Authority:
    subject: bytes
    key: str
    der: bytes
    issuer: "Authority" = None


def cn(text):
    return name("O=Invoice Test", f"CN={text}")


class World:
    """The chains by name, and the roots that are trusted."""

    def __init__(self, now):
        self.now = now
        self.chains = {}
        self.roots = []
        self.root = self.make_root("Root", trusted=True)
        self.other_root = self.make_root("Other Root", trusted=True)
        self.stranger = self.make_root("Stranger")
        self.middle = self.make_authority("Issuing", self.root)

    def at(self, n_days):
        return self.now + days(n_days)

    def make_root(self, label, trusted=False, spec=None, before=-1000, after=3000, extensions=None,
                  subject=None, **options):
        spec = spec or f"p256:{label}"
        private = key(spec)
        subject = subject or cn(label)
        extensions = [basic(True), usage(CERT_SIGN, CRL_SIGN), key_id(private)] \
            if extensions is None else extensions
        der = certificate(subject, subject, private, private, extensions,
                          not_before=self.at(before), not_after=self.at(after), **options)
        if trusted:
            self.roots.append(der)
        return Authority(subject, spec, der)

    def make_authority(self, label, issuer, *, subject=None, spec=None, bc=0, ku=0, eku=None,
                       more=(), before=-500, after=1500, aki=0, ski=0, extensions=None,
                       issuer_name=None, **options):
        spec = spec or f"p256:{label}"
        private, issuer_private = key(spec), key(issuer.key)
        subject = subject or cn(label)
        parts = [basic(True) if bc == 0 else bc, usage(CERT_SIGN, CRL_SIGN) if ku == 0 else ku, eku,
                 key_id(private) if ski == 0 else ski,
                 authority_key_id(issuer_private) if aki == 0 else aki, *more]
        if extensions is None:
            extensions = [p for p in parts if p]
        der = certificate(subject, issuer_name or issuer.subject, private, issuer_private,
                          extensions,
                          not_before=before if isinstance(before, bytes) else self.at(before),
                          not_after=after if isinstance(after, bytes) else self.at(after),
                          **options)
        return Authority(subject, spec, der, issuer)

    def leaf(self, issuer=None, *, subject=None, spec="p256:leaf", san=0, ku=0, eku=0, bc=None,
             more=(), before=-10, after=80, aki=0, extensions=None, issuer_name=None, **options):
        issuer = issuer or self.middle
        private, issuer_private = key(spec), key(issuer.key)
        parts = [bc, usage(SIGNATURE) if ku == 0 else ku, purposes("server") if eku == 0 else eku,
                 alternative(HOST) if san == 0 else san,
                 authority_key_id(issuer_private) if aki == 0 else aki, *more]
        if extensions is None:
            extensions = [p for p in parts if p]
        return certificate(cn("Server") if subject is None else subject,
                           issuer_name or issuer.subject, private, issuer_private, extensions,
                           not_before=before if isinstance(before, bytes) else self.at(before),
                           not_after=after if isinstance(after, bytes) else self.at(after),
                           **options)

    def add(self, label, *sent, host=HOST, spec="p256:leaf"):
        assert label not in self.chains, label
        self.chains[label] = Chain(label, host, list(sent), spec)

    def add_leaf(self, label, host=HOST, issuer=None, spec="p256:leaf", **options):
        issuer = issuer or self.middle
        sent = [self.leaf(issuer, spec=spec, **options)]
        while issuer and issuer.issuer:
            sent.append(issuer.der)
            issuer = issuer.issuer
        self.add(label, *sent, host=host, spec=spec)

    def add_under(self, label, authority, host=HOST, **options):
        """A good leaf below an unusual authority."""
        self.add_leaf(label, issuer=authority, host=host, **options)


def add_paths(w):
    leaf, middle = w.leaf(), w.middle.der
    w.add("path-usual", leaf, middle)
    w.add("path-with-root", leaf, middle, w.root.der)
    w.add("path-root-first", leaf, w.root.der, middle)
    w.add("path-doubled", leaf, middle, middle, leaf)
    w.add("path-leaf-twice", leaf, leaf, middle)
    w.add_leaf("path-below-root", issuer=w.root)
    w.add("path-alone", leaf)
    w.add_leaf("path-stranger", issuer=w.stranger)
    w.add("path-stranger-with-root", w.leaf(w.stranger), w.stranger.der)
    w.add("path-middle-of-stranger",
          w.leaf(w.make_authority("Strange Issuing", w.stranger)),
          w.make_authority("Strange Issuing", w.stranger).der, w.stranger.der)
    w.add("path-extra-stranger", leaf, w.stranger.der, middle)
    w.add("path-extra-after", leaf, middle, w.stranger.der, w.other_root.der)
    w.add("path-wrong-middle", leaf, w.make_authority("Wrong", w.root).der)
    impostor = w.make_authority("Issuing", w.root, spec="p256:impostor")
    w.add("path-same-name-other-key", leaf, impostor.der)
    w.add("path-same-name-both-keys", leaf, impostor.der, middle)
    w.add("path-same-name-both-keys-reversed", leaf, middle, impostor.der)
    many = [w.make_authority("Issuing", w.root, spec=f"p256:many{i}", aki=None, ski=None).der
            for i in range(20)]
    w.add("path-twenty-impostors", leaf, *many, middle)
    w.add("path-hundred", leaf, middle,
          *[w.make_authority(f"Extra {i}", w.stranger).der for i in range(98)])
    w.add("path-hundred-last", leaf,
          *[w.make_authority(f"Extra {i}", w.stranger).der for i in range(98)], middle)
    for depth in (2, 3, 5, 8, 10, 11, 12, 15, 20):
        issuer = w.root
        for i in range(depth):
            issuer = w.make_authority(f"Depth {i}", issuer)
        w.add_leaf(f"path-depth-{depth}", issuer=issuer)
    two = w.make_authority("Second", w.middle)
    good = [w.leaf(two), two.der, middle]
    w.add("path-two-middles", *good)
    w.add("path-two-middles-reversed", good[0], good[2], good[1])
    w.add("path-two-middles-first-missing", good[0], good[2])
    w.add("path-two-middles-second-missing", good[0], good[1])
    a = w.make_authority("Loop A", w.make_authority("Loop B", w.stranger), aki=None)
    b = w.make_authority("Loop B", w.make_authority("Loop A", w.stranger), aki=None)
    w.add("path-loop", w.leaf(a), a.der, b.der)
    crossed = w.make_authority("Loop A", w.root)
    w.add("path-loop-with-exit", w.leaf(a), a.der, b.der, crossed.der)
    w.add("path-leaf-not-first", middle, leaf)
    w.add_leaf("path-bad-signature", spoil=True)
    spoilt = w.make_authority("Spoilt", w.root, spoil=True)
    w.add_under("path-bad-signature-of-middle", spoilt)
    w.add_leaf("path-signature-by-other-key", issuer=Authority(w.middle.subject, "p256:x", middle,
                                                               w.root))
    w.add_leaf("path-wrong-aki", aki=authority_key_id(key("p256:x")))
    w.add_leaf("path-no-aki", aki=None)
    w.add_under("path-middle-no-ski", w.make_authority("No SKI", w.root, ski=None))
    w.add("path-issuer-fetched",
          w.leaf(more=[access(("issuer", "http://127.0.0.1:1/issuing.cer"))]))
    w.add_leaf("path-private-url", more=[access(("ocsp", "http://127.0.0.1:1/"))])


def add_crossings(w):
    """One key, two certificates: of which one leads nowhere."""
    cross_key = "p256:Crossed"
    variants = {
        "old": lambda issuer: w.make_authority("Crossed", issuer, spec=cross_key),
        "expired": lambda issuer: w.make_authority("Crossed", issuer, spec=cross_key, after=-5),
        "future": lambda issuer: w.make_authority("Crossed", issuer, spec=cross_key, before=5),
        "not-authority": lambda issuer: w.make_authority("Crossed", issuer, spec=cross_key,
                                                         bc=None),
        "clients-only": lambda issuer: w.make_authority("Crossed", issuer, spec=cross_key,
                                                        eku=purposes("client")),
        "elsewhere": lambda issuer: w.make_authority("Crossed", issuer, spec=cross_key,
                                                     more=[constraints(["other.example"])]),
        "no-sign": lambda issuer: w.make_authority("Crossed", issuer, spec=cross_key,
                                                   ku=usage(SIGNATURE)),
        "short": lambda issuer: w.make_authority("Crossed", issuer, spec=cross_key,
                                                 bc=basic(True, 0)),
        "spoilt": lambda issuer: w.make_authority("Crossed", issuer, spec=cross_key, spoil=True),
        "critical": lambda issuer: w.make_authority(
            "Crossed", issuer, spec=cross_key, more=[extension("1.2.3.4", NULL, True)]),
        "md5ish": lambda issuer: w.make_authority("Crossed", issuer, spec=cross_key,
                                                  digest="sha1"),
    }
    good = variants["old"](w.root)
    leaf = w.leaf(good)
    for label, make in variants.items():
        dead = make(w.other_root)
        w.add(f"cross-{label}-first", leaf, dead.der, good.der)
        w.add(f"cross-{label}-last", leaf, good.der, dead.der)
        w.add(f"cross-{label}-only", leaf, dead.der)
    stray = variants["old"](w.stranger)
    w.add("cross-stranger-first", leaf, stray.der, good.der)
    w.add("cross-stranger-with-root-first", leaf, stray.der, w.stranger.der, good.der)
    # A root that is trusted, and was signed once by one that isn't any more.
    for label, issuer, after in (("expired", w.other_root, -5), ("stranger", w.stranger, 900)):
        crossed_root = w.make_authority("Root", issuer, spec=w.root.key, after=after)
        w.add(f"cross-root-by-{label}", w.leaf(), w.middle.der, crossed_root.der)
        w.add(f"cross-root-by-{label}-and-its-root", w.leaf(), w.middle.der, crossed_root.der,
              issuer.der)
    # Two roots of one name and key, one of them out of date; only one is trusted.
    old = w.make_root("Renewed Root", spec="p256:Renewed", before=-3000, after=-5)
    new = w.make_root("Renewed Root", spec="p256:Renewed", trusted=True)
    below = w.make_authority("Below Renewed", new)
    w.add("cross-renewed-root", w.leaf(below), below.der, old.der)
    w.add("cross-renewed-root-not-sent", w.leaf(below), below.der)
    del old
    old = w.make_root("Renewed Badly", spec="p256:Badly", before=-3000, after=-5, trusted=True)
    new = w.make_root("Renewed Badly", spec="p256:Badly")
    below = w.make_authority("Below Badly", new)
    w.add("cross-old-root-trusted", w.leaf(below), below.der)
    w.add("cross-old-root-trusted-new-sent", w.leaf(below), below.der, new.der)


def add_dates(w):
    for label, options in {
        "expired": {"before": -90, "after": -1}, "expired-long-ago": {"before": -900, "after": -800},
        "future": {"before": 2, "after": 80}, "reversed": {"before": 10, "after": -10},
        "ten-years": {"before": -10, "after": 3650}, "four-hundred-days": {"before": -10, "after": 400},
        "thousand-days": {"before": -10, "after": 990}, "hundred-years": {"before": -10, "after": 36500},
        "last-day": {"before": -80, "after": 0.5}, "first-hour": {"before": -0.04, "after": 80},
        "very-old-start": {"before": -9000, "after": 80},
        "generalized": {"before": b"\x18\x0f20260101000000Z", "after": b"\x18\x0f20270601000000Z"},
        "fraction": {"after": b"\x18\x1120270601000000.5Z"},
        "no-seconds": {"after": b"\x17\x0b2706010000Z"},
        "offset": {"after": b"\x17\x11270601000000+0000"},
        "forever": {"after": b"\x18\x0f99991231235959Z"},
        "month-13": {"after": b"\x17\x0d271301000000Z"},
        "day-30-february": {"after": b"\x17\x0d270230000000Z"},
        "hour-24": {"after": b"\x17\x0d270601240000Z"},
        "second-60": {"after": b"\x17\x0d270601000060Z"},
        "letters": {"after": b"\x17\x0d27o601000000Z"},
        "as-text": {"after": b"\x13\x0d270601000000Z"},
        "before-1970": {"before": b"\x17\x0d650101000000Z"},
        "year-1949": {"before": b"\x18\x0f19490101000000Z"},
        "empty": {"after": b"\x17\x00"},
    }.items():
        w.add_leaf(f"date-{label}", **options)
    for label, options in {"expired": {"after": -1}, "future": {"before": 2},
                           "short": {"before": -20, "after": 30},
                           "generalized": {"before": b"\x18\x0f20260101000000Z"}}.items():
        w.add_under(f"date-middle-{label}", w.make_authority(f"Date {label}", w.root, **options))
    for label, options in {"expired": {"after": -1}, "future": {"before": 2}}.items():
        root = w.make_root(f"Root {label}", trusted=True, **options)
        w.add_leaf(f"date-root-{label}", issuer=root)
        w.add_under(f"date-root-{label}-middle", w.make_authority(f"Below {label}", root))
    outlived = w.make_authority("Outlived", w.root, after=20)
    w.add_under("date-leaf-outlives-middle", outlived, after=300)


def add_authorities(w):
    """Basic constraints and key usage of those who issue."""
    for label, bc in {
        "none": None, "false": basic(False), "false-critical-length": extension(
            19, seq(integer(0)), True),
        "not-critical": basic(True, critical=False), "length-0": basic(True, 0),
        "length-1": basic(True, 1), "length-big": basic(True, 200),
        "length-huge": basic(True, 1 << 40), "length-negative": basic(True, -1),
        "explicit-false": extension(19, seq(boolean(False)), True),
        "true-as-one": extension(19, seq(tlv(1, b"\x01")), True),
        "malformed": extension(19, b"\x04\x01\x00", True),
        "trailing": extension(19, seq(boolean(True)) + b"\x05\x00", True),
        "trailing-inside": extension(19, seq(boolean(True), NULL), True),
        "truncated": extension(19, b"\x30\x05\x01\x01\xff", True),
        "twice": basic(True) + basic(True), "empty-value": extension(19, b"", True),
    }.items():
        w.add_under(f"basic-{label}", w.make_authority(f"Basic {label}", w.root, bc=bc))
    for length in (0, 1):
        first = w.make_authority(f"Long {length}", w.root, bc=basic(True, length))
        second = w.make_authority(f"Longer {length}", first)
        third = w.make_authority(f"Longest {length}", second)
        w.add_under(f"length-{length}-one-below", second)
        w.add_under(f"length-{length}-two-below", third)
        renewed = w.make_authority(f"Long {length}", first, subject=first.subject,
                                   spec=f"p256:renewed{length}")
        w.add_under(f"length-{length}-self-issued-below", renewed)
    w.add_under("length-not-authority",
                w.make_authority("Length only", w.root, ku=None,
                                 bc=extension(19, seq(boolean(True), integer(0)), False)))
    for label, ku in {
        "none": None, "signature-only": usage(SIGNATURE), "crl-only": usage(CRL_SIGN),
        "not-critical": usage(CERT_SIGN, critical=False), "all": usage(*range(9)),
        "empty": extension(15, flags(), True), "zero": extension(15, bits(b"\0"), True),
        "malformed": extension(15, b"\x04\x01\x04", True),
        "unused-bits-set": extension(15, bits(b"\x07", 3), True),
        "trailing-zeros": extension(15, bits(b"\x04\x00", 0), True),
        "long": extension(15, bits(b"\x04\x80\x00", 0), True),
    }.items():
        w.add_under(f"usage-of-middle-{label}", w.make_authority(f"Usage {label}", w.root, ku=ku))
    for label, options in {
        "v1": {"version": 1, "extensions": []}, "v3-without": {"extensions": []},
        "basic-only": {"extensions": [basic(True)]}, "basic-false": {"extensions": [basic(False)]},
        "length-0": {"extensions": [basic(True, 0)]},
        "no-sign": {"extensions": [basic(True), usage(SIGNATURE)]},
        "clients": {"extensions": [basic(True), purposes("client")]},
        "servers": {"extensions": [basic(True), purposes("server")]},
        "constrained-in": {"extensions": [basic(True), constraints(["invoice.example"])]},
        "constrained-out": {"extensions": [basic(True), constraints(["other.example"])]},
        "critical": {"extensions": [basic(True), extension("1.2.3.4", NULL, True)]},
        "sha1": {"digest": "sha1"}, "spoilt": {"spoil": True}, "md5-rsa": {
            "spec": "rsa2048:md5root", "digest": "md5"},
        "rsa1024": {"spec": "rsa1024:root"}, "rsa2048": {"spec": "rsa2048:root"},
        "p224": {"spec": "p224:root"}, "p521": {"spec": "p521:root"},
        "ed25519": {"spec": "ed25519:root"}, "k256": {"spec": "k256:root"},
        "v2": {"version": 2, "extensions": []},
        "malformed-names": {"extensions": [basic(True), extension(17, b"\x30\x02\x82\x05")]},
        "negative-serial": {"serial": -5},
    }.items():
        root = w.make_root(f"Root {label}", trusted=True, **options)
        w.add_leaf(f"root-{label}", issuer=root)
        w.add_under(f"root-{label}-middle", w.make_authority(f"Below root {label}", root))
    for label, options in {"v1": {"version": 1, "extensions": []}, "v2": {
            "version": 2, "extensions": []}, "v1-with-extensions": {"version": 1},
            "v4": {"version": 4}, "no-extensions": {"extensions": []}}.items():
        w.add_under(f"version-middle-{label}",
                    w.make_authority(f"Version {label}", w.root, **options))


def add_leaf_kinds(w):
    """Versions, basic constraints, key usage and purposes of the server's own."""
    for label, options in {"v1": {"version": 1, "extensions": []}, "v2": {
            "version": 2, "extensions": []}, "v1-with-extensions": {"version": 1},
            "v2-with-extensions": {"version": 2}, "v4": {"version": 4},
            "no-extensions": {"extensions": []},
            "empty-extensions": {"raw_extensions": seq()},
            "issuer-unique-id": {"unique_id": tlv(0x81, b"\0\x55")},
            "v1-unique-id": {"version": 1, "extensions": [], "unique_id": tlv(0x81, b"\0\x55")},
            "trailing-in-body": {"trailing": NULL}}.items():
        w.add_leaf(f"leaf-{label}", **options)
    w.add_leaf("leaf-v1-name", subject=name(f"CN={HOST}"), version=1, extensions=[])
    for label, bc in {
        "authority": basic(True), "authority-not-critical": basic(True, critical=False),
        "false": basic(False), "false-not-critical": basic(False, critical=False),
        "authority-length-0": basic(True, 0), "length-without-authority": extension(
            19, seq(integer(0)), True), "malformed": extension(19, b"\x05\x00", True),
        "malformed-not-critical": extension(19, b"\x05\x00"),
        "explicit-false": extension(19, seq(boolean(False)), True),
    }.items():
        w.add_leaf(f"leaf-basic-{label}", bc=bc)
    w.add_leaf("leaf-authority-cert-sign", bc=basic(True), ku=usage(SIGNATURE, CERT_SIGN))
    w.add_leaf("leaf-cert-sign-not-authority", bc=basic(False), ku=usage(SIGNATURE, CERT_SIGN))
    for label, ku in {
        "none": None, "encipherment-only": usage(ENCIPHERMENT), "agreement-only": usage(AGREEMENT),
        "both": usage(SIGNATURE, ENCIPHERMENT), "cert-sign-only": usage(CERT_SIGN),
        "crl-sign-only": usage(CRL_SIGN), "repudiation-only": usage(1),
        "empty": extension(15, flags(), True), "zero": extension(15, bits(b"\0"), True),
        "empty-not-critical": extension(15, flags()),
        "not-critical": usage(SIGNATURE, critical=False),
        "malformed": extension(15, b"\x05\x00"), "too-long": extension(15, bits(b"\x80\0\0", 0)),
        "trailing-zeros": extension(15, bits(b"\x80\x00", 0)),
        "unused-bits-set": extension(15, bits(b"\x81", 7)), "twice": usage(SIGNATURE) * 2,
    }.items():
        w.add_leaf(f"leaf-usage-{label}", ku=ku)
    for label in ("signature", "encipherment", "both", "agreement"):
        positions = {"signature": [0], "encipherment": [2], "both": [0, 2], "agreement": [4]}[label]
        w.add_leaf(f"leaf-rsa-usage-{label}", ku=usage(*positions), spec="rsa2048:leaf")
    for label, eku in {
        "none": None, "client": purposes("client"), "both": purposes("server", "client"),
        "any": purposes("any"), "code": purposes("code"), "mail": purposes("mail"),
        "ocsp": purposes("ocsp"), "netscape": purposes("netscape"),
        "microsoft": purposes("microsoft"), "unknown": purposes("unknown"),
        "unknown-and-server": purposes("unknown", "server"), "any-and-client": purposes(
            "any", "client"), "critical": purposes("server", critical=True),
        "client-critical": purposes("client", critical=True), "empty": extension(37, seq()),
        "empty-critical": extension(37, seq(), True), "malformed": extension(37, NULL),
        "not-oid": extension(37, seq(integer(1))), "server-twice": purposes("server", "server"),
        "twice": purposes("server") + purposes("client"),
        "ocsp-and-server": purposes("ocsp", "server"),
        "truncated": extension(37, b"\x30\x0a\x06\x08\x2b\x06\x01\x05\x05\x07\x03"),
    }.items():
        w.add_leaf(f"purpose-{label}", eku=eku)
    for label, eku in {
        "server": purposes("server"), "client": purposes("client"), "any": purposes("any"),
        "code": purposes("code"), "both": purposes("server", "client"),
        "empty": extension(37, seq()), "malformed": extension(37, NULL),
        "client-critical": purposes("client", critical=True), "unknown": purposes("unknown"),
        "netscape": purposes("netscape"), "microsoft": purposes("microsoft"),
        "ocsp": purposes("ocsp"), "mail": purposes("mail"),
    }.items():
        middle = w.make_authority(f"Purpose {label}", w.root, eku=eku)
        w.add_under(f"purpose-of-middle-{label}", middle)
        w.add_under(f"purpose-of-middle-{label}-leaf-none", middle, eku=None)
        w.add_under(f"purpose-of-middle-{label}-leaf-any", middle, eku=purposes("any"))
    nested = w.make_authority("Nested", w.make_authority("Purpose client", w.root,
                                                         eku=purposes("client")),
                              eku=purposes("server"))
    w.add_under("purpose-widened-below-client", nested)


def add_names(w):
    for label, host, names in [
        ("other", HOST, ["other.example"]), ("upper", HOST, ["API.Invoice.Example"]),
        ("asked-upper", "API.INVOICE.EXAMPLE", [HOST]),
        ("final-dot", HOST, [HOST + "."]), ("asked-final-dot", HOST + ".", [HOST]),
        ("leading-dot", HOST, [".invoice.example"]), ("parent", HOST, ["invoice.example"]),
        ("child", "invoice.example", [HOST]), ("second", HOST, ["a.example", "b.example", HOST]),
        ("star", HOST, ["*.invoice.example"]), ("star-of-parent", HOST, ["*.example"]),
        ("star-base", "invoice.example", ["*.invoice.example"]),
        ("star-two-labels", "a.b.invoice.example", ["*.invoice.example"]),
        ("star-middle", HOST, ["api.*.example"]), ("star-last", HOST, ["api.invoice.*"]),
        ("star-part-end", HOST, ["a*.invoice.example"]), ("star-part-start", HOST, ["*i.invoice.example"]),
        ("star-part-both", HOST, ["a*i.invoice.example"]), ("star-double", "a.b.invoice.example",
                                                           ["*.*.invoice.example"]),
        ("star-only", HOST, ["*"]), ("star-star", HOST, ["**.invoice.example"]),
        ("star-final-dot", HOST, ["*.invoice.example."]),
        ("star-com", "invoice.com", ["*.com"]), ("star-com-cn", "invoice.com.cn", ["*.com.cn"]),
        ("star-co-uk", "invoice.co.uk", ["*.co.uk"]), ("star-gov-cn", "tax.gov.cn", ["*.gov.cn"]),
        ("star-cn", "invoice.cn", ["*.cn"]), ("star-github", "invoice.github.io", ["*.github.io"]),
        ("star-unknown-top", "invoice.zzunknown", ["*.zzunknown"]),
        ("star-under-com", "api.invoice.com", ["*.invoice.com"]),
        ("star-under-com-cn", "api.invoice.com.cn", ["*.invoice.com.cn"]),
        ("star-gob-mx", "sat.gob.mx", ["*.gob.mx"]), ("star-gov-br", "fazenda.gov.br", ["*.gov.br"]),
        ("star-sp-gov-br", "fazenda.sp.gov.br", ["*.sp.gov.br"]),
        ("star-gov-pl", "ksef.gov.pl", ["*.gov.pl"]), ("star-gov-hu", "nav.gov.hu", ["*.gov.hu"]),
        ("star-gob-es", "aeat.gob.es", ["*.gob.es"]), ("star-tokyo", "invoice.tokyo.jp", ["*.tokyo.jp"]),
        ("star-kawasaki", "api.invoice.kawasaki.jp", ["*.invoice.kawasaki.jp"]),
        ("star-local", "invoice.local", ["*.local"]), ("star-internal", "api.office.internal",
                                                        ["*.office.internal"]),
        ("star-net-sa", "zatca.gov.sa", ["*.gov.sa"]), ("star-uk", "invoice.uk", ["*.uk"]),
        ("star-appspot", "invoice.appspot.com", ["*.appspot.com"]),
        ("star-eu", "invoice.eu.com", ["*.eu.com"]), ("star-nom-br", "a.nom.br", ["*.nom.br"]),
        ("star-com-tw", "invoice.com.tw", ["*.com.tw"]), ("star-idv-tw", "a.idv.tw", ["*.idv.tw"]),
        ("star-org-mx", "invoice.org.mx", ["*.org.mx"]),
        ("idn", "xn--fiq228c.example", ["xn--fiq228c.example"]),
        ("idn-star", "xn--fiq228c.invoice.example", ["*.invoice.example"]),
        ("idn-part", "xn--fiq228c.invoice.example", ["xn--*.invoice.example"]),
        ("idn-utf8", "xn--fiq228c.example", ["中文".encode() and dns("中文.example".encode())]),
        ("idn-top", "invoice.xn--fiqs8s", ["invoice.xn--fiqs8s"]),
        ("idn-star-top", "invoice.xn--fiqs8s", ["*.xn--fiqs8s"]),
        ("hyphen", "-api.invoice.example", ["-api.invoice.example"]),
        ("single-label", "invoice", ["invoice"]), ("digits", "123.invoice.example", ["123.invoice.example"]),
        ("nul", HOST, [dns(b"api.invoice.example\0.evil.example")]),
        ("space", HOST, [dns(b" api.invoice.example")]), ("empty", HOST, [dns(b"")]),
        ("empty-and-good", HOST, [dns(b""), HOST]), ("nul-and-good", HOST, [dns(b"a\0b"), HOST]),
        ("high-and-good", HOST, [dns(b"\xff\xfe"), HOST]),
        ("star-and-good", HOST, ["*", HOST]), ("long-label-and-good", HOST, ["a" * 70 + ".example", HOST]),
        ("email-only", HOST, [tlv(0x81, b"a@api.invoice.example")]),
        ("uri-only", HOST, [tlv(0x86, b"https://api.invoice.example/")]),
        ("uri-and-good", HOST, [tlv(0x86, b"https://x/"), HOST]),
        ("directory-only", HOST, [directory(name(f"CN={HOST}"))]),
        ("other-name-and-good", HOST, [tlv(0xa0, oid("1.2.3.4"), tlv(0xa0, tlv(12, b"x"))), HOST]),
        ("registered-and-good", HOST, [tlv(0x88, b"\x2a\x03"), HOST]),
        ("unknown-kind-and-good", HOST, [tlv(0x89, b"x"), HOST]),
        ("constructed-dns", HOST, [tlv(0xa2, HOST.encode())]),
        ("wrong-class", HOST, [tlv(0x16, HOST.encode())]),
        ("two-thousand", HOST, [f"a{i}.example" for i in range(600)] + [HOST]),
        ("address", "127.0.0.2", [address(127, 0, 0, 2)]),
        ("address-other", "127.0.0.2", [address(127, 0, 0, 9)]),
        ("address-as-name", "127.0.0.2", ["127.0.0.2"]),
        ("address-star", "127.0.0.2", ["*.0.0.2"]),
        ("address-as-uri", "127.0.0.2", [tlv(0x86, b"https://127.0.0.2/")]),
        ("address-five-bytes", "127.0.0.2", [address(127, 0, 0, 2, 1)]),
        ("address-mask", "127.0.0.2", [address(127, 0, 0, 2, 255, 255, 255, 255)]),
        ("address-bad-and-good", HOST, [address(1, 2, 3), HOST]),
        ("address-mapped", "127.0.0.2", [tlv(0x87, bytes(10) + b"\xff\xff\x7f\x00\x00\x02")]),
        ("address-and-name", HOST, [address(127, 0, 0, 2), HOST]),
        ("address-six", "[::1]", [tlv(0x87, bytes(15) + b"\x01")]),
        ("name-for-address", HOST, [address(127, 0, 0, 1)]),
        ("localhost", "localhost", ["localhost"]),
    ]:
        w.add_leaf(f"name-{label}", host=host, san=alternative(*names))
    for label, options in {
        "common-name-only": {"subject": name(f"CN={HOST}"), "san": None},
        "common-name-star-only": {"subject": name("CN=*.invoice.example"), "san": None},
        "common-name-and-other": {"subject": name(f"CN={HOST}"), "san": alternative("other.example")},
        "common-name-and-empty": {"subject": name(f"CN={HOST}"), "san": extension(17, seq())},
        "common-name-and-email": {"subject": name(f"CN={HOST}"), "san": alternative(
            tlv(0x81, b"a@b.example"))},
        "none": {"san": None}, "critical": {"san": alternative(HOST, critical=True)},
        "no-subject-critical": {"subject": name(), "san": alternative(HOST, critical=True)},
        "no-subject": {"subject": name()}, "no-subject-none": {"subject": name(), "san": None},
        "malformed": {"san": extension(17, NULL)},
        "malformed-critical": {"san": extension(17, NULL, True)},
        "trailing": {"san": extension(17, seq(dns(HOST)) + NULL)},
        "truncated": {"san": extension(17, seq(dns(HOST))[:-1])},
        "twice": {"san": alternative(HOST) + alternative("other.example")},
        "same-twice": {"san": alternative(HOST) * 2},
        "not-a-sequence": {"san": extension(17, tlv(0x31, dns(HOST)))},
        "long-length": {"san": extension(17, b"\x30\x81\x15" + dns(HOST))},
        "empty-value": {"san": extension(17, b"")},
    }.items():
        w.add_leaf(f"names-{label}", **options)
    w.add_leaf("names-address-in-common-name", host="127.0.0.2", subject=name("CN=127.0.0.2"),
               san=None)


def add_constraints(w):
    def case(label, permitted=(), excluded=(), critical=True, more=(), **leaf):
        middle = w.make_authority(f"Bound {label}", w.root,
                                  more=[constraints(permitted, excluded, critical), *more])
        w.add_under(f"bound-{label}", middle, **leaf)

    star = {"san": alternative("*.invoice.example")}
    by_address = {"host": "127.0.0.2", "san": alternative(address(127, 0, 0, 2))}
    case("in", ["invoice.example"])
    case("in-exact", [HOST])
    case("in-not-critical", ["invoice.example"], critical=False)
    case("out", ["other.example"])
    case("out-not-critical", ["other.example"], critical=False)
    case("suffix-is-no-label", ["voice.example"])
    case("leading-dot", [".invoice.example"])
    case("leading-dot-itself", [".api.invoice.example"])
    case("upper", ["INVOICE.EXAMPLE"])
    case("final-dot", ["invoice.example."])
    case("everything", [""])
    case("excluded", excluded=["invoice.example"])
    case("excluded-exact", excluded=[HOST])
    case("excluded-other", excluded=["other.example"])
    case("excluded-leading-dot", excluded=[".invoice.example"])
    case("excluded-everything", excluded=[""])
    case("excluded-not-critical", excluded=["invoice.example"], critical=False)
    case("in-and-excluded", ["example"], ["invoice.example"])
    case("two-permitted", ["other.example", "invoice.example"])
    case("star-in-constraint", ["*.invoice.example"])
    case("star-leaf-in", ["invoice.example"], **star)
    case("star-leaf-out", ["other.example"], **star)
    case("star-leaf-permitted-child", [HOST], **star)
    case("star-leaf-excluded-child", excluded=[HOST], **star)
    case("star-leaf-excluded-grandchild", excluded=["x.api.invoice.example"], **star)
    case("one-of-two-names-out", ["invoice.example"], san=alternative(HOST, "other.example"))
    case("one-of-two-names-excluded", excluded=["other.example"],
         san=alternative(HOST, "other.example"))
    case("non-ascii", [dns(b"\xff.example")])
    case("only-addresses-name-leaf", [address(127, 0, 0, 0, 255, 0, 0, 0)])
    case("only-names-address-leaf", ["invoice.example"], **by_address)
    case("address-in", [address(127, 0, 0, 0, 255, 0, 0, 0)], **by_address)
    case("address-out", [address(10, 0, 0, 0, 255, 0, 0, 0)], **by_address)
    case("address-excluded", excluded=[address(127, 0, 0, 0, 255, 0, 0, 0)], **by_address)
    case("address-excluded-other", excluded=[address(10, 0, 0, 0, 255, 0, 0, 0)], **by_address)
    case("address-all-excluded", excluded=[address(0, 0, 0, 0, 0, 0, 0, 0)], **by_address)
    case("address-all-excluded-name-leaf", excluded=[address(0, 0, 0, 0, 0, 0, 0, 0)])
    case("address-mask-with-hole", [address(127, 0, 0, 2, 255, 0, 255, 255)], **by_address)
    case("address-mask-with-hole-name-leaf", [address(127, 0, 0, 2, 255, 0, 255, 255)])
    case("address-short", [address(127, 0, 0, 0)], **by_address)
    case("address-short-name-leaf", [address(127, 0, 0, 0)])
    case("address-host-bits", [address(127, 0, 0, 2, 255, 0, 0, 0)], **by_address)
    case("address-six-for-four", [tlv(0x87, bytes(32))], **by_address)
    inside, outside = name("O=Invoice Test"), name("O=Somebody Else")
    case("directory-in", [directory(inside)])
    case("directory-out", [directory(outside)])
    case("directory-out-not-critical", [directory(outside)], critical=False)
    case("directory-in-upper", [directory(name("O=INVOICE  TEST"))])
    case("directory-printable", [directory(name(("O", PRINTABLE, b"Invoice Test")))])
    case("directory-excluded", excluded=[directory(inside)])
    case("directory-excluded-other", excluded=[directory(outside)])
    case("directory-empty", [directory(name())])
    case("directory-excluded-empty", excluded=[directory(name())])
    case("directory-deeper", [directory(name("O=Invoice Test", "CN=Server"))])
    case("directory-san-out", [directory(inside)],
         san=alternative(HOST, directory(outside)))
    case("directory-san-in", [directory(inside)],
         san=alternative(HOST, directory(name("O=Invoice Test", "CN=x"))))
    case("directory-no-subject", [directory(inside)], subject=name(),
         san=alternative(HOST, critical=True))
    case("mail-no-mail", [tlv(0x81, b"invoice.example")])
    case("mail-in", [tlv(0x81, b"invoice.example")],
         san=alternative(HOST, tlv(0x81, b"a@invoice.example")))
    case("mail-out", [tlv(0x81, b"invoice.example")],
         san=alternative(HOST, tlv(0x81, b"a@other.example")))
    case("mail-out-not-critical", [tlv(0x81, b"invoice.example")], critical=False,
         san=alternative(HOST, tlv(0x81, b"a@other.example")))
    case("mail-excluded-mail", excluded=[tlv(0x81, b"invoice.example")],
         san=alternative(HOST, tlv(0x81, b"a@invoice.example")))
    case("mail-in-subject", [tlv(0x81, b"invoice.example")],
         subject=name("O=Invoice Test", "email=a@other.example"))
    case("mail-in-subject-fine", [tlv(0x81, b"invoice.example")],
         subject=name("O=Invoice Test", "email=a@invoice.example"))
    case("mail-box", [tlv(0x81, b"a@invoice.example")],
         san=alternative(HOST, tlv(0x81, b"a@invoice.example")))
    case("uri-no-uri", [tlv(0x86, b"invoice.example")])
    case("uri-in", [tlv(0x86, b"invoice.example")],
         san=alternative(HOST, tlv(0x86, b"https://invoice.example/")))
    case("uri-out", [tlv(0x86, b".invoice.example")],
         san=alternative(HOST, tlv(0x86, b"https://other.example/")))
    case("other-name", [tlv(0xa0, oid("1.2.3.4"), tlv(0xa0, tlv(12, b"x")))])
    case("other-name-not-critical", [tlv(0xa0, oid("1.2.3.4"), tlv(0xa0, tlv(12, b"x")))],
         critical=False)
    case("registered", [tlv(0x88, b"\x2a\x03")])
    case("registered-not-critical", [tlv(0x88, b"\x2a\x03")], critical=False)
    case("registered-met", [tlv(0x88, b"\x2a\x03")],
         san=alternative(HOST, tlv(0x88, b"\x2a\x03")))
    case("minimum-0-written", [dns("invoice.example") + tlv(0x80, b"\0")])
    case("minimum-1", [dns("invoice.example") + tlv(0x80, b"\1")])
    case("maximum", [dns("invoice.example") + tlv(0x81, b"\5")])
    case("no-names", ["invoice.example"], san=None)
    case("no-names-common-name", ["invoice.example"], san=None, subject=name(f"CN={HOST}"))
    case("common-name-out", ["invoice.example"], subject=name("CN=www.other.example"))
    for label, value in {
        "empty": seq(), "malformed": NULL, "empty-permitted": seq(tlv(0xa0)),
        "empty-excluded": seq(tlv(0xa1)), "not-subtrees": seq(tlv(0xa0, NULL)),
        "trailing": seq(tlv(0xa0, seq(dns("invoice.example")))) + NULL,
        "wrong-tag": seq(tlv(0xa2, seq(dns("invoice.example")))),
    }.items():
        for critical in (True, False):
            middle = w.make_authority(f"Bound {label} {critical}", w.root,
                                      more=[extension(30, value, critical)])
            w.add_under(f"bound-value-{label}-{'critical' if critical else 'not-critical'}",
                        middle)
    w.add_leaf("bound-leaf-itself", more=[constraints(["invoice.example"])])
    w.add_leaf("bound-leaf-itself-out", more=[constraints(["other.example"])])
    w.add_leaf("bound-leaf-itself-not-critical",
               more=[constraints(["invoice.example"], critical=False)])
    outer = w.make_authority("Outer", w.root, more=[constraints(["invoice.example"])])
    for label, bases in {"narrower": [HOST], "wider": ["example"], "elsewhere": ["other.example"]}.items():
        w.add_under(f"bound-nested-{label}",
                    w.make_authority(f"Inner {label}", outer, more=[constraints(bases)]))
    w.add_under("bound-nested-none", w.make_authority("Inner none", outer))
    w.add_under("bound-middle-name-out",
                w.make_authority("Named", outer, more=[alternative("other.example")]))
    w.add_under("bound-middle-name-in",
                w.make_authority("Named in", outer, more=[alternative("ca.invoice.example")]))
    strict = w.make_authority("Strict", w.root, more=[constraints([directory(inside)])])
    w.add_under("bound-middle-subject-out",
                w.make_authority("Apart", strict, subject=name("O=Somebody Else")))
    w.add_under("bound-middle-subject-in", w.make_authority("Within", strict))
    w.add_under("bound-self-issued-out",
                w.make_authority("Elsewhere", w.make_authority(
                    "Elsewhere", w.root, more=[constraints([directory(outside)])]),
                    spec="p256:elsewhere2"), subject=outside)


def add_keys(w):
    for spec in ("rsa512", "rsa768", "rsa1023", "rsa1024", "rsa1536", "rsa2047", "rsa2048",
                 "rsa2048e3", "rsa3072", "rsa4096", "p224", "p384", "p521", "k256", "ed25519",
                 "ed448", "dsa"):
        if spec not in ("rsa512", "rsa768", "rsa1023", "rsa2047"):
            w.add_leaf(f"key-{spec}", spec=f"{spec}:leaf",
                       ku=usage(SIGNATURE, ENCIPHERMENT))
        if spec not in ("dsa", "rsa1023", "rsa2047", "rsa512"):
            middle = w.make_authority(f"Key {spec}", w.root, spec=f"{spec}:middle")
            w.add_under(f"key-of-middle-{spec}", middle)
    rsa_root = w.make_root("RSA Root", trusted=True, spec="rsa2048:rsaroot")
    rsa = w.make_authority("RSA", rsa_root, spec="rsa2048:rsamiddle")
    for digest in ("md5", "sha1", "sha224", "sha256", "sha384", "sha512", "pss-sha1", "pss-sha256",
                   "pss-sha384", "pss-sha512"):
        w.add_leaf(f"digest-rsa-{digest}", issuer=rsa, digest=digest)
        w.add_under(f"digest-of-middle-rsa-{digest}",
                    w.make_authority(f"Digest {digest}", rsa_root, digest=digest))
    for digest in ("sha1", "sha224", "sha256", "sha384", "sha512"):
        w.add_leaf(f"digest-ecdsa-{digest}", digest=digest)
        w.add_under(f"digest-of-middle-ecdsa-{digest}",
                    w.make_authority(f"EC digest {digest}", w.root, digest=digest))
    for digest in ("sha1", "sha256"):
        dsa_middle = w.make_authority("DSA", w.root, spec="dsa:middle")
        w.add_leaf(f"digest-dsa-{digest}", issuer=dsa_middle, digest=digest)
    for spec in ("p521", "p384", "ed25519", "k256", "p224"):
        middle = w.make_authority(f"Signs {spec}", w.root, spec=f"{spec}:signs")
        w.add_leaf(f"signed-by-{spec}", issuer=middle, digest="sha512")
    pss_key = key("rsa2048:pssmiddle")
    pss = w.make_authority("PSS key", w.root, spec="rsa2048:pssmiddle", public=spki_pss(pss_key))
    w.add_leaf("pss-key-of-middle", issuer=pss, digest="pss-sha256")
    w.add_leaf("pss-key-of-middle-signs-pkcs1", issuer=pss, digest="sha256")
    w.add_leaf("pss-key-of-leaf", issuer=rsa, spec="rsa2048:pssleaf",
               public=spki_pss(key("rsa2048:pssleaf")))
    for label, chosen in {
        "salt-20": pss_algorithm("sha256", 20), "other-mask": pss_algorithm("sha256", 32, "sha1"),
    }.items():
        w.add_leaf(f"pss-{label}", issuer=rsa, digest="pss-sha256", inner=chosen, outer=chosen)
    sha256 = oid(ECDSA_OIDS["sha256"])
    for label, inner, outer in [
        ("with-null", seq(sha256, NULL), seq(sha256, NULL)),
        ("differ", seq(sha256), seq(oid(ECDSA_OIDS["sha384"]))),
        ("differ-in-null", seq(sha256), seq(sha256, NULL)),
        ("unknown", seq(oid("1.2.3.4")), seq(oid("1.2.3.4"))),
        ("says-rsa", seq(oid(RSA_OIDS["sha256"]), NULL), seq(oid(RSA_OIDS["sha256"]), NULL)),
        ("empty", seq(), seq()),
    ]:
        w.add_leaf(f"algorithm-{label}", inner=inner, outer=outer)
    bare = seq(oid(RSA_OIDS["sha256"]))
    w.add_leaf("algorithm-rsa-no-null", issuer=rsa, inner=bare, outer=bare)
    w.add_leaf("algorithm-unused-bits", unused_bits=1)
    good = spki(key("p256:leaf"))
    w.add_leaf("public-garbage", public=seq(seq(oid("1.2.3.4")), bits(b"garbage")))
    w.add_leaf("public-trailing", public=good[:-1] + bytes([good[-1] ^ 1]))
    explicit = w.make_authority("Garbage", w.root, public=seq(seq(oid("1.2.3.4")), bits(b"xx")))
    w.add_under("public-garbage-of-middle", explicit)


def add_extensions(w):
    critical = extension("1.2.3.4", NULL, True)
    for label, more in {
        "unknown": [extension("1.2.3.4", NULL)], "unknown-critical": [critical],
        "unknown-garbage": [extension("1.2.3.4", b"\xff\xff")], "unknown-empty": [
            extension("1.2.3.4", b"")],
        "unknown-twice": [extension("1.2.3.4", NULL)] * 2,
        "seventy": [extension(f"1.2.3.4.{i}", NULL) for i in range(70)],
        "explicit-not-critical": [seq(oid("1.2.3.4"), boolean(False), octets(NULL))],
        "key-id": [key_id(key("p256:leaf"))], "key-id-critical": [
            key_id(key("p256:leaf"), True)],
        "key-id-malformed": [extension(14, NULL)], "key-id-empty": [extension(14, octets())],
        "access-critical": [access(("ocsp", "http://127.0.0.1:1/"), critical=True)],
        "access-malformed": [extension("1.3.6.1.5.5.7.1.1", NULL)],
        "access-empty": [extension("1.3.6.1.5.5.7.1.1", seq())],
        "access-bad-url": [access(("ocsp", "not a url"))],
        "list-point": [extension(31, seq(seq(tlv(0xa0, tlv(0xa0, tlv(0x86, b"http://127.0.0.1:1/"))))))],
        "list-point-critical": [extension(31, seq(seq(tlv(0xa0, tlv(0xa0, tlv(
            0x86, b"http://127.0.0.1:1/"))))), True)],
        "list-point-malformed": [extension(31, NULL)],
        "list-point-malformed-critical": [extension(31, NULL, True)],
        "list-point-empty": [extension(31, seq())],
        "freshest": [extension(46, seq(seq(tlv(0xa0, tlv(0xa0, tlv(0x86, b"http://x/"))))), True)],
        "issuer-names": [extension(18, seq(dns("ca.example")))],
        "issuer-names-critical": [extension(18, seq(dns("ca.example")), True)],
        "issuer-names-malformed": [extension(18, NULL)],
        "poison": [extension("1.3.6.1.4.1.11129.2.4.3", NULL, True)],
        "timestamps-garbage": [extension("1.3.6.1.4.1.11129.2.4.2", octets(b"garbage"))],
        "must-staple": [extension("1.3.6.1.5.5.7.1.24", seq(integer(5)))],
        "must-staple-critical": [extension("1.3.6.1.5.5.7.1.24", seq(integer(5)), True)],
        "netscape-type": [extension("2.16.840.1.113730.1.1", flags(1))],
        "netscape-type-client": [extension("2.16.840.1.113730.1.1", flags(0))],
        "netscape-type-critical": [extension("2.16.840.1.113730.1.1", flags(1), True)],
        "netscape-comment-critical": [extension("2.16.840.1.113730.1.13", tlv(IA5, b"x"), True)],
        "subject-access-critical": [extension("1.3.6.1.5.5.7.1.11", seq(), True)],
        "subject-directory-critical": [extension(9, seq(), True)],
        "private-usage-critical": [extension(16, seq(), True)],
        "microsoft-template": [extension("1.3.6.1.4.1.311.21.7", seq(oid("1.2.3")))],
        "microsoft-template-critical": [extension("1.3.6.1.4.1.311.21.7", seq(oid("1.2.3")), True)],
        "microsoft-policies-critical": [extension("1.3.6.1.4.1.311.21.10", seq(), True)],
        "not-a-sequence": [NULL], "truncated": [seq(oid("1.2.3.4"))],
        "critical-as-one": [seq(oid("1.2.3.4"), tlv(1, b"\x01"), octets(NULL))],
        "value-not-octets": [seq(oid("1.2.3.4"), NULL)],
    }.items():
        w.add_leaf(f"extension-{label}", more=more)
        if not label.startswith(("list", "freshest", "micro", "netscape", "time", "must")):
            middle = w.make_authority(f"Extension {label}", w.root,
                                      ski=None if label.startswith("key-id") else 0, more=more)
            w.add_under(f"extension-of-middle-{label}", middle)
    for label, value in {
        "empty": seq(), "malformed": NULL, "serial-only": seq(tlv(0x82, b"\1")),
        "issuer-only": seq(tlv(0xa1, directory(w.root.subject))),
        "issuer-and-serial": seq(tlv(0xa1, directory(w.root.subject)), tlv(0x82, b"\x10\x03")),
        "wrong-issuer-and-serial": seq(tlv(0xa1, directory(cn("x"))), tlv(0x82, b"\x7f")),
        "trailing": seq() + NULL, "id-empty": seq(tlv(0x80)),
    }.items():
        w.add_leaf(f"authority-key-{label}", aki=extension(35, value))
    w.add_leaf("authority-key-critical", aki=authority_key_id(key(w.middle.key), True))


def add_policies(w):
    p1, p2, anything = "1.2.3.1", "1.2.3.2", "2.5.29.32.0"
    require = extension(36, seq(tlv(0x80, b"\0")), True)
    require_soft = extension(36, seq(tlv(0x80, b"\0")))
    require_one = extension(36, seq(tlv(0x80, b"\1")), True)
    mapping = extension(33, seq(seq(oid(p1), oid(p2))), True)
    for label, above, leaf in [
        ("leaf-only", [], [policies(p1)]), ("leaf-critical", [], [policies(p1, critical=True)]),
        ("differ", [policies(p1)], [policies(p2)]), ("same", [policies(p1)], [policies(p1)]),
        ("twice-the-same", [], [policies(p1, p1)]), ("empty", [], [policies()]),
        ("empty-critical", [], [policies(critical=True)]), ("malformed", [], [extension(32, NULL)]),
        ("malformed-critical", [], [extension(32, NULL, True)]),
        ("malformed-above", [extension(32, NULL)], []),
        ("qualifier", [], [extension(32, seq(seq(oid(p1), seq(seq(
            oid("1.3.6.1.5.5.7.2.1"), tlv(IA5, b"http://x/"))))))]),
        ("unknown-qualifier", [], [extension(32, seq(seq(oid(p1), seq(seq(
            oid("1.2.3.9"), NULL)))))]),
        ("unknown-qualifier-critical", [], [extension(32, seq(seq(oid(p1), seq(seq(
            oid("1.2.3.9"), NULL)))), True)]),
        ("empty-qualifiers", [], [extension(32, seq(seq(oid(p1), seq())))]),
        ("required-none", [require], []), ("required-soft-none", [require_soft], []),
        ("required-same", [policies(p1), require], [policies(p1)]),
        ("required-differ", [policies(p1), require], [policies(p2)]),
        ("required-above-any", [policies(anything), require], [policies(p2)]),
        ("required-leaf-any", [policies(p1), require], [policies(anything)]),
        ("required-leaf-only", [require], [policies(p1)]),
        ("required-one-none", [require_one], []),
        ("required-in-leaf", [], [extension(36, seq(tlv(0x80, b"\0")), True)]),
        ("required-in-leaf-fine", [policies(p1)], [policies(p1), extension(
            36, seq(tlv(0x80, b"\0")), True)]),
        ("constraints-empty", [extension(36, seq(), True)], []),
        ("constraints-malformed", [extension(36, NULL, True)], []),
        ("mapped", [policies(p1), mapping, require], [policies(p2)]),
        ("mapped-not", [policies(p1), mapping, require], [policies(p1)]),
        ("mapping-malformed", [extension(33, NULL, True)], []),
        ("mapping-empty", [extension(33, seq(), True)], []),
        ("mapping-of-any", [policies(anything), extension(
            33, seq(seq(oid(anything), oid(p1))), True)], []),
        ("mapping-not-critical", [policies(p1), extension(33, seq(seq(oid(p1), oid(p2))))], []),
        ("inhibit-any", [policies(p1), require, extension(54, integer(0), True)],
         [policies(anything)]),
        ("inhibit-any-malformed", [extension(54, NULL, True)], []),
        ("inhibit-any-negative", [extension(54, integer(-1), True)], []),
        ("inhibit-mapping", [policies(p1), mapping, extension(
            36, seq(tlv(0x80, b"\0"), tlv(0x81, b"\0")), True)], [policies(p2)]),
    ]:
        middle = w.make_authority(f"Policy {label}", w.root, more=above)
        w.add_under(f"policy-{label}", middle, more=leaf)


def add_encodings(w):
    for label, options in {
        "negative": {"serial": -7}, "zero": {"serial": 0}, "twenty": {"serial": (1 << 158) - 1},
        "twenty-one": {"serial": (1 << 160) + 5}, "forty": {"serial": 1 << 310},
        "padded": {"raw_serial": b"\x02\x03\x00\x00\x05"}, "empty": {"raw_serial": b"\x02\x00"},
    }.items():
        w.add_leaf(f"serial-{label}", **options)
        w.add_under(f"serial-of-middle-{label}",
                    w.make_authority(f"Serial {label}", w.root, **options))
    for label, subject in {
        "printable": name(("O", PRINTABLE, b"Invoice Test"), ("CN", PRINTABLE, b"Spelt")),
        "upper": name("O=INVOICE TEST", "CN=SPELT"), "spaces": name("O= Invoice  Test ", "CN=Spelt"),
        "t61": name(("O", T61, b"Invoice Test"), ("CN", T61, b"Spelt")),
        "bmp": name(("O", BMP, "Invoice Test".encode("utf-16-be")), ("CN", BMP, "Spelt".encode(
            "utf-16-be"))),
        "universal": name(("O", UNIVERSAL, "Invoice Test".encode("utf-32-be")), ("CN", UNIVERSAL, "Spelt".encode("utf-32-be"))),
        "ia5": name(("O", IA5, b"Invoice Test"), ("CN", IA5, b"Spelt")),
        "swapped": name("CN=Spelt", "O=Invoice Test"), "shorter": name("O=Invoice Test"),
        "longer": name("O=Invoice Test", "CN=Spelt", "OU=More"),
        "other": name("O=Invoice Test", "CN=Spilt"), "empty": name(),
    }.items():
        middle = w.make_authority("Spelt", w.root)
        w.add(f"issuer-{label}", w.leaf(middle, issuer_name=subject), middle.der)
    accents = w.make_authority("Straße ÄÖÜ 税务", w.root)
    w.add_under("issuer-accents", accents)
    w.add("issuer-accents-lower", w.leaf(accents, issuer_name=cn("straße äöü 税务")), accents.der)
    for label, subject in {
        "bad-utf8": name(("CN", UTF8, b"\xff\xfe")), "bad-printable": name(("CN", PRINTABLE, b"a@b*")),
        "odd-bmp": name(("CN", BMP, b"\0a\0")), "surrogate-bmp": name(("CN", BMP, b"\xd8\0\0a")),
        "bad-ia5": name(("CN", IA5, b"\xff")),
        "nul": name("CN=a\0b"), "long": name("CN=" + "a" * 400), "thirty": name(*["OU=x"] * 30),
        "empty-set": seq(tlv(0x31)), "not-a-set": seq(seq(NULL)), "integer": name(("CN", 2, b"\1")),
        "three-letter-country": name("C=CHN"), "empty-value": name("CN="),
        "two-in-one": seq(tlv(0x31, seq(oid("2.5.4.3"), tlv(UTF8, b"a")), seq(
            oid("2.5.4.3"), tlv(UTF8, b"b")))),
    }.items():
        w.add_leaf(f"subject-{label}", subject=subject)
    for label, subject in {"empty": name(), "bad-utf8": name(("CN", UTF8, b"\xff\xfe")),
                           "bmp": name(("CN", BMP, "税务".encode("utf-16-be"))),
                           "t61": name(("CN", T61, b"\xe4\xf6")),
                           "bad-printable": name(("CN", PRINTABLE, b"a@b*_"))}.items():
        w.add_under(f"subject-of-middle-{label}",
                    w.make_authority(f"Subject {label}", w.root, subject=subject))
    leaf = w.leaf()
    w.add("der-trailing", leaf + b"\0", w.middle.der)
    w.add("der-middle-trailing", leaf, w.middle.der + b"\0")
    w.add("der-middle-garbage", leaf, b"garbage")
    w.add("der-middle-garbage-then-good", leaf, b"garbage", w.middle.der)
    w.add("der-middle-empty-sequence-then-good", leaf, seq(), w.middle.der)
    w.add("der-middle-truncated", leaf, w.middle.der[:-3])
    w.add("der-indefinite", b"\x30\x80" + leaf[4:] + b"\0\0", w.middle.der)
    w.add("der-long-length", b"\x30\x83\x00" + leaf[2:], w.middle.der)


def add_alone(w):
    def own(label, trusted=False, host=HOST, spec="p256:leaf", **options):
        options = {"extensions": [usage(SIGNATURE), purposes("server"), alternative(HOST)],
                   **options}
        made = w.make_root(f"Alone {label}", trusted=trusted, spec=spec, **options)
        w.add(f"alone-{label}", made.der, host=host, spec=spec)

    ca = [basic(True), usage(SIGNATURE, CERT_SIGN), alternative(HOST)]
    for trusted in (False, True):
        t = "-trusted" if trusted else ""
        own("plain" + t, trusted)
        own("authority" + t, trusted, extensions=ca)
        own("wrong-name" + t, trusted, host="other.example")
        own("expired" + t, trusted, before=-100, after=-2)
        own("v1" + t, trusted, version=1, extensions=[])
        own("no-names" + t, trusted, extensions=[purposes("server")], subject=name(f"CN={HOST}"))
        own("client" + t, trusted, extensions=[purposes("client"), alternative(HOST)])
        own("spoilt" + t, trusted, spoil=True)
        own("sha1" + t, trusted, digest="sha1")
        own("critical" + t, trusted, extensions=[alternative(HOST), extension(
            "1.2.3.4", NULL, True)])
        own("rsa1024" + t, trusted, spec="rsa1024:alone")
        own("empty-purposes" + t, trusted, extensions=[alternative(HOST), extension(37, seq())])
    own("with-rest")
    w.chains["alone-with-rest"].sent.append(w.root.der)
    trusted_middle = w.make_authority("Trusted Middle", w.stranger)
    w.roots.append(trusted_middle.der)
    w.add("alone-trusted-middle", w.leaf(trusted_middle), trusted_middle.der)
    w.add("alone-trusted-middle-not-sent", w.leaf(trusted_middle))
    w.add("alone-trusted-middle-and-root", w.leaf(trusted_middle), trusted_middle.der,
          w.stranger.der)
    bounded = w.make_authority("Trusted Bounded", w.stranger, more=[constraints(["other.example"])])
    w.roots.append(bounded.der)
    w.add("alone-trusted-bounded", w.leaf(bounded), bounded.der)
    weak = w.make_authority("Trusted No Authority", w.stranger, bc=None)
    w.roots.append(weak.der)
    w.add("alone-trusted-no-authority", w.leaf(weak), weak.der)
    late = w.make_authority("Trusted Expired", w.stranger, after=-3)
    w.roots.append(late.der)
    w.add("alone-trusted-middle-expired", w.leaf(late), late.der)
    leaf = w.leaf(w.stranger)
    w.roots.append(leaf)
    w.add("alone-trusted-leaf", leaf)
    w.add("alone-trusted-leaf-and-root", leaf, w.stranger.der)
    below = w.leaf(Authority(cn("Server"), "p256:leaf", leaf, None), subject=cn("Below leaf"),
                   spec="p256:below")
    w.add("alone-below-a-leaf", below, leaf, spec="p256:below")
    good = w.leaf()
    below = w.leaf(Authority(cn("Server"), "p256:leaf", good, None), subject=cn("Below leaf"),
                   spec="p256:below")
    w.add("alone-below-a-good-leaf", below, good, w.middle.der, spec="p256:below")


def build(now=None):
    now = now or datetime.datetime.utcnow().replace(microsecond=0)
    w = World(now)
    for add in (add_paths, add_crossings, add_dates, add_authorities, add_leaf_kinds, add_names,
                add_constraints, add_keys, add_extensions, add_policies, add_encodings, add_alone):
        add(w)
    return w
