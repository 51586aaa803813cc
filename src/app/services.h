/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#pragma once

#include "result.h"

G_BEGIN_DECLS

/**
 * IfaServices:
 *
 * What there is to choose from, and what was asked for.
 */
typedef struct
{
  GPtrArray *profiles; /* (element-type IfaProfile): installed, and the user's own */
  char *wanted;        /* (nullable): what the store was asked for: id, path or address */
  IfaProfile *special; /* (nullable): the profile that `wanted` means */
  IfaResult *report;   /* (nullable): `wanted` is the file of an earlier report */
  GError *error;       /* (nullable): why there is neither */
  gboolean is_remembered;
} IfaServices;

void ifa_services_free (IfaServices *services);

void ifa_services_load_async (GObject *source,
                              const char *wanted,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
IfaServices *ifa_services_load_finish (GAsyncResult *result, GError **error);

void ifa_services_keep_async (GObject *source,
                              IfaProfile *profile,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
char *ifa_services_keep_finish (GAsyncResult *result, GError **error);

char *ifa_services_dup_name (const char *key, const IfaProfile *profile);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IfaServices, ifa_services_free)

G_END_DECLS
