/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* A copy of a report without anything private. All writers render such a copy, so none can
 * forget a field. */

#include "report-private.h"

#include <string.h>

#include "emergency.h"
#include "facts.h"
#include "finding.h"

static void
know_this_computer (IfaRedactor *redactor)
{
  const char *real_name = g_get_real_name ();

  ifa_redactor_add_known (redactor, IFA_DETAIL_NAME, g_get_user_name ());
  if (real_name != NULL && g_utf8_strlen (real_name, -1) >= 2)
    ifa_redactor_add_known (redactor, IFA_DETAIL_NAME, real_name);
  ifa_redactor_add_known (redactor, IFA_DETAIL_HOST, g_get_host_name ());
  ifa_redactor_set_home (redactor, g_get_home_dir ());
}

/* What the vendor says of himself stays: it is in his own profile. */
static void
know_the_vendor (IfaRedactor *redactor, const IfaReport *report)
{
  const char *const texts[] = { report->vendor_name, report->vendor_email, report->vendor_phone,
                                report->profile_name, report->profile_id };
  g_autoptr (GUri) uri = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    ifa_redactor_allow_text (redactor, texts[i]);
  if (report->vendor_url != NULL)
    uri = g_uri_parse (report->vendor_url, G_URI_FLAGS_NONE, NULL);
  if (uri != NULL)
    ifa_redactor_allow_host (redactor, g_uri_get_host (uri));
}

static IfaEvidence *
redact_evidence (IfaRedactor *redactor, const IfaEvidence *evidence)
{
  IfaEvidence *copy = ifa_evidence_new ();

  for (guint i = 0; i < ifa_evidence_get_n_checks (evidence); i++)
    {
      IfaCheck *check = ifa_redactor_dup_check (redactor, ifa_evidence_get_check (evidence, i));

      /* Two ids that only differed in a secret. */
      while (ifa_evidence_find (copy, check->id) != NULL)
        {
          char *longer = g_strconcat (check->id, "'", NULL);
          g_free (check->id);
          check->id = longer;
        }
      ifa_evidence_take (copy, check);
    }
  return copy;
}

static void
redact_ids (IfaRedactor *redactor, const GPtrArray *from, GPtrArray *to)
{
  for (guint i = 0; i < from->len; i++)
    g_ptr_array_add (to,
                     ifa_redactor_dup_text (redactor, g_ptr_array_index (from, i), IFA_HOSTS_KEEP));
}

/* Most parameters are values of facts; the service's own words are foreign text. */
static void
redact_parameters (IfaRedactor *redactor, GHashTable *from, GHashTable *to)
{
  GHashTableIter iter;
  gpointer name;
  gpointer value;

  g_hash_table_iter_init (&iter, from);
  while (g_hash_table_iter_next (&iter, &name, &value))
    {
      gboolean is_foreign = g_str_equal (name, "message") || g_str_equal (name, "location");
      IfaHosts hosts = is_foreign ? IFA_HOSTS_STRICT : IFA_HOSTS_LAX;
      g_hash_table_insert (to, g_strdup (name), ifa_redactor_dup_text (redactor, value, hosts));
    }
}

static IfaDiagnosis *
redact_diagnosis (IfaRedactor *redactor, const IfaDiagnosis *diagnosis)
{
  IfaDiagnosis *copy = g_new0 (IfaDiagnosis, 1);

  copy->findings = g_ptr_array_new_with_free_func ((GDestroyNotify) ifa_finding_free);
  copy->verdict = diagnosis->verdict;
  memcpy (copy->stations, diagnosis->stations, sizeof copy->stations);
  for (guint i = 0; i < diagnosis->findings->len; i++)
    {
      const IfaFinding *from = g_ptr_array_index (diagnosis->findings, i);
      IfaFinding *to = ifa_finding_new (from->cause);

      to->severity = from->severity;
      to->certainty = from->certainty;
      redact_ids (redactor, from->endpoints, to->endpoints);
      redact_ids (redactor, from->evidence, to->evidence);
      redact_ids (redactor, from->consequences, to->consequences);
      redact_parameters (redactor, from->parameters, to->parameters);
      g_ptr_array_add (copy->findings, to);
    }
  return copy;
}

