# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright The Invoice First Aid authors
"""The scenarios of the lab: what is wrong, an ordinary tool's proof of it, and the cause to name.

`@scenario (causes…)` makes one of a function that breaks the running lab; what must be different
before it runs goes into `prepare`. `neighbours` are causes that this evidence must not be taken for.
"""

import dataclasses
import os
import typing

from lab import FAR, FAR6

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


TCP = "timeout 2 bash -c '</dev/tcp/%s/%d' 2>&1; echo status $?"
API = TCP % (FAR + "2", 9443)
LOOK_UP = "timeout 3 getent ahosts api.invoice.example || echo not found"
HANDSHAKE = ("timeout 3 openssl s_client -connect " + FAR + "2:9443 -servername api.invoice.example "
             "-verify_return_error -verify_hostname api.invoice.example -CAfile $SSL_CERT_FILE "
             "</dev/null 2>&1")
GET = ("curl -sS -m 4 -o /dev/null -w '%{http_code}' --cacert $SSL_CERT_FILE "
       "https://api.invoice.example:9443/health 2>&1; echo \" status $?\"")


# Healthy: no cause at all

@prepared(max_s=2)
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


@prepared(max_s=3)
def healthy_client_certificate_8443(lab):
    lab.web["api"].update(port=8443, client_certificate=os.path.join(lab.pki, "root.pem"))
    lab.profile["endpoints"][0]["url"] = "https://api.invoice.example:8443/health"
    lab.profile["endpoints"][0]["tls"] = {"client_certificate": "required"}


@prepared(max_s=3)
def healthy_private_root(lab):
    lab.certificate("untrusted")
    with open(os.path.join(lab.pki, "both.pem"), "w") as out:
        for name in ("root", "stranger"):
            with open(os.path.join(lab.pki, name + ".pem")) as f:
                out.write(f.read())
    os.chmod(os.path.join(lab.pki, "both.pem"), 0o644)
    lab.trust = "both"


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
    lab.environment = {"https_proxy": "http://10.1.0.1:3128", "http_proxy": "http://10.1.0.1:3128"}
    original = lab.start_servers

    def start():
        original()
        zone = [f"{name}={values[0]}" for name, values in lab.zone.items()]
        lab.server(lab.router, "between.py", 3128, "proxy", "open", *zone)
        lab.rule("tcp dport != 53 drop")
    lab.start_servers = start


# This computer

@scenario("no-network-link", proof=("ip link show eth0", "state DOWN"), max_s=1,
          neighbours=("no-ip-address", "no-default-route", "wrong-ip-settings"))
def interface_down(lab):
    lab.ip(lab.client, "link set eth0 down")


@scenario("no-network-link", proof=("ip link show eth0", "NO-CARRIER"), max_s=1.5)
def cable_out(lab):
    lab.ip(lab.router, "link set lan0 down")


@scenario("no-ip-address", proof=("ip -4 addr show eth0", ""), max_s=2, neighbours=("address-conflict", "no-network-link",))
def no_address(lab):
    lab.ip(lab.client, "addr flush dev eth0")


@scenario("no-ip-address", proof=("ip -4 addr show eth0", "169.254"), max_s=5)
def only_self_assigned(lab):
    lab.ip(lab.client, "addr flush dev eth0")
    lab.ip(lab.client, "addr add 169.254.7.7/16 dev eth0 scope link")


@scenario("no-default-route", proof=(API, "unreachable"), max_s=2, neighbours=("gateway-unreachable",))
def no_route(lab):
    lab.ip(lab.client, "route del default")


@scenario("wrong-ip-settings", proof=("ip route", "10.9.9.1"), max_s=8, neighbours=("no-default-route",))
def gateway_outside(lab):
    lab.ip(lab.client, "route del default")
    lab.ip(lab.client, "route add default via 10.9.9.1 dev eth0 onlink")


@scenario("wrong-ip-settings", proof=("ip addr show eth0", "/1 "), max_s=10)
def mask_too_wide(lab):
    lab.ip(lab.client, "addr flush dev eth0")
    lab.ip(lab.client, "addr add 10.1.0.2/24 dev eth0")
    lab.ip(lab.client, f"route add {FAR}53/32 via 10.1.0.1")
    lab.ip(lab.client, f"route add {FAR}3/32 via 10.1.0.1")
    lab.ip(lab.client, f"route add {FAR}4/32 via 10.1.0.1")
    lab.ip(lab.client, "route add default via 10.1.0.1")
    lab.ip(lab.client, "addr add 198.1.0.2/1 dev eth0")


def six_only(lab):
    lab.dual_stack = True


@scenario("address-conflict", prepare=six_only, proof=("ip -6 addr show dev eth0", "dadfailed"), max_s=8,
          neighbours=("no-ip-address", "no-default-route"))
