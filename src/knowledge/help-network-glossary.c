/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "help-tables.h"

static const IfaHelpEntry entries[] = {
  {
      .id = "word-router",
      .section = IFA_HELP_GLOSSARY,
      .title = N_ ("Router, gateway"),
      .paragraphs = {
        N_ ("The box through which your office reaches the Internet. If it “does not answer”, "
            "look at its power and its lights, or restart it if you may."),
      },
  },
  {
      .id = "word-ip-address",
      .section = IFA_HELP_GLOSSARY,
      .title = N_ ("IP address"),
      .paragraphs = {
        N_ ("The number under which a computer is known in a network. Like a house number: "
            "without one, or with one that is used twice, nothing is delivered."),
      },
  },
  {
      .id = "word-dhcp",
      .section = IFA_HELP_GLOSSARY,
      .title = N_ ("DHCP"),
      .paragraphs = {
        N_ ("The service in your network that hands out IP addresses. If it is down, computers "
            "have no address, or one that begins with 169.254."),
      },
  },
  {
      .id = "word-dns",
      .section = IFA_HELP_GLOSSARY,
      .title = N_ ("DNS, name server, name resolution"),
      .paragraphs = {
        N_ ("The address book of the network: it finds the number that belongs to a web address. "
            "“DNS problem” means that the service cannot be found, not that it is down."),
      },
  },
  {
      .id = "word-hosts-file",
      .section = IFA_HELP_GLOSSARY,
      .title = N_ ("Hosts file"),
      .paragraphs = {
        N_ ("A small private address book on one computer. An old entry in it sends that "
            "computer to a wrong place, while all others work."),
      },
  },
  {
      .id = "word-port",
      .section = IFA_HELP_GLOSSARY,
      .title = N_ ("Port"),
      .paragraphs = {
        N_ ("A numbered door of a machine. Invoice services often use doors other than the usual "
            "one, so a firewall must open exactly that door."),
      },
  },
  {
      .id = "word-firewall",
      .section = IFA_HELP_GLOSSARY,
      .title = N_ ("Firewall"),
      .paragraphs = {
        N_ ("The guard that decides which connections may pass. It should stay on. What you need "
            "is an exception for the invoice service; ask IT for it."),
      },
  },
  {
      .id = "word-allow-list",
      .section = IFA_HELP_GLOSSARY,
      .title = N_ ("Allow list, white list"),
      .paragraphs = {
        N_ ("A list of who is let in. If your office gets a new Internet connection, its address "
            "may be missing on the service's list."),
      },
  },
  {
      .id = "word-proxy",
      .section = IFA_HELP_GLOSSARY,
      .title = N_ ("Proxy"),
      .paragraphs = {
        N_ ("A relay station through which a company's web traffic goes. If its setting is wrong "
            "or it is down, nothing gets out, although the Internet works."),
      },
  },
  {
      .id = "word-vpn",
      .section = IFA_HELP_GLOSSARY,
      .title = N_ ("VPN"),
      .paragraphs = {
        N_ ("A private tunnel through the Internet, usually into a company. If it is switched on "
            "and its other end is down, connections vanish in it. Disconnect it and try again."),
      },
  },
  {
      .id = "word-captive-portal",
      .section = IFA_HELP_GLOSSARY,
      .title = N_ ("Captive portal"),
      .paragraphs = {
        N_ ("The sign-in page of a network, as in hotels. Nothing works until you have signed in "
            "there with a browser."),
      },
  },
  {
      .id = "word-https-inspection",
      .section = IFA_HELP_GLOSSARY,
      .title = N_ ("HTTPS inspection, SSL inspection"),
      .paragraphs = {
        N_ ("A security product opens secure connections on the way to look for viruses. "
            "Invoicing programs often refuse that. IT can exempt the invoice service."),
      },
  },
  {
      .id = "word-certificate",
      .section = IFA_HELP_GLOSSARY,
      .title = N_ ("Certificate (SSL, TLS)"),
      .paragraphs = {
        N_ ("The identity card of a service. “Expired”, “wrong name” and “untrusted” are things "
            "that its owner has to repair."),
      },
  },
  {
      .id = "word-root-certificate",
      .section = IFA_HELP_GLOSSARY,
      .title = N_ ("Root certificate"),
      .paragraphs = {
        N_ ("The authority that is trusted to issue identity cards. Tax platforms sometimes have "
            "one of their own, which must be installed once, from the official page only."),
      },
  },
  {
      .id = "word-chain",
      .section = IFA_HELP_GLOSSARY,
      .title = N_ ("Intermediate certificate, incomplete chain"),
      .paragraphs = {
        N_ ("A paper between the identity card and its authority. If the service forgets to "
            "enclose it, browsers often still work and invoicing programs do not. The vendor can "
            "repair that in minutes."),
      },
  },
  {
      .id = "word-handshake",
      .section = IFA_HELP_GLOSSARY,
      .title = N_ ("TLS handshake"),
      .paragraphs = {
        N_ ("The moment in which both sides agree on how to encrypt. If it fails, the reason is "
            "an old program, a filter on the way, or the service's settings."),
      },
  },
  {
      .id = "word-client-certificate",
      .section = IFA_HELP_GLOSSARY,
      .title = N_ ("Client certificate"),
      .paragraphs = {
        N_ ("Your company's own identity card, in a file, on a card or on a USB key. Some "
            "services let nobody in without one."),
      },
  },
  {
      .id = "word-token",
      .section = IFA_HELP_GLOSSARY,
      .title = N_ ("USB key, token, tax disk"),
      .paragraphs = {
        N_ ("A small device that holds your company's certificate or the tax functions. If it is "
            "not found, try another USB socket directly on the computer."),
      },
  },
  {
      .id = "word-ntp",
      .section = IFA_HELP_GLOSSARY,
      .title = N_ ("NTP, time synchronisation"),
      .paragraphs = {
        N_ ("The way in which computers set their clocks. If it is blocked, clocks drift, and "
            "one day all secure connections fail."),
      },
  },
  {
      .id = "word-ipv6",
      .section = IFA_HELP_GLOSSARY,
      .title = N_ ("IPv4 and IPv6"),
      .paragraphs = {
        N_ ("The older and the newer kind of Internet addresses. If one of them is broken in "
            "your network, browsers hide it, and some invoicing programs hang."),
      },
  },
  {
      .id = "word-mtu",
      .section = IFA_HELP_GLOSSARY,
      .title = N_ ("MTU, fragmentation"),
      .paragraphs = {
        N_ ("How large a piece may be on the way. If it is set wrong, small things pass and "
            "large ones, such as invoices, vanish. Typical with VPNs."),
      },
  },
  {
      .id = "word-packet-loss",
      .section = IFA_HELP_GLOSSARY,
      .title = N_ ("Packet loss"),
      .paragraphs = {
        N_ ("A part of what is sent does not arrive and must be sent again. Weak Wi-Fi, a bad "
            "cable or an overfull line."),
      },
  },
  {
      .id = "word-latency",
      .section = IFA_HELP_GLOSSARY,
      .title = N_ ("Latency, ping, round trip"),
      .paragraphs = {
        N_ ("How long a question takes to come back with an answer. Below 100 ms nobody notices; "
            "above 300 ms everything feels slow."),
      },
  },
  {
      .id = "word-bandwidth",
      .section = IFA_HELP_GLOSSARY,
      .title = N_ ("Bandwidth"),
      .paragraphs = {
        N_ ("How much the line carries at once. Video meetings and downloads use it up."),
      },
  },
  {
      .id = "word-timeout",
      .section = IFA_HELP_GLOSSARY,
      .title = N_ ("Time-out"),
      .paragraphs = {
        N_ ("A program waited for an answer and gave up. It does not say whether what it sent "
            "has arrived: look it up before you send again."),
      },
  },
};

const IfaHelpTable ifa_help_network_glossary = { entries, G_N_ELEMENTS (entries) };
