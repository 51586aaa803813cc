/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "outbox.h"

#include "decimal.h"
#include "folder-walk.h"
#include "hidden-place.h"
#include "invoice-files.h"
#include "sqlite-outbox.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#define MAX_INVOICES 200000

typedef struct
{
  IfaOutbox *outbox;
  const IfaClientFolder *folder;
  GPatternSpec *match; /* (nullable) */
  const char *base;
  GCancellable *cancellable;
} Reading;

static void
unreadable_file_free (IfaUnreadableFile *self)
{
  g_free (self->file);
  g_free (self);
}

static void
total_free (IfaInvoiceTotal *self)
{
  g_free (self->currency);
  g_free (self->amount);
  g_free (self);
}

void
ifa_outbox_free (IfaOutbox *self)
{
  g_ptr_array_unref (self->invoices);
  g_ptr_array_unref (self->unreadable);
  g_ptr_array_unref (self->totals);
  g_free (self);
}

static IfaOutbox *
outbox_new (void)
{
  IfaOutbox *self = g_new0 (IfaOutbox, 1);

  self->invoices = g_ptr_array_new_with_free_func ((GDestroyNotify) ifa_invoice_free);
  self->unreadable = g_ptr_array_new_with_free_func ((GDestroyNotify) unreadable_file_free);
  self->totals = g_ptr_array_new_with_free_func ((GDestroyNotify) total_free);
  return self;
}

/**
 * ifa_remedy_dup_path:
 * @path: a path of the profile, which the parser confined to "~/…"
 * @home: the home folder
 *
 * Returns: (transfer full): the absolute path
 */
char *
ifa_remedy_dup_path (const char *path, const char *home)
{
  return g_str_has_prefix (path, "~/") ? g_build_filename (home, path + 2, NULL) : g_strdup (path);
}

static void
add_unreadable (IfaOutbox *self, const char *file, IfaUnreadable why)
{
  IfaUnreadableFile *unreadable = g_new0 (IfaUnreadableFile, 1);

  unreadable->file = g_strdup (file);
  unreadable->why = why;
  g_ptr_array_add (self->unreadable, unreadable);
}

static GByteArray *
read_bytes (int fd, goffset expected, IfaUnreadable *why)
{
  g_autoptr (GByteArray) bytes = g_byte_array_sized_new (MIN (expected, IFA_INVOICE_MAX_BYTES) + 1);
  guint8 buffer[64 * 1024];
  gssize n_read;

  while ((n_read = read (fd, buffer, sizeof buffer)) != 0)
    {
      if (n_read < 0 && errno == EINTR)
        continue;
      if (n_read < 0 || bytes->len + n_read > IFA_INVOICE_MAX_BYTES)
        {
          *why = n_read < 0 ? IFA_UNREADABLE_FAILED : IFA_UNREADABLE_TOO_LARGE;
          return NULL;
        }
      g_byte_array_append (bytes, buffer, n_read);
    }
  return g_steal_pointer (&bytes);
}

static IfaUnreadable
read_file (int folder_fd, const char *name, const struct stat *state, GPtrArray *invoices)
{
  g_autoptr (GByteArray) bytes = NULL;
  IfaUnreadable why = IFA_UNREADABLE_NOT;
  int fd;

  if (state->st_size > IFA_INVOICE_MAX_BYTES)
    return IFA_UNREADABLE_TOO_LARGE;
  fd = ifa_folder_open_beneath (folder_fd, name, O_RDONLY);
  if (fd < 0)
    return errno == EACCES || errno == EPERM ? IFA_UNREADABLE_NO_PERMISSION : IFA_UNREADABLE_FAILED;

  bytes = read_bytes (fd, state->st_size, &why);
  close (fd);
  if (bytes == NULL)
    return why;
  return ifa_invoice_read_data ((const char *) bytes->data, bytes->len, invoices);
}

static void
set_origin (GPtrArray *invoices, guint from, const char *file, const struct stat *state)
{
  for (guint i = from; i < invoices->len; i++)
    {
      IfaInvoice *invoice = g_ptr_array_index (invoices, i);

      invoice->file = g_strdup (file);
      invoice->changed_s = state->st_mtim.tv_sec;
    }
}

