/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* One value of a foreign JSON document, as text. */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

char *ifa_json_dup_value (JsonNode *root, const char *path, gsize max_characters);

G_END_DECLS
