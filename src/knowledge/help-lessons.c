/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "help-tables.h"

static const IfaHelpEntry entries[] = {
  {
      .id = "first-minutes",
      .section = IFA_HELP_LESSON,
      .title = N_ ("The first five minutes when it does not connect"),
      .paragraphs = {
        N_ ("A broken connection deletes nothing. Invoices that were not sent stay in your "
            "invoicing program until it can send them."),
        N_ ("Leave the message on the screen, or take a photo of it with your phone. Note the "
            "time, and whether it happened while you were sending."),
        N_ ("Ask one colleague: does it work on another computer? That alone tells half the "
            "story."),
        N_ ("Then start the check here. It takes a few seconds and changes nothing."),
        N_ ("Do not install, delete or reset anything before you have read the result."),
      },
  },
  {
      .id = "how-invoices-travel",
      .section = IFA_HELP_LESSON,
      .title = N_ ("How an invoice travels"),
      .paragraphs = {
        N_ ("An invoice passes five stations: this computer, your office network, the Internet, "
            "the security check, and the invoice service. At each of them it can get stuck."),
        N_ ("The picture at the top of the result shows these stations in a line. Where the line "
            "is broken, somebody has to act: you, your IT colleague, your internet provider, or "
            "the service."),
        N_ ("What lies behind a break cannot be tested, just as you cannot see whether a shop is "
            "open while the road there is closed. That is why some stations are drawn hollow: "
            "not tested is neither good nor bad."),
      },
  },
  {
      .id = "while-sending",
      .section = IFA_HELP_LESSON,
      .title = N_ ("It broke off while I was sending"),
      .paragraphs = {
        N_ ("When the connection breaks off while an invoice is being sent, two things are "
            "possible: it never arrived, or it arrived and only the answer was lost. Your "
            "invoicing program cannot know which."),
        N_ ("Whoever simply presses the button again may issue the same invoice twice, and then "
            "has to cancel one."),
        N_ ("So first look the invoice up in the service's portal, by buyer, amount and time. If "
            "it is there, let your program fetch its state. If it is not there, wait half an "
            "hour and look once more."),
        N_ ("Write down the time and the exact message. The vendor needs both."),
      },
      .causes = "invoice-may-be-issued service-not-responding service-gateway-error "
                "response-truncated empty-response service-slow",
  },
  {
      .id = "unsent-invoices",
      .section = IFA_HELP_LESSON,
      .title = N_ ("Where my unsent invoices are, and how to keep them safe"),
      .paragraphs = {
        N_ ("Invoices that were written and not sent lie in a folder or in a file of your "
            "invoicing program on this computer, or, if you work in the browser, as drafts with "
            "the service."),
        N_ ("Before anybody changes something on this computer, make a copy on a USB stick, and "
            "check that the copy can be read."),
        N_ ("Never delete the invoicing program's data folder, and do not install the program "
            "anew over it: that is how invoices get lost."),
        N_ ("The list in the invoicing program itself always counts more than what any other "
            "program shows."),
      },
      .causes = "unsent-invoices-waiting outbox-unreadable outbox-damaged backup-destination-full "
                "disk-full",
  },
  {
      .id = "restart-order",
      .section = IFA_HELP_LESSON,
      .title = N_ ("Restarting in the right order"),
      .paragraphs = {
        N_ ("Restarting helps more often than one would think, if it is done in the right order: "
            "first the invoicing program, then the computer, then the router."),
        N_ ("Copy your unsent invoices before you begin."),
        N_ ("After each of the three, wait until it is ready (the router needs about three "
            "minutes), and check again here. Then you know which of them it was."),
        N_ ("Do not restart a router that other people are working with without asking them."),
      },
      .causes = "gateway-unreachable internet-unreachable dns-server-unreachable "
                "client-not-running",
  },
  {
      .id = "office-or-service",
      .section = IFA_HELP_LESSON,
      .title = N_ ("Is it our office or the service?"),
      .paragraphs = {
        N_ ("There is a simple test that needs no technical knowledge: use another network."),
        N_ ("Switch on the hotspot of your phone, connect this computer to it, and run the same "
            "check again."),
        N_ ("If it works there, the reason lies in your office network or with your internet "
            "provider. If it fails there in the same way, it lies in this computer or with the "
            "service."),
        N_ ("Afterwards go back to the office network. A hotspot costs data volume, and some "
            "services only accept the office's address."),
      },
      .causes = "path-broken service-no-answer network-firewall-blocks-port "
                "network-filter-blocks-site",
  },
  {
      .id = "identity-card",
      .section = IFA_HELP_LESSON,
      .title = N_ ("What a security certificate is"),
      .paragraphs = {
        N_ ("A security certificate is the identity card of a service. It has a name, a date "
            "until which it is valid, and an authority that issued it."),
        N_ ("Your invoicing program looks at it before it sends anything. If the card has "
            "expired, bears another name, or comes from an unknown issuer, it refuses, and that "
            "protects you."),
        N_ ("Nobody at your desk can repair the card of somebody else. Its owner must."),
        N_ ("A button that says “continue anyway” is the one to leave alone: behind it, a "
            "stranger could read your invoices and passwords."),
      },
      .causes = "certificate-expired certificate-not-yet-valid certificate-wrong-name "
                "certificate-self-signed certificate-untrusted-issuer certificate-revoked "
                "tls-interception root-certificate-missing",
  },
  {
      .id = "clock",
      .section = IFA_HELP_LESSON,
      .title = N_ ("Why the clock matters"),
      .paragraphs = {
        N_ ("Identity cards have dates. If the clock of this computer is wrong, good cards look "
            "expired, and every secure connection fails at once."),
        N_ ("Invoices bear a date, too. With a wrong clock they bear a wrong one."),
        N_ ("Switch on automatic date and time in the computer's settings, and check the time "
            "zone. If the clock is wrong again the next morning, a small battery in the computer "
            "is empty; IT can replace it in ten minutes."),
      },
      .causes = "clock-wrong",
  },
  {
      .id = "only-slow",
      .section = IFA_HELP_LESSON,
      .title = N_ ("When it works, but slowly"),
      .paragraphs = {
        N_ ("Press the button once and wait. A second press does not make it quicker, and can "
            "send the invoice twice."),
        N_ ("At the end of the month and in the reporting period many offices send at the same "
            "time. Early in the morning and in the evening it is quicker."),
        N_ ("Video meetings and large downloads of colleagues can fill the line. Ask them to "
            "pause for ten minutes, and try again."),
        N_ ("The check shows where the time is lost: on the way, or with the service. That "
            "decides who should hear of it."),
      },
      .causes = "service-slow packet-loss high-latency low-bandwidth dns-slow ipv6-broken",
  },
  {
      .id = "write-to-vendor",
      .section = IFA_HELP_LESSON,
      .title = N_ ("Writing to the vendor so that the first answer helps"),
      .paragraphs = {
        N_ ("Send one problem in one message, with the exact words of the error and its code."),
        N_ ("Say when it began, whether one computer or all are concerned, how many invoices are "
            "waiting, and what you have tried."),
        N_ ("Attach the report that this program saves. It holds the measurements that the "
            "vendor would otherwise ask you for, one by one. Personal data is hidden in it; you "
            "see the whole report before it leaves."),
        N_ ("Never send passwords, PINs or certificate files. No honest support desk needs them."),
      },
  },
  {
      .id = "offline-issuing",
      .section = IFA_HELP_LESSON,
      .title = N_ ("Issuing invoices without a connection"),
      .paragraphs = {
        N_ ("Some invoicing programs with a tax device may issue invoices for a while without a "
            "connection, and send them later. How long, how many and for what sum is set for "
            "your company by the tax office."),
        N_ ("The limits stand in your invoicing program. Read them there: figures from the web "
            "contradict each other."),
        N_ ("When a limit is reached, the program stops until the waiting invoices have been "
            "sent. They stay where they are."),
        N_ ("If the connection will not come back in time, call your tax office (in China: "
            "12366) before the limit is reached."),
      },
      .causes = "offline-limit-reached",
  },
  {
      .id = "deadline-near",
      .section = IFA_HELP_LESSON,
      .title = N_ ("When a deadline is near"),
      .paragraphs = {
        N_ ("Many countries give more time when the service itself is down, but not when the "
            "fault is in your own office. So it matters whose fault it is, and that you can show "
            "it."),
        N_ ("Save the report of each check. It says, with times, what was tried and what failed."),
        N_ ("Look at the official page of the tax office: an announced outage is the best "
            "evidence."),
        N_ ("Then ask your tax office which rule applies to you. This program shows what is "
            "known, but it does not give legal advice."),
      },
      .causes = "service-outage-announced service-maintenance",
  },
  {
      .id = "bad-advice",
      .section = IFA_HELP_LESSON,
      .title = N_ ("Advice from the web that does harm"),
      .paragraphs = {
        N_ ("Switching off the firewall or the antivirus program: it repairs nothing, and leaves "
            "the computer with your tax certificate open."),
        N_ ("Accepting an unknown certificate, or switching its check off: then strangers can "
            "read along."),
        N_ ("Entering numbers such as 8.8.8.8 into the network settings: then your company's own "
            "services may not be found any more."),
        N_ ("Changing invoices inside the program's files by hand, or deleting the data folder: "
            "that is how invoices are lost for good."),
        N_ ("If somebody advises you to do so, show the advice to your IT colleague before you "
            "follow it."),
      },
      .causes = "local-firewall-blocks outbox-damaged",
  },
  {
      .id = "how-sure",
      .section = IFA_HELP_LESSON,
      .title = N_ ("How sure a result is"),
      .paragraphs = {
        N_ ("“This is the cause” means that the measurements leave no other explanation."),
        N_ ("“Very likely” means that all fits, but something that would prove it could not be "
            "measured."),
        N_ ("“Possibly” means that at least one other cause fits as well. Then the result says "
            "how to find out, often by checking again on another network."),
        N_ ("“Not tested” is never counted as “fine”."),
      },
  },
  {
      .id = "what-leaves",
      .section = IFA_HELP_LESSON,
      .title = N_ ("What this program contacts, and what leaves this computer"),
      .paragraphs = {
        N_ ("Before each check you can see which machines will be asked: those of your invoice "
            "service, a few others for comparison, and some that know the exact time. You can "
            "choose that only the service's own machines are asked."),
        N_ ("A check only looks. It sends no invoice, and it changes nothing."),
        N_ ("Nothing is uploaded by itself. A report leaves this computer only when you save or "
            "send it, and you see beforehand exactly what is in it."),
      },
  },
};

const IfaHelpTable ifa_help_lessons = { entries, G_N_ELEMENTS (entries) };