def address_taken(lab):
    """Another machine in the office has this computer's only address."""
    import time
    lab.ip(lab.router, "addr add fd00:1::2/64 dev lan0 nodad")
    lab.ip(lab.client, "addr flush dev eth0")
    lab.sh(lab.client, "echo 1 > /proc/sys/net/ipv6/conf/all/accept_dad; "
                       "echo 1 > /proc/sys/net/ipv6/conf/eth0/accept_dad")
    lab.ip(lab.client, "addr add fd00:1::2/64 dev eth0")
    for _ in range(40):
        if "dadfailed" in lab.sh(lab.client, "ip -6 addr show dev eth0").stdout:
            break
        time.sleep(0.1)


@scenario("dns-not-configured", proof=(LOOK_UP, "not found"), max_s=8,
          neighbours=("dns-server-unreachable",))
def no_name_server(lab):
    lab.resolv_conf = ""


@prepared("clock-wrong", proof=("date +%Y", "2023"), max_s=6, wrong=("certificate-not-yet-valid",),
          neighbours=("certificate-not-yet-valid",))
def clock_years_behind(lab):
    lab.clock = "2023-01-01 00:00:00"


@prepared("clock-wrong", proof=("date +%Y", "2031"), max_s=6, wrong=("certificate-expired",),
          neighbours=("certificate-expired",))
def clock_years_ahead(lab):
    lab.clock = "2031-01-01 00:00:00"


@prepared("clock-wrong", max_s=6)
def clock_an_hour_ahead(lab):
    lab.clock = "+3600"


@prepared("hosts-file-override", proof=("getent ahosts api.invoice.example", FAR + "7"), max_s=8,
          neighbours=("dns-wrong-answer", "service-no-answer"))
def hosts_file(lab):
    lab.hosts_file += f"{FAR}7 api.invoice.example\n"


@scenario("local-firewall-blocks", max_s=6, neighbours=("network-firewall-blocks-port",))
def own_firewall_drops(lab):
    lab.local_rule("tcp dport 9443 drop")


@scenario("local-firewall-blocks", proof=(API, "refused"), max_s=4,
          neighbours=("service-refuses-connection",))
def own_firewall_rejects(lab):
    lab.local_rule("tcp dport 9443 reject")


def make_tunnel(lab, *routes):
    lab.ip(lab.client, "tuntap add dev tun0 mode tun")
    lab.ip(lab.client, "addr add 10.8.0.2/24 dev tun0")
    lab.ip(lab.client, "link set tun0 up")
    lab.start(lab.client, "python3", "-u", "-c",
              "import fcntl, os, struct\n"
              "f = os.open('/dev/net/tun', os.O_RDWR)\n"
              "fcntl.ioctl(f, 0x400454CA, struct.pack('16sH22x', b'tun0', 0x1001))\n"
              "print('ready')\n"
              "while True: os.read(f, 3000)\n")
    for route in routes:
        lab.ip(lab.client, f"route add {route} dev tun0")


@scenario("vpn-blackhole", proof=(f"ip route get {FAR}2", "tun0"), max_s=8,
          neighbours=("internet-unreachable", "dns-server-unreachable"))
def vpn_swallows_everything(lab):
    make_tunnel(lab, "0.0.0.0/1", "128.0.0.0/1")


@scenario("vpn-blackhole", proof=(f"ip route get {FAR}2", "tun0"), max_s=8,
          neighbours=("service-no-answer",))
def vpn_swallows_service(lab):
    make_tunnel(lab, FAR + "2/32")


def add_dead_network(lab):
    lab.add_namespace(lab.prefix + "d")
    lab.cable(lab.client, "eth1", lab.prefix + "d", "lan0")
    lab.ip(lab.client, "addr add 172.16.5.2/24 dev eth1")
    lab.ip(lab.prefix + "d", "addr add 172.16.5.1/24 dev lan0")
    lab.ip(lab.client, "route del default")
    lab.ip(lab.client, "route add default via 172.16.5.1 metric 50")
    lab.ip(lab.client, "route add default via 10.1.0.1 metric 600")


@scenario("wrong-network-preferred", proof=(f"ip route get {FAR}2", "eth1"), max_s=8,
          neighbours=("internet-unreachable", "vpn-blackhole"))
def second_network_dead(lab):
    add_dead_network(lab)


@scenario("wrong-network-preferred", proof=(f"ip route get {FAR}2", "eth1"), max_s=8)
def second_network_dead_names_work(lab):
    add_dead_network(lab)
    lab.ip(lab.client, f"route add {FAR}53/32 via 10.1.0.1")


def use_proxy(lab):
    lab.environment = {"https_proxy": "http://10.1.0.1:3128", "http_proxy": "http://10.1.0.1:3128"}


