/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Where the processor can look at many places at once, it does. Otherwise, Wu and Manber's way (A
 * fast algorithm for multi-pattern searching, 1994): two bytes decide how far to jump, so that most
 * of a log is never looked at. */

#include "log-patterns.h"

#include "log-filter.h"

#include <string.h>

#define N_BLOCKS 65536
#define BLOCK_BYTES 2
#define MAX_PATTERNS 4096
#define MAX_PATTERN_BYTES 512
#define NONE G_MAXUINT16

typedef struct
{
  char *bytes;
  gsize length;
  guint16 next; /* with the same block at the same place */
} Pattern;

struct _IfaLogPatterns
{
  GArray *patterns; /* (element-type Pattern) */
  gsize window;     /* length of the shortest */
  guint8 shifts[N_BLOCKS];
  guint16 first[N_BLOCKS];
  gboolean has_filter;
  IfaLogFilter filter;
};

static guint
block_at (const char *bytes)
{
  return (guint) (guchar) bytes[0] << 8 | (guchar) bytes[1];
}

static void
pattern_clear (gpointer data)
{
  g_free (((Pattern *) data)->bytes);
}

static void
add (IfaLogPatterns *self, const char *bytes, gsize length)
{
  Pattern pattern = { NULL, length, NONE };

  if (length < BLOCK_BYTES || length > MAX_PATTERN_BYTES || self->patterns->len >= MAX_PATTERNS)
    return;
  for (guint i = 0; i < self->patterns->len; i++)
    {
      const Pattern *known = &g_array_index (self->patterns, Pattern, i);

      if (known->length == length && memcmp (known->bytes, bytes, length) == 0)
        return;
    }
  pattern.bytes = g_memdup2 (bytes, length);
  g_array_append_val (self->patterns, pattern);
  self->window = self->window == 0 ? length : MIN (self->window, length);
}

static void
compile (IfaLogPatterns *self)
{
  gsize furthest = MIN (self->window - BLOCK_BYTES + 1, G_MAXUINT8);

  memset (self->shifts, (int) furthest, sizeof self->shifts);
  memset (self->first, 0xff, sizeof self->first);
  for (guint i = 0; i < self->patterns->len; i++)
    {
      Pattern *pattern = &g_array_index (self->patterns, Pattern, i);
      guint last = block_at (pattern->bytes + self->window - BLOCK_BYTES);

      for (gsize at = 0; at + BLOCK_BYTES <= self->window; at++)
        {
          guint block = block_at (pattern->bytes + at);
          gsize shift = self->window - BLOCK_BYTES - at;

          self->shifts[block] = MIN (self->shifts[block], shift);
        }
      pattern->next = self->first[last];
      self->first[last] = i;
    }
}

static guint
bucket_of (guint index)
{
  return index % IFA_LOG_FILTER_BUCKETS;
}

static void
compile_filter (IfaLogPatterns *self)
{
  self->has_filter = self->window >= IFA_LOG_FILTER_BYTES && ifa_log_filter_is_available ();
  for (guint i = 0; self->has_filter && i < self->patterns->len; i++)
    ifa_log_filter_add (&self->filter, g_array_index (self->patterns, Pattern, i).bytes,
                        bucket_of (i));
}

/**
 * ifa_log_patterns_new:
 * @texts: what to look for, UTF-8; a text of one byte is left out, it would be everywhere
 *
 * Each text is looked for in UTF-8 and in GB18030, as logs of Chinese programs are written in.
 *
 * Returns: (transfer full)
 */
IfaLogPatterns *
ifa_log_patterns_new (const char *const *texts)
{
  IfaLogPatterns *self = g_new0 (IfaLogPatterns, 1);

  self->patterns = g_array_new (FALSE, FALSE, sizeof (Pattern));
  g_array_set_clear_func (self->patterns, pattern_clear);
  for (gsize i = 0; texts[i] != NULL; i++)
    {
      gsize length = 0;
      g_autofree char *converted = NULL;

      add (self, texts[i], strlen (texts[i]));
      if (!g_str_is_ascii (texts[i]))
        converted = g_convert (texts[i], -1, "GB18030", "UTF-8", NULL, &length, NULL);
      if (converted != NULL)
        add (self, converted, length);
    }
  if (self->patterns->len > 0)
    compile (self);
  compile_filter (self);
  return self;
}

void
ifa_log_patterns_free (IfaLogPatterns *self)
{
  g_array_unref (self->patterns);
  g_free (self);
}

static gboolean
matches_at (const IfaLogPatterns *self, guint block, const char *at, const char *end)
{
  for (guint i = self->first[block]; i != NONE;)
    {
      const Pattern *pattern = &g_array_index (self->patterns, Pattern, i);

      if ((gsize) (end - at) >= pattern->length
          && memcmp (at, pattern->bytes, pattern->length) == 0)
        return TRUE;
      i = pattern->next;
    }
  return FALSE;
}

/* Returns: where the first match begins; NULL, and @rest set to where the filter came to. */
static const char *
find_filtered (const IfaLogPatterns *self, const char *data, gsize size, gsize *rest)
{
  guint8 buckets = 0;
  gsize at = 0;

  for (;; at++)
    {
      at = ifa_log_filter_skip (&self->filter, data, at, size, &buckets);
      if (buckets == 0)
        break;
      for (guint i = 0; i < self->patterns->len; i++)
        {
          const Pattern *pattern = &g_array_index (self->patterns, Pattern, i);

          if ((buckets >> bucket_of (i) & 1) != 0 && size - at >= pattern->length
              && memcmp (data + at, pattern->bytes, pattern->length) == 0)
            return data + at;
        }
    }
  *rest = at;
  return NULL;
}

static const char *
find_jumping (const IfaLogPatterns *self, const char *data, gsize size)
{
  const char *end = data + size;
  const char *at;

  if (size < self->window)
    return NULL;
  at = data + self->window - BLOCK_BYTES;
  while (at + BLOCK_BYTES <= end)
    {
      guint block = block_at (at);
      guint shift = self->shifts[block];

      if (shift > 0)
        {
          at += shift;
          continue;
        }
      if (matches_at (self, block, at + BLOCK_BYTES - self->window, end))
        return at + BLOCK_BYTES - self->window;
      at++;
    }
  return NULL;
}

/**
 * ifa_log_patterns_find:
 * @self: what to look for
 * @data: any bytes
 * @size: how many
 *
 * Returns: (transfer none) (nullable): where the first of the texts begins
 */
const char *
ifa_log_patterns_find (const IfaLogPatterns *self, const char *data, gsize size)
{
  const char *found = NULL;
  gsize rest = 0;

  if (self->patterns->len == 0)
    return NULL;
  if (self->has_filter)
    found = find_filtered (self, data, size, &rest);
  return found != NULL ? found : find_jumping (self, data + rest, size - rest);
}
