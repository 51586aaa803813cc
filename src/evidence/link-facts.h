/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* The network interfaces of this computer. */

#pragma once

#include "field.h"

G_BEGIN_DECLS

/* What sort of interface it is. */
typedef enum
{
  IFA_LINK_KIND_UNKNOWN,
  IFA_LINK_KIND_LOOPBACK,
  IFA_LINK_KIND_ETHERNET,
  IFA_LINK_KIND_WIFI,
  IFA_LINK_KIND_CELLULAR,
  IFA_LINK_KIND_TUNNEL,
  IFA_LINK_KIND_BRIDGE,
  IFA_LINK_KIND_OTHER,
  IFA_LINK_KIND_VIRTUAL, /* leads into this computer only: containers, virtual machines */
} IfaLinkKind;

/**
 * IfaLinkFacts:
 *
 * One network interface.
 */
typedef struct
{
  char *interface;
  guint kind; /* IfaLinkKind */
  IfaTri is_up;
  IfaTri has_carrier;
  IfaTri has_ipv4; /* other than 169.254/16 */
  IfaTri has_ipv6; /* other than fe80::/10 */
  IfaTri only_link_local;
  IfaTri address_conflict; /* duplicate address detection failed (RFC 4862) */
  char **addresses;
  char **prefix_lengths; /* one for each address */
  char *hardware_address;
  gint64 speed_mbps;
} IfaLinkFacts;

extern const IfaFactsType ifa_link_facts;

gboolean ifa_link_leads_out (const IfaLinkFacts *facts);

G_END_DECLS
