/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* One question of one type to one name server, by c-ares on the main loop. */

#pragma once

#include "vocabulary.h"

G_BEGIN_DECLS

typedef struct _IfaDnsQuery IfaDnsQuery;

typedef struct
{
  IfaOutcome outcome;
  const char *rcode;    /* (nullable) */
  GPtrArray *addresses; /* (element-type utf8), at most 64 */
  char *canonical_name; /* (nullable) */
  gboolean truncated;   /* the answer did not fit into a datagram */
  char *detail;         /* (nullable): c-ares's words */
} IfaDnsAnswer;

/* Called once, unless the query is freed before. */
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
