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
};

const IfaCauseTable ifa_causes_client = { causes, G_N_ELEMENTS (causes) };
