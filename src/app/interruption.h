/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void ifa_interruption_begin (void);
void ifa_interruption_end (void);
void ifa_interruption_take_async (GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean ifa_interruption_take_finish (GAsyncResult *result);

G_END_DECLS
