/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* The one place where GnuTLS's error codes become our own vocabulary. */

#pragma once

#include "vocabulary.h"

G_BEGIN_DECLS

IfaOutcome ifa_outcome_from_gnutls (int code);
char *ifa_gnutls_dup_alert_name (int alert);

G_END_DECLS
