/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Dates, durations and foreign words as they stand inside a sentence. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *ifa_phrase_dup_date (const char *iso8601);
char *ifa_phrase_dup_time (gint64 time_s);
char *ifa_phrase_dup_days (const char *days);
char *ifa_phrase_dup_seconds (const char *seconds);
char *ifa_phrase_dup_duration (const char *seconds);
char *ifa_phrase_dup_milliseconds (gint64 milliseconds);
char *ifa_phrase_dup_harmless (const char *foreign, guint max_characters);

G_END_DECLS
