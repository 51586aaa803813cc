/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Sixteen places of a text looked at at once: could one of many patterns begin there? */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define IFA_LOG_FILTER_BUCKETS 8
#define IFA_LOG_FILTER_BYTES 3 /* of each pattern that are looked at */

/**
 * IfaLogFilter:
 *
 * For each of the first bytes of a pattern, which buckets have a pattern with this half of a byte
 * there.
 */
typedef struct
{
  guint8 low[IFA_LOG_FILTER_BYTES][16];
  guint8 high[IFA_LOG_FILTER_BYTES][16];
} IfaLogFilter;

gboolean ifa_log_filter_is_available (void);
void ifa_log_filter_add (IfaLogFilter *self, const char *pattern, guint bucket);
gsize ifa_log_filter_skip (const IfaLogFilter *self,
                           const char *data,
                           gsize from,
                           gsize size,
                           guint8 *buckets);

G_END_DECLS
