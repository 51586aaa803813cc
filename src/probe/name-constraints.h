/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Whether an authority may issue for the names in a certificate (RFC 5280 section 4.2.1.10). */

#pragma once

#include "certificate-terms.h"

G_BEGIN_DECLS

const char *ifa_name_constraints_find_problem (const IfaCertificateTerms *authority,
                                               const IfaCertificateTerms *certificate);

G_END_DECLS
