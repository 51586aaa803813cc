/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "icmp-error.h"

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <linux/errqueue.h>
#include <netinet/icmp6.h>
#include <netinet/in.h>
#include <netinet/ip_icmp.h>
#include <string.h>
#include <sys/socket.h>

/* RFC 4443 section 3.1; older headers don't name them all. */
#define ICMP6_SOURCE_POLICY 5
#define ICMP6_REJECT_ROUTE 6

/**
 * ifa_icmp_error_enable:
 * @fd: a socket
 * @family: AF_INET or AF_INET6
 *
 * Asks the kernel to keep ICMP errors for [func@Ifa.icmp_error_read], see ip(7). Needs no
 * privilege. Where the kernel doesn't, only the error's number is known, not who sent it.
 *
 * Returns: whether it does
 */
gboolean
ifa_icmp_error_enable (int fd, int family)
{
  int on = 1;

  if (family == AF_INET6)
    return setsockopt (fd, IPPROTO_IPV6, IPV6_RECVERR, &on, sizeof on) == 0;
  return setsockopt (fd, IPPROTO_IP, IP_RECVERR, &on, sizeof on) == 0;
}

static char *
dup_address (const struct sockaddr *address)
{
  char text[INET6_ADDRSTRLEN];
  const void *bytes;

  if (address->sa_family == AF_INET)
    bytes = &((const struct sockaddr_in *) address)->sin_addr;
  else if (address->sa_family == AF_INET6)
    bytes = &((const struct sockaddr_in6 *) address)->sin6_addr;
  else
    return NULL;

  return g_strdup (inet_ntop (address->sa_family, bytes, text, sizeof text));
}

static gboolean
read_message (struct cmsghdr *header, IfaIcmpError *icmp_error)
{
  gboolean is_v4 = header->cmsg_level == IPPROTO_IP && header->cmsg_type == IP_RECVERR;
  gboolean is_v6 = header->cmsg_level == IPPROTO_IPV6 && header->cmsg_type == IPV6_RECVERR;
  struct sock_extended_err *extended;

  if ((!is_v4 && !is_v6) || header->cmsg_len < CMSG_LEN (sizeof *extended))
    return FALSE;

  extended = (struct sock_extended_err *) CMSG_DATA (header);
  if (extended->ee_origin != SO_EE_ORIGIN_ICMP && extended->ee_origin != SO_EE_ORIGIN_ICMP6)
    return FALSE;

  ifa_icmp_error_clear (icmp_error);
  icmp_error->family = extended->ee_origin == SO_EE_ORIGIN_ICMP6 ? AF_INET6 : AF_INET;
  icmp_error->type = extended->ee_type;
  icmp_error->code = extended->ee_code;
  icmp_error->sender = dup_address (SO_EE_OFFENDER (extended));
  return TRUE;
}

/**
 * ifa_icmp_error_read:
 * @fd: a non-blocking socket that was prepared with [func@Ifa.icmp_error_enable]
 * @icmp_error: (out caller-allocates): initialised; the latest error that waits in the queue
 *
 * Returns: whether there was one
 */
gboolean
ifa_icmp_error_read (int fd, IfaIcmpError *icmp_error)
{
  /* A router that answers each of our packets can't keep us here. */
  const guint max_messages = 16;
  gboolean found = FALSE;

  for (guint i = 0; i < max_messages; i++)
    {
      char control[512] __attribute__ ((aligned (8)));
      char data[512];
      struct iovec vector = { data, sizeof data };
      struct msghdr message = {
        .msg_iov = &vector,
        .msg_iovlen = 1,
        .msg_control = control,
        .msg_controllen = sizeof control,
      };

      if (recvmsg (fd, &message, MSG_ERRQUEUE | MSG_DONTWAIT) < 0)
        break;
      for (struct cmsghdr *header = CMSG_FIRSTHDR (&message); header != NULL;
           header = CMSG_NXTHDR (&message, header))
        found |= read_message (header, icmp_error);
    }

  return found;
}

void
ifa_icmp_error_clear (IfaIcmpError *icmp_error)
{
  g_clear_pointer (&icmp_error->sender, g_free);
  memset (icmp_error, 0, sizeof *icmp_error);
}

static IfaOutcome
outcome_of_v4 (guint type, guint code)
{
  if (type == ICMP_TIME_EXCEEDED)
    return IFA_OUTCOME_HOST_UNREACHABLE;
  if (type != ICMP_DEST_UNREACH)
    return IFA_OUTCOME_FAILED;

  switch (code)
    {
    case ICMP_PORT_UNREACH:
    case ICMP_PROT_UNREACH:
      return IFA_OUTCOME_REFUSED;
    case ICMP_NET_ANO:
    case ICMP_HOST_ANO:
    case ICMP_PKT_FILTERED:
      return IFA_OUTCOME_PROHIBITED;
    default:
      return IFA_OUTCOME_HOST_UNREACHABLE;
    }
}

static IfaOutcome
outcome_of_v6 (guint type, guint code)
{
  if (type == ICMP6_TIME_EXCEEDED)
    return IFA_OUTCOME_HOST_UNREACHABLE;
  if (type != ICMP6_DST_UNREACH)
    return IFA_OUTCOME_FAILED;

  switch (code)
    {
    case ICMP6_DST_UNREACH_NOPORT:
      return IFA_OUTCOME_REFUSED;
    case ICMP6_DST_UNREACH_ADMIN:
    case ICMP6_SOURCE_POLICY:
    case ICMP6_REJECT_ROUTE:
      return IFA_OUTCOME_PROHIBITED;
    default:
      return IFA_OUTCOME_HOST_UNREACHABLE;
    }
}

/**
 * ifa_icmp_error_to_outcome:
 * @icmp_error: an error that was read
 *
 * By RFC 792 and RFC 1812 section 5.2.7.1, and RFC 4443 section 3.1.
 *
 * Returns: how a connection ends on which it comes: refused, prohibited or host unreachable
 */
IfaOutcome
ifa_icmp_error_to_outcome (const IfaIcmpError *icmp_error)
{
  return icmp_error->family == AF_INET6 ? outcome_of_v6 (icmp_error->type, icmp_error->code)
                                        : outcome_of_v4 (icmp_error->type, icmp_error->code);
}

/**
 * ifa_icmp_error_is_from_self:
 * @icmp_error: an error that was read
 *
 * Returns: whether an interface of this computer bears the sender's address
 */
gboolean
ifa_icmp_error_is_from_self (const IfaIcmpError *icmp_error)
{
  struct ifaddrs *interfaces = NULL;
  gboolean found = FALSE;

  if (getifaddrs (&interfaces) != 0)
    return FALSE;

  for (struct ifaddrs *i = interfaces; i != NULL && !found; i = i->ifa_next)
    {
      g_autofree char *own = i->ifa_addr != NULL ? dup_address (i->ifa_addr) : NULL;
      found = own != NULL && g_strcmp0 (own, icmp_error->sender) == 0;
    }

  freeifaddrs (interfaces);
  return found;
}
