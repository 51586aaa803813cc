/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#pragma once

#include "result.h"
#include "run.h"

G_BEGIN_DECLS

#define IFA_TYPE_CHECK_SESSION (ifa_check_session_get_type ())
G_DECLARE_FINAL_TYPE (IfaCheckSession, ifa_check_session, IFA, CHECK_SESSION, GObject)

IfaCheckSession *ifa_check_session_new (IfaProfile *profile, gboolean own_hosts_only);
IfaCheckSession *ifa_check_session_new_for_practice (const IfaPracticeFault *fault);
void ifa_check_session_run_async (IfaCheckSession *self,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean ifa_check_session_has_begun (IfaCheckSession *self);
IfaResult *
ifa_check_session_run_finish (IfaCheckSession *self, GAsyncResult *result, GError **error);

G_END_DECLS
