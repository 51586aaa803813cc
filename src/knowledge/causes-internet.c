/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "causes.h"

static const IfaCause causes[] = {
  {
      .id = "dns-name-not-found",
      .layer = IFA_LAYER_INTERNET,
      .acts = IFA_ACTS_VENDOR,
      .severity = IFA_SEVERITY_PROBLEM,
      .title = N_ ("The invoice service's web address does not exist"),
      .explanation = N_ ("Your unsent invoices stay where they are. Other web addresses are "
                         "found from here, but the one of {service} is not listed anywhere. "
                         "Either it is mistyped in the settings, or the service has lost or "
                         "changed it. Until then invoices cannot be sent."),
      .steps = {
        N_ ("If you or a colleague typed the address: compare it letter by letter with the "
            "vendor's instructions."),
        N_ ("Look at the vendor's website or news: the address may have changed."),
        STEP_TELL_VENDOR,
        STEP_KEEP_REPORT,
        STEP_EMERGENCY,
      },
      .message = N_ ("Hello,\n\n"
                     "the host name of {service} does not resolve. Every name server that was "
                     "asked says that the name does not exist or has no address, while other "
                     "names resolve.\n\n"
                     "Host: {host}\n"
                     "Name server asked: {server}\n\n"
                     "Please check the zone (expired domain, deleted record, broken delegation "
                     "or DNSSEC), or tell us the new address."),
      .technical = N_ ("NXDOMAIN or no address for {host} from every name server, while control "
                       "names resolve"),
  },
  {
      .id = "dns-zone-failing",
      .layer = IFA_LAYER_INTERNET,
      .acts = IFA_ACTS_VENDOR,
      .severity = IFA_SEVERITY_PROBLEM,
      .title = N_ ("The invoice service's entry in the Internet's address book is damaged"),
      .explanation = N_ ("Your unsent invoices stay where they are. Other addresses are found "
                         "from here, but when {service} is looked up, the “address book” answers "
                         "that the entry is out of order. Whoever runs the service must repair "
                         "it; until then it cannot be found, and invoices cannot be sent."),
      .steps = {
        STEP_TELL_VENDOR,
        N_ ("Wait half an hour, then check again here: such faults are often repaired quickly."),
        STEP_KEEP_LOOK_UP_SETTINGS,
        STEP_KEEP_REPORT,
        STEP_EMERGENCY,
      },
      .message = N_ ("Hello,\n\n"
                     "the host name of {service} cannot be resolved: name servers answer "
                     "SERVFAIL for it, while other names resolve.\n\n"
                     "Host: {host}\n"
                     "Name server asked: {server}\n\n"
                     "Please check the authoritative name servers of the zone and its DNSSEC "
                     "signatures (expired signature, wrong DS record). I can send you the full "
                     "report."),
      .technical = N_ ("SERVFAIL for {host}, while control names resolve: its zone is dead or "
                       "badly signed"),
  },
  {
      .id = "path-broken",
      .layer = IFA_LAYER_INTERNET,
      .acts = IFA_ACTS_ISP,
      .severity = IFA_SEVERITY_PROBLEM,
      .title = N_ ("The road to the invoice service is broken somewhere on the Internet"),
      .explanation = N_ ("Your unsent invoices stay where they are. Your office's Internet works "
                         "and other addresses answer, but on the way to {service} the trail ends "
                         "before it gets there. Until it is repaired, invoices cannot be sent "
                         "from here."),
      .steps = {
        N_ ("Connect this computer to your phone's hotspot and check again here: it takes "
            "another road."),
        STEP_TELL_ISP,
        N_ ("Tell the invoice service too: other customers may be cut off as well."),
        STEP_KEEP_REPORT,
        STEP_EMERGENCY,
      },
      .message = N_ ("Hello,\n\n"
                     "we cannot reach one destination, while others work. The path towards it "
                     "ends before its network.\n\n"
                     "Host: {host}\n"
                     "Address: {address}\n"
                     "Port: TCP {port}\n"
                     "Last hop that answered: {gateway}\n\n"
                     "Please check the routing towards this network. I can send you the full "
                     "trace."),
      .technical = N_ ("control hosts answer; the trace towards {host} ends at {gateway}"),
  },
};

const IfaCauseTable ifa_causes_internet = { causes, G_N_ELEMENTS (causes) };
