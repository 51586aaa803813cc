/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* What makes a path to a trusted root a good one. */

#pragma once

#include "certificate-path.h"

G_BEGIN_DECLS

IfaPathGrade ifa_path_rules_grade (GPtrArray *path, const char *host, gint64 now_s, char **problem);

G_END_DECLS
