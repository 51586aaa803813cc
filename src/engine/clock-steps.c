/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Comparing this computer's clock with the Date header of answers that came anyway. */

#include "run-private.h"

/* A Date header has whole seconds (RFC 9110 section 6.6.1). */
#define DATE_RESOLUTION_MS 1000

static void
add_comparison (IfaRun *run,
                const IfaCheck *from,
                IfaClockSource source,
                const char *url,
                gint64 date_s,
                gint64 answered_after_ms)
{
  IfaCheck *check = ifa_check_new (&ifa_clock_facts, from->role, from->endpoint);
  IfaClockFacts *facts = check->facts;
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);
  gint64 here_ms = run->started_us / 1000 + from->started_ms + answered_after_ms;

  facts->source = source;
  facts->host = uri != NULL ? g_strdup (g_uri_get_host (uri)) : NULL;
  facts->offset_ms = here_ms - (date_s * 1000 + DATE_RESOLUTION_MS / 2);
  facts->uncertainty_ms = DATE_RESOLUTION_MS / 2 + from->duration_ms;
  check->started_ms = from->started_ms;
  check->duration_ms = from->duration_ms;
  check->outcome = IFA_OUTCOME_OK;
  ifa_run_add_ended (run, check);
}

static gint64
or_zero (gint64 value)
{
  return value != IFA_UNKNOWN_INTEGER ? value : 0;
}

/**
 * ifa_run_compare_dates:
 * @run: a run
 * @check: an HTTP exchange or a connectivity check that has ended
 *
 * Adds a comparison of clocks where the answer carried a date.
 */
void
ifa_run_compare_dates (IfaRun *run, const IfaCheck *check)
{
  if (check->type == &ifa_http_facts)
    {
      const IfaHttpFacts *facts = check->facts;
      gboolean is_https = facts->url != NULL && g_str_has_prefix (facts->url, "https:");
      gint64 after_ms = MAX (or_zero (facts->connect_ms), or_zero (facts->tls_ms))
                        + or_zero (facts->first_byte_ms);

      if (facts->server_date_s != IFA_UNKNOWN_INTEGER)
        add_comparison (run, check,
                        is_https ? IFA_CLOCK_SOURCE_HTTPS_DATE : IFA_CLOCK_SOURCE_HTTP_DATE,
                        facts->url, facts->server_date_s,
                        after_ms > 0 ? after_ms : check->duration_ms);
    }
  else if (check->type == &ifa_portal_facts)
    {
      const IfaPortalFacts *facts = check->facts;

      if (facts->server_date_s != IFA_UNKNOWN_INTEGER)
        add_comparison (run, check, IFA_CLOCK_SOURCE_HTTP_DATE, facts->url, facts->server_date_s,
                        check->duration_ms);
    }
}
