/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "causes.h"

static const IfaCause causes[] = {
  {
      .id = "service-refuses-connection",
      .layer = IFA_LAYER_SERVICE,
      .acts = IFA_ACTS_VENDOR,
      .severity = IFA_SEVERITY_PROBLEM,
      .title = N_ ("The invoice service is switched off at the moment"),
      .explanation = N_ ("Your unsent invoices stay where they are. The service's own machine "
                         "can be reached from here, but says that nobody is on duty: the program "
                         "that accepts invoices is not running there."),
      .steps = {
        N_ ("Look at the vendor's website or news: it may be announced maintenance."),
        STEP_TELL_VENDOR,
        STEP_NOTHING_TO_REPAIR,
        STEP_KEEP_REPORT,
        STEP_EMERGENCY,
      },
      .message = N_ ("Hello,\n\n"
                     "{service} refuses connections. The machine answers itself with a TCP "
                     "reset: nothing listens on the port.\n\n"
                     "Host: {host}, port {port}, address {address}\n\n"
                     "Please start the service or tell us when it will work again. I can send "
                     "you the full report."),
      .technical = N_ ("{host} answers the connection to TCP port {port} with a reset: nothing "
                       "listens there"),
  },
  {
      .id = "service-no-answer",
      .layer = IFA_LAYER_SERVICE,
      .acts = IFA_ACTS_VENDOR,
      .severity = IFA_SEVERITY_PROBLEM,
      .title = N_ ("The invoice service does not answer at all"),
      .explanation = N_ ("Your unsent invoices stay where they are. Other addresses on the "
                         "Internet answer, only {service} is silent. It may be switched off or "
                         "cut off on its own side. Until it answers, invoices cannot be sent."),
      .steps = {
        N_ ("Look at the vendor's website or news: it may be announced maintenance."),
        STEP_TELL_VENDOR,
        N_ ("To be surer: connect through your phone's hotspot and check again here. If it works "
            "there, tell your IT colleague instead."),
        STEP_KEEP_REPORT,
        STEP_EMERGENCY,
      },
      .message = N_ ("Hello,\n\n"
                     "{service} does not answer. Its name resolves, other hosts on the Internet "
                     "answer, but no tried port of your host does.\n\n"
                     "Host: {host}, port {port}, address {address}\n\n"
                     "Please check the machine, its firewall and its network, and whether "
                     "connections from our address are filtered. I can send you the full report."),
      .technical = N_ ("no port of {host} ({address}) answers, control hosts do"),
  },
  {
      .id = "service-partly-unreachable",
      .layer = IFA_LAYER_SERVICE,
      .acts = IFA_ACTS_VENDOR,
      .severity = IFA_SEVERITY_ATTENTION,
      .title = N_ ("Some of the invoice service's machines do not answer"),
      .explanation = N_ ("Your unsent invoices stay where they are. {service} runs on several "
                         "machines, and some of them are out of order. Which one you meet is "
                         "chance, so sending invoices works on some tries and fails on others."),
      .steps = {
        STEP_LOOK_UP_FIRST,
        N_ ("Then try again: the next try may meet a machine that works."),
        STEP_TELL_VENDOR,
      },
      .message = N_ ("Hello,\n\n"
                     "the name of {service} has several addresses, and some of them do not "
                     "work.\n\n"
                     "Host: {host}, port {port}\n"
                     "Addresses that fail: {address}\n\n"
                     "Please repair them or take them out of DNS and the load balancer. I can "
                     "send you the full report."),
      .technical = N_ ("some addresses of {host} fail ({address}), others work"),
  },
  {
      .id = "service-not-responding",
      .layer = IFA_LAYER_SERVICE,
      .acts = IFA_ACTS_VENDOR,
      .severity = IFA_SEVERITY_PROBLEM,
      .title = N_ ("The invoice service picks up, but says nothing"),
      .explanation = N_ ("Your unsent invoices stay where they are. {service} accepts the "
                         "connection and then stays silent, as if the programs behind it were "
                         "stuck. An invoice that you sent just now may or may not have been "
                         "issued."),
      .steps = {
        STEP_LOOK_UP_FIRST,
        N_ ("Wait ten minutes, then check again here."),
        STEP_TELL_VENDOR,
        STEP_KEEP_REPORT,
        STEP_EMERGENCY,
      },
      .message = N_ ("Hello,\n\n"
                     "{service} accepts TCP connections and then does not answer within the time "
                     "limit.\n\n"
                     "Host: {host}, port {port}, address {address}\n"
                     "Waited: {seconds}\n\n"
                     "Please check the processes behind it (hung workers, full connection pool, "
                     "database locks). I can send you the full report."),
      .technical = N_ ("TCP is accepted, then no TLS or HTTP answer for {seconds}"),
  },
  {
      .id = "service-maintenance",
      .layer = IFA_LAYER_SERVICE,
      .acts = IFA_ACTS_VENDOR,
      .severity = IFA_SEVERITY_PROBLEM,
      .title = N_ ("The invoice service is closed for maintenance"),
      .explanation = N_ ("Your unsent invoices stay where they are. By its own word or its "
                         "calendar, {service} is being worked on. The reason lies with the "
                         "service, not with you; invoices can be sent again when the work is "
                         "finished. Announced end: {date}."),
      .steps = {
        N_ ("Look at the vendor's website or news for the time when it opens again."),
        STEP_NOTHING_TO_REPAIR,
        STEP_KEEP_REPORT,
        STEP_EMERGENCY,
      },
      .message = N_ ("Hello,\n\n"
                     "{service} answers that it is under maintenance.\n\n"
                     "Host: {host}, port {port}\n"
                     "HTTP status: {status}\n"
                     "Announced end: {date}\n\n"
                     "When can we issue invoices again? Is there an official notice that we can "
                     "show to our tax office?"),
      .technical = N_ ("the service announces maintenance (HTTP {status}, or a window of the "
                       "profile)"),
  },
  {
      .id = "service-maintenance-planned",
      .layer = IFA_LAYER_SERVICE,
      .acts = IFA_ACTS_YOU,
      .severity = IFA_SEVERITY_INFO,
      .title = N_ ("The invoice service has announced maintenance"),
      .explanation = N_ ("Nothing is broken because of it at the moment. But {service} is to be "
                         "worked on from {date} until {until}, and in that time it may turn "
                         "invoices away or not answer at all."),
      .steps = {
        N_ ("Issue what is urgent before that time, or after it."),
        N_ ("Do not start a large batch shortly before it begins: it could break off halfway."),
        N_ ("The times can change: look at the vendor's news now and then."),
      },
      .technical = N_ ("announced by the profile's calendar or the status page, {date} to {until}; "
                       "notices: {location}"),
  },
  {
      .id = "service-overloaded",
      .layer = IFA_LAYER_SERVICE,
      .acts = IFA_ACTS_VENDOR,
      .severity = IFA_SEVERITY_PROBLEM,
      .title = N_ ("The invoice service is overloaded"),
      .explanation = N_ ("Your unsent invoices stay where they are. {service} is there, but says "
                         "that it cannot take any more requests at the moment. That often passes "
                         "by itself; sending invoices again and again makes it worse."),
      .steps = {
        N_ ("Wait at least ten minutes, then check again here."),
        STEP_LOOK_UP_FIRST,
        N_ ("Send large batches in the early morning or in the evening."),
        STEP_TELL_VENDOR,
        STEP_EMERGENCY,
      },
      .message = N_ ("Hello,\n\n"
                     "{service} answers with HTTP status {status} (service unavailable).\n\n"
                     "Host: {host}, port {port}, address {address}\n"
                     "Asked to wait: {seconds}\n\n"
                     "Please check the load and tell us when we can send again. I can send you "
                     "the full report."),
      .technical = N_ ("HTTP status {status} without a word of maintenance"),
  },
  {
      .id = "service-rate-limited",
      .layer = IFA_LAYER_SERVICE,
      .acts = IFA_ACTS_YOU,
      .severity = IFA_SEVERITY_PROBLEM,
      .title = N_ ("Too many requests were sent to the invoice service from here"),
      .explanation = N_ ("Your unsent invoices stay where they are. {service} works, but asks "
                         "your office to pause, because too many requests came in a short time. "
                         "After the pause invoices can be sent again."),
      .steps = {
        N_ ("Stop sending and checking for at least {seconds}. Trying again and again makes the "
            "pause longer."),
        N_ ("Ask your colleagues whether another computer or program is sending at the same time."),
        STEP_CHECK_AGAIN,
        N_ ("If it happens every day, ask {vendor} to raise the limit: the message is ready."),
        STEP_EMERGENCY,
      },
      .message = N_ ("Hello,\n\n"
                     "{service} answers HTTP status {status} (too many requests) to our "
                     "requests.\n\n"
                     "Host: {host}, port {port}\n"
                     "Asked to wait: {seconds}\n\n"
                     "Which limit applies to us, and can it be raised? Please also check whether "
                     "another program uses our access."),
      .technical = N_ ("HTTP status {status}; asked to wait {seconds}"),
  },
  {
      .id = "service-intermittent",
      .layer = IFA_LAYER_SERVICE,
      .acts = IFA_ACTS_VENDOR,
      .severity = IFA_SEVERITY_ATTENTION,
      .title = N_ ("The invoice service works on some tries and fails on others"),
      .explanation = N_ ("Your unsent invoices stay where they are. The same question was put to "
                         "{service} several times, and only some were answered properly. An "
                         "invoice may need more than one try, and a try that seems to fail may "
                         "still have worked."),
      .steps = {
        STEP_LOOK_UP_FIRST,
        N_ ("Send one invoice at a time, and wait for each answer."),
        STEP_TELL_VENDOR,
        STEP_KEEP_REPORT,
      },
      .message = N_ ("Hello,\n\n"
                     "{service} answers the same request sometimes properly and sometimes "
                     "not.\n\n"
                     "Host: {host}, port {port}, address {address}\n"
                     "Failures: {message}\n\n"
                     "Please check the machines behind it one by one. I can send you the full "
                     "report."),
      .technical = N_ ("some tries of the same request fail, others succeed ({message})"),
  },
  {
      .id = "service-slow",
      .layer = IFA_LAYER_SERVICE,
      .acts = IFA_ACTS_VENDOR,
      .severity = IFA_SEVERITY_ATTENTION,
      .title = N_ ("The invoice service answers very slowly"),
      .explanation = N_ ("Your unsent invoices stay where they are. The way to {service} is "
                         "quick, but the service itself took {seconds} to answer. Sending "
                         "invoices takes long, and your invoicing program may give up before the "
                         "answer comes."),
      .steps = {
        N_ ("Be patient: press the send button once and wait."),
        STEP_LOOK_UP_FIRST,
        N_ ("Send large batches in the early morning or in the evening."),
        STEP_TELL_VENDOR,
      },
      .message = N_ ("Hello,\n\n"
                     "{service} answers slowly: the first byte came after {seconds}, while the "
                     "network round trip is short.\n\n"
                     "Host: {host}, port {port}, address {address}\n\n"
                     "Please check the load of the application and its database. I can send you "
                     "the full report."),
      .technical = N_ ("the first byte takes {seconds} while the round trip is short"),
  },
  {
      .id = "service-degraded",
      .layer = IFA_LAYER_SERVICE,
      .acts = IFA_ACTS_VENDOR,
      .severity = IFA_SEVERITY_ATTENTION,
      .title = N_ ("The invoice service says that it is not fully working"),
      .explanation = N_ ("Your unsent invoices stay where they are. {service} answers, but "
                         "reports a partial fault of its own. Sending invoices may work, be "
                         "slow, or break off."),
      .steps = {
        N_ ("Try to send one invoice, and wait for its answer before you send the next."),
        STEP_LOOK_UP_FIRST,
        N_ ("Look at the vendor's website or news for the time when it is repaired."),
        STEP_KEEP_REPORT,
      },
      .message = N_ ("Hello,\n\n"
                     "your status page or health answer reports a partial fault of {service}.\n\n"
                     "Host: {host}\n"
                     "It says: {message}\n\n"
                     "Which functions are affected, and until when?"),
      .technical = N_ ("health answer or status page says degraded ({message})"),
  },
  {
      .id = "service-outage-announced",
      .layer = IFA_LAYER_SERVICE,
      .acts = IFA_ACTS_VENDOR,
      .severity = IFA_SEVERITY_PROBLEM,
      .title = N_ ("The invoice service has announced an outage"),
      .explanation = N_ ("Your unsent invoices stay where they are. {service} itself says that "
                         "it is out of order, and what was tried from here agrees. So the reason "
                         "is not in your office. In some countries an announced outage gives "
                         "you more time to send invoices: ask your tax office."),
      .steps = {
        N_ ("Look at the vendor's website or news for the time when it works again."),
        STEP_KEEP_REPORT,
        STEP_NOTHING_TO_REPAIR,
        STEP_EMERGENCY,
      },
      .message = N_ ("Hello,\n\n"
                     "your status page announces an outage of {service}, and our own requests "
                     "fail too.\n\n"
                     "Host: {host}, port {port}\n"
                     "It says: {message}\n\n"
                     "When can we issue invoices again? Is there an official notice that we can "
                     "show to our tax office?"),
      .technical = N_ ("the status page says major outage ({message}), and own probes fail"),
  },
  {
      .id = "websocket-blocked",
      .layer = IFA_LAYER_SERVICE,
      .acts = IFA_ACTS_IT,
      .severity = IFA_SEVERITY_PROBLEM,
      .title = N_ ("Your network blocks the invoice service's live connection"),
      .explanation = N_ ("Your unsent invoices stay where they are. {service} can be reached, "
                         "but the connection that it keeps open for its messages is not let "
                         "through, most likely by a filter in your network. Parts of invoicing "
                         "that need it do not work."),
      .steps = {
        STEP_TELL_IT,
        STEP_KEEP_PROTECTION,
        STEP_HOTSPOT,
      },
      .message = N_ ("Hello,\n\n"
                     "HTTPS to the invoice service works, but the WebSocket upgrade to the same "
                     "host does not.\n\n"
                     "Host: {host}, port {port}\n"
                     "HTTP status: {status}\n\n"
                     "Please allow WebSocket (Upgrade: websocket) for this host in the proxy, "
                     "filter or HTTPS inspection.\n\n"
                     "I cannot work fully until this is done."),
      .technical = N_ ("HTTPS works, the WebSocket upgrade of the same host does not (HTTP "
                       "status {status})"),
  },
};

const IfaCauseTable ifa_causes_service = { causes, G_N_ELEMENTS (causes) };
