# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright The Invoice First Aid authors
"""What is wrong on this computer."""

from lab import FAR
from scenario import API, LOOK_UP, prepared, PROXY_WORD, scenario, TCP


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


@scenario("local-firewall-blocks", proof=(f"ip route get {FAR}2", "Invalid argument"), max_s=4,
          neighbours=("service-no-answer", "path-broken"))
def own_route_into_nothing(lab):
    lab.ip(lab.client, f"route add blackhole {FAR}2/32")


@scenario("local-firewall-blocks", proof=(API, "status 124"), max_s=8)
def own_firewall_lets_only_names_out(lab):
    lab.local_rule("udp dport != 53 oifname eth0 drop")
    lab.local_rule("meta l4proto tcp oifname eth0 drop")


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


def add_dead_network(lab, metric=50):
    lab.add_namespace(lab.prefix + "d")
    lab.cable(lab.client, "eth1", lab.prefix + "d", "lan0")
    lab.ip(lab.client, "addr add 172.16.5.2/24 dev eth1")
    lab.ip(lab.prefix + "d", "addr add 172.16.5.1/24 dev lan0")
    lab.ip(lab.client, "route del default")
    lab.ip(lab.client, f"route add default via 172.16.5.1 metric {metric}")
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


def only_by_proxy(lab, mode, login=""):
    lab.environment = {name: f"http://{login}10.1.0.1:3128" for name in ("https_proxy", "http_proxy")}
    original = lab.start_servers

    def start():
        original()
        start_proxy(lab, mode)
        lab.rule("tcp dport != 53 drop")
    lab.start_servers = start


@prepared("proxy-auth-required", max_s=8, neighbours=("proxy-refuses",))
def proxy_login_is_wrong(lab):
    only_by_proxy(lab, "login:anna:another", f"anna:{PROXY_WORD}@")


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
