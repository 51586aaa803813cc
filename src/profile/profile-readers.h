/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* One reader for each type of value that a key can hold. */

#pragma once

#include "profile-parser.h"

G_BEGIN_DECLS

/**
 * IfaProfileReader:
 * @parser: the parser, whose path leads to @node
 * @key: the row
 * @node: what stands in the file
 * @field: where to put it
 * @error: one sentence that names file, line and key
 *
 * Returns: whether it is right
 */
typedef gboolean (*IfaProfileReader) (IfaProfileParser *parser,
                                      const IfaProfileKey *key,
                                      JsonNode *node,
                                      gpointer field,
                                      GError **error);

/* By `IfaProfileKeyType`. */
extern const IfaProfileReader ifa_profile_readers[];

G_END_DECLS