static gboolean
take_file (int folder_fd,
           const char *name,
           const char *relative,
           const struct stat *state,
           IfaUnreadable why,
           gpointer user_data)
{
  Reading *self = user_data;
  IfaOutbox *outbox = self->outbox;
  guint n_before = outbox->invoices->len;
  g_autofree char *file = NULL;

  if (why == IFA_UNREADABLE_NOT && self->match != NULL
      && !g_pattern_spec_match_string (self->match, name))
    return TRUE;

  file = *relative != '\0' ? g_build_filename (self->base, relative, NULL) : g_strdup (self->base);
  if (why == IFA_UNREADABLE_NOT)
    {
      outbox->n_files++;
      outbox->n_bytes += state->st_size;
      why = read_file (folder_fd, name, state, outbox->invoices);
    }
  set_origin (outbox->invoices, n_before, file, state);
  if (why != IFA_UNREADABLE_NOT)
    add_unreadable (outbox, file, why);
  outbox->is_cut = outbox->invoices->len >= MAX_INVOICES;
  return !outbox->is_cut && !g_cancellable_is_cancelled (self->cancellable);
}

static void
read_folder (Reading *self)
{
  int fd = ifa_folder_open (self->base, NULL);

  if (fd < 0)
    {
      add_unreadable (self->outbox, self->base,
                      errno == EACCES ? IFA_UNREADABLE_NO_PERMISSION : IFA_UNREADABLE_NOT_A_FILE);
      return;
    }
  self->match = self->folder->match != NULL ? g_pattern_spec_new (self->folder->match) : NULL;
  if (!ifa_folder_walk (fd, take_file, self) && !g_cancellable_is_cancelled (self->cancellable))
    self->outbox->is_cut = TRUE;
  g_clear_pointer (&self->match, g_pattern_spec_free);
  close (fd);
}

static void
read_database (Reading *self, const struct stat *state)
{
  IfaOutbox *outbox = self->outbox;
  guint n_before = outbox->invoices->len;
  IfaUnreadable why;

  outbox->n_files++;
  outbox->n_bytes += state->st_size;
  if (self->folder->query == NULL)
    why = IFA_UNREADABLE_UNKNOWN_FORMAT;
  else
    why = ifa_sqlite_outbox_read (self->base, self->folder->query, self->folder->columns,
                                  self->cancellable, outbox->invoices);
  set_origin (outbox->invoices, n_before, self->base, state);
  if (why != IFA_UNREADABLE_NOT)
    add_unreadable (outbox, self->base, why);
}

static void
read_single_file (Reading *self, const struct stat *state)
{
  g_autofree char *folder = g_path_get_dirname (self->base);
  g_autofree char *name = g_path_get_basename (self->base);
  int fd = ifa_folder_open (folder, NULL);

  if (fd < 0)
    {
      add_unreadable (self->outbox, self->base, IFA_UNREADABLE_NO_PERMISSION);
      return;
    }
  self->base = folder;
  take_file (fd, name, name, state, IFA_UNREADABLE_NOT, self);
  close (fd);
}

static void
read_place (Reading *self)
{
  struct stat state;

  if (lstat (self->base, &state) != 0)
    {
      if (errno == ENOENT && ifa_place_is_hidden (self->base, ""))
        add_unreadable (self->outbox, self->base, IFA_UNREADABLE_HIDDEN);
      else if (errno == ENOENT)
        self->outbox->n_missing_folders++;
      else
        add_unreadable (self->outbox, self->base, IFA_UNREADABLE_NO_PERMISSION);
    }
  else if (S_ISDIR (state.st_mode))
    read_folder (self);
  else if (!S_ISREG (state.st_mode))
    add_unreadable (self->outbox, self->base, IFA_UNREADABLE_NOT_A_FILE);
  else if (g_strcmp0 (self->folder->format, "sqlite") == 0)
    read_database (self, &state);
  else
    read_single_file (self, &state);
}

static int
compare_by_age (gconstpointer a, gconstpointer b)
{
  const IfaInvoice *left = *(IfaInvoice *const *) a;
  const IfaInvoice *right = *(IfaInvoice *const *) b;
  int by_date = g_strcmp0 (left->date, right->date);

  return by_date != 0 ? by_date : g_strcmp0 (left->number, right->number);
}

