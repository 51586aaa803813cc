/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkPrintOperation *ifa_paper_print_new (const char *title, const char *text);

G_END_DECLS
