/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Searches the logs of a profile to their beginning, and says how many lines it found. */

#include "client-log.h"

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (IfaProfile) profile = argc == 3 ? ifa_profile_new_from_file (argv[1], &error) : NULL;
  g_autoptr (IfaClientLog) log = NULL;

  if (profile == NULL)
    {
      g_printerr ("%s\n", error != NULL ? error->message : "search-log PROFILE HOME");
      return 1;
    }
  log = ifa_client_log_read (profile, argv[2], NULL, G_MAXUINT64, NULL);
  g_print ("%u\n", log->n_matches);
  return 0;
}
