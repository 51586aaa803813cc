/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Certificate policies: as extensions of one certificate, and along a path. Pure. */

#pragma once

#include "certificate.h"

G_BEGIN_DECLS

const char *ifa_path_policies_find_problem (GPtrArray *path);

G_END_DECLS
