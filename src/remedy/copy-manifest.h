/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* What a copy holds: its list of files, as manifest.json and as SHA256SUMS. */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define IFA_COPY_MANIFEST "manifest.json"
#define IFA_COPY_SUMS "SHA256SUMS"

typedef struct
{
  char *name;     /* path in the copy; every file system can bear it */
  char *original; /* where the file stood, below the home folder, in its own bytes */
  guint64 n_bytes;
  gint64 modified_s;
  char *sha256; /* lower-case hexadecimal */
} IfaCopyEntry;

typedef struct
{
  char *profile;
  GPtrArray *entries; /* (element-type IfaCopyEntry) */
  /*< private >*/
  GHashTable *names; /* folded: file systems that don't tell "A" from "a" */
} IfaCopyManifest;

IfaCopyManifest *ifa_copy_manifest_new (const char *profile);
IfaCopyManifest *ifa_copy_manifest_new_from_folder (const char *folder, GError **error);
void ifa_copy_manifest_free (IfaCopyManifest *self);
IfaCopyEntry *ifa_copy_manifest_add (IfaCopyManifest *self, guint place, const char *original);
char *ifa_copy_manifest_dup_json (const IfaCopyManifest *self);
char *ifa_copy_manifest_dup_sums (const IfaCopyManifest *self);
char *ifa_copy_dup_safe_name (const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IfaCopyManifest, ifa_copy_manifest_free)

G_END_DECLS
