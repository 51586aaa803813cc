/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* A JSON text as a flat list of its values: a mebibyte in a few milliseconds, and nothing that a
 * foreign text could make recurse or allocate a million times. Pure. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * IfaJsonOutline:
 *
 * Borrows the text.
 */
typedef struct _IfaJsonOutline IfaJsonOutline;

/**
 * IfaJsonValue:
 *
 * One value in the list; 0 is the root, and `IFA_JSON_NOTHING` none.
 */
typedef guint IfaJsonValue;

#define IFA_JSON_NOTHING G_MAXUINT

IfaJsonOutline *ifa_json_outline_new (const char *text, gsize length);
void ifa_json_outline_free (IfaJsonOutline *self);

gboolean ifa_json_outline_is_object (const IfaJsonOutline *self, IfaJsonValue value);
gboolean ifa_json_outline_is_array (const IfaJsonOutline *self, IfaJsonValue value);
IfaJsonValue
ifa_json_outline_member (const IfaJsonOutline *self, IfaJsonValue object, const char *name);
IfaJsonValue ifa_json_outline_first (const IfaJsonOutline *self, IfaJsonValue parent);
IfaJsonValue
ifa_json_outline_next (const IfaJsonOutline *self, IfaJsonValue parent, IfaJsonValue child);
char *ifa_json_outline_dup_string (const IfaJsonOutline *self, IfaJsonValue value);
gboolean
ifa_json_outline_get_integer (const IfaJsonOutline *self, IfaJsonValue value, gint64 *number);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IfaJsonOutline, ifa_json_outline_free)

G_END_DECLS
