/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* The report for a monitoring system: Prometheus text exposition format 0.0.4, to be served or
 * dropped into the node exporter's folder. Names and labels are public. */

#include "report-private.h"

#include <math.h>

#include "facts.h"
#include "text-layout.h"

#define PREFIX "invoice_first_aid_"

typedef struct
{
  GString *out;
  const IfaReport *report;
  const char *last_name; /* whose HELP and TYPE were written last */
} Page;

static void
append_label (GString *out, const char *name, const char *value)
{
  g_autofree char *visible = ifa_text_dup_visible (value != NULL ? value : "");

  g_string_append_printf (out, "%s%s=\"", out->str[out->len - 1] == '{' ? "" : ",", name);
  for (const char *p = visible; *p != '\0'; p++)
    {
      if (*p == '\\' || *p == '"')
        g_string_append_c (out, '\\');
      g_string_append_c (out, *p);
    }
  g_string_append_c (out, '"');
}

/* Begins a sample; labels follow, then end_sample(). */
static void
begin_sample (Page *page, const char *name, const char *help)
{
  if (g_strcmp0 (page->last_name, name) != 0)
    g_string_append_printf (page->out, "# HELP " PREFIX "%s %s\n# TYPE " PREFIX "%s gauge\n", name,
                            help, name);
  page->last_name = name;
  g_string_append_printf (page->out, PREFIX "%s{", name);
  append_label (page->out, "profile", page->report->profile_id);
}

static void
end_sample (Page *page, double value)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append_printf (page->out, "} %s\n",
                          g_ascii_formatd (number, sizeof number, "%.15g", value));
}

static void
append_sample (Page *page, const char *name, const char *help, double value)
{
  begin_sample (page, name, help);
  end_sample (page, value);
}

static void
append_build (Page *page)
{
  begin_sample (page, "build_info", "The program that made the check.");
  append_label (page->out, "version", page->report->app_version);
  end_sample (page, 1);
}

static void
append_run (Page *page)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) started = g_date_time_new_from_iso8601 (page->report->started, utc);

  if (started != NULL)
    append_sample (page, "run_timestamp_seconds", "When the check began.",
                   g_date_time_to_unix (started));
  append_sample (page, "run_duration_seconds", "How long the check took.",
                 page->report->duration_ms / 1000.0);
}

static void
append_verdict (Page *page)
{
  for (guint i = IFA_VERDICT_INCOMPLETE; i <= IFA_VERDICT_PROBLEM; i++)
    {
      begin_sample (page, "verdict", "The verdict of the check: 1 for the one that holds.");
      append_label (page->out, "verdict", ifa_verdict_to_string (i));
      end_sample (page, page->report->diagnosis->verdict == i);
    }
}

static void
append_stations (Page *page)
{
  for (guint i = 0; i < IFA_N_STATIONS; i++)
    for (guint state = IFA_STATION_UNTESTED; state <= IFA_STATION_BROKEN; state++)
      {
        begin_sample (page, "station",
                      "The state of each station on the way to the service: 1 for the one that "
                      "holds.");
        append_label (page->out, "station", ifa_layer_to_string (i));
        append_label (page->out, "state", ifa_station_state_to_string (state));
        end_sample (page, page->report->diagnosis->stations[i] == state);
      }
}

static void
append_cause (Page *page, const IfaFinding *finding, const char *endpoint)
{
  begin_sample (page, "cause", "What was found; no sample is no finding.");
  append_label (page->out, "cause", finding->cause->id);
  append_label (page->out, "layer", ifa_layer_to_string (finding->cause->layer));
  append_label (page->out, "endpoint", endpoint);
  append_label (page->out, "certainty", ifa_certainty_to_string (finding->certainty));
  append_label (page->out, "severity", ifa_severity_to_string (finding->severity));
  append_label (page->out, "acts", ifa_acts_to_string (finding->cause->acts));
  end_sample (page, 1);
}

static void
append_causes (Page *page)
{
  const GPtrArray *findings = page->report->diagnosis->findings;

  for (guint i = 0; i < findings->len; i++)
    {
      const IfaFinding *finding = g_ptr_array_index (findings, i);

      for (guint e = 0; e < finding->endpoints->len; e++)
        append_cause (page, finding, g_ptr_array_index (finding->endpoints, e));
      if (finding->endpoints->len == 0)
        append_cause (page, finding, "");
    }
}

