/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "practice-faults.h"

#include <glib/gi18n-lib.h>

#define FAULT(id, title, cause, certificate, transport, answer) \
  { \
    id, title, cause, IFA_PRACTICE_CERTIFICATE_##certificate, IFA_PRACTICE_TRANSPORT_##transport, \
        IFA_PRACTICE_ANSWER_##answer \
  }

/* In the order in which the practice page lists them: along the way to the service. Where two
 * faults have the same cause, the plainer one comes first: the cause's id finds it. Translators:
 * each title is one choice in the list of faults that the practice service can have. */
static const IfaPracticeFault faults[] = {
  FAULT ("none", N_ ("No fault: everything works"), NULL, GOOD, TLS, HEALTHY),
  FAULT ("clock-wrong", N_ ("This computer's clock is wrong"), "clock-wrong", GOOD, TLS, HEALTHY),
  FAULT ("portal",
         N_ ("The Wi-Fi wants you to sign in first"),
         "captive-portal",
         PORTAL,
         TLS,
         PORTAL),

  FAULT ("expired",
         N_ ("The service's certificate has expired"),
         "certificate-expired",
         EXPIRED,
         TLS,
         HEALTHY),
  FAULT ("not-yet-valid",
         N_ ("The service's certificate is not valid yet"),
         "certificate-not-yet-valid",
         NOT_YET_VALID,
         TLS,
         HEALTHY),
  FAULT ("expires-soon",
         N_ ("The service's certificate will expire in a few days"),
         "certificate-expires-soon",
         EXPIRES_SOON,
         TLS,
         HEALTHY),
  FAULT ("wrong-name",
         N_ ("The service's certificate is made out to somebody else"),
         "certificate-wrong-name",
         WRONG_NAME,
         TLS,
         HEALTHY),
  FAULT ("self-signed",
         N_ ("The service vouches only for itself"),
         "certificate-self-signed",
         SELF_SIGNED,
         TLS,
         HEALTHY),
  FAULT ("untrusted",
         N_ ("Nobody knows who vouches for the service"),
         "certificate-untrusted-issuer",
         UNKNOWN_ISSUER,
         TLS,
         HEALTHY),
  FAULT ("incomplete",
         N_ ("A part of the service's certificate is missing"),
         "certificate-chain-incomplete",
         INCOMPLETE,
         TLS,
         HEALTHY),
  FAULT ("weak",
         N_ ("The service's certificate is too weak for today"),
         "certificate-weak",
         WEAK,
         TLS,
         HEALTHY),
  FAULT ("old-tls",
         N_ ("The service only knows an outdated encryption"),
         "tls-version-unsupported",
         GOOD,
         OLD_TLS,
         HEALTHY),
  FAULT ("handshake-refused",
         N_ ("The service refuses the secure connection"),
         "tls-handshake-failed",
         GOOD,
         ALERT,
         HEALTHY),
  FAULT ("not-tls",
         N_ ("Something else answers in the service's place"),
         "tls-handshake-failed",
         GOOD,
         PLAIN_TEXT,
         HEALTHY),

  FAULT ("refuses",
         N_ ("The service is switched off"),
         "service-refuses-connection",
         GOOD,
         REFUSED,
         HEALTHY),
  FAULT ("hangs",
         N_ ("The service picks up, but says nothing"),
         "service-not-responding",
         GOOD,
         SILENT,
         HEALTHY),
  FAULT ("hangs-after-tls",
         N_ ("The service listens, but never answers"),
         "service-not-responding",
         GOOD,
         TLS,
         SILENT),
  FAULT ("503", N_ ("The service is overloaded"), "service-overloaded", GOOD, TLS, OVERLOADED),
  FAULT ("maintenance",
         N_ ("The service is being maintained"),
         "service-maintenance",
         GOOD,
         TLS,
         MAINTENANCE),
  FAULT ("500",
         N_ ("The service reports an error of its own"),
         "service-error",
         GOOD,
         TLS,
         SERVER_ERROR),
  FAULT ("502",
         N_ ("Only the service's front door works"),
         "service-gateway-error",
         GOOD,
         TLS,
         BAD_GATEWAY),
  FAULT ("403",
         N_ ("The service does not let this computer in"),
         "access-denied",
         GOOD,
         TLS,
         FORBIDDEN),
  FAULT ("401",
         N_ ("The service does not accept the password"),
         "login-rejected",
         GOOD,
         TLS,
         UNAUTHORIZED),
  FAULT ("moved",
         N_ ("The service has moved to another address"),
         "service-moved",
         GOOD,
         TLS,
         MOVED),
  FAULT ("404", N_ ("The service's address leads nowhere"), "service-moved", GOOD, TLS, NOT_FOUND),
  FAULT ("429",
         N_ ("Too many requests came from here"),
         "service-rate-limited",
         GOOD,
         TLS,
         TOO_MANY),
  FAULT ("redirect-loop",
         N_ ("The service sends everybody round in a circle"),
         "redirect-loop",
         GOOD,
         TLS,
         REDIRECT_LOOP),
  FAULT ("empty", N_ ("The service returns nothing"), "empty-response", GOOD, TLS, EMPTY),
  FAULT ("malformed",
         N_ ("The service's answer is garbled"),
         "invalid-response",
         GOOD,
         TLS,
         MALFORMED),
  FAULT ("html",
         N_ ("The service sends a web page instead of data"),
         "invalid-response",
         GOOD,
         TLS,
         PAGE),
  FAULT ("error-code",
         N_ ("The service answers with an error code"),
         "service-error-code",
         GOOD,
         TLS,
         ERROR_CODE),
  FAULT ("slow", N_ ("The service takes very long to answer"), "service-slow", GOOD, TLS, SLOW),
  FAULT ("cut-off",
         N_ ("The service's answer breaks off"),
         "response-truncated",
         GOOD,
         TLS,
         CUT_OFF),
  FAULT ("cut-off-abruptly",
         N_ ("The connection breaks in the middle of the answer"),
         "response-truncated",
         GOOD,
         TLS,
         CUT_OFF_ABRUPTLY),
};

/**
 * ifa_practice_list_faults:
 * @n_faults: (out): their number
 *
 * Returns: (transfer none) (array length=n_faults): every fault that the practice service can
 *   have; the first one is "none"
 */
const IfaPracticeFault *
ifa_practice_list_faults (guint *n_faults)
{
  *n_faults = G_N_ELEMENTS (faults);
  return faults;
}

/**
 * ifa_practice_find_fault:
 * @id: (nullable): a fault's id as "expired", or a cause's as "certificate-expired", which stands
 *   for the first fault with that cause
 *
 * Returns: (transfer none) (nullable): the fault; `NULL` if there is none
 */
const IfaPracticeFault *
ifa_practice_find_fault (const char *id)
{
  for (guint i = 0; id != NULL && i < G_N_ELEMENTS (faults); i++)
    if (g_str_equal (faults[i].id, id))
      return &faults[i];
  for (guint i = 0; id != NULL && i < G_N_ELEMENTS (faults); i++)
    if (g_strcmp0 (faults[i].cause, id) == 0)
      return &faults[i];
  return NULL;
}

/**
 * ifa_practice_fault_is_of_clock:
 * @fault: a fault
 *
 * Returns: whether the fault lies in the clock that a run is given, not in the service
 */
gboolean
ifa_practice_fault_is_of_clock (const IfaPracticeFault *fault)
{
  return g_strcmp0 (fault->cause, "clock-wrong") == 0;
}
