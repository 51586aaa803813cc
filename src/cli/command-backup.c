/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "config.h"

#include <glib/gi18n.h>

#include "commands.h"
#include "console.h"
#include "copy.h"
#include "error.h"
#include "exit-status.h"

static void
show_progress (guint64 n_done,
               guint64 n_files,
               guint64 n_bytes_done,
               guint64 n_bytes,
               gpointer data)
{
  g_autofree char *done = g_format_size (n_bytes_done);
  g_autofree char *all = g_format_size (n_bytes);
  g_autofree char *text = NULL;

  /* Translators: files done, files in all, bytes done, bytes in all. */
  text = g_strdup_printf (_ ("%u of %u files, %s of %s"), (guint) n_done, (guint) n_files, done,
                          all);
  ifa_console_show_progress (text);
}

static void
say_problems (const IfaCopy *copy)
{
  for (guint i = 0; i < copy->problems->len; i++)
    {
      const IfaCopyProblem *problem = g_ptr_array_index (copy->problems, i);

      ifa_console_say ("%s: %s", problem->file, problem->why);
    }
}

static void
append_damaged (GString *text, const IfaCopy *copy)
{
  if (copy->n_damaged > 0)
    g_string_append_printf (text,
                            ngettext ("%u damaged database was copied as it is.\n",
                                      "%u damaged databases were copied as they are.\n",
                                      copy->n_damaged),
                            copy->n_damaged);
}

static void
append_skipped (GString *text, const IfaCopy *copy)
{
  if (copy->n_skipped > 0)
    g_string_append_printf (text,
                            ngettext ("%u link, pipe or device was left out.\n",
                                      "%u links, pipes or devices were left out.\n",
                                      copy->n_skipped),
                            copy->n_skipped);
}

/**
 * ifa_command_backup_create:
 * @line: the command line; --to says where
 * @error: return location
 *
 * Only adds, so it asks nothing. The path of the finished copy is the last line.
 *
 * Returns: the exit status
 */
int
ifa_command_backup_create (IfaCommandLine *line, GError **error)
{
  g_autoptr (IfaProfile) profile = NULL;
  g_autoptr (IfaCopy) copy = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *size = NULL;
  g_autofree char *absolute = NULL;

  if (line->to == NULL)
    {
      g_set_error_literal (error, IFA_ERROR, IFA_ERROR_USAGE,
                           _ ("Say with “--to” in which folder the copy is to be made."));
      return IFA_EXIT_USAGE;
    }
  profile = ifa_command_line_need_profile (line, IFA_NEEDS_OUTBOX, error);
  if (profile == NULL)
    return IFA_EXIT_USAGE;
  copy = ifa_copy_create (profile, g_get_home_dir (), line->to, show_progress, NULL, NULL, error);
  ifa_console_show_progress (NULL);
  if (copy == NULL)
    return IFA_EXIT_FILE;
  say_problems (copy);
  if (copy->path == NULL)
    {
      g_set_error (error, IFA_ERROR, IFA_ERROR_FILE,
                   ngettext ("The copy is not finished: %u file could not be copied.",
                             "The copy is not finished: %u files could not be copied.",
                             copy->problems->len),
                   copy->problems->len);
      return IFA_EXIT_FILE;
    }
  size = g_format_size (copy->n_bytes);
  /* Translators: a number of files, then their size. */
  g_string_append_printf (text,
                          ngettext ("%u file, %s, copied and read back.\n",
                                    "%u files, %s, copied and read back.\n", copy->n_files),
                          (guint) copy->n_files, size);
  append_damaged (text, copy);
  append_skipped (text, copy);
  absolute = g_canonicalize_filename (copy->path, NULL);
  g_string_append_printf (text, "%s\n", absolute);
  return ifa_console_print (text->str, error) ? IFA_EXIT_OK : IFA_EXIT_FILE;
}

/**
 * ifa_command_backup_verify:
 * @line: the command line; its argument is a copy
 * @error: return location
 *
 * Returns: the exit status
 */
int
ifa_command_backup_verify (IfaCommandLine *line, GError **error)
{
  g_autoptr (IfaCopy) copy = ifa_copy_verify (line->arguments[0], NULL, error);
  g_autofree char *size = NULL;
  g_autofree char *text = NULL;

  if (copy == NULL)
    return IFA_EXIT_FILE;
  say_problems (copy);
  size = g_format_size (copy->n_bytes);
  if (copy->problems->len > 0)
    {
      ifa_console_say (ngettext ("The copy is damaged: %u file is not what was copied.",
                                 "The copy is damaged: %u files are not what was copied.",
                                 copy->problems->len),
                       copy->problems->len);
      return IFA_EXIT_PROBLEM;
    }
  /* Translators: a number of files, then their size. */
  text = g_strdup_printf (ngettext ("The copy is whole: %u file, %s.\n",
                                    "The copy is whole: %u files, %s.\n", copy->n_files),
                          (guint) copy->n_files, size);
  return ifa_console_print (text, error) ? IFA_EXIT_OK : IFA_EXIT_FILE;
}

static void
append_restored (GString *text, const IfaCopy *copy)
{
  g_autofree char *size = g_format_size (copy->n_bytes);

  /* Translators: a number of files, then their size. */
  g_string_append_printf (text,
                          ngettext ("%u file, %s, put back.\n", "%u files, %s, put back.\n",
                                    copy->n_files),
                          (guint) copy->n_files, size);
  if (copy->n_there > 0)
    g_string_append_printf (text,
                            ngettext ("%u file was there already.\n",
                                      "%u files were there already.\n", copy->n_there),
                            copy->n_there);
  if (copy->n_kept_both > 0)
    g_string_append_printf (
        text,
        ngettext (
            "%u file is different now: nothing was overwritten, and the old one lies beside it.\n",
            "%u files are different now: nothing was overwritten, and the old ones lie beside them.\n",
            copy->n_kept_both),
        copy->n_kept_both);
}

/**
 * ifa_command_backup_restore:
 * @line: the command line; its argument is a copy
 * @error: return location
 *
 * Asks first, unless --yes.
 *
 * Returns: the exit status
 */
int
ifa_command_backup_restore (IfaCommandLine *line, GError **error)
{
  g_autoptr (IfaProfile) profile = ifa_command_line_need_profile (line, IFA_NEEDS_OUTBOX, error);
  g_autoptr (IfaCopy) copy = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *question = NULL;

  if (profile == NULL)
    return IFA_EXIT_USAGE;
  question = g_strdup_printf (
      /* Translators: a path, then a service's name. */
      _ ("Put the files of “%s” back into the outbox of %s? Nothing is overwritten."),
      line->arguments[0], ifa_text_get (profile->name));
  if (!ifa_command_line_may (line, question, error))
    return IFA_EXIT_OK;
  copy = ifa_copy_restore (line->arguments[0], profile, g_get_home_dir (), NULL, error);
  if (copy == NULL)
    return IFA_EXIT_FILE;
  say_problems (copy);
  append_restored (text, copy);
  if (!ifa_console_print (text->str, error))
    return IFA_EXIT_FILE;
  return copy->problems->len > 0 ? IFA_EXIT_FILE : IFA_EXIT_OK;
}
