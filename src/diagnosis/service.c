/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Rules of the station "invoice service": what its answers mean. */

#include "rule.h"

#include <string.h>

#define NOT_THE_SERVICE \
  "captive-portal dns-wrong-answer hosts-file-override network-filter-blocks-site " \
  "tls-interception websocket-blocked service-intermittent service-outage-announced"

/* The service's own answer: complete, with a status. */
static const IfaHttpFacts *
answer (const IfaTarget *target, IfaFinding *finding)
{
  const IfaCheck *http = ifa_target_get_http (target);
  const IfaHttpFacts *facts = http != NULL ? http->facts : NULL;

  if (facts == NULL || facts->status == IFA_UNKNOWN_INTEGER)
    return NULL;

  ifa_finding_cite (finding, http);
  ifa_finding_set (finding, "host", target->host);
  ifa_finding_set_integer (finding, "status", facts->status);
  ifa_finding_set_integer (finding, "seconds", facts->retry_after_s);
  ifa_finding_set (finding, "code", facts->error_code);
  ifa_finding_set (finding, "message", facts->error_message);
  return facts;
}

static gboolean
is_listed (const IfaTarget *target, gint64 status)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, status);

  return target->facts != NULL && target->facts->expected_status != NULL
         && g_strv_contains ((const char *const *) target->facts->expected_status, text);
}

static gboolean
has_status (const IfaTarget *target, IfaFinding *finding, gint64 from, gint64 to)
{
  const IfaHttpFacts *facts = answer (target, finding);

  return facts != NULL && facts->status >= from && facts->status <= to
         && !is_listed (target, facts->status);
}

static gboolean
lists_statuses (const IfaTarget *target)
{
  return target->facts != NULL && target->facts->expected_status != NULL
         && target->facts->expected_status[0] != NULL;
}

static gboolean
is_success (const IfaTarget *target, const IfaHttpFacts *facts)
{
  return (facts->status >= 200 && facts->status <= 299) || is_listed (target, facts->status);
}

static gboolean
service_maintenance (const IfaView *view, const IfaTarget *target, IfaFinding *finding)
{
  const IfaHttpFacts *facts = NULL;

  if (!has_status (target, finding, 503, 503))
    return FALSE;
  facts = answer (target, finding);
  if (facts->says_maintenance == IFA_TRI_YES)
    return TRUE;
  if (view->run == NULL || view->run->maintenance_now != IFA_TRI_YES)
    return FALSE;

  ifa_finding_set_date (finding, "date", view->run->maintenance_until_s);
  ifa_finding_lower (finding, IFA_CERTAINTY_LIKELY);
  return TRUE;
}

static gboolean
service_overloaded (const IfaView *view, const IfaTarget *target, IfaFinding *finding)
{
  const IfaHttpFacts *facts = NULL;

  if (!has_status (target, finding, 503, 503))
    return FALSE;
  facts = answer (target, finding);
  if (facts->retry_after_s == IFA_UNKNOWN_INTEGER)
    ifa_finding_lower (finding, IFA_CERTAINTY_LIKELY);
  return TRUE;
}

static gboolean
service_rate_limited (const IfaView *view, const IfaTarget *target, IfaFinding *finding)
{
  return has_status (target, finding, 429, 429);
}

static gboolean
service_gateway_error (const IfaView *view, const IfaTarget *target, IfaFinding *finding)
{
  return has_status (target, finding, 502, 502) || has_status (target, finding, 504, 504);
}

static gboolean
service_error (const IfaView *view, const IfaTarget *target, IfaFinding *finding)
{
  return has_status (target, finding, 500, 501) || has_status (target, finding, 505, 599);
}

static gboolean
access_denied (const IfaView *view, const IfaTarget *target, IfaFinding *finding)
{
  return has_status (target, finding, 403, 403) || has_status (target, finding, 451, 451);
}

static gboolean
login_rejected (const IfaView *view, const IfaTarget *target, IfaFinding *finding)
{
  return has_status (target, finding, 401, 401);
}

static gboolean
client_too_old (const IfaView *view, const IfaTarget *target, IfaFinding *finding)
{
  return has_status (target, finding, 426, 426);
}

static gboolean
has_redirect_problem (const IfaTarget *target, IfaFinding *finding, const char *problem)
{
  const IfaHttpFacts *facts = answer (target, finding);

  if (facts == NULL || g_strcmp0 (facts->redirect_problem, problem) != 0)
    return FALSE;
  ifa_finding_set (finding, "location", facts->location);
  return TRUE;
}

/* An address typed by hand without a path proves little when the service has nothing there. */
static gboolean
asks_for_the_root (const IfaTarget *target)
{
  const char *path = NULL;

  if (target->facts == NULL || target->facts->url == NULL)
    return FALSE;
  path = strstr (target->facts->url, "://");
  path = path != NULL ? strchr (path + 3, '/') : NULL;
  return path == NULL || g_str_equal (path, "/");
}

