# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright The Invoice First Aid authors
"""What is wrong in the office network, its name servers, gateways and filters."""

import os

from lab import FAR, FAR6
from scenario import API, LOOK_UP, prepared, scenario, TCP
from scenarios.way import behind_provider


def remember_gateway(lab):
    """The client's kernel knows the router from some minutes ago."""
    address = lab.sh(lab.router, "cat /sys/class/net/lan0/address").stdout.strip()
    lab.ip(lab.client, f"neigh replace 10.1.0.1 lladdr {address} dev eth0 nud stale")


@scenario("gateway-unreachable", max_s=10, neighbours=("internet-unreachable",))
def gateway_died_a_moment_ago(lab):
    remember_gateway(lab)
    lab.ip(lab.router, "link set lan0 address 02:00:00:00:00:66 arp off")


@scenario("internet-unreachable", max_s=8, neighbours=("gateway-unreachable",))
def gateway_is_taciturn_and_line_dead(lab):
    remember_gateway(lab)
    lab.sh(lab.router, "nft add rule inet lab input drop")
    lab.rule("drop")


@scenario("gateway-unreachable", proof=(API, "status"), max_s=8, neighbours=("dns-server-unreachable",))
def gateway_gone(lab):
    lab.ip(lab.router, "addr flush dev lan0")


@scenario("captive-portal", max_s=6, wrong=("certificate-untrusted-issuer", "certificate-wrong-name"),
          neighbours=("certificate-untrusted-issuer", "certificate-wrong-name", "tls-interception"))
def hotel_network(lab):
    world = os.path.join(lab.folder, "hotel.json")
    import json
    with open(world, "w") as f:
        json.dump({"servers": [
            {"address": "10.1.0.1", "port": 8080, "status": 302, "body": "", "type": "text/html",
             "headers": {"Location": "http://login.hotel.example/sign-in"}},
            {"address": "10.1.0.1", "port": 8443, "certificate": os.path.join(lab.pki, "portal")}]}, f)
    lab.server(lab.router, "world.py", world)
    lab.redirect(80, 8080)
    lab.redirect(443, 8443)
    lab.redirect(9443, 8443)


@scenario("captive-portal", prepare=lambda lab: setattr(lab, "dual_stack", True), max_s=6,
          neighbours=("service-partly-unreachable",))
def hotel_network_without_ipv6(lab):
    lab.rule("meta nfproto ipv6 meta l4proto tcp reject with tcp reset")
    hotel_network(lab)


@scenario("internet-unreachable", max_s=6, neighbours=("service-no-answer", "dns-server-unreachable", "wrong-network-preferred", "proxy-required"))
def nothing_beyond_the_gateway(lab):
    lab.rule("drop")


def name_server_on_router(lab):
    lab.resolv_conf = "nameserver 10.1.0.1\n"
    original = lab.start_servers

    def start():
        original()
        entries = [f"{name}={value}" for name, values in lab.zone.items() for value in values]
        lab.server(lab.router, "names.py", "10.1.0.1", "ok", *entries)
    lab.start_servers = start


@scenario("internet-unreachable", prepare=name_server_on_router, proof=(LOOK_UP, FAR + "2"), max_s=6)
def line_dead_router_answers_names(lab):
    lab.rule("drop")


@scenario("internet-unreachable", prepare=name_server_on_router, max_s=6)
def router_without_internet(lab):
    lab.ip(lab.router, "link set wan0 down")


def forwarding_router(lab):
    lab.resolv_conf = "nameserver 10.1.0.1\n"
    lab.forward_names(lab.router, "10.1.0.1")


@scenario("internet-unreachable", "dns-server-unreachable", prepare=forwarding_router,
          proof=(LOOK_UP, "not found"), max_s=8)
def line_dead_router_forwards_names(lab):
    lab.ip(lab.far, "link set eth0 down")


@scenario("dns-server-unreachable", proof=(LOOK_UP, "not found"), max_s=8,
          neighbours=("dns-server-failing", "dns-server-refuses", "dns-name-not-found", "dns-not-configured", "dns-tcp-blocked"))
def name_server_silent(lab):
    lab.rule("udp dport 53 drop")
    lab.rule("tcp dport 53 drop")


