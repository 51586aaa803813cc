/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "report-private.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <gio/gio.h>
#include <string.h>

#include "client-facts.h"
#include "emergency.h"
#include "error.h"

static const struct
{
  const char *name;
  IfaReportFormat format;
} formats[] = {
  { "text", IFA_REPORT_TEXT }, { "txt", IFA_REPORT_TEXT }, { "json", IFA_REPORT_JSON },
  { "html", IFA_REPORT_HTML }, { "pdf", IFA_REPORT_PDF },  { "prometheus", IFA_REPORT_PROMETHEUS },
};

static char *
time_to_iso8601 (gint64 time_us)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (time_us / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_local (utc) : NULL;

  return local != NULL ? g_date_time_format (local, "%Y-%m-%dT%H:%M:%S%:z") : g_strdup ("");
}

/**
 * ifa_report_new:
 * @evidence: what a run saw; the report takes a reference
 * @started_us: when it began, microseconds since 1970 UTC by this computer's clock
 * @duration_ms: how long it took
 *
 * Judges the evidence. The caller fills in the rest, and calls [func@Ifa.report_complete] then.
 *
 * Returns: (transfer full): a report with a new id
 */
IfaReport *
ifa_report_new (IfaEvidence *evidence, gint64 started_us, gint64 duration_ms)
{
  IfaReport *report = g_new0 (IfaReport, 1);

  report->id = g_uuid_string_random ();
  report->started = time_to_iso8601 (started_us);
  report->duration_ms = duration_ms;
  report->evidence = ifa_evidence_ref (evidence);
  report->diagnosis = ifa_diagnose (evidence);
  report->unsent = IFA_UNKNOWN_INTEGER;
  return report;
}

static void
free_texts (IfaReport *report)
{
  char *texts[] = {
    report->id,
    report->started,
    report->app_version,
    report->profile_id,
    report->profile_name,
    report->vendor_name,
    report->vendor_email,
    report->vendor_phone,
    report->vendor_url,
    report->note,
    report->os,
    report->desktop,
    report->message,
    report->since,
    report->unsent_total,
    report->original_verdict,
    report->deadline,
    report->network,
    report->changes_since,
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (texts[i]);
}

void
ifa_report_free (IfaReport *report)
{
  if (report == NULL)
    return;

  free_texts (report);
  g_clear_pointer (&report->evidence, ifa_evidence_unref);
  g_clear_pointer (&report->diagnosis, ifa_diagnosis_free);
  g_clear_pointer (&report->original_causes, g_ptr_array_unref);
  g_clear_pointer (&report->changes, g_ptr_array_unref);
  g_clear_pointer (&report->emergency, ifa_emergency_free);
  g_free (report);
}

static void
set_parameter (GHashTable *parameters, const char *name, const char *value)
{
  if (value != NULL && value[0] != '\0' && !g_hash_table_contains (parameters, name))
    g_hash_table_insert (parameters, g_strdup (name), g_strdup (value));
}

/* What the run itself counted. */
static void
take_unsent (IfaReport *report)
{
  for (guint i = 0; i < ifa_evidence_get_n_checks (report->evidence); i++)
    {
      const IfaCheck *check = ifa_evidence_get_check (report->evidence, i);
      const IfaOutboxFacts *facts = check->facts;

      if (check->type != &ifa_outbox_facts || check->outcome != IFA_OUTCOME_OK)
        continue;
      report->unsent = facts->n_waiting;
      if (facts->totals != NULL && facts->totals[0] != NULL)
        report->unsent_total = g_strjoinv (" + ", facts->totals);
    }
}

/**
 * ifa_report_complete:
 * @report: a report with its names filled in
 *
 * Lets the texts of the findings call service and vendor by their names, and says how many
 * invoices wait where nobody has said it yet. May be called again.
 */
void
ifa_report_complete (IfaReport *report)
{
  GPtrArray *findings = report->diagnosis->findings;

  if (report->unsent == IFA_UNKNOWN_INTEGER && report->unsent_total == NULL)
    take_unsent (report);
  for (guint i = 0; i < findings->len; i++)
    {
      const IfaFinding *finding = g_ptr_array_index (findings, i);
      set_parameter (finding->parameters, "service", report->profile_name);
      set_parameter (finding->parameters, "vendor", report->vendor_name);
    }
}

/**
 * ifa_report_format_from_string:
 * @name: text, json, html, pdf or prometheus
 * @format: (out): the format
 *
 * Returns: whether there is such a format
 */
gboolean
ifa_report_format_from_string (const char *name, IfaReportFormat *format)
{
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    if (g_ascii_strcasecmp (formats[i].name, name) == 0)
      {
        *format = formats[i].format;
        return TRUE;
      }
  return FALSE;
}

/**
 * ifa_report_render:
 * @report: the report
 * @format: what to make of it
 * @error: return location
 *
 * What is private was replaced beforehand, but for the kinds in the report's `reveal`. May be
 * called in a thread, as long as nobody changes @report.
 *
 * Returns: (transfer full) (nullable): the bytes to show, save or send
 */
GBytes *
ifa_report_render (const IfaReport *report, IfaReportFormat format, GError **error)
{
  g_autoptr (IfaReport) shown = ifa_report_new_redacted (report);

  switch (format)
    {
    case IFA_REPORT_TEXT:
      return ifa_report_to_text (shown);
    case IFA_REPORT_JSON:
      return ifa_report_to_json (shown);
    case IFA_REPORT_HTML:
      return ifa_report_to_html (shown);
    case IFA_REPORT_PDF:
      return ifa_report_to_pdf (shown, error);
    case IFA_REPORT_PROMETHEUS:
      return ifa_report_to_prometheus (shown);
    default:
      g_set_error_literal (error, IFA_ERROR, IFA_ERROR_FAILED,
                           _ ("This version can't write reports of this format."));
      return NULL;
    }
}

static gboolean
cannot_write (const char *path, const char *why, GError **error)
{
  g_autofree char *name = g_filename_display_name (path);

  g_set_error (error, IFA_ERROR, IFA_ERROR_FILE,
               /* Translators: the file, and the system's own words for why. */
               _ ("The report could not be saved as “%s”: %s."), name, why);
  return FALSE;
}

/**
 * ifa_report_save:
 * @report: the report
 * @format: what to make of it
 * @path: where to; a file that is there is replaced
 * @error: [enum@Ifa.Error.FILE] with one sentence
 *
 * The file appears whole or not at all: it is written beside @path under another name, put on
 * the disk, and renamed.
 *
 * Returns: whether the report is on the disk
 */
gboolean
ifa_report_save (const IfaReport *report, IfaReportFormat format, const char *path, GError **error)
{
  g_autoptr (GBytes) bytes = ifa_report_render (report, format, error);
  g_autoptr (GError) local_error = NULL;
  gsize length = 0;
  const char *data;

  if (bytes == NULL)
    return FALSE;
  if (g_file_test (path, G_FILE_TEST_EXISTS) && !g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return cannot_write (path, _ ("there is something of that name that is not a file"), error);

  data = g_bytes_get_data (bytes, &length);
  errno = 0;
  if (g_file_set_contents_full (path, data, length,
                                G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0644,
                                &local_error))
    return TRUE;
  return cannot_write (path, g_strerror (errno), error);
}
