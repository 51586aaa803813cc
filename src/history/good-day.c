/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "good-day.h"

#include <glib/gstdio.h>

#include "error.h"

/* An id comes from a profile, so from outside; its checksum is a safe file name. */
static char *
dup_path (const char *profile_id)
{
  g_autofree char *name = g_compute_checksum_for_string (G_CHECKSUM_SHA256, profile_id, -1);
  g_autofree char *file = g_strconcat (name, ".json", NULL);

  return g_build_filename (g_get_user_state_dir (), "invoice-first-aid", "good-days", file, NULL);
}

/**
 * ifa_good_day_keep:
 * @report: a run
 * @error: return location
 *
 * Keeps @report where all was well in it; any other is left alone. Nothing in it is hidden: it
 * never leaves this computer, and hidden addresses could not be compared. Blocks on a small file.
 *
 * Returns: whether it is kept or needn't be; `FALSE` with [enum@Ifa.Error.FILE] where it could not
 *   be written, and an earlier one is still whole then
 */
gboolean
ifa_good_day_keep (const IfaReport *report, GError **error)
{
  g_autofree char *path = NULL;
  g_autofree char *folder = NULL;
  g_autoptr (GBytes) bytes = NULL;
  IfaReport open = *report;

  if (report->cancelled || report->diagnosis->verdict != IFA_VERDICT_OK
      || report->profile_id == NULL)
    return TRUE;

  open.reveal = IFA_REVEAL_ALL;
  bytes = ifa_report_render (&open, IFA_REPORT_JSON, error);
  if (bytes == NULL)
    return FALSE;

  path = dup_path (report->profile_id);
  folder = g_path_get_dirname (path);
  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      g_set_error (error, IFA_ERROR, IFA_ERROR_FILE, "The folder “%s” can't be made.", folder);
      return FALSE;
    }
  return g_file_set_contents_full (path, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                                   G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
}

/**
 * ifa_good_day_load:
 * @profile_id: id of a profile
 *
 * Blocks on a small file.
 *
 * Returns: (transfer full) (nullable): the last good run; `NULL` where there is none, or none that
 *   can still be read
 */
IfaReport *
ifa_good_day_load (const char *profile_id)
{
  g_autofree char *path = dup_path (profile_id);

  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return NULL;
  return ifa_report_new_from_file (path, NULL);
}