static void
redact_texts (IfaRedactor *redactor, const IfaReport *from, IfaReport *to)
{
  const struct
  {
    const char *from;
    char **to;
    IfaHosts hosts;
  } texts[] = {
    { from->started, &to->started, IFA_HOSTS_KEEP },
    { from->app_version, &to->app_version, IFA_HOSTS_KEEP },
    { from->profile_id, &to->profile_id, IFA_HOSTS_KEEP },
    { from->profile_name, &to->profile_name, IFA_HOSTS_LAX },
    { from->vendor_name, &to->vendor_name, IFA_HOSTS_LAX },
    { from->vendor_email, &to->vendor_email, IFA_HOSTS_LAX },
    { from->vendor_phone, &to->vendor_phone, IFA_HOSTS_LAX },
    { from->vendor_url, &to->vendor_url, IFA_HOSTS_LAX },
    { from->note, &to->note, IFA_HOSTS_STRICT },
    { from->os, &to->os, IFA_HOSTS_LAX },
    { from->desktop, &to->desktop, IFA_HOSTS_LAX },
    { from->message, &to->message, IFA_HOSTS_STRICT },
    { from->since, &to->since, IFA_HOSTS_STRICT },
    { from->unsent_total, &to->unsent_total, IFA_HOSTS_LAX },
    { from->deadline, &to->deadline, IFA_HOSTS_LAX },
    { from->changes_since, &to->changes_since, IFA_HOSTS_KEEP },
    { from->original_verdict, &to->original_verdict, IFA_HOSTS_KEEP },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    *texts[i].to = ifa_redactor_dup_text (redactor, texts[i].from, texts[i].hosts);
  to->id = g_strdup (from->id);
}

/* A value that is a list is hidden item by item, so that equal items get equal placeholders. */
static char *
redact_list (IfaRedactor *redactor, const IfaField *field, const char *value)
{
  g_auto (GStrv) items = g_strsplit (value, ", ", -1);

  for (guint i = 0; items[i] != NULL; i++)
    {
      char *shown = ifa_redactor_dup_value (field, items[i], redactor);
      g_free (items[i]);
      items[i] = shown;
    }
  return g_strjoinv (", ", items);
}

static void
redact_changes (IfaRedactor *redactor, const IfaReport *from, IfaReport *to)
{
  if (from->changes == NULL)
    return;
  to->changes = g_ptr_array_new_with_free_func ((GDestroyNotify) ifa_change_free);
  for (guint i = 0; i < from->changes->len; i++)
    {
      const IfaChange *change = g_ptr_array_index (from->changes, i);
      IfaChange *copy = g_new0 (IfaChange, 1);

      copy->type = change->type;
      copy->field = change->field;
      copy->endpoint = g_strdup (change->endpoint);
      copy->before = redact_list (redactor, change->field, change->before);
      copy->now = redact_list (redactor, change->field, change->now);
      g_ptr_array_add (to->changes, copy);
    }
}

/* Many routers share such a name, so it names no router; but of a few offices each has its own,
 * so that a vendor sees whether one network has the fault or all have. */
static char *
dup_network_name (const IfaReport *report)
{
  for (guint i = 0; i < ifa_evidence_get_n_checks (report->evidence); i++)
    {
      const IfaCheck *check = ifa_evidence_get_check (report->evidence, i);
      const IfaGatewayFacts *facts = check->type == &ifa_gateway_facts ? check->facts : NULL;
      g_autofree char *hash = NULL;

      if (facts == NULL || facts->hardware_address == NULL
          || strchr (facts->hardware_address, ':') == NULL)
        continue;
      hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, facts->hardware_address, -1);
      return g_strdup_printf ("network-%.5s", hash);
    }
  return NULL;
}

static void
copy_numbers (const IfaReport *from, IfaReport *to)
{
  to->duration_ms = from->duration_ms;
  to->profile_version = from->profile_version;
  to->sandbox = from->sandbox;
  to->cancelled = from->cancelled;
  to->all_computers = from->all_computers;
  to->while_sending = from->while_sending;
  to->unsent = from->unsent;
  to->reveal = from->reveal;
  to->paper = from->paper;
}

/**
 * ifa_report_new_redacted:
 * @report: a report
 *
 * Causes, stations and verdict are those of @report: the rules look at classes of addresses and
 * at what equals what, and both survive.
 *
 * Returns: (transfer full): a copy in which all that is private is replaced by placeholders, but
 *   for the kinds that `reveal` names
 */
IfaReport *
ifa_report_new_redacted (const IfaReport *report)
{
  g_autoptr (IfaRedactor) redactor = ifa_redactor_new (report->reveal);
  IfaReport *copy = g_new0 (IfaReport, 1);

  know_this_computer (redactor);
  know_the_vendor (redactor, report);
  ifa_redactor_learn (redactor, report->evidence);

  copy->evidence = redact_evidence (redactor, report->evidence);
  copy->diagnosis = redact_diagnosis (redactor, report->diagnosis);
  redact_changes (redactor, report, copy);
  redact_texts (redactor, report, copy);
  copy->network = report->network != NULL
                      ? ifa_redactor_dup_text (redactor, report->network, IFA_HOSTS_KEEP)
                      : dup_network_name (report);
  copy_numbers (report, copy);
  if (report->emergency != NULL)
    copy->emergency = ifa_emergency_new_redacted (report->emergency, redactor);
  if (report->original_causes != NULL)
    {
      copy->original_causes = g_ptr_array_new_with_free_func (g_free);
      redact_ids (redactor, report->original_causes, copy->original_causes);
    }

  copy->is_redacted = TRUE;
  for (guint i = 0; i < IFA_N_DETAILS; i++)
    copy->n_hidden[i] = ifa_redactor_get_n_hidden (redactor, i);
  ifa_report_complete (copy);
  return copy;
}
