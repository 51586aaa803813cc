/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "causes.h"

static const IfaCause causes[] = {
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
      .id = "client-too-old",
      .layer = IFA_LAYER_SERVICE,
      .acts = IFA_ACTS_YOU,
      .severity = IFA_SEVERITY_PROBLEM,
      .title = N_ ("The invoice service no longer accepts your program's version"),
      .explanation = N_ ("Your unsent invoices stay where they are. {service} works, but asks "
                         "for a newer version of your invoicing program. Invoices can be sent "
                         "after the update."),
      .steps = {
        N_ ("Make a copy of your unsent invoices first."),
        N_ ("Update your invoicing program: from its own menu or from the vendor's official page "
            "only."),
        STEP_CHECK_AGAIN,
        N_ ("If the update is not possible, ask {vendor}: the message is ready."),
        STEP_EMERGENCY,
      },
      .message = N_ ("Hello,\n\n"
                     "{service} does not accept our program's version any more.\n\n"
                     "Host: {host}, port {port}\n"
                     "HTTP status: {status}\n"
                     "Version wanted: {version}\n"
                     "Message: {message}\n\n"
                     "Where do we get the update, and does it keep our unsent invoices?"),
      .technical = N_ ("HTTP status {status}, or the version endpoint asks for {version}"),
  },
  {
      .id = "redirect-loop",
      .layer = IFA_LAYER_SERVICE,
      .acts = IFA_ACTS_VENDOR,
      .severity = IFA_SEVERITY_PROBLEM,
      .title = N_ ("The invoice service sends you round in circles"),
      .explanation = N_ ("Your unsent invoices stay where they are. {service} answers each "
                         "request with “ask over there”, and over there it says the same again. "
                         "So no answer ever comes, and invoices cannot be sent."),
      .steps = {
        N_ ("If you use the service in a web browser: clear the stored data of this one site and "
            "sign in again."),
        STEP_TELL_VENDOR,
        STEP_KEEP_REPORT,
        STEP_EMERGENCY,
      },
      .message = N_ ("Hello,\n\n"
                     "{service} redirects in a loop.\n\n"
                     "Host: {host}, port {port}\n"
                     "Last redirect to: {location}\n\n"
                     "Please check the redirect rules of the front end (https, host name, "
                     "trailing slash, cookies). I can send you the full report."),
      .technical = N_ ("more than 10 redirects, or the same twice ({location})"),
  },
  {
      .id = "insecure-redirect",
      .layer = IFA_LAYER_SERVICE,
      .acts = IFA_ACTS_VENDOR,
      .severity = IFA_SEVERITY_PROBLEM,
      .title = N_ ("The invoice service points to an unprotected address"),
      .explanation = N_ ("Your unsent invoices stay where they are. {service} tells your "
                         "computer to go on without encryption, where anybody on the way could "
                         "read along. Your invoicing program does not do that, so invoices "
                         "cannot be sent."),
      .steps = {
        STEP_TELL_VENDOR,
        N_ ("Do not enter your password on a page whose address does not begin with https."),
        STEP_NOTHING_TO_REPAIR,
        STEP_EMERGENCY,
      },
      .message = N_ ("Hello,\n\n"
                     "{service} redirects from https to http.\n\n"
                     "Host: {host}, port {port}\n"
                     "Redirect to: {location}\n\n"
                     "Please correct the redirect (often a front end that does not pass "
                     "X-Forwarded-Proto on). I can send you the full report."),
      .technical = N_ ("https redirects to http ({location})"),
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
};

const IfaCauseTable ifa_causes_service_answers = { causes, G_N_ELEMENTS (causes) };
