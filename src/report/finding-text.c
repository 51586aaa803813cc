/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* The catalogue's words for one finding. */

#include "report.h"

/**
 * ifa_finding_dup_title:
 * @finding: a finding
 *
 * Returns: (transfer full): what happened, in one sentence of the current language
 */
char *
ifa_finding_dup_title (const IfaFinding *finding)
{
  return ifa_cause_dup_text (finding->cause->title, finding->parameters);
}

/**
 * ifa_finding_dup_explanation:
 * @finding: a finding
 *
 * Returns: (transfer full): what it means for the person and her invoices
 */
char *
ifa_finding_dup_explanation (const IfaFinding *finding)
{
  return ifa_cause_dup_text (finding->cause->explanation, finding->parameters);
}

/**
 * ifa_finding_dup_steps:
 * @finding: a finding
 *
 * Returns: (transfer full) (array zero-terminated=1): what to do now, in this order
 */
char **
ifa_finding_dup_steps (const IfaFinding *finding)
{
  g_autoptr (GStrvBuilder) steps = g_strv_builder_new ();

  for (guint i = 0; i < IFA_MAX_STEPS && finding->cause->steps[i] != NULL; i++)
    {
      g_autofree char *step = ifa_cause_dup_text (finding->cause->steps[i], finding->parameters);
      g_strv_builder_add (steps, step);
    }
  return g_strv_builder_end (steps);
}

/**
 * ifa_finding_dup_message:
 * @finding: a finding
 *
 * Returns: (transfer full) (nullable): a text to send to whoever must act
 */
char *
ifa_finding_dup_message (const IfaFinding *finding)
{
  return ifa_cause_dup_text (finding->cause->message, finding->parameters);
}
