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
      .explanation = N_ ("Your unsent invoices stay where they are. {service} says itself that "
                         "it is being worked on. The reason lies with the service, not with you; "
                         "invoices can be sent again when the work is finished."),
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
      .id = "service-error",
      .layer = IFA_LAYER_SERVICE,
      .acts = IFA_ACTS_VENDOR,
      .severity = IFA_SEVERITY_PROBLEM,
      .title = N_ ("The invoice service has an internal fault"),
      .explanation = N_ ("Your unsent invoices stay where they are. {service} can be reached and "
                         "answers, but its answer is that something inside it went wrong. Only "
                         "its owner can repair that; until then invoices cannot be sent reliably."),
      .steps = {
        STEP_LOOK_UP_FIRST,
        STEP_TELL_VENDOR,
        N_ ("Wait ten minutes, then check again here."),
        STEP_KEEP_REPORT,
        STEP_EMERGENCY,
      },
      .message = N_ ("Hello,\n\n"
                     "{service} answers with an internal error.\n\n"
                     "Host: {host}, port {port}, address {address}\n"
                     "HTTP status: {status}\n"
                     "Error code: {code}\n"
                     "Message: {message}\n\n"
                     "Please look into your logs. I can send you the full report with the exact "
                     "times and the request id."),
      .technical = N_ ("HTTP status {status} from the service itself"),
  },
  {
      .id = "service-gateway-error",
      .layer = IFA_LAYER_SERVICE,
      .acts = IFA_ACTS_VENDOR,
      .severity = IFA_SEVERITY_PROBLEM,
      .title = N_ ("Only the invoice service's front door answers"),
      .explanation = N_ ("Your unsent invoices stay where they are. The front door of {service} "
                         "works, but the programs behind it do not answer. An invoice that you "
                         "sent just now may or may not have been issued."),
      .steps = {
        STEP_LOOK_UP_FIRST,
        N_ ("Wait ten minutes, then check again here."),
        STEP_TELL_VENDOR,
        STEP_KEEP_REPORT,
        STEP_EMERGENCY,
      },
      .message = N_ ("Hello,\n\n"
                     "{service} answers HTTP status {status}: the front end works, the back end "
                     "behind it does not.\n\n"
                     "Host: {host}, port {port}, address {address}\n\n"
                     "Please check the back end, and tell us whether requests that ended this "
                     "way were carried out. I can send you the full report."),
      .technical = N_ ("HTTP status {status} from the front end; its back end does not answer"),
  },
  {
      .id = "access-denied",
      .layer = IFA_LAYER_SERVICE,
      .acts = IFA_ACTS_VENDOR,
      .severity = IFA_SEVERITY_PROBLEM,
      .title = N_ ("The invoice service does not let your office in"),
      .explanation = N_ ("Your unsent invoices stay where they are. {service} works, but turns "
                         "requests from here away. Often the office's Internet address has "
                         "changed and is no longer on the service's list, or a filter of the "
                         "service mistakes you for somebody else. Invoices cannot be sent until "
                         "that is cleared up."),
      .steps = {
        N_ ("Ask your IT colleague whether the office has got a new Internet connection or "
            "address."),
        STEP_TELL_VENDOR,
        STEP_HOTSPOT,
        STEP_EMERGENCY,
      },
      .message = N_ ("Hello,\n\n"
                     "{service} answers HTTP status {status} (forbidden) to requests from our "
                     "office.\n\n"
                     "Host: {host}, port {port}\n"
                     "Code: {code}\n"
                     "Message: {message}\n\n"
                     "Please check whether our public address is on your allow list and whether "
                     "your web application filter blocks us. I can send you the full report."),
      .technical = N_ ("HTTP status {status}: address not on the allow list, or a filter of the "
                       "service"),
  },
  {
      .id = "login-rejected",
      .layer = IFA_LAYER_SERVICE,
      .acts = IFA_ACTS_YOU,
      .severity = IFA_SEVERITY_PROBLEM,
      .title = N_ ("The invoice service does not accept your sign-in"),
      .explanation = N_ ("Your unsent invoices stay where they are. The connection works and "
                         "{service} answers, but it does not accept the password, key or access "
                         "code that was used. Invoices can be sent once the sign-in works."),
      .steps = {
        N_ ("Sign out of your invoicing program and sign in again. Mind capital letters and the "
            "keyboard language."),
        N_ ("Check whether the password has expired, or whether a colleague has changed it."),
        N_ ("Do not try more than three times: accounts can be locked."),
        N_ ("If it is still refused, ask {vendor}: the message is ready. Never send your "
            "password."),
        STEP_EMERGENCY,
      },
      .message = N_ ("Hello,\n\n"
                     "{service} does not accept our sign-in (HTTP status {status}).\n\n"
                     "Host: {host}, port {port}\n"
                     "Code: {code}\n"
                     "Message: {message}\n\n"
                     "Please check whether our account or access key has expired or is locked, "
                     "and tell us how to renew it."),
      .technical = N_ ("HTTP status {status}: credentials, token or key not accepted"),
  },
  {
      .id = "service-moved",
      .layer = IFA_LAYER_SERVICE,
      .acts = IFA_ACTS_VENDOR,
      .severity = IFA_SEVERITY_PROBLEM,
      .title = N_ ("The invoice service is no longer at this address"),
      .explanation = N_ ("Your unsent invoices stay where they are. Somebody answers at the "
                         "known address, but the invoice service is not there any more, or it "
                         "points to another place. Your invoicing program needs the new address "
                         "before invoices can be sent."),
      .steps = {
        N_ ("Look at the vendor's website or news for a new address or a program update."),
        N_ ("Install the update of your invoicing program, if there is one. Copy your unsent "
            "invoices first."),
        STEP_TELL_VENDOR,
        N_ ("Do not enter a new address from a forum or a chat: only the vendor's own page "
            "counts."),
        STEP_EMERGENCY,
      },
      .message = N_ ("Hello,\n\n"
                     "the address that our invoicing program uses for {service} does not work "
                     "any more.\n\n"
                     "Host: {host}, port {port}\n"
                     "HTTP status: {status}\n"
                     "Points to: {location}\n\n"
                     "What is the right address, and which program version do we need? I can "
                     "send you the full report."),
      .technical = N_ ("HTTP status {status}, or a redirect to an address that the profile does "
                       "not know ({location})"),
  },
  {
      .id = "empty-response",
      .layer = IFA_LAYER_SERVICE,
      .acts = IFA_ACTS_VENDOR,
      .severity = IFA_SEVERITY_PROBLEM,
      .title = N_ ("The invoice service sends an empty answer"),
      .explanation = N_ ("Your unsent invoices stay where they are. {service} says that all went "
                         "well, but its answer is empty. Your invoicing program cannot work with "
                         "that, and whether an invoice was issued stays open."),
      .steps = {
        STEP_LOOK_UP_FIRST,
        N_ ("Wait ten minutes, then check again here."),
        STEP_TELL_VENDOR,
        STEP_KEEP_REPORT,
        STEP_EMERGENCY,
      },
      .message = N_ ("Hello,\n\n"
                     "{service} answers HTTP status {status} with an empty body where content is "
                     "expected.\n\n"
                     "Host: {host}, port {port}, address {address}\n\n"
                     "Please check the application behind it. I can send you the full report."),
      .technical = N_ ("HTTP status {status} without a body where one is expected"),
  },
  {
      .id = "invalid-response",
      .layer = IFA_LAYER_SERVICE,
      .acts = IFA_ACTS_VENDOR,
      .severity = IFA_SEVERITY_PROBLEM,
      .title = N_ ("The invoice service sends an answer that makes no sense"),
      .explanation = N_ ("Your unsent invoices stay where they are. Something answers at the "
                         "address of {service}, but not in the form that was agreed, so your "
                         "invoicing program cannot read it. Whether an invoice was issued stays "
                         "open."),
      .steps = {
        STEP_LOOK_UP_FIRST,
        STEP_TELL_VENDOR,
        N_ ("Wait ten minutes, then check again here."),
        N_ ("To be surer: connect through your phone's hotspot and check again here. If it works "
            "there, tell your IT colleague instead."),
        STEP_EMERGENCY,
      },
      .message = N_ ("Hello,\n\n"
                     "{service} answers with something other than what is expected (malformed "
                     "content, or a web page instead of data).\n\n"
                     "Host: {host}, port {port}, address {address}\n"
                     "HTTP status: {status}\n"
                     "What came: {message}\n\n"
                     "Please check whether an error page or a filter answers in place of the "
                     "application. I can send you the full report."),
      .technical = N_ ("the body is not what the profile expects (HTTP status {status})"),
  },
  {
      .id = "response-truncated",
      .layer = IFA_LAYER_SERVICE,
      .acts = IFA_ACTS_VENDOR,
      .severity = IFA_SEVERITY_PROBLEM,
      .title = N_ ("The invoice service's answer breaks off in the middle"),
      .explanation = N_ ("Your unsent invoices stay where they are. {service} begins to answer, "
                         "but the answer ends too early. Your invoicing program cannot work with "
                         "that, and whether an invoice was issued stays open."),
      .steps = {
        STEP_LOOK_UP_FIRST,
        N_ ("Wait ten minutes, then check again here."),
        STEP_TELL_VENDOR,
        N_ ("To be surer: connect through your phone's hotspot and check again here. If it works "
            "there, tell your IT colleague instead."),
        STEP_EMERGENCY,
      },
      .message = N_ ("Hello,\n\n"
                     "the answer of {service} ends before its declared length.\n\n"
                     "Host: {host}, port {port}, address {address}\n"
                     "HTTP status: {status}\n\n"
                     "Please check the application, its worker time-outs and the load balancer. "
                     "I can send you the full report."),
      .technical = N_ ("the body ends before its declared length (HTTP status {status})"),
  },
  {
      .id = "service-error-code",
      .layer = IFA_LAYER_SERVICE,
      .acts = IFA_ACTS_VENDOR,
      .severity = IFA_SEVERITY_PROBLEM,
      .title = N_ ("The invoice service reports an error of its own"),
      .explanation = N_ ("Your unsent invoices stay where they are. The connection works and "
                         "{service} answers properly, but with an error (code {code}): "
                         "“{message}”. Until that is cleared up, invoices cannot be sent "
                         "reliably."),
      .steps = {
        N_ ("Look the code up in the vendor's help pages."),
        STEP_TELL_VENDOR,
        STEP_LOOK_UP_FIRST,
        STEP_EMERGENCY,
      },
      .message = N_ ("Hello,\n\n"
                     "{service} answers with an error code.\n\n"
                     "Error code: {code}\n"
                     "Message: {message}\n"
                     "Host: {host}, port {port}\n"
                     "HTTP status: {status}\n\n"
                     "What does this code mean, and what should we do? I can send you the full "
                     "report."),
      .technical = N_ ("a well-formed answer with the service's own error code {code}"),
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
};

const IfaCauseTable ifa_causes_service = { causes, G_N_ELEMENTS (causes) };
