/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#pragma once

#include "report.h"

G_BEGIN_DECLS

/**
 * IfaFormat:
 *
 * A kind of file that the window can save a report as.
 */
typedef struct
{
  IfaReportFormat format;
  const char *name;   /* in the settings */
  const char *label;  /* translatable, short */
  const char *hint;   /* translatable */
  const char *suffix; /* of the file's name */
} IfaFormat;

const IfaFormat *ifa_report_format_list (guint *n_formats);
guint ifa_report_format_find (const char *name);

G_END_DECLS
