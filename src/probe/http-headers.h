/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* What the headers of an answer tell. */

#pragma once

#include <libsoup/soup.h>

#include "http-facts.h"

G_BEGIN_DECLS

void ifa_http_headers_judge (IfaHttpFacts *facts, SoupMessageHeaders *headers, gint64 now_s);
gint64 ifa_http_headers_get_date_s (SoupMessageHeaders *headers);

G_END_DECLS
