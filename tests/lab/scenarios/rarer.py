# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright The Invoice First Aid authors
"""What an office meets less often, and what looks like something else."""

import json
import os

from lab import FAR, FAR6
from scenario import API, LOOK_UP, prepared, scenario
from scenarios.computer import add_dead_network, make_tunnel, start_proxy, use_proxy
from scenarios.office import first_name_server_dead


# Healthy

def six_only_client(lab):
    """As behind DNS64 and NAT64: every name has an address of the well-known prefix."""
    lab.dual_stack = True
    original = lab.build_ipv6

    def build(far_device, router_device):
        original(far_device, router_device)
        for name, values in lab.zone.items():
            last = int(values[0].rsplit(".", 1)[1])
            lab.ip(lab.far, f"addr replace 64:ff9b::c633:64{last:02x}/128 dev {far_device} nodad")
            lab.zone[name] = [f"64:ff9b::c633:64{last:02x}"]
        lab.ip(lab.router, f"-6 route add 64:ff9b::/96 via {FAR6}2")
        lab.ip(lab.client, "addr flush dev eth0 scope global")
        lab.ip(lab.client, "addr add fd00:1::2/64 dev eth0 nodad")
        lab.ip(lab.client, "-6 route replace default via fd00:1::1 dev eth0")
        for spec in list(lab.web.values()):
            if ":" not in spec["address"]:
                last = int(spec["address"].rsplit(".", 1)[1])
                lab.web[f"64-{last}-{spec['port']}"] = {**spec, "address": f"64:ff9b::c633:64{last:02x}"}
        lab.time.append({"address": "64:ff9b::c633:647b"})
        lab.resolv_conf = f"nameserver {FAR6}53\n"
    lab.build_ipv6 = build
    servers = lab.start_servers

    def start():
        servers()
        lab.start_names(FAR6 + "53", "ok")
    lab.start_servers = start


@prepared(proof=(LOOK_UP, "64:ff9b::"), max_s=3)
def healthy_behind_nat64(lab):
    six_only_client(lab)


@scenario(proof=("ip -o link", "docker0"), max_s=2)
def healthy_bridges_and_split_tunnel(lab):
    lab.ip(lab.client, "link add docker0 type bridge")
    lab.ip(lab.client, "addr add 172.17.0.1/16 dev docker0")
    lab.ip(lab.client, "link set docker0 up")
    make_tunnel(lab, "10.20.0.0/16")


@scenario(proof=("curl -s http://connectivity.example/check", "squid"), max_s=3)
def healthy_web_pages_through_a_hidden_proxy(lab):
    world = os.path.join(lab.folder, "hidden.json")
    with open(world, "w") as f:
        json.dump({"servers": [{"address": "10.1.0.1", "port": 8080, "status": 503, "type": "text/html",
                                "body": "<html><title>squid: access denied</title></html>"}]}, f)
    lab.server(lab.router, "world.py", world)
    lab.redirect(80, 8080)


@scenario(max_s=4)
def healthy_icmp_blocked_everywhere(lab):
    lab.rule("meta l4proto icmp drop")
    lab.rule("meta l4proto icmpv6 drop")


# This computer

@prepared("clock-wrong", max_s=6)
def clock_an_hour_off_without_time_servers(lab):
    lab.clock = "+3600"
    lab.time = []


@prepared("clock-wrong", max_s=6, wrong=("certificate-expired",))
def clock_years_off_without_time_servers(lab):
    lab.clock = "2031-01-01 00:00:00"
    lab.time = []


@scenario("wrong-network-preferred", proof=(f"ip route get {FAR}2", "eth1"), max_s=8)
def third_network_is_a_tunnel(lab):
    add_dead_network(lab)
    make_tunnel(lab, "10.20.0.0/16")


@scenario("wrong-ip-settings", proof=(f"ip route get {FAR}2", "docker0"), max_s=10,
          neighbours=("service-no-answer",))
def bridge_covers_the_service(lab):
    lab.ip(lab.client, "link add docker0 type bridge")
    lab.ip(lab.client, "link add d0 type veth peer name d1")
    for line in ("set d0 master docker0", "set d0 up", "set d1 up", "set docker0 up"):
        lab.ip(lab.client, f"link {line}")
    lab.ip(lab.client, f"addr add {FAR}200/29 dev docker0")
    lab.ip(lab.client, f"route add {FAR}0/29 dev docker0 src {FAR}200")


# The office

