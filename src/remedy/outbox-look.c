/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* The outbox in numbers: what a report may say of it. */

#include "client-look.h"
#include "copy.h"
#include "invoice-age.h"

#include <string.h>
#include <sys/statvfs.h>

static const char *
find_place (const IfaClientPlace *place, const char *file)
{
  const GPtrArray *folders = place->profile->client_outbox;

  for (guint i = 0; i < folders->len; i++)
    {
      const IfaClientFolder *folder = g_ptr_array_index (folders, i);
      g_autofree char *path = ifa_remedy_dup_path (folder->path, place->home);

      if (g_str_has_prefix (file, path)
          && (file[strlen (path)] == '/' || file[strlen (path)] == '\0'))
        return folder->path;
    }
  return NULL;
}

static void
count_unreadable (const IfaClientPlace *place, const IfaOutbox *outbox, IfaOutboxFacts *facts)
{
  facts->n_unreadable = 0;
  facts->n_damaged = 0;
  facts->n_unknown = 0;
  for (guint i = 0; i < outbox->unreadable->len; i++)
    {
      const IfaUnreadableFile *file = g_ptr_array_index (outbox->unreadable, i);

      if (file->why == IFA_UNREADABLE_NO_PERMISSION || file->why == IFA_UNREADABLE_FAILED)
        {
          facts->n_unreadable++;
          if (facts->unreadable_place == NULL)
            facts->unreadable_place = g_strdup (find_place (place, file->file));
        }
      else if (file->why == IFA_UNREADABLE_HIDDEN)
        {
          facts->n_missing_places++;
        }
      else if (file->why == IFA_UNREADABLE_DAMAGED)
        {
          facts->n_damaged++;
          if (facts->damaged_place == NULL)
            facts->damaged_place = g_strdup (find_place (place, file->file));
        }
      else
        {
          facts->n_unknown++;
        }
    }
}

static char **
list_totals (const IfaOutbox *outbox)
{
  g_autoptr (GStrvBuilder) totals = g_strv_builder_new ();

  for (guint i = 0; i < outbox->totals->len; i++)
    {
      const IfaInvoiceTotal *total = g_ptr_array_index (outbox->totals, i);
      g_autofree char *text = g_strdup_printf ("%s %s", total->amount, total->currency);

      g_strv_builder_add (totals, g_strchomp (text));
    }
  return g_strv_builder_end (totals);
}

static void
look_at_oldest (const IfaOutbox *outbox, GDateTime *now, IfaOutboxFacts *facts)
{
  const IfaInvoice *oldest = ifa_outbox_get_oldest (outbox);

  if (oldest == NULL)
    return;
  facts->oldest = g_strdup (oldest->date);
  facts->oldest_days = ifa_invoice_get_age_days (oldest, now);
  facts->oldest_working_days = ifa_invoice_get_age_working_days (oldest, now);
}

/* The strictest is the one that is past first; which one applies depends on whose fault it is. */
static void
look_at_limits (const IfaProfile *profile, IfaOutboxFacts *facts)
{
  for (guint i = 0; i < profile->deadlines->len; i++)
    {
      const IfaDeadline *deadline = g_ptr_array_index (profile->deadlines, i);

      if (deadline->working_days >= 0
          && (facts->limit_working_days == IFA_UNKNOWN_INTEGER
              || deadline->working_days < facts->limit_working_days))
        facts->limit_working_days = deadline->working_days;
      if (deadline->hours >= 0
          && (facts->limit_hours == IFA_UNKNOWN_INTEGER || deadline->hours < facts->limit_hours))
        facts->limit_hours = deadline->hours;
    }
}

/* Where the last copy was put, the next one will be put, too: is there room for it? */
static void
look_at_copy (const IfaClientPlace *place, const IfaOutbox *outbox, IfaOutboxFacts *facts)
{
  g_autofree char *path = ifa_copy_dup_remembered (place->profile);
  g_autofree char *folder = path != NULL ? g_path_get_dirname (path) : NULL;
  struct statvfs room;

  facts->copy_needed_bytes = (gint64) ifa_copy_get_needed_bytes (outbox->n_files, outbox->n_bytes);
  if (folder == NULL || statvfs (folder, &room) != 0)
    return;
  facts->copy_place = g_strdup (folder);
  facts->copy_free_bytes = (gint64) MIN ((guint64) room.f_bavail * room.f_frsize, G_MAXINT64);
  facts->copy_is_current = IFA_TRI (ifa_copy_covers (path, place->profile, place->home, NULL));
}

/**
 * ifa_client_look_at_outbox:
 * @place: where to look
 * @now: the time, in the time zone in which days are counted
 * @facts: where to write
 * @cancellable: (nullable): ends the reading; what was counted by then is written, as "cut"
 *
 * Returns: how it ended; `NOT_FOUND` where none of the profile's places is there
 */
IfaOutcome
ifa_client_look_at_outbox (const IfaClientPlace *place,
                           GDateTime *now,
                           IfaOutboxFacts *facts,
                           GCancellable *cancellable)
{
  const GPtrArray *folders = place->profile->client_outbox;
  g_autoptr (IfaOutbox) outbox = ifa_outbox_read (place->profile, place->home, cancellable);
  g_autoptr (GStrvBuilder) places = g_strv_builder_new ();

  for (guint i = 0; i < folders->len; i++)
    g_strv_builder_add (places, ((IfaClientFolder *) g_ptr_array_index (folders, i))->path);
  facts->places = g_strv_builder_end (places);
  facts->n_missing_places = outbox->n_missing_folders;
  count_unreadable (place, outbox, facts);
  if (facts->n_missing_places == folders->len)
    return IFA_OUTCOME_NOT_FOUND;

  facts->n_files = (gint64) outbox->n_files;
  facts->n_bytes = (gint64) outbox->n_bytes;
  facts->n_waiting = ifa_outbox_count_waiting (outbox);
  facts->n_sent = outbox->invoices->len - facts->n_waiting;
  facts->totals = list_totals (outbox);
  facts->is_cut = IFA_TRI (outbox->is_cut || g_cancellable_is_cancelled (cancellable));
  look_at_oldest (outbox, now, facts);
  look_at_limits (place->profile, facts);
  look_at_copy (place, outbox, facts);
  return IFA_OUTCOME_OK;
}
