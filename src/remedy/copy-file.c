/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "copy-file.h"

#include "error.h"
#include "folder-walk.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <gnutls/crypto.h>
#include <string.h>
#include <unistd.h>

#define PIECE_BYTES (256 * 1024)
#define DIGEST_BYTES 32
#define MAX_TRIES 3

static char *
end_digest (gnutls_hash_hd_t hash)
{
  guint8 digest[DIGEST_BYTES];
  GString *text = g_string_sized_new (2 * DIGEST_BYTES);

  gnutls_hash_deinit (hash, digest);
  for (guint i = 0; i < DIGEST_BYTES; i++)
    g_string_append_printf (text, "%02x", digest[i]);
  return g_string_free (text, FALSE);
}

static gssize
read_piece (int fd, guint8 *buffer)
{
  gssize n_read;

  do
    n_read = read (fd, buffer, PIECE_BYTES);
  while (n_read < 0 && errno == EINTR);
  return n_read;
}

static gboolean
write_all (int fd, const guint8 *data, gsize size)
{
  while (size > 0)
    {
      gssize n_written = write (fd, data, size);

      if (n_written < 0 && errno != EINTR)
        return FALSE;
      data += MAX (n_written, 0);
      size -= MAX (n_written, 0);
    }
  return TRUE;
}

static gboolean
is_zero (const guint8 *data, gsize size)
{
  return size > 0 && data[0] == 0 && memcmp (data, data + 1, size - 1) == 0;
}

/**
 * ifa_copy_file_dup_digest:
 * @fd: a file, read from where it stands to its end
 * @cancellable: (nullable): ends the reading
 *
 * Returns: (transfer full) (nullable): its SHA-256 in lower-case hexadecimal; `NULL` with errno set
 */
char *
ifa_copy_file_dup_digest (int fd, GCancellable *cancellable)
{
  g_autofree guint8 *buffer = g_malloc (PIECE_BYTES);
  gnutls_hash_hd_t hash;
  gssize n_read = 0;

  if (gnutls_hash_init (&hash, GNUTLS_DIG_SHA256) < 0)
    return NULL;
  while (!g_cancellable_is_cancelled (cancellable) && (n_read = read_piece (fd, buffer)) > 0)
    gnutls_hash (hash, buffer, n_read);
  if (n_read == 0 && !g_cancellable_is_cancelled (cancellable))
    return end_digest (hash);

  gnutls_hash_deinit (hash, NULL);
  return NULL;
}

/* Holes stay holes: a database of zeros must not fill a stick. */
static char *
pump (int from, int to, IfaCopyPiece piece, gpointer user_data, GCancellable *cancellable)
{
  g_autofree guint8 *buffer = g_malloc (PIECE_BYTES);
  gnutls_hash_hd_t hash;
  goffset n_total = 0;
  gssize n_read = 0;
  gboolean good = TRUE;
  gboolean ends_in_hole = FALSE;

  if (gnutls_hash_init (&hash, GNUTLS_DIG_SHA256) < 0)
    return NULL;
  while (good && !g_cancellable_is_cancelled (cancellable)
         && (n_read = read_piece (from, buffer)) > 0)
    {
      gnutls_hash (hash, buffer, n_read);
      ends_in_hole = n_read == PIECE_BYTES && is_zero (buffer, n_read);
      if (ends_in_hole)
        good = lseek (to, n_read, SEEK_CUR) >= 0;
      else
        good = write_all (to, buffer, n_read);
      n_total += n_read;
      piece (n_read, user_data);
    }
  if (good && n_read == 0 && !g_cancellable_is_cancelled (cancellable)
      && (!ends_in_hole || ftruncate (to, n_total) == 0))
    return end_digest (hash);

  gnutls_hash_deinit (hash, NULL);
  return NULL;
}

static gboolean
is_same_state (const struct stat *a, const struct stat *b)
{
  return a->st_size == b->st_size && a->st_mtim.tv_sec == b->st_mtim.tv_sec
         && a->st_mtim.tv_nsec == b->st_mtim.tv_nsec;
}

/* A file that is empty is left alone: ext4 takes any cut to nothing for the first half of a
 * replacement, and writes such a file to the disk at once when it is closed. */