static void
append_checks (Page *page)
{
  static const char *const statuses[] = { "pass", "attention", "fail", "skipped" };
  const IfaReport *report = page->report;
  guint counts[G_N_ELEMENTS (statuses)] = { 0 };

  for (guint i = 0; i < ifa_evidence_get_n_checks (report->evidence); i++)
    {
      const IfaCheck *check = ifa_evidence_get_check (report->evidence, i);
      const char *status = ifa_diagnosis_get_check_status (report->diagnosis, check);

      for (guint s = 0; s < G_N_ELEMENTS (statuses); s++)
        counts[s] += g_str_equal (statuses[s], status);
    }
  for (guint s = 0; s < G_N_ELEMENTS (statuses); s++)
    {
      begin_sample (page, "checks", "How many checks ended in which way.");
      append_label (page->out, "status", statuses[s]);
      end_sample (page, counts[s]);
    }
}

typedef double (*Measure) (const IfaCheck *check);

/* NAN: not measured, and then there is no sample. */
static double
measure_dns (const IfaCheck *check)
{
  return check->type == &ifa_dns_facts ? check->duration_ms / 1000.0 : (double) NAN;
}

static double
measure_connect (const IfaCheck *check)
{
  return check->type == &ifa_tcp_facts ? check->duration_ms / 1000.0 : (double) NAN;
}

static double
measure_tls (const IfaCheck *check)
{
  return check->type == &ifa_tls_facts ? check->duration_ms / 1000.0 : (double) NAN;
}

static double
measure_http (const IfaCheck *check)
{
  return check->type == &ifa_http_facts ? check->duration_ms / 1000.0 : (double) NAN;
}

static double
measure_expiry (const IfaCheck *check)
{
  const IfaTlsFacts *facts = check->type == &ifa_tls_facts ? check->facts : NULL;

  return facts != NULL && facts->not_after_s != IFA_UNKNOWN_INTEGER ? (double) facts->not_after_s
                                                                    : (double) NAN;
}

static double
measure_status (const IfaCheck *check)
{
  const IfaHttpFacts *facts = check->type == &ifa_http_facts ? check->facts : NULL;

  return facts != NULL && facts->status != IFA_UNKNOWN_INTEGER ? (double) facts->status
                                                               : (double) NAN;
}

static double
measure_clock (const IfaCheck *check)
{
  const IfaClockFacts *facts = check->type == &ifa_clock_facts ? check->facts : NULL;

  return facts != NULL && facts->offset_ms != IFA_UNKNOWN_INTEGER ? facts->offset_ms / 1000.0
                                                                  : (double) NAN;
}

static const struct
{
  const char *name;
  const char *help;
  gboolean even_if_failed; /* the facts count, whatever the outcome */
  Measure measure;
} measures[] = {
  { "dns_seconds", "How long a look-up of the name took.", FALSE, measure_dns },
  { "connect_seconds", "How long a connection took.", FALSE, measure_connect },
  { "tls_seconds", "How long the handshake took.", FALSE, measure_tls },
  { "http_seconds", "How long the answer took.", FALSE, measure_http },
  { "http_status", "The status of the answer.", TRUE, measure_status },
  { "certificate_expiry_timestamp_seconds", "When the first certificate of the chain expires.",
    TRUE, measure_expiry },
  { "clock_offset_seconds", "How far this computer's clock is ahead.", TRUE, measure_clock },
};

static void
append_measures (Page *page)
{
  const IfaEvidence *evidence = page->report->evidence;

  for (guint m = 0; m < G_N_ELEMENTS (measures); m++)
    for (guint i = 0; i < ifa_evidence_get_n_checks (evidence); i++)
      {
        const IfaCheck *check = ifa_evidence_get_check (evidence, i);
        gboolean counts
            = check->outcome == IFA_OUTCOME_OK
              || (measures[m].even_if_failed && check->outcome != IFA_OUTCOME_NOT_TESTED);
        double value = counts ? measures[m].measure (check) : NAN;

        if (isnan (value))
          continue;
        begin_sample (page, measures[m].name, measures[m].help);
        append_label (page->out, "check", check->id);
        append_label (page->out, "endpoint", check->endpoint);
        append_label (page->out, "role", ifa_role_to_string (check->role));
        end_sample (page, value);
      }
}

/**
 * ifa_report_to_prometheus:
 * @report: a redacted report
 *
 * Returns: (transfer full): lines of the text exposition format
 */
GBytes *
ifa_report_to_prometheus (const IfaReport *report)
{
  Page page = { .out = g_string_new (NULL), .report = report };

  append_build (&page);
  append_run (&page);
  append_verdict (&page);
  append_stations (&page);
  append_causes (&page);
  append_checks (&page);
  append_measures (&page);
  if (report->unsent != IFA_UNKNOWN_INTEGER)
    append_sample (&page, "unsent_invoices", "Invoices that wait on this computer.",
                   report->unsent);
  return g_string_free_to_bytes (page.out);
}
