/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "ares-error.h"

#include <ares.h>

#include "errno-outcome.h"

/**
 * ifa_outcome_from_ares:
 * @status: what a callback of c-ares was given
 * @socket_errno: the last error of the query's socket, or 0: c-ares calls every such error
 *   "connection refused"
 *
 * Returns: the outcome in our own vocabulary
 */
IfaOutcome
ifa_outcome_from_ares (int status, int socket_errno)
{
  switch (status)
    {
    case ARES_SUCCESS:
      return IFA_OUTCOME_OK;
    case ARES_ENOTFOUND:
      return IFA_OUTCOME_NAME_NOT_FOUND;
    case ARES_ENODATA:
      return IFA_OUTCOME_NO_ADDRESS;
    case ARES_ESERVFAIL:
    case ARES_ENOTIMP:
    case ARES_EFORMERR:
      return IFA_OUTCOME_SERVER_FAILED;
    case ARES_EREFUSED:
      return IFA_OUTCOME_QUERY_REFUSED;
    case ARES_EBADRESP:
    case ARES_EBADNAME:
    case ARES_EBADSTR:
      return IFA_OUTCOME_MALFORMED;
    case ARES_ETIMEOUT:
      return IFA_OUTCOME_TIMED_OUT;
    case ARES_ECONNREFUSED:
      return socket_errno != 0 ? ifa_outcome_from_errno (socket_errno) : IFA_OUTCOME_REFUSED;
    default:
      return IFA_OUTCOME_FAILED;
    }
}

/**
 * ifa_rcode_from_ares:
 * @status: what a callback of c-ares was given
 *
 * Returns: (nullable): the response code as in RFC 1035 section 4.1.1; `NULL` where there was no
 *   response
 */
const char *
ifa_rcode_from_ares (int status)
{
  switch (status)
    {
    case ARES_SUCCESS:
    case ARES_ENODATA:
      return "NOERROR";
    case ARES_ENOTFOUND:
      return "NXDOMAIN";
    case ARES_ESERVFAIL:
      return "SERVFAIL";
    case ARES_ENOTIMP:
      return "NOTIMP";
    case ARES_EFORMERR:
      return "FORMERR";
    case ARES_EREFUSED:
      return "REFUSED";
    default:
      return NULL;
    }
}
