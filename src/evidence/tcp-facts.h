/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Connecting to one address. */

#pragma once

#include "field.h"

G_BEGIN_DECLS

/* Why it was tried. */
typedef enum
{
  IFA_TCP_PURPOSE_UNKNOWN,
  IFA_TCP_PURPOSE_SERVICE,
  IFA_TCP_PURPOSE_OTHER_PORT,
  IFA_TCP_PURPOSE_KNOWN_ADDRESS,
  IFA_TCP_PURPOSE_NAME_SERVER,
  IFA_TCP_PURPOSE_OTHER_INTERFACE,
} IfaTcpPurpose;

/**
 * IfaTcpFacts:
 *
 * One TCP connection attempt. The duration of the check is the round trip of its handshake.
 */
typedef struct
{
  char *host;
  char *address;
  gint64 port;
  guint purpose;     /* IfaTcpPurpose */
  char *interface;   /* bound to it; unset: as the kernel chooses */
  char *icmp_sender; /* sender of the ICMP error */
  IfaTri icmp_sender_is_self;
  IfaTri icmp_sender_is_target;
  gint64 icmp_type;
  gint64 icmp_code;
  char *local_source;
  IfaTri dropped_here; /* TCPRetransFail rose while it was silent */
  gint64 retransmits;
  gint64 rtt_us; /* TCP_INFO of an open connection */
} IfaTcpFacts;

extern const IfaFactsType ifa_tcp_facts;

G_END_DECLS
