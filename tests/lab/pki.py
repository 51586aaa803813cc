# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright The Invoice First Aid authors
"""Certificates of the lab, made once a run by the openssl command."""

import datetime
import os
import subprocess

NAMES = "api.invoice.example sign.invoice.example status.invoice.example"
CONTROL_NAMES = "connectivity.example control.example other.example"
RESPONDER = "http://ocsp.authority.example:2560/"
LIST = "http://ocsp.authority.example:2560/withdrawn.crl"


def _openssl(folder, *args):
    subprocess.run(["openssl", *args], cwd=folder, check=True, capture_output=True)


def _key(folder, name, bits=None):
    if bits:
        _openssl(folder, "genrsa", "-out", f"{name}.key", str(bits))
    else:
        _openssl(folder, "ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", f"{name}.key")


def _authority(folder, name, subject, issuer=None, responder=None):
    _key(folder, name)
    with open(os.path.join(folder, "ca.ext"), "w") as f:
        f.write("basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\n")
        if responder:
            f.write(f"authorityInfoAccess=OCSP;URI:{responder}\n")
    if issuer is None:
        _openssl(folder, "req", "-x509", "-new", "-key", f"{name}.key", "-out", f"{name}.pem",
                 "-days", "3650", "-subj", subject, "-addext", "keyUsage=critical,keyCertSign,cRLSign")
        return
    _openssl(folder, "req", "-new", "-key", f"{name}.key", "-out", f"{name}.csr", "-subj", subject)
    _openssl(folder, "x509", "-req", "-in", f"{name}.csr", "-CA", f"{issuer}.pem", "-CAkey",
             f"{issuer}.key", "-CAcreateserial", "-out", f"{name}.pem", "-days", "3650",
             "-extfile", "ca.ext")


def _leaf(folder, name, issuer, names, start=-1, end=90, chain=(), bits=None, digest="sha256", responder=None,
          revocation_list=None):
    """A server certificate, valid from `start` to `end` days from now, with `chain` behind it."""
    now = datetime.datetime.now(datetime.timezone.utc)
    day = datetime.timedelta(days=1)
    stamp = "%Y%m%d%H%M%SZ"
    _key(folder, name, bits)
    with open(os.path.join(folder, "leaf.ext"), "w") as f:
        f.write("basicConstraints=CA:FALSE\nextendedKeyUsage=serverAuth\nkeyUsage=digitalSignature\n")
        f.write("subjectAltName=" + ",".join(f"DNS:{n}" for n in names.split()) + "\n")
        if responder:
            f.write(f"authorityInfoAccess=OCSP;URI:{responder}\n")
        if revocation_list:
            f.write(f"crlDistributionPoints=URI:{revocation_list}\n")
    _openssl(folder, "req", "-new", "-key", f"{name}.key", "-out", f"{name}.csr",
             "-subj", f"/CN={names.split()[0]}")
    database = os.path.join(folder, f"{name}.db")
    os.makedirs(database, exist_ok=True)
    open(os.path.join(database, "index"), "w").close()
    with open(os.path.join(database, "conf"), "w") as f:
        f.write(f"[ca]\ndefault_ca=d\n[d]\ndatabase={database}/index\nnew_certs_dir={database}\n"
                "rand_serial=yes\npolicy=p\nemail_in_dn=no\nunique_subject=no\n"
                "[p]\ncommonName=supplied\n")
    authority = name if issuer is None else issuer
    args = ["-selfsign", "-keyfile", f"{name}.key"] if issuer is None else [
        "-cert", f"{authority}.pem", "-keyfile", f"{authority}.key"]
    _openssl(folder, "ca", "-batch", "-notext", "-config", f"{database}/conf", *args,
             "-in", f"{name}.csr", "-out", f"{name}.pem", "-md", digest, "-extfile", "leaf.ext",
             "-startdate", (now + start * day).strftime(stamp),
             "-enddate", (now + end * day).strftime(stamp))
    with open(os.path.join(folder, f"{name}.chain"), "w") as out:
        for part in (name, *chain):
            with open(os.path.join(folder, f"{part}.pem")) as f:
                out.write(f.read())


