/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* The look at a profile's bytes before the JSON library sees them: bounds, syntax, and on which
 * line each key stands. */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define IFA_PROFILE_MAX_BYTES (1024 * 1024)
#define IFA_PROFILE_MAX_DEPTH 32
#define IFA_PROFILE_MAX_VALUES 20000

GHashTable *ifa_profile_scan (const char *data, gsize length, const char *name, GError **error);

char *ifa_profile_dup_quotable (const char *text);
void ifa_profile_set_error (GError **error, const char *name, guint line, const char *format, ...)
    G_GNUC_PRINTF (4, 5);

G_END_DECLS
