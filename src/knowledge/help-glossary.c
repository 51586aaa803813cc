/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "help-tables.h"

static const IfaHelpEntry entries[] = {
  {
      .id = "word-endpoint",
      .section = IFA_HELP_GLOSSARY,
      .title = N_ ("Endpoint, interface, API"),
      .paragraphs = {
        N_ ("One counter of a service: for issuing, for signing, for looking up. One can be "
            "closed while the others are open."),
      },
  },
  {
      .id = "word-401",
      .section = IFA_HELP_GLOSSARY,
      .title = N_ ("HTTP 401, HTTP 403"),
      .paragraphs = {
        N_ ("The service is there, but does not let you in: with 401 your sign-in is not "
            "accepted, with 403 your office or your account has no permission."),
      },
  },
  {
      .id = "word-404",
      .section = IFA_HELP_GLOSSARY,
      .title = N_ ("HTTP 404, HTTP 410"),
      .paragraphs = {
        N_ ("The address is not there any more. Usually the program needs an update, or the "
            "service has moved."),
      },
  },
  {
      .id = "word-429",
      .section = IFA_HELP_GLOSSARY,
      .title = N_ ("HTTP 429, rate limit"),
      .paragraphs = {
        N_ ("Too many requests came from your office. Stop for a while; trying again and again "
            "makes it worse."),
      },
  },
  {
      .id = "word-500",
      .section = IFA_HELP_GLOSSARY,
      .title = N_ ("HTTP 500, internal error"),
      .paragraphs = {
        N_ ("Something went wrong inside the service. Only the vendor can repair it. Note the "
            "time, because they need it for their own records."),
      },
  },
  {
      .id = "word-502",
      .section = IFA_HELP_GLOSSARY,
      .title = N_ ("HTTP 502, HTTP 504, bad gateway"),
      .paragraphs = {
        N_ ("The front door of the service works, but what is behind does not answer. An invoice "
            "that was being sent may or may not have been issued."),
      },
  },
  {
      .id = "word-503",
      .section = IFA_HELP_GLOSSARY,
      .title = N_ ("HTTP 503, service unavailable"),
      .paragraphs = {
        N_ ("The service says that it cannot take requests now: overloaded, or under "
            "maintenance. It often passes by itself."),
      },
  },
  {
      .id = "word-maintenance",
      .section = IFA_HELP_GLOSSARY,
      .title = N_ ("Maintenance window"),
      .paragraphs = {
        N_ ("A time, often at night or on a weekend, in which the service is closed on purpose. "
            "Ask for the official notice: it can matter for deadlines."),
      },
  },
  {
      .id = "word-status-page",
      .section = IFA_HELP_GLOSSARY,
      .title = N_ ("Status page"),
      .paragraphs = {
        N_ ("A page on which a service says how it is. It is useful, but sometimes late or "
            "wrong; what your own check sees counts more."),
      },
  },
  {
      .id = "word-load-balancer",
      .section = IFA_HELP_GLOSSARY,
      .title = N_ ("Load balancer, node"),
      .paragraphs = {
        N_ ("A service runs on several machines, and something distributes the requests to them. "
            "“One node is down” means: it works on some tries and fails on others."),
      },
  },
  {
      .id = "word-queue",
      .section = IFA_HELP_GLOSSARY,
      .title = N_ ("Queue, backlog"),
      .paragraphs = {
        N_ ("Requests are waiting in line. What you sent has probably arrived and will be "
            "answered late: look it up before you send again."),
      },
  },
  {
      .id = "word-database",
      .section = IFA_HELP_GLOSSARY,
      .title = N_ ("Database lock, connection pool, deadlock"),
      .paragraphs = {
        N_ ("Inside the service, programs are waiting for each other. It shows as slowness or "
            "internal errors, mostly at busy times. There is nothing to do at your desk."),
      },
  },
  {
      .id = "word-memory",
      .section = IFA_HELP_GLOSSARY,
      .title = N_ ("Memory leak, out of memory, restart of the service"),
      .paragraphs = {
        N_ ("A program of the service used up its machine and had to be restarted. Expect a few "
            "minutes without answers."),
      },
  },
  {
      .id = "word-failover",
      .section = IFA_HELP_GLOSSARY,
      .title = N_ ("Failover, switch to the backup centre"),
      .paragraphs = {
        N_ ("The service moves to other machines after a fault. For a while some offices can "
            "reach it and others cannot."),
      },
  },
  {
      .id = "word-ddos",
      .section = IFA_HELP_GLOSSARY,
      .title = N_ ("DDoS, attack"),
      .paragraphs = {
        N_ ("Somebody floods a service with requests so that real ones do not get through. Wait "
            "for the vendor's notice."),
      },
  },
  {
      .id = "word-waf",
      .section = IFA_HELP_GLOSSARY,
      .title = N_ ("WAF, IDS, false positive"),
      .paragraphs = {
        N_ ("A filter of the service mistook your request for an attack. If a page shows a "
            "number of the incident, send it to the vendor: with it they find the rule in a "
            "minute."),
      },
  },
  {
      .id = "word-cache",
      .section = IFA_HELP_GLOSSARY,
      .title = N_ ("Clearing the cache"),
      .paragraphs = {
        N_ ("Throwing away stored copies that a program can fetch again. Unsent invoices are no "
            "cache: copy them first, and let nobody clear more than the cache."),
      },
  },
  {
      .id = "word-log",
      .section = IFA_HELP_GLOSSARY,
      .title = N_ ("Log, log file"),
      .paragraphs = {
        N_ ("The diary of a program. The vendor may ask for it. It can hold names and numbers, "
            "so send it only to the vendor."),
      },
  },
  {
      .id = "word-outbox",
      .section = IFA_HELP_GLOSSARY,
      .title = N_ ("Outbox, upload queue, unsent invoices"),
      .paragraphs = {
        N_ ("The place where your invoicing program keeps what it has not sent. It must never be "
            "emptied by hand."),
      },
  },
  {
      .id = "word-backup",
      .section = IFA_HELP_GLOSSARY,
      .title = N_ ("Backup, restore"),
      .paragraphs = {
        N_ ("A copy, and putting it back. A copy counts only when somebody has checked that it "
            "can be read."),
      },
  },
  {
      .id = "word-update",
      .section = IFA_HELP_GLOSSARY,
      .title = N_ ("Update, minimum version"),
      .paragraphs = {
        N_ ("The service only talks to programs of a certain age. After the update of the "
            "service, older programs are turned away."),
      },
  },
  {
      .id = "word-websocket",
      .section = IFA_HELP_GLOSSARY,
      .title = N_ ("WebSocket, live connection"),
      .paragraphs = {
        N_ ("A connection that stays open so that the service can send messages at any time. "
            "Filters often block it while ordinary pages work."),
      },
  },
  {
      .id = "word-sla",
      .section = IFA_HELP_GLOSSARY,
      .title = N_ ("SLA, availability"),
      .paragraphs = {
        N_ ("What the vendor has promised about how often the service works. Your saved reports "
            "are the evidence."),
      },
  },
  {
      .id = "word-ticket",
      .section = IFA_HELP_GLOSSARY,
      .title = N_ ("Ticket, case number, request id"),
      .paragraphs = {
        N_ ("The number under which your problem is kept. Note it, and mention it each time you "
            "write or call."),
      },
  },
  {
      .id = "word-contingency",
      .section = IFA_HELP_GLOSSARY,
      .title = N_ ("Contingency, emergency procedure, offline mode"),
      .paragraphs = {
        N_ ("What the law allows while the service is down: paper, another channel, or sending "
            "later. It differs from country to country, and sometimes needs an official "
            "announcement."),
      },
  },
};

const IfaHelpTable ifa_help_glossary = { entries, G_N_ELEMENTS (entries) };
