/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* A byte is looked up in two halves, sixteen bytes with one instruction: the idea of the "Teddy"
 * matcher in Intel's Hyperscan. Other processors do without. */

#include "log-filter.h"

#if defined(__x86_64__)
#include <immintrin.h>
#define HAS_SHUFFLE 1
#else
#define HAS_SHUFFLE 0
#endif

#define STEP 16

/**
 * ifa_log_filter_is_available:
 *
 * Returns: whether this processor can do it
 */
gboolean
ifa_log_filter_is_available (void)
{
#if HAS_SHUFFLE
  return __builtin_cpu_supports ("ssse3") != 0;
#else
  return FALSE;
#endif
}

/**
 * ifa_log_filter_add:
 * @self: a filter, zero at first
 * @pattern: at least `IFA_LOG_FILTER_BYTES` bytes
 * @bucket: where it belongs
 */
void
ifa_log_filter_add (IfaLogFilter *self, const char *pattern, guint bucket)
{
  for (guint i = 0; i < IFA_LOG_FILTER_BYTES; i++)
    {
      self->low[i][(guchar) pattern[i] & 0xf] |= 1 << bucket;
      self->high[i][(guchar) pattern[i] >> 4] |= 1 << bucket;
    }
}

#if HAS_SHUFFLE
__attribute__ ((target ("ssse3"))) static __m128i
look_up (const guint8 *low, const guint8 *high, const char *data)
{
  const __m128i half = _mm_set1_epi8 (0xf);
  __m128i bytes = _mm_loadu_si128 ((const __m128i *) data);

  return _mm_and_si128 (_mm_shuffle_epi8 (_mm_loadu_si128 ((const __m128i *) low),
                                          _mm_and_si128 (bytes, half)),
                        _mm_shuffle_epi8 (_mm_loadu_si128 ((const __m128i *) high),
                                          _mm_and_si128 (_mm_srli_epi16 (bytes, 4), half)));
}

__attribute__ ((target ("ssse3"))) static gsize
skip (const IfaLogFilter *self, const char *data, gsize from, gsize size, guint8 *buckets)
{
  const __m128i zero = _mm_setzero_si128 ();

  for (; from + STEP + IFA_LOG_FILTER_BYTES <= size; from += STEP)
    {
      __m128i found = look_up (self->low[0], self->high[0], data + from);
      guint places;

      for (guint i = 1; i < IFA_LOG_FILTER_BYTES; i++)
        found = _mm_and_si128 (found, look_up (self->low[i], self->high[i], data + from + i));
      places = 0xffff & ~(guint) _mm_movemask_epi8 (_mm_cmpeq_epi8 (found, zero));
      if (places != 0)
        {
          guint8 all[STEP];
          guint place = (guint) __builtin_ctz (places);

          _mm_storeu_si128 ((__m128i *) all, found);
          *buckets = all[place];
          return from + place;
        }
    }
  *buckets = 0;
  return from;
}
#endif

/**
 * ifa_log_filter_skip:
 * @self: a filter
 * @data: any bytes
 * @from: where to begin
 * @size: where to end
 * @buckets: (out): in which buckets there may be a pattern that begins at the place returned; 0:
 *   the filter can't look further, the few bytes that are left must be looked at otherwise
 *
 * Returns: the first place from @from on where a pattern may begin
 */
gsize
ifa_log_filter_skip (const IfaLogFilter *self,
                     const char *data,
                     gsize from,
                     gsize size,
                     guint8 *buckets)
{
#if HAS_SHUFFLE
  return skip (self, data, from, size, buckets);
#else
  *buckets = 0;
  return from;
#endif
}
