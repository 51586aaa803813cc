/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* The incident number that a filter prints on its block page, for whoever can look it up. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *ifa_block_page_dup_id (const char *body, gsize length);

G_END_DECLS
