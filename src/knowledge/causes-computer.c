/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "causes.h"

static const IfaCause causes[] = {
  {
      .id = "no-network-link",
      .layer = IFA_LAYER_COMPUTER,
      .acts = IFA_ACTS_YOU,
      .severity = IFA_SEVERITY_PROBLEM,
      .title = N_ ("This computer is not connected to any network"),
      .explanation = N_ ("Your unsent invoices stay where they are. Neither a network cable nor "
                         "Wi-Fi is active on this computer, so it cannot reach the invoice "
                         "service. Invoices can be sent again once it is connected."),
      .steps = {
        N_ ("Push the network cable firmly into the computer and into the wall socket or router, "
            "or switch Wi-Fi on."),
        N_ ("Make sure that aeroplane mode is off."),
        N_ ("If nothing changes, try another cable or another socket."),
        STEP_CHECK_AGAIN,
        STEP_HOTSPOT,
      },
      .message = N_ ("Hello,\n\n"
                     "my computer has no network connection: no network interface except the "
                     "loopback is up with a carrier. I have checked the cable, Wi-Fi and "
                     "aeroplane mode.\n\n"
                     "Please check the wall socket, the patch panel and the switch port, and "
                     "whether the network adapter is recognised at all (ip link, dmesg).\n\n"
                     "I cannot issue invoices until this works."),
      .technical = N_ ("no interface except loopback is up with a carrier"),
  },
  {
      .id = "no-ip-address",
      .layer = IFA_LAYER_COMPUTER,
      .acts = IFA_ACTS_IT,
      .severity = IFA_SEVERITY_PROBLEM,
      .title = N_ ("The network has not given this computer an address"),
      .explanation = N_ ("Your unsent invoices stay where they are. The cable or Wi-Fi is "
                         "connected, but the network has not handed out the number that this "
                         "computer needs to take part. Without it, invoices cannot be sent."),
      .steps = {
        N_ ("Unplug the network cable for ten seconds and plug it in again, or switch Wi-Fi off "
            "and on."),
        N_ ("Wait one minute, then check again here."),
        STEP_TELL_IT,
        STEP_HOTSPOT,
      },
      .message = N_ ("Hello,\n\n"
                     "this computer has a link, but no usable IP address (none, or only a "
                     "link-local one: 169.254.0.0/16 or fe80::). DHCP does not seem to "
                     "answer.\n\n"
                     "Interface: {interface}\n"
                     "Address: {address}\n\n"
                     "Please check that the DHCP server runs and has free addresses, the VLAN of "
                     "the switch port, and port security, 802.1X or MAC filters.\n\n"
                     "I cannot issue invoices until this works."),
      .technical = N_ ("a link is up, but it has no address other than a link-local one (no DHCP "
                       "answer)"),
  },
  {
      .id = "no-default-route",
      .layer = IFA_LAYER_COMPUTER,
      .acts = IFA_ACTS_IT,
      .severity = IFA_SEVERITY_PROBLEM,
      .title = N_ ("This computer does not know the way out to the Internet"),
      .explanation = N_ ("Your unsent invoices stay where they are. This computer is connected "
                         "to your office network, but nothing tells it which device leads to the "
                         "Internet. So it cannot reach the invoice service, and invoices cannot "
                         "be sent."),
      .steps = {
        N_ ("Unplug the network cable for ten seconds and plug it in again, or switch Wi-Fi off "
            "and on."),
        STEP_CHECK_AGAIN,
        STEP_TELL_IT,
        STEP_HOTSPOT,
      },
      .message = N_ ("Hello,\n\n"
                     "this computer has an IP address, but no default route, neither for IPv4 "
                     "nor for IPv6.\n\n"
                     "Interface: {interface}\n"
                     "Address: {address}\n\n"
                     "Please check the gateway in the DHCP options or, if the address is set by "
                     "hand, in the connection's settings.\n\n"
                     "I cannot issue invoices until this works."),
      .technical = N_ ("an address is configured, but there is no default route"),
  },
  {
      .id = "clock-wrong",
      .layer = IFA_LAYER_COMPUTER,
      .acts = IFA_ACTS_YOU,
      .severity = IFA_SEVERITY_PROBLEM,
      .title = N_ ("This computer's clock is wrong"),
      .explanation = N_ ("Your unsent invoices stay where they are. The clock of this computer "
                         "is off by {offset}. Secure connections compare dates, so they are "
                         "refused, and an invoice issued now could carry a wrong date."),
      .steps = {
        N_ ("Open the computer's settings, go to Date & Time, and switch on automatic date and "
            "time."),
        N_ ("Check that the time zone there is yours."),
        STEP_CHECK_AGAIN,
        N_ ("If the clock is wrong again tomorrow, tell your IT colleague: a small battery in "
            "the computer may be empty."),
        N_ ("If an invoice must go out today: set date and time by hand from your phone's clock "
            "first. That takes a minute and is enough."),
      },
      .message = N_ ("Hello,\n\n"
                     "the clock of my computer is off by {offset} compared with several "
                     "independent time sources. Secure connections to {service} are refused "
                     "because of that.\n\n"
                     "Please set the clock, switch on time synchronisation (timedatectl set-ntp "
                     "true), check that UDP port 123 to the time server is open, and check the "
                     "CMOS battery."),
      .technical = N_ ("the system clock differs from NTP and HTTPS Date headers by {offset}"),
  },
};

const IfaCauseTable ifa_causes_computer = { causes, G_N_ELEMENTS (causes) };
