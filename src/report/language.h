/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Speaking another language for a moment. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _IfaLanguageScope IfaLanguageScope;

IfaLanguageScope *ifa_language_enter (const char *language);
void ifa_language_leave (IfaLanguageScope *scope);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IfaLanguageScope, ifa_language_leave)

G_END_DECLS
