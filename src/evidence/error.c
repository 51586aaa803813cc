/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "error.h"

/* clang-format off */
G_DEFINE_QUARK (ifa-error-quark, ifa_error)
/* clang-format on */
