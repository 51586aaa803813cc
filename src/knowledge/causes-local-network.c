/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "causes.h"

static const IfaCause causes[] = {
  {
      .id = "gateway-unreachable",
      .layer = IFA_LAYER_LOCAL_NETWORK,
      .acts = IFA_ACTS_IT,
      .severity = IFA_SEVERITY_PROBLEM,
      .title = N_ ("Your office's router does not answer"),
      .explanation = N_ ("Your unsent invoices stay where they are. This computer is connected, "
                         "but the device that leads to the Internet is silent. Nothing beyond it "
                         "can be reached, so invoices cannot be sent."),
      .steps = {
        N_ ("Ask a colleague nearby whether the Internet works on another computer."),
        N_ ("If you may: switch the router off, wait ten seconds, switch it on, and wait three "
            "minutes."),
        STEP_CHECK_AGAIN,
        STEP_TELL_IT,
        STEP_HOTSPOT,
      },
      .message = N_ ("Hello,\n\n"
                     "the default gateway does not answer: its hardware address cannot be "
                     "resolved (ARP or neighbour discovery), and nothing beyond it answers.\n\n"
                     "Gateway: {gateway}\n"
                     "Interface: {interface}\n"
                     "This computer's address: {address}\n\n"
                     "Please check the router, the switch between it and this computer, and the "
                     "VLAN.\n\n"
                     "I cannot issue invoices until this works."),
      .technical = N_ ("the gateway {gateway} has no neighbour entry and nothing beyond it "
                       "answers"),
  },
  {
      .id = "captive-portal",
      .layer = IFA_LAYER_LOCAL_NETWORK,
      .acts = IFA_ACTS_YOU,
      .severity = IFA_SEVERITY_PROBLEM,
      .title = N_ ("This network wants you to sign in first"),
      .explanation = N_ ("Your unsent invoices stay where they are. The network sends every "
                         "request to its own sign-in page, as hotels, airports and some offices "
                         "do. Until you have signed in there, nothing reaches the invoice "
                         "service, and invoices cannot be sent."),
      .steps = {
        N_ ("Open a web browser and visit any page: the sign-in page should appear."),
        N_ ("Sign in or accept the terms, as the network asks."),
        STEP_CHECK_AGAIN,
        N_ ("If you see a security warning before you have signed in, do not accept it. Close it "
            "and sign in first."),
        STEP_HOTSPOT,
      },
      .message = N_ ("Hello,\n\n"
                     "the network answers web requests with its own sign-in page (captive "
                     "portal) instead of letting them through.\n\n"
                     "Redirected to: {location}\n\n"
                     "Please tell me how to sign in, or exempt this computer from the portal."),
      .technical = N_ ("the connectivity address is answered with a redirect or a foreign page "
                       "({location})"),
  },
  {
      .id = "dns-server-unreachable",
      .layer = IFA_LAYER_LOCAL_NETWORK,
      .acts = IFA_ACTS_IT,
      .severity = IFA_SEVERITY_PROBLEM,
      .title = N_ ("The network's address book does not answer"),
      .explanation = N_ ("Your unsent invoices stay where they are. To find the invoice service, "
                         "this computer asks an “address book” in the network, and that is "
                         "silent. So the service cannot be found, and invoices cannot be sent."),
      .steps = {
        N_ ("Restart the router, if you may, and wait three minutes."),
        STEP_CHECK_AGAIN,
        STEP_TELL_IT,
        STEP_KEEP_LOOK_UP_SETTINGS,
        STEP_HOTSPOT,
      },
      .message = N_ ("Hello,\n\n"
                     "no configured DNS server answers (timeout or port unreachable), while "
                     "addresses can be reached.\n\n"
                     "DNS server: {server}\n"
                     "Name asked for: {host}\n\n"
                     "Please check the server or the router's DNS forwarder, and that UDP and "
                     "TCP port 53 are open from this computer.\n\n"
                     "I cannot issue invoices until this works."),
      .technical = N_ ("no configured DNS server answers ({server})"),
  },
  {
      .id = "dns-server-refuses",
      .layer = IFA_LAYER_LOCAL_NETWORK,
      .acts = IFA_ACTS_IT,
      .severity = IFA_SEVERITY_PROBLEM,
      .title = N_ ("The network's address book refuses to answer this computer"),
      .explanation = N_ ("Your unsent invoices stay where they are. To find the invoice service, "
                         "this computer asks an “address book” in the network. It is there, but "
                         "it does not want to serve this computer. So the service cannot be "
                         "found, and invoices cannot be sent."),
      .steps = {
        STEP_TELL_IT,
        STEP_KEEP_LOOK_UP_SETTINGS,
        STEP_HOTSPOT,
      },
      .message = N_ ("Hello,\n\n"
                     "the configured DNS servers answer REFUSED to queries from this "
                     "computer.\n\n"
                     "DNS server: {server}\n"
                     "Name asked for: {host}\n"
                     "This computer's address: {address}\n\n"
                     "Please check the server's access list (allow-query, allow-recursion, "
                     "views) and whether this computer should use another server.\n\n"
                     "I cannot issue invoices until this works."),
      .technical = N_ ("every configured DNS server answers REFUSED ({server})"),
  },
  {
      .id = "dns-server-failing",
      .layer = IFA_LAYER_LOCAL_NETWORK,
      .acts = IFA_ACTS_IT,
      .severity = IFA_SEVERITY_PROBLEM,
      .title = N_ ("The network's address book is out of order"),
      .explanation = N_ ("Your unsent invoices stay where they are. To find the invoice service, "
                         "this computer asks an “address book” in the network. It answers only "
                         "that it has a fault, for other addresses too. So the service cannot be "
                         "found, and invoices cannot be sent."),
      .steps = {
        N_ ("Wait five minutes, then check again here: short faults often pass."),
        STEP_TELL_IT,
        STEP_KEEP_LOOK_UP_SETTINGS,
        STEP_HOTSPOT,
      },
      .message = N_ ("Hello,\n\n"
                     "the configured DNS servers answer SERVFAIL, for the invoice service and "
                     "for unrelated control names.\n\n"
                     "DNS server: {server}\n"
                     "Name asked for: {host}\n\n"
                     "Please check the server's upstream forwarders, its own Internet connection "
                     "and DNSSEC validation (a wrong clock on the server also does this).\n\n"
                     "I cannot issue invoices until this works."),
      .technical = N_ ("every configured DNS server answers SERVFAIL, also for control names "
                       "({server})"),
  },
  {
      .id = "dns-slow",
      .layer = IFA_LAYER_LOCAL_NETWORK,
      .acts = IFA_ACTS_IT,
      .severity = IFA_SEVERITY_ATTENTION,
      .title = N_ ("The network's address book answers slowly"),
      .explanation = N_ ("Your unsent invoices stay where they are. Before each connection this "
                         "computer looks the invoice service up in an “address book” of the "
                         "network, and that takes too long. Invoices can be delayed, and at busy "
                         "times sending can break off."),
      .steps = {
        N_ ("Go on working. If sending breaks off, wait a minute and look before you send again."),
        STEP_TELL_IT,
        STEP_KEEP_LOOK_UP_SETTINGS,
        STEP_HOTSPOT,
      },
      .message = N_ ("Hello,\n\n"
                     "DNS look-ups from this computer are slow. Above 200 ms every new "
                     "connection of the invoicing program waits; above 5 seconds it gives up.\n\n"
                     "DNS server: {server}\n"
                     "Name asked for: {host}\n"
                     "Time taken: {seconds}\n\n"
                     "Please check the server's load, its forwarders and its cache."),
      .technical = N_ ("DNS look-ups take {seconds}"),
  },
  {
      .id = "internet-unreachable",
      .layer = IFA_LAYER_LOCAL_NETWORK,
      .acts = IFA_ACTS_ISP,
      .severity = IFA_SEVERITY_PROBLEM,
      .title = N_ ("Your office has no Internet at the moment"),
      .explanation = N_ ("Your unsent invoices stay where they are. Your computer and the router "
                         "are connected, but nothing beyond the router answers: not the invoice "
                         "service, and no other address either. Invoices can be sent again once "
                         "the Internet is back."),
      .steps = {
        N_ ("Look at the router: is the light for Internet (often marked WAN, DSL, PON or a "
            "globe) red or off?"),
        N_ ("If you may: switch the router off, wait ten seconds, switch it on, and wait three "
            "minutes."),
        STEP_CHECK_AGAIN,
        STEP_TELL_ISP,
        STEP_HOTSPOT,
      },
      .message = N_ ("Hello,\n\n"
                     "our Internet connection does not work. The router in our office answers, "
                     "but nothing beyond it does: neither {service} nor any control host, by "
                     "name or by address.\n\n"
                     "Router: {gateway}\n\n"
                     "Please check the line and tell us when it will work again."),
      .technical = N_ ("the gateway {gateway} answers; neither the service nor any control host "
                       "does"),
  },
  {
      .id = "network-firewall-blocks-port",
      .layer = IFA_LAYER_LOCAL_NETWORK,
      .acts = IFA_ACTS_IT,
      .severity = IFA_SEVERITY_PROBLEM,
      .title = N_ ("Your network blocks the way to the invoice service"),
      .explanation = N_ ("Your unsent invoices stay where they are. The Internet works, but one "
                         "particular “door” that {service} uses is closed on the way, most "
                         "likely by a security rule of the office network. Invoices cannot be "
                         "sent until IT opens it."),
      .steps = {
        STEP_TELL_IT,
        STEP_KEEP_PROTECTION,
        N_ ("Do not change the address in your invoicing program: the door must be opened, not "
            "avoided."),
        STEP_HOTSPOT,
      },
      .message = N_ ("Hello,\n\n"
                     "please allow outgoing connections to the invoice service. Its port is "
                     "blocked on the way, while other connections work.\n\n"
                     "Host: {host}\n"
                     "Address: {address}\n"
                     "Port: TCP {port}\n"
                     "Answer came from: {gateway}\n\n"
                     "Please add an outgoing rule for this host and port and exempt it from "
                     "HTTPS inspection. Do not switch the firewall off.\n\n"
                     "I cannot issue invoices until this works."),
      .technical = N_ ("TCP port {port} of {host} is silent, reset or prohibited on the way, "
                       "other ports are not"),
  },
};

const IfaCauseTable ifa_causes_local_network = { causes, G_N_ELEMENTS (causes) };
