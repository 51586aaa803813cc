/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* SNTP packets (RFC 4330 section 4). Pure. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define IFA_SNTP_BYTES 48

typedef enum
{
  IFA_SNTP_GOOD,
  IFA_SNTP_NOT_MINE, /* another question's answer, or made up */
  IFA_SNTP_UNSYNCHRONISED,
  IFA_SNTP_GO_AWAY, /* kiss of death */
} IfaSntpVerdict;

typedef struct
{
  gint64 received_us; /* by the server's clock, microseconds since 1970 */
  gint64 transmitted_us;
  gint64 root_distance_us; /* how far it may itself be off (RFC 5905 appendix A.5.5.2) */
  guint stratum;
  char kiss[5]; /* why it doesn't want to be asked, in letters; empty where it doesn't say */
} IfaSntpAnswer;

void ifa_sntp_write_question (guint8 *packet, guint64 nonce);
IfaSntpVerdict
ifa_sntp_read_answer (const guint8 *packet, gsize length, guint64 nonce, IfaSntpAnswer *answer);

G_END_DECLS
