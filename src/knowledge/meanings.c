/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "meanings.h"

/**
 * ifa_meaning_get:
 * @id: a meaning other than `NONE`
 *
 * Returns: (transfer none): its texts, as msgids
 */
const IfaMeaning *
ifa_meaning_get (IfaMeaningId id)
{
  const IfaMeaningTable *const tables[] = { &ifa_connection_meanings, &ifa_service_meanings };

  for (guint t = 0; t < G_N_ELEMENTS (tables); t++)
    for (guint i = 0; i < tables[t]->n_meanings; i++)
      if (tables[t]->meanings[i].id == id)
        return &tables[t]->meanings[i];

  g_return_val_if_reached (&ifa_connection_meanings.meanings[0]);
}
