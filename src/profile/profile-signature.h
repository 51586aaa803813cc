/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Signed profiles: who wrote one can't be known, but that two are by the same hand can. */

#pragma once

#include "profile.h"

G_BEGIN_DECLS

gboolean ifa_profile_signature_fits (const char *data,
                                     gsize length,
                                     const char *key,
                                     const char *signature,
                                     char **why);
char *ifa_profile_sign (const char *data,
                        gsize length,
                        const char *name,
                        const char *private_key_file,
                        GError **error);
gboolean
ifa_profile_may_replace (const IfaProfile *old_one, const IfaProfile *new_one, GError **error);

G_END_DECLS
