# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright The Invoice First Aid authors
"""The scenarios of the lab: what is wrong, an ordinary tool's proof of it, and the cause to name.

`@scenario (causes…)` makes one of a function that breaks the running lab; what must be different
before it runs goes into `prepare`. `neighbours` are causes that this evidence must not be taken for.
"""

import dataclasses
import typing

from lab import FAR

ALL = []
NETWORK = ("no-network-link", "no-ip-address", "no-default-route", "gateway-unreachable",
           "internet-unreachable", "captive-portal")


@dataclasses.dataclass
class Scenario:
    name: str
    expected: tuple
    prepare: typing.Callable = lambda lab: None
    fault: typing.Callable = None
    proof: tuple = None
    wrong: tuple = ()
    neighbours: tuple = ()
    max_s: float = 10
    informs: str = None


def scenario(*expected, name=None, prepare=None, proof=None, wrong=(), neighbours=(), max_s=10):
    def add(fault):
        ALL.append(Scenario(name or fault.__name__.replace("_", "-"), expected,
                            prepare or (lambda lab: None), fault, proof, tuple(wrong),
                            tuple(neighbours), max_s))
        return fault
    return add


def prepared(*expected, proof=None, wrong=(), neighbours=(), max_s=10):
    """A scenario that is there from the start."""
    def add(prepare):
        ALL.append(Scenario(prepare.__name__.replace("_", "-"), expected, prepare, None, proof,
                            tuple(wrong), tuple(neighbours), max_s))
        return prepare
    return add


# A proxy's password; no report may contain it.
PROXY_WORD = "word-of-the-proxy"

TCP = "timeout 2 bash -c '</dev/tcp/%s/%d' 2>&1; echo status $?"
API = TCP % (FAR + "2", 9443)
LOOK_UP = "timeout 3 getent ahosts api.invoice.example || echo not found"
HANDSHAKE = ("timeout 3 openssl s_client -connect " + FAR + "2:9443 -servername api.invoice.example "
             "-verify_return_error -verify_hostname api.invoice.example -CAfile $SSL_CERT_FILE "
             "</dev/null 2>&1")
GET = ("curl -sS -m 4 -o /dev/null -w '%{http_code}' --cacert $SSL_CERT_FILE "
       "https://api.invoice.example:9443/health 2>&1; echo \" status $?\"")
