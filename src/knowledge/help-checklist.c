/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "help-tables.h"

static const IfaHelpEntry entries[] = {
  {
      .id = "dates",
      .section = IFA_HELP_CHECKLIST,
      .title = N_ ("Write down what expires"),
      .paragraphs = {
        N_ ("The company's digital certificate, the USB key, the contract with the service, the "
            "program's licence: put each date into a calendar that two people can see, with a "
            "reminder a month before."),
      },
  },
  {
      .id = "second-network",
      .section = IFA_HELP_CHECKLIST,
      .title = N_ ("Have a second network ready"),
      .paragraphs = {
        N_ ("Try once, on a quiet day, whether invoices can be issued through a phone's hotspot. "
            "Note how it is done, and whose phone it is."),
      },
  },
  {
      .id = "who-to-call",
      .section = IFA_HELP_CHECKLIST,
      .title = N_ ("Know whom to call"),
      .paragraphs = {
        N_ ("Keep on one sheet of paper: your IT colleague, the internet provider's fault number "
            "with your customer number, the support desk of the invoice service with its hours, "
            "and the tax office (in China: 12366)."),
      },
  },
  {
      .id = "emergency-sheet",
      .section = IFA_HELP_CHECKLIST,
      .title = N_ ("Print the emergency procedure"),
      .paragraphs = {
        N_ ("When the service is down you cannot look it up there. Print today what your service "
            "and your tax office say about issuing invoices during an outage."),
      },
  },
  {
      .id = "empty-outbox",
      .section = IFA_HELP_CHECKLIST,
      .title = N_ ("Let no invoice wait overnight"),
      .paragraphs = {
        N_ ("Look at the list of unsent invoices every evening, and before every weekend and "
            "holiday. Waiting invoices are harmless for a day and a problem at the end of the "
            "month."),
      },
  },
  {
      .id = "not-on-last-day",
      .section = IFA_HELP_CHECKLIST,
      .title = N_ ("Do not send on the last day"),
      .paragraphs = {
        N_ ("At the end of a period the services are busiest. Send a few days earlier, and in "
            "small batches."),
      },
  },
  {
      .id = "copies",
      .section = IFA_HELP_CHECKLIST,
      .title = N_ ("Copy before you change"),
      .paragraphs = {
        N_ ("Before an update, a new computer or a repair: copy the unsent invoices, and check "
            "that the copy can be read."),
      },
  },
  {
      .id = "updates",
      .section = IFA_HELP_CHECKLIST,
      .title = N_ ("Keep the invoicing program up to date"),
      .paragraphs = {
        N_ ("Old versions are shut out at short notice. Update in a quiet hour, from the "
            "program's own menu or from the vendor's official page only."),
      },
  },
  {
      .id = "automatic-clock",
      .section = IFA_HELP_CHECKLIST,
      .title = N_ ("Let the clock set itself"),
      .paragraphs = {
        N_ ("Automatic date and time, and the right time zone, on every computer that issues "
            "invoices."),
      },
  },
  {
      .id = "allow-list",
      .section = IFA_HELP_CHECKLIST,
      .title = N_ ("Tell IT what the service needs"),
      .paragraphs = {
        N_ ("Give IT the list of the service's addresses before a new firewall, antivirus "
            "program or internet provider comes. The report of a check names them."),
      },
  },
  {
      .id = "good-day",
      .section = IFA_HELP_CHECKLIST,
      .title = N_ ("Keep the report of a good day"),
      .paragraphs = {
        N_ ("Run a check while everything works, and keep the result. On a bad day the "
            "comparison shows what has changed."),
      },
  },
  {
      .id = "practise",
      .section = IFA_HELP_CHECKLIST,
      .title = N_ ("Practise once"),
      .paragraphs = {
        N_ ("Choose a fault in the practice service of this program and find it. Nothing real is "
            "touched, and in an emergency you know where to look."),
      },
  },
  {
      .id = "two-people",
      .section = IFA_HELP_CHECKLIST,
      .title = N_ ("Two people should be able to do it"),
      .paragraphs = {
        N_ ("Passwords, the USB key's place, the emergency procedure: at least two people in the "
            "office should know them, without writing passwords down openly."),
      },
  },
};

const IfaHelpTable ifa_help_checklist = { entries, G_N_ELEMENTS (entries) };