@prepared("dns-server-unreachable", proof=(LOOK_UP, "not found"), max_s=8, neighbours=("internet-unreachable",))
def name_server_not_running(lab):
    lab.name_server = "off"


@prepared("dns-server-refuses", max_s=4, neighbours=("dns-server-failing", "dns-name-not-found"))
def name_server_refuses(lab):
    lab.name_server = "refuse"


@prepared("dns-server-failing", max_s=4, neighbours=("dns-server-refuses", "dns-zone-failing"))
def name_server_fails(lab):
    lab.name_server = "servfail"


@prepared("dns-zone-failing", max_s=4, neighbours=("dns-server-failing", "dns-name-not-found"))
def zone_fails(lab):
    lab.name_server = "servfail-service"


@prepared("dns-server-unreachable", max_s=8)
def name_server_talks_rubbish(lab):
    lab.name_server = "garbage"


@prepared(max_s=3)
def healthy_spoofed_answers(lab):
    lab.name_server = "spoofed"


@prepared("dns-name-not-found", max_s=4, neighbours=("dns-server-unreachable", "dns-zone-failing"))
def name_does_not_exist(lab):
    del lab.zone["api.invoice.example"]


@prepared("dns-slow", proof=("timeout 2 getent ahostsv4 api.invoice.example; timeout 4 " + LOOK_UP, "not found"),
          max_s=8, neighbours=("dns-server-unreachable",))
def name_server_deaf_to_ipv6(lab):
    lab.name_server = "deaf-to-ipv6"


@prepared("dns-slow", max_s=6, neighbours=("dns-first-server-dead", "high-latency"))
def names_take_long(lab):
    lab.name_server = "slow-600"


@prepared("dns-filtered", proof=("getent ahosts api.invoice.example", "0.0.0.0"), max_s=4,
          neighbours=("dns-wrong-answer", "service-refuses-connection"))
def name_is_blocked(lab):
    lab.name_server = "block"


@prepared("dns-tcp-blocked", max_s=8, neighbours=("dns-server-unreachable",))
def names_too_long_for_udp(lab):
    lab.name_server = "truncate"


@prepared("dns-first-server-dead", max_s=8, neighbours=("dns-server-unreachable", "dns-slow"))
def first_name_server_dead(lab):
    lab.resolv_conf = f"nameserver {FAR}54\nnameserver {FAR}53\n"
    lab.second_name_server = "silent"


def lying_server(lab):
    lab.resolv_conf = f"nameserver {FAR}54\nnameserver {FAR}53\n"
    original = lab.start_servers

    def start():
        original()
        lab.start_names(FAR + "54", "ok", {**lab.zone, "api.invoice.example": [FAR + "7"]})
    lab.start_servers = start


@prepared("dns-wrong-answer", proof=("getent ahosts api.invoice.example", FAR + "7"), max_s=8,
          neighbours=("service-no-answer", "service-refuses-connection"))
def first_name_server_lies(lab):
    lying_server(lab)


@prepared("dns-wrong-answer", max_s=8, neighbours=("certificate-wrong-name", "dns-filtered", "hosts-file-override"),
          wrong=("certificate-wrong-name", "certificate-untrusted-issuer"))
def name_leads_to_a_stranger(lab):
    lab.profile["endpoints"][0]["expect"]["addresses"] = [FAR + "2"]
    lab.zone["api.invoice.example"] = [FAR + "7"]
    lab.web["stranger"] = {"address": FAR + "7", "port": 9443,
                           "certificate": os.path.join(lab.pki, "other-name")}


@scenario("network-firewall-blocks-port", max_s=6, neighbours=("service-no-answer", "local-firewall-blocks"))
def firewall_drops_port(lab):
    lab.rule("tcp dport 9443 drop")


@scenario("network-firewall-blocks-port", max_s=3)
def firewall_prohibits_port(lab):
    lab.rule("tcp dport 9443 reject with icmpx admin-prohibited")


@scenario("network-firewall-blocks-port", proof=(API, "refused"), max_s=5,
          neighbours=("service-refuses-connection",))
def firewall_resets_port(lab):
    lab.rule("tcp dport 9443 reject with tcp reset")


@scenario("network-firewall-blocks-port", prepare=lambda lab: setattr(lab, "dual_stack", True), max_s=6)
def firewall_drops_port_dual_stack(lab):
    lab.rule("tcp dport 9443 drop")


