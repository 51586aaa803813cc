/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* One check from beginning to report, for a terminal. */

#pragma once

#include "command-line.h"

G_BEGIN_DECLS

IfaReport *ifa_check_run (const IfaCommandLine *line,
                          IfaEnvironment *environment,
                          IfaProfile *profile,
                          GError **error);
int ifa_check_run_and_show (IfaCommandLine *line,
                            IfaEnvironment *environment,
                            IfaProfile *profile,
                            gboolean is_practice,
                            GError **error);

G_END_DECLS
