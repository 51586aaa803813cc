/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* The language of everything that the command says. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean ifa_language_set_up (int *argc, char **argv, GError **error);

G_END_DECLS
