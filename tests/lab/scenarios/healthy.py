# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright The Invoice First Aid authors
"""All is well, however unusual it looks: no cause at all may be named."""

import os

from lab import FAR, FAR6
from scenario import prepared, PROXY_WORD, scenario
from scenarios.computer import add_dead_network, make_tunnel, only_by_proxy


@prepared(max_s=2, neighbours=("revocation-unknown",))
def healthy_ipv4(lab):
    pass


@prepared(max_s=2)
def healthy_dual_stack(lab):
    lab.dual_stack = True


@prepared(max_s=2)
def healthy_slow_names(lab):
    lab.name_server = "slow-120"


@prepared(max_s=3)
def healthy_ipv6_only_service(lab):
    lab.dual_stack = True

    # The zone is filled while the lab is built; take the service's IPv4 address out of it then.
    original = lab.build_ipv6

    def build(far_device, router_device):
        original(far_device, router_device)
        lab.zone["api.invoice.example"] = [FAR6 + "2"]
    lab.build_ipv6 = build


@prepared(max_s=2)
def healthy_second_server_dead(lab):
    lab.resolv_conf = f"nameserver {FAR}53\nnameserver {FAR}54\n"
    lab.second_name_server = "off"


@prepared(max_s=3)
def healthy_own_hosts_only(lab):
    lab.arguments = ["--own-hosts-only"]


@prepared(max_s=6)
def healthy_200_ms(lab):
    lab.line = (100, 0)


@prepared(max_s=8)
def healthy_2_percent_loss(lab):
    lab.line = (10, 2)


@prepared(max_s=3)
def healthy_50_ms(lab):
    lab.line = (25, 0)


@prepared(max_s=3)
def healthy_eight_addresses(lab):
    for number in range(60, 67):
        lab.zone["api.invoice.example"].append(FAR + str(number))
        lab.web[f"api{number}"] = {**lab.web["api"], "address": FAR + str(number)}
    original = lab.start_servers

    def start():
        for number in range(60, 67):
            lab.ip(lab.far, f"addr add {FAR}{number}/24 dev eth0")
        original()
    lab.start_servers = start


@prepared(proof=("getent ahosts api.invoice.example | sort -u | wc -l", "192"), max_s=3)
def healthy_sixty_four_addresses(lab):
    """The answer is too long for a datagram; behind each address is the same machine."""
    lab.zone["api.invoice.example"] = [FAR + str(number) for number in range(128, 192)]
    original = lab.start_servers

    def start():
        original()
        lab.sh(lab.far, f"for n in $(seq 128 191); do ip addr add {FAR}$n/32 dev eth0; done; "
                        "nft 'add table ip many; add chain ip many p { type nat hook prerouting priority 0; }; "
                        f"add rule ip many p ip daddr {FAR}128/26 dnat to {FAR}2'")
    lab.start_servers = start


@prepared(max_s=3)
def healthy_client_certificate_8443(lab):
    lab.web["api"].update(port=8443, client_certificate=os.path.join(lab.pki, "root.pem"))
    lab.profile["endpoints"][0]["url"] = "https://api.invoice.example:8443/health"
    lab.profile["endpoints"][0]["tls"] = {"client_certificate": "required"}


@prepared(max_s=3)
def healthy_private_root(lab):
    lab.certificate("untrusted")
    lab.trust = "root+stranger"


@scenario(name="healthy-udp-blocked", max_s=6)
def _udp_blocked(lab):
    lab.rule("iifname lan0 udp dport != 53 drop")


@scenario(name="healthy-ping-ignored", max_s=3)
def _ping_ignored(lab):
    lab.rule("meta l4proto icmp drop")
    lab.sh(lab.router, "nft add rule inet lab input meta l4proto icmp drop")


@scenario(name="healthy-reference-hosts-blocked", max_s=6)
def _references_blocked(lab):
    lab.rule(f"ip daddr {{ {FAR}3, {FAR}4 }} drop")


@scenario(name="healthy-unused-ipv6-router", max_s=3)
def _unused_ipv6(lab):
    lab.ip(lab.client, "addr add fd00:9::2/64 dev eth0 nodad")
    lab.ip(lab.client, "-6 route add default via fd00:9::1 dev eth0")


@prepared(max_s=4)
def healthy_proxy_only(lab):
    only_by_proxy(lab, "open")


@prepared(max_s=4)
def healthy_proxy_with_login(lab):
    only_by_proxy(lab, f"login:anna:{PROXY_WORD}", f"anna:{PROXY_WORD}@")


@prepared(proof=("ss -Huln sport = :53; cat /etc/resolv.conf", "127.0.0.53"), max_s=3)
def healthy_stub_in_front(lab):
    lab.resolv_conf = "nameserver 127.0.0.53\n"
    lab.forward_names(lab.client, "127.0.0.53")


@prepared(proof=("dig +short api.invoice.example", FAR + "2"), max_s=3)
def healthy_forwarding_router(lab):
    lab.resolv_conf = "nameserver 10.1.0.1\n"
    lab.forward_names(lab.router, "10.1.0.1")


@prepared(max_s=2)
def healthy_through_the_provider(lab):
    lab.hops = 2


@scenario(proof=("ip route get 10.20.0.1", "tun0"), max_s=2)
def healthy_vpn_for_something_else(lab):
    make_tunnel(lab, "10.20.0.0/16")


@scenario(proof=("ip route", "172.16.5.1"), max_s=2)
def healthy_second_network_in_reserve(lab):
    add_dead_network(lab, metric=900)


@prepared(max_s=2)
def healthy_clock_a_minute_off(lab):
    lab.clock = "+60"


@prepared(proof=("grep -c BEGIN $SSL_CERT_FILE", "2"), max_s=2)
def healthy_antivirus_root_unused(lab):
    lab.trust = "root+inspector"
