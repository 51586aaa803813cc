# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright The Invoice First Aid authors
"""What the service answers, or does not."""

from lab import FAR
from scenario import ALL, NETWORK, prepared, Scenario


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
answer("empty-response", "answer-204", status=204, body="")
answer("invalid-response", "answer-202", status=202)
answer("invalid-response", "answer-html", ("empty-response", "service-error-code"), type="text/html",
       body="<html><title>Welcome</title></html>")
answer("invalid-response", "answer-broken-json", body='{"code": 0, "msg": ')
answer("response-truncated", "answer-cut-off", ("invalid-response",), length=5000, max_s=14)
answer("service-error-code", "answer-error-code", ("invalid-response", "service-error"),
       body='{"code": 50003, "msg": "busy"}')
answer("service-slow", "answer-slow", ("low-bandwidth", "dns-slow", "service-not-responding"), delay=6, max_s=10)
answer("service-slow", "answer-drips", ("response-truncated",), bytes_per_s=300, max_s=14,
       body='{"code": 0, "msg": "' + "x" * 4000 + '"}')
answer("service-slow", "handshake-slow", handshake_delay=6, max_s=16)
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


@prepared("websocket-blocked", max_s=4)
def upgrade_is_a_bad_request(lab):
    lab.profile["endpoints"].append({"id": "push", "url": "wss://sign.invoice.example/ws"})
    lab.web["push"] = {"address": FAR + "5", "port": 443, "status": 400, "websocket": False,
                       "certificate": lab.web["api"]["certificate"]}
