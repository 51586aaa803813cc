/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* The rows of the catalogue, one table a layer, and the steps that many of them share. */

#pragma once

#include <glib/gi18n-lib.h>

#include "catalogue.h"

G_BEGIN_DECLS

typedef struct
{
  const IfaCause *causes;
  guint n_causes;
} IfaCauseTable;

extern const IfaCauseTable ifa_causes_computer;
extern const IfaCauseTable ifa_causes_local_network;
extern const IfaCauseTable ifa_causes_internet;
extern const IfaCauseTable ifa_causes_security;
extern const IfaCauseTable ifa_causes_service;
extern const IfaCauseTable ifa_causes_service_answers;
extern const IfaCauseTable ifa_causes_client;

#define STEP_TELL_IT N_ ("Send the ready message to your IT colleague.")
#define STEP_TELL_ISP \
  N_ ("Call or write to your internet provider. The ready message says what to tell them.")
#define STEP_TELL_VENDOR N_ ("Send the ready message to {vendor}.")
#define STEP_CHECK_AGAIN N_ ("Then check again here.")
#define STEP_NOTHING_TO_REPAIR \
  N_ ("There is nothing to repair at your desk. Check again here from time to time.")
#define STEP_HOTSPOT \
  N_ ("If an invoice must go out today: connect this computer to your phone's hotspot and try " \
      "again.")
#define STEP_EMERGENCY \
  N_ ("If an invoice must go out today: follow the emergency procedure of your invoice service.")
#define STEP_NO_BYPASS \
  N_ ("Do not click past a security warning and do not switch the security check off: strangers " \
      "could read your invoices and passwords.")
#define STEP_KEEP_PROTECTION \
  N_ ("Leave the firewall and the antivirus program switched on. Switching them off helps nobody " \
      "to find the fault.")
#define STEP_KEEP_LOOK_UP_SETTINGS \
  N_ ("Do not enter numbers such as 8.8.8.8 from the web into the network settings: that can " \
      "lead to more faults, and your office's own services may no longer be found.")
#define STEP_LOOK_UP_FIRST \
  N_ ("If it happened while you were sending: look the invoice up in the service's portal before " \
      "you send it again. It may already have been issued.")
#define STEP_KEEP_REPORT \
  N_ ("Save the report. It shows when the service could not be used, should a deadline be missed.")

/* Steps of a message that was pasted, before anything was measured. */
#define STEP_START_CHECK N_ ("Start the check here: it finds out where the connection breaks.")
#define STEP_ASK_VENDOR N_ ("Ask the service's support desk, and give them the exact message.")
#define STEP_SHOW_IT N_ ("Show the exact message to your IT colleague.")

G_END_DECLS
