/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Listens on the loopback and gives each connection a thread, within bounds. */

#pragma once

#include "practice-connection.h"

G_BEGIN_DECLS

/* Further clients wait in the kernel's queue until somebody leaves. */
#define IFA_PRACTICE_MAX_CONNECTIONS 64

typedef struct _IfaPracticeServer IfaPracticeServer;

IfaPracticeServer *ifa_practice_server_new (gboolean refuses, GError **error);
guint16 ifa_practice_server_get_port (IfaPracticeServer *self, IfaPracticeListener listener);
gboolean
ifa_practice_server_start (IfaPracticeServer *self, const IfaPracticeStage *stage, GError **error);
void ifa_practice_server_free (IfaPracticeServer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IfaPracticeServer, ifa_practice_server_free)

G_END_DECLS
