/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "commands.h"
#include "console.h"
#include "error.h"
#include "exit-status.h"
#include "invoice-age.h"
#include "outbox-words.h"
#include "outbox.h"

static const char *
or_dash (const char *text)
{
  return text != NULL ? text : "–";
}

static void
append_head (GString *text, const IfaOutbox *outbox, GDateTime *now)
{
  guint n_waiting = ifa_outbox_count_waiting (outbox);
  const IfaInvoice *oldest = ifa_outbox_get_oldest (outbox);

  if (n_waiting == 0)
    g_string_append (text, outbox->unreadable->len == 0
                               ? _ ("No invoice is waiting.\n")
                               : _ ("No invoice that can be read is waiting.\n"));
  else
    g_string_append_printf (text,
                            ngettext ("%u invoice is waiting to be sent.",
                                      "%u invoices are waiting to be sent.", n_waiting),
                            n_waiting);
  if (n_waiting > 0 && oldest != NULL)
    {
      g_autofree char *age = ifa_words_dup_age (ifa_invoice_get_age_days (oldest, now));

      /* Translators: a date, then "today" or "3 days". */
      g_string_append_printf (text, _ (" The oldest is of %s (%s)."), oldest->date, age);
    }
  if (n_waiting > 0)
    g_string_append_c (text, '\n');
}

static void
append_invoice (GString *text, const IfaInvoice *invoice, GDateTime *now)
{
  g_autofree char *age = ifa_words_dup_age (ifa_invoice_get_age_days (invoice, now));

  g_string_append_printf (text, "  %s  %s  %s  %s %s  %s", or_dash (invoice->date),
                          or_dash (invoice->number), or_dash (invoice->buyer),
                          or_dash (invoice->amount),
                          invoice->currency != NULL ? invoice->currency : "", age);
  if (ifa_invoice_is_sent (invoice))
    /* Translators: of an invoice in the outbox that bears the authority's acceptance. */
    g_string_append_printf (text, "  (%s)", _ ("already sent"));
  else if (g_strcmp0 (invoice->state, "waiting") != 0 && invoice->state != NULL)
    g_string_append_printf (text, "  (%s)", invoice->state);
  g_string_append_c (text, '\n');
}

static void
append_totals (GString *text, const GPtrArray *totals)
{
  for (guint i = 0; i < totals->len; i++)
    {
      const IfaInvoiceTotal *total = g_ptr_array_index (totals, i);

      /* Translators: a sum of money, its currency, and of how many invoices. */
      g_string_append_printf (
          text, ngettext ("Total: %s %s (%u invoice)", "Total: %s %s (%u invoices)", total->count),
          total->amount, *total->currency != '\0' ? total->currency : _ ("without currency"),
          total->count);
      if (total->n_without_amount > 0)
        g_string_append_printf (text,
                                ngettext (", %u of them without an amount",
                                          ", %u of them without an amount",
                                          total->n_without_amount),
                                total->n_without_amount);
      g_string_append (text, "\n");
    }
}

static void
append_deadlines (GString *text, const IfaProfile *profile, const IfaOutbox *outbox, GDateTime *now)
{
  const IfaInvoice *oldest = ifa_outbox_get_oldest (outbox);

  for (guint i = 0; oldest != NULL && i < profile->deadlines->len; i++)
    {
      const IfaDeadline *deadline = g_ptr_array_index (profile->deadlines, i);

      /* Translators: a legal time limit, in the profile's own words. */
      g_string_append_printf (text, _ ("Time limit: %s"), ifa_text_get (deadline->rule));
      if (ifa_deadline_is_past (deadline, oldest, now))
        g_string_append_printf (text, "  (%s)", _ ("the oldest invoice is older than that"));
      g_string_append_c (text, '\n');
    }
}

static void
append_unreadable (GString *text, const IfaOutbox *outbox)
{
  if (outbox->unreadable->len > 0)
    g_string_append (text, _ ("\nNot in the list, but part of a copy where it can be read:\n"));
  for (guint i = 0; i < outbox->unreadable->len; i++)
    {
      const IfaUnreadableFile *file = g_ptr_array_index (outbox->unreadable, i);

      g_string_append_printf (text, "  %s: %s\n", file->file,
                              ifa_words_unreadable (ifa_unreadable_to_string (file->why)));
    }
  if (outbox->is_cut)
    g_string_append (text, _ ("There is more than this program looks at.\n"));
}

