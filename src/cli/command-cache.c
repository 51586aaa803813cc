/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "config.h"

#include <glib/gi18n.h>

#include "cache.h"
#include "commands.h"
#include "console.h"
#include "error.h"
#include "exit-status.h"
#include "invoice-age.h"

static void
append_folder (GString *text, const IfaCacheFolder *folder)
{
  g_autofree char *size = g_format_size (folder->n_bytes);
  g_autofree char *aside = g_format_size (folder->n_bytes_aside);

  if (folder->refusal != NULL)
    /* Translators: a folder, then a sentence that says why not. */
    g_string_append_printf (text, _ ("%s: must not be cleared. %s\n"), folder->path,
                            folder->refusal);
  else if (!folder->is_there)
    g_string_append_printf (text, _ ("%s: is not there.\n"), folder->path);
  else
    /* Translators: a folder, a number of files, their size. */
    g_string_append_printf (text,
                            ngettext ("%s: %u file, %s\n", "%s: %u files, %s\n", folder->n_files),
                            folder->path, (guint) folder->n_files, size);
  if (folder->n_bytes_aside > 0)
    /* Translators: %s is a size. */
    g_string_append_printf (
        text,
        _ ("  %s more was moved aside: “cache undo” brings it back, “cache free” removes it.\n"),
        aside);
}

static char *
dup_list (IfaProfile *profile)
{
  g_autoptr (GPtrArray) folders = ifa_cache_list (profile, g_get_home_dir ());
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < folders->len; i++)
    append_folder (text, g_ptr_array_index (folders, i));
  return g_string_free (text, FALSE);
}

/**
 * ifa_command_cache_list:
 * @line: the command line
 * @error: return location
 *
 * Returns: the exit status
 */
int
ifa_command_cache_list (IfaCommandLine *line, GError **error)
{
  g_autoptr (IfaProfile) profile = ifa_command_line_need_profile (line, IFA_NEEDS_CACHE, error);
  g_autofree char *text = profile != NULL ? dup_list (profile) : NULL;

  if (profile == NULL)
    return IFA_EXIT_USAGE;
  return ifa_console_print (text, error) ? IFA_EXIT_OK : IFA_EXIT_FILE;
}

/* Says what it is about, and asks. Returns: whether to do it; @error when nobody can be asked. */
static gboolean
may (const IfaCommandLine *line, IfaProfile *profile, const char *question, GError **error)
{
  g_autofree char *text = dup_list (profile);

  return ifa_console_print (text, error) && ifa_command_line_may (line, question, error);
}

static guint
count_waiting (IfaProfile *profile)
{
  g_autoptr (IfaOutbox) outbox = ifa_outbox_read (profile, g_get_home_dir (), NULL);

  return ifa_outbox_count_waiting (outbox);
}

/* The proof that nothing was lost: the invoices are counted before and after. */
static char *
dup_count (IfaProfile *profile, guint n_before)
{
  guint n_waiting = count_waiting (profile);

  if (profile->client_outbox->len == 0)
    return g_strdup ("");
  if (n_waiting != n_before)
    return g_strdup_printf (_ ("Waiting invoices before: %u, now: %u.\n"), n_before, n_waiting);
  return g_strdup_printf (ngettext ("%u invoice is waiting, as before.\n",
                                    "%u invoices are waiting, as before.\n", n_waiting),
                          n_waiting);
}

/**
 * ifa_command_cache_reset:
 * @line: the command line
 * @error: return location
 *
 * Moves the caches aside. Needs the last copy to be whole and to hold all that waits now, or
 * --without-copy; --yes is no word about copies.
 *
 * Returns: the exit status
 */
int
ifa_command_cache_reset (IfaCommandLine *line, GError **error)
{
  g_autoptr (IfaProfile) profile = ifa_command_line_need_profile (line, IFA_NEEDS_CACHE, error);
  g_autofree char *count = NULL;
  g_autofree char *text = NULL;
  guint n_before;

  if (profile == NULL
      || !may (line, profile,
               _ ("Clear these caches? They are moved aside, and can be brought back."), error))
    return IFA_EXIT_OK;
  n_before = count_waiting (profile);
  if (!ifa_cache_reset (profile, g_get_home_dir (), "",
                        (IfaCacheConsent){ .without_copy = line->without_copy }, NULL, error))
    return IFA_EXIT_FILE;
  count = dup_count (profile, n_before);
  text = g_strconcat (_ ("The caches are empty now. “cache undo” brings them back.\n"), count,
                      _ ("Start the invoicing program, then see with “check” whether it helped.\n"),
                      NULL);
  return ifa_console_print (text, error) ? IFA_EXIT_OK : IFA_EXIT_FILE;
}

/**
 * ifa_command_cache_undo:
 * @line: the command line
 * @error: return location
 *
 * Returns: the exit status
 */
int
ifa_command_cache_undo (IfaCommandLine *line, GError **error)
{
  g_autoptr (IfaProfile) profile = ifa_command_line_need_profile (line, IFA_NEEDS_CACHE, error);

  if (profile == NULL || !may (line, profile, _ ("Bring back what was moved aside last?"), error))
    return IFA_EXIT_OK;
  if (!ifa_cache_undo (profile, g_get_home_dir (), error))
    return IFA_EXIT_FILE;
  return ifa_console_print (_ ("The caches are what they were before.\n"), error) ? IFA_EXIT_OK
                                                                                  : IFA_EXIT_FILE;
}

/**
 * ifa_command_cache_free:
 * @line: the command line
 * @error: return location
 *
 * Returns: the exit status
 */
int
ifa_command_cache_free (IfaCommandLine *line, GError **error)
{
  g_autoptr (IfaProfile) profile = ifa_command_line_need_profile (line, IFA_NEEDS_CACHE, error);

  if (profile == NULL
      || !may (line, profile, _ ("Remove what was moved aside? This can't be undone."), error))
    return IFA_EXIT_OK;
  if (!ifa_cache_free (profile, g_get_home_dir (), NULL, error))
    return IFA_EXIT_FILE;
  return ifa_console_print (_ ("What was moved aside is gone.\n"), error) ? IFA_EXIT_OK
                                                                          : IFA_EXIT_FILE;
}
