/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "gnutls-error.h"

#include <gnutls/gnutls.h>

static const struct
{
  int code;
  IfaOutcome outcome;
} outcomes[] = {
  { GNUTLS_E_SUCCESS, IFA_OUTCOME_OK },
  { GNUTLS_E_FATAL_ALERT_RECEIVED, IFA_OUTCOME_ALERT },
  { GNUTLS_E_PREMATURE_TERMINATION, IFA_OUTCOME_CLOSED },
  { GNUTLS_E_SESSION_EOF, IFA_OUTCOME_CLOSED },
  { GNUTLS_E_TIMEDOUT, IFA_OUTCOME_TIMED_OUT },
  /* The other side chose a version that was not offered. */
  { GNUTLS_E_UNSUPPORTED_VERSION_PACKET, IFA_OUTCOME_VERSION },
  { GNUTLS_E_HANDSHAKE_TOO_LARGE, IFA_OUTCOME_TOO_LARGE },
  { GNUTLS_E_TOO_MANY_HANDSHAKE_PACKETS, IFA_OUTCOME_TOO_LARGE },
  { GNUTLS_E_TOO_MANY_EMPTY_PACKETS, IFA_OUTCOME_TOO_LARGE },
  /* What is there, but can't be read or doesn't hold together. */
  { GNUTLS_E_UNEXPECTED_PACKET, IFA_OUTCOME_MALFORMED },
  { GNUTLS_E_UNEXPECTED_PACKET_LENGTH, IFA_OUTCOME_MALFORMED },
  { GNUTLS_E_UNEXPECTED_HANDSHAKE_PACKET, IFA_OUTCOME_MALFORMED },
  { GNUTLS_E_UNEXPECTED_EXTENSIONS_LENGTH, IFA_OUTCOME_MALFORMED },
  { GNUTLS_E_RECEIVED_ILLEGAL_PARAMETER, IFA_OUTCOME_MALFORMED },
  { GNUTLS_E_RECEIVED_ILLEGAL_EXTENSION, IFA_OUTCOME_MALFORMED },
  { GNUTLS_E_RECORD_OVERFLOW, IFA_OUTCOME_MALFORMED },
  { GNUTLS_E_DECRYPTION_FAILED, IFA_OUTCOME_MALFORMED },
  { GNUTLS_E_ERROR_IN_FINISHED_PACKET, IFA_OUTCOME_MALFORMED },
  { GNUTLS_E_CERTIFICATE_ERROR, IFA_OUTCOME_MALFORMED },
  { GNUTLS_E_UNSUPPORTED_CERTIFICATE_TYPE, IFA_OUTCOME_MALFORMED },
  { GNUTLS_E_NO_CERTIFICATE_FOUND, IFA_OUTCOME_MALFORMED },
  { GNUTLS_E_ASN1_GENERIC_ERROR, IFA_OUTCOME_MALFORMED },
  { GNUTLS_E_ASN1_DER_ERROR, IFA_OUTCOME_MALFORMED },
  { GNUTLS_E_ASN1_DER_OVERFLOW, IFA_OUTCOME_MALFORMED },
  { GNUTLS_E_ASN1_ELEMENT_NOT_FOUND, IFA_OUTCOME_MALFORMED },
  { GNUTLS_E_ASN1_IDENTIFIER_NOT_FOUND, IFA_OUTCOME_MALFORMED },
  { GNUTLS_E_ASN1_VALUE_NOT_FOUND, IFA_OUTCOME_MALFORMED },
  { GNUTLS_E_ASN1_VALUE_NOT_VALID, IFA_OUTCOME_MALFORMED },
  { GNUTLS_E_ASN1_TAG_ERROR, IFA_OUTCOME_MALFORMED },
  { GNUTLS_E_ASN1_TAG_IMPLICIT, IFA_OUTCOME_MALFORMED },
  { GNUTLS_E_ASN1_TYPE_ANY_ERROR, IFA_OUTCOME_MALFORMED },
  { GNUTLS_E_ASN1_SYNTAX_ERROR, IFA_OUTCOME_MALFORMED },
};

/**
 * ifa_outcome_from_gnutls:
 * @code: what a GnuTLS function returned; for `GNUTLS_E_PULL_ERROR` and `GNUTLS_E_PUSH_ERROR`
 *   the `errno` says more
 *
 * Returns: our word for it; `FAILED` for what has none
 */
IfaOutcome
ifa_outcome_from_gnutls (int code)
{
  for (guint i = 0; i < G_N_ELEMENTS (outcomes); i++)
    if (outcomes[i].code == code)
      return outcomes[i].outcome;
  return IFA_OUTCOME_FAILED;
}

/**
 * ifa_gnutls_dup_alert_name:
 * @alert: number of a TLS alert
 *
 * Returns: (transfer full): its name as in RFC 8446 section 6, "handshake_failure"; the bare
 *   number where it has none
 */
char *
ifa_gnutls_dup_alert_name (int alert)
{
  const char *prefix = "GNUTLS_A_";
  const char *name = gnutls_alert_get_strname ((gnutls_alert_description_t) alert);

  if (name == NULL || !g_str_has_prefix (name, prefix))
    return g_strdup_printf ("%d", alert);
  return g_ascii_strdown (name + sizeof "GNUTLS_A_" - 1, -1);
}