@scenario("captive-portal", max_s=6)
def hotel_answers_511(lab):
    world = os.path.join(lab.folder, "hotel.json")
    with open(world, "w") as f:
        json.dump({"servers": [{"address": "10.1.0.1", "port": 8080, "status": 511, "type": "text/html",
                                "body": "<html><title>Sign in</title></html>"}]}, f)
    lab.server(lab.router, "world.py", world)
    lab.redirect(80, 8080)
    lab.rule("tcp dport != 80 drop")


@prepared("captive-portal", proof=(LOOK_UP, "10.1.0.1"), max_s=8, neighbours=("dns-wrong-answer",))
def hotel_names_lead_to_its_page(lab):
    lab.zone = {name: ["10.1.0.1"] for name in lab.zone}
    original = lab.start_servers

    def start():
        original()
        world = os.path.join(lab.folder, "hotel.json")
        with open(world, "w") as f:
            json.dump({"servers": [
                {"address": "10.1.0.1", "port": 80, "status": 302, "body": "", "type": "text/html",
                 "headers": {"Location": "http://login.hotel.example/sign-in"}},
                {"address": "10.1.0.1", "port": 443, "certificate": os.path.join(lab.pki, "portal")}]}, f)
        lab.server(lab.router, "world.py", world)
    lab.start_servers = start


def port_only(lab):
    lab.profile["endpoints"] = [{"id": "sign", "url": "tcp://sign.invoice.example:9008", "required": True}]


@scenario("captive-portal", prepare=port_only, max_s=6)
def hotel_takes_every_connection(lab):
    world = os.path.join(lab.folder, "hotel.json")
    with open(world, "w") as f:
        json.dump({"servers": [
            {"address": "10.1.0.1", "port": 8080, "status": 302, "body": "", "type": "text/html",
             "headers": {"Location": "http://login.hotel.example/sign-in"}},
            {"address": "10.1.0.1", "port": 8443, "certificate": os.path.join(lab.pki, "portal")}]}, f)
    lab.server(lab.router, "world.py", world)
    lab.redirect(80, 8080)
    lab.redirect(443, 8443)
    lab.redirect(9008, 8443)


@scenario("internet-unreachable", proof=(API, "status 124"), max_s=6)
def router_does_not_translate(lab):
    lab.ip(lab.far, "route add blackhole 10.1.0.0/24")


@scenario("internet-unreachable", proof=(API, "status 124"), max_s=6)
def gateway_is_no_router(lab):
    lab.sh(lab.router, "sysctl -qw net.ipv4.ip_forward=0")


@scenario("dns-server-unreachable", proof=(LOOK_UP, "not found"), max_s=8)
def name_questions_by_udp_dropped(lab):
    lab.rule("udp dport 53 drop")


@prepared("dns-name-not-found", proof=(LOOK_UP, "not found"), max_s=4)
def name_points_to_nowhere(lab):
    del lab.zone["api.invoice.example"]
    lab.aliases = {"api.invoice.example": "gone.invoice.example"}


@prepared("dns-slow", max_s=8, neighbours=("ipv6-broken",))
def ipv6_addresses_never_told(lab):
    lab.dual_stack = True
    lab.name_server = "deaf-to-ipv6"


@scenario("network-firewall-blocks-port", proof=(API, "status 124"), max_s=6)
def firewall_drops_port_and_icmp(lab):
    lab.rule("tcp dport 9443 drop")
    lab.rule("meta l4proto icmp drop")
    lab.sh(lab.router, "nft add rule inet lab input meta l4proto icmp drop")


@scenario("network-firewall-blocks-port", max_s=3, neighbours=("service-refuses-connection",))
def firewall_rejects_by_icmp(lab):
    lab.rule("tcp dport 9443 reject")


@scenario("packet-loss", max_s=12)
def router_drops_every_third_new_connection(lab):
    lab.rule("tcp flags syn / syn,ack numgen random mod 100 < 35 drop")


@scenario("ipv6-broken", prepare=lambda lab: setattr(lab, "dual_stack", True), max_s=6)
def ipv6_has_no_route_behind_the_router(lab):
    lab.rule("meta nfproto ipv6 reject with icmpx no-route")


# Proxies

def proxied_and_expired(lab):
    use_proxy(lab)
    lab.certificate("expired")


@scenario("certificate-expired", prepare=proxied_and_expired, max_s=6)
def through_the_proxy_expired(lab):
    start_proxy(lab, "open")
    lab.rule("tcp dport != 53 drop")