static gboolean
service_moved (const IfaView *view, const IfaTarget *target, IfaFinding *finding)
{
  if (has_redirect_problem (target, finding, "elsewhere"))
    return TRUE;
  if (has_status (target, finding, 410, 410))
    return TRUE;
  if (!has_status (target, finding, 404, 404))
    return FALSE;
  if (asks_for_the_root (target))
    ifa_finding_lower (finding, IFA_CERTAINTY_POSSIBLE);
  return TRUE;
}

static gboolean
redirect_loop (const IfaView *view, const IfaTarget *target, IfaFinding *finding)
{
  return has_redirect_problem (target, finding, "loop");
}

static gboolean
insecure_redirect (const IfaView *view, const IfaTarget *target, IfaFinding *finding)
{
  return has_redirect_problem (target, finding, "insecure");
}

static gboolean
expects (const IfaTarget *target, const char *format)
{
  return target->facts != NULL && g_strcmp0 (target->facts->expected_format, format) == 0;
}

static gboolean
empty_response (const IfaView *view, const IfaTarget *target, IfaFinding *finding)
{
  const IfaCheck *http = ifa_target_get_http (target);
  const IfaHttpFacts *facts = answer (target, finding);

  /* The connection was good, and ended without a single byte of an answer. */
  if (http != NULL && facts == NULL
      && (http->outcome == IFA_OUTCOME_CLOSED || http->outcome == IFA_OUTCOME_RESET))
    {
      ifa_finding_cite (finding, http);
      ifa_finding_lower (finding, IFA_CERTAINTY_LIKELY);
      return TRUE;
    }

  /* These two say themselves that nothing follows (RFC 9110 sections 15.3.5 and 15.3.6). */
  if (facts != NULL && (facts->status == 204 || facts->status == 205)
      && (!lists_statuses (target) || is_listed (target, facts->status)))
    return FALSE;
  return facts != NULL && http->outcome == IFA_OUTCOME_OK && is_success (target, facts)
         && facts->body_format == IFA_BODY_EMPTY && !expects (target, "none");
}

static gboolean
has_right_format (const IfaTarget *target, const IfaHttpFacts *facts)
{
  if (expects (target, "json"))
    return facts->body_format == IFA_BODY_JSON && facts->body_well_formed != IFA_TRI_NO;
  if (expects (target, "xml"))
    return facts->body_format == IFA_BODY_XML && facts->body_well_formed != IFA_TRI_NO;
  if (expects (target, "html"))
    return facts->body_format == IFA_BODY_HTML;
  if (expects (target, "text"))
    return facts->body_format == IFA_BODY_TEXT;
  if (expects (target, "none"))
    return TRUE;

  /* No expectation: hold the service to what its own header promises. */
  if (facts->content_type != NULL && strstr (facts->content_type, "json") != NULL)
    return facts->body_format == IFA_BODY_JSON && facts->body_well_formed != IFA_TRI_NO;
  return TRUE;
}

static gboolean
invalid_response (const IfaView *view, const IfaTarget *target, IfaFinding *finding)
{
  const IfaCheck *http = ifa_target_get_http (target);
  const IfaHttpFacts *facts = answer (target, finding);

  if (http != NULL
      && (http->outcome == IFA_OUTCOME_MALFORMED || http->outcome == IFA_OUTCOME_TOO_LARGE))
    {
      ifa_finding_cite (finding, http);
      return TRUE;
    }
  if (facts == NULL || http->outcome != IFA_OUTCOME_OK)
    return FALSE;

  /* A status that neither the profile expects nor any other rule explains. */
  if (!is_success (target, facts))
    {
      gboolean is_other = facts->status == 400 || facts->status == 402
                          || (facts->status >= 405 && facts->status <= 425 && facts->status != 410)
                          || facts->status == 428 || (facts->status >= 430 && facts->status < 451)
                          || facts->status < 200;
      ifa_finding_lower (finding, IFA_CERTAINTY_LIKELY);
      return is_other && lists_statuses (target);
    }

  if (facts->body_format != IFA_BODY_EMPTY && !has_right_format (target, facts))
    return TRUE;

  /* A success, but not the one that the profile knows. */
  ifa_finding_lower (finding, IFA_CERTAINTY_LIKELY);
  return lists_statuses (target) && !is_listed (target, facts->status)
         && facts->redirect_problem == NULL;
}

/* A body that still came in when our patience ended was not cut off by the service. */
#define STALLED_MS 3000

static gboolean
has_stalled (const IfaHttpFacts *facts)
{
  return facts->last_byte_ms == IFA_UNKNOWN_INTEGER || facts->total_ms == IFA_UNKNOWN_INTEGER
         || facts->total_ms - facts->last_byte_ms >= STALLED_MS;
}