def start_proxy(lab, mode):
    zone = [f"{name}={values[0]}" for name, values in lab.zone.items()]
    lab.server(lab.router, "between.py", 3128, "proxy", mode, *zone)


@prepared("proxy-unreachable", proof=(TCP % ("10.1.0.1", 3128), "refused"), max_s=6,
          neighbours=("proxy-refuses",))
def proxy_dead_direct_open(lab):
    use_proxy(lab)


@scenario("proxy-unreachable", prepare=use_proxy, max_s=8)
def proxy_dead_direct_closed(lab):
    lab.rule("tcp dport != 53 drop")


@scenario("proxy-auth-required", prepare=use_proxy, max_s=6, neighbours=("proxy-refuses",))
def proxy_wants_login(lab):
    start_proxy(lab, "407")


@scenario("proxy-refuses", prepare=use_proxy, max_s=6, neighbours=("proxy-auth-required", "proxy-unreachable"))
def proxy_forbids(lab):
    start_proxy(lab, "403")


@scenario("proxy-unreachable", prepare=use_proxy, max_s=8)
def proxy_never_ends_its_answer(lab):
    start_proxy(lab, "endless")


@prepared("proxy-required", max_s=8, neighbours=("internet-unreachable",))
def proxy_announced_not_set(lab):
    lab.zone["wpad"] = [FAR + "6"]
    original = lab.start_servers

    def start():
        original()
        lab.rule("tcp dport != 53 drop")
    lab.start_servers = start


# The office network

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


@prepared("high-latency", max_s=8, neighbours=("dns-slow", "service-slow", "packet-loss"))
def line_is_long(lab):
    lab.line = (200, 0)


@prepared("low-bandwidth", max_s=20, neighbours=("service-slow",))
def line_is_narrow(lab):
    lab.line = (5, 0, 4000)
    lab.web["api"]["body"] = '{"code": 0, "msg": "' + "x" * 20000 + '"}'


# The way to the service

@scenario("path-broken", proof=(API, "No route"), max_s=6, neighbours=("service-no-answer",))
def router_knows_no_way(lab):
    lab.ip(lab.router, f"route add unreachable {FAR}2/32")


@scenario("service-no-answer", max_s=6, neighbours=("internet-unreachable", "network-firewall-blocks-port"))
def service_silent(lab):
    lab.rule(f"ip daddr {FAR}2 drop")


@scenario("service-no-answer", max_s=6, neighbours=("path-broken",))
def service_machine_off(lab):
    lab.ip(lab.far, f"addr del {FAR}2/24 dev eth0")


@prepared("service-refuses-connection", proof=(API, "refused"), max_s=6,
          neighbours=("network-firewall-blocks-port", "service-no-answer", "service-outage-announced"))
def service_not_running(lab):
    del lab.web["api"]


@prepared("service-partly-unreachable", max_s=6, neighbours=("service-refuses-connection",))
def one_of_two_machines_off(lab):
    lab.zone["api.invoice.example"].append(FAR + "99")


@prepared("websocket-blocked", max_s=4, neighbours=("service-error",))
def upgrade_refused(lab):
    lab.profile["endpoints"].append({"id": "push", "url": "wss://api.invoice.example:9443/ws"})
    lab.web["api"]["websocket"] = False


# Security

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
    staple_revocation(lab)


def responder(lab, book):
    """The authority's own answer, from a host that only the certificate names."""
    lab.certificate("asked")
    lab.zone["ocsp.authority.example"] = [FAR + "4"]
    original = lab.start_servers

    def start():
        original()
        lab.start(lab.far, "sh", "-c",
                  f"cd {lab.pki}; openssl ocsp -port 2560 -index {book} -rsigner middle.pem -rkey middle.key "
                  "-CA middle.pem -ndays 7 >/dev/null 2>&1 & sleep 0.5; echo ready; wait")
    if book:
        lab.start_servers = start


@prepared("certificate-revoked", max_s=5, neighbours=("revocation-unknown",))
def authority_says_revoked(lab):
    responder(lab, "withdrawn.book")


@prepared(max_s=3, neighbours=("certificate-revoked",))
def authority_refuses_to_answer(lab):
    responder(lab, None)


ALL[-1].informs = "revocation-unknown"


@prepared(max_s=3)
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


# The service

@prepared("service-not-responding", max_s=12, neighbours=("mtu-blackhole", "service-no-answer"))
def service_accepts_and_is_silent(lab):
    lab.web["api"]["wire"] = "silence"


@prepared("service-not-responding", max_s=34)
def service_never_answers_the_request(lab):
    lab.web["api"]["hang"] = True


def answer(cause, name, neighbours=(), max_s=5, **spec):
    def prepare(lab):
        lab.web["api"].update(spec)
    ALL.append(Scenario(name, (cause,), prepare, None, None, NETWORK, neighbours, max_s))