def proxied_and_down(lab):
    use_proxy(lab)
    lab.web.pop("api")


@scenario("service-refuses-connection", prepare=proxied_and_down, max_s=8)
def through_the_proxy_service_down_direct_open(lab):
    start_proxy(lab, "open")


@scenario("service-no-answer", "proxy-refuses", prepare=proxied_and_down, max_s=8)
def through_the_proxy_service_down_direct_closed(lab):
    start_proxy(lab, "open")
    lab.rule("tcp dport != 53 drop")


# Several at once

@scenario("certificate-expired", "dns-first-server-dead", "ipv6-broken", max_s=9,
          prepare=lambda lab: (setattr(lab, "dual_stack", True), first_name_server_dead(lab),
                               lab.certificate("expired"),))
def three_expired_names_and_ipv6(lab):
    lab.rule("meta nfproto ipv6 drop")


@prepared("certificate-expired", "high-latency", max_s=9)
def two_expired_and_long_line(lab):
    lab.line = (200, 0)
    lab.certificate("expired")


@prepared("service-error", "packet-loss", max_s=16)
def two_error_and_loss(lab):
    lab.line = (10, 15)
    lab.web["api"]["status"] = 500


@scenario("vpn-blackhole", "certificate-expired", max_s=8, prepare=lambda lab: (
    lab.profile["endpoints"].append({"id": "sign", "url": "https://sign.invoice.example/health"}),
    lab.web.update(sign={"address": FAR + "5", "port": 443, "certificate": os.path.join(lab.pki, "expired")})))
def two_vpn_takes_one_and_other_expired(lab):
    make_tunnel(lab, FAR + "2/32")


@prepared("hosts-file-override", "dns-first-server-dead", max_s=9)
def two_hosts_file_and_first_server(lab):
    first_name_server_dead(lab)
    lab.hosts_file += f"{FAR}7 api.invoice.example\n"


@scenario("clock-wrong", "local-firewall-blocks", max_s=8, prepare=lambda lab: setattr(lab, "clock", "+7200"))
def two_own_firewall_and_clock(lab):
    lab.local_rule("tcp dport 9443 reject with icmpx admin-prohibited")


# Names

@prepared("dns-wrong-answer", proof=(LOOK_UP, "not found"), max_s=8)
def first_name_server_denies_the_name(lab):
    lab.resolv_conf = f"nameserver {FAR}54\nnameserver {FAR}53\n"
    original = lab.start_servers

    def start():
        original()
        zone = {name: values for name, values in lab.zone.items() if name != "api.invoice.example"}
        lab.start_names(FAR + "54", "ok", zone)
    lab.start_servers = start


@prepared("hosts-file-override", proof=("getent ahosts api.invoice.example", "127.0.0.1"), max_s=8,
          neighbours=("dns-filtered",))
def hosts_file_blocks_the_service(lab):
    lab.hosts_file += "127.0.0.1 api.invoice.example\n"


@prepared("dns-slow", max_s=9, neighbours=("dns-server-unreachable",))
def names_take_longer_than_patience(lab):
    lab.name_server = "slow-3500"


@prepared("dns-server-unreachable", max_s=8)
def both_name_servers_silent(lab):
    lab.resolv_conf = f"nameserver {FAR}54\nnameserver {FAR}53\n"
    lab.name_server = lab.second_name_server = "silent"


@prepared("clock-wrong", "certificate-expired", proof=("date +%Y", "2031"), max_s=6)
def two_clock_and_truly_expired(lab):
    lab.clock = "2031-01-01 00:00:00"
    lab.certificate("expired")


# Ways

@scenario("internet-unreachable", proof=(f"ip route get {FAR}2", "ppp0"), max_s=8, neighbours=("vpn-blackhole",))
def dial_up_line_is_dead(lab):
    lab.ip(lab.client, "route del default")
    make_tunnel(lab)
    lab.ip(lab.client, "link set tun0 down")
    lab.ip(lab.client, "link set tun0 name ppp0")
    lab.ip(lab.client, "link set ppp0 up")
    lab.ip(lab.client, "route add default dev ppp0")


@scenario("ipv6-broken", prepare=lambda lab: setattr(lab, "dual_stack", True), max_s=10)
def large_packets_swallowed_by_ipv6_only(lab):
    lab.rule("meta nfproto ipv6 meta length > 900 drop")
