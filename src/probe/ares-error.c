/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "ares-error.h"

#include <ares.h>

/**
 * ifa_outcome_from_ares:
 * @status: what a callback of c-ares was given that had no answer to hand over
 * @socket_outcome: what the query's sockets had to say, or `NOT_TESTED`: c-ares calls every such
 *   error "connection refused"
 *
 * Returns: the outcome in our own vocabulary
 */
IfaOutcome
ifa_outcome_from_ares (int status, IfaOutcome socket_outcome)
{
  switch (status)
    {
    case ARES_ETIMEOUT:
      return IFA_OUTCOME_TIMED_OUT;
    case ARES_ECONNREFUSED:
      return socket_outcome != IFA_OUTCOME_NOT_TESTED ? socket_outcome : IFA_OUTCOME_REFUSED;
    /* A name that no question can hold can't be in the DNS (RFC 1035 section 2.3.4). c-ares
     * answers itself for ".onion" (RFC 7686). */
    case ARES_EBADNAME:
    case ARES_ENOTFOUND:
      return IFA_OUTCOME_NAME_NOT_FOUND;
    case ARES_EBADRESP:
      return IFA_OUTCOME_MALFORMED;
    default:
      return IFA_OUTCOME_FAILED;
    }
}