static int
compare_by_currency (gconstpointer a, gconstpointer b)
{
  const IfaInvoiceTotal *left = *(IfaInvoiceTotal *const *) a;
  const IfaInvoiceTotal *right = *(IfaInvoiceTotal *const *) b;

  return strcmp (left->currency, right->currency);
}

static IfaInvoiceTotal *
get_total (GHashTable *totals, const char *currency)
{
  IfaInvoiceTotal *total = g_hash_table_lookup (totals, currency);

  if (total == NULL)
    {
      total = g_new0 (IfaInvoiceTotal, 1);
      total->currency = g_strdup (currency);
      total->amount = g_strdup ("0.00");
      g_hash_table_insert (totals, total->currency, total);
    }
  return total;
}

static void
add_to_total (IfaInvoiceTotal *total, const char *amount)
{
  IfaDecimal sum, addend;

  total->count++;
  if (!ifa_decimal_parse (total->amount, &sum) || !ifa_decimal_parse (amount, &addend)
      || !ifa_decimal_add (&sum, addend))
    {
      total->n_without_amount++;
      return;
    }
  g_free (total->amount);
  total->amount = ifa_decimal_dup_text (sum);
}

static void
sum_up (IfaOutbox *self)
{
  g_autoptr (GHashTable) totals = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTableIter iter;
  gpointer total;

  for (guint i = 0; i < self->invoices->len; i++)
    {
      const IfaInvoice *invoice = g_ptr_array_index (self->invoices, i);

      if (!ifa_invoice_is_sent (invoice))
        add_to_total (get_total (totals, invoice->currency != NULL ? invoice->currency : ""),
                      invoice->amount);
    }
  g_hash_table_iter_init (&iter, totals);
  while (g_hash_table_iter_next (&iter, NULL, &total))
    g_ptr_array_add (self->totals, total);
  g_ptr_array_sort (self->totals, compare_by_currency);
  g_ptr_array_sort (self->invoices, compare_by_age);
}

/**
 * ifa_outbox_read:
 * @profile: whose outbox
 * @home: the home folder that "~" stands for
 * @cancellable: (nullable): ends the reading early
 *
 * Reads every folder and database that @profile names as outbox; takes as long as that takes.
 * Formats are told by content. What can't be understood is counted and named.
 *
 * Returns: (transfer full): what waits there
 */
IfaOutbox *
ifa_outbox_read (IfaProfile *profile, const char *home, GCancellable *cancellable)
{
  IfaOutbox *outbox = outbox_new ();

  for (guint i = 0; i < profile->client_outbox->len; i++)
    {
      const IfaClientFolder *folder = g_ptr_array_index (profile->client_outbox, i);
      g_autofree char *path = ifa_remedy_dup_path (folder->path, home);
      Reading reading = { outbox, folder, NULL, path, cancellable };

      if (!g_cancellable_is_cancelled (cancellable))
        read_place (&reading);
    }
  sum_up (outbox);
  return outbox;
}

typedef struct
{
  IfaProfile *profile;
  char *home;
} Request;

static void
request_free (Request *self)
{
  ifa_profile_unref (self->profile);
  g_free (self->home);
  g_free (self);
}

static void
read_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Request *request = task_data;
  IfaOutbox *outbox = ifa_outbox_read (request->profile, request->home, cancellable);

  g_task_return_pointer (task, outbox, (GDestroyNotify) ifa_outbox_free);
}

/**
 * ifa_outbox_read_async:
 * @profile: whose outbox
 * @home: the home folder that "~" stands for
 * @cancellable: (nullable): ends the reading
 * @callback: called when all is read
 * @user_data: closure
 *
 * As [func@Ifa.outbox_read], in a thread of its own.
 */
void
ifa_outbox_read_async (IfaProfile *profile,
                       const char *home,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Request *request = g_new0 (Request, 1);

  request->profile = ifa_profile_ref (profile);
  request->home = g_strdup (home);
  g_task_set_source_tag (task, ifa_outbox_read_async);
  g_task_set_task_data (task, request, (GDestroyNotify) request_free);
  g_task_set_return_on_cancel (task, TRUE);
  g_task_run_in_thread (task, read_in_thread);
}

/**
 * ifa_outbox_read_finish:
 * @result: what the callback was given
 * @error: where to put that it was cancelled
 *
 * Returns: (transfer full): what waits there; `NULL` with @error set
 */
IfaOutbox *
ifa_outbox_read_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
