/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "errno-outcome.h"

#include <errno.h>

static const struct
{
  int error_number;
  IfaOutcome outcome;
} outcomes[] = {
  { ETIMEDOUT, IFA_OUTCOME_TIMED_OUT },
  { ECONNREFUSED, IFA_OUTCOME_REFUSED },
  { ECONNRESET, IFA_OUTCOME_RESET },
  { ECONNABORTED, IFA_OUTCOME_RESET },
  /* Writing after the other side closed. */
  { EPIPE, IFA_OUTCOME_CLOSED },
  { EPERM, IFA_OUTCOME_PROHIBITED },
  { EACCES, IFA_OUTCOME_PROHIBITED },
  { EHOSTUNREACH, IFA_OUTCOME_HOST_UNREACHABLE },
  { EHOSTDOWN, IFA_OUTCOME_HOST_UNREACHABLE },
  { ENETUNREACH, IFA_OUTCOME_NETWORK_UNREACHABLE },
  { ENETDOWN, IFA_OUTCOME_NETWORK_UNREACHABLE },
  /* The family is there, but this computer has no address of it to send from. */
  { EADDRNOTAVAIL, IFA_OUTCOME_NETWORK_UNREACHABLE },
  { EMSGSIZE, IFA_OUTCOME_TOO_LARGE },
  { EFBIG, IFA_OUTCOME_TOO_LARGE },
  { EPROTO, IFA_OUTCOME_MALFORMED },
  { EBADMSG, IFA_OUTCOME_MALFORMED },
  { ENOENT, IFA_OUTCOME_NOT_FOUND },
  { ENOTDIR, IFA_OUTCOME_NOT_FOUND },
  { ENODEV, IFA_OUTCOME_NOT_FOUND },
  { ENXIO, IFA_OUTCOME_NOT_FOUND },
  /* The kernel, or the sandbox's filter, doesn't have what the probe needs. */
  { EAFNOSUPPORT, IFA_OUTCOME_NOT_AVAILABLE },
  { EPFNOSUPPORT, IFA_OUTCOME_NOT_AVAILABLE },
  { EPROTONOSUPPORT, IFA_OUTCOME_NOT_AVAILABLE },
  { ESOCKTNOSUPPORT, IFA_OUTCOME_NOT_AVAILABLE },
  { ENOPROTOOPT, IFA_OUTCOME_NOT_AVAILABLE },
  { EOPNOTSUPP, IFA_OUTCOME_NOT_AVAILABLE },
  { ENOSYS, IFA_OUTCOME_NOT_AVAILABLE },
  { EMFILE, IFA_OUTCOME_NOT_AVAILABLE },
  { ENFILE, IFA_OUTCOME_NOT_AVAILABLE },
};

/**
 * ifa_outcome_from_errno:
 * @error_number: an `errno` of a system call, or the `ee_errno` of an error queue; positive
 *
 * What EPERM and EACCES mean depends on the call: on a socket that sends, a local rule or an ICMP
 * prohibition. A probe that merely may not look (a file, a netlink request) says
 * `NOT_AVAILABLE` itself.
 *
 * Returns: our word for it; `FAILED` for what has none
 */
IfaOutcome
ifa_outcome_from_errno (int error_number)
{
  for (guint i = 0; i < G_N_ELEMENTS (outcomes); i++)
    if (outcomes[i].error_number == error_number)
      return outcomes[i].outcome;
  return IFA_OUTCOME_FAILED;
}
