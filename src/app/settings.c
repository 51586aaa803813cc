/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "config.h"

#include "settings.h"

/**
 * ifa_settings_new:
 *
 * GSettings ends the program where a schema is missing; a window that forgets its size is better.
 *
 * Returns: (transfer full) (nullable): the settings; `NULL` where the schema isn't installed
 */
GSettings *
ifa_settings_new (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = NULL;

  if (source != NULL)
    schema = g_settings_schema_source_lookup (source, IFA_APPLICATION_ID, TRUE);
  if (schema == NULL)
    return NULL;
  return g_settings_new_full (schema, NULL, NULL);
}
