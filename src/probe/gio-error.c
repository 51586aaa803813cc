/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "gio-error.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

static const struct
{
  GIOErrorEnum code;
  IfaOutcome outcome;
} io_outcomes[] = {
  { G_IO_ERROR_TIMED_OUT, IFA_OUTCOME_TIMED_OUT },
  { G_IO_ERROR_CONNECTION_REFUSED, IFA_OUTCOME_REFUSED },
  { G_IO_ERROR_CONNECTION_CLOSED, IFA_OUTCOME_CLOSED },
  { G_IO_ERROR_NOT_CONNECTED, IFA_OUTCOME_CLOSED },
  { G_IO_ERROR_CLOSED, IFA_OUTCOME_CLOSED },
  /* The stream ended before what was announced. */
  { G_IO_ERROR_PARTIAL_INPUT, IFA_OUTCOME_TRUNCATED },
  { G_IO_ERROR_PERMISSION_DENIED, IFA_OUTCOME_PROHIBITED },
  { G_IO_ERROR_HOST_UNREACHABLE, IFA_OUTCOME_HOST_UNREACHABLE },
  { G_IO_ERROR_NETWORK_UNREACHABLE, IFA_OUTCOME_NETWORK_UNREACHABLE },
  { G_IO_ERROR_HOST_NOT_FOUND, IFA_OUTCOME_NAME_NOT_FOUND },
  { G_IO_ERROR_INVALID_DATA, IFA_OUTCOME_MALFORMED },
  { G_IO_ERROR_NO_SPACE, IFA_OUTCOME_TOO_LARGE },
  { G_IO_ERROR_MESSAGE_TOO_LARGE, IFA_OUTCOME_TOO_LARGE },
  { G_IO_ERROR_NOT_FOUND, IFA_OUTCOME_NOT_FOUND },
  { G_IO_ERROR_NOT_SUPPORTED, IFA_OUTCOME_NOT_AVAILABLE },
  /* A proxy answered, and did not let us through. */
  { G_IO_ERROR_PROXY_AUTH_FAILED, IFA_OUTCOME_PROHIBITED },
  { G_IO_ERROR_PROXY_NEED_AUTH, IFA_OUTCOME_PROHIBITED },
  { G_IO_ERROR_PROXY_NOT_ALLOWED, IFA_OUTCOME_PROHIBITED },
};

/* GIO has one code for a reset and for an orderly end, and calls a reset in the midst of a
 * handshake "not TLS"; only the system's words tell them apart. */
static gboolean
is_reset (const GError *error)
{
  return strstr (error->message, g_strerror (ECONNRESET)) != NULL;
}

static IfaOutcome
outcome_of_io (const GError *error)
{
  if (error->code == G_IO_ERROR_CONNECTION_CLOSED && is_reset (error))
    return IFA_OUTCOME_RESET;

  for (guint i = 0; i < G_N_ELEMENTS (io_outcomes); i++)
    if ((gint) io_outcomes[i].code == error->code)
      return io_outcomes[i].outcome;
  return IFA_OUTCOME_FAILED;
}

/* In TLS 1.3 an alert may come after the handshake; GIO has no code for it, only its words. */
static gboolean
is_alert (const GError *error)
{
  const char *words = g_dgettext ("glib-networking", "Peer sent fatal TLS alert: %s");
  const char *end = strchr (words, '%');

  return end != NULL && end != words && strncmp (error->message, words, (gsize) (end - words)) == 0;
}

static IfaOutcome
outcome_of_tls (const GError *error)
{
  switch (error->code)
    {
    case G_TLS_ERROR_NOT_TLS:
      return is_reset (error) ? IFA_OUTCOME_RESET : IFA_OUTCOME_MALFORMED;
    case G_TLS_ERROR_BAD_CERTIFICATE:
      return IFA_OUTCOME_CERTIFICATE;
    case G_TLS_ERROR_CERTIFICATE_REQUIRED:
      return IFA_OUTCOME_ALERT;
    case G_TLS_ERROR_EOF:
      return IFA_OUTCOME_CLOSED;
    case G_TLS_ERROR_UNAVAILABLE:
      return IFA_OUTCOME_NOT_AVAILABLE;
    default:
      return is_alert (error) ? IFA_OUTCOME_ALERT : IFA_OUTCOME_FAILED;
    }
}

static IfaOutcome
outcome_of_resolver (const GError *error)
{
  return error->code == G_RESOLVER_ERROR_NOT_FOUND ? IFA_OUTCOME_NAME_NOT_FOUND
                                                   : IFA_OUTCOME_SERVER_FAILED;
}

/**
 * ifa_outcome_from_gio:
 * @error: an error of GIO's domains
 *
 * Returns: our word for it; `FAILED` for what has none, and for other domains
 */
IfaOutcome
ifa_outcome_from_gio (const GError *error)
{
  if (error->domain == G_IO_ERROR)
    return outcome_of_io (error);
  if (error->domain == G_TLS_ERROR)
    return outcome_of_tls (error);
  if (error->domain == G_RESOLVER_ERROR)
    return outcome_of_resolver (error);
  return IFA_OUTCOME_FAILED;
}
