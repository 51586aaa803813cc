/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Many texts looked for at once in bytes of unknown encoding. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _IfaLogPatterns IfaLogPatterns;

IfaLogPatterns *ifa_log_patterns_new (const char *const *texts);
void ifa_log_patterns_free (IfaLogPatterns *self);
const char *ifa_log_patterns_find (const IfaLogPatterns *self, const char *data, gsize size);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IfaLogPatterns, ifa_log_patterns_free)

G_END_DECLS
