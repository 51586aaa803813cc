/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* How texts in several languages are made; reading them is in profile.h. */

#pragma once

#include "profile.h"

G_BEGIN_DECLS

/* The language of a text that says none. */
#define IFA_TEXT_ANY_LANGUAGE ""

IfaText *ifa_text_new (const char *language, const char *text);
void ifa_text_add (IfaText *self, const char *language, const char *text);
void ifa_text_free (IfaText *self);
gboolean ifa_text_is_language (const char *language);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IfaText, ifa_text_free)

G_END_DECLS
