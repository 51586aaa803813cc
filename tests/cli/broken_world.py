# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright The Invoice First Aid authors
"""Certificates for servers that are broken in their own ways, by the openssl command."""

import datetime
import hashlib
import pathlib
import ssl
import subprocess

HOST = "api.invoice.example"
DAY = datetime.timedelta(days=1)
STAMP = "%Y%m%d%H%M%SZ"


class Authorities:
    """A folder with NAME.pem, NAME.key and NAME.chain for each certificate made."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.now = datetime.datetime.now(datetime.timezone.utc)
        self.authority("root", None)
        self.authority("middle", "root")
        self.authority("stranger", None)

    def path(self, name):
        return str(self.folder / name)

    def openssl(self, *arguments):
        subprocess.run(["openssl", *arguments], cwd=self.folder, check=True, capture_output=True)

    def make(self, name, issuer, subject, extensions, *, start=-5, end=90, bits=None,
             digest="sha256"):
        if bits:
            self.openssl("genrsa", "-out", f"{name}.key", str(bits))
        else:
            self.openssl("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out",
                         f"{name}.key")
        self.openssl("req", "-new", "-key", f"{name}.key", "-out", f"{name}.csr", "-subj", subject)
        (self.folder / f"{name}.ext").write_text("\n".join(extensions) + "\n")
        (self.folder / f"{name}.index").write_text("")
        (self.folder / f"{name}.conf").write_text(
            f"[ca]\ndefault_ca=d\n[d]\ndatabase={name}.index\nnew_certs_dir=.\nrand_serial=yes\n"
            "policy=p\nemail_in_dn=no\nunique_subject=no\n[p]\ncommonName=supplied\n")
        by = ["-selfsign", "-keyfile", f"{name}.key"] if issuer is None else [
            "-cert", f"{issuer}.pem", "-keyfile", f"{issuer}.key"]
        self.openssl("ca", "-batch", "-notext", "-config", f"{name}.conf", *by,
                     "-in", f"{name}.csr", "-out", f"{name}.pem", "-md", digest,
                     "-extfile", f"{name}.ext",
                     "-startdate", (self.now + start * DAY).strftime(STAMP),
                     "-enddate", (self.now + end * DAY).strftime(STAMP))

    def authority(self, name, issuer, *more, **options):
        self.make(name, issuer, f"/CN=Lab {name}",
                  ["basicConstraints=critical,CA:TRUE", "keyUsage=critical,keyCertSign,cRLSign",
                   "subjectKeyIdentifier=hash", *more], end=options.pop("end", 1000), **options)

    def leaf(self, name, issuer="middle", chain=("middle",), *, names=f"DNS:{HOST}",
             subject=f"/CN={HOST}", usage="digitalSignature,keyEncipherment",
             purpose="serverAuth", authority="FALSE", more=(), **options):
        extensions = [f"basicConstraints=CA:{authority}", f"keyUsage={usage}",
                      f"extendedKeyUsage={purpose}", *more]
        if names:
            extensions.append(f"subjectAltName={names}")
        self.make(name, issuer, subject, extensions, **options)
        text = "".join((self.folder / f"{part}.pem").read_text() for part in (name, *chain))
        (self.folder / f"{name}.chain").write_text(text)
        return name

    def staple(self, name, issuer="middle"):
        """An answer of the authority: withdrawn."""
        said = subprocess.run(["openssl", "x509", "-in", f"{name}.pem", "-noout", "-serial"],
                              cwd=self.folder, check=True, capture_output=True, text=True).stdout
        end, now = (t.strftime("%y%m%d%H%M%SZ") for t in (self.now + 90 * DAY, self.now - DAY))
        (self.folder / "book").write_text("\t".join(
            ["R", end, now, said.strip().split("=")[1], "unknown", f"/CN={HOST}"]) + "\n")
        self.openssl("ocsp", "-issuer", f"{issuer}.pem", "-cert", f"{name}.pem", "-reqout",
                     f"{name}.request", "-no_nonce")
        self.openssl("ocsp", "-index", "book", "-rsigner", f"{issuer}.pem", "-rkey",
                     f"{issuer}.key", "-CA", f"{issuer}.pem", "-reqin", f"{name}.request",
                     "-respout", f"{name}.ocsp", "-ndays", "7")

    def fingerprint(self, name):
        text = (self.folder / f"{name}.pem").read_text()
        return hashlib.sha256(ssl.PEM_cert_to_DER_cert(text)).hexdigest()

    def small_group(self):
        self.openssl("dhparam", "-out", "small.dh", "512")
        return self.path("small.dh")
