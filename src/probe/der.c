/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "der.h"

/* Tags above 30 take more bytes; X.509 has none. */
#define TAG_NUMBER_MASK 0x1f
#define LONG_LENGTH 0x80

static gboolean
read_length (const guint8 **at, const guint8 *end, gsize *length)
{
  guint n_bytes;

  if (*at == end)
    return FALSE;
  if (**at < LONG_LENGTH)
    {
      *length = *(*at)++;
      return TRUE;
    }

  n_bytes = *(*at)++ & 0x7f;
  if (n_bytes == 0 || n_bytes > 4 || (gsize) (end - *at) < n_bytes)
    return FALSE;
  /* The shortest form is the only one. */
  if (**at == 0 || (n_bytes == 1 && **at < LONG_LENGTH))
    return FALSE;
  *length = 0;
  while (n_bytes-- > 0)
    *length = *length << 8 | *(*at)++;
  return TRUE;
}

static gboolean
read_value (const guint8 *at, const guint8 *end, IfaDer *value)
{
  gsize length;

  if (at == end || (*at & TAG_NUMBER_MASK) == TAG_NUMBER_MASK)
    return FALSE;

  value->start = at;
  value->tag = *at++;
  if (!read_length (&at, end, &length) || (gsize) (end - at) < length)
    return FALSE;
  value->at = at;
  value->end = at + length;
  return TRUE;
}

/**
 * ifa_der_open:
 * @bytes: foreign bytes; they must outlive @value
 * @length: how many
 * @value: (out caller-allocates): the first value in them
 *
 * Returns: whether @bytes begin with a whole value
 */
gboolean
ifa_der_open (gconstpointer bytes, gsize length, IfaDer *value)
{
  const guint8 *start = bytes;

  return start != NULL && read_value (start, start + length, value);
}

gboolean
ifa_der_open_bytes (GBytes *bytes, IfaDer *value)
{
  gsize length;
  gconstpointer data = g_bytes_get_data (bytes, &length);

  return ifa_der_open (data, length, value);
}

/**
 * ifa_der_next_any:
 * @parent: a value that consists of values
 * @child: (out caller-allocates): its next one
 *
 * Returns: whether there is a whole one; @parent then stands behind it
 */
gboolean
ifa_der_next_any (IfaDer *parent, IfaDer *child)
{
  if (!read_value (parent->at, parent->end, child))
    return FALSE;

  parent->at = child->end;
  return TRUE;
}

/**
 * ifa_der_next:
 * @parent: a value that consists of values
 * @tag: what is expected
 * @child: (out caller-allocates): its next one
 *
 * Returns: whether the next value has @tag; if not, @parent stays where it is
 */
gboolean
ifa_der_next (IfaDer *parent, guint8 tag, IfaDer *child)
{
  if (parent->at == parent->end || *parent->at != tag)
    return FALSE;

  return ifa_der_next_any (parent, child);
}
