/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "catalogue.h"

#include "causes.h"

static const IfaCauseTable *const tables[] = {
  &ifa_causes_computer, &ifa_causes_local_network,   &ifa_causes_internet, &ifa_causes_security,
  &ifa_causes_service,  &ifa_causes_service_answers, &ifa_causes_client,
};

static const char *const severity_names[] = {
  [IFA_SEVERITY_PROBLEM] = "problem",
  [IFA_SEVERITY_ATTENTION] = "attention",
  [IFA_SEVERITY_INFO] = "info",
};

static const char *const acts_names[] = {
  [IFA_ACTS_YOU] = "you",
  [IFA_ACTS_IT] = "it",
  [IFA_ACTS_ISP] = "isp",
  [IFA_ACTS_VENDOR] = "vendor",
};

static const char *const certainty_names[] = {
  [IFA_CERTAINTY_POSSIBLE] = "possible",
  [IFA_CERTAINTY_LIKELY] = "likely",
  [IFA_CERTAINTY_CERTAIN] = "certain",
};

static gboolean
value_of (const char *const *names, guint n_names, const char *name, guint *value)
{
  for (guint i = 0; i < n_names; i++)
    if (g_strcmp0 (names[i], name) == 0)
      {
        *value = i;
        return TRUE;
      }
  return FALSE;
}

/**
 * ifa_cause_lookup:
 * @id: (nullable): a cause id, as it stands in reports
 *
 * Returns: (nullable) (transfer none): the row of @id, or `NULL` where there is none
 */
const IfaCause *
ifa_cause_lookup (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    for (guint j = 0; j < tables[i]->n_causes; j++)
      if (g_strcmp0 (tables[i]->causes[j].id, id) == 0)
        return &tables[i]->causes[j];

  return NULL;
}

static GArray *
list_all (void)
{
  GArray *all = g_array_new (FALSE, FALSE, sizeof (IfaCause));

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    g_array_append_vals (all, tables[i]->causes, tables[i]->n_causes);

  return all;
}

/**
 * ifa_cause_list:
 * @n_causes: (out): the number of rows
 *
 * Returns: (array length=n_causes) (transfer none): the whole catalogue, in the order of the
 *   stations. The rows are copies that live as long as the program; their ids compare equal with
 *   those of [func@Ifa.cause_lookup], their addresses do not.
 */
const IfaCause *
ifa_cause_list (guint *n_causes)
{
  static GArray *all = NULL;

  if (g_once_init_enter (&all))
    g_once_init_leave (&all, list_all ());

  *n_causes = all->len;
  return (const IfaCause *) (gconstpointer) all->data;
}

/**
 * ifa_severity_to_string:
 * @severity: how grave a cause is
 *
 * Returns: the public name of @severity, as it stands in reports
 */
const char *
ifa_severity_to_string (IfaSeverity severity)
{
  g_return_val_if_fail ((guint) severity < G_N_ELEMENTS (severity_names), severity_names[0]);
  return severity_names[severity];
}

gboolean
ifa_severity_from_string (const char *name, IfaSeverity *severity)
{
  guint value;
  if (!value_of (severity_names, G_N_ELEMENTS (severity_names), name, &value))
    return FALSE;
  *severity = value;
  return TRUE;
}

/**
 * ifa_acts_to_string:
 * @acts: who can end a cause
 *
 * Returns: the public name of @acts, as it stands in reports
 */
const char *
ifa_acts_to_string (IfaActs acts)
{
  g_return_val_if_fail ((guint) acts < G_N_ELEMENTS (acts_names), acts_names[0]);
  return acts_names[acts];
}

gboolean
ifa_acts_from_string (const char *name, IfaActs *acts)
{
  guint value;
  if (!value_of (acts_names, G_N_ELEMENTS (acts_names), name, &value))
    return FALSE;
  *acts = value;
  return TRUE;
}

/**
 * ifa_certainty_to_string:
 * @certainty: how sure a finding is
 *
 * Returns: the public name of @certainty, as it stands in reports
 */
const char *
ifa_certainty_to_string (IfaCertainty certainty)
{
  g_return_val_if_fail ((guint) certainty < G_N_ELEMENTS (certainty_names), certainty_names[0]);
  return certainty_names[certainty];
}

gboolean
ifa_certainty_from_string (const char *name, IfaCertainty *certainty)
{
  guint value;
  if (!value_of (certainty_names, G_N_ELEMENTS (certainty_names), name, &value))
    return FALSE;
  *certainty = value;
  return TRUE;
}