@scenario("network-firewall-blocks-port", prepare=behind_provider, proof=(API, "status 124"), max_s=6)
def firewall_of_the_provider_drops(lab):
    lab.rule("tcp dport 9443 drop", lab.hop_names()[0])


@scenario("network-firewall-blocks-port", prepare=behind_provider, proof=(API, "No route"), max_s=3,
          neighbours=("path-broken",))
def firewall_of_the_provider_prohibits(lab):
    lab.rule("tcp dport 9443 reject with icmpx admin-prohibited", lab.hop_names()[1])


@scenario("network-filter-blocks-site", max_s=5, neighbours=("tls-handshake-failed",))
def filter_resets_name(lab):
    lab.server(lab.router, "between.py", 7777, "reset", "api.invoice")
    lab.redirect(9443, 7777)


@scenario("network-filter-blocks-site", max_s=12, neighbours=("service-not-responding", "mtu-blackhole"))
def filter_drops_name(lab):
    lab.server(lab.router, "between.py", 7777, "drop", "api.invoice")
    lab.redirect(9443, 7777)


@scenario("tls-interception", max_s=5, wrong=("certificate-untrusted-issuer",),
          neighbours=("certificate-untrusted-issuer", "captive-portal", "tls-interception-trusted"))
def gateway_inspects(lab):
    service, control = (os.path.join(lab.pki, n) for n in ("inspected", "inspected-control"))
    lab.server(lab.router, "between.py", 7777, "inspect", f"api.invoice.example:{service}",
               f"control.example:{control}", f"other.example:{control}")
    lab.redirect(9443, 7777)
    lab.redirect(443, 7777)


def trust_inspector(lab):
    lab.trust = "inspector"
    import subprocess
    said = subprocess.run(["openssl", "x509", "-in", os.path.join(lab.pki, "root.pem"), "-noout",
                           "-fingerprint", "-sha256"], capture_output=True, text=True, check=True).stdout
    lab.profile["endpoints"][0]["tls"] = {"root_sha256": said.split("=")[1].strip().replace(":", "").lower()}


@scenario("tls-interception-trusted", prepare=trust_inspector, max_s=5, neighbours=("tls-interception",))
def gateway_inspects_trusted(lab):
    gateway_inspects(lab)


@scenario("tls-interception-trusted", prepare=lambda lab: setattr(lab, "trust", "inspector"), max_s=5)
def gateway_inspects_everybody_trusted(lab):
    gateway_inspects(lab)


def two_families(lab):
    lab.dual_stack = True


@scenario("ipv6-broken", prepare=two_families, proof=(TCP % (FAR6 + "2", 9443), "status"), max_s=6,
          neighbours=("service-partly-unreachable", "ipv4-broken"))
def ipv6_swallowed(lab):
    lab.rule("meta nfproto ipv6 drop")


@scenario("ipv4-broken", prepare=two_families, max_s=6, neighbours=("ipv6-broken",))
def ipv4_swallowed(lab):
    lab.rule("meta nfproto ipv4 tcp dport { 80, 443, 9443 } drop")


@scenario("mtu-blackhole", max_s=12, neighbours=("service-not-responding", "network-filter-blocks-site"))
def large_packets_swallowed(lab):
    lab.rule("ip length > 700 drop")


@scenario("mtu-blackhole", max_s=12)
def large_answers_swallowed(lab):
    lab.rule(f"ip saddr {FAR}2 ip length > 700 drop")


@prepared("packet-loss", max_s=12, neighbours=("service-slow", "dns-slow"))
def line_loses_packets(lab):
    lab.line = (10, 18)


@prepared("packet-loss", max_s=16, neighbours=("service-not-responding",))
def line_loses_every_third_packet(lab):
    lab.line = (10, 30)


@prepared("high-latency", max_s=8, neighbours=("dns-slow", "service-slow", "packet-loss"))
def line_is_long(lab):
    lab.line = (200, 0)


@prepared("low-bandwidth", max_s=14, neighbours=("service-slow",))
def line_is_narrow(lab):
    lab.line = (5, 0, 4000)
    lab.web["api"]["body"] = '{"code": 0, "msg": "' + "x" * 20000 + '"}'
