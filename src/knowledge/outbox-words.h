/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* The words about files of an outbox. All returned texts are in the current language. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

const char *ifa_words_unreadable (const char *why);
char *ifa_words_dup_age (int n_days);

G_END_DECLS