static gboolean
response_truncated (const IfaView *view, const IfaTarget *target, IfaFinding *finding)
{
  const IfaCheck *http = ifa_target_get_http (target);
  const IfaHttpFacts *facts = answer (target, finding);

  return facts != NULL && is_success (target, facts)
         && (http->outcome == IFA_OUTCOME_TRUNCATED
             || (http->outcome == IFA_OUTCOME_TIMED_OUT && facts->body_bytes > 0
                 && has_stalled (facts)));
}

static gboolean
carries_error_code (const IfaTarget *target, IfaFinding *finding)
{
  const IfaHttpFacts *facts = answer (target, finding);

  return facts != NULL && facts->error_code != NULL && facts->error_is_fine == IFA_TRI_NO
         && is_success (target, facts);
}

static gboolean
service_error_code (const IfaView *view, const IfaTarget *target, IfaFinding *finding)
{
  return carries_error_code (target, finding);
}

/* Where the profile says which cause a code of its service stands for. */
static gboolean
code_means (const IfaTarget *target, IfaFinding *finding)
{
  const IfaHttpFacts *facts = answer (target, finding);

  return carries_error_code (target, finding)
         && g_strcmp0 (facts->error_cause, finding->cause->id) == 0;
}

static gboolean
by_error_code (const IfaView *view, const IfaTarget *target, IfaFinding *finding)
{
  return code_means (target, finding);
}

static gint64
handshake_ms (const IfaHttpFacts *facts)
{
  if (facts->tls_ms == IFA_UNKNOWN_INTEGER || facts->connect_ms == IFA_UNKNOWN_INTEGER)
    return 0;
  return MAX (0, facts->tls_ms - facts->connect_ms);
}

/* How long a body took that is too small to blame the line for it. */
static gint64
drip_ms (const IfaHttpFacts *facts)
{
  gint64 before_ms = MAX (facts->tls_ms, facts->connect_ms);

  if (facts->last_byte_ms == IFA_UNKNOWN_INTEGER || before_ms == IFA_UNKNOWN_INTEGER
      || facts->body_bytes >= IFA_BODY_THAT_FILLS_LINES)
    return 0;
  return MAX (0, facts->last_byte_ms - before_ms - facts->first_byte_ms);
}

/* Of TCP, of TLS (two in its older versions) and of the request. */
#define ROUND_TRIPS 4

static gboolean
service_slow (const IfaView *view, const IfaTarget *target, IfaFinding *finding)
{
  const IfaHttpFacts *facts = answer (target, finding);
  gint64 round_trip_us = ifa_target_get_round_trip_us (target);
  gint64 max_ms = target->facts != NULL && target->facts->max_ms != IFA_UNKNOWN_INTEGER
                      ? target->facts->max_ms
                      : 5000;
  gint64 round_trip_ms = round_trip_us != IFA_UNKNOWN_INTEGER ? round_trip_us / 1000 : 0;
  gint64 waited_ms;

  if (facts == NULL || facts->first_byte_ms == IFA_UNKNOWN_INTEGER
      || ifa_target_loses_most (target))
    return FALSE;

  waited_ms = facts->first_byte_ms;
  if (!ifa_target_loses_some (target))
    waited_ms += handshake_ms (facts) + drip_ms (facts);
  /* What the line itself takes is not the service's doing. */
  if (waited_ms - ROUND_TRIPS * round_trip_ms <= max_ms)
    return FALSE;
  if (waited_ms > 30000)
    finding->severity = IFA_SEVERITY_PROBLEM;
  ifa_finding_set_integer (finding, "seconds", waited_ms / 1000);
  return TRUE;
}

static gboolean
is_websocket (const IfaTarget *target)
{
  const char *scheme = target->facts != NULL ? target->facts->scheme : NULL;

  return g_strcmp0 (scheme, "wss") == 0 || g_strcmp0 (scheme, "ws") == 0;
}

static gboolean
same_host_answers_requests (const IfaView *view, const IfaTarget *target, IfaFinding *finding)
{
  for (guint i = 0; i < view->endpoints->len; i++)
    {
      const IfaTarget *other = g_ptr_array_index (view->endpoints, i);

      if (other != target && !is_websocket (other) && ifa_target_is_fine (other)
          && g_strcmp0 (other->host, target->host) == 0)
        {
          ifa_finding_cite (finding, ifa_target_get_http (other));
          return TRUE;
        }
    }
  return FALSE;
}

#define SWITCHING_PROTOCOLS 101

/* Requests pass, the upgrade of the connection does not. A service that has moved, or wants a
 * login, says so with its own status. */
