/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "chunk-count.h"

/* "0", and two line ends. */
#define END_BYTES 5

/* The line ends after a chunk's size and after the chunk. */
#define LINE_END_BYTES 2

static guint
count_digits (guint64 size)
{
  guint n_digits = 1;

  while (size >>= 4)
    n_digits++;
  return n_digits;
}

static guint64
frame_of (guint64 size)
{
  return count_digits (size) + 2 * LINE_END_BYTES;
}

/**
 * ifa_chunk_count_add:
 * @self: a count
 * @n_bytes: how much of the body one read returned; no read goes beyond its chunk
 * @may_go_on: whether the read was too small for the chunk
 */
void
ifa_chunk_count_add (IfaChunkCount *self, gsize n_bytes, gboolean may_go_on)
{
  self->body_bytes += n_bytes;
  self->open_bytes += n_bytes;
  if (may_go_on)
    return;

  self->frame_bytes += frame_of (self->open_bytes);
  self->open_bytes = 0;
}

/**
 * ifa_chunk_count_lacks_end:
 * @self: a count of all that was read
 * @raw_bytes: what the body took on the line, with its sizes and line ends
 *
 * libsoup takes the end of the connection for the end of a chunked body, wherever it comes, and
 * hands on neither sizes nor line ends. But it counts them: what was on the line beside the body
 * is either just what the chunks need, or that and an end. Where sizes were written in an
 * unusual way, nothing is said.
 *
 * Returns: whether the last chunk, which says that all is there, never came
 */
gboolean
ifa_chunk_count_lacks_end (const IfaChunkCount *self, guint64 raw_bytes)
{
  guint64 frames = self->frame_bytes + (self->open_bytes > 0 ? frame_of (self->open_bytes) : 0);
  guint64 least = END_BYTES + (self->body_bytes > 0 ? frame_of (self->body_bytes) : 0);
  guint64 beside;

  if (raw_bytes < self->body_bytes)
    return FALSE;
  beside = raw_bytes - self->body_bytes;
  /* An end that lacks its own last line is one. */
  if (beside == frames + END_BYTES - LINE_END_BYTES)
    return FALSE;
  return beside < least || beside == frames || beside + LINE_END_BYTES == frames;
}
