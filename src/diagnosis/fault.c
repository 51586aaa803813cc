/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "fault.h"

static const IfaFinding *
find_problem (const IfaDiagnosis *diagnosis, const char *cause)
{
  for (guint i = 0; i < diagnosis->findings->len; i++)
    {
      const IfaFinding *finding = g_ptr_array_index (diagnosis->findings, i);

      if (finding->severity == IFA_SEVERITY_PROBLEM && g_str_equal (finding->cause->id, cause))
        return finding;
    }
  return NULL;
}

/**
 * ifa_diagnosis_get_fault:
 * @diagnosis: the diagnosis
 *
 * The laws give more time for what the authority has announced. A failure that nobody has
 * announced yet is neither that nor the office's own: then nothing is said.
 *
 * Returns: (nullable): "own", "announced", "failure" or "total"
 */
const char *
ifa_diagnosis_get_fault (const IfaDiagnosis *diagnosis)
{
  const IfaFinding *outage = find_problem (diagnosis, "service-outage-announced");
  const IfaFinding *headline = ifa_diagnosis_get_headline (diagnosis);

  if (headline == NULL || headline->severity != IFA_SEVERITY_PROBLEM)
    return NULL;
  if (outage != NULL)
    {
      const char *word = g_hash_table_lookup (outage->parameters, "code");

      return g_strcmp0 (word, "TOTAL_FAILURE") == 0 ? "total" : "failure";
    }
  if (find_problem (diagnosis, "service-maintenance") != NULL)
    return "announced";
  return headline->cause->acts != IFA_ACTS_VENDOR ? "own" : NULL;
}
