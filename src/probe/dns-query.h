/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* One question of one type to one name server, by c-ares on the main loop. */

#pragma once

#include "dns-answer.h"

G_BEGIN_DECLS

typedef struct _IfaDnsQuery IfaDnsQuery;

/**
 * IfaDnsQueryDone:
 * @query: the query, which may be freed now
 * @answer: what came of it
 * @user_data: closure
 *
 * Called once, from the main loop, unless the query is freed before.
 */
typedef void (*IfaDnsQueryDone) (IfaDnsQuery *query,
                                 const IfaDnsAnswer *answer,
                                 gpointer user_data);

IfaDnsQuery *ifa_dns_query_new (const char *server,
                                const char *name,
                                gboolean is_ipv6,
                                gboolean over_tcp,
                                guint timeout_ms,
                                IfaDnsQueryDone done,
                                gpointer user_data);
void ifa_dns_query_free (IfaDnsQuery *query);

G_END_DECLS
