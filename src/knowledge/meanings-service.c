/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* What messages about answers, the sign-in, the tax device, limits, invoices and files mean. */

#include "causes.h"
#include "meanings.h"

static const IfaMeaning meanings[] = {
  {
      .id = IFA_MEANING_EMPTY_ANSWER,
      .about = IFA_ABOUT_CONNECTION,
      .title = N_ ("The service gave an empty answer"),
      .explanation = N_ ("The connection came about, but nothing came back. If it happened while "
                         "you were sending, the invoice may have been issued all the same."),
      .steps = {
        STEP_LOOK_UP_FIRST,
        N_ ("Wait ten minutes, then check again here."),
        STEP_ASK_VENDOR,
      },
      .cause = "empty-response",
  },
  {
      .id = IFA_MEANING_BROKEN_ANSWER,
      .about = IFA_ABOUT_CONNECTION,
      .title = N_ ("The answer of the service broke off"),
      .explanation = N_ ("The service began to answer, and the answer ended too early. If it "
                         "happened while you were sending, the invoice may have been issued all "
                         "the same."),
      .steps = {
        STEP_LOOK_UP_FIRST,
        STEP_START_CHECK,
        STEP_HOTSPOT,
      },
      .cause = "response-truncated",
  },
  {
      .id = IFA_MEANING_UNREADABLE_ANSWER,
      .about = IFA_ABOUT_CONNECTION,
      .title = N_ ("Your invoicing program cannot read the answer"),
      .explanation = N_ ("Something other than the agreed answer came back, often a web page: a "
                         "sign-in page of your network, a filter, or an error page of the "
                         "service. If it happened while you were sending, the invoice may have "
                         "been issued all the same."),
      .steps = {
        STEP_LOOK_UP_FIRST,
        STEP_START_CHECK,
        STEP_HOTSPOT,
      },
      .cause = "invalid-response",
  },
  {
      .id = IFA_MEANING_SERVICE_FAULT,
      .about = IFA_ABOUT_CONNECTION,
      .title = N_ ("The service has an internal fault"),
      .explanation = N_ ("The connection works; the service itself answers that something went "
                         "wrong inside it. If it happened while you were sending, the invoice "
                         "may have been issued all the same."),
      .steps = {
        STEP_LOOK_UP_FIRST,
        N_ ("Wait ten minutes, then check again here."),
        STEP_ASK_VENDOR,
        STEP_EMERGENCY,
      },
      .cause = "service-error",
  },
  {
      .id = IFA_MEANING_FRONT_DOOR,
      .about = IFA_ABOUT_CONNECTION,
      .title = N_ ("Only the service's front door answers"),
      .explanation = N_ ("The service was reached, but the programs behind its front door do not "
                         "answer. If it happened while you were sending, nobody can tell from "
                         "here whether the invoice was issued."),
      .steps = {
        STEP_LOOK_UP_FIRST,
        N_ ("Wait ten minutes, then check again here."),
        STEP_ASK_VENDOR,
        STEP_EMERGENCY,
      },
      .cause = "service-gateway-error",
  },
  {
      .id = IFA_MEANING_UNAVAILABLE,
      .about = IFA_ABOUT_CONNECTION,
      .title = N_ ("The service is not available at the moment"),
      .explanation = N_ ("The service answers that it cannot take requests now: it is overloaded "
                         "or being worked on. Your computer and your network are not the reason. "
                         "Invoices that were not sent stay where they are."),
      .steps = {
        N_ ("Wait at least ten minutes, then check again here."),
        STEP_LOOK_UP_FIRST,
        N_ ("Look at the vendor's website or news: it may be announced maintenance."),
        STEP_EMERGENCY,
      },
      .cause = "service-overloaded",
  },
  {
      .id = IFA_MEANING_MAINTENANCE,
      .about = IFA_ABOUT_CONNECTION,
      .title = N_ ("The service is stopped or under maintenance"),
      .explanation = N_ ("The service says itself that it is not working at the moment. Invoices "
                         "that were not sent stay where they are."),
      .steps = {
        N_ ("Look at the vendor's website or news for the time when it works again."),
        STEP_KEEP_REPORT,
        STEP_EMERGENCY,
      },
      .cause = "service-maintenance",
  },
  {
      .id = IFA_MEANING_PAUSE,
      .about = IFA_ABOUT_CONNECTION,
      .title = N_ ("The service asks your office to pause"),
      .explanation = N_ ("Too many requests came from your office in a short time. The "
                         "connection works; after a pause invoices can be sent again."),
      .steps = {
        N_ ("Stop sending and checking for a while, as long as the message says. Trying again "
            "and again makes the pause longer."),
        N_ ("Ask your colleagues whether another computer or program is sending at the same time."),
        STEP_ASK_VENDOR,
      },
      .cause = "service-rate-limited",
  },
  {
      .id = IFA_MEANING_TURNED_AWAY,
      .about = IFA_ABOUT_LOGIN,
      .title = N_ ("The service turned the request away"),
      .explanation = N_ ("The service was reached and works, but does not let this request in: "
                         "your office's address or your account has no permission for it. "
                         "Invoices that were not sent stay where they are."),
      .steps = {
        N_ ("Ask whether your office has got a new Internet connection lately."),
        STEP_START_CHECK,
        STEP_ASK_VENDOR,
      },
      .cause = "access-denied",
  },
  {
      .id = IFA_MEANING_WRONG_PLACE,
      .about = IFA_ABOUT_CONNECTION,
      .title = N_ ("The service does not know this address"),
      .explanation = N_ ("Somebody answers at the known address, but what your invoicing program "
                         "asks for is not there: the service has moved, or the program is too "
                         "old. Invoices that were not sent stay where they are."),
      .steps = {
        N_ ("Look for an update of your invoicing program. Copy your unsent invoices first."),
        N_ ("Look at the vendor's website or news for a new address."),
        STEP_ASK_VENDOR,
      },
      .cause = "service-moved",
  },
  {
      .id = IFA_MEANING_BAD_REQUEST,
      .about = IFA_ABOUT_CONTENT,
      .title = N_ ("The service did not accept what was sent"),
      .explanation = N_ ("The connection works. The service says that the request itself was not "
                         "in order: something in the invoice, or an old version of your "
                         "invoicing program."),
      .steps = {
        N_ ("Read the rest of the message: it usually names the field."),
        N_ ("Look for an update of your invoicing program. Copy your unsent invoices first."),
        STEP_ASK_VENDOR,
      },
      .cause = "invoice-content-rejected",
  },
  {
      .id = IFA_MEANING_CIRCLES,
      .about = IFA_ABOUT_CONNECTION,
      .title = N_ ("The service sends you round in circles"),
      .explanation = N_ ("Each answer points to another address, without end. Often old sign-in "
                         "data in the browser is the reason. Invoices that were not sent stay "
                         "where they are."),
      .steps = {
        N_ ("If you use the service in a web browser: clear the stored data of this one site and "
            "sign in again."),
        STEP_START_CHECK,
        STEP_ASK_VENDOR,
      },
      .cause = "redirect-loop",
  },
  {
      .id = IFA_MEANING_TOO_OLD,
      .about = IFA_ABOUT_CONNECTION,
      .title = N_ ("Your invoicing program is too old for the service"),
      .explanation = N_ ("The connection works, but the service asks for a newer version of your "
                         "invoicing program. Invoices that were not sent stay where they are."),
      .steps = {
        N_ ("Make a copy of your unsent invoices first."),
        N_ ("Update your invoicing program: from its own menu or from the vendor's official page "
            "only."),
        STEP_ASK_VENDOR,
      },
      .cause = "client-too-old",
  },
  {
      .id = IFA_MEANING_MAY_BE_ISSUED,
      .about = IFA_ABOUT_CONTENT,
      .title = N_ ("The service seems to have this invoice already"),
      .explanation = N_ ("The service says that it knows this invoice. Probably an earlier try "
                         "did arrive, and only its answer was lost."),
      .steps = {
        N_ ("Do not send it again, and do not give it a new number."),
        N_ ("Look the invoice up in the service's portal, and let your invoicing program fetch "
            "its state."),
        STEP_ASK_VENDOR,
      },
      .cause = "invoice-may-be-issued",
  },
  {
      .id = IFA_MEANING_SIGN_IN,
      .about = IFA_ABOUT_LOGIN,
      .title = N_ ("The service does not accept your sign-in"),
      .explanation = N_ ("The connection works and the service answers, but the password, key or "
                         "access code was not accepted, or has expired. Invoices that were not "
                         "sent stay where they are."),
      .steps = {
        N_ ("Sign out of your invoicing program and sign in again. Mind capital letters and the "
            "keyboard language."),
        N_ ("Do not try more than three times: accounts can be locked."),
        N_ ("If it is still refused, ask the service's support desk. Never send your password."),
      },
      .cause = "login-rejected",
  },
  {
      .id = IFA_MEANING_DEVICE_MISSING,
      .about = IFA_ABOUT_DEVICE,
      .title = N_ ("The tax device is not found"),
      .explanation = N_ ("The message is about the USB device (tax disk or USB key), not about "
                         "the network. Your invoices stay where they are."),
      .steps = {
        N_ ("Plug the device in firmly, directly into the computer and not into a hub."),
        N_ ("Try another USB socket, then restart your invoicing program."),
        N_ ("If it works in no computer, ask the office that issued it for a replacement."),
      },
      .cause = "token-not-found",
  },
  {
      .id = IFA_MEANING_DEVICE_STATE,
      .about = IFA_ABOUT_DEVICE,
      .title = N_ ("The tax device reports a fault"),
      .explanation = N_ ("The message is about the USB device (tax disk or USB key), not about "
                         "the network. Your invoices stay where they are."),
      .steps = {
        N_ ("Unplug the device, wait ten seconds, plug it in again, and restart your invoicing "
            "program."),
        N_ ("If it stays, ask the device's support desk, and give them the exact message."),
        N_ ("Do not format the device, and do not let anybody reset it before the unsent "
            "invoices are copied."),
      },
  },
  {
      .id = IFA_MEANING_DEVICE_REOPEN,
      .about = IFA_ABOUT_DEVICE,
      .title = N_ ("The tax device must be opened again"),
      .explanation = N_ ("The connection between your invoicing program and the USB device was "
                         "lost. It is not about the network. Your invoices stay where they are."),
      .steps = {
        N_ ("Close your invoicing program, unplug the device, wait ten seconds, plug it in "
            "again, and start the program."),
        N_ ("If it stays, ask the device's support desk, and give them the exact message."),
      },
      .cause = "token-not-found",
  },
  {
      .id = IFA_MEANING_LOCK_DAY,
      .about = IFA_ABOUT_LIMITS,
      .title = N_ ("The monthly lock day has come, and last month's invoices are not sent yet"),
      .explanation = N_ ("Your tax device does not issue new invoices until the ones of last "
                         "month have been sent. They stay where they are."),
      .steps = {
        N_ ("Get this computer online, let your invoicing program send all waiting invoices, and "
            "then issue the new one."),
        STEP_START_CHECK,
        N_ ("If that is not possible, call your tax office (in China: 12366)."),
      },
      .cause = "offline-limit-reached",
  },
  {
      .id = IFA_MEANING_OFFLINE_SUM,
      .about = IFA_ABOUT_LIMITS,
      .title = N_ ("The sum that may be issued without a connection is used up"),
      .explanation = N_ ("The invoices that wait to be sent have reached the limit that your tax "
                         "office has set for your company. As soon as they have been sent, you "
                         "can issue new ones."),
      .steps = {
        N_ ("Get this computer online, and let your invoicing program send all waiting invoices."),
        STEP_START_CHECK,
        N_ ("The limit itself stands in your invoicing program. Only the tax office can change "
            "it (in China: 12366)."),
      },
      .cause = "offline-limit-reached",
  },
  {
      .id = IFA_MEANING_OFFLINE_LIMIT,
      .about = IFA_ABOUT_LIMITS,
      .title = N_ ("A limit for issuing invoices without a connection is reached"),
      .explanation = N_ ("Your invoicing program may issue only for a certain time, sum or "
                         "number without sending. As soon as the waiting invoices have been "
                         "sent, you can issue new ones. How much is allowed stands in the "
                         "program itself."),
      .steps = {
        N_ ("Get this computer online, and let your invoicing program send all waiting invoices."),
        STEP_START_CHECK,
        N_ ("If that is not possible, call your tax office (in China: 12366)."),
      },
      .cause = "offline-limit-reached",
  },
  {
      .id = IFA_MEANING_UPLOAD_FIRST,
      .about = IFA_ABOUT_LIMITS,
      .title = N_ ("Waiting invoices must be sent before this is possible"),
      .explanation = N_ ("Invoices that were issued without a connection have not been sent yet, "
                         "and the tax report is blocked until they are. They stay where they are."),
      .steps = {
        N_ ("Get this computer online, and let your invoicing program send all waiting invoices."),
        N_ ("Then repeat the tax report."),
        STEP_START_CHECK,
      },
      .cause = "unsent-invoices-waiting",
  },
  {
      .id = IFA_MEANING_TAX_REPORT_FIRST,
      .about = IFA_ABOUT_LIMITS,
      .title = N_ ("The periodic tax report must be done first"),
      .explanation = N_ ("The message is not about the network: your invoicing program wants the "
                         "tax report of a period to be finished, or it is not the time for it. "
                         "Your invoices stay where they are."),
      .steps = {
        N_ ("Do the tax report (in China: 抄报税) in your invoicing program, and clear the device "
            "afterwards."),
        N_ ("If the program says that it is not the reporting period, look at the calendar of "
            "your tax office."),
        N_ ("If it stays, call your tax office (in China: 12366)."),
      },
  },
  {
      .id = IFA_MEANING_CONTENT,
      .about = IFA_ABOUT_CONTENT,
      .title = N_ ("The message is about what is written in the invoice"),
      .explanation = N_ ("The connection works. The service received the invoice and did not "
                         "accept something in it."),
      .steps = {
        N_ ("Read the message: it usually names the field."),
        N_ ("Compare tax number, name, tax rate, amounts and product code with the buyer's data, "
            "and correct the invoice."),
        STEP_ASK_VENDOR,
      },
      .cause = "invoice-content-rejected",
  },
  {
      .id = IFA_MEANING_TAX_NUMBER,
      .about = IFA_ABOUT_CONTENT,
      .title = N_ ("A tax number in the invoice is not accepted"),
      .explanation = N_ ("The connection works. The tax number of the buyer or the seller is "
                         "missing, has the wrong length, or is not registered."),
      .steps = {
        N_ ("Ask the buyer for the number in writing, and copy it instead of typing it. Mind the "
            "letter O and the digit 0."),
        N_ ("Look the company up in your tax office's public register."),
        STEP_ASK_VENDOR,
      },
      .cause = "invoice-content-rejected",
  },
  {
      .id = IFA_MEANING_FIELD_LENGTH,
      .about = IFA_ABOUT_CONTENT,
      .title = N_ ("A field of the invoice is too long, missing or in the wrong form"),
      .explanation = N_ ("The connection works. The service did not accept the form of one of "
                         "the fields."),
      .steps = {
        N_ ("Read the message: it usually names the field."),
        N_ ("Shorten names, addresses and notes, remove special characters, and fill in what is "
            "missing."),
        N_ ("Look for an update of your invoicing program: the rules for fields change."),
      },
      .cause = "invoice-content-rejected",
  },
  {
      .id = IFA_MEANING_STOCK,
      .about = IFA_ABOUT_LIMITS,
      .title = N_ ("There are no invoices or no amount left to issue"),
      .explanation = N_ ("The message is not about the network: the invoices or the credit that "
                         "your tax office has allotted to your company are used up."),
      .steps = {
        N_ ("Look at the remaining number or credit in your invoicing program."),
        N_ ("Apply to your tax office for more (in China: in the electronic tax bureau, or by "
            "12366)."),
      },
  },
  {
      .id = IFA_MEANING_DISK_FULL,
      .about = IFA_ABOUT_DEVICE,
      .title = N_ ("The disk is full"),
      .explanation = N_ ("There is no room left where your invoicing program writes. What is "
                         "already there stays there, as long as nothing is deleted in a hurry."),
      .steps = {
        N_ ("Stop issuing invoices until there is room."),
        N_ ("Empty the wastebasket, and move large downloads, videos or pictures to another disk."),
        N_ ("Do not delete anything in the invoicing program's own folder."),
      },
      .cause = "disk-full",
  },
  {
      .id = IFA_MEANING_DATABASE,
      .about = IFA_ABOUT_DEVICE,
      .title = N_ ("The store in which your invoicing program keeps its invoices reports a fault"),
      .explanation = N_ ("The message is about files on this computer, not about the network. "
                         "Copy what is there before anybody tries to repair it."),
      .steps = {
        N_ ("Close your invoicing program and start it again: the store may only have been in "
            "use twice."),
        N_ ("Make a copy of everything that is there, on a USB stick for example."),
        N_ ("Do not run repair tools or commands from the web, and do not delete the program's "
            "data folder: invoices could be lost for good."),
        STEP_ASK_VENDOR,
      },
      .cause = "outbox-damaged",
  },
};

const IfaMeaningTable ifa_service_meanings = { meanings, G_N_ELEMENTS (meanings) };
