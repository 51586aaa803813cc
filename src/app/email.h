/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* The report as an e-mail to the support desk, by the Email portal: the person's own program opens
 * with everything filled in, and the person sends it or not. */

#pragma once

#include <gio/gio.h>

#include "report.h"

G_BEGIN_DECLS

void ifa_email_compose_async (GDBusConnection *bus,
                              const IfaReport *report,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
gboolean ifa_email_compose_finish (GAsyncResult *result, GError **error);

G_END_DECLS