def _book(folder, book, name, state):
    """The authority's book with one certificate in it: "V" for valid, "R" for withdrawn."""
    now = datetime.datetime.now(datetime.timezone.utc)
    said = subprocess.run(["openssl", "x509", "-in", f"{name}.pem", "-noout", "-serial", "-enddate"], cwd=folder,
                          check=True, capture_output=True, text=True).stdout
    serial = said.split("serial=")[1].split()[0]
    end = datetime.datetime.strptime(said.split("notAfter=")[1].strip(), "%b %d %H:%M:%S %Y GMT")
    with open(os.path.join(folder, book), "w") as f:
        f.write("\t".join([state, end.strftime("%y%m%d%H%M%SZ"),
                           now.strftime("%y%m%d%H%M%SZ") if state == "R" else "", serial,
                           "unknown", f"/CN={NAMES.split()[0]}"]) + "\n")


def _list(folder, name, issuer):
    """The authority's list, with that certificate on it."""
    _book(folder, "list.index", name, "R")
    with open(os.path.join(folder, "list.conf"), "w") as f:
        f.write(f"[ca]\ndefault_ca=d\n[d]\ndatabase={folder}/list.index\ndefault_md=sha256\n"
                "default_crl_days=7\n")
    _openssl(folder, "ca", "-gencrl", "-config", "list.conf", "-cert", f"{issuer}.pem", "-keyfile",
             f"{issuer}.key", "-out", "list.pem")
    _openssl(folder, "crl", "-in", "list.pem", "-outform", "DER", "-out", LIST.rsplit("/", 1)[1])


def _revoke(folder, name, issuer):
    """A signed answer that says so, to be enclosed in the handshake."""
    _book(folder, "revoked.index", name, "R")
    _openssl(folder, "ocsp", "-issuer", f"{issuer}.pem", "-cert", f"{name}.pem", "-reqout", "revoked.req", "-no_nonce")
    _openssl(folder, "ocsp", "-index", "revoked.index", "-rsigner", f"{issuer}.pem", "-rkey", f"{issuer}.key",
             "-CA", f"{issuer}.pem", "-reqin", "revoked.req", "-respout", f"{name}.ocsp", "-ndays", "7")


def _bundle(folder, *names):
    """Several roots in one file, as computers keep them."""
    with open(os.path.join(folder, "+".join(names) + ".pem"), "w") as out:
        for name in names:
            with open(os.path.join(folder, f"{name}.pem")) as f:
                out.write(f.read())


def make(folder):
    """Fill `folder` with NAME.chain and NAME.key for every server certificate of the lab."""
    _authority(folder, "root", "/CN=Lab Root")
    _authority(folder, "middle", "/CN=Lab Intermediate", "root")
    _authority(folder, "stranger", "/CN=Stranger Root")
    _authority(folder, "inspector", "/CN=Office Gateway Inspection")
    _bundle(folder, "root", "stranger")
    _bundle(folder, "root", "inspector")
    behind = ("middle",)
    _leaf(folder, "good", "middle", NAMES, chain=behind)
    _leaf(folder, "control", "middle", CONTROL_NAMES, chain=behind)
    _leaf(folder, "expired", "middle", NAMES, start=-90, end=-3, chain=behind)
    _leaf(folder, "future", "middle", NAMES, start=5, end=90, chain=behind)
    _leaf(folder, "other-name", "middle", "www.somewhere-else.example", chain=behind)
    _leaf(folder, "soon", "middle", NAMES, start=-80, end=7, chain=behind)
    _leaf(folder, "incomplete", "middle", NAMES)
    _leaf(folder, "untrusted", "stranger", NAMES)
    _leaf(folder, "self-signed", None, NAMES)
    _leaf(folder, "inspected", "inspector", NAMES)
    _leaf(folder, "inspected-control", "inspector", CONTROL_NAMES)
    _leaf(folder, "portal", "stranger", "login.hotel.example")
    _leaf(folder, "weak", "middle", NAMES, chain=behind, bits=1024)
    _leaf(folder, "revoked", "middle", NAMES, chain=behind)
    _revoke(folder, "revoked", "middle")
    _leaf(folder, "asked", "middle", NAMES, chain=behind, responder=RESPONDER)
    _book(folder, "good.book", "asked", "V")
    _book(folder, "withdrawn.book", "asked", "R")
    _leaf(folder, "listed", "middle", NAMES, chain=behind, revocation_list=LIST)
    _list(folder, "listed", "middle")
    _authority(folder, "asked-middle", "/CN=Lab Asked Intermediate", "root", responder=RESPONDER)
    _leaf(folder, "below-asked", "asked-middle", NAMES, chain=("asked-middle",))
    _book(folder, "withdrawn-middle.book", "asked-middle", "R")
    os.chmod(folder, 0o755)
