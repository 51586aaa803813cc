/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "vocabulary.h"

static const char *const layer_names[] = {
  [IFA_LAYER_COMPUTER] = "computer", [IFA_LAYER_LOCAL_NETWORK] = "local-network",
  [IFA_LAYER_INTERNET] = "internet", [IFA_LAYER_SECURITY] = "security",
  [IFA_LAYER_SERVICE] = "service",   [IFA_LAYER_CLIENT] = "client",
};

static const char *const outcome_names[] = {
  [IFA_OUTCOME_NOT_TESTED] = "not-tested",
  [IFA_OUTCOME_OK] = "ok",
  [IFA_OUTCOME_TIMED_OUT] = "timed-out",
  [IFA_OUTCOME_REFUSED] = "refused",
  [IFA_OUTCOME_RESET] = "reset",
  [IFA_OUTCOME_CLOSED] = "closed",
  [IFA_OUTCOME_PROHIBITED] = "prohibited",
  [IFA_OUTCOME_HOST_UNREACHABLE] = "host-unreachable",
  [IFA_OUTCOME_NETWORK_UNREACHABLE] = "network-unreachable",
  [IFA_OUTCOME_NAME_NOT_FOUND] = "name-not-found",
  [IFA_OUTCOME_NO_ADDRESS] = "no-address",
  [IFA_OUTCOME_SERVER_FAILED] = "server-failed",
  [IFA_OUTCOME_QUERY_REFUSED] = "query-refused",
  [IFA_OUTCOME_MALFORMED] = "malformed",
  [IFA_OUTCOME_ALERT] = "alert",
  [IFA_OUTCOME_VERSION] = "version",
  [IFA_OUTCOME_CERTIFICATE] = "certificate",
  [IFA_OUTCOME_TRUNCATED] = "truncated",
  [IFA_OUTCOME_TOO_LARGE] = "too-large",
  [IFA_OUTCOME_NOT_FOUND] = "not-found",
  [IFA_OUTCOME_NOT_AVAILABLE] = "not-available",
  [IFA_OUTCOME_FAILED] = "failed",
};

static const char *const role_names[] = {
  [IFA_ROLE_NONE] = "none", [IFA_ROLE_SERVICE] = "service", [IFA_ROLE_CONTROL] = "control",
  [IFA_ROLE_TIME] = "time", [IFA_ROLE_VENDOR] = "vendor",
};

G_STATIC_ASSERT (G_N_ELEMENTS (outcome_names) == IFA_N_OUTCOMES);

static const char *
name_of (const char *const *names, guint n_names, guint value)
{
  g_return_val_if_fail (value < n_names, names[0]);
  return names[value];
}

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
 * ifa_layer_to_string:
 * @layer: a station
 *
 * Returns: the public name of @layer, as it stands in reports
 */
const char *
ifa_layer_to_string (IfaLayer layer)
{
  return name_of (layer_names, G_N_ELEMENTS (layer_names), layer);
}

gboolean
ifa_layer_from_string (const char *name, IfaLayer *layer)
{
  guint value;
  if (!value_of (layer_names, G_N_ELEMENTS (layer_names), name, &value))
    return FALSE;
  *layer = value;
  return TRUE;
}

/**
 * ifa_outcome_to_string:
 * @outcome: how an exchange ended
 *
 * Returns: the public name of @outcome, as it stands in reports
 */
const char *
ifa_outcome_to_string (IfaOutcome outcome)
{
  return name_of (outcome_names, G_N_ELEMENTS (outcome_names), outcome);
}

gboolean
ifa_outcome_from_string (const char *name, IfaOutcome *outcome)
{
  guint value;
  if (!value_of (outcome_names, G_N_ELEMENTS (outcome_names), name, &value))
    return FALSE;
  *outcome = value;
  return TRUE;
}

const char *
ifa_role_to_string (IfaRole role)
{
  return name_of (role_names, G_N_ELEMENTS (role_names), role);
}

gboolean
ifa_role_from_string (const char *name, IfaRole *role)
{
  guint value;
  if (!value_of (role_names, G_N_ELEMENTS (role_names), name, &value))
    return FALSE;
  *role = value;
  return TRUE;
}
