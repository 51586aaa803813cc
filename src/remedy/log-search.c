/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "log-search.h"

#include <errno.h>
#include <gio/gunixinputstream.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PIECE_BYTES (1024 * 1024)
/* What a packed log may become: a bomb is not unpacked to its end. */
#define MAX_UNPACKED_BYTES (G_GUINT64_CONSTANT (512) * 1024 * 1024)

typedef struct
{
  gsize start;
  gsize length;
} Span;

/* Finds the lines of a piece in their order, and hands them on from the last to the first. */
static gboolean
search_piece (const IfaLogPatterns *patterns,
              const char *data,
              gsize size,
              IfaLogLine callback,
              gpointer user_data)
{
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (Span));
  const char *end = data + size;
  const char *from = data;

  while (from < end)
    {
      const char *at = ifa_log_patterns_find (patterns, from, (gsize) (end - from));
      const char *line, *line_end;
      Span span;

      if (at == NULL)
        break;
      line = memrchr (from, '\n', (gsize) (at - from));
      line = line != NULL ? line + 1 : from;
      line_end = memchr (at, '\n', (gsize) (end - at));
      line_end = line_end != NULL ? line_end : end;
      span = (Span){ (gsize) (line - data), (gsize) (line_end - line) };
      g_array_append_val (lines, span);
      from = line_end + 1;
    }
  for (guint i = lines->len; i > 0; i--)
    {
      const Span *span = &g_array_index (lines, Span, i - 1);

      if (!callback (data + span->start, span->length, user_data))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_at (int fd, char *buffer, gsize size, guint64 offset)
{
  while (size > 0)
    {
      gssize n_read = pread (fd, buffer, size, (off_t) offset);

      if (n_read < 0 && errno == EINTR)
        continue;
      if (n_read <= 0)
        return FALSE;
      buffer += n_read;
      size -= (gsize) n_read;
      offset += (guint64) n_read;
    }
  return TRUE;
}

/**
 * ifa_log_search_file:
 * @fd: a regular file
 * @patterns: what to look for
 * @max_bytes: how much of its end to look at
 * @callback: told of each line, newest first
 * @user_data: closure
 * @cancellable: (nullable): ends the search between two pieces
 * @extent: (out): how much was looked at
 *
 * Reads piece by piece from the end; what is written meanwhile is not looked at.
 *
 * Returns: `FALSE` when @callback or @cancellable ended the search, or the file can't be read
 */
gboolean
ifa_log_search_file (int fd,
                     const IfaLogPatterns *patterns,
                     guint64 max_bytes,
                     IfaLogLine callback,
                     gpointer user_data,
                     GCancellable *cancellable,
                     IfaLogExtent *extent)
{
  g_autofree char *buffer = g_malloc (PIECE_BYTES);
  struct stat state;
  guint64 end, stop;

  *extent = (IfaLogExtent){ 0 };
  if (fstat (fd, &state) != 0 || !S_ISREG (state.st_mode))
    return FALSE;
  end = (guint64) state.st_size;
  stop = end > max_bytes ? end - max_bytes : 0;
  extent->is_cut = stop > 0;
  while (end > stop)
    {
      guint64 start = end - stop > PIECE_BYTES ? end - PIECE_BYTES : stop;
      gsize size = (gsize) (end - start);
      const char *line = buffer;

      if (g_cancellable_is_cancelled (cancellable) || !read_at (fd, buffer, size, start))
        return FALSE;
      /* A piece begins with a line; one that is longer than a piece is cut. */
      if (start > 0)
        line = memchr (buffer, '\n', size - 1);
      line = line == NULL || line == buffer ? buffer : line + 1;
      extent->n_bytes += (guint64) (buffer + size - line);
      if (!search_piece (patterns, line, (gsize) (buffer + size - line), callback, user_data))
        return FALSE;
      if (start == stop)
        break;
      end = start + (guint64) (line - buffer);
    }
  return TRUE;
}

/* Keeps the end of what comes out. */
static GByteArray *
unpack_end (GInputStream *stream,
            guint64 max_bytes,
            GCancellable *cancellable,
            IfaLogExtent *extent)
{
  g_autoptr (GByteArray) tail = g_byte_array_new ();
  g_autofree char *buffer = g_malloc (PIECE_BYTES);
  guint64 n_all = 0;
  gssize n_read;

  while ((n_read = g_input_stream_read (stream, buffer, PIECE_BYTES, cancellable, NULL)) > 0)
    {
      n_all += (guint64) n_read;
      g_byte_array_append (tail, (guint8 *) buffer, (guint) n_read);
      if (tail->len > 2 * max_bytes)
        g_byte_array_remove_range (tail, 0, tail->len - (guint) max_bytes);
      if (n_all > MAX_UNPACKED_BYTES)
        break;
    }
  /* A log that was cut while it was packed is still good up to there. */
  if (n_read < 0 && n_all == 0)
    return NULL;
  if (tail->len > max_bytes)
    g_byte_array_remove_range (tail, 0, tail->len - (guint) max_bytes);
  extent->n_bytes = tail->len;
  extent->is_cut = n_all > tail->len || n_read != 0;
  return g_steal_pointer (&tail);
}

/**
 * ifa_log_search_packed:
 * @fd: a file packed by gzip
 * @patterns: what to look for
 * @max_bytes: how much of the end of what was packed to look at; at most 64 MiB
 * @callback: told of each line, newest first
 * @user_data: closure
 * @cancellable: (nullable): ends the search
 * @extent: (out): how much was looked at
 *
 * Returns: `FALSE` when @callback or @cancellable ended the search, or the file can't be unpacked
 */
gboolean
ifa_log_search_packed (int fd,
                       const IfaLogPatterns *patterns,
                       guint64 max_bytes,
                       IfaLogLine callback,
                       gpointer user_data,
                       GCancellable *cancellable,
                       IfaLogExtent *extent)
{
  g_autoptr (GInputStream) file = g_unix_input_stream_new (fd, FALSE);
  g_autoptr (GConverter) unpacker
      = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
  g_autoptr (GInputStream) stream = g_converter_input_stream_new (file, unpacker);
  g_autoptr (GByteArray) tail = NULL;

  *extent = (IfaLogExtent){ 0 };
  tail = unpack_end (stream, MIN (max_bytes, 64 * 1024 * 1024), cancellable, extent);
  return tail != NULL
         && search_piece (patterns, (const char *) tail->data, tail->len, callback, user_data);
}
