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
      .id = "dns-filtered",
      .layer = IFA_LAYER_LOCAL_NETWORK,
      .acts = IFA_ACTS_IT,
      .severity = IFA_SEVERITY_PROBLEM,
      .title = N_ ("A filter in your network hides the invoice service's address"),
      .explanation = N_ ("Your unsent invoices stay where they are. The network's “address book” "
                         "gives a dummy address for {service} on purpose, and right ones for "
                         "others: a block list mistakes the service for something unwanted. "
                         "Invoices cannot be sent until it is taken off the list."),
      .steps = {
        STEP_TELL_IT,
        STEP_KEEP_LOOK_UP_SETTINGS,
        STEP_HOTSPOT,
      },
      .message = N_ ("Hello,\n\n"
                     "a DNS filter blocks the invoice service: its name resolves to a block "
                     "address, while control names resolve normally.\n\n"
                     "Host: {host}\n"
                     "Address given: {address}\n"
                     "DNS server: {server}\n\n"
                     "Please take this name off the block list (or put it on the allow list) of "
                     "the DNS filter, router or security product.\n\n"
                     "I cannot issue invoices until this works."),
      .technical = N_ ("{server} answers {address} for {host}, a block address; control names "
                       "are answered normally"),
  },
  {
      .id = "dns-tcp-blocked",
      .layer = IFA_LAYER_LOCAL_NETWORK,
      .acts = IFA_ACTS_IT,
      .severity = IFA_SEVERITY_PROBLEM,
      .title = N_ ("The network's address book cannot give its long answers"),
      .explanation = N_ ("Your unsent invoices stay where they are. The entry of {service} in "
                         "the network's “address book” is a long one, and the way on which long "
                         "answers travel is closed. So the service cannot be found, and invoices "
                         "cannot be sent."),
      .steps = {
        STEP_TELL_IT,
        STEP_KEEP_LOOK_UP_SETTINGS,
        STEP_HOTSPOT,
      },
      .message = N_ ("Hello,\n\n"
                     "the DNS answer for the invoice service is too long for UDP (truncated), "
                     "and TCP port 53 to the name server is closed.\n\n"
                     "Host: {host}\n"
                     "DNS server: {server}\n\n"
                     "Please open TCP port 53 to the name server, and let EDNS0 pass.\n\n"
                     "I cannot issue invoices until this works."),
      .technical = N_ ("the answer for {host} is truncated, and TCP port 53 of {server} is closed"),
  },
  {
      .id = "dns-first-server-dead",
      .layer = IFA_LAYER_LOCAL_NETWORK,
      .acts = IFA_ACTS_IT,
      .severity = IFA_SEVERITY_ATTENTION,
      .title = N_ ("One of the network's address books does not answer"),
      .explanation = N_ ("Your unsent invoices stay where they are. This computer asks several "
                         "“address books”, and one of them is silent. The others help out, so it "
                         "works, but each connection waits for the silent one first. Sending "
                         "invoices can be slow."),
      .steps = {
        N_ ("You can go on issuing invoices."),
        STEP_TELL_IT,
        STEP_KEEP_LOOK_UP_SETTINGS,
      },
      .message = N_ ("Hello,\n\n"
                     "one of the configured DNS servers does not answer; another one does. Every "
                     "look-up waits for the dead one first.\n\n"
                     "Dead DNS server: {server}\n\n"
                     "Please repair it, or take it out of the DHCP options or the connection's "
                     "settings."),
      .technical = N_ ("the configured DNS server {server} is dead, another one answers"),
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
                     "Time taken: {milliseconds}\n\n"
                     "Please check the server's load, its forwarders and its cache."),
      .technical = N_ ("DNS look-ups take {milliseconds}"),
  },
  {
      .id = "dns-wrong-answer",
      .layer = IFA_LAYER_LOCAL_NETWORK,
      .acts = IFA_ACTS_IT,
      .severity = IFA_SEVERITY_PROBLEM,
      .title = N_ ("The network's address book sends you to the wrong place"),
      .explanation = N_ ("Your unsent invoices stay where they are. The network's “address book” "
                         "gives an address for {service} that does not belong to it. Your "
                         "invoicing program notices and refuses to send invoices there, which "
                         "protects you."),
      .steps = {
        STEP_TELL_IT,
        N_ ("Do not enter any password while this lasts, and do not accept an unknown "
            "certificate."),
        STEP_KEEP_LOOK_UP_SETTINGS,
        STEP_HOTSPOT,
      },
      .message = N_ ("Hello,\n\n"
                     "the name server gives a wrong address for the invoice service.\n\n"
                     "Host: {host}\n"
                     "Address given: {address}\n"
                     "DNS server: {server}\n"
                     "Certificate found there: {names}\n\n"
                     "Please check the name server, the router's DNS settings (hijacking) and "
                     "its cache, and tell us the cause.\n\n"
                     "I cannot issue invoices until this works."),
      .technical = N_ ("{server} answers {address} for {host}, which is not the service"),
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
      .id = "tls-interception",
      .layer = IFA_LAYER_LOCAL_NETWORK,
      .acts = IFA_ACTS_IT,
      .severity = IFA_SEVERITY_PROBLEM,
      .title = N_ ("Something in between opens your secure connections"),
      .explanation = N_ ("Your unsent invoices stay where they are. An antivirus program or a "
                         "device of your network opens every secure connection and shows its own "
                         "“identity card” instead of the real one. Your invoicing program does "
                         "not accept that, so invoices cannot be sent."),
      .steps = {
        STEP_TELL_IT,
        STEP_NO_BYPASS,
        N_ ("If nobody in your office knows of such a device, do not enter any password, and say "
            "so to your IT colleague."),
        STEP_KEEP_PROTECTION,
        STEP_HOTSPOT,
      },
      .message = N_ ("Hello,\n\n"
                     "HTTPS connections from this computer are intercepted: the invoice service "
                     "and unrelated hosts all show certificates of the same issuer, which this "
                     "computer does not trust.\n\n"
                     "Host: {host}, port {port}\n"
                     "Issuer seen: {issuer}\n\n"
                     "Please exempt this host from HTTPS inspection (antivirus, gateway). If "
                     "nobody runs such a product, treat it as an attack.\n\n"
                     "I cannot issue invoices until this works."),
      .technical = N_ ("the service and unrelated control hosts show certificates of the same "
                       "unknown issuer ({issuer})"),
  },
  {
      .id = "tls-interception-trusted",
      .layer = IFA_LAYER_LOCAL_NETWORK,
      .acts = IFA_ACTS_IT,
      .severity = IFA_SEVERITY_ATTENTION,
      .title = N_ ("Your company's security product reads along in secure connections"),
      .explanation = N_ ("Sending invoices works from here. An antivirus program or a device of "
                         "your company opens secure connections on the way and closes them "
                         "again, and this computer has been told to trust it. Some invoicing "
                         "programs do not accept that; the vendor should know of it."),
      .steps = {
        N_ ("You can go on issuing invoices."),
        N_ ("If your invoicing program reports a security error, send the ready message to your "
            "IT colleague."),
        STEP_KEEP_PROTECTION,
      },
      .message = N_ ("Hello,\n\n"
                     "HTTPS connections from this computer are inspected by an issuer that is "
                     "trusted locally but is not a public authority.\n\n"
                     "Host: {host}, port {port}\n"
                     "Issuer seen: {issuer}\n\n"
                     "Please exempt the invoice service from HTTPS inspection: invoicing "
                     "programs often have their own list of authorities and refuse such "
                     "connections."),
      .technical = N_ ("certificates are signed by {issuer}, trusted on this computer but not a "
                       "public authority"),
  },
  {
      .id = "network-filter-blocks-site",
      .layer = IFA_LAYER_LOCAL_NETWORK,
      .acts = IFA_ACTS_IT,
      .severity = IFA_SEVERITY_PROBLEM,
      .title = N_ ("A filter in your network blocks the invoice service by its name"),
      .explanation = N_ ("Your unsent invoices stay where they are. The road to {service} is "
                         "open, but as soon as its name is mentioned, something in the network "
                         "cuts the connection. Invoices cannot be sent until the filter makes an "
                         "exception."),
      .steps = {
        STEP_TELL_IT,
        STEP_KEEP_PROTECTION,
        STEP_HOTSPOT,
      },
      .message = N_ ("Hello,\n\n"
                     "a filter blocks the invoice service by its name: TCP connects, then the "
                     "TLS handshake with this name is reset or dropped (or a block page "
                     "answers), while another name at the same address passes.\n\n"
                     "Host: {host}\n"
                     "Address: {address}\n"
                     "Port: TCP {port}\n"
                     "Block page says: {message}\n\n"
                     "Please add an exception for this host to the web filter, IPS or "
                     "gateway.\n\n"
                     "I cannot issue invoices until this works."),
      .technical = N_ ("the handshake with the name {host} is reset or dropped, another name at "
                       "the same address passes"),
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
  {
      .id = "ipv4-broken",
      .layer = IFA_LAYER_LOCAL_NETWORK,
      .acts = IFA_ACTS_IT,
      .severity = IFA_SEVERITY_ATTENTION,
      .title = N_ ("One of the two kinds of Internet addresses does not work here"),
      .explanation = N_ ("Your unsent invoices stay where they are. The Internet uses two kinds "
                         "of addresses, an older and a newer one, and in your network only the "
                         "newer one works. Programs that know only the older kind, as some "
                         "invoicing programs do, cannot connect."),
      .steps = {
        N_ ("Try to send: it may work. If it does not, this is probably why."),
        STEP_TELL_IT,
        STEP_HOTSPOT,
      },
      .message = N_ ("Hello,\n\n"
                     "IPv4 does not work from this computer, while IPv6 does.\n\n"
                     "Host: {host}\n"
                     "IPv4 address tried: {address}\n"
                     "Gateway: {gateway}\n\n"
                     "Please check the IPv4 address, the default route and NAT of the office "
                     "network."),
      .technical = N_ ("IPv4 addresses do not answer, IPv6 addresses do"),
  },
  {
      .id = "ipv6-broken",
      .layer = IFA_LAYER_LOCAL_NETWORK,
      .acts = IFA_ACTS_IT,
      .severity = IFA_SEVERITY_ATTENTION,
      .title = N_ ("The newer kind of Internet addresses does not work in your network"),
      .explanation = N_ ("Your unsent invoices stay where they are. The Internet uses two kinds "
                         "of addresses. The newer kind is announced in your network but leads "
                         "nowhere. Web browsers switch to the older kind quickly; some invoicing "
                         "programs wait up to a minute each time."),
      .steps = {
        N_ ("You can go on issuing invoices. Be patient: press the send button once and wait."),
        STEP_TELL_IT,
        STEP_HOTSPOT,
      },
      .message = N_ ("Hello,\n\n"
                     "IPv6 is announced in our network but does not work; IPv4 does. Programs "
                     "without fast fallback hang for up to a minute.\n\n"
                     "Host: {host}\n"
                     "IPv6 address tried: {address}\n"
                     "Gateway: {gateway}\n\n"
                     "Please repair IPv6 upstream, or stop the router advertisements until it "
                     "works."),
      .technical = N_ ("IPv6 addresses do not answer, IPv4 addresses do"),
  },
  {
      .id = "mtu-blackhole",
      .layer = IFA_LAYER_LOCAL_NETWORK,
      .acts = IFA_ACTS_IT,
      .severity = IFA_SEVERITY_PROBLEM,
      .title = N_ ("Small pieces get through, large ones are lost on the way"),
      .explanation = N_ ("Your unsent invoices stay where they are. The connection is made, but "
                         "as soon as something large is sent, an invoice for example, it "
                         "vanishes on the way. That is why everything seems to work and then "
                         "hangs."),
      .steps = {
        N_ ("If you use a VPN, disconnect it and check again here: this fault often comes with "
            "it."),
        STEP_TELL_IT,
        STEP_LOOK_UP_FIRST,
        STEP_HOTSPOT,
      },
      .message = N_ ("Hello,\n\n"
                     "there is a path MTU black hole: small packets pass, full-size packets "
                     "never arrive, and no “fragmentation needed” comes back.\n\n"
                     "Host: {host}, address {address}, port {port}\n"
                     "Largest size that passes: {message}\n\n"
                     "Please let ICMP type 3 code 4 (IPv6: packet too big) pass, clamp the TCP "
                     "MSS, or lower the MTU on the uplink or VPN (1400 is a safe start).\n\n"
                     "I cannot issue invoices until this works."),
      .technical = N_ ("full-size packets towards {host} are lost without an ICMP error (path "
                       "MTU)"),
  },
  {
      .id = "packet-loss",
      .layer = IFA_LAYER_LOCAL_NETWORK,
      .acts = IFA_ACTS_ISP,
      .severity = IFA_SEVERITY_ATTENTION,
      .title = N_ ("Part of what is sent gets lost on the way"),
      .explanation = N_ ("Your unsent invoices stay where they are. The connection works, but a "
                         "noticeable part of it is lost and must be sent again. Sending invoices "
                         "is slow and breaks off now and then."),
      .steps = {
        N_ ("If you use Wi-Fi, move closer to the router or use a cable."),
        N_ ("Ask colleagues to pause video meetings and large downloads, then check again here."),
        STEP_LOOK_UP_FIRST,
        STEP_TELL_ISP,
        STEP_HOTSPOT,
      },
      .message = N_ ("Hello,\n\n"
                     "our connection loses packets.\n\n"
                     "Measured towards: {host}, address {address}\n"
                     "Loss: {percent}\n"
                     "Our router: {gateway}\n\n"
                     "Please check the line and tell us the result."),
      .technical = N_ ("packet loss towards {host}: {percent}"),
  },
  {
      .id = "high-latency",
      .layer = IFA_LAYER_LOCAL_NETWORK,
      .acts = IFA_ACTS_ISP,
      .severity = IFA_SEVERITY_ATTENTION,
      .title = N_ ("Your Internet connection is slow to react"),
      .explanation = N_ ("Your unsent invoices stay where they are. Everything that is sent "
                         "takes unusually long to get an answer, from other addresses too. "
                         "Invoices can be sent, but it takes patience, and your invoicing "
                         "program may give up too early."),
      .steps = {
        N_ ("Ask colleagues to pause video meetings and large downloads, then check again here."),
        N_ ("Press the send button once and wait."),
        STEP_LOOK_UP_FIRST,
        STEP_TELL_ISP,
        STEP_HOTSPOT,
      },
      .message = N_ ("Hello,\n\n"
                     "our connection has very long round trip times, to several unrelated "
                     "hosts.\n\n"
                     "Measured towards: {host}, address {address}\n"
                     "Round trip: {milliseconds}\n\n"
                     "Please check the line and its load, and tell us the result."),
      .technical = N_ ("round trips take {milliseconds}, to the service and to control hosts"),
  },
  {
      .id = "low-bandwidth",
      .layer = IFA_LAYER_LOCAL_NETWORK,
      .acts = IFA_ACTS_ISP,
      .severity = IFA_SEVERITY_ATTENTION,
      .title = N_ ("Your Internet connection carries very little at the moment"),
      .explanation = N_ ("Your unsent invoices stay where they are. {service} answers quickly, "
                         "but its answer trickles in slowly, because the connection is narrow or "
                         "busy. Invoices can be sent; large batches take long."),
      .steps = {
        N_ ("Ask colleagues to pause video meetings and large downloads, then check again here."),
        N_ ("Send invoices in small batches, or outside the busy hours."),
        STEP_TELL_ISP,
        STEP_HOTSPOT,
      },
      .message = N_ ("Hello,\n\n"
                     "our connection is much slower than it should be.\n\n"
                     "Measured from: {host}, address {address}\n"
                     "Rate: {message}\n\n"
                     "Please check the line and tell us the result."),
      .technical = N_ ("the transfer rate from {host} is low ({message}), the first byte comes "
                       "quickly"),
  },
};

const IfaCauseTable ifa_causes_local_network = { causes, G_N_ELEMENTS (causes) };