answer("service-overloaded", "answer-503",
       ("service-maintenance", "service-error", "service-rate-limited", "service-degraded"), status=503,
       headers={"Retry-After": "120"})
answer("service-maintenance", "answer-503-maintenance", ("service-overloaded",), status=503,
       type="text/html", body="<html><title>系统维护</title>系统维护中</html>")
answer("service-error", "answer-500",
       ("service-gateway-error", "service-intermittent", "client-too-old", "websocket-blocked"), status=500)
answer("service-gateway-error", "answer-502", ("service-error",), status=502)
answer("service-gateway-error", "answer-504", status=504)
answer("access-denied", "answer-403", ("login-rejected",), status=403)
answer("login-rejected", "answer-401", ("access-denied",), status=401)
answer("service-moved", "answer-404", ("service-error",), status=404)
answer("service-rate-limited", "answer-429", ("service-overloaded",), status=429)
answer("client-too-old", "answer-426", ("service-moved",), status=426)
answer("empty-response", "answer-empty", ("invalid-response", "response-truncated"), body="")
answer("invalid-response", "answer-html", ("empty-response", "service-error-code"), type="text/html",
       body="<html><title>Welcome</title></html>")
answer("invalid-response", "answer-broken-json", body='{"code": 0, "msg": ')
answer("response-truncated", "answer-cut-off", ("invalid-response",), length=5000, max_s=14)
answer("service-error-code", "answer-error-code", ("invalid-response", "service-error"),
       body='{"code": 50003, "msg": "busy"}')
answer("service-slow", "answer-slow", ("low-bandwidth", "dns-slow", "service-not-responding"), delay=6, max_s=10)
answer("service-moved", "answer-redirect-elsewhere", ("redirect-loop", "insecure-redirect"), status=301,
       headers={"Location": "https://new.invoice.example/"})
answer("redirect-loop", "answer-redirect-loop", ("service-moved",), status=302,
       headers={"Location": "https://api.invoice.example:9443/health"})
answer("insecure-redirect", "answer-redirect-http", ("service-moved",), status=301,
       headers={"Location": "http://api.invoice.example/health"})


@prepared("service-intermittent", max_s=5, neighbours=("service-error",))
def every_second_answer_fails(lab):
    lab.web["api"]["alternate"] = [500, 200]


def announce(lab, body):
    lab.profile["status_page"] = {"url": "http://connectivity.example:8080/api/v2/summary.json"}
    lab.web["status"] = {"address": FAR + "3", "port": 8080, "body": body}


@prepared("service-outage-announced", max_s=5, neighbours=("service-error", "service-maintenance"))
def outage_on_the_status_page(lab):
    announce(lab, '{"page": {}, "status": {"indicator": "critical", "description": "Major outage"}}')
    lab.web["api"]["status"] = 500


@prepared("service-maintenance", max_s=5, neighbours=("service-outage-announced",))
def maintenance_on_the_status_page(lab):
    announce(lab, '{"page": {}, "status": {"indicator": "maintenance", "description": "Upgrade"}}')
    del lab.web["api"]


@prepared(max_s=5)
def healthy_outage_on_the_status_page(lab):
    announce(lab, '{"page": {}, "status": {"indicator": "critical"}}')


ALL[-1].informs = "service-outage-announced"


@prepared(max_s=5)
def healthy_degraded_on_the_status_page(lab):
    announce(lab, '{"page": {}, "status": {"indicator": "minor", "description": "Some delays"}}')


ALL[-1].informs = "service-degraded"


# Two at once

@prepared("certificate-expired", "dns-first-server-dead", max_s=8)
def two_expired_and_first_server_dead(lab):
    first_name_server_dead(lab)
    lab.certificate("expired")


@prepared("service-refuses-connection", max_s=8, wrong=("vpn-blackhole",), neighbours=("vpn-blackhole",))
def two_vpn_fine_and_dead_service(lab):
    del lab.web["api"]


@prepared("certificate-expired", "service-slow", max_s=10)
def two_expired_and_slow(lab):
    lab.certificate("expired")
    lab.web["api"]["delay"] = 0
    lab.profile["endpoints"].append({"id": "sign", "url": "https://sign.invoice.example/health"})
    lab.web["sign"] = {"address": FAR + "5", "port": 443, "delay": 6,
                       "certificate": os.path.join(lab.pki, "good")}


@prepared("service-error", max_s=6)
def two_endpoints_one_down(lab):
    lab.profile["endpoints"].append({"id": "sign", "url": "https://sign.invoice.example/health"})
    lab.web["sign"] = {"address": FAR + "5", "port": 443, "status": 500,
                       "certificate": os.path.join(lab.pki, "good")}
