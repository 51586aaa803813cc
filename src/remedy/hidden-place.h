/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Inside a Flatpak, a folder that is not there may only be out of sight. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean ifa_place_is_hidden (const char *path, const char *root);
const char *ifa_place_hidden_words (void);

G_END_DECLS
