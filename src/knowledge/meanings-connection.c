/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* What messages about the way to the service and its identity mean. */

#include "causes.h"
#include "meanings.h"

static const IfaMeaning meanings[] = {
  {
      .id = IFA_MEANING_CANNOT_CONNECT,
      .about = IFA_ABOUT_CONNECTION,
      .title = N_ ("Your invoicing program cannot reach its service"),
      .explanation = N_ ("The message only says that no connection came about, not why. The "
                         "reason may lie in this computer, in your network, on the Internet or "
                         "with the service. Invoices that were not sent stay where they are."),
      .steps = {
        STEP_START_CHECK,
        STEP_LOOK_UP_FIRST,
        STEP_HOTSPOT,
      },
  },
  {
      .id = IFA_MEANING_NO_NETWORK,
      .about = IFA_ABOUT_CONNECTION,
      .title = N_ ("This computer is not connected to a network"),
      .explanation = N_ ("The message says that there is no network at all. Invoices that were "
                         "not sent stay where they are."),
      .steps = {
        N_ ("Look at the network cable and at Wi-Fi, and make sure that aeroplane mode is off."),
        STEP_START_CHECK,
        STEP_HOTSPOT,
      },
      .cause = "no-network-link",
  },
  {
      .id = IFA_MEANING_NAME_NOT_FOUND,
      .about = IFA_ABOUT_CONNECTION,
      .title = N_ ("The web address of the service was not found"),
      .explanation = N_ ("Your computer asked the network's “address book” for the service, and "
                         "the answer was that there is no such entry. Either the address is "
                         "mistyped, or the “address book” is wrong, or the service has moved. "
                         "Invoices that were not sent stay where they are."),
      .steps = {
        STEP_START_CHECK,
        N_ ("Compare the service's address in your invoicing program with the vendor's "
            "instructions, letter by letter."),
        STEP_KEEP_LOOK_UP_SETTINGS,
        STEP_HOTSPOT,
      },
      .cause = "dns-name-not-found",
  },
  {
      .id = IFA_MEANING_NAME_LOOK_UP_FAILED,
      .about = IFA_ABOUT_CONNECTION,
      .title = N_ ("The network's address book did not help"),
      .explanation = N_ ("Your computer wanted to look up the service's address, and got no "
                         "usable answer. Usually the connection to the Internet or the “address "
                         "book” of your network is disturbed. Invoices that were not sent stay "
                         "where they are."),
      .steps = {
        STEP_START_CHECK,
        N_ ("Restart the router, if you may, and wait three minutes."),
        STEP_KEEP_LOOK_UP_SETTINGS,
        STEP_HOTSPOT,
      },
      .cause = "dns-server-unreachable",
  },
  {
      .id = IFA_MEANING_REFUSED,
      .about = IFA_ABOUT_CONNECTION,
      .title = N_ ("The connection was refused"),
      .explanation = N_ ("Somebody answered, but did not accept the connection: the service is "
                         "not running, or something on the way turns you down. Invoices that "
                         "were not sent stay where they are."),
      .steps = {
        STEP_START_CHECK,
        STEP_KEEP_PROTECTION,
        STEP_HOTSPOT,
      },
      .cause = "service-refuses-connection",
  },
  {
      .id = IFA_MEANING_TIMED_OUT,
      .about = IFA_ABOUT_CONNECTION,
      .title = N_ ("No answer came in time"),
      .explanation = N_ ("Your invoicing program waited and then gave up. That does not say "
                         "whether the service received anything: if it happened while you were "
                         "sending, the invoice may have been issued all the same."),
      .steps = {
        STEP_LOOK_UP_FIRST,
        STEP_START_CHECK,
        STEP_HOTSPOT,
      },
      .cause = "service-no-answer",
  },
  {
      .id = IFA_MEANING_CUT,
      .about = IFA_ABOUT_CONNECTION,
      .title = N_ ("The connection was cut"),
      .explanation = N_ ("The connection was there and then broke off: a filter or a restart on "
                         "the way, or the service itself. If it happened while you were sending, "
                         "the invoice may have been issued all the same."),
      .steps = {
        STEP_LOOK_UP_FIRST,
        STEP_START_CHECK,
        STEP_HOTSPOT,
      },
  },
  {
      .id = IFA_MEANING_NO_WAY,
      .about = IFA_ABOUT_CONNECTION,
      .title = N_ ("There is no way from this computer to the service"),
      .explanation = N_ ("Your computer or your network does not know how to get there: often "
                         "the Internet connection is down, or the network settings are wrong. "
                         "Invoices that were not sent stay where they are."),
      .steps = {
        STEP_START_CHECK,
        N_ ("If you use a VPN, disconnect it and try again."),
        STEP_HOTSPOT,
      },
      .cause = "no-default-route",
  },
  {
      .id = IFA_MEANING_BLOCKED_HERE,
      .about = IFA_ABOUT_CONNECTION,
      .title = N_ ("This computer itself does not allow the connection"),
      .explanation = N_ ("A security rule on this computer forbids your invoicing program to "
                         "connect. Invoices that were not sent stay where they are."),
      .steps = {
        STEP_START_CHECK,
        STEP_SHOW_IT,
        STEP_KEEP_PROTECTION,
      },
      .cause = "local-firewall-blocks",
  },
  {
      .id = IFA_MEANING_RELAY,
      .about = IFA_ABOUT_CONNECTION,
      .title = N_ ("The relay (proxy) that is set on this computer does not help"),
      .explanation = N_ ("Your computer is told to send everything through a relay station, and "
                         "that does not answer or does not let the connection through. Sometimes "
                         "the setting is a left-over of an old program. Invoices that were not "
                         "sent stay where they are."),
      .steps = {
        STEP_START_CHECK,
        STEP_SHOW_IT,
        STEP_HOTSPOT,
      },
      .cause = "proxy-unreachable",
  },
  {
      .id = IFA_MEANING_RELAY_SIGN_IN,
      .about = IFA_ABOUT_LOGIN,
      .title = N_ ("Your company's relay (proxy) wants a user name and password"),
      .explanation = N_ ("The relay station between your computer and the Internet wants to know "
                         "who you are. It is not the sign-in of the invoice service. Invoices "
                         "that were not sent stay where they are."),
      .steps = {
        N_ ("Enter the user name and password of your company's network where your invoicing "
            "program has a place for them."),
        STEP_SHOW_IT,
        STEP_HOTSPOT,
      },
      .cause = "proxy-auth-required",
  },
  {
      .id = IFA_MEANING_RELAY_INCOMPLETE,
      .about = IFA_ABOUT_CONNECTION,
      .title = N_ ("The relay (proxy) settings of your invoicing program are incomplete"),
      .explanation = N_ ("In the network settings of your invoicing program a relay station is "
                         "switched on, but a part of its address is missing. Invoices that were "
                         "not sent stay where they are."),
      .steps = {
        N_ ("Open the network or upload settings of your invoicing program. If your company uses "
            "no such relay, switch it off there."),
        N_ ("If your company uses one, ask your IT colleague for its address and number."),
        STEP_START_CHECK,
      },
  },
  {
      .id = IFA_MEANING_ADDRESS_MISSING,
      .about = IFA_ABOUT_CONNECTION,
      .title = N_ ("Your invoicing program does not know the address of its service"),
      .explanation = N_ ("The address to which invoices are sent is missing from the program's "
                         "settings, or cannot be read. Nothing was sent; your invoices stay "
                         "where they are."),
      .steps = {
        N_ ("Open the upload settings of your invoicing program and look whether an address is "
            "entered there."),
        N_ ("Take the right address only from your tax office or the vendor, not from a forum."),
        STEP_ASK_VENDOR,
      },
  },
  {
      .id = IFA_MEANING_NETWORK_SIGN_IN,
      .about = IFA_ABOUT_CONNECTION,
      .title = N_ ("This network wants you to sign in first"),
      .explanation = N_ ("Your network puts its own sign-in page in front of everything, as in a "
                         "hotel. Until you have signed in there, invoices cannot be sent."),
      .steps = {
        N_ ("Open a web browser, visit any page, and sign in."),
        STEP_START_CHECK,
        STEP_HOTSPOT,
      },
      .cause = "captive-portal",
  },
  {
      .id = IFA_MEANING_ENCRYPTION,
      .about = IFA_ABOUT_CONNECTION,
      .title = N_ ("The secure connection could not be set up"),
      .explanation = N_ ("The service was reached, but both sides could not agree on how to "
                         "protect the connection. The reason may be a wrong clock, old software, "
                         "a filter on the way, or the service itself. Invoices that were not "
                         "sent stay where they are."),
      .steps = {
        N_ ("Check the date and time of this computer."),
        STEP_START_CHECK,
        N_ ("Look for an update of your invoicing program. Copy your unsent invoices first."),
        STEP_NO_BYPASS,
      },
      .cause = "tls-handshake-failed",
  },
  {
      .id = IFA_MEANING_OLD_ENCRYPTION,
      .about = IFA_ABOUT_CONNECTION,
      .title = N_ ("One of the two sides only knows outdated encryption"),
      .explanation = N_ ("Your invoicing program and the service have no common way of "
                         "encrypting: one of them is too old. Invoices that were not sent stay "
                         "where they are."),
      .steps = {
        STEP_START_CHECK,
        N_ ("Look for an update of your invoicing program. Copy your unsent invoices first."),
        STEP_ASK_VENDOR,
        N_ ("Do not let anybody switch the old encryption on again: your invoices could be read "
            "on the way."),
      },
      .cause = "tls-version-unsupported",
  },
  {
      .id = IFA_MEANING_CERTIFICATE,
      .about = IFA_ABOUT_CONNECTION,
      .title = N_ ("The service's security certificate is not accepted"),
      .explanation = N_ ("The “identity card” of the service did not convince your computer. The "
                         "message does not say why: a wrong clock, something that reads along on "
                         "the way, or the service itself. Invoices that were not sent stay where "
                         "they are."),
      .steps = {
        N_ ("Check the date and time of this computer."),
        STEP_START_CHECK,
        STEP_NO_BYPASS,
      },
  },
  {
      .id = IFA_MEANING_CERTIFICATE_DATE,
      .about = IFA_ABOUT_CONNECTION,
      .title = N_ ("The dates of the service's security certificate do not fit"),
      .explanation = N_ ("Either the “identity card” of the service has run out, or the clock of "
                         "this computer is wrong. Invoices that were not sent stay where they "
                         "are."),
      .steps = {
        N_ ("Check the date and time of this computer."),
        STEP_START_CHECK,
        STEP_NO_BYPASS,
        STEP_EMERGENCY,
      },
      .cause = "certificate-expired",
  },
  {
      .id = IFA_MEANING_CERTIFICATE_EXPIRED,
      .about = IFA_ABOUT_CONNECTION,
      .title = N_ ("The service's security certificate seems to have expired"),
      .explanation = N_ ("The “identity card” of the service has run out, or the clock of this "
                         "computer is ahead. Which of the two it is, the check tells. Invoices "
                         "that were not sent stay where they are."),
      .steps = {
        N_ ("Check the date and time of this computer."),
        STEP_START_CHECK,
        STEP_NO_BYPASS,
        STEP_EMERGENCY,
      },
      .cause = "certificate-expired",
  },
  {
      .id = IFA_MEANING_CERTIFICATE_NOT_YET_VALID,
      .about = IFA_ABOUT_CONNECTION,
      .title = N_ ("The service's security certificate seems not to be valid yet"),
      .explanation = N_ ("Most often this means that the clock of this computer is behind. "
                         "Invoices that were not sent stay where they are."),
      .steps = {
        N_ ("Check the date and time of this computer, and switch on automatic date and time."),
        STEP_START_CHECK,
        STEP_NO_BYPASS,
      },
      .cause = "clock-wrong",
  },
  {
      .id = IFA_MEANING_CERTIFICATE_NAME,
      .about = IFA_ABOUT_CONNECTION,
      .title = N_ ("The security certificate belongs to another name"),
      .explanation = N_ ("Who answered at the service's address showed an “identity card” of "
                         "somebody else. It may be a sign-in page of your network, a wrong entry "
                         "in the “address book”, or a fault of the service. Invoices that were "
                         "not sent stay where they are."),
      .steps = {
        STEP_START_CHECK,
        STEP_NO_BYPASS,
        STEP_HOTSPOT,
      },
      .cause = "certificate-wrong-name",
  },
  {
      .id = IFA_MEANING_CERTIFICATE_ISSUER,
      .about = IFA_ABOUT_CONNECTION,
      .title = N_ ("The issuer of the service's security certificate is not known here"),
      .explanation = N_ ("Your computer or your invoicing program does not know the authority "
                         "that issued the “identity card”. For tax platforms their own root "
                         "certificate is often missing; an antivirus program or a company filter "
                         "that reads along looks the same. Invoices that were not sent stay "
                         "where they are."),
      .steps = {
        STEP_START_CHECK,
        N_ ("If a root certificate must be installed, take it only from the official page of the "
            "tax office or the vendor."),
        STEP_NO_BYPASS,
        STEP_SHOW_IT,
      },
      .cause = "certificate-untrusted-issuer",
  },
  {
      .id = IFA_MEANING_CERTIFICATE_SELF_SIGNED,
      .about = IFA_ABOUT_CONNECTION,
      .title = N_ ("The security certificate vouches only for itself"),
      .explanation = N_ ("The “identity card” was not issued by a recognised authority. It may "
                         "come from the service, or from something on the way that reads along. "
                         "Invoices that were not sent stay where they are."),
      .steps = {
        STEP_START_CHECK,
        STEP_NO_BYPASS,
        STEP_SHOW_IT,
      },
      .cause = "certificate-self-signed",
  },
  {
      .id = IFA_MEANING_CERTIFICATE_REVOKED,
      .about = IFA_ABOUT_CONNECTION,
      .title = N_ ("The service's security certificate was withdrawn"),
      .explanation = N_ ("The authority has declared the “identity card” of the service invalid. "
                         "Only the service can repair that. Invoices that were not sent stay "
                         "where they are."),
      .steps = {
        STEP_START_CHECK,
        STEP_NO_BYPASS,
        STEP_ASK_VENDOR,
        STEP_EMERGENCY,
      },
      .cause = "certificate-revoked",
  },
  {
      .id = IFA_MEANING_CERTIFICATE_UNCHECKED,
      .about = IFA_ABOUT_CONNECTION,
      .title = N_ ("Nobody could be asked whether the security certificate is still valid"),
      .explanation = N_ ("Your invoicing program wanted to ask the authority whether the “identity "
                         "card” of the service was withdrawn, and could not reach it. The service "
                         "itself may be fine. Invoices that were not sent stay where they are."),
      .steps = {
        STEP_START_CHECK,
        STEP_SHOW_IT,
        STEP_NO_BYPASS,
      },
      .cause = "revocation-unknown",
  },
  {
      .id = IFA_MEANING_CERTIFICATE_WEAK,
      .about = IFA_ABOUT_CONNECTION,
      .title = N_ ("The service's security certificate is too easy to forge"),
      .explanation = N_ ("The “identity card” is made by an old method that is not accepted any "
                         "more. Only the service can repair that. Invoices that were not sent "
                         "stay where they are."),
      .steps = {
        STEP_START_CHECK,
        STEP_ASK_VENDOR,
        STEP_NO_BYPASS,
      },
      .cause = "certificate-weak",
  },
  {
      .id = IFA_MEANING_OWN_CERTIFICATE,
      .about = IFA_ABOUT_LOGIN,
      .title = N_ ("The service wants to see your company's digital certificate"),
      .explanation = N_ ("The service is there and answers, but it lets only companies in that "
                         "show their own digital certificate. Yours was not shown, or was not "
                         "accepted. Invoices that were not sent stay where they are."),
      .steps = {
        N_ ("Plug in your USB key or card, and check in your invoicing program that the right "
            "certificate is chosen."),
        N_ ("Look at its date: it may have expired. Then the office that issued it can renew it."),
        STEP_START_CHECK,
      },
      .cause = "client-certificate-missing",
  },
  {
      .id = IFA_MEANING_OWN_CERTIFICATE_STOP,
      .about = IFA_ABOUT_LOGIN,
      .title = N_ ("Your invoicing program has stopped connecting because of the digital "
                   "certificate"),
      .explanation = N_ ("The program found something wrong with your company's digital "
                         "certificate or with the address of the service, and does not connect "
                         "again until it is restarted or the address is changed. Your unsent "
                         "invoices stay where they are."),
      .steps = {
        N_ ("Check that the tax device is plugged in and that its certificate has not expired."),
        N_ ("Compare the service address in the upload settings with the one that your tax "
            "office gives."),
        N_ ("Then close the invoicing program completely and start it again."),
        STEP_START_CHECK,
      },
      .cause = "client-certificate-expired",
  },
};

const IfaMeaningTable ifa_connection_meanings = { meanings, G_N_ELEMENTS (meanings) };
