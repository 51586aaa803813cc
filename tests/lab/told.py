# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright The Invoice First Aid authors
"""Scenarios about what nobody can measure: what the person said, and what the vendor has announced."""

import datetime

from scenario import ALL, prepared


def inform(cause):
    """The scenario before is healthy, and worth a note."""
    ALL[-1].informs = cause


# What the person said

@prepared("invoice-may-be-issued", max_s=3, neighbours=("invoice-content-rejected", "offline-limit-reached"))
def broke_off_while_sending(lab):
    lab.arguments = ["--while-sending"]


@prepared("service-gateway-error", "invoice-may-be-issued", max_s=5)
def gateway_error_while_sending(lab):
    lab.arguments = ["--while-sending"]
    lab.web["api"].update(status=504)


@prepared("offline-limit-reached", max_s=3, neighbours=("invoice-may-be-issued", "invoice-content-rejected"))
def message_of_the_lock_day(lab):
    lab.arguments = ["--while-sending", "--message", "JSK246:到了离线锁死日,上月有已开未上传发票"]


@prepared(max_s=3, neighbours=("invoice-may-be-issued", "offline-limit-reached"))
def message_of_a_wrong_tax_number(lab):
    lab.arguments = ["--while-sending", "--message", "购买方税号错误，请核对"]
inform("invoice-content-rejected")


@prepared("service-error", max_s=5, neighbours=("invoice-may-be-issued",))
def message_without_sending(lab):
    lab.arguments = ["--message", "HTTP 500 Internal Server Error"]
    lab.web["api"].update(status=500)


# What the vendor has announced

def window(lab, begins_in_min, ends_in_min):
    """A window of the profile, counted from now; the dates are days of UTC."""
    now = datetime.datetime.now(datetime.timezone.utc)
    begin = now + datetime.timedelta(minutes=begins_in_min)
    end = now + datetime.timedelta(minutes=ends_in_min)
    lab.profile["maintenance"] = [{"dates": [begin.strftime("%Y-%m-%d")], "from": begin.strftime("%H:%M"),
                                   "to": end.strftime("%H:%M"), "timezone": "UTC"}]


@prepared(max_s=3, neighbours=("service-maintenance",))
def maintenance_in_an_hour(lab):
    window(lab, 60, 120)
inform("service-maintenance-planned")


@prepared(max_s=3, neighbours=("service-maintenance",))
def maintenance_now_but_all_works(lab):
    window(lab, -60, 60)
inform("service-maintenance-planned")


@prepared("service-maintenance", max_s=5, neighbours=("service-maintenance-planned", "service-refuses-connection"))
def maintenance_now_and_closed(lab):
    window(lab, -60, 60)
    del lab.web["api"]


@prepared("service-maintenance", max_s=5, neighbours=("service-gateway-error",))
def maintenance_now_and_only_the_front_door(lab):
    window(lab, -60, 60)
    lab.web["api"].update(status=502)


@prepared("certificate-expired", max_s=5, neighbours=("service-maintenance",))
def maintenance_now_and_something_else(lab):
    window(lab, -60, 60)
    lab.certificate("expired")


@prepared("access-denied", max_s=5, neighbours=("service-maintenance",))
def maintenance_now_and_turned_away(lab):
    window(lab, -60, 60)
    lab.web["api"].update(status=403)


@prepared(max_s=3, neighbours=("service-maintenance",))
def maintenance_was_yesterday(lab):
    window(lab, -120, -60)
