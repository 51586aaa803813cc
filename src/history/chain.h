/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Lines that vouch for each other: {"seq":12,"prev":"…",…,"hash":"…"}. The hash is SHA-256 over
 * the bytes of the line up to its own member, so no reading and writing again can change it. */

#pragma once

#include "history.h"

G_BEGIN_DECLS

#define IFA_HASH_LENGTH 64
#define IFA_HASH_NONE "0000000000000000000000000000000000000000000000000000000000000000"

typedef struct
{
  guint64 number;
  char previous[IFA_HASH_LENGTH + 1];
  char hash[IFA_HASH_LENGTH + 1];
  gboolean is_checkpoint; /* stands for all lines that were given up */
} IfaChainLink;

char *ifa_chain_dup_line (guint64 number, const char *previous, JsonObject *members, char *hash);
gboolean ifa_chain_parse (const char *line, gsize length, IfaChainLink *link);
gboolean ifa_chain_is_intact (const char *line, gsize length, const IfaChainLink *link);

IfaHistoryProof *ifa_chain_verify (const char *data, gsize length, const IfaChainLink *head);

/* history-entry.c */
JsonObject *ifa_history_entry_to_json (const IfaReport *report);
IfaHistoryEntry *ifa_history_entry_new_from_line (const char *line, gsize length);

G_END_DECLS
