/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* The texts by which a cause is recognised, for who searches a log. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

const char **ifa_explain_list_texts (const char *cause);

G_END_DECLS
