# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright The Invoice First Aid authors
"""Certificates byte by byte: whatever is wrong with one on purpose, no library refuses to write it."""

import datetime
import functools
import hashlib

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import (dsa, ec, ed448, ed25519, padding, rsa)

NULL = b"\x05\x00"


def tlv(tag, *parts):
    body = b"".join(parts)
    n = len(body)
    if n < 128:
        return bytes([tag, n]) + body
    size = n.to_bytes((n.bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(size)]) + size + body


def seq(*parts):
    return tlv(0x30, *parts)


def integer(n):
    return tlv(2, n.to_bytes(n.bit_length() // 8 + 1, "big", signed=True))


def oid(text):
    numbers = [int(n) for n in text.split(".")]
    out = bytearray()
    for n in [numbers[0] * 40 + numbers[1], *numbers[2:]]:
        chunk = [n & 0x7f]
        while n := n >> 7:
            chunk.append(0x80 | n & 0x7f)
        out += bytes(reversed(chunk))
    return tlv(6, bytes(out))


def octets(*parts):
    return tlv(4, *parts)


def bits(data, n_unused=0):
    return tlv(3, bytes([n_unused]) + data)


def flags(*positions):
    """A named bit list, as short as DER wants it."""
    if not positions:
        return bits(b"")
    n = max(positions) + 1
    value = sum(1 << (n - 1 - p) for p in positions)
    n_unused = -n % 8
    return bits((value << n_unused).to_bytes((n + n_unused) // 8, "big"), n_unused)


def boolean(value):
    return tlv(1, b"\xff" if value else b"\0")


UTF8, PRINTABLE, T61, IA5, BMP, UNIVERSAL = 0x0c, 0x13, 0x14, 0x16, 0x1e, 0x1c
ATTRIBUTES = {"CN": "2.5.4.3", "C": "2.5.4.6", "L": "2.5.4.7", "O": "2.5.4.10", "OU": "2.5.4.11",
              "DC": "0.9.2342.19200300.100.1.25", "email": "1.2.840.113549.1.9.1"}


def name(*parts):
    """name("O=Example", ("CN", BMP, b"…")): each part is one relative name."""
    out = []
    for part in parts:
        if isinstance(part, str):
            key, value = part.split("=", 1)
            tag = IA5 if key in ("DC", "email") else PRINTABLE if key == "C" else UTF8
            part = (key, tag, value.encode())
        key, tag, value = part
        out.append(tlv(0x31, seq(oid(ATTRIBUTES[key]), tlv(tag, value))))
    return seq(*out)


def time(moment):
    """Bytes as they are; a date by the rule: two digits until 2049."""
    if isinstance(moment, bytes):
        return moment
    if moment.year < 2050:
        return tlv(0x17, moment.strftime("%y%m%d%H%M%SZ").encode())
    return tlv(0x18, moment.strftime("%Y%m%d%H%M%SZ").encode())


# Keys, made from their names: the same at each run, and none is kept on disk.

def stream(seed):
    counter = 0
    while True:
        yield hashlib.sha512(f"{seed} {counter}".encode()).digest()
        counter += 1


def number(seed, n_bits):
    data = b""
    for block in stream(seed):
        data += block
        if len(data) * 8 >= n_bits:
            return int.from_bytes(data, "big") >> (len(data) * 8 - n_bits)


def is_prime(n):
    if any(n % p == 0 for p in (3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37)):
        return False
    d, r = n - 1, 0
    while d % 2 == 0:
        d, r = d // 2, r + 1
    for base in (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37):
        x = pow(base, d, n)
        if x in (1, n - 1):
            continue
        for _ in range(r - 1):
            x = x * x % n
            if x == n - 1:
                break
        else:
            return False
    return True


def prime(seed, n_bits, e):
    n = number(seed, n_bits) | 1 | 3 << (n_bits - 2)
    while not is_prime(n) or (n - 1) % e == 0:
        n += 2
    return n


CURVES = {"p256": ec.SECP256R1, "p384": ec.SECP384R1, "p521": ec.SECP521R1, "p224": ec.SECP224R1,
          "k256": ec.SECP256K1}


@functools.cache
def key(spec):
    """key("p256:leaf"), key("rsa2048:leaf"), key("rsa2048e3:…"), key("ed25519:…"), key("dsa:…")"""
    kind, seed = spec.split(":", 1)
    if kind in CURVES:
        n_bits = {"p521": 520, "p224": 223}.get(kind, int(kind[1:]) - 1)
        return ec.derive_private_key(number(spec, n_bits) | 1, CURVES[kind]())
    if kind == "ed25519":
        return ed25519.Ed25519PrivateKey.from_private_bytes(number(spec, 256).to_bytes(32, "big"))
    if kind == "ed448":
        return ed448.Ed448PrivateKey.from_private_bytes(number(spec, 456).to_bytes(57, "big"))
    if kind == "dsa":
        return dsa.generate_private_key(2048)
    n_bits, _, e = kind[3:].partition("e")
    e = int(e or 65537)
    p, q = prime(spec + " p", int(n_bits) // 2, e), prime(spec + " q", int(n_bits) // 2, e)
    d = pow(e, -1, (p - 1) * (q - 1))
    public = rsa.RSAPublicNumbers(e, p * q)
    return rsa.RSAPrivateNumbers(p, q, d, rsa.rsa_crt_dmp1(d, p), rsa.rsa_crt_dmq1(d, q),
                                 rsa.rsa_crt_iqmp(p, q), public).private_key()


def spki(private):
    return private.public_key().public_bytes(serialization.Encoding.DER,
                                             serialization.PublicFormat.SubjectPublicKeyInfo)


def spki_pss(private):
    """The same key, said to be for RSA-PSS only."""
    numbers = private.public_key().public_numbers()
    return seq(seq(oid("1.2.840.113549.1.1.10")),
               bits(seq(integer(numbers.n), integer(numbers.e))))


HASHES = {"md5": hashes.MD5, "sha1": hashes.SHA1, "sha224": hashes.SHA224, "sha256": hashes.SHA256,
          "sha384": hashes.SHA384, "sha512": hashes.SHA512}
HASH_OIDS = {"sha1": "1.3.14.3.2.26", "sha256": "2.16.840.1.101.3.4.2.1",
             "sha384": "2.16.840.1.101.3.4.2.2", "sha512": "2.16.840.1.101.3.4.2.3"}
RSA_OIDS = {"md5": "1.2.840.113549.1.1.4", "sha1": "1.2.840.113549.1.1.5",
            "sha224": "1.2.840.113549.1.1.14", "sha256": "1.2.840.113549.1.1.11",
            "sha384": "1.2.840.113549.1.1.12", "sha512": "1.2.840.113549.1.1.13"}
ECDSA_OIDS = {"sha1": "1.2.840.10045.4.1", "sha224": "1.2.840.10045.4.3.1",
              "sha256": "1.2.840.10045.4.3.2", "sha384": "1.2.840.10045.4.3.3",
              "sha512": "1.2.840.10045.4.3.4"}
DSA_OIDS = {"sha1": "1.2.840.10040.4.3", "sha256": "2.16.840.1.101.3.4.3.2"}


def pss_algorithm(digest, salt, mgf=None):
    hashed = seq(oid(HASH_OIDS[digest]), NULL)
    masked = seq(oid("1.2.840.113549.1.1.8"), seq(oid(HASH_OIDS[mgf or digest]), NULL))
    return seq(oid("1.2.840.113549.1.1.10"),
               seq(tlv(0xa0, hashed), tlv(0xa1, masked), tlv(0xa2, integer(salt))))


def algorithm(private, digest):
    """The AlgorithmIdentifier for a signature by @private."""
    if digest.startswith("pss-"):
        digest = digest[4:]
        return pss_algorithm(digest, HASHES[digest].digest_size)
    if isinstance(private, rsa.RSAPrivateKey):
        return seq(oid(RSA_OIDS[digest]), NULL)
    if isinstance(private, ec.EllipticCurvePrivateKey):
        return seq(oid(ECDSA_OIDS[digest]))
    if isinstance(private, dsa.DSAPrivateKey):
        return seq(oid(DSA_OIDS[digest]))
    return seq(oid("1.3.101.112" if isinstance(private, ed25519.Ed25519PrivateKey)
                   else "1.3.101.113"))


def sign(private, digest, data):
    if isinstance(private, (ed25519.Ed25519PrivateKey, ed448.Ed448PrivateKey)):
        return private.sign(data)
    chosen = HASHES[digest.removeprefix("pss-")]()
    if isinstance(private, ec.EllipticCurvePrivateKey):
        return private.sign(data, ec.ECDSA(chosen))
    if isinstance(private, dsa.DSAPrivateKey):
        return private.sign(data, chosen)
    if digest.startswith("pss-"):
        return private.sign(data, padding.PSS(padding.MGF1(chosen), chosen.digest_size), chosen)
    return private.sign(data, padding.PKCS1v15(), chosen)


def extension(number_or_oid, value, critical=False):
    text = f"2.5.29.{number_or_oid}" if isinstance(number_or_oid, int) else number_or_oid
    return seq(oid(text), boolean(True) if critical else b"", octets(value))


SERIALS = iter(range(0x1000, 1 << 30))


def certificate(subject, issuer, private, issuer_private, extensions=(), *, version=3, serial=None,
                not_before, not_after, digest="sha256", inner=None, outer=None, public=None,
                raw_extensions=None, spoil=False, unused_bits=0, raw_serial=None, unique_id=b"",
                trailing=b""):
    chosen = algorithm(issuer_private, digest)
    body = [tlv(0xa0, integer(version - 1))] if version > 1 else []
    body += [raw_serial or integer(next(SERIALS) if serial is None else serial),
             inner or chosen, issuer, seq(time(not_before), time(not_after)), subject,
             public or spki(private), unique_id]
    if raw_extensions is not None:
        body.append(tlv(0xa3, raw_extensions))
    elif extensions:
        body.append(tlv(0xa3, seq(*extensions)))
    body.append(trailing)
    signed = seq(*body)
    signature = sign(issuer_private, digest, signed)
    if spoil:
        signature = signature[:-1] + bytes([signature[-1] ^ 1])
    return seq(signed, outer or chosen, bits(signature, unused_bits))


# The usual extensions.

def basic(authority, length=None, critical=True):
    parts = [boolean(True)] if authority else []
    if length is not None:
        parts.append(integer(length))
    return extension(19, seq(*parts), critical)


def usage(*positions, critical=True):
    return extension(15, flags(*positions), critical)


PURPOSES = {"server": "1.3.6.1.5.5.7.3.1", "client": "1.3.6.1.5.5.7.3.2",
            "code": "1.3.6.1.5.5.7.3.3", "mail": "1.3.6.1.5.5.7.3.4", "ocsp": "1.3.6.1.5.5.7.3.9",
            "any": "2.5.29.37.0", "netscape": "2.16.840.1.113730.4.1",
            "microsoft": "1.3.6.1.4.1.311.10.3.3", "unknown": "1.3.6.1.4.1.99999.1"}


def purposes(*names, critical=False):
    return extension(37, seq(*[oid(PURPOSES[n]) for n in names]), critical)


def dns(text):
    return tlv(0x82, text if isinstance(text, bytes) else text.encode())


def address(*numbers):
    return tlv(0x87, bytes(numbers))


def directory(encoded):
    return tlv(0xa4, encoded)


def alternative(*names, critical=False):
    return extension(17, seq(*[n if isinstance(n, bytes) else dns(n) for n in names]), critical)


def constraints(permitted=(), excluded=(), critical=True):
    parts = []
    for tag, bases in ((0xa0, permitted), (0xa1, excluded)):
        if bases:
            parts.append(tlv(tag, *[seq(dns(b) if isinstance(b, str) else b) for b in bases]))
    return extension(30, seq(*parts), critical)


def key_id(private, critical=False):
    return extension(14, octets(hashlib.sha1(spki(private)).digest()), critical)


def authority_key_id(private, critical=False):
    return extension(35, seq(tlv(0x80, hashlib.sha1(spki(private)).digest())), critical)


def policies(*oids, critical=False):
    return extension(32, seq(*[seq(oid(o)) for o in oids]), critical)


def access(*urls, critical=False):
    """("issuer", url) or ("ocsp", url)"""
    methods = {"issuer": "1.3.6.1.5.5.7.48.2", "ocsp": "1.3.6.1.5.5.7.48.1"}
    return extension("1.3.6.1.5.5.7.1.1",
                     seq(*[seq(oid(methods[m]), tlv(0x86, u.encode())) for m, u in urls]), critical)


def days(n):
    return datetime.timedelta(days=n)
