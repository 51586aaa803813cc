/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Whether a chunked body (RFC 9112 section 7.1) came without its last chunk. Pure. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * IfaChunkCount:
 *
 * What was read of a body, piece by piece; all zero before the first.
 */
typedef struct
{
  guint64 body_bytes;
  guint64 frame_bytes; /* that the chunks so far needed at least */
  guint64 open_bytes;  /* of a chunk that may go on */
} IfaChunkCount;

void ifa_chunk_count_add (IfaChunkCount *self, gsize n_bytes, gboolean may_go_on);
gboolean ifa_chunk_count_lacks_end (const IfaChunkCount *self, guint64 raw_bytes);

G_END_DECLS