static gboolean
make_empty (int fd)
{
  struct stat state;

  return fstat (fd, &state) == 0 && (state.st_size == 0 || ftruncate (fd, 0) == 0);
}

static char *
copy_once (int source_fd,
           int target_fd,
           IfaCopyPiece piece,
           gpointer user_data,
           GCancellable *cancellable,
           gboolean *has_changed)
{
  struct stat before, after;
  g_autofree char *digest = NULL;

  *has_changed = FALSE;
  if (fstat (source_fd, &before) != 0 || lseek (source_fd, 0, SEEK_SET) != 0
      || lseek (target_fd, 0, SEEK_SET) != 0 || !make_empty (target_fd))
    return NULL;
  digest = pump (source_fd, target_fd, piece, user_data, cancellable);
  if (digest == NULL || fstat (source_fd, &after) != 0)
    return NULL;
  *has_changed = !is_same_state (&before, &after);
  return g_steal_pointer (&digest);
}

/**
 * ifa_copy_file_write:
 * @source_fd: what to copy
 * @folder_fd: where to
 * @name: the copy's path below it
 * @piece: told how far it is
 * @user_data: closure of @piece
 * @cancellable: (nullable): ends the copying
 * @error: where to put why it failed
 *
 * Copies until the source did not change meanwhile. The bytes are not flushed yet: that is cheaper
 * for many files at once.
 *
 * Returns: (transfer full): the SHA-256 of what was read; `NULL` with @error set
 */
char *
ifa_copy_file_write (int source_fd,
                     int folder_fd,
                     const char *name,
                     IfaCopyPiece piece,
                     gpointer user_data,
                     GCancellable *cancellable,
                     GError **error)
{
  int target_fd = ifa_folder_open_file (folder_fd, name, O_RDWR | O_CREAT, 0600);
  g_autofree char *digest = NULL;
  gboolean has_changed = TRUE;

  for (guint i = 0; target_fd >= 0 && has_changed && i < MAX_TRIES; i++)
    {
      g_free (digest);
      digest = copy_once (source_fd, target_fd, piece, user_data, cancellable, &has_changed);
    }
  if (digest != NULL && has_changed)
    {
      g_set_error_literal (error, IFA_ERROR, IFA_ERROR_FILE, _ ("It changes while it is copied"));
      g_clear_pointer (&digest, g_free);
    }
  else if (digest == NULL)
    g_set_error_literal (error, IFA_ERROR, IFA_ERROR_FILE, g_strerror (errno));
  if (target_fd >= 0)
    close (target_fd);
  return g_steal_pointer (&digest);
}

/**
 * ifa_copy_file_make_folders:
 * @folder_fd: a folder
 * @name: path of a file below it
 *
 * Returns: whether every folder on the way to the file is there now; errno says why not
 */
gboolean
ifa_copy_file_make_folders (int folder_fd, const char *name)
{
  g_autofree char *path = g_strdup (name);

  for (char *slash = strchr (path, '/'); slash != NULL; slash = strchr (slash + 1, '/'))
    {
      int fd;

      *slash = '\0';
      if (mkdirat (folder_fd, path, 0700) != 0 && errno != EEXIST)
        return FALSE;
      fd = ifa_folder_open_beneath (folder_fd, path, O_RDONLY | O_DIRECTORY);
      if (fd < 0)
        return FALSE;
      close (fd);
      *slash = '/';
    }
  return TRUE;
}

/**
 * ifa_copy_file_write_text:
 * @folder_fd: a folder
 * @name: a file in it, new or not
 * @text: its contents
 * @error: where to put why it failed
 *
 * Returns: whether @text was written; it is not flushed yet
 */
gboolean
ifa_copy_file_write_text (int folder_fd, const char *name, const char *text, GError **error)
{
  int fd = ifa_folder_open_file (folder_fd, name, O_WRONLY | O_CREAT | O_TRUNC, 0600);
  gboolean good = fd >= 0 && write_all (fd, (const guint8 *) text, strlen (text));

  if (!good)
    g_set_error (error, IFA_ERROR, IFA_ERROR_FILE, "%s: %s", name, g_strerror (errno));
  if (fd >= 0)
    close (fd);
  return good;
}
