/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* What the bytes of an answer are, whatever their header promised. Pure. */

#pragma once

#include "http-facts.h"

G_BEGIN_DECLS

void ifa_http_body_judge (IfaHttpFacts *facts, const char *body, gsize length, gboolean is_whole);
void ifa_http_body_apply_error_path (IfaHttpFacts *facts,
                                     const char *body,
                                     gsize length,
                                     const char *code_path,
                                     const char *const *ok_codes,
                                     const char *message_path);

char *ifa_http_body_dup_title (const char *body, gsize length);
gboolean ifa_http_body_is_page (const char *body, gsize length);

G_END_DECLS
