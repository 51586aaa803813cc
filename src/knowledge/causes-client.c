/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "causes.h"

static const IfaCause causes[] = {
  {
      .id = "unsent-invoices-waiting",
      .layer = IFA_LAYER_CLIENT,
      .acts = IFA_ACTS_YOU,
      .severity = IFA_SEVERITY_INFO,
      .title = N_ ("Invoices are waiting to be sent"),
      .explanation = N_ ("There are invoices on this computer that have not been sent yet. They "
                         "stay where they are: this check only looks at them and changes nothing."),
      .steps = {
        N_ ("Make a copy of the unsent invoices, on a USB stick for example, before you change "
            "anything on this computer."),
        N_ ("When the connection works again, let your invoicing program send them, and watch "
            "the list get empty."),
        N_ ("Look at the date of the oldest one: your tax office may set a deadline."),
      },
      .technical = N_ ("the outbox of the profile holds invoices"),
  },
  {
      .id = "outbox-unreadable",
      .layer = IFA_LAYER_CLIENT,
      .acts = IFA_ACTS_IT,
      .severity = IFA_SEVERITY_ATTENTION,
      .title = N_ ("Some unsent invoices cannot be read by this program"),
      .explanation = N_ ("The invoices stay where they are, and nothing was changed. Your user "
                         "account may not open some of the files in which your invoicing program "
                         "keeps what it has not sent. So they cannot be counted or copied here."),
      .steps = {
        STEP_TELL_IT,
        N_ ("Look into your invoicing program itself: its own list of unsent invoices is what "
            "counts."),
        N_ ("Do not delete or move anything in the program's folder."),
      },
      .message = N_ ("Hello,\n\n"
                     "files in the outbox of the invoicing program cannot be read by my user "
                     "account.\n\n"
                     "Place: {location}\n"
                     "What the system said: {message}\n\n"
                     "Please give my account read access (do not move the files, and do not "
                     "change their owner while the program runs)."),
      .technical = N_ ("files of the outbox are not readable for this user ({location}: "
                       "{message})"),
  },
  {
      .id = "outbox-damaged",
      .layer = IFA_LAYER_CLIENT,
      .acts = IFA_ACTS_VENDOR,
      .severity = IFA_SEVERITY_ATTENTION,
      .title = N_ ("Something is damaged where your unsent invoices are kept"),
      .explanation = N_ ("Nothing was changed by this check. The place where your invoicing "
                         "program keeps unsent invoices cannot be read in full: a file is broken "
                         "or incomplete. Copy what is there before anybody tries to repair it."),
      .steps = {
        N_ ("Make a copy of everything that is there, on a USB stick for example. Damaged files "
            "are copied too."),
        STEP_TELL_VENDOR,
        N_ ("Do not run repair tools or commands from the web, and do not delete the program's "
            "data folder: invoices could be lost for good."),
        N_ ("Look into your invoicing program itself, and note the numbers of the unsent "
            "invoices that it shows."),
      },
      .message = N_ ("Hello,\n\n"
                     "the outbox of your invoicing program is damaged on our computer.\n\n"
                     "Place: {location}\n"
                     "What was found: {message}\n\n"
                     "We have made a copy and changed nothing. How can the unsent invoices be "
                     "rescued?"),
      .technical = N_ ("a database fails its integrity check, or invoices do not parse "
                       "({location}: {message})"),
  },
  {
      .id = "backup-destination-full",
      .layer = IFA_LAYER_CLIENT,
      .acts = IFA_ACTS_YOU,
      .severity = IFA_SEVERITY_ATTENTION,
      .title = N_ ("There is not enough room for the copy of your unsent invoices"),
      .explanation = N_ ("Your unsent invoices stay where they are. The place that you chose for "
                         "the copy is too small, so nothing was written there yet."),
      .steps = {
        N_ ("Choose another place, such as another USB stick or a folder on another disk."),
        N_ ("Or make room there: move large files away, or empty the wastebasket."),
        N_ ("Then make the copy again."),
      },
      .technical = N_ ("free space at the destination is below what the copy needs ({location})"),
  },
  {
      .id = "client-not-running",
      .layer = IFA_LAYER_CLIENT,
      .acts = IFA_ACTS_YOU,
      .severity = IFA_SEVERITY_ATTENTION,
      .title = N_ ("Your invoicing program is not running"),
      .explanation = N_ ("Your unsent invoices stay where they are. As far as can be seen from "
                         "here, the invoicing program is closed. As long as it is, it sends no "
                         "invoices."),
      .steps = {
        N_ ("Start your invoicing program, sign in, and wait until it has loaded completely."),
        N_ ("Watch whether it sends the waiting invoices by itself."),
        N_ ("If it closes again, send a report to {vendor}: the message is ready."),
      },
      .message = N_ ("Hello,\n\n"
                     "your invoicing program does not stay open on our computer.\n\n"
                     "Process: {names}\n"
                     "Version: {version}\n\n"
                     "What should we do?"),
      .technical = N_ ("no process of the profile is visible ({names})"),
  },
  {
      .id = "client-outdated",
      .layer = IFA_LAYER_CLIENT,
      .acts = IFA_ACTS_YOU,
      .severity = IFA_SEVERITY_ATTENTION,
      .title = N_ ("There is a newer version of your invoicing program"),
      .explanation = N_ ("Your invoicing program works with its present version, but a newer one "
                         "({version}) exists. Old versions are sometimes shut out at short "
                         "notice, and then invoices cannot be sent."),
      .steps = {
        N_ ("Make a copy of your unsent invoices first."),
        N_ ("Update in a quiet hour, from the program's own menu or from the vendor's official "
            "page only."),
        N_ ("Check again here afterwards."),
      },
      .technical = N_ ("the version endpoint names {version} as the latest"),
  },
  {
      .id = "client-log-error",
      .layer = IFA_LAYER_CLIENT,
      .acts = IFA_ACTS_VENDOR,
      .severity = IFA_SEVERITY_INFO,
      .title = N_ ("Your invoicing program has noted an error in its diary"),
      .explanation = N_ ("Your unsent invoices stay where they are. Invoicing programs keep a "
                         "diary of what they do, and an error that the vendor knows stands in "
                         "yours. It can help to find the reason, but may also be old."),
      .steps = {
        N_ ("If invoices cannot be sent, send the ready message to {vendor}."),
        N_ ("If all works, there is nothing to do."),
      },
      .message = N_ ("Hello,\n\n"
                     "the log of your invoicing program contains a known error.\n\n"
                     "File: {location}\n"
                     "Time: {date}\n"
                     "Error: {message}\n"
                     "Version: {version}\n\n"
                     "What does it mean, and what should we do?"),
      .technical = N_ ("a known pattern in the client's log ({message})"),
  },
  {
      .id = "disk-full",
      .layer = IFA_LAYER_CLIENT,
      .acts = IFA_ACTS_YOU,
      .severity = IFA_SEVERITY_PROBLEM,
      .title = N_ ("The disk of this computer is full"),
      .explanation = N_ ("There is no room left where your invoicing program writes. It can "
                         "neither issue nor store new invoices properly. What is already there "
                         "stays there, as long as nothing is deleted in a hurry."),
      .steps = {
        N_ ("Stop issuing invoices until there is room."),
        N_ ("Empty the wastebasket, and move large downloads, videos or pictures to another disk."),
        N_ ("Do not delete anything in the invoicing program's own folder."),
        STEP_CHECK_AGAIN,
        N_ ("If you are not sure what may go, ask your IT colleague: the message is ready."),
      },
      .message = N_ ("Hello,\n\n"
                     "the disk is full where my invoicing program writes.\n\n"
                     "Place: {location}\n"
                     "Free: {message}\n\n"
                     "Please help me to make room without touching the program's data folder."),
      .technical = N_ ("free space where the client writes is below the profile's limit "
                       "({location})"),
  },
  {
      .id = "offline-limit-reached",
      .layer = IFA_LAYER_CLIENT,
      .acts = IFA_ACTS_YOU,
      .severity = IFA_SEVERITY_PROBLEM,
      .title = N_ ("The limit for issuing invoices without a connection is used up"),
      .explanation = N_ ("Your unsent invoices stay where they are. Your invoicing program may "
                         "issue only a certain number, sum or time of invoices without sending "
                         "them, and that limit is reached. As soon as the waiting invoices have "
                         "been sent, you can issue new ones."),
      .steps = {
        N_ ("Repair the connection first: the other results of this check say what stands in the "
            "way."),
        N_ ("Then let your invoicing program send the waiting invoices, and do the monthly tax "
            "report if it asks for it."),
        N_ ("Read the limits in the program itself: they are set for your company by the tax "
            "office."),
        STEP_HOTSPOT,
        N_ ("If that is not possible, call your tax office (in China: 12366)."),
      },
      .message = N_ ("Hello,\n\n"
                     "our invoicing program says that its offline limit is reached, so we cannot "
                     "issue invoices until the waiting ones are sent.\n\n"
                     "Its message: {message} (code {code})\n\n"
                     "Please help us to get this computer online as soon as possible."),
      .technical = N_ ("the client's message says that an offline limit (lock day, hours, sum or "
                       "count) is used up"),
  },
  {
      .id = "invoice-may-be-issued",
      .layer = IFA_LAYER_CLIENT,
      .acts = IFA_ACTS_YOU,
      .severity = IFA_SEVERITY_ATTENTION,
      .title = N_ ("This invoice may already have been issued"),
      .explanation = N_ ("The fault came while the invoice was being sent. The service may have "
                         "received it and only its answer may have been lost, so nobody can tell "
                         "from here whether it failed. Sending it again blindly could issue the "
                         "same invoice twice."),
      .steps = {
        N_ ("Look the invoice up in the service's portal, by buyer, amount and time."),
        N_ ("If it is there: do not send it again. Let your invoicing program fetch its state."),
        N_ ("If it is not there: wait half an hour and look once more before you send it again."),
        N_ ("Note the time and the exact message for the vendor."),
        N_ ("If an invoice must go out today and you cannot look it up: call the service's "
            "support desk before you send it again."),
      },
      .message = N_ ("Hello,\n\n"
                     "an invoice broke off while it was being sent, and we do not know whether "
                     "it was issued.\n\n"
                     "Time: {date}\n"
                     "Message: {message}\n"
                     "Code: {code}\n\n"
                     "Please look up whether it arrived, and tell us whether we may send it "
                     "again."),
      .technical = N_ ("a time-out, 502, 504 or cut answer while sending: the outcome is "
                       "unknown, not failed"),
  },
  {
      .id = "invoice-content-rejected",
      .layer = IFA_LAYER_CLIENT,
      .acts = IFA_ACTS_YOU,
      .severity = IFA_SEVERITY_INFO,
      .title = N_ ("The message is about the invoice's content, not about the connection"),
      .explanation = N_ ("The service received the invoice and did not accept what is written in "
                         "it, such as a tax number, an amount or a field that is too long. So "
                         "the connection works; the invoice must be corrected."),
      .steps = {
        N_ ("Read the message: it usually names the field."),
        N_ ("Compare tax number, name, tax rate, amounts and product code with the buyer's data."),
        N_ ("Correct the invoice and send it again."),
        N_ ("If you cannot see what is wrong, ask {vendor}: the message is ready."),
      },
      .message = N_ ("Hello,\n\n"
                     "an invoice is not accepted because of its content.\n\n"
                     "Message: {message}\n"
                     "Code: {code}\n\n"
                     "Which field is meant, and what must it look like?"),
      .technical = N_ ("the service rejects the invoice's content; no fault of the connection"),
  },
};

const IfaCauseTable ifa_causes_client = { causes, G_N_ELEMENTS (causes) };
