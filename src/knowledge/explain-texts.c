/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "explain-texts.h"

#include "meanings.h"

/* A text of a lower rank stands for a whole family of faults. */
#define EXACT_RANK 3

/**
 * ifa_explain_list_texts:
 * @cause: a cause's id
 *
 * Returns: (transfer container): texts that mean exactly this, as programs write them;
 *   `NULL`-terminated
 */
const char **
ifa_explain_list_texts (const char *cause)
{
  const IfaPatternTable *const tables[] = { &ifa_connection_patterns, &ifa_service_patterns };
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();

  for (guint t = 0; t < G_N_ELEMENTS (tables); t++)
    for (guint i = 0; i < tables[t]->n_patterns; i++)
      {
        const IfaPattern *pattern = &tables[t]->patterns[i];
        const IfaMeaning *meaning = ifa_meaning_get (pattern->meaning);

        if (pattern->rank >= EXACT_RANK && meaning != NULL
            && g_strcmp0 (meaning->cause, cause) == 0)
          g_ptr_array_add (texts, (gpointer) pattern->pattern);
      }
  g_ptr_array_add (texts, NULL);
  return (const char **) g_ptr_array_free (g_steal_pointer (&texts), FALSE);
}
