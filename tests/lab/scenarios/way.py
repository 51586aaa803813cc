# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright The Invoice First Aid authors
"""What is wrong on the way to the service's machine."""

from lab import FAR
from scenario import API, prepared, scenario


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


def behind_provider(lab):
    lab.hops = 2


@scenario("path-broken", prepare=behind_provider, proof=(API, "No route"), max_s=6)
def provider_knows_no_way(lab):
    lab.ip(lab.hop_names()[0], f"route add unreachable {FAR}2/32")


@scenario("path-broken", prepare=behind_provider, proof=(API, "No route"), max_s=6)
def way_goes_in_circles(lab):
    lab.ip(lab.hop_names()[1], f"route add {FAR}2/32 via 203.0.113.5")


@scenario("service-no-answer", prepare=behind_provider, proof=(API, "status 124"), max_s=6)
def service_silent_behind_the_provider(lab):
    lab.rule(f"ip daddr {FAR}2 drop", lab.hop_names()[1])


@prepared("service-refuses-connection", proof=(API, "refused"), max_s=6)
def service_not_running_behind_the_provider(lab):
    lab.hops = 2
    del lab.web["api"]
