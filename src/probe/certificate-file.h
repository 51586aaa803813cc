/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Certificates in a file of whatever form authorities publish them in. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

GPtrArray *ifa_certificate_file_parse (GBytes *file);

G_END_DECLS
