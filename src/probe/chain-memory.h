/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* The certificates that servers showed lately, for whoever has more questions about them. Facts
 * keep only a fingerprint. */

#pragma once

#include "certificate.h"

G_BEGIN_DECLS

void ifa_chain_memory_put (IfaCertificate *certificate, IfaCertificate *issuer);
gboolean
ifa_chain_memory_find (const char *sha256, IfaCertificate **certificate, IfaCertificate **issuer);

G_END_DECLS