static char *
dup_text (const IfaProfile *profile, const IfaOutbox *outbox)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  GString *text = g_string_new (NULL);

  append_head (text, outbox, now);
  for (guint i = 0; i < outbox->invoices->len; i++)
    append_invoice (text, g_ptr_array_index (outbox->invoices, i), now);
  append_totals (text, outbox->totals);
  append_deadlines (text, profile, outbox, now);
  append_unreadable (text, outbox);
  return g_string_free (text, FALSE);
}

static gboolean
wants_json (const IfaCommandLine *line, gboolean *is_json, GError **error)
{
  *is_json = g_strcmp0 (line->format, "json") == 0;
  if (line->format == NULL || *is_json || strcmp (line->format, "text") == 0)
    return TRUE;
  g_set_error (error, IFA_ERROR, IFA_ERROR_USAGE,
               _ ("The format “%s” doesn't exist here; use text or json."), line->format);
  return FALSE;
}

/* Returns: whether the sandbox hides a place; says then how to let the program look. */
static gboolean
say_hidden (const IfaProfile *profile, const IfaOutbox *outbox)
{
  gboolean is_hidden = FALSE;

  for (guint i = 0; i < outbox->unreadable->len; i++)
    {
      const IfaUnreadableFile *file = g_ptr_array_index (outbox->unreadable, i);
      g_autofree char *option = g_strdup_printf ("--filesystem=%s:ro", file->file);
      g_autofree char *quoted = g_shell_quote (option);
      g_autofree char *command = NULL;

      if (file->why != IFA_UNREADABLE_HIDDEN)
        continue;
      if (!is_hidden)
        /* Translators: commands for the terminal follow. */
        ifa_console_say_plainly (_ ("To let this program look there, run:"));
      is_hidden = TRUE;
      command = g_strdup_printf ("  flatpak override --user %s " IFA_APPLICATION_ID, quoted);
      ifa_console_say_plainly (command);
    }
  return is_hidden;
}

/* An outbox that isn't there, or is out of sight, is not an empty one. */
static int
get_status (const IfaProfile *profile, const IfaOutbox *outbox)
{
  if (say_hidden (profile, outbox))
    return IFA_EXIT_INCOMPLETE;
  if (outbox->n_missing_folders == 0)
    return IFA_EXIT_OK;
  ifa_console_say (ngettext ("%u folder of the invoicing program is not there.",
                             "%u folders of the invoicing program are not there.",
                             outbox->n_missing_folders),
                   outbox->n_missing_folders);
  return outbox->n_missing_folders < profile->client_outbox->len ? IFA_EXIT_OK
                                                                 : IFA_EXIT_INCOMPLETE;
}

/**
 * ifa_command_unsent:
 * @line: the command line
 * @error: return location
 *
 * Lists what waits in the outbox. Nothing is written, nobody is contacted.
 *
 * Returns: the exit status
 */
int
ifa_command_unsent (IfaCommandLine *line, GError **error)
{
  g_autoptr (IfaProfile) profile = NULL;
  g_autoptr (IfaOutbox) outbox = NULL;
  g_autofree char *text = NULL;
  gboolean is_json;

  if (!wants_json (line, &is_json, error))
    return IFA_EXIT_USAGE;
  profile = ifa_command_line_need_profile (line, IFA_NEEDS_OUTBOX, error);
  if (profile == NULL)
    return IFA_EXIT_USAGE;
  outbox = ifa_outbox_read (profile, g_get_home_dir (), NULL);
  text = is_json ? ifa_outbox_dup_json (outbox) : dup_text (profile, outbox);
  if (is_json)
    {
      g_autofree char *json = g_strconcat (text, "\n", NULL);
      g_autoptr (GBytes) bytes = g_bytes_new (json, strlen (json));

      return ifa_console_print_bytes (bytes, FALSE, error) ? get_status (profile, outbox)
                                                           : IFA_EXIT_FILE;
    }
  return ifa_console_print (text, error) ? get_status (profile, outbox) : IFA_EXIT_FILE;
}
