/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Who on the way said no: ICMP errors as the kernel hands them to a socket's owner. */

#pragma once

#include "vocabulary.h"

G_BEGIN_DECLS

/**
 * IfaIcmpError:
 *
 * One ICMP or ICMPv6 error about a packet of ours.
 */
typedef struct
{
  int family; /* AF_INET or AF_INET6: the numbers mean different things */
  guint type;
  guint code;
  char *sender; /* (nullable): numeric address */
} IfaIcmpError;

gboolean ifa_icmp_error_enable (int fd, int family);
gboolean ifa_icmp_error_read (int fd, IfaIcmpError *icmp_error);
void ifa_icmp_error_clear (IfaIcmpError *icmp_error);
IfaOutcome ifa_icmp_error_to_outcome (const IfaIcmpError *icmp_error);
gboolean ifa_icmp_error_is_from_self (const IfaIcmpError *icmp_error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (IfaIcmpError, ifa_icmp_error_clear)

G_END_DECLS
