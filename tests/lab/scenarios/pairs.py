# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright The Invoice First Aid authors
"""Two things at once: two causes, or one and its consequences."""

import os

from lab import FAR
from scenario import API, prepared, scenario, TCP
from scenarios.computer import make_tunnel, use_proxy
from scenarios.office import first_name_server_dead, hotel_network


@prepared("certificate-expired", "dns-first-server-dead", max_s=8)
def two_expired_and_first_server_dead(lab):
    first_name_server_dead(lab)
    lab.certificate("expired")


@scenario("vpn-blackhole", prepare=lambda lab: lab.web.pop("api"), proof=(f"ip route get {FAR}2", "tun0"),
          max_s=8, neighbours=("service-refuses-connection", "network-firewall-blocks-port"))
def two_vpn_and_dead_service(lab):
    make_tunnel(lab, FAR + "2/32")


@scenario("service-refuses-connection", prepare=lambda lab: lab.web.pop("api"), proof=(API, "refused"),
          max_s=8, neighbours=("vpn-blackhole",))
def two_vpn_fine_and_dead_service(lab):
    make_tunnel(lab, "10.20.0.0/16")


@prepared("packet-loss", "service-slow", max_s=24)
def two_loss_and_slow_service(lab):
    lab.line = (10, 15)
    lab.web["api"]["delay"] = 8


@prepared("clock-wrong", "service-overloaded", max_s=6)
def two_clock_and_busy_service(lab):
    lab.clock = "+7200"
    lab.web["api"]["status"] = 503


@prepared("proxy-unreachable", "certificate-expired", proof=(TCP % ("10.1.0.1", 3128), "refused"), max_s=6)
def two_proxy_dead_and_expired(lab):
    use_proxy(lab)
    lab.certificate("expired")


@scenario("captive-portal", prepare=lambda lab: lab.certificate("expired"), max_s=6)
def two_hotel_and_expired(lab):
    hotel_network(lab)


def two_families_and_error(lab):
    lab.dual_stack = True
    lab.web["api"]["status"] = 500


@scenario("service-error", "ipv6-broken", prepare=two_families_and_error, max_s=8)
def two_ipv6_dead_and_service_error(lab):
    lab.rule("meta nfproto ipv6 drop")


def sign_fails(lab):
    lab.profile["endpoints"].append({"id": "sign", "url": "https://sign.invoice.example/health"})
    lab.web["sign"] = {"address": FAR + "5", "port": 443, "status": 500,
                       "certificate": os.path.join(lab.pki, "good")}


@scenario("network-firewall-blocks-port", "service-error", prepare=sign_fails, proof=(API, "status 124"), max_s=8)
def two_port_blocked_and_other_endpoint_fails(lab):
    lab.rule("tcp dport 9443 drop")


@prepared("certificate-expired", "service-slow", max_s=10)
def two_expired_and_slow(lab):
    lab.certificate("expired")
    lab.web["api"]["delay"] = 0
    lab.profile["endpoints"].append({"id": "sign", "url": "https://sign.invoice.example/health"})
    lab.web["sign"] = {"address": FAR + "5", "port": 443, "delay": 6,
                       "certificate": os.path.join(lab.pki, "good")}


@prepared("service-error", max_s=6)
def two_endpoints_one_down(lab):
    sign_fails(lab)
