# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright The Invoice First Aid authors
"""What is wrong with the service's identity and encryption."""

import os

from lab import FAR
from scenario import ALL, HANDSHAKE, NETWORK, prepared, scenario, Scenario


def certificate(cause, name, neighbours, max_s=5):
    def prepare(lab):
        lab.certificate(name)
    ALL.append(Scenario(f"certificate-{name}", (cause,), prepare, None,
                        (HANDSHAKE, "erif") if name != "soon" else None, NETWORK, neighbours, max_s))


certificate("certificate-expired", "expired", ("clock-wrong", "certificate-expires-soon"))
certificate("certificate-not-yet-valid", "future", ("clock-wrong",))
certificate("certificate-wrong-name", "other-name", ("dns-wrong-answer", "certificate-self-signed"))
certificate("certificate-self-signed", "self-signed", ("certificate-untrusted-issuer",))
certificate("certificate-untrusted-issuer", "untrusted",
            ("certificate-chain-incomplete", "tls-interception", "root-certificate-missing"))
certificate("certificate-chain-incomplete", "incomplete", ("certificate-untrusted-issuer",))
certificate("certificate-expires-soon", "soon",
            ("certificate-expired", "certificate-weak", "certificate-revoked"))
certificate("certificate-weak", "weak", ("certificate-untrusted-issuer",))


def staple_revocation(lab):
    """openssl's own server, since Python's can't enclose a revocation answer."""
    lab.web.pop("api")
    original = lab.start_servers

    def start():
        original()
        lab.start(lab.far, "sh", "-c",
                  f"cd {lab.pki}; openssl s_server -accept {FAR}2:9443 -cert revoked.pem -key revoked.key "
                  "-cert_chain middle.pem -status_file revoked.ocsp -www -quiet & sleep 0.5; echo ready; wait")
    lab.start_servers = start


@prepared("certificate-revoked", max_s=5, neighbours=("certificate-expired",))
def certificate_is_revoked(lab):
    # What that server says is a page.
    lab.profile["endpoints"][0]["expect"] = {"status": [200]}
    staple_revocation(lab)


def responder(lab, book, signer="middle", certificate_name="asked"):
    """The authority's own answer, from a host that only the certificate names."""
    lab.certificate(certificate_name)
    lab.zone["ocsp.authority.example"] = [FAR + "4"]
    authority = "root" if certificate_name == "below-asked" else "middle"
    original = lab.start_servers

    def start():
        original()
        lab.start(lab.far, "sh", "-c",
                  f"cd {lab.pki}; openssl ocsp -port 2560 -index {book} -rsigner {signer}.pem -rkey {signer}.key "
                  f"-CA {authority}.pem -ndays 7 >/dev/null 2>&1 & sleep 0.5; echo ready; wait")
    if book:
        lab.start_servers = start


@prepared("certificate-revoked", max_s=5, neighbours=("revocation-unknown",))
def authority_says_revoked(lab):
    responder(lab, "withdrawn.book")


@prepared(max_s=3, neighbours=("certificate-revoked",))
def authority_refuses_to_answer(lab):
    responder(lab, None)


ALL[-1].informs = "revocation-unknown"


@prepared("certificate-revoked", max_s=5, neighbours=("revocation-unknown",))
def authority_itself_withdrawn(lab):
    responder(lab, "withdrawn-middle.book", signer="root", certificate_name="below-asked")


@prepared("certificate-revoked", max_s=5, neighbours=("revocation-unknown",))
def list_says_revoked(lab):
    lab.certificate("listed")
    lab.zone["ocsp.authority.example"] = [FAR + "4"]
    original = lab.start_servers

    def start():
        original()
        lab.start(lab.far, "sh", "-c", f"cd {lab.pki}; python3 -m http.server 2560 >/dev/null 2>&1 & "
                  "sleep 0.7; echo ready; wait")
    lab.start_servers = start


@prepared(max_s=3, neighbours=("certificate-revoked",))
def answer_of_another_signer(lab):
    responder(lab, "withdrawn.book", signer="stranger")


ALL[-1].informs = "revocation-unknown"


@prepared(max_s=3, neighbours=("revocation-unknown",))
def healthy_authority_says_good(lab):
    responder(lab, "good.book")


@scenario(name="healthy-authority-is-silent", prepare=lambda lab: responder(lab, None), max_s=3)
def _authority_is_silent(lab):
    lab.rule("tcp dport 2560 drop")


@prepared(max_s=3)
def healthy_authority_is_not_asked(lab):
    responder(lab, "withdrawn.book")
    lab.arguments = ["--own-hosts-only"]


@prepared("root-certificate-missing", max_s=4, neighbours=("certificate-untrusted-issuer",))
def tax_office_root_missing(lab):
    lab.certificate("untrusted")
    lab.profile["endpoints"][0]["tls"] = {"root_sha256": "ab" * 32}


@prepared("tls-version-unsupported", max_s=5, neighbours=("tls-handshake-failed",))
def service_speaks_old_tls(lab):
    lab.web["api"]["old"] = True


@prepared("tls-handshake-failed", max_s=5, neighbours=("tls-version-unsupported", "client-certificate-missing"))
def service_refuses_handshake(lab):
    lab.web["api"]["wire"] = "alert"


@prepared("tls-handshake-failed", max_s=5, neighbours=("network-filter-blocks-site",))
def service_resets_everybody(lab):
    lab.web["api"]["wire"] = "reset"


@prepared("client-certificate-missing", max_s=4, neighbours=("tls-handshake-failed",))
def service_wants_client_certificate(lab):
    lab.web["api"]["client_certificate"] = os.path.join(lab.pki, "root.pem")


@prepared("tls-handshake-failed", max_s=5, neighbours=("invalid-response",))
def service_hangs_up_on_hello(lab):
    lab.web["api"]["wire"] = "close"


@prepared("tls-handshake-failed", max_s=5)
def service_is_something_else(lab):
    lab.web["api"]["wire"] = "plain"
