/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* What the bytes of a name server's answer mean (RFC 1035 section 4). Pure. */

#pragma once

#include "vocabulary.h"

G_BEGIN_DECLS

#define IFA_DNS_MAX_ADDRESSES 64

typedef struct
{
  IfaOutcome outcome;
  char *rcode;          /* (nullable): "NXDOMAIN"; NULL where there was no answer */
  GPtrArray *addresses; /* (element-type utf8) */
  char *canonical_name; /* (nullable): where the name is an alias */
  gboolean truncated;   /* the answer did not fit into a datagram */
  char *detail;         /* (nullable): what was wrong with it */
} IfaDnsAnswer;

void ifa_dns_answer_init (IfaDnsAnswer *answer);
void ifa_dns_answer_clear (IfaDnsAnswer *answer);
void ifa_dns_answer_read (IfaDnsAnswer *answer,
                          const guint8 *bytes,
                          gsize length,
                          const char *name,
                          gboolean is_ipv6);

G_END_DECLS
