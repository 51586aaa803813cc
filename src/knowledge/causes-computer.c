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
      .id = "wrong-ip-settings",
      .layer = IFA_LAYER_COMPUTER,
      .acts = IFA_ACTS_IT,
      .severity = IFA_SEVERITY_PROBLEM,
      .title = N_ ("This computer's network settings do not fit your office network"),
      .explanation = N_ ("Your unsent invoices stay where they are. This computer has settings "
                         "that do not belong to the network it is connected to, as if it had "
                         "moved and kept its old door number. So it cannot reach the invoice "
                         "service, and invoices cannot be sent."),
      .steps = {
        N_ ("Think back: has somebody changed the network settings, or has this computer come "
            "from another office?"),
        N_ ("If Wi-Fi is available, try it instead of the cable, or the other way round. Then "
            "check again here."),
        STEP_TELL_IT,
        STEP_HOTSPOT,
      },
      .message = N_ ("Hello,\n\n"
                     "this computer's IP settings do not fit its network: the gateway lies "
                     "outside the interface's own subnet, or the mask makes remote addresses "
                     "look local.\n\n"
                     "Interface: {interface}\n"
                     "Address: {address}\n"
                     "Gateway: {gateway}\n\n"
                     "Please correct address, mask and gateway, or switch the connection to "
                     "automatic (DHCP).\n\n"
                     "I cannot issue invoices until this works."),
      .technical = N_ ("gateway {gateway} lies outside the subnet of {interface} ({address}), or "
                       "the mask is wrong"),
  },
  {
      .id = "address-conflict",
      .layer = IFA_LAYER_COMPUTER,
      .acts = IFA_ACTS_IT,
      .severity = IFA_SEVERITY_PROBLEM,
      .title = N_ ("Another device in your office uses the same address as this computer"),
      .explanation = N_ ("Your unsent invoices stay where they are. Two devices share one number "
                         "in the office network, so answers meant for you sometimes go to the "
                         "other one. Sending invoices works at one moment and breaks off at the "
                         "next."),
      .steps = {
        N_ ("Unplug the network cable for ten seconds and plug it in again, or switch Wi-Fi off "
            "and on: the network may hand out a new number."),
        STEP_CHECK_AGAIN,
        STEP_TELL_IT,
        STEP_LOOK_UP_FIRST,
        STEP_HOTSPOT,
      },
      .message = N_ ("Hello,\n\n"
                     "another device answers for this computer's IP address (duplicate "
                     "address).\n\n"
                     "Address: {address}\n"
                     "Interface: {interface}\n"
                     "Seen from: {names}\n\n"
                     "Please find the other device (ARP table of the switch), and check for "
                     "fixed addresses inside the DHCP range.\n\n"
                     "I cannot issue invoices reliably until this works."),
      .technical = N_ ("the address {address} is answered from two hardware addresses"),
  },
  {
      .id = "wrong-network-preferred",
      .layer = IFA_LAYER_COMPUTER,
      .acts = IFA_ACTS_YOU,
      .severity = IFA_SEVERITY_PROBLEM,
      .title = N_ ("This computer is on two networks and uses the one without Internet"),
      .explanation = N_ ("Your unsent invoices stay where they are. Two connections are active "
                         "at once, a cable and Wi-Fi for example, and this computer prefers the "
                         "one that does not lead to the Internet. So invoices cannot be sent, "
                         "although the other way is open."),
      .steps = {
        N_ ("Switch off the connection that you do not need: Wi-Fi, a phone's hotspot, or the "
            "extra cable."),
        STEP_CHECK_AGAIN,
        N_ ("If you need both, ask your IT colleague to put them in the right order: the message "
            "is ready."),
        N_ ("If an invoice must go out today: use only the connection that works."),
      },
      .message = N_ ("Hello,\n\n"
                     "my computer has two networks at once, and the default route with the "
                     "lowest metric leads into the one without Internet.\n\n"
                     "Preferred interface: {interface}\n"
                     "Its gateway: {gateway}\n\n"
                     "Please set the route metrics so that the network with Internet wins, or "
                     "set the other one to “use only for resources on its network”."),
      .technical = N_ ("the preferred default route ({interface}) has no Internet, another one "
                       "has"),
  },
  {
      .id = "dns-not-configured",
      .layer = IFA_LAYER_COMPUTER,
      .acts = IFA_ACTS_IT,
      .severity = IFA_SEVERITY_PROBLEM,
      .title = N_ ("This computer has not been told where to look up web addresses"),
      .explanation = N_ ("Your unsent invoices stay where they are. To find the invoice service, "
                         "a computer needs the network's “address book”, and nothing tells this "
                         "one where that is. So the service cannot be found, and invoices cannot "
                         "be sent."),
      .steps = {
        N_ ("Unplug the network cable for ten seconds and plug it in again, or switch Wi-Fi off "
            "and on."),
        STEP_CHECK_AGAIN,
        STEP_TELL_IT,
        STEP_KEEP_LOOK_UP_SETTINGS,
        STEP_HOTSPOT,
      },
      .message = N_ ("Hello,\n\n"
                     "no DNS server is configured on this computer at all.\n\n"
                     "Interface: {interface}\n\n"
                     "Please check the DNS option of the DHCP server, the connection's settings, "
                     "and /etc/resolv.conf or systemd-resolved.\n\n"
                     "I cannot issue invoices until this works."),
      .technical = N_ ("no name server is configured"),
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
  {
      .id = "hosts-file-override",
      .layer = IFA_LAYER_COMPUTER,
      .acts = IFA_ACTS_IT,
      .severity = IFA_SEVERITY_PROBLEM,
      .title = N_ ("A note on this computer sends you to a wrong address"),
      .explanation = N_ ("Your unsent invoices stay where they are. Somebody once wrote down an "
                         "address for the invoice service on this computer, and it does not work "
                         "there any more. The network knows another one. As long as the note is "
                         "there, invoices cannot be sent."),
      .steps = {
        STEP_TELL_IT,
        N_ ("Ask colleagues whether an old instruction told you to change a “hosts” file, and "
            "show it to your IT colleague."),
        N_ ("If an invoice must go out today: use another computer, or follow the emergency "
            "procedure of your invoice service."),
      },
      .message = N_ ("Hello,\n\n"
                     "the hosts file of this computer overrides the invoice service's name with "
                     "an address that does not serve it. DNS gives another one.\n\n"
                     "Host: {host}\n"
                     "Address in the hosts file: {address}\n\n"
                     "Please remove the line from /etc/hosts, and find out who put it there.\n\n"
                     "I cannot issue invoices until this works."),
      .technical = N_ ("{host} stands in the hosts file with {address}, which DNS does not give "
                       "and which does not serve"),
  },
  {
      .id = "local-firewall-blocks",
      .layer = IFA_LAYER_COMPUTER,
      .acts = IFA_ACTS_IT,
      .severity = IFA_SEVERITY_PROBLEM,
      .title = N_ ("A security rule on this computer blocks the invoice service"),
      .explanation = N_ ("Your unsent invoices stay where they are. A protection program on this "
                         "computer itself stops the connection before it leaves. The network is "
                         "not the reason. Invoices cannot be sent until somebody adds an "
                         "exception."),
      .steps = {
        STEP_TELL_IT,
        STEP_KEEP_PROTECTION,
        N_ ("If an invoice must go out today: use another computer of your office."),
      },
      .message = N_ ("Hello,\n\n"
                     "a firewall rule on this computer blocks the invoice service (not the "
                     "network's firewall).\n\n"
                     "Host: {host}\n"
                     "Address: {address}\n"
                     "Port: TCP {port}\n\n"
                     "Please add an outgoing exception for this host and port (nftables, "
                     "firewalld, ufw or the security suite). Do not switch the firewall off.\n\n"
                     "I cannot issue invoices until this works."),
      .technical = N_ ("this computer itself refuses or drops packets to TCP port {port} of "
                       "{host}"),
  },
  {
      .id = "vpn-blackhole",
      .layer = IFA_LAYER_COMPUTER,
      .acts = IFA_ACTS_YOU,
      .severity = IFA_SEVERITY_PROBLEM,
      .title = N_ ("The VPN on this computer leads nowhere"),
      .explanation = N_ ("Your unsent invoices stay where they are. A VPN is switched on and "
                         "takes all traffic for the invoice service, but nothing comes out at "
                         "its other end. Without the VPN the way is open. Until it is off or "
                         "repaired, invoices cannot be sent."),
      .steps = {
        N_ ("Disconnect the VPN: use its own program or the network menu at the edge of the "
            "screen."),
        STEP_CHECK_AGAIN,
        N_ ("If your company requires the VPN for invoicing, connect it again, and if that does "
            "not help, ask your IT colleague: the message is ready."),
        STEP_HOTSPOT,
      },
      .message = N_ ("Hello,\n\n"
                     "the route to the invoice service leaves through a VPN tunnel, and nothing "
                     "answers through it, while the physical gateway answers.\n\n"
                     "Tunnel: {interface}\n"
                     "Host: {host}, address {address}, port {port}\n\n"
                     "Please check the tunnel's other end and its routes, or exempt the invoice "
                     "service from the VPN (split tunnel)."),
      .technical = N_ ("the route to {host} leaves through the tunnel {interface}, and nothing "
                       "answers through it"),
  },
  {
      .id = "proxy-unreachable",
      .layer = IFA_LAYER_COMPUTER,
      .acts = IFA_ACTS_IT,
      .severity = IFA_SEVERITY_PROBLEM,
      .title = N_ ("The relay that this computer must use for the Internet does not answer"),
      .explanation = N_ ("Your unsent invoices stay where they are. This computer is set to send "
                         "everything through a relay station, and that is silent. It may be "
                         "switched off, or a left-over of a program that is long gone. Until "
                         "this is corrected, invoices cannot be sent."),
      .steps = {
        N_ ("Think back: has a VPN, an accelerator or a security program been removed lately? "
            "Tell your IT colleague."),
        STEP_TELL_IT,
        N_ ("Do not change the settings by yourself if your company uses such a relay: other "
            "programs need it."),
        STEP_HOTSPOT,
      },
      .message = N_ ("Hello,\n\n"
                     "the proxy that is set on this computer does not answer.\n\n"
                     "Proxy: {proxy}\n"
                     "Service wanted: {host}, port {port}\n\n"
                     "Please start the proxy, correct the setting, or remove it if it is a "
                     "left-over (a proxy on 127.0.0.1 with nothing behind it is often one, "
                     "sometimes of malware).\n\n"
                     "I cannot issue invoices until this works."),
      .technical = N_ ("the configured proxy {proxy} does not answer"),
  },
  {
      .id = "proxy-auth-required",
      .layer = IFA_LAYER_COMPUTER,
      .acts = IFA_ACTS_YOU,
      .severity = IFA_SEVERITY_PROBLEM,
      .title = N_ ("Your company's Internet relay wants a user name and password"),
      .explanation = N_ ("Your unsent invoices stay where they are. Everything from this "
                         "computer goes through a relay station of your company, and it wants to "
                         "know who you are. Invoices can be sent once the right name and "
                         "password are stored."),
      .steps = {
        N_ ("Open a web browser and visit any page: if it asks for a user name and password, "
            "enter those of your company."),
        STEP_CHECK_AGAIN,
        N_ ("In your invoicing program's network settings, enter the same name and password if "
            "there is a place for them."),
        N_ ("If you do not know them, ask your IT colleague: the message is ready."),
        STEP_HOTSPOT,
      },
      .message = N_ ("Hello,\n\n"
                     "the proxy answers 407 (authentication required), so my invoicing program "
                     "cannot reach the invoice service.\n\n"
                     "Proxy: {proxy}\n"
                     "Service wanted: {host}, port {port}\n\n"
                     "Please tell me the credentials to use, or let connections to this host "
                     "pass without authentication, since invoicing programs often cannot ask for "
                     "it."),
      .technical = N_ ("the proxy {proxy} answers 407"),
  },
  {
      .id = "proxy-refuses",
      .layer = IFA_LAYER_COMPUTER,
      .acts = IFA_ACTS_IT,
      .severity = IFA_SEVERITY_PROBLEM,
      .title = N_ ("Your company's Internet relay does not let the invoice service through"),
      .explanation = N_ ("Your unsent invoices stay where they are. Everything from this "
                         "computer goes through a relay station of your company. It works, but "
                         "turns connections to {service} away. Invoices cannot be sent until IT "
                         "allows them."),
      .steps = {
        STEP_TELL_IT,
        N_ ("Leave the settings as they are: going round the relay is usually not allowed."),
        STEP_HOTSPOT,
      },
      .message = N_ ("Hello,\n\n"
                     "the proxy does not let connections to the invoice service through.\n\n"
                     "Proxy: {proxy}\n"
                     "Answer: HTTP status {status}\n"
                     "Host: {host}\n"
                     "Port: TCP {port}\n\n"
                     "Please allow CONNECT to this host and port, and exempt it from HTTPS "
                     "inspection.\n\n"
                     "I cannot issue invoices until this works."),
      .technical = N_ ("the proxy {proxy} answers CONNECT to {host} port {port} with {status}"),
  },
  {
      .id = "proxy-required",
      .layer = IFA_LAYER_COMPUTER,
      .acts = IFA_ACTS_IT,
      .severity = IFA_SEVERITY_PROBLEM,
      .title = N_ ("Your network wants everything to go through a relay"),
      .explanation = N_ ("Your unsent invoices stay where they are. In your network, computers "
                         "must go through a relay station to reach the Internet, and this "
                         "computer has not been told about it. So the direct way is closed, and "
                         "invoices cannot be sent."),
      .steps = {
        STEP_TELL_IT,
        N_ ("Ask a colleague whose invoicing program works which network settings it uses."),
        STEP_HOTSPOT,
      },
      .message = N_ ("Hello,\n\n"
                     "direct web connections are blocked in our network, and the network "
                     "announces a proxy, but none is set on this computer.\n\n"
                     "Hint found: {proxy}\n"
                     "Service wanted: {host}, port {port}\n\n"
                     "Please set the proxy (system settings and the invoicing program's own), or "
                     "allow direct connections to this host and port.\n\n"
                     "I cannot issue invoices until this works."),
      .technical = N_ ("no proxy is set, direct connections are blocked, and the network hints "
                       "at one ({proxy})"),
  },
  {
      .id = "network-hidden-by-sandbox",
      .layer = IFA_LAYER_COMPUTER,
      .acts = IFA_ACTS_IT,
      .severity = IFA_SEVERITY_INFO,
      .title = N_ ("This program is not allowed to use the network"),
      .explanation = N_ ("Your unsent invoices stay where they are. Invoice First Aid runs in an "
                         "enclosure of its own (a sandbox) on this computer, and somebody took "
                         "its permission to use the network away. So it cannot see whether "
                         "invoicing works; your other programs may well be connected."),
      .steps = {
        N_ ("Allow Invoice First Aid to use the network again: in the system's settings, under "
            "“Apps”."),
        N_ ("If you cannot find that, send the ready message to your IT colleague."),
        STEP_CHECK_AGAIN,
      },
      .message = N_ ("Hello,\n\n"
                     "the program Invoice First Aid may not use the network on my computer, so "
                     "it cannot check why invoices are not sent. It is a Flatpak; this gives it "
                     "the permission back:\n\n"
                     "flatpak override --user --share=network "
                     "org.invoicefirstaid.InvoiceFirstAid"),
      .technical = N_ ("“network” is missing in the sandbox's “shared”; its own network is empty"),
  },
};

const IfaCauseTable ifa_causes_computer = { causes, G_N_ELEMENTS (causes) };