static gboolean
websocket_blocked (const IfaView *view, const IfaTarget *target, IfaFinding *finding)
{
  const IfaCheck *http = ifa_target_get_http (target);
  const IfaHttpFacts *facts = http != NULL ? http->facts : NULL;

  if (!is_websocket (target) || facts == NULL || http->outcome == IFA_OUTCOME_NOT_TESTED
      || http->outcome == IFA_OUTCOME_CERTIFICATE
      || (http->outcome == IFA_OUTCOME_OK && facts->status == SWITCHING_PROTOCOLS))
    return FALSE;
  if (facts->status == 401 || facts->status == 404 || facts->status == 410)
    return FALSE;

  ifa_finding_cite (finding, http);
  if (same_host_answers_requests (view, target, finding))
    return TRUE;
  ifa_finding_lower (finding, IFA_CERTAINTY_LIKELY);
  return ifa_target_proves_identity (target);
}

static gboolean
answered_well (const IfaTarget *target, const IfaCheck *http)
{
  const IfaHttpFacts *facts = http->facts;

  return http->outcome == IFA_OUTCOME_OK && is_success (target, facts)
         && facts->body_format != IFA_BODY_UNKNOWN;
}

/* The same request failed once and succeeded once within a moment. */
static gboolean
service_intermittent (const IfaView *view, const IfaTarget *target, IfaFinding *finding)
{
  guint n_good = 0;
  guint n_bad = 0;

  for (guint i = 0; i < target->http->len; i++)
    {
      const IfaCheck *http = g_ptr_array_index (target->http, i);

      if (http->outcome == IFA_OUTCOME_NOT_TESTED || ifa_http_never_connected (http)
          || ((IfaHttpFacts *) http->facts)->proxy != NULL)
        continue;
      ifa_finding_cite (finding, http);
      if (answered_well (target, http))
        n_good++;
      else
        n_bad++;
    }
  return n_good > 0 && n_bad > 0;
}

const IfaRule ifa_service_rules[] = {
  { "service-intermittent", IFA_SCOPE_ENDPOINT, service_intermittent, "captive-portal" },
  { "websocket-blocked", IFA_SCOPE_ENDPOINT, websocket_blocked, "captive-portal tls-interception" },
  { "service-maintenance", IFA_SCOPE_ENDPOINT, service_maintenance, NOT_THE_SERVICE },
  { "service-overloaded", IFA_SCOPE_ENDPOINT, service_overloaded,
    NOT_THE_SERVICE " service-maintenance" },
  { "service-rate-limited", IFA_SCOPE_ENDPOINT, service_rate_limited, NOT_THE_SERVICE },
  { "service-gateway-error", IFA_SCOPE_ENDPOINT, service_gateway_error,
    NOT_THE_SERVICE " service-maintenance" },
  { "service-error", IFA_SCOPE_ENDPOINT, service_error, NOT_THE_SERVICE " service-maintenance" },
  { "access-denied", IFA_SCOPE_ENDPOINT, access_denied, NOT_THE_SERVICE },
  { "login-rejected", IFA_SCOPE_ENDPOINT, login_rejected, NOT_THE_SERVICE },
  { "client-too-old", IFA_SCOPE_ENDPOINT, client_too_old, NOT_THE_SERVICE },
  { "redirect-loop", IFA_SCOPE_ENDPOINT, redirect_loop, NOT_THE_SERVICE },
  { "insecure-redirect", IFA_SCOPE_ENDPOINT, insecure_redirect, NOT_THE_SERVICE },
  { "service-moved", IFA_SCOPE_ENDPOINT, service_moved, NOT_THE_SERVICE },
  { "response-truncated", IFA_SCOPE_ENDPOINT, response_truncated, NOT_THE_SERVICE },
  { "empty-response", IFA_SCOPE_ENDPOINT, empty_response,
    NOT_THE_SERVICE " tls-handshake-failed client-certificate-missing" },
  { "invalid-response", IFA_SCOPE_ENDPOINT, invalid_response,
    NOT_THE_SERVICE " response-truncated empty-response tls-handshake-failed" },
  { "service-overloaded", IFA_SCOPE_ENDPOINT, by_error_code, NULL },
  { "service-maintenance", IFA_SCOPE_ENDPOINT, by_error_code, NULL },
  { "service-rate-limited", IFA_SCOPE_ENDPOINT, by_error_code, NULL },
  { "access-denied", IFA_SCOPE_ENDPOINT, by_error_code, NULL },
  { "login-rejected", IFA_SCOPE_ENDPOINT, by_error_code, NULL },
  { "client-too-old", IFA_SCOPE_ENDPOINT, by_error_code, NULL },
  { "service-error-code", IFA_SCOPE_ENDPOINT, service_error_code,
    "service-overloaded service-maintenance service-rate-limited access-denied login-rejected "
    "client-too-old" },
  { "service-slow", IFA_SCOPE_ENDPOINT, service_slow, "low-bandwidth" },
  { NULL },
};
