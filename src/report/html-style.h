/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* The look of the HTML report: screen, dark screen, small screen, paper. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

extern const char ifa_html_style[];

G_END_DECLS
